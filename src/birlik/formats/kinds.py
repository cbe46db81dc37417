"""What kind of file something is, told from its first bytes, so that a planner is told what he gave."""

from __future__ import annotations

import stat
from pathlib import Path

from birlik.exercise.diagnostics import finding
from birlik.exercise.sentences import said
from birlik.formats.origins import UnreadableFile

#: Files larger than this are not opened at all.
LARGEST_FILE = 256 * 2**20

_REMEDY = said("save it as an Excel workbook (.xlsx)")

_BEGINNINGS = (
    (b"%PDF", said("a PDF document")),
    (b"{\\rtf", said("a rich-text document")),
    (b"\x89PNG", said("a picture")),
    (b"\xff\xd8\xff", said("a picture")),
    (b"GIF8", said("a picture")),
    (b"\x1f\x8b", said("a packed file (gzip)")),
    (b"7z\xbc\xaf", said("a packed file (7z)")),
    (b"Rar!", said("a packed file (RAR)")),
    (b"\x09\x08", said("an old Excel workbook (.xls)")),
)

#: Streams of an OLE container, whose names are written in UTF-16, and what holds them.
_STREAMS = (
    ("Workbook", said("an old Excel workbook (.xls)")),
    ("Book", said("an old Excel workbook (.xls)")),
    ("WordDocument", said("a Word document")),
    ("PowerPoint Document", "a PowerPoint presentation"),
)

_PACKED_KINDS = (
    ("xl/workbook.bin", said("a binary Excel workbook (.xlsb)")),
    ("word/", said("a Word document")),
    ("ppt/", said("a PowerPoint presentation")),
    ("content.xml", said("an OpenDocument file (.ods or .odt)")),
    ("Index/", said("an Apple Numbers, Pages or Keynote file")),
    ("doc.kml", said("a map (KMZ)")),
)


def content_of(path: Path) -> bytes:
    """Bytes of a file that may be a workbook or a plan.

    Raises
    ------
    UnreadableFile
        B101 if it is not there or cannot be opened, B104 if it is empty, B105 if it is too large.
    """
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise unreadable("B101", said("it is a folder, not a file"))
        if not stat.S_ISREG(about.st_mode):
            raise unreadable("B101", said("it is not an ordinary file"))
        if about.st_size > LARGEST_FILE:
            raise unreadable(
                "B105",
                said(
                    "it is larger than {number} MB; no plan needs that much",
                    number=LARGEST_FILE >> 20,
                ),
            )
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise unreadable("B101", said("there is no such file")) from None
    except PermissionError:
        raise unreadable("B101", said("you are not allowed to open it")) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise unreadable("B101", said("it cannot be opened: {reason}", reason=reason)) from None
    if not content:
        raise unreadable(
            "B104", said("the file is empty"), said("take it anew from where it came from")
        )
    return content


def unreadable(code: str, message: str, remedy: str = "") -> UnreadableFile:
    """Exception that says why nothing can be read."""
    return UnreadableFile(finding(code, message, remedy=remedy))


def is_packed(content: bytes) -> bool:
    """Whether it begins as a zip archive, as every workbook of today does."""
    return content.startswith(b"PK")


def refuse_other_kinds(content: bytes) -> None:
    """Say what a file is that is no zip archive.

    Raises
    ------
    UnreadableFile
        B103 for an encrypted workbook, B102 for anything else.
    """
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        _refuse_container(content)
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            raise unreadable("B102", said("this is {kind}", kind=kind), _REMEDY)
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"{", b"[")):
        raise unreadable("B102", said("this looks like JSON, not like a workbook"), _REMEDY)
    if b"<html" in start or start.startswith(b"<!doctype html"):
        raise unreadable("B102", said("this is a web page, whatever its name says"), _REMEDY)
    if start.startswith(b"<"):
        raise unreadable("B102", said("this is an XML file"), _REMEDY)
    text = _text_of(content[:4096])
    if text is not None:
        lines = text.splitlines() or [""]
        table = any(sign in lines[0] for sign in ",;\t")
        message = said("this is a text file (CSV)") if table else said("this is a text file")
        raise unreadable("B102", message, _REMEDY)
    raise unreadable("B102", said("this is no workbook"), _REMEDY)


def refuse_other_archives(names: list[str]) -> None:
    """Say what a zip archive is that holds no workbook.

    Raises
    ------
    UnreadableFile
        B102.
    """
    for beginning, kind in _PACKED_KINDS:
        if any(name.startswith(beginning) for name in names):
            raise unreadable("B102", said("this is {kind}", kind=kind), _REMEDY)
    raise unreadable("B102", said("this is a zip archive without a workbook in it"), _REMEDY)


def _refuse_container(content: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise unreadable(
            "B103",
            said("the workbook is encrypted"),
            said("take its password off and save it again"),
        )
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in content:
            raise unreadable("B102", said("this is {kind}", kind=kind), _REMEDY)
    raise unreadable("B102", said("this is an old Office file"), _REMEDY)


def _text_of(start: bytes) -> str | None:
    """Text of a file's first bytes; None if they are no text."""
    for encoding in ("utf-16",) if start[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8", "cp1251"):
        try:
            text = start[: len(start) // 2 * 2].decode(encoding)
        except UnicodeDecodeError as error:
            if error.end < len(start) - 4:
                continue
            text = start[: error.start].decode(encoding)
        if all(sign.isprintable() or sign.isspace() for sign in text):
            return text
    return None
