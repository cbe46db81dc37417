"""How functions are compiled: as entries that Python calls, or as parts of them, which takes less time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit
from numba.core.registry import CPUDispatcher

#: A 0 of no type of its own. For a literal one, whatever it is given to is compiled once more.
ZERO: int = np.int64(0)  # type: ignore[assignment]

# The types of numba do not know all options.
_ENTRY: dict[str, Any] = {"cache": True, "nogil": True, "no_cfunc_wrapper": True}
_PART: dict[str, Any] = {"cache": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}

#: For a function that Python calls. Other threads go on meanwhile.
entry: Any = njit(**_ENTRY)


class _Part(CPUDispatcher):
    """A compiled function that Python cannot call; without this, the attempt would end the process."""

    def __call__(self, *_: object) -> None:
        name = self.py_func.__name__
        raise TypeError(
            f"{name} is a part of compiled functions; if Python needs it, make it an entry"
        )


def part(function: Callable[..., Any], *, forceinline: bool = False) -> Any:
    """For a function that only compiled ones call.

    All that lets Python call it is left out, which takes long to compile where arguments are made of
    many arrays.
    """
    compiled = njit(**_PART, forceinline=forceinline)(function)
    if isinstance(compiled, CPUDispatcher):
        compiled.__class__ = _Part
    return compiled


def inlined(function: Callable[..., Any]) -> Any:
    """For a part whose code is put wherever it is called, because the call would cost as much."""
    return part(function, forceinline=True)
