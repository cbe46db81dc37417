"""Serials that wait for one another in a circle, and those that cannot begin together (B302, B306)."""

from __future__ import annotations

from collections.abc import Iterator

from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.index import Index
from birlik.exercise.records.serials import Serial


def order_findings(index: Index) -> Iterator[Finding]:
    """Findings about the order of serials."""
    yield from _circles(index)
    yield from _companions(index)


def _circles(index: Index) -> Iterator[Finding]:
    """Each circle of waiting once, found without recursion: chains can be as long as the plan."""
    state: dict[str, int] = {}  # 1 while on the path, 2 when done
    for root in index.serials:
        if root in state:
            continue
        path: list[str] = [root]
        waits = [iter(_waits_for(index, root))]
        state[root] = 1
        while path:
            following = next(waits[-1], None)
            if following is None:
                state[path.pop()] = 2
                waits.pop()
            elif following not in state:
                state[following] = 1
                path.append(following)
                waits.append(iter(_waits_for(index, following)))
            elif state[following] == 1 and following != path[-1]:
                yield _circle(index, path[path.index(following) :])


def _waits_for(index: Index, name: str) -> list[str]:
    return [order.serial for order in index.serials[name].after if order.serial in index.serials]


def _circle(index: Index, names: list[str]) -> Finding:
    """Finding of one circle, told from its first serial in the plan."""
    first = min(range(len(names)), key=lambda n: index.numbers[names[n]])
    ring = names[first:] + names[:first]
    shown = ring if len(ring) <= 8 else [*ring[:7], "…"]
    chain = ", ".join(
        f"{a} waits for {b}" for a, b in zip(shown, [*shown[1:], ring[0]], strict=True)
    )
    place = index.serial_place(index.serials[ring[0]], "after")
    return finding("B302", chain, place, "take one of them out")


def _companions(index: Index) -> Iterator[Finding]:
    """Serials that are to begin together and cannot."""
    for serial in index.plan.serials:
        for name in serial.together_with:
            other = index.serials.get(name)
            if other is None or other is serial or serial.id not in index.numbers:
                continue
            why = _apart(index, serial, other)
            if why:
                message = f"{serial.id} and {other.id} are to begin together, but {why}"
                yield finding("B306", message, index.serial_place(serial, "together_with"))


def _apart(index: Index, one: Serial, other: Serial) -> str:
    """What keeps two serials from running at the same time; empty if nothing does."""
    if one.fixed and other.fixed and one.fixed != other.fixed:
        return "have different fixed starts"
    if other.id in one.never_with or one.id in other.never_with:
        return "never run at the same time"
    if any(order.serial == other.id for order in one.after) or any(
        order.serial == one.id for order in other.after
    ):
        return "one waits for the other"
    if shared := [unit for unit in one.units if unit in other.units]:
        return f"both need {shared[0]}"
    if len(one.areas) == len(other.areas) == 1:
        for area in one.areas[0].areas:
            record = index.areas.get(area)
            if area in other.areas[0].areas and record and record.serials_at_once in (None, 1):
                return f"both need {area}, which holds one serial at a time"
    return ""
