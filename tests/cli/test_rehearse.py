"""``birlik rehearse`` from the outside: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from birlik.cli.app import app
from birlik.formats.planfile import write
from birlik.formats.timetable.jsonfile import write_timetable
from tests.building import area, disturbance, placed, plan_with, serial, timetable_with

PLAN = plan_with(
    areas=[area("RANGE")],
    serials=[serial(f"S-{n}", 60, title="[bold]Firing[/bold]", areas="RANGE") for n in range(3)],
    disturbances=[disturbance("W", "delay", distribution="exponential", usual=20)],
)
TIMETABLE = timetable_with(
    PLAN,
    *(placed(f"S-{n}", f"2024-07-09 {8 + n:02}:00", areas="RANGE") for n in range(3)),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(PLAN, tmp_path / "plan.json")
    write_timetable(TIMETABLE, tmp_path / "timetable.json")
    return tmp_path


def birlik(folder: Path, *arguments: str, plan: str = "plan.json") -> Result:
    timetable = str(folder / "timetable.json")
    return CliRunner().invoke(
        app, ["rehearse", str(folder / plan), "--timetable", timetable, *arguments]
    )


def test_tables_tell_what_holds(folder: Path):
    result = birlik(folder, "--runs", "100", "--seed", "3")
    assert result.exit_code == 0
    assert "3 serials, carried out 100 times (seed 3)" in result.output
    assert "S-2" in result.output
    assert "[bold]" in result.output


def test_json_is_one_document_and_the_same_for_the_same_seed(folder: Path):
    first = birlik(folder, "--runs", "50", "--json")
    told = json.loads(first.output)
    assert told["format"] == "birlik-rehearsal/1"
    assert (told["runs"], told["tolerance"], told["limit"]) == (50, 15, 240)
    assert [serial["serial"] for serial in told["serials"]] == ["S-0", "S-1", "S-2"]
    assert birlik(folder, "--runs", "50", "--json").output == first.output


def test_out_is_where_the_files_go(folder: Path):
    result = birlik(folder, "--runs", "50", "--json", "--out", str(folder / "out"))
    assert sorted(path.name for path in (folder / "out").iterdir()) == [
        "rehearsal.html",
        "rehearsal.json",
    ]
    written = json.loads((folder / "out" / "rehearsal.json").read_text("utf-8"))
    told = json.loads(result.output)
    assert told.pop("files") == [
        str(folder / "out" / "rehearsal.html"),
        str(folder / "out" / "rehearsal.json"),
    ]
    assert written == told


def test_a_timetable_of_another_plan_is_refused(folder: Path):
    write(PLAN.model_copy(update={"serials": PLAN.serials[:2]}), folder / "other.json")
    result = birlik(folder, plan="other.json")
    assert result.exit_code == 2
    assert "made from another plan" in result.output
    told = json.loads(birlik(folder, "--json", plan="other.json").output)
    assert told["error"]["code"] == "B551"


def test_no_runs_are_no_rehearsal(folder: Path):
    assert birlik(folder, "--runs", "0").exit_code == 2


def test_a_file_that_cannot_be_read_is_named(folder: Path):
    (folder / "timetable.json").write_text("{", encoding="utf-8")
    result = birlik(folder)
    assert result.exit_code == 2
    assert "timetable.json" in result.output
    assert birlik(folder, plan="none.xlsx").exit_code == 2


def test_a_timetable_that_breaks_a_rule_is_refused_with_the_rule(folder: Path):
    moved = placed("S-1", "2024-07-09 08:30", areas="RANGE")
    places = (TIMETABLE.placements[0], moved, TIMETABLE.placements[2])
    write_timetable(timetable_with(PLAN, *places), folder / "timetable.json")
    result = birlik(folder, "--runs", "10")
    assert result.exit_code == 2
    assert result.output.startswith(
        "the timetable breaks a rule of its plan: B503 S-0 and S-1 both"
    )
    assert json.loads(birlik(folder, "--json").output)["error"]["code"] == "B503"


def test_one_run_and_one_serial_are_counted_as_one(folder: Path):
    alone = plan_with(areas=[area("RANGE")], serials=[serial("S-0", 60, areas="RANGE")])
    write(alone, folder / "plan.json")
    write_timetable(timetable_with(alone, TIMETABLE.placements[0]), folder / "timetable.json")
    assert "1 serial, carried out once (seed 0)." in birlik(folder, "--runs", "1").output
