"""What a program may ask of a search, and what is refused in a sentence."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

import pytest

from birlik.planning import explain, plan, rehearse, replan
from birlik.planning.asked import refuse_absurd
from birlik.planning.projects import Project, solve_project
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
    with pytest.raises(ValueError, match=r"one run at least|less than 0|whole number"):
        rehearse(PLAN, KEPT, **numbers)


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
