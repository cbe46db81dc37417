"""Whatever a plan holds, it is judged: in order, in place, the same each time, and never refused."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from birlik.exercise.codes import CODES
from birlik.exercise.columns import RecordKind
from birlik.exercise.judge import judge
from birlik.exercise.judge.index import COLUMNS
from birlik.exercise.plan import MODELS, Plan
from birlik.planning.formulate import formulate
from tests.building import area, plan_with, serial, unit
from tests.planning.drafts import exercises
from tests.strategies import plans

ANY = settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))


@ANY
@given(plans(most=3))
def test_any_plan_is_judged(plan: Plan) -> None:
    found = judge(plan)
    assert found == judge(Plan.model_validate_json(plan.to_json()))
    for one in found:
        kind, index = one.place.kind, one.place.index
        assert one.code[:2] in ("B2", "B3")
        assert one.code in CODES
        assert kind is not None
        assert index is not None
        assert plan.records(kind)[index].id == one.place.record
        assert one.place.field is None or one.place.field in {c.name for c in COLUMNS[kind]}
        assert not one.message.endswith(".")
    rows = [
        (list(MODELS).index(one.place.kind or RecordKind.EXERCISE), one.place.index)
        for one in found
    ]
    assert rows == sorted(rows)


@ANY
@given(plans(most=4))
def test_what_is_not_found_wrong_can_be_planned(plan: Plan) -> None:
    exercise = plan.exercise
    if exercise.startex and exercise.endex and exercise.startex < exercise.endex:
        frame = exercise.model_copy(
            update={"endex": min(exercise.endex, exercise.startex.replace(hour=23, minute=59))}
        )
        if frame.endex and frame.startex and frame.startex < frame.endex:
            short = plan.model_copy(update={"exercise": frame})
            formulate(short, judge(short))


@ANY
@given(exercises())
def test_the_planner_s_own_random_exercises_are_judged(plan: Plan) -> None:
    assert judge(plan) == judge(plan)


def test_findings_stand_in_the_order_of_the_workbook() -> None:
    plan = plan_with(
        units=[unit("U-1", nation="XXX", contingent="C-1"), unit("U-1")],
        areas=[area("ТOKMAK")],
        serials=[serial("S-1", None, areas="B", units="U-2"), serial("S-2", areas="C")],
        host=None,
    )
    where = [(f.place.kind, f.place.index, f.place.field) for f in judge(plan)]
    assert where == [
        (RecordKind.EXERCISE, 0, "host"),
        (RecordKind.UNIT, 0, "nation"),
        (RecordKind.UNIT, 0, "contingent"),
        (RecordKind.UNIT, 1, "id"),
        (RecordKind.AREA, 0, "id"),
        (RecordKind.SERIAL, 0, "duration"),
        (RecordKind.SERIAL, 0, "units"),
        (RecordKind.SERIAL, 0, "areas"),
        (RecordKind.SERIAL, 1, "areas"),
    ]
