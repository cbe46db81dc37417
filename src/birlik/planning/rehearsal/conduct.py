"""A timetable as its conduct sees it: who waits for whom, and when each serial may begin at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np
import numpy.typing as npt

from birlik.exercise.plan import Plan
from birlik.exercise.records.rules import RuleKind
from birlik.planning.frame import Frame
from birlik.planning.ground import Ground
from birlik.planning.limits import Limits
from birlik.planning.problem import PER_UNIT
from birlik.planning.rehearsal.order import (
    AREA,
    ORDER,
    POOL,
    UNIT,
    Holding,
    Line,
    handed_on,
    one_after_another,
)
from birlik.planning.rehearsal.party import Need, Party, Waits
from birlik.planning.timetable import Placement, Timetable
from birlik.planning.ways import TravelTables, travel_tables
from birlik.planning.windows import ALWAYS, Windows


class Conduct:
    """Everything about a timetable that stays the same in every run.

    Parties are the placements in the order of the timetable; arrays and lists go by that order.

    Parameters
    ----------
    plan : Plan
    timetable : Timetable
        One of this plan that breaks none of its rules; see :mod:`birlik.planning.rehearsal.soundness`.

    Raises
    ------
    ValueError
        If the exercise lacks STARTEX or ENDEX.
    """

    def __init__(self, plan: Plan, timetable: Timetable) -> None:
        self.plan, self.timetable, self.frame = plan, timetable, Frame.of(plan)
        self.ground = Ground.of(plan.areas)
        self.limits = Limits(plan, self.frame, {a.id: self.ground.centre(a.id) for a in plan.areas})
        self.serials = {serial.id: serial for serial in reversed(plan.serials)}
        self.areas = {area.id: area for area in reversed(plan.areas)}
        self.units = {unit.id: number for number, unit in reversed([*enumerate(plan.units)])}
        self.parties = tuple(
            self._party(placed)
            for placed in sorted(timetable.placements, key=lambda p: (p.begins, p.serial))
        )
        self.number = {party.serial.id: number for number, party in enumerate(self.parties)}
        self.planned: npt.NDArray[np.float32] = np.array(
            [party.begins for party in self.parties], dtype=np.float32
        )
        self.lasting: npt.NDArray[np.float32] = np.array(
            [party.duration for party in self.parties], dtype=np.float32
        )
        self.groups = self._groups()
        self.needs = [self._needs(party) for party in self.parties]
        self.lines = tuple(self._lines())
        self.waits = self._waits()
        self.takes_over = self._takes_over()
        self.longest_lag = self._longest_lag()

    def _party(self, placed: Placement) -> Party:
        serial = self.serials[placed.serial]
        # A fixed start is a plan; whether it can still be held when late is for the limit to say.
        free = serial.model_copy(update={"fixed": None})
        areas = placed.areas
        starts = reduce(
            Windows.__and__, (limit.starts for limit in self.limits.of(free, areas)), ALWAYS
        )
        must = set(serial.units)
        for unit in placed.units:
            if unit not in must:
                starts &= self.limits.with_unit(free, areas, unit)
        return Party(
            serial=serial,
            placement=placed,
            begins=self.frame.minute(placed.begins),
            duration=serial.duration or 0,
            setup=serial.setup or 0,
            clearup=serial.clearup or 0,
            starts=starts,
        )

    def _groups(self) -> tuple[tuple[int, ...], ...]:
        """Parties that begin together, in the order of the timetable; most are alone."""
        leader = list(range(len(self.parties)))

        def first(number: int) -> int:
            while leader[number] != number:
                number = leader[number]
            return number

        for number, party in enumerate(self.parties):
            for name in party.serial.together_with:
                if name in self.number:
                    one, other = sorted((first(number), first(self.number[name])))
                    leader[other] = one
        members: dict[int, list[int]] = {}
        for number in range(len(self.parties)):
            members.setdefault(first(number), []).append(number)
        return tuple(tuple(group) for group in members.values())

    def _needs(self, party: Party) -> tuple[Need, ...]:
        """Serials it waits for, all of which are in the timetable."""
        return tuple(Need(self.number[order.serial], order.max_gap) for order in party.serial.after)

    @cached_property
    def travel(self) -> TravelTables:
        """Minutes between sites, and the speed of each unit."""
        return travel_tables(self.plan, tuple(self._sites), self.ground)

    @cached_property
    def _sites(self) -> dict[str, int]:
        sites: dict[str, int] = {}
        for area in self.plan.areas:
            sites.setdefault(area.site or area.id, len(sites))
        return sites

    @cached_property
    def site(self) -> tuple[int | None, ...]:
        """Site of each party; None without areas."""
        return tuple(
            self._sites[self.areas[areas[0]].site or areas[0]]
            if (areas := party.placement.areas)
            else None
            for party in self.parties
        )

    def _holders(self, name: str) -> dict[str, list[int]]:
        held: defaultdict[str, list[int]] = defaultdict(list)
        for number, party in enumerate(self.parties):
            for thing in getattr(party.placement, name):
                held[thing].append(number)
        return held

    def _lines(self) -> Iterator[Line]:
        yield from self._lines_of_units()
        yield from self._lines_of_areas()
        yield from self._lines_of_pools()
        yield from self._lines_of_orders()
        yield from self._lines_of_dangers()

    def _lines_of_units(self) -> Iterator[Line]:
        for name, parties in self._holders("units").items():
            yield Line(UNIT, name, one_after_another(parties), self._way_of(name))

    def _way_of(self, unit: str) -> _Way:
        rests = []
        record = self.plan.units[self.units[unit]]
        for rule in self.plan.rules:
            if (
                rule.kind is RuleKind.REST
                and rule.limit is not None
                and (not rule.units or unit in rule.units)
                and (not rule.nations or record.nation in rule.nations)
            ):
                counted = {
                    number
                    for number, party in enumerate(self.parties)
                    if party.serial.id not in rule.except_serials
                    and (not rule.serial_kinds or party.serial.kind in rule.serial_kinds)
                    and (not rule.areas or not set(rule.areas).isdisjoint(party.placement.areas))
                }
                rests.append((round(rule.limit * 60), counted))
        table = self.travel.minutes[self.travel.speed_class[self.units[unit]]]
        return _Way(self, table, tuple(rests))

    def _lines_of_areas(self) -> Iterator[Line]:
        def lag(before: int, after: int) -> int:
            return self.parties[before].clearup + self.parties[after].setup

        for name, parties in self._holders("areas").items():
            area = self.areas[name]
            at_once = 1 if area.serials_at_once is None else max(1, area.serials_at_once)
            yield Line(AREA, name, handed_on(self._occupying(parties), at_once), lag)
            if area.people_at_once is not None and at_once > 1:
                crowd = self._occupying(parties, by_people=True)
                yield Line(AREA, name, handed_on(crowd, area.people_at_once), lag)

    def _occupying(self, parties: Iterable[int], by_people: bool = False) -> Iterator[Holding]:
        for number in parties:
            party = self.parties[number]
            people = (party.serial.people or 0) + sum(
                self.plan.units[self.units[unit]].personnel or 0 for unit in party.placement.units
            )
            yield Holding(
                number,
                party.begins - party.setup,
                party.begins + party.duration + party.clearup,
                people if by_people else 1,
            )

    def _lines_of_pools(self) -> Iterator[Line]:
        drawn: defaultdict[str, list[Holding]] = defaultdict(list)
        for number, party in enumerate(self.parties):
            for amount in party.serial.resources:
                if amount.quantity:
                    drawn[amount.resource].append(
                        Holding(
                            number,
                            party.begins,
                            party.begins + party.duration,
                            round(amount.quantity * PER_UNIT),
                        )
                    )
        for pool in self.plan.resources:
            if not pool.used_up and drawn[pool.id]:
                givers = handed_on(drawn.pop(pool.id), round((pool.quantity or 0) * PER_UNIT))
                yield Line(POOL, pool.id, givers, lambda before, after: 0)

    def _lines_of_orders(self) -> Iterator[Line]:
        gaps: dict[tuple[int, int], int] = {}
        for number, party in enumerate(self.parties):
            for order in party.serial.after:
                if order.serial in self.number:
                    gaps[self.number[order.serial], number] = order.min_gap
            for name in party.serial.never_with:
                if name in self.number:
                    one, other = sorted((number, self.number[name]))
                    gaps.setdefault((one, other), 0)
        givers: defaultdict[int, list[int]] = defaultdict(list)
        for before, after in gaps:
            givers[after].append(before)
        yield Line(
            ORDER,
            "",
            {after: tuple(before) for after, before in givers.items()},
            lambda before, after: gaps.get((before, after), 0),
        )

    def _lines_of_dangers(self) -> Iterator[Line]:
        """Areas shut by danger zones: whoever uses one waits for the zone, and the zone for him."""
        users = self._holders("areas")
        shut: defaultdict[str, list[int]] = defaultdict(list)
        for number, party in enumerate(self.parties):
            own = party.placement.areas
            zone = self.ground.danger_zone(party.serial, own[0] if own else None)
            for area in self.ground.touched_by(zone) if zone is not None else ():
                if area not in own:
                    shut[area].append(number)
        for area, dangerous in sorted(shut.items()):
            givers: defaultdict[int, list[int]] = defaultdict(list)
            for number in users.get(area, ()):
                for danger in dangerous:
                    givers[max(number, danger)].append(min(number, danger))
            using = frozenset(users.get(area, ()))

            def lag(before: int, after: int, using: frozenset[int] = using) -> int:
                # One of the two runs, the other occupies the area.
                if before in using:
                    return self.parties[before].clearup
                return self.parties[after].setup

            yield Line(AREA, area, {n: tuple(g) for n, g in givers.items()}, lag)

    def _waits(self) -> tuple[Waits, ...]:
        """For each party the givers of all lines, each giver once, with its longest lag."""
        found: list[dict[int, tuple[int, int]]] = [{} for _ in self.parties]
        for number, line in enumerate(self.lines):
            for party, givers in line.givers.items():
                for giver in givers:
                    if giver >= party:
                        continue
                    lag = line.lag(giver, party)
                    if giver not in found[party] or lag > found[party][giver][0]:
                        found[party][giver] = (lag, number)
        return tuple(
            Waits(
                givers=np.fromiter(mine, np.int32, len(mine)),
                lags=np.fromiter((lag for lag, _ in mine.values()), np.float32, len(mine)),
                lines=np.fromiter((line for _, line in mine.values()), np.int32, len(mine)),
            )
            for mine in found
        )

    def _longest_lag(self) -> int:
        """No lag between any two parties is longer."""
        ways = (way for table in self.travel.minutes for row in table for way in row)
        rests = (round((rule.limit or 0) * 60) for rule in self.plan.rules)
        room = (party.setup + party.clearup for party in self.parties)
        gaps = (order.min_gap for party in self.parties for order in party.serial.after)
        return max(max(ways, default=0), max(rests, default=0), max(gaps, default=0), 0) + 2 * max(
            room, default=0
        )

    def _takes_over(self) -> tuple[tuple[int, ...], ...]:
        """Numbers of the lines on which each party takes over from others."""
        found: list[list[int]] = [[] for _ in self.parties]
        for number, line in enumerate(self.lines):
            if line.kind != ORDER:
                for party, givers in line.givers.items():
                    if givers:
                        found[party].append(number)
        return tuple(tuple(numbers) for numbers in found)


@dataclass(frozen=True)
class _Way:
    """Least minutes of one unit between two serials: its way, or its rest between two days."""

    conduct: Conduct
    table: tuple[tuple[int, ...], ...]
    rests: tuple[tuple[int, set[int]], ...]

    def __call__(self, before: int, after: int) -> int:
        conduct = self.conduct
        origin, destination = conduct.site[before], conduct.site[after]
        way = 0
        if origin is not None and destination is not None and origin != destination:
            way = self.table[origin][destination]
        for least, counted in self.rests:
            if before in counted and after in counted and self._day(before) != self._day(after):
                way = max(way, least)
        return way

    def _day(self, party: int) -> int:
        edges = self.conduct.frame.day_edges
        return int(np.searchsorted(edges, self.conduct.parties[party].begins, side="right"))
