"""Outlines whose sides cross, so that nobody can say what lies inside (B315)."""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Sequence

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, Place, finding
from birlik.exercise.judge.index import Index, called
from birlik.exercise.records.record import Record
from birlik.exercise.sentences import said
from birlik.exercise.values.ground import Position

#: Pairs of sides that are compared in one plan. Outlines drawn by hand need a fraction of it; the
#: coast lines of a hostile file are not worth the planner's time.
MOST_PAIRS = 1_000_000

#: Records that are alive and whose outlines do not cross themselves, by address.
_uncrossed: dict[int, weakref.ref[Record]] = {}

_Point = tuple[float, float]
_Side = tuple[_Point, _Point]


def outline_findings(index: Index) -> Iterator[Finding]:
    """Findings about outlines of areas and danger zones."""
    search = Crossings()
    for number, area in enumerate(index.plan.areas):
        if sides := search.first_in(area, area.outline):
            place = index.place(RecordKind.AREA, number, "outline")
            yield _crossing(said("the outline of {area}", area=called(area)), sides, place)
    for number, serial in enumerate(index.plan.serials):
        if sides := search.first_in(serial, serial.danger_zone):
            place = index.place(RecordKind.SERIAL, number, "danger_zone")
            yield _crossing(
                said("the danger zone of {serial}", serial=called(serial)), sides, place
            )


def _crossing(what: str, sides: tuple[int, int], place: Place) -> Finding:
    message = said(
        "{what} crosses itself: the sides after corner {side} and corner {other_side}",
        what=what,
        side=sides[0],
        other_side=sides[1],
    )
    return finding(
        "B315", message, place, said("give the corners in the order in which one walks them")
    )


class Crossings:
    """The search for crossing sides in all outlines of a plan; each outline is searched once.

    Attributes
    ----------
    pairs : int
        How many pairs of sides were compared so far.
    """

    def __init__(self) -> None:
        self.pairs = 0
        self._known: dict[tuple[Position, ...], tuple[int, int] | None] = {}

    def first_in(self, record: Record, outline: tuple[Position, ...]) -> tuple[int, int] | None:
        """The same of the outline of a record; one that does not cross itself is searched only once."""
        key = id(record)
        known = _uncrossed.get(key)
        if len(outline) < 4 or (known is not None and known() is record):
            return None
        found = self.first_of(outline)
        if found is None and self.pairs < MOST_PAIRS:
            _uncrossed[key] = weakref.ref(record, lambda _: _uncrossed.pop(key, None))
        return found

    def first_of(self, outline: tuple[Position, ...]) -> tuple[int, int] | None:
        """Numbers, from 1, of the corners at which two crossing sides begin; None if none cross."""
        if len(outline) < 4:
            return None
        if outline not in self._known:
            self._known[outline] = self._found(outline)
        return self._known[outline]

    def _found(self, outline: Sequence[Position]) -> tuple[int, int] | None:
        corners = [(corner.lon, corner.lat) for corner in outline]
        sides = list(zip(corners, [*corners[1:], corners[0]], strict=True))
        # From west to east: a side is compared with those alone that begin before it ends.
        order = sorted(range(len(sides)), key=lambda side: _west(sides[side]))
        for place, one in enumerate(order):
            for other in order[place + 1 :]:
                if _west(sides[other]) > _east(sides[one]):
                    break
                if self.pairs >= MOST_PAIRS:
                    return None
                self.pairs += 1
                if _cross(*sides[one], *sides[other]):
                    first, second = sorted((one + 1, other + 1))
                    return first, second
        return None


def _west(side: _Side) -> float:
    return min(side[0][0], side[1][0])


def _east(side: _Side) -> float:
    return max(side[0][0], side[1][0])


def _cross(a: _Point, b: _Point, c: _Point, d: _Point) -> bool:
    """Whether two sides cross, rather than touch; so neighbours never do."""

    def turn(p: _Point, q: _Point, r: _Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0
