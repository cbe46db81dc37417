"""Reserved times: when what a reader may read is taken by serials that he may not."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from birlik.exercise.columns import RecordKind
from birlik.exercise.records.serials import Serial


class Placed(Protocol):
    """A serial in a timetable: when, where and by whom; times are UTC, without set-up and clear-up."""

    @property
    def serial(self) -> str:
        """Its id."""

    @property
    def begins(self) -> datetime:
        """When it begins."""

    @property
    def ends(self) -> datetime:
        """When it is over."""

    @property
    def areas(self) -> tuple[str, ...]:
        """Ids of the areas that it uses."""

    @property
    def units(self) -> tuple[str, ...]:
        """Ids of the units that take part."""


def owner_in(placed: object) -> str | None:
    """Nation whose serial is placed, if the placement says so: where two have one of that id."""
    return getattr(placed, "owner", None) or None


@dataclass(frozen=True, order=True)
class Reserved:
    """A time at which an area or a unit is taken, and nobody says by what.

    Attributes
    ----------
    begins, ends : datetime
        UTC. Times that overlap or touch are one, so that nobody can count what is behind them.
    kind : RecordKind
        Areas or units.
    id : str
        Of the area or unit.
    """

    begins: datetime
    ends: datetime
    kind: RecordKind
    id: str


def reserved_times(
    placements: Iterable[Placed],
    hidden: Mapping[str, Serial],
    meant: Callable[[Serial, RecordKind], Container[str]],
) -> tuple[Reserved, ...]:
    """Times at which serials that are hidden take what is not, by beginning.

    Parameters
    ----------
    placements : iterable of Placed
    hidden : mapping of str to Serial
        The serials that the reader may not read, by id.
    meant : callable
        Ids of areas or units that mean what he may read, where a serial names them. An area is taken
        with set-up and clear-up, a unit without.
    """
    taken: dict[tuple[RecordKind, str], list[tuple[datetime, datetime]]] = {}
    for placement in placements:
        serial = hidden.get(placement.serial)
        if serial is None:
            continue
        begins, ends = placement.begins, placement.ends
        around = (
            begins - timedelta(minutes=serial.setup or 0),
            ends + timedelta(minutes=serial.clearup or 0),
        )
        areas, units = meant(serial, RecordKind.AREA), meant(serial, RecordKind.UNIT)
        for area in placement.areas:
            if area in areas:
                taken.setdefault((RecordKind.AREA, area), []).append(around)
        for unit in placement.units:
            if unit in units:
                taken.setdefault((RecordKind.UNIT, unit), []).append((begins, ends))
    return tuple(
        sorted(
            Reserved(begins, ends, kind, name)
            for (kind, name), times in taken.items()
            for begins, ends in _joined(times)
        )
    )


def _joined(times: Sequence[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Times in order, those that overlap or touch as one."""
    joined: list[tuple[datetime, datetime]] = []
    for begins, ends in sorted(times):
        if joined and begins <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(ends, joined[-1][1])
        else:
            joined.append((begins, ends))
    return joined
