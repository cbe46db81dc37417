"""What happened to an exercise, as its reader may know it; steps taken back; baselines and differences."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from birlik.exercise.editing import Refused
from birlik.exercise.sentences import said
from birlik.log.difference import RecordChange, only_reordered
from birlik.log.entry import time_text
from birlik.log.sentences import sentence
from birlik.server.api.answers import documented, told
from birlik.server.api.asking import Desk, desk_of
from birlik.server.api.paging import Cursor, Limit, page_of
from birlik.server.api.problems import Problem, absent
from birlik.server.api.records import lost
from birlik.server.desk import past, undoing
from birlik.server.desk.history import History, SeenEntry, SeenStep
from birlik.server.desk.keeping import logs
from birlik.server.desk.sight import Absent
from birlik.server.people.models import Scope
from birlik.server.speaking import spoken
from birlik.wire.exercises import StepDone
from birlik.wire.history import NewBaseline, Undo
from birlik.wire.problem import WrongValue

router = Router(tags=["History"])

AT = "/exercises/{exercise}"

#: Steps of one page: each can be long, and what a reader may know of it must be found out.
MOST_STEPS, USUAL_STEPS = 100, 30

OfRecord = Annotated[
    str, Query("", max_length=64, description="Key of a record, if only its own are wanted.")
]
Steps = Annotated[
    int, Query(USUAL_STEPS, ge=1, le=MOST_STEPS, description="Most steps of the page.")
]


@router.get(
    AT + "/history",
    operation_id="list_history",
    summary="The history",
    openapi_extra=documented(
        (200, "Some steps, the newest first.", "HistoryPage"), problems=(422,)
    ),
)
def list_history(
    request: HttpRequest,
    exercise: str,
    record: OfRecord = "",
    cursor: Cursor = "",
    limit: Steps = USUAL_STEPS,
) -> HttpResponse:
    """What happened, step by step, as the reader may know it; steps that are hidden leave no trace."""
    desk = desk_of(request, exercise)
    history = _history(desk)
    try:
        page = history.page(_plain(cursor), limit, _plain(record))
    except Absent:
        raise Problem(404, said("There is no such page; begin with the first")) from None
    steps = [_step(desk, history, step) for step in page.steps]
    return told({"items": steps, "next": page.following or None})


@router.get(
    AT + "/history/{step}",
    operation_id="read_step",
    summary="A step",
    openapi_extra=documented((200, "The step.", "HistoryStep")),
)
def read_step(request: HttpRequest, exercise: str, step: str) -> HttpResponse:
    """What one act did, as the reader may know it."""
    desk = desk_of(request, exercise)
    history = _history(desk)
    try:
        return told(_step(desk, history, history.step(_plain(step))))
    except Absent:
        raise absent() from None


@router.post(
    AT + "/history/{step}/undo",
    operation_id="undo_step",
    summary="Take a step back",
    openapi_extra=documented((200, "It is taken back.", "StepDone"), problems=(409, 415, 422, 507)),
)
def undo_step(request: HttpRequest, exercise: str, step: str, body: Undo) -> HttpResponse:
    """Take a step back by a new one, all of it or nothing; of an undo, that is the redo."""
    desk = desk_of(request, exercise, Scope.EDIT)
    try:
        result = undoing.undo(logs(), exercise, desk.author, _plain(step), body.reason)
    except Absent:
        raise absent() from None
    except Refused as reason:
        raise Problem(403, str(reason)) from None
    if result.conflicts:
        raise Problem(
            409,
            "Others have changed since what this step did; nothing is taken back",
            conflicts=[lost(each) for each in result.conflicts],
        )
    return told(StepDone(step=result.step))


@router.get(
    AT + "/baselines",
    operation_id="list_baselines",
    summary="Baselines",
    openapi_extra=documented((200, "All of them, the newest first.", "Baselines")),
)
def list_baselines(request: HttpRequest, exercise: str) -> HttpResponse:
    """Named moments of the exercise; for the staff."""
    sight = desk_of(request, exercise).sight
    items = [_baseline(each) for each in past.baselines(logs(), sight)]
    return told({"items": items})


@router.post(
    AT + "/baselines",
    operation_id="name_baseline",
    summary="Name a baseline",
    response={201: None},
    openapi_extra=documented((201, "It is named.", "BaselineTold"), problems=(415, 422, 507)),
)
def name_baseline(request: HttpRequest, exercise: str, body: NewBaseline) -> HttpResponse:
    """Give the exercise as it is now a name; the host's director and chief planner may."""
    desk = desk_of(request, exercise, Scope.EDIT)
    if not past.may_name(desk.sight):
        raise Problem(403, said("The host's director and chief planner name baselines"))
    try:
        key = past.name(logs(), exercise, desk.author, body.name)
    except Refused as reason:
        raise Problem(422, str(reason)) from None
    found = next(each for each in past.baselines(logs(), desk.now()) if each.key == key)
    return told(_baseline(found), 201)


@router.get(
    AT + "/differences",
    operation_id="list_differences",
    summary="What changed since a moment",
    openapi_extra=documented(
        (200, "Some of it, by kind of record.", "Differences"), problems=(422,)
    ),
)
def list_differences(
    request: HttpRequest,
    exercise: str,
    baseline: Annotated[str, Query("", max_length=64, description="Key of a baseline.")] = "",
    at: Annotated[
        str | None,
        Query(None, max_length=40, description="A moment, RFC 3339 with its zone."),
    ] = None,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> HttpResponse:
    """What is not as it was at a baseline or a moment, as the reader may know it now.

    Without either it is what has come since the exercise was begun.
    """
    desk = desk_of(request, exercise)
    sight = desk.sight
    changes = [
        each for each in _then(desk, baseline, at).changes_until_now() if not only_reordered(each)
    ]
    page = page_of(changes, cursor, limit, lambda change: change.record)
    zone = sight.plan.zone
    items = [
        _difference(each) | {"sentence": spoken(sentence(each, zone))}
        for each in changes[page.begin : page.end]
    ]
    return told({"items": items, "next": page.next, "total": len(changes)})


def _then(desk: Desk, baseline: str, at: str | None) -> past.Past:
    """The exercise as it was at a baseline or a moment.

    Raises
    ------
    Problem
    """
    if baseline:
        try:
            return past.since(logs(), desk.sight, _plain(baseline))[1]
        except Absent:
            raise Problem(404, said("There is no such baseline")) from None
    if at is None:
        return past.Past(desk.sight, logs().state_at(desk.exercise, 0))
    return past.at(logs(), desk.sight, _moment(at))


def _moment(text: str) -> datetime:
    """Moment of a text.

    Raises
    ------
    Problem
    """
    try:
        # A plus sign that was not escaped has become a space on its way.
        found = datetime.fromisoformat(text.replace(" ", "+")) if "T" in text.upper() else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        wrong = WrongValue(
            where="query.at", message="A moment looks like 2024-07-09T09:30:00Z, with its zone"
        )
        raise Problem(422, wrong.message, errors=(wrong,))
    return found


def _history(desk: Desk) -> History:
    return History(logs(), desk.exercise, desk.reader, desk.sight)


def _plain(key: str) -> str:
    """A key, if it can be one; what no database takes names nothing.

    Raises
    ------
    Problem
    """
    if "\0" in key:
        raise absent()
    return key


def _step(desk: Desk, history: History, step: SeenStep) -> dict[str, Any]:
    entries = logs().entries_of_step(desk.exercise, step.key)
    zone = history.sight.plan.zone
    return {
        "key": step.key,
        "at": time_text(step.at),
        "who": step.who,
        "nation": step.nation,
        "reason": step.reason,
        "undoes": step.undoes,
        "may_undo": undoing.may_undo(history, entries),
        "count": step.count,
        "entries": [
            _difference(_change_of(each))
            | {"sentence": spoken(each.sentence(zone)), "visible": each.visible}
            for each in step.entries
        ],
    }


def _change_of(entry: SeenEntry) -> RecordChange:
    return RecordChange(
        entry.kind, entry.record, entry.act, entry.was, entry.now, entry.changes, entry.nation
    )


def _difference(change: RecordChange) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "key": change.record,
        "id": change.id,
        "act": change.act.value,
        "owner": change.owner,
        "fields": [
            {"field": name, "was": was, "now": now} for name, (was, now) in change.changes.items()
        ],
    }


def _baseline(baseline: past.Baseline) -> dict[str, Any]:
    at = time_text(baseline.at)
    return {"key": baseline.key, "name": baseline.name, "at": at, "hash": baseline.hash}
