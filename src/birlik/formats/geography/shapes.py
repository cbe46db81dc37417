"""Shapes read from a file of a geographic system, each checked and made into what an area can hold."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from birlik.exercise.records.means import AreaKind
from birlik.exercise.sentences import counted, said
from birlik.exercise.values.ground import Position

#: Shapes of a file, corners of one, and points of all of them, at most.
MOST_SHAPES, MOST_CORNERS, MOST_POINTS = 2_000, 5_000, 500_000

#: Longest texts that are taken over.
LONGEST_NAME, LONGEST_NOTES = 200, 2_000

#: Longitude and latitude.
Point = tuple[float, float]


class UnreadableShapes(ValueError):
    """A file from which no shape can be read; its text is a sentence for whoever handed it in."""


@dataclass(frozen=True)
class Named:
    """What a file says of a shape besides its place; each of it may be empty.

    Attributes
    ----------
    id, title, kind, notes : str
    """

    id: str = ""
    title: str = ""
    kind: str = ""
    notes: str = ""


@dataclass(frozen=True)
class Shape:
    """A shape that can become an area.

    Attributes
    ----------
    named : Named
    outline : tuple of Position
        Its corners; empty if it is a place or a circle.
    position : Position or None
        A place, or the middle of a circle.
    radius : float or None
        Of a circle, in m.
    remarks : tuple of str
        What of it was left away, a sentence each.
    """

    named: Named
    outline: tuple[Position, ...] = ()
    position: Position | None = None
    radius: float | None = None
    remarks: tuple[str, ...] = ()

    @property
    def kind(self) -> AreaKind | None:
        """Kind of area that the file names; None if it names none."""
        word = self.named.kind.casefold()
        return next((kind for kind in AreaKind if kind.value == word), None)


@dataclass
class Gathering:
    """Shapes as they are read.

    Attributes
    ----------
    shapes : list of Shape
    remarks : list of str
        What was not taken over, a sentence each.
    """

    shapes: list[Shape] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    points: int = 0
    others: int = 0

    def polygon(self, named: Named, rings: Sequence[Sequence[Point]]) -> None:
        """Take in a polygon: its outer ring; an area has no holes."""
        if not rings:
            return
        holes = len(rings) - 1
        remarks = (
            (counted("{number} hole is left away", "{number} holes are left away", holes),)
            if holes
            else ()
        )
        self._outline(named, rings[0], remarks)

    def line(self, named: Named, points: Sequence[Point]) -> None:
        """Take in a line as the outline of what it goes around."""
        closed = len(points) > 3 and points[0] == points[-1]
        remarks = () if closed else (said("it was an open line, and is closed here"),)
        self._outline(named, points, remarks)

    def point(self, named: Named, point: Point, radius: float | None = None) -> None:
        """Take in a place, or a circle around it."""
        [position] = self._positions(named, [point]) or [None]
        if position is None or self._full():
            return
        fine = radius is not None and math.isfinite(radius) and 0 < radius <= 1_000_000
        self.shapes.append(Shape(named, position=position, radius=radius if fine else None))

    def other(self) -> None:
        """Count something that is no shape of an area."""
        self.others += 1

    def told(self) -> Gathering:
        """The same, with what was counted as remarks.

        Raises
        ------
        UnreadableShapes
            If there is no shape at all.
        """
        if not self.shapes:
            raise UnreadableShapes(
                self.remarks[0]
                if self.remarks
                else said("This file holds no point, line or polygon that could be an area")
            )
        if self.others:
            self.remarks.append(
                counted(
                    "{number} thing in the file is no area, and is left away",
                    "{number} things in the file are no areas, and are left away",
                    self.others,
                )
            )
        return self

    def _outline(self, named: Named, points: Sequence[Point], remarks: tuple[str, ...]) -> None:
        if len(points) > 1 and points[0] == points[-1]:
            points = points[:-1]
        name = _name(named)
        if len(points) > MOST_CORNERS:
            text = "{name} has {number} corners, and an area has at most {most}; make it simpler"
            self.remarks.append(said(text, name=name, number=len(points), most=MOST_CORNERS))
            return
        positions = self._positions(named, points)
        if positions is None or self._full():
            return
        if len(set(positions)) < 3:
            self.remarks.append(said("{name} has fewer than three corners", name=name))
            return
        self.shapes.append(Shape(named, outline=positions, remarks=remarks))

    def _positions(self, named: Named, points: Sequence[Point]) -> tuple[Position, ...] | None:
        """Positions of points; None, with a remark, if one is not on the globe."""
        self.points += len(points)
        if self.points > MOST_POINTS:
            text = "This file holds more than {most} points; take out what is not needed"
            raise UnreadableShapes(said(text, most=MOST_POINTS))
        if not all(_on_globe(point) for point in points):
            text = "{name} does not lie on the globe: longitude and latitude in degrees are read"
            self.remarks.append(said(text, name=_name(named)))
            return None
        return tuple(Position(lat=lat, lon=_turned(lon)) for lon, lat in points)

    def _full(self) -> bool:
        if len(self.shapes) < MOST_SHAPES:
            return False
        text = "This file holds more than {most} shapes; take out what is not needed"
        raise UnreadableShapes(said(text, most=MOST_SHAPES))


def _on_globe(point: Point) -> bool:
    lon, lat = point
    return math.isfinite(lon) and math.isfinite(lat) and abs(lat) <= 90 and abs(lon) <= 360


def _turned(lon: float) -> float:
    """Longitude between 180 degrees west and east."""
    return lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180


def _name(named: Named) -> str:
    return named.id or named.title or said("A shape without a name")


def named_by(facts: Iterable[tuple[str, object]]) -> Named:
    """Id, title, kind and notes among the facts of a shape, by the names that systems give them."""
    found: dict[str, str] = {}
    for name, value in facts:
        if value is None or isinstance(value, dict | list | bool):
            continue
        text = plain(str(value), LONGEST_NOTES)
        if text:
            found.setdefault(name.casefold().strip(), text)

    def first(*names: str) -> str:
        return next((found[name] for name in names if name in found), "")

    return Named(
        id=first("id", "code", "ident")[:LONGEST_NAME],
        title=first("title", "name", "label", "naam", "название")[:LONGEST_NAME],
        kind=first("kind", "type", "class")[:LONGEST_NAME],
        notes=first("notes", "description", "desc", "cmt", "comment"),
    )


def plain(text: str, longest: int) -> str:
    """Text on one line, without signs that no cell can hold."""
    return " ".join("".join(s if s.isprintable() else " " for s in text[: 4 * longest]).split())[
        :longest
    ]
