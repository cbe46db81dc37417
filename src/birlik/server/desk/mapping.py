"""What a map of an exercise shows its reader: areas, who is where and what is shut, minute by minute."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any, cast

from birlik.exercise.columns import RecordKind
from birlik.exercise.records.means import Area, Unit
from birlik.exercise.records.record import Record
from birlik.exercise.release import marking
from birlik.exercise.values.ground import Position
from birlik.formats.geography.symbols import symbol_of
from birlik.formats.page.light import light_changes
from birlik.formats.page.moments import minute_of, offsets
from birlik.formats.page.shut import shut_times
from birlik.formats.timetable.programme import Entry, reader_of_reserved
from birlik.formats.timetable.rings import DECIMALS, Ring, drawn
from birlik.planning.frame import Frame
from birlik.planning.ground import Ground
from birlik.server.desk.exporting import programme_of
from birlik.server.desk.sight import Seen, Sight

#: Fields of an area that are drawn.
DRAWN = ("position", "radius", "outline")

#: Longest span that is shown by the minute, in days; a longer one is cut there.
LONGEST = 400


@dataclass(frozen=True)
class Chart:
    """What a map shows.

    Attributes
    ----------
    content : dict
        As JSON; times are minutes since 1970, records refer to one another by their place in their lists.
    marking : str
        Of all that is in it.
    """

    content: dict[str, Any]
    marking: str


def chart_of(sight: Sight) -> Chart:
    """Chart of what a reader sees, made from his sight and nothing else."""
    return _Charting(sight).chart()


class _Charting:
    def __init__(self, sight: Sight) -> None:
        self.sight, self.plan = sight, sight.plan
        self.areas = sight.records(RecordKind.AREA)
        self.units = sight.records(RecordKind.UNIT)
        seen = programme_of(sight)
        self.entries: tuple[Entry, ...] = () if seen is None else seen.entries
        self.published = seen is not None
        self.area_places, self.unit_places = _places(self.areas), _places(self.units)
        self.serials = {
            each.record.id: each.key for each in reversed(sight.records(RecordKind.SERIAL))
        }
        self.contingents = {each.id: each for each in reversed(self.plan.contingents) if each.id}
        self.dangers: dict[str, tuple[int, Any]] = {}

    def chart(self) -> Chart:
        begins, ends = self._span()
        entries = [self._entry(each) for each in self.entries]
        content = {
            "published": self.published,
            "span": [minute_of(begins), minute_of(ends)] if begins and ends else None,
            "zone": self.plan.zone.key,
            "offsets": offsets(self.plan.zone, begins, ends) if begins and ends else [],
            "light": self._light(begins, ends),
            "areas": [self._area(each) for each in self.areas],
            "units": [self._unit(each) for each in self.units],
            "entries": entries,
            "dangers": [zone for _, zone in self.dangers.values()],
            "borders": not self.plan.exercise.no_borders,
            "may_add": self.sight.may_add(RecordKind.AREA),
        }
        shown: list[Record] = [each.record for each in (*self.areas, *self.units)]
        shown += [each.serial for each in self.entries if each.serial is not None]
        reader = reader_of_reserved(self.sight.reader, self.entries)
        return Chart(content, marking(shown, self.plan, reader))

    def _span(self) -> tuple[datetime | None, datetime | None]:
        """STARTEX and ENDEX, or what the entries need."""
        exercise = self.plan.exercise
        begins = [exercise.startex, *(each.occupied_from for each in self.entries)]
        ends = [exercise.endex, *(each.occupied_until for each in self.entries)]
        first = min((each for each in begins if each), default=None)
        last = max((each for each in ends if each), default=None)
        if first is None or last is None or last <= first:
            return None, None
        return first, min(last, first + timedelta(days=LONGEST))

    def _light(self, begins: datetime | None, ends: datetime | None) -> list[list[int | str]]:
        place = self.plan.exercise.position or self._middle()
        if place is None or begins is None or ends is None:
            return []
        return light_changes(place, begins, ends)

    def _middle(self) -> Position | None:
        """Position of the first area that has one."""
        places = (_place(cast("Area", each.record)) for each in self.areas)
        return next((centre for centre, _ in places if centre is not None), None)

    def _area(self, seen: Seen) -> dict[str, Any]:
        area = cast("Area", seen.record)
        centre, polygons = _place(area)
        editable = self.sight.editable(seen)
        told: dict[str, Any] = {
            "key": seen.key,
            "id": area.id,
            "title": area.title,
            "kind": area.kind.value if area.kind else "",
            "site": area.site,
            "marking": marking([area], self.plan),
            "shut": self._shut(area),
        }
        if centre is not None:
            told["centre"] = [round(centre.lon, DECIMALS), round(centre.lat, DECIMALS)]
        if polygons:
            told["shape"] = polygons
        if editable.issuperset(DRAWN):
            told["seen"] = {
                name: json.dumps(seen.fields.get(name), ensure_ascii=False) for name in DRAWN
            }
            told["typed"] = {
                "position": str(area.position or ""),
                "radius": f"{area.radius:g}" if area.radius is not None else "",
                "outline": "\n".join(map(str, area.outline)),
            }
        return told

    def _shut(self, area: Area) -> list[list[int | float]]:
        """Stretches in which its hours, days and closures shut an area."""
        return [] if self.frame is None else shut_times(area, self.frame)

    @cached_property
    def frame(self) -> Frame | None:
        """Frame of the exercise; None if it lacks STARTEX or ENDEX."""
        try:
            return Frame.of(self.plan)
        except ValueError:
            return None

    def _unit(self, seen: Seen) -> dict[str, Any]:
        unit = cast("Unit", seen.record)
        comes = self.contingents.get(unit.contingent or "")
        arrives = unit.arrives or (comes.arrives if comes else None)
        departs = unit.departs or (comes.departs if comes else None)
        return {
            "key": seen.key,
            "id": unit.id,
            "title": unit.title,
            "nation": unit.nation or "",
            "kind": unit.kind,
            "people": unit.personnel,
            "symbol": symbol_of(unit),
            "arrives": minute_of(arrives) if arrives else None,
            "departs": minute_of(departs) if departs else None,
            "marking": marking([unit], self.plan),
        }

    def _entry(self, entry: Entry) -> dict[str, Any]:
        told: dict[str, Any] = {
            "begins": minute_of(entry.begins),
            "ends": minute_of(entry.ends),
            "from": minute_of(entry.occupied_from),
            "until": minute_of(entry.occupied_until),
            "areas": _numbers(self.area_places, (area.id for area in entry.areas)),
            "units": _numbers(self.unit_places, (unit.id for unit in entry.units)),
        }
        if entry.serial is None:
            return told
        told |= {
            "serial": self.serials.get(entry.serial.id, ""),
            "id": entry.serial.id,
            "title": entry.serial.title,
            "kind": entry.serial.kind,
            "shut": _numbers(self.area_places, entry.shut),
            "marking": entry.marking,
        }
        if zone := drawn(entry.danger):
            # Equal zones stand once.
            name = json.dumps(zone)
            told["danger"] = self.dangers.setdefault(name, (len(self.dangers), zone))[0]
        return told


def _place(area: Area) -> tuple[Position | None, list[list[Ring]]]:
    """Middle of an area, and its shape as maps want it; drafts without an id have theirs too."""
    return _drawn_once(area.position, area.outline, area.radius)


@lru_cache(maxsize=4096)
def _drawn_once(
    position: Position | None, outline: tuple[Position, ...], radius: float | None
) -> tuple[Position | None, list[list[Ring]]]:
    alone = Ground((Area(id="area", position=position, outline=outline, radius=radius),))
    if len(outline) >= 3:
        # As it was typed, to the last corner.
        corners = [(at.lon, at.lat) for at in (*outline, outline[0])]
        return alone.centre("area"), drawn([[corners]])
    shape = alone.shape("area")
    return alone.centre("area"), drawn(alone.rings(shape)) if shape is not None else []


def _places(records: Iterable[Seen]) -> dict[str, int]:
    """Place of each id; of two with the same id, the first."""
    found: dict[str, int] = {}
    for number, each in enumerate(records):
        if each.record.id:
            found.setdefault(each.record.id, number)
    return found


def _numbers(places: dict[str, int], ids: Iterable[str]) -> list[int]:
    return [places[name] for name in dict.fromkeys(ids) if name in places]
