"""The planning problem in numbers: activities, modes, units, areas, pools and rules.

Times are whole minutes after the problem's origin. Records are named by their position in the
problem's own lists. Solvers know nothing but this.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from birlik.planning.windows import NEVER, Windows

#: Quantities are counted in thousandths, so that they are whole.
PER_UNIT = 1000


@dataclass(frozen=True)
class Mode:
    """One set of areas in which an activity can take place.

    Attributes
    ----------
    areas : tuple of int
        Its areas, the first area first.
    site : int or None
        Site to which units travel; None without areas.
    starts : Windows
        Minutes at which it may begin here, as far as the activity alone can tell.
    shut : frozenset of int
        Areas that its danger zone shuts while it runs.
    """

    areas: tuple[int, ...]
    site: int | None
    starts: Windows
    shut: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Choice:
    """Units to be chosen: `count` of `candidates`."""

    count: int
    candidates: tuple[int, ...]


@dataclass(frozen=True)
class Link:
    """A serial that must be over `least` to `most` minutes before; `most` None for no limit."""

    before: int
    least: int
    most: int | None


@dataclass(frozen=True)
class Activity:
    """A serial, as solvers see it.

    Attributes
    ----------
    serial : int
        Position of its record in the plan.
    id : str
    duration, setup, clearup : int
        Minutes.
    priority : int
        0 if mandatory, else 1 to 5.
    modes : tuple of Mode
        Where it can take place; a single mode without areas if it needs none.
    units : tuple of int
        Units that must take part.
    choices : tuple of Choice
    barred : dict of (int, int) to Windows
        By mode and candidate unit: minutes at which it may not begin with that unit there.
    people : int
        People besides those of units.
    holds : tuple of (int, int)
        Pool and amount, in thousandths.
    nations : frozenset of int
        Nations taking part whatever is chosen.
    wishes : tuple of (Windows, int)
        Minutes at which it would best begin, and the cost if it does not.
    links : tuple of Link
        Serials it waits for.
    on_grid : bool
        Whether it begins on the time step.
    """

    serial: int
    id: str
    duration: int
    setup: int
    clearup: int
    priority: int
    modes: tuple[Mode, ...]
    units: tuple[int, ...] = ()
    choices: tuple[Choice, ...] = ()
    barred: dict[tuple[int, int], Windows] = field(default_factory=dict)
    people: int = 0
    holds: tuple[tuple[int, int], ...] = ()
    nations: frozenset[int] = frozenset()
    wishes: tuple[tuple[Windows, int], ...] = ()
    links: tuple[Link, ...] = ()
    on_grid: bool = True

    @property
    def mandatory(self) -> bool:
        """Whether the exercise cannot do without it."""
        return self.priority == 0

    @property
    def candidates(self) -> tuple[int, ...]:
        """Every unit that may be chosen, once."""
        return tuple(dict.fromkeys(unit for choice in self.choices for unit in choice.candidates))

    def barred_starts(self, mode: int, unit: int) -> Windows:
        """Minutes at which it may not begin in `mode` with the candidate `unit`."""
        return self.barred.get((mode, unit), NEVER)


@dataclass(frozen=True)
class AreaLimit:
    """What an area holds: serials at once, and people at once (None for no limit)."""

    id: str
    serials: int
    people: int | None


@dataclass(frozen=True)
class Pool:
    """What a pool holds, in thousandths, and whether it is used up."""

    id: str
    quantity: int
    used_up: bool


@dataclass(frozen=True)
class Force:
    """A unit: its nation, its people, and its row in the table of travel times."""

    id: str
    nation: int
    people: int
    speed_class: int


@dataclass(frozen=True)
class WorkRule:
    """Most minutes of work a working day, for some units; `counted` are pairs of activity and mode.

    `spent` is what a unit has worked on a day in serials that are not part of the problem.
    """

    rule: int
    units: frozenset[int]
    limit: int
    counted: frozenset[tuple[int, int]]
    spent: dict[tuple[int, int], int] = field(default_factory=dict)


@dataclass(frozen=True)
class RestRule:
    """Least minutes between the serials of two working days, for some units."""

    rule: int
    units: frozenset[int]
    least: int
    counted: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class FairShare:
    """Nations whose minutes in scarce areas are compared; `counted` are pairs of activity and mode."""

    rule: int
    nations: tuple[int, ...]
    accepted: int
    counted: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Problem:
    """A planning problem.

    Attributes
    ----------
    activities : tuple of Activity
    forces : tuple of Force
        Units, in the order of the plan.
    areas : tuple of AreaLimit
    pools : tuple of Pool
    nations : tuple of str
    sites : tuple of str
    travel : tuple of tuple of tuple of int
        Minutes from site to site, by speed class.
    together : tuple of frozenset of int
        Groups of activities that begin at the same moment.
    never : frozenset of (int, int)
        Pairs, the smaller first, that do not run at the same time.
    work, rest, shares : tuple
        Rules that span several serials.
    day_edges : tuple of int
        Minutes at which working days begin, in order; the first lies before everything.
    step : int
        Activities begin at multiples of it; the origin is a full hour of the wall clock.
    startex, endex : int
        Minutes after the origin.
    """

    activities: tuple[Activity, ...]
    forces: tuple[Force, ...]
    areas: tuple[AreaLimit, ...]
    pools: tuple[Pool, ...]
    nations: tuple[str, ...]
    sites: tuple[str, ...]
    travel: tuple[tuple[tuple[int, ...], ...], ...]
    together: tuple[frozenset[int], ...]
    never: frozenset[tuple[int, int]]
    work: tuple[WorkRule, ...]
    rest: tuple[RestRule, ...]
    shares: tuple[FairShare, ...]
    day_edges: tuple[int, ...]
    step: int
    startex: int
    endex: int

    def day_of(self, minute: int) -> int:
        """Number of the working day to which a minute belongs."""
        return bisect_right(self.day_edges, minute) - 1

    def way(self, unit: int, origin: int | None, destination: int | None) -> int:
        """Minutes a unit needs from one site to another; none where a serial has no site."""
        if origin is None or destination is None or origin == destination:
            return 0
        return self.travel[self.forces[unit].speed_class][origin][destination]

    def starts_of(self, activity: Activity, mode: int) -> list[int]:
        """Minutes at which an activity may begin in a mode, on its grid."""
        starts = activity.modes[mode].starts
        return starts.on_grid(self.step if activity.on_grid else 1)


@dataclass(frozen=True)
class Slot:
    """Where an activity was put: its start, its mode, and all units taking part, in order."""

    start: int
    mode: int
    units: tuple[int, ...]


#: A solution: the slot of each activity that is placed.
Solution = dict[int, Slot]
