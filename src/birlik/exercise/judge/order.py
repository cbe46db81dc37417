"""Serials that wait for one another in a circle (B302)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.index import Index
from birlik.exercise.judge.together import groups_of, named_together
from birlik.exercise.sentences import Listing, Sentence, said

#: Circles told of one knot of serials; whoever unties these is told the next.
MOST_CIRCLES = 20

#: Serials of a circle that a message names.
MOST_NAMED = 8

#: What each waits for, and the two serials because of which one waits for another.
Waits = Mapping[str, Sequence[str]]
Reasons = dict[tuple[str, str], tuple[str, str]]


def circle_findings(index: Index) -> Iterator[Finding]:
    """Circles of waiting, also through serials that begin together: each once, the shortest first.

    Serials that begin together are one knot: what one of them waits for, all wait for.
    """
    member = groups_of(index)
    waits: dict[str, list[str]] = {}
    reason: Reasons = {}
    for serial in index.serials.values():
        here = member.get(serial.id, serial.id)
        for order in serial.after:
            there = member.get(order.serial, order.serial)
            other = index.serials.get(order.serial)
            if other is None or other is serial:
                continue
            if here == there and named_together(serial, other):
                continue  # Told where the two are named together.
            waits.setdefault(here, []).append(there)
            reason.setdefault((here, there), (serial.id, other.id))
    for ring in _circles(index, waits):
        yield _told(index, [reason[edge] for edge in zip(ring, [*ring[1:], ring[0]], strict=True)])


def _circles(index: Index, waits: Waits) -> Iterator[list[str]]:
    """Circles that have no serial in common: of each knot the shortest through its first serial."""
    told = 0
    knots = _knots(waits)
    while knots:
        left = []
        for knot in knots:
            start = min(knot, key=index.numbers.__getitem__)
            ring = _shortest_back_to(start, waits, frozenset(knot))
            yield ring
            told += 1
            rest = frozenset(knot).difference(ring)
            left += _knots(
                {a: [b for b in waits.get(a, ()) if b in rest] for a in knot if a in rest}
            )
        knots = left if told < MOST_CIRCLES else []


def _knots(waits: Waits) -> list[list[str]]:
    """Sets of names that all wait for one another: strong components, without recursion (Tarjan)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    open_names: list[str] = []
    is_open: set[str] = set()
    knots: list[list[str]] = []

    def entered(name: str) -> tuple[str, Iterator[str]]:
        number[name] = low[name] = len(number)
        open_names.append(name)
        is_open.add(name)
        return name, iter(waits.get(name, ()))

    for root in waits:
        path = [entered(root)] if root not in number else []
        while path:
            name, following = path[-1]
            other = next(following, None)
            if other is None:
                path.pop()
                if path:
                    before = path[-1][0]
                    low[before] = min(low[before], low[name])
                if low[name] == number[name]:
                    knot = _popped_until(name, open_names)
                    is_open.difference_update(knot)
                    if len(knot) > 1 or name in waits.get(name, ()):
                        knots.append(knot)
            elif other not in number:
                path.append(entered(other))
            elif other in is_open:
                low[name] = min(low[name], number[other])
    return knots


def _popped_until(name: str, names: list[str]) -> list[str]:
    """Last names of a list, from its end back to one, taken off the list."""
    popped = [names.pop()]
    while popped[-1] != name:
        popped.append(names.pop())
    return popped


def _shortest_back_to(start: str, waits: Waits, knot: frozenset[str]) -> list[str]:
    """Shortest circle from a name of a knot back to it."""
    came_from: dict[str, str] = {}
    queue = deque([start])
    while queue:
        name = queue.popleft()
        for other in waits.get(name, ()):
            if other == start:
                ring = [name]
                while ring[-1] != start:
                    ring.append(came_from[ring[-1]])
                return ring[::-1]
            if other in knot and other not in came_from:
                came_from[other] = name
                queue.append(other)
    raise AssertionError("every name of a knot lies on a circle")


def _told(index: Index, waits: list[tuple[str, str]]) -> Finding:
    """Finding of one circle, told from its first serial in the plan that waits."""
    first = min(range(len(waits)), key=lambda n: index.numbers[waits[n][0]])
    ring = waits[first:] + waits[:first]
    parts: list[Sentence] = []
    goes_on = False
    for (waiting, awaited), (following, _) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if goes_on:
            parts.append(said("{waiting} for {awaited}", waiting=waiting, awaited=awaited))
        else:
            parts.append(said("{waiting} waits for {awaited}", waiting=waiting, awaited=awaited))
        goes_on = following == awaited
        if following != awaited:
            parts.append(
                said("{awaited} begins with {following}", awaited=awaited, following=following)
            )
    if len(parts) > MOST_NAMED:
        parts = [
            *parts[: MOST_NAMED - 1],
            said("and so on through {count} serials", count=len(ring)),
        ]
    place = index.serial_place(index.serials[ring[0][0]], "after")
    return finding("B302", Listing(parts, ""), place, said("one of them cannot wait"))
