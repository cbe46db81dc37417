"""The programme for observers and visitors; for those who escort them, with transport and language groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from birlik.exercise.plan import Plan
from birlik.exercise.records.means import Area
from birlik.exercise.records.record import Record
from birlik.exercise.release import Reader, marking
from birlik.exercise.roles import Role
from birlik.exercise.sentences import said
from birlik.exercise.view import view_of
from birlik.formats.documents.document import Block, Column, Document, Group, Part, Table
from birlik.formats.documents.speaking import Speech
from birlik.formats.jointplan.content import page_pattern, standing
from birlik.formats.jointplan.given import AsOf, Given, for_visitors, given_of
from birlik.formats.jointplan.times import what_and_where
from birlik.formats.timetable.programme import Entry
from birlik.languages import LANGUAGES, capital
from birlik.languages.writing import locale_of
from birlik.planning.timetable import Timetable

#: Guests are at a place so long before what they come for begins.
AHEAD = timedelta(minutes=15)

#: Nobody is driven for longer than this, in minutes; and how fast if the plan does not say it, in km/h.
LONGEST_WAY, USUAL_SPEED = 7 * 24 * 60, 40


@dataclass(frozen=True)
class Drive:
    """A way of guests from one site to the next.

    Attributes
    ----------
    origin, destination : str
        Sites.
    minutes : int
    leaves : datetime
        When they must leave to be there :data:`AHEAD` of time, in UTC.
    too_late : bool
        Whether what they saw before is not over by then.
    """

    origin: str
    destination: str
    minutes: int
    leaves: datetime
    too_late: bool


def for_guests(
    plan: Plan,
    timetable: Timetable | None,
    maker: Reader,
    speech: Speech,
    as_of: AsOf | None = None,
) -> Given:
    """What visitors of no nation are given by somebody who may himself read it.

    Nothing is in it that is not released both to visitors and to its maker.

    Parameters
    ----------
    plan : Plan
        The whole plan.
    maker : Reader
    """
    both = view_of(plan, maker).plan
    return given_of(both, timetable, Reader(None, Role.VISITOR), speech, as_of)


def programme_document(given: Given) -> Document:
    """The programme; whoever is of the staff has transport and language groups with it."""
    say, shown = given.say, for_visitors(given)
    parts = [
        Part(say(said("Programme for observers and visitors")), tuple(_programme(given, shown)))
    ]
    records: list[Record] = [record for entry in shown for record in _records(entry)]
    if given.seen.reader.staff:
        drives = list(drives_of(given, shown))
        if drives:
            parts.append(Part(say(said("Transport")), (_drives(given, drives),)))
            records += given.seen.plan.travel
        groups = list(language_groups(given))
        if groups:
            parts.append(Part(say(said("Language groups")), (_groups(given, groups),)))
            records += given.seen.nations
    if given.known:
        records.append(given.seen.plan.exercise)
    return Document(
        language=given.speech.language,
        title=given.title,
        kind=say(said("Programme for observers and visitors")),
        marking=marking(records, given.seen.plan),
        standing=standing(given),
        page=page_pattern(given),
        front=None,
        parts=tuple(parts),
    )


def _records(entry: Entry) -> Iterator[Record]:
    if entry.serial is not None:
        yield entry.serial
    yield from entry.areas


def _programme(given: Given, shown: Iterable[Entry]) -> Iterator[Block]:
    say = given.say
    yield Table(
        (
            Column(say(said("When")), 18),
            Column("", 46),
            Column(say(said("Place")), 36),
        ),
        what_and_where(given, shown)
        or (Group(say(said("Nothing is released to visitors yet.")), ()),),
    )


def drives_of(given: Given, shown: Iterable[Entry]) -> Iterator[Drive]:
    """Ways between the sites of what guests see, one after the other on the same day."""
    before: tuple[Entry, Area] | None = None
    for entry in shown:
        if not entry.areas:
            continue
        here = entry.areas[0]
        if before is not None and _same_day(given, before[0], entry):
            last = before[1]
            if last.site and here.site and last.site != here.site:
                minutes = _minutes(given, last, here)
                if minutes is not None:
                    leaves = entry.begins - AHEAD - timedelta(minutes=minutes)
                    yield Drive(last.site, here.site, minutes, leaves, leaves < before[0].ends)
        before = entry, here


def _same_day(given: Given, one: Entry, other: Entry) -> bool:
    local = given.speech.local
    return local(one.begins).date() == local(other.begins).date()


def _minutes(given: Given, one: Area, other: Area) -> int | None:
    """Minutes of a way, as the plan says it, or else by distance and speed."""
    plan = given.seen.plan
    for way in plan.travel:
        if {way.origin, way.destination} == {one.site, other.site} and way.minutes is not None:
            return min(way.minutes, LONGEST_WAY)
    kilometres = given.seen.ground.distance_km(one.id, other.id)
    if kilometres is None:
        return None
    minutes = kilometres / (plan.exercise.travel_speed or USUAL_SPEED) * 60
    return round(min(minutes, LONGEST_WAY))


def _drives(given: Given, drives: Iterable[Drive]) -> Table:
    say, speech = given.say, given.speech
    return Table(
        (
            Column(say(said("Leaves")), 26),
            Column(say(said("From site")), 20),
            Column(say(said("To site")), 20),
            Column(say(said("Minutes")), 12, "right"),
            Column("", 22),
        ),
        (
            Group(
                "",
                tuple(
                    (
                        speech.moment(drive.leaves),
                        drive.origin,
                        drive.destination,
                        speech.number(drive.minutes),
                        say(said("before the end of what is shown")) if drive.too_late else "",
                    )
                    for drive in drives
                ),
            ),
        ),
    )


def language_groups(given: Given) -> Iterator[tuple[str, list[str]]]:
    """Languages of the nations' copies, each with the nations that are led in it."""
    by_language: dict[str, list[str]] = defaultdict(list)
    for nation in given.seen.nations:
        if nation.language:
            by_language[nation.language].append(nation.title or nation.id)
    for code, nations in by_language.items():
        yield language_name(code, given.speech), nations


def language_name(code: str, speech: Speech) -> str:
    """Name of a language in the language of the document; its code if it has none."""
    if code not in LANGUAGES:
        return code
    name = locale_of(code).get_language_name(locale_of(speech.language)) or LANGUAGES[code]
    return capital(name, speech.language)


def _groups(given: Given, groups: Iterable[tuple[str, list[str]]]) -> Table:
    say = given.say
    return Table(
        (Column(say(said("Language")), 30), Column(say(said("Nations")), 70)),
        (Group("", tuple((language, ", ".join(nations)) for language, nations in groups)),),
    )
