"""Where serials of a timetable could begin instead, everything else staying where it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import Plan
from birlik.exercise.records.rules import Rule, RuleKind
from birlik.exercise.records.serials import Serial
from birlik.exercise.reserved import Reserved
from birlik.planning.frame import Frame
from birlik.planning.ground import Ground
from birlik.planning.limits import Limits
from birlik.planning.loads import above, starts_meeting
from birlik.planning.modes import Modes
from birlik.planning.timetable import Placement
from birlik.planning.ways import travel_tables
from birlik.planning.windows import ALWAYS, FOREVER, NEVER, Windows


@dataclass(frozen=True)
class Fit:
    """Beginnings at which a serial breaks no rule in a set of areas.

    Attributes
    ----------
    areas : tuple of str
        As it asks for them; empty if it asks for none.
    begins : tuple of (datetime, datetime)
        First and last beginning of each stretch of the time step, in UTC.
    """

    areas: tuple[str, ...]
    begins: tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True)
class _Held:
    """A placed serial in minutes."""

    serial: Serial
    begins: int
    ends: int
    areas: tuple[str, ...]
    units: tuple[str, ...]

    @property
    def occupied(self) -> tuple[int, int]:
        """With set-up and clear-up."""
        return self.begins - (self.serial.setup or 0), self.ends + (self.serial.clearup or 0)


class Fitting:
    """A timetable that stands, ready to be asked where a serial would fit.

    Parameters
    ----------
    plan : Plan
    placements : iterable of Placement
    reserved : iterable of Reserved
        Times at which areas and units are taken by what the plan does not hold.

    Raises
    ------
    ValueError
        If the exercise has no usable frame.
    """

    def __init__(
        self, plan: Plan, placements: Iterable[Placement], reserved: Iterable[Reserved] = ()
    ) -> None:
        self.plan, self.frame = plan, Frame.of(plan)
        self.ground = Ground.of(plan.areas)
        centres = {area.id: self.ground.centre(area.id) for area in plan.areas}
        self.limits = Limits(plan, self.frame, centres)
        self.modes = Modes(plan, self.frame, self.ground, self.limits, None)
        self.serials = {serial.id: serial for serial in reversed(plan.serials)}
        self.sites = {area.id: area.site or area.id for area in plan.areas}
        names = tuple(dict.fromkeys(self.sites.values()))
        self._site = {name: number for number, name in enumerate(names)}
        travel = travel_tables(plan, names, self.ground)
        self._travel = {
            unit.id: travel.minutes[speed]
            for unit, speed in zip(plan.units, travel.speed_class, strict=True)
        }
        spanning = (RuleKind.WORK, RuleKind.REST)
        self.rules = [r for r in plan.rules if r.kind in spanning and r.limit is not None]
        self.held = {
            each.serial: self._held(each) for each in placements if each.serial in self.serials
        }
        self.in_area: defaultdict[str, list[_Held]] = defaultdict(list)
        self.of_unit: defaultdict[str, list[_Held]] = defaultdict(list)
        self.of_pool: defaultdict[str, list[_Held]] = defaultdict(list)
        self.endangering: list[tuple[_Held, frozenset[str]]] = []
        for held in self.held.values():
            for area in held.areas:
                self.in_area[area].append(held)
            for unit in held.units:
                self.of_unit[unit].append(held)
            for amount in held.serial.resources:
                self.of_pool[amount.resource].append(held)
            if shut := self._shut(held.serial, held.areas):
                self.endangering.append((held, shut))
        self.taken: defaultdict[tuple[RecordKind, str], list[tuple[int, int]]] = defaultdict(list)
        for time in reserved:
            stretch = self.frame.minute(time.begins), self.frame.minute_after(time.ends)
            self.taken[time.kind, time.id].append(stretch)
        self.followers: defaultdict[str, list[Serial]] = defaultdict(list)
        self.never: defaultdict[str, set[str]] = defaultdict(set)
        for serial in plan.serials:
            for order in serial.after:
                self.followers[order.serial].append(serial)
            for other in serial.never_with:
                self.never[serial.id].add(other)
                self.never[other].add(serial.id)

    def _held(self, placement: Placement) -> _Held:
        return _Held(
            self.serials[placement.serial],
            self.frame.minute(placement.begins),
            self.frame.minute_after(placement.ends),
            placement.areas,
            placement.units,
        )

    def _shut(self, serial: Serial, areas: tuple[str, ...]) -> frozenset[str]:
        """Areas that the danger zone of a serial shuts, besides its own."""
        if not serial.danger_zone and serial.danger_radius is None:
            return frozenset()
        zone = self.ground.danger_zone(serial, areas[0] if areas else None)
        return self.ground.touched_by(zone) - set(areas) if zone is not None else frozenset()

    def of(
        self, name: str, units: tuple[str, ...] = (), beside: Collection[str] = ()
    ) -> tuple[Fit, ...]:
        """Where a serial would fit, in each set of areas that it asks for.

        Parameters
        ----------
        name : str
            Id of a serial of the plan.
        units : tuple of str
            Units that would take part.
        beside : collection of str
            Further serials that are moved with it, and so are in nobody's way.

        Returns
        -------
        tuple of Fit
            Sets in which it fits nowhere are not among them; none at all if its record is incomplete.
        """
        serial = self.serials.get(name)
        if serial is None or not serial.duration or not self._sound(serial, units):
            return ()
        step = 1 if serial.fixed else self.frame.step
        away = {name, *beside}
        anywhere = self._anywhere(serial, units, away)
        found = []
        for mode in self.modes.of(serial, step).modes:
            areas = tuple(self.plan.areas[number].id for number in mode.areas)
            starts = mode.starts & anywhere & self._there(serial, areas, units, away)
            if begins := tuple(self._stretches(starts, step)):
                found.append(Fit(areas, begins))
        return tuple(found)

    def units_at(
        self,
        name: str,
        areas: tuple[str, ...],
        begins: datetime,
        now: tuple[str, ...],
        beside: Collection[str] = (),
    ) -> tuple[str, ...] | None:
        """Units that are free for a serial at a time: those that take part now, and others for the rest.

        Parameters
        ----------
        name, areas, beside
            As in :meth:`of`.
        begins : datetime
        now : tuple of str
            Units that take part now; each is kept if it is free.

        Returns
        -------
        tuple of str or None
            Those that must, then those chosen, in the order of the plan; None if not enough are free.
        """
        serial = self.serials.get(name)
        if serial is None or not self._sound(serial, now):
            return None
        start, length = self.frame.minute(begins), serial.duration or 0
        away, order = {name, *beside}, {unit: n for n, unit in enumerate(self._travel)}
        chosen: list[str] = []
        # Demands with the fewest candidates choose first, so that others do not take them away.
        for demand in sorted(serial.choose, key=lambda each: len(self.limits.fitting(each))):
            candidates = sorted(self.limits.fitting(demand), key=lambda unit: unit not in now)
            free: list[str] = []
            for unit in candidates:
                if unit in serial.units or unit in chosen:
                    continue
                there = (*serial.units, *chosen, *free, unit)
                starts = self._unit(unit, serial, areas, there, away)
                for stretch in self.taken[RecordKind.UNIT, unit]:
                    starts -= starts_meeting(stretch, length)
                if starts.holds(start, start + 1):
                    free.append(unit)
                if len(free) == demand.count:
                    break
            if len(free) < demand.count:
                return None
            chosen += free
        return (*serial.units, *sorted(chosen, key=order.__getitem__))

    def _sound(self, serial: Serial, units: Iterable[str]) -> bool:
        """Whether all that a serial names is in the plan."""
        limits = self.limits
        return all(unit in limits.units for unit in (*serial.units, *units)) and all(
            area in limits.areas for choice in serial.areas for area in choice.areas
        )

    def _stretches(self, starts: Windows, step: int) -> Iterator[tuple[datetime, datetime]]:
        """First and last minute of each stretch of the time step, as instants."""
        first = last = None
        for minute in starts.on_grid(step) if starts else ():
            if last is not None and first is not None and minute > last + step:
                yield self.frame.instant(first), self.frame.instant(last)
                first = minute
            first, last = (minute if first is None else first), minute
        if first is not None and last is not None:
            yield self.frame.instant(first), self.frame.instant(last)

    def _anywhere(self, serial: Serial, units: tuple[str, ...], away: set[str]) -> Windows:
        """Starts that everything but the areas leaves."""
        length = serial.duration or 0
        starts = self._ordered(serial, away)
        for other in self.never[serial.id] - away:
            if other in self.held:
                held = self.held[other]
                starts -= starts_meeting((held.begins, held.ends), length)
        for amount in serial.resources:
            starts &= self._pool(amount.resource, amount.quantity, length, away)
        for unit in units:
            for stretch in self.taken[RecordKind.UNIT, unit]:
                starts -= starts_meeting(stretch, length)
        return starts

    def _ordered(self, serial: Serial, away: set[str]) -> Windows:
        """Starts that serials before and after it leave."""
        starts, length = ALWAYS, serial.duration or 0
        for order in serial.after:
            if order.serial in away:
                continue
            before = self.held.get(order.serial)
            if before is None:
                return NEVER
            latest = FOREVER if order.max_gap is None else before.ends + order.max_gap + 1
            starts &= Windows.of([(before.ends + order.min_gap, latest)])
        for follower in self.followers[serial.id]:
            held = self.held.get(follower.id)
            if held is None or follower.id in away:
                continue
            for order in follower.after:
                if order.serial == serial.id:
                    latest = held.begins - order.min_gap - length + 1
                    most = order.max_gap
                    first = -FOREVER if most is None else held.begins - most - length
                    starts &= Windows.of([(first, latest)])
        return starts

    def _pool(self, name: str, quantity: float, length: int, away: set[str]) -> Windows:
        """Starts at which a pool holds enough."""
        pool = self.limits.pools.get(name)
        if not quantity:
            return ALWAYS
        if pool is None or pool.quantity is None:
            return NEVER
        drawn = [
            (held.begins, held.ends, round(amount.quantity * 1000))
            for held in self.of_pool[name]
            if held.serial.id not in away
            for amount in held.serial.resources
            if amount.resource == name
        ]
        left = round(pool.quantity * 1000) - round(quantity * 1000)
        if pool.used_up:
            return ALWAYS if sum(amount for _, _, amount in drawn) <= left else NEVER
        return above(drawn, left).starts_clear_of(length)

    def _there(
        self, serial: Serial, areas: tuple[str, ...], units: tuple[str, ...], away: set[str]
    ) -> Windows:
        """Starts that a set of areas leaves, to the serial and to its units there."""
        length, before, after = serial.duration or 0, serial.setup or 0, serial.clearup or 0
        starts = ALWAYS
        people = (serial.people or 0) + self._people(units)
        for name in areas:
            area = self.limits.areas[name]
            here = [held for held in self.in_area[name] if held.serial.id not in away]
            most = 1 if area.serials_at_once is None else area.serials_at_once
            shut = above([(*held.occupied, 1) for held in here], most - 1)
            if area.people_at_once is not None:
                loads = [
                    (*held.occupied, (held.serial.people or 0) + self._people(held.units))
                    for held in here
                ]
                shut |= above(loads, area.people_at_once - people) if people else NEVER
            dangers = [
                (held.begins, held.ends)
                for held, touched in self.endangering
                if name in touched and held.serial.id not in away
            ]
            shut |= Windows.of([*self.taken[RecordKind.AREA, name], *dangers])
            starts &= shut.starts_clear_of(length, before, after)
        for name in self._shut(serial, areas):
            there = Windows.of(
                held.occupied for held in self.in_area[name] if held.serial.id not in away
            )
            starts &= there.starts_clear_of(length)
        return reduce(
            Windows.__and__,
            (self._unit(unit, serial, areas, units, away) for unit in units),
            starts,
        )

    def _people(self, units: Iterable[str]) -> int:
        return sum(self.limits.units[unit].personnel or 0 for unit in units if unit in self._travel)

    def _unit(
        self,
        name: str,
        serial: Serial,
        areas: tuple[str, ...],
        units: tuple[str, ...],
        away: set[str],
    ) -> Windows:
        """Starts at which a unit is there, free, rested and not worked out."""
        length = serial.duration or 0
        starts = self.limits.presence[name].window.starts_within(length)
        there = frozenset(units)
        for rule in self.limits.closings:
            if self.limits.holds_for(rule, serial, areas, there):
                starts &= self.limits.closed(rule).starts_clear_of(length)
        others = [held for held in self.of_unit[name] if held.serial.id not in away]
        site = self.sites.get(areas[0]) if areas else None
        for held in others:
            gap = self._way(name, site, self.sites.get(held.areas[0]) if held.areas else None)
            starts -= starts_meeting((held.begins - gap, held.ends + gap), length)
        for rule in self.rules:
            if self._concerns(rule, name) and _counts(rule, serial, areas):
                counted = [held for held in others if _counts(rule, held.serial, held.areas)]
                limited = self._rested if rule.kind is RuleKind.REST else self._worked
                starts &= limited(counted, round((rule.limit or 0) * 60), length)
        return starts

    def _way(self, unit: str, one: str | None, other: str | None) -> int:
        if one is None or other is None or one == other:
            return 0
        return self._travel[unit][self._site[one]][self._site[other]]

    def _concerns(self, rule: Rule, unit: str) -> bool:
        """Whether a rule of work or rest holds for a unit."""
        return (not rule.units or unit in rule.units) and (
            not rule.nations or self.limits.units[unit].nation in rule.nations
        )

    def _day(self, minute: int) -> tuple[int, int]:
        """Working day of a minute, from its edge to the next."""
        edges = self.frame.day_edges
        later = [edge for edge in edges if edge > minute]
        earlier = [edge for edge in edges if edge <= minute]
        return (earlier[-1] if earlier else -FOREVER), (later[0] if later else FOREVER)

    def _rested(self, counted: list[_Held], least: int, length: int) -> Windows:
        """Starts that leave the least rest before and after each serial of another day."""
        barred = Windows.of(
            stretch
            for held in counted
            for stretch in starts_meeting((held.begins - least, held.ends + least), length)
            - Windows.of([self._day(held.begins)])
        )
        return barred.complement

    def _worked(self, counted: list[_Held], most: int, length: int) -> Windows:
        """Starts on days on which there is so much work left."""
        worked: defaultdict[tuple[int, int], int] = defaultdict(int)
        for held in counted:
            worked[self._day(held.begins)] += held.ends - held.begins
        if length > most:
            return NEVER
        full = [day for day, minutes in worked.items() if minutes + length > most]
        return Windows.of(full).complement


def _counts(rule: Rule, serial: Serial, areas: Iterable[str]) -> bool:
    return (
        serial.id not in rule.except_serials
        and (not rule.serial_kinds or serial.kind in rule.serial_kinds)
        and (not rule.areas or not set(rule.areas).isdisjoint(areas))
    )
