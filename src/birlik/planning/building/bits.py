"""Rows of bits, a bit for each quantum of time: what is taken, and the last taken bit of a stretch."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

Bits = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]

_ALL = np.uint64(0xFFFF_FFFF_FFFF_FFFF)
_WORD = 64


@njit(cache=True, nogil=True)
def _highest(word: np.uint64) -> int:
    """Place of the highest set bit of a word that is not zero."""
    place = 0
    for step in (32, 16, 8, 4, 2, 1):
        if word >> np.uint64(step):
            word >>= np.uint64(step)
            place += step
    return place


@njit(cache=True, nogil=True)
def _mask(word: int, begin: int, end: int) -> np.uint64:
    """Bits of one word that lie in ``[begin, end)``."""
    mask = _ALL
    low, high = begin - word * _WORD, end - word * _WORD
    if low > 0:
        mask &= _ALL << np.uint64(low)
    if high < _WORD:
        mask &= _ALL >> np.uint64(_WORD - high)
    return mask


@njit(cache=True, nogil=True)
def last_taken(bits: Bits, row: int, begin: int, end: int) -> int:
    """Last set bit of a row in ``[begin, end)``; -1 if none is set."""
    word = (end - 1) >> 6
    first = begin >> 6
    while word >= first:
        found = bits[row, word] & _mask(word, begin, end)
        if found:
            return word * _WORD + _highest(found)
        word -= 1
    return -1


@njit(cache=True, nogil=True)
def _word_from(bits: Bits, row: int, begin: int) -> np.uint64:
    """The 64 bits of a row that begin at one of them."""
    word, passed = begin >> 6, np.uint64(begin & 63)
    found = bits[row, word] >> passed
    if passed:
        found |= bits[row, word + 1] << (np.uint64(_WORD) - passed)
    return found


@njit(cache=True, nogil=True)
def _taken_within(low: np.uint64, high: np.uint64, length: int) -> np.uint64:
    """Bits of the first of two words behind which a bit is set within `length`, at most a word."""
    seen = 1
    while seen < length:
        more = min(seen, length - seen)
        low |= (low >> np.uint64(more)) | (high << np.uint64(_WORD - more))
        high |= high >> np.uint64(more)
        seen += more
    return low


@njit(cache=True, nogil=True)
def clear_from(
    bits: Bits, rows: Ints, first: int, end: int, start: int, length: int, until: int, steps: Ints
) -> int:
    """First quantum from `start` on from which `length` quanta are clear in every one of some rows.

    Parameters
    ----------
    bits : array of uint64
        With two words more than hold `until` and `length` together.
    rows : array of int64
        The rows are those that stand in ``rows[first:end]``.
    until : int
        The search ends behind this quantum; what it returns then is greater.
    steps : (1,) array of int64
        Grows by one for each look.
    """
    while start <= until:
        steps[0] += 1
        if length <= _WORD:
            # All starts within a word are looked at together.
            low = high = np.uint64(0)
            for place in range(first, end):
                low |= _word_from(bits, rows[place], start)
                high |= _word_from(bits, rows[place], start + _WORD)
            free = ~_taken_within(low, high, length)
            if free:
                return start + _highest(free & (~free + np.uint64(1)))
            start += _WORD
            continue
        again = start
        for place in range(first, end):
            # What lies before a taken quantum of another row need not be looked at any more.
            if again < start + length:
                again = max(again, last_taken(bits, rows[place], again, start + length) + 1)
        if again == start:
            return start
        start = again
    return start


@njit(cache=True, nogil=True)
def take(bits: Bits, row: int, begin: int, end: int) -> None:
    """Set the bits of ``[begin, end)``."""
    for word in range(begin >> 6, ((end - 1) >> 6) + 1):
        bits[row, word] |= _mask(word, begin, end)


@njit(cache=True, nogil=True)
def give_back(bits: Bits, row: int, begin: int, end: int) -> None:
    """Clear the bits of ``[begin, end)``."""
    for word in range(begin >> 6, ((end - 1) >> 6) + 1):
        bits[row, word] &= ~_mask(word, begin, end)
