"""What can go wrong when a server is asked: its problems as exceptions, and no answer at all."""

from __future__ import annotations

from http import HTTPStatus

import httpx
from pydantic import ValidationError

from birlik.wire.problem import Problem


class Unreachable(Exception):
    """No answer came, or one that no Birlik server gives. It is not known whether anything was done."""


class ServerProblem(Exception):
    """The server says why it did not do what was asked.

    Attributes
    ----------
    problem : Problem
    """

    def __init__(self, problem: Problem) -> None:
        details = "; ".join(
            (
                *(f"{each.where}: {each.message}" for each in problem.errors),
                *(f"{each.field} holds {each.holds!r}" for each in problem.conflicts),
                *problem.findings,
            )
        )
        super().__init__(f"{problem.detail or problem.title}{f' ({details})' if details else ''}")
        self.problem = problem


class NotSignedIn(ServerProblem):
    """The token does not count (401)."""


class NotAllowed(ServerProblem):
    """His part, or his token, does not go that far (403)."""


class Absent(ServerProblem):
    """There is no such thing, or it is not released to him (404)."""


class Conflicting(ServerProblem):
    """It does not fit to what is there now (409)."""


class Stale(ServerProblem):
    """Somebody was faster (412); `problem.conflicts` holds both values. Nothing was changed."""


class Unfit(ServerProblem):
    """Some of what was sent cannot be taken (422)."""


class TooMany(ServerProblem):
    """More was asked than is allowed within a short time (429).

    Attributes
    ----------
    seconds : float
        How long to wait.
    """

    seconds: float = 1.0


_KINDS: dict[int, type[ServerProblem]] = {
    401: NotSignedIn,
    403: NotAllowed,
    404: Absent,
    409: Conflicting,
    412: Stale,
    422: Unfit,
    429: TooMany,
}


def problem_of(answer: httpx.Response) -> ServerProblem | Unreachable:
    """Exception for an answer that is an error."""
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    if kind != "application/problem+json":
        return Unreachable(
            f"{answer.request.url.host} answered with {answer.status_code}, but not as a Birlik server "
            "does; check the address"
        )
    try:
        problem = Problem.model_validate_json(answer.content)
    except ValidationError:
        return Unreachable(f"{answer.request.url.host} answered with a problem that makes no sense")
    found = _KINDS.get(answer.status_code, ServerProblem)(problem)
    if isinstance(found, TooMany) and answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        wait = answer.headers.get("Retry-After", "")
        found.seconds = float(wait) if wait.isdigit() else 1.0
    return found
