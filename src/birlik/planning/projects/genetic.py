"""A genetic search over lists of activities, compiled: every child is justified both ways."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from birlik.planning.compiled import ZERO, entry, part
from birlik.planning.projects.fields import Words
from birlik.planning.projects.generation import (
    Side,
    by_time,
    empty_profile,
    justified,
    serial,
    sides_of,
)
from birlik.planning.projects.network import Ints, tails_of, topological
from birlik.planning.projects.project import Project

#: Lists that the search keeps.
PARENTS = 200

#: Chance that a child is changed once more at random, in percent.
CHANGE = 80

#: The part of a child that comes from its second parent: least and most, in percent.
PART = (20, 60)

#: Children without a better one after which all but the best list are drawn anew.
PATIENCE = 60_000


class Herd(NamedTuple):
    """The lists that the search keeps between its runs.

    Attributes
    ----------
    lists, starts : (p, n) array of int64
        Activities by time, and the schedule of each list.
    spans : (p,) array of int64
        Their makespans; 0 marks a list that is yet to be drawn.
    best : (n,) array of int64
        The best schedule of all.
    span : (1,) array of int64
        Its makespan.
    chance : (1,) array of uint64
        State of the random numbers.
    stale : (1,) array of int64
        Children since the last better one.
    """

    lists: Ints
    starts: Ints
    spans: Ints
    best: Ints
    span: Ints
    chance: Words
    stale: Ints


@entry
def _random(chance: Words, below: int) -> int:
    """Next random number in [0, below), by Marsaglia's xorshift."""
    x = chance[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    chance[0] = x
    return int(np.int64((x >> np.uint64(11)) % np.uint64(below)))


@part
def _draw(side: Side, tail: Ints, chance: Words, order: Ints) -> None:
    """Fill `order` at random, the activities with much behind them rather first."""
    n = tail.shape[0]
    longest = ZERO
    for j in range(n):
        longest = max(longest, tail[j])
    spread = longest * 2 // 5 + 1
    rank = np.empty(n, np.int64)
    done = np.zeros(n, np.bool_)
    for j in range(n):
        rank[j] = _random(chance, spread) - tail[j]
    for place in range(n):
        chosen = -1
        for j in range(n):
            if done[j] or (chosen >= 0 and rank[j] >= rank[chosen]):
                continue
            ready = True
            for arc in range(side.first[j], side.first[j + 1]):
                if not done[side.origin[arc]]:
                    ready = False
                    break
            if ready:
                chosen = j
        order[place] = chosen
        done[chosen] = True


@part
def _cross(one: Ints, other: Ints, begin: int, end: int, child: Ints) -> None:
    """Fill `child` as `one` has it, but from place `begin` to `end` in the order of `other`."""
    n = one.shape[0]
    taken = np.zeros(n, np.bool_)
    filled = 0
    for place in range(begin):
        child[filled] = one[place]
        taken[one[place]] = True
        filled += 1
    for j in other:
        if filled >= end:
            break
        if not taken[j]:
            child[filled] = j
            taken[j] = True
            filled += 1
    for j in one:
        if not taken[j]:
            child[filled] = j
            filled += 1


@part
def _move_one(forward: Side, backward: Side, chance: Words, order: Ints) -> None:
    """Move an activity to a place between what it waits for and what waits for it."""
    n = order.shape[0]
    place = np.empty(n, np.int64)
    for at in range(n):
        place[order[at]] = at
    at = _random(chance, n)
    j = order[at]
    low, high = -1, n
    for arc in range(forward.first[j], forward.first[j + 1]):
        low = max(low, place[forward.origin[arc]])
    for arc in range(backward.first[j], backward.first[j + 1]):
        high = min(high, place[backward.origin[arc]])
    to = low + 1 + _random(chance, high - low - 1)
    step = 1 if to > at else -1
    while at != to:
        order[at] = order[at + step]
        at += step
    order[to] = j


@entry
def _is_known(herd: Herd, start: Ints, span: int) -> bool:
    """Whether the herd holds this very schedule."""
    for one in range(herd.spans.shape[0]):
        if herd.spans[one] == span:
            same = True
            for j in range(start.shape[0]):
                if herd.starts[one, j] != start[j]:
                    same = False
                    break
            if same:
                return True
    return False


@part
def _copy(some: Ints, to: Ints) -> None:
    """Copy numbers; a slice would take a second to compile, for the words of its refusals."""
    for at in range(some.shape[0]):
        to[at] = some[at]


@part
def _better_of_two(herd: Herd) -> int:
    """The better of two lists drawn at random."""
    one = _random(herd.chance, herd.spans.shape[0])
    other = _random(herd.chance, herd.spans.shape[0])
    return other if herd.spans[other] < herd.spans[one] else one


@entry
def evolve(
    forward: Side,
    backward: Side,
    topo: Ints,
    tail: Ints,
    free: Words,
    herd: Herd,
    goal: int,
    allowance: int,
    ended: npt.NDArray[np.uint8],
) -> int:
    """Work done until a makespan of `goal`, the end of the allowance, or `ended[0]`.

    Two lists are crossed, the child changed a little and justified; it takes the place of the worse
    parent if it is as good. Work is counted in steps of the inner loops, so that the outcome does
    not depend on the clock.
    """
    n = topo.shape[0]
    child = np.empty(n, np.int64)
    start = np.empty(n, np.int64)
    work = 0
    parents = herd.spans.shape[0]
    while work < allowance and herd.span[0] > goal and not ended[0]:
        worse = -1
        for one in range(parents):
            if not herd.spans[one]:
                worse = one
                break
        if worse >= 0:
            _draw(forward, tail, herd.chance, child)
            work += 10 * n
        else:
            one, other = _better_of_two(herd), _better_of_two(herd)
            if one == other:
                work += 1
                continue
            worse = one if herd.spans[one] >= herd.spans[other] else other
            begin = _random(herd.chance, n)
            part = n * PART[0] // 100 + _random(herd.chance, n * (PART[1] - PART[0]) // 100 + 1)
            _cross(herd.lists[one], herd.lists[other], begin, min(n, begin + part), child)
            changes = 0
            while changes < n and _random(herd.chance, 100) < CHANGE:
                _move_one(forward, backward, herd.chance, child)
                changes += 1
                work += n // 2
        _, some = serial(forward, child, start, free)
        span, more = justified(forward, backward, topo, child, start, free)
        work += some + more + 6 * n
        herd.stale[0] += 1
        if not herd.spans[worse] or (
            span <= herd.spans[worse] and not _is_known(herd, start, span)
        ):
            _copy(child, herd.lists[worse])
            _copy(start, herd.starts[worse])
            herd.spans[worse] = span
        if span < herd.span[0]:
            herd.span[0] = span
            _copy(start, herd.best)
            herd.stale[0] = 0
        elif herd.stale[0] > PATIENCE:
            for one in range(parents):
                herd.spans[one] = 0
            herd.stale[0] = 0
    return work


class Breeding:
    """A genetic search that can be fed, run for so much work, and run again.

    Parameters
    ----------
    project : Project
        Plain; see `is_plain`.
    seed : int
    """

    def __init__(self, project: Project, seed: int) -> None:
        order, tails = topological(project), tails_of(project)
        assert order is not None
        assert tails is not None
        n = project.size
        self.project = project
        self.forward, self.backward = sides_of(project)
        self.topo = np.array(order, np.int64)
        self.tail = np.array(tails, np.int64)
        self.free = empty_profile(project)
        self.herd = Herd(
            np.zeros((PARENTS, n), np.int64),
            np.zeros((PARENTS, n), np.int64),
            np.zeros(PARENTS, np.int64),
            np.zeros(n, np.int64),
            np.array([project.longest + 1], np.int64),
            np.array([(seed * 0x9E3779B97F4A7C15 + 0x2545F4914F6CDD1D) % 2**64 | 1], np.uint64),
            np.zeros(1, np.int64),
        )
        for _ in range(8):
            _random(self.herd.chance, 2)
        self.ended = np.zeros(1, np.uint8)
        self.run(self.makespan, 0)  # compiles

    @property
    def makespan(self) -> int:
        """Makespan of the best schedule; more than the longest if there is none."""
        return int(self.herd.span[0])

    @property
    def starts(self) -> tuple[int, ...]:
        """The best schedule."""
        return tuple(int(start) for start in self.herd.best)

    def feed(self, starts: tuple[int, ...]) -> None:
        """Take a schedule in, instead of the worst list."""
        start = np.array(starts, np.int64)
        order = np.empty_like(start)
        by_time(start, self.topo, order, int(start.max(initial=0)))
        span, _ = justified(self.forward, self.backward, self.topo, order, start, self.free)
        if not _is_known(self.herd, start, span):
            worst = int(np.argmax(self.herd.spans))
            self.herd.lists[worst], self.herd.starts[worst] = order, start
            self.herd.spans[worst] = span
        if span < self.makespan:
            self.herd.span[0], self.herd.best[:], self.herd.stale[0] = span, start, 0

    def run(self, goal: int, allowance: int) -> int:
        """Work done until a makespan of `goal`, the end of the allowance or `end`."""
        return int(
            evolve(
                *(self.forward, self.backward, self.topo, self.tail, self.free, self.herd),
                *(goal, allowance, self.ended),
            )
        )

    def end(self) -> None:
        """End a run that is going on in another thread, and those that follow."""
        self.ended[0] = 1
