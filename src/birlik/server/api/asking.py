"""Who asks, by session or by token, and the exercise that he asks about as he sees it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.security.apikey import APIKeyCookie
from ninja.security.http import HttpBearer
from ninja.utils import check_csrf

from birlik.exercise.roles import Reader, Role
from birlik.exercise.sentences import said
from birlik.server.api.problems import Problem, absent
from birlik.server.desk.changing import Author
from birlik.server.desk.keeping import logs
from birlik.server.desk.sight import Sight
from birlik.server.people.memberships import administers, membership
from birlik.server.people.models import Account, Membership, Scope
from birlik.server.people.tokens import Bearer, bearer
from birlik.server.store.interface import NoSuchLog

#: What whoever asks is told whose token does not reach a scope.
_MAY = {
    Scope.READ: said("This token may not read; its scope is too narrow"),
    Scope.EDIT: said("This token may not change anything; its scope is too narrow"),
    Scope.ADMINISTER: said("This token may not administer; its scope is too narrow"),
}


@dataclass(frozen=True)
class Asker:
    """A person, or a token that speaks for him.

    Attributes
    ----------
    account : Account
    token : Bearer or None
        None if he is signed in himself.
    """

    account: Account
    token: Bearer | None = None

    def may(self, scope: Scope, exercise: str = "") -> None:
        """Refuse what his token does not reach.

        Raises
        ------
        Problem
            404 for an exercise that is out of its bounds, 403 for an act that is.
        """
        if self.token is None or self.token.may(scope, exercise):
            return
        if exercise and not self.token.may(Scope.READ, exercise):
            raise absent()
        if not self.token.may(scope, self.token.exercise):
            raise Problem(403, _MAY[scope])
        raise Problem(403, said("This token is for one exercise alone"))

    def administers(self) -> None:
        """Refuse whoever does not look after people.

        Raises
        ------
        Problem
        """
        if not administers(self.account):
            raise Problem(403, said("This is for administrators alone"))
        self.may(Scope.ADMINISTER)

    def himself(self) -> None:
        """Refuse a token where its person must be there himself.

        Raises
        ------
        Problem
        """
        if self.token is not None:
            raise Problem(
                403, "A token would outlive itself here; sign in, and do it under API tokens"
            )


class Token(HttpBearer):
    """An API token that a person made under API tokens; it never reaches further than he does."""

    openapi_bearerFormat = "birlik_…"  # noqa: N815 - OpenAPI calls it so

    def authenticate(self, request: HttpRequest, token: str) -> Asker | None:
        """Who is meant by a token.

        Raises
        ------
        Problem
            If it does not count.
        """
        speaks = bearer(token.strip())
        if speaks is None:
            raise Problem(401, said("This token does not exist, has expired, or was withdrawn"))
        return Asker(speaks.account, speaks)


class Session(APIKeyCookie):
    """The session of a signed-in person; with it, changes need the header X-CSRFToken."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Asker | None:
        """Who is signed in, if the request comes from our own pages.

        Raises
        ------
        Problem
        """
        if "Authorization" in request.headers:
            raise Problem(
                401, said("Only “Authorization: Bearer …” with an API token is understood")
            )
        account = request.user
        if not isinstance(account, Account) or not account.is_active:
            return None
        if check_csrf(request) is not None:
            raise Problem(
                403, said("This came from another site, or without the header X-CSRFToken")
            )
        return Asker(account)

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """Not used: all is done when the session is asked for."""
        raise NotImplementedError


#: How somebody shows who he is, in the order in which it is looked for.
WAYS = (Token(), Session())


def asker_of(request: HttpRequest) -> Asker:
    """Who asks."""
    found: Asker = request.auth  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True)
class Desk:
    """An exercise, and the part in it of whoever asks.

    Attributes
    ----------
    exercise : str
        Key of its log.
    part : Membership
    """

    exercise: str
    part: Membership

    @property
    def reader(self) -> Reader:
        """What he reads for."""
        return Reader(self.part.nation, Role(self.part.role), self.part.trusted_agent)

    @property
    def author(self) -> Author:
        """Whose changes they are."""
        return Author(self.part.account_id, self.reader)

    @cached_property
    def sight(self) -> Sight:
        """The exercise as he sees it, at one position of its log."""
        return self.now()

    def now(self) -> Sight:
        """The exercise as he sees it at this moment.

        Raises
        ------
        Problem
            If its log is gone.
        """
        try:
            return Sight(logs().state(self.exercise), self.reader)
        except NoSuchLog:
            raise absent() from None


def desk_of(request: HttpRequest, exercise: str, scope: Scope = Scope.READ) -> Desk:
    """The desk of whoever asks, in an exercise in which he has a part.

    Raises
    ------
    Problem
        404 if he has none, whether there is such an exercise or not; 403 if his token is too narrow.
    """
    asker = asker_of(request)
    part = None if "\0" in exercise else membership(asker.account, exercise)
    if part is None:
        raise absent()
    asker.may(scope, exercise)
    return Desk(exercise, part)
