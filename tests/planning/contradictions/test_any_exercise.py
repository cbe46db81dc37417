"""Random exercises in which more must be held than can be: every claim of an explanation holds."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Severity
from birlik.exercise.judge import judge
from birlik.exercise.plan import Plan
from birlik.planning import explain
from birlik.planning.contradictions import Contradiction, Demand, DemandKind, applied, without
from birlik.planning.contradictions.demands import demands_of
from birlik.planning.contradictions.part import part_of_plan
from birlik.planning.planner import plan_timetable
from birlik.planning.timetable import Timetable
from birlik.planning.verify import verify
from tests.building import instant
from tests.planning.drafts import exercises

#: Demands that hold in any case, and are listed where dropping them would help.
FRAME = {DemandKind.STARTEX, DemandKind.ENDEX, DemandKind.STEP}


@st.composite
def crowded(draw: st.DrawFn) -> Plan:
    """A random exercise of a day or two in which every serial is mandatory."""
    plan = draw(exercises())
    serials = tuple(serial.model_copy(update={"priority": None}) for serial in plan.serials)
    endex = instant(draw(st.sampled_from(("2024-07-09 05:30", "2024-07-10 00:00"))))
    exercise = plan.exercise.model_copy(update={"endex": endex})
    return plan.model_copy(update={"serials": serials, "exercise": exercise})


def planned(plan: Plan) -> Timetable:
    """Timetable by the planner itself, proven in how many mandatory serials it leaves out, and verified."""
    timetable = plan_timetable(plan, seconds=2)
    assert [found.text for found in verify(timetable, plan) if found.code != "B521"] == []
    if not timetable.complete and timetable.proof:
        assert timetable.proof.bound.mandatory_left_out == timetable.score.mandatory_left_out
    return timetable


def wrong_serials(plan: Plan) -> list[str]:
    """Mandatory serials in whose records ``birlik check`` finds errors."""
    places = [found.place for found in judge(plan) if found.severity is Severity.ERROR]
    return [
        place.record
        for place in places
        if place.kind is RecordKind.SERIAL and plan.serials[place.index or 0].mandatory
    ]


def positions(plan: Plan, names: Iterable[str]) -> list[int]:
    wanted = set(names)
    return [number for number, serial in enumerate(plan.serials) if serial.id in wanted]


def only(plan: Plan, contradiction: Contradiction, kept: Iterable[Demand]) -> Plan:
    """The serials of a contradiction alone, with some demands alone."""
    numbers = positions(plan, contradiction.serials)
    texts = {demand.text for demand in kept}
    dropped = [demand for demand in demands_of(plan, numbers) if demand.text not in texts]
    return part_of_plan(without(plan, dropped), numbers)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(crowded())
def test_what_an_explanation_says_is_so(plan: Plan):
    found = explain(plan, seconds=60)
    assert found.undecided == ()
    assert found == explain(plan, seconds=60)
    if found.possible:
        assert planned(plan).complete
        return
    for contradiction in found.contradictions:
        demands = [demand for demand in contradiction.demands if demand.kind not in FRAME]
        assert contradiction.smallest
        assert not planned(only(plan, contradiction, demands)).complete
        for one in demands:
            rest = [demand for demand in demands if demand is not one]
            assert planned(only(plan, contradiction, rest)).complete, one.text
        for one in contradiction.demands:
            if one.kind in FRAME:
                assert planned(only(without(plan, [one]), contradiction, demands)).complete
    for contradiction in found.contradictions:
        for remedy in contradiction.remedies:
            changed = applied(plan, remedy.changes)
            told = positions(plan, (*contradiction.serials, *contradiction.also))
            assert planned(part_of_plan(changed, told)).complete, remedy.text
            if len(found.contradictions) == 1 and not found.faulty and not remedy.remaining:
                assert planned(changed).complete, remedy.text
                assert not wrong_serials(changed), remedy.text
