"""The pages of a conference room: all conferences, one of them with its agenda, and a decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from birlik.exercise.columns import RecordKind
from birlik.exercise.records.cooperation import ActionItem, AgendaItem, Conference, Decision
from birlik.exercise.sentences import said
from birlik.languages.writing import day_in
from birlik.server.desk.changing import Conflict
from birlik.server.desk.concurring import concurrences_of, may_sign, newest, without_signature
from birlik.server.desk.conferring import (
    Topic,
    action_items,
    agenda,
    conferences,
    decisions,
    is_overdue,
    missing_topics,
    next_conference,
    today_in,
    topic_title,
)
from birlik.server.desk.deciding import caused, is_of_minutes, may_link, open_decision
from birlik.server.desk.fingerprints import short
from birlik.server.desk.history import History
from birlik.server.desk.past import baselines, may_name
from birlik.server.desk.sight import Absent, Seen
from birlik.server.desk.topics import Line, Listed, listed
from birlik.server.speaking import language, number
from birlik.server.web.desks import Desk, at_desk, shown
from birlik.server.web.past import names_of, own_marking, step_row
from birlik.server.web.programme import dates_text

#: Steps of the history from which changes of a decision are chosen, and a page of them.
MOST_CHOSEN_FROM = 30


def day_text(day: date | None) -> str:
    """A day with its year, as the reader's language writes it."""
    return "" if day is None else day_in(language(), datetime.combine(day, time()), with_year=True)


@at_desk
@require_safe
def rooms(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All conferences, and what came of each."""
    now = datetime.now(UTC)
    coming = next_conference(desk.sight, now)
    every = baselines(desk.logs, desk.sight)
    rows = []
    for seen in conferences(desk.sight):
        points = agenda(desk.sight, seen)
        items = action_items(desk.sight, seen)
        rows.append(
            _head(desk, seen)
            | {
                "next": coming is not None and seen.key == coming.key,
                "points": len(points),
                "treated": sum(_point(each).treated is not None for each in points),
                "decisions": len(decisions(desk.sight, seen)),
                "open_items": sum(_item(each).done is None for each in items),
                "items": len(items),
                "baselines": [
                    baseline_row(desk, each) for each in every if each.conference == seen.key
                ],
            }
        )
    context = {
        "conferences": rows,
        "others": [baseline_row(desk, each) for each in every if not _is_of(desk, each.conference)],
        "may_add": desk.sight.may_add(RecordKind.CONFERENCE),
        "staff": desk.sight.reader.staff,
    }
    return shown(
        request,
        desk,
        "conference/rooms.html",
        context,
        marking=own_marking(desk),
        here="conference",
    )


def _is_of(desk: Desk, conference: str) -> bool:
    """Whether a baseline stands under a conference that the reader sees."""
    try:
        return bool(desk.sight.record(RecordKind.CONFERENCE, conference))
    except Absent:
        return False


def _head(desk: Desk, seen: Seen) -> dict[str, Any]:
    record = seen.record
    assert isinstance(record, Conference)
    return {
        "key": seen.key,
        "name": record.name,
        "id": record.id,
        "title": record.title or record.id,
        "dates": dates_text(record.begins, record.ends, desk.sight.plan.zone),
        "place": record.place,
        "chair": record.chair,
        "nations": record.nations,
        "address": reverse("conference", args=[desk.key, seen.key]),
    }


def baseline_row(desk: Desk, baseline: Any) -> dict[str, Any]:
    """A baseline with the nations that have signed it, as pages show it."""
    signed = concurrences_of(desk.sight, baseline.key)
    missing = without_signature(desk.sight, signed)
    last = newest(desk.sight)
    return {
        "key": baseline.key,
        "name": baseline.name,
        "at": desk.moment(baseline.at),
        "hash": baseline.hash,
        "short": short(baseline.hash),
        "address": reverse("concurrence", args=[desk.key, baseline.key]),
        "signed": [
            {"nation": each.nation, "with_reservations": each.with_reservations} for each in signed
        ],
        "missing": missing,
        "of": len(signed) + len(missing),
        "sign": last is not None
        and last.record == baseline.key
        and may_sign(desk.sight)
        and desk.sight.reader.nation in missing,
    }


@at_desk
@require_safe
def room(request: HttpRequest, desk: Desk, conference: str) -> HttpResponse:
    """A conference: its agenda with minutes, its decisions, action items and baselines."""
    return room_page(request, desk, conference)


def room_page(
    request: HttpRequest,
    desk: Desk,
    conference: str,
    *,
    typed: Mapping[str, str] | None = None,
    conflict: Conflict | None = None,
    wrong: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of a conference, perhaps with what somebody typed and what was wrong with it.

    Raises
    ------
    Absent
        If there is no such conference for him.
    """
    sight = desk.sight
    seen = sight.record(RecordKind.CONFERENCE, conference)
    now = datetime.now(UTC)
    lists = listed(desk.logs, sight, desk.findings, now)
    history = History(desk.logs, desk.key, sight.reader, sight)
    taken = decisions(sight, seen)
    open_now = open_decision(sight, desk.account.key)
    effects = caused(history, taken)
    rows = [
        _decision_row(desk, history, conference, each, effects.get(each.key, ()), open_now)
        for each in taken
    ]
    points = agenda(sight, seen)
    context = {
        "conference": _head(desk, seen),
        "points": _points(desk, points, lists, rows),
        "suggested": [
            {"title": topic_title(each.topic, each.whose), "count": lists[each].count}
            for each in missing_topics(sight, seen, lists)
        ],
        "decisions": rows,
        "may_decide": sight.may_add(RecordKind.DECISION),
        "items": [item_row(desk, each, now) for each in action_items(sight, seen)],
        "may_promise": sight.may_add(RecordKind.ACTION_ITEM),
        "may_add": sight.may_add(RecordKind.AGENDA_ITEM) and bool(seen.record.id),
        "nations": [(n.id, n.title) for n in sight.plan.nations if n.id],
        "baselines": [
            baseline_row(desk, each)
            for each in baselines(desk.logs, sight)
            if each.conference == seen.key
        ],
        "may_freeze": may_name(sight),
        "staff": sight.reader.staff,
        "typed": typed or {},
        "wrong": wrong,
        "conflict": None if conflict is None else _conflict_row(desk, conflict),
    }
    return shown(
        request,
        desk,
        "conference/room.html",
        context,
        marking=own_marking(desk),
        here="conference",
        status=status,
    )


def _conflict_row(desk: Desk, conflict: Conflict) -> dict[str, str]:
    names = names_of({conflict.by} if conflict.by else set())
    return {
        "holds": str(conflict.holds or ""),
        "who": names.get(conflict.by, "") or _("Somebody"),
        "at": desk.moment(conflict.at),
    }


def _point(seen: Seen) -> AgendaItem:
    assert isinstance(seen.record, AgendaItem)
    return seen.record


def _item(seen: Seen) -> ActionItem:
    assert isinstance(seen.record, ActionItem)
    return seen.record


def _points(
    desk: Desk,
    points: tuple[Seen, ...],
    lists: Mapping[Topic, Listed],
    taken: list[dict[str, Any]],
) -> list[dict[str, Any]]:
    found = []
    for place, seen in enumerate(points, 1):
        point = _point(seen)
        now = None
        if point.topic is not None:
            now = lists.get(Topic(point.topic, point.whose or ""), Listed((), 0))
        title = point.title
        if not title and point.topic is not None:
            title = topic_title(point.topic, point.whose or "")
        found.append(
            {
                "key": seen.key,
                "id": point.id,
                "number": place,
                "title": title or point.name,
                "record": reverse("record", args=[desk.key, seen.kind, seen.key]),
                "minutes": point.minutes,
                "seen": point.minutes,
                "treated": day_text(point.treated),
                "editable": "minutes" in desk.sight.editable(seen),
                "first": place == 1,
                "last": place == len(points),
                "listed": now is not None,
                "count": now.count if now else 0,
                "lines": [_line_row(desk, each) for each in now.lines] if now else [],
                "more": now.more if now else 0,
                "changes": point.topic is not None and point.topic.value == "changes",
                "decisions": [each for each in taken if point.id and each["point"] == point.id],
            }
        )
    return found


def _line_row(desk: Desk, line: Line) -> dict[str, str]:
    address = ""
    if line.seen is not None:
        field = f"#field-{line.field}" if line.field else ""
        address = reverse("record", args=[desk.key, line.seen.kind, line.seen.key]) + field
    return {
        "text": line.text,
        "code": line.code,
        "address": address,
        "name": line.seen.record.name if line.seen is not None else "",
    }


def _decision_row(
    desk: Desk,
    history: History,
    conference: str,
    seen: Seen,
    steps: Any,
    open_now: Any,
) -> dict[str, Any]:
    decision = seen.record
    assert isinstance(decision, Decision)
    names = names_of({step.who for step in steps})
    return {
        "key": seen.key,
        "id": decision.id,
        "title": decision.title,
        "reason": decision.reason,
        "point": decision.agenda_item or "",
        "address": reverse("decision", args=[desk.key, conference, seen.key]),
        "open": open_now is not None and open_now.decision.key == seen.key,
        "may_open": may_link(desk.sight.reader),
        "steps": [step_row(desk, history, step, brief=True, names=names) for step in steps],
    }


def item_row(desk: Desk, seen: Seen, now: datetime) -> dict[str, Any]:
    """An action item as pages show it."""
    item, today = _item(seen), today_in(desk.sight, now)
    late = (today - item.due).days if item.due and is_overdue(item, today) else 0
    return {
        "key": seen.key,
        "id": item.id,
        "title": item.title or item.name,
        "nation": item.nation or "",
        "due": day_text(item.due),
        "done": day_text(item.done),
        "late": ngettext("%(number)s day late", "%(number)s days late", late)
        % {"number": number(late)}
        if late
        else "",
        "editable": "done" in desk.sight.editable(seen),
        "address": reverse("record", args=[desk.key, seen.kind, seen.key]),
    }


@at_desk
@require_safe
def decision(request: HttpRequest, desk: Desk, conference: str, decision: str) -> HttpResponse:
    """A decision, the changes that it caused, and the history to choose others from."""
    sight = desk.sight
    room_ = sight.record(RecordKind.CONFERENCE, conference)
    seen = sight.record(RecordKind.DECISION, decision)
    if seen not in decisions(sight, room_):
        raise Absent(said("There is no such decision"))
    history = History(desk.logs, desk.key, sight.reader, sight)
    steps = caused(history, (seen,))[seen.key]
    linked = {step.key for step in steps}
    page = history.page(request.GET.get("before", ""), most=MOST_CHOSEN_FROM)
    open_now = open_decision(sight, desk.account.key)
    names = names_of({step.who for step in (*steps, *page.steps)})
    context = {
        "conference": _head(desk, room_),
        "decision": _decision_row(desk, history, conference, seen, (), open_now),
        "record": reverse("record", args=[desk.key, seen.kind, seen.key]),
        "steps": [step_row(desk, history, each, brief=True, names=names) for each in steps],
        "others": [
            step_row(desk, history, each, brief=True, names=names)
            for each in page.steps
            if each.key not in linked and not is_of_minutes(each)
        ],
        "following": page.following,
        "may_link": may_link(sight.reader),
    }
    return shown(
        request,
        desk,
        "conference/decision.html",
        context,
        marking=own_marking(desk),
        here="conference",
    )
