"""Remedies for what the exercise has and demands: pools, units, rules, ways, its frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Place
from birlik.exercise.records.rules import RuleKind
from birlik.exercise.sentences import said, word_of
from birlik.exercise.time import minutes_text
from birlik.exercise.values.moments import instant_text
from birlik.planning.contradictions.dropping import SMALLEST_STEP
from birlik.planning.contradictions.remedies.asked import Asked
from birlik.planning.contradictions.remedies.candidate import Candidate, change, once
from birlik.planning.contradictions.remedies.of_times import A_WEEK
from birlik.planning.contradictions.result import Demand, DemandKind, FieldChange, RemedyKind
from birlik.planning.contradictions.telling import moment_text
from birlik.planning.ground import Ground
from birlik.planning.ways import travel_tables

#: Of a pool there may be so many more.
MOST_MORE = 100_000

#: Serials that may be excepted from a rule.
MOST_EXCEPTED = 6

#: Minutes by which the limit of a rule is changed at a time.
HALF_AN_HOUR = 30


def for_setting(asked: Asked, demand: Demand) -> Iterator[Candidate]:
    """Candidates for a demand of the exercise or its means; none for another demand."""
    if demand.kind in _OF:
        yield from _OF[demand.kind](asked, demand)


def _quantity(asked: Asked, demand: Demand) -> Iterator[Candidate]:
    index = demand.place.index or 0
    pool = asked.plan.resources[index]
    there = pool.quantity or 0

    def words(steps: int) -> str:
        return said(
            "{pool} holds {steps} more, {there}", pool=pool.id, steps=steps, there=there + steps
        )

    yield Candidate(
        RemedyKind.MORE_OF_A_POOL,
        MOST_MORE,
        lambda steps: (change(asked.plan, RecordKind.RESOURCE, index, "quantity", there + steps),),
        words,
        lambda steps: steps / max(there, 1),
        (asked.place(RecordKind.RESOURCE, index),),
        f"quantity {pool.id}",
    )


def _instant(
    asked: Asked,
    demand: Demand,
    kind: RemedyKind,
    was: datetime,
    sign: int,
    words: Callable[[str, str], str],
    most: int = A_WEEK,
) -> Candidate:
    """Candidate that moves an instant of a record."""
    step, record = asked.step, demand.place.kind
    index, field = demand.place.index or 0, demand.place.field or ""
    assert record is not None

    def now(steps: int) -> datetime:
        return was + sign * timedelta(minutes=steps * step)

    def told(steps: int) -> str:
        length = minutes_text(steps * step)
        moved = (
            said("{length} later", length=length)
            if sign > 0
            else said("{length} earlier", length=length)
        )
        return words(moved, moment_text(now(steps), asked.plan.zone))

    return Candidate(
        kind,
        most // step,
        lambda steps: (change(asked.plan, record, index, field, instant_text(now(steps))),),
        told,
        lambda steps: steps * step,
        (asked.place(record, index),),
        f"{record} {index} {field}",
    )


def _available(asked: Asked, demand: Demand) -> Iterator[Candidate]:
    pool = asked.plan.resources[demand.place.index or 0]
    if demand.kind is DemandKind.AVAILABLE_FROM and pool.available_from:
        yield _instant(
            asked,
            demand,
            RemedyKind.LONGER_AVAILABLE,
            pool.available_from,
            -1,
            lambda moved, now: said(
                "{pool} is available {moved}, on {now}", pool=pool.id, moved=moved, now=now
            ),
        )
    elif demand.kind is DemandKind.AVAILABLE_UNTIL and pool.available_until:
        yield _instant(
            asked,
            demand,
            RemedyKind.LONGER_AVAILABLE,
            pool.available_until,
            1,
            lambda moved, now: said(
                "{pool} is there until {moved}, on {now}", pool=pool.id, moved=moved, now=now
            ),
        )


def _stay(asked: Asked, demand: Demand) -> Iterator[Candidate]:
    unit = asked.plan.units[demand.place.index or 0]
    stay = next((c for c in asked.plan.contingents if c.id == unit.contingent), None)
    if demand.kind is DemandKind.ARRIVAL:
        was, sign = unit.arrives or (stay.arrives if stay else None), -1
    else:
        was, sign = unit.departs or (stay.departs if stay else None), 1

    def words(moved: str, now: str) -> str:
        if sign < 0:
            return said("{unit} arrives {moved}, on {now}", unit=unit.id, moved=moved, now=now)
        return said("{unit} departs {moved}, on {now}", unit=unit.id, moved=moved, now=now)

    if was:
        yield _instant(asked, demand, RemedyKind.LONGER_STAY, was, sign, words)


def _way(asked: Asked, demand: Demand) -> Iterator[Candidate]:
    one, other, step = demand.item, demand.other, asked.step
    tables = travel_tables(asked.plan, (one, other), Ground.of(asked.plan.areas)).minutes
    longest = max(table[0][1] for table in tables)
    taken = {way.id for way in asked.plan.travel}
    name = next(f"WAY-{n}" for n in range(1, len(taken) + 2) if f"WAY-{n}" not in taken)

    def now(steps: int) -> int:
        return max(0, longest - steps * step)

    def changes(steps: int) -> tuple[FieldChange, ...]:
        way = {"id": name, "origin": one, "destination": other, "minutes": now(steps)}
        return (FieldChange(place=Place(kind=RecordKind.TRAVEL), now=way),)

    yield Candidate(
        RemedyKind.FASTER_WAY,
        -(-longest // step),
        changes,
        lambda steps: said(
            "the way from {one} to {other} takes {now}",
            one=one,
            other=other,
            now=minutes_text(now(steps)),
        ),
        lambda steps: longest - now(steps),
        demand.records,
        f"way {one} {other}",
    )


def _rule(asked: Asked, demand: Demand) -> Iterator[Candidate]:
    index = demand.place.index or 0
    rule, place = asked.plan.rules[index], asked.place(RecordKind.RULE, index)
    if rule.limit is not None and rule.kind in (RuleKind.WORK, RuleKind.REST):
        limit, sign = rule.limit, 1 if rule.kind is RuleKind.WORK else -1
        whole = limit if sign < 0 else 24 - limit

        def now(steps: int) -> float:
            return round(limit + sign * min(steps * HALF_AN_HOUR / 60, whole), 3)

        yield Candidate(
            RemedyKind.HIGHER_LIMIT,
            max(0, round(whole * 60 / HALF_AN_HOUR + 0.49)),
            lambda steps: (change(asked.plan, RecordKind.RULE, index, "limit", now(steps)),),
            lambda steps: said(
                "the limit of the rule {rule} ({kind}) is {length}",
                rule=rule.id,
                kind=word_of(rule.kind),
                length=minutes_text(round(now(steps) * 60)),
            ),
            lambda steps: steps * HALF_AN_HOUR,
            (place,),
            f"limit {rule.id}",
        )
    for number in asked.numbers[:MOST_EXCEPTED]:
        name = asked.plan.serials[number].id
        excepted = "; ".join([*rule.except_serials, name])
        yield once(
            RemedyKind.EXCEPTED,
            [change(asked.plan, RecordKind.RULE, index, "except_serials", excepted)],
            said(
                "the rule {rule} ({kind}) does not hold for {name}",
                rule=rule.id,
                kind=word_of(rule.kind),
                name=name,
            ),
            [place, asked.place(RecordKind.SERIAL, number)],
            1,
            f"except {rule.id}",
        )


def _frame(asked: Asked, demand: Demand) -> Iterator[Candidate]:
    exercise = asked.plan.exercise
    kind: Any = demand.kind
    if kind is DemandKind.STARTEX and exercise.startex:
        yield _instant(
            asked,
            demand,
            RemedyKind.LONGER_EXERCISE,
            exercise.startex,
            -1,
            lambda moved, now: said("STARTEX is {moved}, on {now}", moved=moved, now=now),
        )
    elif kind is DemandKind.ENDEX and exercise.endex:
        yield _instant(
            asked,
            demand,
            RemedyKind.LONGER_EXERCISE,
            exercise.endex,
            1,
            lambda moved, now: said("ENDEX is {moved}, on {now}", moved=moved, now=now),
        )
    elif kind is DemandKind.STEP:
        yield once(
            RemedyKind.SMALLER_STEP,
            [change(asked.plan, RecordKind.EXERCISE, 0, "time_step", SMALLEST_STEP)],
            said("serials begin at multiples of {step} min", step=SMALLEST_STEP),
            [asked.place(RecordKind.EXERCISE, 0)],
        )


_OF: dict[DemandKind, Callable[[Asked, Demand], Iterator[Candidate]]] = {
    DemandKind.QUANTITY: _quantity,
    DemandKind.AVAILABLE_FROM: _available,
    DemandKind.AVAILABLE_UNTIL: _available,
    DemandKind.ARRIVAL: _stay,
    DemandKind.DEPARTURE: _stay,
    DemandKind.WAY: _way,
    DemandKind.RULE: _rule,
    DemandKind.STEP: _frame,
    DemandKind.STARTEX: _frame,
    DemandKind.ENDEX: _frame,
}
