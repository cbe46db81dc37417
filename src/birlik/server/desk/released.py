"""What one reader may know of an entry of the log: released to him as it was then, and still so now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import MODELS
from birlik.exercise.references import named, reference_fields, without
from birlik.exercise.release import BESIDE, is_own, owner_of
from birlik.exercise.roles import Role, fields_left
from birlik.exercise.seeing import site_of
from birlik.exercise.values.demands import ALL, VISITORS
from birlik.log.baselines import BASELINES
from birlik.log.concurrences import CONCURRENCES
from birlik.log.entry import Changes, Entry
from birlik.log.plans import FOREIGN_SHEETS, KINDS, fields_of, model_of
from birlik.log.state import RANK, Held
from birlik.log.timetables import OWNER, PLACEMENTS, TIMETABLES
from birlik.server.desk.sight import Sight

#: Fields of a way that name sites, which are no ids.
_SITES = ("origin", "destination")


class Released:
    """What a reader may know of past values, judged by what he sees now.

    Parameters
    ----------
    sight : Sight
        The exercise as it is now.
    """

    def __init__(self, sight: Sight) -> None:
        self.sight, self.reader = sight, sight.reader
        self.known = known = sight.view.known
        self.nations = known.of(RecordKind.NATION) | {self.reader.nation or ""}
        self._sites = {site_of(area) for area in sight.plan.areas} | {""}
        self._seen = {kind: {seen.key for seen in sight.records(kind)} for kind in MODELS}
        self._left = {kind: fields_left(self.reader, kind) for kind in MODELS}
        exercise = sight.whole.exercise
        self._hosts = self.reader.whole or is_own(self.reader, exercise, sight.whole)

    # Kinds and records

    def admits(self, entry: Entry) -> tuple[bool, bool]:
        """Whether the record was released to him before an entry, and after it."""
        if self.reader.whole:
            return True, True
        if entry.kind in KINDS and self._left[KINDS[entry.kind]] == frozenset():
            return False, False
        if entry.kind == TIMETABLES:
            # That it was made anew tells of what he does not see of it.
            return False, False
        if entry.kind == BASELINES:
            return self.reader.staff, self.reader.staff
        if entry.kind == CONCURRENCES:
            return False, self.reader.staff and entry.nation in self.nations
        if entry.kind == FOREIGN_SHEETS:
            return self._hosts, self._hosts
        if entry.release is None:
            return False, False
        before, after = entry.release
        return self._among(before), self._among(after)

    def _among(self, readers: Iterable[str]) -> bool:
        reader, released = self.reader, frozenset(readers)
        if reader.role is not Role.VISITOR:
            return bool(reader.nation) and reader.nation in released
        taking_part = reader.nation in {nation.id for nation in self.sight.whole.nations}
        return VISITORS in released and (not taking_part or reader.nation in released)

    def is_there(self, kind: str, key: str) -> bool:
        """Whether a record exists now, whoever may read it."""
        return self.sight.state.held(kind, key) is not None

    def sees(self, kind: str, key: str) -> bool:
        """Whether he sees a record now."""
        if kind in KINDS:
            return key in self._seen[KINDS[kind]]
        held = self.sight.state.held(kind, key)
        if held is None:
            return False
        return kind != PLACEMENTS or self.knows_serial(held.fields)

    def knows_serial(self, placement: Mapping[str, Any]) -> bool:
        """Whether he sees the serial of a placement."""
        owner = placement.get(OWNER)
        return self.known.sees(RecordKind.SERIAL, placement.get("serial", ""), owner)

    def owned(self, kind: str, fields: Mapping[str, Any]) -> bool:
        """Whether a record with these fields was his own nation's, so that it was never withdrawn."""
        if self.reader.whole or kind not in KINDS:
            return True
        record = model_of(kind, Held(fields, ""))
        return self.reader.staff and owner_of(record, self.sight.whole) == self.reader.nation

    def lets_stand(self, kind: str, fields: Mapping[str, Any]) -> bool:
        """Whether a record that is not there any more would be shown if it were."""
        if self.reader.whole:
            return True
        if kind == PLACEMENTS:
            return self.knows_serial(fields)
        if kind == RecordKind.TRAVEL:
            return all(fields.get(name, "") in self._sites for name in _SITES)
        if kind == RecordKind.RELEASE_DEFAULT:
            return fields.get("nation") in {None, *self.nations}
        return True

    # Fields

    def owner(self, kind: str, key: str, fields: Mapping[str, Any]) -> str | None:
        """Nation that owns a record, which decides what ids in it mean; None if that cannot matter.

        Parameters
        ----------
        fields : mapping
            Of the record as it was last, if it is not there any more.
        """
        if not self.known.doubted:
            return None
        if kind == PLACEMENTS:
            return fields.get(OWNER)
        if kind not in KINDS:
            return None
        held = self.sight.state.held(kind, key) or Held(fields, "")
        return owner_of(model_of(kind, held), self.sight.whole)

    def fields(
        self, kind: str, fields: Mapping[str, Any], owner: str | None = None
    ) -> dict[str, Any]:
        """Values of a record, as in ``plan.json``, as far as he may know them.

        References to what he does not know are left out. So is what stands beside the fields, unless
        he is the author: who owned it then can depend on a host that was another one.

        Parameters
        ----------
        owner : str, optional
            As :meth:`owner` finds it.
        """
        if self.reader.whole:
            return {name: value for name, value in fields.items() if name != RANK}
        if kind == CONCURRENCES:
            return self._signature(fields)
        found = {}
        for name, value in fields.items():
            if self._may_read(kind, name):
                kept = self._without_hidden(kind, name, value, owner)
                if kept not in (None, [], ""):
                    found[name] = kept
        return found

    def _signature(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """What he may know of a signature: that there are reservations, and their text if it is released."""
        found = {n: v for n, v in fields.items() if n in ("name", "nation", "signer", "function")}
        if fields.get("reservations"):
            found["with_reservations"] = True
            to = fields.get("reservations_to", ())
            if fields["nation"] == self.reader.nation or ALL in to or self.reader.nation in to:
                found["reservations"] = fields["reservations"]
        return found

    def changes(
        self, kind: str, changes: Changes, owner: str | None = None
    ) -> dict[str, tuple[Any, Any]]:
        """Changed fields as he may know them; those in which he sees no change are none."""
        before = {name: pair[0] for name, pair in changes.items() if pair[0] is not None}
        after = {name: pair[1] for name, pair in changes.items() if pair[1] is not None}
        was, now = self.fields(kind, before, owner), self.fields(kind, after, owner)
        return {
            name: (was.get(name), now.get(name))
            for name in changes
            if name != RANK and was.get(name) != now.get(name)
        }

    def _may_read(self, kind: str, name: str) -> bool:
        if name == RANK:
            return False
        if kind == BASELINES:
            return name == "name"
        if kind == PLACEMENTS:
            left = self._left[RecordKind.SERIAL]
            if name == OWNER:
                return False
            return left is None or name not in ("areas", "units") or name in left
        if kind not in KINDS:
            return True
        if name in BESIDE:
            return False
        left = self._left[KINDS[kind]]
        return left is None or name in left

    def _without_hidden(self, kind: str, name: str, value: Any, owner: str | None) -> Any:
        if kind == PLACEMENTS:
            named_in = {"areas": RecordKind.AREA, "units": RecordKind.UNIT}.get(name)
            if named_in is None:
                return value
            known = self.known.meant(owner, named_in)
            return [one for one in value if one in known]
        if kind not in KINDS:
            return value
        if kind == RecordKind.TRAVEL and name in _SITES:
            return value if value in self._sites else None
        for field, targets, words in reference_fields(KINDS[kind]):
            if field == name and value:
                known = self.known.meant(owner, *targets) | words
                if field in ("owner", "nation", "releasable_to", "default_release"):
                    known |= {self.reader.nation or ""}
                return _known_part(KINDS[kind], name, value, known)
        return value


def _known_part(kind: RecordKind, name: str, value: Any, known: frozenset[str]) -> Any:
    """Value of a field without what names something unknown; nothing if it cannot be read any more."""
    model = MODELS[kind]
    try:
        record = model.model_validate({name: value})
        hidden = frozenset(named(getattr(record, name))) - known
    except (ValidationError, TypeError):
        return None
    if not hidden:
        return value
    kept = without(getattr(record, name), hidden)
    return fields_of(record.model_copy(update={name: kept})).get(name) if kept else None
