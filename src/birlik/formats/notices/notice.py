"""What a notice is: an area that is shut or dangerous for some time, and what is told of it to whom."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from birlik.exercise.records.notices import NoticeKind
from birlik.exercise.sentences import said

#: What a notice of each kind is called.
KINDS: dict[NoticeKind, str] = {
    NoticeKind.NOTAM: said("NOTAM draft"),
    NoticeKind.COASTAL: said("Coastal warning"),
    NoticeKind.RANGE: said("Range closure"),
    NoticeKind.RESIDENTS: said("Warning for residents"),
}


@dataclass(frozen=True)
class Window:
    """A time without a pause, and the serials that fill it.

    Attributes
    ----------
    begins, ends : datetime
        UTC.
    serials : tuple of str
        Ids; a reserved time adds none.
    """

    begins: datetime
    ends: datetime
    serials: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """A notice, ready to be sent.

    Attributes
    ----------
    kind : NoticeKind
    area : str
        Id of the area.
    title : str
        Its title.
    windows : tuple of Window
        One after the other, in UTC.
    text : str
        What is sent.
    missing : tuple of str
        What the plan does not say and whoever sends it must fill in, as sentences.
    fire : bool
        Whether there is danger in it, and not only use.
    """

    kind: NoticeKind
    area: str
    title: str
    windows: tuple[Window, ...]
    text: str
    missing: tuple[str, ...] = ()
    fire: bool = False

    @property
    def begins(self) -> datetime:
        """When it comes into force, in UTC."""
        return self.windows[0].begins

    @property
    def ends(self) -> datetime:
        """When it is over, in UTC."""
        return self.windows[-1].ends

    @property
    def serials(self) -> tuple[str, ...]:
        """Ids of the serials for which it is made, each once."""
        return tuple(dict.fromkeys(s for window in self.windows for s in window.serials))

    @property
    def name(self) -> str:
        """What tells it from the others of the same timetable."""
        return f"{self.kind.name.lower()}-{self.area}-{self.begins:%y%m%d%H%M}{'-fire' * self.fire}"

    @property
    def mark(self) -> str:
        """SHA-256 of what it says, in whatever language: another one as soon as that changes."""
        times = [[each.begins.isoformat(), each.ends.isoformat()] for each in self.windows]
        # NOTAM and coastal warnings are in the one language of their trade, and hold the ground too.
        text = self.text if self.kind in (NoticeKind.NOTAM, NoticeKind.COASTAL) else ""
        held = [self.kind.value, self.area, times, sorted(self.serials), text]
        return hashlib.sha256(json.dumps(held).encode()).hexdigest()
