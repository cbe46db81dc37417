"""Two who change one plan at once: fields merge, the second of one field is told, nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birlik.log.canonical import same
from birlik.log.drafts import Draft, Step, added, changed, removed
from birlik.log.entry import Act
from birlik.log.merging import UnfitChange
from birlik.log.sentences import stale_sentence
from birlik.log.state import State
from tests.log.acting import Log, patient, steps, written_logs


def wanted(step: Step) -> list[tuple[str, str, str, Any]]:
    """Kind, record, field and value of all that a step wants changed."""
    return [
        (draft.kind, draft.record, name, after)
        for draft in step.drafts
        if draft.act is not Act.REMOVE
        for name, (_, after) in draft.changes.items()
    ]


@patient
@given(written_logs(), st.data())
def test_nothing_that_was_typed_is_lost(log: Log, data: st.DataObject) -> None:
    """Whatever two want who saw the same: each value is in the log, or given back to who typed it."""
    seen = log.state
    first, second = (data.draw(steps(seen, who)) for who in ("anna", "bek"))
    done = log.take(first)
    assert done.fine
    between = log.state
    outcome = log.take(second)
    given_back = {(s.kind, s.record, s.field): s for s in outcome.stale}
    for kind, record, name, value in wanted(second):
        held = log.state.held(kind, record)
        holds = None if held is None else held.fields.get(name)
        stale = given_back.get((kind, record, name))
        if stale is None:
            assert same(holds, value)
        else:
            assert same(stale.typed, value)
            assert stale.by is not None
            assert stale.by.who == "anna"
    # What the first wrote stands, as the second had not seen it.
    for entry in done.entries:
        held = log.state.held(entry.kind, entry.record)
        if entry.act is not Act.REMOVE:
            assert held is not None
            assert all(same(held.fields.get(n), pair[1]) for n, pair in entry.changes.items())
    for stale in outcome.stale:
        before = between.held(stale.kind, stale.record)
        after = log.state.held(stale.kind, stale.record)
        assert (before is None) == (after is None) == stale.gone
        if after is not None and before is not None:
            assert same(before.fields.get(stale.field), after.fields.get(stale.field))


@patient
@given(written_logs(), st.data())
def test_changes_of_different_fields_merge_in_either_order(log: Log, data: st.DataObject) -> None:
    key = log.add("serials", id="S-1", duration=60)
    seen = log.state
    names = data.draw(st.permutations(["title", "duration", "notes", "rank"]))
    one = changed(seen, "serials", key, dict.fromkeys(names[:2], None) | {"title": "b"})
    other = changed(seen, "serials", key, {names[2]: None, names[3]: None})
    other_only = {n: pair for n, pair in other.changes.items() if n not in one.changes}
    other = Draft("serials", key, Act.CHANGE, other_only)
    states = []
    for order in ((one, other), (other, one)):
        again = Log()
        again.state, again.rows = seen, list(log.rows)
        assert all(again.do(draft).fine for draft in order)
        states.append(again.state)
    assert states[0] == states[1]


def two(**fields: Any) -> tuple[Log, str, State]:
    log = Log()
    key = log.add("serials", **({"id": "S-1", "title": "Night boarding", "duration": 60} | fields))
    return log, key, log.state


def test_the_second_is_told_who_changed_what_and_gets_back_what_he_typed() -> None:
    log, key, seen = two()
    log.change("serials", key, duration=90)
    outcome = log.do(changed(seen, "serials", key, {"duration": 75, "notes": "by boat"}), who="bek")
    (stale,) = outcome.stale
    assert (stale.field, stale.seen, stale.holds, stale.typed) == ("duration", 60, 90, 75)
    assert log.state.of("serials")[key].fields["notes"] == "by boat"
    assert stale_sentence(stale, log.state, {"anna": "Anna A."}.__getitem__) == (
        "Anna A. (KAZ) changed Duration of S-1 Night boarding to 1 h 30 min on 9 July 07:02; yours, "
        "1 h 15 min, was not saved."
    )


def test_who_typed_the_same_has_no_quarrel() -> None:
    log, key, seen = two()
    log.change("serials", key, duration=90)
    outcome = log.do(changed(seen, "serials", key, {"duration": 90}), who="bek")
    assert outcome.fine
    assert outcome.entries == ()


def test_a_value_written_otherwise_is_the_same_value() -> None:
    """A form may send 1:30 where the log holds minutes."""
    log, key, _ = two(duration=90)
    outcome = log.do(Draft("serials", key, Act.CHANGE, {"duration": ("1:30", "1:30")}))
    assert (outcome.fine, outcome.entries) == (True, ())
    outcome = log.do(Draft("serials", key, Act.CHANGE, {"duration": ("1:30", "2:00")}))
    assert outcome.fine
    assert log.state.of("serials")[key].fields["duration"] == 120


def test_a_change_of_what_was_removed_is_given_back_whole() -> None:
    log, key, seen = two()
    log.do(removed(seen, "serials", key))
    outcome = log.do(changed(seen, "serials", key, {"duration": 75, "notes": "by boat"}), who="bek")
    assert {(s.field, s.typed, s.gone) for s in outcome.stale} == {
        ("duration", 75, True),
        ("notes", "by boat", True),
    }
    sentence = stale_sentence(outcome.stale[0], log.state, str)
    assert sentence == (
        "anna (KAZ) removed the serial on 9 July 07:02; your Duration, 1 h 15 min, was not saved."
    )


def test_what_was_changed_meanwhile_is_not_removed() -> None:
    log, key, seen = two()
    log.change("serials", key, duration=90)
    outcome = log.do(removed(seen, "serials", key), who="bek")
    assert [stale.field for stale in outcome.stale] == ["duration"]
    assert key in log.state.of("serials")
    assert stale_sentence(outcome.stale[0], log.state, str) == (
        "S-1 Night boarding was not removed: anna (KAZ) changed its Duration to 1 h 30 min on "
        "9 July 07:02."
    )


def test_what_is_gone_already_is_removed_without_a_quarrel() -> None:
    log, key, seen = two()
    log.do(removed(seen, "serials", key))
    outcome = log.do(removed(seen, "serials", key), who="bek")
    assert (outcome.fine, outcome.entries) == (True, ())


def test_a_step_sees_what_its_own_drafts_did_before() -> None:
    log, key, _ = two()
    again = Draft("serials", key, Act.CHANGE, {"duration": (90, 120)})
    outcome = log.do(changed(log.state, "serials", key, {"duration": 90}), again)
    assert outcome.fine
    assert log.state.of("serials")[key].fields["duration"] == 120


def test_a_whole_step_changes_nothing_if_a_part_is_stale() -> None:
    log, key, seen = two()
    log.change("serials", key, duration=90)
    before = log.state
    drafts = (added("serials", {"id": "S-2"}), changed(seen, "serials", key, {"duration": 75}))
    outcome = log.take(Step("bek", "KAZ", drafts, whole=True))
    assert (outcome.entries, log.state) == ((), before)
    assert len(outcome.stale) == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"priority": 9}, "priority: 9 is not between 1 and 5"),
        ({"colour": "red"}, "colour: there is no such field"),
        ({"rank": "Ö"}, "rank: 'Ö' is no rank in an order"),
        ({"fixed": "2024-07-09 09:00"}, "fixed: the time names no zone"),
        ({"title": "\ud800"}, "title: the text holds a control character"),
        ({"extra": {"Remark": "\ud800"}}, "no sound Unicode"),
    ],
)
def test_what_no_record_can_hold_is_refused_with_its_field(
    values: dict[str, Any], words: str
) -> None:
    log, key, seen = two()
    with pytest.raises(UnfitChange, match=words):
        log.do(Draft("serials", key, Act.CHANGE, {n: (None, value) for n, value in values.items()}))
    assert log.state == seen


def test_kinds_that_are_not_of_the_vocabulary_hold_what_they_are_given() -> None:
    log = Log("installation")
    key = log.add("accounts", name="Anna", roles={"alpha": "planner"})
    log.change("accounts", key, name=None)
    assert log.state.of("accounts")[key].fields == {"roles": {"alpha": "planner"}}
    with pytest.raises(UnfitChange, match="roles"):
        log.do(Draft("accounts", key, Act.CHANGE, {"roles": (None, {1, 2})}))
