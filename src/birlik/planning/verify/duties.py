"""What a unit is put to: one serial at a time, ways between sites, hours of work and rest."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from birlik.exercise.diagnostics import Finding
from birlik.exercise.records.rules import Rule, RuleKind
from birlik.exercise.sentences import Moment, said
from birlik.exercise.time import minutes_text
from birlik.planning.verify.joined import Held, Joined, broken, minutes_between
from birlik.planning.verify.scope import Scope
from birlik.planning.verify.ways import Ways
from birlik.planning.verify.wording import listed, shown


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
                    said(
                        "{unit} is in {latest} and {serial} {when}",
                        unit=shown(unit),
                        latest=shown(latest.id),
                        serial=shown(held.id),
                        when=joined.words.stretch(held.begins, until),
                    ),
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
                        said("the way takes {length}", length=minutes_text(int(needed)))
                        if math.isfinite(needed)
                        else said("it cannot travel at 0 km/h")
                    )
                    yield broken(
                        "B536",
                        held,
                        said(
                            "{unit} ends {before} at {origin} on {ends} and begins {serial} at "
                            "{site} on {begins}; {way}",
                            unit=shown(name),
                            before=shown(before.id),
                            origin=shown(origin),
                            ends=joined.words.moment(before.ends),
                            serial=shown(held.id),
                            site=shown(site),
                            begins=joined.words.moment(held.begins),
                            way=way,
                        ),
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
                said(
                    "{unit} works {length} on {day} ({serials}); at most {limit} are allowed (rule {rule})",
                    unit=shown(unit),
                    length=minutes_text(math.ceil(work)),
                    day=Moment(datetime.combine(day, time(), UTC), "day"),
                    serials=listed([held.id for held in of_day]),
                    limit=_length(limit),
                    rule=shown(rule.id),
                ),
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
            rests = (
                said("rests {length}", length=minutes_text(int(rest)))
                if rest >= 0
                else said("does not rest")
            )
            yield broken(
                "B538",
                held,
                said(
                    "{unit} {rests} between {latest}, which ends on {ends}, and {serial}, "
                    "which begins on {begins}; at least {limit} are needed (rule {rule})",
                    unit=shown(unit),
                    rests=rests,
                    latest=shown(latest.id),
                    ends=joined.words.moment(latest.ends),
                    serial=shown(held.id),
                    begins=joined.words.moment(held.begins),
                    limit=_length(limit),
                    rule=shown(rule.id),
                ),
                "units",
            )


def _length(minutes: float) -> str:
    return (
        minutes_text(int(minutes))
        if minutes.is_integer()
        else said("{minutes} min", minutes=minutes)
    )
