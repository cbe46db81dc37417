"""The exercises of whoever asks, and one of them as a whole."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import ValidationError

from birlik.exercise.plan import MODELS
from birlik.exercise.records.setting import Nation
from birlik.exercise.sentences import about, said
from birlik.log.timetables import TIMETABLES
from birlik.server.api.answers import documented, told
from birlik.server.api.asking import Asker, Desk, asker_of, desk_of
from birlik.server.api.problems import Problem
from birlik.server.desk.beginning import Outline, begin, empty_plan
from birlik.server.desk.exporting import marking_of
from birlik.server.desk.keeping import logs
from birlik.server.people.memberships import PartIn, join
from birlik.server.people.models import Membership
from birlik.server.people.roles import Role
from birlik.server.store.interface import NoSuchLog
from birlik.wire.exercises import ExercisePart, Exercises, ExerciseTold, NewExercise

router = Router(tags=["Exercises"])


@router.get(
    "/exercises",
    operation_id="list_exercises",
    summary="Your exercises",
    openapi_extra=documented((200, "All in which you have a part.", "Exercises")),
)
def list_exercises(request: HttpRequest) -> HttpResponse:
    """The exercises in which whoever asks has a part, and the part."""
    return told(Exercises(items=parts_of(asker_of(request))))


@router.post(
    "/exercises",
    operation_id="begin_exercise",
    summary="Begin an exercise",
    response={201: None},
    openapi_extra=documented((201, "It is begun.", "ExerciseTold"), problems=(415, 422, 507)),
)
def begin_exercise(request: HttpRequest, body: NewExercise) -> HttpResponse:
    """Begin an exercise; administrators may. Who begins it is its director, for the host."""
    asker = asker_of(request)
    asker.administers()
    try:
        first = empty_plan(Outline(body.id, body.title, body.host, body.time_zone))
        others = tuple(
            Nation.model_validate({"id": code, "role": "participant"})
            for code in dict.fromkeys(body.nations)
            if code != body.host
        )
    except ValueError as error:
        raise Problem(422, _sentence(error)) from None
    whole = first.model_copy(update={"nations": (*first.nations, *others)})
    host = first.exercise.host
    if not (host and first.exercise.id and all(nation.id for nation in whole.nations)):
        raise Problem(422, said("The exercise, its host and its nations need a code each"))
    key = begin(logs(), whole, asker.account.key, host)
    part = join(asker.account, PartIn(key, host, Role.DIRECTOR), by=asker.account.key)
    return told(_whole(Desk(key, part)), 201, location=f"{request.path}/{key}")


@router.get(
    "/exercises/{exercise}",
    operation_id="read_exercise",
    summary="An exercise",
    openapi_extra=documented((200, "The exercise as you see it.", "ExerciseTold")),
)
def read_exercise(request: HttpRequest, exercise: str) -> HttpResponse:
    """An exercise as its reader sees it: when it is, how many records he sees, what he may add."""
    return told(_whole(desk_of(request, exercise)))


def parts_of(asker: Asker) -> tuple[ExercisePart, ...]:
    """The exercises of somebody, within the bounds of his token."""
    only = asker.token.exercise if asker.token else ""
    found = asker.account.memberships.all()
    return tuple(
        told_part for part in found if only in ("", part.exercise) if (told_part := _part(part))
    )


def _part(part: Membership) -> ExercisePart | None:
    desk = Desk(part.exercise, part)
    try:
        shown = desk.sight.plan.exercise
    except (Problem, NoSuchLog):
        # Somebody was invited to what is not there yet, or not any more.
        return None
    return ExercisePart(
        key=part.exercise,
        id=shown.id,
        title=shown.title,
        nation=part.nation,
        role=part.role,
        trusted_agent=part.trusted_agent,
    )


def _whole(desk: Desk) -> ExerciseTold:
    sight, part = desk.sight, desk.part
    shown = sight.plan.exercise
    return ExerciseTold(
        key=desk.exercise,
        id=shown.id,
        title=shown.title,
        nation=part.nation,
        role=part.role,
        trusted_agent=part.trusted_agent,
        time_zone=shown.time_zone or "",
        startex=shown.startex,
        endex=shown.endex,
        marking=marking_of(sight),
        counts={kind.value: count for kind, count in sight.counts().items()},
        may_add=tuple(kind for kind in MODELS if sight.may_add(kind)),
        has_timetable=bool(sight.state.of(TIMETABLES)),
    )


def _sentence(error: ValueError) -> str:
    """What is wrong with a value, in a sentence."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        cause = first.get("ctx", {}).get("error") or first["msg"]
        return about(str(first["loc"][0]), str(cause))
    return str(error)
