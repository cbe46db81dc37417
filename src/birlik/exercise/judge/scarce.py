"""What serials need of the same thing: pools used up, and fixed serials at one time (B309, B314)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.demands import there_are
from birlik.exercise.judge.index import Index
from birlik.exercise.judge.together import areas_needed, groups_of
from birlik.exercise.records.serials import Serial
from birlik.exercise.sentences import said

#: Takers of a pool that a message names.
_MOST_TAKERS = 3


def scarce_findings(index: Index) -> Iterator[Finding]:
    """Findings about what is not enough for several serials."""
    yield from _used_up(index)
    yield from _fixed(index)


def _used_up(index: Index) -> Iterator[Finding]:
    """Pools that are used up before all mandatory serials were served."""
    takers: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for serial in index.serials.values():
        if serial.mandatory:
            for amount in serial.resources:
                takers[amount.resource][serial.id] += amount.quantity
    for number, pool in enumerate(index.plan.resources):
        if not pool.used_up or pool.quantity is None or index.pools.get(pool.id) is not pool:
            continue
        # One that alone asks for more than there is has been told so, and cannot be planned anyhow.
        modest = {
            name: quantity
            for name, quantity in takers[pool.id].items()
            if round(quantity, 3) <= pool.quantity
        }
        asked = round(sum(modest.values()), 3)
        if asked > pool.quantity:
            largest = sorted(modest.items(), key=lambda taker: (-taker[1], taker[0]))
            most = [
                said("{name} ({quantity})", name=name, quantity=quantity)
                for name, quantity in largest[:_MOST_TAKERS]
            ]
            message = said(
                "mandatory serials use {asked} x {pool}; {there_are}; most goes to {most}",
                asked=asked,
                pool=pool.id,
                there_are=there_are(pool.quantity),
                most=most,
            )
            yield finding("B309", message, index.place(RecordKind.RESOURCE, number, "quantity"))


@dataclass(frozen=True)
class _Use:
    """A fixed serial's use of a unit or an area, from one instant up to another."""

    begins: datetime
    ends: datetime
    number: int
    serial: Serial


def _fixed(index: Index) -> Iterator[Finding]:
    """Fixed serials that need the same unit, or the same area that holds one serial, at once."""
    uses: defaultdict[tuple[str, str], list[_Use]] = defaultdict(list)
    for name, number in index.numbers.items():
        serial = index.serials.get(name)
        if serial and serial.fixed and serial.duration:
            for thing, use in _needs(index, serial, number):
                uses[thing].append(use)
    group = groups_of(index) if uses else {}
    told: set[tuple[int, int]] = set()
    for (_, needed), wanted in uses.items():
        wanted.sort(key=lambda use: (use.begins, use.number))
        # Each is compared with the one that ends last before it: enough to show every one too many.
        last = wanted[0]
        for use in wanted[1:]:
            pair = (min(use.number, last.number), max(use.number, last.number))
            same_group = group.get(use.serial.id, "") == group.get(last.serial.id)
            if use.begins < last.ends and pair not in told and not same_group:
                told.add(pair)
                first, other = (last, use) if last.number < use.number else (use, last)
                place = index.place(RecordKind.SERIAL, other.number, "fixed")
                yield finding(
                    "B314",
                    said(
                        "{one} and {other} are fixed at the same time, and both need {needed}",
                        one=first.serial.id,
                        other=other.serial.id,
                        needed=needed,
                    ),
                    place,
                )
            if use.ends > last.ends:
                last = use


def _needs(index: Index, serial: Serial, number: int) -> Iterator[tuple[tuple[str, str], _Use]]:
    """Units and areas that a fixed serial needs for itself alone, and when."""
    try:
        assert serial.fixed is not None
        begins, ends = serial.fixed, serial.fixed + timedelta(minutes=serial.duration or 0)
        before = begins - timedelta(minutes=serial.setup or 0)
        after = ends + timedelta(minutes=serial.clearup or 0)
    except OverflowError:
        return
    for unit in dict.fromkeys(serial.units):
        if unit in index.units:
            yield ("unit", unit), _Use(begins, ends, number, serial)
    for area in areas_needed(serial):
        if area in index.areas and index.areas[area].serials_at_once in (None, 1):
            yield ("area", area), _Use(before, after, number, serial)
