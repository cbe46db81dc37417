"""The timetable as one reader sees it (``programme.json``)."""

from __future__ import annotations

from datetime import datetime

from birlik.wire.said import Told


class ProgrammeEntry(Told):
    """A serial in the timetable, or a reserved time.

    Attributes
    ----------
    serial, title : str or None
        Its id and title; None for a reserved time, of which only the area or the unit is known.
    begins, ends : datetime
        UTC, while it runs.
    areas, units : list of str
        Ids of those that the reader sees.
    marking : str
        Nations to whom this entry may be released.
    areas_from, areas_until : datetime or None
        UTC, with set-up and clear-up.
    nations : list of str
        Nations taking part.
    """

    serial: str | None = None
    title: str | None = None
    begins: datetime
    ends: datetime
    areas: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    marking: str = ""
    areas_from: datetime | None = None
    areas_until: datetime | None = None
    nations: tuple[str, ...] = ()


class NotPlaced(Told):
    """A serial that is not in the timetable; the code is described in docs/reference."""

    serial: str
    code: str
    reason: str


class Programme(Told):
    """What one reader sees of the timetable.

    Attributes
    ----------
    format : str
        ``birlik-programme/1``.
    exercise : str
        Id of the exercise; empty if that is not released to him.
    marking : str
        Nations to whom all of it may be released.
    entries : list of ProgrammeEntry
        By beginning.
    left_out : list of NotPlaced
    """

    format: str
    exercise: str
    marking: str
    entries: tuple[ProgrammeEntry, ...]
    left_out: tuple[NotPlaced, ...] = ()
