"""Entries and parts of compiled code."""

from __future__ import annotations

import pytest

from birlik.planning.compiled import entry, part


@part
def _doubled(number: int) -> int:
    return 2 * number


@entry
def _quadrupled(number: int) -> int:
    return int(_doubled(_doubled(number)))


def test_an_entry_calls_its_parts() -> None:
    assert _quadrupled(3) == 12


def test_python_is_told_that_it_cannot_call_a_part() -> None:
    _quadrupled(3)
    with pytest.raises(TypeError, match="_doubled is a part of compiled functions"):
        _doubled(3)
