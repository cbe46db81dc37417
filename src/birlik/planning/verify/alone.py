"""Rules that a serial keeps or breaks by itself: its times, its hours, its light, rules that close hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, Place, finding
from birlik.exercise.records.rules import CLOSING_RULES, RuleKind
from birlik.exercise.records.serials import Light
from birlik.exercise.sentences import one_of, said, word_of
from birlik.exercise.time import minutes_text
from birlik.exercise.values.hours import DaySpan, HourWindow
from birlik.planning.verify.clock import Calendar
from birlik.planning.verify.geodesy import centre_of
from birlik.planning.verify.joined import MINUTE, Held, Joined, aware, broken
from birlik.planning.verify.scope import Scope
from birlik.planning.verify.sun import Sun, sun_over
from birlik.planning.verify.wording import shown

_CODES = {
    RuleKind.QUIET: ("B539", said("quiet hours")),
    RuleKind.BARRED: ("B540", said("hours barred to it")),
    RuleKind.HOLIDAY: ("B541", said("a holiday of those who take part")),
    RuleKind.PRAYER: ("B542", said("a prayer time of those who take part")),
}


def times(joined: Joined) -> Iterator[Finding]:
    """Duration, earliest start, latest end and fixed start (B501, B510, B511, B512)."""
    moment = joined.words.moment
    for held in joined.held:
        serial = held.serial
        lasts = aware(held.placement.ends) - aware(held.placement.begins)
        if serial.duration is None:
            yield broken(
                "B501",
                held,
                said("{serial} has no duration in the plan", serial=shown(held.id)),
                "duration",
            )
        elif lasts / MINUTE != serial.duration:
            stated = minutes_text(lasts // MINUTE)
            if lasts % MINUTE != lasts * 0:
                stated = said("{seconds} seconds", seconds=lasts.total_seconds())
            yield broken(
                "B501",
                held,
                said(
                    "{serial} lasts {stated} in the timetable, from {begins}; its duration is {duration}",
                    serial=shown(held.id),
                    stated=stated,
                    begins=moment(held.begins),
                    duration=minutes_text(serial.duration),
                ),
                "duration",
            )
        if serial.earliest and held.begins < aware(serial.earliest):
            yield broken(
                "B510",
                held,
                said(
                    "{serial} begins on {begins}, before its earliest start on {earliest}",
                    serial=shown(held.id),
                    begins=moment(held.begins),
                    earliest=moment(serial.earliest),
                ),
                "earliest",
            )
        if serial.latest and held.ends > aware(serial.latest):
            yield broken(
                "B511",
                held,
                said(
                    "{serial} ends on {ends}, after its latest end on {latest}",
                    serial=shown(held.id),
                    ends=moment(held.ends),
                    latest=moment(serial.latest),
                ),
                "latest",
            )
        if serial.fixed and held.begins != aware(serial.fixed):
            yield broken(
                "B512",
                held,
                said(
                    "{serial} begins on {begins}; it is fixed to {fixed}",
                    serial=shown(held.id),
                    begins=moment(held.begins),
                    fixed=moment(serial.fixed),
                ),
                "fixed",
            )


def hours_and_days(joined: Joined) -> Iterator[Finding]:
    """Hours of the day in which a serial runs, days on which it begins (B513, B514)."""
    calendars: dict[tuple[HourWindow, ...], Calendar] = {}
    days: dict[tuple[DaySpan, ...], Calendar] = {}
    words = joined.words
    for held in joined.held:
        serial = held.serial
        if serial.hours:
            hours = calendars.setdefault(serial.hours, Calendar(joined.clock, serial.hours))
            if not hours.covers(held.begins, held.ends):
                allowed = "; ".join(str(window) for window in serial.hours)
                yield broken(
                    "B513",
                    held,
                    said(
                        "{serial} runs {when}; its hours are {allowed}",
                        serial=shown(held.id),
                        when=words.stretch(held.begins, held.ends),
                        allowed=allowed,
                    ),
                    "hours",
                )
        if serial.days:
            calendar = days.setdefault(serial.days, Calendar(joined.clock, (), serial.days))
            if not calendar.includes(joined.clock.local(held.begins).date()):
                allowed = "; ".join(str(span) for span in serial.days)
                yield broken(
                    "B514",
                    held,
                    said(
                        "{serial} begins on {begins}; its days are {allowed}",
                        serial=shown(held.id),
                        begins=words.moment(held.begins),
                        allowed=allowed,
                    ),
                    "days",
                )


def light(joined: Joined) -> Iterator[Finding]:
    """Day, night, dawn or dusk by the sun (B515)."""
    for held in joined.held:
        lights = held.serial.light
        if not lights:
            continue
        area = joined.areas.get(held.first_area) if held.first_area is not None else None
        place = (centre_of(area) if area else None) or joined.plan.exercise.position
        asked = one_of(word_of(each) for each in lights)
        if place is None:
            yield broken(
                "B515",
                held,
                said(
                    "{serial} asks for {asked}, but neither its first area nor the exercise has a position",
                    serial=shown(held.id),
                    asked=asked,
                ),
                "light",
            )
            continue
        sun = sun_over(place.lat, place.lon)
        if not sun.covers(lights, held.begins, held.ends):
            yield broken(
                "B515",
                held,
                said(
                    "{serial} runs {when} and asks for {asked}; {nearest}",
                    serial=shown(held.id),
                    when=joined.words.stretch(held.begins, held.ends),
                    asked=asked,
                    nearest=_nearest(sun, lights, held, joined),
                ),
                "light",
            )


def _nearest(sun: Sun, lights: tuple[Light, ...], held: Held, joined: Joined) -> str:
    """The stretch of light nearest to the time of a serial, in words."""

    def apart(stretch: tuple[datetime, datetime]) -> float:
        return max(stretch[0] - held.begins, held.ends - stretch[1]) / MINUTE

    exact = sun.stretches(lights, held.begins, held.ends, held.begins - held.begins, 0.0)
    nearest = min(exact, key=apart, default=None)
    if nearest is None:
        return said("there is none of it there then")
    return said("there it is {when}", when=joined.words.stretch(nearest[0], nearest[1]))


def frame(joined: Joined) -> Iterator[Finding]:
    """STARTEX, ENDEX, phases and the time step (B531, B532, B556)."""
    exercise, words = joined.plan.exercise, joined.words
    if joined.timetable.placements:
        for field, title in (
            ("startex", said("STARTEX")),
            ("endex", said("ENDEX")),
            ("time_zone", said("time zone")),
        ):
            if not getattr(exercise, field):
                yield finding(
                    "B531",
                    said(
                        "The exercise has no {title}, so no serial can be in its timetable",
                        title=title,
                    ),
                    Place(kind=RecordKind.EXERCISE, index=0, record=exercise.id, field=field),
                )
    for held in joined.held:
        stretch = words.stretch(held.begins, held.ends)
        if joined.startex and held.begins < joined.startex:
            yield broken(
                "B531",
                held,
                said(
                    "{serial} runs {when}; STARTEX is on {startex}",
                    serial=shown(held.id),
                    when=stretch,
                    startex=words.moment(joined.startex),
                ),
            )
        if exercise.endex and held.ends > aware(exercise.endex):
            yield broken(
                "B531",
                held,
                said(
                    "{serial} runs {when}; ENDEX is on {endex}",
                    serial=shown(held.id),
                    when=stretch,
                    endex=words.moment(exercise.endex),
                ),
            )
        yield from _phase(held, joined)


def _phase(held: Held, joined: Joined) -> Iterator[Finding]:
    """Whether a serial runs within its phase."""
    if held.serial.phase is None:
        return
    phase, words = joined.phases.get(held.serial.phase), joined.words
    name = shown(held.serial.phase)
    if phase is None or phase.begins is None or phase.ends is None:
        lacks = (
            said("is not in the plan") if phase is None else said("lacks its beginning or its end")
        )
        yield broken(
            "B532",
            held,
            said(
                "{serial} belongs to phase {name}, which {lacks}",
                serial=shown(held.id),
                name=name,
                lacks=lacks,
            ),
            "phase",
        )
    elif held.begins < aware(phase.begins) or held.ends > aware(phase.ends):
        yield broken(
            "B532",
            held,
            said(
                "{serial} runs {when}; its phase {name} lasts from {begins} to {ends}",
                serial=shown(held.id),
                when=words.stretch(held.begins, held.ends),
                name=name,
                begins=words.moment(phase.begins),
                ends=words.moment(phase.ends),
            ),
            "phase",
        )


def time_step(joined: Joined) -> Iterator[Finding]:
    """Beginnings on the time step, unless a fixed start says otherwise (B556)."""
    stated = joined.plan.exercise.time_step
    step = 15 if stated is None else stated
    if step <= 0:
        return
    exempt = _begin_with_a_fixed_start(joined)
    for held in joined.held:
        local = joined.clock.local(held.begins)
        on_step = local.minute % step == 0 and local.second == 0 and local.microsecond == 0
        if not on_step and held.id not in exempt:
            yield broken(
                "B556",
                held,
                said(
                    "{serial} begins on {begins}, which is not on the time step of {step} min",
                    serial=shown(held.id),
                    begins=joined.words.moment(held.begins),
                    step=step,
                ),
            )


def _begin_with_a_fixed_start(joined: Joined) -> frozenset[str]:
    """Serials that have a fixed start, or must begin together with one that has."""
    partners: dict[str, set[str]] = {}
    for serial in joined.serials.values():
        for other in serial.together_with:
            partners.setdefault(serial.id, set()).add(other)
            partners.setdefault(other, set()).add(serial.id)
    waiting = [serial.id for serial in joined.serials.values() if serial.fixed]
    found = set(waiting)
    while waiting:
        fresh = partners.get(waiting.pop(), set()) - found
        found |= fresh
        waiting.extend(fresh)
    return frozenset(found)


def closed_hours(joined: Joined) -> Iterator[Finding]:
    """Quiet and barred hours, holidays and prayer times (B539 to B542)."""
    for rule in joined.plan.rules:
        if rule.kind not in CLOSING_RULES:
            continue
        code, what = _CODES[rule.kind]
        scope, calendar = Scope(rule), Calendar(joined.clock, rule.hours, rule.days)
        for held in joined.held:
            if not scope.fits(held):
                continue
            if overlap := calendar.overlap(held.begins, held.ends):
                yield broken(
                    code,
                    held,
                    said(
                        "{serial} runs in {what} {when} (rule {rule})",
                        serial=shown(held.id),
                        what=what,
                        when=joined.words.stretch(*overlap),
                        rule=shown(rule.id),
                    ),
                )
