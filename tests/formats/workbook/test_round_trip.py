"""A plan written to a workbook or a plan file is read again as the same plan."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from birlik.exercise.plan import Plan
from birlik.exercise.records.setting import Exercise
from birlik.formats.planfile import json_plan
from birlik.formats.workbook.reader import workbook_plan
from birlik.formats.workbook.writer import workbook_bytes
from tests.strategies import plans

THOROUGH = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@given(plan=plans())
@settings(THOROUGH, max_examples=60)
def test_a_plan_comes_back_from_a_workbook_as_it_was(plan: Plan) -> None:
    assert workbook_plan(workbook_bytes(plan)).plan == plan


@given(plan=plans())
@settings(THOROUGH, max_examples=60)
def test_a_plan_comes_back_from_a_plan_file_as_it_was(plan: Plan) -> None:
    assert json_plan(plan.to_json().encode()).plan == plan


@given(value=st.integers(-1000, 100_000) | st.floats(-1e6, 1e6) | st.booleans())
@settings(THOROUGH, max_examples=40)
def test_a_number_that_is_no_time_stays_that_number(value: float) -> None:
    kept = {"startex": value}
    plan = Plan(exercise=Exercise(id="U", time_zone="Asia/Aqtau", unread=kept))
    assert workbook_plan(workbook_bytes(plan)).plan.exercise.unread == kept
