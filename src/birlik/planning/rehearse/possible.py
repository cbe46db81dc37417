"""When a serial that is ready may begin: its possible starts, the weather, and what pools still hold."""

from __future__ import annotations

from collections import defaultdict
from functools import reduce

import numpy as np
import numpy.typing as npt

from birlik.planning.problem import PER_UNIT
from birlik.planning.rehearse.conduct import Conduct, Minutes
from birlik.planning.rehearse.draws import Closing, Draws, Loss
from birlik.planning.windows import Windows

#: Rounds of waiting after which a serial has no start: each round waits for at least one more thing.
_MOST_ROUNDS = 200


class Possible:
    """The first possible starts of serials in the runs of one chunk.

    Parameters
    ----------
    conduct : Conduct
    draws : Draws
    starts, ends : array of float
        What happened so far, by party and run.
    latest : array of float
        The latest end of each party so far.
    """

    def __init__(
        self, conduct: Conduct, draws: Draws, starts: Minutes, ends: Minutes, latest: Minutes
    ) -> None:
        self.conduct, self.draws = conduct, draws
        self.starts, self.ends, self.latest = starts, ends, latest
        self._closings: dict[str, list[Closing]] = defaultdict(list)
        for closing in draws.closings:
            for area in closing.areas:
                self._closings[area].append(closing)
        self._holders: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._whole = {
            pool.id: round((pool.quantity or 0) * PER_UNIT) for pool in conduct.plan.resources
        }

    def first(
        self, group: tuple[int, ...], ready: Minutes
    ) -> tuple[Minutes, npt.NDArray[np.bool_] | None]:
        """First start of a group at or after `ready`, infinite where there is none.

        Returns
        -------
        starts : array of float
        weather : array of bool or None
            Where the weather was waited for.
        """
        parties = self.conduct.parties
        windows = reduce(Windows.__and__, (parties[number].starts for number in group))
        starts = _in_windows(windows, ready)
        least = float(starts.min(initial=np.inf))
        closings = [
            (number, closing) for number in group for closing in self._closings_of(number, least)
        ]
        losses = [
            (number, amount, lacking)
            for number in group
            for amount, lacking in self._losses_of(number, least)
        ]
        weather: npt.NDArray[np.bool_] | None = None
        if not closings and not losses:
            return starts, None
        open_runs = np.arange(len(starts))
        for _ in range(_MOST_ROUNDS):
            before = starts[open_runs]
            now = before.copy()
            for number, closing in closings:
                moved = self._after_closing(number, closing, now, open_runs)
                if moved is not None:
                    if weather is None:
                        weather = np.zeros(len(starts), dtype=np.bool_)
                    weather[open_runs[moved]] = True
            for number, held, lacking in losses:
                self._after_losses(number, held, lacking, now, open_runs)
            now = _in_windows(windows, now)
            starts[open_runs] = now
            changed = (now > before) & np.isfinite(now)
            if not changed.any():
                break
            open_runs = open_runs[changed]
        else:
            starts[open_runs] = np.inf
        return starts, weather

    def _closings_of(self, number: int, least: float) -> list[Closing]:
        """Closings of its areas that are not over when it may begin."""
        party = self.conduct.parties[number]
        found: dict[int, Closing] = {}
        if self._closings:
            for area in party.placement.areas:
                for closing in self._closings.get(area, ()):
                    if closing.latest + party.setup > least:
                        found[id(closing)] = closing
        return list(found.values())

    def _after_closing(
        self, number: int, closing: Closing, starts: Minutes, runs: npt.NDArray[np.intp]
    ) -> npt.NDArray[np.intp] | None:
        """Move the starts that a closing meets behind it; positions of those that were moved."""
        party = self.conduct.parties[number]
        # The weather is forecast: nobody begins who would, as planned, be there when it closes.
        last = closing.earliest - party.duration - party.clearup
        if float(starts.max(initial=-np.inf)) <= last:
            return None
        begins, ends = closing.begins[runs], closing.ends[runs]
        met = (starts + np.float32(party.duration + party.clearup) > begins) & (
            starts - np.float32(party.setup) < ends
        )
        moved = np.flatnonzero(met)
        if not len(moved):
            return None
        starts[moved] = ends[moved] + np.float32(party.setup)
        return moved

    def _losses_of(self, number: int, least: float) -> list[tuple[int, list[Loss]]]:
        """What it draws of each pool that may lack something, and the lacks of that pool."""
        found: list[tuple[int, list[Loss]]] = []
        for amount in self.conduct.parties[number].serial.resources:
            losses = self.draws.losses.get(amount.resource)
            if not losses or not amount.quantity:
                continue
            held = round(amount.quantity * PER_UNIT)
            self._holders[amount.resource].append((number, held))
            if lacking := [loss for loss in losses if loss.latest > least]:
                found.append((held, lacking))
        return found

    def _after_losses(
        self,
        number: int,
        held: int,
        losses: list[Loss],
        starts: Minutes,
        runs: npt.NDArray[np.intp],
    ) -> None:
        """Move the starts at which what is left of a pool is too little to the end of a lack.

        Those earlier in the order of the timetable have what they draw; whatever begins before the
        serial would be over counts.
        """
        least, most = float(starts.min(initial=np.inf)), float(starts.max(initial=-np.inf))
        lacking = [loss for loss in losses if loss.earliest <= most and loss.latest > least]
        if not lacking:
            return
        lost = np.zeros(len(starts))
        over = np.full(len(starts), np.inf, dtype=np.float32)
        for loss in lacking:
            now = (starts >= loss.begins[runs]) & (starts < loss.ends[runs])
            lost += loss.amount * now
            np.minimum(over, loss.ends[runs], out=over, where=now)
        within = np.flatnonzero(lost > 0)
        if not len(within):
            return
        those, begins = runs[within], starts[within]
        lengths = self.draws.lengths
        until = begins + (
            self.conduct.lasting[number] if lengths is None else lengths[number, those]
        )
        drawn = np.full(len(within), held, dtype=np.int64)
        least = float(begins.min())
        for other, amount in self._holders[lacking[0].pool]:
            if other != number and self.latest[other] > least:
                drawn += amount * (
                    (self.starts[other, those] < until) & (self.ends[other, those] > begins)
                )
        left = self._whole[lacking[0].pool] - np.rint(lost[within] * PER_UNIT)
        short = drawn > left
        starts[within[short]] = over[within[short]]


def _in_windows(windows: Windows, ready: Minutes) -> Minutes:
    """First minute of the windows at or after each minute; infinite where there is none."""
    least, most = float(ready.min(initial=np.inf)), float(ready.max(initial=-np.inf))
    for begin, end in windows:
        if begin <= least and most <= end - 1:
            return ready
        if end - 1 >= least:
            break
    begins = np.array([begin for begin, _ in windows] + [np.inf], dtype=np.float32)
    lasts = np.array([end - 1 for _, end in windows], dtype=np.float32)
    window = np.searchsorted(lasts, ready, side="left")
    return np.maximum(ready, begins[window])
