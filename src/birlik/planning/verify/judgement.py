"""All rules of a timetable, one after another, and their findings in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from birlik.exercise.diagnostics import Finding
from birlik.exercise.plan import Plan
from birlik.planning.timetable import Timetable
from birlik.planning.verify import alone, duties, means, orders, shared, statement
from birlik.planning.verify.joined import Joined

#: Every rule about placements.
OF_PLACEMENTS: tuple[Callable[[Joined], Iterator[Finding]], ...] = (
    alone.times,
    alone.hours_and_days,
    alone.light,
    alone.frame,
    alone.time_step,
    alone.closed_hours,
    means.areas_asked,
    means.units_asked,
    means.presence,
    means.opening,
    shared.areas,
    shared.pools,
    shared.danger_zones,
    orders.after,
    orders.together,
    orders.never,
    duties.one_place,
    duties.travel,
    duties.work_and_rest,
)

#: Those, and before them what a timetable says of itself.
CHECKS: tuple[Callable[[Joined], Iterator[Finding]], ...] = (
    statement.origin,
    statement.serials,
    statement.mandatory,
    statement.left_out,
    statement.score,
    *OF_PLACEMENTS,
)


def verify(timetable: Timetable, plan: Plan) -> tuple[Finding, ...]:
    """Everything that is wrong with a timetable, by the rules of ``docs/timetable.md``.

    Parameters
    ----------
    timetable : Timetable
        Any timetable, also a damaged one or one of another plan.
    plan : Plan
        The plan it is checked against, which may be incomplete.

    Returns
    -------
    tuple of Finding
        Empty if every rule is kept; what concerns the timetable as a whole first, then by the order
        of the serials in the plan. Times are those of the exercise's zone.
    """
    joined = Joined(timetable, plan)
    found = dict.fromkeys(each for check in CHECKS for each in check(joined))
    return tuple(sorted(found, key=_order))


def _order(found: Finding) -> tuple[int, str, str, str]:
    place = found.place
    index = -1 if place.index is None or place.kind != "serials" else place.index
    return index, place.record if index < 0 else "", found.code, found.message
