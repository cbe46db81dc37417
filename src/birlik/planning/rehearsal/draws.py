"""What chance does to a timetable in some runs: lengths, delays, weather, failures and arrivals."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from birlik.exercise.records.disturbances import (
    PARAMETERS,
    Counting,
    Distribution,
    Disturbance,
    DisturbanceKind,
)
from birlik.exercise.values.hours import HourWindow
from birlik.planning.rehearsal.conduct import Conduct
from birlik.planning.rehearsal.party import Minutes, Party
from birlik.planning.windows import ALWAYS

#: What a failure takes away when nobody says how much.
USUAL_LOSS = 1.0

#: Serials whose random numbers are drawn at once.
_ROWS = 32


@dataclass(frozen=True)
class Spell:
    """Something that lasts from one minute up to another in some runs, at most once in each.

    Attributes
    ----------
    runs : array of int
        Positions of the runs in which it happens.
    begins, ends : array of float
        Minutes, for each of them.
    earliest, latest : float
        The first beginning and the last end.
    """

    runs: npt.NDArray[np.intp]
    begins: Minutes
    ends: Minutes
    earliest: float
    latest: float

    def first(self, count: int) -> Spell | None:
        """The same in the first `count` runs; None if it happens in none of them."""
        some = self.runs < count
        if not some.any():
            return None
        return Spell(
            self.runs[some], self.begins[some], self.ends[some], self.earliest, self.latest
        )


@dataclass(frozen=True)
class Closing:
    """Areas that the weather shuts for a spell."""

    areas: frozenset[str]
    spell: Spell


@dataclass(frozen=True)
class Loss:
    """Amount that a pool lacks for a spell."""

    amount: float
    spell: Spell


@dataclass
class Draws:
    """What happens in the runs of one chunk.

    Attributes
    ----------
    count : int
        Runs.
    lengths, delays : array of float or None
        Minutes by party and run; None if all is as planned.
    arrivals : dict of str to array of float
        Minute by run from which a unit that may be late takes part.
    closings : list of Closing
        By the day on which they may begin.
    losses : dict of str to list of Loss
        By pool.
    """

    count: int
    lengths: Minutes | None = None
    delays: Minutes | None = None
    arrivals: dict[str, Minutes] = field(default_factory=dict)
    closings: list[Closing] = field(default_factory=list)
    losses: dict[str, list[Loss]] = field(default_factory=dict)

    def first(self, count: int) -> Draws:
        """What happens in the first `count` of the runs."""
        if count >= self.count:
            return self
        return Draws(
            count,
            lengths=None if self.lengths is None else self.lengths[:, :count].copy(),
            delays=None if self.delays is None else self.delays[:, :count].copy(),
            arrivals={unit: there[:count].copy() for unit, there in self.arrivals.items()},
            closings=[
                Closing(closing.areas, spell)
                for closing in self.closings
                if (spell := closing.spell.first(count))
            ],
            losses={
                pool: [
                    Loss(loss.amount, spell)
                    for loss in losses
                    if (spell := loss.spell.first(count))
                ]
                for pool, losses in self.losses.items()
            },
        )


def usable(disturbances: Iterable[Disturbance]) -> tuple[Disturbance, ...]:
    """Disturbances whose numbers can be drawn from; the others are findings of the plan."""
    return tuple(d for d in disturbances if d.kind and not d.unread and _is_sound(d))


def _is_sound(disturbance: Disturbance) -> bool:
    if disturbance.distribution is None:
        return False
    if any(getattr(disturbance, name) is None for name in PARAMETERS[disturbance.distribution]):
        return False
    least, usual, most = (
        disturbance.least or 0.0,
        disturbance.usual or 0.0,
        disturbance.most or 0.0,
    )
    if disturbance.distribution is Distribution.UNIFORM:
        return least <= most
    if disturbance.distribution is Distribution.TRIANGULAR:
        return least <= usual <= most
    return disturbance.distribution is not Distribution.LOGNORMAL or usual > 0


def spread_of(
    disturbance: Disturbance, chance: np.random.Generator, shape: tuple[int, ...]
) -> Minutes:
    """Values of a disturbance's distribution, never below 0.

    The same random numbers are stretched by the parameters, so that a wider distribution gives a
    longer value in each run.
    """
    kind = disturbance.distribution
    least, usual = disturbance.least or 0.0, disturbance.usual or 0.0
    most, spread = disturbance.most or 0.0, disturbance.spread or 0.0
    values: Minutes
    if kind is Distribution.UNIFORM:
        values = chance.random(shape, dtype=np.float32)
        values *= most - least
        values += least
    elif kind is Distribution.TRIANGULAR:
        values = _triangular(chance.random(shape, dtype=np.float32), least, usual, most)
    elif kind is Distribution.NORMAL:
        values = chance.standard_normal(shape, dtype=np.float32)
        values *= spread
        values += usual
        np.maximum(values, np.float32(0), out=values)
    elif kind is Distribution.LOGNORMAL:
        variance = math.log1p((spread / usual) ** 2)
        values = chance.standard_normal(shape, dtype=np.float32)
        values *= math.sqrt(variance)
        values += math.log(usual) - variance / 2
        np.exp(values, out=values)
    elif kind is Distribution.EXPONENTIAL:
        values = chance.standard_exponential(shape, dtype=np.float32)
        values *= usual
    else:
        values = np.full(shape, usual, dtype=np.float32)
    return values


def _triangular(even: Minutes, least: float, usual: float, most: float) -> Minutes:
    width = most - least
    if width <= 0:
        return np.full(even.shape, least, dtype=np.float32)
    rises = even < (usual - least) / width
    # Both sides of the most likely value are a root; which one, is chosen before it is taken.
    values = np.where(
        rises, even * (width * (usual - least)), (1 - even) * (width * (most - usual))
    )
    np.sqrt(values, out=values)
    np.copyto(values, most - values, where=~rises)
    np.add(values, least, out=values, where=rises)
    return values


class Chance:
    """The disturbances of a plan, from which each chunk of runs is drawn.

    A disturbance has random numbers of its own, by the seed, its id and the chunk: whatever else the
    sheet holds, they stay the same.

    Parameters
    ----------
    conduct : Conduct
    disturbances : sequence of Disturbance
    seed : int
    """

    def __init__(self, conduct: Conduct, disturbances: Sequence[Disturbance], seed: int) -> None:
        self.conduct, self.seed = conduct, seed
        self.disturbances = usable(disturbances)
        self._names = [f"{d.kind}/{d.id}" for d in self.disturbances]
        self._days = {
            d.id: self._days_of(d)
            for d in self.disturbances
            if d.kind in (DisturbanceKind.WEATHER, DisturbanceKind.FAILURE)
        }
        self._hit = [
            np.array(
                [n for n, party in enumerate(conduct.parties) if self._hits(d, party)],
                dtype=np.intp,
            )
            for d in self.disturbances
        ]

    def _days_of(self, disturbance: Disturbance) -> tuple[tuple[tuple[int, int], ...], ...]:
        """Minutes of each day of the exercise within which weather or a failure can begin."""
        frame = self.conduct.frame
        hours = disturbance.hours or (HourWindow(begins=0, ends=1440),)
        found = []
        for day in frame.chosen_days(disturbance.days):
            stretches = tuple(
                (frame.wall_clock(day, window.begins), frame.wall_clock(day, window.ends))
                for window in hours
            )
            if stretches[-1][1] > frame.span.first - 1440 and stretches[0][0] <= frame.span.last:
                found.append(stretches)
        return tuple(found)

    def _hits(self, disturbance: Disturbance, party: Party) -> bool:
        """Whether a disturbance of durations or delays is one of a serial."""
        serial, placed, conduct = party.serial, party.placement, self.conduct
        there = {
            conduct.plan.units[conduct.units[unit]].nation
            for unit in placed.units
            if unit in conduct.units
        } | set(serial.nations)
        return (
            (not disturbance.serial_kinds or serial.kind in disturbance.serial_kinds)
            and (not disturbance.areas or not set(disturbance.areas).isdisjoint(placed.areas))
            and (
                disturbance.area_kind is None
                or any(
                    conduct.areas[area].kind is disturbance.area_kind
                    for area in placed.areas
                    if area in conduct.areas
                )
            )
            and (not disturbance.units or not set(disturbance.units).isdisjoint(placed.units))
            and (not disturbance.nations or not there.isdisjoint(disturbance.nations))
        )

    def draws(self, chunk: int, count: int, whole: int) -> Draws:
        """What happens in the first `count` of the `whole` runs of a chunk."""
        drawn = Draws(count)
        for number, disturbance in enumerate(self.disturbances):
            name = zlib.crc32(self._names[number].encode())
            chance = np.random.Generator(np.random.SFC64([self.seed, name, chunk]))
            if disturbance.kind in (DisturbanceKind.DURATION, DisturbanceKind.DELAY):
                self._of_serials(drawn, disturbance, self._hit[number], chance, whole)
            elif disturbance.kind is DisturbanceKind.WEATHER:
                self._weather(drawn, disturbance, chance, whole)
            elif disturbance.kind is DisturbanceKind.FAILURE:
                self._failures(drawn, disturbance, chance, whole)
            else:
                self._arrivals(drawn, disturbance, chance, whole)
        if drawn.lengths is not None:
            np.maximum(drawn.lengths, np.float32(0), out=drawn.lengths)
        drawn.closings.sort(key=lambda closing: closing.spell.earliest)
        for losses in drawn.losses.values():
            losses.sort(key=lambda loss: loss.spell.earliest)
        return drawn

    def _of_serials(
        self,
        drawn: Draws,
        disturbance: Disturbance,
        hit: npt.NDArray[np.intp],
        chance: np.random.Generator,
        whole: int,
    ) -> None:
        """Durations that replace the planned ones, and delays that are added up."""
        if not len(hit):
            return
        longer = disturbance.kind is DisturbanceKind.DURATION
        shape = (len(self.conduct.parties), drawn.count)
        if longer and drawn.lengths is None:
            drawn.lengths = np.repeat(self.conduct.lasting[:, None], drawn.count, axis=1)
        elif not longer and drawn.delays is None:
            drawn.delays = np.zeros(shape, dtype=np.float32)
        target = drawn.lengths if longer else drawn.delays
        assert target is not None
        often = _often(disturbance)
        # A few serials at a time stay in the processor's cache.
        for begin in range(0, len(hit), _ROWS):
            rows = hit[begin : begin + _ROWS]
            lasting = self.conduct.lasting[rows][:, None]
            values = spread_of(disturbance, chance, (len(rows), whole))
            if disturbance.counted_in is Counting.PERCENT:
                values *= lasting / np.float32(100)
            if longer:
                values -= lasting
            if often < 1:
                values *= chance.random((len(rows), whole), dtype=np.float32) < often
            target[rows] += values[:, : drawn.count]

    def _weather(
        self, drawn: Draws, disturbance: Disturbance, chance: np.random.Generator, whole: int
    ) -> None:
        areas = frozenset(
            area.id
            for area in self.conduct.plan.areas
            if (not disturbance.areas or area.id in disturbance.areas)
            and (disturbance.area_kind is None or area.kind is disturbance.area_kind)
        )
        for spell in self._spells(drawn, disturbance, chance, whole):
            drawn.closings.append(Closing(areas, spell))

    def _failures(
        self, drawn: Draws, disturbance: Disturbance, chance: np.random.Generator, whole: int
    ) -> None:
        amount = USUAL_LOSS if disturbance.amount is None else disturbance.amount
        for pool in self.conduct.plan.resources:
            if pool.used_up or (disturbance.resources and pool.id not in disturbance.resources):
                continue
            spells = self._spells(drawn, disturbance, chance, whole)
            drawn.losses.setdefault(pool.id, []).extend(Loss(amount, spell) for spell in spells)

    def _spells(
        self, drawn: Draws, disturbance: Disturbance, chance: np.random.Generator, whole: int
    ) -> list[Spell]:
        """A spell for each day on which it can begin."""
        days = self._days[disturbance.id]
        shape, count = (len(days), whole), drawn.count
        happens = chance.random(shape, dtype=np.float32)[:, :count] < _often(disturbance)
        moments = chance.random(shape, dtype=np.float32)[:, :count]
        lengths = spread_of(disturbance, chance, shape)[:, :count]
        spells = []
        for number, stretches in enumerate(days):
            runs = np.flatnonzero(happens[number])
            if not len(runs):
                continue
            edges = np.cumsum([0, *(end - begin for begin, end in stretches)])
            within = moments[number, runs] * edges[-1]
            window = np.minimum(
                np.searchsorted(edges, within, side="right") - 1, len(stretches) - 1
            )
            first = np.array([begin for begin, _ in stretches])
            begins = (first[window] + within - edges[window]).astype(np.float32)
            ends = begins + lengths[number, runs]
            spells.append(Spell(runs, begins, ends, float(begins.min()), float(ends.max())))
        return spells

    def _arrivals(
        self, drawn: Draws, disturbance: Disturbance, chance: np.random.Generator, whole: int
    ) -> None:
        """Late arrivals; units that come with one contingent are late together."""
        late: dict[str, Minutes] = {}
        for unit in self.conduct.plan.units:
            if (disturbance.units and unit.id not in disturbance.units) or (
                disturbance.nations and unit.nation not in disturbance.nations
            ):
                continue
            alone = unit.arrives is not None or unit.contingent is None
            company = f"unit/{unit.id}" if alone else f"contingent/{unit.contingent}"
            if company not in late:
                values = spread_of(disturbance, chance, (whole,))
                values *= chance.random(whole, dtype=np.float32) < _often(disturbance)
                late[company] = values[: drawn.count]
            if unit.id not in drawn.arrivals:
                there = self.conduct.limits.presence[unit.id].window
                first = there.first if there and there.first > ALWAYS.first else None
                due = self.conduct.frame.span.first if first is None else first
                drawn.arrivals[unit.id] = np.full(drawn.count, due, dtype=np.float32)
            drawn.arrivals[unit.id] = drawn.arrivals[unit.id] + late[company]


def _often(disturbance: Disturbance) -> float:
    """Probability of a disturbance, from 0 to 1."""
    return 1.0 if disturbance.probability is None else disturbance.probability / 100
