"""What a serial asks for in one cell: areas, units to choose, amounts, order; and release labels."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from birlik.exercise.values.demands import (
    After,
    Amount,
    Amounts,
    AreaSet,
    AreaSets,
    Orders,
    Release,
    UnitDemand,
    UnitDemands,
)
from tests.strategies.values import ids, texts


def read(kind: Any, value: Any) -> Any:
    return TypeAdapter(kind).validate_python(value)


def why_not(kind: Any, value: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        read(kind, value)
    error = refused.value.errors()[0]
    return str(error.get("ctx", {}).get("error", error["msg"]))


@pytest.mark.parametrize(
    ("text", "sets"),
    [
        ("TOKMAK-1", [("TOKMAK-1",)]),
        ("TOKMAK-1 + TOKMAK-SEA", [("TOKMAK-1", "TOKMAK-SEA")]),
        ("TOKMAK-1+SEA | OYMASHA-1", [("TOKMAK-1", "SEA"), ("OYMASHA-1",)]),
        ("A; B, C\nD", [("A",), ("B",), ("C",), ("D",)]),
        ("A or B", [("A",), ("B",)]),
        ("AORTA | ORBIT", [("AORTA",), ("ORBIT",)]),
        ("A || B |", [("A",), ("B",)]),
        ("", []),
        (12, [("12",)]),
    ],
)
def test_sets_of_areas(text: str, sets: list[tuple[str, ...]]) -> None:
    assert [choice.areas for choice in read(AreaSets, text)] == sets


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("A +", '"A +" has nothing on one side of the +'),
        ("A + A", '"A + A" names an area twice'),
        ("A B", 'an id is letters, digits and hyphens, as S-204; "A B" holds a space'),
        ("A(1)", 'an id is letters, digits and hyphens, as S-204; "A(1)" holds "("'),
        ("A" * 65, "an id has at most 64 characters; this one has 65"),
    ],
)
def test_what_is_no_set_of_areas(text: str, why: str) -> None:
    assert why in why_not(AreaSets, text)


@given(st.lists(ids(), min_size=1, max_size=4, unique=True))
def test_sets_of_areas_are_read_as_they_are_written(areas: list[str]) -> None:
    choice = AreaSet(areas=tuple(areas))
    assert AreaSet.parse(str(choice)) == choice
    assert read(AreaSets, f"{choice} | {choice}") == (choice, choice)


@pytest.mark.parametrize(
    ("text", "count", "kind", "nation"),
    [
        ("2 x ASSAULT @ KAZ", 2, "ASSAULT", "KAZ"),
        ("2xASSAULT@KAZ", 2, "ASSAULT", "KAZ"),
        ("2 × ASSAULT", 2, "ASSAULT", None),
        ("2 х ASSAULT", 2, "ASSAULT", None),  # a Cyrillic letter that looks like an x
        ("2 X naval special forces", 2, "naval special forces", None),
        ("1 x * @ UZB", 1, None, "UZB"),
        ("1 x @ UZB", 1, None, "UZB"),
        ("3 x", 3, None, None),
        ("1000 x TANK", 1000, "TANK", None),
    ],
)
def test_units_to_choose(text: str, count: int, kind: str | None, nation: str | None) -> None:
    assert UnitDemand.parse(text) == UnitDemand(count=count, kind=kind, nation=nation)


@pytest.mark.parametrize(
    "text", ["ASSAULT", "x ASSAULT", "0 x TANK", "1.5 x TANK", "1001 x TANK", ""]
)
def test_what_is_no_units_to_choose(text: str) -> None:
    with pytest.raises(ValueError, match="is not units to choose; write it as 2 x ASSAULT @ KAZ"):
        UnitDemand.parse(text)


@pytest.mark.parametrize("kind", ["", "*", "A;B", "A@B", "A\nB"])
def test_a_kind_from_a_file_can_be_written_in_a_cell(kind: str) -> None:
    with pytest.raises(ValidationError, match="cannot be the kind of a unit to choose"):
        UnitDemand(count=1, kind=kind)


KINDS = texts(12).filter(lambda text: text not in ("", "*") and not set(text) & set(";,@\n\r"))


@given(st.integers(1, 1000), st.none() | KINDS, st.none() | ids())
def test_units_to_choose_are_read_as_they_are_written(
    count: int, kind: str | None, nation: str | None
) -> None:
    demand = UnitDemand(count=count, kind=kind, nation=nation)
    assert UnitDemand.parse(str(demand)) == demand
    assert read(UnitDemands, f"{demand}; {demand}") == (demand, demand)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2 x SAFETY-TEAM", "2 x SAFETY-TEAM"),
        ("1.5 x HELI-HOURS", "1.5 x HELI-HOURS"),
        ("1,5 x HELI-HOURS", "1.5 x HELI-HOURS"),
        ("0,250 x FUEL", "0.25 x FUEL"),
        ("0x A", "0 x A"),
        ("1200 x AMMO", "1200 x AMMO"),
    ],
)
def test_amounts(text: str, written: str) -> None:
    assert str(Amount.parse(text)) == written


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("SAFETY-TEAM", "is not an amount; write it as 2 x SAFETY-TEAM"),
        ("2 x", "is not an amount; write it as 2 x SAFETY-TEAM"),
        ("-2 x TEAM", "is not an amount; write it as 2 x SAFETY-TEAM"),
        ("1,200 x AMMO", '"1,200" can be 1200 or 1.200; write the one that is meant'),
        ("0.0001 x FUEL", "0.0001 has more than three decimals"),
        ("2 x A B", "holds a space"),
        ("2000000000 x A", "less than or equal to"),
    ],
)
def test_what_is_no_amount(text: str, why: str) -> None:
    assert why in why_not(Amounts, text)


def test_amounts_in_a_cell_are_parted_though_commas_mark_decimals() -> None:
    amounts = read(Amounts, "1,5 x FUEL, 2 x TEAM; 3 x AMMO")
    assert [str(amount) for amount in amounts] == ["1.5 x FUEL", "2 x TEAM", "3 x AMMO"]


@given(st.integers(0, 10**12), ids())
def test_amounts_are_read_as_they_are_written(thousandths: int, resource: str) -> None:
    amount = Amount(quantity=thousandths / 1000, resource=resource)
    assert Amount.parse(str(amount)) == amount


@pytest.mark.parametrize(
    ("text", "least", "most", "gate"),
    [
        ("S-201", 0, None, ""),
        ("S-201 +60", 60, None, ""),
        ("S-201+60", 60, None, ""),
        ("S-201 + 60..240", 60, 240, ""),
        ("S-201 +1 h .. 4 h (dry run passed)", 60, 240, "dry run passed"),
        ("S-201 +1.5 h..2 days", 90, 2880, ""),
        ("S-201 +1:30", 90, None, ""),
        ("S-201 +0..0", 0, 0, ""),
        ("S-201 (gate, with a comma; and more)", 0, None, "gate, with a comma; and more"),
        ("S-201()", 0, None, ""),
    ],
)
def test_orders(text: str, least: int, most: int | None, gate: str) -> None:
    order = After(serial="S-201", min_gap=least, max_gap=most, gate=gate)
    assert read(Orders, text) == (order,)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("S-201 60", "is not an order; write it as S-201 +60..240 (dry run passed)"),
        ("S-201 (", "is not an order"),
        ("S-201 +60..30", '"S-201 +60..30" allows at most 30 min but wants at least 60 min'),
        ("S-201 +soon", '"soon" is not a length of time'),
        ("S-201 +400 days", "less than or equal to 527040"),
    ],
)
def test_what_is_no_order(text: str, why: str) -> None:
    assert why in why_not(Orders, text)


def test_orders_from_a_file_leave_time_between_least_and_most() -> None:
    with pytest.raises(ValidationError, match="at most 30 min is less than at least 60 min"):
        After(serial="S-1", min_gap=60, max_gap=30)
    with pytest.raises(ValidationError, match="cannot hold brackets"):
        After(serial="S-1", gate="dry (run)")


GATES = texts(20).filter(lambda text: not set(text) & set("()"))


@given(ids(), st.integers(0, 5000), st.none() | st.integers(0, 5000), GATES)
def test_orders_are_read_as_they_are_written(
    serial: str, least: int, more: int | None, gate: str
) -> None:
    most = None if more is None else least + more
    order = After(serial=serial, min_gap=least, max_gap=most, gate=gate)
    assert After.parse(str(order)) == order
    assert read(Orders, f"{order}; {order}") == (order, order)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("AZE; KAZ", ("AZE", "KAZ")),
        ("AZE, KAZ; AZE", ("AZE", "KAZ")),
        ("all", ("ALL",)),
        ("AZE; All", ("ALL",)),
        (["AZE", "KAZ"], ("AZE", "KAZ")),
        ("", ()),
        (None, ()),
    ],
)
def test_release_labels(text: Any, label: tuple[str, ...]) -> None:
    assert read(Release, text) == label


@given(st.text(max_size=40))
def test_any_cell_is_read_or_refused(text: str) -> None:
    for kind in (AreaSets, UnitDemands, Amounts, Orders, Release):
        with suppress(ValidationError):
            parts = read(kind, text)
            assert read(kind, "; ".join(str(part) for part in parts)) == parts
