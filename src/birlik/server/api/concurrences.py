"""Signatures under a baseline: who has signed, and signing for one's nation."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from ninja import Router

from birlik.exercise.editing import Refused
from birlik.exercise.sentences import said
from birlik.server.api.answers import documented, told
from birlik.server.api.asking import Desk, asker_of, desk_of
from birlik.server.api.history import AT
from birlik.server.api.problems import Problem, absent
from birlik.server.desk.concurring import Concurrence, Signing, may_sign, sign, signatures_of
from birlik.server.desk.keeping import logs
from birlik.server.desk.past import baseline_of
from birlik.server.desk.sight import Absent
from birlik.server.people.models import Account, Scope
from birlik.wire.concurrences import Concurrences, ConcurrenceTold, NewConcurrence

router = Router(tags=["History"])


@router.get(
    AT + "/baselines/{baseline}/concurrences",
    operation_id="list_concurrences",
    summary="Who has signed a baseline",
    openapi_extra=documented((200, "All signatures, by nation.", "Concurrences")),
)
def list_concurrences(request: HttpRequest, exercise: str, baseline: str) -> HttpResponse:
    """Signatures of nations under a baseline, with the reservations that the reader may read."""
    desk = desk_of(request, exercise)
    _known(desk, baseline)
    items = tuple(_told(each) for each in signatures_of(desk.sight, baseline))
    return told(Concurrences(items=items))


@router.post(
    AT + "/baselines/{baseline}/concurrences",
    operation_id="sign_baseline",
    summary="Sign a baseline",
    response={201: None},
    openapi_extra=documented(
        (201, "It is signed.", "ConcurrenceTold"), problems=(415, 422, 429, 507)
    ),
)
def sign_baseline(
    request: HttpRequest, exercise: str, baseline: str, body: NewConcurrence
) -> HttpResponse:
    """Sign for one's nation; its director and chief planner may, with their password."""
    desk = desk_of(request, exercise, Scope.EDIT)
    _known(desk, baseline)
    if not may_sign(desk.sight):
        raise Problem(403, said("The director and the chief planner of a delegation sign for it"))
    _himself(request, asker_of(request).account, body.password)
    wanted = Signing(
        body.signer, body.function, body.reservations, body.released_to, body.supersedes
    )
    try:
        key = sign(logs(), exercise, desk.author, baseline, wanted)
    except Refused as reason:
        raise Problem(422, str(reason)) from None
    found = next(each for each in signatures_of(desk.now(), baseline) if each.key == key)
    return told(_told(found), 201)


def _known(desk: Desk, baseline: str) -> None:
    """Refuse a baseline that is not there for whoever asks.

    Raises
    ------
    Problem
    """
    try:
        baseline_of(logs(), desk.sight, baseline)
    except Absent:
        raise absent() from None


def _himself(request: HttpRequest, account: Account, password: str) -> None:
    """Refuse whoever does not know the account's password, as the page would.

    Raises
    ------
    Problem
    """
    if ratelimit.consume_or_429(
        request, app="allauth.account", action="reauthenticate", user=account
    ):
        raise Problem(429)
    if not account.has_usable_password():
        raise Problem(403, said("Your account has no password: sign on the page of the baseline"))
    if not account.check_password(password):
        raise Problem(403, said("This is not your password"))


def _told(signed: Concurrence) -> ConcurrenceTold:
    return ConcurrenceTold(
        key=signed.key,
        nation=signed.nation,
        signer=signed.signer,
        function=signed.function,
        at=signed.at,
        counts=signed.counts,
        with_reservations=signed.with_reservations,
        reservations=signed.reservations,
        hash=signed.hash,
        view=signed.view,
    )
