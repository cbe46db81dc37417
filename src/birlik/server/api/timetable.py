"""The timetable: what its reader sees of it, and one put in its place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from birlik.exercise.editing import Refused
from birlik.exercise.sentences import said
from birlik.formats.timetable.jsonfile import programme_content
from birlik.log.merging import UnfitChange
from birlik.server.api.answers import documented, tag_of, told
from birlik.server.api.asking import Desk, desk_of
from birlik.server.api.problems import Problem
from birlik.server.api.records import IfMatch
from birlik.server.api.tags import named_in
from birlik.server.desk.exporting import programme_of
from birlik.server.desk.keeping import logs
from birlik.server.desk.publishing import Faulty, Outdated, may_publish, publish
from birlik.server.people.models import Scope
from birlik.wire.exercises import NewTimetable, StepDone

router = Router(tags=["Timetable"])

AT = "/exercises/{exercise}/timetable"


@router.get(
    AT,
    operation_id="read_timetable",
    summary="The timetable",
    openapi_extra=documented(
        (200, "What you see of it.", "Programme"), (304, "It is what you have.", None)
    ),
)
def read_timetable(request: HttpRequest, exercise: str) -> HttpResponse:
    """The timetable as its reader sees it; an entry without a serial is a reserved time."""
    return _shown(desk_of(request, exercise))


@router.put(
    AT,
    operation_id="publish_timetable",
    summary="Publish a timetable",
    openapi_extra=documented(
        (200, "It is published.", "StepDone"), problems=(409, 412, 415, 422, 507)
    ),
)
def publish_timetable(
    request: HttpRequest, exercise: str, body: NewTimetable, if_match: IfMatch = None
) -> HttpResponse:
    """Put a timetable in place of the one that is there; the host's director and chief planner may.

    It is checked by every rule first. Serials that its author does not see keep their times.
    """
    desk = desk_of(request, exercise, Scope.EDIT)
    if not may_publish(desk.sight):
        raise Problem(403, said("The host's director and chief planner publish timetables"))
    if if_match is not None and not named_in(if_match, _tag(desk)):
        raise Problem(412, said("Somebody has published a timetable since; look at that one first"))
    try:
        step = publish(logs(), exercise, desk.author, body.timetable, body.reason, body.reasons)
    except Faulty as fault:
        raise Problem(422, str(fault), findings=fault.findings) from None
    except Outdated as reason:
        raise Problem(409, str(reason)) from None
    except (Refused, UnfitChange) as reason:
        raise Problem(422, str(reason)) from None
    return told(StepDone(step=step))


def _shown(desk: Desk) -> HttpResponse:
    seen = programme_of(desk.sight)
    if seen is None:
        raise Problem(404, said("There is no timetable yet"))
    return told(programme_content(seen))


def _tag(desk: Desk) -> str:
    seen = programme_of(desk.sight)
    return "" if seen is None else tag_of(programme_content(seen))
