"""Nothing of what is not released to a reader is in anything that he is given, whatever it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from birlik.exercise.columns import columns_of
from birlik.exercise.plan import MODELS
from birlik.exercise.release import AUTHOR, Reader
from tests.release.forms import QUICK, finds, forms, text_of
from tests.release.markers import (
    DECIDING,
    TAKING,
    Planting,
    hidden_markers,
    hidden_spots,
    planted,
    readers,
)

PLANTINGS = st.integers(0, 10**6).map(Planting)

unhurried = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def test_every_field_of_every_kind_is_planted() -> None:
    made, other = planted(Planting(1)), planted(Planting(1), lambda spot: True)
    for kind, number, record in made.plan.every_record():
        twin = other.plan.records(kind)[number]
        for name in (column.name for column in columns_of(MODELS[kind])):
            decides = name in DECIDING or name in TAKING or name == "kind"
            differs = getattr(record, name) != getattr(twin, name)
            assert differs or decides or name in record.unread, (kind, name)


def _leaves_no_trace(
    planting: Planting, reader: Reader, folder: Path, names: frozenset[str]
) -> None:
    """Look for markers in forms, and compare them with those of a plan that differs in what is hidden."""
    made = planted(planting)
    spots, hidden = hidden_spots(made, reader), hidden_markers(made, reader)
    other = planted(planting, spots.__contains__)
    assert hidden_spots(other, reader) == spots
    twins = forms(other, reader, folder, names)
    for name, content in forms(made, reader, folder, names).items():
        text = text_of(content)
        assert [marker for marker in hidden if finds(text, marker)] == [], name
        assert content == twins[name], name


@settings(unhurried, max_examples=40)
@given(planting=PLANTINGS, reader=st.sampled_from([*readers()]))
def test_no_form_holds_a_trace_of_what_is_hidden(
    planting: Planting, reader: Reader, tmp_path: Path
) -> None:
    _leaves_no_trace(planting, reader, tmp_path, QUICK)


@pytest.mark.parametrize(("number", "reader"), [*enumerate(readers())][::3], ids=str)
def test_neither_the_page_nor_the_workbook_nor_a_document_on_paper_holds_one(
    number: int, reader: Reader, tmp_path: Path
) -> None:
    _leaves_no_trace(Planting(number), reader, tmp_path, frozenset({"page", "workbook", "papers"}))


def test_markers_are_hidden_from_every_reader_and_seen_by_the_author(tmp_path: Path) -> None:
    made = planted(Planting(1))
    assert hidden_markers(made, AUTHOR) == frozenset()
    found = forms(made, AUTHOR, tmp_path, frozenset({"plan", "workbook"}))
    for content in found.values():
        text = text_of(content)
        assert [marker for marker in made.markers.values() if not finds(text, marker)] == []
    assert all(hidden_markers(made, reader) for reader in readers())
