"""What every back end does alike: rows in, rows out, all of a batch or nothing."""

from __future__ import annotations

import threading

import pytest

from birlik.log.appending import Appending
from birlik.log.chain import verified
from birlik.log.entry import Row, beginning
from birlik.log.snapshot import Snapshot, snapshot_of
from birlik.log.state import State, empty_state
from birlik.server.store.interface import Head, NoSuchLog, Store
from birlik.server.store.opening import Place, opened
from tests.server.store.steps import adding


def rows_of(log: str, count: int) -> tuple[list[Row], State]:
    appending = Appending(empty_state(log), lambda record: [])
    for number in range(count):
        appending.take(adding(f"S-{number}"))
    return appending.rows, appending.state


def filled(store: Store, log: str, count: int) -> list[Row]:
    rows, _ = rows_of(log, count)
    store.create(log)
    with store.batch([log]) as batch:
        batch.append(log, rows)
    return rows


def test_a_new_log_is_empty_and_begins_with_its_own_hash(store: Store) -> None:
    store.create("alpha")
    assert store.heads() == {"alpha": Head(0, beginning("alpha"))}
    assert store.rows("alpha") == []
    assert store.head("beta") is None


def test_beginning_a_log_twice_leaves_it_as_it_is(store: Store) -> None:
    rows = filled(store, "alpha", 2)
    store.create("alpha")
    assert store.rows("alpha") == rows


def test_what_is_appended_comes_back_byte_for_byte(store: Store, place: Place) -> None:
    rows = filled(store, "alpha", 7)
    store.close()
    again = opened(place)
    try:
        assert again.rows("alpha") == rows
        assert again.head("alpha") == Head(7, rows[-1].hash)
        assert verified("alpha", again.rows("alpha"), 7, rows[-1].hash).broken is None
    finally:
        again.close()


def test_rows_are_found_by_position_record_step_and_key(store: Store) -> None:
    rows = filled(store, "alpha", 5)
    filled(store, "beta", 2)
    assert store.rows("alpha", 2, 2) == rows[2:4]
    assert store.rows_before("alpha", 4, 2) == [rows[2], rows[1]]
    assert store.rows_of_record("alpha", rows[3].record) == [rows[3]]
    assert store.rows_of_step("alpha", rows[1].step) == [rows[1]]
    assert store.row_of_key("alpha", rows[4].key) == rows[4]
    assert store.row_of_key("beta", rows[4].key) is None


def test_a_batch_that_fails_leaves_nothing(store: Store) -> None:
    rows, _ = rows_of("alpha", 3)
    store.create("alpha")

    def fail() -> None:
        with store.batch(["alpha"]) as batch:
            batch.append("alpha", rows)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.head("alpha") == Head(0, beginning("alpha"))
    assert store.rows("alpha") == []
    # The next one finds the log free, and writes.
    assert store.rows("alpha") != filled(store, "alpha", 3) == store.rows("alpha")


def test_a_batch_sees_the_end_of_the_log_and_which_steps_it_holds(store: Store) -> None:
    rows = filled(store, "alpha", 3)
    with store.batch(["alpha"]) as batch:
        assert batch.head("alpha") == Head(3, rows[-1].hash)
        assert batch.rows("alpha", 1) == rows[1:]
        assert batch.steps_there("alpha", {rows[0].step, "another"}) == {rows[0].step}
        assert batch.head("nowhere") is None


def test_a_log_that_is_not_there_takes_nothing(store: Store) -> None:
    rows, _ = rows_of("alpha", 1)
    with pytest.raises(NoSuchLog, match="no log called alpha"), store.batch(["alpha"]) as batch:
        batch.append("alpha", rows)


def test_two_who_append_take_turns(store: Store, place: Place) -> None:
    """The second sees what the first wrote, as the log was locked until then."""
    rows, _ = rows_of("alpha", 2)
    store.create("alpha")
    other = opened(place)
    seen: list[Head | None] = []

    def second() -> None:
        with other.batch(["alpha"]) as batch:
            seen.append(batch.head("alpha"))

    thread = threading.Thread(target=second)
    try:
        with store.batch(["alpha"]) as batch:
            thread.start()
            batch.append("alpha", rows)
        thread.join()
    finally:
        other.close()
    assert seen == [Head(2, rows[-1].hash)]


def test_the_newest_snapshot_not_after_a_position_is_found(store: Store) -> None:
    store.create("alpha")
    made: dict[int, Snapshot] = {}
    for count in (2, 4, 6):
        made[count] = snapshot_of(rows_of("alpha", count)[1])
        store.keep_snapshot("alpha", made[count])
    assert store.snapshot("alpha", 5) == made[4]
    assert store.snapshot("alpha", 1) is None
    store.keep_snapshot("alpha", made[4])
    store.drop_snapshots("alpha", [2, 6])
    assert store.snapshots("alpha") == [4]
