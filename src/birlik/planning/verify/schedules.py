"""What is wrong with the schedule of a project, found with nothing but its definition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def faults_of_schedule(
    durations: Sequence[int],
    capacities: Sequence[int],
    demands: Sequence[Sequence[int]],
    lags: Iterable[tuple[int, int, int]],
    starts: Sequence[int],
) -> list[str]:
    """Every fault of a schedule, in words.

    Parameters
    ----------
    durations, capacities : sequence of int
    demands : sequence of sequence of int
        For each activity, what it holds of each resource.
    lags : iterable of (int, int, int)
        Activity, later activity, least time between their starts.
    starts : sequence of int
    """
    if len(starts) != len(durations):
        return [f"{len(starts)} starts for {len(durations)} activities"]
    faults = [
        f"activity {number} starts before time 0"
        for number, start in enumerate(starts, 1)
        if start < 0
    ]
    for one, other, least in lags:
        if starts[other] - starts[one] < least:
            faults.append(
                f"activity {other + 1} starts {starts[other] - starts[one]} after activity "
                f"{one + 1}, not {least}"
            )
    running = [number for number, duration in enumerate(durations) if duration > 0]
    begin = sorted(running, key=lambda number: starts[number])
    end = sorted(running, key=lambda number: starts[number] + durations[number])
    held, begun, over = [0] * len(capacities), 0, 0
    for moment in sorted({starts[number] for number in running}):
        # What ends at a moment is no longer held when something else begins.
        while starts[end[over]] + durations[end[over]] <= moment:
            for resource, demand in enumerate(demands[end[over]]):
                held[resource] -= demand
            over += 1
        while begun < len(begin) and starts[begin[begun]] <= moment:
            for resource, demand in enumerate(demands[begin[begun]]):
                held[resource] += demand
            begun += 1
        faults += [
            f"at {moment}, {amount} of resource {resource} is held, there is only {capacity}"
            for resource, (amount, capacity) in enumerate(zip(held, capacities, strict=True), 1)
            if amount > capacity
        ]
    return faults
