"""In which sets of areas each serial can take place, and at which minutes it can begin there."""

from __future__ import annotations

from collections.abc import Hashable
from functools import reduce
from typing import NamedTuple

from birlik.exercise.plan import Plan
from birlik.exercise.records.serials import Serial
from birlik.exercise.sentences import said
from birlik.planning.frame import Frame
from birlik.planning.frozen import Frozen
from birlik.planning.ground import Ground
from birlik.planning.limits import Limit, Limits, contradiction
from birlik.planning.problem import Mode
from birlik.planning.windows import ALWAYS, FOREVER, Windows, just


class Found(NamedTuple):
    """Modes of a serial, and why each further set of areas leaves no start."""

    modes: tuple[Mode, ...]
    reasons: tuple[str, ...]


class _There(NamedTuple):
    """Modes known so far that begin at the same minutes and endanger the same, by their areas."""

    starts: Windows
    modes: dict[tuple[str, ...], Mode]


class Modes:
    """Modes of every serial of a plan; serials that ask for the same in the same areas share theirs.

    Parameters
    ----------
    plan : Plan
    frame : Frame
    ground : Ground
        Of the plan's areas.
    limits : Limits
        Of the plan's serials.
    frozen : Frozen or None
        What has begun already; everything else begins later.

    Attributes
    ----------
    sites : dict of str to int
        Number of each site.
    """

    def __init__(
        self, plan: Plan, frame: Frame, ground: Ground, limits: Limits, frozen: Frozen | None
    ) -> None:
        self.plan, self.frame, self.ground, self.limits = plan, frame, ground, limits
        self.until = frozen.until if frozen else None
        self.kept_later = frozen.later if frozen else {}
        self.areas = {area.id: number for number, area in enumerate(plan.areas)}
        self.sites: dict[str, int] = {}
        for area in plan.areas:
            self.sites.setdefault(area.site or area.id, len(self.sites))
        self.known_common: dict[tuple[Windows, ...], Windows] = {}
        self.known: dict[Hashable, dict[Hashable, _There | str]] = {}
        self.known_there: dict[Hashable, _There] = {}

    def of(self, serial: Serial, step: int) -> Found:
        """Modes of a serial that begins at multiples of `step`."""
        danger = (serial.danger_radius, serial.danger_zone)
        sort = (self.limits.key_of_serial(serial), step, danger)
        known = self.known.get(sort)
        if known is None:
            known = self.known[sort] = {}
        modes: list[Mode] = []
        reasons: list[str] = []
        alike = not self.until and not self.limits.depend_on_areas(serial)
        there: _There | str | None = None
        for choice in serial.areas or (None,):
            areas = choice.areas if choice else ()
            if there is None or not alike:
                key = () if alike else self._key(serial, areas)
                there = known.get(key)
                if there is None:
                    there = known[key] = self._there(serial, areas, step, danger)
            if isinstance(there, str):
                reasons.append(there)
                continue
            mode = there.modes.get(areas)
            if mode is None:
                mode = there.modes[areas] = self.mode(serial, areas, there.starts)
            modes.append(mode)
        return Found(tuple(modes), tuple(reasons))

    def _key(self, serial: Serial, areas: tuple[str, ...]) -> Hashable:
        """What the starts in a set of areas depend on besides the sort of serial."""
        key = self.limits.key_of_areas(serial, areas)
        if not self.until:
            return key
        return key, bool(areas), serial.id if serial.id in self.kept_later else "", areas

    def mode(self, serial: Serial, areas: tuple[str, ...], starts: Windows) -> Mode:
        """Mode of a serial in a set of areas."""
        first = areas[0] if areas else None
        zone = None
        if serial.danger_zone or serial.danger_radius is not None:
            zone = self.ground.danger_zone(serial, first)
        touched = self.ground.touched_by(zone) if zone is not None else ()
        return Mode(
            areas=tuple([self.areas[area] for area in areas]),
            site=self._site(first),
            starts=starts,
            shut=frozenset([self.areas[a] for a in touched if a not in areas]),
        )

    def _there(
        self, serial: Serial, areas: tuple[str, ...], step: int, danger: Hashable
    ) -> _There | str:
        """Modes that begin when a serial can in a set of areas, or why it never can."""
        limits = self._limits(serial, areas)
        starts = self._common(limits)
        if starts.meets_grid(step):
            return self.known_there.setdefault((id(starts), danger), _There(starts, {}))
        if starts:
            return said(
                "no multiple of {step} min after the hour is left to begin at", step=self.frame.step
            )
        return contradiction(limits, serial.duration or 0)

    def _limits(self, serial: Serial, areas: tuple[str, ...]) -> list[Limit]:
        """Every limit of a serial in a set of areas."""
        limits = self.limits.of(serial, areas)
        if self.until:
            words = said("what is frozen until {until}", until=self.limits.shown(self.until))
            limits.append(Limit(words, self._later(serial, areas)))
        return limits

    def _later(self, serial: Serial, areas: tuple[str, ...]) -> Windows:
        """Starts at which nothing of a serial lies in what is frozen, and the one it has already."""
        assert self.until is not None
        first = self.frame.minute_after(self.until) + (serial.setup or 0 if areas else 0)
        starts = Windows(((first, FOREVER),))
        old = self.kept_later.get(serial.id)
        if old is not None and sorted(old.areas) == sorted(areas):
            starts |= just(self.frame.minute_after(old.begins))
        return starts

    def _common(self, limits: list[Limit]) -> Windows:
        """Starts that all limits leave; one object for all serials that the same limits leave them to."""
        parts = dict.fromkeys(limit.starts for limit in limits if limit.starts != ALWAYS)
        key = tuple(parts)
        if key not in self.known_common:
            self.known_common[key] = reduce(Windows.__and__, parts, ALWAYS)
        return self.known_common[key]

    def _site(self, area: str | None) -> int | None:
        if area is None:
            return None
        record = self.plan.areas[self.areas[area]]
        return self.sites[record.site or record.id]
