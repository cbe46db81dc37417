"""Rules that span several serials, in numbers: work a day, rest between days, fair shares."""

from __future__ import annotations

from birlik.exercise.plan import Plan
from birlik.exercise.records.rules import Rule, RuleKind
from birlik.planning.problem import Activity, FairShare, RestRule, WorkRule


class SpanningRules:
    """The rules of a plan that hold for many of its activities at once."""

    def __init__(self, plan: Plan, activities: tuple[Activity, ...]) -> None:
        self.plan, self.activities = plan, activities
        self.units = {unit.id: number for number, unit in enumerate(plan.units)}
        self.areas = {area.id: number for number, area in enumerate(plan.areas)}
        self.nations = {nation.id: number for number, nation in enumerate(plan.nations)}

    def work(self) -> tuple[WorkRule, ...]:
        """Most work a day."""
        return tuple(
            WorkRule(number, self._units_of(rule), _minutes(rule), self._counted(rule))
            for number, rule in self._rules(RuleKind.WORK)
        )

    def rest(self) -> tuple[RestRule, ...]:
        """Least rest between two working days."""
        return tuple(
            RestRule(number, self._units_of(rule), _minutes(rule), self._counted(rule))
            for number, rule in self._rules(RuleKind.REST)
        )

    def shares(self) -> tuple[FairShare, ...]:
        """Fair shares of scarce areas."""
        return tuple(
            FairShare(number, self._sharing(rule), _minutes(rule), self._counted(rule))
            for number, rule in self._rules(RuleKind.FAIR_SHARE)
        )

    def _rules(self, kind: RuleKind) -> list[tuple[int, Rule]]:
        return [
            (number, rule)
            for number, rule in enumerate(self.plan.rules)
            if rule.kind is kind and (rule.limit is not None or kind is RuleKind.FAIR_SHARE)
        ]

    def _units_of(self, rule: Rule) -> frozenset[int]:
        """Units for which a rule of work or rest holds."""
        return frozenset(
            number
            for unit, number in self.units.items()
            if (not rule.units or unit in rule.units)
            and (not rule.nations or self.plan.units[number].nation in rule.nations)
        )

    def _counted(self, rule: Rule) -> frozenset[tuple[int, int]]:
        """Activities and modes that a rule counts."""
        named = {self.areas[area] for area in rule.areas if area in self.areas}
        return frozenset(
            (number, mode_number)
            for number, activity in enumerate(self.activities)
            for mode_number, mode in enumerate(activity.modes)
            if activity.id not in rule.except_serials
            and (
                not rule.serial_kinds
                or self.plan.serials[activity.serial].kind in rule.serial_kinds
            )
            and (not rule.areas or not named.isdisjoint(mode.areas))
        )

    def _sharing(self, rule: Rule) -> tuple[int, ...]:
        """Nations among which a fair-share rule compares."""
        if rule.nations:
            return tuple(self.nations[nation] for nation in rule.nations if nation in self.nations)
        return tuple(
            number
            for number, nation in enumerate(self.plan.nations)
            if nation.role.strip().casefold() != "observer"
        )


def _minutes(rule: Rule) -> int:
    """Limit of a rule, which planners write in hours."""
    return round((rule.limit or 0) * 60)
