"""Small random exercises that ask for everything a serial can ask for."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from birlik.exercise.plan import Plan
from tests.building import area, nation, phase, plan_with, resource, rule, serial, travel, unit

NATIONS = ("KAZ", "AZE", "UZB")
KINDS = ("ASSAULT", "TANK", "SHIP")
SITES = ("NORTH", "SOUTH", "")
HOURS = ("06:00-12:00", "08:00-20:00", "22:00-05:00", "00:00-24:00")
DAYS = ("2024-07-08", "2024-07-09..2024-07-10", "Mon; Tue", "Wed")


def some(choices: tuple[Any, ...], often: int = 12) -> st.SearchStrategy[Any]:
    """One of the choices, or (often) nothing."""
    return st.sampled_from(("",) * often + choices)


@st.composite
def areas(draw: st.DrawFn, number: int) -> Any:
    """An area a few kilometres from the others."""
    return area(
        f"A{number}",
        site=draw(st.sampled_from(SITES)),
        position=f"43.{draw(st.integers(0, 9)):02} 51.{draw(st.integers(0, 9)):02}",
        radius=draw(some((300, 2000))) or None,
        open_hours=draw(some(HOURS)),
        open_days=draw(some(DAYS, 6)),
        closures=draw(some(("2024-07-09 08:00..2024-07-09 16:00",), 2)),
        serials_at_once=draw(st.sampled_from((None, 1, 2))),
        people_at_once=draw(some((100, 250))) or None,
    )


@st.composite
def units(draw: st.DrawFn, number: int) -> Any:
    """A unit that may come late or leave early."""
    return unit(
        f"U{number}",
        draw(st.sampled_from(NATIONS)),
        kind=draw(st.sampled_from(KINDS)),
        personnel=draw(st.integers(0, 120)),
        arrives=draw(some(("2024-07-08 10:00", "2024-07-09 00:00"))),
        departs=draw(some(("2024-07-10 12:00",))),
        travel_speed=draw(some((20, 60))) or None,
    )


@st.composite
def serials(draw: st.DrawFn, number: int, area_ids: list[str], unit_ids: list[str]) -> Any:
    """A serial with any mixture of demands; it waits only for earlier ones."""
    earlier = tuple(f"S{n}" for n in range(number))
    places = tuple(area_ids)
    choices = (*places, f"{places[0]} | {places[-1]}")
    if len(places) > 1:
        choices = (
            *choices,
            f"{places[0]} + {places[1]}",
            f"{places[1]} + {places[0]} | {places[-1]}",
        )
    orders = tuple(f"{name}{gap}" for name in earlier for gap in (" +0", " +30", " +60..300"))
    return serial(
        f"S{number}",
        draw(st.sampled_from((15, 40, 60, 90, 180))),
        kind=draw(some(("live fire", "sports"))),
        phase=draw(some(("P1",))),
        priority=draw(some((1, 2, 5), 4)),
        setup=draw(some((15, 30, 45))),
        clearup=draw(some((10, 60))),
        units="; ".join(draw(st.lists(st.sampled_from(unit_ids), max_size=2, unique=True))),
        choose=draw(some(("1 x ASSAULT", "2 x *", "1 x * @ AZE; 1 x *"))),
        nations=draw(some(("UZB",))),
        people=draw(some((10, 60))),
        areas=draw(some(choices, 1)),
        resources=draw(some(("1 x TEAM", "2 x TEAM; 10.5 x AMMO", "30 x AMMO"))),
        earliest=draw(some(("2024-07-08 09:30", "2024-07-09 12:00"))),
        latest=draw(some(("2024-07-09 18:00", "2024-07-10 09:00"))),
        fixed=draw(some(("2024-07-08 10:10", "2024-07-09 21:00"), 24)),
        hours=draw(some(HOURS)),
        days=draw(some(DAYS)),
        light=draw(some(("day", "night", "dusk; night", "dawn"))),
        after=draw(some(orders, 12)) if orders else "",
        together_with=draw(some(earlier[-1:], 40)) if earlier else "",
        never_with=draw(some(earlier[-2:], 3)) if earlier else "",
        danger_radius=draw(some((500, 4000))),
        danger_zone=draw(some(("43.00 51.00; 43.04 51.00; 43.04 51.06",), 4)),
        wish_hours=draw(some(("09:00-11:00",))),
        wish_days=draw(some(("2024-07-09",))),
        wish_cost=draw(some((1, 30))),
    )


RULES = (
    rule("R-WORK", "most work a day", limit=6),
    rule("R-WORK-KAZ", "most work a day", limit=4, nations="KAZ", serial_kinds="live fire"),
    rule("R-REST", "least rest", limit=9),
    rule("R-QUIET", "quiet hours", hours="23:00-05:00"),
    rule("R-NOON", "barred hours", hours="12:00-15:00", serial_kinds="live fire"),
    rule("R-HOLIDAY", "holiday", days="2024-07-09", nations="AZE"),
    rule("R-PRAYER", "prayer time", hours="13:00-13:45", units="U0"),
    rule("R-BOTH", "prayer time", hours="13:00-13:45", units="U0", nations="UZB", areas="A0"),
    rule("R-FAIR", "fair share", areas="A0", limit=1),
)


@st.composite
def exercises(draw: st.DrawFn) -> Plan:
    """An exercise of three days with up to seven serials."""
    some_areas = [draw(areas(n)) for n in range(draw(st.integers(1, 3)))]
    some_units = [draw(units(n)) for n in range(draw(st.integers(2, 4)))]
    area_ids, unit_ids = [a.id for a in some_areas], [u.id for u in some_units]
    rules = draw(st.lists(st.sampled_from(RULES), max_size=4, unique_by=lambda r: r.id))
    known = {"A0", *area_ids, "U0", *unit_ids}
    return plan_with(
        serials=[draw(serials(n, area_ids, unit_ids)) for n in range(draw(st.integers(1, 7)))],
        areas=some_areas,
        units=some_units,
        resources=[resource("TEAM", 3), resource("AMMO", 45.5, used_up=True)],
        rules=[r for r in rules if known.issuperset(r.areas) and known.issuperset(r.units)],
        travel=[travel("NORTH", "SOUTH", 40, id="T-1")],
        phases=[phase("P1", "2024-07-08 06:00", "2024-07-10 00:00")],
        nations=[nation(name) for name in NATIONS],
        day_begins=draw(st.sampled_from(("", "04:00"))),
        startex="2024-07-08 05:30",
        endex="2024-07-11 00:00",
        position="43.65 51.17",
    )
