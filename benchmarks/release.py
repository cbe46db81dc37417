"""How long a reader's view of 5,000 serials takes: anew, after a change, and for the next reader."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.figure import Figure, seconds
from benchmarks.training import Size, training
from birlik.exercise.plan import Plan
from birlik.exercise.release import Reader, Role
from birlik.exercise.view import view_of

#: Half a training month.
SIZE = Size(serials=5_000, days=15)

#: Everything the exercise has is released to all, but for every tenth serial.
HIDDEN = 10


def figures() -> Iterator[Figure]:
    """Figures of views."""
    plan = _partly_released()
    nation = plan.nations[-1].id
    planner, audience = Reader(nation), Reader(nation, Role.TRAINING_AUDIENCE)
    view_of(plan, planner)
    view_of(plan, audience)
    what = f"view of {SIZE.serials:,} serials"
    for reader, name in ((planner, "a planner"), (audience, "the training audience")):
        taken = seconds(lambda reader=reader: view_of(_changed(plan), reader))  # type: ignore[misc]
        yield Figure(f"{what} for {name} after a change", f"{taken * 1000:.0f} ms", "100 ms")
    taken = seconds(lambda: view_of(plan, Reader(nation, Role.DIRECTOR)))
    yield Figure(f"{what} for one with the same seat", f"{taken * 1000:.2f} ms", "1 ms")


def _partly_released() -> Plan:
    plan = training(SIZE)
    serials = tuple(
        serial.model_copy(
            update={"releasable_to": () if number % HIDDEN else (plan.exercise.host or "",)}
        )
        for number, serial in enumerate(plan.serials)
    )
    exercise = plan.exercise.model_copy(update={"default_release": ("ALL",)})
    return plan.model_copy(update={"serials": serials, "exercise": exercise})


def _changed(plan: Plan) -> Plan:
    """Plan with another title of its first serial, as a fold of the log makes it."""
    first = plan.serials[0].model_copy(update={"title": "Changed"})
    return plan.model_copy(update={"serials": (first, *plan.serials[1:])})
