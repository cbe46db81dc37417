"""The programme: plan and timetable joined for one reader, without what is not released to him.

Every written form of a timetable is made from a programme, so that nothing passes the release
policy by.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from birlik.exercise.plan import Plan
from birlik.exercise.records.means import Area, Unit
from birlik.exercise.records.record import Record
from birlik.exercise.records.serials import Serial
from birlik.exercise.records.setting import Nation
from birlik.exercise.release import AUTHOR, Reader, marking, may_read
from birlik.planning.ground import Ground, Rings
from birlik.planning.timetable import LeftOut, Placement, Timetable

#: What stands for a serial that is not released to the reader but takes what is his.
RESERVED = "reserved"

#: What stands for a reason that names something that is not released to the reader.
WITHHELD = "The reason names something that is not released to you."

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True)
class Entry:
    """A serial in the programme, or a reserved time.

    Attributes
    ----------
    serial : Serial or None
        None if it is not released to the reader: then only its time, and the areas and units that
        he may read, are known.
    title : str
        Id and title, or ``reserved``.
    begins, ends : datetime
        UTC, while it runs.
    occupied_from, occupied_until : datetime
        UTC, with set-up and clear-up.
    areas, units : tuple
        Those the reader may read; the first area first.
    nations : tuple of str
        Nations taking part, in the order of the plan.
    shut : tuple of str
        Ids of the areas that its danger zone shuts.
    danger : list of polygons
        Outline of its danger zone: rings of longitude and latitude.
    wishes_broken : tuple of str
        Titles of the wishes that it does not keep.
    marking : str
        Nations to whom this entry may be released.
    """

    serial: Serial | None
    title: str
    begins: datetime
    ends: datetime
    occupied_from: datetime
    occupied_until: datetime
    areas: tuple[Area, ...]
    units: tuple[Unit, ...]
    nations: tuple[str, ...] = ()
    shut: tuple[str, ...] = ()
    danger: tuple[Rings, ...] = ()
    wishes_broken: tuple[str, ...] = ()
    marking: str = ""


@dataclass(frozen=True)
class Programme:
    """What one reader sees of a timetable.

    Attributes
    ----------
    plan : Plan
        For its zone and for marking; what is shown is taken from the other attributes.
    timetable : Timetable
    reader : Reader
    entries : tuple of Entry
        By beginning.
    nations, areas, units : tuple
        All that the reader may read, used or not.
    left_out : tuple of LeftOut
        Serials left out that he may read, each with a reason that he may read.
    left_out_serials : tuple of Serial
        The serials of `left_out`, in the same order.
    marking : str
        Nations to whom all of this may be released.
    zone : ZoneInfo
    ground : Ground
        Of the areas that he may read.
    """

    plan: Plan
    timetable: Timetable
    reader: Reader
    entries: tuple[Entry, ...]
    nations: tuple[Nation, ...]
    areas: tuple[Area, ...]
    units: tuple[Unit, ...]
    left_out: tuple[LeftOut, ...]
    left_out_serials: tuple[Serial, ...]
    marking: str
    zone: ZoneInfo
    ground: Ground

    @property
    def exercise(self) -> str:
        """Id of the exercise; empty if it is not released to the reader."""
        return self.plan.exercise.id if self._knows_exercise else ""

    @property
    def title(self) -> str:
        """Name of the exercise."""
        named = self.plan.exercise.title or self.plan.exercise.id
        return (named if self._knows_exercise else "") or "Exercise"

    @property
    def _knows_exercise(self) -> bool:
        return may_read(self.reader, self.plan.exercise, self.plan)

    def of_nation(self, nation: str) -> list[Entry]:
        """Entries in which a nation takes part, and reserved times that take a unit of its."""
        return [
            entry
            for entry in self.entries
            if nation in entry.nations
            or (entry.serial is None and any(unit.nation == nation for unit in entry.units))
        ]

    def by_unit(self) -> dict[str, list[Entry]]:
        """Entries of each unit that the reader may read, by its id."""
        held: dict[str, list[Entry]] = {unit.id: [] for unit in self.units}
        for entry in self.entries:
            for unit in entry.units:
                held[unit.id].append(entry)
        return held

    def local(self, instant: datetime) -> datetime:
        """Instant on the wall clock of the exercise."""
        return instant.astimezone(self.zone)


def programme(timetable: Timetable, plan: Plan, reader: Reader = AUTHOR) -> Programme:
    """Programme of a timetable for a reader.

    A serial that is not released to him, but takes an area or a unit that he may read, is a
    reserved time: when, and those areas and units, and nothing else. Placements of serials that
    the plan does not hold are left away.
    """
    return _Joining(timetable, plan, reader).programme()


def reader_of_reserved(reader: Reader, entries: Iterable[Entry]) -> Reader:
    """For whom alone a product is: its reader, if a reserved time is in it."""
    return reader if any(entry.serial is None for entry in entries) else AUTHOR


class _Joining:
    """The indexes that joining needs."""

    def __init__(self, timetable: Timetable, plan: Plan, reader: Reader) -> None:
        self.timetable, self.plan, self.reader = timetable, plan, reader
        self.serials = {serial.id: serial for serial in reversed(plan.serials)}
        self.readable_serials = self._readable(plan.serials)
        self.areas = self._readable(plan.areas)
        self.units = self._readable(plan.units)
        self.nations = self._readable(plan.nations)
        self.ground = Ground.of(tuple(self.areas.values()))

    def may(self, record: Record) -> bool:
        return may_read(self.reader, record, self.plan)

    def _readable(self, records: Iterable[AnyRecord]) -> dict[str, AnyRecord]:
        """Records by id that the reader may read.

        Of records with the same id the first counts, and he must be allowed to read all of them:
        nobody can say which one a placement means.
        """
        records = tuple(records)
        hidden = {record.id for record in records if not self.may(record)}
        found: dict[str, AnyRecord] = {}
        for record in records:
            if record.id not in hidden:
                found.setdefault(record.id, record)
        return found

    def programme(self) -> Programme:
        entries = [
            entry
            for placement in self.timetable.placements
            if placement.serial in self.serials and (entry := self._entry(placement)) is not None
        ]
        left_out = self._left_out()
        left_out_serials = tuple(self.serials[left.serial] for left in left_out)
        shown: list[Record] = [self.plan.exercise] if self.may(self.plan.exercise) else []
        shown += [*self.nations.values(), *self.areas.values(), *self.units.values()]
        shown += [entry.serial for entry in entries if entry.serial is not None]
        shown += left_out_serials
        return Programme(
            plan=self.plan,
            timetable=self.timetable,
            reader=self.reader,
            entries=tuple(sorted(entries, key=_order)),
            nations=tuple(self.nations.values()),
            areas=tuple(self.areas.values()),
            units=tuple(self.units.values()),
            left_out=left_out,
            left_out_serials=left_out_serials,
            marking=marking(shown, self.plan, reader_of_reserved(self.reader, entries)),
            zone=self.plan.zone,
            ground=self.ground,
        )

    def _left_out(self) -> tuple[LeftOut, ...]:
        """Serials left out that the reader may read; a reason may name other records."""
        if self.reader.nation is None:
            return tuple(left for left in self.timetable.left_out if left.serial in self.serials)
        hidden = {
            record.id or record.title
            for _, _, record in self.plan.every_record()
            if not self.may(record)
        } - {""}
        return tuple(
            left.model_copy(update={"reason": WITHHELD})
            if any(name in left.reason for name in hidden)
            else left
            for left in self.timetable.left_out
            if left.serial in self.readable_serials
        )

    def _entry(self, placement: Placement) -> Entry | None:
        areas = tuple(self.areas[name] for name in placement.areas if name in self.areas)
        units = tuple(self.units[name] for name in placement.units if name in self.units)
        serial = self.readable_serials.get(placement.serial)
        if serial is None:
            return self._reserved(placement, areas, units)
        zone = self.ground.danger_zone(serial, placement.areas[0] if placement.areas else None)
        shut = self.ground.touched_by(zone) if zone is not None else frozenset()
        taking_part = {unit.nation for unit in units} | set(serial.nations)
        return Entry(
            serial=serial,
            title=serial.name,
            begins=placement.begins,
            ends=placement.ends,
            occupied_from=placement.begins - timedelta(minutes=serial.setup or 0),
            occupied_until=placement.ends + timedelta(minutes=serial.clearup or 0),
            areas=areas,
            units=units,
            nations=tuple(n.id for n in self.plan.nations if n.id in taking_part),
            shut=tuple(sorted(shut - set(placement.areas))),
            danger=tuple(self.ground.rings(zone)) if zone is not None else (),
            wishes_broken=self._wishes_broken(serial, placement.begins),
            marking=marking((serial, *areas, *units), self.plan),
        )

    def _reserved(
        self, placement: Placement, areas: tuple[Area, ...], units: tuple[Unit, ...]
    ) -> Entry | None:
        """Time at which areas and units of the reader are taken; None if none is."""
        if not areas and not units:
            return None
        begins, ends = placement.begins, placement.ends
        if areas:
            # Set-up would tell something of the serial; for its areas the whole time is taken.
            serial = self.serials[placement.serial]
            begins -= timedelta(minutes=serial.setup or 0)
            ends += timedelta(minutes=serial.clearup or 0)
        label = marking((*areas, *units), self.plan, self.reader)
        return Entry(None, RESERVED, begins, ends, begins, ends, areas, units, marking=label)

    def _wishes_broken(self, serial: Serial, begins: datetime) -> tuple[str, ...]:
        local = begins.astimezone(self.plan.zone)
        minute = local.hour * 60 + local.minute
        broken = []
        if serial.wish_hours and not any(
            window.begins <= minute + day < window.ends
            for window in serial.wish_hours
            for day in (0, 1440)
        ):
            broken.append("Wished hours")
        if serial.wish_days and not any(days.includes(local.date()) for days in serial.wish_days):
            broken.append("Wished days")
        return tuple(broken)


def _order(entry: Entry) -> tuple[datetime, str, tuple[str, ...], tuple[str, ...]]:
    """Order of entries; that of reserved ones follows from what their reader sees."""
    return (
        entry.begins,
        entry.title,
        tuple(area.id for area in entry.areas),
        tuple(unit.id for unit in entry.units),
    )
