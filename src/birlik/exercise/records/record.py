"""What every record has: an id, a title, an owner, a release label, and what a workbook added."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from birlik.exercise.columns import RecordKind, column
from birlik.exercise.values.demands import RELEASE_WORDS, Release
from birlik.exercise.values.plain import Identifier, Reference, Text


class Record(BaseModel):
    """One thing that an exercise consists of; drafts may lack anything.

    Attributes
    ----------
    extra : dict
        Values of columns that Birlik does not know, by heading; kept and written back.
    unread : dict
        Values that could not be understood, by field; kept and written back to their cells.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind_of_record: ClassVar[RecordKind]
    word: ClassVar[str]
    """What one such record is called in a sentence."""

    id: Identifier = column(
        "Id",
        "A short code, unique among records of its kind; others refer to it.",
        default="",
        needed=True,
    )
    title: Text = column("Title", "What people call it.", default="", width=34)
    owner: Reference = column(
        "Owner",
        "The nation whose record this is; empty means the host.",
        refers_to=RecordKind.NATION,
        width=8,
    )
    releasable_to: Release = column(
        "Releasable to",
        "Nations that may read it besides the owner, ALL for every nation, VISITORS for visitors too; "
        "empty means the release default that fits.",
        default=(),
        refers_to=RecordKind.NATION,
        words=RELEASE_WORDS,
        example="AZE; KAZ",
    )
    notes: Text = column("Notes", "Anything else; not used by the planner.", default="", width=30)
    extra: dict[str, Any] = Field(default_factory=dict)
    unread: dict[str, Any] = Field(default_factory=dict)

    @property
    def name(self) -> str:
        """Id with the title, as messages name it: ``S-204 Night boarding``."""
        return f"{self.id} {self.title}".strip() or f"a {self.word} without an id"
