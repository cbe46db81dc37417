"""Ctrl-C ends a search and keeps what it found; whoever stops a search from a program gets the same."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from birlik.cli.making import interruption
from birlik.exercise.plan import Plan
from birlik.formats.timetable.jsonfile import write_timetable
from birlik.planning.planner import Progress, plan_timetable
from tests.building import area, placed, plan_with, serial, timetable_with
from tests.cli.running import birlik, good_plan, stored
from tests.formats.projectfiles import as_patterson
from tests.planning.projects.test_best_schedules import hard
from tests.planning.repair.changing import changed


def test_a_search_that_is_stopped_keeps_its_best() -> None:
    plan = good_plan()
    heard: list[Progress] = []
    timetable = plan_timetable(plan, listener=heard.append, stop=lambda: len(heard) >= 3)
    assert timetable.complete
    assert not timetable.reproducible


def test_ctrl_c_ends_the_search_and_a_second_one_the_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ends: list[int] = []
    monkeypatch.setattr(os, "_exit", ends.append)
    with interruption() as pressed:
        assert not pressed()
        os.kill(os.getpid(), signal.SIGINT)
        assert pressed()
        assert ends == []
        os.kill(os.getpid(), signal.SIGINT)
        assert ends == [130]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


#: A child that presses Ctrl-C itself, once, while CP-SAT is solving.
WHILE_SOLVING = """
import os, signal, sys
from birlik.cli.app import app
from ortools.sat.python import cp_model

pressed = []

class Pressing(cp_model.CpSolverSolutionCallback):
    def on_solution_callback(self):
        if not pressed:
            pressed.append(True)
            os.kill(os.getpid(), signal.SIGINT)

solve = cp_model.CpSolver.solve
cp_model.CpSolver.solve = lambda solver, model, *others: solve(solver, model, Pressing())
app(sys.argv[1:])
"""

#: The same, as soon as there is a first timetable.
WHEN_IMPROVING = """
import os, signal, sys
from birlik.cli.app import app
from birlik.planning import planner

class Pressing(planner.Progress):
    def __init__(self, stage, score=None):
        super().__init__(stage, score)
        if stage == "improving":
            os.kill(os.getpid(), signal.SIGINT)

planner.Progress = Pressing
app(sys.argv[1:])
"""

#: The same, in the first of many runs of a rehearsal.
WHILE_REHEARSING = """
import os, signal, sys
from birlik.cli.app import app
from birlik.planning.rehearsal import running

class Pressing(running.Progress):
    def __init__(self, done, stage):
        super().__init__(done, stage)
        if stage.startswith("rehearsing, run 0 "):
            os.kill(os.getpid(), signal.SIGINT)

running.Progress = Pressing
app(sys.argv[1:])
"""


#: A child that presses Ctrl-C twice while both threads of a project's search are at work.
TWICE_WHILE_SEARCHING = """
import os, signal, sys
from birlik.cli.app import app
from birlik.planning.projects import solve

wait = solve.wait

def pressing(*arguments):
    os.kill(os.getpid(), signal.SIGINT)
    os.kill(os.getpid(), signal.SIGINT)
    return wait(*arguments)

solve.wait = pressing
app(sys.argv[1:])
"""


def test_a_second_ctrl_c_ends_a_project_without_waiting_for_its_search(tmp_path: Path) -> None:
    (tmp_path / "hard.rcp").write_text(as_patterson(hard(120)))
    child = ended(
        TWICE_WHILE_SEARCHING, "project", tmp_path / "hard.rcp", "--seconds", 100_000, "--json"
    )
    assert child.returncode == 130
    assert child.stderr == "Stopping; the best schedule found so far is kept.\n"
    assert child.stdout == ""


def ended(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """How a child ended that called a command and pressed Ctrl-C."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def full_plan() -> Plan:
    """Plan of one range on which six serials follow each other, none where it wishes to be."""
    return plan_with(
        areas=[area("A")],
        serials=[
            serial(f"S-{n}", 60 + 15 * n, areas="A", wish_hours="09:00-10:00") for n in range(6)
        ],
    )


@pytest.mark.parametrize("program", [WHEN_IMPROVING, WHILE_SOLVING], ids=["between", "solving"])
def test_ctrl_c_leaves_the_best_timetable_found_so_far(program: str, tmp_path: Path) -> None:
    plan, out = stored(full_plan(), tmp_path / "plan.xlsx"), tmp_path / "out"
    child = ended(program, "plan", plan, "--out", out)
    assert child.returncode == 0, child.stderr
    assert "Stopping; the best timetable found so far is being written." in child.stderr
    assert birlik("verify", out / "timetable.json", "--plan", plan).code == 0


def test_ctrl_c_leaves_the_best_repair_found_so_far(tmp_path: Path) -> None:
    before = full_plan()
    kept = timetable_with(
        before,
        *(
            placed(f"S-{n}", f"2024-07-08 {8 + 2 * n:02}:00", 60 + 15 * n, areas="A")
            for n in range(6)
        ),
    )
    write_timetable(kept, tmp_path / "kept.json")
    # Two serials last so long now that they run into the next.
    plan = stored(
        changed(changed(before, "serials", "S-0", duration=150), "serials", "S-2", duration=150),
        tmp_path / "plan.json",
    )
    out = tmp_path / "out"
    child = ended(WHILE_SOLVING, "replan", plan, "--keep", tmp_path / "kept.json", "--out", out)
    assert child.returncode == 0, child.stderr
    assert "Stopping; the best repair found so far is kept." in child.stderr
    assert "6 serials placed" in child.stdout
    assert birlik("verify", out / "timetable.json", "--plan", plan).code == 0


def test_ctrl_c_leaves_the_runs_made_so_far(tmp_path: Path) -> None:
    plan = full_plan()
    timetable = plan_timetable(plan, seconds=0)
    write_timetable(timetable, tmp_path / "timetable.json")
    child = ended(
        WHILE_REHEARSING,
        "rehearse",
        stored(plan, tmp_path / "plan.json"),
        "--timetable",
        tmp_path / "timetable.json",
        "--runs",
        100_000,
        "--json",
    )
    assert child.returncode == 0, child.stderr
    assert "Stopping; the runs made so far are counted." in child.stderr
    found = json.loads(child.stdout)
    assert found["stopped"]
    assert found["runs"] == 5_000
