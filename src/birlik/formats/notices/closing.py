"""What is shut, and when: times of areas joined into windows, and windows into what one notice can say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import shapely
from shapely.geometry.base import BaseGeometry

from birlik.exercise.records.means import Area
from birlik.formats.notices.notice import Window
from birlik.formats.timetable.programme import Entry, Programme

#: Times with no longer pause than this are one window: nobody opens an area for so short a time.
SHORTEST_OPENING = timedelta(minutes=60)

#: Windows with a longer pause than this are told in notices of their own.
LONGEST_PAUSE = timedelta(hours=36)

#: A notice tells of no more windows than this.
MOST_WINDOWS = 12


@dataclass(frozen=True)
class Closing:
    """An area that is shut in some windows.

    Attributes
    ----------
    area : Area
    windows : tuple of Window
    danger : geometry or None
        In metres on the ground of the programme: what is endangered besides the area; None if nothing is.
    """

    area: Area
    windows: tuple[Window, ...]
    danger: BaseGeometry | None


class Closings:
    """What shuts the areas of a programme; the entries of each area are looked up once."""

    def __init__(self, seen: Programme) -> None:
        self.seen = seen
        self._by_area: dict[str, list[Entry]] = defaultdict(list)
        for entry in seen.entries:
            for name in dict.fromkeys((*(area.id for area in entry.areas), *entry.shut)):
                self._by_area[name].append(entry)

    def of(self, areas: Iterable[Area], shuts: Callable[[Entry, Area], bool]) -> Iterator[Closing]:
        """Each area with its windows, as many times as notices must be made for it.

        Parameters
        ----------
        areas : iterable of Area
        shuts : callable
            Whether an entry that takes or endangers an area shuts it.
        """
        for area in areas:
            shut = [entry for entry in self._by_area[area.id] if shuts(entry, area)]
            yield from _closings(self.seen, area, shut)


def _closings(seen: Programme, area: Area, shut: list[Entry]) -> Iterator[Closing]:
    dangers = _dangers(seen, shut)
    for run in _runs(_windows(shut)):
        serials = {serial for window in run for serial in window.serials}
        shapes = [shape for serial in sorted(serials) for shape in dangers[serial]]
        yield Closing(area, tuple(run), shapely.union_all(shapes) if shapes else None)


def _dangers(seen: Programme, entries: Iterable[Entry]) -> dict[str, list[BaseGeometry]]:
    """Danger zones by the serial that makes them."""
    found: dict[str, list[BaseGeometry]] = defaultdict(list)
    for entry in entries:
        if entry.serial is not None and entry.danger:
            first = entry.areas[0].id if entry.areas else None
            zone = seen.ground.danger_zone(entry.serial, first)
            if zone is not None:
                found[entry.serial.id].append(zone)
    return found


def _windows(entries: Iterable[Entry]) -> list[Window]:
    """Times in which any of some entries shuts the area, those near one another joined."""
    joined: list[Window] = []
    for entry in sorted(entries, key=lambda each: (each.occupied_from, each.title)):
        named = (entry.serial.id,) if entry.serial is not None else ()
        last = joined[-1] if joined else None
        if last is not None and entry.occupied_from <= last.ends + SHORTEST_OPENING:
            ends = max(last.ends, entry.occupied_until)
            joined[-1] = Window(last.begins, ends, (*last.serials, *named))
        else:
            joined.append(Window(entry.occupied_from, entry.occupied_until, named))
    return joined


def _runs(windows: Iterable[Window]) -> Iterator[list[Window]]:
    """Windows that one notice can tell of."""
    run: list[Window] = []
    for window in windows:
        far = bool(run) and window.begins - run[-1].ends > LONGEST_PAUSE
        if far or len(run) == MOST_WINDOWS:
            yield run
            run = []
        run.append(window)
    if run:
        yield run
