"""Areas without a place where one is needed."""

from __future__ import annotations

from typing import Any

from tests.building import area, plan_with, serial, travel, unit
from tests.exercise.judge.lines import lines

SOMEWHERE = {"position": "43.0 51.7"}


def placed(areas: list[Any], *serials: Any, **fields: Any) -> list[str]:
    return lines(plan_with(areas=areas, serials=serials, units=[unit("U-1")], **fields))


def test_light_needs_a_place_for_the_sun() -> None:
    night = serial("S-1", areas="A", light="night; dusk")
    assert placed([area("A")], night) == [
        (
            "areas A position: B311 A has no position, so nobody knows when it is night or dusk "
            "there for S-1; give it a position"
        )
    ]
    assert placed([area("A", **SOMEWHERE)], night) == []
    assert placed([area("A", outline="43 51; 43 52; 44 52")], night) == []
    assert placed([area("A")], night, position="43.65 51.17") == []


def test_light_without_an_area_needs_the_place_of_the_exercise() -> None:
    assert placed([], serial("S-1", light="day")) == [
        (
            "serials S-1 light: B311 S-1 asks for light, but has no area, and the exercise no position; "
            "give the exercise a position"
        )
    ]
    assert placed([], serial("S-1", light="day"), position="43.65 51.17") == []


def test_a_danger_radius_needs_something_to_lie_around() -> None:
    fire = serial("S-1", areas="A", danger_radius=2000)
    assert placed([area("A")], fire) == [
        (
            "areas A position: B311 A has no position, so the danger radius of S-1 shuts nothing; "
            "give it a position"
        )
    ]
    assert placed([area("A", **SOMEWHERE)], fire) == []
    assert placed([], serial("S-1", danger_radius=2000)) == [
        (
            "serials S-1 danger_radius: B311 S-1 has a danger radius, but no area around which it lies; "
            "name its area, or draw its danger zone"
        )
    ]


def test_a_danger_zone_shuts_no_area_without_a_place() -> None:
    fire = serial("S-1", areas="A", danger_zone="43 51; 43 52; 44 52")
    march = serial("S-2", areas="B")
    assert placed([area("A", **SOMEWHERE), area("B"), area("UNUSED")], fire, march) == [
        (
            "areas B position: B311 B has no position, so no danger zone shuts it, such as that of S-1; "
            "give it a position"
        )
    ]


def test_a_way_needs_a_time_or_two_places() -> None:
    areas = [
        area("A", site="KURYK", **SOMEWHERE),
        area("B-1", site="AKTAU"),
        area("B-2", site="AKTAU"),
    ]
    marches = [
        serial("S-1", areas="A", units="U-1"),
        serial("S-2", areas="B-2", units="U-1"),
    ]
    assert placed(areas, *marches) == [
        (
            "areas B-2 position: B311 B-2 has no position, and no time is given from its site AKTAU "
            "to KURYK: the way takes none; give it a position"
        )
    ]
    assert placed(areas, *marches, travel=[travel("KURYK", "AKTAU", 90, id="W-1")]) == []
    assert placed([*areas, area("B-3", site="AKTAU", **SOMEWHERE)], *marches) == []


def test_who_gives_no_ways_and_no_places_asks_for_no_travel() -> None:
    marches = [serial("S-1", areas="A", units="U-1"), serial("S-2", areas="B", units="U-1")]
    assert placed([area("A"), area("B")], *marches) == []


def test_a_place_that_could_not_be_read_is_not_missed_again() -> None:
    night = serial("S-1", areas="A", light="night")
    assert placed([area("A", unread={"position": "near Aktau"})], night) == []
