"""A small exercise by the Caspian Sea with one of everything that the page shows."""

from __future__ import annotations

from birlik.exercise.plan import Plan
from birlik.exercise.release import AUTHOR, Reader
from birlik.formats.timetable.programme import Programme, programme
from birlik.planning.timetable import Timetable
from tests.building import (
    area,
    nation,
    phase,
    placed,
    plan_with,
    serial,
    timetable_with,
    unit,
)

#: A title that would run as code where it were read as HTML.
HOSTILE = "</script><img src=x onerror=document.title='run'><!--"

#: What only KAZ may read: a serial's title, and a phase's. Serials that all may read name both.
SECRET, SECRET_PHASE = "Quiet landing", "Deception"


def outline(lat: float, lon: float) -> str:
    """Square of about 8 km with its south-western corner there."""
    return f"{lat} {lon}; {lat + 0.07} {lon}; {lat + 0.07} {lon + 0.1}; {lat} {lon + 0.1}"


def shown_plan() -> Plan:
    """Three nations, four areas, and serials of several kinds; S-5 finds no place, S-4 is for KAZ alone."""
    return plan_with(
        title="Unity 2024",
        default_release="ALL",
        position="43.65 51.15",
        nations=(nation("KAZ", role="host"), nation("AZE"), nation("UZB")),
        phases=(
            phase(
                "PH-X",
                "2024-07-09 00:00",
                "2024-07-10 00:00",
                title=SECRET_PHASE,
                releasable_to="KAZ",
            ),
        ),
        areas=(
            area("RANGE-1", kind="land", outline=outline(43.70, 51.40)),
            area("RANGE-2", kind="land", outline=outline(43.70, 51.52)),
            area("BAY", kind="sea", outline=outline(43.60, 50.90)),
            area("HQ", kind="facility", position="43.40 51.30"),
        ),
        units=(unit("KAZ-1"), unit("KAZ-2"), unit("AZE-1", "AZE"), unit("UZB-1", "UZB")),
        serials=(
            serial(
                "S-1",
                120,
                title="Battery shoot",
                kind="live fire",
                phase="PH-X",
                areas="RANGE-1",
                units="KAZ-1; AZE-1",
                setup=60,
                clearup=30,
                danger_radius=5000,
                notes="Bring ear protection.",
            ),
            serial(
                "S-2",
                240,
                title="River crossing",
                kind="manoeuvre",
                areas="RANGE-2",
                units="UZB-1",
                after="S-1 +60 (range swept)",
                wish_hours="08:00-09:00",
            ),
            serial(
                "S-3",
                60,
                title=HOSTILE,
                kind="boarding",
                areas="BAY",
                units="AZE-1",
                never_with="S-4",
            ),
            serial("S-4", 60, title=SECRET, areas="BAY", units="KAZ-2", releasable_to="KAZ"),
            serial("S-5", 60, title="Parade", kind="ceremony", areas="HQ"),
        ),
    )


def shown_timetable(plan: Plan) -> Timetable:
    """S-1 shuts RANGE-2 on Tuesday from 09:00 to 11:00; S-2 follows at 13:00."""
    return timetable_with(
        plan,
        placed("S-1", "2024-07-09 09:00", 120, areas="RANGE-1", units="KAZ-1; AZE-1"),
        placed("S-2", "2024-07-09 13:00", 240, areas="RANGE-2", units="UZB-1"),
        placed("S-3", "2024-07-10 10:00", 60, areas="BAY", units="AZE-1"),
        placed("S-4", "2024-07-11 22:00", 60, areas="BAY", units="KAZ-2"),
    )


def shown(reader: Reader = AUTHOR) -> Programme:
    """What a reader sees of it."""
    plan = shown_plan()
    return programme(shown_timetable(plan), plan, reader)
