"""A conference's agenda: what stands on it, what it could be drawn from, and the minutes of each point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from birlik.exercise.columns import RecordKind
from birlik.exercise.editing import Change, Refused, edited
from birlik.exercise.records.cooperation import ActionItem, AgendaItem, AgendaTopic, Conference
from birlik.exercise.records.record import Record
from birlik.exercise.release import released_to
from birlik.exercise.sentences import said
from birlik.log.drafts import Draft, Step, added, changed
from birlik.log.keys import new_key, rank_between
from birlik.log.plans import fields_of
from birlik.log.state import RANK
from birlik.server.desk.changing import Author, Result, Wish, change
from birlik.server.desk.sight import Seen, Sight
from birlik.server.store.logs import Logs

#: A point of its own, moved up or down, at the end of the agenda.
UP, DOWN = -1, 1


@dataclass(frozen=True)
class Topic:
    """What a point of an agenda can be drawn from.

    Attributes
    ----------
    topic : AgendaTopic
    whose : str
        Nation whose errors or warnings it lists; else empty.
    """

    topic: AgendaTopic
    whose: str = ""


def conferences(sight: Sight) -> tuple[Seen, ...]:
    """Conferences that a reader sees, by their beginning; those without one stand last."""
    every = sight.records(RecordKind.CONFERENCE)
    return tuple(sorted(every, key=lambda seen: (begins(seen) is None, begins(seen) or 0)))


def begins(seen: Seen) -> datetime | None:
    """When a conference opens, in UTC."""
    assert isinstance(seen.record, Conference)
    return seen.record.begins


def next_conference(sight: Sight, now: datetime) -> Seen | None:
    """The conference that sits, or the next one; None if all are over or none has a date."""
    for seen in conferences(sight):
        assert isinstance(seen.record, Conference)
        ends = seen.record.ends or seen.record.begins
        if ends is not None and ends > now:
            return seen
    return None


def agenda(sight: Sight, conference: Seen) -> tuple[Seen, ...]:
    """Points of a conference's agenda, in their order."""
    return _of_conference(sight, RecordKind.AGENDA_ITEM, conference)


def decisions(sight: Sight, conference: Seen) -> tuple[Seen, ...]:
    """Decisions of a conference, in their order."""
    return _of_conference(sight, RecordKind.DECISION, conference)


def action_items(sight: Sight, conference: Seen | None = None) -> tuple[Seen, ...]:
    """Action items of a conference, or of all: the open ones first, by nation and due date."""
    every = sight.records(RecordKind.ACTION_ITEM)
    if conference is not None:
        every = _of_conference(sight, RecordKind.ACTION_ITEM, conference)

    def order(seen: Seen) -> tuple[bool, str, date]:
        item = seen.record
        assert isinstance(item, ActionItem)
        return item.done is not None, item.nation or "", item.due or date.max

    return tuple(sorted(every, key=order))


def _of_conference(sight: Sight, kind: RecordKind, conference: Seen) -> tuple[Seen, ...]:
    name = conference.record.id
    return tuple(
        seen
        for seen in sight.records(kind)
        if name and getattr(seen.record, "conference", None) == name
    )


def is_overdue(item: ActionItem, today: date) -> bool:
    """Whether an action item should have been done before today, and is open."""
    return item.done is None and item.due is not None and item.due < today


def today_in(sight: Sight, now: datetime) -> date:
    """Day of a moment by the exercise's clock."""
    return now.astimezone(sight.plan.zone).date()


def topic_title(topic: AgendaTopic, whose: str) -> str:
    """What a point is called that lists something by itself."""
    if topic is AgendaTopic.ERRORS:
        return said("Errors of {nation}", nation=whose) if whose else said("Errors")
    if topic is AgendaTopic.WARNINGS:
        return said("Warnings of {nation}", nation=whose) if whose else said("Warnings")
    return {
        AgendaTopic.UNPLACED: said("Serials without a place"),
        AgendaTopic.OVERDUE: said("Overdue action items"),
        AgendaTopic.CONCURRENCES: said("Concurrences that are missing or behind"),
        AgendaTopic.CHANGES: said("Changes since the last baseline"),
    }[topic]


def missing_topics(sight: Sight, conference: Seen, there: Iterable[Topic]) -> tuple[Topic, ...]:
    """Topics that list something and do not stand on a conference's agenda yet."""
    on_it = set()
    for seen in agenda(sight, conference):
        item = seen.record
        assert isinstance(item, AgendaItem)
        if item.topic is not None:
            on_it.add(Topic(item.topic, item.whose or ""))
    return tuple(topic for topic in there if topic not in on_it)


# What is changed


def draw_up(
    logs: Logs, exercise: str, author: Author, conference: str, topics: Iterable[Topic]
) -> Result:
    """Put topics on a conference's agenda, in one step.

    Raises
    ------
    Absent
    Refused
    """
    rows = [{"topic": each.topic.value, "whose": each.whose or None} for each in topics]
    return _add_points(logs, exercise, author, conference, rows)


def add_point(logs: Logs, exercise: str, author: Author, conference: str, title: str) -> Result:
    """Put a point of its own on a conference's agenda.

    Raises
    ------
    Absent
    Refused
    """
    return _add_points(logs, exercise, author, conference, [{"title": title}])


def _add_points(
    logs: Logs, exercise: str, author: Author, conference: str, rows: list[dict[str, Any]]
) -> Result:
    sight = Sight(logs.state(exercise), author.reader)
    seen = sight.record(RecordKind.CONFERENCE, conference)
    drafts = tuple(new_records(sight, seen, RecordKind.AGENDA_ITEM, rows))
    if not drafts:
        return Result("", "")
    outcome = logs.append(exercise, Step(author.who, author.nation, drafts))
    return Result(outcome.step, drafts[-1].record)


def move(logs: Logs, exercise: str, author: Author, item: str, way: int) -> Result:
    """Let a point of an agenda and its neighbour change places; at the end of the agenda nothing happens.

    Raises
    ------
    Absent
    Refused
        If he may not change the point.
    """
    sight = Sight(logs.state(exercise), author.reader)
    seen = sight.record(RecordKind.AGENDA_ITEM, item)
    if not sight.editable(seen):
        raise Refused(said("You may read this agenda, but not order it"))
    points = [each.key for each in _points_beside(sight, seen)]
    other = points.index(item) + way
    if not 0 <= other < len(points):
        return Result("", item)
    every = list(sight.state.of(RecordKind.AGENDA_ITEM.value).ordered)
    at = every.index(points[other]) + (1 if way == DOWN else 0)
    ranks = [
        sight.state.of(RecordKind.AGENDA_ITEM.value)[every[place]].fields.get(RANK, "")
        if 0 <= place < len(every)
        else ""
        for place in (at - 1, at)
    ]
    draft = changed(sight.state, seen.kind.value, item, {RANK: rank_between(*ranks)})
    outcome = logs.append(exercise, Step(author.who, author.nation, (draft,), whole=True))
    return Result(outcome.step if outcome.fine else "", item)


def _points_beside(sight: Sight, seen: Seen) -> list[Seen]:
    """All points of the conference of a point, in their order."""
    item = seen.record
    assert isinstance(item, AgendaItem)
    return [
        each
        for each in sight.records(RecordKind.AGENDA_ITEM)
        if isinstance(each.record, AgendaItem) and each.record.conference == item.conference
    ]


def treat(logs: Logs, exercise: str, author: Author, item: str, day: date | None) -> Result:
    """Tick a point of an agenda off, or open it again with no day.

    Raises
    ------
    Absent
    Refused
    """
    return _set_day(logs, exercise, author, (RecordKind.AGENDA_ITEM, item), "treated", day)


def finish(logs: Logs, exercise: str, author: Author, item: str, day: date | None) -> Result:
    """Say that an action item is done, or that it is open again with no day.

    Raises
    ------
    Absent
    Refused
    """
    return _set_day(logs, exercise, author, (RecordKind.ACTION_ITEM, item), "done", day)


def _set_day(
    logs: Logs,
    exercise: str,
    author: Author,
    which: tuple[RecordKind, str],
    name: str,
    day: date | None,
) -> Result:
    sight = Sight(logs.state(exercise), author.reader)
    held = sight.record(*which).fields.get(name)
    if (held is None) == (day is None):
        # Somebody was faster, and meant the same.
        return Result("", which[1])
    wanted = day.isoformat() if day is not None else None
    return change(logs, exercise, author, Wish(*which, {name: (held, wanted)}))


def take_minutes(
    logs: Logs, exercise: str, author: Author, item: str, saw: str, text: str
) -> Result:
    """Write the minutes of a point; what others wrote meanwhile stays, and is told of.

    Raises
    ------
    Absent
    Refused
    """
    fields = {"minutes": (saw or None, text.strip() or None)}
    return change(logs, exercise, author, Wish(RecordKind.AGENDA_ITEM, item, fields))


def decide(
    logs: Logs,
    exercise: str,
    author: Author,
    conference: str,
    title: str,
    reason: str = "",
    point: str = "",
) -> Result:
    """Write a decision of a conference down.

    Parameters
    ----------
    point : str
        Key of the point of the agenda under which it was taken; may be empty.

    Raises
    ------
    Absent
    Refused
    """
    sight = Sight(logs.state(exercise), author.reader)
    seen = sight.record(RecordKind.CONFERENCE, conference)
    under = sight.record(RecordKind.AGENDA_ITEM, point).record.id if point else ""
    row = {"title": title, "reason": reason, "agenda_item": under or None}
    return _add_one(logs, exercise, author, sight, seen, RecordKind.DECISION, row)


def promise(
    logs: Logs, exercise: str, author: Author, conference: str, title: str, nation: str, due: str
) -> Result:
    """Write an action item of a conference down; the nation that is to do it can read it.

    Raises
    ------
    Absent
    Refused
    """
    sight = Sight(logs.state(exercise), author.reader)
    seen = sight.record(RecordKind.CONFERENCE, conference)
    row = {"title": title, "nation": nation or None, "due": due or None}
    return _add_one(logs, exercise, author, sight, seen, RecordKind.ACTION_ITEM, row)


def _add_one(
    logs: Logs,
    exercise: str,
    author: Author,
    sight: Sight,
    conference: Seen,
    kind: RecordKind,
    row: Mapping[str, Any],
) -> Result:
    (draft,) = new_records(sight, conference, kind, [row])
    outcome = logs.append(exercise, Step(author.who, author.nation, (draft,)))
    return Result(outcome.step, draft.record)


def new_records(
    sight: Sight, conference: Seen, kind: RecordKind, rows: Iterable[Mapping[str, Any]]
) -> Iterator[Draft]:
    """Drafts of new records of a conference, released as the conference is, each with an id of its own.

    Raises
    ------
    Refused
        If he may not add them, a title is missing, or a value cannot be read.
    """
    name = conference.record.id
    if not name:
        raise Refused(said("Give the conference an id first, so that others can refer to it"))
    ordered = sight.state.of(kind.value).ordered
    rank = sight.state.of(kind.value)[ordered[-1]].fields.get(RANK, "") if ordered else ""
    number = _last_number(sight, kind, _stem(sight, kind, name))
    for row in rows:
        values = {field: value for field, value in row.items() if value not in (None, "")}
        if not values.keys() & {"title", "topic"}:
            raise Refused(said("Say in a few words what it is"))
        number += 1
        values["id"] = f"{_stem(sight, kind, name)}{number:02}"
        values["conference"] = name
        if conference.record.releasable_to:
            values["releasable_to"] = list(conference.record.releasable_to)
        record = _new_record(sight, kind, values)
        nation = getattr(record, "nation", None)
        readers = released_to(record, sight.whole)
        if nation and nation not in readers:
            values["releasable_to"] = sorted({*readers, nation})
            record = _new_record(sight, kind, values)
        rank = rank_between(rank, "")
        yield added(kind.value, {**fields_of(record), RANK: rank}, new_key())


def _new_record(sight: Sight, kind: RecordKind, values: Mapping[str, Any]) -> Record:
    after = edited(sight.whole, sight.view, Change(kind, None, dict(values)))
    return after.records(kind)[-1]


_STEMS = {RecordKind.DECISION: "D-", RecordKind.ACTION_ITEM: "A-"}


def _stem(sight: Sight, kind: RecordKind, conference: str) -> str:
    """How ids of new records begin.

    Those of others than the host have their nation in them, so that no two nations that do not see
    each other's records give one id.
    """
    stem = _STEMS.get(kind, f"{conference}-")
    nation = sight.reader.nation
    return stem if not nation or nation == sight.whole.exercise.host else f"{stem}{nation}-"


def _last_number(sight: Sight, kind: RecordKind, stem: str) -> int:
    """The highest number that an id of this beginning has, among those that the reader sees."""
    numbers = [
        int(tail)
        for record in sight.plan.records(kind)
        if record.id.startswith(stem)
        and (tail := record.id[len(stem) :]).isdecimal()
        and len(tail) < 7
    ]
    return max(numbers, default=0)
