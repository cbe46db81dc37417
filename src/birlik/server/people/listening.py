"""Hears what django-allauth does to accounts, and keeps it in the audit trail."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as of_accounts
from allauth.mfa import signals as of_factors
from allauth.socialaccount import signals as of_providers
from django.dispatch import Signal
from django.http import HttpRequest

from birlik.server.people.audit import recorded
from birlik.server.people.models import Account


def start() -> None:
    """Listen from now on; telling it twice changes nothing."""
    simple = {
        of_accounts.user_signed_up: "made an account",
        of_accounts.password_set: "set a password",
        of_accounts.password_changed: "changed the password",
        of_accounts.password_reset: "reset the password",
        of_accounts.email_added: "added an e-mail address",
        of_accounts.email_removed: "removed an e-mail address",
        of_accounts.email_changed: "changed the e-mail address",
        of_factors.authenticator_reset: "renewed the recovery codes",
    }
    for signal, what in simple.items():
        _hear(signal, what)
    of_accounts.user_logged_in.connect(_signed_in, dispatch_uid="birlik signed in")
    of_accounts.user_logged_out.connect(_signed_out, dispatch_uid="birlik signed out")
    of_accounts.email_confirmed.connect(_confirmed, dispatch_uid="birlik confirmed")
    of_factors.authenticator_added.connect(_factor_added, dispatch_uid="birlik added")
    of_factors.authenticator_removed.connect(_factor_removed, dispatch_uid="birlik removed")
    of_factors.authentication_failed.connect(_factor_failed, dispatch_uid="birlik failed")
    of_providers.social_account_added.connect(_connected, dispatch_uid="birlik connected")
    of_providers.social_account_removed.connect(_disconnected, dispatch_uid="birlik parted")


def _hear(signal: Signal, what: str) -> None:
    def hear(sender: object, user: Account, **_: Any) -> None:
        recorded(what, user.key, user.key)

    signal.connect(hear, weak=False, dispatch_uid=f"birlik {what}")


def _signed_in(sender: object, request: HttpRequest, user: Account, **_: Any) -> None:
    methods = [
        str(method.get("type") or method.get("method"))
        for method in request.session.get("account_authentication_methods", [])
    ]
    recorded("signed in", user.key, user.key, by=", ".join(methods))


def _signed_out(sender: object, request: HttpRequest, user: Account | None, **_: Any) -> None:
    if user is not None:
        recorded("signed out", user.key, user.key)


def _confirmed(sender: object, email_address: Any, **_: Any) -> None:
    recorded("verified an e-mail address", email_address.user_id, email_address.user_id)


def _factor_added(sender: object, user: Account, authenticator: Any, **_: Any) -> None:
    recorded("added a second factor", user.key, user.key, type=str(authenticator.type))


def _factor_removed(sender: object, user: Account, authenticator: Any, **_: Any) -> None:
    recorded("removed a second factor", user.key, user.key, type=str(authenticator.type))


def _factor_failed(sender: object, user: Account, **_: Any) -> None:
    recorded("failed with a second factor", user.key, user.key)


def _connected(sender: object, sociallogin: Any, **_: Any) -> None:
    key = sociallogin.user.key
    recorded("connected an identity provider", key, key, provider=sociallogin.account.provider)


def _disconnected(sender: object, socialaccount: Any, **_: Any) -> None:
    key = socialaccount.user_id
    recorded("disconnected an identity provider", key, key, provider=socialaccount.provider)
