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
    for moment in sorted(set(starts)):
        running = [
            number
            for number, (start, duration) in enumerate(zip(starts, durations, strict=True))
            if start <= moment < start + duration
        ]
        for resource, capacity in enumerate(capacities):
            held = sum(demands[number][resource] for number in running)
            if held > capacity:
                faults.append(
                    f"at {moment}, {held} of resource {resource + 1} is held, "
                    f"there is only {capacity}"
                )
    return faults
