"""From a plan's records to the problem in numbers, and what cannot be part of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from birlik.exercise.columns import RecordKind, columns_of
from birlik.exercise.diagnostics import Finding, Severity
from birlik.exercise.plan import Plan
from birlik.exercise.records.serials import USUAL_WISH_COST, Serial
from birlik.exercise.reserved import Reserved
from birlik.exercise.sentences import Listing, clauses, said
from birlik.exercise.values.demands import UnitDemand
from birlik.planning.frame import Frame
from birlik.planning.frozen import Frozen
from birlik.planning.garbage import garbage_left_alone
from birlik.planning.ground import Ground
from birlik.planning.limits import Limits
from birlik.planning.modes import Modes
from birlik.planning.problem import (
    PER_UNIT,
    Activity,
    AreaLimit,
    Choice,
    Force,
    Link,
    Mode,
    Pool,
    Problem,
)
from birlik.planning.spanning import SpanningRules
from birlik.planning.timetable import LeftOut
from birlik.planning.ways import travel_tables
from birlik.planning.windows import Windows, just


def titles_of(serial: Serial) -> Listing:
    """Titles of the fields of a serial that could not be read."""
    titles = {column.name: column.title for column in columns_of(type(serial))}
    return Listing([titles.get(name, name) for name in serial.unread], "")


@dataclass(frozen=True)
class Formulation:
    """A problem, the frame its minutes are counted in, and the serials that are not part of it.

    Attributes
    ----------
    problem : Problem
    frame : Frame
    excluded : dict of int to LeftOut
        By position in the plan.
    """

    problem: Problem
    frame: Frame
    excluded: dict[int, LeftOut]


@garbage_left_alone()
def formulate(
    plan: Plan,
    findings: Iterable[Finding] = (),
    frozen: Frozen | None = None,
    reserved: Iterable[Reserved] = (),
) -> Formulation:
    """Problem of a plan.

    Parameters
    ----------
    plan : Plan
    findings : iterable of Finding
        What was found in the plan; serials with errors are left out of the problem.
    frozen : Frozen or None
        What has begun already: it stands as it is, whatever the plan says of it, and everything
        else begins later.
    reserved : iterable of Reserved
        Times at which areas and units are taken by what the plan does not hold.

    Raises
    ------
    ValueError
        If the exercise has no usable frame.
    """
    return _Formulating(plan, findings, frozen, reserved).formulation()


class _Formulating:
    """One pass over a plan; the indexes that its parts share."""

    def __init__(
        self,
        plan: Plan,
        findings: Iterable[Finding],
        frozen: Frozen | None,
        reserved: Iterable[Reserved],
    ) -> None:
        self.plan, self.frame = plan, Frame.of(plan)
        self.ground = Ground.of(plan.areas)
        centres = {area.id: self.ground.centre(area.id) for area in plan.areas}
        self.limits = Limits(plan, self.frame, centres, reserved)
        self.units = {unit.id: number for number, unit in enumerate(plan.units)}
        self.areas = {area.id: number for number, area in enumerate(plan.areas)}
        self.pools = {pool.id: number for number, pool in enumerate(plan.resources)}
        self.nations = {nation.id: number for number, nation in enumerate(plan.nations)}
        self.excluded: dict[int, LeftOut] = {}
        self.known_candidates: dict[tuple[str | None, str | None], tuple[int, ...]] = {}
        self.known_parties: dict[
            tuple[tuple[str, ...], tuple[str, ...]], tuple[tuple[int, ...], frozenset[int]]
        ] = {}
        self.first_seen: dict[str, int] = {}
        for number, serial in enumerate(plan.serials):
            self.first_seen.setdefault(serial.id, number)
        self.modes = Modes(plan, self.frame, self.ground, self.limits, frozen)
        self.standing = {
            self.first_seen[name]: placement
            for name, placement in (frozen.placements if frozen else {}).items()
            if name in self.first_seen
        }
        self._exclude_faulty(findings)
        self._exclude_late_companions()

    def formulation(self) -> Formulation:
        """Activities first, for what has no possible start takes others with it."""
        modes = {
            number: self._modes_of(number, serial)
            for number, serial in enumerate(self.plan.serials)
            if number not in self.excluded
        }
        if self.excluded:
            self._exclude_dependent()
        kept = [number for number in modes if number not in self.excluded]
        position = {number: activity for activity, number in enumerate(kept)}
        activities = tuple(self._activity(number, modes[number], position) for number in kept)
        rules = SpanningRules(self.plan, activities)
        travel = travel_tables(self.plan, tuple(self.modes.sites), self.ground)
        problem = Problem(
            activities=activities,
            forces=tuple(
                Force(unit.id, self.nations.get(unit.nation or "", -1), unit.personnel or 0, speed)
                for unit, speed in zip(self.plan.units, travel.speed_class, strict=True)
            ),
            areas=tuple(
                AreaLimit(
                    area.id,
                    1 if area.serials_at_once is None else area.serials_at_once,
                    area.people_at_once,
                )
                for area in self.plan.areas
            ),
            pools=tuple(
                Pool(pool.id, round((pool.quantity or 0) * PER_UNIT), pool.used_up)
                for pool in self.plan.resources
            ),
            nations=tuple(self.nations),
            sites=tuple(self.modes.sites),
            travel=travel.minutes,
            together=self._together(position),
            never=self._never(position),
            work=rules.work(),
            rest=rules.rest(),
            shares=rules.shares(),
            day_edges=self.frame.day_edges,
            step=self.frame.step,
            startex=self.frame.span.first,
            endex=self.frame.span.last + 1,
        )
        return Formulation(problem, self.frame, dict(sorted(self.excluded.items())))

    def _exclude(self, number: int, code: str, reason: str) -> None:
        if number in self.standing:
            return
        serial = self.plan.serials[number]
        self.excluded[number] = LeftOut(
            serial=serial.id, mandatory=serial.mandatory, code=code, reason=reason
        )

    def _exclude_faulty(self, findings: Iterable[Finding]) -> None:
        """Leave out serials whose own record is wrong, for any place found would mean nothing."""
        for found in findings:
            place = found.place
            if (
                place.kind is not RecordKind.SERIAL
                or place.index is None
                or found.severity is not Severity.ERROR
            ):
                continue
            if place.index not in self.excluded:
                self._exclude(
                    place.index, "B404", said("its record has an error: {found}", found=found.text)
                )
        for number, serial in enumerate(self.plan.serials):
            if serial.unread and number not in self.excluded:
                fields = titles_of(serial)
                self._exclude(
                    number,
                    "B404",
                    said("its record holds what cannot be read: {fields}", fields=fields),
                )
            elif not serial.id or not serial.duration:
                missing = said("an id") if not serial.id else said("a duration")
                if number not in self.excluded:
                    self._exclude(
                        number, "B404", said("its record lacks {missing}", missing=missing)
                    )

    def _exclude_late_companions(self) -> None:
        """Leave out what would have to begin with a serial that has begun already."""
        for number in self.standing:
            begun = self.plan.serials[number].id
            for name in sorted(self.companions.get(begun, ())):
                late = self.first_seen.get(name, number)
                if late not in self.standing and late not in self.excluded:
                    code = "B402" if self.plan.serials[late].mandatory else "B403"
                    self._exclude(
                        late,
                        code,
                        said("it begins with {begun}, which has begun already", begun=begun),
                    )

    def _exclude_dependent(self) -> None:
        """Leave out, again and again, what needs a serial that is left out."""
        waiting: dict[int, list[int]] = {}
        for number, serial in enumerate(self.plan.serials):
            for order in serial.after:
                waiting.setdefault(self.first_seen.get(order.serial, -1), []).append(number)
            for other in serial.together_with:
                companion = self.first_seen.get(other, -1)
                waiting.setdefault(companion, []).append(number)
                waiting.setdefault(number, []).append(companion)
        queue = list(self.excluded)
        while queue:
            gone = queue.pop()
            for number in waiting.get(gone, ()):
                if number >= 0 and number not in self.excluded and number not in self.standing:
                    needed = self.plan.serials[gone].id
                    self._exclude(
                        number, "B405", said("it needs {needed}, which is left out", needed=needed)
                    )
                    queue.append(number)

    def _modes_of(self, number: int, serial: Serial) -> tuple[Mode, ...]:
        """Sets of areas with the starts they leave; excludes the serial if none leaves any."""
        if number in self.standing:
            return (self._standing_mode(number, serial),)
        found = self.modes.of(serial, 1 if self._beside_fixed(serial) else self.frame.step)
        if not found.modes:
            self._exclude(number, "B401", clauses(*dict.fromkeys(found.reasons)))
        return found.modes

    def _standing_mode(self, number: int, serial: Serial) -> Mode:
        """The one way in which a serial takes place that has begun already."""
        placement = self.standing[number]
        areas = tuple(area for area in placement.areas if area in self.areas)
        return self.modes.mode(serial, areas, just(self.frame.minute(placement.begins)))

    def _standing_activity(self, number: int, mode: Mode) -> Activity:
        """Activity that has begun already: it asks for nothing more, but takes what it has."""
        serial, placement = self.plan.serials[number], self.standing[number]
        plain = serial.model_copy(
            update={
                "duration": round((placement.ends - placement.begins).total_seconds() / 60),
                "units": tuple(unit for unit in placement.units if unit in self.units),
                "choose": (),
                "after": (),
            }
        )
        return replace(self._activity_of(number, plain, (mode,), {}), on_grid=False)

    def _activity(
        self, number: int, modes: tuple[Mode, ...], position: Mapping[int, int]
    ) -> Activity:
        if number in self.standing:
            return self._standing_activity(number, modes[0])
        return self._activity_of(number, self.plan.serials[number], modes, position)

    def _activity_of(
        self, number: int, serial: Serial, modes: tuple[Mode, ...], position: Mapping[int, int]
    ) -> Activity:
        choices = tuple(
            [
                Choice(demand.count, self._candidates(demand, serial.units))
                for demand in serial.choose
            ]
        )
        units, nations = self._taking_part(serial.units, serial.nations)
        cost = serial.wish_cost or USUAL_WISH_COST
        wishes = []
        if serial.wish_hours:
            wishes.append((self.frame.hours_on(serial.wish_hours, ()), cost))
        if serial.wish_days:
            wishes.append((self.frame.whole_days(serial.wish_days), cost))
        return Activity(
            serial=number,
            id=serial.id,
            duration=serial.duration or 0,
            setup=serial.setup or 0,
            clearup=serial.clearup or 0,
            priority=serial.priority or 0,
            modes=modes,
            units=units,
            choices=choices,
            barred=self._barred(serial, modes, choices) if choices else {},
            people=serial.people or 0,
            holds=tuple(
                [
                    (self.pools[amount.resource], round(amount.quantity * PER_UNIT))
                    for amount in serial.resources
                    if amount.quantity and amount.resource in self.pools
                ]
            ),
            nations=nations,
            wishes=tuple(wishes),
            links=tuple(
                [
                    Link(position[self.first_seen[order.serial]], order.min_gap, order.max_gap)
                    for order in serial.after
                ]
            ),
            on_grid=not self._beside_fixed(serial),
        )

    def _taking_part(
        self, units: tuple[str, ...], nations: tuple[str, ...]
    ) -> tuple[tuple[int, ...], frozenset[int]]:
        """Units that must take part, and their nations with some more; asked for again and again."""
        key = (units, nations)
        if key not in self.known_parties:
            there = {self.plan.units[self.units[unit]].nation for unit in units} | set(nations)
            self.known_parties[key] = (
                tuple(dict.fromkeys(self.units[unit] for unit in units)),
                frozenset(self.nations[nation] for nation in there if nation in self.nations),
            )
        return self.known_parties[key]

    def _candidates(self, demand: UnitDemand, must: tuple[str, ...]) -> tuple[int, ...]:
        """Units that a demand can be met by, besides those that must take part."""
        kind = (demand.kind, demand.nation)
        if kind not in self.known_candidates:
            self.known_candidates[kind] = tuple(self.units[u] for u in self.limits.fitting(demand))
        every = self.known_candidates[kind]
        taken = {self.units[unit] for unit in must}
        return tuple(u for u in every if u not in taken) if taken.intersection(every) else every

    def _barred(
        self, serial: Serial, modes: tuple[Mode, ...], choices: tuple[Choice, ...]
    ) -> dict[tuple[int, int], Windows]:
        """Starts of each mode that a candidate unit's absence or rules take away."""
        if not self.limits.limit_any_choice:
            return {}
        barred = {}
        candidates = {unit for choice in choices for unit in choice.candidates}
        limited = [
            unit for unit in candidates if self.limits.limit_choice(self.plan.units[unit].id)
        ]
        for mode_number, mode in enumerate(modes):
            areas = tuple(self.plan.areas[area].id for area in mode.areas)
            for unit in limited:
                left = self.limits.with_unit(serial, areas, self.plan.units[unit].id)
                lost = mode.starts - left
                if lost:
                    barred[mode_number, unit] = lost
        return barred

    def _beside_fixed(self, serial: Serial) -> bool:
        """Whether the serial, or one it must begin with, has a fixed start."""
        if not self.fixed:
            return False
        if not serial.together_with and serial.id not in self.companions:
            return self.first_seen.get(serial.id) in self.fixed
        return any(
            self.first_seen.get(name) in self.fixed
            for name in self.companions.get(serial.id, {serial.id})
        )

    @cached_property
    def fixed(self) -> frozenset[int]:
        """Serials with a fixed start, by their position in the plan."""
        return frozenset(n for n, serial in enumerate(self.plan.serials) if serial.fixed)

    @cached_property
    def companions(self) -> dict[str, set[str]]:
        """Ids of serials that begin together, directly or through one another, by each of them."""
        groups: dict[str, set[str]] = {}
        for serial in self.plan.serials:
            if serial.together_with:
                joined = {serial.id, *serial.together_with}
                for name in tuple(joined):
                    joined |= groups.get(name, set())
                groups.update(dict.fromkeys(joined, joined))
        return groups

    def _together(self, position: Mapping[int, int]) -> tuple[frozenset[int], ...]:
        groups = {
            frozenset(
                position[number]
                for name in group
                if (number := self.first_seen.get(name, -1)) in position
                and number not in self.standing
            )
            for group in self.companions.values()
        }
        return tuple(sorted((group for group in groups if len(group) > 1), key=min))

    def _never(self, position: Mapping[int, int]) -> frozenset[tuple[int, int]]:
        pairs = set()
        for number, serial in enumerate(self.plan.serials):
            for name in serial.never_with:
                other = self.first_seen.get(name, -1)
                if number in position and other in position and other != number:
                    first, second = sorted((position[number], position[other]))
                    pairs.add((first, second))
        return frozenset(pairs)
