"""The levels of the score as expressions of the exact model, the most important first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from birlik.planning.exact.variables import Variables
from birlik.planning.problem import Problem
from birlik.planning.timetable import Score


@dataclass(frozen=True)
class Level:
    """One number of the score.

    Attributes
    ----------
    name : str
    expression : callable
        Adds it to the model and gives its expression; called once, when the level is reached.
    least : int
        A value that it can never be below.
    value : callable
        Its value in a :class:`Score`.
    """

    name: str
    expression: Callable[[], cp_model.LinearExprT]
    least: int
    value: Callable[[Score], int]


def optional_weights(problem: Problem) -> list[int]:
    """Weight of an optional serial left out, by priority: one counts more than all of lower priority."""
    counts = [
        sum(activity.priority == priority for activity in problem.activities)
        for priority in range(1, 6)
    ]
    weights = [1] * 5
    for index in range(3, -1, -1):
        weights[index] = weights[index + 1] * (counts[index + 1] + 1)
    return weights


def levels_of(variables: Variables) -> list[Level]:
    """Levels of the score; optional serials of all priorities are one level with weights."""
    v = variables
    activities = v.problem.activities
    weights = optional_weights(v.problem)
    mandatory = sum(1 - v.present[n] for n, a in enumerate(activities) if a.mandatory)
    optional = sum(
        weights[a.priority - 1] * (1 - v.present[n])
        for n, a in enumerate(activities)
        if not a.mandatory
    )

    def optional_value(score: Score) -> int:
        return sum(w * left for w, left in zip(weights, score.optional_left_out, strict=True))

    return [
        Level("mandatory serials", lambda: mandatory, 0, lambda score: score.mandatory_left_out),
        Level("optional serials", lambda: optional, 0, optional_value),
        Level("wishes", lambda: _wishes(v), 0, lambda score: score.wishes),
        Level("fair shares", lambda: _unfairness(v), 0, lambda score: score.unfairness),
        Level("the end", lambda: _end(v), _least_end(v), lambda score: score.end),
        Level("moves", lambda: _moves(v), _least_moves(v), lambda score: score.moves),
    ]


def _wishes(v: Variables) -> cp_model.LinearExprT:
    """Costs of broken wishes."""
    terms: list[cp_model.LinearExprT] = []
    for number, activity in enumerate(v.problem.activities):
        v.look()
        step = v.problem.step if activity.on_grid else 1
        for wished, cost in activity.wishes:
            ticks = [s // step for s in (v.all_starts(number) & wished).on_grid(step)]
            if not ticks:
                terms.append(cost * v.present[number])
                continue
            broken = v.model.new_bool_var(f"{activity.id} against a wish")
            kept = v.model.add_linear_expression_in_domain(
                v.ticks[number], cp_model.Domain.from_values(ticks)
            )
            kept.only_enforce_if([broken.negated(), v.present[number]])
            terms.append(cost * broken)
    return sum(terms)


def _unfairness(v: Variables) -> cp_model.LinearExprT:
    """Minutes by which nations differ beyond what the fair-share rules accept."""
    total: list[cp_model.LinearExprT] = []
    for share in v.problem.shares:
        used: dict[int, list[cp_model.LinearExprT]] = {nation: [] for nation in share.nations}
        for number, activity in enumerate(v.problem.activities):
            v.look()
            modes = [m for m in range(len(activity.modes)) if (number, m) in share.counted]
            counted = v.in_modes(number, modes)
            if counted is None:
                continue
            for nation in share.nations:
                literal = _nation_there(v, number, nation, counted)
                if literal is not None:
                    used[nation].append(activity.duration * literal)
        horizon = sum(activity.duration for activity in v.problem.activities)
        if not used:
            continue
        most, least = (v.model.new_int_var(0, horizon, name) for name in ("most", "least"))
        for terms in used.values():
            v.model.add(most >= sum(terms))
            v.model.add(least <= sum(terms))
        unfair = v.model.new_int_var(0, horizon, "unfairness")
        v.model.add(unfair >= most - least - share.accepted)
        total.append(unfair)
    return sum(total)


def _nation_there(
    v: Variables, number: int, nation: int, counted: cp_model.IntVar
) -> cp_model.IntVar | None:
    """Literal that a nation takes part in an activity where it counts; None if it never does."""
    activity = v.problem.activities[number]
    if nation in activity.nations:
        return counted
    there = [
        literal
        for unit, literal in v.takes[number].items()
        if v.problem.forces[unit].nation == nation
    ]
    if not there:
        return None
    joint = v.model.new_bool_var(f"nation {nation} in {activity.id}")
    # Both ways: the most and the least of a share pull in opposite directions.
    v.model.add_bool_or([joint.negated(), *there])
    v.model.add_implication(joint, counted)
    for literal in there:
        v.model.add_bool_or([joint, literal.negated(), counted.negated()])
    return joint


def _end(v: Variables) -> cp_model.LinearExprT:
    """Minutes from STARTEX to the end of the last serial."""
    end = v.model.new_int_var(0, v.problem.endex - v.problem.startex, "end")
    for number, activity in enumerate(v.problem.activities):
        v.look()
        over = v.start[number] + activity.duration - v.problem.startex
        condition = [] if v.present[number] is v.one else [v.present[number]]
        v.model.add(end >= over).only_enforce_if(condition)
    return end


def _least_end(v: Variables) -> int:
    """Minutes from STARTEX before which no timetable with every settled serial can be over."""
    activities = v.problem.activities
    ends = (v.all_starts(n).first + activities[n].duration for n in v.settled)
    return max(ends, default=v.problem.startex) - v.problem.startex


def _visits(v: Variables, unit: int) -> dict[tuple[int, int], cp_model.IntVar]:
    """Literal that a unit is at a site for an activity, by activity and site."""
    visits: dict[tuple[int, int], cp_model.IntVar] = {}
    for number, takes in enumerate(v.takes):
        if unit not in takes:
            continue
        sites: defaultdict[int, list[int]] = defaultdict(list)
        for m, mode in enumerate(v.problem.activities[number].modes):
            if mode.site is not None:
                sites[mode.site].append(m)
        for site, modes in sites.items():
            at = v.in_modes(number, modes)
            assert at is not None
            literals = {lit.index: lit for lit in (takes[unit], at) if lit is not v.one}
            if takes[unit] is v.present[number]:
                literals = {at.index: at} if at is not v.one else {}
            if len(literals) <= 1:
                visits[number, site] = next(iter(literals.values()), v.one)
            else:
                both = v.model.new_bool_var("there")
                v.model.add_bool_and(literals.values()).only_enforce_if(both)
                v.model.add_bool_or([both, *(lit.negated() for lit in literals.values())])
                visits[number, site] = both
    return visits


def _least_moves(v: Variables) -> int:
    """Moves that no timetable with every settled serial can avoid: sites of a unit, less one."""
    least = 0
    for unit in range(len(v.problem.forces)):
        sites = set()
        for number in v.settled:
            activity = v.problem.activities[number]
            there = {mode.site for mode in activity.modes}
            if unit in activity.units and len(there) == 1:
                sites |= there - {None}
        least += max(0, len(sites) - 1)
    return least


def _moves(v: Variables) -> cp_model.LinearExprT:
    """How often units change site: for each unit, a path through its serials."""
    terms: list[cp_model.LinearExprT] = []
    seen: dict[tuple[tuple[int, int, int], ...], list[cp_model.LinearExprT]] = {}
    for unit in range(len(v.problem.forces)):
        v.look()
        visits = _visits(v, unit)
        if len({site for _, site in visits}) < 2:
            continue
        key = tuple((number, site, literal.index) for (number, site), literal in visits.items())
        if key not in seen:
            seen[key] = _path(v, visits)
        terms += seen[key]
    return sum(terms)


def _path(
    v: Variables, visits: dict[tuple[int, int], cp_model.IntVar]
) -> list[cp_model.LinearExprT]:
    """Arcs between consecutive visits that lie at different sites."""
    nodes = list(visits)
    arcs: list[tuple[int, int, cp_model.LiteralT]] = []
    changes: list[cp_model.LinearExprT] = []
    nobody = v.model.new_bool_var("no visit")
    arcs.append((0, 0, nobody))
    for i, (one, site) in enumerate(nodes, start=1):
        v.look()
        literal = visits[one, site]
        arcs.append((0, i, v.model.new_bool_var("first")))
        arcs.append((i, 0, v.model.new_bool_var("last")))
        if literal is not v.one:
            arcs.append((i, i, literal.negated()))
            v.model.add_implication(literal, nobody.negated())
        else:
            v.model.add(nobody == 0)
        length = v.problem.activities[one].duration
        for j, (other, other_site) in enumerate(nodes, start=1):
            if other == one or v.all_starts(one).first + length > v.all_starts(other).last:
                continue
            arc = v.model.new_bool_var("next")
            v.model.add(v.start[other] >= v.start[one] + length).only_enforce_if(arc)
            arcs.append((i, j, arc))
            if site != other_site:
                changes.append(arc)
    v.model.add_circuit(arcs)
    return changes
