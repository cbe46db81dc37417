"""What a program may ask of a search, and what is refused in a sentence."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import pytest

from birlik.exercise.judge import judge
from birlik.planning import better_timetables, explain, plan, rehearse, replan
from birlik.planning.asked import refuse_absurd
from birlik.planning.projects import Lag, Project, faults_of, outcomes, solve_project
from tests.building import plan_with, serial, timetable_with

PLAN = plan_with(serials=[serial("S-1")])
KEPT = timetable_with(PLAN)
SMALLEST = Project("one", (1,), (), ((),), ())


@pytest.mark.parametrize("seconds", [math.nan, -1.0, -math.inf])
def test_a_budget_is_a_number_not_below_nothing(seconds: float) -> None:
    with pytest.raises(ValueError, match="it must be a number, 0 or more"):
        plan(PLAN, seconds=seconds)
    with pytest.raises(ValueError, match="it must be a number, 0 or more"):
        replan(PLAN, KEPT, seconds=seconds)
    with pytest.raises(ValueError, match="it must be a number, 0 or more"):
        explain(PLAN, seconds=seconds)


@pytest.mark.parametrize("seed", [-1, 2**31, 2**70, 1.5])
def test_a_seed_is_one_that_every_solver_takes(seed: Any) -> None:
    with pytest.raises(ValueError, match="it must be a whole number between 0 and 2,147,483,647"):
        plan(PLAN, seed=seed)
    with pytest.raises(ValueError, match="it must be a whole number between 0 and 2,147,483,647"):
        replan(PLAN, KEPT, seed=seed)
    with pytest.raises(ValueError, match="it must be a whole number between 0 and 2,147,483,647"):
        explain(PLAN, seed=seed)
    with pytest.raises(ValueError, match="it must be a whole number between 0 and 2,147,483,647"):
        rehearse(PLAN, KEPT, seed=seed)
    with pytest.raises(ValueError, match="it must be a whole number between 0 and 2,147,483,647"):
        solve_project(SMALLEST, 1.0, seed=seed)


def test_a_budget_without_end_goes_on_until_all_is_proven() -> None:
    refuse_absurd(math.inf, 0)
    timetable = plan(PLAN, seconds=math.inf, seed=2**31 - 1)
    assert timetable.proof is not None
    assert timetable.proof.optimal


def test_an_explanation_without_end_goes_on_until_all_is_explained() -> None:
    impossible = plan_with(serials=[serial("S-1", "20 days")])
    found = explain(impossible, seconds=math.inf, seed=2**31 - 1)
    assert [contradiction.all_tried for contradiction in found.contradictions] == [True]
    assert explain(PLAN, seconds=math.inf).possible


def test_a_time_without_a_zone_freezes_nothing() -> None:
    with pytest.raises(ValueError, match="has no zone"):
        replan(PLAN, KEPT, frozen_until=datetime(2024, 7, 9))  # noqa: DTZ001


@pytest.mark.parametrize("numbers", [{"runs": 0}, {"seed": -1}, {"tolerance": -1}, {"limit": -1}])
def test_numbers_of_a_rehearsal_are_not_below_nothing(numbers: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="it must be a whole number between"):
        rehearse(PLAN, KEPT, **numbers)


#: A call with arguments of types that no checker of types would let through.
call: Any = partial

#: What a search is asked for with arguments of other types: the call, and what it says.
STRANGE: list[tuple[Callable[..., Any], str]] = [
    *(
        (call(search, *others, **strange), words)
        for search, others in (
            (plan, (PLAN,)),
            (better_timetables, (PLAN,)),
            (explain, (PLAN,)),
            (replan, (PLAN, KEPT)),
        )
        for strange, words in (
            ({"seed": "x"}, "the seed is 'x'; it must be a whole number"),
            ({"seed": None}, "the seed is None; it must be a whole number"),
            ({"seed": True}, "the seed is True; it must be a whole number"),
            ({"seconds": "a"}, "the budget is 'a'; it must be a number of seconds"),
            ({"seconds": None}, "the budget is None; it must be a number of seconds"),
            ({"findings": 5}, "the findings hold 5; they must be findings"),
            ({"findings": PLAN}, "the findings hold of the type tuple; they must be findings"),
        )
    ),
    *(
        (call(search, *others, **{name: None}), f"{name} is None; it must be a function")
        for search, others in (
            (plan, (PLAN,)),
            (explain, (PLAN,)),
            (replan, (PLAN, KEPT)),
            (rehearse, (PLAN, KEPT)),
        )
        for name in ("listener", "stop")
    ),
    *(
        (call(search, "plan.xlsx", *others), "the plan is 'plan.xlsx'; it must be a Plan")
        for search, others in (
            (plan, ()),
            (better_timetables, ()),
            (explain, ()),
            (replan, (KEPT,)),
            (rehearse, (KEPT,)),
        )
    ),
    (call(replan, PLAN, "timetable.json"), "the timetable is 'timetable.json'; it must be"),
    (call(rehearse, PLAN, PLAN), "the timetable is of the type Plan; it must be a Timetable"),
    (
        call(replan, PLAN, KEPT, frozen_until="2024-07-09"),
        "is frozen is '2024-07-09'; it must be a datetime with a zone",
    ),
    (call(rehearse, PLAN, KEPT, seed="x"), "the seed is 'x'"),
    (call(rehearse, PLAN, KEPT, runs="many"), "the number of runs is 'many'"),
    (call(rehearse, PLAN, KEPT, tolerance=None), "the tolerance is None"),
    (call(rehearse, PLAN, KEPT, limit="long"), "the limit is 'long'"),
    (call(solve_project, "a.sm", 1.0), "the project is 'a.sm'; it must be a Project"),
    (call(outcomes, None, 1.0), "the project is None; it must be a Project"),
    (call(solve_project, SMALLEST, "a"), "the budget is 'a'"),
    (call(solve_project, SMALLEST, None), "the budget is None"),
    (call(solve_project, SMALLEST, 1.0, work="much"), "the budget is 'much'"),
    (call(solve_project, SMALLEST, 1.0, seed="x"), "the seed is 'x'"),
    (call(solve_project, SMALLEST, 1.0, stage=3), "stage is 3; it must be a function"),
    (call(outcomes, SMALLEST, 1.0, "x"), "the seed is 'x'"),
    (call(faults_of, SMALLEST, None), "the starts are None; they must be whole numbers"),
    (call(Project, "p", (1.5,), (), ((),), ()), "p: the durations must be whole numbers, but"),
    (call(Project, "p", "11", (), ((),), ()), "p: the durations are '11'; they must be a tuple"),
    (call(Project, "p", (1,), (), (5,), ()), "p: the demands of each activity are 5"),
    (call(Project, "p", (1,), (), ((),), ((0, 0),)), "p: a lag has 2 numbers; it needs"),
]


@pytest.mark.parametrize(("asked", "words"), STRANGE)
def test_an_argument_of_another_type_is_refused_at_the_door(
    asked: Callable[..., Any], words: str
) -> None:
    with pytest.raises(TypeError) as error:
        asked()
    assert words in str(error.value)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({"runs": 1.5}, "the number of runs is 1.5; it must be a whole number between 1 and"),
        ({"runs": 1_000_001}, "between 1 and 1,000,000"),
        ({"tolerance": 100_001}, "the tolerance is 100001; it must be a whole number between 0"),
        ({"limit": 10**50}, "the limit is a number of very many digits"),
    ],
)
def test_a_rehearsal_counts_in_whole_numbers(numbers: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        rehearse(PLAN, KEPT, **numbers)


def test_findings_may_come_one_by_one() -> None:
    faulty = plan_with(serials=[serial("S-1", areas="NOWHERE")])
    assert plan(faulty, iter(judge(faulty)), seconds=0).left_out[0].code == "B404"
    assert explain(faulty, iter(judge(faulty)), seconds=0).faulty


def test_rows_of_a_project_may_be_lists() -> None:
    listed: Any = ([1, 2], [3], [[1], [2]], [[0, 1, 1]])
    assert Project("p", *listed) == Project("p", (1, 2), (3,), ((1,), (2,)), (Lag(0, 1, 1),))


def test_results_say_in_a_line_what_they_are() -> None:
    timetable = plan(PLAN, seconds=0)
    assert (
        repr(timetable)
        == str(timetable)
        == (
            "<Timetable of UNITY-24: 1 serials placed, 0 left out; "
            "score (0, 0, 0, 0, 0, 0, 0, 0, 60, 0)>"
        )
    )
    assert repr(replan(PLAN, timetable)) == (
        "<Repair: 1 serials placed, 0 changes, 0 frozen; cost 0, proven least>"
    )
    assert repr(rehearse(PLAN, timetable, runs=10)).startswith(
        "<Rehearsal: 1 serials, 10 runs, seed 0; "
    )
