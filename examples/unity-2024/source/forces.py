"""Units of the five contingents and the pools they draw on."""

from __future__ import annotations

from source.rows import Row, row


def _unit(id: str, title: str, nation: str, kind: str, personnel: int, **fields: object) -> Row:  # noqa: A002
    return row(
        id, title, nation=nation, contingent=f"C-{nation}", kind=kind, personnel=personnel, **fields
    )


UNITS = [
    _unit("K-HQ", "Joint headquarters (KAZ)", "KAZ", "HQ", 120),
    _unit("K-NAV-1", "1st Naval Infantry Company (KAZ)", "KAZ", "NAVAL-INF", 110),
    _unit("K-NAV-2", "2nd Naval Infantry Company (KAZ)", "KAZ", "NAVAL-INF", 105),
    _unit("K-ASLT-1", "1st Air Assault Company (KAZ)", "KAZ", "ASSAULT", 115),
    _unit("K-ASLT-2", "2nd Air Assault Company (KAZ)", "KAZ", "ASSAULT", 115),
    _unit("K-TANK", "Tank Company (KAZ)", "KAZ", "TANK", 60, equipment="13 tanks"),
    _unit(
        "K-ARTY-1",
        "1st Howitzer Battery (KAZ)",
        "KAZ",
        "ARTILLERY",
        75,
        equipment="6 howitzers 152 mm",
    ),
    _unit("K-ARTY-2", "Rocket Battery (KAZ)", "KAZ", "ARTILLERY", 60, equipment="6 launchers"),
    _unit("K-SHIP-1", "Missile and gun ship 1 (KAZ)", "KAZ", "SHIP", 45, travel_speed=30),
    _unit("K-SHIP-2", "Missile and gun ship 2 (KAZ)", "KAZ", "SHIP", 45, travel_speed=30),
    _unit("K-BOAT", "Patrol Boat Division (KAZ)", "KAZ", "BOAT", 50, travel_speed=45),
    _unit("K-LAND", "Landing Boat Division (KAZ)", "KAZ", "BOAT", 40, travel_speed=30),
    _unit("K-SOF", "Special Forces Group (KAZ)", "KAZ", "SOF", 40),
    _unit(
        "K-HELI",
        "Helicopter Flight (KAZ)",
        "KAZ",
        "HELI",
        48,
        equipment="6 helicopters",
        travel_speed=180,
    ),
    _unit(
        "K-FTR",
        "Front Aviation Flight (KAZ)",
        "KAZ",
        "AVIATION",
        60,
        equipment="4 aircraft",
        travel_speed=600,
    ),
    _unit("K-UAV", "UAV Platoon (KAZ)", "KAZ", "UAV", 25),
    _unit("K-RECON", "Reconnaissance Company (KAZ)", "KAZ", "RECON", 80),
    _unit("K-ENG", "Engineer Company (KAZ)", "KAZ", "ENGINEER", 85),
    _unit("K-SIG", "Signal Company (KAZ)", "KAZ", "SIGNAL", 70),
    _unit("K-MED", "Field Hospital (KAZ)", "KAZ", "MEDICAL", 55),
    _unit(
        "K-CIV",
        "Rescue service of the region (civil)",
        "KAZ",
        "RESCUE",
        60,
        equipment="fire engines, oil booms",
    ),
    _unit("A-HQ", "Staff element (AZE)", "AZE", "HQ", 35),
    _unit("A-NAV", "Naval Infantry Company (AZE)", "AZE", "NAVAL-INF", 110),
    _unit("A-SHIP-1", "Patrol ship 1 (AZE)", "AZE", "SHIP", 60, travel_speed=30),
    _unit("A-SHIP-2", "Landing ship (AZE)", "AZE", "SHIP", 45, travel_speed=28),
    _unit("A-SOF", "Naval Special Forces Group (AZE)", "AZE", "SOF", 36),
    _unit(
        "A-SAR",
        "Search-and-rescue Helicopter Flight (AZE)",
        "AZE",
        "HELI",
        30,
        travel_speed=180,
        arrives="2024-07-09 10:00",
    ),
    _unit("A-ASLT", "Motor Rifle Company (AZE)", "AZE", "ASSAULT", 100),
    _unit("A-MED", "Medical Platoon (AZE)", "AZE", "MEDICAL", 20),
    _unit("G-HQ", "Staff element (KGZ)", "KGZ", "HQ", 25),
    _unit("G-ASLT", "Mountain Assault Company (KGZ)", "KGZ", "ASSAULT", 95),
    _unit("G-RECON", "Reconnaissance Platoon (KGZ)", "KGZ", "RECON", 35),
    _unit("G-ENG", "Engineer Platoon (KGZ)", "KGZ", "ENGINEER", 30),
    _unit("G-MED", "Medical Section (KGZ)", "KGZ", "MEDICAL", 12),
    _unit("T-HQ", "Staff element (TJK)", "TJK", "HQ", 22),
    _unit("T-ASLT", "Air Assault Company (TJK)", "TJK", "ASSAULT", 95),
    _unit("T-MORT", "Mortar Battery (TJK)", "TJK", "ARTILLERY", 45, equipment="6 mortars 120 mm"),
    _unit("T-RECON", "Reconnaissance Platoon (TJK)", "TJK", "RECON", 34),
    _unit("T-ENG", "Engineer Platoon (TJK)", "TJK", "ENGINEER", 28),
    _unit("U-HQ", "Staff element (UZB)", "UZB", "HQ", 32),
    _unit("U-ASLT-1", "1st Air Assault Company (UZB)", "UZB", "ASSAULT", 105),
    _unit("U-ASLT-2", "Motor Rifle Company (UZB)", "UZB", "ASSAULT", 100),
    _unit(
        "U-ARTY", "Howitzer Battery (UZB)", "UZB", "ARTILLERY", 70, equipment="6 howitzers 152 mm"
    ),
    _unit("U-SOF", "Special Forces Group (UZB)", "UZB", "SOF", 36),
    _unit(
        "U-HELI",
        "Helicopter Flight (UZB)",
        "UZB",
        "HELI",
        32,
        travel_speed=180,
        arrives="2024-07-09 12:00",
    ),
    _unit("U-RECON", "Reconnaissance Platoon (UZB)", "UZB", "RECON", 36),
]


def _pool(id: str, title: str, quantity: float, measure: str, **fields: object) -> Row:  # noqa: A002
    return row(id, title, quantity=quantity, measure=measure, **fields)


RESOURCES = [
    _pool("SAFETY-TEAM", "Range safety teams", 4, "teams"),
    _pool("EVALUATOR", "Evaluators", 14, "people"),
    _pool("INTERPRETER", "Interpreter groups", 9, "groups"),
    _pool("AMBULANCE", "Ambulances", 7, "vehicles"),
    _pool("MEDEVAC", "Helicopters for medical evacuation", 2, "helicopters"),
    _pool("TUG", "Harbour tugs", 2, "tugs", available_until="2024-07-17 20:00"),
    _pool("LANDING-CRAFT", "Landing craft", 4, "craft"),
    _pool("TARGETS", "Target sets", 3, "sets"),
    _pool("BUSES", "Buses", 24, "buses"),
    _pool("FIRE-ENGINE", "Fire engines", 4, "vehicles"),
    _pool("AMMO-152", "Artillery rounds 152 mm", 360, "rounds", used_up=True),
    _pool("AMMO-125", "Tank rounds 125 mm", 180, "rounds", used_up=True),
    _pool("FLYING-HOURS", "Flying hours of helicopters", 48, "h", used_up=True),
    _pool("UAV-SORTIES", "Flights of unmanned aircraft", 18, "flights", used_up=True),
]
