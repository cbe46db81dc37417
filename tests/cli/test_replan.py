"""``birlik replan`` as people and programs use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from birlik.cli.app import app
from birlik.formats.planfile import write
from birlik.formats.timetable.jsonfile import read_timetable, write_timetable
from tests.building import area, placed, plan_with, serial, timetable_with
from tests.planning.repair.changing import changed
from tests.planning.test_what_serials_ask_for import ONE_DAY

PLAN = plan_with(
    serials=[serial("S-1", title="Boarding", areas="A"), serial("S-2", title="Drill", areas="B")],
    areas=[area("A", title="Sea"), area("B", title="Land")],
    **ONE_DAY,
)
KEPT = timetable_with(
    PLAN,
    placed("S-1", "2024-07-08 09:00", areas="A"),
    placed("S-2", "2024-07-08 09:00", areas="B"),
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A plan whose area A is shut in the morning, and the timetable of before."""
    shut = changed(PLAN, "areas", "A", closures="2024-07-08 00:00..2024-07-08 12:00")
    write(shut, tmp_path / "plan.json")
    write_timetable(KEPT, tmp_path / "kept.json")
    return tmp_path / "plan.json", tmp_path / "kept.json"


def run(*arguments: object) -> Any:
    """What the command ended with, and what it printed."""
    return CliRunner().invoke(app, ["replan", *map(str, arguments)])


def test_what_moved_is_said_with_its_reason(files: tuple[Path, Path]) -> None:
    plan, kept = files
    result = run(plan, "--keep", kept)
    assert result.exit_code == 0
    assert "2 serials placed; 1 moved; the changes cost 16, proven least." in result.output
    assert "S-1 moved: 8 July 09:00-10:00 A -> 8 July 12:00-13:00 A" in result.output
    assert "B535 S-1 occupies A on 8 July from 09:00 to 10:00, while it is closed" in result.output


def test_every_form_is_written_and_what_changed(files: tuple[Path, Path]) -> None:
    plan, kept = files
    out = plan.parent / "out"
    assert run(plan, "--keep", kept, "--out", out).exit_code == 0
    assert {path.name for path in out.iterdir()} == {
        "calendars",
        "changes.json",
        "timetable.geojson",
        "timetable.html",
        "timetable.json",
        "timetable.kml",
        "timetable.xlsx",
    }
    changes = json.loads((out / "changes.json").read_text())
    assert [change["serial"] for change in changes["changes"]] == ["S-1"]
    assert changes["format"] == "birlik-changes/1"
    assert len(read_timetable(out / "timetable.json").placements) == 2


def test_programs_get_one_document(files: tuple[Path, Path]) -> None:
    plan, kept = files
    result = run(plan, "--keep", kept, "--json")
    document = json.loads(result.output)
    assert document["proven"] is True
    assert document["cost"] == document["bound"] == 16
    assert document["changes"][0]["causes"][0]["code"] == "B535"
    assert [entry["serial"] for entry in document["timetable"]["placements"]] == ["S-2", "S-1"]


def test_what_is_frozen_stands_and_its_contradiction_is_said(files: tuple[Path, Path]) -> None:
    plan, kept = files
    result = run(plan, "--keep", kept, "--frozen-until", "2024-07-08 09:30")
    assert result.exit_code == 0
    assert "2 frozen; nothing changed" in result.output
    assert "frozen, and yet: B535 S-1 occupies A" in result.output


def test_a_mandatory_serial_without_a_place_ends_with_three(tmp_path: Path) -> None:
    plan = changed(PLAN, "areas", "A", closures="2024-07-08 00:00..2024-07-10 00:00")
    write(plan, tmp_path / "plan.json")
    write_timetable(KEPT, tmp_path / "kept.json")
    result = run(tmp_path / "plan.json", "--keep", tmp_path / "kept.json")
    assert result.exit_code == 3
    assert (
        "1 serial placed; 1 no longer possible; the changes cost 0, proven least." in result.output
    )
    assert "falls out of every repair; it is not counted in the cost" in result.output
    assert "S-1 no longer possible: was 8 July 09:00-10:00 A" in result.output
    assert "B401 " in result.output
    told = json.loads(
        run(tmp_path / "plan.json", "--keep", tmp_path / "kept.json", "--json").output
    )
    assert [(change["kind"], change["cost"]) for change in told["changes"]] == [
        ("no longer possible", 0)
    ]


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (
            "2025-07-08 09:30",
            "Everything is frozen: --frozen-until 8 July 2025 09:30 lies after ENDEX",
        ),
        (
            "2023-07-08 09:30",
            "Nothing is frozen: --frozen-until 8 July 2023 09:30 lies before STARTEX",
        ),
    ],
)
def test_a_time_in_another_year_freezes_nothing_or_everything_and_that_is_said(
    files: tuple[Path, Path], until: str, words: str
) -> None:
    plan, kept = files
    assert words in run(plan, "--keep", kept, "--frozen-until", until).output


def test_a_time_in_another_year_is_told_with_its_year(tmp_path: Path) -> None:
    write(PLAN, tmp_path / "plan.json")
    kept = timetable_with(
        PLAN,
        placed("S-1", "2025-07-08 09:00", areas="A"),
        placed("S-2", "2024-07-08 09:00", areas="B"),
    )
    write_timetable(kept, tmp_path / "kept.json")
    result = run(tmp_path / "plan.json", "--keep", tmp_path / "kept.json")
    assert "S-1 moved: 8 July 2025 09:00-10:00 A -> 8 July " in result.output


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "cut off or damaged"),
        ("hello", "this is no timetable"),
        (
            KEPT.model_copy(update={"exercise": "STEPPE-24"}).model_dump_json(),
            "the timetable to keep is one of STEPPE-24",
        ),
        (
            KEPT.model_copy(update={"placements": KEPT.placements[:1] * 2}).model_dump_json(),
            "the timetable to keep is damaged: S-1 stands in it twice",
        ),
    ],
)
def test_a_timetable_that_cannot_be_kept_is_refused(
    files: tuple[Path, Path], content: str, words: str
) -> None:
    plan, kept = files
    kept.write_text(content)
    result = run(plan, "--keep", kept)
    assert result.exit_code == 2
    assert words in result.output


def test_a_time_that_cannot_be_read_is_refused(files: tuple[Path, Path]) -> None:
    plan, kept = files
    result = run(plan, "--keep", kept, "--frozen-until", "soon")
    assert result.exit_code == 2
    assert '--frozen-until: "soon" is not a date or time' in result.output
