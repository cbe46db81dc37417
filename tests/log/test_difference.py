"""What changed between two positions: by record, by nation, in sentences that a planner reads."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birlik.log.baselines import baselines_of, naming
from birlik.log.canonical import same
from birlik.log.difference import Difference, difference
from birlik.log.drafts import Step, added, changed, removed
from birlik.log.entry import Act
from birlik.log.sentences import sentences
from birlik.log.state import State, empty_state
from birlik.log.timetables import made_from, publishing, timetable_of
from birlik.log.undo import undoing
from birlik.planning.timetable import Timetable
from tests.building import area, nation, placed, plan_with, serial, timetable_with, unit
from tests.log.acting import Log, patient, written_logs
from tests.log.test_plans import log_of


@patient
@given(written_logs(), st.data())
def test_a_difference_is_all_that_leads_from_one_state_to_the_other(
    log: Log, data: st.DataObject
) -> None:
    entries = log.entries
    one, other = (
        empty_state("alpha").after(entries[: data.draw(st.integers(0, len(entries)))])
        for _ in range(2)
    )
    found = difference(one, other)
    again = as_fields(one)
    for change in found.changes:
        if change.act is Act.REMOVE:
            del again[change.kind, change.record]
            continue
        fields = again.setdefault((change.kind, change.record), {})
        for name, (before, after) in change.changes.items():
            assert same(fields.get(name), before)
            fields[name] = after
            if after is None:
                del fields[name]
    assert again == as_fields(other)
    assert bool(found.changes) == (one != other)
    assert len(sentences(found)) <= len(found.changes)


def as_fields(state: State) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (kind, key): dict(held.fields)
        for kind, records in state.kinds.items()
        for key, held in records.items()
    }


def since(log: Log, before: State) -> Difference:
    return difference(before, log.state, log.entries[before.position :])


def told(log: Log, before: State) -> list[str]:
    return sentences(since(log, before))


def key_of(log: Log, kind: str, name: str) -> str:
    return next(k for k, held in log.state.of(kind).items() if held.fields["id"] == name)


def planned() -> Log:
    plan = plan_with(
        areas=[area("TOKMAK-SEA"), area("TOKMAK-1", owner="AZE")],
        units=[unit("U-1"), unit("U-2", "AZE")],
        nations=[nation("KAZ"), nation("AZE")],
        serials=[
            serial("S-204", 60, title="Night boarding", areas="TOKMAK-SEA", units="U-1"),
            serial("S-205", 60, owner="AZE"),
        ],
    )
    return log_of(plan)


def test_a_change_is_told_by_title_unit_and_the_exercises_clock() -> None:
    log = planned()
    before = log.state
    key = key_of(log, "serials", "S-204")
    log.do(
        changed(
            log.state,
            "serials",
            key,
            {
                "duration": 90,
                "earliest": "2024-07-09T04:00:00Z",
                "units": ["U-1", "U-2"],
                "areas": [{"areas": ["TOKMAK-SEA"]}, {"areas": ["TOKMAK-1", "TOKMAK-SEA"]}],
                "danger_radius": 1500.0,
                "hours": [{"begins": 480, "ends": 720}],
            },
        )
    )
    (sentence,) = told(log, before)
    assert sentence == (
        "S-204 Night boarding: Duration from 1 h to 1 h 30 min; Units now with U-2; Areas now with "
        "TOKMAK-1 + TOKMAK-SEA; Earliest start now 9 July 09:00; Hours now 08:00-12:00; Danger "
        "radius now 1,500 m."
    )


def test_what_was_added_removed_or_renamed_is_told() -> None:
    log = planned()
    before = log.state
    key = key_of(log, "serials", "S-205")
    log.do(
        added("areas", {"id": "A-9", "title": "Pier"}),
        removed(log.state, "areas", key_of(log, "areas", "TOKMAK-1")),
        changed(log.state, "serials", key, {"id": "S-206", "owner": None}),
        reason="the pier is ready",
    )
    assert told(log, before) == [
        "A-9 Pier was added because the pier is ready.",
        "TOKMAK-1 was removed because the pier is ready.",
        "S-206: it was called S-205 before; Owner now empty, before AZE because the pier is ready.",
    ]


def test_records_that_only_stand_elsewhere_are_told_together() -> None:
    log = planned()
    before = log.state
    for rank, name in (("zz", "S-204"), ("zy", "S-205")):
        log.change("serials", key_of(log, "serials", name), rank=rank)
    log.change("areas", key_of(log, "areas", "TOKMAK-1"), rank="zz")
    assert told(log, before) == [
        "1 area stands elsewhere in the order.",
        "2 serials stand elsewhere in the order.",
    ]


def test_what_was_changed_and_changed_back_is_no_difference() -> None:
    log = planned()
    before = log.state
    key = key_of(log, "serials", "S-204")
    log.change("serials", key, duration=90)
    log.change("serials", key, duration=60)
    assert since(log, before).changes == ()


def test_reasons_of_what_was_taken_back_are_not_told() -> None:
    log = planned()
    before = log.state
    key = key_of(log, "serials", "S-204")
    slip = log.change("serials", key, reason="a slip", duration=75)
    log.take(undoing(slip.entries, "bek", "AZE", "it was a slip"))
    log.change("serials", key, reason="more boats", duration=90)
    (change,) = since(log, before).changes
    assert (change.who, change.reasons) == (("anna",), ("more boats",))
    taken_back = log.state
    older = next(entry for entry in log.entries if entry.reason == "more boats")
    log.take(undoing([older], "bek", "AZE", "no more boats"))
    assert told(log, taken_back) == [
        "S-204 Night boarding: Duration from 1 h 30 min to 1 h because no more boats."
    ]


def test_differences_stand_by_owner_and_by_who_made_them() -> None:
    log = planned()
    before = log.state
    log.do(
        changed(log.state, "serials", key_of(log, "serials", "S-205"), {"duration": 30}),
        changed(log.state, "areas", key_of(log, "areas", "TOKMAK-SEA"), {"title": "Sea"}),
        nation="AZE",
    )
    found = since(log, before)
    assert {n: [c.id for c in cs] for n, cs in found.by_owner().items()} == {
        "AZE": ["S-205"],
        "KAZ": ["TOKMAK-SEA"],
    }
    assert {n: len(cs) for n, cs in found.by_author().items()} == {"AZE": 2}
    assert all(change.at == log.entries[-1].at for change in found.changes)


def timetable(*placements: Any) -> Timetable:
    plan = plan_with(serials=[serial("S-204"), serial("S-205")])
    return timetable_with(plan, *placements)


def publish(log: Log, made: Timetable, **why: Any) -> Step:
    step = publishing(log.state, made.model_dump(mode="json"), "anna", "KAZ", **why)
    assert log.take(step).fine
    return step


FIRST = timetable(
    placed("S-204", "2024-07-12 09:00", areas="TOKMAK-SEA", units="U-1"),
    placed("S-205", "2024-07-10 09:00"),
)


def test_a_timetable_comes_back_from_the_log_as_it_was() -> None:
    log = planned()
    assert timetable_of(log.state) is None
    position = log.state.position
    publish(log, FIRST)
    assert Timetable.model_validate(timetable_of(log.state)) == FIRST
    assert made_from(log.state) == position
    before = log.state
    assert publish(log, FIRST).drafts == ()
    assert log.state is before


def test_a_moved_serial_is_told_with_its_reason() -> None:
    log = planned()
    publish(log, FIRST)
    before = log.state
    moved = timetable(
        placed("S-204", "2024-07-13 09:00", areas="TOKMAK-SEA", units="U-1"),
        placed("S-205", "2024-07-10 09:00"),
    )
    publish(log, moved, reasons={"S-204": "TOKMAK-SEA is closed"})
    assert told(log, before) == [
        "S-204 moved from 12 July 09:00 to 13 July 09:00 because TOKMAK-SEA is closed."
    ]
    assert since(log, before).changes[-1].owner == "KAZ"


@pytest.mark.parametrize(
    ("placements", "words"),
    [
        (
            [placed("S-204", "2024-07-12 09:00", 90, areas="TOKMAK-1", units="U-2")],
            [
                (
                    "S-204 lasts 1 h 30 min instead of 1 h, is held in TOKMAK-1 instead of "
                    "TOKMAK-SEA and has U-2 instead of U-1."
                ),
                "S-205 is no longer placed; it was on 10 July 09:00-10:00.",
            ],
        ),
        (
            [
                placed("S-204", "2024-07-12 10:30", areas="TOKMAK-SEA", units="U-1; U-2"),
                placed("S-205", "2024-07-10 09:00"),
                placed("S-206", "2024-07-11 09:00", areas="TOKMAK-1"),
            ],
            [
                "S-204 moved from 12 July 09:00 to 12 July 10:30 and has U-2 as well.",
                "S-206 was placed on 11 July 09:00-10:00 in TOKMAK-1.",
            ],
        ),
    ],
)
def test_whatever_happened_to_a_placement_is_told(placements: list[Any], words: list[str]) -> None:
    log = planned()
    publish(log, FIRST)
    before = log.state
    publish(log, timetable(*placements))
    assert sorted(told(log, before)) == words


def test_two_timetables_made_at_once_are_not_mixed() -> None:
    log = planned()
    publish(log, FIRST)
    seen = log.state
    publish(log, timetable(placed("S-204", "2024-07-13 09:00")))
    other = timetable(placed("S-204", "2024-07-14 09:00"), placed("S-206", "2024-07-10 09:00"))
    late = publishing(seen, other.model_dump(mode="json"), "bek", "AZE")
    outcome = log.take(late)
    assert not outcome.fine
    assert outcome.entries == ()


def test_a_baseline_names_a_position_and_what_came_since_is_its_difference() -> None:
    log = planned()
    log.take(naming(log.state, " Main  planning conference ", "anna", "KAZ"))
    log.change("serials", key_of(log, "serials", "S-204"), duration=90)
    (baseline,) = baselines_of(log.state)
    assert baseline.name == "Main planning conference"
    then = empty_state("alpha").after(log.entries[: baseline.position])
    assert then.hash == baseline.hash
    assert told(log, then) == [
        "S-204 Night boarding: Duration from 1 h to 1 h 30 min.",
        "Baseline Main planning conference was named.",
    ]
    with pytest.raises(ValueError, match="there is a baseline called Main planning conference"):
        naming(log.state, "Main planning conference", "bek", "AZE")
    with pytest.raises(ValueError, match="at most 200 characters"):
        naming(log.state, " ", "bek", "AZE")
