"""The flagship example is what it says it is: built from its tables, sound, plannable, honest."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from birlik.exercise.columns import RecordKind, columns_of
from birlik.exercise.judge import judge
from birlik.exercise.plan import Plan
from birlik.exercise.records.means import Area, AreaKind
from birlik.exercise.records.rules import RuleKind
from birlik.exercise.records.serials import Light, Serial
from birlik.exercise.release import Reader, Role, marking, may_read
from birlik.exercise.view import view_of
from birlik.formats.basemap import land_within
from birlik.formats.planfile import read
from birlik.planning.planner import plan_timetable
from birlik.planning.timetable import Timetable
from birlik.planning.verify import verify
from unity.build import files
from unity.plan import unity_2024

EXAMPLE = Path(__file__).parents[2] / "examples" / "unity-2024"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return unity_2024()


@pytest.fixture(scope="module")
def timetable(plan: Plan) -> Timetable:
    return plan_timetable(plan, seconds=10)


def test_the_same_tables_give_the_same_bytes():
    assert files() == files()


def test_the_committed_workbook_holds_what_the_tables_say(plan: Plan):
    committed = read(EXAMPLE / "unity-2024.xlsx")
    assert committed.plan == plan, "run python -m unity.build in examples/unity-2024"
    assert [found.text for found in committed.findings] == [
        "B111 this sheet is not part of a plan; it is kept as it is"
    ]


def test_nothing_is_wrong_with_the_plan(plan: Plan):
    assert judge(plan) == ()


def test_every_mandatory_serial_and_nearly_every_optional_one_is_placed(timetable: Timetable):
    assert {left.serial for left in timetable.left_out} == {"S-393"}
    assert not any(left.mandatory for left in timetable.left_out)


def test_the_timetable_is_proven_best(timetable: Timetable):
    assert timetable.proof is not None
    assert timetable.proof.optimal


def test_the_timetable_breaks_no_rule(plan: Plan, timetable: Timetable):
    assert not verify(timetable, plan)


def test_not_everything_can_be_had(timetable: Timetable):
    """A wish is broken and a share uneven, or the example would show nothing of the score."""
    assert timetable.score.wishes > 0
    assert timetable.score.unfairness > 0


def test_four_thousand_people_come_with_seven_hundred_pieces_of_equipment(plan: Plan):
    assert sum(contingent.personnel or 0 for contingent in plan.contingents) == 4000
    assert sum(contingent.equipment or 0 for contingent in plan.contingents) == 700
    for contingent in plan.contingents:
        units = [unit for unit in plan.units if unit.contingent == contingent.id]
        assert sum(unit.personnel or 0 for unit in units) == contingent.personnel


@pytest.mark.parametrize(
    "column", [c.name for c in columns_of(Serial)], ids=lambda name: f"serials fill {name}"
)
def test_every_demand_of_a_serial_is_used(plan: Plan, column: str):
    default = Serial.model_fields[column].default
    assert any(getattr(serial, column) != default for serial in plan.serials)


def test_every_kind_of_rule_priority_and_light_is_used(plan: Plan):
    assert {rule.kind for rule in plan.rules} == set(RuleKind)
    assert {serial.priority for serial in plan.serials} == {None, 1, 2, 3, 4, 5}
    assert {light for serial in plan.serials for light in serial.light} == set(Light)


def test_a_gate_stands_before_every_live_serial_of_a_dry_or_blank_sequence(plan: Plan):
    serials = {serial.id: serial for serial in plan.serials}
    for serial in plan.serials:
        for order in serial.after:
            before = serials[order.serial]
            if before.kind in ("dry", "blank") and serial.kind in ("blank", "live fire"):
                assert order.gate, f"{serial.id} after {before.id} has no gate"


def _outline(area: Area) -> shapely.Geometry:
    if area.outline:
        return shapely.Polygon([(corner.lon, corner.lat) for corner in area.outline])
    assert area.position is not None
    return shapely.Point(area.position.lon, area.position.lat)


def test_sea_areas_lie_in_the_sea_and_land_areas_on_land(plan: Plan):
    land = shapely.union_all(
        [shapely.Polygon(rings[0], rings[1:]) for rings in land_within(49.0, 42.0, 53.0, 45.0)]
    )
    for area in plan.areas:
        outline = _outline(area)
        if area.kind is AreaKind.SEA:
            assert not land.intersects(outline), f"{area.id} touches land"
        elif area.kind is not AreaKind.AIR:
            assert land.covers(outline), f"{area.id} reaches into the sea"


def test_every_record_says_whether_it_is_public_or_invented(plan: Plan):
    for _, _, record in plan.every_record():
        assert record.notes.startswith(("public", "invented")), record.name


def test_the_workbook_says_first_that_it_is_a_reconstruction(plan: Plan):
    first = plan.foreign_sheets[0]
    assert (first.title, first.after) == ("About", None)
    assert "Reconstruction for demonstration" in str(first.content)


def test_some_records_are_not_for_everybody(plan: Plan):
    serials = {serial.id: serial for serial in plan.serials}
    assert not may_read(Reader("TJK"), serials["S-340"], plan)
    assert marking([serials["S-340"]], plan) == "REL TO AZE, KAZ"
    assert marking([serials["S-701"]], plan) == "REL TO ALL"
    assert marking([serials["S-702"]], plan) == "REL TO ALL, VISITORS"
    for inject in plan.injects:
        assert not may_read(Reader("UZB"), inject, plan)


def test_visitors_have_a_programme_of_their_own(plan: Plan):
    seen = view_of(plan, Reader(None, Role.VISITOR)).plan
    assert [one.id for one in seen.serials] == [
        "S-702",
        "S-808",
        "S-809",
        "S-810",
        "S-811",
        "S-812",
    ]
    assert len(seen.nations) == 5
    assert {area.id for area in seen.areas} == {"AKT-STADIUM", "TOK-STAND"}
    assert not seen.units


def test_every_inject_belongs_to_an_incident_and_has_its_time(plan: Plan):
    assert len(plan.storylines) == 3
    assert len(plan.injects) >= 40
    for inject in plan.injects:
        assert inject.incident
        assert (inject.at is None) != (inject.serial is None)


def test_the_example_is_as_large_as_a_real_exercise(plan: Plan):
    counted = {kind: len(plan.records(kind)) for kind in RecordKind}
    assert counted[RecordKind.SERIAL] >= 84
    assert counted[RecordKind.UNIT] >= 38
    assert counted[RecordKind.AREA] >= 14
    assert counted[RecordKind.RESOURCE] >= 12
    assert counted[RecordKind.OBJECTIVE] >= 12
    readme = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    for kind, word in (
        ("serials", "serials"),
        ("units", "units"),
        ("areas", "areas"),
        ("resources", "pools"),
    ):
        assert f"{len(getattr(plan, kind))} {word}" in readme
