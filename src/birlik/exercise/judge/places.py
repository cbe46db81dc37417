"""Areas without a place where one is needed: for the sun, danger zones and ways (B311)."""

from __future__ import annotations

from collections.abc import Iterator

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.index import Index, called
from birlik.exercise.records.means import Area

_REMEDY = "give it a position"


def place_findings(index: Index) -> Iterator[Finding]:
    """Findings about missing positions; of each area the most important one."""
    needed = _needed(index)
    for number, area in enumerate(index.plan.areas):
        if (
            area.id in needed
            and not has_place(area)
            and not {"position", "outline"} & {*area.unread}
        ):
            place = index.place(RecordKind.AREA, number, "position")
            yield finding("B311", f"{area.id} has no position, {needed[area.id]}", place, _REMEDY)
    for number, serial in enumerate(index.plan.serials):
        if serial.light and not serial.areas and not index.plan.exercise.position:
            place = index.place(RecordKind.SERIAL, number, "light")
            message = (
                f"{called(serial)} asks for light, but has no area, and the exercise no position"
            )
            yield finding("B311", message, place, "give the exercise a position")
        if serial.danger_radius and not serial.areas:
            place = index.place(RecordKind.SERIAL, number, "danger_radius")
            message = f"{called(serial)} has a danger radius, but no area around which it lies"
            yield finding("B311", message, place, "name its area, or draw its danger zone")


def has_place(area: Area) -> bool:
    """Whether an area has a position or an outline."""
    return area.position is not None or bool(area.outline)


def _needed(index: Index) -> dict[str, str]:
    """Areas whose place is needed, and what for."""
    needed: dict[str, str] = {}
    endangering = None
    used: dict[str, None] = {}
    for serial in index.plan.serials:
        for choice in serial.areas:
            first = choice.areas[0]
            used.update(dict.fromkeys(choice.areas))
            if serial.light and not index.plan.exercise.position:
                light = " or ".join(serial.light)
                needed.setdefault(
                    first, f"so nobody knows when it is {light} there for {serial.id}"
                )
            if serial.danger_radius:
                needed.setdefault(first, f"so the danger radius of {serial.id} shuts nothing")
        if endangering is None and (serial.danger_radius or serial.danger_zone):
            endangering = serial.id
    if endangering is not None:
        for area in used:
            needed.setdefault(area, f"so no danger zone shuts it, such as that of {endangering}")
    for area, why in _sites_without_ways(index).items():
        needed.setdefault(area, why)
    return needed


def _sites_without_ways(index: Index) -> dict[str, str]:
    """First area of each site that no way leads to in no time; nothing if the plan gives no ways at all."""
    areas = {area.id: area for area in reversed(index.plan.areas)}
    placed = {area.site or area.id for area in index.plan.areas if has_place(area)}
    sites: dict[str, str] = {}
    for serial in index.plan.serials:
        if serial.units or serial.choose:
            for choice in serial.areas:
                if area := areas.get(choice.areas[0]):
                    sites.setdefault(area.site or area.id, area.id)
    ways: dict[str, set[str]] = {}
    for way in index.plan.travel:
        ways.setdefault(way.origin, set()).add(way.destination)
        ways.setdefault(way.destination, set()).add(way.origin)
    if not ways and not placed:
        return {}
    found = {}
    for site, area_id in sites.items():
        if site not in placed:
            given = ways.get(site, set()) | {site}
            to = next((other for other in sites if other not in given), None)
            if to is not None:
                found[area_id] = (
                    f"and no time is given from its site {site} to {to}: the way takes none"
                )
    return found
