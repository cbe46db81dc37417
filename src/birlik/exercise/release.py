"""The release policy: whether a reader may read a record, and how a product is marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from birlik.exercise.plan import Plan
from birlik.exercise.records.record import Record
from birlik.exercise.values.demands import ALL


@dataclass(frozen=True)
class Reader:
    """Somebody to whom something is shown.

    Attributes
    ----------
    nation : str or None
        Nation he reads for; None for one who may read the whole plan, as its author.
    """

    nation: str | None = None


#: The author of the plan: whoever holds the workbook holds all of it.
AUTHOR = Reader()


def owner_of(record: Record, plan: Plan) -> str | None:
    """Nation that owns a record: its owner, its own nation, or else the host."""
    return record.owner or getattr(record, "nation", None) or plan.exercise.host


def released_to(record: Record, plan: Plan) -> frozenset[str]:
    """Nations that may read a record, its owner included."""
    label = record.releasable_to or plan.exercise.default_release
    owner = owner_of(record, plan)
    nations = {nation.id for nation in plan.nations} if ALL in label else set(label)
    return frozenset(nations | ({owner} if owner else set()))


def may_read(reader: Reader, record: Record, plan: Plan) -> bool:
    """Whether a reader may read a record.

    This is the only place that answers it; every page, file and message asks here.
    """
    return reader.nation is None or reader.nation in released_to(record, plan)


def marking(records: Iterable[Record], plan: Plan, reader: Reader = AUTHOR) -> str:
    """Marking of a product made from `records`: the nations that may read every one of them.

    Parameters
    ----------
    records : iterable of Record
    plan : Plan
    reader : Reader
        For whom alone it is, if it shows more than records: a reserved time tells of a serial that
        is not released, and so is for its reader's nation.

    Returns
    -------
    str
        ``REL TO AZE, KAZ``; with all nations of the exercise, ``REL TO ALL``.
    """
    everybody = frozenset(nation.id for nation in plan.nations)
    readers = everybody if reader.nation is None else frozenset({reader.nation})
    for record in records:
        readers &= released_to(record, plan)
    if readers == everybody:
        return "REL TO ALL"
    return "REL TO " + (", ".join(sorted(readers)) or "NOBODY")
