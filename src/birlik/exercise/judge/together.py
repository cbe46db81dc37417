"""Serials that are to begin together and cannot run at the same time (B306)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.index import Index
from birlik.exercise.records.serials import Serial
from birlik.exercise.sentences import all_of, counted, said


def groups_of(index: Index) -> dict[str, str]:
    """First serial of the group of each serial that begins together with others, by id.

    *Together with* holds for both sides and is passed on: S-1 with S-2 and S-2 with S-3 are one group.
    """
    leader: dict[str, str] = {}

    def first(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for serial in index.serials.values():
        for other in serial.together_with:
            if other in index.serials and other != serial.id:
                leader.setdefault(serial.id, serial.id)
                leader.setdefault(other, other)
                one, two = sorted((first(serial.id), first(other)), key=index.numbers.__getitem__)
                leader[two] = one
    return {name: first(name) for name in leader}


def together_findings(index: Index) -> Iterator[Finding]:
    """Pairs of serials that are to begin together and cannot: each pair once, at the later of the two."""
    groups: dict[str, list[Serial]] = {}
    member = groups_of(index)
    for name in sorted(member, key=index.numbers.__getitem__):
        groups.setdefault(member[name], []).append(index.serials[name])
    for group in groups.values():
        told: set[tuple[str, str]] = set()
        for one, other, why in _apart(index, group):
            pair = (one.id, other.id)
            if pair not in told:
                told.add(pair)
                message = said(
                    "{one} and {other} are to begin together, but {why}",
                    one=one.id,
                    other=other.id,
                    why=why,
                )
                at = other if other.together_with else one
                yield finding("B306", message, index.serial_place(at, "together_with"))


def _apart(index: Index, group: list[Serial]) -> Iterator[tuple[Serial, Serial, str]]:
    """Pairs of a group with what keeps them apart; of each, the one earlier in the plan first."""
    yield from _fixed_apart(index, group)
    yield from _kept_apart(index, group)
    yield from _one_needed_twice(index, group)


def _fixed_apart(index: Index, group: list[Serial]) -> Iterator[tuple[Serial, Serial, str]]:
    fixed = [serial for serial in group if serial.fixed]
    for other in fixed[1:]:
        if other.fixed != fixed[0].fixed and other.fixed and fixed[0].fixed:
            starts = all_of(index.shown(each) for each in (fixed[0].fixed, other.fixed))
            yield fixed[0], other, said("their fixed starts are {starts}", starts=starts)


def _kept_apart(index: Index, group: list[Serial]) -> Iterator[tuple[Serial, Serial, str]]:
    names = {serial.id for serial in group}
    for serial in group:
        for name in serial.never_with:
            if name in names and name != serial.id:
                yield (
                    *_ordered(index, serial, index.serials[name]),
                    said("must never run at the same time"),
                )
        for order in serial.after:
            other = index.serials.get(order.serial)
            if other and other is not serial and named_together(serial, other):
                yield (
                    *_ordered(index, serial, other),
                    said("{serial} waits for {other}", serial=serial.id, other=other.id),
                )


def named_together(one: Serial, other: Serial) -> bool:
    """Whether one of two serials names the other to begin with.

    A serial that waits for one of its group that is not named so waits in a circle (B302).
    """
    return other.id in one.together_with or one.id in other.together_with


def _one_needed_twice(index: Index, group: list[Serial]) -> Iterator[tuple[Serial, Serial, str]]:
    """Serials that need the same unit, or together more of an area than it holds, whatever is chosen."""
    users: dict[str, Serial] = {}
    inside: dict[str, list[Serial]] = {}
    for serial in group:
        for unit in dict.fromkeys(serial.units):
            first = users.setdefault(unit, serial)
            if first is not serial and unit in index.units:
                yield first, serial, said("both need the unit {unit}", unit=unit)
        for area in areas_needed(serial):
            holders = inside.setdefault(area, [])
            holders.append(serial)
            if area in index.areas and len(holders) > 1:
                most = index.areas[area].serials_at_once
                most = 1 if most is None else most
                if len(holders) > most:
                    holds = (
                        said("one serial")
                        if most == 1
                        else counted("{number} serial", "{number} serials", most)
                    )
                    yield (
                        holders[0],
                        serial,
                        said(
                            "both need {area}, which holds {holds} at once", area=area, holds=holds
                        ),
                    )


def areas_needed(serial: Serial) -> list[str]:
    """Areas that a serial occupies whichever set it uses."""
    if not serial.areas:
        return []
    always = reduce(frozenset.intersection, (frozenset(choice.areas) for choice in serial.areas))
    return [area for area in serial.areas[0].areas if area in always]


def _ordered(index: Index, one: Serial, other: Serial) -> tuple[Serial, Serial]:
    """Two serials in the order of the plan."""
    first, second = sorted((one, other), key=lambda serial: index.numbers[serial.id])
    return first, second
