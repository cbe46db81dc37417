"""What a nation was shown of an exercise, as one number that can be made again from the log."""

from __future__ import annotations

import hashlib

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import MODELS
from birlik.exercise.roles import Reader, Role
from birlik.exercise.values.moments import instant_text
from birlik.log.canonical import canonical
from birlik.log.state import State
from birlik.log.timetables import PLACEMENTS
from birlik.server.desk.sight import Sight


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
