"""Records of an exercise: a list of each kind, one of them, and what its reader may change."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Header, Query, Router

from birlik.exercise.columns import RecordKind
from birlik.exercise.editing import Refused
from birlik.exercise.sentences import said
from birlik.log.entry import time_text
from birlik.log.merging import UnfitChange
from birlik.server.api.answers import documented, nothing, told
from birlik.server.api.asking import Desk, desk_of
from birlik.server.api.paging import Cursor, Limit, page_of
from birlik.server.api.problems import Problem, absent
from birlik.server.api.tags import named_in
from birlik.server.desk import changing
from birlik.server.desk.changing import Conflict, Result, Wish
from birlik.server.desk.keeping import logs
from birlik.server.desk.listing import FIELDS, arranged
from birlik.server.desk.sight import Absent, Seen, Sight
from birlik.server.people.models import Scope
from birlik.wire.problem import Lost
from birlik.wire.records import LONGEST_SEARCH, NewRecord, RecordChange

router = Router(tags=["Records"])

LIST = "/exercises/{exercise}/records/{kind}"
ONE = LIST + "/{key}"

Search = Annotated[
    str,
    Query("", max_length=LONGEST_SEARCH, description="Words that all stand in some text of it."),
]
Sort = Annotated[
    str,
    Query(
        "",
        pattern=f"^(-?({'|'.join(sorted(FIELDS))}))?$",
        description="Field to sort by, with - the other way; empty for the planner's order.",
    ),
]
IfMatch = Annotated[
    str | None,
    Header(None, alias="If-Match", max_length=2_000, description="ETag that was seen, or *."),
]


@router.get(
    LIST,
    operation_id="list_records",
    summary="Records of a kind",
    openapi_extra=documented(
        (200, "Some of them, in the order asked for.", "RecordPage"), problems=(422,)
    ),
)
def list_records(
    request: HttpRequest,
    exercise: str,
    kind: RecordKind,
    q: Search = "",
    sort: Sort = "",
    cursor: Cursor = "",
    limit: Limit = 100,
) -> HttpResponse:
    """Records of a kind that the reader sees, page by page."""
    sight = desk_of(request, exercise).sight
    found = arranged(sight.records(kind), sight.plan.zone, q, sort)
    page = page_of(found, cursor, limit, lambda seen: seen.key)
    return told(
        {
            "items": [shown(sight, seen) for seen in found[page.begin : page.end]],
            "next": page.next,
            "total": len(found),
            "may_add": sight.may_add(kind),
        }
    )


@router.post(
    LIST,
    operation_id="add_record",
    summary="Add a record",
    response={201: None},
    openapi_extra=documented((201, "It is added.", "Changed"), problems=(409, 415, 422, 507)),
)
def add_record(
    request: HttpRequest, exercise: str, kind: RecordKind, body: NewRecord
) -> HttpResponse:
    """Add a record behind the last of its kind; it belongs to the nation of who adds it."""
    desk = desk_of(request, exercise, Scope.EDIT)
    if not desk.sight.may_add(kind):
        raise Problem(
            403, said("Your part in this exercise does not let you add this kind of record")
        )
    try:
        result = changing.add(logs(), exercise, desk.author, kind, body.fields, body.reason)
    except (Refused, UnfitChange) as reason:
        raise Problem(422, str(reason)) from None
    seen = _seen(desk.now(), kind, result.key)
    return told(
        _changed(desk, result, seen),
        201,
        tag=seen.version if seen else "",
        location=f"{request.path}/{result.key}",
    )


@router.get(
    ONE,
    operation_id="read_record",
    summary="A record",
    openapi_extra=documented(
        (200, "The record.", "SeenRecord"), (304, "It is what you have.", None)
    ),
)
def read_record(request: HttpRequest, exercise: str, kind: RecordKind, key: str) -> HttpResponse:
    """A record as the reader sees it; its ETag is the version that If-Match asks for."""
    sight = desk_of(request, exercise).sight
    seen = _there(sight, kind, key)
    return told(shown(sight, seen), tag=seen.version)


@router.patch(
    ONE,
    operation_id="change_record",
    summary="Change fields of a record",
    openapi_extra=documented(
        (200, "What came of it.", "Changed"), problems=(412, 415, 422, 428, 507)
    ),
)
def change_record(
    request: HttpRequest,
    exercise: str,
    kind: RecordKind,
    key: str,
    body: RecordChange,
    if_match: IfMatch = None,
) -> HttpResponse:
    """Change fields of a record.

    With If-Match nothing is changed if anything that the reader sees of it is not as he saw it (412,
    with both values). With `seen`, only the fields that others changed meanwhile stay as they are;
    they are told of in `conflicts`, and all others go through.
    """
    desk = desk_of(request, exercise, Scope.EDIT)
    sight = desk.sight
    now = _there(sight, kind, key)
    if not sight.editable(now):
        raise Problem(403, said("You may read this record, but not change it"))
    if if_match is None and body.seen is None:
        raise Problem(428)
    if if_match is not None and not named_in(if_match, now.version):
        raise Problem(412, conflicts=_stale(now, body))
    saw = now.fields if body.seen is None else body.seen
    wish = Wish(kind, key, {name: (saw.get(name), new) for name, new in body.fields.items()})
    try:
        result = changing.change(
            logs(), exercise, desk.author, wish, body.reason, whole=if_match is not None
        )
    except Absent:
        raise absent() from None
    except (Refused, UnfitChange) as reason:
        raise Problem(422, str(reason)) from None
    if result.conflicts and if_match is not None:
        raise Problem(412, conflicts=[lost(each) for each in result.conflicts])
    seen = _seen(desk.now(), kind, key)
    return told(_changed(desk, result, seen), tag=seen.version if seen else "")


@router.delete(
    ONE,
    operation_id="remove_record",
    summary="Remove a record",
    response={204: None},
    openapi_extra=documented((204, "It is removed.", None), problems=(412, 422, 507)),
)
def remove_record(
    request: HttpRequest,
    exercise: str,
    kind: RecordKind,
    key: str,
    reason: Annotated[str, Query("", max_length=2_000, description="Why, for the history.")] = "",
    if_match: IfMatch = None,
) -> HttpResponse:
    """Take a record out of the plan; only its owner may. It can be undone."""
    desk = desk_of(request, exercise, Scope.EDIT)
    now = _there(desk.sight, kind, key)
    if not desk.sight.may_remove(now):
        raise Problem(403, said("Only its owner may remove a record"))
    if if_match is not None and not named_in(if_match, now.version):
        raise Problem(412)
    try:
        changing.remove(logs(), exercise, desk.author, kind, key, reason)
    except Absent:
        raise absent() from None
    except Refused as told_why:
        raise Problem(422, str(told_why)) from None
    return nothing()


def shown(sight: Sight, seen: Seen) -> dict[str, Any]:
    """A record as JSON, with what its reader may do with it."""
    return {
        "kind": seen.kind.value,
        "key": seen.key,
        "version": seen.version,
        "fields": seen.fields,
        "editable": sorted(sight.editable(seen)),
        "removable": sight.may_remove(seen),
    }


def _there(sight: Sight, kind: RecordKind, key: str) -> Seen:
    try:
        return sight.record(kind, key)
    except Absent:
        raise absent() from None


def _seen(sight: Sight, kind: RecordKind, key: str) -> Seen | None:
    try:
        return sight.record(kind, key)
    except Absent:
        return None


def _changed(desk: Desk, result: Result, seen: Seen | None) -> dict[str, Any]:
    return {
        "step": result.step,
        "record": shown(desk.now(), seen) if seen else None,
        "conflicts": [lost(conflict).model_dump(mode="json") for conflict in result.conflicts],
    }


def _stale(now: Seen, body: RecordChange) -> list[Lost]:
    """What was wanted beside what is there, for who saw something else."""
    holds, saw = now.fields, body.seen or {}
    return [
        Lost(field=name[:200], seen=saw.get(name), holds=holds.get(name), typed=value)
        for name, value in body.fields.items()
    ]


def lost(conflict: Conflict) -> Lost:
    """A field that was not changed, as it is told."""
    return Lost(
        field=conflict.field,
        seen=conflict.seen,
        holds=conflict.holds,
        typed=conflict.typed,
        by=conflict.by,
        at=time_text(conflict.at) if conflict.at else None,
    )
