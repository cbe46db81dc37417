"""Cursors: places in a log that a reader can come back to, and that tell him nothing."""

from __future__ import annotations

import struct
from typing import NamedTuple

from birlik.exercise.roles import Reader
from birlik.log.state import State
from birlik.server.live.sealing import Seal

_FORM = struct.Struct(">QQI")
_HASH_DIGITS = 16


class Cursor(NamedTuple):
    """A place in a log.

    Attributes
    ----------
    position : int
    hash : str
        The first digits of the hash of the entry there: another past has another.
    at : int
        When the cursor was made, in seconds since 1970.
    """

    position: int
    hash: str
    at: int

    def fits(self, hash: str) -> bool:
        """Whether the entry at its position has this hash."""
        return hash[:_HASH_DIGITS] == self.hash


class Cursors:
    """Makes and reads cursors.

    A position would count what is hidden, so that it never leaves the server but under seal. A cursor
    is good for the log and the seat that it was made for alone: whoever reads something else now
    must load it anew.
    """

    def __init__(self, seal: Seal) -> None:
        self._seal = seal

    def text(self, state: State, seat: Reader, now: float) -> str:
        """Cursor of a seat at a state."""
        place = _FORM.pack(state.position, int(state.hash[:_HASH_DIGITS], 16), int(now))
        return self._seal.closed(place, _about(state.log, seat))

    def read(self, text: str, log: str, seat: Reader) -> Cursor | None:
        """Cursor of a seat in a log; None if the text is no such cursor."""
        place = self._seal.opened(text, _about(log, seat))
        if place is None or len(place) != _FORM.size:
            return None
        position, digits, at = _FORM.unpack(place)
        return Cursor(position, f"{digits:0{_HASH_DIGITS}x}", at)


def _about(log: str, seat: Reader) -> str:
    role = seat.role.value if seat.role else ""
    return f"{log}\n{seat.nation or ''}\n{role}\n{seat.trusted:d}"
