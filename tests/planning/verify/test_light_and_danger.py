"""The verifier's own sun and its own ground: light (B515) and danger zones (B520)."""

from __future__ import annotations

from tests.building import area, plan_with, serial
from tests.planning.verify.proving import Proof, at, proves

#: Off Aktau the sun of 9 July 2024 rises at 06:03 and sets at 21:18 by the exercise's clock.
SEA = area("SEA", position="43.65 51.17")


@proves(
    "B515",
    "S-1 runs on 9 July from 20:30 to 21:30 and asks for day; "
    "there it is on 9 July from 06:02:57 to 21:17:56",
    "light",
)
def test_a_serial_by_day_runs_while_the_sun_is_up() -> Proof:
    plan = plan_with(areas=[SEA], serials=[serial("S-1", areas="SEA", light="day")])
    return plan, [at("S-1", "20:00", areas="SEA")], [at("S-1", "20:30", areas="SEA")]


@proves("B515")
def test_two_minutes_at_the_edge_are_allowed() -> Proof:
    day = serial("S-1", areas="SEA", light="day")
    plan = plan_with(areas=[SEA], serials=[day], time_step=1)
    return plan, [at("S-1", "20:19", areas="SEA")], [at("S-1", "20:21", areas="SEA")]


@proves("B515")
def test_lights_that_touch_are_one() -> Proof:
    plan = plan_with(areas=[SEA], serials=[serial("S-1", areas="SEA", light="dusk; night")])
    return plan, [at("S-1", "21:30", areas="SEA")], [at("S-1", "20:45", areas="SEA")]


@proves("B515")
def test_the_sun_is_that_of_the_first_area() -> Proof:
    # Thirty degrees of longitude to the east the sun sets two hours earlier.
    east = area("EAST", position="43.65 81.17")
    plan = plan_with(
        areas=[SEA, east],
        position="43.65 51.17",
        serials=[serial("S-1", areas="SEA + EAST | EAST + SEA", light="day")],
    )
    return plan, [at("S-1", "19:00", areas="SEA + EAST")], [at("S-1", "19:00", areas="EAST + SEA")]


@proves("B515")
def test_without_an_area_the_sun_is_that_of_the_exercise() -> Proof:
    plan = plan_with(position="43.65 51.17", serials=[serial("S-1", light="night")])
    return plan, [at("S-1", "01:00")], [at("S-1", "12:00")]


@proves(
    "B515",
    "S-1 asks for night, but neither its first area nor the exercise has a position",
    "light",
)
def test_without_a_position_there_is_no_light() -> Proof:
    plan = plan_with(serials=[serial("S-1", light="night", priority=1)])
    return plan, [], [at("S-1", "01:00")]


#: Ranges on a line from west to east; at this latitude 0.01° are 806 m.
RANGE = area("RANGE", position="43.60 51.00")
NEAR = area("NEAR", position="43.60 51.03", radius=500)
FAR = area("FAR", position="43.60 51.10", radius=500)


@proves(
    "B520",
    "S-2 occupies NEAR on 9 July from 09:45 to 10:00, while the danger zone of S-1 shuts it",
    "danger_radius",
)
def test_a_danger_radius_shuts_every_other_area_it_touches() -> Proof:
    plan = plan_with(
        areas=[RANGE, NEAR, FAR],
        serials=[
            serial("S-1", areas="RANGE", danger_radius=2000),
            serial("S-2", areas="NEAR", setup=15),
            serial("S-3", areas="FAR"),
        ],
    )
    firing, far = at("S-1", "09:00", areas="RANGE"), at("S-3", "09:00", areas="FAR")
    return (
        plan,
        # Setting up is occupying, and begins when the firing is over.
        [firing, far, at("S-2", "10:15", areas="NEAR")],
        [firing, far, at("S-2", "10:00", areas="NEAR")],
    )


@proves("B520", field="danger_zone")
def test_a_danger_zone_can_be_drawn() -> Proof:
    zone = "43.59 51.02; 43.61 51.02; 43.61 51.04; 43.59 51.04"
    plan = plan_with(
        areas=[RANGE, NEAR, FAR],
        serials=[
            serial("S-1", areas="FAR", danger_zone=zone),
            serial("S-2", areas="RANGE"),
            serial("S-3", areas="NEAR"),
        ],
    )
    there = [at("S-1", "09:00", areas="FAR"), at("S-2", "09:00", areas="RANGE")]
    return (
        plan,
        [*there, at("S-3", "10:00", areas="NEAR")],
        [*there, at("S-3", "09:00", areas="NEAR")],
    )


@proves("B520")
def test_a_danger_zone_shuts_neither_its_own_areas_nor_what_has_no_place() -> Proof:
    plan = plan_with(
        areas=[RANGE, NEAR, area("SOMEWHERE")],
        serials=[
            serial("S-1", areas="RANGE + NEAR | RANGE", danger_radius=2000),
            serial("S-2", areas="SOMEWHERE | NEAR"),
        ],
    )
    return (
        plan,
        [at("S-1", "09:00", areas="RANGE + NEAR"), at("S-2", "09:00", areas="SOMEWHERE")],
        [at("S-1", "09:00", areas="RANGE"), at("S-2", "09:00", areas="NEAR")],
    )


@proves("B520")
def test_two_danger_zones_may_overlap_where_no_area_lies() -> Proof:
    plan = plan_with(
        areas=[RANGE, FAR],
        serials=[
            serial("S-1", areas="RANGE", danger_radius=5000),
            serial("S-2", areas="FAR", danger_radius=5000),
            serial("S-3", areas="FAR", danger_radius=9000),
        ],
    )
    firing = at("S-1", "09:00", areas="RANGE")
    return (
        plan,
        [firing, at("S-2", "09:00", areas="FAR"), at("S-3", "12:00", areas="FAR")],
        [firing, at("S-2", "12:00", areas="FAR"), at("S-3", "09:00", areas="FAR")],
    )
