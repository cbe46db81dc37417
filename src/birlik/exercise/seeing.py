"""The making of a view: which records a reader sees, and each without what he may not see of it."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple, cast

from birlik.exercise.columns import RecordKind, columns_of
from birlik.exercise.plan import MODELS, Plan
from birlik.exercise.records.means import Area, Travel
from birlik.exercise.records.record import Record
from birlik.exercise.records.setting import Exercise, Nation, ReleaseDefault
from birlik.exercise.references import Targets, references_of, without
from birlik.exercise.release import Label, Policy, label_of, policy_from, policy_of
from birlik.exercise.roles import Reader, Role, fields_left
from birlik.exercise.values.demands import ALL, RELEASE_WORDS, VISITORS

#: Shapes in which one record is kept for the readers of an exercise.
MOST_SHAPES = 64


class Known:
    """Ids by which a reader can name what he sees, and what an id in a record means.

    Two records of one kind have the same id if their owners did not know of one another. Nobody learns
    of it from what becomes of his references: an id in a record means the record of the same owner,
    if there is one; or else those that the owner may read.
    """

    def __init__(
        self,
        shown: Mapping[RecordKind, Sequence[Record]],
        hidden: Mapping[RecordKind, Sequence[Record]],
        policy: Policy | None = None,
    ) -> None:
        self._records = shown, hidden
        self._policy = policy
        # What has no id cannot be named.
        self._shown = {k: frozenset(r.id for r in found if r.id) for k, found in shown.items()}
        self._hidden = {k: frozenset(r.id for r in found if r.id) for k, found in hidden.items()}
        self._together: dict[Targets, tuple[frozenset[str], frozenset[str]]] = {}
        self._meant: dict[tuple[str | None, Targets], frozenset[str]] = {}

    def of(self, *targets: RecordKind) -> frozenset[str]:
        """Ids of records of some kinds that the reader sees, and that nothing hidden from him has too."""
        named, doubtful = self._both(targets)
        return named - doubtful if doubtful else named

    def named(self, *targets: RecordKind) -> frozenset[str]:
        """Ids of records of some kinds that the reader sees: those that he can name."""
        return self._both(targets)[0]

    def meant(self, owner: str | None, *targets: RecordKind) -> frozenset[str]:
        """Ids that mean what the reader sees where they stand in a record.

        Parameters
        ----------
        owner : str or None
            Nation that owns the record.
        """
        named, doubtful = self._both(targets)
        if not doubtful:
            return named
        found = self._meant.get((owner, targets))
        if found is None:
            seen = frozenset(one for one in doubtful if self._means_seen(owner, one, targets))
            found = self._meant[owner, targets] = (named - doubtful) | seen
        return found

    def sees(self, kind: RecordKind, id_: str, owner: str | None = None) -> bool:
        """Whether the record that has an id is seen; of several, all of them or that of an owner."""
        named, doubtful = self._both((kind,))
        if id_ not in doubtful:
            return id_ in named
        there = self._having(id_, (kind,))
        own = [seen for label, seen in there if owner and self._owner(label) == owner]
        return all(own or [seen for _, seen in there])

    @property
    def doubted(self) -> bool:
        """Whether any id of what is seen is that of something hidden too."""
        return any(ids & self._hidden.get(kind, set()) for kind, ids in self._shown.items())

    def _both(self, targets: Targets) -> tuple[frozenset[str], frozenset[str]]:
        """Ids of what is seen of some kinds, and those of them that something hidden has too."""
        found = self._together.get(targets)
        if found is None:
            nothing: frozenset[str] = frozenset()
            shown = nothing.union(*(self._shown.get(kind, nothing) for kind in targets))
            hidden = nothing.union(*(self._hidden.get(kind, nothing) for kind in targets))
            found = self._together[targets] = shown, shown & hidden
        return found

    def _means_seen(self, owner: str | None, id_: str, targets: Targets) -> bool:
        """Whether all that an id means in a record of an owner is seen."""
        there = self._having(id_, targets)
        own = [seen for label, seen in there if self._owner(label) == owner]
        if own:
            return all(own)
        assert self._policy is not None
        staff = Reader(owner, Role.PLANNER)
        readable = [seen for label, seen in there if self._policy.admits(staff, label)]
        return all(readable or [seen for _, seen in there])

    def _having(self, id_: str, targets: Targets) -> list[tuple[Label, bool]]:
        """Labels of the records that have an id, and whether each is seen."""
        return [
            (label_of(record), seen)
            for records, seen in zip(self._records, (True, False), strict=True)
            for kind in targets
            for record in records.get(kind, ())
            if record.id == id_
        ]

    def _owner(self, label: Label) -> str | None:
        assert self._policy is not None
        return label[2] or self._policy.host


@dataclass(frozen=True)
class Seen:
    """What the readers of a seat see of a plan; :class:`birlik.exercise.view.View` says of what."""

    plan: Plan
    known: Known
    places: Mapping[RecordKind, tuple[int, ...]]
    emptied: Mapping[tuple[RecordKind, int], frozenset[str]] = field(default_factory=dict)


def seen_by(seat: Reader, plan: Plan) -> Seen:
    """What the readers of a seat see of a plan."""
    if seat.whole:
        places = {kind: tuple(range(len(plan.records(kind)))) for kind in MODELS}
        return Seen(plan, Known({kind: plan.records(kind) for kind in MODELS}, {}), places)
    return _Seeing(plan, seat).seen()


def site_of(area: Area) -> str:
    """Name of the site that an area belongs to."""
    return area.site or area.id


class _Facts:
    """What is known of a record whoever reads it, and the shapes in which it was shown.

    Attributes
    ----------
    label : Label
    references : tuple of (str, tuple of RecordKind, frozenset of str)
        Fields that name records, the kinds they name, and the ids.
    beside : bool
        Whether it has columns that Birlik does not know, or values that nobody could read.
    shapes : dict of object to Record
        What those are shown from whom something of it is hidden.
    """

    __slots__ = ("beside", "label", "references", "shapes")

    def __init__(self, record: Record) -> None:
        self.label = label_of(record)
        self.references = tuple(references_of(record))
        self.beside = bool(record.extra or record.unread)
        self.shapes: dict[Any, Record] = {}

    def shape(self, key: Any, shaped: Callable[[], Record]) -> Record:
        """Shape of the record, made only once for all who see it so."""
        found = self.shapes.get(key)
        if found is None:
            if len(self.shapes) >= MOST_SHAPES:
                self.shapes.clear()
            found = self.shapes[key] = shaped()
        return found


#: Facts of each record that is alive, by its address: records hold what cannot be hashed.
_facts: dict[int, tuple[weakref.ref[Record], _Facts]] = {}


def _facts_of(record: Record) -> _Facts:
    """Facts of a record; they are forgotten with it."""
    key = id(record)
    found = _facts.get(key)
    if found is not None and found[0]() is record:
        return found[1]
    facts = _Facts(record)
    forget = _facts.pop
    _facts[key] = weakref.ref(record, lambda _: forget(key, None)), facts
    return facts


class _One(NamedTuple):
    """A record that is shown: where it stands in the whole plan, and what is known of it."""

    place: int
    record: Record
    facts: _Facts


@cache
def _empty(kind: RecordKind) -> dict[str, Any]:
    """Empty value of each column of a kind."""
    model = MODELS[kind]
    return {column.name: model.model_fields[column.name].default for column in columns_of(model)}


#: Fields that are hidden of a record, each with the ids in it that are.
Gone = tuple[tuple[str, frozenset[str]], ...]


class _Seeing:
    """The making of one view."""

    def __init__(self, plan: Plan, seat: Reader) -> None:
        self.plan, self.seat = plan, seat
        self.policy = policy_of(plan)
        self._left = {kind: fields_left(seat, kind) for kind in MODELS}
        self.emptied: dict[tuple[RecordKind, int], frozenset[str]] = {}
        self.shown: dict[RecordKind, list[_One]] = {}
        self.hidden: dict[RecordKind, list[Record]] = {}
        for kind in MODELS:
            self._part(kind)
        self._keep(RecordKind.TRAVEL, self._is_way_between_known())
        self._keep(RecordKind.RELEASE_DEFAULT, self._is_default_of_known())
        records = {kind: [one.record for one in found] for kind, found in self.shown.items()}
        self.known = Known(records, self.hidden, self.policy)
        self._known: dict[tuple[str | None, Targets], frozenset[str]] = {}
        self.nations = self.known.of(RecordKind.NATION) | {VISITORS}
        if seat.nation:
            self.nations |= {seat.nation}
        self.as_seen = self._as_seen()
        self._labels: dict[tuple[Label, Label], tuple[str | None, tuple[str, ...]]] = {}

    def _part(self, kind: RecordKind) -> None:
        """Part the records of a kind in those that the reader may read and the others."""
        shown, hidden = self.shown.setdefault(kind, []), self.hidden.setdefault(kind, [])
        left = self._left[kind]
        if left is not None and not left:
            hidden += self.plan.records(kind)
            return
        admitted: dict[Label, bool] = {}
        for place, record in enumerate(self.plan.records(kind)):
            facts = _facts_of(record)
            admits = admitted.get(facts.label)
            if admits is None:
                admits = admitted[facts.label] = self.policy.admits(self.seat, facts.label)
            if admits:
                shown.append(_One(place, record, facts))
            else:
                hidden.append(record)

    def _keep(self, kind: RecordKind, stays: Callable[[Any], bool]) -> None:
        """Hide further records of a kind."""
        found = self.shown[kind]
        self.shown[kind] = [one for one in found if stays(one.record)]
        self.hidden[kind] += [one.record for one in found if not stays(one.record)]

    def _is_way_between_known(self) -> Callable[[Travel], bool]:
        """Whether a reader knows both sites of a way, which would tell of them."""
        areas = (cast("Area", one.record) for one in self.shown[RecordKind.AREA])
        sites = {"", *(site_of(area) for area in areas)}
        return lambda way: way.origin in sites and way.destination in sites

    def _is_default_of_known(self) -> Callable[[ReleaseDefault], bool]:
        """Whether a reader knows all that a default speaks of: without it, it says another thing."""
        nations = {None, *(one.record.id for one in self.shown[RecordKind.NATION])}
        return lambda default: (
            default.nation in nations and (not default.unread or self._owns(label_of(default)))
        )

    def _owns(self, label: Label) -> bool:
        nation = self.seat.nation
        return self.seat.staff and bool(nation) and (label[2] or self.policy.host) == nation

    def _as_seen(self) -> Policy:
        """Policy that the frame makes without what the reader may not see of it."""
        frame: dict[RecordKind, list[Any]] = {
            kind: [self._stripped(one, self._gone(one)) for one in self.shown[kind]]
            for kind in (RecordKind.EXERCISE, RecordKind.NATION, RecordKind.RELEASE_DEFAULT)
        }
        exercise: list[Exercise] = frame[RecordKind.EXERCISE] or [Exercise()]
        nations: list[Nation] = frame[RecordKind.NATION]
        return policy_from(exercise[0], nations, frame[RecordKind.RELEASE_DEFAULT])

    def seen(self) -> Seen:
        """What is seen of all kinds."""
        records: dict[str, Any] = {kind.value: tuple(self._all_of(kind)) for kind in MODELS}
        exercises = records[RecordKind.EXERCISE.value]
        # No time could be written without the exercise's clock, so that everyone knows it.
        clock = Exercise().model_copy(update={"time_zone": self.plan.exercise.time_zone})
        records[RecordKind.EXERCISE.value] = exercises[0] if exercises else clock
        owns_exercise = self._owns(label_of(self.plan.exercise))
        plan = Plan.model_construct(
            format=self.plan.format,
            foreign_sheets=self.plan.foreign_sheets if owns_exercise else (),
            **records,
        )
        places = {kind: tuple(one.place for one in self.shown[kind]) for kind in MODELS}
        return Seen(plan, self.known, places, self.emptied)

    def _all_of(self, kind: RecordKind) -> Iterator[Record]:
        """Records of a kind as the reader sees them."""
        left = self._left[kind]
        plain: dict[Label, bool] = {}
        for number, one in enumerate(self.shown[kind]):
            gone, beside = self._gone(one), self._is_beside(one)
            if left is None and not gone and not beside:
                # Most records are shown as they are; whether they are depends on the label alone.
                label = one.facts.label
                if label not in plain:
                    plain[label] = self._label(one, gone, beside) is None
                if plain[label]:
                    yield one.record
                    continue
            yield self._shaped(kind, number, one, gone, beside)

    def _shaped(self, kind: RecordKind, number: int, one: _One, gone: Gone, beside: bool) -> Record:
        """Record of which something is hidden, or said in other words."""
        label = self._label(one, gone, beside)
        key = self._left[kind], gone, beside, label
        seen = one.facts.shape(key, lambda: self._stripped(one, gone, label))
        lost = {name for name, _ in gone if not getattr(seen, name)}
        if beside:
            lost |= one.record.unread.keys()
        if lost:
            self.emptied[kind, number] = frozenset(lost)
        return seen

    def _gone(self, one: _One) -> Gone:
        """References of a record to what the reader does not know, in fields that are left to him."""
        gone: Gone = ()
        left = self._left[one.facts.label[0]]
        for name, targets, ids in one.facts.references:
            if left is not None and name not in left:
                continue
            owner = one.facts.label[2] or self.policy.host
            known = self._known.get((owner, targets))
            if known is None:
                known = self._known[owner, targets] = self.known.meant(owner, *targets)
            if not ids <= known:
                gone = (*gone, (name, ids - known))
        return gone

    def _is_beside(self, one: _One) -> bool:
        """Whether a record has something beside its fields that is not for the reader."""
        return one.facts.beside and not self._owns(one.facts.label)

    def _stripped(
        self, one: _One, gone: Gone, label: tuple[str | None, tuple[str, ...]] | None = None
    ) -> Record:
        """Record without what the reader may not see of it."""
        kind = one.record.kind_of_record
        left = self._left[kind]
        changes: dict[str, Any] = {}
        if left is not None:
            changes |= {name: value for name, value in _empty(kind).items() if name not in left}
        for name, ids in gone:
            changes.setdefault(name, without(getattr(one.record, name), ids))
        if self._is_beside(one):
            changes |= {"extra": {}, "unread": {}}
        if label is not None:
            changes["owner"], changes["releasable_to"] = label
        return one.record.model_copy(update=changes)

    def _label(
        self, one: _One, gone: Gone, beside: bool
    ) -> tuple[str | None, tuple[str, ...]] | None:
        """Owner and label that mean in the view what they mean in the whole plan; None if they do.

        So a marking made from the view is right, and a view of a view is that view.
        """
        label = one.facts.label
        kind, itself, owner, own, unsure = label
        fields = {name for name, _ in gone}
        if fields & {"owner", "nation", "releasable_to"}:
            seen = label_of(self._stripped(one, gone))
        else:
            left = self._left[kind]
            if left is not None and "nation" not in left:
                owner = one.record.owner
            seen = kind, itself, owner, own, unsure and not beside
        found = self._labels.get((label, seen))
        if found is None:
            found = self._labels[label, seen] = self._meaning_the_same(label, seen)
        shown = one.record.owner if "owner" not in fields else None, seen[3]
        return None if found == (None, seen[3]) else (found[0] or shown[0], found[1])

    def _meaning_the_same(self, label: Label, seen: Label) -> tuple[str | None, tuple[str, ...]]:
        """Owner, if it has to be said, and label."""
        meant = label[2] or self.policy.host
        owner: str | None = None
        if (seen[2] or self.as_seen.host) != meant and meant in self.nations:
            owner = meant
            seen = (*seen[:2], owner, *seen[3:])
        wanted = self.policy.readers(label) & self.nations
        if self.as_seen.readers(seen) & self.nations == wanted:
            return owner, seen[3]
        if self.as_seen.nations <= wanted:
            return owner, RELEASE_WORDS if VISITORS in wanted else (ALL,)
        spelled = dict.fromkeys(n.id for n in self.plan.nations if n.id in wanted)
        return owner, tuple(spelled | dict.fromkeys(sorted(wanted)))
