"""A plan as one reader sees it: what is left out, what takes its place, and what stays the same."""

from __future__ import annotations

import gc
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from birlik.exercise.columns import RecordKind
from birlik.exercise.judge import judge
from birlik.exercise.judge.of_view import findings_of
from birlik.exercise.plan import MODELS, ForeignSheet, Plan
from birlik.exercise.release import AUTHOR, Reader, Role, may_read
from birlik.exercise.seeing import _facts
from birlik.exercise.view import view_of
from tests.building import (
    area,
    nation,
    placed,
    plan_with,
    rule,
    serial,
    travel,
    unit,
)
from tests.release.markers import Planting, planted, readers

AZE, KAZ = Reader("AZE"), Reader("KAZ")
PLANTINGS = st.integers(0, 10**6).map(Planting)
READERS = st.sampled_from([*readers()])


def plan(**fields: Any) -> Plan:
    """Plan hosted by KAZ that releases to all what says nothing else."""
    usual: dict[str, Any] = {
        "nations": [nation(name) for name in ("AZE", "KAZ", "KGZ")],
        "default_release": "ALL",
    }
    return plan_with(**usual | fields)


def test_a_view_holds_what_its_reader_may_read_in_the_order_of_the_plan() -> None:
    here = plan(
        serials=[serial("S-1"), serial("S-2", releasable_to="KGZ"), serial("S-3", owner="AZE")]
    )
    seen = view_of(here, AZE)
    assert [s.id for s in seen.plan.serials] == ["S-1", "S-3"]
    assert seen.places[RecordKind.SERIAL] == (0, 2)
    assert view_of(here, AUTHOR).plan is here


def test_references_to_what_is_hidden_are_gone_from_every_kind_of_field() -> None:
    secret = {"releasable_to": "KAZ"}
    here = plan(
        areas=[area("A"), area("B"), area("X", **secret)],
        units=[unit("U-1"), unit("U-X", **secret)],
        serials=[
            serial(
                "S-1",
                areas="A + X | A + B | X",
                units="U-1; U-X",
                after="S-X +60 (secret gate); S-2 +30",
                together_with="S-X",
            ),
            serial("S-2"),
            serial("S-X", **secret),
        ],
        rules=[rule("R-1", "quiet hours", hours="22:00-06:00", except_serials="S-X; S-1")],
    )
    seen = view_of(here, AZE).plan
    shown = seen.serials[0]
    assert [str(choice) for choice in shown.areas] == ["A + B"]
    assert shown.units == ("U-1",)
    assert [str(order) for order in shown.after] == ["S-2 +30"]
    assert shown.together_with == ()
    assert seen.rules[0].except_serials == ("S-1",)
    assert seen.serials[1] is here.serials[1]


def test_nobody_can_tell_by_an_id_that_two_records_share_whether_one_is_hidden() -> None:
    here = plan(
        serials=[serial("S-1", never_with="S-9"), serial("S-9"), serial("S-9", releasable_to="KAZ")]
    )
    assert view_of(here, AZE).plan.serials[0].never_with == ()


def test_a_way_to_a_site_that_is_hidden_is_hidden_too() -> None:
    here = plan(
        areas=[area("A"), area("X", site="CAVE", releasable_to="KAZ")],
        travel=[travel("A", "CAVE", 30), travel("A", "A", 5)],
    )
    assert [way.destination for way in view_of(here, AZE).plan.travel] == ["A"]
    assert len(view_of(here, KAZ).plan.travel) == 2


def test_what_birlik_does_not_know_belongs_to_the_owner() -> None:
    odd = serial("S-1", owner="AZE", extra={"Call sign": "ZULU"})
    odd = odd.model_copy(update={"unread": {"units": "U 1"}})
    here = plan(serials=[odd])
    here = here.model_copy(update={"foreign_sheets": (ForeignSheet(title="Budget"),)})
    mine, theirs = view_of(here, AZE).plan, view_of(here, KAZ).plan
    assert mine.serials[0] == odd
    assert not theirs.serials[0].extra
    assert not theirs.serials[0].unread
    assert mine.foreign_sheets == ()
    assert theirs.foreign_sheets == here.foreign_sheets  # the host's, whose exercise it is


def test_an_exercise_that_is_hidden_leaves_its_clock() -> None:
    here = plan(title="SECRET", releasable_to="KAZ")
    seen = view_of(here, AZE).plan.exercise
    assert seen.time_zone == here.exercise.time_zone
    assert seen.model_dump(exclude_defaults=True, exclude={"time_zone"}) == {}


@pytest.mark.parametrize(
    ("role", "trusted", "kinds"),
    [
        (Role.PLANNER, False, {"serials", "rules", "injects"}),
        (Role.CONTROLLER, False, {"serials", "rules", "injects"}),
        (Role.TRAINING_AUDIENCE, False, {"serials"}),
        (Role.TRAINING_AUDIENCE, True, {"serials", "rules", "injects"}),
        (Role.OBSERVER, False, {"serials"}),
        (Role.OBSERVER, True, {"serials", "injects"}),
        (Role.VISITOR, False, set()),
    ],
)
def test_a_role_takes_kinds_away(role: Role, trusted: bool, kinds: set[str]) -> None:
    here = plan(serials=[serial("S-1")], rules=[rule("R-1", "quiet hours", hours="22:00-06:00")])
    inject = MODELS[RecordKind.INJECT](id="I-1")
    here = here.model_copy(update={"injects": (inject,)})
    seen = view_of(here, Reader("AZE", role, trusted)).plan
    assert {kind for kind in ("serials", "rules", "injects") if getattr(seen, kind)} == kinds


def test_a_visitor_sees_of_what_is_released_to_visitors_what_a_programme_needs() -> None:
    here = plan(
        serials=[
            serial("S-1", releasable_to="ALL; VISITORS", title="Parade", units="U-1", notes="N"),
            serial("S-2"),
        ]
    )
    for visitor in (Reader("AZE", Role.VISITOR), Reader(None, Role.VISITOR)):
        (seen,) = view_of(here, visitor).plan.serials
        assert (seen.id, seen.title) == ("S-1", "Parade")
        assert (seen.units, seen.notes, seen.duration) == ((), "", None)
    inside = here.serials[0].model_copy(update={"releasable_to": ("KGZ", "VISITORS")})
    here = here.model_copy(update={"serials": (inside,)})
    assert not view_of(
        here, Reader("AZE", Role.VISITOR)
    ).plan.serials  # his nation reads it neither
    assert view_of(here, Reader("KGZ", Role.VISITOR)).plan.serials
    assert view_of(here, Reader("FRA", Role.VISITOR)).plan.serials


def test_reserved_times_say_when_and_where_and_nothing_else() -> None:
    secret: dict[str, Any] = {"releasable_to": "KAZ", "setup": 30}
    here = plan(
        areas=[area("A", serials_at_once=3), area("X", releasable_to="KAZ")],
        units=[unit("U-1")],
        serials=[serial(f"S-{n}", **secret) for n in range(1, 5)] + [serial("S-5")],
    )
    placements = [
        placed("S-1", "2024-07-09 09:00", areas="A + X", units="U-1"),
        placed("S-2", "2024-07-09 10:30", areas="A"),  # taken from 10:00, when the first is over
        placed("S-3", "2024-07-09 10:45", areas="A"),
        placed("S-4", "2024-07-10 09:00", areas="X"),
        placed("S-5", "2024-07-10 09:00", areas="A"),
    ]
    times = view_of(here, AZE, placements).reserved
    begins = placements[0].begins
    assert [(t.kind.value, t.id, t.begins - begins, t.ends - begins) for t in times] == [
        ("areas", "A", timedelta(minutes=-30), timedelta(minutes=165)),
        ("units", "U-1", timedelta(0), timedelta(hours=1)),
    ]
    assert view_of(here, KAZ, placements).reserved == ()
    assert view_of(here, Reader("AZE", Role.VISITOR), placements).reserved == ()


def test_findings_speak_of_what_a_reader_sees() -> None:
    here = plan(
        nations=[nation("AZE"), nation("KAZ", releasable_to="KAZ")],
        units=[unit("U-1", "KAZ")],
        serials=[serial("S-1", units="U-1; NOWHERE", areas="X", duration=None)],
    )
    told = findings_of(view_of(here, AZE))
    assert {(found.code, found.place.field) for found in told} >= {("B201", "duration")}
    assert all("NOWHERE" not in found.text for found in told)
    # The unit's nation is hidden, not missing: he has nothing to fill in.
    assert ("B201", "nation") not in {(found.code, found.place.field) for found in told}
    assert findings_of(view_of(here, AUTHOR)) == judge(here)
    assert findings_of(view_of(here, Reader("AZE", Role.OBSERVER))) == ()


@settings(max_examples=60, deadline=None)
@given(planting=PLANTINGS, reader=READERS)
def test_a_view_of_a_view_is_that_view(planting: Planting, reader: Reader) -> None:
    once = view_of(planted(planting).plan, reader).plan
    assert view_of(once, reader).plan == once
    for _, _, record in once.every_record():
        if record is not once.exercise:
            assert may_read(reader, record, once)


def _contents(plan: Plan) -> set[tuple[Any, ...]]:
    """What a plan says, in small pieces: kind, id, field and each part of its value, without labels."""
    pieces: set[tuple[Any, ...]] = set()
    for kind, _, record in plan.every_record():
        for name, value in record.model_dump().items():
            if name not in ("owner", "releasable_to", "time_zone"):
                parts = value if isinstance(value, tuple) else (value,)
                pieces |= {(kind, record.id, name, repr(part)) for part in parts if part}
    return pieces


@settings(max_examples=60, deadline=None)
@given(planting=PLANTINGS, reader=READERS, data=st.data())
def test_a_wider_label_never_hides_anything(
    planting: Planting, reader: Reader, data: st.DataObject
) -> None:
    narrow = planted(planting).plan
    kind = data.draw(st.sampled_from([k for k in MODELS if k is not RecordKind.EXERCISE]))
    number = data.draw(st.integers(0, len(narrow.records(kind)) - 1))
    record = narrow.records(kind)[number]
    nations = [n.id for n in narrow.nations]
    further = data.draw(st.sampled_from([*nations, "ALL", "VISITORS"]))
    own = tuple(record.releasable_to) or ("NOBODY",)
    wide = []
    for label in (own, (*own, further)):
        records = list(narrow.records(kind))
        records[number] = record.model_copy(update={"releasable_to": label})
        wide.append(narrow.model_copy(update={kind.value: tuple(records)}))
    before, after = (_contents(view_of(plan, reader).plan) for plan in wide)
    assert before <= after


def _roles_apart() -> list[tuple[Reader, Reader]]:
    return [(r, Reader(r.nation)) for r in readers() if r.nation and r.nation != "NOWHERE"]


@settings(max_examples=60, deadline=None)
@given(planting=PLANTINGS, pair=st.sampled_from(_roles_apart()))
def test_a_role_never_adds_to_what_its_nation_reads(
    planting: Planting, pair: tuple[Reader, Reader]
) -> None:
    here = planted(planting).plan
    less, more = (_contents(view_of(here, reader).plan) for reader in pair)
    assert less <= more


@settings(max_examples=30, deadline=None)
@given(planting=PLANTINGS, reader=READERS, data=st.data())
def test_a_changed_plan_is_seen_as_if_it_were_seen_for_the_first_time(
    planting: Planting, reader: Reader, data: st.DataObject
) -> None:
    here = planted(planting).plan
    view_of(here, reader)
    kind = data.draw(st.sampled_from(list(MODELS)))
    record = here.records(kind)[-1]
    changes: dict[str, Any] = data.draw(
        st.sampled_from(
            [
                {"releasable_to": ("ALL",)},
                {"releasable_to": (here.nations[0].id,)},
                {"owner": here.nations[1].id},
                {"id": "NEW"},
                {"title": "NEW"},
            ]
        )
    )
    changed = record.model_copy(update=changes)
    records: Any = changed
    if kind is not RecordKind.EXERCISE:
        records = (*here.records(kind)[:-1], changed)
    after = here.model_copy(update={kind.value: records})
    anew = Plan.model_validate_json(after.model_dump_json())
    seen, fresh = view_of(after, reader), view_of(anew, reader)
    assert (seen.plan, seen.places, seen.emptied) == (fresh.plan, fresh.places, fresh.emptied)


def test_what_did_not_change_is_shared_and_forgotten_with_its_plan() -> None:
    here = plan(serials=[serial("S-1", units="U-X"), serial("S-2")], units=[])
    first = view_of(here, AZE).plan
    after = here.model_copy(update={"serials": (here.serials[0], serial("S-3"))})
    assert view_of(after, AZE).plan.serials[0] is first.serials[0]
    assert view_of(here, Reader("AZE", Role.DIRECTOR)).plan is first
    address = id(here.serials[0])
    assert address in _facts
    gone = serial("S-GONE", units="U-X")
    view_of(plan(serials=[gone]), AZE)
    known = len(_facts)
    del gone
    gc.collect()
    assert len(_facts) <= known
