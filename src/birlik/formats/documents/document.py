"""A document as a structure of texts, from which every form is written.

What makes a document (the joint plan, notices, an invitation) gives texts that are ready to be read, in one
language. What writes it knows no plan and no reader.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from birlik.formats.documents.maps import Map

Alignment = Literal["left", "center", "right"]

#: A word longer than this may be parted anywhere, for no line holds it.
LONGEST_WORD = 36

#: Signs that turn the direction of what stands after them: on a page that is signed, what is read is what
#: is written.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its share of the width, and how its texts stand."""

    title: str
    share: float
    align: Alignment = "left"


@dataclass(frozen=True)
class Group:
    """Rows of a table under a heading of their own; one without a heading stands by itself."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Heading:
    """A heading within a part."""

    text: str
    block: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Paragraph:
    """A text; an aside is printed small, a lead large."""

    text: str
    look: Literal["plain", "aside", "lead", "right"] = "plain"
    block: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Facts:
    """Names with what they stand for, below one another."""

    rows: tuple[tuple[str, str], ...]
    block: Literal["facts"] = "facts"


@dataclass(frozen=True)
class Table:
    """A table whose headings stand on each page that it reaches.

    Attributes
    ----------
    columns : tuple of Column
    groups : tuple of Group
    sums : tuple of str
        A last row that adds up; empty if there is none.
    """

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    sums: tuple[str, ...] = ()
    block: Literal["table"] = "table"


@dataclass(frozen=True)
class Picture:
    """A map and what is said below it."""

    map: Map
    caption: str
    block: Literal["picture"] = "picture"


@dataclass(frozen=True)
class Verbatim:
    """Lines that stand as they are, such as a NOTAM."""

    text: str
    block: Literal["verbatim"] = "verbatim"


@dataclass(frozen=True)
class Signatory:
    """Who signs; what he has signed already stands in his row."""

    nation: str
    name: str
    date: str = ""
    reservations: str = ""


@dataclass(frozen=True)
class Signatures:
    """A row with room to sign for each nation.

    Attributes
    ----------
    titles : tuple of str
        Nation; name and function; date; reservations; signature.
    """

    titles: tuple[str, str, str, str, str]
    rows: tuple[Signatory, ...]
    block: Literal["signatures"] = "signatures"


Block = Heading | Paragraph | Facts | Table | Picture | Verbatim | Signatures


@dataclass(frozen=True)
class Part:
    """A numbered part of a document, on a page of its own if it is said."""

    title: str
    blocks: tuple[Block, ...]
    new_page: bool = False


@dataclass(frozen=True)
class TitlePage:
    """The first page.

    Attributes
    ----------
    nations : tuple of str
        Names of those whose document it is.
    kind : str
        What it is: ``Joint plan``.
    title, theme : str
    facts : tuple of (str, str)
    contents : str
        Heading of the table of contents.
    """

    nations: tuple[str, ...]
    kind: str
    title: str
    theme: str
    facts: tuple[tuple[str, str], ...]
    contents: str


@dataclass(frozen=True)
class Document:
    """A document.

    Attributes
    ----------
    language : str
        Code of the language it is in: ``kk``.
    title, kind : str
        Stand at the head of each page.
    marking : str
        Stands at the head and the foot of each page.
    standing : str
        The state of the plan that it shows; stands at the foot of each page.
    page : str
        How a page is counted, with ``{page}`` and ``{pages}`` in it.
    front : TitlePage or None
        A document without one begins with its parts.
    parts : tuple of Part
    """

    language: str
    title: str
    kind: str
    marking: str
    standing: str
    page: str
    front: TitlePage | None
    parts: tuple[Part, ...]


def legible(text: str) -> str:
    """Text without signs that no page can show, and with places to part words that no line holds."""
    if not text.isprintable():
        text = "".join(
            sign
            for sign in text.replace("\r\n", "\n").replace("\t", " ")
            if sign == "\n"
            or (sign not in _TURNING and unicodedata.category(sign) not in ("Cc", "Cs", "Cn"))
        )
    if len(text) <= LONGEST_WORD:
        return text
    return "\n".join(" ".join(map(_parted, line.split(" "))) for line in text.split("\n"))


def _parted(word: str) -> str:
    pieces = range(0, len(word), LONGEST_WORD)
    return "\u200b".join(word[at : at + LONGEST_WORD] for at in pieces)


def plain(thing: Any) -> Any:
    """A document, or a part of one, as dictionaries, lists, numbers and legible texts."""
    if isinstance(thing, str):
        return legible(thing)
    if is_dataclass(thing):
        return {each.name: plain(getattr(thing, each.name)) for each in fields(thing)}
    if isinstance(thing, (tuple, list)):
        return [plain(each) for each in thing]
    return thing


def texts(thing: Any) -> Iterator[str]:
    """Every text of a document, as it was given."""
    if isinstance(thing, str):
        yield thing
    elif is_dataclass(thing):
        for each in fields(thing):
            if each.name != "block":
                yield from texts(getattr(thing, each.name))
    elif isinstance(thing, (tuple, list)):
        for each in thing:
            yield from texts(each)
