"""Shapes from a file beside the areas of an exercise: which would change one, and which are new."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from pyproj import Geod

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import Plan
from birlik.exercise.records.means import Area, AreaKind
from birlik.exercise.values.ground import Position
from birlik.formats.geography.shapes import Shape
from birlik.formats.timetable.rings import DECIMALS
from birlik.server.desk.sight import Seen, Sight

_GLOBE = Geod(ellps="WGS84")

_SIGNS = re.compile(r"[^\w./-]+")


@dataclass(frozen=True)
class Offered:
    """A shape as it would be taken in.

    Attributes
    ----------
    number : int
        Place in the file.
    shape : Shape
    area : Area
        As it would be.
    changes : Seen or None
        The area that it changes; None if it is new.
    same : bool
        Whether that area is like this already.
    may : bool
        Whether its reader may do it.
    """

    number: int
    shape: Shape
    area: Area
    changes: Seen | None
    same: bool
    may: bool


def offered(
    sight: Sight, shapes: Sequence[Shape], kind: AreaKind | None = None
) -> tuple[Offered, ...]:
    """What each shape of a file would do to the areas that a reader sees.

    A shape changes the area with its id, or else the only one with its title; another is a new area. Of two
    that would change the same area, the first does, and the other is new.

    Parameters
    ----------
    kind : AreaKind, optional
        Of new areas of which the file says none.
    """
    areas = sight.records(RecordKind.AREA)
    taken = {each.record.id for each in areas}
    matched: set[str] = set()
    found = []
    for number, shape in enumerate(shapes):
        seen = _match(areas, shape)
        if seen is not None and seen.key not in matched:
            matched.add(seen.key)
            area = _changed(cast("Area", seen.record), shape)
            may = sight.editable(seen).issuperset({"position", "radius", "outline"})
            found.append(Offered(number, shape, area, seen, area == seen.record, may))
            continue
        area = _new(shape, taken, kind)
        taken.add(area.id)
        may = sight.may_add(RecordKind.AREA)
        found.append(Offered(number, shape, area, None, same=False, may=may))
    return tuple(found)


def plan_with(sight: Sight, chosen: Iterable[Offered]) -> Plan:
    """The plan that a reader sees, with the chosen shapes in it."""
    areas = list(sight.plan.areas)
    for each in chosen:
        if each.changes is not None:
            areas[each.changes.place] = each.area
        else:
            areas.append(each.area)
    return sight.plan.model_copy(update={"areas": tuple(areas)})


def _match(areas: Sequence[Seen], shape: Shape) -> Seen | None:
    named = shape.named
    ids = {text.removeprefix("area:").casefold() for text in (named.id, named.title) if text}
    if by_id := [each for each in areas if each.record.id and each.record.id.casefold() in ids]:
        return by_id[0]
    title = named.title.casefold()
    by_title = [
        each
        for each in areas
        if title and title in (each.record.title.casefold(), each.record.name.casefold())
    ]
    return by_title[0] if len(by_title) == 1 else None


def _placed(shape: Shape) -> dict[str, Any]:
    """Fields that say where a shape is; a place alone leaves an outline as it is."""
    if shape.outline:
        return {"outline": shape.outline, "radius": None}
    if shape.radius is not None:
        return {"position": shape.position, "radius": shape.radius, "outline": ()}
    return {"position": shape.position}


def _changed(area: Area, shape: Shape) -> Area:
    if _is_there(area, shape):
        return area
    # A centre that was set by hand for another outline would be wrong for this one.
    values = _placed(shape)
    if shape.outline and area.outline != shape.outline:
        values["position"] = None
    return area.model_copy(update=values)


def _is_there(area: Area, shape: Shape) -> bool:
    """Whether an area is where a shape is: its outline from any corner either way, or a circle drawn as one.

    So it comes back from a map that Birlik wrote, which turns outlines one way and knows no circles.
    """
    if not shape.outline:
        return False
    if area.outline:
        return _ring(area.outline) == _ring(shape.outline)
    if area.position is None or not area.radius or len(shape.outline) < 24:
        return False
    middle, radius = area.position, area.radius
    far = _GLOBE.inv(
        [middle.lon] * len(shape.outline),
        [middle.lat] * len(shape.outline),
        [at.lon for at in shape.outline],
        [at.lat for at in shape.outline],
    )[2]
    return all(radius - 1 <= metres <= 1.01 * radius + 1 for metres in far)


def _ring(outline: Sequence[Position]) -> tuple[tuple[float, float], ...]:
    """Corners as maps have them, from the smallest one on, in the way that comes first."""
    corners = [(round(at.lon, DECIMALS), round(at.lat, DECIMALS)) for at in outline]
    start = corners.index(min(corners))
    ahead = (*corners[start:], *corners[:start])
    return min(ahead, (ahead[0], *reversed(ahead[1:])))


def _new(shape: Shape, taken: Collection[str], kind: AreaKind | None) -> Area:
    named = shape.named
    wanted = _identifier(named.id.removeprefix("area:")) or _identifier(named.title) or "AREA"
    free, number = wanted, 1
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    title = named.title or named.id
    return Area(id=free, title=title, kind=shape.kind or kind, notes=named.notes, **_placed(shape))


def _identifier(text: str) -> str:
    """Id made of a text: letters and digits with hyphens between."""
    return _SIGNS.sub("-", text).strip("-").replace("_", "-").upper()[:40].strip("-")
