"""What lags and shared resources together say about the distance between any two starts."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from birlik.planning.projects.project import Lag, Project

#: Projects with more activities are not looked at pair by pair.
MOST = 400

#: Stands for no lag at all; sums of two stay far from any distance and from overflow.
FAR = -(1 << 40)

Matrix = npt.NDArray[np.int64]


def contradiction_free(project: Project, upper: int) -> list[Lag] | None:
    """Lags that hold in every schedule with a makespan of at most `upper`; None if there is none.

    Two activities that cannot run at once are ordered as soon as one order is impossible; what
    follows from that may order others. The last activity number plus one stands for time 0.
    """
    n = project.size
    if n > MOST:
        return list(project.lags)
    table = _closed(project, upper)
    if table is None:
        return None
    duration = np.array(project.durations, np.int64)
    never = apart(project)
    ordered: list[Lag] = []
    news = True
    while news:
        news = False
        inner = table[:n, :n]
        # i cannot end before j begins, so it comes behind j.
        behind = never & (-duration[:, None] < inner.T) & (duration[None, :] > inner.T)
        for later, earlier in zip(*np.nonzero(behind), strict=True):
            least = int(duration[earlier])
            if table[earlier, later] >= least:
                continue
            ordered.append(Lag(int(earlier), int(later), least))
            news = True
            np.maximum(table, table[:, earlier, None] + least + table[None, later, :], out=table)
            np.maximum(table, FAR, out=table)
            if table.diagonal().max() > 0:
                return None
    from_zero = [Lag(n, i, int(table[n, i])) for i in range(n)]
    to_zero = [Lag(i, n, int(table[i, n])) for i in range(n)]
    return [*project.lags, *ordered, *from_zero, *to_zero]


def halves(project: Project, upper: int) -> tuple[Lag, Lag] | None:
    """Two lags of which every schedule with a makespan of at most `upper` keeps one.

    They order the two activities, not yet ordered, whose either order says most about the others.
    """
    n = project.size
    table = _closed(project, upper) if n <= MOST else None
    if table is None:
        return None
    duration = np.array(project.durations, np.int64)
    inner = table[:n, :n]
    # Both orders must still be possible.
    loose = apart(project) & (inner < duration[:, None]) & (duration[None, :] > inner.T)
    loose &= (-duration[:, None] >= inner.T) & (-duration[None, :] >= inner)
    best, chosen = 0, None
    reach = np.maximum(table, -upper)
    for i, j in zip(*np.nonzero(np.triu(loose)), strict=True):
        gains = [
            int((np.maximum(reach, reach[:, a, None] + duration[a] + reach[None, b, :])).sum())
            for a, b in ((i, j), (j, i))
        ]
        if min(gains) - int(reach.sum()) > best:
            best = min(gains) - int(reach.sum())
            chosen = (Lag(int(i), int(j), int(duration[i])), Lag(int(j), int(i), int(duration[j])))
    return chosen


def _closed(project: Project, upper: int) -> Matrix | None:
    """Longest way between any two activities and time 0, by Floyd and Warshall; None if circular."""
    n = project.size
    table = np.full((n + 1, n + 1), FAR, np.int64)
    np.fill_diagonal(table, 0)
    table[n, :] = 0
    for i, duration in enumerate(project.durations):
        table[i, n] = duration - upper
    table[n, n] = 0
    for before, after, least in project.lags:
        table[before, after] = max(table[before, after], least)
    for by in range(n + 1):
        np.maximum(table, table[:, by, None] + table[None, by, :], out=table)
        np.maximum(table, FAR, out=table)
    return None if table.diagonal().max() > 0 else table


def apart(project: Project) -> npt.NDArray[np.bool_]:
    """Which pairs of activities need more of a resource than there is, and so never run at once."""
    demand = np.array(project.demands, np.int64).reshape(project.size, len(project.capacities))
    together = demand[:, None, :] + demand[None, :, :]
    never = (together > np.array(project.capacities, np.int64)).any(axis=2)
    runs = np.array(project.durations, np.int64) > 0
    never &= runs[:, None] & runs[None, :]
    np.fill_diagonal(never, val=False)
    return never
