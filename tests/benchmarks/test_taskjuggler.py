"""What TaskJuggler is given of an exercise, and what its answer means; nothing of it need be installed."""

from __future__ import annotations

import pytest

from benchmarks import taskjuggler
from benchmarks.taskjuggler import project_of, simple_exercise, timetable_from
from birlik.exercise.plan import Plan
from birlik.planning.verify import verify
from tests.building import area, plan_with, serial, unit

TINY = plan_with(
    units=[unit("U-0"), unit("U-1")],
    areas=[area("NORTH", site="CAMP"), area("SOUTH", site="CAMP")],
    serials=[
        serial("S-0", 60, units="U-0; U-1", areas="SOUTH | NORTH"),
        serial("S-1", 60, units="U-1", areas="NORTH", after="S-0 +60"),
    ],
    zone="UTC",
    time_step=60,
)

PROJECT = """\
project exercise "Exercise" 2024-07-08-00:00-+0000 - 2024-07-18-00:00-+0000 {
  timezone "UTC"
  timingresolution 60min
  workinghours mon - sun 06:00 - 22:00
}
resource unit0 "unit0"
resource unit1 "unit1"
resource area0 "area0"
resource area1 "area1"
task task0 "task0" {
  effort 180min
  allocate unit0 { mandatory }, unit1 { mandatory }, area1 { mandatory alternative area0 }
}
task task1 "task1" {
  depends task0 { gapduration 60min }
  effort 120min
  allocate unit1 { mandatory }, area0 { mandatory }
}
taskreport placements "placements" {
  formats csv
  columns id, start, end,
    resources { listitem "<-query attribute='id'->" listtype comma }
  timeformat "%Y-%m-%dT%H:%M"
}
"""

REPORT = """\
"Id";"Start";"End";"Resources"
"task1";"2024-07-08T08:00";"2024-07-08T09:00";"unit1, area0"
"task0";"2024-07-08T06:00";"2024-07-08T07:00";"area1, unit1, unit0"
"""


def test_an_exercise_is_said_in_words_of_taskjuggler() -> None:
    assert project_of(TINY) == PROJECT


def test_its_schedule_is_a_timetable_that_the_verifier_judges() -> None:
    timetable = timetable_from(TINY, REPORT)
    assert [(p.serial, p.areas, p.units) for p in timetable.placements] == [
        ("S-0", ("SOUTH",), ("U-0", "U-1")),
        ("S-1", ("NORTH",), ("U-1",)),
    ]
    assert timetable.score.end == 9 * 60
    assert verify(timetable, TINY) == ()


def test_what_it_breaks_is_found() -> None:
    early = REPORT.replace("T08:00", "T07:00").replace("T09:00", "T08:00")
    assert [found.code for found in verify(timetable_from(TINY, early), TINY)] == ["B516"]


def test_what_it_placed_nowhere_is_left_out() -> None:
    one = "\n".join(REPORT.splitlines()[:2])
    assert [left.serial for left in timetable_from(TINY, one).left_out] == ["S-0"]


def test_the_same_seed_gives_the_same_exercise() -> None:
    assert simple_exercise(30, seed=4) == simple_exercise(30, seed=4)
    assert len(simple_exercise(30).serials) == 30


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sizes at which the benchmark takes no time."""
    monkeypatch.setattr(taskjuggler, "SIZES", (6,))
    monkeypatch.setattr(taskjuggler, "BUDGET", 0.2)


@pytest.mark.usefixtures("small")
def test_without_taskjuggler_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    (figure,) = taskjuggler.figures()
    assert "tj3 is not installed" in figure.peer_value
    assert "end after" in figure.value


@pytest.mark.usefixtures("small")
def test_both_stand_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    def answered(plan: Plan, program: str) -> str:
        assert program == "/usr/bin/tj3"
        return f"none: {len(plan.serials)} serials"

    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(taskjuggler, "tj3_timetable", answered)
    (figure,) = taskjuggler.figures()
    assert (figure.peer, figure.peer_value) == ("TaskJuggler", "none: 6 serials")
