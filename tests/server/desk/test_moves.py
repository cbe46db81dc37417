"""Moves on the board: judged from what their author sees, published as a step, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from birlik.exercise.editing import Refused
from birlik.log.imports import preview_of
from birlik.log.state import empty_state
from birlik.log.timetables import publishing
from birlik.planning.planner import plan_timetable
from birlik.planning.verify import verify
from birlik.server.desk.moves import begun, fits, judged, move, serial_of
from birlik.server.desk.publishing import Faulty, Outdated, held_timetable
from birlik.server.desk.room import room_of
from birlik.server.desk.sight import Absent, Sight
from birlik.server.desk.undoing import undo
from birlik.server.store.logs import Logs
from birlik.server.store.opening import Place, opened
from tests.building import area, nation, plan_with, serial, unit
from tests.server.desk.conftest import CHIEF, PLANNER, STRANGER, UNITY, key_of

EIGHT = datetime(2024, 7, 8, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[Logs]:
    """S-1 and S-2 in the range one after the other, S-3 with S-2, S-9 seen by AZE alone."""
    plan = plan_with(
        title="Unity",
        default_release="ALL",
        nations=[nation("KAZ"), nation("AZE"), nation("UZB")],
        areas=[area("RANGE"), area("OTHER")],
        units=[unit("U-1"), unit("U-2", "AZE"), unit("U-3")],
        serials=[
            serial("S-1", 60, areas="RANGE", units="U-1", hours="08:00-12:00"),
            serial("S-2", 60, areas="RANGE | OTHER", units="U-1"),
            serial("S-3", 60, units="U-3", together_with="S-2"),
            serial("S-4", 60, choose="1 x *"),
            serial("S-9", 60, areas="OTHER", units="U-2", owner="AZE", releasable_to="AZE"),
        ],
    )
    with Logs(opened(Place(file=tmp_path / "birlik.sqlite3"))) as running:
        running.begin(UNITY)
        running.append(UNITY, preview_of(empty_state(UNITY), plan).step("aidar", "KAZ", "Draft"))
        whole = Sight(running.state(UNITY), CHIEF.reader).whole
        timetable = plan_timetable(whole, seconds=0)
        times = {"S-1": EIGHT, "S-2": EIGHT + HOUR, "S-3": EIGHT + HOUR, "S-9": EIGHT + 2 * HOUR}
        times["S-4"] = EIGHT + 6 * HOUR
        placements = tuple(
            each.model_copy(
                update={
                    "begins": times[each.serial],
                    "ends": times[each.serial] + HOUR,
                    "areas": ("RANGE",) if each.serial == "S-2" else each.areas,
                    "units": ("U-1",) if each.serial == "S-4" else each.units,
                }
            )
            for each in timetable.placements
        )
        content = timetable.model_copy(update={"placements": placements}).model_dump(mode="json")
        running.append(UNITY, publishing(running.state(UNITY), content, "aidar", "KAZ"))
        yield running


def sight(logs: Logs, author=CHIEF) -> Sight:
    return Sight(logs.state(UNITY), author.reader)


def begins(logs: Logs, name: str) -> datetime:
    held = held_timetable(sight(logs))
    assert held is not None
    return next(each.begins for each in held.placements if each.serial == name)


def moved(logs: Logs, name: str, to: datetime, author=CHIEF, **more) -> str:
    more.setdefault("was", begins(logs, name))
    return move(logs, UNITY, author, key_of(logs, "serials", name), to, **more)


def verdict(logs: Logs, name: str, to: datetime, areas=None, author=CHIEF):
    seen = sight(logs, author)
    return judged(seen, serial_of(seen, key_of(logs, "serials", name))[1], to, areas)


def test_what_a_move_would_break_is_told_with_its_code(logs: Logs) -> None:
    found = verdict(logs, "S-1", EIGHT + HOUR)
    assert {each.code for each in found.broken} == {"B503", "B507"}
    assert "RANGE" in found.broken[0].text
    assert {each.code for each in verdict(logs, "S-1", EIGHT - HOUR).broken} == {"B513"}
    assert verdict(logs, "S-1", EIGHT + 3 * HOUR).broken == ()


def test_who_begins_together_goes_together(logs: Logs) -> None:
    found = verdict(logs, "S-2", EIGHT + 5 * HOUR)
    assert found.broken == ()
    assert {each.serial: each.begins for each in found.moved} == {
        "S-2": EIGHT + 5 * HOUR,
        "S-3": EIGHT + 5 * HOUR,
    }
    moved(logs, "S-2", EIGHT + 5 * HOUR)
    assert begins(logs, "S-3") == EIGHT + 5 * HOUR


def test_what_is_reserved_is_in_the_way_and_tells_nothing_more(logs: Logs) -> None:
    found = verdict(logs, "S-2", EIGHT + 2 * HOUR, ("OTHER",))
    assert [(each.code, each.text) for each in found.broken] == [
        ("", "S-2 takes OTHER while it is reserved")
    ]
    key = key_of(logs, "serials", "S-9")
    with pytest.raises(Absent):
        serial_of(sight(logs), key)
    with pytest.raises(Absent):
        move(logs, UNITY, CHIEF, key, EIGHT)


def test_where_it_fits_is_where_nothing_is_broken(logs: Logs) -> None:
    seen = sight(logs)
    serial = serial_of(seen, key_of(logs, "serials", "S-2"))[1]
    found = {fit.areas: fit.begins for fit in fits(seen, serial)}
    assert set(found) == {("RANGE",), ("OTHER",)}
    for areas, stretches in found.items():
        for hours in range(8):
            at = EIGHT + hours * HOUR
            inside = any(first <= at <= last for first, last in stretches)
            assert inside == (not judged(seen, serial, at, areas).broken), (areas, hours)


def test_a_move_is_published_as_a_step_and_taken_back(logs: Logs) -> None:
    before = held_timetable(sight(logs))
    step = moved(logs, "S-1", EIGHT + 3 * HOUR, reason="Fog")
    assert begins(logs, "S-1") == EIGHT + 3 * HOUR
    held = held_timetable(sight(logs))
    assert held is not None
    assert [f.text for f in verify(held, sight(logs).whole)] == []
    assert {entry.reason for entry in logs.entries_of_step(UNITY, step)} == {"Fog"}
    undo(logs, UNITY, CHIEF, step)
    assert held_timetable(sight(logs)) == before


def test_a_move_that_breaks_a_rule_is_refused(logs: Logs) -> None:
    with pytest.raises(Faulty) as refused:
        moved(logs, "S-1", EIGHT + HOUR)
    assert any("B503" in text for text in refused.value.findings)
    assert begins(logs, "S-1") == EIGHT


@pytest.mark.parametrize("author", [PLANNER, STRANGER])
def test_the_hosts_leaders_alone_move_what_is_published(logs: Logs, author) -> None:
    with pytest.raises(Refused, match="host's director and chief planner"):
        moved(logs, "S-1", EIGHT + 3 * HOUR, author)


def test_who_saw_it_elsewhere_is_told_so(logs: Logs) -> None:
    with pytest.raises(Outdated, match="moved S-1 meanwhile"):
        moved(logs, "S-1", EIGHT + 3 * HOUR, was=EIGHT + HOUR)


def test_a_serial_that_has_begun_is_moved_no_more(logs: Logs) -> None:
    placement = room_of(sight(logs)).placed["S-1"]
    assert begun(sight(logs), placement, EIGHT + HOUR)
    assert not begun(sight(logs), placement, EIGHT - HOUR)
    # An exercise that is over can be played with.
    assert not begun(sight(logs), placement, EIGHT + timedelta(days=400))


def test_a_timetable_that_is_wrong_elsewhere_can_be_mended_bar_by_bar(logs: Logs) -> None:
    from birlik.exercise.columns import RecordKind
    from birlik.server.desk.changing import Wish, change

    closed = "2024-07-08 08:00..2024-07-08 10:00"
    wish = Wish(RecordKind.AREA, key_of(logs, "areas", "RANGE"), {"closures": (None, closed)})
    change(logs, UNITY, CHIEF, wish)
    assert {each.code for each in room_of(sight(logs)).findings} == {"B535"}
    moved(logs, "S-2", EIGHT + 4 * HOUR)
    moved(logs, "S-1", EIGHT + 3 * HOUR)
    held = held_timetable(sight(logs))
    assert held is not None
    assert room_of(sight(logs)).findings == ()
    # Nothing of it is wrong by the plan as it is now: it is a timetable of that plan.
    assert verify(held, sight(logs).whole) == ()


def test_a_free_unit_takes_the_place_of_a_chosen_one_that_is_busy(logs: Logs) -> None:
    found = verdict(logs, "S-4", EIGHT)
    assert found.broken == ()
    assert found.others == "U-2 takes part in place of U-1."
    # U-1 has S-1, U-3 has S-3, and U-2 is reserved by what is not seen.
    assert {each.code for each in verdict(logs, "S-4", EIGHT + HOUR).broken} == set()
    assert verdict(logs, "S-4", EIGHT + 2 * HOUR).others == ""
    moved(logs, "S-4", EIGHT)
    held = held_timetable(sight(logs))
    assert held is not None
    assert next(p.units for p in held.placements if p.serial == "S-4") == ("U-2",)
