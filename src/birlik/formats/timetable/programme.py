"""The programme: a reader's view of the plan, joined with the timetable.

Every written form of a timetable is made from a programme, so that nothing passes the release
policy by.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from birlik.exercise.codes import CODES
from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import Plan
from birlik.exercise.records.means import Area, Unit
from birlik.exercise.records.record import Record
from birlik.exercise.records.serials import Serial
from birlik.exercise.records.setting import Nation
from birlik.exercise.release import AUTHOR, Reader, marking, may_read, owner_of
from birlik.exercise.reserved import Reserved, owner_in
from birlik.exercise.sentences import said, term
from birlik.exercise.view import View, view_of
from birlik.planning.ground import Ground, Rings
from birlik.planning.timetable import LeftOut, Placement, Timetable

#: What stands for a serial that is not released to the reader but takes what is his.
RESERVED = "reserved"

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True)
class Entry:
    """A serial in the programme, or a reserved time.

    Attributes
    ----------
    serial : Serial or None
        As the reader may see it; None for a reserved time, of which only the area or the unit that
        it takes is known.
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
        As the reader sees it.
    timetable : Timetable
        The whole of it; what is shown is taken from the other attributes.
    reader : Reader
    entries : tuple of Entry
        By beginning.
    nations, areas, units : tuple
        All that the reader may read, used or not.
    left_out : tuple of LeftOut
        Serials left out that he may read. Only the author is told the planner's own reason, which
        speaks of the whole plan; all others what its code means. None for those outside the staff.
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
    reserved time there, and nothing else. Placements of serials that the plan does not hold are
    left away.

    Parameters
    ----------
    timetable : Timetable
    plan : Plan
        The whole plan.
    reader : Reader
    """
    return _Joining(timetable, view_of(plan, reader, timetable.placements)).programme()


def reader_of_reserved(reader: Reader, entries: Iterable[Entry]) -> Reader:
    """For whom alone a product is: its reader, if a reserved time is in it."""
    return reader if any(entry.serial is None for entry in entries) else AUTHOR


class _Joining:
    """The indexes that joining needs."""

    def __init__(self, timetable: Timetable, view: View) -> None:
        self.timetable, self.view, self.plan = timetable, view, view.plan
        self.serials = self._known(RecordKind.SERIAL, self.plan.serials)
        self.areas = self._known(RecordKind.AREA, self.plan.areas)
        self.units = self._known(RecordKind.UNIT, self.plan.units)
        self.nations = self._known(RecordKind.NATION, self.plan.nations)
        self.ground = Ground.of(tuple(self.areas.values()))

    def _known(self, kind: RecordKind, records: Iterable[AnyRecord]) -> dict[str, AnyRecord]:
        """Records by id; of those with the same id the first counts."""
        known = self.view.known.named(kind)
        found: dict[str, AnyRecord] = {}
        for record in records:
            if record.id in known:
                found.setdefault(record.id, record)
        return found

    def programme(self) -> Programme:
        known = self.view.known
        entries = [
            self._entry(placement)
            for placement in self.timetable.placements
            if placement.serial in self.serials
            and known.sees(RecordKind.SERIAL, placement.serial, owner_in(placement))
        ]
        entries += [self._reserved(time) for time in self.view.reserved]
        left_out = self._left_out()
        left_out_serials = tuple(self.serials[left.serial] for left in left_out)
        exercise, reader = self.plan.exercise, self.view.reader
        shown: list[Record] = [exercise] if may_read(reader, exercise, self.plan) else []
        shown += [*self.nations.values(), *self.areas.values(), *self.units.values()]
        shown += [entry.serial for entry in entries if entry.serial is not None]
        shown += left_out_serials
        return Programme(
            plan=self.plan,
            timetable=self.timetable,
            reader=reader,
            entries=tuple(sorted(entries, key=_order)),
            nations=tuple(self.nations.values()),
            areas=tuple(self.areas.values()),
            units=tuple(self.units.values()),
            left_out=left_out,
            left_out_serials=left_out_serials,
            marking=marking(shown, self.plan, reader_of_reserved(reader, entries)),
            zone=self.plan.zone,
            ground=self.ground,
        )

    def _left_out(self) -> tuple[LeftOut, ...]:
        """Serials left out that the reader may read.

        A reason tells what else is in the plan, in names, numbers and times, and nobody can take
        that out of a sentence.
        """
        reader = self.view.reader
        if not reader.staff:
            return ()
        known = tuple(left for left in self.timetable.left_out if left.serial in self.serials)
        if reader.whole:
            return known
        return tuple(left.model_copy(update={"reason": _meaning(left.code)}) for left in known)

    def _meant(
        self,
        there: Mapping[str, AnyRecord],
        names: Iterable[str],
        kind: RecordKind,
        serial: Serial,
    ) -> tuple[AnyRecord, ...]:
        """Records that ids mean where a serial names them, as far as they are seen."""
        meant = self.view.known.meant(owner_of(serial, self.plan), kind)
        return tuple(there[name] for name in names if name in meant and name in there)

    def _entry(self, placement: Placement) -> Entry:
        serial = self.serials[placement.serial]
        areas = self._meant(self.areas, placement.areas, RecordKind.AREA, serial)
        units = self._meant(self.units, placement.units, RecordKind.UNIT, serial)
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

    def _reserved(self, time: Reserved) -> Entry:
        """Entry of a time at which an area or a unit of the reader is taken."""
        areas = (self.areas[time.id],) if time.kind is RecordKind.AREA else ()
        units = (self.units[time.id],) if time.kind is RecordKind.UNIT else ()
        label = marking((*areas, *units), self.plan, self.view.reader)
        begins, ends = time.begins, time.ends
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
            broken.append(said("Wished hours"))
        if serial.wish_days and not any(days.includes(local.date()) for days in serial.wish_days):
            broken.append(said("Wished days"))
        return tuple(broken)


def _order(entry: Entry) -> tuple[datetime, str, tuple[str, ...], tuple[str, ...]]:
    """Order of entries; that of reserved ones follows from what their reader sees."""
    return (
        entry.begins,
        entry.title,
        tuple(area.id for area in entry.areas),
        tuple(unit.id for unit in entry.units),
    )


def _meaning(code: str) -> str:
    """What a code says of a serial that is left out."""
    return term(CODES[code].meaning) if code in CODES else said("It found no place.")
