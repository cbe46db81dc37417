"""A document as a Word file (.docx), of the same content as its PDF."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from birlik.formats.documents.document import (
    Alignment,
    Block,
    Document,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Signatures,
    Table,
    TitlePage,
    Verbatim,
    legible,
)
from birlik.formats.documents.pdf import picture
from birlik.formats.documents.wordstyles import (
    INK_BLUE,
    MUTED,
    TINT,
    field,
    page_frame,
    ruled,
    shade,
    styled,
)

if TYPE_CHECKING:
    from docx.document import Document as WordFile

#: Width between the margins, in twentieths of a point, as Word counts.
_WIDTH = 9640

#: When every file says it was made: a fixed moment, so that the same document gives the same bytes.
_STAMP = (2000, 1, 1, 0, 0, 0)


def word(document: Document) -> bytes:
    """A document as a Word file; the same document always gives the same bytes."""
    import docx

    file = docx.Document()
    styled(file, document.language)
    page_frame(file, document)
    if document.front is not None:
        _front(file, document, document.front)
    for number, part in enumerate(document.parts, start=1):
        if part.title:
            title = f"{number}  {part.title}" if document.front is not None else part.title
            heading = file.add_heading(legible(title), level=1)
            heading.paragraph_format.page_break_before = part.new_page and number > 1
        for block in part.blocks:
            _block(file, block)
    core = file.core_properties
    core.title, core.author, core.comments = legible(document.title)[:250], "", ""
    core.created = core.modified = datetime(*_STAMP)  # noqa: DTZ001
    core.last_modified_by, core.language = "", document.language
    return _packed(file)


def _packed(file: WordFile) -> bytes:
    """The file with a fixed time on each of its parts."""
    made, packed = io.BytesIO(), io.BytesIO()
    file.save(made)
    with (
        zipfile.ZipFile(made) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist(), key=lambda each: (not each.startswith("["), each)):
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()


def _front(file: WordFile, document: Document, front: TitlePage) -> None:
    """The title page, and the table of contents, which Word counts when it opens the file."""
    from docx.shared import Pt

    nations = file.add_paragraph(legible("   ·   ".join(front.nations)), style="Front")
    nations.paragraph_format.space_after = Pt(110)
    title = file.add_paragraph(legible(front.title), style="Front title")
    ruled(title, top=True)
    kind = file.add_paragraph(legible(front.kind), style="Front kind")
    ruled(kind, bottom=True)
    theme = file.add_paragraph(legible(front.theme), style="Front theme")
    theme.paragraph_format.space_after = Pt(150)
    _facts(file, front.facts)
    contents = file.add_paragraph(legible(front.contents), style="Contents title")
    contents.paragraph_format.page_break_before = True
    titles = [f"{number}  {part.title}" for number, part in enumerate(document.parts, start=1)]
    field(file.add_paragraph(), 'TOC \\o "1-2" \\h', list(map(legible, titles)))
    file.add_page_break()  # type: ignore[no-untyped-call]


def _block(file: WordFile, block: Block) -> None:
    if isinstance(block, Heading):
        file.add_heading(legible(block.text), level=2)
    elif isinstance(block, Paragraph):
        style = {"aside": "Aside", "lead": "Lead", "right": "Right"}.get(block.look, "Normal")
        file.add_paragraph(legible(block.text), style=style)
    elif isinstance(block, Facts):
        _facts(file, block.rows)
    elif isinstance(block, Verbatim):
        shade(file.add_paragraph(legible(block.text), style="Verbatim"), TINT)
    elif isinstance(block, Picture):
        _picture(file, block)
    elif isinstance(block, Signatures):
        _signatures(file, block)
    else:
        _table(file, block)


def _picture(file: WordFile, block: Picture) -> None:
    from docx.shared import Mm

    file.add_picture(io.BytesIO(picture(block.map)), width=Mm(168))
    shown = file.paragraphs[-1]
    shown.paragraph_format.keep_with_next = True
    # What the picture shows, for those who cannot see it.
    for description in shown._p.iter(
        "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    ):
        description.set("descr", legible(block.caption))
    file.add_paragraph(legible(block.caption), style="Aside")


def _facts(file: WordFile, rows: Iterable[tuple[str, str]]) -> None:
    grid = _Grid(file, (32, 68), lined=False)
    for name, value in rows:
        grid.row((name, value), colours=(MUTED, ""))
    grid.done()


def _table(file: WordFile, block: Table) -> None:
    columns = block.columns
    aligned = tuple(column.align for column in columns)
    grid = _Grid(file, tuple(column.share for column in columns))
    grid.row(tuple(c.title for c in columns), aligned, bold=True, head=True)
    for group in block.groups:
        if group.title:
            grid.across(group.title, len(columns))
        for row in group.rows:
            grid.row(row, aligned)
    if block.sums:
        grid.row(block.sums, aligned, bold=True)
    grid.done()


def _signatures(file: WordFile, block: Signatures) -> None:
    grid = _Grid(file, (11, 17, 12, 16, 17), boxed=True)
    grid.row(block.titles, bold=True, head=True)
    for row in block.rows:
        grid.row((row.nation, row.name, row.date, row.reservations, ""), height=1100)
    grid.done()


class _Grid:
    """A table as XML: Word's own objects would take a second for a hundred rows."""

    def __init__(
        self,
        file: WordFile,
        shares: tuple[float, ...],
        *,
        lined: bool = True,
        boxed: bool = False,
    ) -> None:
        from docx.oxml import OxmlElement

        self._make, self._file = OxmlElement, file
        whole = sum(shares)
        self._widths = [round(_WIDTH * share / whole) for share in shares]
        self._lined = lined
        self._table = OxmlElement("w:tbl")
        properties = self._in(self._table, "w:tblPr")
        self._in(properties, "w:tblW", w=str(_WIDTH), type="dxa")
        if lined or boxed:
            borders = self._in(properties, "w:tblBorders")
            edges = ("top", "bottom", "insideH") + (("left", "right", "insideV") if boxed else ())
            for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
                if edge in edges:
                    strong = edge in ("top", "bottom")
                    size, colour = ("8", "16222B") if strong else ("4", "B9C5CD")
                    self._in(borders, f"w:{edge}", val="single", sz=size, space="0", color=colour)
        self._in(properties, "w:tblLayout", type="fixed")
        grid = self._in(self._table, "w:tblGrid")
        for width in self._widths:
            self._in(grid, "w:gridCol", w=str(width))

    def row(
        self,
        cells: tuple[str, ...],
        aligned: tuple[Alignment, ...] = (),
        *,
        bold: bool = False,
        head: bool = False,
        height: int = 0,
        colours: tuple[str, ...] = (),
    ) -> None:
        """Add a row; a head stands on each page that the table reaches."""
        row = self._in(self._table, "w:tr")
        properties = self._in(row, "w:trPr")
        self._in(properties, "w:cantSplit")
        if height:
            self._in(properties, "w:trHeight", val=str(height), hRule="atLeast")
        if head:
            self._in(properties, "w:tblHeader")
        for number, (text, width) in enumerate(zip(cells, self._widths, strict=True)):
            cell = self._cell(row, width, TINT if head else "")
            side = aligned[number] if aligned else "left"
            colour = INK_BLUE if head else colours[number] if colours else ""
            self._text(cell, text, bold=bold, side=side, colour=colour)

    def across(self, text: str, columns: int) -> None:
        """Add a row with one text in it, kept with the next."""
        row = self._in(self._table, "w:tr")
        self._in(self._in(row, "w:trPr"), "w:cantSplit")
        cell = self._cell(row, sum(self._widths), TINT, columns)
        self._text(cell, text, bold=True, keep=True)

    def done(self) -> None:
        """Put the table into the file, with some room after it."""
        body = self._file.element.body
        body.insert(len(body) - 1, self._table)
        self._file.add_paragraph(style="Gap")

    def _cell(self, row: Any, width: int, fill: str, span: int = 1) -> Any:
        cell = self._in(row, "w:tc")
        properties = self._in(cell, "w:tcPr")
        self._in(properties, "w:tcW", w=str(width), type="dxa")
        if span > 1:
            self._in(properties, "w:gridSpan", val=str(span))
        if fill:
            self._in(properties, "w:shd", val="clear", color="auto", fill=fill)
        return cell

    def _text(
        self,
        cell: Any,
        text: str,
        *,
        bold: bool,
        side: Alignment = "left",
        colour: str = "",
        keep: bool = False,
    ) -> None:
        paragraph = self._in(cell, "w:p")
        properties = self._in(paragraph, "w:pPr")
        self._in(properties, "w:pStyle", val="Cell")
        if keep:
            self._in(properties, "w:keepNext")
        if side != "left":
            self._in(properties, "w:jc", val=side)
        for number, line in enumerate(legible(text).split("\n")):
            run = self._in(paragraph, "w:r")
            if bold or colour:
                look = self._in(run, "w:rPr")
                if bold:
                    self._in(look, "w:b")
                if colour:
                    self._in(look, "w:color", val=colour)
            if number:
                self._in(run, "w:br")
            held = self._in(run, "w:t")
            held.text = line
            held.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def _in(self, parent: Any, name: str, **attributes: str) -> Any:
        from docx.oxml.ns import qn

        made = self._make(name)
        for key, value in attributes.items():
            made.set(qn(f"w:{key}"), value)
        parent.append(made)
        return made
