"""Every command: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from birlik import __version__
from tests.building import plan_with, serial
from tests.cli.running import birlik, crowded_plan, faulty_plan, good_plan, stored


def test_the_version() -> None:
    assert birlik("--version").out == f"birlik {__version__}\n"


def test_without_a_command_the_commands_are_listed() -> None:
    shown = birlik("--help")
    assert shown.code == 0
    for command in ("template", "check", "plan", "verify", "export", "schema"):
        assert command in shown.out


def test_the_schema_is_a_json_schema() -> None:
    assert birlik("schema").content == birlik("schema", "--json").content
    assert birlik("schema").content["$schema"].startswith("https://json-schema.org/")


def test_a_template_is_a_workbook_that_can_be_checked(tmp_path: Path) -> None:
    file = tmp_path / "empty.xlsx"
    assert birlik("template", file).code == 0
    checked = birlik("check", file)
    # An exercise that nobody has described yet lacks its frame; nothing else is wrong with it.
    assert checked.code == 1
    assert "STARTEX" in checked.out


def test_a_good_plan_has_no_errors(tmp_path: Path) -> None:
    checked = birlik("check", stored(good_plan(), tmp_path / "plan.xlsx"))
    assert checked.code == 0
    assert "plan.xlsx: 2 serials read; nothing found.\n" in checked.out


def test_a_finding_names_its_cell_and_a_remedy(tmp_path: Path) -> None:
    checked = birlik("check", stored(faulty_plan(), tmp_path / "plan.xlsx"))
    assert checked.code == 1
    first = checked.out.splitlines()[0]
    assert first.startswith("plan.xlsx: Serials!")
    assert "(areas): B203 " in first
    assert 'did you mean "RANGE"?' in first


def test_a_plan_becomes_a_timetable_in_every_form(tmp_path: Path) -> None:
    out = tmp_path / "out"
    made = birlik("plan", stored(good_plan(), tmp_path / "plan.xlsx"), "--out", out)
    assert made.code == 0
    assert "2 of 2 serials placed, without a conflict. Proven: no timetable is better." in made.out
    forms = ("html", "xlsx", "geojson", "kml", "json")
    assert {path.name for path in out.iterdir()} == {
        "calendars",
        *(f"timetable.{form}" for form in forms),
    }
    assert {path.name for path in (out / "calendars").iterdir()} >= {"unit-U-1.ics"}


def test_one_is_counted_as_one(tmp_path: Path) -> None:
    alone = stored(plan_with(serials=[serial("S-1")]), tmp_path / "plan.json")
    assert "1 serial read; nothing found." in birlik("check", alone).out
    made = birlik("plan", alone, "--out", tmp_path / "out")
    assert "1 of 1 serial placed, without a conflict." in made.out
    faulty = stored(faulty_plan(), tmp_path / "faulty.json")
    assert "1 serial read; 1 error" in birlik("check", faulty).out
    assert (
        "The plan has 1 error; birlik check lists it."
        in birlik("plan", faulty, "--out", tmp_path / "out").out
    )
    verdict = birlik("verify", tmp_path / "out" / "timetable.json", "--plan", faulty)
    assert "0 serials placed; 1 error." in verdict.out


def test_a_fixed_start_in_another_year_is_told_with_its_year(tmp_path: Path) -> None:
    plan = plan_with(serials=[serial("S-1", fixed="2025-07-09 09:00")])
    file = stored(plan, tmp_path / "plan.json")
    made = birlik("plan", file, "--out", tmp_path / "out")
    assert "its fixed start 9 July 2025 09:00" in made.out
    explained = birlik("explain", file)
    assert "S-1 begins exactly on 9 July 2025 09:00" in explained.out


def test_what_was_planned_passes_the_verifier(tmp_path: Path) -> None:
    file, out = stored(good_plan(), tmp_path / "plan.xlsx"), tmp_path / "out"
    birlik("plan", file, "--out", out)
    verdict = birlik("verify", out / "timetable.json", "--plan", file)
    assert verdict.code == 0
    assert verdict.out == "timetable.json: 2 serials placed; every rule is kept.\n"


def test_a_timetable_of_another_plan_does_not_pass(tmp_path: Path) -> None:
    birlik("plan", stored(good_plan(), tmp_path / "plan.xlsx"), "--out", tmp_path)
    other = stored(crowded_plan(), tmp_path / "other.xlsx")
    verdict = birlik("verify", tmp_path / "timetable.json", "--plan", other)
    assert verdict.code == 1
    assert "B551" in verdict.out


def test_a_mandatory_serial_without_a_place_is_told_with_its_reason(tmp_path: Path) -> None:
    file = stored(crowded_plan(), tmp_path / "plan.xlsx")
    made = birlik("plan", file, "--out", tmp_path / "out")
    assert made.code == 3
    # The best partial timetable is there all the same, and says what it lacks.
    written = json.loads((tmp_path / "out" / "timetable.json").read_text(encoding="utf-8"))
    [held], [left] = (
        [entry["serial"] for entry in written[part]] for part in ("placements", "left_out")
    )
    assert {held, left} == {"S-1", "S-2"}
    assert f"left out: {left} (mandatory): B402 " in made.out
    assert f"RANGE is taken by {held}" in made.out


def test_a_workbook_becomes_a_plan_and_comes_back(tmp_path: Path) -> None:
    first, back = tmp_path / "first.json", tmp_path / "back.json"
    assert birlik("export", stored(good_plan(), tmp_path / "a.xlsx"), "--to", first).code == 0
    assert birlik("export", first, "--to", tmp_path / "b.xlsx").code == 0
    assert birlik("export", tmp_path / "b.xlsx", "--to", back).code == 0
    assert back.read_bytes() == first.read_bytes()


def test_the_same_plan_and_seed_give_the_same_bytes(tmp_path: Path) -> None:
    file = stored(good_plan(), tmp_path / "plan.xlsx")
    for name in ("one", "two"):
        birlik("plan", file, "--out", tmp_path / name, "--seed", 7)
    for form in ("json", "xlsx", "geojson", "kml", "html"):
        one, two = (tmp_path / name / f"timetable.{form}" for name in ("one", "two"))
        assert one.read_bytes() == two.read_bytes(), form


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--version"], 0),
        (["schema"], 0),
        (["template", "new.xlsx"], 0),
        (["check", "good.xlsx"], 0),
        (["check", "faulty.xlsx"], 1),
        (["check", "nowhere.xlsx"], 2),
        (["plan", "good.xlsx", "--out", "out"], 0),
        (["plan", "crowded.xlsx", "--out", "out"], 3),
        (["plan", "nowhere.xlsx", "--out", "out"], 2),
        (["verify", "made/timetable.json", "--plan", "good.xlsx"], 0),
        (["verify", "made/timetable.json", "--plan", "crowded.xlsx"], 1),
        (["verify", "good.xlsx", "--plan", "good.xlsx"], 2),
        (["export", "good.xlsx", "--to", "new.json"], 0),
        (["export", "good.xlsx", "--to", "crowded.xlsx"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_every_command_speaks_json_and_nothing_else(
    arguments: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["birlik", *arguments, "--json"])
    stored(good_plan(), Path("good.xlsx"))
    stored(faulty_plan(), Path("faulty.xlsx"))
    stored(crowded_plan(), Path("crowded.xlsx"))
    birlik("plan", "good.xlsx", "--out", "made")
    ended = birlik(*arguments, "--json") if arguments != ["--version"] else birlik("--version")
    assert ended.code == code
    assert isinstance(ended.content, dict)
    assert ended.err == ""
