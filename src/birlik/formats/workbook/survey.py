"""One pass over the XML of a workbook's parts: is it sound, how far does it reach, what is in it.

It comes before any library reads a sheet, because a library makes room for every cell between the
first and the last. The pass also sees what a library for values does not tell: formulas, errors,
merged cells, comments and pictures.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from xml.parsers import expat

from birlik.exercise.sentences import said
from birlik.formats.kinds import unreadable
from birlik.formats.workbook.addresses import (
    REFERENCE,
    Cell,
    column_letters,
    column_number,
    named_cell,
)

#: Limits of a sheet. Cells that hold nothing do not count.
MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
MOST_CELLS = 10_000_000

#: Rows and columns that a sheet has in Excel, whether they hold anything or not.
ALL_ROWS, ALL_COLUMNS = 1_048_576, 16_384

#: Width or height beyond which a column or row is not shown.
MOST_PIXELS = 5000

_REFERENCES = re.compile(r"(?:[A-Za-z]{1,3}[1-9][0-9]{0,6} )*")

#: Names of cells gathered before they are looked at together, which is quicker than one by one.
_BATCH = 100_000

ElementHandler = Callable[[str, dict[str, str]], None]


@dataclass(frozen=True)
class SheetSurvey:
    """What stands in a sheet; rows and columns are counted from 0.

    Attributes
    ----------
    rows, columns : int
        Rows and columns up to the last cell that holds anything.
    formulas : frozenset of (int, int)
        Cells with a formula whose result is known.
    unsolved : dict of (int, int) to str
        Formulas without a result in the file.
    errors : dict of (int, int) to str
        Cells that hold an Excel error, such as ``#REF!``, typed or as a result.
    merged : tuple of ((int, int), (int, int))
        First and last cell of each merged range.
    beside : tuple of str
        What the sheet holds beside cells, in words.
    looks : tuple of str
        What makes its cells look or behave in some way, in words.
    comments : dict of (int, int) to str
        Text of each cell's comment.
    hidden : bool
    """

    rows: int
    columns: int
    formulas: frozenset[Cell] = frozenset()
    unsolved: dict[Cell, str] = field(default_factory=dict)
    errors: dict[Cell, str] = field(default_factory=dict)
    merged: tuple[tuple[Cell, Cell], ...] = ()
    beside: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()
    comments: dict[Cell, str] = field(default_factory=dict)
    hidden: bool = False

    def with_notes(self, surveyor: Surveyor, path: str, state: str) -> SheetSurvey:
        """Survey with what other parts say about the sheet."""
        comments: dict[Cell, str] = {}
        beside = set()
        for kind, target in surveyor.relations.get(relations_part(path), {}).values():
            name = kind.rpartition("/")[2]
            part = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)).lstrip("/")
            comments |= surveyor.comments.get(part, {}) if name == "comments" else {}
            if name != "drawing" or part in surveyor.drawings:
                beside.add(name)
        return replace(
            self,
            comments=comments,
            beside=tuple(words for name, words in _BESIDE.items() if name in beside),
            looks=(*self.looks, *(words for name, words in _LOOKS.items() if name in beside)),
            hidden=state in ("hidden", "veryHidden"),
        )


#: Relations of a sheet, or elements of it, that this product cannot write back.
_BESIDE = {
    "drawing": said("a picture, chart or shape"),
    "pivotTable": said("a pivot table"),
    "oleObject": said("an embedded object"),
    "control": said("a button or another control"),
    "image": said("a background picture"),
}
_LOOKS = {
    "table": said("a table style"),
    "conditionalFormatting": said("colours that depend on values"),
    "dataValidations": said("drop-downs or other checks of input"),
    "hyperlinks": "links",
}


def relations_part(path: str) -> str:
    """Name of the part that holds the relations of another."""
    folder, name = posixpath.split(path)
    return posixpath.join(folder, "_rels", f"{name}.rels")


class _LocalNames(dict[str, str]):
    """Names of elements without the prefix of their namespace."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(":")[2]
        return local


class Surveyor:
    """Surveys the parts of one workbook.

    Attributes
    ----------
    sheets : list of (str, str, str)
        Name, relation and state of each sheet, in their order.
    relations : dict of str to dict of str to (str, str)
        For each part of relations, the kind and target of each by its id.
    comments : dict of str to dict of (int, int) to str
        For each part of comments, their texts.
    drawings : set of str
        Parts of drawings that are not empty, as LibreOffice writes them beside comments.
    """

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.relations: dict[str, dict[str, tuple[str, str]]] = {}
        self.comments: dict[str, dict[Cell, str]] = {}
        self.drawings: set[str] = set()
        self._local = _LocalNames()

    def survey(self, name: str, content: bytes) -> SheetSurvey | None:
        """Survey of a part if it is a sheet; other parts are noted if they matter.

        Raises
        ------
        xml.parsers.expat.ExpatError, ValueError, LookupError
            If it is not sound XML, or says things that cannot be.
        UnreadableFile
            B105 if it reaches too far, or declares a document type.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        finish: list[Callable[[], SheetSurvey]] = []

        def root(element: str, attributes: dict[str, str]) -> None:
            kind = self._local[element]
            if kind == "worksheet":
                sheet = _SheetPass(parser, self._local)
                parser.StartElementHandler = sheet.handler()
                finish.append(sheet.survey)
                return
            note = self._note_taker(kind, name, parser)

            def start(element: str, attributes: dict[str, str]) -> None:
                if "uniqueCount" in attributes:
                    _refuse_promise(attributes["uniqueCount"], content)
                if note:
                    note(element, attributes)

            parser.StartElementHandler = start
            start(element, attributes)

        def doctype(*_: Any) -> None:
            raise unreadable(
                "B105",
                said("it declares a document type ({name}), as no workbook needs to", name=name),
            )

        parser.StartElementHandler = root
        parser.StartDoctypeDeclHandler = doctype
        parser.Parse(content, True)
        return finish[0]() if finish else None

    def _note_taker(self, kind: str, part: str, parser: Any) -> ElementHandler | None:
        """What listens to the elements of a part, by the name of its first one."""
        if kind == "workbook":
            return self._workbook
        if kind == "Relationships":
            self.relations[part] = {}
            return self._relation(part)
        if kind == "wsDr":
            return self._drawing(part)
        if kind == "comments":
            self.comments[part] = {}
            return self._comment(part, parser)
        return None

    def _workbook(self, element: str, attributes: dict[str, str]) -> None:
        if self._local[element] == "sheet":
            relation = next((v for k, v in attributes.items() if self._local[k] == "id"), "")
            self.sheets.append((attributes["name"], relation, attributes.get("state", "")))

    def _relation(self, part: str) -> ElementHandler:
        def relation(element: str, attributes: dict[str, str]) -> None:
            if self._local[element] == "Relationship":
                kind, target = attributes.get("Type", ""), attributes.get("Target", "")
                self.relations[part][attributes["Id"]] = (kind, target)

        return relation

    def _drawing(self, part: str) -> ElementHandler:
        def drawing(element: str, _attributes: dict[str, str]) -> None:
            if self._local[element] != "wsDr":
                self.drawings.add(part)

        return drawing

    def _comment(self, part: str, parser: Any) -> ElementHandler:
        texts = self.comments[part]
        at: list[Cell] = []

        def comment(element: str, attributes: dict[str, str]) -> None:
            kind = self._local[element]
            if kind == "comment":
                at.append(named_cell(attributes["ref"]))
                texts[at[-1]] = ""
            parser.CharacterDataHandler = text if kind == "t" and at else None

        def text(data: str) -> None:
            texts[at[-1]] += data

        return comment


class _SheetPass:
    """The pass over one sheet."""

    def __init__(self, parser: Any, local: _LocalNames) -> None:
        self._parser = parser
        self._local = local
        self._filled: list[str] = []
        self._rows = self._columns = 0
        self._merged: list[tuple[Cell, Cell]] = []
        self._formulas: list[str] = []
        self._unsolved: dict[str, str] = {}
        self._errors: dict[str, str] = {}
        self._looks: list[str] = []
        self._special: dict[str, str | None] | None = None

    def handler(self) -> ElementHandler:
        """Handler of every element's start; a closure, as it is called for each of a million cells."""
        local, filled, special_kinds = self._local, self._filled.append, _LOOKS
        reference = ""
        kind: str | None = None
        row = 0

        def start(element: str, attributes: dict[str, str]) -> None:
            nonlocal reference, kind, row
            name = local[element]
            if name == "c":
                if self._special is not None:
                    self._close()
                kind = attributes.get("t")
                reference = attributes.get("r") or _next_reference(reference, row)
            elif name == "v" or name == "is":
                filled(reference)
                if kind == "e" or self._special is not None:
                    self._open(reference, kind)
                    self._capture("value")
            elif name == "row":
                if len(self._filled) > _BATCH:
                    self._absorb()
                row = int(attributes["r"]) if "r" in attributes else row + 1
            elif name == "f":
                filled(reference)
                self._open(reference, kind)
                self._capture("formula")
            elif name == "mergeCell":
                first, _, last = attributes["ref"].partition(":")
                self._merged.append((named_cell(first), named_cell(last or first)))
            elif name == "sst":
                raise ValueError(said("shared texts stand in a sheet"))
            elif name in special_kinds:
                self._looks.append(special_kinds[name])

        return start

    def survey(self) -> SheetSurvey:
        """What the pass has seen.

        Raises
        ------
        ValueError
            If a cell has a name that is none.
        UnreadableFile
            B105 if it reaches too far.
        """
        if self._special is not None:
            self._close()
        self._absorb()
        return SheetSurvey(
            self._rows,
            self._columns,
            frozenset(map(named_cell, self._formulas)),
            {named_cell(name): text for name, text in self._unsolved.items()},
            {named_cell(name): text for name, text in self._errors.items()},
            tuple(self._merged),
            looks=tuple(dict.fromkeys(self._looks)),
        )

    def _absorb(self) -> None:
        """Note how far the cells reach whose names were gathered, and forget the names."""
        names = "".join(f"{name} " for name in self._filled)
        self._filled.clear()
        if not _REFERENCES.fullmatch(names):
            raise ValueError(said("a cell has a name that is none"))
        rows = {int(digits) for digits in set(re.findall(r"[0-9]+", names))}
        columns = {column_number(letters) + 1 for letters in set(re.findall(r"[A-Za-z]+", names))}
        self._rows = max(rows | {self._rows})
        self._columns = max(columns | {self._columns})
        _refuse_if_too_far(self._rows, self._columns)

    def _open(self, reference: str, kind: str | None) -> None:
        if self._special is None:
            self._special = {"at": reference, "kind": kind, "formula": None, "value": None}

    def _capture(self, what: str) -> None:
        """Keep the text of the element that begins here."""
        parser, special = self._parser, self._special
        pieces: list[str] = []

        def end(_element: str) -> None:
            parser.CharacterDataHandler = parser.EndElementHandler = None
            if special is not None:
                special[what] = "".join(pieces)

        parser.CharacterDataHandler = pieces.append
        parser.EndElementHandler = end

    def _close(self) -> None:
        """Decide what the cell was that held a formula or an error."""
        special, self._special = self._special or {}, None
        at, value, kind = special["at"] or "", special["value"], special["kind"]
        if kind == "e":
            self._errors[at] = value or "#VALUE!"
        elif special["formula"] is not None:
            # Text may be empty as a result; a number that is empty has not been worked out.
            if value or (value is not None and kind == "str"):
                self._formulas.append(at)
            else:
                self._unsolved[at] = special["formula"]


def _refuse_promise(count: str, content: bytes) -> None:
    """Refuse a number of shared texts for which a library would make room, and which cannot be there."""
    if not count.isdigit() or int(count) > len(content):
        raise ValueError(said("it promises more texts than it holds"))


def _next_reference(reference: str, row: int) -> str:
    """Name of a cell that names none: the one after `reference`, or the first of the row."""
    match = REFERENCE.fullmatch(reference)
    after = column_number(match[1]) + 1 if match and int(match[2]) == row else 0
    return f"{column_letters(after)}{row}"


def _refuse_if_too_far(rows: int, columns: int) -> None:
    remedy = said("delete what stands far from the rest")
    if rows > MOST_ROWS:
        raise unreadable(
            "B105",
            said(
                "a sheet reaches to row {rows}; at most {most} are read", rows=rows, most=MOST_ROWS
            ),
            remedy,
        )
    if columns > MOST_COLUMNS:
        last = column_letters(columns - 1)
        message = said(
            "a sheet reaches to column {last}; at most {most} are read",
            last=last,
            most=MOST_COLUMNS,
        )
        raise unreadable("B105", message, remedy)
    if rows * columns > MOST_CELLS:
        message = said(
            "a sheet of {rows} rows and {columns} columns is larger than any plan",
            rows=rows,
            columns=columns,
        )
        raise unreadable("B105", message, remedy)
