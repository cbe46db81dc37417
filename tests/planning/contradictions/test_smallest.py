"""Smallest sets: what remains contradicts, and nothing of it can be spared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from birlik.planning.contradictions.smallest import smallest

SETS = st.sets(st.frozensets(st.integers(0, 30), min_size=1, max_size=6), min_size=1, max_size=5)


@given(SETS)
def test_what_remains_contradicts_and_nothing_can_be_spared(quarrels: set[frozenset[int]]):
    def contradict(some: object) -> bool:
        there = set(some)  # type: ignore[call-overload]
        return any(quarrel <= there for quarrel in quarrels)

    found = smallest(range(31), contradict)
    assert contradict(found)
    assert not any(contradict([other for other in found if other != one]) for one in found)


def test_what_comes_first_is_spared_first():
    assert smallest("abc", lambda some: len(some) > 1) == ["b", "c"]


def test_few_questions_are_asked_about_many_superfluous_things():
    asked = []

    def contradict(some: object) -> bool:
        asked.append(some)
        return {700, 900} <= set(some)  # type: ignore[call-overload, no-any-return]

    smallest(range(1000), contradict)
    assert len(asked) < 60
