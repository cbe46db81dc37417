"""The reference manual says what the vocabulary says, and never less."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter

from birlik.exercise.codes import CODES
from birlik.exercise.columns import columns_of
from birlik.exercise.plan import MODELS, SHEETS
from birlik.exercise.records.record import Record
from birlik.exercise.values.reading import Reading
from birlik.formats.manual import manual_pages
from birlik.formats.manual.__main__ import write_manual
from birlik.formats.manual.notations import ALL_NOTATIONS, NOTATIONS, Notation

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"

PAGES = manual_pages()


def test_the_pages_in_docs_are_those_of_this_vocabulary() -> None:
    there = {page.name: page.read_text(encoding="utf-8") for page in REFERENCE.iterdir()}
    stale = [name for name in sorted(PAGES | there) if there.get(name) != PAGES.get(name)]
    assert not stale, "run: python -m birlik.formats.manual docs/reference"


def test_a_folder_is_brought_up_to_date(tmp_path: Path) -> None:
    (tmp_path / "rules.md").write_text("old")
    (tmp_path / "gone.md").write_text("old")
    write_manual(tmp_path)
    assert {page.name: page.read_text(encoding="utf-8") for page in tmp_path.iterdir()} == PAGES


def test_every_column_stands_in_a_row_of_its_sheet() -> None:
    shared = {column.name for column in columns_of(Record)}
    for kind, model in MODELS.items():
        page = PAGES[f"{model.__module__.rpartition('.')[2]}.md"]
        start = re.search(rf"^#+ {SHEETS[kind]}$", page, re.MULTILINE)
        assert start, SHEETS[kind]
        section = page[start.end() :].split("\n## ")[0]
        for column in columns_of(model):
            row = re.search(rf"^\| \*\*{re.escape(column.heading)}\*\*.*$", section, re.MULTILINE)
            if column.name in shared:
                assert f"**{column.heading}**" in PAGES["README.md"]
                continue
            assert row, column.heading
            assert column.help.replace("|", "\\|") in row[0]
            assert (" \\* |" in row[0]) == column.needed
            assert row[0].endswith(f"| `{column.name}` |")
            for choice in column.choices:
                assert choice in row[0]


def test_every_code_stands_in_the_list_of_findings() -> None:
    for code, described in CODES.items():
        row = f"| {code} | {described.severity} | {described.meaning} |"
        assert PAGES["findings.md"].count(row) == 1


def test_every_link_leads_somewhere() -> None:
    anchors = {
        name: {
            heading.lower().replace(" ", "-")
            for heading in re.findall(r"^#+ (.+)$", page, re.MULTILINE)
        }
        | set(re.findall(r'<a id="([^"]+)">', page))
        for name, page in PAGES.items()
    }
    for name, page in PAGES.items():
        if not name.endswith(".md"):
            continue
        for target, _, anchor in re.findall(r"\]\(([^)#]*)(#([^)]+))?\)", page):
            if target.startswith("../"):
                assert (REFERENCE / target).exists(), target
            else:
                assert target in PAGES, f"{name} leads to {target}"
                assert not anchor or anchor in anchors[target], f"{name}: {target}#{anchor}"


def test_tables_keep_their_columns_whatever_the_cells_hold() -> None:
    for name, page in PAGES.items():
        for table in (
            re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE) if name.endswith(".md") else ()
        ):
            widths = {len(re.split(r"(?<!\\)\|", row)) for row in table.splitlines()}
            assert len(widths) == 1, (name, table[:80])


@pytest.mark.parametrize("notation", NOTATIONS, ids=lambda notation: notation.anchor)
def test_every_example_of_a_notation_can_be_read(notation: Notation) -> None:
    reader = TypeAdapter(notation.kind)
    for example in notation.examples:
        value = reader.validate_python(example, context=Reading(zone=ZoneInfo("Asia/Aqtau")))
        assert value is False or value, example


def test_no_two_notations_have_one_name() -> None:
    assert len({notation.anchor for notation in ALL_NOTATIONS}) == len(ALL_NOTATIONS)


def test_pages_are_written_for_people() -> None:
    for name, page in PAGES.items():
        if name.endswith(".md"):
            assert page.startswith("# ")
            assert "``" not in page
            assert "None" not in page
    assert "Action items" in PAGES["cooperation.md"]
