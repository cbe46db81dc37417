"""How much time a contradiction leaves its serials, and how much they need."""

from __future__ import annotations

from collections.abc import Iterator

from birlik.exercise.plan import Plan
from birlik.exercise.records.rules import RuleKind
from birlik.exercise.sentences import Listing, clauses, counted, said
from birlik.exercise.time import minutes_text
from birlik.planning.contradictions.budget import Budget
from birlik.planning.contradictions.demanding import Core
from birlik.planning.contradictions.result import DemandKind
from birlik.planning.contradictions.telling import stretch_text
from birlik.planning.contradictions.verdict import plan_verdict
from birlik.planning.formulate import Formulation, formulate
from birlik.planning.frame import Frame
from birlik.planning.problem import Activity
from birlik.planning.windows import Windows

#: Stretches of time that a sentence names.
MOST_NAMED = 3

#: Demands that forbid two serials of one thing at a time: with others beside them the sum says little.
_ONE_AT_A_TIME = frozenset({DemandKind.CAPACITY, DemandKind.UNIT})

#: Demands that keep serials apart, or at a distance, for other reasons.
_APART = frozenset(
    {
        DemandKind.AFTER,
        DemandKind.AT_MOST,
        DemandKind.TOGETHER,
        DemandKind.NEVER,
        DemandKind.DANGER,
        DemandKind.WAY,
        DemandKind.RULE,
    }
)


def sum_text(plan: Plan, core: Core) -> str:
    """What there is and what is needed, without a full stop; empty if no sum tells anything."""
    if len(core.numbers) == 1:
        return _alone(plan, core)
    formulation = formulate(core.only)
    if formulation.excluded:
        return ""
    kinds = {demand.kind for demand in core.demands}
    if DemandKind.AFTER in kinds and not kinds & (_ONE_AT_A_TIME | {DemandKind.TOGETHER}):
        return _in_a_row(formulation)
    if kinds & _ONE_AT_A_TIME and not kinds & _APART:
        return _side_by_side(core, formulation)
    if DemandKind.RULE in kinds and DemandKind.UNIT in kinds:
        return _together(core)
    return ""


def _together(core: Core) -> str:
    """How long all serials last, where a rule limits the work of a day."""
    limits = {
        rule.id for rule in core.only.rules if rule.kind is RuleKind.WORK and rule.limit is not None
    }
    if not any(d.kind is DemandKind.RULE and d.place.record in limits for d in core.demands):
        return ""
    minutes = sum(serial.duration or 0 for serial in core.only.serials)
    return said("together they last {minutes}", minutes=minutes_text(minutes))


def _alone(plan: Plan, core: Core) -> str:
    """The longest time that is left on end to a single serial."""
    if {demand.kind for demand in core.demands} & {
        DemandKind.QUANTITY,
        DemandKind.CHOICE,
        DemandKind.PEOPLE,
        DemandKind.CAPACITY,
        DemandKind.AFTER,
    }:
        return ""
    (serial,) = core.only.serials
    budget = Budget(1.0)

    def fits(minutes: int) -> bool:
        shorter = serial.model_copy(update={"duration": minutes})
        alone = core.only.model_copy(update={"serials": (shorter,)})
        return plan_verdict(alone, budget).possible is True

    least, most = 0, serial.duration or 0
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (middle, most) if fits(middle) else (least, middle)
    exercise = plan.exercise
    if core.frame and len(core.demands) == 1 and exercise.startex and exercise.endex:
        whole = (exercise.endex - exercise.startex).total_seconds() // 60
        return said("the exercise lasts {length}", length=minutes_text(int(whole)))
    if not least:
        return said("together they leave no time at all")
    return said("the longest time left on end is {least}", least=minutes_text(least))


def _in_a_row(formulation: Formulation) -> str:
    """Time from the first possible start of the first to the last possible end of the last."""
    chain = _chain(formulation.problem.activities)
    if chain is None:
        return ""
    activities = formulation.problem.activities
    first, last = activities[chain[0]], activities[chain[-1]]
    gaps = sum(link.least for number in chain for link in activities[number].links)
    need = gaps + sum(activities[number].duration for number in chain)
    begins, ends = _starts(first).first, _starts(last).last + last.duration
    if need <= ends - begins:
        return ""
    room = max(0, ends - begins)
    words = said("one after another they need {need}", need=minutes_text(need))
    if not room:
        return words
    return clauses(
        words,
        said(
            "{when} are {room}",
            when=_stretch(formulation.frame, begins, ends),
            room=minutes_text(room),
        ),
    )


def _chain(activities: tuple[Activity, ...]) -> list[int] | None:
    """All activities in a row, each waiting for the one before; None if they are no row."""
    before = {
        number: link.before for number, activity in enumerate(activities) for link in activity.links
    }
    firsts = [number for number in range(len(activities)) if number not in before]
    if len(firsts) != 1 or len(before) != len(activities) - 1:
        return None
    after = {one: number for number, one in before.items()}
    chain = firsts
    while chain[-1] in after:
        chain.append(after[chain[-1]])
    return chain if len(chain) == len(activities) else None


def _side_by_side(core: Core, formulation: Formulation) -> str:
    """Time in which one thing can be used by serials that use it one after another."""
    problem = formulation.problem
    scarce = [d for d in core.demands if d.kind in _ONE_AT_A_TIME]
    by_area = [d.place.record for d in scarce if d.kind is DemandKind.CAPACITY]
    things = {d.place.record if d.kind is DemandKind.CAPACITY else d.item for d in scarce}
    if len(things) != 1 or (by_area and any(len(a.modes) > 1 for a in problem.activities)):
        return ""
    at_once = 1
    if by_area:
        at_once = next(area.serials for area in problem.areas if area.id == by_area[0])
    before = [a.setup if by_area else 0 for a in problem.activities]
    after = [a.clearup if by_area else 0 for a in problem.activities]
    need = sum(before) + sum(after) + sum(a.duration for a in problem.activities)
    time = Windows.of(
        (begin - b, end - 1 + activity.duration + a)
        for activity, b, a in zip(problem.activities, before, after, strict=True)
        for begin, end in _starts(activity)
    )
    room = sum(end - begin for begin, end in time)
    when = Listing(_stretches(formulation.frame, time), "")
    if need > room * at_once:
        told = {"when": when, "room": minutes_text(room), "need": minutes_text(need)}
        if room == 60:
            return said("there is 1 h for them ({when}); they need {need}", **told)
        if at_once == 1:
            return said("there are {room} for them ({when}); they need {need}", **told)
        return said(
            "there are {room} for them for {at_once} at a time ({when}); they need {need}",
            at_once=at_once,
            **told,
        )
    if len(time.stretches) <= MOST_NAMED:
        return said(
            "the time for them ({when}) does not hold all of them one after another", when=when
        )
    return ""


def _starts(activity: Activity) -> Windows:
    return Windows.of(stretch for mode in activity.modes for stretch in mode.starts)


def _stretches(frame: Frame, time: Windows) -> Iterator[str]:
    for begin, end in time.stretches[:MOST_NAMED]:
        yield _stretch(frame, begin, end)
    if len(time.stretches) > MOST_NAMED:
        yield counted("and {number} more", "and {number} more", len(time.stretches) - MOST_NAMED)


def _stretch(frame: Frame, begin: int, end: int) -> str:
    return stretch_text(frame.instant(begin), frame.instant(end), frame.zone)
