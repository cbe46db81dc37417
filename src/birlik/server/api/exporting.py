"""An exercise as a file, in each form."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from birlik.exercise.sentences import said
from birlik.server.api.answers import documented, told
from birlik.server.api.asking import desk_of
from birlik.server.api.problems import Problem, absent
from birlik.server.desk.exporting import FORMS, written
from birlik.wire.exercises import ExportForm, ExportForms

router = Router(tags=["Export and import"])

_FILES: dict[str, Any] = {form.media.partition(";")[0]: {"schema": {}} for form in FORMS.values()}


@router.get(
    "/exercises/{exercise}/exports",
    operation_id="list_forms",
    summary="Forms of export",
    openapi_extra=documented((200, "All forms.", "ExportForms")),
)
def list_forms(request: HttpRequest, exercise: str) -> HttpResponse:
    """The forms in which the exercise can be written."""
    desk_of(request, exercise)
    forms = tuple(
        ExportForm(form=form.name, media_type=form.media, needs_timetable=form.of_timetable)
        for form in FORMS.values()
    )
    return told(ExportForms(items=forms))


@router.get(
    "/exercises/{exercise}/exports/{form}",
    operation_id="export_exercise",
    summary="An exercise as a file",
    openapi_extra=documented((200, "The file.", _FILES), problems=(409, 422)),
)
def export_exercise(request: HttpRequest, exercise: str, form: str) -> HttpResponse:
    """The exercise as its reader sees it, as a file; the header X-Marking says to whom it may go."""
    sight = desk_of(request, exercise).sight
    chosen = FORMS.get(form)
    if chosen is None:
        raise absent()
    try:
        file = written(sight, chosen)
    except ValueError as reason:
        raise Problem(422, str(reason)) from None
    if file is None:
        raise Problem(409, said("There is no timetable yet"))
    answer = HttpResponse(file.content, content_type=file.media)
    answer.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    answer.headers["ETag"] = f'"{hashlib.sha256(file.content).hexdigest()[:24]}"'
    answer.headers["X-Marking"] = file.marking.encode("ascii", "replace").decode()
    return answer
