"""Parts of the joint plan on its timetable: by day, by nation, and what visitors are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from birlik.exercise.sentences import said
from birlik.formats.documents.document import Block, Column, Group, Heading, Paragraph, Table
from birlik.formats.jointplan.given import Given, for_visitors
from birlik.formats.timetable.programme import Entry


def by_day(given: Given) -> Iterator[Block]:
    """Everything that is held, day by day."""
    say, seen = given.say, given.seen
    if not seen.entries:
        return
    yield table_by_day(given, seen.entries, nations=True)
    left_out = [serial for serial in seen.left_out_serials if serial.id]
    if left_out:
        yield Heading(say(said("Not in the timetable")))
        yield Table(
            (Column(say(said("Serial")), 12), Column("", 68), Column(say(said("Priority")), 20)),
            (
                Group(
                    "",
                    tuple(
                        (
                            serial.id,
                            serial.title,
                            say(said("mandatory")) if serial.mandatory else str(serial.priority),
                        )
                        for serial in left_out
                    ),
                ),
            ),
        )


def table_by_day(given: Given, entries: Iterable[Entry], *, nations: bool) -> Table:
    """Entries in a table with a heading for each day; with the nations, or the units, taking part."""
    say = given.say
    last = say(said("Nations")) if nations else say(said("Units"))
    return Table(
        (
            Column(say(said("When")), 16),
            Column(say(said("Serial")), 9),
            Column("", 38),
            Column(say(said("Areas")), 20),
            Column(last, 21),
        ),
        tuple(
            Group(
                day,
                tuple(
                    (
                        given.speech.hours(entry.begins, entry.ends),
                        entry.serial.id if entry.serial else "",
                        entry.serial.title if entry.serial else say(said("reserved")),
                        ", ".join(area.id for area in entry.areas),
                        ", ".join(entry.nations if nations else (u.id for u in entry.units)),
                    )
                    for entry in held
                ),
            )
            for day, held in days(given, entries)
        ),
    )


def days(given: Given, entries: Iterable[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """Days by the clock of the document, each with what begins on it."""
    speech = given.speech
    held: dict[object, list[Entry]] = {}
    for entry in entries:
        held.setdefault(speech.local(entry.begins).date(), []).append(entry)
    for day, found in held.items():
        yield speech.weekday(day), found  # type: ignore[arg-type]


def by_nation(given: Given) -> Iterator[Block]:
    """The same for each nation, with its units."""
    say, seen = given.say, given.seen
    for nation in seen.nations:
        mine = [entry for entry in seen.of_nation(nation.id) if entry.serial is not None]
        if not mine:
            continue
        yield Heading(nation.title or nation.id)
        yield Table(
            (
                Column(say(said("When")), 16),
                Column(say(said("Serial")), 9),
                Column("", 36),
                Column(say(said("Areas")), 19),
                Column(say(said("Own units")), 24),
            ),
            tuple(
                Group(
                    day,
                    tuple(
                        (
                            given.speech.hours(entry.begins, entry.ends),
                            entry.serial.id if entry.serial else "",
                            entry.serial.title if entry.serial else "",
                            ", ".join(area.id for area in entry.areas),
                            ", ".join(u.id for u in entry.units if u.nation == nation.id)
                            or say(said("delegation")),
                        )
                        for entry in held
                    ),
                )
                for day, held in days(given, mine)
            ),
        )


def visitors(given: Given) -> Iterator[Block]:
    """What is released to visitors too."""
    shown = for_visitors(given)
    if not shown:
        return
    yield Paragraph(given.say(said("These serials are released to observers and visitors.")))
    yield Table(
        (
            Column(given.say(said("When")), 18),
            Column("", 48),
            Column(given.say(said("Place")), 34),
        ),
        what_and_where(given, shown),
    )


def what_and_where(given: Given, shown: Iterable[Entry]) -> tuple[Group, ...]:
    """For each day when something is, what it is, and where: all that guests need."""
    return tuple(
        Group(
            day,
            tuple(
                (
                    given.speech.hours(entry.begins, entry.ends),
                    entry.serial.title or entry.serial.id if entry.serial else "",
                    ", ".join(place_of(entry)),
                )
                for entry in held
            ),
        )
        for day, held in days(given, shown)
    )


def place_of(entry: Entry) -> list[str]:
    """Names of the areas of an entry that its reader sees."""
    return [area.title or area.id for area in entry.areas]
