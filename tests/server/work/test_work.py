"""Long work: made from what a seat sees, one at a time, stopped, lost with its server, published."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models.functions import Now
from django.test import override_settings

from birlik.exercise.columns import RecordKind
from birlik.exercise.editing import Refused
from birlik.log.imports import preview_of
from birlik.log.state import empty_state
from birlik.planning.timetable import Timetable
from birlik.server.desk.changing import Author, Wish, change, remove
from birlik.server.desk.publishing import held_timetable
from birlik.server.desk.room import room_of
from birlik.server.desk.sight import Absent, Sight
from birlik.server.store.logs import Logs
from birlik.server.store.opening import Place, opened
from birlik.server.work import beginning
from birlik.server.work.beginning import (
    begin,
    piece_of,
    pieces_of,
    publish_piece,
    result_of,
    stop,
    throw_away,
)
from birlik.server.work.doing import Telling, do, given_up
from birlik.server.work.models import Kind, Piece, Stage, again
from birlik.server.work.places import SILENT, is_wanted, taken
from tests.building import area, nation, plan_with, serial, unit
from tests.server.desk.conftest import CHIEF, OBSERVER, PLANNER, STRANGER, UNITY, key_of

ASKED = {"seconds": 1, "seed": 0}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often a process would have been started; none is."""
    calls: list[str] = []
    monkeypatch.setattr(beginning, "see_to_it", lambda: calls.append("started"))
    return calls


@pytest.fixture
def logs(tmp_path: Path, started: list[str]) -> Iterator[Logs]:
    plan = plan_with(
        title="Unity",
        default_release="ALL",
        nations=[nation("KAZ"), nation("AZE"), nation("UZB")],
        areas=[area("RANGE")],
        units=[unit("U-1"), unit("U-2", "AZE")],
        serials=[
            serial("S-1", 60, areas="RANGE", units="U-1"),
            serial("S-2", 60, areas="RANGE", units="U-1"),
            serial("S-9", 60, areas="RANGE", units="U-2", owner="AZE", releasable_to="AZE"),
        ],
    )
    with Logs(opened(Place(file=tmp_path / "birlik.sqlite3"))) as running:
        running.begin(UNITY)
        running.append(UNITY, preview_of(empty_state(UNITY), plan).step("aidar", "KAZ", "Draft"))
        yield running


@pytest.fixture
def sees(logs: Logs) -> Callable[[Author], Sight]:
    return lambda author: Sight(logs.state(UNITY), author.reader)


def done(sight: Sight, author: Author, kind: Kind = Kind.PLAN, **asked: object) -> Piece:
    """A piece of work of somebody, done in this process."""
    piece = begin(sight, author.who, kind, ASKED | asked)
    mine = taken("here")
    assert mine is not None
    assert mine.key == piece.key
    do(mine)
    return Piece.objects.get(key=piece.key)


def planned(logs: Logs) -> None:
    """A timetable of everything, in which S-9 is the first in the range."""
    from birlik.exercise.roles import Reader

    whole = Author("host", Reader())
    sight = Sight(logs.state(UNITY), whole.reader)
    publish_piece(logs, whole, done(sight, whole), "Draft")


def test_a_plan_is_made_from_what_the_seat_sees_and_published(logs: Logs, sees) -> None:
    piece = done(sees(CHIEF), CHIEF)
    assert piece.stage == Stage.DONE, piece.message
    made = Timetable.model_validate(piece.content["timetable"])
    assert {each.serial for each in made.placements} == {"S-1", "S-2"}
    assert piece.best["placed"] == 2
    assert piece.slot is None
    step = publish_piece(logs, CHIEF, piece, "MPC")
    assert room_of(sees(CHIEF)).placements == made.placements
    assert {entry.reason for entry in logs.entries_of_step(UNITY, step)} == {"MPC"}
    assert Piece.objects.get(key=piece.key).stage == Stage.PUBLISHED


def test_a_proposal_does_not_take_the_place_of_a_timetable_that_came_later(
    logs: Logs, sees
) -> None:
    old, new = done(sees(CHIEF), CHIEF, seed=1), done(sees(CHIEF), CHIEF)
    publish_piece(logs, CHIEF, new, "")
    with pytest.raises(Refused, match="Somebody has published a timetable since"):
        publish_piece(logs, CHIEF, old, "")


def test_times_that_are_reserved_are_kept_free(logs: Logs, sees) -> None:
    planned(logs)
    reserved = next(r for r in sees(CHIEF).view.reserved if r.kind is RecordKind.AREA)
    piece = done(sees(CHIEF), CHIEF)
    made = Timetable.model_validate(piece.content["timetable"])
    assert all(p.ends <= reserved.begins or p.begins >= reserved.ends for p in made.placements)
    publish_piece(logs, CHIEF, piece, "")


def test_a_closed_area_is_repaired_with_the_fewest_moves_and_their_reasons(
    logs: Logs, sees
) -> None:
    planned(logs)
    before = held_timetable(sees(CHIEF))
    assert before is not None
    first = next(each for each in before.placements if each.serial == "S-1")
    closed = f"{first.begins:%Y-%m-%dT%H:%MZ}..{first.ends:%Y-%m-%dT%H:%MZ}"
    wish = Wish(RecordKind.AREA, key_of(logs, "areas", "RANGE"), {"closures": (None, closed)})
    change(logs, UNITY, CHIEF, wish)
    piece = done(sees(CHIEF), CHIEF, Kind.REPLAN)
    assert piece.stage == Stage.DONE, piece.message
    (moved,) = piece.content["changes"]
    assert moved["serial"] == "S-1"
    assert [cause["code"] for cause in moved["causes"]] == ["B535"]
    step = publish_piece(logs, CHIEF, piece, "")
    assert any("closed" in entry.reason for entry in logs.entries_of_step(UNITY, step))


@pytest.mark.parametrize(
    ("kind", "holds"), [(Kind.EXPLAIN, "explanation"), (Kind.REHEARSE, "rehearsal")]
)
def test_a_plan_is_explained_and_a_timetable_rehearsed(logs: Logs, sees, kind, holds) -> None:
    planned(logs)
    piece = done(sees(CHIEF), CHIEF, kind, runs=20)
    assert piece.stage == Stage.DONE, piece.message
    assert set(piece.content) == {holds}


def test_a_broken_timetable_is_not_rehearsed(logs: Logs, sees) -> None:
    with pytest.raises(Refused, match="no timetable yet"):
        begin(sees(CHIEF), "aidar", Kind.REHEARSE, ASKED | {"runs": 10})
    planned(logs)
    wish = Wish(RecordKind.SERIAL, key_of(logs, "serials", "S-1"), {"duration": (60, 90)})
    change(logs, UNITY, CHIEF, wish)
    with pytest.raises(Refused, match="breaks rules"):
        begin(sees(CHIEF), "aidar", Kind.REHEARSE, ASKED | {"runs": 10})


def test_one_piece_at_a_time_for_a_seat(logs: Logs, sees, started: list[str]) -> None:
    first = begin(sees(CHIEF), "aidar", Kind.PLAN, ASKED)
    with pytest.raises(Refused, match="at work on this exercise already"):
        begin(sees(CHIEF), "aidar", Kind.PLAN, ASKED)
    other = begin(sees(PLANNER), "leyla", Kind.PLAN, ASKED)
    assert len(started) == 2
    assert [each.key for each in pieces_of(sees(PLANNER))] == [other.key]
    with pytest.raises(Absent):
        piece_of(sees(PLANNER), first.key)


def test_so_many_run_at_once_on_the_installation_and_others_wait(logs: Logs, sees) -> None:
    begin(sees(CHIEF), "aidar", Kind.PLAN, ASKED)
    begin(sees(PLANNER), "leyla", Kind.PLAN, ASKED)
    begin(sees(STRANGER), "timur", Kind.PLAN, ASKED)
    with override_settings(WORKS=2):
        first, second = taken("one"), taken("two")
        assert first is not None
        assert second is not None
        assert {first.slot, second.slot} == {0, 1}
        assert taken("three") is None
        assert not is_wanted()
        do(first)
        assert is_wanted()


def test_who_plans_nothing_begins_nothing(logs: Logs, sees) -> None:
    with pytest.raises(Refused, match="Planners plan"):
        begin(sees(OBSERVER), "olga", Kind.PLAN, ASKED)
    for asked in ({"seconds": 10_000, "seed": 0}, {"seconds": 1, "seed": -1}):
        with pytest.raises(Refused):
            begin(sees(CHIEF), "aidar", Kind.PLAN, asked)


def test_what_waits_is_stopped_and_what_runs_keeps_the_best_so_far(logs: Logs, sees) -> None:
    piece = begin(sees(CHIEF), "aidar", Kind.PLAN, ASKED)
    stop(piece)
    assert piece_of(sees(CHIEF), piece.key).stage == Stage.FAILED
    piece = begin(sees(CHIEF), "aidar", Kind.PLAN, {"seconds": 600, "seed": 0})
    assert taken("here") is not None
    telling = Telling(piece.key, 600)
    telling.say("improving")
    telling.keep({"placed": 2}, {"timetable": {}})
    stop(piece)
    assert telling.asked_to_stop.wait(20)
    telling.end()
    piece = piece_of(sees(CHIEF), piece.key)
    assert (again(piece.saying), piece.best, piece.content) == (
        "improving",
        {"placed": 2},
        {"timetable": {}},
    )
    assert 0 < piece.done < 0.1


def test_what_was_lost_with_its_server_says_so(logs: Logs, sees) -> None:
    piece = begin(sees(CHIEF), "aidar", Kind.PLAN, ASKED)
    assert taken("gone") is not None
    Piece.objects.update(seen_at=Now() - SILENT - timedelta(seconds=1), best={"placed": 1})
    found = piece_of(sees(CHIEF), piece.key)
    assert found.stage == Stage.FAILED
    assert "has ended" in again(found.message)
    assert found.best == {"placed": 1}
    assert found.slot is None
    begin(sees(CHIEF), "aidar", Kind.PLAN, ASKED)
    assert taken("here") is not None
    given_up("here")
    assert not Piece.objects.filter(stage=Stage.RUNNING).exists()


def test_what_is_thrown_away_is_gone(logs: Logs, sees) -> None:
    piece = done(sees(CHIEF), CHIEF)
    throw_away(piece)
    with pytest.raises(Absent):
        piece_of(sees(CHIEF), piece.key)


def test_nothing_of_a_proposal_is_told_once_something_in_it_is_withdrawn(logs: Logs, sees) -> None:
    piece = done(sees(STRANGER), STRANGER)
    assert result_of(piece, sees(STRANGER)) is not None
    key = key_of(logs, "serials", "S-2")
    change(logs, UNITY, CHIEF, Wish(RecordKind.SERIAL, key, {"title": ("", "Boarding")}))
    assert result_of(piece, sees(STRANGER)) is not None
    change(logs, UNITY, CHIEF, Wish(RecordKind.SERIAL, key, {"releasable_to": (None, ["AZE"])}))
    assert result_of(piece, sees(STRANGER)) is None


def test_nothing_shows_whether_it_was_withdrawn_removed_or_emptied(logs: Logs, sees) -> None:
    mine, theirs = done(sees(CHIEF), CHIEF), done(sees(STRANGER), STRANGER)
    key = key_of(logs, "serials", "S-1")
    change(logs, UNITY, CHIEF, Wish(RecordKind.SERIAL, key, {"units": (["U-1"], [])}))
    for piece, author in ((mine, CHIEF), (theirs, STRANGER)):
        assert result_of(piece, sees(author)) is None
    change(logs, UNITY, CHIEF, Wish(RecordKind.SERIAL, key, {"units": (None, ["U-2"])}))
    assert result_of(theirs, sees(STRANGER)) is not None
    remove(logs, UNITY, CHIEF, RecordKind.SERIAL, key_of(logs, "serials", "S-2"))
    for piece, author in ((mine, CHIEF), (theirs, STRANGER)):
        assert result_of(piece, sees(author)) is None


def test_a_proposal_of_another_plan_is_not_published(logs: Logs, sees) -> None:
    piece = done(sees(CHIEF), CHIEF)
    wish = Wish(RecordKind.SERIAL, key_of(logs, "serials", "S-1"), {"duration": (60, 90)})
    change(logs, UNITY, CHIEF, wish)
    with pytest.raises(Refused, match="another plan"):
        publish_piece(logs, CHIEF, piece, "")
