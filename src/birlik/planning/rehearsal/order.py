"""The resource order of a timetable: from whom each serial takes over its units, areas and pools."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass

#: Serials of a unit, back from one of them, between which ways are looked at: a given way can be
#: longer than two that lead round it.
_LOOKED_BACK = 8

#: What a resource is, in the words of a report.
UNIT, AREA, POOL, ORDER = "unit", "area", "pool", "order"


@dataclass(frozen=True)
class Holding:
    """What one serial takes of a resource, and when, by the timetable.

    Attributes
    ----------
    party : int
        Position of the serial in the timetable.
    begins, ends : int
        Minutes from and up to which it is taken.
    amount : int
    """

    party: int
    begins: int
    ends: int
    amount: int = 1


@dataclass(frozen=True)
class Line:
    """One resource and the serials that take it over from each other.

    Attributes
    ----------
    kind, id : str
        What it is, and its id in the plan.
    givers : dict of int to tuple of int
        By party: those from whom it takes over.
    lag : callable
        Least minutes from the end of one party to the beginning of a later one.
    """

    kind: str
    id: str
    givers: dict[int, tuple[int, ...]]
    lag: Callable[[int, int], int]


def handed_on(holdings: Iterable[Holding], capacity: int) -> dict[int, tuple[int, ...]]:
    """From whom each party takes over its part of a resource that holds several at once.

    Each party takes what has been free the longest, so that it depends on those that are most
    likely over in time. Whoever waits for its givers can never find the resource overdrawn.
    """
    free: list[tuple[int, int, int]] = [(-(1 << 60), -1, capacity)]
    givers: dict[int, tuple[int, ...]] = {}
    for holding in sorted(holdings, key=lambda held: (held.begins, held.ends, held.party)):
        wanted, found = holding.amount, []
        while wanted > 0 and free:
            since, giver, amount = heapq.heappop(free)
            taken = min(amount, wanted)
            wanted -= taken
            if giver >= 0:
                found.append(giver)
            if amount > taken:
                heapq.heappush(free, (since, giver, amount - taken))
        givers[holding.party] = tuple(dict.fromkeys(found))
        heapq.heappush(free, (holding.ends, holding.party, holding.amount - max(0, wanted)))
    return givers


def one_after_another(parties: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Givers where one party follows another, each seeing some before it."""
    order = list(parties)
    return {
        party: tuple(reversed(order[max(0, number - _LOOKED_BACK) : number]))
        for number, party in enumerate(order)
    }
