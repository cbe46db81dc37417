"""Whether a project can be as short as that, by all that can have begun: one activity more a layer."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from birlik.planning.projects.distances import contradiction_free
from birlik.planning.projects.network import Ints, topological
from birlik.planning.projects.packing import loads_of
from birlik.planning.projects.project import Lag, Project

#: Activities are the bits of one word.
MOST_ACTIVITIES = 62

#: Most beginnings that are kept in a layer; they are what takes memory.
MOST_KEPT = 60_000

#: How many beginnings before it, with the same activities begun, each is compared with, at first and at last.
COMPARED = (8, 40)

#: Later than any time.
NEVER = 1 << 30

Places = npt.NDArray[np.intp]


class Layer(NamedTuple):
    """Beginnings of schedules in which so many activities have begun.

    Attributes
    ----------
    begun : (m,) array of int64
        A bit for each activity that has begun.
    now : (m,) array of int64
        When the last of them did; none begins before that any more.
    running : (m, k) array of int64
        Activities that end later, by number; behind them the number of activities.
    ends : (m, k) array of int64
        When they end, or 0.
    parent, added : (m,) array of int64
        Place in the layer before, and the activity that has begun since, at `now`.
    """

    begun: Ints
    now: Ints
    running: Ints
    ends: Ints
    parent: Ints
    added: Ints


class Settled(NamedTuple):
    """What came of the question.

    Attributes
    ----------
    starts : tuple of int or None
        A schedule as short as was asked for.
    impossible : bool
        Whether there is none. If neither is so, the work was over before it was known.
    """

    starts: tuple[int, ...] | None
    impossible: bool


def settled(
    project: Project, upper: int, allowance: int, ended: Callable[[], bool] = lambda: False
) -> Settled:
    """Schedule with a makespan of at most `upper`, or that there is none.

    Activities begin one after another, each as soon as it can. Of two beginnings with the same
    activities, the one that leaves the others nothing that the other would not is dropped. Few are
    left where resources are scarce, and that is where learning from conflicts takes long.

    Parameters
    ----------
    project : Project
        One that `suits`; of any other nothing is learned.
    upper : int
    allowance : int
        Beginnings to make at most.
    ended : callable
        Asked often; true gives up.
    """
    if not suits(project):
        return Settled(None, impossible=False)
    lags = contradiction_free(project, upper)
    if lags is None:
        return Settled(None, impossible=True)
    return _Building(project, upper, lags).settled(allowance, ended)


def suits(project: Project) -> bool:
    """Whether a project is small, and no lag asks for more than the end of the activity before."""
    return (
        project.size <= MOST_ACTIVITIES
        and topological(project) is not None
        and all(0 <= lag.least <= project.durations[lag.before] for lag in project.lags)
    )


class _Building:
    """Layer after layer of beginnings."""

    def __init__(self, project: Project, upper: int, lags: list[Lag]) -> None:
        n = project.size
        self.project, self.size = project, n
        self.duration = np.array(project.durations, np.int64)
        self.capacity = np.array(project.capacities, np.float64)
        # One activity more stands for none. Sums of demands are exact as floats, and much faster.
        self.demand = np.zeros((n + 1, len(project.capacities)), np.float64)
        self.demand[:n] = np.array(project.demands, np.float64).reshape(n, -1)
        first, self.last = np.zeros(n, np.int64), upper - self.duration
        self.waits: list[dict[int, int]] = [{} for _ in range(n)]
        for before, after, least in lags:
            if before == n:
                first[after] = max(first[after], least)
            elif after == n:
                self.last[before] = min(self.last[before], -least)
            else:
                self.waits[after][before] = max(least, self.waits[after].get(before, 0))
        self.loads = loads_of(project, lags, first, self.last, upper)
        self.taken = np.vstack([self.loads.demand, np.zeros_like(self.loads.demand[:1])])
        #: By latest start, so that the most pressing is looked at first.
        self.pressing = [int(j) for j in np.argsort(self.last, kind="stable")]

    def settled(self, allowance: int, ended: Callable[[], bool]) -> Settled:
        """What comes of it."""
        layers = [self._empty()]
        # Work on each resource of what is yet to begin, for each beginning.
        left = self.loads.work.sum(axis=0)[None, :]
        for _ in range(self.size):
            grown = self._grown(layers[-1], left, allowance, ended)
            if grown is None:
                return Settled(None, impossible=False)
            allowance -= grown.now.size
            layer = undominated(grown)
            if not layer.now.size:
                return Settled(None, impossible=True)
            if layer.now.size > MOST_KEPT:
                return Settled(None, impossible=False)
            layers.append(layer)
            left = left[layer.parent] - self.loads.work[layer.added]
        return Settled(self._traced(layers), impossible=False)

    def _empty(self) -> Layer:
        """The one beginning in which nothing has begun."""
        nothing = np.zeros(1, np.int64)
        none = np.full((1, 1), self.size, np.int64)
        return Layer(nothing, nothing, none, np.zeros_like(none), nothing, nothing)

    def _traced(self, layers: list[Layer]) -> tuple[int, ...]:
        """The schedule at which the first beginning of the last layer has come."""
        starts = [0] * self.size
        place = 0
        for layer in reversed(layers[1:]):
            starts[int(layer.added[place])] = int(layer.now[place])
            place = int(layer.parent[place])
        return tuple(starts)

    def _grown(
        self, layer: Layer, left: Ints, allowance: int, ended: Callable[[], bool]
    ) -> Layer | None:
        """Every beginning with one activity more; None if there are too many."""
        moments = np.column_stack([layer.now, layer.ends])
        later = layer.ends[:, None, :] > moments[:, :, None]
        free = self.capacity - np.matmul(later.astype(np.float64), self.demand[layer.running])
        parts: list[Layer] = []
        made = 0
        for j in range(self.size):
            if ended():
                return None
            parts.append(self._with(layer, left, j, moments, free))
            made += parts[-1].now.size
            if made > allowance:
                return None
        return Layer(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))

    def _with(
        self, layer: Layer, left: Ints, j: int, moments: Ints, free: npt.NDArray[np.float64]
    ) -> Layer:
        """The beginnings in which `j` begins next, as soon as it can, where that is not too late."""
        waits = sum(1 << before for before in self.waits[j])
        places = np.nonzero(((layer.begun & waits) == waits) & ((layer.begun >> j & 1) == 0))[0]
        now = self._earliest(layer, j, places, moments, free)
        begun = layer.begun[places] | (1 << j)
        good = now <= self.last[j]
        for other in self.pressing:
            late = now > self.last[other]
            if not late.any():
                break
            good &= ~late | ((begun >> other & 1) != 0)
        places, now, begun = places[good], now[good], begun[good]
        ends = layer.ends[places]
        ends = np.column_stack([np.where(ends > now[:, None], ends, 0), now + self.duration[j]])
        ends[:, -1] *= self.duration[j] > 0
        running = np.column_stack([layer.running[places], np.full(places.size, j)])
        running[ends == 0] = self.size
        # What runs now goes on until its end, or until the moment that the resource looks at.
        still = np.minimum(ends[:, :, None], self.loads.until) - now[:, None, None]
        rest = (np.maximum(still, 0) * self.taken[running]).sum(axis=1)
        room = self.loads.capacity * (self.loads.until - now[:, None])
        fits = ((left[places] - self.loads.work[j] + rest <= room) | (room <= 0)).all(axis=1)
        chosen = Layer(begun, now, running, ends, places, np.full(places.size, j))
        return _part(chosen, fits)

    def _earliest(
        self, layer: Layer, j: int, places: Places, moments: Ints, free: npt.NDArray[np.float64]
    ) -> Ints:
        """When `j` can begin in each of these beginnings: its waits are over and the resources free.

        As nothing begins before `now` any more, what is free only grows.
        """
        ready = layer.now[places]
        running, ends = layer.running[places], layer.ends[places]
        for before, least in self.waits[j].items():
            over = ends + (least - self.duration[before])
            ready = np.maximum(ready, np.where(running == before, over, 0).max(axis=1))
        fits = (free[places] >= self.demand[j]).all(axis=2) | (self.duration[j] == 0)
        possible = np.where(fits, np.maximum(moments[places], ready[:, None]), NEVER)
        return possible.min(axis=1)


def _part(layer: Layer, places: Places | npt.NDArray[np.bool_]) -> Layer:
    """Some of the beginnings."""
    return Layer(*(column[places] for column in layer))


def undominated(layer: Layer) -> Layer:
    """The beginnings but for such as others dominate.

    One with the same activities begun dominates another if whatever can follow on the other can
    follow on it: it is as early, and what still runs in it ends before the other's `now` or as soon.
    """
    if not layer.now.size:
        return layer
    # Running activities in the order of their numbers, as few columns as can be.
    order = np.argsort(layer.running, axis=1, kind="stable")
    running = np.take_along_axis(layer.running, order, axis=1)
    ends = np.take_along_axis(layer.ends, order, axis=1)
    width = max(1, int((ends > 0).sum(axis=1).max()))
    layer = layer._replace(running=running[:, :width], ends=ends[:, :width])
    layer = _part(layer, np.lexsort((ends.sum(axis=1), layer.now, layer.begun)))
    for steps in (COMPARED[0], COMPARED[0], COMPARED[1]):
        dominated = np.zeros(layer.now.size, np.bool_)
        for step in range(1, min(steps + 1, layer.now.size)):
            one = np.nonzero(layer.begun[step:] == layer.begun[:-step])[0]
            if not one.size:
                break
            other = one + step
            dominated[other[_dominates(_part(layer, one), _part(layer, other))]] = True
        if not dominated.any():
            break
        layer = _part(layer, ~dominated)
    return layer


def _dominates(one: Layer, other: Layer) -> npt.NDArray[np.bool_]:
    """Where a beginning dominates that of the other layer at the same place, which is not earlier."""
    until = np.broadcast_to(other.now[:, None], one.ends.shape)
    for column in range(other.ends.shape[1]):
        same = one.running == other.running[:, column, None]
        until = np.maximum(until, np.where(same, other.ends[:, column, None], 0))
    return np.logical_not((one.ends > until).any(axis=1))
