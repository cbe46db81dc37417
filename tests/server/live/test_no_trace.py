"""Nothing of what is not released is in any event: markers in every field of every kind of record."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from birlik.exercise.columns import RecordKind
from birlik.log.imports import preview_of
from birlik.log.timetables import publishing
from birlik.server.desk.sight import Sight
from birlik.server.live import events
from birlik.server.live.difference import difference
from birlik.server.live.presence import Person, presence_of
from tests.log.acting import Log
from tests.release.forms import finds
from tests.release.markers import Planting, hidden_markers, hidden_spots, planted, readers

READERS = [*readers()]

#: Kinds of records that people look at.
KINDS = (RecordKind.SERIAL, RecordKind.INJECT, RecordKind.AREA)


def lay_out(log, made):
    """Turn the exercise of a log into a planted one, with its timetable."""
    log.take(preview_of(log.state, made.plan).step("anna", "KAZ"))
    timetable = made.timetable.model_dump(mode="json")
    log.take(publishing(log.state, timetable, "anna", "KAZ"))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), reader=st.sampled_from(READERS))
def test_no_event_holds_a_marker_that_its_reader_may_not_find(seed, reader):
    log, made = Log(), planted(Planting(seed))
    before = log.state
    lay_out(log, made)
    told = difference(Sight(before, reader.seat), Sight(log.state, reader.seat))
    back = difference(Sight(log.state, reader.seat), Sight(before, reader.seat))
    text = events.event("change", [told, back]).decode()
    assert [marker for marker in hidden_markers(made, reader) if finds(text, marker)] == []


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), reader=st.sampled_from(READERS))
def test_whatever_changes_where_he_may_not_look_gives_no_event(seed, reader):
    log, made = Log(), planted(Planting(seed))
    lay_out(log, made)
    before = log.state
    spots = hidden_spots(made, reader)
    lay_out(log, planted(Planting(seed), spots.__contains__))
    assert difference(Sight(before, reader.seat), Sight(log.state, reader.seat)) is None


@pytest.mark.parametrize("number", range(0, len(READERS), 3))
def test_who_is_here_tells_of_no_hidden_record_and_no_hidden_nation(number):
    reader = READERS[number]
    log, made = Log(), planted(Planting(number))
    lay_out(log, made)
    people = [
        Person(f"a{n}-{kind}", f"P{n}", nation.id, "planner", kind, key)
        for n, nation in enumerate(made.plan.nations)
        for kind in KINDS
        for key in log.state.of(kind)
    ]
    sight = Sight(log.state, reader.seat)
    told = json.dumps(presence_of(sight, people))
    assert [marker for marker in hidden_markers(made, reader) if finds(told, marker)] == []
    seen = {each.key for kind in KINDS for each in sight.records(kind)}
    named = {person.record for person in people if person.record in told}
    assert named <= seen
