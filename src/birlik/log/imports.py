"""The drafts that turn one plan into another, for imports, and what they would change, shown beforehand."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import MODELS, Plan
from birlik.exercise.sentences import said
from birlik.log.canonical import canonical
from birlik.log.drafts import Draft, Step, added, changed, removed
from birlik.log.entry import Act
from birlik.log.keys import ranks_between
from birlik.log.plans import FOREIGN_SHEETS, exercise_of, fields_of
from birlik.log.state import RANK, State

#: Old id and kind of a record → its id in the new plan.
Renamed = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would change.

    Attributes
    ----------
    drafts : tuple of Draft
        In an order in which they can be done.
    added, changed, removed : mapping of str to int
        Records of each kind; a record that only takes another place in the order is not counted.
    moved : int
        Records that only take another place in the order.
    other_exercise : tuple of str, or None
        Ids of the exercise held and of the exercise of the plan, if they differ: a workbook of
        another exercise is hardly what somebody wanted to import.
    """

    drafts: tuple[Draft, ...]
    added: Mapping[str, int]
    changed: Mapping[str, int]
    removed: Mapping[str, int]
    moved: int = 0
    other_exercise: tuple[str, str] | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        return not self.drafts

    @property
    def warning(self) -> str:
        """What should be asked before this is done; empty if nothing."""
        if self.other_exercise is None:
            return ""
        held, new = self.other_exercise
        return said(
            "This is a plan of {new}, and the exercise here is {held}. Importing it would turn one "
            "exercise into another; begin a new exercise for it, or say that this is meant.",
            new=new,
            held=held,
        )

    def step(self, who: str, nation: str, reason: str = "") -> Step:
        """Step that does it."""
        return Step(who, nation, self.drafts, reason)


def preview_of(
    state: State,
    plan: Plan,
    *,
    renamed: Renamed | None = None,
    seen: Collection[str] | None = None,
) -> Preview:
    """What it takes to turn the plan of a state into another.

    Records are matched by kind and id, several of one id in their order, and those without an id by
    what they hold. A record with another id is another record, unless it is said that it was renamed.

    Parameters
    ----------
    state : State
        The exercise as it was when the plan was taken from it, if that is known: what others changed
        since then is not undone, but merged when the drafts are submitted.
    plan : Plan
    renamed : mapping, optional
        ``{("serials", "S-204"): "S-205"}``.
    seen : collection of str, optional
        Keys of the records that its author can see; others are neither compared nor removed.
    """
    matching = _Matching(state, renamed or {}, seen)
    for kind in MODELS:
        matching.match(kind.value, plan.records(kind))
    matching.match(FOREIGN_SHEETS, plan.foreign_sheets)
    held = exercise_of(state).id
    other = (held, plan.exercise.id) if held and plan.exercise.id not in ("", held) else None
    return matching.preview(other)


class _Matching:
    """Records of a state beside those of a plan."""

    def __init__(self, state: State, renamed: Renamed, seen: Collection[str] | None) -> None:
        self._state = state
        self._renamed = renamed
        self._seen = seen
        self._drafts: dict[Act, list[Draft]] = {Act.ADD: [], Act.CHANGE: [], Act.REMOVE: []}
        self._counts: dict[Act, dict[str, int]] = {
            act: defaultdict(int) for act in (Act.ADD, Act.CHANGE, Act.REMOVE)
        }
        self._moved = 0

    def match(self, kind: str, records: Sequence[BaseModel]) -> None:
        """Drafts for one kind."""
        there = [
            key for key in self._state.of(kind).ordered if self._seen is None or key in self._seen
        ]
        wanted = [fields_of(record) for record in records]
        if kind == RecordKind.EXERCISE:
            # There is always one, whatever it is called.
            pairs: list[str | None] = [there[0] if there else None]
            there = there[:1]
            if not wanted[0] and not there:
                return
        else:
            pairs = self._pairs(kind, there, wanted)
        ranks = self._ranks(kind, pairs)
        for key, fields, rank in zip(pairs, wanted, ranks, strict=True):
            if key is None:
                self._count(Act.ADD, kind)
                self._drafts[Act.ADD].append(added(kind, {**fields, RANK: rank}))
            else:
                self._change(kind, key, fields, rank)
        for key in set(there) - set(pairs):
            self._count(Act.REMOVE, kind)
            self._drafts[Act.REMOVE].append(removed(self._state, kind, key))

    def _change(self, kind: str, key: str, fields: Mapping[str, Any], rank: str) -> None:
        before = self._state.of(kind)[key].fields
        values = {name: fields.get(name) for name in before.keys() | fields.keys() if name != RANK}
        draft = changed(self._state, kind, key, {**values, RANK: rank})
        if draft.changes.keys() == {RANK}:
            self._moved += 1
        elif draft.changes:
            self._count(Act.CHANGE, kind)
        if draft.changes:
            self._drafts[Act.CHANGE].append(draft)

    def _pairs(
        self, kind: str, there: Sequence[str], wanted: Sequence[Mapping[str, Any]]
    ) -> list[str | None]:
        """Key of the record that each wanted one is; None if it is new."""
        name = "title" if kind == FOREIGN_SHEETS else "id"
        by_id: dict[str, list[str]] = defaultdict(list)
        by_content: dict[bytes, list[str]] = defaultdict(list)
        held = self._state.of(kind)
        for key in reversed(there):
            fields = held[key].fields
            if id_ := fields.get(name, ""):
                by_id[self._renamed.get((kind, id_), id_)].append(key)
            else:
                by_content[_content(fields)].append(key)
        pairs: list[str | None] = []
        for fields in wanted:
            id_ = fields.get(name, "")
            keys = by_id[id_] if id_ else by_content[_content(fields)]
            pairs.append(keys.pop() if keys else None)
        return pairs

    def _ranks(self, kind: str, pairs: Sequence[str | None]) -> list[str]:
        """Rank of each record, so that they stand in their order; as many as can be keep theirs."""
        held = self._state.of(kind)
        now = ["" if key is None else held[key].fields.get(RANK, "") for key in pairs]
        staying = set(_longest_rising(now))
        ranks: list[str] = []
        for number, rank in enumerate(now):
            if number in staying:
                ranks.append(rank)
            elif len(ranks) == number:
                end = next((n for n in range(number, len(now)) if n in staying), len(now))
                before = ranks[-1] if ranks else ""
                after = now[end] if end < len(now) else ""
                ranks += ranks_between(before, after, end - number)
        return ranks

    def _count(self, act: Act, kind: str) -> None:
        self._counts[act][kind] += 1

    def preview(self, other: tuple[str, str] | None) -> Preview:
        """All drafts: what is removed goes first, so that an id is free before it is taken."""
        drafts = (
            *self._drafts[Act.REMOVE],
            *self._drafts[Act.CHANGE],
            *self._drafts[Act.ADD],
        )
        added_, changed_, removed_ = (dict(self._counts[act]) for act in self._counts)
        return Preview(drafts, added_, changed_, removed_, self._moved, other)


def _content(fields: Mapping[str, Any]) -> bytes:
    return canonical({name: value for name, value in fields.items() if name != RANK})


def _longest_rising(ranks: Sequence[str]) -> Iterator[int]:
    """Positions of a longest strictly rising part of some ranks; empty ones are none of it."""
    ends: list[str] = []
    at: list[int] = []
    before: list[int | None] = [None] * len(ranks)
    for number, rank in enumerate(ranks):
        if not rank:
            continue
        length = bisect_left(ends, rank)
        before[number] = at[length - 1] if length else None
        ends[length:] = [rank, *ends[length + 1 :]] if length < len(ends) else [rank]
        at[length:] = [number, *at[length + 1 :]] if length < len(at) else [number]
    last: int | None = at[-1] if at else None
    while last is not None:
        yield last
        last = before[last]
