"""The measurements of the live stream, with few readers and no figure asked for: so they go on working."""

import math

from benchmarks import live


def test_every_change_is_measured_for_every_reader(tmp_path):
    found = live.reached(tmp_path / "birlik", readers=20, changes=3, clients=2)
    assert len(found.seconds) == 20 * 3
    assert all(0 < seconds < 60 for seconds in found.seconds)
    assert found.seats == 15
    assert math.isfinite(found.bytes_each)


def test_the_bare_stream_is_measured_in_the_same_way():
    assert 0 < live.bare(readers=10, changes=2, clients=1) < 60


def test_a_start_is_measured(tmp_path):
    assert live.started(tmp_path / "birlik", times=2).target == "3 s"
