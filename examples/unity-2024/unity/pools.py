"""The pools that serials draw on: what comes back after a serial, and what is used up."""

from __future__ import annotations

from birlik.exercise.records.means import Resource
from unity.rows import row

_TEAMS = (
    row(Resource, "SAFETY-TEAM", "Range safety teams", quantity=4, measure="teams"),
    row(Resource, "UMPIRE", "Umpires", quantity=8, measure="umpires"),
    row(Resource, "EVALUATOR", "Evaluators", quantity=8, measure="evaluators"),
    row(Resource, "INTERPRETER", "Groups of interpreters", quantity=4, measure="groups"),
    row(Resource, "AMBULANCE", "Ambulances with crew", quantity=7, measure="vehicles"),
    row(
        Resource,
        "MEDEVAC-HELI",
        "Helicopter for real emergencies",
        quantity=1,
        measure="helicopters",
        available_from="2024-07-09 06:00",
        available_until="2024-07-17 18:00",
    ),
    row(Resource, "TUG", "Harbour tugs", quantity=3, measure="tugs"),
    row(Resource, "LANDING-CRAFT", "Landing craft", quantity=6, measure="craft"),
    row(Resource, "BUS", "Buses", quantity=40, measure="buses"),
    row(Resource, "TARGET-LIFT", "Small-arms target lifts", quantity=24, measure="lifts"),
    row(
        Resource,
        "SOUND-STAGE",
        "Stage and public address",
        quantity=1,
        measure="sets",
    ),
)

_USED_UP = (
    row(
        Resource,
        "AMMO-ARTY",
        "Artillery rounds",
        quantity=520,
        measure="rounds",
        used_up="yes",
    ),
    row(Resource, "AMMO-TANK", "Tank rounds", quantity=240, measure="rounds", used_up="yes"),
    row(
        Resource,
        "AMMO-SMALL",
        "Small-arms rounds",
        quantity=180,
        measure="thousand",
        used_up="yes",
    ),
    row(
        Resource,
        "HELI-HOURS",
        "Helicopter flying hours",
        quantity=52,
        measure="h",
        used_up="yes",
    ),
    row(
        Resource,
        "AVN-HOURS",
        "Front aviation flying hours",
        quantity=20,
        measure="h",
        used_up="yes",
    ),
    row(
        Resource,
        "UAV-SORTIE",
        "Sorties of unmanned aircraft",
        quantity=14,
        measure="sorties",
        used_up="yes",
    ),
    row(
        Resource, "SIM-CHARGE", "Simulation charges", quantity=600, measure="pieces", used_up="yes"
    ),
    row(Resource, "FUEL", "Diesel fuel from the host", quantity=420, measure="m3", used_up="yes"),
)

RESOURCES = (*_TEAMS, *_USED_UP)
