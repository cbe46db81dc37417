"""The scope of a rule: the serials, units and nations for which it holds."""

from __future__ import annotations

from birlik.exercise.records.means import Unit
from birlik.exercise.records.rules import Rule
from birlik.planning.verify.joined import Held


class Scope:
    """Serials and units for which a rule holds; an empty field fits everything."""

    def __init__(self, rule: Rule) -> None:
        self._kinds = frozenset(rule.serial_kinds)
        self._areas = frozenset(rule.areas)
        self._nations = frozenset(rule.nations)
        self._units = frozenset(rule.units)
        self._excepted = frozenset(rule.except_serials)

    def counts(self, held: Held) -> bool:
        """Whether a serial is one of the kinds and areas, and not excepted."""
        return (
            (not self._kinds or held.serial.kind in self._kinds)
            and (not self._areas or not self._areas.isdisjoint(held.areas))
            and held.id not in self._excepted
        )

    def fits(self, held: Held) -> bool:
        """Whether the rule holds for a serial and those who take part in it."""
        return (
            self.counts(held)
            and (not self._nations or not self._nations.isdisjoint(held.nations))
            and (not self._units or any(unit.id in self._units for unit in held.units))
        )

    def limits(self, unit: Unit) -> bool:
        """Whether a rule of work or rest holds for a unit: it is named, or its nation is."""
        if not self._units and not self._nations:
            return True
        return unit.id in self._units or unit.nation in self._nations
