"""What a client knows who does nothing but take in what the stream tells him."""

from __future__ import annotations

from typing import Any

from birlik.exercise.plan import MODELS
from birlik.exercise.values.moments import instant_text
from birlik.server.desk.sight import Sight
from birlik.server.live.difference import placed


class Mirror:
    """A view, kept up to date by events alone."""

    def __init__(self) -> None:
        self.records: dict[str, dict[str, dict[str, Any]]] = {}
        self.placed: dict[str, Any] = {}
        self.reserved: set[tuple[Any, ...]] = set()

    @classmethod
    def of(cls, sight: Sight) -> Mirror:
        """What a page shows that was just loaded."""
        made = cls()
        for kind in MODELS:
            if seen := sight.records(kind):
                made.records[kind.value] = {each.key: each.fields for each in seen}
        made.placed = dict(placed(sight))
        made.reserved = {
            (time.kind.value, time.id, instant_text(time.begins), instant_text(time.ends))
            for time in sight.view.reserved
        }
        return made

    def take(self, change: dict[str, Any]) -> None:
        """Take a change in; it fails if it does not fit to what is known."""
        for removed in change.get("removed", ()):
            del self.records[removed["kind"]][removed["key"]]
        for changed in change.get("changed", ()):
            fields = self.records[changed["kind"]][changed["key"]]
            assert changed["fields"]
            for name, value in changed["fields"].items():
                assert fields.get(name) != value, "nothing is told twice"
                fields[name] = value
                if value is None:
                    del fields[name]
        for added in change.get("added", ()):
            self._add(**{name: value for name, value in added.items() if name != "version"})
        for kind, keys in change.get("order", {}).items():
            assert set(keys) == set(self.records[kind])
            self.records[kind] = {key: self.records[kind][key] for key in keys}
        for place in change.get("placed", ()):
            assert self.placed.get(place["serial"]) != place
            self.placed[place["serial"]] = place
        for serial in change.get("unplaced", ()):
            del self.placed[serial]
        reserved = change.get("reserved", {})
        self.reserved -= {tuple(time.values()) for time in reserved.get("removed", ())}
        self.reserved |= {tuple(time.values()) for time in reserved.get("added", ())}

    def _add(self, kind: str, key: str, fields: dict[str, Any], after: str | None = None) -> None:
        there = self.records.setdefault(kind, {})
        assert key not in there, "nothing is told twice"
        keys = list(there)
        place = keys.index(after) + 1 if after else 0
        order = [*keys[:place], key, *keys[place:]]
        there[key] = fields
        self.records[kind] = {each: there[each] for each in order}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mirror) and self._all() == other._all()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Mirror({self._all()})"

    def _all(self) -> tuple[Any, ...]:
        records = {kind: list(held.items()) for kind, held in self.records.items() if held}
        return records, self.placed, self.reserved
