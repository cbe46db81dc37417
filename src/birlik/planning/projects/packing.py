"""Weights that no activities running at once exceed together: resources made up, to prove with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from ortools.linear_solver.python import model_builder

from birlik.planning.projects.distances import apart
from birlik.planning.projects.network import Ints
from birlik.planning.projects.project import Lag, Project

#: What activities that run at once may weigh together, at most.
FULL = 10_000

#: If more sets of activities may run at once, or so many that no further one fits in, nothing is made up.
MOST_SETS, MOST_LARGEST = 6_000, 1_500

#: Moments from which on, and parts of the time left before which, work is weighed.
MOMENTS, EARLIER = 8, (0.0, 0.125, 0.25)


@dataclass(frozen=True)
class Loads:
    """What the activities put on each resource, real or made up, before some moment.

    Attributes
    ----------
    capacity : (r,) array of int64
    until : (r,) array of int64
        The moment.
    demand : (n, r) array of int64
        What each activity takes while it runs.
    work : (n, r) array of int64
        What of it, times its duration, is done before that moment at the least.
    """

    capacity: Ints
    until: Ints
    demand: Ints
    work: Ints


def loads_of(project: Project, lags: list[Lag], first: Ints, last: Ints, upper: int) -> Loads:
    """The resources of a project, and some that are made up of them.

    Parameters
    ----------
    project : Project
    lags : list of Lag
        All that hold in a schedule with a makespan of at most `upper`.
    first, last : (n,) array of int64
        Earliest and latest start of each activity in such a schedule.
    upper : int
    """
    duration = np.array(project.durations, np.int64)
    demands = np.array(project.demands, np.int64).reshape(project.size, len(project.capacities))
    largest = _largest_sets(project, lags)
    rows = [] if largest is None else _rows(largest, duration, first, last, upper)
    until = np.array([upper] * demands.shape[1] + [moment for moment, _ in rows], np.int64)
    demand = np.column_stack([demands, *(weights for _, weights in rows)])
    before = np.clip(until[None, :] - last[:, None], 0, duration[:, None])
    return Loads(
        np.array([*project.capacities, *([FULL] * len(rows))], np.int64),
        until,
        demand,
        demand * before,
    )


def _largest_sets(project: Project, lags: list[Lag]) -> list[tuple[int, ...]] | None:
    """Activities that may run at once so that no other fits in; None if there are too many sets."""
    n = project.size
    follows: npt.NDArray[np.bool_] = np.zeros((n, n), np.bool_)
    for before, after, least in lags:
        if n not in (before, after) and least >= project.durations[before]:
            follows[before, after] = True
    for by in range(n):
        follows |= follows[:, by, None] & follows[None, by, :]
    runs = np.array(project.durations) > 0
    beside = ~(follows | follows.T | apart(project)) & runs[:, None] & runs[None, :]
    np.fill_diagonal(beside, val=False)
    beside_of = [sum(1 << int(j) for j in np.nonzero(row)[0]) for row in beside]
    demands, largest, listed = project.demands, [], 0
    # A set, what it leaves of each resource, and who could join; those behind its last come later.
    stack: list[tuple[tuple[int, ...], tuple[int, ...], int]] = [
        ((), project.capacities, sum(1 << int(j) for j in np.nonzero(runs)[0]))
    ]
    while stack:
        some, free, joining = stack.pop()
        listed += 1
        grows = False
        bits = joining
        while bits:
            j = (bits & -bits).bit_length() - 1
            bits &= bits - 1
            if all(d <= f for d, f in zip(demands[j], free, strict=True)):
                grows = True
                if not some or j > some[-1]:
                    left = tuple(f - d for d, f in zip(demands[j], free, strict=True))
                    stack.append(((*some, j), left, joining & beside_of[j]))
        if not grows and some:
            largest.append(some)
        if listed + len(stack) > MOST_SETS or len(largest) > MOST_LARGEST:
            return None
    return sorted(largest)


def _rows(
    largest: list[tuple[int, ...]], duration: Ints, first: Ints, last: Ints, upper: int
) -> list[tuple[int, Ints]]:
    """Moments with the weights that ask for most time before them, for work that begins later or sooner."""
    model = model_builder.Model()
    weights = [model.new_num_var(0, 1, "") for _ in duration]
    for some in largest:
        model.add(sum(weights[j] for j in some) <= 1)
    rows: dict[tuple[int, ...], tuple[int, Ints]] = {}
    for part in EARLIER:
        until = upper - int(upper * part)
        before = np.clip(until - last, 0, duration)
        for turn in range(MOMENTS):
            behind = np.clip(first + duration - until * turn // MOMENTS, 0, duration)
            work = np.minimum(before, behind)
            model.maximize(sum(int(work[j]) * weights[j] for j in range(len(duration)) if work[j]))
            solver = model_builder.Solver("GLOP")
            if not work.any() or solver.solve(model) != model_builder.SolveStatus.OPTIMAL:
                continue
            found = np.array([solver.value(weight) for weight in weights])
            found = np.where(before > 0, np.clip(found, 0, 1), 0)
            whole = _whole(found, largest)
            rows[(until, *whole.tolist())] = (until, whole)
    return list(rows.values())


def _whole(weights: npt.NDArray[np.float64], largest: list[tuple[int, ...]]) -> Ints:
    """The weights in whole parts of `FULL`, which none of the sets exceeds, however they were rounded."""
    whole = np.floor(weights * FULL + 1e-3).astype(np.int64)
    heaviest = max(int(whole[list(some)].sum()) for some in largest)
    if heaviest > FULL:
        whole = whole * FULL // heaviest
    return whole
