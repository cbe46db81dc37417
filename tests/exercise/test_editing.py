"""Who may change which record, what is refused, and what stays though its reader does not see it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from birlik.exercise.columns import RecordKind
from birlik.exercise.editing import (
    Change,
    Refused,
    edited,
    may_add,
    may_edit,
    may_remove,
)
from birlik.exercise.plan import MODELS, Plan
from birlik.exercise.records.setting import ReleaseDefault
from birlik.exercise.references import named, reference_fields
from birlik.exercise.release import AUTHOR, Reader, Role, owner_of, released_to
from birlik.exercise.view import view_of
from tests.building import area, nation, plan_with, serial, travel, unit
from tests.release.markers import Planting, planted, readers

SERIAL = RecordKind.SERIAL


def plan(**fields: Any) -> Plan:
    """Plan hosted by KAZ that releases to all what says nothing else."""
    usual: dict[str, Any] = {
        "nations": [nation(name) for name in ("AZE", "KAZ", "KGZ")],
        "default_release": "ALL",
    }
    return plan_with(**usual | fields)


def changed(
    here: Plan, reader: Reader, kind: RecordKind, place: int | None, /, **fields: Any
) -> Plan:
    """Plan after a reader's change."""
    return edited(here, view_of(here, reader), Change(kind, place, fields))


def _plan_of_all() -> Plan:
    here = plan(
        serials=[
            serial("S-K"),
            serial("S-A", owner="AZE"),
            serial("S-X", owner="KGZ", releasable_to="KGZ"),
        ]
    )
    inject = MODELS[RecordKind.INJECT]
    script = (inject(id="I-K"), inject(id="I-A", owner="AZE"), inject(id="I-G", owner="KGZ"))
    return here.model_copy(update={"injects": script})


@pytest.mark.parametrize(
    ("reader", "records"),
    [
        (AUTHOR, "UNITY-24 S-K S-A S-X I-K I-A I-G"),
        (Reader("KAZ", Role.DIRECTOR), "UNITY-24 S-K S-A I-K I-A I-G"),
        (Reader("KAZ", Role.CHIEF_PLANNER), "UNITY-24 S-K S-A I-K I-A I-G"),
        (Reader("KAZ", Role.PLANNER), "S-K I-K"),
        (Reader("KAZ", Role.CONTROLLER), "I-K I-A I-G"),
        (Reader("AZE", Role.DIRECTOR), "S-A I-A"),
        (Reader("AZE", Role.PLANNER), "S-A I-A"),
        (Reader("AZE", Role.CONTROLLER), "I-A"),
        (Reader("AZE", Role.OBSERVER, trusted=True), ""),
        (Reader("AZE", Role.TRAINING_AUDIENCE, trusted=True), ""),
        (Reader("AZE", Role.VISITOR), ""),
        (Reader(None, Role.DIRECTOR), ""),
        (Reader("", Role.PLANNER), ""),
    ],
)
def test_who_may_change_which_record(reader: Reader, records: str) -> None:
    here = _plan_of_all()
    every = [here.exercise, *here.serials, *here.injects]
    assert " ".join(r.id for r in every if may_edit(reader, r, here)) == records


def test_what_is_added_belongs_to_the_nation_of_whoever_adds_it() -> None:
    here = plan()
    assert changed(here, Reader("AZE"), SERIAL, None, id="S-1").serials[0].owner == "AZE"
    assert changed(here, Reader("KAZ"), SERIAL, None, id="S-1").serials[0].owner is None
    own = changed(here, Reader("AZE"), RecordKind.UNIT, None, id="U-1", nation="AZE")
    assert own.units[0].owner is None
    for reader, kind in [
        (Reader("AZE", Role.VISITOR), SERIAL),
        (Reader("AZE", Role.CONTROLLER), SERIAL),
        (Reader("AZE", Role.DIRECTOR), RecordKind.NATION),
        (Reader("KAZ", Role.DIRECTOR), RecordKind.EXERCISE),
    ]:
        assert not may_add(reader, kind, here)
        with pytest.raises(Refused, match="may not add"):
            changed(here, reader, kind, None, id="NEW")


def test_nobody_gives_a_record_away_or_takes_one() -> None:
    here = plan(serials=[serial("S-1", owner="AZE")], units=[unit("U-1", "AZE")])
    given: list[tuple[Reader, RecordKind, dict[str, Any]]] = [
        (Reader("AZE"), SERIAL, {"owner": "KGZ"}),
        (Reader("AZE"), SERIAL, {"owner": None}),  # which would make it the host's
        (Reader("AZE"), RecordKind.UNIT, {"nation": "KGZ"}),
    ]
    for reader, kind, fields in given:
        with pytest.raises(Refused, match="stays with the nation that owns it"):
            changed(here, reader, kind, 0, **fields)
    with pytest.raises(Refused, match="stays with"):
        changed(here, Reader("AZE"), SERIAL, None, id="S-2", owner="KGZ")
    with pytest.raises(Refused, match="not yours"):
        changed(here, Reader("KAZ", Role.DIRECTOR), SERIAL, 0, owner="KAZ")


def test_only_the_owner_says_who_reads_a_record() -> None:
    here = plan(serials=[serial("S-1", owner="AZE", releasable_to="KAZ")])
    leader = Reader("KAZ", Role.CHIEF_PLANNER)
    assert changed(here, leader, SERIAL, 0, title="Moved").serials[0].title == "Moved"
    with pytest.raises(Refused, match="Releasable to of this serial is not yours to change"):
        changed(here, leader, SERIAL, 0, releasable_to="ALL")
    with pytest.raises(Refused, match="Only its owner may remove"):
        edited(here, view_of(here, leader), Change(SERIAL, 0, remove=True))
    wider = changed(here, Reader("AZE"), SERIAL, 0, releasable_to="ALL; VISITORS")
    assert wider.serials[0].releasable_to == ("ALL", "VISITORS")
    assert edited(here, view_of(here, Reader("AZE")), Change(SERIAL, 0, remove=True)).serials == ()
    assert not may_remove(leader, here.exercise, here)


def test_no_default_releases_what_other_nations_own() -> None:
    here = plan(default_release="")
    leader = Reader("KAZ", Role.DIRECTOR)
    with pytest.raises(Refused, match="records of other nations"):
        changed(here, leader, RecordKind.EXERCISE, 0, default_release="ALL")
    default = RecordKind.RELEASE_DEFAULT
    for reader, fields in [
        (leader, {"default_release": "KGZ"}),
        (leader, {"default_release": "KAZ", "nation": "AZE", "owner": "KAZ"}),
        (Reader("AZE"), {"default_release": "AZE", "kind": "units"}),
    ]:
        with pytest.raises(Refused, match=r"records of other nations|stays with"):
            changed(here, reader, default, None, id="D-1", **fields)
    after = changed(
        here, Reader("AZE"), default, None, id="D-1", nation="AZE", default_release="ALL"
    )
    assert released_to(serial("S-1", owner="AZE"), after) == {"AZE", "KAZ", "KGZ"}
    assert released_to(serial("S-1"), after) == {"KAZ"}
    narrower = changed(plan(), leader, RecordKind.EXERCISE, 0, default_release="")
    assert narrower.exercise.default_release == ()


def test_the_host_stays_the_host() -> None:
    with pytest.raises(Refused, match="Host of this exercise is not yours"):
        changed(plan(), Reader("KAZ", Role.DIRECTOR), RecordKind.EXERCISE, 0, host="AZE")


def test_an_id_that_is_hidden_is_refused_as_one_that_is_absent() -> None:
    here = plan(serials=[serial("S-1", owner="AZE"), serial("S-X", releasable_to="KAZ")])
    sentences = []
    for name in ("S-X", "S-Y"):
        with pytest.raises(Refused) as refused:
            changed(here, Reader("AZE"), SERIAL, 0, after=name)
        sentences.append(str(refused.value).replace(name, "…"))
    assert sentences == ['You see no serial that is called "…"; add it first'] * 2
    with pytest.raises(Refused, match="no area of the site"):
        changed(here, Reader("AZE"), RecordKind.TRAVEL, None, origin="CAVE", destination="CAVE")
    for place in (-1, 1, 99):
        with pytest.raises(Refused, match="There is no such serial"):
            changed(here, Reader("AZE"), SERIAL, place, title="x")


def test_what_a_reader_does_not_see_stays_in_the_lists_that_he_changes() -> None:
    secret = {"releasable_to": "KAZ"}
    here = plan(
        areas=[area("A"), area("B"), area("X", **secret)],
        serials=[
            serial(
                "S-1",
                owner="AZE",
                areas="X | A | X + B | B",
                never_with="S-X; S-2",
                after="S-X +60",
            ),
            serial("S-2"),
            serial("S-X", **secret),
        ],
    )
    after = changed(here, Reader("AZE"), SERIAL, 0, areas="B | A", never_with="", after="S-2")
    kept = after.serials[0]
    assert [str(choice) for choice in kept.areas] == ["X", "B", "A", "X + B"]
    assert kept.never_with == ("S-X",)
    assert [str(order) for order in kept.after] == ["S-X +60", "S-2"]
    again = view_of(after, Reader("AZE")).plan.serials[0]
    assert ([str(c) for c in again.areas], again.never_with) == (["B", "A"], ())


def test_a_value_that_cannot_be_read_is_named_with_its_column() -> None:
    here = plan(serials=[serial("S-1")])
    with pytest.raises(Refused, match=r'Duration: "soon" is not a length'):
        changed(here, Reader("KAZ"), SERIAL, 0, duration="soon")
    with pytest.raises(Refused, match='A serial has no field "colour"'):
        changed(here, Reader("KAZ"), SERIAL, 0, colour="red")
    moved = changed(here, Reader("KAZ"), SERIAL, 0, fixed="2024-07-09 09:00")
    assert moved.serials[0].fixed is not None
    assert moved.serials[0].fixed.hour == 4  # the exercise's clock is five hours ahead


def test_a_value_that_takes_the_place_of_an_unread_one_replaces_it() -> None:
    odd = serial("S-1").model_copy(update={"unread": {"duration": "soon", "people": "many"}})
    after = changed(plan(serials=[odd]), Reader("KAZ"), SERIAL, 0, duration=90)
    assert after.serials[0].duration == 90
    assert after.serials[0].unread == {"people": "many"}


EDITORS = [r for r in readers() if r.nation and r.role in {*Role} - {Role.VISITOR, Role.OBSERVER}]


@settings(max_examples=60, deadline=None)
@given(
    planting=st.integers(0, 10**6).map(Planting),
    reader=st.sampled_from(EDITORS),
    data=st.data(),
)
def test_no_edit_loses_a_hidden_reference_or_moves_what_others_may_read(
    planting: Planting, reader: Reader, data: st.DataObject
) -> None:
    here = planted(planting).plan
    view = view_of(here, reader)
    kind = data.draw(st.sampled_from([k for k in MODELS if view.plan.records(k)]))
    place = data.draw(st.integers(0, len(view.plan.records(kind)) - 1))
    shown = view.plan.records(kind)[place]
    fields: dict[str, Any] = {}
    for name, _, _ in reference_fields(kind):
        value = getattr(shown, name)
        if isinstance(value, tuple) and name not in ("releasable_to", "default_release"):
            fields[name] = tuple(data.draw(st.permutations(value)))[: data.draw(st.integers(0, 9))]
    try:
        after = edited(here, view, Change(kind, place, fields))
    except Refused:
        return
    whole, then = (
        here.exercise
        if kind is RecordKind.EXERCISE
        else here.records(kind)[view.places[kind][place]],
        after.records(kind)[view.places[kind][place]]
        if kind is not RecordKind.EXERCISE
        else after.exercise,
    )
    for name, targets, _ in reference_fields(kind):
        before = getattr(whole, name)
        if name in fields:
            known = view.known.of(*targets)
            hidden = [part for part in before if not set(named(part)) <= known]
            kept = [part for part in getattr(then, name) if part in hidden]
            assert sorted(map(str, kept)) == sorted(map(str, hidden))
            shown_after = getattr(view_of(after, reader).plan.records(kind)[place], name)
            assert shown_after == fields[name]
    for one, _, record in here.every_record():
        twin = record if record is not whole else then
        assert owner_of(twin, after) == owner_of(record, here)
        if owner_of(record, here) != reader.nation:
            assert released_to(twin, after) == released_to(record, here), one


def test_a_default_of_release_is_a_record_that_its_nation_owns() -> None:
    default = ReleaseDefault(id="D-1", nation="AZE", default_release=("KGZ",))
    here = plan().model_copy(update={"release_defaults": (default,)})
    assert may_edit(Reader("AZE"), default, here)
    assert not may_edit(Reader("KAZ", Role.DIRECTOR), default, here)


def test_a_way_between_sites_that_are_seen_is_taken() -> None:
    here = plan(areas=[area("A"), area("B")], travel=[travel("A", "B", 30, owner="AZE")])
    after = changed(here, Reader("AZE"), RecordKind.TRAVEL, 0, origin="B", minutes=45)
    assert (after.travel[0].origin, after.travel[0].minutes) == ("B", 45)
