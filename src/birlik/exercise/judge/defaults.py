"""Release defaults that speak of the same records (B209)."""

from __future__ import annotations

from collections.abc import Iterator

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.index import Index
from birlik.exercise.sentences import said, term


def default_findings(index: Index) -> Iterator[Finding]:
    """Findings about release defaults."""
    seen: dict[tuple[RecordKind | None, str | None], str] = {}
    for number, default in enumerate(index.plan.release_defaults):
        if default.unread:
            continue
        key = default.kind, default.nation
        if key in seen:
            kind = (
                term(default.kind.value.replace("_", " ")) if default.kind else said("every kind")
            )
            owner = default.nation or said("every nation")
            message = said(
                "another release default speaks of {kind} of {owner} too; only what both release is released",
                kind=kind,
                owner=owner,
            )
            if seen[key]:
                message = said(
                    "another release default ({first}) speaks of {kind} of {owner} too; "
                    "only what both release is released",
                    first=seen[key],
                    kind=kind,
                    owner=owner,
                )
            place = index.place(RecordKind.RELEASE_DEFAULT, number)
            yield finding("B209", message, place, said("keep one of them"))
        seen.setdefault(key, default.id)
