"""Remedies for what serials ask of their own time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta

from birlik.exercise.columns import RecordKind
from birlik.exercise.records.serials import Light, Serial
from birlik.exercise.sentences import said
from birlik.exercise.time import minutes_text
from birlik.exercise.values.hours import DaySpan, HourWindow
from birlik.exercise.values.lengths import DAY_MINUTES
from birlik.exercise.values.moments import instant_text
from birlik.planning.contradictions.remedies.asked import Asked
from birlik.planning.contradictions.remedies.candidate import Candidate, change, once
from birlik.planning.contradictions.result import Demand, DemandKind, RemedyKind
from birlik.planning.contradictions.telling import day_text, hours_text, light_text, moment_text

#: Days near those allowed that are tried.
MOST_DAYS = 6

#: A phase, a gap or an exercise is made longer by so many minutes at most.
A_WEEK = 7 * DAY_MINUTES

_SERIAL = RecordKind.SERIAL


def for_time(asked: Asked, demand: Demand) -> Iterator[Candidate]:
    """Candidates for a demand of a serial on its own time; none for another demand."""
    number = demand.place.index or 0
    if demand.kind in _OF:
        yield from _OF[demand.kind](asked, number, asked.plan.serials[number])


def _moved(
    asked: Asked, number: int, field: str, was: datetime, sign: int, bound: datetime
) -> Candidate:
    """Candidate that moves an instant of a serial, no farther than a bound."""
    name, step = asked.plan.serials[number].id, asked.step
    whole = abs(int((bound - was).total_seconds() // 60))

    def now(steps: int) -> datetime:
        return was + sign * timedelta(minutes=min(steps * step, whole))

    def words(steps: int) -> str:
        moved = minutes_text(min(steps * step, whole))
        when = moment_text(now(steps), asked.plan.zone)
        if sign > 0:
            return said(
                "{name} may end {moved} later, by {when}", name=name, moved=moved, when=when
            )
        return said(
            "{name} may begin {moved} earlier, from {when} on", name=name, moved=moved, when=when
        )

    return Candidate(
        RemedyKind.LATER_END if sign > 0 else RemedyKind.EARLIER_START,
        -(-whole // step),
        lambda steps: (change(asked.plan, _SERIAL, number, field, instant_text(now(steps))),),
        words,
        lambda steps: min(steps * step, whole),
        (asked.place(_SERIAL, number),),
        f"{field} {name}",
    )


def _latest(asked: Asked, number: int, serial: Serial) -> Iterator[Candidate]:
    endex = asked.plan.exercise.endex
    if serial.latest and endex and serial.latest < endex:
        yield _moved(asked, number, "latest", serial.latest, 1, endex)


def _earliest(asked: Asked, number: int, serial: Serial) -> Iterator[Candidate]:
    startex = asked.plan.exercise.startex
    if serial.earliest and startex and serial.earliest > startex:
        yield _moved(asked, number, "earliest", serial.earliest, -1, startex)


def _fixed(asked: Asked, number: int, serial: Serial) -> Iterator[Candidate]:
    """The nearest other start, found by widening what is allowed around the fixed one."""
    was, exercise = serial.fixed, asked.plan.exercise
    if was is None or exercise.startex is None or exercise.endex is None:
        return
    length = timedelta(minutes=serial.duration or 0)
    farthest = max(was - exercise.startex, exercise.endex - was)

    def starts(steps: int) -> dict[str, datetime] | None:
        width = timedelta(minutes=steps * asked.step)
        return asked.starts(
            (
                change(asked.plan, _SERIAL, number, "fixed", None),
                change(asked.plan, _SERIAL, number, "earliest", instant_text(was - width)),
                change(asked.plan, _SERIAL, number, "latest", instant_text(was + length + width)),
            )
        )

    most = max(0, int(farthest.total_seconds() // 60 // asked.step))
    steps = least_steps(most, lambda some: starts(some) is not None)
    found = starts(steps) if steps else None
    if found is None or serial.id not in found:
        return
    now = found[serial.id]
    yield once(
        RemedyKind.MOVED_START,
        [change(asked.plan, _SERIAL, number, "fixed", instant_text(now))],
        said(
            "{serial} begins on {now} instead",
            serial=serial.id,
            now=moment_text(now, asked.plan.zone),
        ),
        [asked.place(_SERIAL, number)],
        abs(int((now - was).total_seconds() // 60)),
        f"fixed {serial.id}",
    )


def least_steps(most: int, helps: Callable[[int], bool]) -> int:
    """Fewest steps that help, where more help whenever fewer do; 0 if not even the most do."""
    if most < 1 or not helps(most):
        return 0
    below, enough = 0, 1
    while enough < most and not helps(enough):
        below, enough = enough, min(enough * 2, most)
    while enough - below > 1:
        middle = (below + enough) // 2
        below, enough = (below, middle) if helps(middle) else (middle, enough)
    return enough


def wider(windows: Iterable[HourWindow], before: int, after: int) -> str:
    """Hours that begin and end so many minutes earlier and later, as a planner writes them."""
    found = []
    for window in windows:
        begins = window.begins - before
        ends = min(window.ends + after, begins + DAY_MINUTES)
        if begins < 0:
            begins, ends = begins + DAY_MINUTES, ends + DAY_MINUTES
        found.append(HourWindow(begins=begins, ends=ends))
    return "; ".join(dict.fromkeys(str(window) for window in found))


def _hours(asked: Asked, number: int, serial: Serial) -> Iterator[Candidate]:
    windows, step = serial.hours, asked.step
    room = DAY_MINUTES - min(window.ends - window.begins for window in windows)

    def candidate(later: bool) -> Candidate:
        def now(steps: int) -> str:
            minutes = min(steps * step, room)
            return wider(windows, 0 if later else minutes, minutes if later else 0)

        def words(steps: int) -> str:
            shown = hours_text(HourWindow.parse(part) for part in now(steps).split("; "))
            return said("{serial} may lie within {shown}", serial=serial.id, shown=shown)

        return Candidate(
            RemedyKind.LONGER_HOURS,
            -(-room // step),
            lambda steps: (change(asked.plan, _SERIAL, number, "hours", now(steps)),),
            words,
            lambda steps: min(steps * step, room),
            (asked.place(_SERIAL, number),),
            f"hours {serial.id}",
        )

    if room:
        yield candidate(later=True)
        yield candidate(later=False)


def nearest_days(asked: Asked, spans: Iterable[DaySpan]) -> Iterator[tuple[date, int]]:
    """Days of the exercise that are not named, those nearest to a named one first, and how far that is."""
    named = tuple(spans)
    days = asked.days()
    inside = [day for day in days if any(span.includes(day) for span in named)] or [
        span.first for span in named if span.first
    ]
    away = {
        day: min((abs((day - other).days) for other in inside), default=1)
        for day in days
        if day not in inside
    }
    for day in sorted(away, key=lambda day: (away[day], day))[:MOST_DAYS]:
        yield day, away[day]


def with_day(spans: Iterable[DaySpan], day: date) -> str:
    """Days and one more, as a planner writes them."""
    return "; ".join([*map(str, spans), str(day)])


def _days(asked: Asked, number: int, serial: Serial) -> Iterator[Candidate]:
    for day, away in nearest_days(asked, serial.days):
        yield once(
            RemedyKind.ANOTHER_DAY,
            [change(asked.plan, _SERIAL, number, "days", with_day(serial.days, day))],
            said("{serial} may begin on {day} too", serial=serial.id, day=day_text(day)),
            [asked.place(_SERIAL, number)],
            away,
            f"days {serial.id}",
        )


_BESIDE = {
    Light.NIGHT: (Light.DUSK, Light.DAWN),
    Light.DAY: (Light.DAWN, Light.DUSK),
    Light.DAWN: (Light.DAY, Light.NIGHT),
    Light.DUSK: (Light.DAY, Light.NIGHT),
}


def _light(asked: Asked, number: int, serial: Serial) -> Iterator[Candidate]:
    beside = dict.fromkeys(
        light for had in serial.light for light in _BESIDE[had] if light not in serial.light
    )
    for more in [(light,) for light in beside] + ([tuple(beside)] if len(beside) > 1 else []):
        now = "; ".join(light.value for light in (*serial.light, *more))
        yield once(
            RemedyKind.MORE_LIGHT,
            [change(asked.plan, _SERIAL, number, "light", now)],
            said("{serial} may be held {more} too", serial=serial.id, more=light_text(more)),
            [asked.place(_SERIAL, number)],
            group=f"light {serial.id}",
        )


def _phase(asked: Asked, number: int, serial: Serial) -> Iterator[Candidate]:
    yield once(
        RemedyKind.OUT_OF_PHASE,
        [change(asked.plan, _SERIAL, number, "phase", None)],
        said("{serial} may lie outside its phase {phase}", serial=serial.id, phase=serial.phase),
        [asked.place(_SERIAL, number)],
    )
    for index, phase in enumerate(asked.plan.phases):
        if phase.id == serial.phase:
            if phase.ends:
                yield _longer_phase(asked, index, "ends", phase.ends, 1)
            if phase.begins:
                yield _longer_phase(asked, index, "begins", phase.begins, -1)
            return


def _longer_phase(asked: Asked, index: int, field: str, was: datetime, sign: int) -> Candidate:
    step, phase = asked.step, asked.plan.phases[index]

    def now(steps: int) -> datetime:
        return was + sign * timedelta(minutes=steps * step)

    def words(steps: int) -> str:
        told = {"phase": phase.id, "now": moment_text(now(steps), asked.plan.zone)}
        if sign > 0:
            return said("the phase {phase} ends later, on {now}", **told)
        return said("the phase {phase} begins earlier, on {now}", **told)

    return Candidate(
        RemedyKind.LONGER_PHASE,
        A_WEEK // step,
        lambda steps: (
            change(asked.plan, RecordKind.PHASE, index, field, instant_text(now(steps))),
        ),
        words,
        lambda steps: steps * step,
        (asked.place(RecordKind.PHASE, index),),
        f"phase {phase.id} {field}",
    )


def _shorter(asked: Asked, number: int, serial: Serial) -> Iterator[Candidate]:
    """A serial that lasts less, but no less than half as long."""
    length, step = serial.duration or 0, asked.step

    def words(steps: int) -> str:
        now, less = minutes_text(length - steps * step), minutes_text(steps * step)
        return said("{serial} lasts {less} less, {now}", serial=serial.id, less=less, now=now)

    yield Candidate(
        RemedyKind.SHORTER_SERIAL,
        length // 2 // step,
        lambda steps: (change(asked.plan, _SERIAL, number, "duration", length - steps * step),),
        words,
        lambda steps: steps * step,
        (asked.place(_SERIAL, number),),
        f"duration {serial.id}",
    )


_OF: dict[DemandKind, Callable[[Asked, int, Serial], Iterator[Candidate]]] = {
    DemandKind.LATEST: _latest,
    DemandKind.EARLIEST: _earliest,
    DemandKind.FIXED: _fixed,
    DemandKind.HOURS: _hours,
    DemandKind.DAYS: _days,
    DemandKind.LIGHT: _light,
    DemandKind.PHASE: _phase,
    DemandKind.HELD: _shorter,
}
