"""Which activities must be free together, and which kept ones could be in their way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from birlik.planning.problem import Problem, Solution
from birlik.planning.repair.kept import Kept

#: Minutes of a day: hours of work reach so far.
DAY = 1440


class Neighbourhood:
    """What each activity has to do with others."""

    def __init__(self, problem: Problem, kept: Kept) -> None:
        self.problem, self.kept = problem, kept
        self.companions = {member: group for group in problem.together for member in group}
        self.followers: defaultdict[int, list[int]] = defaultdict(list)
        for number, activity in enumerate(problem.activities):
            for link in activity.links:
                self.followers[link.before].append(number)
        longest = max((m for speed in problem.travel for row in speed for m in row), default=0)
        rest = max((rule.least for rule in problem.rest), default=0)
        self.reach = max(DAY, longest, rest)

    def closed(self, numbers: Iterable[int]) -> frozenset[int]:
        """Activities with what begins with them, what waits for them, and what they need anew."""
        found = set(numbers) - self.kept.frozen.keys()
        queue = list(found)
        while queue:
            number = queue.pop()
            near = set(self.companions.get(number, ()))
            near |= {
                link.before
                for link in self.problem.activities[number].links
                if link.before not in self.kept.slots
            }
            near |= {n for n in self.followers[number] if n in self.kept.slots}
            for other in near - found - self.kept.frozen.keys():
                found.add(other)
                queue.append(other)
        return frozenset(found)

    def needed(self) -> frozenset[int]:
        """Activities without a kept place that kept or mandatory ones wait for or begin with."""
        activities = self.problem.activities
        wanted = [
            n for n in range(len(activities)) if n in self.kept.weights or activities[n].mandatory
        ]
        found = set()
        for number in wanted:
            near = {link.before for link in activities[number].links}
            near |= self.companions.get(number, frozenset())
            found |= {n for n in near if n not in self.kept.placements}
        return frozenset(found)

    def in_the_way(self, free: frozenset[int]) -> Solution:
        """Kept slots of all others that share anything with the free ones."""
        problem = self.problem
        areas, units, pools, others = set(), set(), set(), set[int]()
        first, last = 1 << 40, -(1 << 40)
        for number in free:
            activity = problem.activities[number]
            for mode in activity.modes:
                areas |= {*mode.areas, *mode.shut}
                if mode.starts:
                    first = min(first, mode.starts.first)
                    last = max(last, mode.starts.last + activity.duration)
            units |= {*activity.units, *activity.candidates}
            pools |= {pool for pool, _ in activity.holds}
            others |= {link.before for link in activity.links}
            others |= set(self.followers[number])
            others |= self.companions.get(number, frozenset())
        for one, other in problem.never:
            if one in free or other in free:
                others |= {one, other}
        found: Solution = {}
        for number, slot in self.kept.slots.items():
            if number in free or number not in self.kept.same_units:
                continue
            activity = problem.activities[number]
            mode = activity.modes[slot.mode]
            near = (
                slot.start - self.reach < last
                and first < slot.start + activity.duration + self.reach
            ) or any(problem.pools[pool].used_up for pool, _ in activity.holds)
            shares = (
                not areas.isdisjoint(mode.areas)
                or not areas.isdisjoint(mode.shut)
                or not units.isdisjoint(slot.units)
                or any(pool in pools for pool, _ in activity.holds)
            )
            if number in others or (near and shares):
                found[number] = slot
        return found
