"""A contradiction in a few sentences: who needs what and when, how much there is, how much is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from birlik.exercise.plan import Plan
from birlik.exercise.records.serials import Serial
from birlik.exercise.time import minutes_text
from birlik.planning.contradictions.demanding import Core
from birlik.planning.contradictions.result import Demand, DemandKind
from birlik.planning.contradictions.sums import sum_text
from birlik.planning.contradictions.telling import (
    days_text,
    hours_text,
    joined,
    light_text,
    moment_text,
    named,
)

#: Demands of a serial on its own time, in the order in which a sentence names them.
OWN_TIME = (
    DemandKind.FIXED,
    DemandKind.LIGHT,
    DemandKind.HOURS,
    DemandKind.DAYS,
    DemandKind.PHASE,
    DemandKind.EARLIEST,
    DemandKind.LATEST,
)

#: Demands told in their own words, in this order.
AS_THEY_ARE = (
    DemandKind.AFTER,
    DemandKind.AT_MOST,
    DemandKind.TOGETHER,
    DemandKind.NEVER,
    DemandKind.DANGER,
    DemandKind.SETUP,
    DemandKind.CLEARUP,
    DemandKind.OPENING,
    DemandKind.CLOSURE,
    DemandKind.ARRIVAL,
    DemandKind.DEPARTURE,
    DemandKind.AVAILABLE_FROM,
    DemandKind.AVAILABLE_UNTIL,
    DemandKind.WAY,
    DemandKind.RULE,
)

#: Demands of one kind that a sentence tells; the list of demands holds all.
MOST_TOLD = 4


def text_of(plan: Plan, core: Core) -> str:
    """A contradiction in words.

    Parameters
    ----------
    plan : Plan
    core : Core
        A smallest set of demands of the plan.
    """
    telling = _Telling(plan, core)
    clauses = [*telling.needs(), *telling.own_times(), *telling.others()]
    if not clauses or (len(telling.names) == 1 and not telling.kinds[DemandKind.LATEST]):
        clauses = _with_length(telling, clauses)
    sentences = [_sentence("; ".join(clauses))]
    sentences.append(_sentence(sum_text(plan, core)))
    return " ".join(sentence for sentence in sentences if sentence)


def _with_length(telling: _Telling, clauses: list[str]) -> list[str]:
    """Clauses that say of a single serial how long it lasts."""
    if len(telling.names) > 1:
        return clauses or [f"{named(telling.names)} cannot all be held"]
    name, serial = telling.names[0], telling.serials[0]
    lasts = f"{name} lasts {minutes_text(serial.duration or 0)}"
    if not clauses:
        return [lasts]
    if clauses[0].startswith(f"{name} "):
        return [f"{lasts} and {clauses[0].removeprefix(name).strip()}", *clauses[1:]]
    return [lasts, *clauses]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "." if text else ""


class _Telling:
    def __init__(self, plan: Plan, core: Core) -> None:
        self.plan, self.core, self.zone = plan, core, plan.zone
        self.serials = [plan.serials[number] for number in core.numbers]
        self.names = [serial.id for serial in self.serials]
        self.kinds: defaultdict[DemandKind, list[Demand]] = defaultdict(list)
        for demand in core.demands:
            self.kinds[demand.kind].append(demand)
        self.phrases = {number: self._phrases(number) for number in core.numbers}
        shared = set.intersection(*(set(of.items()) for of in self.phrases.values()))
        #: What all of several serials ask of their own time.
        self.common = {kind: text for kind, text in sorted(shared) if len(self.names) > 1}
        self.told_common = False

    def _phrases(self, number: int) -> dict[DemandKind, str]:
        """What one serial asks of its own time, by kind, as it follows a verb."""
        serial = self.plan.serials[number]
        return {
            demand.kind: _when(serial, demand.kind, self)
            for kind in OWN_TIME
            for demand in self.kinds[kind]
            if demand.place.index == number
        }

    def needs(self) -> Iterator[str]:
        """What several serials need of the same thing."""
        yield from self._areas()
        by_unit: defaultdict[str, list[str]] = defaultdict(list)
        for demand in self.kinds[DemandKind.UNIT]:
            by_unit[demand.item].append(demand.place.record)
        by_serials: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for unit, users in by_unit.items():
            by_serials[tuple(users)].append(unit)
        for serials, units in by_serials.items():
            if len(serials) == 1:
                takes = "takes" if len(units) == 1 else "take"
                yield f"{joined(units)} {takes} part in {serials[0]}"
            else:
                yield self._all(serials, f"need {joined(units)}")
        yield from self._choices()
        for pool in self.kinds[DemandKind.QUANTITY]:
            yield self._draws(pool)
        for demand in self.kinds[DemandKind.PEOPLE]:
            yield self._crowd(demand)

    def _areas(self) -> Iterator[str]:
        """Areas that hold too few serials at a time."""
        scarce = [demand.place.record for demand in self.kinds[DemandKind.CAPACITY]]
        if not scarce:
            return
        users = [s.id for s in self.serials if not s.areas_named.isdisjoint(scarce)]
        limits = {
            name: demand.text.removeprefix(f"{name} ")
            for name, demand in zip(scarce, self.kinds[DemandKind.CAPACITY], strict=True)
        }
        usual = "holds one serial at a time"
        what = joined(scarce, "or")
        if any(limit != usual for limit in limits.values()):
            what = joined([f"{name}, which {limit}" for name, limit in limits.items()], "or")
        elif len(scarce) > 1:
            what += ", each of which " + usual
        yield self._all(users, f"need {what}")

    def _all(self, users: Iterable[str], verb: str) -> str:
        """``S-1 and S-2 both need A at night``: with what all serials ask of their time, once."""
        names = list(users)
        when = ""
        if self.common and not self.told_common and set(names) == set(self.names):
            self.told_common = True
            when = " " + " ".join(self.common[kind] for kind in OWN_TIME if kind in self.common)
            when = (", " + when.strip()) if ", which" in verb or ", each" in verb else when
        if len(names) == 1:
            return f"{names[0]} {verb.replace('need', 'needs', 1)}{when}"
        return f"{named(names)} {'both' if len(names) == 2 else 'all'} {verb}{when}"

    def _choices(self) -> Iterator[str]:
        """Units to choose, and how many there are."""
        demands = self.kinds[DemandKind.CHOICE]
        if not demands:
            return
        wanted = [
            choice
            for demand in demands
            for choice in self.plan.serials[demand.place.index or 0].choose
            if str(choice) == demand.item
        ]
        fitting = sum(
            any(c.kind in (None, u.kind) and c.nation in (None, u.nation) for c in wanted)
            for u in self.plan.units
        )
        needs = [f"{demand.place.record} needs {demand.item}" for demand in demands[:MOST_TOLD]]
        if len(demands) > MOST_TOLD:
            needs.append(f"{len(demands) - MOST_TOLD} more need others")
        units = "unit fits" if fitting == 1 else "units fit"
        yield f"{joined(needs)}; {fitting} {units}"

    def _draws(self, pool: Demand) -> str:
        """Amounts that are drawn from a pool, and what it holds."""
        name = pool.place.record
        amounts = [
            (demand.place.record, amount.quantity)
            for demand in self.kinds[DemandKind.AMOUNT]
            if demand.item == name
            for amount in self.plan.serials[demand.place.index or 0].resources
            if amount.resource == name
        ]
        if len(amounts) > MOST_TOLD:
            total = _amount(sum(quantity for _, quantity in amounts))
            return (
                f"{named([who for who, _ in amounts])} draw {total} x {name} together; {pool.text}"
            )
        draws = [f"{who} draws {_amount(quantity)} x {name}" for who, quantity in amounts]
        return f"{joined(draws)}; {pool.text}"

    def _crowd(self, demand: Demand) -> str:
        """People whom serials bring to an area, and how many it holds."""
        area = demand.place.record
        people = {unit.id: unit.personnel or 0 for unit in reversed(self.plan.units)}
        bring = [
            f"{s.id} brings {(s.people or 0) + sum(people.get(u, 0) for u in dict.fromkeys(s.units)):,}"
            + (" people and those of units to choose" if s.choose else " people")
            for s in self.serials
            if area in s.areas_named
        ]
        more = [f"{len(bring) - MOST_TOLD} more bring others"] if len(bring) > MOST_TOLD else []
        return f"{joined([*bring[:MOST_TOLD], *more])}; {demand.text}"

    def own_times(self) -> Iterator[str]:
        """What each serial asks of its own time, as far as it has not been told of all."""
        told = self.common.keys() if self.told_common else frozenset[DemandKind]()
        alike: defaultdict[str, list[str]] = defaultdict(list)
        for number in self.core.numbers:
            serial, phrases = self.plan.serials[number], self.phrases[number]
            verbs = [
                _verb(kind, phrases[kind]) for kind in OWN_TIME if kind in phrases.keys() - told
            ]
            if verbs:
                alike[joined(verbs)].append(serial.id)
        for number, (words, names) in enumerate(alike.items()):
            if number == MOST_TOLD:
                yield f"{len(alike) - MOST_TOLD} more ask for other times"
                return
            plural = (
                words.replace("is ", "are ").replace("begins ", "begin ").replace("lies ", "lie ")
            )
            yield f"{named(names)} {words if len(names) == 1 else plural}"

    def others(self) -> Iterator[str]:
        """Every other demand, in its own words."""
        for kind in AS_THEY_ARE:
            demands = self.kinds[kind]
            for demand in demands[:MOST_TOLD]:
                yield demand.text
            if len(demands) > MOST_TOLD:
                yield f"and {len(demands) - MOST_TOLD} more of the kind"


def _when(serial: Serial, kind: DemandKind, telling: _Telling) -> str:
    """A demand of a serial on its own time, without a verb: ``at night``, ``on 14 July``."""
    zone = telling.zone
    if kind is DemandKind.LIGHT:
        return light_text(serial.light)
    if kind is DemandKind.HOURS:
        return f"within {hours_text(serial.hours)}"
    if kind is DemandKind.DAYS:
        return days_text(serial.days)
    if kind is DemandKind.PHASE:
        return f"within the phase {serial.phase}"
    if kind is DemandKind.EARLIEST and serial.earliest:
        return f"from {moment_text(serial.earliest, zone)} on"
    if kind is DemandKind.LATEST and serial.latest:
        return f"by {moment_text(serial.latest, zone)}"
    assert serial.fixed is not None
    return f"exactly on {moment_text(serial.fixed, zone)}"


def _verb(kind: DemandKind, phrase: str) -> str:
    """What :func:`_when` says, with a verb before it."""
    if kind is DemandKind.EARLIEST:
        return f"begins on {phrase.removeprefix('from ').removesuffix(' on')} or later"
    if kind is DemandKind.LIGHT:
        return f"is held {phrase}"
    if kind in (DemandKind.HOURS, DemandKind.PHASE):
        return f"lies {phrase}"
    return f"is over {phrase}" if kind is DemandKind.LATEST else f"begins {phrase}"


def _amount(quantity: float) -> str:
    return f"{quantity:,.3f}".rstrip("0").rstrip(".")
