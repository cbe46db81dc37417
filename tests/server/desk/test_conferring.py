"""A conference: agenda, minutes, decisions and the changes they cause, action items, what changed for us."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from birlik.exercise.columns import RecordKind
from birlik.exercise.editing import Refused
from birlik.exercise.records.cooperation import AgendaItem, AgendaTopic, Conference
from birlik.exercise.records.setting import Objective
from birlik.exercise.roles import Reader, Role
from birlik.log.imports import preview_of
from birlik.log.state import empty_state
from birlik.server.desk import conferring, deciding
from birlik.server.desk.changing import Author, Wish, add, change
from birlik.server.desk.concerning import changed_for
from birlik.server.desk.findings import findings_in
from birlik.server.desk.glance import coverage, todos
from birlik.server.desk.history import History
from birlik.server.desk.past import Past, baselines, name
from birlik.server.desk.promises import promises, stage_of
from birlik.server.desk.sight import Absent, Sight
from birlik.server.desk.topics import listed
from birlik.server.desk.undoing import undo
from birlik.server.store.logs import Logs
from birlik.server.store.opening import Place, opened
from tests.building import area, nation, plan_with, serial, unit

UNITY = "unity"
NOW = datetime(2024, 6, 6, 8, tzinfo=UTC)

CHIEF = Author("aidar", Reader("KAZ", Role.CHIEF_PLANNER))
HEAD = Author("rauf", Reader("AZE", Role.DIRECTOR))
UZBEK = Author("dilshod", Reader("UZB", Role.PLANNER))
CONTROLLER = Author("omar", Reader("KAZ", Role.CONTROLLER))


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[Logs]:
    """Logs with an exercise and its final planning conference; S-2 of AZE lacks its duration."""
    plan = plan_with(
        title="Unity",
        default_release="ALL",
        nations=[nation("KAZ"), nation("AZE"), nation("UZB")],
        areas=[area("SEA")],
        units=[unit("U-1"), unit("U-2", "AZE")],
        serials=[
            serial("S-1", 60, areas="SEA", units="U-1", objectives="O-1"),
            serial("S-2", None, units="U-2", owner="AZE"),
        ],
    ).model_copy(
        update={
            "objectives": (Objective(id="O-1"), Objective(id="O-2", nations=("UZB",))),
            "conferences": (
                Conference(
                    id="FPC",
                    begins=datetime(2024, 6, 5, 4, tzinfo=UTC),
                    ends=datetime(2024, 6, 7, 8, tzinfo=UTC),
                ),
            ),
        }
    )
    with Logs(opened(Place(file=tmp_path / "birlik.sqlite3"))) as running:
        running.begin(UNITY)
        running.append(UNITY, preview_of(empty_state(UNITY), plan).step("aidar", "KAZ"))
        yield running


def sight(logs: Logs, author: Author = CHIEF) -> Sight:
    return Sight(logs.state(UNITY), author.reader)


def key(logs: Logs, kind: RecordKind = RecordKind.CONFERENCE, id: str = "FPC") -> str:
    return next(s.key for s in sight(logs).records(kind) if s.record.id == id)


def agenda(logs: Logs, author: Author = CHIEF) -> list[AgendaItem]:
    (room,) = conferring.conferences(sight(logs, author))
    points = [each.record for each in conferring.agenda(sight(logs, author), room)]
    assert all(isinstance(point, AgendaItem) for point in points)
    return points  # type: ignore[return-value]


def test_an_agenda_is_drawn_up_from_what_is_open(logs: Logs) -> None:
    lists = listed(logs, sight(logs), findings_in(sight(logs)), NOW)
    (room,) = conferring.conferences(sight(logs))
    missing = conferring.missing_topics(sight(logs), room, lists)
    result = conferring.draw_up(logs, UNITY, CHIEF, room.key, missing)
    drawn = [(point.id, point.topic, point.whose) for point in agenda(logs)]
    assert drawn[0] == ("FPC-01", AgendaTopic.ERRORS, "AZE")
    assert not conferring.missing_topics(sight(logs), room, lists)
    (line,) = lists[conferring.Topic(AgendaTopic.ERRORS, "AZE")].lines
    assert line.seen is not None
    assert (line.seen.record.id, line.field) == ("S-2", "duration")
    undo(logs, UNITY, CHIEF, result.step)
    assert agenda(logs) == []


def test_points_change_places_and_are_ticked_off(logs: Logs) -> None:
    for title in ("Roads", "Tents", "Ferries"):
        conferring.add_point(logs, UNITY, CHIEF, key(logs), title)
    ferries = key(logs, RecordKind.AGENDA_ITEM, "FPC-03")
    for _ in range(3):
        conferring.move(logs, UNITY, CHIEF, ferries, conferring.UP)
    conferring.move(
        logs, UNITY, CHIEF, key(logs, RecordKind.AGENDA_ITEM, "FPC-01"), conferring.DOWN
    )
    assert [point.title for point in agenda(logs)] == ["Ferries", "Tents", "Roads"]
    conferring.treat(logs, UNITY, CHIEF, ferries, date(2024, 6, 6))
    again = conferring.treat(logs, UNITY, CHIEF, ferries, date(2024, 6, 7))
    assert again.step == ""
    assert agenda(logs)[0].treated == date(2024, 6, 6)
    with pytest.raises(Refused, match="not order it"):
        conferring.move(logs, UNITY, UZBEK, ferries, conferring.DOWN)


def test_minutes_are_merged_and_nothing_is_lost(logs: Logs) -> None:
    point = conferring.add_point(logs, UNITY, CHIEF, key(logs), "Roads").key
    assert conferring.take_minutes(logs, UNITY, CHIEF, point, "", "The road is narrow.").step
    late = conferring.take_minutes(logs, UNITY, CHIEF, point, "", "The road is wide.")
    (conflict,) = late.conflicts
    assert (conflict.holds, conflict.typed) == ("The road is narrow.", "The road is wide.")
    assert agenda(logs)[0].minutes == "The road is narrow."


def test_a_point_of_another_nation_has_an_id_of_its_own(logs: Logs) -> None:
    conferring.add_point(logs, UNITY, CHIEF, key(logs), "Roads")
    conferring.add_point(logs, UNITY, HEAD, key(logs), "Berths")
    assert [point.id for point in agenda(logs)] == ["FPC-01", "FPC-AZE-01"]
    with pytest.raises(Refused, match="in a few words"):
        conferring.add_point(logs, UNITY, CHIEF, key(logs), "  ".strip())
    with pytest.raises(Refused, match="may not add"):
        conferring.add_point(logs, UNITY, CONTROLLER, key(logs), "Roads")


def test_what_is_changed_while_a_decision_is_open_is_because_of_it(logs: Logs) -> None:
    decision = conferring.decide(logs, UNITY, CHIEF, key(logs), "S-1 is longer").key
    deciding.open_for_changes(logs, UNITY, CHIEF, decision)
    opened = deciding.open_decision(sight(logs), "aidar")
    assert opened is not None
    assert opened.decision.record.id == "D-01"
    s1 = key(logs, RecordKind.SERIAL, "S-1")
    change(logs, UNITY, CHIEF, Wish(RecordKind.SERIAL, s1, {"duration": (60, 90)}))
    error = change(logs, UNITY, CHIEF, Wish(RecordKind.SERIAL, s1, {"setup": (None, 30)}))
    undo(logs, UNITY, CHIEF, error.step)
    conferring.add_point(logs, UNITY, CHIEF, key(logs), "Roads")
    change(
        logs,
        UNITY,
        HEAD,
        Wish(RecordKind.UNIT, key(logs, RecordKind.UNIT, "U-2"), {"notes": (None, "x")}),
    )
    assert deciding.close(logs, UNITY, CHIEF) == 1
    assert deciding.open_decision(sight(logs), "aidar") is None
    history = History(logs, UNITY, UZBEK.reader)
    (seen,) = history.sight.records(RecordKind.DECISION)
    (step,) = deciding.caused(history, (seen,))[seen.key]
    assert (
        step.entries[0].sentence(history.sight.plan.zone) == "S-1: Duration from 1 h to 1 h 30 min."
    )


def test_changes_are_linked_afterwards_and_hidden_ones_are_not_shown(logs: Logs) -> None:
    decision = conferring.decide(logs, UNITY, HEAD, key(logs), "Divers come later").key
    secret = {"id": "S-9", "title": "Night diving", "releasable_to": ["AZE"]}
    hidden = add(logs, UNITY, HEAD, RecordKind.SERIAL, secret).step
    deciding.link(logs, UNITY, HEAD, decision, hidden)
    deciding.link(logs, UNITY, HEAD, decision, hidden)
    for author, count in ((HEAD, 1), (UZBEK, 0)):
        history = History(logs, UNITY, author.reader)
        (seen,) = history.sight.records(RecordKind.DECISION)
        assert len(deciding.caused(history, (seen,))[seen.key]) == count
    with pytest.raises(Absent):
        deciding.unlink(logs, UNITY, UZBEK, decision, hidden)
    deciding.unlink(logs, UNITY, HEAD, decision, hidden)
    history = History(logs, UNITY, HEAD.reader)
    assert deciding.caused(history, history.sight.records(RecordKind.DECISION))[decision] == ()


def test_the_nation_that_promised_says_that_it_is_done(logs: Logs) -> None:
    item = conferring.promise(
        logs, UNITY, CHIEF, key(logs), "Send the list", "AZE", "2024-06-01"
    ).key
    assert "done" in sight(logs, HEAD).editable(
        sight(logs, HEAD).record(RecordKind.ACTION_ITEM, item)
    )
    with pytest.raises(Refused):
        conferring.finish(logs, UNITY, UZBEK, item, date(2024, 6, 6))
    (late,) = promises(sight(logs, HEAD), NOW)
    assert (late.stage, late.days) == ("late 0", -5)
    assert promises(sight(logs, UZBEK), NOW) == ()
    first = todos(sight(logs, HEAD), findings_in(sight(logs, HEAD)), None, NOW)[0]
    assert (first.text, first.urgent) == ("1 action item of yours is overdue.", True)
    conferring.finish(logs, UNITY, HEAD, item, date(2024, 6, 6))
    assert promises(sight(logs, HEAD), NOW) == ()


def test_who_is_given_an_action_item_can_read_it(logs: Logs) -> None:
    release = Wish(RecordKind.CONFERENCE, key(logs), {"releasable_to": (None, ["KAZ"])})
    change(logs, UNITY, CHIEF, release)
    conferring.promise(logs, UNITY, CHIEF, key(logs), "Send the list", "AZE", "")
    assert len(conferring.action_items(sight(logs, HEAD))) == 1
    assert conferring.action_items(sight(logs, UZBEK)) == ()


@pytest.mark.parametrize(
    ("days", "stage"),
    [(8, ""), (7, "week"), (2, "week"), (1, "day"), (0, "day"), (-1, "late 0"), (-8, "late 1")],
)
def test_people_are_reminded_in_stages(days: int, stage: str) -> None:
    today = date(2024, 6, 6)
    assert stage_of(date.fromordinal(today.toordinal() + days), today) == stage


def test_what_changed_for_us_is_what_concerns_us(logs: Logs) -> None:
    name(logs, UNITY, CHIEF, "FPC", key(logs))
    (baseline,) = baselines(logs, sight(logs))
    assert baseline.conference == key(logs)
    then = logs.state(UNITY)
    s1 = key(logs, RecordKind.SERIAL, "S-1")
    change(logs, UNITY, CHIEF, Wish(RecordKind.SERIAL, s1, {"duration": (60, 90)}))
    conferring.promise(logs, UNITY, CHIEF, key(logs), "Send the list", "UZB", "")
    u2 = key(logs, RecordKind.UNIT, "U-2")
    change(logs, UNITY, HEAD, Wish(RecordKind.UNIT, u2, {"notes": (None, "Late")}))
    told = {
        author.nation: changed_for(Past(sight(logs, author), then), author.nation).kinds
        for author in (HEAD, UZBEK)
    }
    assert told["AZE"] == {RecordKind.UNIT: ["U-2: Notes now Late."]}
    assert told["UZB"] == {RecordKind.ACTION_ITEM: ["A-01 Send the list was added."]}


def test_who_trains_which_objective(logs: Logs) -> None:
    found = coverage(sight(logs), None)
    assert found is not None
    cells = {
        (seen.record.id, nation): cover
        for seen, covers in found.rows
        for nation, cover in zip(found.nations, covers, strict=True)
    }
    assert (cells["O-1", "KAZ"].unplaced, cells["O-1", "KAZ"].missing) == (1, True)
    assert cells["O-2", "UZB"].missing
    assert not cells["O-2", "KAZ"].missing
