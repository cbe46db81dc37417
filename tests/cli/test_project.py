"""``birlik project`` as researchers and their programs use it."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from birlik.formats.psplib import read
from birlik.planning import projects
from birlik.planning.projects import Outcome, faults_of, solve
from tests.cli.running import birlik
from tests.formats.projectfiles import as_patterson
from tests.planning.projects.test_best_schedules import hard

PAIR = "2 1\n1\n2 1 0\n3 1 0\n"
CIRCLE = """\
0 1 0 0
0 1 1 1 [5]
1 1 1 0 [-4]
0 1 1 0
1 1 1 0
1
"""


def test_a_proven_schedule_is_said_with_its_starts(tmp_path: Path) -> None:
    (tmp_path / "pair.rcp").write_text(PAIR)
    ended = birlik("project", tmp_path / "pair.rcp")
    assert ended.code == 0
    assert "pair.rcp, 2 activities: makespan 5, proven: no schedule is shorter." in ended.out
    assert "it keeps every lag and every resource" in ended.out


def test_programs_get_the_schedule_as_json(tmp_path: Path) -> None:
    (tmp_path / "pair.rcp").write_text(PAIR)
    ended = birlik("project", tmp_path / "pair.rcp", "--json")
    assert ended.code == 0
    assert ended.content["makespan"] == ended.content["bound"] == 5
    assert ended.content["proven"]
    assert ended.content["reproducible"]
    starts = tuple(ended.content["starts"])
    assert faults_of(read(tmp_path / "pair.rcp"), starts) == []


def test_that_there_is_no_schedule_is_said_and_ends_otherwise(tmp_path: Path) -> None:
    (tmp_path / "circle.sch").write_text(CIRCLE)
    ended = birlik("project", tmp_path / "circle.sch")
    assert ended.code == 3
    assert "no schedule keeps all lags and resources: proven" in ended.out
    assert birlik("project", tmp_path / "circle.sch", "--json").content["infeasible"]


def test_a_file_that_cannot_be_read_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "odd.rcp").write_text("2 1\n1\n2 x 0\n")
    ended = birlik("project", tmp_path / "odd.rcp")
    assert ended.code == 2
    assert "odd.rcp, line 3: demand should be a whole number, not 'x'" in ended.err
    assert birlik("project", tmp_path / "none.rcp").code == 2
    error = birlik("project", tmp_path / "none.rcp", "--json").content["error"]
    assert "none.rcp cannot be read: No such file" in error["message"]


def test_what_is_no_project_is_named_for_what_it_is(tmp_path: Path) -> None:
    assert birlik("project", tmp_path).err.startswith(f"{tmp_path} is a folder; name one project")
    (tmp_path / "plan.xlsx").write_bytes(b"PK")
    ended = birlik("project", tmp_path / "plan.xlsx")
    assert ended.code == 2
    assert "plan.xlsx is no project that Birlik knows: the name must end in .sm" in ended.err
    assert "an exercise is planned with birlik plan" in ended.err
    (tmp_path / "huge.rcp").write_text("2 1\n1\n2 1 0\n12345678901 1 0\n")
    assert (
        "huge.rcp, line 4: duration of activity 2 is 12345678901; numbers of more than 9 digits "
        "are not read" in birlik("project", tmp_path / "huge.rcp").err
    )
    (tmp_path / "many.rcp").write_text("20001 0\n" + "1 0\n" * 20001)
    ended = birlik("project", tmp_path / "many.rcp")
    assert ended.code == 2
    assert "there are 20,001 activities, more than 20,000" in ended.err


def test_a_budget_that_is_no_number_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pair.rcp").write_text(PAIR)
    for option in ("--seconds", "--work"):
        for number in ("nan", "inf", "-1"):
            assert birlik("project", tmp_path / "pair.rcp", option, number).code == 2


def test_without_time_there_is_a_first_schedule(tmp_path: Path) -> None:
    (tmp_path / "pair.rcp").write_text(PAIR)
    ended = birlik("project", tmp_path / "pair.rcp", "--seconds", "0")
    assert ended.code == 0
    assert "makespan 5" in ended.out


def test_an_interrupted_search_still_shows_its_best(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hard.rcp").write_text(as_patterson(hard(120)))
    asked: list[Callable[[], bool]] = []
    inner = solve.solve_project

    def pressed(*arguments: Any) -> Outcome:
        asked.append(arguments[4])
        signal.raise_signal(signal.SIGINT)
        return inner(*arguments)

    monkeypatch.setattr(projects, "solve_project", pressed)
    ended = birlik("project", tmp_path / "hard.rcp", "--seconds", "100000")
    assert asked[0]()
    assert ended.code == 0
    assert "Stopping; the best schedule found so far is kept." in ended.err
    assert "The clock or Ctrl-C ended the search" in ended.out
