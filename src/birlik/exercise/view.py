"""A plan as one reader sees it: the records that he may read, and no trace of the others."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any

from birlik.exercise.columns import RecordKind, columns_of
from birlik.exercise.plan import MODELS, Plan
from birlik.exercise.records.means import Area, Travel
from birlik.exercise.records.record import Record
from birlik.exercise.records.setting import Exercise, ReleaseDefault
from birlik.exercise.references import Targets, references_of, without
from birlik.exercise.release import Policy, policy_from, policy_of
from birlik.exercise.reserved import Placed, Reserved, reserved_times
from birlik.exercise.roles import Reader, Role, fields_left
from birlik.exercise.values.demands import ALL, VISITORS

#: Plans of which the views are kept, for all who see them with the same eyes.
KEPT = 64

#: Shapes in which one record is kept for the readers of an exercise.
_SHAPES = 64


class Known:
    """Ids of records that may be read and that no hidden record of the kind has too.

    Nobody can say which of two records with one id a reference means.
    """

    def __init__(
        self,
        shown: Mapping[RecordKind, Iterable[Record]],
        hidden: Mapping[RecordKind, Iterable[Record]],
    ) -> None:
        self._shown = {kind: frozenset(r.id for r in found) for kind, found in shown.items()}
        self._hidden = {kind: frozenset(r.id for r in found) for kind, found in hidden.items()}
        self._together: dict[Targets, frozenset[str]] = {}

    def of(self, targets: Targets) -> frozenset[str]:
        """Ids that can be named where records of some kinds are."""
        found = self._together.get(targets)
        if found is None:
            nothing: frozenset[str] = frozenset()
            shown = nothing.union(*(self._shown.get(kind, nothing) for kind in targets))
            hidden = nothing.union(*(self._hidden.get(kind, nothing) for kind in targets))
            found = self._together[targets] = shown - hidden
        return found


@dataclass(frozen=True)
class View:
    """What a reader sees of a plan.

    Attributes
    ----------
    known : Known
        Ids that mean, to him, a record that he may read.
    reader : Reader
    plan : Plan
        The records that he may read, in the order of the whole plan.
    places : mapping of RecordKind to tuple of int
        Position in the whole plan of each record of `plan`. It stays on the server: gaps would count
        what is hidden.
    reserved : tuple of Reserved
        Times at which what he may read is taken by serials that he may not.
    emptied : mapping of (RecordKind, int) to frozenset of str
        Fields of a record, by its position in `plan`, in which the whole plan holds something more.
        It stays on the server too.
    """

    known: Known
    reader: Reader
    plan: Plan
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
    view = _view(_Whole(plan), reader.seat)
    times: tuple[Reserved, ...] = ()
    if not reader.whole and reader.role is not Role.VISITOR:
        known, hidden = view.known, {}
        for serial in reversed(plan.serials):
            if serial.id not in known.of((RecordKind.SERIAL,)):
                hidden[serial.id] = serial
        areas, units = known.of((RecordKind.AREA,)), known.of((RecordKind.UNIT,))
        times = reserved_times(placements, hidden, areas, units)
    return replace(view, reader=reader, reserved=times)


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
def _view(whole: _Whole, seat: Reader) -> View:
    if seat.whole:
        every = {kind: tuple(range(len(whole.plan.records(kind)))) for kind in MODELS}
        known = Known({kind: whole.plan.records(kind) for kind in MODELS}, {})
        return View(known, seat, whole.plan, every)
    return _Seeing(whole.plan, seat).view()


@dataclass
class _Facts:
    """What is known of a record whoever reads it, and the shapes in which it was shown."""

    references: tuple[tuple[str, Targets, frozenset[str]], ...]
    shapes: dict[Any, Record] = field(default_factory=dict)


_facts: dict[int, tuple[weakref.ref[Record], _Facts]] = {}


def _facts_of(record: Record) -> _Facts:
    """Facts of a record; they are forgotten with it."""
    key = id(record)
    found = _facts.get(key)
    if found is not None and found[0]() is record:
        return found[1]
    facts = _Facts(tuple(references_of(record)))
    _facts[key] = weakref.ref(record, lambda _: _facts.pop(key, None)), facts
    return facts


@cache
def _defaults(kind: RecordKind) -> dict[str, Any]:
    """Empty value of each column of a kind."""
    model = MODELS[kind]
    return {column.name: model.model_fields[column.name].default for column in columns_of(model)}


class _Seeing:
    """The making of one view."""

    def __init__(self, plan: Plan, seat: Reader) -> None:
        self.plan, self.seat = plan, seat
        self.policy = policy_of(plan)
        self.emptied: dict[tuple[RecordKind, int], frozenset[str]] = {}
        self.shown: dict[RecordKind, list[tuple[int, Record]]] = {}
        self.hidden: dict[RecordKind, list[Record]] = {}
        for kind in MODELS:
            self._part(kind)
        self._part_ways()
        self._part_defaults()
        self.known = Known(
            {kind: [record for _, record in found] for kind, found in self.shown.items()},
            self.hidden,
        )
        self.nations = self.known.of((RecordKind.NATION,)) | {VISITORS}
        if seat.nation:
            self.nations |= {seat.nation}
        self._labels: dict[Any, tuple[Any, Any]] = {}

    def _part(self, kind: RecordKind) -> None:
        """Part the records of a kind in those that the reader may read and the others."""
        shown, hidden = self.shown.setdefault(kind, []), self.hidden.setdefault(kind, [])
        left = fields_left(self.seat, kind)
        if left is not None and not left:
            hidden += self.plan.records(kind)
            return
        policy, seat = self.policy, self.seat
        for place, record in enumerate(self.plan.records(kind)):
            if policy.admits(seat, record):
                shown.append((place, record))
            else:
                hidden.append(record)

    def _keep(self, kind: RecordKind, kept: Sequence[tuple[int, Record]]) -> None:
        there = {place for place, _ in kept}
        self.hidden[kind] += [r for place, r in self.shown[kind] if place not in there]
        self.shown[kind] = list(kept)

    def _part_ways(self) -> None:
        """Leave away ways whose sites the reader does not know: they would tell of them."""
        areas = self.shown[RecordKind.AREA]
        sites = {site_of(area) for _, area in areas if isinstance(area, Area)} | {""}
        ways = [
            (place, way)
            for place, way in self.shown[RecordKind.TRAVEL]
            if isinstance(way, Travel) and way.origin in sites and way.destination in sites
        ]
        self._keep(RecordKind.TRAVEL, ways)

    def _part_defaults(self) -> None:
        """Leave away defaults of nations that he does not know: without them they say another thing."""
        nations = {record.id for _, record in self.shown[RecordKind.NATION]}
        defaults = [
            (place, default)
            for place, default in self.shown[RecordKind.RELEASE_DEFAULT]
            if isinstance(default, ReleaseDefault)
            and (default.nation is None or default.nation in nations)
            and (not default.unread or self._owns(default))
        ]
        self._keep(RecordKind.RELEASE_DEFAULT, defaults)

    def _owns(self, record: Record) -> bool:
        seat = self.seat
        return seat.staff and bool(seat.nation) and self.policy.owner_of(record) == seat.nation

    def view(self) -> View:
        """View of all kinds; the frame comes first, for it says what a label means to the reader."""
        frame = (RecordKind.EXERCISE, RecordKind.NATION, RecordKind.RELEASE_DEFAULT)
        stripped = {kind: self._stripped(kind) for kind in MODELS}
        exercise, nations, defaults = (stripped[kind] for kind in frame)
        hidden_exercise = Exercise(time_zone=self.plan.exercise.time_zone)
        as_seen = policy_from(
            exercise[0] if exercise else hidden_exercise,  # type: ignore[arg-type]
            nations,  # type: ignore[arg-type]
            defaults,  # type: ignore[arg-type]
        )
        records: dict[str, Any] = {}
        places: dict[RecordKind, tuple[int, ...]] = {}
        for kind in MODELS:
            sources = self.shown[kind]
            labelled = [
                self._labelled(source, seen, as_seen)
                for (_, source), seen in zip(sources, stripped[kind], strict=True)
            ]
            places[kind] = tuple(place for place, _ in sources)
            records[kind.value] = tuple(labelled)
        if not exercise:
            records[RecordKind.EXERCISE.value] = (hidden_exercise,)
        (records[RecordKind.EXERCISE.value],) = records[RecordKind.EXERCISE.value]
        sheets = self.plan.foreign_sheets if self._owns(self.plan.exercise) else ()
        seen_plan = Plan.model_construct(format=self.plan.format, foreign_sheets=sheets, **records)
        return View(self.known, self.seat, seen_plan, places, emptied=self.emptied)

    def _stripped(self, kind: RecordKind) -> list[Record]:
        """Records of a kind without the fields and references that the reader may not see."""
        left = fields_left(self.seat, kind)
        found = []
        for number, (_, record) in enumerate(self.shown[kind]):
            hidden = [
                (name, gone)
                for name, targets, ids in _facts_of(record).references
                if not ids <= (known := self.known.of(targets)) and (gone := ids - known)
            ]
            beside = (record.extra or record.unread) and not self._owns(record)
            if left is None and not hidden and not beside:
                found.append(record)
                continue
            seen = self._shape(record, left, tuple(hidden), bool(beside))
            lost = {name for name, _ in hidden if not getattr(seen, name)}
            if beside:
                lost |= record.unread.keys()
            if lost:
                self.emptied[kind, number] = frozenset(lost)
            found.append(seen)
        return found

    def _shape(
        self,
        record: Record,
        left: frozenset[str] | None,
        hidden: tuple[tuple[str, frozenset[str]], ...],
        beside: bool,
    ) -> Record:
        def shaped() -> Record:
            changes: dict[str, Any] = {}
            if left is not None:
                empty = _defaults(record.kind_of_record)
                changes |= {name: value for name, value in empty.items() if name not in left}
            for name, gone in hidden:
                changes.setdefault(name, without(getattr(record, name), gone))
            if beside:
                changes |= {"extra": {}, "unread": {}}
            return record.model_copy(update=changes)

        return _kept_shape(record, (left, hidden, beside), shaped)

    def _labelled(self, source: Record, seen: Record, as_seen: Policy) -> Record:
        """Record whose label and owner mean in the view what they mean in the whole plan.

        So a marking made from the view is right, and a view of a view is that view.
        """
        nation = getattr(seen, "nation", None)
        key = (
            source.kind_of_record,
            source.id if source.kind_of_record is RecordKind.NATION else None,
            self.policy.owner_of(source),
            source.releasable_to,
            bool(source.unread),
            seen.owner,
            nation,
            seen.releasable_to,
            bool(seen.unread),
        )
        found = self._labels.get(key)
        if found is None:
            found = self._labels[key] = self._label(source, seen, as_seen)
        if found == (seen.owner, seen.releasable_to):
            return seen
        owner, label = found
        changes = {"owner": owner, "releasable_to": label}
        return _kept_shape(seen, ("label", found), lambda: seen.model_copy(update=changes))

    def _label(self, source: Record, seen: Record, as_seen: Policy) -> tuple[Any, Any]:
        owner, label = seen.owner, seen.releasable_to
        meant = self.policy.owner_of(source)
        if as_seen.owner_of(seen) != meant and meant in self.nations:
            owner = meant
            seen = seen.model_copy(update={"owner": owner})
        wanted = self.policy.released_to(source) & self.nations
        if as_seen.released_to(seen) & self.nations == wanted:
            return owner, label
        if as_seen.nations <= wanted:
            return owner, (ALL, VISITORS) if VISITORS in wanted else (ALL,)
        spelled = [n.id for n in self.plan.nations if n.id in wanted]
        spelled += sorted(wanted - set(spelled))
        return owner, tuple(dict.fromkeys(spelled))


def _kept_shape(record: Record, key: Any, shaped: Callable[[], Record]) -> Record:
    """Shape of a record, made only once for all who see it so."""
    shapes = _facts_of(record).shapes
    found: Record | None = shapes.get(key)
    if found is None:
        if len(shapes) >= _SHAPES:
            shapes.clear()
        found = shapes[key] = shaped()
    return found


def site_of(area: Area) -> str:
    """Name of the site that an area belongs to."""
    return area.site or area.id
