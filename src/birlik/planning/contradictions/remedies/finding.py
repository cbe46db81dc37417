"""The cheapest remedies of a contradiction, each tried on its serials and then on the whole plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import Plan
from birlik.exercise.sentences import counted
from birlik.planning.contradictions.changing import applied
from birlik.planning.contradictions.remedies.again import Again
from birlik.planning.contradictions.remedies.asked import Asked
from birlik.planning.contradictions.remedies.candidate import Candidate, change, once
from birlik.planning.contradictions.remedies.of_areas import for_area
from birlik.planning.contradictions.remedies.of_means import for_means
from birlik.planning.contradictions.remedies.of_setting import for_setting
from birlik.planning.contradictions.remedies.of_times import for_time, least_steps
from birlik.planning.contradictions.result import Demand, Remedy, RemedyKind
from birlik.planning.contradictions.telling import named

#: Remedies told of one contradiction, and of one kind among them.
MOST, MOST_OF_A_KIND = 6, 2

#: How often more steps are tried where the whole plan needs more than the serials alone.
MORE_TRIES = 3

#: Priority that a serial is given where it is made optional.
OPTIONAL = 1


@dataclass(frozen=True)
class _Ready:
    """A candidate that helps its serials by themselves, its price and its fewest steps."""

    price: int
    place: int
    steps: int
    candidate: Candidate


@dataclass(frozen=True)
class Remedies:
    """Remedies, the cheapest first, and whether all that are known were tried."""

    remedies: tuple[Remedy, ...]
    all_tried: bool


def remedies_for(
    asked: Asked, demands: Sequence[Demand], victims: Sequence[int], again: Again
) -> Remedies:
    """Cheapest remedies of a contradiction.

    Parameters
    ----------
    asked : Asked
        The contradiction's serials.
    demands : sequence of Demand
        Demands that contradict, and those of the frame that would help.
    victims : sequence of int
        Serials without which all others of the contradiction can be held.
    again : Again
        The whole plan.
    """
    wanted = [
        asked.plan.serials[number].id
        for number in asked.numbers
        if asked.plan.serials[number].mandatory
    ]
    found: dict[str, Remedy] = {}
    cheapest_first = sorted(_candidates(asked, demands, victims), key=lambda c: c.price(1))
    ready: list[_Ready] = []
    for place, candidate in enumerate(cheapest_first):
        if asked.budget.over:
            return Remedies(_ranked(found.values()), False)
        # What has been tried on its serials is tried on the plan once nothing cheaper can come.
        for remedy in _tried(asked, again, wanted, ready, candidate.price(1), found):
            found.setdefault(remedy[0], remedy[1])
        if len(found) >= MOST:
            return Remedies(_ranked(found.values()), True)
        steps = 0 if _enough(found, candidate) else _fewest_steps(asked, candidate)
        if steps:
            ready.append(_Ready(candidate.price(steps), place, steps, candidate))
            ready.sort(key=lambda entry: (entry.price, entry.place))
    for remedy in _tried(asked, again, wanted, ready, None, found):
        found.setdefault(remedy[0], remedy[1])
    return Remedies(_ranked(found.values()), not asked.budget.over)


def _enough(found: dict[str, Remedy], candidate: Candidate) -> bool:
    """Whether a cheaper candidate of its group, or enough of its kind, have been found to help."""
    alike = sum(remedy.kind is candidate.kind for remedy in found.values())
    return (candidate.group or candidate.words(1)) in found or alike >= MOST_OF_A_KIND


def _fewest_steps(asked: Asked, candidate: Candidate) -> int:
    """Fewest steps with which the serials by themselves can be held; 0 if none are enough."""
    return least_steps(candidate.most, lambda steps: asked.helps(candidate.changes(steps)))


def _ranked(remedies: Iterable[Remedy]) -> tuple[Remedy, ...]:
    return tuple(sorted(remedies, key=lambda remedy: remedy.price)[:MOST])


def _tried(
    asked: Asked,
    again: Again,
    wanted: Sequence[str],
    ready: list[_Ready],
    below: int | None,
    found: dict[str, Remedy],
) -> Iterator[tuple[str, Remedy]]:
    """Remedies among the candidates that cost no more than the next can, tried on the whole plan."""
    while ready and len(found) < MOST and not asked.budget.over:
        if below is not None and ready[0].price > below:
            return
        candidate, steps = ready[0].candidate, ready[0].steps
        del ready[0]
        if _enough(found, candidate):
            continue
        remedy = _planned_again(asked, again, wanted, candidate, steps)
        if remedy:
            yield candidate.group or candidate.words(1), remedy


def _planned_again(
    asked: Asked, again: Again, wanted: Sequence[str], candidate: Candidate, steps: int
) -> Remedy | None:
    """Remedy of a candidate, with more steps if the whole plan needs them."""
    for _ in range(MORE_TRIES):
        if asked.budget.over:
            return None
        changes = candidate.changes(steps)
        plan = applied(asked.plan, changes)
        must = [name for name in wanted if _mandatory(plan, name)]
        remaining = again.held(plan, must)
        if remaining is not None:
            return Remedy(
                kind=candidate.kind,
                text=candidate.words(steps),
                price=candidate.price(steps),
                changes=changes,
                records=candidate.records,
                remaining=tuple(serial.id for serial in plan.serials if serial.id in remaining),
            )
        if steps == candidate.most:
            return None
        steps = min(steps * 2, candidate.most)
    return None


def _mandatory(plan: Plan, name: str) -> bool:
    return next(serial.mandatory for serial in plan.serials if serial.id == name)


def _candidates(
    asked: Asked, demands: Sequence[Demand], victims: Sequence[int]
) -> Iterator[Candidate]:
    """Every candidate once."""
    seen = set()
    for demand in demands:
        for think in (for_time, for_means, for_area, for_setting):
            for candidate in think(asked, demand):
                key = (candidate.kind, candidate.words(1) if candidate.most else "")
                if candidate.most > 0 and key not in seen:
                    seen.add(key)
                    yield candidate
    yield from _optional(asked, victims)


def _optional(asked: Asked, victims: Sequence[int]) -> Iterator[Candidate]:
    """The last resort: what found no place need not be held."""
    kind, names = RecordKind.SERIAL, [asked.plan.serials[number].id for number in victims]
    yield once(
        RemedyKind.OPTIONAL,
        [change(asked.plan, kind, number, "priority", OPTIONAL) for number in victims],
        counted(
            "{serials} is optional", "{serials} are optional", len(names), serials=named(names)
        ),
        [asked.place(kind, number) for number in victims],
        len(names),
    )
