"""Who may read a record, and how a product is marked."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import Plan
from birlik.exercise.records.record import Record
from birlik.exercise.records.setting import ReleaseDefault
from birlik.exercise.release import (
    AUTHOR,
    Reader,
    Role,
    marking,
    may_read,
    owner_of,
    readable_fields,
    released_to,
)
from tests.building import area, nation, plan_with, serial, unit

NATIONS = ("AZE", "KAZ", "KGZ")


def plan(**fields: Any) -> Plan:
    """Plan hosted by KAZ."""
    return plan_with(nations=[nation(name) for name in NATIONS], **fields)


@pytest.mark.parametrize(
    ("record", "owner"),
    [
        (serial("S-1"), "KAZ"),
        (serial("S-1", owner="AZE"), "AZE"),
        (unit("U-1", "AZE"), "AZE"),
        (unit("U-1", "AZE", owner="KGZ"), "KGZ"),
    ],
)
def test_a_record_is_owned_by_its_owner_its_nation_or_the_host(record: Record, owner: str) -> None:
    assert owner_of(record, plan()) == owner


@pytest.mark.parametrize(
    ("label", "default", "readers"),
    [
        ("", "", {"KAZ"}),
        ("AZE", "", {"AZE", "KAZ"}),
        ("", "KGZ", {"KGZ", "KAZ"}),
        ("AZE", "ALL", {"AZE", "KAZ"}),  # its own label counts, not the default
        ("KAZ", "ALL", {"KAZ"}),
        ("", "ALL", {"AZE", "KAZ", "KGZ"}),
        ("ALL", "", {"AZE", "KAZ", "KGZ"}),
    ],
)
def test_a_label_or_else_the_default_names_the_readers(
    label: str, default: str, readers: set[str]
) -> None:
    here = plan(default_release=default)
    record = area("A", releasable_to=label)
    assert released_to(record, here) == readers
    assert {name for name in NATIONS if may_read(Reader(name), record, here)} == readers
    assert may_read(AUTHOR, record, here)


def test_a_nation_that_takes_no_part_reads_nothing() -> None:
    assert not may_read(Reader("XYZ"), serial("S-1", releasable_to="ALL"), plan())
    assert not may_read(Reader(""), serial("S-1", releasable_to="ALL"), plan())


def test_without_a_host_or_owner_nobody_reads_what_has_no_label() -> None:
    orphan = plan(host="")
    assert owner_of(serial("S-1"), orphan) is None
    assert released_to(serial("S-1"), orphan) == frozenset()


def test_a_product_is_marked_for_those_who_may_read_all_of_it() -> None:
    here = plan()
    assert marking([], here) == "REL TO ALL"
    assert marking([serial("S-1", releasable_to="ALL")], here) == "REL TO ALL"
    parts = [serial("S-1", releasable_to="AZE; KGZ"), serial("S-2", releasable_to="AZE")]
    assert marking(parts[:1], here) == "REL TO ALL"
    assert marking(parts, here) == "REL TO AZE, KAZ"
    assert marking([unit("U-1", "AZE"), unit("U-2", "KGZ")], here) == "REL TO NOBODY"


def with_defaults(*defaults: tuple[str, str, str], **fields: Any) -> Plan:
    """Plan with release defaults, each of a kind, a nation and a label."""
    records = tuple(
        ReleaseDefault.model_validate(
            {"id": f"D-{number}", "kind": kind, "nation": owner, "default_release": label}
        )
        for number, (kind, owner, label) in enumerate(defaults)
    )
    return plan(**fields).model_copy(update={"release_defaults": records})


@pytest.mark.parametrize(
    ("defaults", "readers"),
    [
        ([], {"AZE", "KAZ", "KGZ"}),  # the exercise's own default
        ([("", "", "")], {"AZE"}),
        ([("serials", "", "KGZ"), ("", "", "")], {"AZE", "KGZ"}),
        ([("", "AZE", "KAZ"), ("serials", "", "KGZ")], {"AZE", "KAZ"}),  # his own nation's word
        ([("serials", "AZE", "KGZ"), ("", "AZE", "KAZ")], {"AZE", "KGZ"}),
        ([("units", "AZE", ""), ("", "KGZ", "")], {"AZE", "KAZ", "KGZ"}),  # of others
        ([("serials", "AZE", "KGZ; KAZ"), ("serials", "AZE", "KAZ")], {"AZE", "KAZ"}),
        ([("serials", "AZE", "ALL; VISITORS"), ("serials", "AZE", "KAZ")], {"AZE", "KAZ"}),
    ],
)
def test_of_the_defaults_that_speak_of_a_record_the_nearest_counts(
    defaults: list[tuple[str, str, str]], readers: set[str]
) -> None:
    here = with_defaults(*defaults, default_release="ALL")
    assert released_to(serial("S-1", owner="AZE"), here) == readers
    assert released_to(serial("S-1", owner="AZE", releasable_to="KGZ"), here) == {"AZE", "KGZ"}


def test_what_cannot_be_read_releases_nothing() -> None:
    here = plan(default_release="ALL")
    unsure = serial("S-1", owner="AZE").model_copy(update={"unread": {"releasable_to": "A Z"}})
    assert released_to(unsure, here) == {"AZE"}
    elsewhere = serial("S-1", owner="AZE").model_copy(update={"unread": {"duration": "soon"}})
    assert released_to(elsewhere, here) == {"AZE", "KAZ", "KGZ"}
    default = ReleaseDefault(id="D-1", kind=RecordKind.SERIAL, unread={"default_release": "A Z"})
    closed = here.model_copy(update={"release_defaults": (default,)})
    assert released_to(serial("S-1", owner="AZE"), closed) == {"AZE"}
    assert released_to(area("A"), closed) == {"AZE", "KAZ", "KGZ"}


def test_everybody_reads_the_record_of_his_own_nation() -> None:
    here = plan()
    assert [n.id for n in here.nations if may_read(Reader("AZE"), n, here)] == ["AZE"]
    assert may_read(Reader("AZE", Role.VISITOR), here.nations[0], here)


def test_all_means_nations_and_visitors_are_named() -> None:
    here = plan()
    visitor = Reader(None, Role.VISITOR)
    assert not may_read(visitor, serial("S-1", releasable_to="ALL"), here)
    for label in ("VISITORS", "visitors; ALL", "AZE; Visitors"):
        assert may_read(visitor, serial("S-1", releasable_to=label), here)
    assert serial("S-1", releasable_to="visitors; AZE; all").releasable_to == ("ALL", "VISITORS")
    assert not may_read(Reader("AZE"), serial("S-1", releasable_to="VISITORS"), here)


def test_only_the_author_reads_for_no_nation_and_in_no_role() -> None:
    assert AUTHOR.whole
    for reader in (Reader(None, Role.DIRECTOR), Reader(None, Role.VISITOR), Reader("")):
        assert not reader.whole
        assert not may_read(reader, serial("S-1"), plan())


def test_fields_are_those_of_the_role_and_what_is_beside_them_is_the_owners() -> None:
    here, record = plan(), serial("S-1", owner="AZE", releasable_to="ALL; VISITORS")
    assert {"notes", "duration", "extra", "unread"} <= readable_fields(Reader("AZE"), record, here)
    assert "extra" not in readable_fields(Reader("KAZ"), record, here)
    assert "notes" in readable_fields(Reader("KAZ"), record, here)
    audience = readable_fields(Reader("KAZ", Role.TRAINING_AUDIENCE), record, here)
    assert "units" in audience
    assert not {"notes", "priority", "extra"} & audience
    assert "units" not in readable_fields(Reader(None, Role.VISITOR), record, here)
    assert readable_fields(Reader("KAZ"), serial("S-1", owner="AZE"), here) == frozenset()


@pytest.mark.parametrize(
    ("labels", "mark"),
    [
        (["ALL; VISITORS"], "REL TO ALL, VISITORS"),
        (["ALL; VISITORS", "ALL"], "REL TO ALL"),
        (["AZE; VISITORS", "ALL; VISITORS"], "REL TO AZE, KAZ, VISITORS"),
    ],
)
def test_a_marking_names_visitors_if_they_may_read_every_part(labels: list[str], mark: str) -> None:
    assert marking([serial("S-1", releasable_to=label) for label in labels], plan()) == mark


RECORDS = st.builds(
    lambda owner, label: serial("S-1", owner=owner, releasable_to=label),
    st.sampled_from(["", *NATIONS]),
    st.sets(st.sampled_from([*NATIONS, "ALL"])).map("; ".join),
)


@given(st.lists(RECORDS, max_size=4), st.sampled_from(["", "AZE", "ALL"]))
def test_whoever_is_named_by_a_marking_may_read_every_part(
    records: list[Record], default: str
) -> None:
    here = plan(default_release=default)
    mark = marking(records, here)
    named = set(NATIONS) if mark == "REL TO ALL" else set(mark[7:].split(", ")) - {"NOBODY"}
    for name in NATIONS:
        reads_all = all(may_read(Reader(name), record, here) for record in records)
        assert reads_all == (name in named)
