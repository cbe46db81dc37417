"""Concurrences: a nation's signature under a baseline; it never changes, and its last one counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from birlik.exercise.sentences import said
from birlik.exercise.values.moments import instant_text
from birlik.log.baselines import BASELINES, Baseline
from birlik.log.drafts import Draft, Step
from birlik.log.entry import Act, Changes
from birlik.log.keys import new_key
from birlik.log.state import Folding, State

CONCURRENCES = "concurrences"

#: What every signature names.
_NAMED = ("baseline", "name", "hash", "nation", "signer", "function", "view", "made_by", "at")


@dataclass(frozen=True, slots=True)
class Concurrence:
    """A nation's signature under a baseline.

    Attributes
    ----------
    record : str
        Key of the signature.
    baseline, name : str
        Key of the baseline, and what it was called.
    hash : str
        The chain's hash at the baseline: the same for all who sign it.
    nation : str
    signer, function : str
        Name and function, as the signer wrote them.
    reservations : str
        Empty if the nation concurs without any.
    reservations_to : tuple of str
        Who may read the reservations besides the nation itself: ids of nations, or ``ALL``.
    view : str
        SHA-256 of what the nation saw of the baseline.
    made_by : str
        Version of Birlik that made that view.
    supersedes : str
        Key of the nation's signature that this one takes the place of; empty if it is the first.
    at : datetime
        When it was signed, in UTC.
    """

    record: str
    baseline: str
    name: str
    hash: str
    nation: str
    signer: str
    function: str
    reservations: str
    reservations_to: tuple[str, ...]
    view: str
    made_by: str
    supersedes: str
    at: datetime


def signing(
    baseline: Baseline,
    *,
    who: str,
    nation: str,
    signer: str,
    function: str,
    reservations: str = "",
    reservations_to: tuple[str, ...] = (),
    view: str,
    made_by: str,
    supersedes: str = "",
    at: datetime,
) -> Step:
    """Step that signs a baseline; it is refused if the nation has signed meanwhile."""
    fields: dict[str, Any] = {
        "baseline": baseline.record,
        "name": baseline.name,
        "hash": baseline.hash,
        "nation": nation,
        "signer": signer,
        "function": function,
        "view": view,
        "made_by": made_by,
        "at": instant_text(at.replace(microsecond=0)),
    }
    if reservations:
        fields |= {"reservations": reservations, "reservations_to": list(reservations_to)}
    if supersedes:
        fields["supersedes"] = supersedes
    changes = {name: (None, value) for name, value in fields.items()}
    return Step(who, nation, (Draft(CONCURRENCES, new_key(), Act.SIGN, changes),), whole=True)


def signatures(state: State, baseline: str = "") -> tuple[Concurrence, ...]:
    """All signatures under a baseline, or under any; a later one of a nation after the one it supersedes."""
    found = [
        _signature(key, held.fields)
        for key, held in state.of(CONCURRENCES).items()
        if not baseline or held.fields.get("baseline") == baseline
    ]
    depths = {each.record: each.supersedes for each in found}

    def depth(key: str) -> int:
        number = 0
        while key := depths.get(key, ""):
            number += 1
        return number

    return tuple(sorted(found, key=lambda each: (each.nation, depth(each.record), each.record)))


def standing(state: State, baseline: str) -> dict[str, Concurrence]:
    """Signature of each nation under a baseline that counts: the last one."""
    # Of one nation a later one comes after those before it.
    return {each.nation: each for each in signatures(state, baseline)}


def misfit(folding: Folding, kind: str, record: str, act: Act, changes: Changes) -> str:
    """Why something may not happen to baselines and signatures; empty if it may.

    What another version of Birlik would let through is refused by whoever appends and by whoever audits.
    """
    if kind == CONCURRENCES:
        if act is not Act.SIGN:
            return said("a signature under a baseline never changes; sign once more instead")
        return _unfit_signature(folding, {name: after for name, (_, after) in changes.items()})
    if act is Act.SIGN:
        return said("only baselines are signed")
    if kind == BASELINES and act in (Act.CHANGE, Act.REMOVE):
        signed = folding.state().of(CONCURRENCES).values()
        if any(held.fields.get("baseline") == record for held in signed):
            return said("the baseline is signed, and stays as it is")
    return ""


def _unfit_signature(folding: Folding, fields: Mapping[str, Any]) -> str:
    for name in _NAMED:
        if not isinstance(fields.get(name), str) or not fields[name]:
            return said("a signature under a baseline says its {field}", field=name)
    baseline = folding.held(BASELINES, fields["baseline"])
    if baseline is None:
        return said("the baseline that was signed is not there")
    if baseline.fields.get("hash") != fields["hash"]:
        return said("what was signed is not the hash of the baseline")
    before = standing(folding.state(), fields["baseline"]).get(fields["nation"])
    if (before.record if before else "") != fields.get("supersedes", ""):
        return said("{nation} has signed this baseline meanwhile", nation=fields["nation"])
    return ""


def _signature(key: str, fields: Mapping[str, Any]) -> Concurrence:
    return Concurrence(
        key,
        fields["baseline"],
        fields["name"],
        fields["hash"],
        fields["nation"],
        fields["signer"],
        fields["function"],
        fields.get("reservations", ""),
        tuple(fields.get("reservations_to", ())),
        fields["view"],
        fields["made_by"],
        fields.get("supersedes", ""),
        datetime.fromisoformat(fields["at"]).astimezone(UTC),
    )
