"""Problems in answers (RFC 9457): every error below ``/api/`` is one, whoever finds it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response

from birlik.exercise.sentences import Sentence, said
from birlik.languages import SOURCE
from birlik.server.speaking import spoken
from birlik.wire.problem import TYPES, Lost, WrongValue
from birlik.wire.problem import Problem as Told

MEDIA_TYPE = "application/problem+json"

#: Where the API begins.
BELOW = "/api/"

#: Type, title and what is said where nobody knows more, for each status.
KINDS: dict[int, tuple[str, str, str]] = {
    400: (
        "not-understood",
        said("The request cannot be understood"),
        said("What was sent makes no sense to the server. Check how it was written."),
    ),
    401: (
        "not-signed-in",
        said("Nobody is signed in"),
        said("Send an API token as “Authorization: Bearer …”, or sign in."),
    ),
    403: (
        "not-allowed",
        said("This is not allowed"),
        said("Your part, or your token, does not go that far."),
    ),
    404: (
        "absent",
        said("There is nothing here"),
        said("Either nothing has this address, or it is not released to you."),
    ),
    405: (
        "wrong-method",
        said("This cannot be done here"),
        said("The header Allow says what can be done at this address."),
    ),
    406: ("not-acceptable", said("This cannot be given"), said("The API answers in JSON.")),
    409: (
        "conflict",
        said("Something stands in the way"),
        said("It does not fit to what is there now."),
    ),
    412: (
        "stale",
        said("Somebody was faster"),
        said("The record is not what you saw any more. Look at it again, and decide anew."),
    ),
    413: (
        "too-large",
        said("This is too large"),
        said("This is larger than the server takes. Send less at once."),
    ),
    415: (
        "wrong-media-type",
        said("This is not the kind of content expected here"),
        said("Send JSON as “Content-Type: application/json”, and files as “multipart/form-data”."),
    ),
    422: (
        "unfit",
        said("Some of this cannot be taken"),
        said("What was sent can be read, but some of it cannot be so."),
    ),
    428: (
        "unguarded",
        said("Say what you saw"),
        said("Send If-Match with the version that you saw, or “seen” with the values."),
    ),
    429: (
        "too-many",
        said("Too many requests"),
        said(
            "More was asked within a short time than is allowed. The header Retry-After says when to go on."
        ),
    ),
    500: (
        "mistake",
        said("The server made a mistake"),
        said(
            "It is not your fault; this last step was not done. Tell your administrator when it was."
        ),
    ),
    503: (
        "not-now",
        said("The server cannot do this now"),
        said("The plans cannot be reached at the moment; try again. Nothing is lost."),
    ),
    507: (
        "full",
        said("No room is left"),
        said(
            "The server has no room left to store this. Nothing was changed; tell your administrator."
        ),
    ),
}


class Problem(Exception):
    """Why a request is not done: raised by whoever finds out, and answered as RFC 9457 has it.

    Parameters
    ----------
    status : int
        HTTP status, one of :data:`KINDS`.
    detail : str
        What happened here and what to do; what is said of the status if empty.
    errors, conflicts, findings
        See :class:`birlik.wire.problem.Problem`.
    """

    def __init__(
        self,
        status: int,
        detail: str = "",
        *,
        errors: Sequence[WrongValue] = (),
        conflicts: Sequence[Lost] = (),
        findings: Sequence[str] = (),
    ) -> None:
        super().__init__(status, detail)
        self.status, self.detail = status, detail
        self.errors, self.conflicts, self.findings = errors, conflicts, findings


def absent() -> Problem:
    """What is not there and what nobody may know of: he is told the same, to the last byte."""
    return Problem(404)


def answer_of(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Answer that tells a problem."""
    name, title, usual = KINDS.get(problem.status, ("other", _phrase(problem.status), ""))
    told = Told(
        type=TYPES + name,
        title=spoken(title),
        status=problem.status,
        detail=spoken(_sentence(problem.detail) or usual),
        instance=request.path[:2_000],
        errors=tuple(problem.errors),
        conflicts=tuple(problem.conflicts),
        findings=tuple(spoken(each) for each in problem.findings),
    )
    content = told.model_dump(mode="json")
    for name in ("errors", "conflicts", "findings"):
        if not content[name]:
            del content[name]
    answer = HttpResponse(
        json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"),
        status=problem.status,
        content_type=MEDIA_TYPE,
    )
    if problem.status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="Birlik"'
    if problem.status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers["Retry-After"] = "5"
    return answer


class Spoken:
    """Middleware: below ``/api/`` every error is a problem, and what was seen before is not sent again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; a HEAD is answered as a GET, of which the server sends the headers alone."""
        if not request.path.startswith(BELOW):
            return self._next(request)
        head = request.method == "HEAD"
        if head:
            request.method = "GET"
        response = self._known(request, self._spoken(request))
        if head:
            request.method = "HEAD"
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response

    def _spoken(self, request: HttpRequest) -> HttpResponse:
        """Answer, which is a problem if it is an error."""
        response = self._next(request)
        kind = response.headers.get("Content-Type", "")
        if response.status_code >= HTTPStatus.BAD_REQUEST and not kind.startswith(MEDIA_TYPE):
            with translation.override(response.headers.get("Content-Language", SOURCE)):
                told = answer_of(request, Problem(response.status_code))
            response.content = told.content
            response.headers["Content-Type"] = MEDIA_TYPE
            response.headers.pop("Content-Length", None)
        return response

    def _known(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Answer without its content, if whoever asks has it already."""
        if request.method == "GET" and response.has_header("ETag"):
            found = get_conditional_response(request, response.headers["ETag"], None, response)
            assert found is not None
            if found.status_code == HTTPStatus.NOT_MODIFIED:
                return found
        return response


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "An error"


def _sentence(text: str) -> str:
    """Text with its full stop."""
    if not isinstance(text, Sentence):
        text = text.strip()
    return text if not text or text[-1] in ".!?…" else said("{sentence}.", sentence=text)
