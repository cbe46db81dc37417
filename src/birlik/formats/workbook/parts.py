"""The parts of a workbook, unpacked within limits and checked before any library sees them.

A workbook is a zip archive of XML files. What is read further on is a new archive made of the parts
checked here, so that no library can see anything else than what was checked.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from birlik.exercise.sentences import said
from birlik.formats.kinds import refuse_other_archives, unreadable
from birlik.formats.workbook.survey import SheetSurvey, Surveyor, relations_part

#: Limits of what a workbook may unpack to.
MOST_BYTES = 256 * 2**20
MOST_PARTS = 5000

_DAMAGED = said("the file is cut off or damaged")
_DAMAGED_REMEDY = said(
    "open it in Excel or LibreOffice, save it again, or take it anew from its source"
)
_NEVER_XML = (".bin", ".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bmp", ".tif", ".tiff")
_WORKBOOK_TYPE = "/officeDocument"
_ABOUT_CELLS = ("/sharedStrings", "/styles", "/theme")


@dataclass(frozen=True)
class Parts:
    """What a workbook holds.

    Attributes
    ----------
    xml : mapping of str to bytes
        Every part that is XML, by its name in the archive.
    surveys : mapping of str to SheetSurvey
        What stands in each sheet, by the name of the sheet, in their order.
    paths : mapping of str to str
        The part that each sheet is, by the name of the sheet.
    charts : tuple of str
        Names of sheets that hold a chart alone.
    macros : bool
        Whether the workbook holds macros.
    core : frozenset of str
        Names of the parts that say what stands in cells and how it looks.
    """

    xml: Mapping[str, bytes]
    surveys: Mapping[str, SheetSurvey]
    paths: Mapping[str, str]
    charts: tuple[str, ...]
    macros: bool
    core: frozenset[str]

    def archive(self, instead: Mapping[str, bytes] | None = None) -> io.BytesIO:
        """New archive of the parts about cells, some of them replaced."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for name, content in (dict(self.xml) | dict(instead or {})).items():
                if name in self.core:
                    archive.writestr(name, content)
        packed.seek(0)
        return packed


@dataclass
class _Found:
    """What the pass over the parts has found so far."""

    xml: dict[str, bytes] = field(default_factory=dict)
    sheets: dict[str, SheetSurvey] = field(default_factory=dict)
    surveyor: Surveyor = field(default_factory=Surveyor)
    macros: bool = False


def parts_of(content: bytes, progress: Callable[[float], None] | None = None) -> Parts:
    """Parts of a workbook that is safe to read.

    Raises
    ------
    UnreadableFile
        B102 if it is another kind of archive, B103 if it is encrypted, B104 if it is damaged, B105
        if it is larger than any plan, or asks for things that a workbook has no need of.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise unreadable("B104", _DAMAGED, _DAMAGED_REMEDY) from error
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > MOST_PARTS:
            raise unreadable(
                "B105", said("it holds {count} files, as no workbook does", count=len(entries))
            )
        names = [entry.filename for entry in entries]
        if len({name.casefold() for name in names}) < len(names):
            raise unreadable("B104", said("the file holds a part twice"), _DAMAGED_REMEDY)
        if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
            refuse_other_archives(names)
        found = _Found()
        left = MOST_BYTES
        for number, entry in enumerate(entries):
            unpacked = _unpacked(archive, entry, left)
            left -= len(unpacked)
            _check_part(entry.filename, unpacked, found)
            if progress:
                progress(number / len(entries))
    return _joined(found, names)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """Bytes of an entry, refused as soon as they are more than the limit, whatever it claims."""
    if entry.flag_bits & 0x1:
        raise unreadable(
            "B103", said("the workbook is encrypted"), said("save it without a password")
        )
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise unreadable(
            "B104", said("the file is packed in a way that no workbook is"), _DAMAGED_REMEDY
        )
    try:
        with archive.open(entry) as stream:
            unpacked = stream.read(left + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise unreadable("B104", _DAMAGED, _DAMAGED_REMEDY) from error
    except NotImplementedError as error:
        raise unreadable(
            "B103", said("the workbook is encrypted"), said("save it without a password")
        ) from error
    if len(unpacked) > left:
        raise unreadable(
            "B105",
            said(
                "it would unpack to more than {number} MB; no plan needs that much",
                number=MOST_BYTES >> 20,
            ),
        )
    return unpacked


def _check_part(name: str, content: bytes, found: _Found) -> None:
    """Parse a part once, to know that it is sound, asks for nothing, and what stands in it."""
    if name.endswith("vbaProject.bin") or "/macrosheets/" in name:
        found.macros = True
    if name.lower().endswith(_NEVER_XML):
        return
    try:
        survey = found.surveyor.survey(name, content)
    except expat.ExpatError as error:
        if name.lower().endswith((".xml", ".rels")):
            raise unreadable(
                "B104", said("the file is cut off or damaged ({part})", part=name), _DAMAGED_REMEDY
            ) from error
        return
    except (ValueError, LookupError) as error:
        raise unreadable(
            "B104", said("the file is cut off or damaged ({part})", part=name), _DAMAGED_REMEDY
        ) from error
    found.xml[name] = content
    if survey is not None:
        found.sheets[name] = survey


def _joined(found: _Found, names: list[str]) -> Parts:
    """Parts with the sheets in the order and under the names of the workbook."""
    surveyor = found.surveyor
    root = next(
        (
            target
            for kind, target in surveyor.relations.get("_rels/.rels", {}).values()
            if kind.endswith(_WORKBOOK_TYPE)
        ),
        "xl/workbook.xml",
    )
    book = posixpath.normpath(root.lstrip("/"))
    if book not in found.xml:
        refuse_other_archives(names)
    targets = surveyor.relations.get(relations_part(book), {})
    surveys: dict[str, SheetSurvey] = {}
    paths: dict[str, str] = {}
    charts = []
    for sheet, relation, state in surveyor.sheets:
        kind, target = targets.get(relation, ("", ""))
        path = _resolved(book, target)
        if path in found.sheets:
            surveys[sheet] = found.sheets[path].with_notes(surveyor, path, state)
            paths[sheet] = path
        elif kind.endswith("/chartsheet"):
            charts.append(sheet)
        else:
            raise unreadable(
                "B104",
                said('the sheet "{sheet}" is missing from the file', sheet=sheet),
                _DAMAGED_REMEDY,
            )
    core = {"[Content_Types].xml", "_rels/.rels", book, relations_part(book), *paths.values()}
    for kind, target in targets.values():
        if kind.endswith(_ABOUT_CELLS):
            core.add(_resolved(book, target))
    return Parts(found.xml, surveys, paths, tuple(charts), found.macros, frozenset(core))


def _resolved(part: str, target: str) -> str:
    """Name of the part that a relation of another leads to."""
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
