"""Decides about API tokens: how they are made, whom one speaks for, and what it may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from birlik.server.people.audit import recorded
from birlik.server.people.keys import random_secret, secret_hash
from birlik.server.people.memberships import Refused, administers
from birlik.server.people.models import Account, ApiToken, Membership, Scope

#: What every token begins with, so that one that was published by mistake can be found.
PREFIX = "birlik_"
LONGEST = timedelta(days=366)
MOST = 50
#: How often it is noted that a token is in use.
NOTED = timedelta(hours=1)

_REACH = {Scope.READ: 0, Scope.EDIT: 1, Scope.ADMINISTER: 2}


@dataclass(frozen=True)
class Bearer:
    """Whom a token speaks for, and within which bounds."""

    account: Account
    scope: Scope
    exercise: str
    key: str = ""

    def may(self, scope: Scope, exercise: str = "") -> bool:
        """Whether the token reaches as far as that; what its person may do is decided elsewhere.

        Parameters
        ----------
        exercise : str
            Key of the exercise that is meant; empty for what belongs to none.
        """
        return _REACH[scope] <= _REACH[self.scope] and self.exercise in ("", exercise)


def issue(
    account: Account, name: str, scope: Scope, exercise: str, lasting: timedelta
) -> tuple[ApiToken, str]:
    """Make a token.

    Returns
    -------
    tuple of ApiToken and str
        The token, and its text, which is shown once and stored nowhere.

    Raises
    ------
    Refused
        If it would last for ever or not at all, reach further than its person, or be one too many.
    """
    if not timedelta(0) < lasting <= LONGEST:
        raise Refused(_("A token counts for a day at least, and for a year at most."))
    if scope == Scope.ADMINISTER and not administers(account):
        raise Refused(_("Only an administrator can make a token that administers."))
    if exercise and not Membership.objects.filter(account=account, exercise=exercise).exists():
        raise Refused(_("You have no part in that exercise."))
    now = timezone.now()
    if account.tokens.filter(withdrawn_at=None, expires_at__gt=now).count() >= MOST:
        raise Refused(
            _("You have %(number)s tokens. Withdraw one that you no longer need.")
            % {"number": MOST}
        )
    text = PREFIX + random_secret()
    token = ApiToken.objects.create(
        hash=secret_hash(text),
        account=account,
        name=name.strip(),
        scope=scope,
        exercise=exercise,
        expires_at=now + lasting,
    )
    recorded(
        "made a token",
        account.key,
        token.key,
        name=token.name,
        scope=str(scope.value),
        exercise=exercise,
        expires=token.expires_at.isoformat(),
    )
    return token, text


def bearer(text: str) -> Bearer | None:
    """Whom a token speaks for; None for one that does not exist, expired, or was withdrawn."""
    if not text.startswith(PREFIX):
        return None
    now = timezone.now()
    token = (
        ApiToken.objects.select_related("account")
        .filter(
            hash=secret_hash(text), withdrawn_at=None, expires_at__gt=now, account__is_active=True
        )
        .first()
    )
    if token is None:
        return None
    if token.used_at is None or now - token.used_at > NOTED:
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)
    return Bearer(token.account, Scope(token.scope), token.exercise, token.key)


@transaction.atomic
def withdraw(token: ApiToken, by: str) -> None:
    """Let a token count no longer; what it opened ends."""
    counting = ApiToken.objects.select_for_update().filter(pk=token.pk, withdrawn_at=None).first()
    if counting is None:
        return
    counting.withdrawn_at = timezone.now()
    counting.save(update_fields=["withdrawn_at"])
    recorded("withdrew a token", by, counting.key, name=counting.name)
