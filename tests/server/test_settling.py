"""What a server does once it listens."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from birlik.server.settling import YOUNG, settle


@pytest.fixture
def garbage() -> Iterator[None]:
    """Python looks for garbage as before once the test is over."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


@pytest.mark.usefixtures("garbage")
def test_what_a_server_was_started_with_is_not_looked_through_any_more() -> None:
    settle().join()
    assert gc.get_freeze_count() > 50_000
    assert gc.get_threshold()[0] == YOUNG
    assert gc.isenabled()
