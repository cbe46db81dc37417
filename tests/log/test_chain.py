"""The chain of a log: whatever is changed in it afterwards is found, and the first entry named."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from birlik.log.chain import verified
from birlik.log.entry import Entry, Row, beginning, entry_of, sealed
from tests.log.acting import Log, patient, written_logs


def written() -> Log:
    """A log of six entries."""
    log = Log()
    key = log.add("serials", id="S-1", title="Gece çıkarması", duration=60)
    for length in (90, 120):
        log.change("serials", key, duration=length, reason="the tide")
    other = log.add("areas", id="A-1")
    log.change("areas", other, title="Range")
    log.change("areas", other, title=None)
    return log


LOG = written()


def broken(rows: list[Row], log: str = "alpha") -> tuple[int, str] | None:
    """Position and reason of the first row that does not fit; the end is taken as the rows have it."""
    found = verified(log, rows, len(rows), rows[-1].hash if rows else beginning(log)).broken
    return (found.position, found.why) if found else None


@patient
@given(written_logs())
def test_a_log_is_intact_as_it_was_written(log: Log) -> None:
    found = verified("alpha", log.rows, log.state.position, log.state.hash)
    assert found.broken is None
    assert found.state == log.state
    assert [entry_of(row) for row in log.rows] == log.entries


@settings(patient, max_examples=400)
@given(st.integers(0, 5), st.data())
def test_any_flipped_bit_of_an_entry_is_found_there(number: int, data: st.DataObject) -> None:
    row = LOG.rows[number]
    body = bytearray(row.body)
    body[data.draw(st.integers(0, len(body) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    rows = [*LOG.rows]
    rows[number] = row._replace(body=bytes(body))
    assert broken(rows) == (
        number + 1,
        "its content and its hash do not agree: one of them was changed",
    )


@patient
@given(st.integers(0, 5), st.sampled_from(["key", "step", "record", "hash"]), st.text(max_size=3))
def test_any_other_column_that_was_changed_is_found_there(
    number: int, column: str, text: str
) -> None:
    rows = [*LOG.rows]
    rows[number] = Row(**(rows[number]._asdict() | {column: text}))
    found = broken(rows)
    assert found is not None
    assert found[0] == number + 1


def forged(number: int, **changes: Any) -> list[Row]:
    """Rows with an entry that somebody changed who knows how hashes are made."""
    rows = [*LOG.rows]
    rows[number] = sealed(LOG.entries[number]._replace(**changes))[1]
    return rows


def test_an_entry_that_was_changed_with_its_hash_breaks_the_chain_at_the_next() -> None:
    rows = forged(2, reason="no reason at all")
    assert broken(rows) == (4, "the hash it names is not that of the entry before")


def test_a_whole_tail_made_anew_shows_by_the_hash_of_its_end() -> None:
    rows = LOG.rows[:2]
    state = Log()
    state.state = state.state.after(LOG.entries[:2])
    state.rows = rows
    again = Log()
    again.rows, again.state = [*rows], state.state
    again.change("serials", next(iter(again.state.of("serials"))), duration=30)
    found = verified("alpha", again.rows, 3, LOG.rows[2].hash)
    assert found.broken is not None
    assert found.broken.why == "the store holds another hash of the last entry"


def resealed(entries: list[Entry]) -> list[Row]:
    """Rows of a chain made anew from entries."""
    rows: list[Row] = []
    previous = beginning("alpha")
    for entry in entries:
        made, row = sealed(entry._replace(previous=previous))
        previous = made.hash
        rows.append(row)
    return rows


def test_entries_of_another_log_do_not_fit() -> None:
    assert broken(LOG.rows, "beta") == (1, "it belongs to another log")


def test_what_is_missing_twice_or_out_of_order_is_named_by_its_place() -> None:
    rows = LOG.rows
    assert broken([*rows[:2], *rows[3:]]) == (3, "it is missing; after 2 comes 4")
    assert broken([*rows[:3], *rows[2:]]) == (3, "it stands after entry 3")
    found = verified("alpha", rows[:4], 6, rows[-1].hash).broken
    assert found is not None
    assert (found.position, found.why) == (5, "it is missing; the store counts 6 entries")


def test_a_time_that_runs_backwards_is_found() -> None:
    entries = LOG.entries
    entries[3] = entries[3]._replace(at=entries[0].at)
    found = broken(resealed(entries))
    assert found is not None
    assert found[0] == 4
    assert re.fullmatch(
        r"it was made on 2024-07-09T07:01:\S+Z, before the entry before it .*", found[1]
    )


def test_a_change_of_what_the_field_did_not_hold_is_found() -> None:
    entries = LOG.entries
    entries[2] = entries[2]._replace(changes={"duration": (91, 120)})
    assert broken(resealed(entries)) == (3, "it changes duration from what the field did not hold")
    entries = [LOG.entries[0], LOG.entries[0]._replace(position=2, changes={})]
    assert broken(resealed(entries)) == (2, "entry 2 adds a record that is there already")


def test_an_entry_that_is_none_is_found() -> None:
    import hashlib

    row = LOG.rows[0]
    for body in (b"[]", b"{", b'{"position":1}', b"\xff"):
        made = row._replace(body=body, hash=hashlib.sha256(body).hexdigest())
        assert broken([made]) == (1, "it cannot be read")
    spaced = row.body.replace(b":", b": ", 1)
    made = row._replace(body=spaced, hash=hashlib.sha256(spaced).hexdigest())
    assert broken([made]) == (1, "it is not written in canonical JSON")


@patient
@given(written_logs())
def test_the_first_that_does_not_fit_is_said_in_a_sentence(log: Log) -> None:
    assume(len(log.rows) > 1)
    rows = log.rows[1:]
    found = verified("alpha", rows, len(log.rows), log.state.hash).broken
    assert found is not None
    assert found.text.startswith("alpha: entry 1 (")
    assert found.text.endswith("does not fit: it is missing; after 0 comes 2.")
