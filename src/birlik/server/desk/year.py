"""The programme of a year: exercises and engagements on one calendar, and what is taken twice at once.

A person sees each exercise as his part in it lets him; what is compared is what he sees of either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import Plan
from birlik.exercise.records.cooperation import Engagement
from birlik.exercise.records.means import Unit
from birlik.formats.timetable.programme import Programme
from birlik.server.desk.exporting import programme_of
from birlik.server.desk.programme import exercise_of, knows_exercise, title_of
from birlik.server.desk.sight import Sight

#: Clashes that are told; more would help nobody.
MOST = 200


@dataclass(frozen=True)
class Part:
    """An exercise as one person sees it.

    Attributes
    ----------
    key, title : str
    sight : Sight
    programme : Programme or None
    """

    key: str
    title: str
    sight: Sight
    programme: Programme | None

    @property
    def plan(self) -> Plan:
        """The plan as he sees it."""
        return self.sight.plan


@dataclass(frozen=True)
class Span:
    """Something on the calendar, from its first day to its last.

    Attributes
    ----------
    key : str
        Of the exercise.
    title : str
    kind : str
        ``exercise``, ``conference`` or ``engagement``.
    first, last : date
        By the clock of the exercise.
    nations : tuple of str
    """

    key: str
    title: str
    kind: str
    first: date
    last: date
    nations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clash:
    """A unit or an area that two exercises take at once.

    Attributes
    ----------
    kind : RecordKind
    name : str
        Id and title.
    one, other : Part
    what_one, what_other : str
        What takes it: a serial, or its stay.
    begins, ends : datetime
        When both do, in UTC.
    """

    kind: RecordKind
    name: str
    one: Part
    other: Part
    what_one: str
    what_other: str
    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class _Taking:
    """A time at which something is taken; `what` is empty for a unit's whole stay."""

    begins: datetime
    ends: datetime
    what: str


def part_of(key: str, title: str, sight: Sight) -> Part:
    """An exercise as one person sees it, for the calendar."""
    return Part(key, title_of(sight) or title, sight, programme_of(sight))


def spans_of(part: Part) -> Iterator[Span]:
    """The exercise, its conferences and its engagements, as far as he sees them and they are dated."""
    plan, zone = part.plan, part.plan.zone
    exercise = exercise_of(part.sight)
    if knows_exercise(part.sight) and exercise.startex and exercise.endex:
        last = max(exercise.startex, exercise.endex - timedelta(minutes=1))
        yield Span(
            part.key,
            part.title,
            "exercise",
            exercise.startex.astimezone(zone).date(),
            last.astimezone(zone).date(),
            tuple(nation.id for nation in plan.nations if nation.id),
        )
    for conference in plan.conferences:
        begins, ends = conference.begins, conference.ends or conference.begins
        if begins is not None and ends is not None:
            first, end = begins.astimezone(zone).date(), ends.astimezone(zone).date()
            yield Span(
                part.key,
                conference.title or conference.id,
                "conference",
                first,
                max(first, end),
                conference.nations,
            )
    for engagement in plan.engagements:
        if engagement.begins is not None and not _is_the_exercise(engagement, part):
            yield Span(
                part.key,
                engagement.title or engagement.id,
                "engagement",
                engagement.begins,
                max(engagement.begins, engagement.ends or engagement.begins),
                engagement.nations,
            )


def _is_the_exercise(engagement: Engagement, part: Part) -> bool:
    """Whether an engagement is a conference or the exercise itself, which stand there already."""
    plan, zone = part.plan, part.plan.zone
    days = {
        each.begins.astimezone(zone).date() for each in plan.conferences if each.begins is not None
    }
    if plan.exercise.startex is not None:
        days.add(plan.exercise.startex.astimezone(zone).date())
    return engagement.kind in ("conference", "exercise") and engagement.begins in days


def clashes(parts: Sequence[Part]) -> list[Clash]:
    """Units and areas that have the same id and title in two exercises and are taken in both at once."""
    held = [(part, _units(part), _areas(part)) for part in parts]
    found: list[Clash] = []
    for (one, units, areas), (other, their_units, their_areas) in combinations(held, 2):
        for kind, mine, theirs in (
            (RecordKind.UNIT, units, their_units),
            (RecordKind.AREA, areas, their_areas),
        ):
            for name in mine.keys() & theirs.keys():
                title = " ".join(filter(None, name))
                for first, second in _overlaps(mine[name], theirs[name]):
                    begins, ends = max(first.begins, second.begins), min(first.ends, second.ends)
                    found.append(
                        Clash(kind, title, one, other, first.what, second.what, begins, ends)
                    )
    found.sort(key=lambda each: (each.begins, each.kind, each.name, each.one.key, each.other.key))
    return found


def _overlaps(
    mine: Iterable[_Taking], theirs: Iterable[_Taking]
) -> Iterator[tuple[_Taking, _Taking]]:
    """Pairs that overlap; stays and what lies in them are told once, by what is held."""
    others = sorted(theirs, key=lambda each: each.begins)
    for taking in mine:
        for other in others:
            if other.begins >= taking.ends:
                break
            if other.ends > taking.begins:
                yield taking, other


Takings = dict[tuple[str, str], list[_Taking]]


def _units(part: Part) -> Takings:
    """When each unit is away with an exercise: its stay, or else the serials that it takes part in."""
    found: Takings = {}
    plan = part.plan
    stays = {c.id: (c.arrives, c.departs) for c in plan.contingents}
    for unit in plan.units:
        stay = _stay(unit, stays)
        if unit.id and stay is not None:
            found.setdefault((unit.id, unit.title), []).append(_Taking(*stay, ""))
    if part.programme is not None:
        for entry in part.programme.entries:
            for unit in entry.units:
                key = unit.id, unit.title
                if not any(not taking.what for taking in found.get(key, ())):
                    taking = _Taking(entry.begins, entry.ends, entry.title)
                    found.setdefault(key, []).append(taking)
    return found


def _stay(
    unit: Unit, stays: dict[str, tuple[datetime | None, datetime | None]]
) -> tuple[datetime, datetime] | None:
    """When a unit comes and goes; None if that is not said."""
    comes, goes = stays.get(unit.contingent or "", (None, None))
    begins, ends = unit.arrives or comes, unit.departs or goes
    return (begins, ends) if begins is not None and ends is not None and begins < ends else None


def _areas(part: Part) -> Takings:
    """When each area is taken."""
    found: Takings = {}
    if part.programme is not None:
        for entry in part.programme.entries:
            for area in entry.areas:
                taking = _Taking(entry.occupied_from, entry.occupied_until, entry.title)
                found.setdefault((area.id, area.title), []).append(taking)
    return found


def overlaps_year(span: Span, year: int) -> bool:
    """Whether something lies, at least in part, in a year."""
    return span.first.year <= year <= span.last.year


def begins_of(day: date) -> datetime:
    """Midnight in UTC of a day."""
    return datetime.combine(day, time(), UTC)
