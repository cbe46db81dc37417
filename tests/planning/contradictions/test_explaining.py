"""Explaining as a whole: several contradictions, hidden ones, faulty records, budgets and stopping."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.contradicting import PLANTED, contradicting_exercise
from birlik.exercise.judge import judge
from birlik.formats.planfile import read
from birlik.planning import explain
from birlik.planning.contradictions import RemedyKind, applied
from birlik.planning.contradictions.remedies.prices import PRICES
from tests.building import area, plan_with, serial, unit

ROOT = Path(__file__).parents[3]
AT_TEN = "2024-07-09 10:00"


def test_contradictions_that_have_nothing_to_do_with_one_another_are_told_each():
    plan = contradicting_exercise(120)
    found = explain(plan, seconds=60)
    assert found.undecided == ()
    assert [contradiction.serials[0] for contradiction in found.contradictions] == [
        "N-0",
        "T-0",
        "C-0",
        "B-0",
        "H-0",
    ]
    assert len(found.contradictions) == PLANTED
    assert all(contradiction.remedies for contradiction in found.contradictions)
    cheapest = [contradiction.remedies[0] for contradiction in found.contradictions]
    for remedy in cheapest:
        plan = applied(plan, remedy.changes)
    assert explain(plan, seconds=60).possible


def test_a_contradiction_that_another_one_hides_is_named_with_the_remedy():
    plan = plan_with(
        serials=[
            serial("S-1", "2 h", hours="08:00-09:00"),
            serial("S-2", after="S-1", latest="2024-07-08 09:30"),
        ],
    )
    found = explain(plan)
    assert [contradiction.serials for contradiction in found.contradictions] == [("S-1",)]
    cheapest = found.contradictions[0].remedies[0]
    assert (cheapest.text, cheapest.remaining) == ("S-1 may lie within 08:00-10:00", ("S-2",))
    again = explain(applied(plan, cheapest.changes))
    assert [contradiction.serials for contradiction in again.contradictions] == [("S-1", "S-2")]


def test_a_remedy_that_only_moves_the_trouble_to_another_serial_is_none():
    plan = plan_with(
        units=[unit("U")],
        serials=[
            serial("S-1", units="U", fixed=AT_TEN, hours="08:00-10:00"),
            serial("S-2", units="U", fixed=AT_TEN),
        ],
    )
    (contradiction,) = explain(plan).contradictions
    assert contradiction.serials == ("S-1",)
    assert "S-1 may lie within 08:00-11:00" not in {r.text for r in contradiction.remedies}
    assert contradiction.remedies[0].text == "S-1 begins on 9 July 09:00 instead"


def test_what_needs_a_serial_that_contradicts_may_have_a_contradiction_of_its_own():
    plan = plan_with(
        serials=[
            serial("S-1", "2 h", hours="08:00-09:00"),
            serial("S-2", after="S-1"),
            serial("S-3", "2 h", after="S-1", latest="2024-07-08 01:00"),
        ]
    )
    found = explain(plan)
    assert {contradiction.serials for contradiction in found.contradictions} == {("S-1",), ("S-3",)}
    optional = found.contradictions[0].remedies[-1]
    assert optional.kind is RemedyKind.OPTIONAL
    assert optional.text == "S-1 and S-2 are optional"


def test_an_optional_serial_contradicts_only_if_a_mandatory_one_needs_it():
    wishes = [serial("S-1", "2 h", hours="08:00-09:00", priority=1)]
    assert explain(plan_with(serials=wishes)).possible
    found = explain(plan_with(serials=[*wishes, serial("S-2", after="S-1")]))
    (contradiction,) = found.contradictions
    assert contradiction.serials == ("S-1", "S-2")
    assert "S-2 need not wait for S-1" in {remedy.text for remedy in contradiction.remedies}


def test_what_needs_a_faulty_record_cannot_be_judged_either():
    plan = plan_with(
        serials=[serial("S-1", None), serial("S-2", after="S-1"), serial("S-3", priority=1)]
    )
    found = explain(plan)
    assert [faulty.serial for faulty in found.faulty] == ["S-1", "S-2"]
    assert found.faulty[1].text.startswith("it needs S-1, of which the record has an error: B201")
    assert found.contradictions == ()


def test_a_time_that_is_too_short_says_so():
    plan = plan_with(
        areas=[area("A")], serials=[serial(f"S-{n}", areas="A", fixed=AT_TEN) for n in (1, 2)]
    )
    found = explain(plan, seconds=0)
    assert (found.contradictions, found.undecided) == ((), ("S-2",))
    assert not found.possible
    stopped = explain(plan, seconds=60, stop=lambda: True)
    assert (stopped.undecided, stopped.reproducible) == (("S-2",), False)


def test_stopping_half_way_keeps_what_was_found():
    plan = contradicting_exercise(120)
    stages: list[str] = []
    found = explain(
        plan,
        seconds=60,
        listener=lambda progress: stages.append(progress.stage),
        stop=lambda: any(stage.startswith("seeking remedies") for stage in stages),
    )
    assert len(found.contradictions) == PLANTED
    assert not any(contradiction.all_tried for contradiction in found.contradictions)
    assert not found.reproducible


def test_nothing_mandatory_and_nothing_at_all():
    assert explain(plan_with()).possible
    assert explain(plan_with(serials=[serial("S-1", "20 days", priority=2)])).possible


def test_without_a_frame_nothing_can_be_explained():
    with pytest.raises(ValueError, match="STARTEX"):
        explain(plan_with(startex=None))


def test_the_first_draft_of_the_example():
    source = read(ROOT / "examples" / "unity-2024" / "unity-2024-first-draft.xlsx")
    findings = (*source.findings, *judge(source.plan))
    found = explain(source.plan, findings, seconds=60)
    assert found.undecided == ()
    texts = {contradiction.serials: contradiction.text for contradiction in found.contradictions}
    assert "OYM-ENG is open 05:00-21:00 only" in texts["S-351",]
    assert "S-722 and S-723 both need AKT-HALL on 15 July" in texts["S-722", "S-723"]
    assert {"S-402", "S-407", "S-414"} <= {faulty.serial for faulty in found.faulty}


def test_the_example_itself_has_nothing_to_explain():
    source = read(ROOT / "examples" / "unity-2024" / "unity-2024.xlsx")
    assert explain(source.plan).possible


def test_the_page_tells_every_price():
    page = (ROOT / "docs" / "explain.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    assert set(PRICES) == set(RemedyKind)
    for kind, price in PRICES.items():
        each = f"{price.each} for each {price.measure}" if price.each else ""
        told = " and ".join(part for part in (str(price.base) if price.base else "", each) if part)
        assert any(row.startswith(f"| {kind} | {told} |") for row in rows), (kind, told)
