"""From a list of activities to a schedule, compiled: serial generation and justification."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from birlik.planning.compiled import ZERO, entry, part
from birlik.planning.projects.fields import Words, fields_of
from birlik.planning.projects.network import Ints, arcs_of, mirrored
from birlik.planning.projects.project import Project

# Numba keeps compiled code as long as the file of the outermost function is unchanged. After a change
# here, touch genetic.py as well (or `make clean`), or the search goes on with what was compiled before.


class Side(NamedTuple):
    """A project seen from one end of time, as arrays.

    Attributes
    ----------
    duration : (n,) array of int64
    first, origin, least : array of int64
        Lags by the activity at which they end; see `Arcs`.
    full, guard : (w,) array of uint64
    demand : (w, n) array of uint64
        See `Fields`.
    """

    duration: Ints
    first: Ints
    origin: Ints
    least: Ints
    full: Words
    guard: Words
    demand: Words


def sides_of(project: Project) -> tuple[Side, Side]:
    """A plain project seen forward, and backward in time."""
    fields = fields_of(project)
    forward, backward = (
        Side(
            np.array(project.durations, np.int64),
            *(arcs.first, arcs.origin, arcs.least),
            *(fields.full, fields.guard, fields.demand),
        )
        for arcs in (
            arcs_of(project.size, list(project.lags)),
            arcs_of(project.size, mirrored(project)),
        )
    )
    return forward, backward


def empty_profile(project: Project) -> npt.NDArray[np.uint64]:
    """Everything free, for as long as the project can last."""
    full = fields_of(project).full
    return np.repeat(full[:, None], project.longest + 1, axis=1)


@part
def _fitting(side: Side, j: int, s: int, free: Words) -> tuple[int, int]:
    """First start from `s` on at which an activity fits, and the work done."""
    d = side.duration[j]
    work = 0
    # What lies in [s, known) is free. Looking from the far end first lets one lack jump far.
    known = s
    at = s + d - 1
    while at >= known:
        work += 1
        lacks = False
        for w in range(free.shape[0]):
            if (free[w, at] - side.demand[w, j]) & side.guard[w] != side.guard[w]:
                lacks = True
        if lacks:
            known = s + d
            s = at + 1
            at = s + d - 1
        else:
            at -= 1
    return s, work


@part
def _fitting_word(row: Words, d: int, need: np.uint64, guard: np.uint64, s: int) -> tuple[int, int]:
    """The same where all resources fit in one word, which is usual and twice as fast."""
    work = 0
    known = s
    at = s + d - 1
    while at >= known:
        work += 1
        # An unsigned place spares the look whether it counts from the end.
        if (row[np.uint64(at)] - need) & guard != guard:
            known = s + d
            s = at + 1
            at = s + d - 1
        else:
            at -= 1
    return s, work


@entry
def serial(side: Side, order: Ints, start: Ints, free: Words) -> tuple[int, int]:
    """Makespan, and the work done, of taking each activity in turn as early as it fits.

    Parameters
    ----------
    side : Side
    order : (n,) array of int64
        Activities, each behind those it waits for.
    start : (n,) array of int64
        Takes the schedule.
    free : (w, t) array of uint64
        Everything free; left so.
    """
    duration, first, origin, least = side.duration, side.first, side.origin, side.least
    words = side.full.shape[0]
    row, guard, demand = free[0], side.guard[0], side.demand[0]
    makespan = 0
    work = 0
    for place in range(order.shape[0]):
        j = order[place]
        d = duration[j]
        s = ZERO
        for arc in range(first[j], first[j + 1]):
            earliest = start[origin[arc]] + least[arc]
            if earliest > s:
                s = earliest
        work += first[j + 1] - first[j] + 4
        if d:
            if words == 1:
                s, more = _fitting_word(row, d, demand[j], guard, s)
                for at in range(s, s + d):
                    row[np.uint64(at)] -= demand[j]
            else:
                s, more = _fitting(side, j, s, free)
                for w in range(words):
                    for at in range(s, s + d):
                        free[w, at] -= side.demand[w, j]
            work += more
        start[j] = s
        if s + d > makespan:
            makespan = s + d
    for w in range(words):
        for at in range(makespan):
            free[w, at] = side.full[w]
    return makespan, work


@entry
def by_time(times: Ints, within: Ints, order: Ints, latest: int) -> None:
    """Fill `order` with the activities by their times; those at one time as `within` has them."""
    count = np.zeros(latest + 2, np.int64)
    for time in times:
        count[time + 1] += 1
    for time in range(latest + 1):
        count[time + 1] += count[time]
    for j in within:
        order[count[times[j]]] = j
        count[times[j]] += 1


@entry
def justified(
    forward: Side, backward: Side, topo: Ints, order: Ints, start: Ints, free: Words
) -> tuple[int, int]:
    """Makespan, and the work done, of shifting a schedule to the right and to the left.

    It goes on as long as that helps. Then `start` holds the schedule and `order` its activities by
    time.

    Parameters
    ----------
    forward, backward : Side
    topo : (n,) array of int64
        Activities, each behind those it waits for.
    order : (n,) array of int64
    start : (n,) array of int64
        The schedule.
    free : (w, t) array of uint64
        Everything free; left so.
    """
    n = topo.shape[0]
    turned, back = np.empty(n, np.int64), np.empty(n, np.int64)
    makespan = ZERO
    for j in range(n):
        turned[j] = topo[n - 1 - j]
        makespan = max(makespan, start[j] + forward.duration[j])
    work = 0
    while True:
        for j in range(n):
            back[j] = makespan - start[j] - forward.duration[j]
        by_time(back, turned, order, makespan)
        between, some = serial(backward, order, back, free)
        for j in range(n):
            start[j] = between - back[j] - forward.duration[j]
        by_time(start, topo, order, between)
        after, more = serial(forward, order, start, free)
        work += some + more + 8 * n
        if after >= makespan:
            by_time(start, topo, order, after)
            return after, work
        makespan = after
