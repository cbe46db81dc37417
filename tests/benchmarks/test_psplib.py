"""The benchmark of research projects on tiny ones, so that it cannot rot; what is wrong never counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import __main__ as every
from benchmarks import psplib
from benchmarks.projects import (
    Instance,
    birlik_run,
    checked,
    cpsat_run,
    has_pyjobshop,
    instances,
    pyjobshop_run,
)
from birlik.planning.projects import Lag, Project
from tests.formats.projectfiles import as_lagged, as_patterson

PLAIN = Project("plain", (0, 2, 3, 0), (2,), ((0,), (1,), (2,), (0,)), (Lag(0, 1, 0), Lag(1, 3, 2)))
CIRCLE = Project("circle", (0, 2, 0), (1,), ((0,), (1,), (0,)), (Lag(0, 2, 5), Lag(2, 0, -4)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A set of each kind, with a few tiny projects."""
    rows = ["file,lower_bound,best_known"]
    for name in ("j30", "j60", "j120"):
        (tmp_path / name).mkdir()
        for number in (1, 2):
            (tmp_path / name / f"{name}_{number}.rcp").write_text(as_patterson(PLAIN))
            rows.append(f"{name}/{name}_{number}.rcp,5,5")
    (tmp_path / "ubo100").mkdir()
    (tmp_path / "ubo100" / "psp1.sch").write_text(as_lagged(CIRCLE))
    (tmp_path / "ubo100" / "psp2.sch").write_text(as_lagged(PLAIN))
    rows += ["ubo100/psp1.sch,unsat,unsat", "ubo100/psp2.sch,,6"]
    (tmp_path / "best_known.csv").write_text("\n".join(rows) + "\n")
    return tmp_path


def test_every_set_has_a_row_for_each_solver(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    psplib.main([str(folder), "--seconds", "5", "--against", "cpsat", "--details"])
    printed = capsys.readouterr().out
    cells = [
        [cell.strip() for cell in line.split("│")[1:-1]]
        for line in printed.splitlines()
        if line.startswith("│")
    ]
    assert [row[:6] for row in cells] == [
        ["j30", "birlik", "2", "2", "2", "0.00%"],
        ["j30", "cpsat", "2", "2", "2", "0.00%"],
        ["j60", "birlik", "2", "2", "2", "0.00%"],
        ["j60", "cpsat", "2", "2", "2", "0.00%"],
        ["j120", "birlik", "2", "2", "2", "0.00%"],
        ["j120", "cpsat", "2", "2", "2", "0.00%"],
        ["ubo100", "birlik", "2", "2", "2", "-16.67%"],
        ["ubo100", "cpsat", "2", "2", "2", "-16.67%"],
    ]
    assert "psp1.sch birlik: -, bound" in printed
    assert "j60: mean gap on the 2 for which all found a schedule: birlik 0.00%, cpsat" in printed


def test_all_benchmarks_take_a_folder_in(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    every.main(["--psplib", str(folder)])
    printed = capsys.readouterr().out
    assert "| PSPLIB j30, 2 projects, 10 s each | 2 decided, 2 proven, mean gap 0.00%" in printed
    assert "| PSPLIB ubo100, 2 projects, 30 s each | 2 decided, 2 proven" in printed


def test_a_limit_takes_projects_from_all_over_a_set(folder: Path) -> None:
    found = instances(folder, ["j30", "ubo100"], 1)
    assert [instance.project.name for instance in found["j30"]] == ["j30_1.rcp"]
    assert found["ubo100"][0].best_known is None


def test_a_peer_that_is_not_known_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        psplib.main([str(folder), "--against", "gurobi"])
    assert "no such peer: gurobi" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        every.main(["nothing"])
    assert "no such benchmark: nothing" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts": (0, 0, 0, 5)},
        {"bound": 6},
        {"starts": None, "infeasible": True},
    ],
)
def test_a_wrong_answer_does_not_count(wrong: dict[str, object]) -> None:
    instance = Instance(PLAIN, 5, 5)
    right = birlik_run(PLAIN, 1)
    assert checked(instance, right) is right
    with pytest.raises(AssertionError):
        checked(instance, replace(right, **wrong))  # type: ignore[arg-type]


def test_a_peer_finds_the_same_on_what_is_tiny() -> None:
    assert cpsat_run(PLAIN, 5).proven(PLAIN)
    assert cpsat_run(CIRCLE, 5).infeasible


def test_pyjobshop_finds_the_same_or_it_is_said_how_to_install_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if has_pyjobshop():
        assert pyjobshop_run(PLAIN, 5).proven(PLAIN)
        assert pyjobshop_run(CIRCLE, 5).infeasible
    else:
        refused(folder, capsys)


def test_a_peer_that_is_not_installed_is_refused_before_anything_runs(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(psplib, "has_pyjobshop", lambda: False)
    refused(folder, capsys)


def refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """PyJobShop is asked for, and the answer is how to install it."""
    with pytest.raises(SystemExit):
        psplib.main([str(folder), "--against", "cpsat,pyjobshop"])
    printed = capsys.readouterr()
    assert "pyjobshop is not installed: run tools/make-venv bench" in printed.err
    assert printed.out == ""
