"""Remedies for what areas hold, and when they can be used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from birlik.exercise.columns import RecordKind
from birlik.exercise.records.means import Area
from birlik.exercise.sentences import said
from birlik.exercise.values.hours import HourWindow
from birlik.exercise.values.lengths import DAY_MINUTES
from birlik.planning.contradictions.remedies.asked import Asked
from birlik.planning.contradictions.remedies.candidate import Candidate, change, once
from birlik.planning.contradictions.remedies.of_times import nearest_days, wider, with_day
from birlik.planning.contradictions.result import Demand, DemandKind, FieldChange, RemedyKind
from birlik.planning.contradictions.telling import day_text, holds_text, hours_text, period_text

#: Other areas tried for each serial, and serials for which they are.
MOST_AREAS, MOST_SERIALS = 3, 4

#: Serials at once, and people, that an area may hold besides.
MOST_AT_ONCE, MOST_PEOPLE = 3, 10_000

_AREA, _SERIAL = RecordKind.AREA, RecordKind.SERIAL


def for_area(asked: Asked, demand: Demand) -> Iterator[Candidate]:
    """Candidates for a demand of an area; none for another demand."""
    if demand.kind in _OF:
        index = demand.place.index or 0
        yield from _OF[demand.kind](asked, index, asked.plan.areas[index], demand.item)
        yield from _elsewhere(asked, asked.plan.areas[index])


def _elsewhere(asked: Asked, area: Area) -> Iterator[Candidate]:
    """Serials that may use another area of the same kind, one of the same site first."""
    site = area.site or area.id
    users = [n for n in asked.numbers if area.id in asked.plan.serials[n].areas_named]
    for number in users[:MOST_SERIALS]:
        serial = asked.plan.serials[number]
        others = [
            (index, other)
            for index, other in enumerate(asked.plan.areas)
            if other.kind == area.kind and other.id not in serial.areas_named
        ]
        others.sort(key=lambda entry: (entry[1].site or entry[1].id) != site)
        for index, other in others[:MOST_AREAS]:
            sets = [str(choice) for choice in serial.areas]
            sets += [
                " + ".join(other.id if name == area.id else name for name in choice.areas)
                for choice in serial.areas
                if area.id in choice.areas
            ]
            yield once(
                RemedyKind.ANOTHER_AREA,
                [change(asked.plan, _SERIAL, number, "areas", " | ".join(sets))],
                said(
                    "{serial} may use {other} in place of {area}",
                    serial=serial.id,
                    other=other.id,
                    area=area.id,
                ),
                [
                    asked.place(_SERIAL, number),
                    asked.place(_AREA, index),
                    asked.place(_AREA, asked.plan.areas.index(area)),
                ],
                int((other.site or other.id) != site),
                f"areas {serial.id}",
            )


def _capacity(asked: Asked, index: int, area: Area, _item: str) -> Iterator[Candidate]:
    there = 1 if area.serials_at_once is None else area.serials_at_once
    yield Candidate(
        RemedyKind.MORE_AT_ONCE,
        MOST_AT_ONCE,
        lambda steps: (change(asked.plan, _AREA, index, "serials_at_once", there + steps),),
        lambda steps: said("{area} {holds}", area=area.id, holds=holds_text(there + steps)),
        lambda steps: steps,
        (asked.place(_AREA, index),),
        f"capacity {area.id}",
    )


def _people(asked: Asked, index: int, area: Area, _item: str) -> Iterator[Candidate]:
    there = area.people_at_once or 0
    yield Candidate(
        RemedyKind.MORE_PEOPLE,
        MOST_PEOPLE,
        lambda steps: (change(asked.plan, _AREA, index, "people_at_once", there + steps),),
        lambda steps: said(
            "{area} holds {steps} people more, {there}",
            area=area.id,
            steps=steps,
            there=there + steps,
        ),
        lambda steps: steps / max(there, 1),
        (asked.place(_AREA, index),),
        f"people {area.id}",
    )


def _opening(asked: Asked, index: int, area: Area, _item: str) -> Iterator[Candidate]:
    if area.open_hours:
        yield from _longer_hours(asked, index, area)
    if area.open_days:
        for day, away in nearest_days(asked, area.open_days):
            yield once(
                RemedyKind.ANOTHER_OPEN_DAY,
                [change(asked.plan, _AREA, index, "open_days", with_day(area.open_days, day))],
                said("{area} is open on {day} too", area=area.id, day=day_text(day)),
                [asked.place(_AREA, index)],
                away,
                f"open days {area.id}",
            )


def _longer_hours(asked: Asked, index: int, area: Area) -> Iterator[Candidate]:
    """Hours that end later or begin earlier, within the day on which they begin."""
    windows, step = area.open_hours, asked.step

    def candidate(later: bool, room: int) -> Candidate:
        def now(steps: int) -> str:
            minutes = min(steps * step, room)
            return wider(windows, 0 if later else minutes, minutes if later else 0)

        def words(steps: int) -> str:
            shown = hours_text(HourWindow.parse(part) for part in now(steps).split("; "))
            return said("{area} is open {shown}", area=area.id, shown=shown)

        return Candidate(
            RemedyKind.LONGER_OPENING,
            -(-room // step),
            lambda steps: (change(asked.plan, _AREA, index, "open_hours", now(steps)),),
            words,
            lambda steps: min(steps * step, room),
            (asked.place(_AREA, index),),
            f"open hours {area.id}",
        )

    longest = DAY_MINUTES - min(window.ends - window.begins for window in windows)
    yield candidate(True, longest)
    yield candidate(False, min(longest, *(window.begins for window in windows)))


def _closure(asked: Asked, index: int, area: Area, item: str) -> Iterator[Candidate]:
    """A closure that begins later or ends earlier, up to one that is lifted."""
    period = next(period for period in area.closures if str(period) == item)
    whole, step = int((period.ends - period.begins).total_seconds() // 60), asked.step
    others = [str(other) for other in area.closures if str(other) != item]

    def candidate(head: bool) -> Candidate:
        def left(steps: int) -> str:
            cut = timedelta(minutes=steps * step)
            if steps * step >= whole:
                return ""
            change = {"begins": period.begins + cut} if head else {"ends": period.ends - cut}
            return str(period.model_copy(update=change))

        def changes(steps: int) -> tuple[FieldChange, ...]:
            kept = [*others, *([left(steps)] if left(steps) else [])]
            return (change(asked.plan, _AREA, index, "closures", "; ".join(kept)),)

        def words(steps: int) -> str:
            if not left(steps):
                return said(
                    "{area} is not closed from {period}",
                    area=area.id,
                    period=period_text(period, asked.plan.zone),
                )
            shorter = type(period).parse(left(steps), asked.plan.zone)
            return said(
                "{area} is closed only from {shorter}",
                area=area.id,
                shorter=period_text(shorter, asked.plan.zone),
            )

        return Candidate(
            RemedyKind.SHORTER_CLOSURE,
            -(-whole // step),
            changes,
            words,
            lambda steps: min(steps * step, whole),
            (asked.place(_AREA, index),),
            f"closure {area.id} {item}",
        )

    yield candidate(head=True)
    yield candidate(head=False)


_OF: dict[DemandKind, Callable[[Asked, int, Area, str], Iterator[Candidate]]] = {
    DemandKind.CAPACITY: _capacity,
    DemandKind.PEOPLE: _people,
    DemandKind.OPENING: _opening,
    DemandKind.CLOSURE: _closure,
}
