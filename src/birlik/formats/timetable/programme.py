"""The programme: plan and timetable joined for one reader, without what is not released to him.

Every written form of a timetable is made from a programme, so that nothing passes the release
policy by.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from birlik.exercise.plan import Plan
from birlik.exercise.records.means import Area, Unit
from birlik.exercise.records.record import Record
from birlik.exercise.records.serials import Serial
from birlik.exercise.release import AUTHOR, Reader, marking, may_read
from birlik.planning.ground import Ground, Rings
from birlik.planning.timetable import LeftOut, Placement, Timetable

#: What stands for a serial that is not released to the reader but takes what is his.
RESERVED = "reserved"


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


@dataclass(frozen=True)
class Programme:
    """What one reader sees of a timetable.

    Attributes
    ----------
    plan : Plan
        For the exercise and its zone; records are taken from the other attributes.
    timetable : Timetable
    reader : Reader
    entries : tuple of Entry
        By beginning.
    areas, units : tuple
        All that the reader may read, used or not.
    left_out : tuple of LeftOut
        Serials left out that he may read.
    marking : str
        Nations to whom all of this may be released.
    zone : ZoneInfo
    ground : Ground
    """

    plan: Plan
    timetable: Timetable
    reader: Reader
    entries: tuple[Entry, ...]
    areas: tuple[Area, ...]
    units: tuple[Unit, ...]
    left_out: tuple[LeftOut, ...]
    marking: str
    zone: ZoneInfo
    ground: Ground

    @property
    def title(self) -> str:
        """Name of the exercise."""
        exercise = self.plan.exercise
        return exercise.title or exercise.id

    def local(self, instant: datetime) -> datetime:
        """Instant on the wall clock of the exercise."""
        return instant.astimezone(self.zone)


def programme(timetable: Timetable, plan: Plan, reader: Reader = AUTHOR) -> Programme:
    """Programme of a timetable for a reader."""
    return _Joining(timetable, plan, reader).programme()


class _Joining:
    """The indexes that joining needs."""

    def __init__(self, timetable: Timetable, plan: Plan, reader: Reader) -> None:
        self.timetable, self.plan, self.reader = timetable, plan, reader
        self.serials = {serial.id: serial for serial in reversed(plan.serials)}
        self.areas = {area.id: area for area in plan.areas}
        self.units = {unit.id: unit for unit in plan.units}
        self.ground = Ground.of([area for area in plan.areas if self.may(area)])

    def may(self, record: Record) -> bool:
        return may_read(self.reader, record, self.plan)

    def programme(self) -> Programme:
        entries = [
            entry
            for placement in self.timetable.placements
            if placement.serial in self.serials and (entry := self._entry(placement)) is not None
        ]
        areas = tuple(area for area in self.plan.areas if self.may(area))
        units = tuple(unit for unit in self.plan.units if self.may(unit))
        left_out = tuple(
            left
            for left in self.timetable.left_out
            if left.serial in self.serials and self._may_read_reason(left)
        )
        shown: list[Record] = [self.plan.exercise, *areas, *units]
        shown += [entry.serial for entry in entries if entry.serial is not None]
        shown += [self.serials[left.serial] for left in left_out]
        return Programme(
            plan=self.plan,
            timetable=self.timetable,
            reader=self.reader,
            entries=tuple(sorted(entries, key=lambda entry: (entry.begins, entry.title))),
            areas=areas,
            units=units,
            left_out=left_out,
            marking=marking(shown, self.plan),
            zone=self.plan.zone,
            ground=self.ground,
        )

    def _may_read_reason(self, left: LeftOut) -> bool:
        """Whether a reader may know why a serial is left out: a reason names other records."""
        if self.reader.nation is None:
            return True
        return self.may(self.serials[left.serial]) and all(
            self.may(record) or not record.id or record.id not in left.reason
            for _, _, record in self.plan.every_record()
        )

    def _entry(self, placement: Placement) -> Entry | None:
        serial = self.serials[placement.serial]
        areas = tuple(
            self.areas[name]
            for name in placement.areas
            if name in self.areas and self.may(self.areas[name])
        )
        units = tuple(
            self.units[name]
            for name in placement.units
            if name in self.units and self.may(self.units[name])
        )
        if not self.may(serial):
            return self._reserved(placement, serial, areas, units)
        zone = self.ground.danger_zone(serial, placement.areas[0] if placement.areas else None)
        shut = (
            self.ground.touched_by(zone) - set(placement.areas) if zone is not None else frozenset()
        )
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
            shut=tuple(sorted(shut)),
            danger=tuple(self.ground.rings(zone)) if zone is not None else (),
            wishes_broken=self._wishes_broken(serial, placement.begins),
        )

    def _reserved(
        self,
        placement: Placement,
        serial: Serial,
        areas: tuple[Area, ...],
        units: tuple[Unit, ...],
    ) -> Entry | None:
        """Time at which areas and units of the reader are taken; None if none is."""
        if not areas and not units:
            return None
        around = timedelta(minutes=serial.setup or 0), timedelta(minutes=serial.clearup or 0)
        begins, ends = placement.begins, placement.ends
        if areas:
            # Set-up would tell something of the serial; for its areas the whole time is taken.
            begins, ends = begins - around[0], ends + around[1]
        return Entry(None, RESERVED, begins, ends, begins, ends, areas, units)

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
