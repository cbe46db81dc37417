"""Names of one kind, and the one that was meant by a name that is not among them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cached_property

from birlik.exercise.judge.alphabets import by_sound, plain, skeleton

#: Names that share a part with a wrong one and are looked at.
_MOST_NEAR = 50

#: Names that one kind compares in full with wrong ones, all together: a plan with thousands of wrong
#: references is judged as fast as one with a few.
_MOST_COMPARED = 50_000

#: How much alike two names must be, from 0 to 1, if more than one sign differs.
_ALIKE = 0.8

_NUMBERS = re.compile(r"\d+")


class Names:
    """Names of one kind of thing.

    Parameters
    ----------
    names : iterable of str
        In the order in which a guess prefers them.

    Attributes
    ----------
    compared : int
        How many names were compared in full with wrong ones so far.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(dict.fromkeys(names))
        self.known = frozenset(self.names)
        self.compared = 0

    def __contains__(self, name: object) -> bool:
        return name in self.known

    def __bool__(self) -> bool:
        return bool(self.names)

    def look_alike(self, name: str) -> str | None:
        """Name that looks the same as `name`, but is written with other letters."""
        return self._by_look.get(skeleton(name))

    def meant_by(self, name: str) -> str | None:
        """Name that was meant by one that is not known: it looks or sounds the same, or a slip is between."""
        return (
            self.look_alike(name)
            or self._by_plain.get(plain(name))
            or self._by_sound.get(by_sound(name))
            or self.one_slip_from(name)
            or self._much_like(name)
        )

    @cached_property
    def _by_look(self) -> dict[str, str]:
        return _firsts((skeleton(name), name) for name in self.names)

    @cached_property
    def _by_plain(self) -> dict[str, str]:
        return _firsts((plain(name), name) for name in self.names)

    @cached_property
    def _by_sound(self) -> dict[str, str]:
        return _firsts((by_sound(name), name) for name in self.names)

    @cached_property
    def _by_part(self) -> dict[str, list[str]]:
        """Names by what is left when one sign is dropped; two that share such a part are a slip apart."""
        parts: defaultdict[str, list[str]] = defaultdict(list)
        for name in self.names:
            for part in _parts(plain(name)):
                parts[part].append(name)
        return dict(parts)

    def one_slip_from(self, name: str) -> str | None:
        """Name from which one sign was dropped, added or exchanged, or in which two changed places."""
        look = plain(name)
        near = {
            other
            for part in _parts(look)
            for other in self._by_part.get(part, ())[:_MOST_NEAR]
            if _is_slip(look, plain(other)) and not _other_number(name, other)
        }
        return min(near, key=lambda other: (-_likeness(look, plain(other)), other), default=None)

    def _much_like(self, name: str) -> str | None:
        look = plain(name)
        if len(look) < 5 or self.compared + len(self.names) > _MOST_COMPARED:
            return None
        self.compared += len(self.names)
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(look)
        best: tuple[float, str] | None = None
        for other in self.names:
            matcher.set_seq1(plain(other))
            if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
                continue
            likeness = matcher.ratio()
            if likeness >= _ALIKE and not _other_number(name, other):
                best = min(best or (0.0, ""), (-likeness, other))
        return best[1] if best else None


def _firsts(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """First name of each look."""
    found: dict[str, str] = {}
    for look, name in pairs:
        found.setdefault(look, name)
    found.pop("", None)
    return found


def _parts(look: str) -> Iterator[str]:
    """A look, and what is left of it when one sign is dropped."""
    yield look
    if len(look) > 2:
        yield from {look[:place] + look[place + 1 :] for place in range(len(look))}


def _is_slip(one: str, other: str) -> bool:
    """Whether one sign was dropped, added or exchanged, or two changed places.

    Short names differ in one letter on purpose: KAZ is no slip of KGZ, but KZA is one of KAZ.
    """
    if len(one) != len(other) or Counter(one) == Counter(other):
        return min(len(one), len(other)) > 1
    return len(one) > 3 and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _other_number(one: str, other: str) -> bool:
    """Whether two names carry different numbers: S-204 is no slip of S-205, but perhaps of S-240."""
    numbers = [[int(number) for number in _NUMBERS.findall(name)] for name in (one, other)]
    if not all(numbers) or numbers[0] == numbers[1]:
        return False
    digits = [sorted("".join(map(str, found))) for found in numbers]
    return digits[0] != digits[1]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
