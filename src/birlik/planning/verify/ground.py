"""Ground that areas and danger zones cover, and whether a danger zone touches an area.

Everything is drawn on a plane map around the zone, which is good to a few metres within 100 km. The
planner may measure in another way, so a touch counts only if it is deeper than 25 m: whoever
draws the zone or the area 25 m smaller finds them still touching. Corners are joined by
straight lines; inside is what a line from outside reaches by crossing the outline an odd number of times.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from birlik.exercise.records.means import Area
from birlik.exercise.values.ground import Position
from birlik.planning.verify.geodesy import PlaneMap, Point, Space, in_space, middle_of, on_ground

#: How deep in m a danger zone must reach into an area to count.
ALLOWED_DEPTH = 25.0
#: Pieces of a line shorter than this, in m, are not cut further.
_FINEST = 0.5

#: A side of an outline: x and y of its beginning, x and y of its end.
Side = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class Ground:
    """Ground inside an outline, or within a distance of a place.

    Attributes
    ----------
    corners : tuple
        Points in space of the outline's corners, or of the one place.
    radius : float
        Distance in m around a place; 0 with an outline.
    middle : tuple
        A point in space amid the corners.
    reach : float
        No point of the ground is farther from the middle, in m.
    """

    corners: tuple[Space, ...]
    radius: float
    middle: Space
    reach: float

    @classmethod
    def of(cls, corners: Sequence[Position], radius: float = 0.0) -> Ground:
        """Ground inside an outline of at least three corners, or around the one place given."""
        spatial = tuple(in_space(corner) for corner in corners)
        middle = middle_of(spatial)
        reach = max(math.dist(middle, corner) for corner in spatial) + radius
        return cls(spatial, radius, middle, reach)

    @classmethod
    def of_area(cls, area: Area) -> Ground | None:
        """Ground of an area: its outline, or else what lies around its position; None without both."""
        if area.outline:
            return cls.of(area.outline)
        return cls.of((area.position,), area.radius or 0.0) if area.position else None


def reaches(zone: Ground, margin: float, area: Ground) -> bool:
    """Whether the ground within `margin` metres of a zone overlaps an area by more than is allowed."""
    apart = math.dist(zone.middle, area.middle)
    if apart * 0.99 - 100 > zone.reach + area.reach + margin:
        return False
    drawn = PlaneMap(on_ground(zone.middle))
    first = [drawn.point(corner) for corner in zone.corners]
    second = [drawn.point(corner) for corner in area.corners]
    wanted = margin + zone.radius + area.radius - ALLOWED_DEPTH
    if len(first) == 1 or len(second) == 1:
        lone, other = (first[0], second) if len(first) == 1 else (second[0], first)
        return distance_to(lone, other) < wanted
    if wanted > 0:
        return _nearer(first, second, wanted)
    return _deeper(first, second, -wanted)


def distance_to(point: Point, corners: Sequence[Point]) -> float:
    """Distance in m from a point to an outline or a lone point; less than 0 inside the outline."""
    if len(corners) == 1:
        return math.dist(point, corners[0])
    edge = min(_distance(point, side) for side in _sides(corners))
    return -edge if _inside(point, corners) else edge


def _sides(corners: Sequence[Point]) -> Iterator[Side]:
    before = corners[-1]
    for corner in corners:
        yield (*before, *corner)
        before = corner


def _distance(point: Point, side: Side) -> float:
    """Distance from a point to a side."""
    x, y, u, v = side
    along, across = u - x, v - y
    square = along * along + across * across
    share = ((point[0] - x) * along + (point[1] - y) * across) / square if square else 0.0
    share = 0.0 if share < 0 else min(share, 1.0)
    return math.hypot(point[0] - x - share * along, point[1] - y - share * across)


def _inside(point: Point, corners: Sequence[Point]) -> bool:
    east, north = point
    inside = False
    for x, y, u, v in _sides(corners):
        if (y > north) != (v > north) and east < (u - x) * (north - y) / (v - y) + x:
            inside = not inside
    return inside


def _crossing(one: Side, other: Side) -> bool:
    """Whether two sides cross or touch."""

    def turn(side: Side, x: float, y: float) -> float:
        return (side[2] - side[0]) * (y - side[1]) - (side[3] - side[1]) * (x - side[0])

    return (
        turn(one, *other[:2]) * turn(one, *other[2:]) <= 0
        and turn(other, *one[:2]) * turn(other, *one[2:]) <= 0
        and max(min(one[0], one[2]), min(other[0], other[2]))
        <= min(max(one[0], one[2]), max(other[0], other[2]))
        and max(min(one[1], one[3]), min(other[1], other[3]))
        <= min(max(one[1], one[3]), max(other[1], other[3]))
    )


def _near_pairs(
    first: Sequence[Point], second: Sequence[Point], within: float
) -> Iterator[tuple[Side, Side]]:
    """Pairs of sides, one of each outline, whose boxes lie within a distance of each other."""
    ordered = sorted(_sides(second), key=lambda side: min(side[0], side[2]))
    widest = max(abs(side[2] - side[0]) for side in ordered)
    starts = [min(side[0], side[2]) for side in ordered]
    for one in _sides(first):
        west, east = min(one[0], one[2]) - within, max(one[0], one[2]) + within
        south, north = min(one[1], one[3]) - within, max(one[1], one[3]) + within
        begin = bisect_left(starts, west - widest)
        for position in range(begin, len(ordered)):
            if starts[position] > east:
                break
            other = ordered[position]
            if max(other[0], other[2]) < west:
                continue
            if max(other[1], other[3]) < south or min(other[1], other[3]) > north:
                continue
            yield one, other


def _nearer(first: Sequence[Point], second: Sequence[Point], distance: float) -> bool:
    """Whether two outlines, insides included, are nearer to each other than a distance above 0."""
    if _inside(first[0], second) or _inside(second[0], first):
        return True
    for one, other in _near_pairs(first, second, distance):
        if _crossing(one, other):
            return True
        apart = min(
            _distance(one[:2], other),
            _distance(one[2:], other),
            _distance(other[:2], one),
            _distance(other[2:], one),
        )
        if apart < distance:
            return True
    return False


def _deeper(first: Sequence[Point], second: Sequence[Point], depth: float) -> bool:
    """Whether one of two outlines reaches into the other by more than a depth.

    It does if a point of one boundary lies that deep inside the other outline. Two outlines that are
    nearly the same have no such point; they share their deepest one.
    """
    if not _boxes_meet(first, second):
        return False
    if _reaches_into(first, second, depth) or _reaches_into(second, first, depth):
        return True
    deepest = _deep_point(first)
    return distance_to(deepest, first) < -depth and distance_to(deepest, second) < -depth


def _boxes_meet(first: Sequence[Point], second: Sequence[Point]) -> bool:
    return all(
        max(min(p[axis] for p in first), min(p[axis] for p in second))
        <= min(max(p[axis] for p in first), max(p[axis] for p in second))
        for axis in (0, 1)
    )


def _reaches_into(boundary: Sequence[Point], outline: Sequence[Point], depth: float) -> bool:
    """Whether a point of a boundary lies deeper inside an outline than a depth."""
    if any(distance_to(corner, outline) < -depth for corner in boundary):
        return True
    sides = list(_sides(outline))
    return any(_line_reaches_into(line, outline, sides, depth) for line in _sides(boundary))


def _line_reaches_into(
    line: Side, outline: Sequence[Point], sides: list[Side], depth: float
) -> bool:
    """Whether a point of a line lies deeper inside an outline than a depth.

    The distance to a side is convex along the line, so between two points it is no more than at
    one of them; where that leaves no depth for any side, the piece is left.
    """
    pieces = [line]
    while pieces:
        x, y, u, v = pieces.pop()
        if any(
            _distance((x, y), side) <= depth and _distance((u, v), side) <= depth for side in sides
        ):
            continue
        middle = ((x + u) / 2, (y + v) / 2)
        if distance_to(middle, outline) < -depth:
            return True
        half = math.hypot(u - x, v - y) / 2
        if half < _FINEST or distance_to(middle, outline) > half:
            continue
        pieces += [(x, y, *middle), (*middle, u, v)]
    return False


def _deep_point(corners: Sequence[Point]) -> Point:
    """A point well inside an outline: the deepest of a grid drawn over it, made finer twice."""
    west, east = min(p[0] for p in corners), max(p[0] for p in corners)
    south, north = min(p[1] for p in corners), max(p[1] for p in corners)
    best = ((west + east) / 2, (south + north) / 2)
    width, height = east - west, north - south
    for _ in range(3):
        grid = [
            (best[0] + width * (i / 8 - 0.5), best[1] + height * (j / 8 - 0.5))
            for i in range(9)
            for j in range(9)
        ]
        best = min(grid, key=lambda point: distance_to(point, corners))
        width, height = width / 4, height / 4
    return best
