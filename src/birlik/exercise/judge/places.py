"""Areas without a place where one is needed, and outlines that cross themselves (B311, B315)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.index import Index
from birlik.exercise.values.ground import Position

#: Outlines with more corners are not searched for crossings; they come from maps, not from hands.
MOST_CORNERS = 400


def place_findings(index: Index) -> Iterator[Finding]:
    """Findings about positions and outlines."""
    needed = _needed(index)
    for number, area in enumerate(index.plan.areas):
        if area.id in needed and not area.position and not area.outline:
            place = index.place(RecordKind.AREA, number, "position")
            yield finding(
                "B311", f"{area.id} has neither position nor outline, but {needed[area.id]}", place
            )
        if crosses_itself(area.outline):
            place = index.place(RecordKind.AREA, number, "outline")
            yield finding(
                "B315",
                f"the outline of {area.id} crosses itself",
                place,
                "give its corners in order",
            )
    for number, serial in enumerate(index.plan.serials):
        if crosses_itself(serial.danger_zone):
            place = index.place(RecordKind.SERIAL, number, "danger_zone")
            yield finding("B315", f"the danger zone of {serial.id} crosses itself", place)
        if serial.light and not serial.areas and not index.plan.exercise.position:
            place = index.place(RecordKind.SERIAL, number, "light")
            message = (
                f"{serial.id} asks for light, but neither an area nor the exercise has a position"
            )
            yield finding("B311", message, place)


def _needed(index: Index) -> dict[str, str]:
    """Areas whose place is needed, and what for."""
    needed: dict[str, str] = {}
    for serial in index.plan.serials:
        for choice in serial.areas:
            first = choice.areas[0]
            if serial.light and not index.plan.exercise.position:
                needed.setdefault(first, f"{serial.id} asks for {' or '.join(serial.light)} there")
            if serial.danger_radius:
                needed.setdefault(first, f"{serial.id} has a danger radius around it")
    return needed


def crosses_itself(outline: Sequence[Position]) -> bool:
    """Whether two sides of an outline cross, other than neighbours at their corner."""
    corners = [(corner.lon, corner.lat) for corner in outline]
    if not 3 < len(corners) <= MOST_CORNERS:
        return False
    sides = list(zip(corners, corners[1:] + corners[:1], strict=True))
    return any(
        _cross(*sides[i], *sides[j])
        for i in range(len(sides))
        for j in range(i + 2, len(sides))
        if not (i == 0 and j == len(sides) - 1)
    )


_Point = tuple[float, float]


def _cross(a: _Point, b: _Point, c: _Point, d: _Point) -> bool:
    """Whether two sides properly cross."""

    def turn(p: _Point, q: _Point, r: _Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0
