"""A server that is killed under load loses nothing that it had acknowledged."""

from __future__ import annotations

import random

from birlik.server.store.opening import Place, opened
from tests.server.killing import killed

TIMES = 5


def test_nothing_acknowledged_is_lost_when_servers_are_killed(place: Place) -> None:
    store = opened(place)
    store.create("alpha")
    store.close()
    chance = random.Random(4)
    entries = 0
    for _ in range(TIMES):
        found = killed(place, "alpha", 2, chance)
        assert found.acknowledged > 0
        assert found.lost == ()
        assert found.broken == ""
        assert found.entries >= entries + found.acknowledged
        entries = found.entries
