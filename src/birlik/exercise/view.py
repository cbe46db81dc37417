"""A plan as one reader sees it: the records that he may read, and no trace of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import Plan
from birlik.exercise.records.serials import Serial
from birlik.exercise.release import policy_of
from birlik.exercise.reserved import Placed, Reserved, owner_in, reserved_times
from birlik.exercise.roles import Reader, Role
from birlik.exercise.seeing import Known, Seen, seen_by

#: Views that are kept, for all who see the same plan with the same eyes.
KEPT = 64


@dataclass(frozen=True)
class View:
    """What a reader sees of a plan.

    Attributes
    ----------
    reader : Reader
    plan : Plan
        The records that he may read, in the order of the whole plan.
    known : Known
        Ids by which he can name what he sees, and what an id means in a record.
    places : mapping of RecordKind to tuple of int
        Position in the whole plan of each record of `plan`. It stays on the server: gaps would count
        what is hidden.
    reserved : tuple of Reserved
        Times at which what he may read is taken by serials that he may not.
    emptied : mapping of (RecordKind, int) to frozenset of str
        Fields of a record, by its position in `plan`, that are empty there and not in the whole plan.
        It stays on the server too.
    """

    reader: Reader
    plan: Plan
    known: Known = field(compare=False)
    places: Mapping[RecordKind, tuple[int, ...]]
    reserved: tuple[Reserved, ...] = ()
    emptied: Mapping[tuple[RecordKind, int], frozenset[str]] = field(default_factory=dict)


def view_of(plan: Plan, reader: Reader, placements: Iterable[Placed] = ()) -> View:
    """Plan as a reader sees it.

    All readers of one seat (:attr:`Reader.seat`) share what is made for the first of them, and a
    later plan shares each record that did not change.

    Parameters
    ----------
    plan : Plan
        The whole plan.
    reader : Reader
    placements : iterable of Placed
        Its timetable, if reserved times are wanted. A visitor is shown none.
    """
    seen = _seen(_Whole(plan), reader.seat)
    reserved: tuple[Reserved, ...] = ()
    placed = tuple(placements)
    if placed and not reader.whole and reader.role is not Role.VISITOR:
        known, shown = seen.known, set(seen.places[RecordKind.SERIAL])
        hidden = {s.id: s for n, s in reversed([*enumerate(plan.serials)]) if n not in shown}
        others = [p for p in placed if not known.sees(RecordKind.SERIAL, p.serial, owner_in(p))]
        reserved = reserved_times(others, hidden, _meant_in(plan, known))
    return View(reader, seen.plan, seen.known, seen.places, reserved, seen.emptied)


def _meant_in(plan: Plan, known: Known) -> Callable[[Serial, RecordKind], frozenset[str]]:
    """Ids of areas or units that mean what is seen, where a serial names them."""
    policy = policy_of(plan)
    return lambda serial, kind: known.meant(policy.owner_of(serial), kind)


class _Whole:
    """A plan, equal to itself alone: records hold what cannot be hashed."""

    __slots__ = ("plan",)

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __hash__(self) -> int:
        return id(self.plan)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Whole) and other.plan is self.plan


@lru_cache(maxsize=KEPT)
def _seen(whole: _Whole, seat: Reader) -> Seen:
    return seen_by(seat, whole.plan)
