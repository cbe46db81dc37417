"""Areas on land, at sea and in the air, and the ways between sites. All outlines are invented."""

from __future__ import annotations

from source.rows import Row, row

_NEAR = "outline invented; site public (Azernews, 8 April 2024; gazeta.uz)"


def _box(south: float, west: float, north: float, east: float) -> str:
    """Outline of a box between two corners."""
    return f"{south} {west}; {south} {east}; {north} {east}; {north} {west}"


def _area(id: str, title: str, kind: str, site: str, **fields: object) -> Row:  # noqa: A002
    return row(id, title, kind=kind, site=site, notes=_NEAR, **fields)


AREAS = [
    _area(
        "AKT-HQ",
        "Joint command post, Aktau",
        "facility",
        "AKTAU",
        position="43.662 51.158",
        radius=250,
        people_at_once=420,
    ),
    _area(
        "AKT-PARADE",
        "Parade ground, Aktau",
        "facility",
        "AKTAU",
        position="43.640 51.172",
        radius=200,
        open_hours="06:00-22:00",
        people_at_once=3200,
    ),
    _area(
        "AKT-STADIUM",
        "Stadium, Aktau",
        "facility",
        "AKTAU",
        position="43.655 51.150",
        radius=150,
        open_hours="08:00-23:00",
        people_at_once=1500,
    ),
    _area(
        "AKT-PORT",
        "Sea port, Aktau",
        "facility",
        "AKTAU",
        position="43.600 51.220",
        radius=900,
        serials_at_once=2,
    ),
    _area(
        "AKT-TERMINAL",
        "Oil terminal, Aktau (part given over)",
        "facility",
        "AKTAU",
        position="43.585 51.235",
        radius=600,
        open_hours="05:00-23:00",
    ),
    _area(
        "KUR-PORT",
        "Ferry port, Kuryk",
        "facility",
        "KURYK",
        position="43.180 51.670",
        radius=700,
        closures="2024-07-12 00:00..2024-07-13 00:00",
    ),
    _area(
        "OYM-CAMP",
        "Field camp, Oymasha",
        "facility",
        "OYMASHA",
        position="43.425 51.540",
        radius=900,
        serials_at_once=3,
        people_at_once=1200,
    ),
    _area(
        "OYM-1",
        "Combined-arms range, Oymasha",
        "land",
        "OYMASHA",
        outline=_box(43.355, 51.580, 43.400, 51.670),
        open_hours="05:00-24:00",
    ),
    _area(
        "OYM-2",
        "Artillery range, Oymasha",
        "land",
        "OYMASHA",
        outline=_box(43.300, 51.700, 43.350, 51.800),
        open_hours="05:00-24:00",
    ),
    _area(
        "OYM-3",
        "Small-arms range and assault course, Oymasha",
        "land",
        "OYMASHA",
        outline=_box(43.440, 51.600, 43.458, 51.640),
        open_hours="06:00-20:00",
        serials_at_once=2,
    ),
    _area(
        "OYM-AIR",
        "Airspace over Oymasha",
        "air",
        "OYMASHA",
        outline=_box(43.290, 51.560, 43.410, 51.820),
    ),
    _area(
        "TOK-COAST",
        "Coastal range, Cape Tokmak",
        "land",
        "TOKMAK",
        outline=_box(42.985, 51.830, 43.045, 51.900),
        open_hours="04:00-24:00",
        people_at_once=2600,
    ),
    _area(
        "TOK-BEACH",
        "Landing beach, Cape Tokmak",
        "land",
        "TOKMAK",
        outline="43.000 51.800; 43.000 51.826; 43.035 51.805; 43.035 51.780",
        people_at_once=1500,
    ),
    _area(
        "TOK-SEA",
        "Sea area 2 km off Cape Tokmak",
        "sea",
        "TOKMAK",
        outline=_box(42.970, 51.640, 43.050, 51.745),
        closures="2024-07-11 00:00..2024-07-11 16:00",
    ),
    _area(
        "TOK-ISLAND",
        "The island (islet and pontoons)",
        "sea",
        "TOKMAK",
        position="42.960 51.755",
        radius=400,
    ),
    _area(
        "TOK-AIR",
        "Airspace over Cape Tokmak",
        "air",
        "TOKMAK",
        outline=_box(42.940, 51.620, 43.060, 51.920),
    ),
    _area(
        "TYU-LAND",
        "Coast of Tyub-Karagan",
        "land",
        "TYUB",
        outline=_box(44.500, 50.300, 44.560, 50.420),
        open_hours="05:00-23:00",
    ),
    _area(
        "TYU-SEA",
        "Sea off Tyub-Karagan",
        "sea",
        "TYUB",
        outline=_box(44.500, 49.980, 44.600, 50.170),
    ),
    _area(
        "SEA-NORTH",
        "Patrol area north-west of Aktau",
        "sea",
        "SEA-N",
        outline=_box(43.800, 50.500, 44.000, 50.800),
        serials_at_once=2,
    ),
]

_MINUTES = {
    ("AKTAU", "OYMASHA"): 60,
    ("AKTAU", "TOKMAK"): 105,
    ("AKTAU", "KURYK"): 75,
    ("AKTAU", "TYUB"): 150,
    ("AKTAU", "SEA-N"): 120,
    ("OYMASHA", "TOKMAK"): 75,
    ("OYMASHA", "KURYK"): 60,
    ("OYMASHA", "TYUB"): 195,
    ("TOKMAK", "KURYK"): 45,
    ("TOKMAK", "TYUB"): 240,
    ("TOKMAK", "SEA-N"): 210,
    ("KURYK", "TYUB"): 210,
    ("TYUB", "SEA-N"): 90,
}

TRAVEL = [
    row(f"W-{number:02}", f"{a} to {b}", origin=a, destination=b, minutes=minutes)
    for number, ((a, b), minutes) in enumerate(_MINUTES.items(), start=1)
]
