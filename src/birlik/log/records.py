"""Records of one kind as a value: a newer one copies only the small part in which something changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from zlib import crc32

#: Field that keeps a record in the planner's order; see :func:`birlik.log.keys.rank_between`.
RANK = "rank"

#: Parts in which records of a kind lie. A change of one among 5,000 copies some twenty.
_PARTS = 256


class Held:
    """One record as a state holds it.

    Attributes
    ----------
    fields : mapping of str to Any
        Fields that are not empty, as in ``plan.json``, and its rank; replaced as a whole, never
        changed.
    last : str
        Key of the last entry that changed it, which serves as its version.
    cached : Any
        What was made of the fields, such as the typed record; for :mod:`birlik.log.plans` alone.
    """

    __slots__ = ("cached", "fields", "last")

    def __init__(self, fields: Mapping[str, Any], last: str) -> None:
        self.fields = fields
        self.last = last
        self.cached: Any = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Held) and self.fields == other.fields

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Held({self.fields!r})"


class Records(Mapping[str, Held]):
    """Records of one kind by key.

    Attributes
    ----------
    parts : tuple of dict
        Where the records lie, by a checksum of their keys; not to be changed.
    cached : Any
        What was made of all of them; for :mod:`birlik.log.plans` alone.
    """

    __slots__ = ("_count", "_keys", "cached", "parts")

    def __init__(
        self,
        parts: tuple[dict[str, Held], ...],
        count: int,
        keys: tuple[str, ...] | None = None,
    ) -> None:
        self.parts = parts
        self._count = count
        self._keys = keys
        self.cached: Any = None

    @property
    def ordered(self) -> tuple[str, ...]:
        """Keys in the planner's order: by rank, then by key."""
        if self._keys is None:
            ranked = [(held.fields.get(RANK, ""), key) for key, held in self.pairs()]
            ranked.sort()
            self._keys = tuple([key for _, key in ranked])
        return self._keys

    @property
    def order_known(self) -> tuple[str, ...] | None:
        """The same if somebody has asked for it before, so that it can be handed on."""
        return self._keys

    def pairs(self) -> Iterator[tuple[str, Held]]:
        """Keys and records, in an order of their own that the same entries always give."""
        for part in self.parts:
            yield from part.items()

    def __getitem__(self, key: str) -> Held:
        return self.parts[crc32(key.encode()) % _PARTS][key]

    def get(self, key: str, default: Any = None) -> Any:
        """Record by its key, or what stands in for it."""
        return self.parts[crc32(key.encode()) % _PARTS].get(key, default)

    def __iter__(self) -> Iterator[str]:
        for part in self.parts:
            yield from part

    def __len__(self) -> int:
        return self._count

    def __eq__(self, other: object) -> bool:
        """Whether the records are the same."""
        if not isinstance(other, Records):
            return NotImplemented
        pairs = zip(self.parts, other.parts, strict=True)
        return all(mine is theirs or mine == theirs for mine, theirs in pairs)

    __hash__ = None  # type: ignore[assignment]


NO_RECORDS = Records(({},) * _PARTS, 0, ())


class Growing:
    """Records of one kind under construction.

    Attributes
    ----------
    count : int
        How many there are now; whoever puts or drops one counts it.
    keys : tuple of str, or None
        Their order, as long as it is that of before; whoever changes it says so with None.
    """

    __slots__ = ("_own", "_parts", "count", "keys")

    def __init__(self, records: Records) -> None:
        self._parts = list(records.parts)
        self._own: set[int] = set()
        self.count = len(records)
        self.keys = records.order_known

    def get(self, key: str) -> Held | None:
        """Record by its key, if it is there."""
        return self._parts[crc32(key.encode()) % _PARTS].get(key)

    def part(self, key: str) -> dict[str, Held]:
        """The part in which a record lies, or is to lie, to be changed."""
        number = crc32(key.encode()) % _PARTS
        if number not in self._own:
            self._own.add(number)
            self._parts[number] = dict(self._parts[number])
        return self._parts[number]

    def records(self) -> Records:
        """The records now; this must not be used any more."""
        return Records(tuple(self._parts), self.count, self.keys)


def records_of(held: Mapping[str, Held]) -> Records:
    """Records by key."""
    growing = Growing(NO_RECORDS)
    for key, record in held.items():
        growing.part(key)[key] = record
    growing.count, growing.keys = len(held), None
    return growing.records()
