"""Which steps of a log a decision caused, and whose changes count toward a decision at the moment."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from birlik.log.drafts import Draft, added, removed
from birlik.log.state import State

CONSEQUENCES, OPEN_DECISIONS = "consequences", "open_decisions"


@dataclass(frozen=True, slots=True)
class Opened:
    """A decision toward which somebody's changes count.

    Attributes
    ----------
    decision : str
        Key of the decision.
    who : str
        Key of the account.
    since : int
        Position after which his steps count; it never leaves the server.
    """

    decision: str
    who: str
    since: int


def steps_by_decision(state: State) -> Mapping[str, tuple[str, ...]]:
    """Keys of the steps that each decision caused, by the key of the decision."""
    found: dict[str, list[str]] = {}
    for held in state.of(CONSEQUENCES).values():
        found.setdefault(held.fields["decision"], []).append(held.fields["step"])
    return {decision: tuple(sorted(steps)) for decision, steps in found.items()}


def opened_by(state: State, who: str) -> Opened | None:
    """Decision toward which somebody's changes count; None if there is none."""
    held = state.held(OPEN_DECISIONS, _key("open", who))
    if held is None:
        return None
    return Opened(held.fields["decision"], who, held.fields["since"])


def opened(state: State) -> tuple[Opened, ...]:
    """All decisions toward which somebody's changes count."""
    return tuple(
        Opened(held.fields["decision"], held.fields["who"], held.fields["since"])
        for held in state.of(OPEN_DECISIONS).values()
    )


def opening(state: State, decision: str, who: str) -> Draft:
    """Draft from which on somebody's changes count toward a decision; no other may be open for him."""
    fields = {"decision": decision, "who": who, "since": state.position}
    return added(OPEN_DECISIONS, fields, _key("open", who))


def closing(state: State, who: str, steps: Iterable[str]) -> tuple[Draft, ...]:
    """Drafts that end this, and link the steps that count to the decision."""
    found = opened_by(state, who)
    if found is None:
        return ()
    ended = removed(state, OPEN_DECISIONS, _key("open", who))
    return ended, *(linking(found.decision, step) for step in steps)


def linking(decision: str, step: str) -> Draft:
    """Draft that says that a decision caused a step; said twice, it counts once."""
    fields = {"decision": decision, "step": step}
    return added(CONSEQUENCES, fields, _key(decision, step))


def unlinking(state: State, decision: str, step: str) -> Draft | None:
    """Draft that takes this back; None if nobody said so."""
    key = _key(decision, step)
    return removed(state, CONSEQUENCES, key) if state.held(CONSEQUENCES, key) else None


def _key(one: str, other: str) -> str:
    return hashlib.sha256(f"{one} {other}".encode()).hexdigest()[:24]
