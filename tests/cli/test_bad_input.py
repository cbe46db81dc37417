"""Whatever a planning command is given: a finding or a sentence, and never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from birlik.exercise.plan import Plan
from birlik.formats import planfile
from birlik.formats.timetable import jsonfile
from birlik.formats.timetable.jsonfile import write_timetable
from birlik.planning.planner import plan_timetable
from birlik.planning.timetable import Timetable
from tests.building import area, placed, plan_with, serial, timetable_with
from tests.cli.running import Ended, birlik, stored

PLAN = plan_with(areas=[area("A")], serials=[serial("S-1", areas="A"), serial("S-2", areas="A")])
TIMETABLE = timetable_with(
    PLAN,
    placed("S-1", "2024-07-09 09:00", areas="A"),
    placed("S-2", "2024-07-09 10:00", areas="A"),
)

#: Every command that reads a timetable.
READERS = ("replan", "rehearse", "verify")


def asked(command: str, folder: Path, plan: Plan = PLAN, *options: object) -> Ended:
    """How a planning command ends; the timetable lies in the folder already, if it needs one."""
    file, timetable = stored(plan, folder / "plan.json"), folder / "timetable.json"
    return birlik(
        *{
            "plan": ("plan", file, "--out", folder / "out"),
            "explain": ("explain", file),
            "replan": ("replan", file, "--keep", timetable),
            "rehearse": ("rehearse", file, "--timetable", timetable, "--runs", 10),
            "verify": ("verify", timetable, "--plan", file),
        }[command],
        *options,
    )


@pytest.mark.parametrize("command", ["plan", "explain", "replan"])
@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--seconds", "nan"),
        ("--seconds", "-inf"),
        ("--seconds", "-0.1"),
        ("--seed", "-1"),
        ("--seed", "2147483648"),
        ("--seed", "1.5"),
    ],
)
def test_budgets_and_seeds_that_make_no_sense(
    command: str, option: str, value: str, tmp_path: Path
) -> None:
    write_timetable(TIMETABLE, tmp_path / "timetable.json")
    ended = asked(command, tmp_path, PLAN, f"{option}={value}")
    assert ended.code == 2
    assert option in ended.err


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--runs", "0"),
        ("--runs", "1000001"),
        ("--seed", "-1"),
        ("--tolerance", "-1"),
        ("--tolerance", "100001"),
        ("--limit", "-1"),
        ("--limit", "100001"),
    ],
)
def test_numbers_of_a_rehearsal_that_make_no_sense(option: str, value: str, tmp_path: Path) -> None:
    write_timetable(TIMETABLE, tmp_path / "timetable.json")
    ended = asked("rehearse", tmp_path, PLAN, f"{option}={value}")
    assert ended.code == 2
    assert option in ended.err


def test_no_budget_at_all_takes_the_first_there_is(tmp_path: Path) -> None:
    write_timetable(TIMETABLE, tmp_path / "timetable.json")
    assert asked("plan", tmp_path, PLAN, "--seconds", 0).code == 0
    repaired = asked("replan", tmp_path, PLAN, "--seconds", 0)
    assert repaired.code == 0
    assert "nothing changed" in repaired.out


def test_a_plan_without_serials_is_nothing_to_plan(tmp_path: Path) -> None:
    empty = plan_with()
    ended = asked("plan", tmp_path, empty)
    assert ended.code == 1
    assert ended.err.startswith("B407 the plan holds no serials, so there is nothing to plan")
    assert not (tmp_path / "out").exists()
    assert asked("plan", tmp_path, empty, "--json").content["error"]["code"] == "B407"
    assert asked("explain", tmp_path, empty).code == 0
    write_timetable(timetable_with(empty), tmp_path / "timetable.json")
    for command in READERS:
        assert asked(command, tmp_path, empty).code == 0
    assert "there is nothing to carry out" in asked("rehearse", tmp_path, empty).out


def test_a_plan_without_a_frame_cannot_be_planned(tmp_path: Path) -> None:
    nothing = Plan.model_validate({"exercise": {"id": "UNITY-24"}})
    write_timetable(timetable_with(PLAN), tmp_path / "timetable.json")
    for command in ("plan", "explain", "replan", "rehearse"):
        ended = asked(command, tmp_path, nothing)
        assert ended.code == 1
        assert "B406" in ended.err
    assert asked("verify", tmp_path, nothing).code == 1


@pytest.mark.parametrize(
    ("startex", "endex", "words"),
    [
        ("9998-01-02 00:00", "9998-01-03 00:00", "STARTEX lies in the year 9998"),
        ("1024-07-08 00:00", "2024-07-18 00:00", "STARTEX lies in the year 1024"),
        ("1950-07-08 00:00", "2024-07-18 00:00", "the exercise lasts 27,039 days"),
    ],
)
def test_an_exercise_in_a_year_that_was_mistyped_cannot_be_planned(
    startex: str, endex: str, words: str, tmp_path: Path
) -> None:
    plan = plan_with(serials=[serial("S-1")], startex=startex, endex=endex)
    write_timetable(timetable_with(plan), tmp_path / "timetable.json")
    for command in ("plan", "explain", "replan", "rehearse"):
        ended = asked(command, tmp_path, plan)
        assert ended.code == 1
        assert f"B406 {words}" in ended.err


def test_serials_with_one_id_or_none_are_planned_as_far_as_they_can_be_told_apart(
    tmp_path: Path,
) -> None:
    plan = plan_with(serials=[serial("S-1"), serial("S-1"), serial("S-1", priority=2)])
    nameless = serial("S-9").model_copy(update={"id": ""})
    plan = plan.model_copy(update={"serials": (*plan.serials, nameless, nameless)})
    ended = asked("plan", tmp_path, plan)
    assert ended.code == 3
    assert "left out: (no id) (mandatory): B404" in ended.out
    (tmp_path / "out" / "timetable.json").rename(tmp_path / "timetable.json")
    verified = asked("verify", tmp_path, plan)
    assert {line.split(": ")[2][:4] for line in verified.out.splitlines()[:-1]} == {"B521"}
    assert asked("rehearse", tmp_path, plan).code == 0


@pytest.mark.parametrize("command", ["plan", "replan"])
def test_a_serial_longer_than_the_exercise_is_left_out_with_a_reason(
    command: str, tmp_path: Path
) -> None:
    plan = plan_with(serials=[serial("S-1", 60 * 24 * 11), serial("S-2")])
    write_timetable(
        timetable_with(plan, placed("S-1", "2024-07-09 09:00"), placed("S-2", "2024-07-09 09:00")),
        tmp_path / "timetable.json",
    )
    ended = asked(command, tmp_path, plan)
    assert ended.code == 3
    assert "S-1" in ended.out
    assert "B401" in ended.out
    assert "no room for 264 h" in ended.out


@pytest.mark.parametrize("command", ["plan", "replan"])
def test_fixed_starts_that_contradict_each_other_leave_one_out(
    command: str, tmp_path: Path
) -> None:
    plan = plan_with(
        areas=[area("A")],
        serials=[serial(f"S-{n}", areas="A", fixed="2024-07-09 09:00") for n in (1, 2)],
    )
    write_timetable(timetable_with(plan), tmp_path / "timetable.json")
    ended = asked(command, tmp_path, plan)
    assert ended.code == 3
    assert "B40" in ended.out


def test_a_timetable_of_another_plan_is_told_by_every_reader(tmp_path: Path) -> None:
    other = plan_with(areas=[area("A")], serials=[serial("S-9", areas="A")], id="STEPPE-24")
    write_timetable(plan_timetable(other, seconds=0), tmp_path / "timetable.json")
    assert "one of STEPPE-24" in asked("replan", tmp_path).err
    assert "B551" in asked("rehearse", tmp_path).err
    verified = asked("verify", tmp_path)
    assert verified.code == 1
    assert "B551" in verified.out
    assert "B552" in verified.out


@pytest.mark.parametrize("command", READERS)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        TIMETABLE.model_dump_json().encode()[:-40],
        b"[]",
        b"null",
        b"\xff\xfe{}",
        b'{"format": 5}',
        b'{"format": "birlik-timetable/1"}',
        b'{"format": "birlik-timetable/9"}',
        b'{"format": "birlik-plan/1"}',
        b'{"format": "birlik-timetable/1", "placements": ' + b"[" * 5000 + b"]" * 5000 + b"}",
        TIMETABLE.model_dump_json().replace("2024", "0001").encode(),
        TIMETABLE.model_dump_json().replace('"end":', '"end":NaN,"x":').encode(),
    ],
)
def test_what_is_no_timetable_or_no_longer_whole(
    command: str, content: bytes, tmp_path: Path
) -> None:
    (tmp_path / "timetable.json").write_bytes(content)
    ended = asked(command, tmp_path)
    assert ended.code == 2
    assert ended.err.startswith("timetable.json: ")


@pytest.mark.parametrize("command", ["replan", "rehearse"])
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"ends": "2024-07-09T03:00:00Z"}, "S-1 ends before it begins"),
        ({"ends": "2999-07-09T09:00:00Z"}, "S-1 lasts longer than a year"),
        ({"areas": ["A"] * 1000}, "S-1 names A twice"),
        ({"serial": "S-2"}, "S-2 stands in it twice"),
    ],
)
def test_a_timetable_that_no_plan_can_have_is_refused(
    command: str, fields: dict[str, object], words: str, tmp_path: Path
) -> None:
    content = TIMETABLE.model_dump(mode="json")
    content["placements"][0] |= fields
    (tmp_path / "timetable.json").write_text(json.dumps(content))
    ended = asked(command, tmp_path)
    assert ended.code == 2
    assert words in ended.err


@pytest.mark.parametrize("command", READERS)
@pytest.mark.parametrize(
    ("limit", "words"), [("MOST_SERIALS", "2 serials"), ("MOST_GROUPS", "1 g")]
)
def test_a_timetable_of_more_serials_than_any_plan_has(
    command: str, limit: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_timetable(TIMETABLE, tmp_path / "timetable.json")
    monkeypatch.setattr(jsonfile, limit, 1)
    ended = asked(command, tmp_path)
    assert ended.code == 2
    assert words in ended.err


@pytest.mark.parametrize("command", ["plan", *READERS])
@pytest.mark.parametrize(
    ("limit", "words"),
    [
        ("MOST_RECORDS", "at most 1 are read; plan the exercise in parts"),
        ("MOST_GROUPS", "it holds more than 1 groups of values"),
        ("LARGEST", "no plan needs that much"),
    ],
)
def test_a_plan_of_more_serials_than_memory_holds(
    command: str, limit: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_timetable(TIMETABLE, tmp_path / "timetable.json")
    monkeypatch.setattr(planfile, limit, 1)
    ended = asked(command, tmp_path)
    assert ended.code == 2
    assert ended.err.startswith("plan.json: B105")
    assert words in ended.err
    assert not (tmp_path / "out").exists()


def test_the_limits_leave_room_for_a_national_training_year() -> None:
    assert planfile.MOST_RECORDS == jsonfile.MOST_SERIALS == 200_000
    # A record of a plan has few groups of values beside itself, a placement two lists.
    assert planfile.MOST_GROUPS >= 5 * planfile.MOST_RECORDS
    assert jsonfile.MOST_GROUPS >= 4 * jsonfile.MOST_SERIALS
    assert Timetable.model_fields.keys() >= {"placements", "left_out"}
