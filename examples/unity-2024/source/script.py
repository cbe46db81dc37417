"""A small script: storylines, events, incidents and injects."""

from __future__ import annotations

from source.rows import row

STORYLINES = [
    row(
        "ST-1",
        "Armed groups seize an island",
        text="Groups cross the sea by night and hold workers of a weather station.",
    )
]
EVENTS = [
    row("EV-1", "The island falls", storyline="ST-1", text="Contact with the station is lost.")
]
INCIDENTS = [
    row(
        "IN-1",
        "A call for help",
        event="EV-1",
        objectives="O-01",
        text="One worker gets through by radio.",
    )
]
INJECTS = [
    row(
        "IJ-1",
        "Radio call from the station",
        incident="IN-1",
        serial="S-201",
        offset=30,
        audience="K-HQ",
        message="They are on the pier.",
    )
]
