"""Baselines: names for positions of a log, such as the outcome of a conference."""

from __future__ import annotations

from dataclasses import dataclass

from birlik.exercise.sentences import said
from birlik.log.drafts import Draft, Step
from birlik.log.entry import Act
from birlik.log.keys import new_key
from birlik.log.state import State

BASELINES = "baselines"


@dataclass(frozen=True, slots=True)
class Baseline:
    """A named position.

    Attributes
    ----------
    record : str
        Key of the baseline.
    name : str
        In the words of who named it: ``Main planning conference``.
    position : int
        Entries that belong to it.
    hash : str
        Of the last of them: what a signature under the baseline signs.
    conference : str
        Key of the conference at whose end it was named; empty if it was at none.
    """

    record: str
    name: str
    position: int
    hash: str
    conference: str = ""


def naming(
    state: State, name: str, who: str, nation: str, reason: str = "", conference: str = ""
) -> Step:
    """Step that names a state which somebody sees; what was appended meanwhile is not part of it.

    Raises
    ------
    ValueError
        If the name is empty, too long, or stands for another position.
    """
    name = " ".join(name.split())
    if not name or len(name) > 200:
        raise ValueError(said("a baseline has a name of at most 200 characters"))
    if any(baseline.name == name for baseline in baselines_of(state)):
        raise ValueError(
            said("there is a baseline called {name} already; choose another name", name=name)
        )
    fields = {"name": name, "position": state.position, "hash": state.hash}
    fields |= {"conference": conference} if conference else {}
    changes = {field: (None, value) for field, value in fields.items()}
    return Step(who, nation, (Draft(BASELINES, new_key(), Act.NAME, changes),), reason)


def baselines_of(state: State) -> tuple[Baseline, ...]:
    """Baselines, in the order of their positions."""
    found = [
        Baseline(
            key,
            held.fields["name"],
            held.fields["position"],
            held.fields["hash"],
            held.fields.get("conference", ""),
        )
        for key, held in state.of(BASELINES).items()
    ]
    return tuple(sorted(found, key=lambda baseline: (baseline.position, baseline.name)))
