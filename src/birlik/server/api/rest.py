"""The API put together: its routers, who may ask, how bodies are read, and what is said of errors."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from birlik import __version__
from birlik.server.api import (
    concurrences,
    exercises,
    exporting,
    findings,
    history,
    importing,
    kinds,
    me,
    people,
    records,
    timetable,
)
from birlik.server.api.asking import WAYS
from birlik.server.api.problems import Problem, answer_of
from birlik.server.api.reading import Careful
from birlik.server.people.memberships import Refused
from birlik.server.store.interface import NoSuchLog, StoreError, StoreFull
from birlik.wire.problem import WrongValue

api = NinjaAPI(
    title="Birlik",
    version=__version__,
    description=(
        "Plans a multinational exercise. Everything that is read is what your nation and your part "
        "in an exercise let you see; what you may not see is absent. docs/api.md says more."
    ),
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    auth=list(WAYS),
    parser=Careful(),
)
for _part in (
    me,
    exercises,
    kinds,
    records,
    findings,
    timetable,
    history,
    concurrences,
    exporting,
    importing,
    people,
):
    api.add_router("", _part.router)


@api.exception_handler(Problem)
def _problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    return answer_of(request, problem)


@api.exception_handler(Http404)
def _absent(request: HttpRequest, error: Http404) -> HttpResponse:
    return answer_of(request, Problem(404))


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    # What reads bodies puts its own error around ours.
    if isinstance(error.__cause__, Problem):
        return answer_of(request, error.__cause__)
    return answer_of(request, Problem(error.status_code))


@api.exception_handler(ValidationError)
def _unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Problem of values that cannot be taken; an address that names no kind of record is absent."""
    if any(each["loc"][:1] == ("path",) for each in error.errors):
        return answer_of(request, Problem(404))
    wrong = [
        WrongValue(where=_where(each["loc"]), message=str(each["msg"]))
        for each in error.errors[:50]
    ]
    return answer_of(request, Problem(422, errors=wrong))


@api.exception_handler(Refused)
def _refused(request: HttpRequest, reason: Refused) -> HttpResponse:
    return answer_of(request, Problem(422, str(reason)))


@api.exception_handler(RequestDataTooBig)
@api.exception_handler(TooManyFilesSent)
def _too_large(request: HttpRequest, error: Exception) -> HttpResponse:
    return answer_of(request, Problem(413))


@api.exception_handler(StoreError)
def _not_stored(request: HttpRequest, error: StoreError) -> HttpResponse:
    if isinstance(error, NoSuchLog):
        return answer_of(request, Problem(404))
    logging.getLogger("birlik.api").error("%s", error)
    return answer_of(request, Problem(507 if isinstance(error, StoreFull) else 503))


def _where(place: tuple[Any, ...]) -> str:
    """Place of a value in a request: where it is sent, then the way to it."""
    parts = [str(part)[:60] for part in place]
    if parts[:2] == ["body", "body"]:
        del parts[1]
    return ".".join(parts)[:300]
