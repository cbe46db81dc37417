"""What changed in a reader's view between two states of an exercise, as the stream tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import MODELS
from birlik.exercise.reserved import Reserved
from birlik.exercise.values.moments import instant_text
from birlik.log.baselines import BASELINES
from birlik.log.canonical import same
from birlik.log.concurrences import CONCURRENCES
from birlik.log.timetables import PLACEMENTS
from birlik.planning.timetable import OwnedPlacement
from birlik.server.desk.cells import texts_of
from birlik.server.desk.concurring import signatures_of
from birlik.server.desk.sight import Seen, Sight, placements_of

Difference = dict[str, Any]


def difference(before: Sight, after: Sight) -> Difference | None:
    """What changed for who sees both; None if nothing did.

    Parameters
    ----------
    before, after : Sight
        Of one exercise and one seat.

    Returns
    -------
    dict or None
        As JSON, with those of these that are not empty:

        ``added``
            records, each with ``kind``, ``key``, ``version``, ``fields``, ``texts``, and the key of the
            record that it comes ``after``, if it is not the first of its kind.
        ``changed``
            records, each with ``kind``, ``key``, ``version``, the changed ``fields``, where null is
            empty, and their ``texts``: what stands in a cell, by the clock of the exercise, where that
            is not the value itself.
        ``removed``
            records, each with ``kind`` and ``key``.
        ``order``
            kinds in another order than before, each with all keys.
        ``placed``
            serials that have a new place in the timetable: ``serial`` (its id), ``begins`` and
            ``ends`` (UTC), ``areas``, ``units``.
        ``unplaced``
            ids of serials that have none any more.
        ``reserved``
            ``added`` and ``removed`` reserved times: ``kind``, ``id``, ``begins``, ``ends`` (UTC).
        ``named``
            keys of baselines that were named, or are not any more.
        ``signed``
            keys of baselines under which a nation that he sees has signed.
    """
    if before.state is after.state:
        return None
    told: Difference = {"added": [], "changed": [], "removed": [], "order": {}}
    for kind in MODELS:
        _of_kind(kind, before, after, told)
    told |= _placements(before, after)
    told["reserved"] = _reserved(before.view.reserved, after.view.reserved)
    told |= _baselines(before, after)
    return {name: value for name, value in told.items() if value} or None


def _of_kind(kind: RecordKind, before: Sight, after: Sight, told: Difference) -> None:
    if _untouched(kind, before, after):
        return
    old = {seen.key: seen for seen in before.records(kind)}
    new = {seen.key: seen for seen in after.records(kind)}
    told["removed"] += [{"kind": kind.value, "key": key} for key in old if key not in new]
    last: str | None = None
    for key, seen in new.items():
        if key not in old:
            told["added"].append(_added(seen, last, after.plan.zone))
        elif seen.record is not old[key].record:
            told["changed"] += _changed(old[key], seen, after.plan.zone)
        last = key
    if [key for key in old if key in new] != [key for key in new if key in old]:
        told["order"][kind.value] = list(new)


def _untouched(kind: RecordKind, before: Sight, after: Sight) -> bool:
    """Whether all records of a kind are the very same objects, in the same order."""
    old, new = before.plan.records(kind), after.plan.records(kind)
    unmoved = before.state.of(kind.value).ordered == after.state.of(kind.value).ordered
    if old is new and unmoved:
        return True
    return unmoved and len(old) == len(new) and all(map(_is, old, new))


def _is(one: object, other: object) -> bool:
    return one is other


def _added(seen: Seen, after: str | None, zone: ZoneInfo) -> Difference:
    fields = seen.fields
    told = {
        "kind": seen.kind.value,
        "key": seen.key,
        "version": seen.version,
        "fields": fields,
        **_texts(seen, fields, texts_of(seen.record, zone).fields.keys(), zone),
    }
    return told | ({"after": after} if after else {})


def _changed(old: Seen, new: Seen, zone: ZoneInfo) -> Iterable[Difference]:
    was, now = old.fields, new.fields
    names = [*now, *(name for name in was if name not in now)]
    fields = {name: now.get(name) for name in names if not same(was.get(name), now.get(name))}
    if fields:
        yield {
            "kind": new.kind.value,
            "key": new.key,
            "version": new.version,
            "fields": fields,
            **_texts(new, fields, fields.keys(), zone),
        }


def _texts(
    seen: Seen, fields: Mapping[str, Any], names: Iterable[str], zone: ZoneInfo
) -> Difference:
    """What stands in some cells, where it is not the value of the field itself."""
    every = texts_of(seen.record, zone).fields
    # What nobody could read stands in the cell of its field, which is empty.
    unread = seen.record.unread if "unread" in fields else ()
    texts = {
        name: every[name]
        for name in dict.fromkeys((*names, *unread))
        if name in every and every[name] != str(fields.get(name))
    }
    return {"texts": texts} if texts else {}


def _placements(before: Sight, after: Sight) -> Difference:
    if before.state.of(PLACEMENTS) is after.state.of(PLACEMENTS) and all(
        before.view.known.of(kind) == after.view.known.of(kind)
        and before.view.known.named(kind) == after.view.known.named(kind)
        for kind in (RecordKind.SERIAL, RecordKind.AREA, RecordKind.UNIT)
    ):
        return {}
    old, new = placed(before), placed(after)
    return {
        "placed": [place for serial, place in new.items() if old.get(serial) != place],
        "unplaced": [serial for serial in old if serial not in new],
    }


def placed(sight: Sight) -> Mapping[str, Difference]:
    """Places in the timetable of the serials that a reader sees, with the areas and units that he sees."""
    known = sight.view.known

    def place(placement: OwnedPlacement) -> Difference:
        owner = placement.owner or None
        areas, units = known.meant(owner, RecordKind.AREA), known.meant(owner, RecordKind.UNIT)
        return {
            "serial": placement.serial,
            "begins": instant_text(placement.begins),
            "ends": instant_text(placement.ends),
            "areas": [area for area in placement.areas if area in areas],
            "units": [unit for unit in placement.units if unit in units],
        }

    # In an order that follows from what he sees.
    return {
        placement.serial: place(placement)
        for placement in sorted(placements_of(sight.state), key=lambda each: each.serial)
        if known.sees(RecordKind.SERIAL, placement.serial, placement.owner)
    }


def _baselines(before: Sight, after: Sight) -> Difference:
    """Baselines named and signed, for the staff, who alone know of them."""
    if not after.reader.staff:
        return {}
    old, new = (sight.state.of(BASELINES) for sight in (before, after))
    named = [] if old is new else sorted({*old} ^ {*new})
    signed: list[str] = []
    if before.state.of(CONCURRENCES) is not after.state.of(CONCURRENCES):
        every = [{*signatures_of(sight)} for sight in (before, after)]
        signed = sorted({each.baseline for each in every[0] ^ every[1]})
    return {"named": named, "signed": signed}


def _reserved(before: tuple[Reserved, ...], after: tuple[Reserved, ...]) -> Difference:
    if before == after:
        return {}
    old, new = set(before), set(after)
    told = {
        "added": [_time(time) for time in after if time not in old],
        "removed": [_time(time) for time in before if time not in new],
    }
    return {name: value for name, value in told.items() if value}


def _time(time: Reserved) -> Difference:
    return {
        "kind": time.kind.value,
        "id": time.id,
        "begins": instant_text(time.begins),
        "ends": instant_text(time.ends),
    }
