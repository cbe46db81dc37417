"""Kinds of record in addresses: ``release-defaults`` for release defaults."""

from __future__ import annotations

from birlik.exercise.columns import RecordKind


class KindConverter:
    """A kind of record as a part of an address."""

    regex = "|".join(sorted(kind.value.replace("_", "-") for kind in RecordKind))

    def to_python(self, value: str) -> RecordKind:
        """Kind that the part names."""
        return RecordKind(value.replace("-", "_"))

    def to_url(self, value: RecordKind) -> str:
        """Part that names a kind."""
        return RecordKind(value).value.replace("_", "-")
