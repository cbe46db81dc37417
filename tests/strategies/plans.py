"""Records and plans, made from the models themselves."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from birlik.exercise.columns import RecordKind, columns_of
from birlik.exercise.plan import MODELS, Plan
from birlik.exercise.records.record import Record
from birlik.exercise.values.reading import Reading
from birlik.formats.records import record_of
from birlik.formats.stored import restored
from birlik.formats.workbook.headings import (
    heading_fields,
    heading_text,
    plain_heading,
    plain_name,
)
from tests.strategies.sheets import foreign_sheets, kept_values
from tests.strategies.values import ZONES, ids, texts, values


def headings(kind: RecordKind) -> st.SearchStrategy[str]:
    """Headings of columns that are not part of the vocabulary."""
    return texts(20).map(heading_text).filter(lambda text: _is_free_heading(kind, text))


def _is_free_heading(kind: RecordKind, text: str) -> bool:
    numbered = text.endswith(")") and " (" in text
    known = plain_heading(text) in heading_fields(kind)
    return bool(plain_name(text)) and not known and not numbered


@st.composite
def records(draw: st.DrawFn, kind: RecordKind, zone: str = "Asia/Aqtau") -> Record:
    """Records of a kind, with any of its fields, of further columns and of values nobody can read."""
    reading = Reading(zone=ZoneInfo(zone))
    columns = columns_of(MODELS[kind])
    fields = draw(
        st.fixed_dictionaries(
            {"id": ids()},
            optional={c.name: values(kind, c.name) for c in columns if c.name != "id"},
        )
    )
    if kind is RecordKind.EXERCISE:
        fields["time_zone"] = zone
    extra = draw(
        st.dictionaries(headings(kind), kept_values(), max_size=2)
        if draw(st.integers(0, 3)) == 0
        else st.just({})
    )
    if len({plain_name(name) for name in extra}) == len(extra):
        fields["extra"] = extra
    if draw(st.integers(0, 3)) == 0:
        names = [c.name for c in columns if c.name not in ("id", "time_zone")]
        name = draw(st.sampled_from(names))
        raw = draw(
            st.sampled_from(["\x07", "nonsense; (", -7, {"error": "#N/A"}, {"time": "08:00:30"}])
        )
        if record_of(MODELS[kind], {name: restored(raw)}, reading)[1]:
            fields.pop(name, None)
            fields["unread"] = {name: raw}
    return MODELS[kind].model_validate(fields, context=reading)


@st.composite
def plans(draw: st.DrawFn, most: int = 2) -> Plan:
    """Plans with up to `most` records of each kind, not always of every kind."""
    zone = draw(st.sampled_from(ZONES))
    parts: dict[str, Any] = {}
    for kind in draw(st.sets(st.sampled_from(list(MODELS)), max_size=6)):
        if kind is RecordKind.EXERCISE:
            parts[kind.value] = draw(records(kind, zone))
        else:
            parts[kind.value] = tuple(draw(st.lists(records(kind, zone), max_size=most)))
    if draw(st.integers(0, 3)) == 0:
        parts["foreign_sheets"] = draw(foreign_sheets())
    return Plan(**parts)
