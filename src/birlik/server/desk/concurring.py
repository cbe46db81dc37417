"""Concurrences: what a nation signs under a baseline, who may, and what others see of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import MODELS
from birlik.exercise.roles import Reader, Role
from birlik.exercise.values.demands import ALL
from birlik.exercise.values.moments import instant_text
from birlik.log import concurrences
from birlik.log.canonical import canonical
from birlik.log.state import State
from birlik.log.timetables import PLACEMENTS
from birlik.server.desk.sight import Sight


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
    key : str
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


def signatures_of(sight: Sight, baseline: str) -> tuple[Concurrence, ...]:
    """All signatures under a baseline; of each nation the first one first, so that the last one counts."""
    reader = sight.reader
    if not reader.staff:
        return ()
    order = {nation.id: number for number, nation in enumerate(sight.plan.nations)}
    counting = {each.record for each in concurrences.standing(sight.state, baseline).values()}
    found = [
        _seen(each, reader, each.record in counting)
        for each in concurrences.signatures(sight.state, baseline)
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
        counts,
        signed.view if own else "",
    )


def _released(signed: concurrences.Concurrence, reader: Reader) -> bool:
    return ALL in signed.reservations_to or reader.nation in signed.reservations_to


def fingerprint(state: State, nation: str) -> str:
    """SHA-256 of what a nation's staff sees of a state: of its records, its timetable and reserved times.

    It can be made again from the log, so that it can be shown later what a nation had before it
    when it signed.
    """
    return fingerprint_of(Sight(state, Reader(nation, Role.CHIEF_PLANNER)))


def fingerprint_of(sight: Sight) -> str:
    """SHA-256 of all that a reader sees."""
    known = sight.view.known
    serials = known.of(RecordKind.SERIAL)
    areas, units = known.of(RecordKind.AREA), known.of(RecordKind.UNIT)
    placed = {
        str(held.fields["serial"]): {
            **{name: value for name, value in held.fields.items() if name in ("begins", "ends")},
            "areas": [area for area in held.fields.get("areas", ()) if area in areas],
            "units": [unit for unit in held.fields.get("units", ()) if unit in units],
        }
        for held in sight.state.of(PLACEMENTS).values()
        if held.fields.get("serial") in serials
    }
    reserved = sorted(
        [each.kind.value, each.id, instant_text(each.begins), instant_text(each.ends)]
        for each in sight.view.reserved
    )
    records = {
        kind.value: [[seen.key, seen.fields] for seen in sight.records(kind)] for kind in MODELS
    }
    return hashlib.sha256(
        canonical(
            {
                "records": {kind: every for kind, every in records.items() if every},
                "placements": placed,
                "reserved": reserved,
            }
        )
    ).hexdigest()


def short(digest: str) -> str:
    """Fingerprint as people compare it: the first twelve letters of a hash, in groups of four."""
    return " ".join(digest[start : start + 4] for start in (0, 4, 8))
