"""``birlik document`` writes for its reader, in his language, in the form of the file's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from birlik.planning.timetable import Timetable
from tests.building import placed, timetable_with
from tests.cli.running import birlik, stored
from tests.cli.test_release_to import SECRET, plan
from tests.formats.documents.pdftext import text_of_pdf
from tests.release.forms import text_of


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A plan and its timetable."""
    held: Timetable = timetable_with(
        plan(),
        placed("S-1", "2024-07-09 09:00", areas="RANGE", units="U-1"),
        placed("S-2", "2024-07-09 12:00", areas="RANGE", units="U-1"),
    )
    file = tmp_path / "timetable.json"
    file.write_text(held.model_dump_json(), encoding="utf-8")
    return stored(plan(), tmp_path / "plan.json"), file


def test_a_joint_plan_for_one_nation_holds_what_it_may_read(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "plan.pdf"
    ended = birlik(
        "document",
        files[0],
        "--timetable",
        files[1],
        "--for",
        "KAZ",
        "--language",
        "ru",
        "--out",
        out,
    )
    assert ended.code == 0
    text = text_of_pdf(out.read_bytes())
    assert SECRET not in text
    assert "9 июля 2024 г." in text


def test_the_same_is_written_for_word_and_notices_as_text(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    word, notes = tmp_path / "plan.docx", tmp_path / "notices.txt"
    birlik("document", files[0], "--timetable", files[1], "--out", word)
    assert SECRET in text_of(word.read_bytes())
    ended = birlik(
        "document", files[0], "--timetable", files[1], "--kind", "notices", "--out", notes
    )
    assert ended.code == 0
    assert notes.read_text(encoding="utf-8") == ""


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--language", "xx"], 'documents are not written in "xx"'),
        (["--zone", "Nowhere"], 'no time zone is called "Nowhere"'),
        (["--for", "NOR"], 'no nation is called "NOR"'),
    ],
)
def test_what_cannot_be_written_is_refused_in_a_sentence(
    files: tuple[Path, Path], tmp_path: Path, more: list[str], said: str
) -> None:
    out = tmp_path / "plan.pdf"
    ended = birlik("document", files[0], "--timetable", files[1], "--out", out, *more)
    assert ended.code != 0
    assert said in ended.err
    assert not out.exists()


def test_a_name_that_is_no_document_is_refused(files: tuple[Path, Path], tmp_path: Path) -> None:
    ended = birlik("document", files[0], "--timetable", files[1], "--out", tmp_path / "plan.odt")
    assert ended.code != 0
    assert "let it end in .pdf or .docx" in ended.err
