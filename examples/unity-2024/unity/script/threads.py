"""Storylines, their events and incidents."""

from __future__ import annotations

from birlik.exercise.records.script import Event, Incident, Storyline
from unity.rows import row

#: The script is for the control staff of the host; what two navies play, for both.
CONTROL = {"owner": "KAZ", "releasable_to": "KAZ"}
TWO_NAVIES = {"owner": "KAZ", "releasable_to": "AZE; KAZ"}

STORYLINES = (
    row(
        Storyline,
        "ST-1",
        "The island and the sea",
        text="An illegal armed group takes a small island off Cape Tokmak, stops ships and holds a crew. "
        "Two navies find it, seal the island and free it.",
        **TWO_NAVIES,
    ),
    row(
        Storyline,
        "ST-2",
        "The armed group on land",
        text="A second group moves in the steppe by night, hides in a settlement and tries to reach the "
        "coast. Four contingents find it and close the area.",
        **CONTROL,
    ),
    row(
        Storyline,
        "ST-3",
        "People, power and water",
        text="Sabotage, a crashed helicopter and rumours load the civil services. Contingents help where "
        "the civil authority asks for it, under its lead.",
        **CONTROL,
    ),
)

EVENTS = (
    row(
        Event,
        "EV-11",
        "The island is taken",
        storyline="ST-1",
        text="Fishing crews report armed men; a signal light; nobody answers calls.",
        **TWO_NAVIES,
    ),
    row(
        Event,
        "EV-12",
        "Shipping is harassed",
        storyline="ST-1",
        text="A tanker is shadowed by small boats, another is told by radio to turn back.",
        **TWO_NAVIES,
    ),
    row(
        Event,
        "EV-13",
        "The island is freed, and afterwards",
        storyline="ST-1",
        text="Wounded, prisoners and freed hostages must be taken off at the same time.",
        **TWO_NAVIES,
    ),
    row(
        Event,
        "EV-21",
        "The group is seen",
        storyline="ST-2",
        text="Patrols and unmanned aircraft see traces that do not fit together at first.",
        **CONTROL,
    ),
    row(
        Event,
        "EV-22",
        "The area is closed",
        storyline="ST-2",
        text="The cordon of four nations has seams; the group looks for them.",
        **CONTROL,
    ),
    row(
        Event,
        "EV-31",
        "Sabotage of plants",
        storyline="ST-3",
        text="Alarm at the oil terminal, then smoke at the power and desalination plant.",
        **CONTROL,
    ),
    row(
        Event,
        "EV-32",
        "A crash and many casualties",
        storyline="ST-3",
        text="A helicopter is overdue; at the same time a bus accident fills the hospital.",
        **CONTROL,
    ),
    row(
        Event,
        "EV-33",
        "Rumours",
        storyline="ST-3",
        text="A false film spreads faster than the true report.",
        **CONTROL,
    ),
)

INCIDENTS = (
    row(
        Incident,
        "IN-111",
        "Armed men seen on the island",
        event="EV-11",
        objectives="O-03; O-07",
        text="Two fishing crews report by telephone; their accounts differ.",
        **TWO_NAVIES,
    ),
    row(
        Incident,
        "IN-112",
        "A crew is held",
        event="EV-11",
        objectives="O-07",
        text="A captain calls his company: six of his crew are held on the island.",
        **TWO_NAVIES,
    ),
    row(
        Incident,
        "IN-121",
        "A tanker ignores calls",
        event="EV-12",
        objectives="O-08",
        text="A tanker changes course towards the closed sea area and does not answer.",
        **TWO_NAVIES,
    ),
    row(
        Incident,
        "IN-122",
        "Unknown boats off the port by night",
        event="EV-12",
        objectives="O-08; O-09",
        text="Radar shows three small echoes without lights near the roads.",
        **TWO_NAVIES,
    ),
    row(
        Incident,
        "IN-131",
        "Wounded on the island",
        event="EV-13",
        objectives="O-07; O-11",
        text="Four wounded, one of them a hostage; the sea rises.",
        **TWO_NAVIES,
    ),
    row(
        Incident,
        "IN-211",
        "Vehicles in the steppe",
        event="EV-21",
        objectives="O-02; O-03",
        text="Heat signatures of five vehicles, then nothing.",
        **CONTROL,
    ),
    row(
        Incident,
        "IN-212",
        "Two contingents report one another",
        event="EV-21",
        objectives="O-01; O-02",
        text="Each reports the other's patrol as unknown; they close in.",
        **CONTROL,
    ),
    row(
        Incident,
        "IN-221",
        "The group tries a seam of the cordon",
        event="EV-22",
        objectives="O-02; O-04",
        text="Movement where two contingents' sectors meet.",
        **CONTROL,
    ),
    row(
        Incident,
        "IN-222",
        "Civilians inside the cordon",
        event="EV-22",
        objectives="O-02; O-13",
        text="A wedding party of forty people camps where fire is planned.",
        **CONTROL,
    ),
    row(
        Incident,
        "IN-311",
        "Alarm at the oil terminal",
        event="EV-31",
        objectives="O-09; O-13",
        text="A guard finds the fence cut and a bag that is not his.",
        **CONTROL,
    ),
    row(
        Incident,
        "IN-312",
        "Fire at the power and desalination plant",
        event="EV-31",
        objectives="O-09; O-11; O-13",
        text="Smoke in a transformer hall; drinking water for the town for eight hours.",
        **CONTROL,
    ),
    row(
        Incident,
        "IN-321",
        "A helicopter is overdue",
        event="EV-32",
        objectives="O-10",
        text="Last position off Tyub-Karagan; four people on board.",
        **CONTROL,
    ),
    row(
        Incident,
        "IN-322",
        "The hospital is full",
        event="EV-32",
        objectives="O-11; O-13",
        text="A bus accident with 38 injured while the wards are being cleared.",
        **CONTROL,
    ),
    row(
        Incident,
        "IN-331",
        "A false film",
        event="EV-33",
        objectives="O-01; O-13",
        text="A film, said to show dead civilians at Oymasha, is seen 90,000 times in an hour.",
        **CONTROL,
    ),
)
