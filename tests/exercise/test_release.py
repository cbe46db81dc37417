"""Who may read a record, and how a product is marked."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birlik.exercise.plan import Plan
from birlik.exercise.records.record import Record
from birlik.exercise.release import AUTHOR, Reader, marking, may_read, owner_of, released_to
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
