"""What limits the start of one serial in one set of areas, each limit with the words that name it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import Plan
from birlik.exercise.records.means import Area, Resource, Unit
from birlik.exercise.records.rules import CLOSING_RULES, Rule
from birlik.exercise.records.serials import Serial
from birlik.exercise.reserved import Reserved
from birlik.exercise.sentences import Moment, all_of, one_of, said, word_of
from birlik.exercise.time import minutes_text
from birlik.exercise.values.demands import UnitDemand
from birlik.exercise.values.ground import Position
from birlik.exercise.values.hours import HourWindow
from birlik.exercise.values.moments import Period
from birlik.planning.frame import Frame
from birlik.planning.light import light_windows
from birlik.planning.windows import ALWAYS, NEVER, Windows, just


@dataclass(frozen=True)
class Limit:
    """Starts that one demand leaves, and the demand in words."""

    words: str
    starts: Windows


@dataclass(frozen=True)
class Presence:
    """When a unit is there: minutes from its arrival to its departure."""

    unit: Unit
    window: Windows


class Limits:
    """The limits of every serial of a plan.

    Parameters
    ----------
    plan : Plan
    frame : Frame
    centres : dict of str to Position or None
        Centre of each area, for its sun.
    reserved : iterable of Reserved
        When areas and units are taken by what the plan does not hold.
    """

    def __init__(
        self,
        plan: Plan,
        frame: Frame,
        centres: dict[str, Position | None],
        reserved: Iterable[Reserved] = (),
    ) -> None:
        self.plan, self.frame, self.centres = plan, frame, centres
        self.areas: dict[str, Area] = {area.id: area for area in plan.areas}
        self.units: dict[str, Unit] = {unit.id: unit for unit in plan.units}
        self.pools: dict[str, Resource] = {pool.id: pool for pool in plan.resources}
        self.phases = {phase.id: phase for phase in plan.phases}
        contingents = {contingent.id: contingent for contingent in plan.contingents}
        self._reserved = _reserved_minutes(frame, reserved)
        self.presence: dict[str, Presence] = {}
        for unit in plan.units:
            stay = contingents.get(unit.contingent or "")
            arrives = unit.arrives or (stay.arrives if stay else None)
            departs = unit.departs or (stay.departs if stay else None)
            there = self._between(arrives, departs) - self._taken(RecordKind.UNIT, unit.id)
            self.presence[unit.id] = Presence(unit, there)
        self.closings = [rule for rule in plan.rules if rule.kind in CLOSING_RULES]
        self._fitting: dict[tuple[str | None, str | None], tuple[str, ...]] = {}
        self._open: dict[str, Windows] = {}
        self._hours: dict[str, Windows] = {}
        self._within: dict[tuple[HourWindow, ...], Windows] = {}

    def of(self, serial: Serial, areas: tuple[str, ...]) -> list[Limit]:
        """Every limit of a serial in a set of areas, whatever units are chosen."""
        return [
            *self._own(serial, areas),
            *self._of_areas(serial, areas),
            *self._of_others(serial, areas),
        ]

    def key_of_serial(self, serial: Serial) -> tuple[Hashable, ...]:
        """What the starts that all limits leave depend on, besides the areas; thousands share it."""
        pools, hours, days = self._timed_pools, serial.hours, serial.days
        return (
            *(serial.duration, serial.setup, serial.clearup, serial.phase, serial.fixed),
            *(serial.earliest, serial.latest, serial.light),
            # Numbers are compared sooner than records.
            tuple([(window.begins, window.ends) for window in hours]) if hours else (),
            tuple([(span.first, span.last, span.weekday) for span in days]) if days else (),
            tuple([a.resource for a in serial.resources if a.resource in pools and a.quantity])
            if pools
            else (),
            tuple([name for name in serial.units if name in self._coming_and_going])
            if self._coming_and_going
            else (),
        )

    def depend_on_areas(self, serial: Serial) -> bool:
        """Whether the starts that all limits leave may not be the same in every set of areas."""
        return bool(serial.light or self.closings or self._timed_areas)

    def key_of_areas(self, serial: Serial, areas: tuple[str, ...]) -> tuple[Hashable, ...]:
        """What they depend on for a set of areas."""
        there = frozenset(serial.units)
        return (
            areas[:1] if serial.light else (),
            tuple(name for name in areas if name in self._timed_areas),
            tuple(rule.id for rule in self.closings if self.holds_for(rule, serial, areas, there)),
        )

    @cached_property
    def _timed_pools(self) -> frozenset[str]:
        """Pools that are not always available."""
        return frozenset(
            pool.id for pool in self.pools.values() if pool.available_from or pool.available_until
        )

    @cached_property
    def _timed_areas(self) -> frozenset[str]:
        """Areas that are not always open."""
        return frozenset(
            area.id
            for area in self.areas.values()
            if area.open_hours or area.open_days or area.closures
        ) | {name for kind, name in self._reserved if kind is RecordKind.AREA}

    @cached_property
    def _coming_and_going(self) -> frozenset[str]:
        """Units that are not always there."""
        return frozenset(
            name for name, presence in self.presence.items() if presence.window != ALWAYS
        )

    def _between(self, begins: datetime | None, ends: datetime | None) -> Windows:
        """Whole minutes between two instants, either of which may be missing."""
        first = self.frame.minute_after(begins) if begins else ALWAYS.first
        last = self.frame.minute(ends) if ends else ALWAYS.last + 1
        return Windows.of([(first, last)])

    def _own(self, serial: Serial, areas: tuple[str, ...]) -> Iterator[Limit]:
        """Limits that the serial states itself."""
        length, frame = serial.duration or 0, self.frame
        yield Limit(said("STARTEX and ENDEX"), frame.span.starts_within(length))
        if serial.phase in self.phases:
            phase = self.phases[serial.phase]
            yield Limit(
                said("phase {phase}", phase=phase.id),
                self._between(phase.begins, phase.ends).starts_within(length),
            )
        if serial.fixed:
            yield Limit(
                said("its fixed start {fixed}", fixed=self.shown(serial.fixed)),
                just(frame.minute(serial.fixed)),
            )
        if serial.earliest:
            earliest = self._between(serial.earliest, None)
            yield Limit(
                said("its earliest start {earliest}", earliest=self.shown(serial.earliest)),
                earliest,
            )
        if serial.latest:
            latest = self._between(None, serial.latest).starts_within(length)
            yield Limit(said("its latest end {latest}", latest=self.shown(serial.latest)), latest)
        if serial.hours:
            words = said("its hours {hours}", hours=[str(window) for window in serial.hours])
            if serial.hours not in self._within:
                self._within[serial.hours] = frame.hours_on(serial.hours, ())
            yield Limit(words, self._within[serial.hours].starts_within(length))
        if serial.days:
            words = said("its days {days}", days=[str(days) for days in serial.days])
            yield Limit(words, frame.whole_days(serial.days))
        if serial.light:
            place = self.centres.get(areas[0]) if areas else None
            place = place or self.plan.exercise.position
            light = one_of(word_of(each) for each in serial.light)
            words = said("the light it needs ({light})", light=light)
            if place is None:
                words = said(
                    "the light it needs ({light}), for its first area and the exercise have no position,",
                    light=light,
                )
                yield Limit(words, NEVER)
            else:
                windows = light_windows(place, serial.light, frame.origin, frame.endex)
                yield Limit(words, windows.starts_within(length))
        for amount in serial.resources:
            pool = self.pools.get(amount.resource)
            if pool and amount.quantity and (pool.available_from or pool.available_until):
                window = self._between(pool.available_from, pool.available_until)
                yield Limit(
                    said("the time in which {pool} is available", pool=pool.id),
                    window.starts_within(length),
                )

    def _of_areas(self, serial: Serial, areas: tuple[str, ...]) -> Iterator[Limit]:
        """Opening and closures of the areas, which hold for set-up and clear-up too."""
        length, before, after = serial.duration or 0, serial.setup or 0, serial.clearup or 0
        for name in areas:
            area = self.areas[name]
            if area.open_hours or area.open_days:
                if name not in self._open:
                    self._open[name] = self.frame.hours_on(area.open_hours, area.open_days)
                words = said("the opening of {area}", area=name)
                if area.open_hours:
                    hours = [str(window) for window in area.open_hours]
                    words = said("the opening of {area} {hours}", area=name, hours=hours)
                yield Limit(words, self._open[name].starts_within(length, before, after))
            if area.closures:
                shut = self._periods(area.closures)
                yield Limit(
                    said("the closures of {name}", name=name),
                    shut.starts_clear_of(length, before, after),
                )
            if taken := self._taken(RecordKind.AREA, name):
                words = said("the times at which {area} is reserved", area=name)
                yield Limit(words, taken.starts_clear_of(length, before, after))

    def _of_others(self, serial: Serial, areas: tuple[str, ...]) -> Iterator[Limit]:
        """Presence of the units that must take part, and rules that close hours or days."""
        length = serial.duration or 0
        for name in serial.units:
            window = self.presence[name].window
            if window != ALWAYS:
                yield Limit(self._presence_words(name), window.starts_within(length))
        there = frozenset(serial.units)
        for rule in self.closings:
            if self.holds_for(rule, serial, areas, there):
                yield Limit(
                    said("{kind} {rule}", kind=word_of(rule.kind), rule=rule.name),
                    self.closed(rule).starts_clear_of(length),
                )

    def closed(self, rule: Rule) -> Windows:
        """Minutes that a closing rule bars."""
        if rule.id not in self._hours:
            self._hours[rule.id] = self.frame.hours_on(rule.hours, rule.days)
        return self._hours[rule.id]

    def holds_for(
        self, rule: Rule, serial: Serial, areas: Iterable[str], units: frozenset[str]
    ) -> bool:
        """Whether a rule holds for a serial in some areas with some units."""
        nations = {self.units[unit].nation for unit in units} | set(serial.nations)
        return (
            serial.id not in rule.except_serials
            and (not rule.serial_kinds or serial.kind in rule.serial_kinds)
            and (not rule.areas or not set(rule.areas).isdisjoint(areas))
            and (not rule.units or not units.isdisjoint(rule.units))
            and (not rule.nations or not nations.isdisjoint(rule.nations))
        )

    def with_unit(self, serial: Serial, areas: tuple[str, ...], unit: str) -> Windows:
        """Starts at which the unit may be chosen for a serial in a set of areas."""
        length = serial.duration or 0
        starts = self.presence[unit].window.starts_within(length)
        if not self._may_close:
            return starts
        must = frozenset(serial.units)
        for rule in self.closings:
            # A rule for certain nations and certain units may be met by two units together:
            # whoever takes the last step into it is barred, and so is the one before.
            if (rule.units or rule.nations) and not self.holds_for(rule, serial, areas, must):
                concerned = self.holds_for(rule, serial, areas, must | {unit}) or (
                    bool(rule.units and rule.nations)
                    and (unit in rule.units or self.units[unit].nation in rule.nations)
                    and self.holds_for(rule, serial, areas, must | self._may_be_chosen(serial))
                )
                if concerned:
                    starts &= self.closed(rule).starts_clear_of(length)
        return starts

    def limit_choice(self, unit: str) -> bool:
        """Whether the choice of a unit can take any start away: it comes late, or a rule may hold for it."""
        return self.presence[unit].window != ALWAYS or self._may_close

    @cached_property
    def limit_any_choice(self) -> bool:
        """Whether the choice of any unit can take any start away."""
        return self._may_close or bool(self._coming_and_going)

    @cached_property
    def _may_close(self) -> bool:
        """Whether any closing rule is for certain units or nations."""
        return any(rule.units or rule.nations for rule in self.closings)

    def fitting(self, demand: UnitDemand) -> tuple[str, ...]:
        """Units that a demand can be met by, in the order of the plan."""
        kind = (demand.kind, demand.nation)
        if kind not in self._fitting:
            self._fitting[kind] = tuple(
                unit.id
                for unit in self.plan.units
                if demand.kind in (None, unit.kind) and demand.nation in (None, unit.nation)
            )
        return self._fitting[kind]

    def _may_be_chosen(self, serial: Serial) -> frozenset[str]:
        """Units that fit one of the serial's demands."""
        return frozenset(unit for demand in serial.choose for unit in self.fitting(demand))

    def _taken(self, kind: RecordKind, name: str) -> Windows:
        """Minutes at which something is reserved."""
        return self._reserved.get((kind, name), NEVER)

    def _presence_words(self, unit: str) -> str:
        if (RecordKind.UNIT, unit) in self._reserved:
            return said("arrival, departure and reserved times of {unit}", unit=unit)
        return said("arrival and departure of {unit}", unit=unit)

    def _periods(self, periods: Iterable[Period]) -> Windows:
        return Windows.of((self.frame.minute(p.begins), self.frame.minute(p.ends)) for p in periods)

    def shown(self, instant: datetime) -> Moment:
        """Instant as a planner reads it: ``12 July 09:00`` in the exercise's zone; other years are named."""
        local = instant.astimezone(self.frame.zone)
        usual = self.frame.startex.astimezone(self.frame.zone).year
        return Moment(local, "moment" if local.year == usual else "moment_year")


def _reserved_minutes(
    frame: Frame, reserved: Iterable[Reserved]
) -> dict[tuple[RecordKind, str], Windows]:
    """Minutes at which each area and unit is reserved."""
    found: dict[tuple[RecordKind, str], list[tuple[int, int]]] = {}
    for time in reserved:
        stretch = frame.minute(time.begins), frame.minute_after(time.ends)
        found.setdefault((time.kind, time.id), []).append(stretch)
    return {each: Windows.of(stretches) for each, stretches in found.items()}


def contradiction(limits: list[Limit], length: int) -> str:
    """The fewest limits that together leave no start, as one sentence for a planner.

    Parameters
    ----------
    limits : list of Limit
        Limits with no start in common.
    length : int
        Minutes the serial lasts.
    """
    needed = list(limits)
    for limit in limits:
        rest = [other for other in needed if other is not limit]
        if not _common(rest):
            needed = rest
    words = [limit.words for limit in needed]
    if len(words) == 1:
        return said(
            "{limit} leaves no room for {length}", limit=words[0], length=minutes_text(length)
        )
    return said(
        "{limits} leave no common room for {length}",
        limits=all_of(words),
        length=minutes_text(length),
    )


def _common(limits: list[Limit]) -> Windows:
    """Starts that keep all limits."""
    starts = ALWAYS
    for limit in limits:
        starts &= limit.starts
    return starts
