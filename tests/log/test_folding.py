"""State is the fold of the log, and a value: what is folded later does not touch it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birlik.log.drafts import added, removed
from birlik.log.entry import Act
from birlik.log.snapshot import snapshot_of, state_of
from birlik.log.state import DoesNotFit, State, empty_state
from tests.log.acting import Log, patient, steps, written_logs


@patient
@given(written_logs())
def test_the_fold_of_the_entries_read_back_is_the_state_they_were_made_for(log: Log) -> None:
    assert empty_state("alpha").after(log.entries) == log.state


@patient
@given(written_logs(), st.data())
def test_folding_in_two_parts_is_folding_at_once(log: Log, data: st.DataObject) -> None:
    entries = log.entries
    cut = data.draw(st.integers(0, len(entries)))
    first = empty_state("alpha").after(entries[:cut])
    assert first.after(entries[cut:]) == log.state
    assert first.position == cut


@patient
@given(written_logs(), st.data())
def test_an_older_state_stays_what_it_was(log: Log, data: st.DataObject) -> None:
    older = log.state
    packed = snapshot_of(older)
    orders = {kind: records.ordered for kind, records in older.kinds.items()}
    log.take(data.draw(steps(older)))
    assert snapshot_of(older) == packed
    assert {kind: records.ordered for kind, records in older.kinds.items()} == orders


@patient
@given(written_logs())
def test_a_snapshot_gives_the_state_back_with_every_version(log: Log) -> None:
    again = state_of("alpha", snapshot_of(log.state))
    assert again == log.state
    assert again is not None
    assert (again.position, again.hash, again.key, again.at) == (
        log.state.position,
        log.state.hash,
        log.state.key,
        log.state.at,
    )
    assert snapshot_of(again) == snapshot_of(log.state)


def test_a_kind_that_did_not_change_is_the_same_object() -> None:
    log = Log()
    log.add("areas", id="A-1")
    key = log.add("serials", id="S-1")
    before = log.state
    log.change("serials", key, title="Night boarding")
    assert log.state.of("areas") is before.of("areas")
    assert log.state.of("serials") is not before.of("serials")


def test_the_last_entry_of_a_record_is_its_version() -> None:
    log = Log()
    key = log.add("serials", id="S-1")
    assert log.state.of("serials")[key].last == log.entries[0].key
    outcome = log.change("serials", key, title="Night boarding")
    assert log.state.of("serials")[key].last == outcome.entries[0].key


@pytest.mark.parametrize("act", [Act.CHANGE, Act.REMOVE, Act.ADD])
def test_an_entry_that_does_not_fit_is_not_folded(act: Act) -> None:
    log = Log()
    key = log.add("serials", id="S-1")
    log.do(removed(log.state, "serials", key))
    log.do(added("serials", {"id": "S-1"}, key))
    state = log.state if act is Act.ADD else empty_state("alpha")
    entry = next(e for e in log.entries if e.act is Act.ADD)._replace(act=act)
    with pytest.raises(DoesNotFit, match="a record that is"):
        state.after([entry])


def test_a_state_says_what_it_is() -> None:
    log = Log()
    log.add("serials", id="S-1")
    assert repr(log.state) == "<State of alpha after 1 entries: 1 records>"
    assert log.state != empty_state("alpha")
    assert (log.state == object()) is False
    assert isinstance(log.state, State)
