"""The score of a timetable, reckoned anew from the placements alone."""

from __future__ import annotations

import math
from datetime import timedelta
from itertools import pairwise

from birlik.exercise.plan import Plan
from birlik.exercise.records.rules import Rule, RuleKind
from birlik.exercise.records.serials import USUAL_WISH_COST
from birlik.planning.timetable import Score, Timetable
from birlik.planning.verify.clock import Calendar
from birlik.planning.verify.joined import MINUTE, Held, Joined
from birlik.planning.verify.scope import Scope


def score_of(timetable: Timetable, plan: Plan) -> Score:
    """Score of a timetable, whatever it says itself.

    Returns
    -------
    Score
        Numbers of minutes are whole; a part of a minute counts as one.
    """
    return joined_score(Joined(timetable, plan))


def joined_score(joined: Joined) -> Score:
    """Score of a timetable that is already joined with its plan."""
    left_out = [serial for _, serial in joined.left_out()]
    return Score(
        mandatory_left_out=sum(serial.mandatory for serial in left_out),
        optional_left_out=(
            sum(serial.priority == 1 for serial in left_out),
            sum(serial.priority == 2 for serial in left_out),
            sum(serial.priority == 3 for serial in left_out),
            sum(serial.priority == 4 for serial in left_out),
            sum(serial.priority == 5 for serial in left_out),
        ),
        wishes=sum(_broken_wishes(held, joined) for held in joined.first.values()),
        unfairness=sum(
            _unfairness(rule, joined)
            for rule in joined.plan.rules
            if rule.kind is RuleKind.FAIR_SHARE
        ),
        end=_end(joined),
        moves=sum(_moves(unit, joined) for unit in joined.of_unit),
    )


def _whole_minutes(time: timedelta) -> int:
    return -(-time // MINUTE)


def _broken_wishes(held: Held, joined: Joined) -> int:
    serial, broken = held.serial, 0
    if serial.wish_hours and not Calendar(joined.clock, serial.wish_hours).holds(held.begins):
        broken += 1
    if serial.wish_days:
        day = joined.clock.local(held.begins).date()
        broken += not any(span.includes(day) for span in serial.wish_days)
    return broken * (USUAL_WISH_COST if serial.wish_cost is None else serial.wish_cost)


def _unfairness(rule: Rule, joined: Joined) -> int:
    compared = rule.nations or tuple(
        nation.id
        for nation in joined.plan.nations
        if nation.id and nation.role.strip().casefold() != "observer"
    )
    if not compared:
        return 0
    scope = Scope(rule)
    shares = dict.fromkeys(compared, timedelta())
    for held in joined.first.values():
        if scope.fits(held):
            for nation in held.nations & shares.keys():
                shares[nation] += held.ends - held.begins
    difference = (max(shares.values()) - min(shares.values())) / MINUTE
    return max(0, math.ceil(round(difference - (rule.limit or 0) * 60, 6)))


def _end(joined: Joined) -> int:
    if not joined.first or joined.startex is None:
        return 0
    return _whole_minutes(max(held.ends for held in joined.first.values()) - joined.startex)


def _moves(unit: str, joined: Joined) -> int:
    sites = [
        site
        for held in joined.of_unit[unit]
        if joined.first[held.id] is held and (site := joined.site(held)) is not None
    ]
    return sum(before != after for before, after in pairwise(sites))
