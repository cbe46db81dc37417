"""Shapes of a file beside the areas that are there: what is the same, what changes, what is new."""

from __future__ import annotations

from pathlib import Path

import pytest

from birlik.exercise.roles import Reader, Role
from birlik.formats.geography.reading import read_shapes
from birlik.formats.geography.shapes import Named, Shape
from birlik.formats.timetable.geo import write_geojson, write_kml
from birlik.formats.timetable.programme import programme
from birlik.log.imports import preview_of
from birlik.log.state import empty_state
from birlik.server.desk.shaping import offered, plan_with
from birlik.server.desk.sight import Sight
from birlik.server.store.logs import Logs
from tests.building import area, nation, placed, serial, timetable_with
from tests.building import plan_with as made_with

KEY = "shaped"
CHIEF = Reader("KAZ", Role.CHIEF_PLANNER)
PLAN = made_with(
    nations=[nation("KAZ")],
    areas=[
        # The other way round than maps write it, with more decimals than they have.
        area("SEA", kind="sea", outline="43.0 51.0; 43.1234567 51.0; 43.1 51.2; 43.0 51.2"),
        area("CP", kind="facility", title="Command post", position="43.65 51.17", radius=250),
        area("FAR", kind="land", position="43.5 51.5", radius=8000),
    ],
    serials=[serial("S-1", 60, areas="SEA", danger_radius=500)],
)


@pytest.fixture
def sight(logs: Logs) -> Sight:
    logs.begin(KEY)
    logs.append(KEY, preview_of(empty_state(KEY), PLAN).step("w", "KAZ"))
    return Sight(logs.state(KEY), CHIEF)


@pytest.mark.parametrize("write", [write_geojson, write_kml])
def test_what_birlik_wrote_changes_nothing(write: object, sight: Sight, tmp_path: Path) -> None:
    timetable = timetable_with(PLAN, placed("S-1", "2024-07-10 09:00", areas="SEA"))
    write(programme(timetable, PLAN), tmp_path / "map")  # type: ignore[operator]
    offers = offered(sight, read_shapes((tmp_path / "map").read_bytes()).shapes)
    assert [(each.area.id, each.same) for each in offers] == [
        *(("SEA", True), ("CP", True), ("FAR", True)),
    ]
    assert plan_with(sight, offers) == sight.plan


def test_a_shape_is_known_by_its_id_or_its_title_and_once_alone(sight: Sight) -> None:
    [first, *_] = PLAN.areas
    place = first.outline[0]
    shapes = [
        Shape(Named(id="sea"), position=place),
        Shape(Named(title="command POST"), position=place, radius=100),
        Shape(Named(id="SEA"), position=place),
        Shape(Named(title="Полигон «Север»"), outline=first.outline),
        Shape(Named(), position=place),
    ]
    offers = offered(sight, shapes)
    assert [each.area.id for each in offers] == ["SEA", "CP", "SEA-2", "ПОЛИГОН-СЕВЕР", "AREA"]
    assert [each.changes is not None for each in offers] == [True, True, False, False, False]
    sea, post = offers[0].area, offers[1].area
    assert (sea.position, sea.outline) == (place, first.outline)
    assert (post.position, post.radius, post.title) == (place, 100, "Command post")
