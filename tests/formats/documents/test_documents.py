"""Documents show every text as it is, on A4, under a marking on each page, in PDF and in Word."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from pathlib import Path

import defusedxml.ElementTree as Xml
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from birlik.formats.documents.document import (
    Block,
    Column,
    Document,
    Facts,
    Group,
    Heading,
    Paragraph,
    Part,
    Picture,
    Signatory,
    Signatures,
    Table,
    TitlePage,
    Verbatim,
    legible,
)
from birlik.formats.documents.maps import Feature, drawn
from birlik.formats.documents.pdf import pages, pdf
from birlik.formats.documents.word import word
from tests.formats.documents.pdftext import pages_of, text_of_pdf

#: What would be a command to Typst, to Word or to a reader of either, if it were not a text.
HOSTILE = (
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0": canvas',
    "#panic(1) $x^2$ *bold* _it_ `raw` <label> @ref",
    "] #pagebreak() [",
    '"}#{"',
    "= Heading\n- list\n+ enum\n/ term: x",
    r"\u{202e} \ #eval(\"1\")",
    "</w:t></w:r><w:instrText>INCLUDETEXT c:/x</w:instrText>",
    "{page} of {pages} {{page}}",
    "{ INCLUDEPICTURE http://example.org/x }",
    "&amp; ]]> <!-- <?xml ?>",
)

#: Letters of the eight languages that are not those of English.
ALPHABETS = {
    "az": "ƏəĞğÇçŞşİıÖöÜü",
    "kk": "ӘәҒғҚқҢңӨөҰұҮүҺһІі",
    "ky": "ӨөҮүҢң",
    "tg": "ҒғӢӣҚқӮӯҲҳҶҷ",
    "uz": "OʻoʻGʻgʻʼ",
    "ru": "ЁёЪъЫыЭэ№«»",
    "tr": "ĞğİıŞşÇçÖöÜüâîû",
    "all": "–—…·°′″×≥≤•",
}


def with_text(text: str, *, front: bool = True) -> Document:
    """A document in which a text stands wherever one can stand."""
    blocks: tuple[Block, ...] = (
        Heading(text),
        Paragraph(text),
        Paragraph(text, "aside"),
        Paragraph(text, "lead"),
        Facts(((text, text),)),
        Table(
            (Column(text, 1), Column(text, 2, "right")),
            (Group(text, ((text, text),)),),
            (text, text),
        ),
        Verbatim(text),
        Signatures((text, text, text, text, text), (Signatory(text, text, text, text),)),
    )
    shown = drawn(
        [
            Feature(
                "land",
                (((51.0, 43.0), (51.2, 43.0), (51.2, 43.2), (51.0, 43.0)),),
                text,
                (51.1, 43.1),
            )
        ]
    )
    assert shown is not None
    page = TitlePage((text, text), text, text, text, ((text, text),), text)
    return Document(
        language="en",
        title=text,
        kind=text,
        marking=text,
        standing=text,
        page="Page {page} of {pages}",
        front=page if front else None,
        parts=(Part(text, (*blocks, Picture(shown, text))),),
    )


def squeezed(text: str) -> str:
    """Text without the blanks, breaks and hyphens that setting it adds or swallows."""
    return re.sub(r"[\s\u200b\u00ad\u2010-]+", "", unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_a_command_stands_in_the_pdf_as_it_is(text: str) -> None:
    found = squeezed("".join(pages_of(pdf(with_text(text)))))
    # Title page, contents, heads, and each block: it is never swallowed and never carried out.
    assert found.count(squeezed(text)) >= 20


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_a_command_is_a_text_of_the_word_file(text: str) -> None:
    for name, content in parts_of(word(with_text(text))).items():
        tree = Xml.fromstring(content)
        codes = [each.text or "" for each in tree.iter() if each.tag.endswith("}instrText")]
        assert {code.strip().split()[0] for code in codes} <= {"TOC", "PAGE", "NUMPAGES"}, name
    body = parts_of(word(with_text(text)))["word/document.xml"]
    shown = "".join(t.text or "" for t in Xml.fromstring(body).iter() if t.tag.endswith("}t"))
    assert squeezed(shown).count(squeezed(text)) >= 20


def parts_of(content: bytes) -> dict[str, bytes]:
    """Parts of a Word file that are XML and not made by Word's own template."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            n: archive.read(n)
            for n in archive.namelist()
            if re.match(r"word/(document|header|footer)", n)
        }


@settings(max_examples=12, deadline=None)
@given(text=st.text(max_size=60))
def test_no_text_breaks_a_document(text: str) -> None:
    document = with_text(text, front=False)
    assert pdf(document) == pdf(document)
    for content in parts_of(word(document)).values():
        Xml.fromstring(content)


@given(text=st.text())
def test_a_legible_text_keeps_all_that_can_be_read(text: str) -> None:
    shown = legible(text)
    assert not re.search("[\ud800-\udfff\u202a-\u202e\u2066-\u2069\x00-\x09\x0b-\x1f]", shown)
    assert all(len(word) <= 36 for word in re.split(r"[ \n\u200b]", shown))
    if text.isprintable():
        assert shown.replace("\u200b", "") == text.replace("\u200b", "")


@pytest.mark.parametrize("letters", ALPHABETS.values(), ids=ALPHABETS)
def test_every_letter_of_the_eight_languages_is_drawn(letters: str) -> None:
    made = pdf(with_text(letters, front=False))
    # Upright, bold and italic; a letter that a face lacks would come from another one.
    assert set(re.findall(rb"/BaseFont/[A-Z]{6}\+([\w-]+?)(?:-Identity-H)?[/>\s]", made)) <= {
        b"LibertinusSerif-Regular",
        b"LibertinusSerif-Bold",
        b"LibertinusSerif-Italic",
        b"DejaVuSansMono",
    }
    assert "".join(pages_of(made)).count(letters) >= 8


def test_each_page_says_its_marking_its_state_and_its_number() -> None:
    many = tuple((f"S-{number}", "A serial") for number in range(150))
    table = Table((Column("Serial", 1), Column("Title", 3)), (Group("", many),))
    document = Document(
        "en", "Unity", "Joint plan", "REL TO AZE, KAZ", "Baseline MPC", "Page {page} of {pages}", None,
        (Part("Timetable", (table,)),),
    )  # fmt: skip
    found = pages_of(pdf(document))
    assert len(found) > 2
    for number, page in enumerate(found, start=1):
        assert page.count("REL TO AZE, KAZ") == 2
        assert "Baseline MPC" in page
        assert f"Page {number} of {len(found)}" in page
        # Headings stand on each page that a table reaches.
        assert "Title" in page


def test_the_outline_and_the_title_are_those_of_the_document() -> None:
    text = text_of_pdf(pdf(with_text("Caspian")))
    assert "Caspian" in text.splitlines()[-1]


def test_a_word_file_has_the_marking_in_its_head_and_foot_and_counts_its_pages() -> None:
    parts = parts_of(word(with_text("REL TO ALL")))
    assert sum(b"REL TO ALL" in content for name, content in parts.items() if "er1" in name) == 2
    assert b"NUMPAGES" in b"".join(parts.values())


def test_a_map_has_a_grid_a_scale_and_names_that_hide_no_other() -> None:
    rings = tuple((51 + dx, 43 + dy) for dx, dy in ((0, 0), (0.01, 0), (0.01, 0.01), (0, 0)))
    crowded = [Feature("land", (rings,), f"AREA-{n}", (51.005, 43.005)) for n in range(4)]
    shown = drawn(crowded)
    assert shown is not None
    assert len(shown.meridians) >= 2
    assert len(shown.parallels) >= 2
    assert shown.scale_label.endswith(" km")
    places = [shape.name_at for shape in shown.shapes]
    assert len(set(places)) == 4


def test_a_map_without_anything_is_none() -> None:
    assert drawn([]) is None


def test_pages_can_be_looked_at(tmp_path: Path) -> None:
    [first, *_] = pages(with_text("Look"), 30)
    assert first.startswith(b"\x89PNG")
