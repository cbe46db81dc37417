"""A state as a plan: the records in the planner's order, made once, whatever version wrote them."""

from __future__ import annotations

from hypothesis import given

from birlik.exercise.plan import Plan
from birlik.log.drafts import Step, added, changed
from birlik.log.imports import preview_of
from birlik.log.keys import ranks_between
from birlik.log.plans import exercise_key, keyed_records, plan_of
from birlik.log.records import records_of
from birlik.log.state import Held, State, empty_state
from tests.building import plan_with, serial
from tests.log.acting import Log, patient
from tests.strategies import plans


def log_of(plan: Plan) -> Log:
    """Log of an import of a plan."""
    log = Log()
    assert log.take(preview_of(log.state, plan).step("anna", "KAZ")).fine
    return log


@patient
@given(plans())
def test_any_plan_comes_back_from_the_log_as_it_was(plan: Plan) -> None:
    again = plan_of(log_of(plan).state)
    assert again == plan
    assert again.fingerprint() == plan.fingerprint()
    assert again.to_json() == plan.to_json()


def test_lists_and_records_that_did_not_change_are_the_same_objects() -> None:
    log = log_of(plan_with(serials=[serial("S-1"), serial("S-2")]))
    before = plan_of(log.state)
    assert plan_of(log.state) is before
    log.change("serials", log.state.of("serials").ordered[1], title="Night boarding")
    after = plan_of(log.state)
    assert after.nations is before.nations
    assert after.serials[0] is before.serials[0]
    assert (after.serials[1].title, before.serials[1].title) == ("Night boarding", "")


def test_records_stand_by_rank_and_those_without_one_first() -> None:
    log = Log()
    low, high = ranks_between("", "", 2)
    keys = [log.add("serials", id=name, **rank) for name, rank in (
        ("S-3", {"rank": high}), ("S-2", {"rank": low}), ("S-1", {}))]  # fmt: skip
    assert [(key, record.id) for key, record in keyed_records(log.state, "serials")] == [
        (keys[2], "S-1"),
        (keys[1], "S-2"),
        (keys[0], "S-3"),
    ]
    plan_of(log.state)
    log.do(changed(log.state, "serials", keys[2], {"rank": high + "x"}))
    assert [record.id for record in plan_of(log.state).serials] == ["S-2", "S-3", "S-1"]


def test_what_another_version_wrote_is_kept_and_shown() -> None:
    fields = {"id": "S-1", "duration": "soon", "colour": "red", "extra": {"Remark": 1}}
    state = State("alpha", 1, "", "", None, {"serials": records_of({"k": Held(fields, "")})})
    (record,) = plan_of(state).serials
    assert record.duration is None
    assert record.unread == {"duration": "soon"}
    assert record.extra == {"Remark": 1, "colour": "red"}


def test_a_change_goes_through_beside_what_another_version_wrote() -> None:
    fields = {"id": "S-1", "colour": "red"}
    log = Log()
    log.state = State(
        "alpha", 0, log.state.hash, "", None, {"serials": records_of({"k": Held(fields, "")})}
    )
    assert log.do(changed(log.state, "serials", "k", {"duration": 60})).fine
    assert log.state.of("serials")["k"].fields == fields | {"duration": 60}


def test_an_exercise_without_a_record_is_an_empty_one() -> None:
    assert plan_of(empty_state("alpha")) == Plan()
    assert exercise_key(empty_state("alpha")) is None


def test_of_two_exercises_the_first_counts() -> None:
    log = Log()
    log.take(Step("anna", "KAZ", (added("exercise", {"id": "A", "rank": "b"}, "first"),)))
    log.take(Step("bek", "KAZ", (added("exercise", {"id": "B", "rank": "c"}, "other"),)))
    assert plan_of(log.state).exercise.id == "A"
    assert exercise_key(log.state) == "first"
