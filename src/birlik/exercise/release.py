"""The release policy (docs/release.md): whether a reader may read a record, and which of its fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from birlik.exercise.columns import RecordKind, columns_of
from birlik.exercise.plan import MODELS, Plan
from birlik.exercise.records.record import Record
from birlik.exercise.records.setting import Exercise, Nation, ReleaseDefault
from birlik.exercise.roles import AUTHOR, Reader, Role, fields_left
from birlik.exercise.values.demands import ALL, VISITORS

__all__ = [
    "AUTHOR",
    "Policy",
    "Reader",
    "Role",
    "marking",
    "may_read",
    "owner_of",
    "policy_of",
    "readable_fields",
    "released_to",
]

#: Where a label comes from, as a label of its own would have to say it: owner, nation, label.
_LABELS = ("owner", "nation", "releasable_to")

#: What a record keeps beside its fields; it belongs to the owner.
BESIDE = ("extra", "unread")

_FIELDS: dict[RecordKind, frozenset[str]] = {
    kind: frozenset(column.name for column in columns_of(model)) for kind, model in MODELS.items()
}


#: What a record itself says of its readers: its kind, the nation that it is, the nation that owns it
#: by its own words, its label, and whether something of that could not be read.
Label = tuple[RecordKind, str | None, str | None, tuple[str, ...], bool]

_OF_A_NATION = frozenset(kind for kind, fields in _FIELDS.items() if "nation" in fields)


def _nation_of(record: Record) -> str | None:
    # Asking pydantic for a field that is not there is slow.
    nation: str | None = None
    if record.kind_of_record in _OF_A_NATION:
        nation = record.nation  # type: ignore[attr-defined]
    return nation


def label_of(record: Record) -> Label:
    """What a record itself says of its readers."""
    kind = record.kind_of_record
    return (
        kind,
        record.id if kind is RecordKind.NATION else None,
        record.owner or _nation_of(record),
        record.releasable_to,
        bool(record.unread) and not record.unread.keys().isdisjoint(_LABELS),
    )


@dataclass(frozen=True)
class Policy:
    """What decides about every record of a plan: the host, the nations and the release defaults.

    Attributes
    ----------
    host : str or None
        Owns what nobody else owns.
    nations : frozenset of str
        Ids of all nations; what ``ALL`` means.
    defaults : mapping of (RecordKind or None, str or None) to frozenset of str
        Label of the records of a kind that a nation owns; None stands for every kind, or nation.
    """

    host: str | None
    nations: frozenset[str]
    defaults: Mapping[tuple[RecordKind | None, str | None], frozenset[str]]
    _known: dict[Label, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    def owner_of(self, record: Record) -> str | None:
        """Nation that owns a record: its owner, its own nation, or else the host."""
        return record.owner or _nation_of(record) or self.host

    def default_for(self, kind: RecordKind, owner: str | None) -> frozenset[str]:
        """Label of records of a kind without one of their own.

        What is said of the owner's records counts before what is said of every nation's, and then
        what is said of the kind before what is said of every kind.
        """
        for key in ((kind, owner), (None, owner), (kind, None), (None, None)):
            if key in self.defaults:
                return self.defaults[key]
        return frozenset()

    def released_to(self, record: Record) -> frozenset[str]:
        """Nations that may read a record, its owner included, and ``VISITORS`` if they may."""
        return self.readers(label_of(record))

    def readers(self, label: Label) -> frozenset[str]:
        """Nations that a label releases a record to, and ``VISITORS`` if it does."""
        found = self._known.get(label)
        if found is None:
            kind, itself, owner, own, unsure = label
            found = self._released(kind, itself, owner or self.host, own, unsure)
            self._known[label] = found
        return found

    def _released(
        self,
        kind: RecordKind,
        itself: str | None,
        owner: str | None,
        own: tuple[str, ...],
        unsure: bool,
    ) -> frozenset[str]:
        label = frozenset(own) or (frozenset() if unsure else self.default_for(kind, owner))
        if ALL in label:
            label = (label - {ALL}) | self.nations
        return label | {nation for nation in (owner, itself) if nation}

    def admits(self, reader: Reader, label: Label) -> bool:
        """Whether a record with a label is released to a reader, whatever his role leaves him of it."""
        if reader.whole:
            return True
        released = self.readers(label)
        own = label[1] is not None and label[1] == reader.nation != ""
        if reader.role is not Role.VISITOR or own:
            return bool(reader.nation) and reader.nation in released
        # A visitor of a nation that takes part reads nothing that his nation does not.
        return VISITORS in released and (
            reader.nation not in self.nations or reader.nation in released
        )


class _Same:
    """Parts of a plan, equal to those that are the same objects."""

    __slots__ = ("parts",)

    def __init__(self, plan: Plan) -> None:
        self.parts = (plan.exercise, plan.nations, plan.release_defaults)

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.parts)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and all(
            mine is theirs for mine, theirs in zip(self.parts, other.parts, strict=True)
        )


def policy_of(plan: Plan) -> Policy:
    """Policy of a plan; made anew only when the exercise, its nations or its defaults change."""
    return _policy(_Same(plan))


@lru_cache(maxsize=128)
def _policy(parts: _Same) -> Policy:
    exercise, nations, defaults = parts.parts
    return policy_from(exercise, nations, defaults)


def policy_from(
    exercise: Exercise, nations: Iterable[Nation], defaults: Iterable[ReleaseDefault]
) -> Policy:
    """Policy of an exercise, its nations and its release defaults.

    Where two defaults speak of the same records, what both release is released. One that cannot be
    read leaves to the owner alone whatever it may have spoken of.
    """
    said: dict[tuple[RecordKind | None, str | None], frozenset[str]] = {}
    known = frozenset(nation.id for nation in nations if nation.id)
    for default in defaults:
        key = default.kind, default.nation
        label = frozenset() if default.unread else frozenset(default.default_release)
        if key in said:
            label = _both(said[key], label, known)
        said[key] = label
    if (None, None) not in said:
        said[None, None] = frozenset(exercise.default_release)
    return Policy(exercise.host, known, said)


def _both(one: frozenset[str], other: frozenset[str], nations: frozenset[str]) -> frozenset[str]:
    """What two labels both release."""
    if ALL in one and ALL in other:
        return one & other
    spelled = [(label - {ALL}) | nations if ALL in label else label for label in (one, other)]
    return spelled[0] & spelled[1]


def owner_of(record: Record, plan: Plan) -> str | None:
    """Nation that owns a record: its owner, its own nation, or else the host."""
    return policy_of(plan).owner_of(record)


def released_to(record: Record, plan: Plan) -> frozenset[str]:
    """Nations that may read a record, its owner included, and ``VISITORS`` if they may."""
    return policy_of(plan).released_to(record)


def may_read(reader: Reader, record: Record, plan: Plan) -> bool:
    """Whether a reader may read a record.

    This is the only place that answers it; every page, file and message asks here.
    """
    left = fields_left(reader, record.kind_of_record)
    return (left is None or bool(left)) and policy_of(plan).admits(reader, label_of(record))


def readable_fields(reader: Reader, record: Record, plan: Plan) -> frozenset[str]:
    """Fields of a record that a reader may read; none if he may not read the record.

    Columns that Birlik does not know (``extra``) and values that nobody could read (``unread``) are
    for the staff of the owner alone: nobody can say what they hold.
    """
    if not may_read(reader, record, plan):
        return frozenset()
    left = fields_left(reader, record.kind_of_record)
    fields = _FIELDS[record.kind_of_record] if left is None else left
    return fields | set(BESIDE) if is_own(reader, record, plan) else fields


def is_own(reader: Reader, record: Record, plan: Plan) -> bool:
    """Whether a reader is of the staff of the nation that owns a record; the author always is."""
    return reader.whole or (
        reader.staff and bool(reader.nation) and owner_of(record, plan) == reader.nation
    )


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
        ``REL TO AZE, KAZ``; with all nations of the exercise, ``REL TO ALL``; and with visitors,
        ``REL TO ALL, VISITORS``.
    """
    policy = policy_of(plan)
    everybody = frozenset(nation.id for nation in plan.nations)
    readers = everybody if reader.nation is None else frozenset({reader.nation})
    guests: bool | None = None
    for record in records:
        released = policy.released_to(record)
        readers &= released
        guests = guests is not False and VISITORS in released and reader.nation is None
    names = ["ALL"] if readers == everybody else sorted(readers) or ["NOBODY"]
    if guests:
        names = [name for name in names if name != "NOBODY"] + [VISITORS]
    return "REL TO " + ", ".join(names)
