"""Concurrences: what a nation signs under a baseline, who may, and what others see of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from birlik import __version__
from birlik.exercise.editing import LEADERS, Refused
from birlik.exercise.roles import Reader
from birlik.exercise.sentences import said
from birlik.exercise.values.demands import ALL
from birlik.log import concurrences
from birlik.log.baselines import Baseline, baselines_of
from birlik.log.merging import UnfitChange
from birlik.server.desk.changing import Author
from birlik.server.desk.fingerprints import fingerprint
from birlik.server.desk.sight import Absent, Sight
from birlik.server.store.logs import Logs

#: Longest name, function and reservations, in characters.
LONGEST_NAME, LONGEST_RESERVATIONS = 200, 4_000


@dataclass(frozen=True)
class Concurrence:
    """A nation's signature under a baseline, as a reader sees it.

    Attributes
    ----------
    nation, signer, function : str
        Who signed, in the signer's own words.
    at : datetime
        UTC.
    with_reservations : bool
        Everybody who sees the signature sees this, for one with reservations is not one without.
    reservations : str
        Empty if there are none, or if they are not released to the reader.
    hash : str
        The chain's hash at the baseline: the same for all who signed it.
    key, baseline : str
        Keys of the signature and of the baseline.
    counts : bool
        Whether no later signature of the nation has taken its place.
    view : str
        Fingerprint of what the nation saw of the baseline; empty for others than the nation.
    """

    nation: str
    signer: str
    function: str
    at: datetime
    with_reservations: bool
    reservations: str
    hash: str
    key: str
    baseline: str = ""
    counts: bool = True
    view: str = ""


def concurrences_of(sight: Sight, baseline: str) -> tuple[Concurrence, ...]:
    """The concurrences with a baseline that count, in the order of the nations in the plan.

    A nation stands here if it has signed and the reader sees it; staff alone see signatures.

    Parameters
    ----------
    sight : Sight
        The exercise as its reader sees it now.
    baseline : str
        Key of the baseline.
    """
    return tuple(each for each in signatures_of(sight, baseline) if each.counts)


def signatures_of(sight: Sight, baseline: str = "") -> tuple[Concurrence, ...]:
    """All signatures under a baseline, or under any; of each nation its last one last."""
    reader = sight.reader
    if not reader.staff:
        return ()
    order = {nation.id: number for number, nation in enumerate(sight.plan.nations)}
    every = concurrences.signatures(sight.state, baseline)
    superseded = {each.supersedes for each in every}
    found = [
        _seen(each, reader, each.record not in superseded)
        for each in every
        if reader.whole or each.nation in order or each.nation == reader.nation
    ]
    return tuple(sorted(found, key=lambda each: (order.get(each.nation, len(order)), each.nation)))


def _seen(signed: concurrences.Concurrence, reader: Reader, counts: bool) -> Concurrence:
    own = reader.whole or signed.nation == reader.nation
    return Concurrence(
        signed.nation,
        signed.signer,
        signed.function,
        signed.at,
        bool(signed.reservations),
        signed.reservations if own or _released(signed, reader) else "",
        signed.hash,
        signed.record,
        signed.baseline,
        counts,
        signed.view if own else "",
    )


def _released(signed: concurrences.Concurrence, reader: Reader) -> bool:
    return ALL in signed.reservations_to or reader.nation in signed.reservations_to


@dataclass(frozen=True)
class Signing:
    """What somebody wants to sign for his nation.

    Attributes
    ----------
    signer, function : str
        Name and function, as he writes them.
    reservations : str
        Empty to concur without any.
    released_to : tuple of str
        Ids of nations that may read the reservations besides his own, or ``ALL``.
    seen : str
        Key of his nation's signature that counted when he decided to sign; empty if there was none.
    """

    signer: str
    function: str
    reservations: str = ""
    released_to: tuple[str, ...] = (ALL,)
    seen: str = ""


def may_sign(sight: Sight) -> bool:
    """Whether a reader signs for his nation: the director and the chief planner of one that takes part."""
    reader = sight.reader
    taking_part = reader.nation in {nation.id for nation in sight.whole.nations}
    return bool(reader.nation) and taking_part and reader.role in LEADERS


def own_fingerprint(logs: Logs, sight: Sight, baseline: str) -> str:
    """Fingerprint of what the reader's nation sees of a baseline.

    Raises
    ------
    Absent
    """
    named = _named(sight, baseline)
    nation = sight.reader.nation or ""
    return _fingerprint_then(logs, sight.state.log, named.position, named.hash, nation)


@lru_cache(maxsize=256)
def _fingerprint_then(logs: Logs, log: str, position: int, hash: str, nation: str) -> str:
    """Fingerprint of a baseline, which never changes; its hash says that it is the same log."""
    return fingerprint(logs.state_at(log, position), nation)


def sign(logs: Logs, exercise: str, author: Author, baseline: str, wanted: Signing) -> str:
    """Sign a baseline for one's nation; gives back the key of the signature.

    Raises
    ------
    Absent
        If he sees no such baseline.
    Refused
        If he does not sign for his nation, something is missing, or another of his nation signed
        meanwhile.
    """
    sight = Sight(logs.state(exercise), author.reader)
    named = _named(sight, baseline)
    if not may_sign(sight):
        raise Refused(said("The director and the chief planner of a delegation sign for it"))
    signer, function = (" ".join(text.split()) for text in (wanted.signer, wanted.function))
    if not signer or not function:
        raise Refused(said("Write your name and your function; both stand under the plan"))
    reservations = wanted.reservations.replace("\r\n", "\n").strip()
    if max(len(signer), len(function)) > LONGEST_NAME or len(reservations) > LONGEST_RESERVATIONS:
        raise Refused(
            said(
                "A name has at most {name} characters, reservations {reservations}",
                name=LONGEST_NAME,
                reservations=LONGEST_RESERVATIONS,
            )
        )
    seen_nations = {ALL, *(nation.id for nation in sight.plan.nations)}
    if strange := [one for one in wanted.released_to if one not in seen_nations]:
        raise Refused(said("You see no nation that is called {nation}", nation=strange[0][:40]))
    step = concurrences.signing(
        named,
        who=author.who,
        nation=author.nation,
        signer=signer,
        function=function,
        reservations=reservations,
        reservations_to=tuple(wanted.released_to),
        view=own_fingerprint(logs, sight, baseline),
        made_by=__version__,
        supersedes=wanted.seen,
        at=datetime.now(UTC),
    )
    try:
        outcome = logs.append(exercise, step)
    except UnfitChange as error:
        raise Refused(str(error)) from error
    return outcome.entries[0].record


def without_signature(sight: Sight, signed: Sequence[Concurrence]) -> tuple[str, ...]:
    """Ids of the nations that a reader sees and that have not signed, in the order of the plan."""
    there = {each.nation for each in signed}
    return tuple(nation.id for nation in sight.plan.nations if nation.id not in there)


def newest(sight: Sight) -> Baseline | None:
    """The baseline that was named last; None if there is none, or the reader may not know of it."""
    every = baselines_of(sight.state) if sight.reader.staff else ()
    return every[-1] if every else None


def _named(sight: Sight, key: str) -> Baseline:
    for each in baselines_of(sight.state) if sight.reader.staff else ():
        if each.record == key:
            return each
    raise Absent(said("There is no such baseline"))
