"""Buffers: time kept free behind a serial, tried in the same runs to see what it is worth."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from birlik.planning.rehearsal.conduct import Conduct
from birlik.planning.rehearsal.critical import Criticality
from birlik.planning.rehearsal.draws import Draws
from birlik.planning.rehearsal.outcome import Buffer
from birlik.planning.rehearsal.party import Minutes
from birlik.planning.rehearsal.simulate import Runs, simulated
from birlik.planning.rehearsal.tally import LEAST_DELAY

#: Serials behind which a buffer is tried, and buffers that are proposed.
_TRIED, PROPOSED = 8, 5

#: Share of the delays that a buffer takes in, and most time steps of one.
_TAKEN_IN, _MOST_STEPS = 0.8, 8

#: A proposal is worth a line if it brings so many more serials on time a run, and costs no more.
_LEAST_GAIN, _MOST_LOST = 0.02, 0.02


def proposed_buffers(
    conduct: Conduct,
    draws: Draws,
    runs: Runs,
    critical: Criticality,
    *,
    tolerance: int,
    limit: int,
    listener: Callable[[float], None] = lambda done: None,
    stop: Callable[[], bool] = lambda: False,
) -> tuple[Buffer, ...]:
    """Buffers behind the serials with which most delay begins, the most useful first.

    With a buffer, everything that takes over from the serial is planned that much later, as far as
    nothing else keeps it free already; then the same runs are simulated against the new times.

    Parameters
    ----------
    conduct : Conduct
    draws : Draws
        Of the runs.
    runs : Runs
        The runs without any buffer.
    critical : Criticality
    tolerance, limit : int
        Minutes.
    listener : callable
        Told the fraction done.
    stop : callable
        Asked before each buffer; when it says yes, no more are tried.
    """
    before = _worth(runs, tolerance)
    candidates = sorted(
        np.flatnonzero(critical.causes > 0), key=lambda number: (-critical.causes[number], number)
    )[:_TRIED]
    found = []
    for tried, number in enumerate(candidates):
        if stop():
            break
        listener(tried / len(candidates))
        minutes = _size(conduct, runs, int(number))
        planned = with_buffer(conduct, int(number), minutes)
        if planned is None:
            continue
        after = _worth(
            simulated(conduct, draws, limit=limit, planned=planned, like=runs, until=int(number)),
            tolerance,
        )
        ends = conduct.planned + conduct.lasting, planned + conduct.lasting
        found.append(
            Buffer(
                after=conduct.parties[number].serial.id,
                minutes=minutes,
                moved=int((planned > conduct.planned).sum()),
                end_later=round(float(ends[1].max() - ends[0].max())),
                more_on_time=round(after[0] - before[0], 3),
                more_held=round(after[1] - before[1], 3),
                less_delay=round(before[2] - after[2], 3),
            )
        )
    useful = [
        buffer
        for buffer in found
        if buffer.more_on_time >= _LEAST_GAIN and buffer.more_held >= -_MOST_LOST
    ]
    return tuple(
        sorted(useful, key=lambda b: (-(b.more_on_time + b.more_held), b.minutes, b.after))[
            :PROPOSED
        ]
    )


def with_buffer(conduct: Conduct, number: int, minutes: int) -> Minutes | None:
    """Planned times with a buffer behind a serial; None if another serial then has no place."""
    lengths = conduct.lasting[:, None].copy()
    lengths[number] += minutes
    starts = conduct.planned[:, None]
    why = np.zeros(lengths.shape, dtype=np.int8)
    # Up to the serial itself, everything is as the timetable has it.
    as_planned = Runs(conduct.planned, starts, starts + lengths, why)
    draws = Draws(1, lengths=lengths)
    moved = simulated(conduct, draws, like=as_planned, until=number)
    return None if moved.why.any() else moved.starts[:, 0].copy()


def _size(conduct: Conduct, runs: Runs, number: int) -> int:
    """Minutes that would take in most of the delays with which a serial ends, in time steps."""
    step = conduct.frame.step
    late = runs.ends[number] - (runs.planned[number] + conduct.lasting[number])
    late = late[(runs.why[number] == 0) & (late > LEAST_DELAY)]
    if not len(late):
        return step
    steps = math.ceil(float(np.quantile(late, _TAKEN_IN)) / step)
    return step * min(_MOST_STEPS, max(1, steps))


def _worth(runs: Runs, tolerance: int) -> tuple[float, float, float]:
    """Serials on time a run, serials held a run, and minutes of delay a run."""
    count = runs.starts.shape[1]
    delay = runs.starts - runs.planned[:, None]
    held = runs.why == 0
    return (
        int((delay <= tolerance + LEAST_DELAY).sum()) / count,
        int(held.sum()) / count,
        float(delay.sum(where=held, dtype=np.float64)) / count,
    )
