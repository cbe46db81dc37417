"""What a unit is put to: one serial at a time, ways between sites, hours of work and rest."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date

from birlik.exercise.diagnostics import Finding
from birlik.exercise.records.rules import Rule, RuleKind
from birlik.exercise.time import minutes_text
from birlik.planning.verify.joined import Held, Joined, broken, minutes_between
from birlik.planning.verify.scope import Scope
from birlik.planning.verify.ways import Ways
from birlik.planning.verify.wording import MONTHS, listed, shown


def one_place(joined: Joined) -> Iterator[Finding]:
    """Units in one serial at a time (B507)."""
    for unit, serials in joined.of_unit.items():
        latest: Held | None = None
        for held in serials:
            if held.begins == held.ends:
                continue
            if latest and held.begins < latest.ends:
                until = min(held.ends, latest.ends)
                yield broken(
                    "B507",
                    held,
                    f"{shown(unit)} is in {shown(latest.id)} and {shown(held.id)} "
                    f"{joined.words.stretch(held.begins, until)}",
                    "units",
                )
            if latest is None or held.ends > latest.ends:
                latest = held


def travel(joined: Joined) -> Iterator[Finding]:
    """Time to travel between the sites of any two serials of a unit (B536)."""
    ways = Ways(joined.plan)
    for name, serials in joined.of_unit.items():
        unit = joined.units[name]
        last_at: dict[str, Held] = {}
        for held in serials:
            site = joined.site(held)
            if site is None:
                continue
            for origin, before in last_at.items():
                gap = minutes_between(before.ends, held.begins)
                if origin == site or gap < 0:
                    continue
                needed, allowed = ways.minutes(unit, origin, site)
                if gap < needed - allowed:
                    way = (
                        f"the way takes {minutes_text(int(needed))}"
                        if math.isfinite(needed)
                        else "it cannot travel at 0 km/h"
                    )
                    yield broken(
                        "B536",
                        held,
                        f"{shown(name)} ends {shown(before.id)} at {shown(origin)} on "
                        f"{joined.words.moment(before.ends)} and begins {shown(held.id)} at "
                        f"{shown(site)} on {joined.words.moment(held.begins)}; {way}",
                        "units",
                    )
            if site not in last_at or held.ends >= last_at[site].ends:
                last_at[site] = held


def work_and_rest(joined: Joined) -> Iterator[Finding]:
    """Most work of a day and least rest between two days (B537, B538)."""
    for rule in joined.plan.rules:
        if rule.limit is None or rule.kind not in (RuleKind.WORK, RuleKind.REST):
            continue
        scope = Scope(rule)
        check = _work if rule.kind is RuleKind.WORK else _rest
        for unit, serials in joined.of_unit.items():
            if scope.limits(joined.units[unit]):
                counted = [held for held in serials if scope.counts(held)]
                yield from check(unit, counted, rule, rule.limit * 60, joined)


def _work(
    unit: str, serials: list[Held], rule: Rule, limit: float, joined: Joined
) -> Iterator[Finding]:
    days: dict[date, list[Held]] = {}
    for held in serials:
        days.setdefault(joined.clock.working_day(held.begins), []).append(held)
    for day, of_day in days.items():
        work = sum(held.minutes for held in of_day)
        if work > limit + 1e-6:
            yield broken(
                "B537",
                of_day[-1],
                f"{shown(unit)} works {minutes_text(math.ceil(work))} on {day.day} "
                f"{MONTHS[day.month - 1]} ({listed([held.id for held in of_day])}); "
                f"at most {_length(limit)} are allowed (rule {shown(rule.id)})",
                "units",
            )


def _rest(
    unit: str, serials: list[Held], rule: Rule, limit: float, joined: Joined
) -> Iterator[Finding]:
    latest: Held | None = None  # of earlier working days
    of_day: Held | None = None  # of the day of the serial before
    day: date | None = None
    for held in serials:
        belongs = joined.clock.working_day(held.begins)
        if belongs != day:
            if of_day and (latest is None or of_day.ends > latest.ends):
                latest = of_day
            day, of_day = belongs, None
        if of_day is None or held.ends > of_day.ends:
            of_day = held
        if latest is None:
            continue
        rest = minutes_between(latest.ends, held.begins)
        if rest < limit - 1e-6:
            rests = f"rests {minutes_text(int(rest))}" if rest >= 0 else "does not rest"
            yield broken(
                "B538",
                held,
                f"{shown(unit)} {rests} between {shown(latest.id)}, "
                f"which ends on {joined.words.moment(latest.ends)}, and {shown(held.id)}, "
                f"which begins on {joined.words.moment(held.begins)}; "
                f"at least {_length(limit)} are needed (rule {shown(rule.id)})",
                "units",
            )


def _length(minutes: float) -> str:
    return minutes_text(int(minutes)) if minutes.is_integer() else f"{minutes:g} min"
