"""Files from which nothing can be read: each gets a code and a sentence, never a traceback."""

from __future__ import annotations

import os
import zipfile
import zlib
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from birlik.formats.origins import UnreadableFile
from birlik.formats.planfile import read
from birlik.formats.workbook.reader import workbook_plan
from tests.formats.workbook.making import changed, packed, parts, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SHEET = "xl/worksheets/sheet1.xml"


def refusal(content: bytes) -> str:
    """Code and sentence with which a file is refused."""
    with pytest.raises(UnreadableFile) as refused:
        workbook_plan(content)
    return refused.value.finding.text


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="B101 there is no such file"):
        read(tmp_path / "plan.xlsx")


def test_a_folder_and_what_is_no_ordinary_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="B101 it is a folder"):
        read(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableFile, match="B101 it is not an ordinary file"):
        read(tmp_path / "pipe")
    with pytest.raises(UnreadableFile, match="B101"):
        read(tmp_path / "no\0name")


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").touch()
    with pytest.raises(UnreadableFile, match="B104 the file is empty"):
        read(tmp_path / "plan.xlsx")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (OLE + "Workbook".encode("utf-16-le"), r"an old Excel workbook \(.xls\)"),
        (OLE + "WordDocument".encode("utf-16-le"), "a Word document"),
        (OLE, "an old Office file"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"{\\rtf1 hello}", "a rich-text document"),
        (b"Id;Title\nS-1;Landing\n", r"a text file \(CSV\)"),
        ("Код;Название\n".encode("cp1251"), r"a text file \(CSV\)"),
        ("Id\tTitle\n".encode("utf-16"), r"a text file \(CSV\)"),
        (b"Dear colleagues", "a text file"),
        (b'\xef\xbb\xbf{"format": 1}', "JSON"),
        (b"<!DOCTYPE html><html><table>", "a web page"),
        (b"<?xml version='1.0'?><Workbook>", "an XML file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (bytes(range(256)), "no workbook"),
        (packed({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<t/>"}), "a Word document"),
        (packed({"mimetype": b"x", "content.xml": b"<office/>"}), "an OpenDocument file"),
        (
            packed({"xl/workbook.bin": b"", "[Content_Types].xml": b"<t/>"}),
            "a binary Excel workbook",
        ),
        (packed({"notes.txt": b"hello"}), "a zip archive without a workbook"),
    ],
)
def test_a_file_of_another_kind_is_called_by_its_name(content: bytes, kind: str) -> None:
    with pytest.raises(UnreadableFile, match=f"B102 this (is|looks like) {kind}.*xlsx"):
        workbook_plan(content)


def test_an_encrypted_workbook() -> None:
    assert refusal(OLE + "EncryptedPackage".encode("utf-16-le")) == (
        "B103 the workbook is encrypted; take its password off and save it again"
    )
    # The other way to encrypt: each entry of the archive.
    locked = bytearray(workbook())
    for header, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = -1
        while (at := locked.find(header, at + 1)) >= 0:
            locked[at + flags] |= 1
    assert refusal(bytes(locked)).startswith("B103")


@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_workbook_that_is_cut_off(part: float) -> None:
    content = workbook()
    assert refusal(content[: int(len(content) * part)]).startswith("B104 the file is cut off")


def test_a_part_with_a_wrong_checksum() -> None:
    made = parts(workbook())
    content = bytearray(packed(made, zipfile.ZIP_STORED))
    at = content.index(b"<sheetData>")
    content[at + 1] ^= 1
    assert refusal(bytes(content)).startswith("B104")


def test_xml_that_is_not_sound_or_not_there() -> None:
    assert refusal(changed(workbook(), SHEET, "</sheetData>", "")) == (
        "B104 the file is cut off or damaged (xl/worksheets/sheet1.xml); open it in Excel or "
        "LibreOffice, save it again, or take it anew from its source"
    )
    made = parts(workbook())
    del made[SHEET]
    assert refusal(packed(made)).startswith('B104 the sheet "Exercise" is missing from the file')


def test_an_archive_that_unpacks_to_more_than_any_plan() -> None:
    made = parts(workbook())
    # 300 MB of spaces pack into 300 kB.
    made["xl/media/image1.bin"] = bytes(300 * 2**20)
    content = packed(made)
    assert len(content) < 2**20
    assert refusal(content).startswith("B105 it would unpack to more than 256 MB")


def test_an_archive_that_lies_about_its_sizes() -> None:
    made = parts(workbook())
    made["xl/media/image1.bin"] = bytes(300 * 2**20)
    content = bytearray(packed(made))
    entry = content.rindex(b"xl/media/image1.bin") - 46
    content[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    assert refusal(bytes(content))[:4] in ("B104", "B105")


def test_an_archive_of_countless_parts() -> None:
    made = parts(workbook()) | {f"xl/media/{n}.bin": b"" for n in range(6000)}
    assert refusal(packed(made)).startswith("B105 it holds 6,0")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_with_two_parts_of_one_name(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(workbook())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(SHEET, b"<worksheet/>")
    assert refusal(path.read_bytes()).startswith("B104 the file holds a part twice")


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_a_document_type_is_refused(name: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    content = changed(workbook(), name, 'standalone="yes"?>', f'standalone="yes"?>{bomb}')
    assert refusal(content).startswith(f"B105 it declares a document type ({name})")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("XFD1048576", "B105 a sheet reaches to row 1,048,576; at most 200,000 are read"),
        ("A200001", "B105 a sheet reaches to row 200,001"),
        ("ALM2", "B105 a sheet reaches to column ALM; at most 1,000 are read"),
        ("ALL150000", "B105 a sheet of 150,000 rows and 1,000 columns is larger than any plan"),
        ("A0", "B104"),
        ("ABCD1", "B104"),
        ("2B", "B104"),
    ],
)
def test_a_lone_cell_far_away_makes_no_room_for_all_between(cell: str, reason: str) -> None:
    far = f'<row r="3"><c r="{cell}"><v>1</v></c></row></sheetData>'
    assert refusal(changed(workbook(), SHEET, "</sheetData>", far)).startswith(reason)


def test_a_lone_cell_far_away_in_another_namespace_or_without_a_name() -> None:
    far = '<x:row r="3" xmlns:x="urn:x"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row></sheetData>'
    assert refusal(changed(workbook(), SHEET, "</sheetData>", far)).startswith("B105")
    nameless = '<row r="1048570"><c><v>1</v></c></row></sheetData>'
    assert refusal(changed(workbook(), SHEET, "</sheetData>", nameless)).startswith("B105")


def test_empty_cells_far_away_do_no_harm() -> None:
    far = '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    read = workbook_plan(changed(workbook(), SHEET, "</sheetData>", far))
    assert read.plan.exercise.id == "U-24"


def test_a_number_of_texts_that_cannot_be_there() -> None:
    content = changed(
        workbook(), "xl/sharedStrings.xml", 'uniqueCount="', 'uniqueCount="99999999999'
    )
    assert refusal(content).startswith("B104")


def test_a_wrong_dimension_is_not_believed() -> None:
    made = parts(workbook())
    made[SHEET] = made[SHEET].replace(b'ref="A1:D2"', b'ref="A1:XFD1048576"')
    assert workbook_plan(packed(made)).plan.exercise.id == "U-24"


@cache
def _sound() -> bytes:
    def formats(book, sheets):
        bold = book.add_format({"bold": True, "bg_color": "#FF0000", "num_format": "0.0"})
        sheets["Notes"].merge_range("C1:D2", "together", bold)
        sheets["Notes"].write_formula("A4", "=B1*2", bold, 3)
        sheets["Serials"].write_formula("D2", "=1+1", None, 2)
        sheets["Serials"].write_comment("A1", "A code")

    notes = [["Hello", 1.5], [True, timedelta(hours=1)]]
    return workbook(Notes=notes, change=formats)


def _never_a_traceback(content: bytes) -> None:
    code = "read"
    try:
        workbook_plan(content)
    except UnreadableFile as refused:
        code = refused.finding.code
    assert code in {"read", "B102", "B103", "B104", "B105"}


DAMAGE = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=80)


@given(data=st.data())
@DAMAGE
def test_damaged_bytes_never_give_a_traceback(data: st.DataObject) -> None:
    content = bytearray(_sound())
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[at] = data.draw(st.integers(0, 255))
    _never_a_traceback(bytes(content[: data.draw(st.integers(len(content) // 2, len(content)))]))


@given(data=st.data())
@DAMAGE
def test_damaged_parts_never_give_a_traceback(data: st.DataObject) -> None:
    made = parts(_sound())
    name = data.draw(st.sampled_from(sorted(made)))
    part = bytearray(made[name])
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, max(len(part) - 1, 0)))
        length = data.draw(st.integers(0, 6))
        new = st.sampled_from(
            [b"", b"0", b"-1", b"999999999999", b"1e308", b"NaN", b"&#9;", b"/", b"Z"]
        )
        part[at : at + length] = data.draw(new)
    _never_a_traceback(packed(made | {name: bytes(part)}))


def test_random_bytes_behind_the_mark_of_an_archive() -> None:
    assert refusal(b"PK\x03\x04" + zlib.compress(bytes(1000))).startswith("B104")


def test_the_clock_of_the_file_does_not_matter() -> None:
    # Numbers that are no dates where dates are expected are findings, not failures.
    rows = [["Id", "Earliest start"], ["S-1", 1e12], ["S-2", -1]]

    def dates(book, sheets):
        look = book.add_format({"num_format": "yyyy-mm-dd"})
        sheets["Serials"].write_number(1, 1, 1e12, look)
        sheets["Serials"].write_number(2, 1, -1, look)
        sheets["Serials"].write_datetime(3, 1, datetime(9999, 12, 31), look)  # noqa: DTZ001

    read = workbook_plan(workbook(Serials=rows, change=dates))
    assert {found.code for found in read.findings} == {"B120"}
