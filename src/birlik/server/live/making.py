"""Makes the parts of the stream from the installation's settings."""

from __future__ import annotations

import time
from functools import cache

from django.conf import settings

from birlik.server.desk.keeping import logs
from birlik.server.live.cursors import Cursors
from birlik.server.live.hub import Hub
from birlik.server.live.sealing import Seal
from birlik.server.live.sharing import Sharing, shared
from birlik.server.live.standing import ended
from birlik.server.live.stream import Live
from birlik.server.live.tickets import Tickets


@cache
def cursors() -> Cursors:
    """Cursors of this installation."""
    return Cursors(Seal(settings.SECRET_KEY, "cursor"))


@cache
def tickets() -> Tickets:
    """Tickets of this installation."""
    return Tickets(Seal(settings.SECRET_KEY, "ticket"))


def live() -> Live:
    """The stream of this process."""
    hub = Hub(logs, cursors())
    if not shared():
        return Live(hub, tickets(), ended)
    sharing = Sharing()
    return Live(hub, tickets(), ended, lambda mine: dict(sharing.exchange(mine, time.monotonic())))
