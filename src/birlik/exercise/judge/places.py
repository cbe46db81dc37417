"""Areas without a place where one is needed: for the sun, danger zones and ways (B311)."""

from __future__ import annotations

from collections.abc import Iterator

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.index import Index, called
from birlik.exercise.records.means import Area
from birlik.exercise.sentences import one_of, said, word_of

_REMEDY = said("give it a position")


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
            yield finding(
                "B311",
                said("{area} has no position, {needed}", area=area.id, needed=needed[area.id]),
                place,
                _REMEDY,
            )
    for number, serial in enumerate(index.plan.serials):
        if serial.light and not serial.areas and not index.plan.exercise.position:
            place = index.place(RecordKind.SERIAL, number, "light")
            message = said(
                "{serial} asks for light, but has no area, and the exercise no position",
                serial=called(serial),
            )
            yield finding("B311", message, place, said("give the exercise a position"))
        if serial.danger_radius and not serial.areas:
            place = index.place(RecordKind.SERIAL, number, "danger_radius")
            message = said(
                "{serial} has a danger radius, but no area around which it lies",
                serial=called(serial),
            )
            yield finding("B311", message, place, said("name its area, or draw its danger zone"))


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
                light = one_of(word_of(light) for light in serial.light)
                needed.setdefault(
                    first,
                    said(
                        "so nobody knows when it is {light} there for {serial}",
                        light=light,
                        serial=serial.id,
                    ),
                )
            if serial.danger_radius:
                needed.setdefault(
                    first, said("so the danger radius of {serial} shuts nothing", serial=serial.id)
                )
        if endangering is None and (serial.danger_radius or serial.danger_zone):
            endangering = serial.id
    if endangering is not None:
        for area in used:
            needed.setdefault(
                area,
                said(
                    "so no danger zone shuts it, such as that of {endangering}",
                    endangering=endangering,
                ),
            )
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
    found: dict[str, str] = {}
    for site, area_id in sites.items():
        if site not in placed:
            given = ways.get(site, set()) | {site}
            to = next((other for other in sites if other not in given), None)
            if to is not None:
                found[area_id] = said(
                    "and no time is given from its site {site} to {to}: the way takes none",
                    site=site,
                    to=to,
                )
    return found
