"""Looks once a day, while a server runs, for what is due; one process does it for all."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.conf import settings
from django.db import DatabaseError, IntegrityError, close_old_connections, transaction

from birlik.server.desk.keeping import logs
from birlik.server.reminding.models import Looked
from birlik.server.reminding.sending import remind
from birlik.server.store.interface import StoreError

_log = logging.getLogger("birlik.reminding")

#: Hour of the day, in UTC, from which on it is looked: about nine in the morning between Baku and Bishkek.
HOUR = 4

#: Seconds between two looks at the clock.
PATIENCE = 600.0


def looked_today(now: datetime) -> bool:
    """Remind people if no process has done so today, and it is late enough.

    Returns
    -------
    bool
        Whether it was this process that looked.
    """
    if now.astimezone(UTC).hour < HOUR:
        return False
    row = Looked(day=now.astimezone(UTC).date())
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    try:
        failed = remind(logs(), now).failed
    except BaseException:
        row.delete()
        raise
    if failed:
        # The mail server may be back soon; whoever has his reminder gets no other.
        row.delete()
    return True


@contextmanager
def reminding() -> Iterator[None]:
    """Look for what is due beside a server, if mail is sent at all."""
    if not settings.MAIL_IS_SENT:
        yield
        return
    ended = threading.Event()

    def look() -> None:
        while True:
            try:
                looked_today(datetime.now(UTC))
            except (DatabaseError, StoreError) as error:
                _log.warning("Nobody could be reminded: %s", error)
            except Exception:  # noqa: BLE001 - tomorrow is another day
                _log.exception("Nobody could be reminded")
            finally:
                close_old_connections()
            if ended.wait(PATIENCE):
                return

    thread = threading.Thread(target=look, name="birlik-reminders", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=5)
