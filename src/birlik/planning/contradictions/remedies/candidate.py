"""A change that might remedy a contradiction, by an amount that is to be as small as can be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Place
from birlik.exercise.plan import Plan
from birlik.planning.contradictions.remedies.prices import PRICES
from birlik.planning.contradictions.result import FieldChange, RemedyKind
from birlik.planning.contradictions.telling import place_of


@dataclass(frozen=True)
class Candidate:
    """A change by 1 to `most` steps; more steps allow all that fewer allow.

    Attributes
    ----------
    kind : RemedyKind
    most : int
    changes : callable
        Changes of the plan for a number of steps.
    words : callable
        The same in words.
    amount : callable
        What the price counts, for a number of steps.
    records : tuple of Place
        Records that the words name.
    group : str
        Of candidates of one group only the cheapest that helps is told.
    """

    kind: RemedyKind
    most: int
    changes: Callable[[int], tuple[FieldChange, ...]]
    words: Callable[[int], str]
    amount: Callable[[int], float]
    records: tuple[Place, ...]
    group: str = ""

    def price(self, steps: int) -> int:
        """Price of so many steps."""
        return PRICES[self.kind].of(self.amount(steps))


def change(plan: Plan, kind: RecordKind, index: int, field: str, now: Any) -> FieldChange:
    """New value of a field of a record."""
    return FieldChange(place=place_of(plan, kind, index, field), now=now)


def once(
    kind: RemedyKind,
    changes: Sequence[FieldChange],
    words: str,
    records: Sequence[Place],
    amount: float = 0,
    group: str = "",
) -> Candidate:
    """Candidate without an amount."""
    done = tuple(changes)
    return Candidate(
        kind,
        1,
        lambda steps: done,
        lambda steps: words,
        lambda steps: amount,
        tuple(records),
        group,
    )
