"""Serials that wait for one another in a circle."""

from __future__ import annotations

import pytest

from birlik.exercise.records.serials import Serial
from tests.building import plan_with, serial
from tests.exercise.judge.lines import lines


def chain(**waits: str) -> list[Serial]:
    """Serials by id, each with what it waits for: ``chain(A="B", B="")``."""
    return [serial(name, after=after) for name, after in waits.items()]


def test_a_chain_is_no_circle() -> None:
    assert (
        lines(plan_with(serials=chain(A="", B="A", C="A; B", D="C +60..240 (dry run passed)")))
        == []
    )


def test_a_circle_is_named_once_from_its_first_serial() -> None:
    serials = [serial("S-0"), *chain(**{"S-1": "S-2", "S-2": "S-3", "S-3": "S-1"})]
    assert lines(plan_with(serials=serials)) == [
        (
            "serials S-1 after: B302 S-1 waits for S-2, S-2 for S-3, S-3 for S-1; "
            "one of them cannot wait"
        )
    ]


def test_two_circles_are_named_each() -> None:
    assert lines(plan_with(serials=chain(A="B", B="A", C="D", D="C"))) == [
        "serials A after: B302 A waits for B, B for A; one of them cannot wait",
        "serials C after: B302 C waits for D, D for C; one of them cannot wait",
    ]


def test_the_shortest_of_several_circles_through_a_serial_is_named() -> None:
    assert lines(plan_with(serials=chain(A="B; D", B="C", C="A", D="A"))) == [
        "serials A after: B302 A waits for D, D for A; one of them cannot wait"
    ]


def test_circles_of_one_knot_that_have_no_serial_in_common_are_named_each() -> None:
    found = lines(plan_with(serials=chain(A="B; C", B="A", C="D", D="C; A")))
    assert [line.split("B302 ")[1] for line in found] == [
        "A waits for B, B for A; one of them cannot wait",
        "C waits for D, D for C; one of them cannot wait",
    ]


def test_a_serial_that_only_waits_for_a_circle_is_not_part_of_it() -> None:
    serials = chain(A="B", B="C; A; D", C="A; B", D="")
    assert len([line for line in lines(plan_with(serials=serials)) if " D" in line]) == 0


def test_serials_that_begin_together_wait_as_one() -> None:
    serials = [
        serial("A", after="B"),
        serial("B", together_with="C"),
        serial("C", after="A"),
    ]
    assert lines(plan_with(serials=serials)) == [
        (
            "serials A after: B302 A waits for B, B begins with C, C waits for A; "
            "one of them cannot wait"
        )
    ]


def test_a_serial_cannot_wait_for_one_of_its_own_group() -> None:
    serials = [
        serial("A", together_with="B", after="C"),
        serial("B", together_with="C"),
        serial("C"),
    ]
    assert lines(plan_with(serials=serials)) == [
        "serials A after: B302 A waits for C, C begins with A; one of them cannot wait"
    ]


@pytest.mark.parametrize("close", [False, True])
def test_a_chain_may_be_as_long_as_a_plan(close: bool) -> None:
    last = 5000
    serials = [serial(f"S-{n}", after=f"S-{n + 1}") for n in range(last)]
    serials.append(serial(f"S-{last}", after="S-0" if close else ""))
    found = lines(plan_with(serials=serials))
    if close:
        assert len(found) == 1
        assert found[0].startswith("serials S-0 after: B302 S-0 waits for S-1, S-1 for S-2, ")
        assert found[0].endswith("and so on through 5,001 serials; one of them cannot wait")
    else:
        assert found == []


def test_of_a_great_knot_some_circles_are_named() -> None:
    names = [f"S-{n}" for n in range(60)]
    serials = [serial(name, after=[o for o in names if o != name]) for name in names]
    found = lines(plan_with(serials=serials))
    assert 20 <= len(found) <= 21
    assert all(" B302 " in line for line in found)
