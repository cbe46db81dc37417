"""How a timetable stands: what is placed, what is proven, and its score, level by level."""

from __future__ import annotations

from typing import Any

from birlik.formats.timetable.programme import Programme
from birlik.planning.timetable import Score

#: Levels of the score in order; the words for them stand in ``words.py``.
LEVELS = (
    "mandatory",
    *(f"priority{priority}" for priority in range(1, 6)),
    "wishes",
    "unfairness",
    "end",
    "moves",
)


def standing(seen: Programme) -> dict[str, Any]:
    """What the page's header says of a timetable.

    A nation that does not read the whole plan is told about what it sees, and no count or score
    that would speak of the rest.
    """
    timetable = seen.timetable
    own = [entry for entry in seen.entries if entry.serial is not None]
    told: dict[str, Any] = {
        "plan": timetable.plan if seen.reader.whole else seen.plan.fingerprint(),
        "placed": len(own),
        "reserved": len(seen.entries) - len(own),
        "mandatoryLeftOut": sum(left.mandatory for left in seen.left_out),
        "optionalLeftOut": sum(not left.mandatory for left in seen.left_out),
        "whole": seen.reader.whole,
    }
    if not seen.reader.whole:
        return told | {"serials": len(own) + len(seen.left_out)}
    proof = timetable.proof
    return told | {
        "serials": len(own) + len(seen.left_out),
        "proven": proof is not None,
        "optimal": proof is not None and proof.optimal,
        "reproducible": timetable.reproducible,
        "seed": timetable.seed,
        "stale": timetable.plan != seen.plan.fingerprint(),
        "score": _levels(timetable.score, proof.bound if proof else None),
    }


def _levels(score: Score, bound: Score | None) -> list[list[str | int | None]]:
    """Name, number and proven least of each level."""
    least = bound.levels if bound else (None,) * len(LEVELS)
    return [
        [name, found, proven]
        for name, found, proven in zip(LEVELS, score.levels, least, strict=True)
    ]
