"""Two records with one id, of owners who do not know of one another: nobody learns of the other's."""

from typing import Any

import pytest

from birlik.exercise.columns import RecordKind
from birlik.exercise.editing import Change, edited
from birlik.exercise.judge.of_view import findings_of
from birlik.exercise.plan import Plan
from birlik.exercise.release import Reader, Role
from birlik.exercise.view import view_of
from tests.building import area, nation, placed, plan_with, serial

AZE, KAZ, UZB = (Reader(code, Role.PLANNER) for code in ("AZE", "KAZ", "UZB"))

#: UZB's own, which AZE does not see; KAZ, which hosts, does.
HIDDEN: dict[str, Any] = {"owner": "UZB", "releasable_to": "KAZ"}


def plan(*serials: Any, hidden: bool = True, **more: Any) -> Plan:
    """A plan with a serial S-9 of UZB, or without it; KAZ's S-1 may come after an S-9."""
    theirs = [serial("S-9", 60, title="Theirs", areas="A", **HIDDEN)] if hidden else []
    return plan_with(
        host="KAZ",
        default_release="ALL",
        nations=[nation("KAZ"), nation("AZE"), nation("UZB")],
        areas=[area("A"), *more.pop("areas", ())],
        serials=[serial("S-1", 60, after="S-9"), *theirs, *serials],
        **more,
    )


def own(**fields: Any) -> list[Any]:
    """What AZE makes to find out whether there is an S-9: one, and another that comes after it."""
    return [
        serial("S-9", 60, title="Own", owner="AZE", **fields),
        serial("S-8", 60, after="S-9", owner="AZE", **fields),
    ]


@pytest.mark.parametrize("label", ["AZE", "ALL"])
def test_who_gives_his_own_the_id_of_a_hidden_one_is_shown_what_he_would_be_without_it(
    label: str,
) -> None:
    there, alone = (plan(*own(releasable_to=label), hidden=hidden) for hidden in (True, False))
    seen, without = (view_of(each, AZE) for each in (there, alone))
    mine, others = seen.plan.serials[1:], seen.plan.serials[0]
    assert mine == without.plan.serials[1:]
    assert mine[1].after[0].serial == "S-9"
    assert others.after == view_of(plan(), AZE).plan.serials[0].after == ()
    assert "B202" not in {found.code for found in findings_of(seen)}
    assert {f.text for f in findings_of(seen)} == {f.text for f in findings_of(without)}


def test_whoever_sees_both_is_told() -> None:
    there = plan(*own(releasable_to="ALL"))
    codes = [found.code for found in findings_of(view_of(there, KAZ))]
    assert codes.count("B202") == 1
    # UZB does not see that of AZE, if it is for AZE alone.
    seen = view_of(plan(*own(releasable_to="AZE")), UZB)
    assert "B202" not in {found.code for found in findings_of(seen)}
    assert [each.title for each in seen.plan.serials if each.id == "S-9"] == ["Theirs"]


def test_a_reference_of_another_nation_still_means_what_it_meant() -> None:
    there = plan(*own(releasable_to="AZE"))
    for reader in (KAZ, UZB):
        assert view_of(there, reader).plan.serials[0].after == there.serials[0].after


@pytest.mark.parametrize("hidden", [True, False])
def test_he_names_his_own_in_what_he_writes(hidden: bool) -> None:
    there = plan(*own(releasable_to="AZE"), hidden=hidden)
    view = view_of(there, AZE)
    last = len(view.plan.serials) - 1
    after = edited(there, view, Change(RecordKind.SERIAL, last, {"after": "S-9; S-1"}))
    assert [each.serial for each in after.serials[-1].after] == ["S-9", "S-1"]
    added = edited(there, view, Change(RecordKind.SERIAL, None, {"id": "S-7", "after": "S-9"}))
    assert [each.serial for each in added.serials[-1].after] == ["S-9"]


def test_reserved_times_stay_whatever_is_called_like_what_takes_them() -> None:
    placements = [placed("S-9", "2024-07-09 09:00", areas="A")]
    before = view_of(plan(), AZE, placements).reserved
    assert [each.id for each in before] == ["A"]
    assert view_of(plan(*own(releasable_to="AZE")), AZE, placements).reserved == before


def test_an_area_called_like_a_hidden_one_is_not_taken_by_who_uses_that() -> None:
    theirs = area("X", **HIDDEN)
    guess = area("X", owner="AZE", releasable_to="AZE")
    placements = [placed("S-9", "2024-07-09 09:00", areas="X")]
    for areas in ([theirs], [theirs, guess], [guess, theirs]):
        assert view_of(plan(areas=areas), AZE, placements).reserved == ()
