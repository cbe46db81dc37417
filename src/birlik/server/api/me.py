"""Who asks: his account, his tokens, and where he is signed in."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from birlik.exercise.sentences import said
from birlik.server.api.answers import documented, nothing, told
from birlik.server.api.asking import Asker, asker_of
from birlik.server.api.exercises import parts_of
from birlik.server.api.problems import Problem, absent
from birlik.server.people import models
from birlik.server.people.profiles import change_profile
from birlik.server.people.sessions import end_sessions, sessions
from birlik.server.people.tokens import issue, withdraw
from birlik.wire.people import (
    Ended,
    Me,
    NewToken,
    ProfileChange,
    Scope,
    Sessions,
    SessionTold,
    TokenBounds,
    TokenMade,
    Tokens,
    TokenTold,
)

router = Router(tags=["You"])


@router.get(
    "/me",
    operation_id="who_am_i",
    summary="Who you are",
    openapi_extra=documented((200, "Your account, and the bounds of your token.", "Me")),
)
def who_am_i(request: HttpRequest) -> HttpResponse:
    """Who asks, in which exercises he has which part, and how far his token reaches."""
    return told(_me(asker_of(request)))


@router.patch(
    "/me",
    operation_id="change_me",
    summary="Change your profile",
    openapi_extra=documented(
        (200, "Your account, and the bounds of your token.", "Me"), problems=(415, 422)
    ),
)
def change_me(request: HttpRequest, body: ProfileChange) -> HttpResponse:
    """Change how whoever asks is called and sees times; what is not named stays."""
    asker = asker_of(request)
    asker.may(models.Scope.EDIT)
    change_profile(asker.account, **body.model_dump(exclude_none=True))
    return told(_me(asker))


def _me(asker: Asker) -> Me:
    account, token = asker.account, asker.token
    bounds = TokenBounds(scope=Scope(token.scope.value), exercise=token.exercise) if token else None
    return Me(
        key=account.key,
        name=account.name,
        email=account.email,
        language=account.language,
        time_zone=account.time_zone,
        administrator=account.administrator,
        token=bounds,
        exercises=parts_of(asker),
    )


@router.get(
    "/me/tokens",
    operation_id="list_tokens",
    summary="Your tokens",
    openapi_extra=documented((200, "Those that still count.", "Tokens")),
)
def list_tokens(request: HttpRequest) -> HttpResponse:
    """The tokens of whoever asks that still count, the newest first."""
    asker = asker_of(request)
    asker.may(models.Scope.READ)
    usable = asker.account.tokens.filter(withdrawn_at=None, expires_at__gt=timezone.now())
    return told(Tokens(items=tuple(_token(each) for each in usable)))


@router.post(
    "/me/tokens",
    operation_id="make_token",
    summary="Make a token",
    response={201: None},
    openapi_extra=documented((201, "The token, with its text.", "TokenMade"), problems=(415, 422)),
)
def make_token(request: HttpRequest, body: NewToken) -> HttpResponse:
    """Make a token; its text is told this once. No token makes tokens: they would outlive it."""
    asker = asker_of(request)
    asker.himself()
    if is_reauthentication_required(request, app="account"):
        raise Problem(403, said("You signed in long ago; sign in again under API tokens"))
    made, text = issue(
        asker.account,
        _printable(body.name),
        models.Scope(body.scope.value),
        _printable(body.exercise),
        timedelta(days=body.days),
    )
    return told(TokenMade(text=text, **_token(made).model_dump()), 201)


@router.delete(
    "/me/tokens/{key}",
    operation_id="withdraw_token",
    summary="Withdraw a token",
    response={204: None},
    openapi_extra=documented((204, "It counts no longer.", None)),
)
def withdraw_token(request: HttpRequest, key: str) -> HttpResponse:
    """Let one of the tokens of whoever asks count no longer."""
    asker = asker_of(request)
    asker.may(models.Scope.EDIT)
    found = None if "\0" in key else asker.account.tokens.filter(key=key, withdrawn_at=None).first()
    if found is None:
        raise absent()
    withdraw(found, asker.account.key)
    return nothing()


@router.get(
    "/me/sessions",
    operation_id="list_sessions",
    summary="Where you are signed in",
    openapi_extra=documented((200, "All your sessions.", "Sessions")),
)
def list_sessions(request: HttpRequest) -> HttpResponse:
    """Where whoever asks is signed in."""
    asker = asker_of(request)
    asker.may(models.Scope.READ)
    current = request.session.session_key if asker.token is None else None
    items = tuple(_session(each, current) for each in sessions(asker.account))
    return told(Sessions(items=items))


@router.delete(
    "/me/sessions",
    operation_id="end_sessions",
    summary="End your sessions",
    openapi_extra=documented((200, "How many were ended.", "Ended")),
)
def end_my_sessions(request: HttpRequest) -> HttpResponse:
    """Sign whoever asks out everywhere but here."""
    asker = asker_of(request)
    asker.may(models.Scope.EDIT)
    keep = (request.session.session_key or "") if asker.token is None else ""
    return told(Ended(sessions=end_sessions(asker.account, asker.account.key, keep)))


def _printable(text: str) -> str:
    """Text, if a database takes it.

    Raises
    ------
    Problem
    """
    if "\0" in text:
        raise Problem(422, said("A name holds no control characters"))
    return text


def _token(token: models.ApiToken) -> TokenTold:
    return TokenTold(
        key=token.key,
        name=token.name,
        scope=Scope(str(token.scope)),
        exercise=token.exercise,
        made_at=token.made_at,
        expires_at=token.expires_at,
        used_at=token.used_at,
    )


def _session(session: UserSession, current: str | None) -> SessionTold:
    # Whoever had the key itself would be signed in.
    key = hashlib.sha256(session.session_key.encode()).hexdigest()[:24]
    return SessionTold(
        key=key,
        begun_at=session.created_at,
        last_seen_at=session.last_seen_at,
        browser=session.user_agent,
        address=str(session.ip),
        current=session.session_key == current,
    )
