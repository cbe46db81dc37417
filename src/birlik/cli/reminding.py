"""What ``birlik remind`` does: send what is due, once, and say how much that was."""

from __future__ import annotations

import os
from pathlib import Path

from birlik.cli import console
from birlik.server.serving import CannotServe, prepared


def remind(folder: Path | None, quiet: bool) -> int:
    """Send reminders; gives back how many mails failed.

    Raises
    ------
    CannotServe
        If the installation cannot be used, or sends no mail.
    """
    os.umask(0o077)
    prepared(folder)
    # These need Django's settings, which are made of the folder.
    from django.conf import settings

    from birlik.server.desk import keeping
    from birlik.server.reminding.sending import remind as send
    from birlik.server.store.interface import StoreError

    if not settings.MAIL_IS_SENT:
        raise CannotServe(
            "No mail is sent from here: set BIRLIK_MAIL to the address of a mail server."
        )
    try:
        sent = send(keeping.logs())
    except StoreError as reason:
        raise CannotServe(str(reason)) from reason
    finally:
        keeping.close()
    words = f"{sent.people:,} people were reminded of {sent.items:,} action items"
    failed = f"; {sent.failed:,} mails failed" if sent.failed else ""
    console.say(f"{words}{failed}.", quiet)
    console.as_json({"people": sent.people, "items": sent.items, "failed": sent.failed}, quiet)
    return sent.failed
