"""Invitations to the visitors' days: a dated letter with the programme in the language of the guest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from birlik.exercise.records.record import Record
from birlik.exercise.release import marking
from birlik.exercise.sentences import said
from birlik.formats.documents.document import (
    Block,
    Column,
    Document,
    Facts,
    Group,
    Paragraph,
    Part,
    Table,
)
from birlik.formats.jointplan.content import page_pattern
from birlik.formats.jointplan.given import Given, for_visitors
from birlik.formats.jointplan.times import place_of
from birlik.formats.timetable.programme import Entry


@dataclass(frozen=True)
class Invited:
    """Somebody who is invited.

    Attributes
    ----------
    name : str
        With his rank.
    function : str
        What he is, and of which nation; empty if that is not said.
    """

    name: str
    function: str = ""


def visiting_days(given: Given) -> dict[date, list[Entry]]:
    """Days on which something is released to visitors, by the clock of the document."""
    found: dict[date, list[Entry]] = {}
    for entry in for_visitors(given):
        found.setdefault(given.speech.local(entry.begins).date(), []).append(entry)
    return found


def invitation(
    given: Given, invited: Invited, day: date, written: date, signed_by: str = ""
) -> Document:
    """A letter that invites somebody to one of the visitors' days.

    Parameters
    ----------
    given : Given
        Made for guests (:func:`birlik.formats.visiting.programme.for_guests`).
    invited : Invited
    day : date
        One of :func:`visiting_days`.
    written : date
        Date of the letter.
    signed_by : str
        Name and function of who signs it.

    Raises
    ------
    KeyError
        If nothing is released to visitors on that day.
    """
    entries = visiting_days(given)[day]
    say = given.say
    records: list[Record] = [
        record for e in entries for record in (e.serial, *e.areas) if record is not None
    ]
    if given.known:
        records.append(given.seen.plan.exercise)
    return Document(
        language=given.speech.language,
        title=given.title,
        kind=say(said("Invitation")),
        marking=marking(records, given.seen.plan),
        standing="",
        page=page_pattern(given),
        front=None,
        parts=(Part("", tuple(_letter(given, invited, day, written, signed_by, entries))),),
    )


def _letter(
    given: Given, invited: Invited, day: date, written: date, signed_by: str, entries: list[Entry]
) -> Iterator[Block]:
    say, speech = given.say, given.speech
    host = given.nation(given.seen.plan.exercise.host) if given.known else ""
    yield Paragraph(speech.day(written), "right")
    yield Paragraph("\n".join(filter(None, (invited.name, invited.function))))
    yield Paragraph(say(said("Invitation to {exercise}", exercise=given.title)), "lead")
    when = speech.weekday(day)
    if host:
        text = said(
            "{host} has the honour to invite {guest} to the exercise {exercise} on {day}.",
            host=host,
            guest=invited.name,
            exercise=given.title,
            day=when,
        )
    else:
        text = said(
            "We have the honour to invite {guest} to the exercise {exercise} on {day}.",
            guest=invited.name,
            exercise=given.title,
            day=when,
        )
    yield Paragraph(say(text))
    place = next((place for entry in entries for place in place_of(entry)), "")
    facts = [(say(said("Begins")), speech.moment(entries[0].begins))]
    if place:
        facts.append((say(said("Place")), place))
    facts.append(
        (say(said("Times")), say(said("All times are those of {zone}", zone=speech.zone.key)))
    )
    yield Facts(tuple(facts))
    yield Table(
        (
            Column(say(said("When")), 18),
            Column(say(said("Programme")), 46),
            Column(say(said("Place")), 36),
        ),
        (
            Group(
                "",
                tuple(
                    (
                        speech.hours(entry.begins, entry.ends),
                        entry.serial.title or entry.serial.id if entry.serial else "",
                        ", ".join(place_of(entry)),
                    )
                    for entry in entries
                ),
            ),
        ),
    )
    yield Paragraph(say(said("Please let us know whether you will come, and in which language.")))
    yield Paragraph(say(said("With the expression of our highest consideration")))
    yield Paragraph("\n\n" + (signed_by or host))
