"""Tables as files: what goes in comes out, and nothing of it is a formula."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from birlik.formats.tables import csv_bytes, defused

TEXTS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=12)
ROWS = st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=5)


@given(st.one_of(TEXTS, st.sampled_from(["=1", "+x", "-1", "-1-1", "@a", "\t=1", "1,5", "+7"])))
def test_nothing_looks_like_a_formula_and_numbers_stay_numbers(text: str) -> None:
    written = defused(text)
    assert written.removeprefix("'") == text.removeprefix("'") or written == text
    if not text.lstrip("+-").replace(".", "").replace(",", "").isdecimal():
        assert written[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n") or not written


@given(ROWS)
def test_what_csv_is_given_stands_in_it(rows: list[list[str]]) -> None:
    content = csv_bytes("REL TO KAZ", ["One", "Two"], rows).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(content, newline="")))
    assert read[:2] == [["REL TO KAZ"], ["One", "Two"]]
    assert read[2:] == [[defused(text) for text in row] for row in rows]
