"""From things that contradict to a smallest set of them: none can be spared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


def smallest(things: Sequence[Thing], contradict: Callable[[Sequence[Thing]], bool]) -> list[Thing]:
    """Things that still contradict and none of which can be spared, in their order.

    What comes first is spared first. Stretches that double in length are tried as long as they can be
    spared, and halved where they cannot, so that many superfluous things cost few questions.

    Parameters
    ----------
    things : sequence
        Things that contradict.
    contradict : callable
        Whether some of them do.
    """
    kept = list(things)
    place, stretch = 0, max(1, len(kept) // 4)
    while place < len(kept):
        rest = kept[:place] + kept[place + stretch :]
        if contradict(rest):
            kept, stretch = rest, stretch * 2
        elif stretch > 1:
            stretch = min(stretch, len(kept) - place) // 2
            stretch = max(stretch, 1)
        else:
            place += 1
    return kept
