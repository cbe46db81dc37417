"""The exercise and its frame: nations, phases, contingents and training objectives."""

from __future__ import annotations

from birlik.exercise.records.setting import (
    Contingent,
    Exercise,
    Nation,
    Objective,
    Phase,
    ReleaseDefault,
)
from unity.rows import FOR_GUESTS, row

EXERCISE = row(
    Exercise,
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
    releasable_to=FOR_GUESTS,
    default_release="ALL",
    theme="A joint operation to identify and contain the area of an armed conflict: freeing an island "
    "held by illegal armed groups, security at sea, protection of infrastructure",
    fir="UATT",
    notes="public: name, host, dates, theme (qalampir.uz; news.az; brecorder.com). "
    "The flight information region is that of Aktobe. Reconstruction for demonstration: see the sheet About",
)

NATIONS = (
    row(
        Nation,
        "AZE",
        "Azerbaijan",
        time_zone="Asia/Baku",
        language="az",
        role="participant",
        notes="public: takes part (trend.az, 4 April 2024)",
    ),
    row(
        Nation,
        "KAZ",
        "Kazakhstan",
        time_zone="Asia/Aqtau",
        language="kk",
        role="host",
        notes="public: host (trend.az, 4 April 2024)",
    ),
    row(
        Nation,
        "KGZ",
        "Kyrgyzstan",
        time_zone="Asia/Bishkek",
        language="ky",
        role="participant",
        notes="public: takes part (trend.az, 4 April 2024)",
    ),
    row(
        Nation,
        "TJK",
        "Tajikistan",
        time_zone="Asia/Dushanbe",
        language="tg",
        role="participant",
        notes="public: takes part (trend.az, 4 April 2024)",
    ),
    row(
        Nation,
        "UZB",
        "Uzbekistan",
        time_zone="Asia/Tashkent",
        language="uz",
        role="participant",
        notes="public: takes part (trend.az, 4 April 2024)",
    ),
)

RELEASE_DEFAULTS = (
    row(ReleaseDefault, "D-1", "Guests know the flags", kind="nations", default_release=FOR_GUESTS),
    row(ReleaseDefault, "D-2", "Guests know the days", kind="phases", default_release=FOR_GUESTS),
    row(
        ReleaseDefault,
        "D-3",
        "The script is the host's",
        kind="injects",
        nation="KAZ",
        default_release="KAZ",
    ),
)

PHASES = (
    row(Phase, "P-1", "Arrival and reception", begins="2024-07-08 00:00", ends="2024-07-10 00:00"),
    row(Phase, "P-2", "Command-post exercise", begins="2024-07-09 00:00", ends="2024-07-15 00:00"),
    row(
        Phase,
        "P-3",
        "Live training on land, at sea and in the air",
        begins="2024-07-10 00:00",
        ends="2024-07-15 04:00",
    ),
    row(
        Phase,
        "P-4",
        "Final episode at Cape Tokmak",
        begins="2024-07-15 04:00",
        ends="2024-07-17 00:00",
        notes="public: last episode at Cape Tokmak (news.az); invented: days",
    ),
    row(Phase, "P-5", "Hot wash and departure", begins="2024-07-16 12:00", ends="2024-07-18 00:00"),
)

_PERSONNEL = "public: about 4,000 people and up to 700 pieces in all (news.az); invented: shares"

CONTINGENTS = (
    row(
        Contingent,
        "C-AZE",
        "Contingent of Azerbaijan",
        nation="AZE",
        head="Head of delegation (AZE)",
        personnel=560,
        equipment=95,
        arrives="2024-07-08 09:00",
        departs="2024-07-17 20:00",
        notes=_PERSONNEL,
    ),
    row(
        Contingent,
        "C-KAZ",
        "Contingent of Kazakhstan",
        nation="KAZ",
        head="Deputy chief of the General Staff (KAZ)",
        personnel=2450,
        equipment=430,
        notes=_PERSONNEL,
    ),
    row(
        Contingent,
        "C-KGZ",
        "Contingent of Kyrgyzstan",
        nation="KGZ",
        head="Head of delegation (KGZ)",
        personnel=310,
        equipment=50,
        arrives="2024-07-08 12:00",
        departs="2024-07-17 20:00",
        notes=_PERSONNEL,
    ),
    row(
        Contingent,
        "C-TJK",
        "Contingent of Tajikistan",
        nation="TJK",
        head="Head of delegation (TJK)",
        personnel=280,
        equipment=45,
        arrives="2024-07-08 11:00",
        departs="2024-07-17 20:00",
        notes=_PERSONNEL,
    ),
    row(
        Contingent,
        "C-UZB",
        "Contingent of Uzbekistan",
        nation="UZB",
        head="Head of delegation (UZB)",
        personnel=400,
        equipment=80,
        arrives="2024-07-08 05:00",
        departs="2024-07-17 18:00",
        notes=_PERSONNEL,
    ),
)

OBJECTIVES = (
    row(
        Objective,
        "O-01",
        "Command a multinational grouping from one command post",
        criteria="One situation map at all times; orders reach every contingent in its language within "
        "60 minutes; no order is contradicted",
    ),
    row(
        Objective,
        "O-02",
        "Identify and contain the area of an armed conflict",
        nations="KAZ; KGZ; TJK; UZB",
        criteria="Outer cordon closed within 3 hours; no group leaves the area unseen",
        notes="public: theme (qalampir.uz); invented: criteria",
    ),
    row(
        Objective,
        "O-03",
        "Reconnoitre by land, air and sea, and share what is found",
        criteria="A sighting stands on the common map within 10 minutes of the report",
        notes="public: land and air reconnaissance (qalampir.uz); invented: criteria",
    ),
    row(
        Objective,
        "O-04",
        "Coordinate artillery, tanks and aviation in one fire plan",
        nations="KAZ; KGZ; TJK; UZB",
        criteria="Cease-fire carried out on all ranges within 60 seconds of the word; airspace clear "
        "before each fire mission",
        notes="public: artillery, tanks and aviation (az24saat.org); invented: criteria",
    ),
    row(
        Objective,
        "O-05",
        "Attack and clear a settlement with mixed companies",
        nations="KAZ; KGZ; TJK; UZB",
        criteria="Mixed companies understand one set of signals; civilians led out before clearing",
    ),
    row(
        Objective,
        "O-06",
        "Land naval infantry on a held coast, also by night",
        nations="AZE; KAZ",
        criteria="First wave ashore within 5 minutes of the hour; link between ship and beach never lost",
        notes="public: landings and episodes by night planned (el.kz); invented: criteria",
    ),
    row(
        Objective,
        "O-07",
        "Free an island held by an illegal armed group",
        nations="AZE; KAZ",
        criteria="Island sealed by boats before the landing; hostages unhurt",
        notes="public: freeing an island (qalampir.uz); invented: criteria",
    ),
    row(
        Objective,
        "O-08",
        "Keep shipping safe: stop, board and inspect",
        nations="AZE; KAZ",
        criteria="Vessel stopped, boarded and searched within 40 minutes; evidence kept",
        notes="public: security at sea (qalampir.uz); invented: criteria",
    ),
    row(
        Objective,
        "O-09",
        "Protect an oil terminal, a power plant and a port",
        nations="AZE; KAZ; KGZ",
        criteria="Alarm to full guard in 15 minutes; staff evacuated and counted",
        notes="public: protection of infrastructure (qalampir.uz); invented: criteria",
    ),
    row(
        Objective,
        "O-10",
        "Search for, rescue and evacuate a downed crew",
        nations="AZE; KAZ",
        criteria="Crew located within 60 minutes; in hospital within 3 hours of the first report",
        notes="public: rescue of a downed crew (news.az); invented: criteria",
    ),
    row(
        Objective,
        "O-11",
        "Treat and evacuate many casualties together with civil services",
        nations="AZE; KAZ; KGZ",
        criteria="Triage of 40 casualties in 30 minutes; no casualty lost between two services",
    ),
    row(
        Objective,
        "O-12",
        "Find and clear mines and unexploded ordnance",
        nations="KAZ; TJK; UZB",
        criteria="A lane of 100 m cleared and marked in 45 minutes; drills alike in three nations",
    ),
    row(
        Objective,
        "O-13",
        "Work with civil protection, coast guard and port authority",
        criteria="One liaison officer at each post; one telephone list; a joint situation report every "
        "six hours",
    ),
    row(
        Objective,
        "O-14",
        "Feed, fuel, move and heal the contingents",
        criteria="No serial delayed for want of fuel, water, transport or interpreters",
    ),
)
