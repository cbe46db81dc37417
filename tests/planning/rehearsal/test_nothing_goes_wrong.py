"""Without disturbances every run is the timetable itself."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from birlik.exercise.judge import judge
from birlik.exercise.plan import Plan
from birlik.planning.planner import plan_timetable
from birlik.planning.rehearsal.conduct import Conduct
from birlik.planning.rehearsal.draws import Draws
from birlik.planning.rehearsal.simulate import simulated
from tests.planning.drafts import exercises


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plan=exercises())
def test_every_serial_begins_and_ends_as_planned(plan: Plan) -> None:
    timetable = plan_timetable(plan, judge(plan), seconds=0)
    conduct = Conduct(plan, timetable)
    runs = simulated(conduct, Draws(3), limit=0)
    assert not runs.why.any()
    assert (runs.starts == conduct.planned[:, None]).all()
    assert (runs.ends == (conduct.planned + conduct.lasting)[:, None]).all()
    for party in conduct.parties:
        assert conduct.frame.instant(party.begins) == party.placement.begins
