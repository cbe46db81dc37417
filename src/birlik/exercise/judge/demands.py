"""Demands of one serial that nothing can meet: pools, units to choose, people (B303, B304, B305)."""

from __future__ import annotations

import weakref
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, combinations, count
from threading import Lock

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.index import Index, called
from birlik.exercise.judge.names import Names
from birlik.exercise.plan import Plan
from birlik.exercise.records.means import Unit
from birlik.exercise.records.record import Record
from birlik.exercise.records.serials import Serial
from birlik.exercise.sentences import Sentence, all_of, clauses, counted, said
from birlik.exercise.values.demands import UnitDemand

#: Demands of a serial of which every combination is looked at.
_MOST_COMBINED = 6

#: Kind and nation, either None for any.
Wanted = tuple[str | None, str | None]


def demand_findings(index: Index) -> Iterator[Finding]:
    """Findings about what each serial asks for."""
    means = _means_of(index.plan)
    for number, serial in enumerate(index.plan.serials):
        if _is_met(serial, means):
            continue
        found = [*_of_serial(index, number, serial, means.forces)]
        if found:
            yield from found
        else:
            _keep_met(serial, means)


def _of_serial(index: Index, number: int, serial: Serial, forces: Forces) -> Iterator[Finding]:
    if serial.resources:
        yield from _pools(index, number, serial)
    if serial.choose:
        yield from _choices(index, number, serial, forces)
    if serial.areas:
        yield from _people(index, number, serial, forces)


class _Means:
    """All that demands are compared with: the same for plans that have the same records of these kinds.

    Attributes
    ----------
    records : tuple of Record
        Units, pools, areas and nations; they are what tells one from another, by identity.
    forces : Forces
    number : int
        Of these means; no others ever have it.
    """

    def __init__(self, plan: Plan, records: tuple[Record, ...]) -> None:
        self.records = records
        self.number = next(_numbers)
        self.forces = Forces(plan.units)


_numbers = count()

#: Means of plans that were judged last: each change of a plan makes a new one, mostly with the same means.
_means: OrderedDict[tuple[int, ...], _Means] = OrderedDict()
_lock = Lock()

#: Means that are kept, and with how many of them a serial is known to be met.
_MOST_MEANS = 32


def _means_of(plan: Plan) -> _Means:
    kinds = (plan.units, plan.resources, plan.areas, plan.nations)
    records = tuple(record for kind in kinds for record in kind)
    # The records that are kept hold their addresses, so that no other can have one of them.
    key = (*map(len, kinds), *map(id, records))
    with _lock:
        found = _means.get(key)
        if found is None:
            found = _means[key] = _Means(plan, records)
            if len(_means) > _MOST_MEANS:
                _means.popitem(last=False)
        _means.move_to_end(key)
    return found


#: Means with which the demands of each serial that is alive are known to be met, by its address.
_met: dict[int, tuple[weakref.ref[Serial], set[int]]] = {}


def _is_met(serial: Serial, means: _Means) -> bool:
    found = _met.get(id(serial))
    return found is not None and found[0]() is serial and means.number in found[1]


def _keep_met(serial: Serial, means: _Means) -> None:
    key = id(serial)
    found = _met.get(key)
    if found is None or found[0]() is not serial:
        gone = weakref.ref(serial, lambda _: _met.pop(key, None))
        found = _met[key] = gone, set()
    if len(found[1]) >= _MOST_MEANS:
        found[1].clear()
    found[1].add(means.number)


class Forces:
    """Units by kind and nation, counted once for all serials."""

    def __init__(self, units: Sequence[Unit]) -> None:
        first: dict[str, Unit] = {}
        for unit in units:
            if unit.id:
                first.setdefault(unit.id, unit)
        self.units = tuple(first.values())
        self._counted: dict[frozenset[Wanted], int] = {}
        self._fewest: dict[Wanted, list[int]] = {}

    @cached_property
    def kinds(self) -> Names:
        """Kinds that units have."""
        return Names(unit.kind for unit in self.units if unit.kind)

    @cached_property
    def _sorts(self) -> Counter[tuple[str, str | None]]:
        return Counter((unit.kind, unit.nation) for unit in self.units)

    def count(self, wanted: frozenset[Wanted]) -> int:
        """How many units fit at least one of some demands."""
        if wanted not in self._counted:
            self._counted[wanted] = sum(
                times
                for sort, times in self._sorts.items()
                if any(_fits(sort, demand) for demand in wanted)
            )
        return self._counted[wanted]

    def fewest_people(self, wanted: Wanted, count: int) -> int:
        """People that any `count` units that fit a demand bring at least."""
        if wanted not in self._fewest:
            people = sorted(
                unit.personnel or 0
                for unit in self.units
                if _fits((unit.kind, unit.nation), wanted)
            )
            self._fewest[wanted] = [0, *accumulate(people)]
        known = self._fewest[wanted]
        return known[min(count, len(known) - 1)]


def _fits(sort: tuple[str, str | None], wanted: Wanted) -> bool:
    return wanted[0] in (None, sort[0]) and wanted[1] in (None, sort[1])


def _wanted(demand: UnitDemand) -> Wanted:
    return demand.kind, demand.nation


def _pools(index: Index, number: int, serial: Serial) -> Iterator[Finding]:
    asked: defaultdict[str, float] = defaultdict(float)
    for amount in serial.resources:
        asked[amount.resource] += amount.quantity
    for name, quantity in asked.items():
        pool = index.pools.get(name)
        if pool and pool.quantity is not None and round(quantity, 3) > pool.quantity:
            place = index.place(RecordKind.SERIAL, number, "resources")
            message = said(
                "{serial} asks for {quantity} x {name}",
                serial=called(serial),
                quantity=quantity,
                name=name,
            )
            yield finding("B303", clauses(message, there_are(pool.quantity)), place)


def _choices(index: Index, number: int, serial: Serial, forces: Forces) -> Iterator[Finding]:
    """Units to choose, compared with those there are besides the units named."""
    nations = index.names[RecordKind.NATION]
    demands = [demand for demand in serial.choose if not demand.nation or demand.nation in nations]
    named = [index.units[unit] for unit in dict.fromkeys(serial.units) if unit in index.units]
    place = index.place(RecordKind.SERIAL, number, "choose")
    short = False
    for demand in demands:
        there, beside = _left_for([demand], named, forces)
        if there < demand.count:
            short = True
            unknown = demand.kind and demand.kind not in forces.kinds
            meant = forces.kinds.meant_by(demand.kind) if demand.kind and unknown else None
            asks = said("{serial} asks for {demand}", serial=called(serial), demand=str(demand))
            message = clauses(asks, _there_are_besides(there, beside))
            if unknown:
                message = said(
                    '{serial} asks for {demand}; no unit is of the kind "{kind}"',
                    serial=called(serial),
                    demand=str(demand),
                    kind=demand.kind,
                )
            yield finding(
                "B304",
                message,
                place,
                said('did you mean "{meant}"?', meant=meant) if meant else "",
            )
    if not short and len(demands) > 1 and (lacking := _together(demands, named, forces)):
        words, asked, there = lacking
        message = said(
            "{serial} asks for {words}: {asked} units in all",
            serial=called(serial),
            words=words,
            asked=asked,
        )
        yield finding("B304", clauses(message, _there_are_besides(there, len(named))), place)


def _together(
    demands: Sequence[UnitDemand], named: Sequence[Unit], forces: Forces
) -> tuple[str, int, int] | None:
    """Demands that can each be met but not all at once: in words, units asked for, units there."""
    sizes = range(2, len(demands) + 1) if len(demands) <= _MOST_COMBINED else (len(demands),)
    for size in sizes:
        for some in combinations(demands, size):
            asked = sum(demand.count for demand in some)
            there, _ = _left_for(some, named, forces)
            if there < asked:
                return all_of(str(demand) for demand in some), asked, there
    return None


def _left_for(
    demands: Sequence[UnitDemand], named: Sequence[Unit], forces: Forces
) -> tuple[int, int]:
    """Units that fit one of some demands and are not named, and how many of those named fit."""
    wanted = frozenset(_wanted(demand) for demand in demands)
    beside = sum(any(_fits((unit.kind, unit.nation), one) for one in wanted) for unit in named)
    return forces.count(wanted) - beside, beside


def _people(index: Index, number: int, serial: Serial, forces: Forces) -> Iterator[Finding]:
    """People a serial brings at least, against what each choice of areas holds."""
    people: int | None = None
    crowded: dict[str, int] = {}
    for choice in serial.areas:
        limits = [
            (area, index.areas[area].people_at_once) for area in choice.areas if area in index.areas
        ]
        limited = [(limit, area) for area, limit in limits if limit is not None]
        if not limited:
            return
        if people is None:
            people = _people_of(index, serial, forces)
        limit, area = min(limited)
        if limit >= people:
            return
        crowded[area] = limit
    if crowded and people is not None:
        place = index.place(RecordKind.SERIAL, number, "areas")
        rooms = [
            said("{area} holds {limit}", area=area, limit=limit) for area, limit in crowded.items()
        ]
        yield finding(
            "B305",
            said(
                "{serial} brings {people} people; {rooms}",
                serial=called(serial),
                people=people,
                rooms=rooms,
            ),
            place,
        )


def _people_of(index: Index, serial: Serial, forces: Forces) -> int:
    named = sum(
        index.units[unit].personnel or 0
        for unit in dict.fromkeys(serial.units)
        if unit in index.units
    )
    chosen = sum(forces.fewest_people(_wanted(demand), demand.count) for demand in serial.choose)
    return (serial.people or 0) + named + chosen


def amount_text(quantity: float) -> str:
    """Amount from a pool as a planner writes it: ``1,200``, ``1.5``."""
    text = f"{quantity:,.3f}".rstrip("0").rstrip(".")
    return text or "0"


def _there_are_besides(there: int, beside: int) -> Sentence:
    """The same of units, where some of them are named already."""
    if not beside:
        return there_are(there)
    if there <= 0:
        return said("there are none besides those it names")
    return counted(
        "there is {number} besides those it names",
        "there are {number} besides those it names",
        there,
    )


def there_are(quantity: float) -> Sentence:
    """``there are 3``, ``there is 1``, ``there are none``."""
    if quantity <= 0:
        return said("there are none")
    if quantity == 1:
        return said("there is 1")
    return said("there are {quantity}", quantity=quantity)
