"""While much is made, garbage is left alone; afterwards everything is as it was."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from threading import Thread

import pytest

from birlik.planning import garbage
from birlik.planning.garbage import garbage_left_alone


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    gc.enable()


def test_garbage_is_looked_for_again_afterwards() -> None:
    with garbage_left_alone():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_also_after_a_failure() -> None:
    with pytest.raises(KeyError), garbage_left_alone():
        raise KeyError
    assert gc.isenabled()


def test_who_does_not_look_for_garbage_at_all_does_not_afterwards_either() -> None:
    gc.disable()
    with garbage_left_alone():
        pass
    assert not gc.isenabled()


def test_the_last_of_several_threads_looks_again() -> None:
    with garbage_left_alone():
        with garbage_left_alone():
            pass
        assert not gc.isenabled()
        other = Thread(target=garbage_left_alone()(lambda: None))
        other.start()
        other.join()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_was_made_counts_as_old_and_nothing_is_kept_for_good(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(garbage, "MANY", 100)
    with garbage_left_alone():
        made = [[number] for number in range(10_000)]
    assert gc.get_freeze_count() == 0
    young = {id(thing) for thing in gc.get_objects(generation=0)}
    assert not young.intersection(map(id, made))


def test_what_somebody_else_keeps_for_good_stays_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "MANY", 100)
    gc.freeze()
    try:
        kept = gc.get_freeze_count()
        with garbage_left_alone():
            made = [[number] for number in range(10_000)]
        assert made
        assert gc.get_freeze_count() > kept // 2 > 0
    finally:
        gc.unfreeze()
