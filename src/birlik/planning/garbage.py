"""While millions of objects that stay are made, nobody looks through them for garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

#: Objects from which on those that were made meanwhile are counted among the old ones at once.
MANY = 100_000


class _Leaving:
    """How many leave the garbage alone at this moment, in any thread."""

    def __init__(self) -> None:
        self.lock, self.many, self.was_looking = Lock(), 0, False

    def begin(self) -> None:
        """One more."""
        with self.lock:
            if not self.many:
                self.was_looking = gc.isenabled()
                gc.disable()
            self.many += 1

    def end(self) -> None:
        """One less; the last one has Python look for garbage again if it did before."""
        with self.lock:
            self.many -= 1
            if self.many or not self.was_looking:
                return
            # Objects that have just been made mostly stay. Moved to those kept for good and back, they
            # are old, and the next look for young garbage does not go through every one of them.
            if gc.get_count()[0] > MANY and not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


_leaving = _Leaving()


@contextmanager
def garbage_left_alone() -> Iterator[None]:
    """Within it, Python does not look for objects that refer to each other and to nobody else.

    Looking through all objects again and again takes longer than making them. Objects that nobody refers
    to vanish as ever. It can be entered again within itself and in other threads; once the last one has
    left it, Python looks for garbage as it did before. It is a decorator too.
    """
    _leaving.begin()
    try:
        yield
    finally:
        _leaving.end()
