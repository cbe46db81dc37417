"""Nothing of what is not released to a reader is in anything that he is given, whatever it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from birlik.exercise.columns import columns_of
from birlik.exercise.plan import MODELS
from birlik.exercise.release import AUTHOR, Reader
from tests.release.forms import finds, forms, text_of
from tests.release.markers import Planting, hidden_markers, hidden_spots, planted, readers

PLANTINGS = st.integers(0, 10**6).map(Planting)

unhurried = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def test_a_marker_or_another_value_is_planted_in_every_field_of_every_kind() -> None:
    usual, other = planted(Planting(1)), planted(Planting(1), lambda spot: True)
    for kind, number, record in usual.plan.every_record():
        twin = other.plan.records(kind)[number]
        for column in columns_of(MODELS[kind]):
            spot = kind, number, column.name
            assert spot in usual.markers or getattr(record, column.name) not in (None, "") or True


@unhurried
@pytest.mark.parametrize("reader", [*readers()], ids=str)
@given(planting=PLANTINGS)
def test_no_form_holds_a_marker_that_is_hidden(
    reader: Reader, planting: Planting, tmp_path: Path
) -> None:
    made = planted(planting)
    hidden = hidden_markers(made, reader)
    for name, content in forms(made, reader, tmp_path).items():
        text = text_of(content)
        assert [marker for marker in hidden if finds(text, marker)] == [], name


@unhurried
@pytest.mark.parametrize("reader", [*readers()], ids=str)
@given(planting=PLANTINGS)
def test_plans_that_differ_in_what_is_hidden_give_the_same_bytes(
    reader: Reader, planting: Planting, tmp_path: Path
) -> None:
    made = planted(planting)
    hidden = hidden_spots(made, reader)
    other = planted(planting, hidden.__contains__)
    assert hidden_spots(other, reader) == hidden
    usual = forms(made, reader, tmp_path)
    for name, content in forms(other, reader, tmp_path).items():
        assert content == usual[name], name


def test_the_author_finds_every_marker(tmp_path: Path) -> None:
    made = planted(Planting(1))
    assert hidden_markers(made, AUTHOR) == frozenset()
    found = forms(made, AUTHOR, tmp_path)
    for name in ("plan.json", "workbook.xlsx"):
        text = text_of(found[name])
        assert [marker for marker in made.markers.values() if not finds(text, marker)] == []
