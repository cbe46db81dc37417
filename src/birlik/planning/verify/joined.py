"""A timetable joined with its plan: each placed serial beside its record, its units and its areas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, Place, finding
from birlik.exercise.plan import Plan
from birlik.exercise.records.means import Unit
from birlik.exercise.records.record import Record
from birlik.exercise.records.serials import Serial
from birlik.exercise.values.demands import AreaSet
from birlik.planning.timetable import Placement, Timetable
from birlik.planning.verify.clock import Clock
from birlik.planning.verify.wording import Wording

#: Times that a timetable can name, and the longest that a serial can last: beyond them nothing is
#: computed, so that a damaged timetable cannot lead beyond the calendar.
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
LONGEST = timedelta(days=366)

MINUTE = timedelta(minutes=1)

AnyRecord = TypeVar("AnyRecord", bound=Record)


def aware(moment: datetime) -> datetime:
    """Moment in UTC; one without a zone is taken to be in UTC."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)


def minutes_between(begins: datetime, ends: datetime) -> float:
    """Minutes from one moment to another; less than 0 if the second is earlier."""
    return (ends - begins) / MINUTE


def by_id(records: Iterable[AnyRecord]) -> dict[str, AnyRecord]:
    """Records by their ids; of two with the same id, the first."""
    found: dict[str, AnyRecord] = {}
    for record in records:
        found.setdefault(record.id, record)
    return found


@dataclass(frozen=True, eq=False, slots=True)
class Held:
    """A serial in the timetable, with its record.

    Attributes
    ----------
    serial : Serial
    index : int
        Position of the serial in the plan.
    placement : Placement
    begins, ends : datetime
        UTC; it runs from `begins` up to `ends`, which is never before `begins`.
    occupied_from, occupied_until : datetime
        UTC; with set-up and clear-up.
    asked : AreaSet or None
        The set of areas it uses; None if it uses none, or not one it asked for.
    areas : tuple of str
        Areas that it uses, each once, also such as the plan does not hold.
    first_area : str or None
        Where its units assemble.
    units : tuple of Unit
        Units of the plan that take part, each once.
    nations : frozenset of str
        Nations that take part.
    people : int
        People of its units, and further people.
    """

    serial: Serial
    index: int
    placement: Placement
    begins: datetime
    ends: datetime
    occupied_from: datetime
    occupied_until: datetime
    asked: AreaSet | None
    areas: tuple[str, ...]
    first_area: str | None
    units: tuple[Unit, ...]
    nations: frozenset[str]
    people: int

    @property
    def id(self) -> str:
        """Id of the serial."""
        return self.serial.id

    @property
    def minutes(self) -> float:
        """How long it runs."""
        return minutes_between(self.begins, self.ends)


def usable(placement: Placement) -> bool:
    """Whether a placement's times can be reckoned with."""
    begins, ends = aware(placement.begins), aware(placement.ends)
    return EARLIEST <= begins <= LATEST and EARLIEST <= ends <= LATEST and ends - begins <= LONGEST


def asked_set(serial: Serial, areas: tuple[str, ...]) -> AreaSet | None:
    """The set of areas a serial asks for that has just these areas, in this order if there is one."""
    for exactly in (True, False):
        for choice in serial.areas:
            if choice.areas == areas or (
                not exactly and len(areas) == len(choice.areas) and set(choice.areas) == set(areas)
            ):
                return choice
    return None


class Joined:
    """A timetable and its plan, looked up both ways.

    Attributes
    ----------
    held : tuple of Held
        Placed serials that the plan knows and whose times can be reckoned with, by their beginning.
    placed : frozenset of str
        Ids of all serials in the timetable.
    index : dict of str to int
        Position in the plan of the first serial with each id, the one that can be placed.
    alike : dict of str to list of Serial
        All serials with each id; a sound plan has one.
    first : dict of str to Held
        Placed serials by id; of one that is placed twice, the earlier.
    of_unit, in_area : dict of str to list of Held
        Placed serials of each unit, and those that occupy each area of the plan, by their beginning.
    """

    def __init__(self, timetable: Timetable, plan: Plan) -> None:
        self.timetable, self.plan = timetable, plan
        startex = plan.exercise.startex
        self.startex = aware(startex) if startex else None
        self.clock = Clock(plan.zone, _minutes_of(plan.exercise.day_begins))
        self.words = Wording(plan.zone, self.startex)
        self.areas = by_id(plan.areas)
        self.units = by_id(plan.units)
        self.serials = by_id(plan.serials)
        self.contingents = by_id(plan.contingents)
        self.phases = by_id(plan.phases)
        self.resources = by_id(plan.resources)
        self.index: dict[str, int] = {}
        self.alike: dict[str, list[Serial]] = {}
        for index, serial in enumerate(plan.serials):
            self.index.setdefault(serial.id, index)
            self.alike.setdefault(serial.id, []).append(serial)
        self.placed = frozenset(placement.serial for placement in timetable.placements)
        self.held = tuple(
            sorted(
                (
                    self.held_as(placement, self.serials[placement.serial])
                    for placement in timetable.placements
                    if placement.serial in self.serials and usable(placement)
                ),
                key=lambda held: (held.begins, held.ends, held.index),
            )
        )
        self._look_up()

    def beside(self, held: Iterable[Held], serials: Mapping[str, Serial]) -> Joined:
        """The same plan, joined with some placed serials alone; of the others only `serials` are known."""
        part = copy(self)
        part.serials = dict(serials)
        part.held = tuple(sorted(held, key=lambda each: (each.begins, each.ends, each.index)))
        part.placed = frozenset(each.id for each in part.held)
        part._look_up()
        return part

    def _look_up(self) -> None:
        """Placed serials by their ids, units and areas."""
        self.first: dict[str, Held] = {}
        self.of_unit: dict[str, list[Held]] = {}
        self.in_area: dict[str, list[Held]] = {}
        for held in self.held:
            self.first.setdefault(held.id, held)
            for unit in held.units:
                self.of_unit.setdefault(unit.id, []).append(held)
            for area in held.areas:
                if area in self.areas:
                    self.in_area.setdefault(area, []).append(held)

    def left_out(self) -> Iterator[tuple[int, Serial]]:
        """Serials of the plan that are not in the timetable, each with its position."""
        for index, serial in enumerate(self.plan.serials):
            if serial.id not in self.placed or index != self.index[serial.id]:
                yield index, serial

    def held_as(self, placement: Placement, serial: Serial) -> Held:
        """A serial in the timetable, as its placement says."""
        begins = aware(placement.begins)
        ends = max(begins, aware(placement.ends))
        asked = asked_set(serial, placement.areas)
        named = asked.areas if asked else placement.areas
        units = tuple(
            self.units[unit] for unit in dict.fromkeys(placement.units) if unit in self.units
        )
        return Held(
            serial=serial,
            index=self.index[serial.id],
            placement=placement,
            begins=begins,
            ends=ends,
            occupied_from=begins - timedelta(minutes=serial.setup or 0),
            occupied_until=ends + timedelta(minutes=serial.clearup or 0),
            asked=asked,
            areas=tuple(dict.fromkeys(named)),
            first_area=named[0] if named else None,
            units=units,
            nations=frozenset(unit.nation for unit in units if unit.nation) | set(serial.nations),
            people=sum(unit.personnel or 0 for unit in units) + (serial.people or 0),
        )

    def site(self, held: Held) -> str | None:
        """Site of a placed serial; None if it uses no area."""
        if held.first_area is None:
            return None
        area = self.areas.get(held.first_area)
        return (area.site or area.id) if area else held.first_area


def _minutes_of(time_of_day: str | None) -> int:
    hours, _, minutes = (time_of_day or "00:00").partition(":")
    return int(hours) * 60 + int(minutes)


def serial_place(serial: Serial | str, index: int | None, field: str | None = None) -> Place:
    """Place of a serial in the plan."""
    record = serial if isinstance(serial, str) else serial.id
    return Place(kind=RecordKind.SERIAL, index=index, record=record[:200], field=field)


def broken(code: str, held: Held, message: str, field: str | None = None) -> Finding:
    """Finding about a placed serial."""
    return finding(code, message, serial_place(held.serial, held.index, field))
