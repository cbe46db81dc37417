"""What a client knows who does nothing but take in what the stream tells him."""

from __future__ import annotations

from typing import Any

from birlik.exercise.plan import MODELS
from birlik.exercise.values.moments import instant_text
from birlik.server.desk.cells import texts_of
from birlik.server.desk.sight import Sight
from birlik.server.live.difference import placed

NOTHING: dict[str, str] = {}


class Mirror:
    """A view, kept up to date by events alone."""

    def __init__(self) -> None:
        self.records: dict[str, dict[str, dict[str, Any]]] = {}
        self.cells: dict[str, dict[str, str]] = {}
        self.placed: dict[str, Any] = {}
        self.reserved: set[tuple[Any, ...]] = set()

    @classmethod
    def of(cls, sight: Sight) -> Mirror:
        """What a page shows that was just loaded."""
        made = cls()
        for kind in MODELS:
            if seen := sight.records(kind):
                made.records[kind.value] = {each.key: each.fields for each in seen}
                texts = {each.key: texts_of(each.record, sight.plan.zone) for each in seen}
                made.cells |= {key: dict(each.fields) for key, each in texts.items()}
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
            del self.cells[removed["key"]]
        for changed in change.get("changed", ()):
            fields = self.records[changed["kind"]][changed["key"]]
            assert changed["fields"]
            for name, value in changed["fields"].items():
                assert fields.get(name) != value, "nothing is told twice"
                fields[name] = value
                if value is None:
                    del fields[name]
            self._write(**changed)
        for added in change.get("added", ()):
            self.cells[added["key"]] = {}
            self._write(**added)
            self._add(added["kind"], added["key"], added["fields"], added.get("after"))
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

    def _write(
        self, key: str, fields: dict[str, Any], texts: dict[str, str] = NOTHING, **_: Any
    ) -> None:
        """Put into cells what is told: texts, or else values themselves."""
        written = {name: "" if value is None else str(value) for name, value in fields.items()}
        cells = self.cells[key] | written | texts
        self.cells[key] = {name: text for name, text in cells.items() if text}

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
        return records, self.placed, self.reserved, self.cells
