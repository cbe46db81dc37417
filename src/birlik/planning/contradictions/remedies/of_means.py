"""Remedies for what serials ask of units, pools and one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Place
from birlik.exercise.records.serials import Serial
from birlik.exercise.sentences import counted, said
from birlik.exercise.time import minutes_text
from birlik.exercise.values.demands import UnitDemand
from birlik.planning.contradictions.remedies.asked import Asked
from birlik.planning.contradictions.remedies.candidate import Candidate, change, once
from birlik.planning.contradictions.remedies.of_times import A_WEEK
from birlik.planning.contradictions.result import Demand, DemandKind, FieldChange, RemedyKind

#: Units that may come besides.
MOST_UNITS = 6

_SERIAL = RecordKind.SERIAL


def for_means(asked: Asked, demand: Demand) -> Iterator[Candidate]:
    """Candidates for a demand of a serial on units, pools or other serials; none for another demand."""
    number = demand.place.index or 0
    if demand.kind in _OF:
        yield from _OF[demand.kind](asked, number, asked.plan.serials[number], demand.item)


def _unit(asked: Asked, number: int, serial: Serial, item: str) -> Iterator[Candidate]:
    index, unit = next((n, u) for n, u in enumerate(asked.plan.units) if u.id == item)
    left = "; ".join(name for name in serial.units if name != item)
    records = [asked.place(_SERIAL, number), asked.place(RecordKind.UNIT, index)]
    fewer = change(asked.plan, _SERIAL, number, "units", left)
    if unit.kind:
        wanted = UnitDemand(count=1, kind=unit.kind, nation=unit.nation)
        chosen = "; ".join([*map(str, serial.choose), str(wanted)])
        other = said("another {kind}", kind=unit.kind)
        if unit.nation:
            other = said("another {kind} of {nation}", kind=unit.kind, nation=unit.nation)
        yield once(
            RemedyKind.ANOTHER_UNIT,
            [fewer, change(asked.plan, _SERIAL, number, "choose", chosen)],
            said(
                "{other} may take part in {serial} in place of {item}",
                other=other,
                serial=serial.id,
                item=item,
            ),
            records,
        )
    yield once(
        RemedyKind.FEWER_UNITS,
        [fewer],
        said("{serial} is held without {item}", serial=serial.id, item=item),
        records,
        amount=1,
    )


def _choice(asked: Asked, number: int, serial: Serial, item: str) -> Iterator[Candidate]:
    demand = next(choice for choice in serial.choose if str(choice) == item)
    others = [str(choice) for choice in serial.choose if str(choice) != item]

    def fewer(steps: int) -> tuple[FieldChange, ...]:
        left = demand.count - steps
        rest = [str(demand.model_copy(update={"count": left}))] if left else []
        return (change(asked.plan, _SERIAL, number, "choose", "; ".join([*others, *rest])),)

    def words(steps: int) -> str:
        left = demand.count - steps
        now = (
            str(demand.model_copy(update={"count": left}))
            if left
            else said("none of {item}", item=item)
        )
        return said("{serial} is content with {now}", serial=serial.id, now=now)

    yield Candidate(
        RemedyKind.FEWER_UNITS,
        demand.count,
        fewer,
        words,
        lambda steps: steps,
        (asked.place(_SERIAL, number),),
        f"choose {serial.id}",
    )
    nation = demand.nation or asked.plan.exercise.host
    kind = demand.kind or ""

    def more(steps: int) -> tuple[FieldChange, ...]:
        taken = {unit.id for unit in asked.plan.units}
        names = (f"NEW-{n}" for n in range(1, len(taken) + steps + 1) if f"NEW-{n}" not in taken)
        return tuple(
            FieldChange(
                place=Place(kind=RecordKind.UNIT),
                now={"id": next(names), "kind": kind, "nation": nation},
            )
            for _ in range(steps)
        )

    def words_for_more(steps: int) -> str:
        of = {"kind": kind, "nation": nation}
        if kind and nation:
            return counted(
                "{number} more unit of the kind {kind} of {nation} comes",
                "{number} more units of the kind {kind} of {nation} come",
                steps,
                **of,
            )
        if kind:
            return counted(
                "{number} more unit of the kind {kind} comes",
                "{number} more units of the kind {kind} come",
                steps,
                **of,
            )
        if nation:
            return counted(
                "{number} more unit of {nation} comes",
                "{number} more units of {nation} come",
                steps,
                **of,
            )
        return counted("{number} more unit comes", "{number} more units come", steps)

    yield Candidate(
        RemedyKind.MORE_UNITS,
        MOST_UNITS,
        more,
        words_for_more,
        lambda steps: steps,
        (),
        f"units {kind} {nation}",
    )


def _amount(asked: Asked, number: int, serial: Serial, item: str) -> Iterator[Candidate]:
    """Less of a pool, in whole ones."""
    amount = next(amount for amount in serial.resources if amount.resource == item)
    index = next(n for n, pool in enumerate(asked.plan.resources) if pool.id == item)

    def drawn(steps: int) -> str:
        return str(amount.model_copy(update={"quantity": amount.quantity - steps}))

    def changes(steps: int) -> tuple[FieldChange, ...]:
        entries = [str(a) if a.resource != item else drawn(steps) for a in serial.resources]
        return (change(asked.plan, _SERIAL, number, "resources", "; ".join(entries)),)

    yield Candidate(
        RemedyKind.LESS_OF_A_POOL,
        int(amount.quantity - 1e-9),
        changes,
        lambda steps: said(
            "{serial} is content with {drawn}", serial=serial.id, drawn=drawn(steps)
        ),
        lambda steps: steps / amount.quantity,
        (asked.place(_SERIAL, number), asked.place(RecordKind.RESOURCE, index)),
        f"amount {serial.id} {item}",
    )


def _gap(asked: Asked, number: int, item: str, kind: RemedyKind, sign: int, most: int) -> Candidate:
    """Candidate with another least or greatest gap after a serial."""
    serial, step = asked.plan.serials[number], asked.step
    field = "min_gap" if sign < 0 else "max_gap"
    order = next(order for order in serial.after if order.serial == item)

    def now(steps: int) -> int:
        return max(0, (getattr(order, field) or 0) + sign * min(steps * step, most))

    def changes(steps: int) -> tuple[FieldChange, ...]:
        entries = [
            str(o if o.serial != item else o.model_copy(update={field: now(steps)}))
            for o in serial.after
        ]
        return (change(asked.plan, _SERIAL, number, "after", "; ".join(entries)),)

    def words(steps: int) -> str:
        told = {"serial": serial.id, "now": minutes_text(now(steps)), "item": item}
        if sign < 0:
            return said("{serial} may begin as soon as {now} after {item}", **told)
        return said("{serial} may begin up to {now} after {item}", **told)

    other = next(n for n, one in enumerate(asked.plan.serials) if one.id == item)
    return Candidate(
        kind,
        -(-most // step),
        changes,
        words,
        lambda steps: min(steps * step, most),
        (asked.place(_SERIAL, number), asked.place(_SERIAL, other)),
        f"{field} {serial.id} {item}",
    )


def _after(asked: Asked, number: int, serial: Serial, item: str) -> Iterator[Candidate]:
    order = next(order for order in serial.after if order.serial == item)
    if order.min_gap:
        yield _gap(asked, number, item, RemedyKind.SHORTER_GAP, -1, order.min_gap)
    kept = "; ".join(str(order) for order in serial.after if order.serial != item)
    yield _dropped(
        asked,
        number,
        item,
        "after",
        kept,
        said("{serial} need not wait for {item}", serial=serial.id, item=item),
    )


def _at_most(asked: Asked, number: int, _serial: Serial, item: str) -> Iterator[Candidate]:
    yield _gap(asked, number, item, RemedyKind.LONGER_GAP, 1, A_WEEK)


def _dropped(asked: Asked, number: int, item: str, field: str, kept: str, words: str) -> Candidate:
    """Candidate without one demand on another serial."""
    other = next(n for n, one in enumerate(asked.plan.serials) if one.id == item)
    return once(
        RemedyKind.NO_ORDER,
        [change(asked.plan, _SERIAL, number, field, kept)],
        words,
        [asked.place(_SERIAL, number), asked.place(_SERIAL, other)],
    )


def _together(asked: Asked, number: int, serial: Serial, item: str) -> Iterator[Candidate]:
    kept = "; ".join(name for name in serial.together_with if name != item)
    yield _dropped(
        asked,
        number,
        item,
        "together_with",
        kept,
        said("{serial} need not begin together with {item}", serial=serial.id, item=item),
    )


def _never(asked: Asked, number: int, serial: Serial, item: str) -> Iterator[Candidate]:
    kept = "; ".join(name for name in serial.never_with if name != item)
    yield _dropped(
        asked,
        number,
        item,
        "never_with",
        kept,
        said("{serial} may run beside {item}", serial=serial.id, item=item),
    )


def _less_before_or_after(field: str) -> _Thinking:
    """Remedies of a set-up or a clear-up that is shorter."""

    def candidates(asked: Asked, number: int, serial: Serial, _item: str) -> Iterator[Candidate]:
        was, step = getattr(serial, field) or 0, asked.step

        def now(steps: int) -> int:
            return max(0, was - steps * step)

        def words(steps: int) -> str:
            told = {"serial": serial.id, "now": minutes_text(now(steps))}
            if field == "setup":
                return said("the set-up of {serial} takes {now}", **told)
            return said("the clear-up of {serial} takes {now}", **told)

        yield Candidate(
            RemedyKind.SHORTER_SETUP,
            -(-was // step),
            lambda steps: (change(asked.plan, _SERIAL, number, field, now(steps)),),
            words,
            lambda steps: was - now(steps),
            (asked.place(_SERIAL, number),),
            f"{field} {serial.id}",
        )

    return candidates


_Thinking = Callable[[Asked, int, Serial, str], Iterator[Candidate]]

_OF: dict[DemandKind, _Thinking] = {
    DemandKind.UNIT: _unit,
    DemandKind.CHOICE: _choice,
    DemandKind.AMOUNT: _amount,
    DemandKind.AFTER: _after,
    DemandKind.AT_MOST: _at_most,
    DemandKind.TOGETHER: _together,
    DemandKind.NEVER: _never,
    DemandKind.SETUP: _less_before_or_after("setup"),
    DemandKind.CLEARUP: _less_before_or_after("clearup"),
}
