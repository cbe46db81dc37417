"""An import turns the plan into another with the fewest changes, and says beforehand which."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from birlik.exercise.plan import ForeignSheet, Plan
from birlik.log.drafts import removed
from birlik.log.imports import preview_of
from birlik.log.plans import plan_of
from birlik.log.state import RANK, State
from tests.building import area, nation, plan_with, serial
from tests.log.acting import patient
from tests.log.test_plans import log_of
from tests.strategies import plans


@patient
@given(plans(), plans())
def test_any_plan_becomes_any_other(one: Plan, other: Plan) -> None:
    log = log_of(one)
    assert log.take(preview_of(log.state, other).step("anna", "KAZ")).fine
    assert plan_of(log.state) == other
    assert preview_of(log.state, other).empty


@patient
@given(st.permutations(range(7)))
def test_only_what_moved_gets_another_rank(order: list[int]) -> None:
    serials = [serial(f"S-{n}") for n in range(7)]
    log = log_of(plan_with(serials=serials))
    preview = preview_of(log.state, plan_with(serials=[serials[n] for n in order]))
    assert (preview.added, preview.changed, preview.removed) == ({}, {}, {})
    assert all(draft.changes.keys() == {RANK} for draft in preview.drafts)
    longest = max(
        (m.bit_count() for m in range(128) if _rises([n for n in order if m >> n & 1])), default=0
    )
    assert preview.moved == 7 - longest


def _rises(numbers: list[int]) -> bool:
    return numbers == sorted(numbers)


def keys(state: State) -> dict[str, str]:
    return {held.fields["id"]: key for key, held in state.of("serials").items()}


def test_the_preview_counts_what_would_change() -> None:
    log = log_of(plan_with(serials=[serial("S-1"), serial("S-2"), serial("S-3")]))
    new = plan_with(serials=[serial("S-1"), serial("S-2", 90), serial("S-4")], areas=[area("A-1")])
    preview = preview_of(log.state, new)
    assert preview.added == {"areas": 1, "serials": 1}
    assert preview.changed == {"serials": 1}
    assert preview.removed == {"serials": 1}
    assert preview.warning == ""
    before = keys(log.state)
    log.take(preview.step("anna", "KAZ", "the workbook of the main planning conference"))
    after = keys(log.state)
    assert (after["S-1"], after["S-2"]) == (before["S-1"], before["S-2"])
    assert after["S-4"] not in before.values()


def test_a_record_that_is_said_to_be_renamed_stays_the_same_record() -> None:
    log = log_of(plan_with(serials=[serial("S-204"), serial("S-300")]))
    new = plan_with(serials=[serial("S-205"), serial("S-300")])
    assert preview_of(log.state, new).removed == {"serials": 1}
    preview = preview_of(log.state, new, renamed={("serials", "S-204"): "S-205"})
    assert (preview.changed, preview.removed) == ({"serials": 1}, {})
    before = keys(log.state)["S-204"]
    log.take(preview.step("anna", "KAZ"))
    assert keys(log.state)["S-205"] == before


def test_what_its_author_cannot_see_is_neither_changed_nor_removed() -> None:
    log = log_of(plan_with(serials=[serial("S-1"), serial("S-HIDDEN"), serial("S-3")]))
    seen = {
        key
        for kind, records in log.state.kinds.items()
        for key in records
        if records[key].fields["id"] != "S-HIDDEN"
    }
    preview = preview_of(log.state, plan_with(serials=[serial("S-3")]), seen=seen)
    assert preview.removed == {"serials": 1}
    log.take(preview.step("bek", "AZE"))
    assert sorted(record.id for record in plan_of(log.state).serials) == ["S-3", "S-HIDDEN"]


def test_what_others_changed_since_the_workbook_was_written_is_merged() -> None:
    log = log_of(plan_with(serials=[serial("S-1"), serial("S-2")]))
    written = log.state
    key = keys(log.state)["S-1"]
    log.change("serials", key, notes="by boat", duration=90)
    mine = plan_with(serials=[serial("S-1", 75, title="Boarding"), serial("S-2")])
    outcome = log.take(preview_of(written, mine).step("bek", "AZE"))
    assert [(stale.field, stale.holds, stale.typed) for stale in outcome.stale] == [
        ("duration", 90, 75)
    ]
    fields = log.state.of("serials")[key].fields
    assert (fields["notes"], fields["title"]) == ("by boat", "Boarding")


def test_a_workbook_of_another_exercise_is_warned_of() -> None:
    log = log_of(plan_with())
    preview = preview_of(log.state, plan_with(id="OTHER-25"))
    assert preview.other_exercise == ("UNITY-24", "OTHER-25")
    assert preview.warning.startswith(
        "This is a plan of OTHER-25, and the exercise here is UNITY-24."
    )


def test_two_of_one_id_are_matched_in_their_order() -> None:
    log = log_of(plan_with(serials=[serial("S-1", title="a"), serial("S-1", title="b")]))
    preview = preview_of(
        log.state, plan_with(serials=[serial("S-1", title="a"), serial("S-1", title="c")])
    )
    assert (preview.added, preview.changed, preview.removed) == ({}, {"serials": 1}, {})


def test_sheets_of_the_workbooks_own_are_matched_by_their_name() -> None:
    plan = plan_with(nations=[nation("KAZ")])
    sheets = (ForeignSheet(title="Notes", content={"rows": [[1]]}), ForeignSheet(title="Menu"))
    log = log_of(plan.model_copy(update={"foreign_sheets": sheets}))
    new = (ForeignSheet(title="Notes", content={"rows": [[2]]}),)
    preview = preview_of(log.state, plan.model_copy(update={"foreign_sheets": new}))
    assert preview.changed == {"foreign_sheets": 1}
    assert preview.removed == {"foreign_sheets": 1}


def test_an_import_that_changes_nothing_is_empty() -> None:
    plan = plan_with(serials=[serial("S-1")])
    log = log_of(plan)
    assert preview_of(log.state, plan).empty
    log.do(removed(log.state, "serials", keys(log.state)["S-1"]))
    assert not preview_of(log.state, plan).empty
