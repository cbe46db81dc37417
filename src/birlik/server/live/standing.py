"""Whether the holder of a ticket still is who he was when he got it; asked of the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from django.contrib.sessions.models import Session
from django.utils import timezone

from birlik.server.live.tickets import Ticket
from birlik.server.people.models import Account, ApiToken, Membership

#: Keys asked for at once; SQLite has a limit.
PART = 900


def password_proof(account: Account) -> str:
    """Changes with the account's password, and tells nothing of it."""
    return _proof(account.password)


@lru_cache(maxsize=20_000)
def _proof(password: str) -> str:
    return Account(password=password).get_session_auth_hash()[:16]


def ended(tickets: Collection[Ticket]) -> set[Ticket]:
    """Those whose holder was locked out, signed out, or has another part in the exercise, or none."""
    keys = {ticket.account for ticket in tickets}
    proofs = {
        key: _proof(password)
        for part in _parts(keys)
        for key, password in Account.objects.filter(pk__in=part, is_active=True).values_list(
            "pk", "password"
        )
    }
    members = {
        row
        for part in _parts(keys)
        for row in Membership.objects.filter(account__in=part).values_list(
            "account_id", "exercise", "nation", "role", "trusted_agent"
        )
    }
    now = timezone.now()
    sessions = {
        key
        for part in _parts({ticket.session for ticket in tickets if ticket.session})
        for key in Session.objects.filter(session_key__in=part, expire_date__gt=now).values_list(
            "session_key", flat=True
        )
    }
    tokens = {
        key
        for part in _parts({ticket.token for ticket in tickets if ticket.token})
        for key in ApiToken.objects.filter(
            pk__in=part, withdrawn_at=None, expires_at__gt=now
        ).values_list("pk", flat=True)
    }

    def holds(ticket: Ticket) -> bool:
        part = (ticket.account, ticket.exercise, ticket.nation, ticket.role, ticket.trusted)
        signed_in = (
            ticket.session in sessions and proofs.get(ticket.account) == ticket.password
            if ticket.session
            else ticket.token in tokens
        )
        return ticket.account in proofs and part in members and signed_in

    return {ticket for ticket in tickets if not holds(ticket)}


def _parts(keys: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), PART):
        yield ordered[start : start + PART]
