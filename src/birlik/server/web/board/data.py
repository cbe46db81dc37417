"""What the board draws, in columns of numbers: made from a desk, and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from birlik.exercise.codes import CODES
from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import Plan
from birlik.exercise.records.means import Area
from birlik.exercise.records.record import Record
from birlik.exercise.records.serials import Light, Serial
from birlik.exercise.sentences import term
from birlik.log.timetables import timetable_of
from birlik.planning.frame import USUAL_STEP, Frame
from birlik.planning.light import light_windows
from birlik.planning.timetable import Placement
from birlik.planning.windows import Windows
from birlik.server.desk.programme import Stage, standing
from birlik.server.desk.publishing import may_publish
from birlik.server.desk.room import Room, room_of
from birlik.server.desk.sight import Sight
from birlik.server.speaking import spoken
from birlik.server.web.desks import Desk

#: What a serial is, one bit each.
MANDATORY, FIXED, BEGUN, OWN = 1, 2, 4, 8

#: Fields that say when somebody wants a serial to be.
WISHES = frozenset({"fixed", "earliest"})

#: Lights that are shaded, in the order in which the script names them.
SHADED = (Light.NIGHT, Light.DAWN, Light.DUSK)

#: Time shown on either side of what is planned.
MARGIN = timedelta(hours=6)


def minute(instant: datetime) -> int:
    """Minutes after the epoch, by which scripts count."""
    return int(instant.timestamp() // 60)


def instant(minutes: int) -> datetime:
    """Instant of so many minutes after the epoch, in UTC.

    Raises
    ------
    ValueError
        If the calendar does not reach so far.
    """
    try:
        return datetime.fromtimestamp(minutes * 60, UTC)
    except (OverflowError, OSError) as error:
        raise ValueError("no such moment") from error


def board_data(desk: Desk) -> dict[str, Any]:
    """Everything that the board draws."""
    sight = desk.sight
    plan, room = sight.plan, room_of(sight)
    begins, ends = _span(plan, room.placements)
    areas = {record.id: n for n, record in enumerate(plan.areas)}
    units = {record.id: n for n, record in enumerate(plan.units)}
    return {
        "zone": plan.zone.key,
        "offsets": _offsets(plan, begins, ends),
        "begins": minute(begins),
        "ends": minute(ends),
        "startex": _at(plan.exercise.startex),
        "endex": _at(plan.exercise.endex),
        "step": plan.exercise.time_step or USUAL_STEP,
        "may": "publish" if may_publish(sight) else "ask" if sight.reader.staff else "",
        "planned": timetable_of(sight.state) is not None,
        "areas": [[each.id, _title(each)] for each in plan.areas],
        "shut": _shut(plan, begins, ends),
        "units": [[each.id, _title(each), each.nation or ""] for each in plan.units],
        "objectives": [[each.id, _title(each)] for each in plan.objectives],
        "phases": [
            [each.id, _title(each), _at(each.begins), _at(each.ends)] for each in plan.phases
        ],
        "nations": [each.id for each in plan.nations],
        "light": _light(plan, begins, ends),
        "reserved": [
            [
                0 if time.kind is RecordKind.AREA else 1,
                (areas if time.kind is RecordKind.AREA else units).get(time.id, -1),
                minute(time.begins),
                minute(time.ends),
            ]
            for time in sight.view.reserved
        ],
        "left_out": _left_out(sight),
        "serials": _serials(sight, room),
    }


_drawn: WeakKeyDictionary[Room, dict[str, list[Any]]] = WeakKeyDictionary()


def _at(moment: datetime | None) -> int | None:
    return None if moment is None else minute(moment)


def _title(record: Record) -> str:
    return record.title or record.name


def _span(plan: Plan, placements: Sequence[Placement]) -> tuple[datetime, datetime]:
    """What the board shows: the exercise, and whatever is placed outside of it."""
    moments = [each for each in (plan.exercise.startex, plan.exercise.endex) if each]
    moments += [each.begins for each in placements] + [each.ends for each in placements]
    if not moments:
        moments = [datetime.now(UTC), datetime.now(UTC) + timedelta(days=7)]
    return min(moments) - MARGIN, max(moments) + MARGIN


def _offsets(plan: Plan, begins: datetime, ends: datetime) -> list[list[int]]:
    """From which minute on the exercise's clock is so many minutes ahead of UTC."""
    found: list[list[int]] = []
    at = begins.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    while at <= ends:
        offset = at.astimezone(plan.zone).utcoffset() or timedelta()
        minutes = int(offset.total_seconds() // 60)
        if not found or found[-1][1] != minutes:
            found.append([minute(at), minutes])
        at += timedelta(hours=1)
    return found


def _light(plan: Plan, begins: datetime, ends: datetime) -> list[list[int]]:
    """Stretches of night, dawn and dusk at the exercise's position; none if it is not known."""
    place = plan.exercise.position
    if place is None:
        return []
    first = begins.replace(second=0, microsecond=0)
    since = minute(first)
    return [
        [since + begin, since + end, number]
        for number, light in enumerate(SHADED)
        for begin, end in light_windows(place, (light,), first, ends)
    ]


def _shut(plan: Plan, begins: datetime, ends: datetime) -> list[list[int]]:
    """Area, begin, end, and whether it is a closure (1) or outside its opening (0)."""
    found: list[list[int]] = []
    for number, area in enumerate(plan.areas):
        found += [[number, minute(p.begins), minute(p.ends), 1] for p in area.closures]
        found += [[number, first, last, 0] for first, last in _not_open(plan, area, begins, ends)]
    return found


def _not_open(
    plan: Plan, area: Area, begins: datetime, ends: datetime
) -> Iterable[tuple[int, int]]:
    if not (area.open_hours or area.open_days):
        return
    try:
        frame = Frame.of(plan)
    except ValueError:
        return
    origin, shown = minute(frame.origin), Windows.of([(frame.minute(begins), frame.minute(ends))])
    for first, last in shown - frame.hours_on(area.open_hours, area.open_days):
        yield origin + first, origin + last


def _left_out(sight: Sight) -> dict[str, list[str]]:
    """Why serials are not in the timetable, by their ids: what their code means, and no more."""
    if not sight.reader.staff:
        return {}
    known = sight.view.known.of(RecordKind.SERIAL)
    held = timetable_of(sight.state) or {}
    return {
        left["serial"]: [left["code"], spoken(term(CODES[left["code"]].meaning))]
        for left in held.get("left_out", ())
        if left["serial"] in known and left["code"] in CODES
    }


def _serials(sight: Sight, room: Room) -> dict[str, list[Any]]:
    """Serials in columns; those of one record stand at one place in each.

    All who see the same share them, but for what the time and the role say of each.
    """
    columns = _drawn.get(room)
    if columns is None:
        columns = _drawn[room] = _columns(sight, room)
    begun = _begun(sight, room)
    own = sight.reader.staff and not may_publish(sight)
    if not begun and not own:
        return columns
    flags = [
        flag
        | (BEGUN if seen.record.id in begun else 0)
        | (OWN if own and sight.editable(seen) >= WISHES else 0)
        for flag, seen in zip(columns["flags"], sight.records(RecordKind.SERIAL), strict=True)
    ]
    return columns | {"flags": flags}


def _begun(sight: Sight, room: Room) -> frozenset[str]:
    """Serials that have begun, while the exercise runs."""
    now = datetime.now(UTC)
    if standing(sight, now).stage is not Stage.RUNNING:
        return frozenset()
    return frozenset(each.serial for each in room.placements if each.begins <= now)


def _columns(sight: Sight, room: Room) -> dict[str, list[Any]]:
    plan = sight.plan
    areas = {record.id: n for n, record in enumerate(plan.areas)}
    units = {record.id: n for n, record in enumerate(plan.units)}
    goals = {record.id: n for n, record in enumerate(plan.objectives)}
    phases = {record.id: n for n, record in enumerate(plan.phases)}
    staff = sight.reader.staff
    nation_of = {record.id: record.nation or "" for record in plan.units}
    columns: dict[str, list[Any]] = {
        name: []
        for name in (
            *("key", "id", "title", "kind", "phase", "nations", "begins", "length", "setup"),
            *("clearup", "areas", "units", "objectives", "priority", "flags"),
        )
    }
    for seen in sight.records(RecordKind.SERIAL):
        serial = seen.record
        assert isinstance(serial, Serial)
        placement = room.placed.get(serial.id) if serial.id else None
        there = placement.areas if placement else (serial.areas[0].areas if serial.areas else ())
        who = placement.units if placement else serial.units
        nations = {nation_of.get(unit, "") for unit in who} | set(serial.nations)
        row = {
            "key": seen.key,
            "id": serial.id,
            "title": serial.title,
            "kind": serial.kind or "",
            "phase": phases.get(serial.phase or "", -1),
            "nations": sorted(nations - {""}),
            "begins": minute(placement.begins) if placement else None,
            "length": _length(serial, placement),
            "setup": serial.setup or 0,
            "clearup": serial.clearup or 0,
            "areas": [areas[name] for name in there if name in areas],
            "units": [units[name] for name in who if name in units],
            "objectives": [goals[name] for name in serial.objectives if name in goals],
            "priority": serial.priority or 0,
            "flags": (MANDATORY if staff and serial.mandatory else 0)
            | (FIXED if serial.fixed else 0),
        }
        for name, value in row.items():
            columns[name].append(value)
    return columns


def _length(serial: Serial, placement: Placement | None) -> int:
    if placement is not None:
        return minute(placement.ends) - minute(placement.begins)
    return serial.duration or 0
