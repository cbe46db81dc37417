"""docs/timetable.md names every rule, and the tests that prove each."""

from __future__ import annotations

import re
from pathlib import Path

from birlik.exercise.codes import CODES
from tests.planning import test_what_serials_ask_for, test_what_the_exercise_demands
from tests.planning.verify import (
    proving,
    test_exercise_rules,
    test_light_and_danger,
    test_serial_rules,
    test_statement,
    test_times_and_order,
)

PAGE = Path(__file__).parents[2] / "docs" / "timetable.md"

PLANNER = {*dir(test_what_serials_ask_for), *dir(test_what_the_exercise_demands)}
VERIFIER = (
    test_exercise_rules,
    test_light_and_danger,
    test_serial_rules,
    test_statement,
    test_times_and_order,
)


def rows() -> dict[str, list[str]]:
    """The tests that the page names, by the code of the rule."""
    found = re.findall(
        r"^\|.*\| (B5\d\d) \|([^|]*)\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    return {code: re.findall(r"`(test_\w+)`", tests) for code, tests in found}


def test_every_rule_that_the_verifier_knows_stands_on_the_page() -> None:
    assert set(rows()) == {code for code in CODES if code.startswith("B5")}


def test_each_rule_names_the_tests_in_which_the_verifier_finds_it_broken() -> None:
    assert all(any(name in dir(module) for module in VERIFIER) for name in proving.PROVEN)
    for code, tests in rows().items():
        proofs = {name for name, proven in proving.PROVEN.items() if proven == code}
        assert proofs, f"no test proves {code}"
        assert proofs == set(tests) - PLANNER


def test_each_rule_of_a_plan_names_a_test_in_which_the_planner_keeps_it() -> None:
    of_a_timetable = {"B551", "B552", "B553", "B554", "B555"}
    for code, tests in rows().items():
        assert bool(PLANNER.intersection(tests)) == (code not in of_a_timetable)
