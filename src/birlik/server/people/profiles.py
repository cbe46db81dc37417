"""Decides what a person may change of himself: how he is called, and how he sees times and pages."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from birlik.server.people.audit import recorded
from birlik.server.people.memberships import Refused
from birlik.server.people.models import Account
from birlik.server.people.preferences import is_offered, time_zones


def change_profile(account: Account, **wanted: str) -> list[str]:
    """Give somebody another name, zone or language.

    Parameters
    ----------
    **wanted : str
        ``name``, ``time_zone`` (empty for the exercise's) or ``language`` (empty for his nation's).

    Returns
    -------
    list of str
        What is another now than before.

    Raises
    ------
    Refused
        If it is no name, or there is no such zone or language.
    """
    wanted = {field: value.strip() for field, value in wanted.items()}
    name = wanted.get("name", account.name)
    if not name or not name.isprintable():
        raise Refused(_("A name is not empty, and has no control characters."))
    if wanted.get("time_zone") and wanted["time_zone"] not in time_zones():
        raise Refused(_("There is no such time zone; write it as Asia/Aqtau, or Z for Zulu."))
    if wanted.get("language") and not is_offered(wanted["language"]):
        raise Refused(_("Pages are not written in this language."))
    changed = [field for field, value in wanted.items() if getattr(account, field) != value]
    if changed:
        for field in changed:
            setattr(account, field, wanted[field])
        with transaction.atomic():
            account.save(update_fields=changed)
            recorded("changed the profile", account.key, account.key, fields=", ".join(changed))
    return changed
