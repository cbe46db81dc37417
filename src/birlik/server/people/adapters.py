"""Our answers to the questions that django-allauth asks: who may sign up, and what is made then."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import translation

from birlik.server.people.audit import NOBODY, recorded
from birlik.server.people.invitations import Unusable, accept, pending
from birlik.server.people.models import Account, Invitation
from birlik.server.people.preferences import language_for

#: Where a session remembers the key of the invitation that its person is about to accept.
REMEMBERED = "invitation"


def remembered_invitation(request: HttpRequest) -> Invitation | None:
    """The invitation with which somebody is about to sign up, if it still counts."""
    return pending(request.session.get(REMEMBERED))


def _accepted(request: HttpRequest, account: Account) -> Invitation:
    """Use up the invitation that a new account is made with."""
    invitation = remembered_invitation(request)
    try:
        accept(invitation, account)
    except Unusable as reason:
        page = render(request, "people/unusable.html", {"reason": reason}, status=410)
        raise ImmediateHttpResponse(page) from reason
    request.session.pop(REMEMBERED, None)
    assert invitation is not None
    return invitation


def _is_vouched_for(invitation: Invitation, email: str) -> bool:
    """Whether holding the invitation proves that the person reads that mailbox, or is its administrator."""
    founding = invitation.administrator and invitation.made_by_id is None
    return founding or (invitation.sent and invitation.email == email)


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by invitation alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether this visitor holds an invitation."""
        return remembered_invitation(request) is not None

    def save_user(
        self, request: HttpRequest, user: Account, form: Any, commit: bool = True
    ) -> Account:
        """Make the account and use the invitation up, both or neither."""
        user.name = form.cleaned_data.get("name", "")
        with transaction.atomic():
            account: Account = super().save_user(request, user, form, commit)
            invitation = _accepted(request, account)
        if _is_vouched_for(invitation, account.email):
            self.stash_verified_email(request, account.email)
        if account.has_usable_password():
            # He has just chosen it: his first passkey need not ask for it again.
            record_authentication(
                request, account, method="password", email=account.email, reauthenticated=True
            )
        return account

    def send_mail(self, template_prefix: str, email: str, context: Mapping[str, Any]) -> None:
        """Send a mail in the language of whoever gets it, if he has chosen one or his nation has one."""
        account = Account.objects.filter(email=email.lower()).first()
        language = (language_for(account) if account else "") or translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, context)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """What failed attempts are counted by: the account alone.

        allauth counts by host name too, so that another port in the Host header would be a new count.
        """
        return f"account:{str(credentials.get('email', '')).lower()}"

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note who could not sign in, and from where."""
        account = Account.objects.filter(email=str(credentials.get("email", "")).lower()).first()
        recorded(
            "failed to sign in",
            NOBODY,
            account.key if account else "",
            address=self.get_client_ip(request),
        )


class Providers(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Somebody whom an identity provider knows needs an invitation too."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Whether this visitor holds an invitation."""
        return remembered_invitation(request) is not None

    def populate_user(
        self, request: HttpRequest, sociallogin: Any, data: Mapping[str, Any]
    ) -> Account:
        """The account as the provider describes the person."""
        account: Account = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        account.name = data.get("name") or " ".join(filter(None, parts)) or data.get("email") or ""
        return account

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Account:
        """Make the account and use the invitation up, both or neither."""
        with transaction.atomic():
            if form is not None:
                sociallogin.user.name = form.cleaned_data.get("name", "") or sociallogin.user.name
            account: Account = super().save_user(request, sociallogin, form)
            _accepted(request, account)
        return account


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticator apps are encrypted in the database, with a key from the secret key."""

    def encrypt(self, text: str) -> str:
        """A secret as it is stored."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A stored secret as it was."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The server as a passkey knows it."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Birlik"}


class Sessions(DefaultUserSessionsAdapter):  # type: ignore[misc]
    """Sessions that a person ends himself."""

    def end_sessions(self, sessions: Any) -> None:
        """End them, and note it."""
        ended = list(sessions)
        super().end_sessions(ended)
        if ended:
            key = ended[0].user_id
            recorded("was signed out everywhere", key, key, sessions=len(ended))


def _cipher() -> Fernet:
    key = hashlib.sha256(b"birlik second factors:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
