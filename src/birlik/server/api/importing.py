"""A file taken in: first what it would change, and then, if it is wanted, the change."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import File, Router
from ninja.files import UploadedFile

from birlik.exercise.editing import Refused
from birlik.exercise.sentences import said
from birlik.formats.origins import UnreadableFile
from birlik.log.difference import RecordChange
from birlik.log.sentences import sentence
from birlik.server.api.answers import documented, told
from birlik.server.api.asking import Desk, asker_of, desk_of
from birlik.server.api.problems import Problem, absent
from birlik.server.api.records import lost
from birlik.server.desk.importing import Planned, done, planned
from birlik.server.desk.keeping import logs
from birlik.server.desk.sight import Sight
from birlik.server.people.models import Scope
from birlik.server.speaking import spoken
from birlik.server.web.uploads import Kept, forget, keep, kept, read_upload
from birlik.wire.exercises import DoImport, ImportDone, ImportPreview

router = Router(tags=["Export and import"])

AT = "/exercises/{exercise}/imports"

#: Sentences of each part of a preview.
MOST = 200


@router.post(
    AT,
    operation_id="preview_import",
    summary="See what a file would change",
    response={201: None},
    openapi_extra=documented(
        (201, "What it would change.", "ImportPreview"), problems=(413, 415, 422)
    ),
)
def preview_import(
    request: HttpRequest,
    exercise: str,
    file: Annotated[UploadedFile, File(description="A workbook (.xlsx) or a plan (.json).")],
) -> HttpResponse:
    """Take a workbook or plan in, and see what it would change; nothing is changed yet."""
    desk = _staff(request, exercise)
    try:
        source = read_upload(file)
    except UnreadableFile as error:
        raise Problem(422, error.finding.text) from None
    key = keep(desk.part.account_id, exercise, source, desk.sight.state.position)
    answer = told(_preview(desk, key), 201)
    answer.headers["Location"] = f"{request.path}/{key}"
    return answer


@router.get(
    AT + "/{key}",
    operation_id="read_import",
    summary="What a file would change",
    openapi_extra=documented((200, "What it would change.", "ImportPreview")),
)
def read_import(request: HttpRequest, exercise: str, key: str) -> HttpResponse:
    """What a file that was taken in within the last hour would change."""
    return told(_preview(_staff(request, exercise), key))


@router.post(
    AT + "/{key}",
    operation_id="do_import",
    summary="Import a file",
    openapi_extra=documented((200, "It is imported.", "ImportDone"), problems=(409, 415, 422, 507)),
)
def do_import(request: HttpRequest, exercise: str, key: str, body: DoImport) -> HttpResponse:
    """Change what the file says, as one step; what others changed since the preview stays."""
    desk = _staff(request, exercise)
    found = _kept(desk, key)
    wanted = planned(_as_it_was(desk, found), found.plan, removing=body.remove)
    if wanted.other_exercise and not body.another_exercise:
        raise Problem(
            409,
            said(
                "This is a plan of {exercise}. Begin a new exercise for it, or say "
                "“another_exercise” if it is meant",
                exercise=wanted.other_exercise[1],
            ),
        )
    try:
        result = done(logs(), exercise, desk.author, wanted, body.reason or "Import of a file")
    except Refused as reason:
        raise Problem(422, str(reason)) from None
    forget(desk.part.account_id, exercise)
    return told(ImportDone(step=result.step, conflicts=tuple(lost(c) for c in result.conflicts)))


def _staff(request: HttpRequest, exercise: str) -> Desk:
    """The desk of somebody who may change anything at all.

    Raises
    ------
    Problem
    """
    desk = desk_of(request, exercise, Scope.EDIT)
    asker_of(request)
    if not desk.reader.staff:
        raise Problem(403, said("Only the staff of the exercise imports files"))
    return desk


def _kept(desk: Desk, key: str) -> Kept:
    found = None
    if key.isalnum() and key.isascii():
        found = kept(desk.part.account_id, desk.exercise, key)
    if found is None:
        raise absent()
    return found


def _as_it_was(desk: Desk, found: Kept) -> Sight:
    """The exercise as it was when the file was taken in: what others changed since is merged."""
    return Sight(logs().state_at(desk.exercise, found.position), desk.reader)


def _preview(desk: Desk, key: str) -> ImportPreview:
    found = _kept(desk, key)
    then = _as_it_was(desk, found)
    wanted: Planned = planned(then, found.plan)
    zone = then.plan.zone

    def sentences(changes: tuple[RecordChange, ...]) -> tuple[str, ...]:
        return tuple(spoken(sentence(change, zone)) for change in changes[:MOST])

    return ImportPreview(
        key=key,
        counts={
            kind.value: {act.value: count for act, count in acts.items()}
            for kind, acts in wanted.counts().items()
        },
        changes=sentences(wanted.changes),
        removals=sentences(wanted.removals),
        refused=tuple(
            f"{spoken(sentence(each, zone))} {spoken(why)}" for each, why in wanted.refused[:MOST]
        ),
        findings=found.lines[:MOST],
        other_exercise=wanted.other_exercise[1] if wanted.other_exercise else "",
    )
