"""The text of a PDF as Typst writes it: what stands on each page, read through its fonts."""

from __future__ import annotations

import re
import zlib

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\s(.*?)\sendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.DOTALL)
_FONT = re.compile(rb"/([A-Za-z]\w*) (\d+) 0 R")
_SHOWN = re.compile(
    rb"/([A-Za-z]\w*) [\d.]+ Tf|\[((?:\\.|\((?:\\.|[^\\)])*\)|[^\]])*)\]\s*TJ|\bET\b", re.DOTALL
)
_LITERAL = re.compile(rb"\(((?:\\.|[^\\)])*)\)|<([0-9A-Fa-f]+)>", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_NAMED = re.compile(
    rb"/(?:Title|Alt|ActualText|Contents|URI|Subject|Author|Keywords)\s*(\((?:\\.|[^\\)])*\)|<[0-9A-Fa-f]+>)",
    re.DOTALL,
)

_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages_of(content: bytes) -> list[str]:
    """Text of each page, a line for each piece that is drawn at once."""
    objects = {int(number): body for number, body in _OBJECT.findall(content)}
    fonts: dict[int, dict[int, str]] = {}
    pages = []
    for body in objects.values():
        if not re.search(rb"/Type\s*/Page\b(?!s)", body):
            continue
        named = _fonts_of(body, objects)
        letters = {
            name: fonts.setdefault(at, _letters_of(objects[at], objects))
            for name, at in named.items()
        }
        [contents] = re.findall(rb"/Contents (\d+) 0 R", body)
        pages.append(_drawn(_unpacked(objects[int(contents)]), letters))
    return pages


def text_of_pdf(content: bytes) -> str:
    """All text of a PDF: that of its pages, its outline and its titles, and what metadata says."""
    objects = [body for _, body in _OBJECT.findall(content)]
    named = [
        _text(_bytes_of(found))
        for body in objects
        for found in _NAMED.findall(_without_stream(body))
    ]
    metadata = [
        _unpacked(body).decode("utf-8", "replace") for body in objects if b"/Metadata" in body
    ]
    return "\n".join([*pages_of(content), *named, *metadata])


def _fonts_of(page: bytes, objects: dict[int, bytes]) -> dict[bytes, int]:
    """Objects of a page's fonts, by the names that it gives them."""
    reference = re.search(rb"/Resources (\d+) 0 R", page)
    resources = objects[int(reference[1])] if reference else page
    found = re.search(rb"/Font\s*<<(.*?)>>", resources, re.DOTALL)
    return {name: int(number) for name, number in _FONT.findall(found[1])} if found else {}


def _letters_of(font: bytes, objects: dict[int, bytes]) -> dict[int, str]:
    """Letters of a font, by the numbers that a page draws."""
    reference = re.search(rb"/ToUnicode (\d+) 0 R", font)
    if reference is None:
        return {}
    table = _unpacked(objects[int(reference[1])])
    letters = {
        int(number, 16): bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
        for part in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL)
        for number, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", part)
    }
    for part in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(
            rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", part
        ):
            begin = int(text, 16)
            for step in range(int(last, 16) - int(first, 16) + 1):
                letters[int(first, 16) + step] = chr(begin + step)
    return letters


def _drawn(stream: bytes, fonts: dict[bytes, dict[int, str]]) -> str:
    text: list[str] = []
    letters: dict[int, str] = {}
    for match in _SHOWN.finditer(stream):
        if match[1]:
            letters = fonts.get(match[1], {})
        elif match[0] == b"ET":
            text.append("\n")
        else:
            for found in _LITERAL.finditer(match[0]):
                drawn = _bytes_of(found[0])
                numbers = (drawn[at] * 256 + drawn[at + 1] for at in range(0, len(drawn) - 1, 2))
                text += [letters.get(number, "") for number in numbers]
    return "".join(text)


def _bytes_of(literal: bytes) -> bytes:
    """Bytes that a string of a PDF stands for."""
    if literal.startswith(b"<"):
        return bytes.fromhex(literal[1:-1].decode())

    def meant(match: re.Match[bytes]) -> bytes:
        sign = match[1]
        if sign.isdigit():
            return bytes([int(sign, 8) & 255])
        return b"" if sign in (b"\n", b"\r\n") else _LETTERS.get(sign, sign)

    return _ESCAPED.sub(meant, literal[1:-1])


def _text(content: bytes) -> str:
    if content.startswith(b"\xfe\xff"):
        return content[2:].decode("utf-16-be", "replace")
    return content.decode("latin-1")


def _without_stream(body: bytes) -> bytes:
    return body.split(b"stream", 1)[0]


def _unpacked(body: bytes) -> bytes:
    """Content of an object's stream; nothing if it has none."""
    found = _STREAM.search(body)
    if found is None:
        return b""
    return zlib.decompress(found[1]) if b"/FlateDecode" in _without_stream(body) else found[1]
