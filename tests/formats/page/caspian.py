"""A small exercise on the Caspian coast, with a place for everything that the page shows."""

from birlik.exercise.plan import Plan
from birlik.exercise.records.setting import Objective
from birlik.exercise.release import AUTHOR, Reader
from birlik.formats.timetable.programme import Programme, programme
from birlik.planning.timetable import LeftOut, Timetable
from tests.building import (
    area,
    nation,
    phase,
    placed,
    plan_with,
    resource,
    serial,
    timetable_with,
    unit,
)


def caspian_plan() -> Plan:
    """Three days, four areas at three sites, three nations."""
    plan = plan_with(
        title="Caspian Test",
        startex="2024-07-08 00:00",
        endex="2024-07-11 00:00",
        position="43.65 51.17",
        default_release="ALL",
        nations=[
            nation("KAZ", title="Kazakhstan", time_zone="Asia/Aqtau"),
            nation("AZE", title="Azerbaijan", time_zone="Asia/Baku"),
            nation("UZB", title="Uzbekistan", time_zone="Asia/Tashkent"),
        ],
        phases=[phase("P-1", "2024-07-08 00:00", "2024-07-10 00:00", title="Live training")],
        units=[
            unit("KAZ-1", title="Tank company", personnel=90, kind="TANK"),
            unit("AZE-1", "AZE", title="Naval infantry", personnel=60, kind="NAVAL"),
            unit("UZB-1", "UZB", title="Engineers", departs="2024-07-09 18:00"),
        ],
        areas=[
            area("PORT", title="Sea port", kind="facility", site="AKTAU", position="43.60 51.22",
                 radius=500, serials_at_once=2),
            area("ROADS", title="Aktau roads", kind="sea", site="AKTAU",
                 outline="43.55 51.0; 43.62 51.0; 43.62 51.15; 43.55 51.15"),
            area("RANGE", title="Tank range", kind="land", site="OYMASHA", open_hours="06:00-22:00",
                 outline="43.30 51.60; 43.38 51.60; 43.38 51.72; 43.30 51.72"),
            area("CAMP", title="Camp beside the range", kind="land", site="OYMASHA",
                 position="43.34 51.56", radius=300),
        ],
        resources=[resource("TEAM", 4, title="Safety teams")],
        serials=[
            serial("S-1", 120, title="Arrival of the contingents", kind="arrival", areas="PORT",
                   units="AZE-1", people=12),
            serial("S-2", 90, title="Tanks fire", kind="live fire", phase="P-1", areas="RANGE",
                   units="KAZ-1", choose="1 x NAVAL @ AZE", setup=30, clearup=15,
                   danger_radius=4000, resources="2 x TEAM", after="S-1 +60 (dry run passed)",
                   wish_hours="06:00-08:00", objectives="O-1", notes="Bring water."),
            serial("S-3", 120, title="Night watch at sea", kind="sea", areas="ROADS", units="AZE-1",
                   light="night"),
            serial("S-4", 60, title="Closing ceremony", kind="ceremony", nations="KAZ; AZE; UZB"),
            serial("S-5", 60, title="Sports day", kind="sports", priority=3, areas="CAMP"),
            serial("S-6", 60, title="Oil on the water", kind="sea", areas="PORT"),
            serial("S-7", 60, title="Only for the host", kind="planning", areas="CAMP",
                   releasable_to="KAZ"),
        ],
    )  # fmt: skip
    goal = Objective(id="O-1", title="Fire and move", criteria="Nine of ten targets.")
    return plan.model_copy(update={"objectives": (goal,)})


def caspian_timetable(plan: Plan) -> Timetable:
    """Everything placed but the sports day."""
    return timetable_with(
        plan,
        placed("S-1", "2024-07-08 09:00", 120, areas="PORT", units="AZE-1"),
        placed("S-6", "2024-07-08 14:00", 60, areas="PORT"),
        placed("S-7", "2024-07-08 18:00", 60, areas="CAMP"),
        placed("S-2", "2024-07-09 10:00", 90, areas="RANGE", units="KAZ-1; AZE-1"),
        placed("S-3", "2024-07-09 23:30", 120, areas="ROADS", units="AZE-1"),
        placed("S-4", "2024-07-10 16:00", 60),
        left_out=[
            LeftOut(serial="S-5", mandatory=False, code="B403", reason="CAMP is taken all day.")
        ],
    )


def caspian(reader: Reader = AUTHOR) -> Programme:
    """Programme of the exercise for a reader."""
    plan = caspian_plan()
    return programme(caspian_timetable(plan), plan, reader)
