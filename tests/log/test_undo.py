"""Undo is a step of inverse entries, and redo is its undo."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birlik.log.drafts import changed, removed
from birlik.log.undo import redoable, undoable, undoing
from tests.log.acting import Log, patient, steps, written_logs


@patient
@given(written_logs(), st.data())
def test_undo_gives_the_state_before_and_redo_the_one_after(log: Log, data: st.DataObject) -> None:
    before = log.state
    done = log.take(data.draw(steps(before)))
    if not done.entries:
        return
    after = log.state
    undone = log.take(undoing(done.entries, "anna", "KAZ"))
    assert undone.fine
    assert log.state == before
    assert {entry.undoes for entry in undone.entries} == {done.step}
    redone = log.take(undoing(undone.entries, "anna", "KAZ"))
    assert redone.fine
    assert log.state == after


@patient
@given(written_logs(6), st.data())
def test_any_step_undone_leaves_what_others_changed_since(log: Log, data: st.DataObject) -> None:
    entries = log.entries
    if not entries:
        return
    step = data.draw(st.sampled_from(sorted({entry.step for entry in entries})))
    mine = [entry for entry in entries if entry.step == step]
    before = log.state
    outcome = log.take(undoing(mine, "bek", "KAZ"))
    for stale in outcome.stale:
        was, now = before.held(stale.kind, stale.record), log.state.held(stale.kind, stale.record)
        assert (None if was is None else was.fields.get(stale.field)) == (
            None if now is None else now.fields.get(stale.field)
        )


def test_a_removed_record_comes_back_under_its_own_key() -> None:
    log = Log()
    key = log.add("serials", id="S-1", duration=60)
    gone = log.do(removed(log.state, "serials", key))
    log.take(undoing(gone.entries, "anna", "KAZ", "a slip"))
    assert log.state.of("serials")[key].fields == {"id": "S-1", "duration": 60}
    assert log.entries[-1].reason == "a slip"


def test_an_undo_is_stale_where_somebody_changed_the_field_since() -> None:
    log = Log()
    key = log.add("serials", id="S-1", duration=60)
    seen = log.state
    done = log.do(changed(seen, "serials", key, {"duration": 90, "title": "Boarding"}))
    log.change("serials", key, who="bek", duration=120)
    outcome = log.take(undoing(done.entries, "anna", "KAZ"))
    assert [(s.field, s.holds, s.typed) for s in outcome.stale] == [("duration", 120, 60)]
    assert log.state.of("serials")[key].fields == {"id": "S-1", "duration": 120}


def test_one_step_is_undone_at_a_time() -> None:
    log = Log()
    log.add("serials", id="S-1")
    log.add("serials", id="S-2")
    with pytest.raises(ValueError, match="one step"):
        undoing(log.entries, "anna", "KAZ")
    with pytest.raises(ValueError, match="must have entries"):
        undoing([], "anna", "KAZ")


def take_back(log: Log, step: str | None) -> None:
    assert step is not None
    log.take(undoing([entry for entry in log.entries if entry.step == step], "anna", "KAZ"))


def test_undo_goes_back_step_by_step_and_redo_forward_again() -> None:
    log = Log()
    key = log.add("serials", id="S-1", duration=30)
    for length in (60, 90):
        log.change("serials", key, duration=length)
    log.change("serials", key, who="bek", title="Boarding")
    lengths = []
    for find in (undoable, undoable, redoable, redoable, undoable):
        take_back(log, find(reversed(log.entries), "anna"))
        lengths.append(log.state.of("serials")[key].fields["duration"])
    assert lengths == [60, 30, 60, 90, 60]
    assert log.state.of("serials")[key].fields["title"] == "Boarding"


def test_a_new_change_ends_what_can_be_redone() -> None:
    log = Log()
    key = log.add("serials", id="S-1", duration=30)
    log.change("serials", key, duration=60)
    assert redoable(reversed(log.entries), "anna") is None
    take_back(log, undoable(reversed(log.entries), "anna"))
    assert redoable(reversed(log.entries), "anna") is not None
    assert redoable(reversed(log.entries), "bek") is None
    log.change("serials", key, title="Boarding")
    assert redoable(reversed(log.entries), "anna") is None
    assert undoable(reversed(log.entries), "bek") is None
