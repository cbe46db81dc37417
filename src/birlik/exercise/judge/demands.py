"""Demands that nothing can meet: pools, units, people, fixed times (B303, B304, B305, B309, B314)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.index import Index
from birlik.exercise.judge.names import Names
from birlik.exercise.records.serials import Serial


def demand_findings(index: Index) -> Iterator[Finding]:
    """Findings about what serials ask for."""
    kinds = Counter((unit.kind, unit.nation) for unit in index.plan.units)
    words = Names(unit.kind for unit in index.plan.units if unit.kind)
    for number, serial in enumerate(index.plan.serials):
        yield from _pools(index, number, serial)
        yield from _choices(index, number, serial, kinds, words)
        yield from _people(index, number, serial)
    yield from _used_up(index)
    yield from _fixed(index)


def _pools(index: Index, number: int, serial: Serial) -> Iterator[Finding]:
    asked: defaultdict[str, float] = defaultdict(float)
    for amount in serial.resources:
        asked[amount.resource] += amount.quantity
    for name, quantity in asked.items():
        pool = index.pools.get(name)
        if pool and pool.quantity is not None and quantity > pool.quantity:
            place = index.place(RecordKind.SERIAL, number, "resources")
            message = f"it asks for {quantity:g} x {name}; there are {pool.quantity:g}"
            yield finding("B303", message, place)


def _choices(
    index: Index,
    number: int,
    serial: Serial,
    kinds: Counter[tuple[str, str | None]],
    words: Names,
) -> Iterator[Finding]:
    """Units to choose, compared with those there are besides the units named."""
    place = index.place(RecordKind.SERIAL, number, "choose")
    for demand in serial.choose:
        there = sum(
            count
            for (kind, nation), count in kinds.items()
            if demand.kind in (None, kind) and demand.nation in (None, nation)
        )
        named = sum(
            1
            for name in set(serial.units)
            if name in index.units
            and demand.kind in (None, index.units[name].kind)
            and demand.nation in (None, index.units[name].nation)
        )
        if there - named < demand.count:
            left = "there are none" if there == named else f"there are {there - named}"
            beside = " besides those it names" if named else ""
            meant = (
                words.meant_by(demand.kind) if demand.kind and demand.kind not in words else None
            )
            remedy = f'did you mean "{meant}"?' if meant else ""
            yield finding("B304", f"it asks for {demand}; {left}{beside}", place, remedy)


def _people(index: Index, number: int, serial: Serial) -> Iterator[Finding]:
    """People of the units named, against what each choice of areas holds."""
    people = (serial.people or 0) + sum(
        index.units[unit].personnel or 0 for unit in set(serial.units) if unit in index.units
    )
    crowded = []
    for choice in serial.areas:
        limits = [
            (area, index.areas[area].people_at_once) for area in choice.areas if area in index.areas
        ]
        full = [(area, limit) for area, limit in limits if limit is not None and limit < people]
        if not full:
            return
        crowded += full
    if crowded:
        place = index.place(RecordKind.SERIAL, number, "areas")
        rooms = ", ".join(f"{area} holds {limit:,}" for area, limit in dict(crowded).items())
        yield finding("B305", f"it brings {people:,} people; {rooms}", place)


def _used_up(index: Index) -> Iterator[Finding]:
    """Pools that are used up before all mandatory serials were served."""
    takers: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for serial in index.plan.serials:
        if serial.mandatory:
            for amount in serial.resources:
                takers[amount.resource].append((amount.quantity, serial.id))
    for number, pool in enumerate(index.plan.resources):
        asked = sum(quantity for quantity, _ in takers[pool.id])
        if pool.used_up and pool.quantity is not None and round(asked, 3) > pool.quantity:
            most = ", ".join(
                f"{name} ({quantity:g})" for quantity, name in sorted(takers[pool.id])[:-4:-1]
            )
            message = (
                f"mandatory serials use {asked:g} of {pool.id}; there are {pool.quantity:g}; "
                f"most go to {most}"
            )
            yield finding("B309", message, index.place(RecordKind.RESOURCE, number, "quantity"))


def _fixed(index: Index) -> Iterator[Finding]:
    """Fixed serials that need the same unit, or the same single area, at the same time."""
    fixed = sorted(
        (serial for serial in index.serials.values() if serial.fixed and serial.duration),
        key=lambda serial: (serial.fixed, serial.id),
    )
    running: list[Serial] = []
    for serial in fixed:
        assert serial.fixed is not None
        begin = serial.fixed
        running = [other for other in running if _end(other) > begin]
        for other in running:
            shared = sorted(_single(index, serial) & _single(index, other))
            if shared:
                message = f"{other.id} is fixed at the same time and needs {shared[0]} too"
                yield finding("B314", message, index.serial_place(serial, "fixed"))
        running.append(serial)


def _end(serial: Serial) -> datetime:
    assert serial.fixed is not None
    return serial.fixed + timedelta(minutes=serial.duration or 0)


def _single(index: Index, serial: Serial) -> set[str]:
    """Units and areas that a serial needs for itself alone."""
    areas = serial.areas[0].areas if len(serial.areas) == 1 else ()
    alone = {a for a in areas if a in index.areas and index.areas[a].serials_at_once in (None, 1)}
    return alone | set(serial.units)
