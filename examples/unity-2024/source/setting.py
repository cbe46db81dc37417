"""The exercise, its nations, phases, contingents and training objectives."""

from __future__ import annotations

from source.rows import Row, row

EXERCISE = row(
    "UNITY-2024",
    "Unity-2024 (Birlestik-2024)",
    host="KAZ",
    time_zone="Asia/Aqtau",
    startex="2024-07-08 00:00",
    endex="2024-07-18 00:00",
    time_step=15,
    day_begins="04:00",
    position="43.65 51.17",
    travel_speed=40,
    default_release="ALL",
    theme="A joint operation to identify and contain the area of an armed conflict: freeing an island "
    "held by illegal armed groups, security at sea, protection of infrastructure",
    notes="public: dates and theme (qalampir.uz; news.az; brecorder.com, 10 July 2024); "
    "the hours are invented",
)

NATIONS = [
    row("AZE", "Azerbaijan", time_zone="Asia/Baku", language="az", role="participant"),
    row("KAZ", "Kazakhstan", time_zone="Asia/Aqtau", language="kk", role="host"),
    row("KGZ", "Kyrgyzstan", time_zone="Asia/Bishkek", language="ky", role="participant"),
    row("TJK", "Tajikistan", time_zone="Asia/Dushanbe", language="tg", role="participant"),
    row("UZB", "Uzbekistan", time_zone="Asia/Tashkent", language="uz", role="participant"),
]
for _nation in NATIONS:
    _nation["notes"] = "public: one of the five nations (trend.az, 4 April 2024)"

PHASES = [
    row("P1", "Arrival and reception", begins="2024-07-08 06:00", ends="2024-07-10 22:00"),
    row("P2", "Command-post exercise", begins="2024-07-09 08:00", ends="2024-07-12 20:00"),
    row(
        "P3", "Training in the field and at sea", begins="2024-07-09 12:00", ends="2024-07-15 22:00"
    ),
    row("P4", "Final episode", begins="2024-07-14 06:00", ends="2024-07-16 20:00"),
    row("P5", "Review, recovery and departure", begins="2024-07-16 12:00", ends="2024-07-18 00:00"),
]

_PEOPLE = "public: about 4,000 people and up to 700 pieces of equipment in all (qalampir.uz); shares invented"


def _contingent(nation: str, head: str, personnel: int, equipment: int, arrives: str) -> Row:
    return row(
        f"C-{nation}",
        f"Contingent of {nation}",
        nation=nation,
        head=head,
        personnel=personnel,
        equipment=equipment,
        arrives=arrives,
        departs="2024-07-18 00:00",
        notes=_PEOPLE,
    )


CONTINGENTS = [
    _contingent("KAZ", "Deputy chief of the General Staff", 2450, 480, "2024-07-08 00:00"),
    _contingent("AZE", "Deputy commander, Navy", 560, 70, "2024-07-08 14:00"),
    _contingent("UZB", "Deputy commander, military district", 480, 80, "2024-07-08 08:00"),
    _contingent("KGZ", "Deputy chief of the General Staff", 270, 30, "2024-07-08 10:00"),
    _contingent("TJK", "Deputy chief of the General Staff", 240, 40, "2024-07-08 12:00"),
]


def _objective(id: str, title: str, criteria: str, nations: str = "") -> Row:  # noqa: A002
    return row(id, title, criteria=criteria, nations=nations)


OBJECTIVES = [
    _objective(
        "O-01",
        "Plan and lead a joint operation",
        "One order of the joint staff, understood by all five contingents within 6 h",
    ),
    _objective(
        "O-02",
        "Share one picture",
        "Positions of all units on the joint map, none older than 15 min",
    ),
    _objective(
        "O-03",
        "Reconnoitre on land, from the air and at sea",
        "Every position of the armed groups found before the assault",
    ),
    _objective(
        "O-04",
        "Fire safely beside one another",
        "No live round without a confirmed gate; cease-fire heard by all within 10 s",
    ),
    _objective(
        "O-05",
        "Lead fire across nations",
        "First rounds within 6 min of the call, from another nation's observer",
        "KAZ; UZB; TJK",
    ),
    _objective(
        "O-06",
        "Land from the sea",
        "First wave ashore within 5 min of H-hour, by day and by night",
        "KAZ; AZE",
    ),
    _objective(
        "O-07",
        "Free a held island",
        "Hostages free, groups contained, no friendly fire",
        "KAZ; AZE; UZB",
    ),
    _objective(
        "O-08",
        "Keep the sea secure",
        "Suspicious vessel stopped, boarded and searched within 60 min",
        "KAZ; AZE",
    ),
    _objective(
        "O-09",
        "Protect infrastructure",
        "Terminal and plant keep running; fire and spill contained with the civil services",
    ),
    _objective(
        "O-10",
        "Rescue a downed crew and evacuate the wounded",
        "Crew aboard within 45 min; wounded in hospital within 2 h",
    ),
    _objective(
        "O-11",
        "Clear mines and obstacles",
        "Lane of 6 m open and marked within 90 min",
        "KAZ; KGZ; TJK",
    ),
    _objective(
        "O-12",
        "Work with the civil services and the public",
        "Residents and shipping warned 24 h ahead; one spokesman",
    ),
    _objective(
        "O-13",
        "Sustain five contingents",
        "Water, fuel and medical care without a gap; five kitchens, one plan",
    ),
]
