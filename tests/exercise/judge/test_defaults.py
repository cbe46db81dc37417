"""Release defaults: one for the same records, and words that are no nations."""

from __future__ import annotations

from birlik.exercise.plan import Plan
from birlik.exercise.records.setting import ReleaseDefault
from tests.building import plan_with, serial
from tests.exercise.judge.lines import lines


def plan(*defaults: ReleaseDefault) -> Plan:
    """Plan with release defaults."""
    return plan_with().model_copy(update={"release_defaults": defaults})


def default(id: str, kind: str, nation: str, label: str) -> ReleaseDefault:
    """Release default as a planner writes it."""
    fields = {"id": id, "kind": kind, "nation": nation, "default_release": label}
    return ReleaseDefault.model_validate(fields)


def test_two_defaults_that_speak_of_the_same_records_are_reported() -> None:
    first = default("D-1", "action items", "AZE", "KAZ")
    assert lines(plan(first, default("D-2", "Action_Items", "AZE", "ALL"))) == [
        (
            "release_defaults D-2: B209 another release default (D-1) speaks of action items of AZE too; "
            "only what both release is released; keep one of them"
        )
    ]
    assert lines(plan(first, default("D-2", "action items", "", "ALL"))) == []


def test_a_label_names_nations_that_there_are_or_words_that_are_none() -> None:
    assert lines(plan_with(serials=[serial("S-1", releasable_to="all; visitors")])) == []
    assert lines(plan(default("D-1", "", "", "AZE; Visitors"))) == []
    assert lines(plan(default("D-1", "", "XYZ", "VISITORS; XYZ"))) == [
        'release_defaults D-1 nation: B203 no nation is called "XYZ"',
        'release_defaults D-1 default_release: B203 no nation is called "XYZ"',
    ]
