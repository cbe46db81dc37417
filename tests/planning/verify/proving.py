"""How a rule's test is written: a plan, a timetable that keeps the rule, and one that just breaks it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps

from birlik.exercise.plan import Plan
from birlik.planning.timetable import Placement, Timetable
from birlik.planning.verify import verify
from tests.building import placed, timetable_with

#: A plan, then the placements (or the whole timetable) of a right and of a wrong timetable.
Proof = tuple[Plan, Sequence[Placement] | Timetable, Sequence[Placement] | Timetable]

#: Name of each test that proves a code, and the code.
PROVEN: dict[str, str] = {}


def at(
    serial: str, clock: str, minutes: int = 60, *, areas: str = "", units: str = ""
) -> Placement:
    """Serial placed on Tuesday 9 July 2024."""
    return placed(serial, f"2024-07-09 {clock}", minutes, areas=areas, units=units)


def on(
    serial: str, day: int, clock: str, minutes: int = 60, *, areas: str = "", units: str = ""
) -> Placement:
    """Serial placed on a day of July 2024; the 8th is a Monday."""
    return placed(serial, f"2024-07-{day:02} {clock}", minutes, areas=areas, units=units)


def codes(timetable: Timetable, plan: Plan) -> list[str]:
    """Codes of all findings, in order."""
    return [found.code for found in verify(timetable, plan)]


def proves(
    code: str, said: str = "", field: str | None = None
) -> Callable[[Callable[[], Proof]], Callable[[], None]]:
    """Make a test of a function that builds a proof.

    The right timetable has no finding. The wrong one has findings of this code alone; one of them says
    `said`, and is placed in this field of a serial of the plan.
    """

    def as_test(build: Callable[[], Proof]) -> Callable[[], None]:
        PROVEN[build.__name__] = code

        @wraps(build)
        def test() -> None:
            plan, right, wrong = build()
            assert [found.text for found in verify(_timetable(plan, right), plan)] == []
            found = verify(_timetable(plan, wrong), plan)
            assert {each.code for each in found} == {code}, [each.text for each in found]
            if said:
                assert said in [each.message for each in found]
            if field:
                assert {each.place.field for each in found} == {field}
                for each in found:
                    assert each.place.index is not None
                    assert plan.serials[each.place.index].id == each.place.record

        return test

    return as_test


def _timetable(plan: Plan, made: Sequence[Placement] | Timetable) -> Timetable:
    return made if isinstance(made, Timetable) else timetable_with(plan, *made)
