"""Sessions of an account: where it is signed in, and how all of that is ended."""

from __future__ import annotations

from allauth.usersessions.models import UserSession

from birlik.server.people.audit import recorded
from birlik.server.people.models import Account


def sessions(account: Account) -> list[UserSession]:
    """Where an account is signed in; sessions that ended are forgotten on the way."""
    return list(UserSession.objects.purge_and_list(account))


def end_sessions(account: Account, by: str, keep: str = "") -> int:
    """Sign an account out everywhere.

    Parameters
    ----------
    by : str
        Key of the account that wants it.
    keep : str
        Session key of the one session that stays.

    Returns
    -------
    int
        How many sessions were ended.
    """
    ended = [session for session in sessions(account) if session.session_key != keep]
    for session in ended:
        session.end()
    if ended:
        recorded("was signed out everywhere", by, account.key, sessions=len(ended))
    return len(ended)
