"""Some runs of a timetable at once: each serial begins at its planned time or as soon after as it can."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from birlik.planning.rehearsal.conduct import Conduct
from birlik.planning.rehearsal.draws import Draws
from birlik.planning.rehearsal.order import UNIT
from birlik.planning.rehearsal.outcome import Reason
from birlik.planning.rehearsal.party import Minutes
from birlik.planning.rehearsal.possible import Possible

#: Reasons by the number that stands for them in a run; 0 is a serial that is held.
REASONS: tuple[Reason, ...] = tuple(Reason)

_NUMBER = {reason: number for number, reason in enumerate(REASONS, start=1)}

#: Later than any minute: no planned time has so late a limit.
FAR = np.float32(np.inf)

Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Runs:
    """What happened in some runs, by party and run.

    Attributes
    ----------
    planned : array of float
        Planned beginnings, by party.
    starts, ends : array of float
        Minutes; infinite starts and ends below everything where a serial is cancelled.
    why : array of int
        0 where a serial is held, else the number of the reason, from 1.
    waited : dict of (str, str) to float
        By kind and id of a unit, area or pool: minutes, over all runs, that serials waited for it
        because it came late, was closed by the weather or lacked something.
    """

    planned: Minutes
    starts: Minutes
    ends: Minutes
    why: npt.NDArray[np.int8]
    waited: dict[tuple[str, str], float] = field(default_factory=dict)

    def first(self, count: int) -> Runs:
        """The first `count` of the runs; what was waited, in proportion."""
        share = count / max(1, self.starts.shape[1])
        return Runs(
            self.planned,
            self.starts[:, :count].copy(),
            self.ends[:, :count].copy(),
            self.why[:, :count].copy(),
            {thing: minutes * share for thing, minutes in self.waited.items()},
        )


def simulated(
    conduct: Conduct,
    draws: Draws,
    *,
    limit: float = np.inf,
    planned: Minutes | None = None,
    like: Runs | None = None,
    until: int = 0,
) -> Runs:
    """Runs of a timetable.

    Parameters
    ----------
    conduct : Conduct
    draws : Draws
    limit : float
        Minutes after its planned time beyond which a serial is not begun.
    planned : array of float, optional
        Other beginnings than those of the timetable.
    like : Runs, optional
        The same runs, in which all parties up to the one numbered `until` fare alike. Whoever waits
        for none that fares otherwise is not simulated again.
    """
    simulating = _Simulating(conduct, draws, limit, planned)
    if like is not None:
        simulating.take(like, until)
    return simulating.runs()


class _Simulating:
    """The arrays of one chunk of runs while they are filled, serial after serial."""

    def __init__(
        self, conduct: Conduct, draws: Draws, limit: float, planned: Minutes | None
    ) -> None:
        self.conduct, self.draws, self.limit = conduct, draws, limit
        self.planned = conduct.planned if planned is None else planned
        shape = (len(conduct.parties), draws.count)
        self.starts = np.empty(shape, dtype=np.float32)
        self.ends = np.empty(shape, dtype=np.float32)
        self.why = np.zeros(shape, dtype=np.int8)
        #: The latest end of each party, and whether it is cancelled in any run.
        self.latest = np.full(shape[0], -np.inf, dtype=np.float32)
        self.broken = np.zeros(shape[0], dtype=np.bool_)
        #: The latest end of a party and of all that were looked at before it.
        self.horizon = np.full(shape[0], -np.inf, dtype=np.float32)
        self.reached = np.float32(-np.inf)
        #: Runs that are taken over where nothing changes, and what has changed against them.
        self.like: Runs | None = None
        self.known = -1
        self.changed: set[int] = set()
        self.moved = np.zeros(shape[0], dtype=np.bool_)
        #: The last minute at which a change of a party, or of what draws on a pool, can be felt.
        self.changed_until = np.full(shape[0], -np.inf, dtype=np.float32)
        self.pools_until: dict[str, float] = {}
        self.like_latest, self.like_broken = self.latest, self.broken
        self.waited: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.possible = Possible(
            conduct, draws, self.starts, self.ends, self.latest, self.waited, self.planned
        )

    def take(self, like: Runs, until: int) -> None:
        """Take what is known of the parties up to one, behind which something may change."""
        self.known, self.like = until, like
        np.copyto(self.starts, like.starts)
        np.copyto(self.ends, like.ends)
        np.copyto(self.why, like.why)
        self.latest = self.possible.latest = self.ends.max(axis=1, initial=-np.inf)
        self.broken = np.asarray(self.why.any(axis=1))
        self.like_latest, self.like_broken = self.latest.copy(), self.broken.copy()
        self.moved = np.asarray(self.planned != like.planned)
        self.changed_until[until] = self.latest[until]

    def _is_like(self, group: tuple[int, ...]) -> bool:
        """Whether nothing has changed that a group depends on."""
        if group[-1] <= self.known:
            return True
        return not any(self.moved[number] or self._depends_on_changes(number) for number in group)

    def _depends_on_changes(self, number: int) -> bool:
        """Whether a change of those before a party reaches up to its planned time."""
        floor, waits = self.planned[number], self.conduct.waits[number]
        return bool(
            (self.changed_until[waits.givers] + waits.lags > floor).any()
            or any(need.party in self.changed for need in self.conduct.needs[number])
            or (
                self.pools_until
                and any(
                    self.pools_until.get(amount.resource, -np.inf) > floor
                    for amount in self.conduct.parties[number].serial.resources
                )
            )
        )

    def _compare(self, number: int, like: Runs) -> None:
        """Note until when a party that fares otherwise can be felt.

        Through one that is cancelled, others take over from those before it.
        """
        until = -np.inf
        if self.broken[number] or self.like_broken[number]:
            givers = self.conduct.waits[number].givers
            until = float(self.changed_until[givers].max(initial=-np.inf))
            until += self.conduct.longest_lag
        if not np.array_equal(self.starts[number], like.starts[number]):
            self.changed.add(number)
            until = max(until, float(self.latest[number]), float(self.like_latest[number]))
            for amount in self.conduct.parties[number].serial.resources:
                if amount.resource in self.draws.losses:
                    before = self.pools_until.get(amount.resource, -np.inf)
                    self.pools_until[amount.resource] = max(before, until)
        self.changed_until[number] = until

    def runs(self) -> Runs:
        for group in self.conduct.groups:
            if self.like is not None and self._is_like(group):
                self.possible.drawing(group)
                for number in group:
                    self.reached = max(self.reached, self.latest[number])
                    self.horizon[number] = self.reached
                continue
            if len(group) == 1:
                number = group[0]
                starts, why = self._tried(number, self._ready(number))
            else:
                starts, why = self._together(group)
            for number in group:
                self._note(number, starts, why)
                if self.like is not None:
                    self._compare(number, self.like)
        return Runs(self.planned, self.starts, self.ends, self.why, dict(self.waited))

    def _ready(self, number: int) -> Minutes:
        """First minute of each run at which nobody is waited for, with its own delay."""
        ready = np.full(self.draws.count, self.planned[number], dtype=np.float32)
        waits = self.conduct.waits[number]
        floor = self.planned[number]
        if len(waits.givers):
            late = self.latest[waits.givers] + waits.lags > floor
            if late.any():
                for giver, lag in zip(waits.givers[late], waits.lags[late], strict=True):
                    np.maximum(ready, self.ends[giver] + lag, out=ready)
            if self.broken[waits.givers].any():
                for giver, lag, _ in self._behind(number):
                    np.maximum(ready, self.ends[giver] + np.float32(lag), out=ready)
        if self.draws.arrivals:
            for unit in self.conduct.parties[number].placement.units:
                if (there := self.draws.arrivals.get(unit)) is not None:
                    self.waited[UNIT, unit] += float(np.maximum(there - ready, 0).sum())
                    np.maximum(ready, there, out=ready)
        if self.draws.delays is not None:
            ready += self.draws.delays[number]
        return ready

    def _behind(self, number: int) -> list[tuple[int, int, int]]:
        """Givers of givers that are cancelled in some run: giver, lag and line.

        Who takes over from a serial that is cancelled takes over from those before it.
        """
        found: dict[int, tuple[int, int]] = {}
        floor = float(self.planned[number])
        for line_number in self.conduct.takes_over[number]:
            line = self.conduct.lines[line_number]
            queue = [giver for giver in line.givers[number] if giver < number]
            seen = set(queue)
            while queue:
                giver = queue.pop()
                if not self.broken[giver]:
                    continue
                if self.horizon[giver] + self.conduct.longest_lag <= floor:
                    continue
                for other in line.givers.get(giver, ()):
                    if other not in seen and other < giver:
                        seen.add(other)
                        queue.append(other)
                        lag = line.lag(other, number)
                        if self.latest[other] + lag > floor and (
                            other not in found or lag > found[other][0]
                        ):
                            found[other] = (lag, line_number)
        return [(giver, lag, line) for giver, (lag, line) in found.items()]

    def _tried(self, number: int, ready: Minutes) -> tuple[Minutes, npt.NDArray[np.int8]]:
        """Beginnings of a serial, and why it has none."""
        why = np.zeros(self.draws.count, dtype=np.int8)
        self._needed(number, why)
        starts, weather = self.possible.first((number,), ready)
        return starts, self._judged((number,), starts, why, weather)

    def _together(self, group: tuple[int, ...]) -> tuple[Minutes, npt.NDArray[np.int8]]:
        """The same for serials that begin together: all of them or none."""
        why = np.zeros(self.draws.count, dtype=np.int8)
        ready = self._ready(group[0])
        for number in group:
            self._needed(number, why)
            np.maximum(ready, self._ready(number), out=ready)
        starts, weather = self.possible.first(group, ready)
        return starts, self._judged(group, starts, why, weather)

    def _needed(self, number: int, why: npt.NDArray[np.int8]) -> None:
        """Mark the runs in which a serial it waits for is cancelled."""
        for need in self.conduct.needs[number]:
            if self.broken[need.party]:
                why[self.why[need.party] > 0] = _NUMBER[Reason.NEEDED]

    def _judged(
        self,
        group: tuple[int, ...],
        starts: Minutes,
        why: npt.NDArray[np.int8],
        weather: Marks | None,
    ) -> npt.NDArray[np.int8]:
        """Why a group is cancelled in each run, the first reason that holds."""
        latest = starts.max(initial=-np.inf)
        if not np.isfinite(latest):
            none = np.isinf(starts) & (why == 0)
            if weather is not None:
                why[none & weather] = _NUMBER[Reason.WEATHER]
                none &= ~weather
            why[none] = _NUMBER[Reason.NO_START]
        for number in group:
            if latest > self.planned[number] + self.limit:
                late = (starts > self.planned[number] + np.float32(self.limit)) & (why == 0)
                why[late] = _NUMBER[Reason.TOO_LATE]
                if weather is not None:
                    why[late & weather] = _NUMBER[Reason.WEATHER]
            for need in self.conduct.needs[number]:
                if need.most is not None:
                    # Who is over early is not to blame: the gap counts from the planned end.
                    over = np.maximum(
                        self.ends[need.party],
                        self.planned[need.party] + self.conduct.lasting[need.party],
                    )
                    why[(starts > over + np.float32(need.most)) & (why == 0)] = _NUMBER[Reason.GAP]
        return why

    def _note(self, number: int, starts: Minutes, why: npt.NDArray[np.int8]) -> None:
        """Write down the beginnings and ends of a serial."""
        self.starts[number] = starts
        lengths = self.draws.lengths
        np.add(
            starts,
            self.conduct.lasting[number] if lengths is None else lengths[number],
            out=self.ends[number],
        )
        gone = why > 0
        self.why[number] = why
        self.broken[number] = False
        if gone.any():
            self.broken[number] = True
            self.starts[number, gone] = FAR
            self.ends[number, gone] = -FAR
        self.latest[number] = self.ends[number].max(initial=-np.inf)
        self.reached = max(self.reached, self.latest[number])
        self.horizon[number] = self.reached
