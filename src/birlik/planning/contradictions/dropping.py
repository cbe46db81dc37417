"""A plan without some of its demands, everything else as it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import Plan
from birlik.exercise.records.means import Travel
from birlik.exercise.values.demands import After
from birlik.planning.contradictions.result import Demand, DemandKind

#: Serials at once that no exercise has.
NO_LIMIT = 1_000_000

#: Quantity of a pool that no serials use up.
PLENTY = 1e12

#: Priority of a serial that need not be held.
LAST = 5

#: What an exercise is longer by, at either end, where its STARTEX or ENDEX is dropped.
LONGER = timedelta(days=14)

#: What a unit arrives earlier or departs later by: longer than any exercise.
AGES = timedelta(days=2000)

#: Smallest time step that an exercise can have, in minutes.
SMALLEST_STEP = 5


def without(plan: Plan, demands: Iterable[Demand]) -> Plan:
    """Plan in which some demands do not hold; none of its records moves to another position."""
    by_record: defaultdict[tuple[RecordKind, int], list[Demand]] = defaultdict(list)
    ways: list[Travel] = []
    for demand in demands:
        if demand.kind is DemandKind.WAY:
            ways.append(Travel(origin=demand.item, destination=demand.other, minutes=0))
        else:
            assert demand.place.kind is not None
            by_record[demand.place.kind, demand.place.index or 0].append(demand)
    changed: dict[str, Any] = {}
    for (kind, number), dropped in by_record.items():
        if kind is RecordKind.EXERCISE:
            changed["exercise"] = _record(plan.exercise, dropped, plan)
            continue
        records = changed.setdefault(kind.value, list(plan.records(kind)))
        records[number] = _record(records[number], dropped, plan)
    changed = {
        name: tuple(value) if isinstance(value, list) else value for name, value in changed.items()
    }
    if ways:
        changed["travel"] = (*plan.travel, *ways)
    return plan.model_copy(update=changed) if changed else plan


def _record(record: Any, dropped: Iterable[Demand], plan: Plan) -> Any:
    for demand in dropped:
        record = record.model_copy(update=_DROPS[demand.kind](record, demand, plan))
    return record


_Drop = Callable[[Any, Demand, Plan], dict[str, Any]]


def _emptied(*fields: str, to: Any = None) -> _Drop:
    return lambda record, demand, plan: dict.fromkeys(fields, to)


def _entry_taken(field: str, told: Callable[[Any], str]) -> _Drop:
    """Drop the entries of a list that are told as the demand's item."""
    return lambda record, demand, plan: {
        field: tuple(entry for entry in getattr(record, field) if told(entry) != demand.item)
    }


def _no_greatest_gap(record: Any, demand: Demand, _plan: Plan) -> dict[str, Any]:
    def loosened(order: After) -> After:
        return order.model_copy(update={"max_gap": None}) if order.serial == demand.item else order

    return {"after": tuple(loosened(order) for order in record.after)}


def _long_before(_record: Any, _demand: Demand, plan: Plan) -> dict[str, Any]:
    assert plan.exercise.startex is not None
    return {"arrives": plan.exercise.startex - AGES}


def _long_after(_record: Any, _demand: Demand, plan: Plan) -> dict[str, Any]:
    assert plan.exercise.endex is not None
    return {"departs": plan.exercise.endex + AGES}


_DROPS: dict[DemandKind, _Drop] = {
    DemandKind.HELD: _emptied("priority", to=LAST),
    DemandKind.FIXED: _emptied("fixed"),
    DemandKind.EARLIEST: _emptied("earliest"),
    DemandKind.LATEST: _emptied("latest"),
    DemandKind.HOURS: _emptied("hours", to=()),
    DemandKind.DAYS: _emptied("days", to=()),
    DemandKind.LIGHT: _emptied("light", to=()),
    DemandKind.PHASE: _emptied("phase"),
    DemandKind.UNIT: _entry_taken("units", str),
    DemandKind.CHOICE: _entry_taken("choose", str),
    DemandKind.AMOUNT: _entry_taken("resources", lambda amount: amount.resource),
    DemandKind.AFTER: _entry_taken("after", lambda order: order.serial),
    DemandKind.AT_MOST: _no_greatest_gap,
    DemandKind.TOGETHER: _entry_taken("together_with", str),
    DemandKind.NEVER: _entry_taken("never_with", str),
    DemandKind.SETUP: _emptied("setup"),
    DemandKind.CLEARUP: _emptied("clearup"),
    DemandKind.DANGER: lambda record, demand, plan: {"danger_radius": None, "danger_zone": ()},
    DemandKind.CAPACITY: _emptied("serials_at_once", to=NO_LIMIT),
    DemandKind.PEOPLE: _emptied("people_at_once"),
    DemandKind.OPENING: _emptied("open_hours", "open_days", to=()),
    DemandKind.CLOSURE: _entry_taken("closures", str),
    DemandKind.QUANTITY: _emptied("quantity", to=PLENTY),
    DemandKind.AVAILABLE_FROM: _emptied("available_from"),
    DemandKind.AVAILABLE_UNTIL: _emptied("available_until"),
    DemandKind.ARRIVAL: _long_before,
    DemandKind.DEPARTURE: _long_after,
    DemandKind.RULE: _emptied("kind"),
    DemandKind.STEP: _emptied("time_step", to=SMALLEST_STEP),
    DemandKind.STARTEX: lambda record, demand, plan: {"startex": record.startex - LONGER},
    DemandKind.ENDEX: lambda record, demand, plan: {"endex": record.endex + LONGER},
}
