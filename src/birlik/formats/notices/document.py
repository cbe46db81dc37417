"""Notices as a document and as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from birlik.exercise.records.notices import NoticeKind
from birlik.exercise.sentences import said
from birlik.formats.documents.document import (
    Block,
    Column,
    Document,
    Group,
    Heading,
    Paragraph,
    Part,
    Table,
    Verbatim,
)
from birlik.formats.documents.speaking import Speech
from birlik.formats.notices.notice import KINDS, Notice


def notices_document(
    made: Iterable[Notice], speech: Speech, *, title: str, marking: str, standing: str
) -> Document:
    """All notices, each as it is sent, with what must still be filled in.

    Parameters
    ----------
    title : str
        Of the exercise.
    marking, standing : str
        As in a joint plan.
    """
    say, every = speech.tell, list(made)
    parts = []
    for kind, name in KINDS.items():
        mine = [notice for notice in every if notice.kind is kind]
        if mine:
            blocks = tuple(block for notice in mine for block in _blocks(notice, speech))
            parts.append(Part(say(name), blocks, new_page=True))
    return Document(
        language=speech.language,
        title=title,
        kind=say(said("Notices")),
        marking=marking,
        standing=standing,
        page=say(said("Page {page} of {pages}", page="{page}", pages="{pages}")),
        front=None,
        parts=tuple(parts),
    )


def _blocks(notice: Notice, speech: Speech) -> Iterator[Block]:
    yield Heading(_name(notice))
    if notice.kind in (NoticeKind.NOTAM, NoticeKind.COASTAL):
        yield Verbatim(notice.text)
    else:
        yield Paragraph(notice.text)
    about = [speech.tell(said("Serials: {serials}", serials=list(notice.serials)))]
    about += [speech.tell(each) for each in notice.missing]
    yield Paragraph("\n".join(f"{each}." for each in about), "aside")


def notices_table(made: Iterable[Notice], speech: Speech) -> Table | None:
    """When which area is told shut to whom, in one table; None if there is nothing to tell."""
    say, every = speech.tell, list(made)
    groups = []
    for kind, name in KINDS.items():
        rows = tuple(
            (
                notice.area,
                notice.title,
                speech.group(notice.begins),
                speech.group(notice.ends),
                ", ".join(notice.serials),
            )
            for notice in every
            if notice.kind is kind
        )
        if rows:
            groups.append(Group(say(name), rows))
    if not groups:
        return None
    return Table(
        (
            Column(say(said("Area")), 16),
            Column("", 31),
            Column(say(said("Begins")), 16),
            Column(say(said("Ends")), 16),
            Column(say(said("Serials")), 21),
        ),
        tuple(groups),
    )


def notices_text(made: Iterable[Notice], speech: Speech) -> str:
    """All notices as plain text, one after the other."""
    parts = []
    for notice in made:
        name = speech.tell(KINDS[notice.kind])
        missing = "".join(f"\n* {speech.tell(each)}." for each in notice.missing)
        parts.append(f"== {name}: {_name(notice)} ==\n{notice.text}{missing}\n")
    return "\n".join(parts)


def _name(notice: Notice) -> str:
    return f"{notice.area} {notice.title}".strip()
