"""Words of the exercise's own that are probably slips of others."""

from __future__ import annotations

import pytest

from birlik.exercise.records.serials import Serial
from tests.building import area, nation, plan_with, rule, serial, unit
from tests.exercise.judge.lines import lines


def serials_of(*kinds: str) -> list[Serial]:
    return [serial(f"S-{number}", kind=kind) for number, kind in enumerate(kinds, start=1)]


def test_a_kind_used_once_beside_a_usual_one_is_a_slip() -> None:
    plan = plan_with(serials=serials_of("live fire", "live fire", "live fier", "live fire"))
    assert lines(plan) == [
        (
            'serials S-3 kind: B206 "live fier" is used once, "live fire" 3 times; '
            'did you mean "live fire"?'
        )
    ]


def test_capitals_tell_kinds_apart_for_rules_and_so_are_reported() -> None:
    plan = plan_with(serials=serials_of("live fire", "Live fire"))
    assert lines(plan) == [
        (
            'serials S-2 kind: B206 "Live fire" is used once, "live fire" once too; '
            'did you mean "live fire"?'
        )
    ]


@pytest.mark.parametrize(
    "kinds",
    [
        ("march", "landing", "landing", "landing"),
        ("phase 1", "phase 2", "phase 2", "phase 2"),
        ("ASSAULT-A", "ASSAULT-B", "ASSAULT-B", "ASSAULT-B"),
        ("DAY fire", "DRY fire", "DRY fire", "DRY fire"),
        ("live fire", "live fier", "live fier"),  # neither is usual
        ("—", "–", "–", "–"),
    ],
)
def test_different_kinds_are_no_slips(kinds: tuple[str, ...]) -> None:
    assert lines(plan_with(serials=serials_of(*kinds))) == []


def test_kinds_of_unit_are_compared_too() -> None:
    units = [unit(f"U-{n}", kind=kind) for n, kind in enumerate(["TANK", "TANK", "TANK", "TАNK"])]
    assert lines(plan_with(units=units)) == [
        'units U-3 kind: B206 "TАNK" is used once, "TANK" 3 times; did you mean "TANK"?'
    ]


def test_a_site_written_in_another_way_would_be_another_site() -> None:
    areas = [area("A-1", site="TOKMAK"), area("A-2", site="TOKMAK"), area("A-3", site="Tokmak")]
    assert lines(plan_with(areas=areas)) == [
        'areas A-3 site: B206 "Tokmak" is used once, "TOKMAK" 2 times; did you mean "TOKMAK"?'
    ]


def test_a_role_that_almost_counts_is_reported() -> None:
    nations = [nation("KAZ", role="host"), nation("TUR", role="obsever"), nation("AZE", role="")]
    assert lines(plan_with(nations=nations)) == [
        'nations TUR role: B206 the role "obsever" is none that counts; did you mean "observer"?'
    ]
    assert lines(plan_with(nations=[nation("KAZ", role="Observer")])) == []
    assert lines(plan_with(nations=[nation("KAZ", role="mentor")])) == []


def test_a_rule_names_kinds_that_serials_have() -> None:
    def ruled(kinds: str) -> list[str]:
        quiet = rule("R-1", "quiet hours", hours="22:00-06:00", serial_kinds=kinds)
        return lines(plan_with(serials=serials_of("live fire", "march"), rules=[quiet]))

    assert ruled("live fire; march") == []
    assert ruled("live-fire; sports") == [
        (
            'rules R-1 serial_kinds: B206 no serial is of the kind "live-fire"; '
            'did you mean "live fire"?'
        ),
        'rules R-1 serial_kinds: B206 no serial is of the kind "sports"',
    ]
