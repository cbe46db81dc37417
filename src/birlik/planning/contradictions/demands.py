"""The demands of some serials, and of what they share, each of which can be dropped for itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Place
from birlik.exercise.plan import Plan
from birlik.exercise.records.means import Area, Resource, Unit
from birlik.exercise.records.rules import RuleKind
from birlik.exercise.records.serials import Serial
from birlik.exercise.sentences import said, word_of
from birlik.exercise.time import minutes_text
from birlik.planning.contradictions.part import part_of_plan
from birlik.planning.contradictions.result import Demand, DemandKind
from birlik.planning.contradictions.telling import (
    clock_of,
    days_text,
    holds_text,
    hours_text,
    in_a_row,
    light_text,
    moment_text,
    period_text,
    place_of,
)
from birlik.planning.ground import Ground
from birlik.planning.ways import travel_tables

#: Kinds in the order in which they are spared: what is far from the serials first.
SPARED_FIRST = (
    DemandKind.WAY,
    DemandKind.RULE,
    DemandKind.ARRIVAL,
    DemandKind.DEPARTURE,
    DemandKind.AVAILABLE_FROM,
    DemandKind.AVAILABLE_UNTIL,
    DemandKind.PEOPLE,
    DemandKind.SETUP,
    DemandKind.CLEARUP,
    DemandKind.NEVER,
    DemandKind.DANGER,
    DemandKind.CLOSURE,
    DemandKind.OPENING,
    DemandKind.QUANTITY,
    DemandKind.CHOICE,
    DemandKind.UNIT,
    DemandKind.AMOUNT,
    DemandKind.PHASE,
    DemandKind.AT_MOST,
    DemandKind.LIGHT,
    DemandKind.HOURS,
    DemandKind.DAYS,
    DemandKind.EARLIEST,
    DemandKind.LATEST,
    DemandKind.CAPACITY,
    DemandKind.AFTER,
    DemandKind.TOGETHER,
    DemandKind.FIXED,
    DemandKind.HELD,
)


def demands_of(plan: Plan, numbers: Iterable[int]) -> list[Demand]:
    """Demands that can keep some serials from being held, in the order in which they are spared.

    Parameters
    ----------
    plan : Plan
    numbers : iterable of int
        Positions of the serials in the plan.
    """
    found = _Listing(plan, sorted(set(numbers)))
    every = [*found.of_serials(), *found.of_areas(), *found.of_means(), *found.of_rules()]
    return sorted(every, key=lambda demand: SPARED_FIRST.index(demand.kind))


class _Listing:
    def __init__(self, plan: Plan, numbers: list[int]) -> None:
        self.plan, self.numbers, self.zone = plan, numbers, clock_of(plan)
        self.serials = [plan.serials[number] for number in numbers]
        self.names = {serial.id for serial in self.serials}
        self.index = {
            kind: {record.id: n for n, record in reversed(list(enumerate(plan.records(kind))))}
            for kind in (
                RecordKind.SERIAL,
                RecordKind.AREA,
                RecordKind.UNIT,
                RecordKind.RESOURCE,
                RecordKind.PHASE,
            )
        }

    def of_serials(self) -> Iterator[Demand]:
        """What the serials themselves ask for."""
        for number, serial in zip(self.numbers, self.serials, strict=True):
            yield from self._times(number, serial)
            yield from self._means(number, serial)
            yield from self._others(number, serial)

    def _demand(
        self,
        kind: DemandKind,
        number: int,
        field: str | None,
        text: str,
        item: str = "",
        besides: Iterable[tuple[RecordKind, str]] = (),
    ) -> Demand:
        """Demand of a serial; `besides` are the other records that its text names."""
        place = place_of(self.plan, RecordKind.SERIAL, number, field)
        records = [place_of(self.plan, RecordKind.SERIAL, number)]
        records += [
            place_of(self.plan, other, self.index[other][name])
            for other, name in besides
            if name in self.index[other]
        ]
        return Demand(kind=kind, place=place, item=item, text=text, records=tuple(records))

    def _times(self, number: int, serial: Serial) -> Iterator[Demand]:
        name, zone = serial.id, self.zone
        if serial.mandatory:
            text = said(
                "{name} is held: it is mandatory and lasts {length}",
                name=name,
                length=minutes_text(serial.duration or 0),
            )
            yield self._demand(DemandKind.HELD, number, "priority", text)
        if serial.fixed:
            text = said(
                "{name} begins exactly on {fixed}", name=name, fixed=moment_text(serial.fixed, zone)
            )
            yield self._demand(DemandKind.FIXED, number, "fixed", text)
        if serial.earliest:
            text = said(
                "{name} begins on {earliest} or later",
                name=name,
                earliest=moment_text(serial.earliest, zone),
            )
            yield self._demand(DemandKind.EARLIEST, number, "earliest", text)
        if serial.latest:
            text = said(
                "{name} is over by {latest}", name=name, latest=moment_text(serial.latest, zone)
            )
            yield self._demand(DemandKind.LATEST, number, "latest", text)
        if serial.hours:
            text = said(
                "{name} lies within the hours {hours}", name=name, hours=hours_text(serial.hours)
            )
            yield self._demand(DemandKind.HOURS, number, "hours", text)
        if serial.days:
            text = said("{name} begins {days}", name=name, days=days_text(serial.days, zone))
            yield self._demand(DemandKind.DAYS, number, "days", text)
        if serial.light:
            text = said("{name} is held {light}", name=name, light=light_text(serial.light))
            yield self._demand(DemandKind.LIGHT, number, "light", text)
        if serial.phase in self.index[RecordKind.PHASE]:
            text = said("{name} lies within the phase {phase}", name=name, phase=serial.phase)
            besides = [(RecordKind.PHASE, serial.phase)]
            yield self._demand(DemandKind.PHASE, number, "phase", text, besides=besides)

    def _means(self, number: int, serial: Serial) -> Iterator[Demand]:
        name = serial.id
        for unit in dict.fromkeys(serial.units):
            text, besides = (
                said("{unit} takes part in {name}", unit=unit, name=name),
                [(RecordKind.UNIT, unit)],
            )
            yield self._demand(DemandKind.UNIT, number, "units", text, unit, besides)
        for choice in dict.fromkeys(serial.choose):
            text = said("{choice} take part in {name}", choice=str(choice), name=name)
            yield self._demand(DemandKind.CHOICE, number, "choose", text, str(choice))
        for amount in serial.resources:
            if amount.quantity:
                text = said("{name} draws {amount}", name=name, amount=str(amount))
                besides = [(RecordKind.RESOURCE, amount.resource)]
                yield self._demand(
                    DemandKind.AMOUNT, number, "resources", text, amount.resource, besides
                )
        if serial.areas:
            for kind, field, minutes in (
                (DemandKind.SETUP, "setup", serial.setup),
                (DemandKind.CLEARUP, "clearup", serial.clearup),
            ):
                if minutes:
                    longer = {"name": name, "minutes": minutes_text(minutes)}
                    text = said("{name} takes its areas {minutes} longer for set-up", **longer)
                    if kind is DemandKind.CLEARUP:
                        text = said(
                            "{name} takes its areas {minutes} longer for clear-up", **longer
                        )
                    yield self._demand(kind, number, field, text)
        if serial.danger_radius is not None or serial.danger_zone:
            field = "danger_zone" if serial.danger_zone else "danger_radius"
            text = said("the danger zone of {name} shuts the areas that it touches", name=name)
            yield self._demand(DemandKind.DANGER, number, field, text)

    def _others(self, number: int, serial: Serial) -> Iterator[Demand]:
        name = serial.id
        for order in serial.after:
            if order.serial not in self.names:
                continue
            besides = [(RecordKind.SERIAL, order.serial)]
            text = said("{name} begins after {serial} is over", name=name, serial=order.serial)
            if order.min_gap:
                text = said(
                    "{name} begins {min_gap} or more after {serial} is over",
                    name=name,
                    min_gap=minutes_text(order.min_gap),
                    serial=order.serial,
                )
            yield self._demand(DemandKind.AFTER, number, "after", text, order.serial, besides)
            if order.max_gap is not None:
                most = minutes_text(order.max_gap)
                text = said(
                    "{name} begins no more than {most} after {serial} is over",
                    name=name,
                    most=most,
                    serial=order.serial,
                )
                yield self._demand(DemandKind.AT_MOST, number, "after", text, order.serial, besides)
        for kind, field in (
            (DemandKind.TOGETHER, "together_with"),
            (DemandKind.NEVER, "never_with"),
        ):
            for other in dict.fromkeys(getattr(serial, field)):
                if other in self.names and other != name:
                    besides = [(RecordKind.SERIAL, other)]
                    text = said("{name} never runs beside {other}", name=name, other=other)
                    if kind is DemandKind.TOGETHER:
                        text = said("{name} begins together with {other}", name=name, other=other)
                    yield self._demand(kind, number, field, text, other, besides)

    def of_areas(self) -> Iterator[Demand]:
        """What the areas hold, and when they can be used."""
        for name in dict.fromkeys(
            a for s in self.serials for choice in s.areas for a in choice.areas
        ):
            number = self.index[RecordKind.AREA].get(name)
            if number is not None:
                yield from self._of_area(number, self.plan.areas[number])

    def _of_area(self, number: int, area: Area) -> Iterator[Demand]:
        def demand(kind: DemandKind, field: str, text: str, item: str = "") -> Demand:
            return self._shared(RecordKind.AREA, number, kind, field, text, item)

        at_once = 1 if area.serials_at_once is None else area.serials_at_once
        text = said("{area} {holds}", area=area.id, holds=holds_text(at_once))
        yield demand(DemandKind.CAPACITY, "serials_at_once", text)
        if area.people_at_once is not None:
            text = said(
                "{area} holds {people_at_once} people at a time",
                area=area.id,
                people_at_once=area.people_at_once,
            )
            yield demand(DemandKind.PEOPLE, "people_at_once", text)
        if area.open_hours or area.open_days:
            words = [hours_text(area.open_hours)] if area.open_hours else []
            words += [days_text(area.open_days, self.zone)] if area.open_days else []
            field = "open_hours" if area.open_hours else "open_days"
            yield demand(
                DemandKind.OPENING,
                field,
                said("{area} is open {when} only", area=area.id, when=in_a_row(words)),
            )
        for period in dict.fromkeys(area.closures):
            text = said(
                "{area} is closed from {period}",
                area=area.id,
                period=period_text(period, self.zone),
            )
            yield demand(DemandKind.CLOSURE, "closures", text, str(period))

    def _shared(
        self,
        record: RecordKind,
        number: int,
        kind: DemandKind,
        field: str,
        text: str,
        item: str = "",
    ) -> Demand:
        """Demand of a record that several serials may have to do with."""
        return Demand(
            kind=kind,
            place=place_of(self.plan, record, number, field),
            item=item,
            text=text,
            records=(place_of(self.plan, record, number),),
        )

    def of_means(self) -> Iterator[Demand]:
        """What pools hold, when they are available, when units are there, how far sites lie apart."""
        part = part_of_plan(self.plan, self.numbers)
        for pool in part.resources:
            number = self.index[RecordKind.RESOURCE][pool.id]
            if self.plan.resources[number] is pool:
                yield from self._of_pool(number, pool)
        stays = {contingent.id: contingent for contingent in self.plan.contingents}
        for unit in part.units:
            stay = stays.get(unit.contingent or "")
            arrives = unit.arrives or (stay.arrives if stay else None)
            departs = unit.departs or (stay.departs if stay else None)
            if arrives:
                text = said(
                    "{unit} arrives on {arrives}",
                    unit=unit.id,
                    arrives=moment_text(arrives, self.zone),
                )
                yield self._of_unit(unit, DemandKind.ARRIVAL, "arrives", text)
            if departs:
                text = said(
                    "{unit} departs on {departs}",
                    unit=unit.id,
                    departs=moment_text(departs, self.zone),
                )
                yield self._of_unit(unit, DemandKind.DEPARTURE, "departs", text)
        yield from self._ways(part)

    def _of_pool(self, number: int, pool: Resource) -> Iterator[Demand]:
        def demand(kind: DemandKind, field: str, text: str) -> Demand:
            return self._shared(RecordKind.RESOURCE, number, kind, field, text)

        held = {"pool": pool.id, "amount": pool.quantity or 0}
        text = said("{pool} holds {amount} at a time", **held)
        if pool.used_up:
            text = said("{pool} holds {amount} altogether", **held)
        yield demand(DemandKind.QUANTITY, "quantity", text)
        if pool.available_from:
            text = said(
                "{pool} is available from {available_from}",
                pool=pool.id,
                available_from=moment_text(pool.available_from, self.zone),
            )
            yield demand(DemandKind.AVAILABLE_FROM, "available_from", text)
        if pool.available_until:
            text = said(
                "{pool} is available until {available_until}",
                pool=pool.id,
                available_until=moment_text(pool.available_until, self.zone),
            )
            yield demand(DemandKind.AVAILABLE_UNTIL, "available_until", text)

    def _of_unit(self, unit: Unit, kind: DemandKind, field: str, text: str) -> Demand:
        number = self.index[RecordKind.UNIT][unit.id]
        return self._shared(RecordKind.UNIT, number, kind, field, text)

    def _ways(self, part: Plan) -> Iterator[Demand]:
        """Ways between the sites at which one of several serials can begin."""
        if len(self.serials) < 2 or not part.units:
            return
        site = {area.id: area.site or area.id for area in part.areas}
        used = dict.fromkeys(
            site[choice.areas[0]]
            for serial in self.serials
            for choice in serial.areas
            if choice.areas[0] in site
        )
        ground = Ground.of(part.areas)
        minutes = travel_tables(part, tuple(used), ground).minutes
        for (here, one), (there, other) in combinations(enumerate(used), 2):
            longest = max(table[here][there] for table in minutes)
            if not longest:
                continue
            text = said(
                "the way from {one} to {other} takes {longest}",
                one=one,
                other=other,
                longest=minutes_text(longest),
            )
            records = tuple(
                place_of(self.plan, RecordKind.AREA, self.index[RecordKind.AREA][area.id])
                for area in part.areas
                if site[area.id] in (one, other)
            )
            place = Place(kind=RecordKind.TRAVEL, field="minutes")
            yield Demand(
                kind=DemandKind.WAY, place=place, item=one, other=other, text=text, records=records
            )

    def of_rules(self) -> Iterator[Demand]:
        """Rules, but for fair shares, which keep nothing from being held."""
        for number, rule in enumerate(self.plan.rules):
            if rule.kind is None or rule.kind is RuleKind.FAIR_SHARE:
                continue
            text = said("the rule {rule} holds: {kind}", rule=rule.id, kind=word_of(rule.kind))
            if rule.limit is not None and rule.kind in (RuleKind.WORK, RuleKind.REST):
                text = said(
                    "{rule}, {length}", rule=text, length=minutes_text(round(rule.limit * 60))
                )
            elif rule.hours or rule.days:
                words = [hours_text(rule.hours)] if rule.hours else []
                words += [days_text(rule.days, self.zone)] if rule.days else []
                text = in_a_row([text, *words])
            yield self._shared(RecordKind.RULE, number, DemandKind.RULE, "kind", text)
