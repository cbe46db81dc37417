"""What a timetable says about itself: its plan, its serials, what it leaves out, its score."""

from __future__ import annotations

from birlik.planning.timetable import LeftOut, Placement, Score
from birlik.planning.timetable import Proof as BestPossible
from birlik.planning.verify import verify
from tests.building import plan_with, serial, timetable_with
from tests.planning.verify.proving import Proof, at, proves


@proves("B551")
def test_a_timetable_names_the_plan_it_was_made_from() -> Proof:
    plan = plan_with(serials=[serial("S-1")])
    right = timetable_with(plan, at("S-1", "09:00"))
    return plan, right, right.model_copy(update={"plan": "0" * 64})


@proves("B551")
def test_a_changed_plan_is_another_plan() -> Proof:
    plan = plan_with(serials=[serial("S-1")])
    before = timetable_with(plan_with(serials=[serial("S-1", title="Lecture")]), at("S-1", "09:00"))
    return plan, timetable_with(plan, at("S-1", "09:00")), before


@proves("B552", "S-9 is in the timetable and not in the plan")
def test_a_timetable_holds_serials_of_the_plan_alone() -> Proof:
    plan = plan_with(serials=[serial("S-1")])
    return plan, [at("S-1", "09:00")], [at("S-1", "09:00"), at("S-9", "09:00")]


@proves("B553", "S-1 stands in the timetable 2 times")
def test_a_serial_stands_in_a_timetable_once() -> Proof:
    plan = plan_with(serials=[serial("S-1")])
    return plan, [at("S-1", "09:00")], [at("S-1", "09:00"), at("S-1", "15:00")]


@proves("B554", "The timetable states wishes: 0 instead of 10")
def test_a_timetable_states_its_score_rightly() -> Proof:
    plan = plan_with(serials=[serial("S-1", wish_hours="09:00-11:00")])
    right = timetable_with(plan, at("S-1", "12:00"))
    wrong = right.score.model_copy(update={"wishes": 0})
    return plan, right, right.model_copy(update={"score": wrong})


def _proof(score: Score, optimal: bool, **changes: int) -> BestPossible:
    return BestPossible(bound=score.model_copy(update=changes), optimal=optimal)


@proves("B554")
def test_no_timetable_is_better_than_its_bound() -> Proof:
    plan = plan_with(serials=[serial("S-1")])
    made = timetable_with(plan, at("S-1", "09:00"))
    score = made.score
    return (
        plan,
        made.model_copy(update={"proof": _proof(score, False, end=score.end - 1)}),
        made.model_copy(update={"proof": _proof(score, False, end=score.end + 1)}),
    )


@proves("B554", "The timetable says it is the best possible, but does not reach its own bound")
def test_only_a_timetable_that_reaches_its_bound_is_the_best() -> Proof:
    plan = plan_with(serials=[serial("S-1")])
    made = timetable_with(plan, at("S-1", "09:00"))
    score = made.score
    return (
        plan,
        made.model_copy(update={"proof": _proof(score, True)}),
        made.model_copy(update={"proof": _proof(score, True, end=score.end - 1)}),
    )


OPTIONAL = plan_with(serials=[serial("S-1", priority=2), serial("S-2", priority=3)])


def _left_out(
    id: str, code: str = "B403", mandatory: bool = False, reason: str = "No room."
) -> LeftOut:
    return LeftOut(serial=id, mandatory=mandatory, code=code, reason=reason)


def _with_left_out(*entries: LeftOut, placements: tuple[Placement, ...] = ()) -> Proof:
    right = timetable_with(OPTIONAL, *placements)
    return OPTIONAL, right, right.model_copy(update={"left_out": entries})


@proves("B555", "S-2 is neither in the timetable nor listed as left out")
def test_what_is_not_placed_is_listed() -> Proof:
    return _with_left_out(_left_out("S-1"))


@proves("B555", "S-2 is listed as left out and stands in the timetable")
def test_what_is_placed_is_not_listed() -> Proof:
    return _with_left_out(_left_out("S-1"), _left_out("S-2"), placements=(at("S-2", "09:00"),))


@proves("B555", "S-1 is left out without a reason")
def test_what_is_left_out_has_a_reason() -> Proof:
    return _with_left_out(_left_out("S-1", reason=" "), _left_out("S-2"))


@proves("B555", "S-1 is left out without a reason")
def test_a_reason_has_one_of_the_codes() -> Proof:
    return _with_left_out(_left_out("S-1", code="B999"), _left_out("S-2"))


@proves("B555", "S-1 is listed twice as left out")
def test_what_is_left_out_is_listed_once() -> Proof:
    return _with_left_out(_left_out("S-1"), _left_out("S-1"), _left_out("S-2"))


@proves("B555", "S-9 is listed as left out and is not in the plan")
def test_only_serials_of_the_plan_can_be_left_out() -> Proof:
    return _with_left_out(_left_out("S-1"), _left_out("S-2"), _left_out("S-9"))


@proves("B555", "S-1 is listed as mandatory, which it is not")
def test_an_optional_serial_is_not_listed_as_mandatory() -> Proof:
    return _with_left_out(_left_out("S-1", mandatory=True), _left_out("S-2"))


@proves("B555", "S-1 is left out with the code of a mandatory serial (B402)")
def test_an_optional_serial_does_not_have_the_code_of_a_mandatory_one() -> Proof:
    return _with_left_out(_left_out("S-1", code="B402"), _left_out("S-2"))


@proves("B555")
def test_who_is_left_out_because_of_another_needs_one_that_is() -> Proof:
    plan = plan_with(
        serials=[serial("S-1", priority=1), serial("S-2", priority=1, after="S-1"), serial("S-3")]
    )
    nothing = timetable_with(plan, at("S-3", "09:00"))
    first = timetable_with(plan, at("S-1", "09:00"), at("S-3", "09:00"))
    because = _left_out("S-2", code="B405")
    return (
        plan,
        nothing.model_copy(update={"left_out": (_left_out("S-1"), because)}),
        first.model_copy(update={"left_out": (because,)}),
    )


def test_all_findings_come_at_once_in_the_order_of_the_plan() -> None:
    plan = plan_with(serials=[serial("S-2", hours="08:00-09:00"), serial("S-1", days="Fri")])
    made = timetable_with(plan, at("S-1", "09:05"), at("S-2", "08:05"))
    found = verify(made.model_copy(update={"plan": "changed"}), plan)
    assert [(each.code, each.place.record) for each in found] == [
        ("B551", ""),
        ("B513", "S-2"),
        ("B556", "S-2"),
        ("B514", "S-1"),
        ("B556", "S-1"),
    ]
