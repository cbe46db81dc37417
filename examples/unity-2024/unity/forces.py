"""The units of the five contingents. Their names and sizes are invented; the kinds were reported."""

from __future__ import annotations

from birlik.exercise.records.means import Unit
from unity.rows import row

#: Speed between sites in km/h of kinds of unit that do not drive on the road.
SPEEDS = {"SHIP": 28, "BOAT": 45, "COAST-GUARD": 45, "HELI": 180, "SAR": 180, "AVIATION": 400}

_LAND = "news.az, 12 July 2024"
_KINDS = "qalampir.uz"
_NAVAL = "trend.az, 19 January 2024"

#: Id, title, kind, people, equipment, later arrival, source of what is public about the kind.
_TABLE: tuple[tuple[str, str, str, int, str, str, str], ...] = (
    ("KAZ-HQ", "Joint Headquarters Group (KAZ)", "HQ", 110, "Command vehicles 14", "", ""),
    ("KAZ-ASLT-1", "1st Assault Company (KAZ)", "ASSAULT", 120, "APC 12", "", _KINDS),
    ("KAZ-ASLT-2", "2nd Assault Company (KAZ)", "ASSAULT", 120, "APC 12", "", _KINDS),
    ("KAZ-ASLT-3", "3rd Assault Company (KAZ)", "ASSAULT", 120, "APC 12", "", _KINDS),
    ("KAZ-TANK-1", "1st Tank Company (KAZ)", "TANK", 70, "Tanks 13", "", _KINDS),
    ("KAZ-TANK-2", "2nd Tank Company (KAZ)", "TANK", 70, "Tanks 13", "", _KINDS),
    ("KAZ-ARTY-1", "1st Howitzer Battery (KAZ)", "ARTILLERY", 90, "Howitzers 6", "", _KINDS),
    ("KAZ-ARTY-2", "2nd Howitzer Battery (KAZ)", "ARTILLERY", 90, "Howitzers 6", "", _KINDS),
    ("KAZ-MLRS-1", "Rocket Battery (KAZ)", "ARTILLERY", 80, "Launchers 6", "", _KINDS),
    ("KAZ-NAVINF-1", "1st Naval Infantry Company (KAZ)", "NAVAL-INF", 130, "APC 10", "", _NAVAL),
    ("KAZ-NAVINF-2", "2nd Naval Infantry Company (KAZ)", "NAVAL-INF", 130, "APC 10", "", _NAVAL),
    ("KAZ-SHIP-1", "Missile and Artillery Ship 1 (KAZ)", "SHIP", 60, "Ship 1", "", _LAND),
    ("KAZ-SHIP-2", "Patrol Ship 2 (KAZ)", "SHIP", 60, "Ship 1", "", _LAND),
    ("KAZ-SHIP-3", "Support Ship 3 (KAZ)", "SHIP", 45, "Ship 1", "", _LAND),
    ("KAZ-BOAT-1", "1st Boat Group (KAZ)", "BOAT", 24, "Boats 4", "", _KINDS),
    ("KAZ-BOAT-2", "2nd Boat Group (KAZ)", "BOAT", 24, "Boats 4", "", _KINDS),
    ("KAZ-RECON-1", "Reconnaissance Platoon (KAZ)", "RECON", 40, "Vehicles 8", "", _KINDS),
    ("KAZ-SOF-1", "Special Operations Group (KAZ)", "SOF", 45, "Vehicles 6", "", _LAND),
    (
        "KAZ-AVN-1",
        "Front Aviation Flight (KAZ)",
        "AVIATION",
        120,
        "Aircraft 6",
        "2024-07-09 12:00",
        _KINDS,
    ),
    ("KAZ-HELI-1", "1st Helicopter Flight (KAZ)", "HELI", 60, "Helicopters 4", "", _KINDS),
    ("KAZ-HELI-2", "2nd Helicopter Flight (KAZ)", "HELI", 60, "Helicopters 4", "", _KINDS),
    ("KAZ-UAV-1", "Unmanned Aircraft Section (KAZ)", "UAV", 30, "Systems 3", "", _KINDS),
    ("KAZ-SAR-1", "Search and Rescue Group (KAZ)", "SAR", 35, "Helicopters 2", "", ""),
    ("KAZ-MED-1", "Medical Company (KAZ)", "MEDICAL", 85, "Ambulances 10", "", ""),
    ("KAZ-ENG-1", "Engineer Company (KAZ)", "ENGINEER", 90, "Vehicles 18", "", ""),
    ("KAZ-SIG-1", "Signal Company (KAZ)", "SIGNAL", 80, "Stations 16", "", ""),
    ("KAZ-LOG-1", "Logistic Battalion (KAZ)", "LOGISTICS", 250, "Vehicles 150", "", ""),
    ("KAZ-MP-1", "Military Police Company (KAZ)", "POLICE", 62, "Vehicles 20", "", ""),
    ("KAZ-CG-1", "Coast Guard Division (KAZ)", "COAST-GUARD", 40, "Boats 3", "", ""),
    ("KAZ-CP-1", "Civil Protection Detachment (KAZ)", "CIVIL-PROT", 50, "Vehicles 14", "", ""),
    ("KAZ-OPFOR-1", "Opposing Forces Company (KAZ)", "OPFOR", 60, "Vehicles 12", "", ""),
    ("AZE-HQ", "Staff Group (AZE)", "HQ", 40, "Command vehicles 4", "", ""),
    ("AZE-NAVINF-1", "1st Naval Infantry Company (AZE)", "NAVAL-INF", 120, "APC 10", "", _NAVAL),
    ("AZE-NAVINF-2", "2nd Naval Infantry Company (AZE)", "NAVAL-INF", 110, "APC 10", "", _NAVAL),
    ("AZE-SOF-1", "Naval Special Forces Group (AZE)", "SOF", 40, "Boats 4", "", _NAVAL),
    ("AZE-SHIP-1", "Landing Ship 1 (AZE)", "SHIP", 70, "Ship 1", "", _LAND),
    ("AZE-SHIP-2", "Patrol Ship 2 (AZE)", "SHIP", 55, "Ship 1", "", _LAND),
    ("AZE-BOAT-1", "Boat Group (AZE)", "BOAT", 15, "Boats 4", "", _LAND),
    (
        "AZE-HELI-1",
        "Helicopter Detachment (AZE)",
        "HELI",
        35,
        "Helicopters 2",
        "2024-07-09 10:00",
        _LAND,
    ),
    ("AZE-SAR-1", "Search and Rescue Team (AZE)", "SAR", 25, "Vehicles 4", "", _LAND),
    ("AZE-MED-1", "Medical Platoon (AZE)", "MEDICAL", 30, "Ambulances 4", "", ""),
    ("AZE-ENG-1", "Divers and Engineers (AZE)", "ENGINEER", 20, "Boats 2", "", ""),
    ("KGZ-HQ", "Staff Group (KGZ)", "HQ", 30, "Command vehicles 3", "", ""),
    ("KGZ-ASLT-1", "1st Assault Company (KGZ)", "ASSAULT", 100, "APC 10", "", _KINDS),
    ("KGZ-ASLT-2", "2nd Assault Company (KGZ)", "ASSAULT", 80, "APC 8", "", _KINDS),
    ("KGZ-ARTY-1", "Mortar Battery (KGZ)", "ARTILLERY", 45, "Mortars 6", "", _KINDS),
    ("KGZ-RECON-1", "Reconnaissance Platoon (KGZ)", "RECON", 30, "Vehicles 6", "", _KINDS),
    ("KGZ-MED-1", "Medical Platoon (KGZ)", "MEDICAL", 25, "Ambulances 3", "", ""),
    ("TJK-HQ", "Staff Group (TJK)", "HQ", 30, "Command vehicles 3", "", ""),
    ("TJK-ASLT-1", "1st Assault Company (TJK)", "ASSAULT", 110, "APC 10", "", _KINDS),
    (
        "TJK-ARTY-1",
        "Howitzer Battery (TJK)",
        "ARTILLERY",
        50,
        "Howitzers 4",
        "2024-07-09 05:00",
        _KINDS,
    ),
    ("TJK-RECON-1", "Reconnaissance Platoon (TJK)", "RECON", 30, "Vehicles 6", "", _KINDS),
    ("TJK-ENG-1", "Engineer Platoon (TJK)", "ENGINEER", 25, "Vehicles 5", "", ""),
    ("TJK-SIG-1", "Signal Platoon (TJK)", "SIGNAL", 35, "Stations 6", "", ""),
    ("UZB-HQ", "Staff Group (UZB)", "HQ", 35, "Command vehicles 4", "", ""),
    ("UZB-ASLT-1", "1st Assault Company (UZB)", "ASSAULT", 110, "APC 12", "", _KINDS),
    ("UZB-ASLT-2", "2nd Assault Company (UZB)", "ASSAULT", 100, "APC 12", "", _KINDS),
    (
        "UZB-ARTY-1",
        "Howitzer Battery (UZB)",
        "ARTILLERY",
        60,
        "Howitzers 6",
        "2024-07-09 05:00",
        _KINDS,
    ),
    ("UZB-RECON-1", "Reconnaissance Platoon (UZB)", "RECON", 30, "Vehicles 6", "", _KINDS),
    ("UZB-UAV-1", "Unmanned Aircraft Section (UZB)", "UAV", 20, "Systems 2", "", _KINDS),
    ("UZB-ENG-1", "Engineer Platoon (UZB)", "ENGINEER", 25, "Vehicles 5", "", ""),
    ("UZB-SOF-1", "Special Forces Group (UZB)", "SOF", 20, "Vehicles 4", "", ""),
)

#: Units that only some nations may read about.
_LABELS = {
    "AZE-SOF-1": "AZE; KAZ",
    "KAZ-SOF-1": "AZE; KAZ",
    "UZB-SOF-1": "KAZ; UZB",
    "KAZ-OPFOR-1": "KAZ",
}


def _notes(source: str) -> str:
    return f"public: kind ({source}); invented: name, size" if source else "invented"


UNITS = tuple(
    row(
        Unit,
        key,
        title,
        nation=key[:3],
        contingent=f"C-{key[:3]}",
        kind=kind,
        personnel=people,
        equipment=equipment,
        arrives=arrives,
        travel_speed=SPEEDS.get(kind),
        releasable_to=_LABELS.get(key, ""),
        notes=_notes(source),
    )
    for key, title, kind, people, equipment, arrives, source in _TABLE
)


def units_of(*kinds: str, nations: str = "AZE KAZ KGZ TJK UZB", but: str = "") -> str:
    """Ids of the units of some kinds (all, if none is named) and nations, as a cell names them."""
    return "; ".join(
        key
        for key, _, kind, *_ in _TABLE
        if (not kinds or kind in kinds) and key[:3] in nations.split() and key not in but.split()
    )
