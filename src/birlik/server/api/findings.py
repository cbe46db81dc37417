"""What is found about an exercise: findings, how many records there are, and reserved times."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, Severity
from birlik.server.api.answers import documented, told
from birlik.server.api.asking import desk_of
from birlik.server.api.paging import Cursor, Limit, page_of
from birlik.server.desk.findings import findings_in
from birlik.server.desk.sight import Sight
from birlik.server.speaking import spoken
from birlik.wire.exercises import ReservedTime, ReservedTimes

router = Router(tags=["Findings"])


@router.get(
    "/exercises/{exercise}/findings",
    operation_id="list_findings",
    summary="Findings",
    openapi_extra=documented(
        (200, "Some of them, in the order of a workbook.", "FindingPage"), problems=(422,)
    ),
)
def list_findings(
    request: HttpRequest,
    exercise: str,
    severity: Annotated[
        Severity | None, Query(None, description="Only those as bad as this.")
    ] = None,
    kind: Annotated[
        RecordKind | None, Query(None, description="Only those about this kind.")
    ] = None,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> HttpResponse:
    """What is wrong with the plan as its reader sees it; only the staff is told."""
    sight = desk_of(request, exercise).sight
    found = [
        each
        for each in findings_in(sight).all
        if severity in (None, each.severity) and kind in (None, each.place.kind)
    ]
    page = page_of(found, cursor, limit, lambda _: "")
    return told(
        {
            "items": [_shown(sight, each) for each in found[page.begin : page.end]],
            "next": page.next,
            "total": len(found),
        }
    )


@router.get(
    "/exercises/{exercise}/counts",
    operation_id="count_records",
    summary="How many records there are",
    openapi_extra=documented((200, "How many of each kind.", "Counts")),
)
def count_records(request: HttpRequest, exercise: str) -> HttpResponse:
    """How many records of each kind the reader sees."""
    sight = desk_of(request, exercise).sight
    return told({"counts": {kind.value: count for kind, count in sight.counts().items()}})


@router.get(
    "/exercises/{exercise}/reserved",
    operation_id="list_reserved",
    summary="Reserved times",
    openapi_extra=documented((200, "All of them, by beginning.", "ReservedTimes")),
)
def list_reserved(request: HttpRequest, exercise: str) -> HttpResponse:
    """Times at which areas and units that the reader sees are taken by what he does not."""
    sight = desk_of(request, exercise).sight
    return told(
        ReservedTimes(
            items=tuple(
                ReservedTime(begins=each.begins, ends=each.ends, kind=each.kind, id=each.id)
                for each in sight.view.reserved
            )
        )
    )


def _shown(sight: Sight, found: Finding) -> dict[str, Any]:
    """A finding with the key of its record in place of its number."""
    place, key = found.place, ""
    if place.kind is not None and place.index is not None:
        records = sight.records(place.kind)
        key = records[place.index].key if place.index < len(records) else ""
    return {
        "code": found.code,
        "severity": found.severity.value,
        "place": {
            "kind": place.kind.value if place.kind else None,
            "key": key,
            "id": place.record,
            "field": place.field,
        },
        "message": spoken(found.message),
        "remedy": spoken(found.remedy),
    }
