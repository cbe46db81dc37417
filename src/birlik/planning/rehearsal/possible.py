"""When a serial that is ready may begin: its possible starts, the weather, and what pools still hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce

import numpy as np
import numpy.typing as npt

from birlik.planning.problem import PER_UNIT
from birlik.planning.rehearsal.conduct import Conduct
from birlik.planning.rehearsal.draws import Closing, Draws, Loss
from birlik.planning.rehearsal.order import AREA, POOL
from birlik.planning.rehearsal.party import Minutes
from birlik.planning.windows import Windows

#: Rounds of waiting, each for one thing more: there are never so many spells in one run.
_MOST_ROUNDS = 10_000


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
    waited : dict of (str, str) to float
        Minutes that are waited for each area and pool; added to.
    planned : array of float
        Planned beginnings, by party.
    """

    def __init__(
        self,
        conduct: Conduct,
        draws: Draws,
        starts: Minutes,
        ends: Minutes,
        latest: Minutes,
        waited: defaultdict[tuple[str, str], float],
        planned: Minutes,
    ) -> None:
        self.conduct, self.draws = conduct, draws
        self.starts, self.ends, self.latest = starts, ends, latest
        self.waited, self.planned = waited, planned
        self._closings: dict[str, list[Closing]] = defaultdict(list)
        for closing in draws.closings:
            for area in closing.areas:
                self._closings[area].append(closing)
        #: Parties that draw on each pool that may lack something, and how much.
        self._drawing: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._whole = {
            pool.id: round((pool.quantity or 0) * PER_UNIT) for pool in conduct.plan.resources
        }
        self._longest = max((party.setup for party in conduct.parties), default=0)

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
        closings = [(number, self._closings_of(number)) for number in group]
        losses = [
            (number, pool, held, lacking)
            for number in group
            for pool, held, lacking in self._losses_of(number)
        ]
        weather: npt.NDArray[np.bool_] | None = None
        for _ in range(_MOST_ROUNDS if losses or any(some for _, some in closings) else 0):
            latest = float(starts.max(initial=-np.inf))
            moved = False
            for number, some in closings:
                for closing in some:
                    if closing.spell.earliest >= latest + self._after(number):
                        break
                    met = self._after_closing(number, closing, starts)
                    if met is not None:
                        weather = np.zeros(len(starts), np.bool_) if weather is None else weather
                        weather[met] = moved = True
            for number, pool, held, lacking in losses:
                moved |= self._after_losses(number, pool, held, lacking, starts)
            if not moved:
                break
            starts = _in_windows(windows, starts)
        self.drawing(group)
        return starts, weather

    def drawing(self, parties: Iterable[int]) -> None:
        """Remember that parties draw on pools that may lack something."""
        if not self.draws.losses:
            return
        for number in parties:
            for amount in self.conduct.parties[number].serial.resources:
                if amount.quantity and amount.resource in self.draws.losses:
                    held = round(amount.quantity * PER_UNIT)
                    self._drawing[amount.resource].append((number, held))

    def _after(self, number: int) -> int:
        """Minutes from the beginning of a party until it has left its areas, as planned."""
        party = self.conduct.parties[number]
        return party.duration + party.clearup

    def _closings_of(self, number: int) -> list[Closing]:
        """Closings of its areas that may not be over when it begins, the earliest first."""
        party = self.conduct.parties[number]
        if not self._closings:
            return []
        found: dict[int, Closing] = {}
        for area in party.placement.areas:
            if some := self._closings.get(area):
                # Parties come by their planned beginning: what is over for this one is over for all.
                over = float(self.planned[number]) - self._longest
                self._closings[area] = some = [c for c in some if c.spell.latest > over]
                found |= {id(closing): closing for closing in some}
        return sorted(found.values(), key=lambda closing: closing.spell.earliest)

    def _after_closing(
        self, number: int, closing: Closing, starts: Minutes
    ) -> npt.NDArray[np.intp] | None:
        """Move the starts that a closing meets behind it; the runs in which it does."""
        party, spell = self.conduct.parties[number], closing.spell
        then = starts[spell.runs]
        # The weather is forecast: nobody begins who would, as planned, be there when it closes.
        met = (then + np.float32(party.duration + party.clearup) > spell.begins) & (
            then < spell.ends + np.float32(party.setup)
        )
        if not met.any():
            return None
        runs, free = spell.runs[met], spell.ends[met] + np.float32(party.setup)
        for area in party.placement.areas:
            if area in closing.areas:
                self.waited[AREA, area] += float((free - starts[runs]).sum())
        starts[runs] = free
        return runs

    def _losses_of(self, number: int) -> list[tuple[str, int, list[Loss]]]:
        """Pools that it draws on and that may lack something when it begins: what it draws, and when."""
        found: list[tuple[str, int, list[Loss]]] = []
        if not self.draws.losses:
            return found
        planned = float(self.planned[number])
        for amount in self.conduct.parties[number].serial.resources:
            pool = amount.resource
            if not amount.quantity or not (losses := self.draws.losses.get(pool)):
                continue
            if lacking := [loss for loss in losses if loss.spell.latest > planned]:
                found.append((pool, round(amount.quantity * PER_UNIT), lacking))
        return found

    def _after_losses(
        self, number: int, pool: str, held: int, losses: list[Loss], starts: Minutes
    ) -> bool:
        """Move the starts at which what is left of a pool is too little to the end of a lack.

        Those earlier in the order of the timetable have what they draw; whatever begins before the
        serial would be over counts.
        """
        latest, floor = float(starts.max(initial=-np.inf)), float(self.planned[number])
        self._drawing[pool] = drawing = [
            one for one in self._drawing[pool] if self.latest[one[0]] > floor
        ]
        most_drawn = held + sum(amount for _, amount in drawing)
        most_lost = sum(loss.amount for loss in losses if loss.spell.earliest <= latest)
        if most_drawn <= self._whole[pool] - round(most_lost * PER_UNIT):
            return False
        hit: list[tuple[Loss, npt.NDArray[np.bool_]]] = []
        for loss in losses:
            if loss.spell.earliest > latest:
                break
            then = starts[loss.spell.runs]
            if (now := (then >= loss.spell.begins) & (then < loss.spell.ends)).any():
                hit.append((loss, now))
        if not hit:
            return False
        lost = np.zeros(len(starts))
        over = np.full(len(starts), np.inf, dtype=np.float32)
        for loss, now in hit:
            runs = loss.spell.runs[now]
            lost[runs] += loss.amount
            over[runs] = np.minimum(over[runs], loss.spell.ends[now])
        runs = np.flatnonzero(lost)
        begins, left = starts[runs], self._whole[pool] - np.rint(lost[runs] * PER_UNIT)
        lengths = self.draws.lengths
        until = begins + (
            self.conduct.lasting[number] if lengths is None else lengths[number, runs]
        )
        drawn = np.full(len(runs), held, dtype=np.int64)
        for other, amount in drawing:
            drawn += amount * (
                (self.starts[other, runs] < until) & (self.ends[other, runs] > begins)
            )
        short = drawn > left
        if not short.any():
            return False
        self.waited[POOL, pool] += float((over[runs[short]] - begins[short]).sum())
        starts[runs[short]] = over[runs[short]]
        return True


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
