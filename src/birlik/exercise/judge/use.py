"""Records of no use: rules that hold for nothing, pools that nobody draws on, ways to nowhere (B310)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.index import Index, called
from birlik.exercise.records.rules import Rule, RuleKind
from birlik.exercise.records.serials import Serial
from birlik.exercise.sentences import said

Bits = defaultdict[str, int]


def use_findings(index: Index) -> Iterator[Finding]:
    """Findings about records that change nothing; none while the plan has no serials."""
    for number, way in enumerate(index.plan.travel):
        if way.origin and way.origin == way.destination:
            place = index.place(RecordKind.TRAVEL, number, "destination")
            message = said(
                "the way leads from {origin} to itself; within a site there is none",
                origin=way.origin,
            )
            yield finding("B310", message, place)
    if not index.plan.serials:
        return
    yield from _pools(index)
    scopes = Scopes(index) if index.plan.rules else None
    for number, rule in enumerate(index.plan.rules):
        if scopes and (why := scopes.why_useless(rule)):
            place = index.place(RecordKind.RULE, number)
            yield finding(
                "B310",
                said("rule {rule} holds for no serial: {why}", rule=rule.name, why=why),
                place,
            )


def _pools(index: Index) -> Iterator[Finding]:
    drawn = {amount.resource for serial in index.plan.serials for amount in serial.resources}
    if any("resources" in serial.unread for serial in index.plan.serials):
        return
    for number, pool in enumerate(index.plan.resources):
        if pool.id and pool.id not in drawn:
            place = index.place(RecordKind.RESOURCE, number)
            yield finding("B310", said("no serial draws on {pool}", pool=called(pool)), place)


class Scopes:
    """Serials that may fall under a rule. A set of serials is a number with a bit for each."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._kinds: Bits = defaultdict(int)
        self._areas: Bits = defaultdict(int)
        self._nations: Bits = defaultdict(int)
        self._units: Bits = defaultdict(int)
        self._chosen: defaultdict[tuple[str | None, str | None], int] = defaultdict(int)
        self._ids: Bits = defaultdict(int)
        self._unknown = 0
        for number, serial in enumerate(index.plan.serials):
            self._add(serial, 1 << number)
        self._kinds_of_nation: defaultdict[str | None, set[str]] = defaultdict(set)
        for unit in index.plan.units:
            self._kinds_of_nation[unit.nation].add(unit.kind)

    def _add(self, serial: Serial, bit: int) -> None:
        self._ids[serial.id] |= bit
        self._kinds[serial.kind] |= bit
        for area in serial.areas_named:
            self._areas[area] |= bit
        for unit in serial.units:
            self._units[unit] |= bit
            if unit in self._index.units:
                self._nations[self._index.units[unit].nation or ""] |= bit
        for nation in serial.nations:
            self._nations[nation] |= bit
        for demand in serial.choose:
            self._chosen[demand.kind, demand.nation] |= bit
        if not {"kind", "areas", "units", "choose", "nations"}.isdisjoint(serial.unread):
            self._unknown |= bit

    def why_useless(self, rule: Rule) -> str:
        """Why a rule holds for no serial; empty if it may, or if a word in it is reported anyhow."""
        if rule.kind is None or rule.unread:
            return ""
        index = self._index
        parts: list[tuple[str, tuple[str, ...], Container[str], Callable[[str], int]]] = [
            (
                said("is of its kinds"),
                rule.serial_kinds,
                self._kinds,
                lambda name: self._kinds.get(name, 0),
            ),
            (
                said("takes place in its areas"),
                rule.areas,
                index.areas,
                lambda name: self._areas.get(name, 0),
            ),
        ]
        if rule.kind is not RuleKind.FAIR_SHARE:
            nations = index.names[RecordKind.NATION].known
            parts += [
                (said("has its nations"), rule.nations, nations, self._with_nation),
                (said("has its units"), rule.units, index.units, self._with_unit),
            ]
        fitting = (1 << len(index.plan.serials)) - 1
        for words, named, known, serials_of in parts:
            if not named:
                continue
            if not any(name in known for name in named):
                return ""
            bits = self._unknown
            for name in named:
                bits |= serials_of(name)
            if not bits:
                return said("none {words}", words=words)
            fitting &= bits
        if not fitting:
            return said("none fits all that it names")
        for name in rule.except_serials:
            fitting &= ~self._ids.get(name, 0)
        return "" if fitting else said("it excepts them all")

    def _with_unit(self, name: str) -> int:
        """Serials in which a unit takes part, or for which it can be chosen."""
        unit = self._index.units.get(name)
        if unit is None:
            return 0
        bits = self._units.get(name, 0)
        for kind in (unit.kind, None):
            for nation in (unit.nation, None):
                bits |= self._chosen.get((kind, nation), 0)
        return bits

    def _with_nation(self, name: str) -> int:
        """Serials in which a nation takes part, or from which a unit can be chosen."""
        bits = self._nations.get(name, 0)
        kinds = self._kinds_of_nation.get(name)
        for kind in (*kinds, None) if kinds else ():
            for nation in (name, None):
                bits |= self._chosen.get((kind, nation), 0)
        return bits
