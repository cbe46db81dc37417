"""What a rehearsal found, as a record: chances, delays, reasons, what endangers the rest, buffers."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, PlainSerializer

from birlik.exercise.values.moments import instant_text

FORMAT = "birlik-rehearsal/1"

Moment = Annotated[AwareDatetime, PlainSerializer(instant_text, return_type=str, when_used="json")]


class Reason(StrEnum):
    """Why a serial is cancelled in a run."""

    NEEDED = "a serial it waits for is cancelled"
    COMPANION = "a serial that begins with it is cancelled"
    GAP = "it would begin too long after the serial it follows"
    NO_START = "no start is left in its hours, light or openings"
    WEATHER = "the weather kept it from beginning in time"
    TOO_LATE = "it would begin too late"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SerialOutcome(_Part):
    """How one serial fared over all runs.

    Attributes
    ----------
    serial : str
    begins : datetime
        Planned, UTC.
    on_time : float
        Chance (0 to 1) that it is held and begins no later than the tolerance after its planned time.
    held : float
        Chance that it is held at all.
    mean_delay, late_delay : float
        Mean and 90th percentile of the delay in minutes, of the runs in which it is held.
    cancelled : dict of Reason to float
        Chance of each reason for which it is cancelled.
    """

    serial: str
    begins: Moment
    on_time: float
    held: float
    mean_delay: float
    late_delay: float
    cancelled: dict[Reason, float] = {}


class ObjectiveOutcome(_Part):
    """Chance that an objective is trained by a nation.

    Attributes
    ----------
    objective, nation : str
    serials : int
        Serials of the timetable that serve it and in which the nation takes part; 0 if the objective
        is for the nation, or a serial that is left out would have served it, and none does.
    trained : float
        Chance that at least one of them is held.
    fully : float
        Chance that all of them are held.
    """

    objective: str
    nation: str
    serials: int
    trained: float
    fully: float


class End(_Part):
    """When the last serial of a run is over.

    Attributes
    ----------
    planned : datetime
    percentiles : dict of int to datetime
        UTC, by percent of the runs that are over by then; empty if no run holds anything.
    counts : tuple of int
        Runs by minutes after the least end, in steps of `width` minutes.
    least : datetime or None
    width : int
    """

    planned: Moment
    percentiles: dict[int, Moment] = {}
    counts: tuple[int, ...] = ()
    least: Moment | None = None
    width: int = 1


class DayOutcome(_Part):
    """How the serials of one day fared.

    Attributes
    ----------
    day : date
        Calendar day of the exercise's zone on which they are planned to begin.
    serials : int
    on_time, held : float
        Mean chance.
    mean_delay, late_delay : float
        Mean and 90th percentile of the delays in minutes.
    """

    day: date
    serials: int
    on_time: float
    held: float
    mean_delay: float
    late_delay: float


class Danger(_Part):
    """How much delay a serial, a unit or an area hands on to other serials.

    Attributes
    ----------
    id : str
    passes_on : float
        Mean minutes a run by which other serials begin later because they wait for it, along the
        whole chain.
    causes : float
        Of a serial: the part of it that begins here, and is not itself handed on from another. Of a
        unit, an area or a pool: mean minutes a run that serials wait for it because it arrives late,
        is closed by the weather, or lacks something.
    """

    id: str
    passes_on: float
    causes: float


class Buffer(_Part):
    """Time kept free behind a serial, and what it is worth in the same runs.

    Attributes
    ----------
    after : str
        Serial behind which time is kept free.
    minutes : int
    moved : int
        Serials that are planned later because of it.
    end_later : int
        Minutes by which the timetable as a whole ends later.
    more_on_time : float
        Serials a run that are on time and were not before.
    more_held : float
        Serials a run that are held and were not before.
    less_delay : float
        Minutes of delay a run that are saved, over all serials.
    """

    after: str
    minutes: int
    moved: int
    end_later: int
    more_on_time: float
    more_held: float
    less_delay: float


class Rehearsal(_Part):
    """A timetable, rehearsed many times.

    Attributes
    ----------
    exercise : str
        Id of the exercise.
    plan : str
        Fingerprint of the plan.
    runs, seed : int
        How often it was carried out, and the seed of its chances.
    stopped : bool
        Whether it was ended before all runs that were asked for, and all buffers, were through.
    tolerance : int
        Minutes after its planned time up to which a serial counts as on time.
    limit : int
        Minutes after its planned time beyond which a serial is not begun any more.
    usual : bool
        Whether the plan names no disturbances, so that the usual ones were taken.
    serials : tuple of SerialOutcome
        In the order of the timetable.
    objectives : tuple of ObjectiveOutcome
    end : End
    days : tuple of DayOutcome
    reasons : dict of Reason to float
        Serials cancelled a run, by reason.
    dangerous_serials, dangerous_units, dangerous_areas, dangerous_pools : tuple of Danger
        Those that hand on any delay, the worst first.
    buffers : tuple of Buffer
        The most useful first.
    looked_at : int
        Runs from which dangers and buffers were found: the first of all runs.
    """

    format: str = FORMAT
    exercise: str
    plan: str
    runs: int
    stopped: bool = False
    seed: int
    tolerance: int
    limit: int
    usual: bool
    serials: tuple[SerialOutcome, ...] = ()
    objectives: tuple[ObjectiveOutcome, ...] = ()
    end: End | None = None
    days: tuple[DayOutcome, ...] = ()
    reasons: dict[Reason, float] = {}
    dangerous_serials: tuple[Danger, ...] = ()
    dangerous_units: tuple[Danger, ...] = ()
    dangerous_areas: tuple[Danger, ...] = ()
    dangerous_pools: tuple[Danger, ...] = ()
    buffers: tuple[Buffer, ...] = ()
    looked_at: int = 0

    def __repr__(self) -> str:
        count = max(1, len(self.serials))
        on_time = sum(serial.on_time for serial in self.serials) / count
        held = sum(serial.held for serial in self.serials) / count
        return (
            f"<Rehearsal: {len(self.serials):,} serials, {self.runs:,} runs, seed {self.seed}; "
            f"{on_time:.1%} on time, {held:.1%} held, {len(self.buffers)} buffers>"
        )

    __str__ = __repr__
