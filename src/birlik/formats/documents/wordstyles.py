"""How Word files look: styles, the frame of each page, fields, rules and shades."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from birlik.formats.documents.document import Document, legible

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.text.paragraph import Paragraph

#: A face that every Word has, with all letters of the eight languages.
FACE = "Times New Roman"

INK_BLUE, MUTED, TINT = "1C3F5A", "4D5D69", "EEF2F4"


def styled(file: WordFile, language: str) -> None:
    """Give a file its styles; all of its text is in one language."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    normal = file.styles["Normal"]
    _face(normal, 10.5)
    _language(normal, language)
    normal.paragraph_format.space_after = Pt(6)
    for name, size, before in (("Heading 1", 15, 16), ("Heading 2", 11.5, 11)):
        heading = file.styles[name]
        _face(heading, size)
        heading.font.bold = True
        heading.font.color.rgb = RGBColor.from_string(INK_BLUE if size == 15 else "16222B")
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = (
            Pt(before),
            Pt(6),
        )
        heading.paragraph_format.keep_with_next = True
    centre = WD_ALIGN_PARAGRAPH.CENTER
    for name, size, changes in (
        ("Cell", 8.5, {}),
        ("Gap", 4, {}),
        ("Aside", 8.5, {"colour": MUTED, "after": 6}),
        ("Lead", 12.5, {"italic": True, "after": 8}),
        ("Right", 10.5, {"align": WD_ALIGN_PARAGRAPH.RIGHT, "after": 6}),
        ("Verbatim", 8.5, {"face": "Courier New", "after": 8}),
        ("Front", 11.5, {"align": centre}),
        ("Front title", 28, {"align": centre, "bold": True, "colour": INK_BLUE, "after": 4}),
        ("Front kind", 17, {"align": centre, "after": 24}),
        ("Front theme", 12.5, {"align": centre, "italic": True}),
        ("Contents title", 15, {"bold": True, "colour": INK_BLUE, "after": 8}),
        ("Marking", 9.5, {"align": centre, "bold": True}),
        ("Frame", 8.5, {"colour": MUTED}),
    ):
        style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _dress(style, size, changes)


def _dress(style: Any, size: float, changes: dict[str, Any]) -> None:
    from docx.shared import Pt, RGBColor

    _face(style, size, changes.get("face", FACE))
    style.font.bold, style.font.italic = changes.get("bold"), changes.get("italic")
    if "colour" in changes:
        style.font.color.rgb = RGBColor.from_string(changes["colour"])
    style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.space_after = Pt(changes.get("after", 0))
    style.paragraph_format.alignment = changes.get("align")


def _face(style: Any, size: float, face: str = FACE) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.name, style.font.size = face, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # Faces of the theme would come before the one that is named.
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), face)


def _language(style: Any, language: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), language)
    style.element.get_or_add_rPr().append(lang)


def page_frame(file: WordFile, document: Document) -> None:
    """A4, with the marking at the head and the foot of each page, and its number."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm

    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(22), Mm(18)
    section.top_margin, section.bottom_margin = Mm(27), Mm(25)
    section.header_distance = section.footer_distance = Mm(9)
    marking = legible(document.marking)
    section.header.paragraphs[0].style = file.styles["Marking"]
    section.header.paragraphs[0].text = marking
    head = section.header.add_paragraph(legible(document.title) + "\t" + legible(document.kind))
    foot = section.footer.paragraphs[0]
    foot.add_run(legible(document.standing) + "\t")
    _numbered(foot, legible(document.page))
    for line in (head, foot):
        line.style = file.styles["Frame"]
        line.paragraph_format.tab_stops.add_tab_stop(Mm(170), WD_TAB_ALIGNMENT.RIGHT)
    ruled(head, bottom=True)
    ruled(foot, top=True)
    section.footer.add_paragraph(marking, style="Marking")


def _numbered(paragraph: Paragraph, pattern: str) -> None:
    """How a page is counted, with fields in place of the numbers."""
    rest = pattern
    while rest:
        at, name = min(
            ((rest.find(mark), mark) for mark in ("{page}", "{pages}") if mark in rest),
            default=(-1, ""),
        )
        if at < 0:
            paragraph.add_run(rest)
            return
        paragraph.add_run(rest[:at])
        field(paragraph, "PAGE" if name == "{page}" else "NUMPAGES", ["1"])
        rest = rest[at + len(name) :]


def field(paragraph: Paragraph, code: str, shown: list[str]) -> None:
    """A field, with what is shown until Word has counted; a table of contents is counted on opening."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    def mark(kind: str) -> None:
        sign = OxmlElement("w:fldChar")
        sign.set(qn("w:fldCharType"), kind)
        if kind == "begin" and code.startswith("TOC"):
            sign.set(qn("w:dirty"), "true")
        paragraph.add_run()._r.append(sign)

    mark("begin")
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)
    mark("separate")
    for number, line in enumerate(shown):
        run = paragraph.add_run(line)
        if number < len(shown) - 1:
            run.add_break()
    mark("end")


def ruled(paragraph: Paragraph, *, top: bool = False, bottom: bool = False) -> None:
    """Draw a line above or below a paragraph."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:pBdr")
    for edge, wanted in (("top", top), ("bottom", bottom)):
        if wanted:
            line = OxmlElement(f"w:{edge}")
            for key, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", INK_BLUE)):
                line.set(qn(f"w:{key}"), value)
            borders.append(line)
    _properties(paragraph, borders)


def shade(paragraph: Paragraph, colour: str) -> None:
    """Colour the ground of a paragraph."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shading = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{key}"), value)
    _properties(paragraph, shading)


def _properties(paragraph: Paragraph, made: Any) -> None:
    """Add to a paragraph's properties, in the order that the file format wants."""
    paragraph._p.get_or_add_pPr().insert_element_before(
        made, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr"
    )
