"""How many requests one address may make in a minute, counted by each process for itself."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from birlik.server.people.client import client_address
from birlik.server.web.errors import too_many

#: So many addresses are remembered; the one unseen for longest is forgotten first.
REMEMBERED = 20_000


class Allowance:
    """What is left to each address: a bucket that holds a minute's requests, and fills steadily.

    Parameters
    ----------
    a_minute : int
        Most requests in a minute; 0 for no limit.
    clock : callable
        Seconds, never going back.
    """

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = a_minute
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, address: str) -> float:
        """Take one request from an address's allowance.

        Returns
        -------
        float
            0 if it is allowed, or else after how many seconds one will be.
        """
        if not self._most:
            return 0.0
        now = self._clock()
        with self._lock:
            left, since = self._left.pop(address, (float(self._most), now))
            left = min(self._most, left + (now - since) * self._most / 60)
            allowed = left >= 1
            self._left[address] = (left - 1 if allowed else left, now)
            while len(self._left) > REMEMBERED:
                self._left.popitem(last=False)
        return 0.0 if allowed else (1 - left) * 60 / self._most


class Unhurried:
    """Middleware: who asks too often is told when to ask again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response
        self._allowance = Allowance(settings.REQUESTS_A_MINUTE)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or refuse."""
        seconds = self._allowance.wait(client_address(request))
        if seconds:
            response = too_many(request)
            response.headers["Retry-After"] = str(int(seconds) + 1)
            return response
        return self._next(request)
