"""What is counted of many runs, so that the runs themselves need not be kept."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import numpy as np
import numpy.typing as npt

from birlik.exercise.records.serials import Serial
from birlik.planning.rehearsal.conduct import Conduct
from birlik.planning.rehearsal.outcome import (
    DayOutcome,
    End,
    ObjectiveOutcome,
    Reason,
    SerialOutcome,
)
from birlik.planning.rehearsal.simulate import REASONS, Runs

#: Bins of the delays of a serial: of a minute each, if the limit allows.
_MOST_BINS = 2000

#: Percentiles of the end that are told, and bars of its picture.
PERCENTILES = (5, 10, 25, 50, 75, 90, 95)
_BARS = 40

#: Minutes that a bar may be wide.
_WIDTHS = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440)

_LATE = 0.9

#: A delay smaller than this, in minutes, is the rounding of a sum.
LEAST_DELAY = 0.01


class Tally:
    """Counts over all runs so far.

    Parameters
    ----------
    conduct : Conduct
    tolerance, limit : int
        Minutes.
    """

    def __init__(self, conduct: Conduct, tolerance: int, limit: int) -> None:
        self.conduct, self.tolerance, self.limit = conduct, tolerance, limit
        count = len(conduct.parties)
        self.runs = 0
        self.on_time = np.zeros(count, dtype=np.int64)
        self.held = np.zeros(count, dtype=np.int64)
        self.delay = np.zeros(count)
        self.reasons = np.zeros((count, len(REASONS) + 1), dtype=np.int64)
        self.bin = max(1, -(-limit // _MOST_BINS))
        self.bins = np.zeros((count, limit // self.bin + 2), dtype=np.int64)
        self.ends: list[npt.NDArray[np.float32]] = []
        self.pairs = self._pairs()
        self.trained = {pair: [0, 0] for pair in self.pairs}

    def _pairs(self) -> dict[tuple[str, str], list[int]]:
        """Serials of the timetable by the objective they serve and a nation that takes part in them.

        What an objective wants of a nation, and no serial of the timetable does, is there as well.
        """
        plan = self.conduct.plan
        wanted = {objective.id: objective.nations for objective in plan.objectives}
        found: dict[tuple[str, str], list[int]] = {
            (objective, nation): [] for objective, nations in wanted.items() for nation in nations
        }
        placed = {party.serial.id: number for number, party in enumerate(self.conduct.parties)}
        for serial in plan.serials:
            number = placed.get(serial.id)
            there = self._nations(
                serial,
                serial.units if number is None else self.conduct.parties[number].placement.units,
            )
            for name in dict.fromkeys(serial.objectives):
                for nation in there if name in wanted else ():
                    if not wanted[name] or nation in wanted[name]:
                        serials = found.setdefault((name, nation), [])
                        serials += [] if number is None else [number]
        return found

    def _nations(self, serial: Serial, units: Iterable[str]) -> set[str]:
        """Nations that take part in a serial with some units."""
        plan, known = self.conduct.plan, self.conduct.units
        return {
            nation for unit in units if unit in known and (nation := plan.units[known[unit]].nation)
        }.union(serial.nations)

    def add(self, runs: Runs) -> None:
        """Count some runs more."""
        self.runs += runs.starts.shape[1]
        for number in range(len(self.conduct.parties)):
            starts, planned = runs.starts[number], runs.planned[number]
            late = starts - planned
            most = float(late.max(initial=0))
            if most < LEAST_DELAY:
                # By far the most usual row: every run begins it as planned.
                self.held[number] += len(late)
                self.on_time[number] += len(late)
                self.bins[number, 0] += len(late)
                continue
            if np.isinf(most):
                counted = np.bincount(runs.why[number], minlength=len(REASONS) + 1)
                self.reasons[number] += counted
                late = late[runs.why[number] == 0]
            self.held[number] += len(late)
            self.on_time[number] += int((late <= self.tolerance + LEAST_DELAY).sum())
            self.delay[number] += float(late.sum(dtype=np.float64))
            bins = np.ceil((late - LEAST_DELAY) / self.bin).astype(np.intp)
            width = self.bins.shape[1]
            self.bins[number] += np.bincount(np.clip(bins, 0, width - 1), minlength=width)
        if len(runs.ends):
            self.ends.append(runs.ends.max(axis=0))
        for pair, numbers in self.pairs.items():
            held = runs.why[numbers] == 0
            self.trained[pair][0] += int(held.any(axis=0).sum())
            self.trained[pair][1] += int(held.all(axis=0).sum()) if numbers else 0

    def serials(self) -> tuple[SerialOutcome, ...]:
        """Outcome of each serial."""
        return tuple(
            SerialOutcome(
                serial=party.serial.id,
                begins=party.placement.begins,
                on_time=self._share(self.on_time[number]),
                held=self._share(self.held[number]),
                mean_delay=round(float(self.delay[number]) / max(1, int(self.held[number])), 3),
                late_delay=self._late(self.bins[number]),
                cancelled={
                    reason: self._share(self.reasons[number, place])
                    for place, reason in enumerate(REASONS, start=1)
                    if self.reasons[number, place]
                },
            )
            for number, party in enumerate(self.conduct.parties)
        )

    def _share(self, count: int | np.int64) -> float:
        return round(int(count) / max(1, self.runs), 6)

    def _late(self, bins: npt.NDArray[np.int64]) -> float:
        """Minutes that nine of ten delays do not exceed."""
        below = np.cumsum(bins)
        if not below[-1]:
            return 0.0
        return float(np.searchsorted(below, _LATE * below[-1]) * self.bin)

    def reasons_a_run(self) -> dict[Reason, float]:
        """Serials cancelled a run, by reason."""
        total = self.reasons.sum(axis=0)
        return {
            reason: round(int(total[number]) / max(1, self.runs), 6)
            for number, reason in enumerate(REASONS, start=1)
            if total[number]
        }

    def objectives(self) -> tuple[ObjectiveOutcome, ...]:
        """Outcome of each objective for each nation, in the order of the plan."""
        plan = self.conduct.plan
        return tuple(
            ObjectiveOutcome(
                objective=objective.id,
                nation=nation.id,
                serials=len(self.pairs[objective.id, nation.id]),
                trained=self._share(self.trained[objective.id, nation.id][0]),
                fully=self._share(self.trained[objective.id, nation.id][1]),
            )
            for objective in plan.objectives
            for nation in plan.nations
            if (objective.id, nation.id) in self.pairs
        )

    def end(self) -> End | None:
        """Spread of the end; None if the timetable is empty."""
        conduct = self.conduct
        if not conduct.parties:
            return None
        planned = max(party.begins + party.duration for party in conduct.parties)
        ends = np.concatenate(self.ends) if self.ends else np.zeros(0, dtype=np.float32)
        ends = ends[np.isfinite(ends)]
        if not len(ends):
            return End(planned=conduct.frame.instant(planned))
        found = np.percentile(ends, PERCENTILES, method="inverted_cdf")
        width = _round_width(float(ends.max() - ends.min()))
        # Bars begin at times that people say: on the hour, at a quarter to.
        least = math.floor(float(ends.min()) / width) * width
        counts = np.bincount(((ends - least) // width).astype(np.intp))
        return End(
            planned=conduct.frame.instant(planned),
            percentiles={
                percent: conduct.frame.instant(round(float(minute)))
                for percent, minute in zip(PERCENTILES, found, strict=True)
            },
            counts=tuple(int(count) for count in counts),
            least=conduct.frame.instant(least),
            width=width,
        )

    def days(self) -> tuple[DayOutcome, ...]:
        """Outcome of the serials of each day."""
        by_day: defaultdict[date, list[int]] = defaultdict(list)
        for number, party in enumerate(self.conduct.parties):
            local = party.placement.begins.astimezone(self.conduct.frame.zone)
            by_day[local.date()].append(number)
        return tuple(
            DayOutcome(
                day=day,
                serials=len(numbers),
                on_time=self._share(self.on_time[numbers].sum()) / len(numbers),
                held=self._share(self.held[numbers].sum()) / len(numbers),
                mean_delay=round(
                    float(self.delay[numbers].sum()) / max(1, int(self.held[numbers].sum())), 3
                ),
                late_delay=self._late(self.bins[numbers].sum(axis=0)),
            )
            for day, numbers in sorted(by_day.items())
        )


def _round_width(spread: float) -> int:
    """Minutes of a bar by which a spread of the ends takes no more bars than a picture holds."""
    for width in _WIDTHS:
        if spread < width * (_BARS - 1):
            return width
    return 1440 * math.ceil(spread / (1440 * (_BARS - 1)))
