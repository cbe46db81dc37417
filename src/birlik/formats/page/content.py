"""Everything that the page shows, as one piece of JSON made from a programme."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from birlik.exercise.columns import RecordKind
from birlik.exercise.records.means import Area, Unit
from birlik.exercise.records.record import Record
from birlik.exercise.records.serials import Serial
from birlik.exercise.records.setting import Contingent
from birlik.exercise.release import marking, may_read
from birlik.exercise.sentences import Told
from birlik.exercise.values.ground import Position
from birlik.formats.page.asked import Asked
from birlik.formats.page.chart import Flat, area_shape, chart, drawing_of
from birlik.formats.page.kinds import codes_of, kinds_by_use
from birlik.formats.page.light import light_changes
from birlik.formats.page.moments import EPOCH, minute_of, offsets
from birlik.formats.page.shut import shut_times
from birlik.formats.page.standing import standing
from birlik.formats.page.words import words_in
from birlik.formats.timetable.programme import Entry, Programme, reader_of_reserved
from birlik.languages import SOURCE, told
from birlik.planning.frame import Frame

FORMAT = "birlik-page/1"

AnyRecord = TypeVar("AnyRecord", bound=Record)


def content(seen: Programme, language: str = SOURCE) -> dict[str, Any]:
    """Content of a page in a language: all that its reader may see, and nothing else.

    Times are minutes since 1970; records refer to each other by their place in their list.
    """
    words = {"format": FORMAT, "language": language, "words": words_in(language)}
    whole = words | _Content(seen).whole()
    found: dict[str, Any] = _told(whole, language)
    return found


def _told(value: Any, language: str) -> Any:
    """Content whose sentences are told in a language."""
    if isinstance(value, Told):
        return told(value, language)
    if isinstance(value, dict):
        return {name: _told(each, language) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_told(each, language) for each in value]
    return value


class _Content:
    """The records that a page shows, and where each stands in its list."""

    def __init__(self, seen: Programme) -> None:
        self.seen, self.plan = seen, seen.plan
        self.asked = Asked(seen)
        self.drawing = drawing_of(seen)
        self.nations = self._readable(self.plan.nations)
        self.phases = self._readable(self.plan.phases)
        self.objectives = self._readable(self.plan.objectives)
        self.contingents = self._readable(self.plan.contingents)
        reasons = {left.serial: left for left in seen.left_out}
        self.left_out = [
            (serial, reasons[serial.id]) for serial in self.plan.serials if serial.id in reasons
        ]
        self.serials = [entry.serial for entry in seen.entries if entry.serial]
        self.kinds = kinds_by_use(
            serial.kind for serial in (*self.serials, *(serial for serial, _ in self.left_out))
        )
        self.places = {
            "areas": _places(seen.areas),
            "units": _places(seen.units),
            "nations": _places(self.nations),
            "objectives": _places(self.objectives),
        }
        self.dangers: list[list[Flat]] = []

    def _readable(self, records: Iterable[AnyRecord]) -> list[AnyRecord]:
        return [r for r in records if may_read(self.seen.reader, r, self.plan)]

    @cached_property
    def span(self) -> tuple[datetime, datetime]:
        """STARTEX and ENDEX, or what the entries need."""
        exercise, entries = self.plan.exercise, self.seen.entries
        begins = [exercise.startex, *(entry.occupied_from for entry in entries)]
        ends = [exercise.endex, *(entry.occupied_until for entry in entries)]
        first = min((begin for begin in begins if begin), default=EPOCH)
        return first, max(
            (end for end in ends if end and end > first), default=first + timedelta(days=1)
        )

    @cached_property
    def frame(self) -> Frame | None:
        """Frame of the exercise, if it has one."""
        try:
            return Frame.of(self.plan)
        except ValueError:
            return None

    @property
    def marking(self) -> str:
        """Nations to whom everything on the page may be released."""
        pools = {amount.resource for serial in self.serials for amount in serial.resources}
        pools |= {amount.resource for serial, _ in self.left_out for amount in serial.resources}
        shown: list[Record] = self._readable([self.plan.exercise])
        shown += [*self.seen.areas, *self.seen.units]
        shown += [*self.serials, *(serial for serial, _ in self.left_out)]
        shown += [*self.nations, *self.phases, *self.objectives, *self.contingents]
        shown += self._readable(pool for pool in self.plan.resources if pool.id in pools)
        return marking(shown, self.plan, reader_of_reserved(self.seen.reader, self.seen.entries))

    def whole(self) -> dict[str, Any]:
        """All of it, in a fixed order."""
        exercise, (begins, ends) = self.plan.exercise, self.span
        areas = [self._area(area) for area in self.seen.areas]
        entries = [self._entry(entry) for entry in self.seen.entries]
        points = [[area["centre"]] for area in areas if "centre" in area]
        drawn = [area["shape"] for area in areas if "shape" in area]
        return {
            "format": FORMAT,
            "exercise": _filled(
                {
                    "id": exercise.id,
                    "title": self.seen.title,
                    "theme": exercise.theme,
                    "begins": minute_of(exercise.startex or begins),
                    "ends": minute_of(exercise.endex or ends),
                    "host": self.places["nations"].get(exercise.host or ""),
                }
            ),
            "marking": self.marking,
            "standing": standing(self.seen),
            "span": [minute_of(begins), minute_of(ends)],
            "zone": self.seen.zone.key,
            "zones": self._zones(),
            "light": self._light(),
            "phases": [
                {
                    "id": p.id,
                    "title": p.title,
                    "begins": minute_of(p.begins),
                    "ends": minute_of(p.ends),
                }
                for p in self.phases
                if p.begins and p.ends
            ],
            "nations": [
                {"id": n.id, "title": n.title, "role": n.role, "zone": n.time_zone}
                for n in self.nations
            ],
            "areas": areas,
            "units": [self._unit(unit) for unit in self.seen.units],
            "objectives": [
                {"id": o.id, "title": o.title, "criteria": o.criteria} for o in self.objectives
            ],
            "kinds": [
                {"name": name, "code": code}
                for name, code in zip(self.kinds, codes_of(self.kinds), strict=True)
            ],
            "entries": entries,
            "leftOut": [
                self._serial(serial)
                | {"mandatory": left.mandatory, "code": left.code, "reason": left.reason}
                for serial, left in self.left_out
            ],
            "dangers": self.dangers,
            "chart": chart([*points, *drawn, *self.dangers]),
        }

    def _zones(self) -> dict[str, list[list[int]]]:
        """Offsets of every zone that the page can show."""
        names = {self.seen.zone.key, *(n.time_zone for n in self.nations if n.time_zone)}
        return {name: offsets(ZoneInfo(name), *self.span) for name in sorted(names)}

    def _light(self) -> list[list[int | str]]:
        """Changes of light where the exercise is; nothing if nobody says where that is."""
        centres = [centre for area in self.seen.areas if (centre := self._centre(area))]
        place = self.plan.exercise.position or (centres[0] if centres else None)
        return light_changes(place, *self.span) if place else []

    def _centre(self, area: Area) -> Position | None:
        return self.seen.ground.centre(area.id)

    def _area(self, area: Area) -> dict[str, Any]:
        told: dict[str, Any] = {
            "id": area.id,
            "title": area.title,
            "kind": area.kind.value if area.kind else "",
            "site": area.site,
            "hours": [str(window) for window in area.open_hours],
            "days": [str(days) for days in area.open_days],
            "shut": shut_times(area, self.frame) if self.frame else [],
            "atOnce": area.serials_at_once,
            "people": area.people_at_once,
            "notes": area.notes,
        }
        return _filled(told) | area_shape(self.seen, area, self.drawing)

    def _unit(self, unit: Unit) -> dict[str, Any]:
        party = next((c for c in self.contingents if c.id == unit.contingent), Contingent())
        arrives, departs = unit.arrives or party.arrives, unit.departs or party.departs
        return _filled(
            {
                "id": unit.id,
                "title": unit.title,
                "nation": self.places["nations"].get(unit.nation or ""),
                "kind": unit.kind,
                "personnel": unit.personnel,
                "equipment": unit.equipment,
                "arrives": minute_of(arrives) if arrives else None,
                "departs": minute_of(departs) if departs else None,
                "notes": unit.notes,
            }
        )

    def _entry(self, entry: Entry) -> dict[str, Any]:
        told: dict[str, Any] = {
            "begins": minute_of(entry.begins),
            "ends": minute_of(entry.ends),
            "from": minute_of(entry.occupied_from),
            "until": minute_of(entry.occupied_until),
            "areas": self._places_of("areas", (area.id for area in entry.areas)),
            "units": self._places_of("units", (unit.id for unit in entry.units)),
            "nations": self._places_of("nations", entry.nations),
            "shut": self._places_of("areas", entry.shut),
            "wishesBroken": list(entry.wishes_broken),
        }
        if entry.danger:
            told["danger"] = self._danger(entry)
        if entry.serial is None:
            return _filled(told)
        must = set(entry.serial.units)
        told["chosen"] = self._places_of("units", (u.id for u in entry.units if u.id not in must))
        told["people"] = sum(unit.personnel or 0 for unit in entry.units) + (
            entry.serial.people or 0
        )
        return self._serial(entry.serial) | _filled(told)

    def _serial(self, serial: Serial) -> dict[str, Any]:
        """What a serial is and asks for, placed or not."""
        told = {
            "id": serial.id,
            "title": serial.title,
            "kind": self.kinds.index(serial.kind) if serial.kind else None,
            "priority": serial.priority,
            "phase": serial.phase if self._may_name(RecordKind.PHASE, serial.phase) else None,
            "objectives": self._places_of("objectives", serial.objectives),
            "after": self.asked.gates(serial),
            "wishes": [
                {"title": title, "values": values}
                for title, values in (
                    ("Wished hours", [str(window) for window in serial.wish_hours]),
                    ("Wished days", [str(days) for days in serial.wish_days]),
                )
                if values
            ],
            "asks": self.asked.fields(serial),
            "notes": serial.notes,
            "more": [[title, _plain(value)] for title, value in serial.extra.items()],
            "owner": serial.owner or self.plan.exercise.host,
            "marking": marking([serial], self.plan),
        }
        return _filled(told)

    def _may_name(self, kind: RecordKind, id: str | None) -> bool:
        return id is not None and self.asked.may_read(kind, id)

    def _places_of(self, kind: str, ids: Iterable[str]) -> list[int]:
        places = self.places[kind]
        return [places[name] for name in dict.fromkeys(ids) if name in places]

    def _danger(self, entry: Entry) -> int:
        """Place of a danger zone's shape; equal shapes stand once."""
        shape = self.drawing.shape(entry.danger)
        if shape not in self.dangers:
            self.dangers.append(shape)
        return self.dangers.index(shape)


def _places(records: Sequence[Record]) -> dict[str, int]:
    """Place of each id; of two with the same id, the first."""
    return {record.id: place for place, record in reversed(list(enumerate(records)))}


def _plain(value: Any) -> str:
    """Value of a column that Birlik does not know, as a text."""
    return str(next(iter(value.values()), "") if isinstance(value, dict) else value)


def _filled(told: dict[str, Any]) -> dict[str, Any]:
    """What there is to say, without what is empty."""
    return {name: value for name, value in told.items() if value not in (None, "", [], {})}
