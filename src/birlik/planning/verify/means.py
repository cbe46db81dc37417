"""The areas a serial uses and the units that take part: the right ones, when they are there."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence

from birlik.exercise.diagnostics import Finding
from birlik.exercise.records.means import Area, Unit
from birlik.exercise.sentences import counted, one_of, said
from birlik.exercise.values.demands import UnitDemand
from birlik.planning.verify.clock import Calendar
from birlik.planning.verify.joined import Joined, aware, broken
from birlik.planning.verify.wording import listed, shown


def areas_asked(joined: Joined) -> Iterator[Finding]:
    """One of the sets of areas a serial asks for, and all of that set (B502)."""
    for held in joined.held:
        used, choices = held.placement.areas, held.serial.areas
        asked = one_of(listed(choice.areas) for choice in choices[:5]) if choices else said("none")
        if unknown := [area for area in held.areas if area not in joined.areas]:
            told = counted(
                "{serial} uses {unknown}, which is not in the plan",
                "{serial} uses {unknown}, which are not in the plan",
                len(unknown),
                serial=shown(held.id),
                unknown=listed(unknown),
            )
        elif held.asked is None and (used or choices):
            told = said(
                "{serial} uses {used}; it asks for {asked}",
                serial=shown(held.id),
                used=listed(used) if used else said("no area"),
                asked=asked,
            )
        elif held.asked is not None and used[0] != held.first_area:
            told = said(
                "{serial} uses {used} as its first area; its units assemble in {first}",
                serial=shown(held.id),
                used=shown(used[0]),
                first=shown(held.first_area or ""),
            )
        else:
            continue
        yield broken("B502", held, told, "areas")


def units_asked(joined: Joined) -> Iterator[Finding]:
    """Units that must take part, and those chosen by kind and nation (B505, B506)."""
    for held in joined.held:
        serial, taking_part = held.serial, held.placement.units
        needed = dict.fromkeys(serial.units)
        for unit in needed:
            if unit not in joined.units or unit not in taking_part:
                lacks = (
                    said("is not in the plan")
                    if unit not in joined.units
                    else said("does not take part")
                )
                yield broken(
                    "B505",
                    held,
                    said(
                        "{serial} needs {unit}, which {lacks}",
                        serial=shown(held.id),
                        unit=shown(unit),
                        lacks=lacks,
                    ),
                    "units",
                )
        twice = [unit for unit, count in Counter(taking_part).items() if count > 1]
        if twice:
            yield broken(
                "B506",
                held,
                said("{serial} counts {twice} twice", serial=shown(held.id), twice=listed(twice)),
                "choose",
            )
        chosen = [unit for unit in dict.fromkeys(taking_part) if unit not in needed]
        if unknown := [unit for unit in chosen if unit not in joined.units]:
            yield broken(
                "B506",
                held,
                counted(
                    "{unknown} is to take part in {serial} and not in the plan",
                    "{unknown} are to take part in {serial} and not in the plan",
                    len(unknown),
                    unknown=listed(unknown),
                    serial=shown(held.id),
                ),
                "choose",
            )
            continue
        if told := _wrong_choice(serial.choose, [joined.units[unit] for unit in chosen]):
            yield broken(
                "B506", held, said("{serial} {does}", serial=shown(held.id), does=told), "choose"
            )


def _wrong_choice(demands: Sequence[UnitDemand], chosen: list[Unit]) -> str:
    """What is wrong with the units chosen, in words; empty if each serves one demand."""
    wanted = sum(demand.count for demand in demands)
    asked = "; ".join(str(demand) for demand in demands[:5])
    names = listed([unit.id for unit in chosen]) if chosen else said("none")
    if not demands and chosen:
        return counted(
            "asks for no further units, and {names} is chosen",
            "asks for no further units, and {names} are chosen",
            len(chosen),
            names=names,
        )
    if len(chosen) != wanted:
        return counted(
            "asks for {units} ({asked}), and {names} is chosen",
            "asks for {units} ({asked}), and {names} are chosen",
            max(1, len(chosen)),
            units=counted("{number} further unit", "{number} further units", wanted),
            asked=asked,
            names=names,
        )
    if not _all_serve(demands, chosen):
        return said("asks for {asked}, which {names} cannot serve", asked=asked, names=names)
    return ""


def _all_serve(demands: Sequence[UnitDemand], chosen: list[Unit]) -> bool:
    """Whether as many units as asked for can be shared out so that each serves one demand.

    A largest flow from the units, counted by kind and nation, to the demands: while some units are
    without a demand, a shortest chain of demands is sought that can hand units on to a free one.
    """
    kinds = Counter((unit.kind, unit.nation) for unit in chosen)
    free = [demand.count for demand in demands]
    fitting = {
        kind: [
            number
            for number, demand in enumerate(demands)
            if demand.kind in (None, kind[0]) and demand.nation in (None, kind[1])
        ]
        for kind in kinds
    }
    serving: list[Counter[tuple[str, str | None]]] = [Counter() for _ in demands]
    for kind, count in kinds.items():
        for _ in range(count):
            came_from: dict[int, tuple[int | None, tuple[str, str | None]]]
            came_from = dict.fromkeys(fitting[kind], (None, kind))
            waiting = deque(came_from)
            end: int | None = None
            while waiting:
                number = waiting.popleft()
                if free[number] > 0:
                    end = number
                    break
                for other in [held for held, units in serving[number].items() if units]:
                    for onward in fitting[other]:
                        if onward not in came_from:
                            came_from[onward] = (number, other)
                            waiting.append(onward)
            if end is None:
                return False
            free[end] -= 1
            step: int | None = end
            while step is not None:
                giver, moved = came_from[step]
                serving[step][moved] += 1
                if giver is not None:
                    serving[giver][moved] -= 1
                step = giver
    return True


def presence(joined: Joined) -> Iterator[Finding]:
    """Units between their arrival and their departure (B533)."""
    words = joined.words
    for held in joined.held:
        for unit in held.units:
            contingent = joined.contingents.get(unit.contingent or "")
            arrives = unit.arrives or (contingent.arrives if contingent else None)
            departs = unit.departs or (contingent.departs if contingent else None)
            names = {"unit": shown(unit.id), "serial": shown(held.id)}
            if arrives and held.begins < aware(arrives):
                yield broken(
                    "B533",
                    held,
                    said(
                        "{unit} takes part in {serial} from {begins}; it arrives on {arrives}",
                        **names,
                        begins=words.moment(held.begins),
                        arrives=words.moment(arrives),
                    ),
                    "units",
                )
            if departs and held.ends > aware(departs):
                yield broken(
                    "B533",
                    held,
                    said(
                        "{unit} takes part in {serial} until {ends}; it departs on {departs}",
                        **names,
                        ends=words.moment(held.ends),
                        departs=words.moment(departs),
                    ),
                    "units",
                )


def opening(joined: Joined) -> Iterator[Finding]:
    """Areas open when they are occupied, and not closed (B534, B535)."""
    words = joined.words
    for name, occupants in joined.in_area.items():
        area = joined.areas[name]
        opens = area.open_hours or area.open_days
        calendar = Calendar(joined.clock, area.open_hours, area.open_days)
        for held in occupants:
            begins, ends = held.occupied_from, held.occupied_until
            if begins == ends:
                continue
            if opens and not calendar.covers(begins, ends):
                yield broken(
                    "B534",
                    held,
                    said(
                        "{serial} occupies {area} {when}; it is open {open_times}",
                        serial=shown(held.id),
                        area=shown(name),
                        when=words.stretch(begins, ends),
                        open_times=_open_times(area),
                    ),
                    "areas",
                )
            for closure in area.closures:
                first, last = max(begins, aware(closure.begins)), min(ends, aware(closure.ends))
                if first < last:
                    yield broken(
                        "B535",
                        held,
                        said(
                            "{serial} occupies {area} {when}, while it is closed",
                            serial=shown(held.id),
                            area=shown(name),
                            when=words.stretch(first, last),
                        ),
                        "areas",
                    )


def _open_times(area: Area) -> str:
    hours = "; ".join(str(window) for window in area.open_hours[:5])
    days = "; ".join(str(span) for span in area.open_days[:5])
    if hours and days:
        return said("{hours} on {days}", hours=hours, days=days)
    return hours or days
