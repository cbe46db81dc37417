"""A contradiction in a few sentences: who needs what and when, how much there is, how much is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from birlik.exercise.plan import Plan
from birlik.exercise.records.serials import Serial
from birlik.exercise.sentences import Sentence, clauses, counted, full, said
from birlik.exercise.time import minutes_text
from birlik.planning.contradictions.demanding import Core
from birlik.planning.contradictions.result import Demand, DemandKind
from birlik.planning.contradictions.sums import sum_text
from birlik.planning.contradictions.telling import (
    clock_of,
    days_text,
    holds_text,
    hours_text,
    in_a_row,
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
    parts = [*telling.needs(), *telling.own_times(), *telling.others()]
    if not parts or (len(telling.names) == 1 and not telling.kinds[DemandKind.LATEST]):
        parts = _with_length(telling, parts)
    counts = sum_text(plan, core)
    return in_a_row(full(told) for told in (clauses(*parts), counts) if told)


def _with_length(telling: _Telling, parts: list[str]) -> list[str]:
    """Clauses that say of a single serial how long it lasts."""
    if len(telling.names) > 1:
        return parts or [said("{serials} cannot all be held", serials=named(telling.names))]
    name, serial = telling.names[0], telling.serials[0]
    lasts = said("{serial} lasts {length}", serial=name, length=minutes_text(serial.duration or 0))
    if not parts:
        return [lasts]
    first, *others = parts
    if isinstance(first, Sentence) and first.pattern == _DOES and first.values["serial"] == name:
        return [said("{lasts} and {does}", lasts=lasts, does=first.values["does"]), *others]
    return [lasts, *parts]


#: A clause about one serial, of which another can be made that says more about it.
_DOES = "{serial} {does}"


def _does(serial: str, does: str) -> Sentence:
    return said("{serial} {does}", serial=serial, does=does)


class _Telling:
    def __init__(self, plan: Plan, core: Core) -> None:
        self.plan, self.core, self.zone = plan, core, clock_of(plan)
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
                yield counted(
                    "{units} takes part in {serial}",
                    "{units} take part in {serial}",
                    len(units),
                    units=joined(units),
                    serial=serials[0],
                )
            else:
                yield self._all(serials, joined(units))
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
        limits = {name: holds_text(self._at_once(name)) for name in scarce}
        usual = holds_text(1)
        what: str = joined(scarce, "or")
        if any(limit != usual for limit in limits.values()):
            each = [
                said("{area}, which {holds}", area=a, holds=holds) for a, holds in limits.items()
            ]
            yield self._all(users, joined(each, "or"), aside=True)
            return
        if len(scarce) > 1:
            what = said("{areas}, each of which holds one serial at a time", areas=what)
        yield self._all(users, what, aside=len(scarce) > 1)

    def _at_once(self, name: str) -> int:
        """Serials that an area holds at a time."""
        area = next(area for area in self.plan.areas if area.id == name)
        return 1 if area.serials_at_once is None else area.serials_at_once

    def _all(self, users: Iterable[str], what: str, aside: bool = False) -> Sentence:
        """``S-1 and S-2 both need A at night``: with what all serials ask of their time, once."""
        names = list(users)
        if self.common and not self.told_common and set(names) == set(self.names):
            self.told_common = True
            when = in_a_row(self.common[kind] for kind in OWN_TIME if kind in self.common)
            if aside:
                what = said("{what}, {when}", what=what, when=when)
            else:
                what = said("{what} {when}", what=what, when=when)
        if len(names) == 1:
            return _does(names[0], said("needs {what}", what=what))
        if len(names) == 2:
            return said("{serials} both need {what}", serials=named(names), what=what)
        return said("{serials} all need {what}", serials=named(names), what=what)

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
        needs: list[str] = [
            said("{serial} needs {units}", serial=demand.place.record, units=demand.item)
            for demand in demands[:MOST_TOLD]
        ]
        if len(demands) > MOST_TOLD:
            more = len(demands) - MOST_TOLD
            needs.append(counted("{number} more needs others", "{number} more need others", more))
        yield clauses(joined(needs), counted("{number} unit fits", "{number} units fit", fitting))

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
            together = said(
                "{serials} draw {total} x {pool} together",
                serials=named([who for who, _ in amounts]),
                total=sum(quantity for _, quantity in amounts),
                pool=name,
            )
            return clauses(together, pool.text)
        draws = [
            said("{serial} draws {quantity} x {pool}", serial=who, quantity=quantity, pool=name)
            for who, quantity in amounts
        ]
        return clauses(joined(draws), pool.text)

    def _crowd(self, demand: Demand) -> str:
        """People whom serials bring to an area, and how many it holds."""
        area = demand.place.record
        people = {unit.id: unit.personnel or 0 for unit in reversed(self.plan.units)}
        bring: list[str] = []
        for serial in self.serials:
            if area not in serial.areas_named:
                continue
            brought = sum(people.get(unit, 0) for unit in dict.fromkeys(serial.units))
            told = {"serial": serial.id, "people": (serial.people or 0) + brought}
            if serial.choose:
                bring.append(
                    said("{serial} brings {people} people and those of units to choose", **told)
                )
            else:
                bring.append(said("{serial} brings {people} people", **told))
        if len(bring) > MOST_TOLD:
            more = len(bring) - MOST_TOLD
            bring[MOST_TOLD:] = [
                counted("{number} more brings others", "{number} more bring others", more)
            ]
        return clauses(joined(bring), demand.text)

    def own_times(self) -> Iterator[str]:
        """What each serial asks of its own time, as far as it has not been told of all."""
        told = self.common.keys() if self.told_common else frozenset[DemandKind]()
        alike: defaultdict[str, list[int]] = defaultdict(list)
        for number in self.core.numbers:
            if verbs := self._verbs(number, told, 1):
                alike[joined(verbs)].append(number)
        for count, (words, numbers) in enumerate(alike.items()):
            if count == MOST_TOLD:
                more = len(alike) - MOST_TOLD
                yield counted(
                    "{number} more asks for other times", "{number} more ask for other times", more
                )
                return
            names = [self.plan.serials[number].id for number in numbers]
            if len(names) == 1:
                yield _does(names[0], words)
            else:
                do = joined(self._verbs(numbers[0], told, len(names)))
                yield said("{serials} {do}", serials=named(names), do=do)

    def _verbs(self, number: int, told: Collection[DemandKind], many: int) -> list[str]:
        """What a serial asks of its own time, with verbs for so many serials."""
        phrases = self.phrases[number]
        return [
            _verb(self.plan.serials[number], kind, phrases[kind], many, self)
            for kind in OWN_TIME
            if kind in phrases and kind not in told
        ]

    def others(self) -> Iterator[str]:
        """Every other demand, in its own words."""
        for kind in AS_THEY_ARE:
            demands = self.kinds[kind]
            for demand in demands[:MOST_TOLD]:
                yield demand.text
            if len(demands) > MOST_TOLD:
                more = len(demands) - MOST_TOLD
                yield counted(
                    "and {number} more of the kind", "and {number} more of the kind", more
                )


def _when(serial: Serial, kind: DemandKind, telling: _Telling) -> str:
    """A demand of a serial on its own time, without a verb: ``at night``, ``on 14 July``."""
    zone = telling.zone
    if kind is DemandKind.LIGHT:
        return light_text(serial.light)
    if kind is DemandKind.HOURS:
        return said("within {hours}", hours=hours_text(serial.hours))
    if kind is DemandKind.DAYS:
        return days_text(serial.days, zone)
    if kind is DemandKind.PHASE:
        return said("within the phase {phase}", phase=serial.phase)
    if kind is DemandKind.EARLIEST and serial.earliest:
        return said("from {earliest} on", earliest=moment_text(serial.earliest, zone))
    if kind is DemandKind.LATEST and serial.latest:
        return said("by {latest}", latest=moment_text(serial.latest, zone))
    assert serial.fixed is not None
    return said("exactly on {fixed}", fixed=moment_text(serial.fixed, zone))


def _verb(serial: Serial, kind: DemandKind, phrase: str, many: int, telling: _Telling) -> Sentence:
    """What :func:`_when` says, with a verb before it, of one serial or of many."""
    if kind is DemandKind.EARLIEST and serial.earliest:
        earliest = moment_text(serial.earliest, telling.zone)
        return counted(
            "begins on {earliest} or later", "begin on {earliest} or later", many, earliest=earliest
        )
    if kind is DemandKind.LIGHT:
        return counted("is held {when}", "are held {when}", many, when=phrase)
    if kind in (DemandKind.HOURS, DemandKind.PHASE):
        return counted("lies {when}", "lie {when}", many, when=phrase)
    if kind is DemandKind.LATEST:
        return counted("is over {when}", "are over {when}", many, when=phrase)
    return counted("begins {when}", "begin {when}", many, when=phrase)
