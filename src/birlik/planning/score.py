"""How good a solution is, in the planner's own numbers."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from birlik.planning.garbage import garbage_left_alone
from birlik.planning.problem import FairShare, Problem, Solution
from birlik.planning.timetable import Score


@garbage_left_alone()
def score_of(problem: Problem, solution: Solution) -> Score:
    """Score of a solution; activities outside the problem are not counted."""
    missing = [activity for n, activity in enumerate(problem.activities) if n not in solution]
    optional = [0] * 5
    for activity in missing:
        if not activity.mandatory:
            optional[activity.priority - 1] += 1
    ends = [slot.start + problem.activities[n].duration for n, slot in solution.items()]
    return Score(
        mandatory_left_out=sum(activity.mandatory for activity in missing),
        optional_left_out=(optional[0], optional[1], optional[2], optional[3], optional[4]),
        wishes=sum(
            cost
            for number, slot in solution.items()
            for wished, cost in problem.activities[number].wishes
            if not wished.holds(slot.start, slot.start + 1)
        ),
        unfairness=sum(unfairness(problem, share, solution) for share in problem.shares),
        end=max(ends, default=problem.startex) - problem.startex,
        moves=sum(moves_of(problem, solution).values()),
    )


def unfairness(problem: Problem, share: FairShare, solution: Solution) -> int:
    """Minutes by which the nations of a fair-share rule differ beyond what it accepts."""
    used = dict.fromkeys(share.nations, 0)
    for number, slot in solution.items():
        if (number, slot.mode) not in share.counted:
            continue
        activity = problem.activities[number]
        there = activity.nations | {problem.forces[unit].nation for unit in slot.units}
        for nation in there & used.keys():
            used[nation] += activity.duration
    if not used:
        return 0
    return max(0, max(used.values()) - min(used.values()) - share.accepted)


def moves_of(problem: Problem, solution: Solution) -> dict[int, int]:
    """How often each unit goes from one site to another."""
    visits: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, slot in solution.items():
        site = problem.activities[number].modes[slot.mode].site
        if site is not None:
            visit = (slot.start, site)
            for unit in slot.units:
                visits[unit].append(visit)
    for at in visits.values():
        at.sort()
    return {
        unit: sum([before[1] != after[1] for before, after in pairwise(at)])
        for unit, at in visits.items()
    }
