"""The part of a plan that concerns some of its serials, as if the others were not there."""

from __future__ import annotations

from collections.abc import Iterable

from birlik.exercise.plan import Plan
from birlik.exercise.records.means import Area
from birlik.exercise.records.serials import Serial
from birlik.exercise.values.demands import UnitDemand


def part_of_plan(plan: Plan, numbers: Iterable[int]) -> Plan:
    """Plan of some serials alone, with the records that can have to do with them.

    Parameters
    ----------
    plan : Plan
    numbers : iterable of int
        Positions of the serials in the plan. What they ask of other serials is left out.
    """
    serials = [plan.serials[number] for number in sorted(set(numbers))]
    names = {serial.id for serial in serials}
    units = {unit for serial in serials for unit in serial.units}
    demands = {demand for serial in serials for demand in serial.choose}
    pools = {amount.resource for serial in serials for amount in serial.resources}
    kept_units = tuple(
        unit
        for unit in plan.units
        if unit.id in units or any(_fits(unit.kind, unit.nation, demand) for demand in demands)
    )
    areas = _areas(plan, serials)
    sites = {area.site or area.id for area in areas}
    contingents = {unit.contingent for unit in kept_units}
    return plan.model_copy(
        update={
            "units": kept_units,
            "contingents": tuple(c for c in plan.contingents if c.id in contingents),
            "resources": tuple(pool for pool in plan.resources if pool.id in pools),
            "areas": areas,
            "travel": tuple(
                way for way in plan.travel if way.origin in sites and way.destination in sites
            ),
            "serials": tuple(_without_others(serial, names) for serial in serials),
        }
        | dict.fromkeys(_OF_NO_CONCERN, ())
    )


#: Records that take no serial anywhere.
_OF_NO_CONCERN = (
    "objectives",
    "disturbances",
    "conferences",
    "decisions",
    "action_items",
    "agenda_items",
    "engagements",
    "notices",
    "storylines",
    "events",
    "incidents",
    "injects",
    "foreign_sheets",
)


def _fits(kind: str, nation: str | None, demand: UnitDemand) -> bool:
    return demand.kind in (None, kind) and demand.nation in (None, nation)


def _areas(plan: Plan, serials: list[Serial]) -> tuple[Area, ...]:
    """Areas of the sites that the serials may use: from some of them ways are measured.

    Where there is a danger zone all areas stay, so that distances are those of the same map.
    """
    if any(serial.danger_radius is not None or serial.danger_zone for serial in serials):
        return plan.areas
    named = {area for serial in serials for area in serial.areas_named}
    sites = {area.site or area.id for area in plan.areas if area.id in named}
    return tuple(area for area in plan.areas if (area.site or area.id) in sites)


def _without_others(serial: Serial, names: set[str]) -> Serial:
    """Serial that asks nothing of serials that are not named."""
    changed = {
        "after": tuple(order for order in serial.after if order.serial in names),
        "together_with": tuple(name for name in serial.together_with if name in names),
        "never_with": tuple(name for name in serial.never_with if name in names),
    }
    same = all(getattr(serial, field) == value for field, value in changed.items())
    return serial if same else serial.model_copy(update=changed)
