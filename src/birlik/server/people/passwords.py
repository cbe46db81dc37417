"""Links with which a person chooses a new password."""

from __future__ import annotations

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from birlik.server.people.models import Account


def reset_path(account: Account) -> str:
    """Path of a link that counts once, until the password changes or PASSWORD_RESET_TIMEOUT is over."""
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(account)
    return reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(account), "key": token},
    )
