"""What a map shows its reader: who is where and what is shut, and no trace of what is hidden."""

from __future__ import annotations

import json
from typing import Any

import pytest

from birlik.exercise.roles import Reader, Role
from birlik.formats.page.moments import minute_of
from birlik.log.imports import preview_of
from birlik.log.timetables import publishing
from birlik.server.desk.mapping import Chart, chart_of
from birlik.server.desk.sight import Sight
from birlik.server.store.logs import Logs
from tests.building import (
    area,
    contingent,
    instant,
    nation,
    placed,
    plan_with,
    serial,
    timetable_with,
)
from tests.building import unit as unit_of

KEY = "mapped"
OUTLINE = "43.0 51.0; 43.0 51.2; 43.1 51.2; 43.1 51.0"


@pytest.fixture
def charts(logs: Logs) -> Any:
    """Charts of an exercise: a secret serial endangers a beach that all may see."""
    plan = plan_with(
        default_release="ALL",
        nations=[nation("KAZ"), nation("AZE")],
        contingents=[contingent("C", "AZE", arrives="2024-07-09 08:00")],
        areas=[
            area("SEA", kind="sea", outline=OUTLINE, open_hours="06:00-22:00"),
            area("BEACH", kind="land", position="43.05 51.1", radius=500),
            area("NOWHERE"),
        ],
        units=[unit_of("U-1"), unit_of("U-2", "AZE", contingent="C", kind="SHIP")],
        serials=[
            serial("S-1", 60, title="Boarding", areas="SEA", units="U-1; U-2", danger_radius=1000),
            serial("S-2", 60, title="Night diving", areas="SEA", units="U-1", releasable_to="KAZ"),
        ],
    )
    placements = (
        placed("S-1", "2024-07-10 09:00", areas="SEA", units="U-1; U-2"),
        placed("S-2", "2024-07-11 09:00", areas="SEA", units="U-1"),
    )
    logs.begin(KEY)
    logs.append(KEY, preview_of(logs.state(KEY), plan).step("w", "KAZ"))
    content = timetable_with(plan, *placements).model_dump(mode="json")
    logs.append(KEY, publishing(logs.state(KEY), content, "w", "KAZ"))

    def of(nation: str = "KAZ", role: Role = Role.CHIEF_PLANNER) -> Chart:
        return chart_of(Sight(logs.state(KEY), Reader(nation, role)))

    return of


def test_areas_have_their_shape_and_what_shuts_them(charts: Any) -> None:
    sea, beach, nowhere = charts().content["areas"]
    assert sea["centre"] == pytest.approx([51.1, 43.05], abs=0.001)
    assert len(sea["shape"][0][0]) == 5
    assert sea["shut"][0] == [
        minute_of(instant("2024-07-08 00:00")),
        minute_of(instant("2024-07-08 06:00")),
    ]
    assert len(beach["shape"][0][0]) > 16
    assert "shape" not in nowhere
    assert "centre" not in nowhere


def test_a_serial_says_who_is_where_and_what_its_danger_shuts(charts: Any) -> None:
    chart = charts().content
    entry = next(each for each in chart["entries"] if each["id"] == "S-1")
    assert (entry["areas"], entry["units"], entry["shut"]) == ([0], [0, 1], [1])
    assert entry["begins"] == minute_of(instant("2024-07-10 09:00"))
    assert len(chart["dangers"][entry["danger"]]) == 1


def test_a_unit_comes_with_its_contingent(charts: Any) -> None:
    _, ship = charts().content["units"]
    assert ship["arrives"] == minute_of(instant("2024-07-09 08:00"))
    assert ship["symbol"] == "10033000001202000000"


def test_a_hidden_serial_is_a_reserved_time_and_nothing_else(charts: Any) -> None:
    chart = charts("AZE")
    assert [each.get("id") for each in chart.content["entries"]].count("S-2") == 0
    reserved = [each for each in chart.content["entries"] if "serial" not in each]
    assert {key for each in reserved for key in each} == {
        *("begins", "ends", "from", "until", "areas", "units"),
    }
    assert {tuple(each["areas"]) for each in reserved} == {(0,), ()}
    told = json.dumps(chart.content)
    assert "Night diving" not in told
    assert "S-2" not in told
    assert chart.marking == "REL TO AZE"


def test_only_who_may_change_an_area_gets_what_a_form_needs(charts: Any) -> None:
    assert all("seen" in each for each in charts().content["areas"])
    assert not any("seen" in each for each in charts("AZE").content["areas"])
    assert not charts("AZE", Role.VISITOR).content["may_add"]
