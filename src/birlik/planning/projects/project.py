"""A project: activities that share renewable resources and keep distances between their starts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from numbers import Integral
from operator import index
from typing import NamedTuple

from birlik.exercise.sentences import said
from birlik.planning.asked import shown

#: Longest time a project may take if one activity followed another; profiles are kept in memory.
LONGEST = 5_000_000

#: Most activities; the first schedule of more would take longer than anybody waits.
MOST_ACTIVITIES = 20_000

#: Largest capacity; all demands of an activity are held in words of 64 bits.
LARGEST_CAPACITY = 10**12


class Lag(NamedTuple):
    """One activity starts at least so long after another; negative: at most so long before it."""

    before: int
    after: int
    least: int


@dataclass(frozen=True)
class Project:
    """A resource-constrained project, with minimum and maximum lags between starts.

    Times have no unit; they are whole numbers and begin at 0.

    Attributes
    ----------
    name : str
    durations : tuple of int
        Of each activity.
    capacities : tuple of int
        What each renewable resource offers at any time.
    demands : tuple of tuple of int
        For each activity, what it holds of each resource while it runs.
    lags : tuple of Lag
        ``start[after] >= start[before] + least``. A precedence is a lag of the earlier activity's
        duration; a maximum lag is a negative one from the later activity to the earlier.

    Raises
    ------
    TypeError
        If durations, capacities, demands or lags are not rows of whole numbers. Lists and arrays of such
        numbers are taken, and kept as tuples.
    ValueError
        If the numbers contradict each other, or an activity needs more than there is.
    """

    name: str
    durations: tuple[int, ...]
    capacities: tuple[int, ...]
    demands: tuple[tuple[int, ...], ...]
    lags: tuple[Lag, ...]

    def __post_init__(self) -> None:
        rows = {
            "durations": self._whole("durations", self.durations),
            "capacities": self._whole("capacities", self.capacities),
            "demands": tuple(
                self._whole("demands of each activity", row)
                for row in self._row("demands", self.demands)
            ),
            "lags": tuple(self._lag(lag) for lag in self._row("lags", self.lags)),
        }
        for name, row in rows.items():
            object.__setattr__(self, name, row)
        if self.size > MOST_ACTIVITIES:
            raise ValueError(
                said(
                    "{name}: there are {number} activities, more than {most}",
                    name=self.name,
                    number=self.size,
                    most=MOST_ACTIVITIES,
                )
            )
        if len(self.demands) != len(self.durations):
            raise ValueError(
                f"{self.name}: {len(self.durations)} activities have durations, "
                f"{len(self.demands)} have demands"
            )
        if any(capacity < 0 for capacity in self.capacities):
            raise ValueError(f"{self.name}: a capacity is negative")
        if any(capacity > LARGEST_CAPACITY for capacity in self.capacities):
            raise ValueError(f"{self.name}: a capacity is larger than {LARGEST_CAPACITY}")
        for number, (duration, demands) in enumerate(
            zip(self.durations, self.demands, strict=True), 1
        ):
            self._judge(number, duration, demands)
        for lag in self.lags:
            if not all(0 <= end < len(self.durations) for end in (lag.before, lag.after)):
                raise ValueError(f"{self.name}: a lag names an activity that is not there: {lag}")
        if self.longest > LONGEST:
            raise ValueError(
                f"{self.name}: durations and lags add up to {self.longest}, more than {LONGEST}; "
                "use a coarser unit of time"
            )

    def _row(self, what: str, values: object) -> tuple[object, ...]:
        """Things one after another, as a tuple."""
        if isinstance(values, str) or not isinstance(values, Iterable):
            raise TypeError(
                said(
                    "{name}: the {what} are {value}; they must be a tuple",
                    name=self.name,
                    what=what,
                    value=shown(values),
                )
            )
        return tuple(values)

    def _whole(self, what: str, values: object) -> tuple[int, ...]:
        """Whole numbers one after another, as a tuple."""
        row = self._row(what, values)
        try:
            return tuple([index(value) for value in row])  # type: ignore[arg-type]
        except TypeError:
            odd = next(value for value in row if not isinstance(value, Integral))
            raise TypeError(
                said(
                    "{name}: the {what} must be whole numbers, but one is {value}",
                    name=self.name,
                    what=what,
                    value=shown(odd),
                )
            ) from None

    def _lag(self, lag: object) -> Lag:
        """A lag of whole numbers."""
        if isinstance(lag, Lag) and all(type(part) is int for part in lag):
            return lag
        parts = self._whole("numbers of each lag", lag)
        if len(parts) != len(Lag._fields):
            raise TypeError(
                said(
                    "{name}: a lag has {number} numbers; it needs an activity, another, and the least time "
                    "between",
                    name=self.name,
                    number=len(parts),
                )
            )
        return Lag(*parts)

    def _judge(self, number: int, duration: int, demands: tuple[int, ...]) -> None:
        if duration < 0:
            raise ValueError(f"{self.name}: activity {number} has a negative duration, {duration}")
        if len(demands) != len(self.capacities):
            raise ValueError(
                f"{self.name}: activity {number} has {len(demands)} demands for "
                f"{len(self.capacities)} resources"
            )
        for resource, (demand, capacity) in enumerate(
            zip(demands, self.capacities, strict=True), 1
        ):
            if demand < 0:
                raise ValueError(
                    f"{self.name}: activity {number} has a negative demand for resource {resource}"
                )
            if demand > capacity and duration > 0:
                raise ValueError(
                    f"{self.name}: activity {number} needs {demand} of resource {resource}, "
                    f"which has only {capacity}"
                )

    @property
    def size(self) -> int:
        """How many activities it has."""
        return len(self.durations)

    @property
    def longest(self) -> int:
        """Time after which any project that can be held at all can be over."""
        waits = [0] * self.size
        for lag in self.lags:
            waits[lag.before] = max(waits[lag.before], lag.least - self.durations[lag.before])
        return sum(self.durations) + sum(waits)

    def makespan(self, starts: tuple[int, ...]) -> int:
        """When the last activity ends."""
        return max((s + d for s, d in zip(starts, self.durations, strict=True)), default=0)
