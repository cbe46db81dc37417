"""``birlik explain`` as people and programs use it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from birlik.cli import making
from birlik.exercise.plan import Plan
from tests.building import plan_with, serial
from tests.cli.running import birlik, crowded_plan, faulty_plan, good_plan, stored


@pytest.fixture
def pressed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever calls the command has pressed Ctrl-C at once."""

    @contextmanager
    def interruption(_then: str) -> Iterator[Callable[[], bool]]:
        yield lambda: True

    monkeypatch.setattr(making, "interruption", interruption)


def test_nothing_contradicts(tmp_path: Path):
    done = birlik("explain", stored(good_plan(), tmp_path / "plan.json"))
    assert done.code == 0
    assert done.out.strip() == "All 2 mandatory serials can be placed; nothing contradicts."


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (plan_with(), "There are no mandatory serials; nothing contradicts."),
        (plan_with(serials=[serial("S-1", priority=1)]), "There are no mandatory serials"),
        (plan_with(serials=[serial("S-1")]), "The mandatory serial can be placed"),
    ],
)
def test_little_to_explain(plan: Plan, words: str, tmp_path: Path):
    done = birlik("explain", stored(plan, tmp_path / "plan.json"))
    assert done.code == 0
    assert words in done.out


def test_a_contradiction_is_told_with_its_demands_and_remedies(tmp_path: Path):
    done = birlik("explain", stored(crowded_plan(), tmp_path / "plan.json"))
    assert done.code == 1
    assert (
        "1. S-1 and S-2 both need RANGE within 09:00-10:30 on 9 July. There are 1 h 30 min for them "
        "(9 July 09:00 to 10:30); they need 2 h." in done.out
    )
    assert "What contradicts (without any one of them the rest is possible):" in done.out
    assert "- RANGE holds one serial at a time" in done.out
    assert "   2  S-1 may lie within 09:00-11:00" in done.out
    assert (
        "2 mandatory serials: one contradiction. Each remedy was planned and verified" in done.out
    )


def test_the_cell_of_each_demand_is_told(tmp_path: Path):
    book = stored(crowded_plan(), tmp_path / "plan.xlsx")
    done = birlik("explain", book)
    assert "- RANGE holds one serial at a time [Areas!" in done.out
    assert "S-1 may lie within 09:00-11:00 [Serials!" in done.out


def test_programs_get_the_whole_explanation(tmp_path: Path):
    content = birlik("explain", stored(crowded_plan(), tmp_path / "plan.xlsx"), "--json").content
    assert content["format"] == "birlik-explanation/1"
    assert content["possible"] is False
    (contradiction,) = content["contradictions"]
    assert contradiction["serials"] == ["S-1", "S-2"]
    assert {(one["kind"], one["record"]) for one in contradiction["records"]} == {
        ("serials", "S-1"),
        ("serials", "S-2"),
        ("areas", "RANGE"),
    }
    first = contradiction["remedies"][0]
    assert (first["kind"], first["price"]) == ("longer hours", 2)
    (change,) = first["changes"]
    assert (change["place"]["field"], change["now"]) == ("hours", "09:00-11:00")
    assert change["cell"].startswith("Serials!")


def test_a_faulty_record_comes_first(tmp_path: Path):
    done = birlik("explain", stored(faulty_plan(), tmp_path / "plan.json"))
    assert done.code == 1
    assert (
        'S-1 cannot be judged: the record has an error: B203 no area is called "RANGF"' in done.out
    )
    assert "1 mandatory serials" not in done.out


def test_a_serial_of_no_minutes_cannot_be_judged_and_says_why(tmp_path: Path):
    plan = plan_with(serials=[serial("S-1", 0), serial("S-2", after="S-1")])
    done = birlik("explain", stored(plan, tmp_path / "plan.xlsx"))
    assert done.code == 1
    assert (
        "S-1 cannot be judged: the record has an error: B301 S-1 lasts 0 min; "
        "write how long it lasts" in done.out
    )
    assert "S-2 cannot be judged: it needs S-1, of which the record has an error: B301" in done.out


def test_many_serials_of_which_nothing_is_known_are_counted(tmp_path: Path):
    plan = plan_with(serials=[serial(f"S-{n}", None) for n in range(20)])
    done = birlik("explain", stored(plan, tmp_path / "plan.json"))
    assert "S-11 cannot be judged" in done.out
    assert "S-12 cannot be judged" not in done.out
    assert "… and 8 more; --json lists them" in done.out


def test_a_remedy_that_changes_many_cells_names_the_first(tmp_path: Path):
    # Nine serials need one that is longer than the exercise and can be made no shorter than half.
    plan = plan_with(
        serials=[
            serial("S-0", "30 days"),
            *(serial(f"S-{number}", after="S-0") for number in range(1, 10)),
        ]
    )
    done = birlik("explain", stored(plan, tmp_path / "plan.xlsx"), "--seconds", 60)
    [line] = [line for line in done.out.splitlines() if "optional" in line]
    assert line.count("[Serials!") == 4
    assert "and 6 more cells; --json lists them" in line


def test_after_ctrl_c_it_is_not_the_time_that_is_blamed(tmp_path: Path, pressed: None):
    done = birlik("explain", stored(crowded_plan(), tmp_path / "plan.json"), "--seconds", 1000)
    assert done.code == 1
    assert "S-2: it was stopped before a place or a contradiction was found." in done.out
    assert "--seconds" not in done.out
    assert birlik("explain", stored(crowded_plan(), tmp_path / "plan.json"), "--json").content[
        "stopped"
    ]


def test_a_budget_of_zero_says_what_it_did_not_find_out(tmp_path: Path):
    done = birlik("explain", stored(crowded_plan(), tmp_path / "plan.json"), "--seconds", 0)
    assert done.code == 1
    assert "S-2: neither a place nor a contradiction was found in the time" in done.out


def test_a_plan_without_a_frame_is_refused_in_a_sentence(tmp_path: Path):
    file = stored(plan_with(serials=[serial("S-1")], endex=None), tmp_path / "plan.json")
    done = birlik("explain", file)
    assert done.code == 1
    assert "B406 the exercise needs a STARTEX and a later ENDEX" in done.err
    assert birlik("explain", file, "--json").content["error"]["code"] == "B406"


def test_a_file_that_cannot_be_read(tmp_path: Path):
    assert birlik("explain", tmp_path / "nothing.xlsx").code == 2
