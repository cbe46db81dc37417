"""Many cells changed at once: one step of the log, and for each cell what came of it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from birlik.exercise.columns import RecordKind, columns_of
from birlik.exercise.editing import Change, Refused, record_after
from birlik.exercise.plan import MODELS
from birlik.exercise.records.record import Record
from birlik.exercise.sentences import said
from birlik.log.drafts import Draft, Step, added, removed
from birlik.log.keys import ranks_between
from birlik.log.merging import UnfitChange
from birlik.log.plans import fields_of
from birlik.log.state import RANK
from birlik.server.desk.allowing import refuse_frame
from birlik.server.desk.cells import field_text, read_texts
from birlik.server.desk.changing import ATTEMPTS, Author, draft_of, last_change
from birlik.server.desk.filling import sentence_of
from birlik.server.desk.sight import Absent, Seen, Sight
from birlik.server.store.logs import Logs

#: Cells, and new or removed rows, of one batch; whoever has more imports a workbook.
MOST_CELLS, MOST_ROWS = 5_000, 1_000


class TooMuch(ValueError):
    """A batch is larger than one may be; the sentence says what to do."""


@dataclass(frozen=True)
class Cell:
    """What is wanted of one cell.

    Attributes
    ----------
    record : str
        Key of the record.
    field : str
    typed : str
        As a planner writes it in a cell of a workbook; empty to empty it.
    seen : str
        Text that stood there when its author began to type.
    """

    record: str
    field: str
    typed: str
    seen: str


@dataclass(frozen=True)
class NewRow:
    """A row that is to be added behind the last.

    Attributes
    ----------
    name : str
        What its author calls it until it has a key.
    texts : mapping of str to str
        What was typed, by field.
    """

    name: str
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Batch:
    """What one act in a grid wants.

    Attributes
    ----------
    nonce : str
        Random. A batch that is sent again under one nonce, for its answer was lost, counts once.
    cells : tuple of Cell
    added : tuple of NewRow
    removed : tuple of str
        Keys of records.
    reason : str
    """

    nonce: str
    cells: tuple[Cell, ...] = ()
    added: tuple[NewRow, ...] = ()
    removed: tuple[str, ...] = ()
    reason: str = ""


class Outcome(StrEnum):
    """What came of a cell: it holds what was typed; it may not; somebody else was faster."""

    STORED = "stored"
    REFUSED = "refused"
    STALE = "stale"


@dataclass(frozen=True)
class Answer:
    """What came of one cell, or of a whole row, where the field is empty.

    Attributes
    ----------
    record : str
        Key of the record; of a row that was not added, what its author calls it.
    field : str
    outcome : Outcome
    sentence : str
        Why it was refused.
    holds : str
        What the cell holds now, where somebody else was faster.
    by : str
        Key of the account that was; empty if that cannot be told.
    at : datetime or None
        When, in UTC.
    """

    record: str
    field: str
    outcome: Outcome
    sentence: str = ""
    holds: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Done:
    """What came of a batch.

    Attributes
    ----------
    step : str
        Key of the step, to take it back by; empty if nothing was changed.
    answers : tuple of Answer
        One for each cell, each cell of a new row, and each row to be removed, in that order.
    keys : mapping of str to str
        Keys of the rows that were added, by what their author calls them.
    """

    step: str
    answers: tuple[Answer, ...]
    keys: Mapping[str, str] = field(default_factory=dict)


def carry_out(logs: Logs, exercise: str, author: Author, kind: RecordKind, batch: Batch) -> Done:
    """Store a batch as one step: what can be stored is, and of all else it is said why not.

    Raises
    ------
    TooMuch
    Refused
        If others change the same records again and again meanwhile. Then nothing is stored.
    """
    _refuse_too_much(batch)
    for _ in range(ATTEMPTS):
        asked = _Asked(logs, Sight(logs.state(exercise), author.reader), author, kind, batch)
        drafts = asked.drafts()
        key = _key(exercise, author, batch, "step")
        if not drafts:
            before = bool(logs.entries_of_step(exercise, key))
            return Done(key if before else "", asked.answers(), asked.keys)
        step = Step(author.who, author.nation, drafts, batch.reason, whole=True, key=key)
        try:
            outcome = logs.append(exercise, step)
        except UnfitChange as error:
            return Done("", asked.refused(sentence_of(error)))
        if outcome.fine:
            return Done(outcome.step if outcome.entries else "", asked.answers(), asked.keys)
    raise Refused(said("Others are changing these records at this very moment; try again"))


def _refuse_too_much(batch: Batch) -> None:
    cells = len(batch.cells) + sum(len(row.texts) for row in batch.added)
    if cells > MOST_CELLS or len(batch.added) > MOST_ROWS or len(batch.removed) > MOST_ROWS:
        raise TooMuch(
            said(
                "At most {cells} cells and {rows} rows can be changed at once; paste fewer, or import a "
                "workbook",
                cells=MOST_CELLS,
                rows=MOST_ROWS,
            )
        )


def _key(exercise: str, author: Author, batch: Batch, what: str) -> str:
    """Key that a batch always gives to one thing: whoever sends it again means the same.

    It is made of what the author said and of who he is, so that nobody chooses a key, or guesses with it.
    """
    parts = f"{exercise}\0{author.who}\0{batch.nonce}\0{what}"
    return hashlib.sha256(parts.encode()).hexdigest()[:24]


class _Asked:
    """A batch laid on one state."""

    def __init__(
        self, logs: Logs, sight: Sight, author: Author, kind: RecordKind, batch: Batch
    ) -> None:
        self._logs, self._sight, self._author = logs, sight, author
        self._kind, self._batch = kind, batch
        self._names = {column.name for column in columns_of(MODELS[kind])}
        self._told: dict[tuple[str, str], Answer] = {}
        self.keys: dict[str, str] = {}
        self._new = _ids_of(batch)

    def drafts(self) -> tuple[Draft, ...]:
        """What the step consists of."""
        found = [*self._changes(), *self._additions(), *self._removals()]
        try:
            refuse_frame(self._sight, found)
        except Refused as error:
            self._told = {place: _no(*place, sentence_of(error)) for place in self._told}
            self.keys.clear()
            return ()
        return tuple(found)

    def answers(self) -> tuple[Answer, ...]:
        """What came of each cell and row."""
        return tuple(self._told.values())

    def refused(self, sentence: str) -> tuple[Answer, ...]:
        """The same if all that would have been stored cannot be."""
        return tuple(
            _no(each.record, each.field, sentence) if each.outcome is Outcome.STORED else each
            for each in self._told.values()
        )

    # Cells of records that are there

    def _changes(self) -> Iterator[Draft]:
        by_record: dict[str, dict[str, Cell]] = {}
        for cell in self._batch.cells:
            by_record.setdefault(cell.record, {})[cell.field] = cell
        gone = set(self._batch.removed)
        for key, cells in by_record.items():
            draft = self._change(key, cells)
            if draft is not None and key not in gone:
                yield draft

    def _change(self, key: str, cells: Mapping[str, Cell]) -> Draft | None:
        """Draft of one record; all its cells are answered."""
        try:
            seen = self._sight.record(self._kind, key)
        except Absent as error:
            self._refuse(key, cells, sentence_of(error))
            return None
        texts = {name: cell.typed for name, cell in cells.items() if self._is_open(seen, cell)}
        values, troubles = read_texts(self._kind, texts, self._sight.plan.zone)
        for name, sentences in troubles.items():
            self._refuse(key, [name], _together(sentences))
        wanted = {name: values.get(name) for name in texts if name not in troubles}
        after = self._allowed(key, seen.place, wanted)
        return draft_of(self._sight, seen, after) if after is not None else None

    def _is_open(self, seen: Seen, cell: Cell) -> bool:
        """Whether a cell has still to be stored, and holds what its author saw; else it is answered."""
        place = seen.key, cell.field
        if cell.field not in self._names:
            self._told[place] = _no(*place, said("There is no such column."))
            return False
        holds = field_text(seen.record, cell.field, self._sight.plan.zone)
        self._told[place] = Answer(*place, Outcome.STORED)
        if _plain(holds) == _plain(cell.typed):
            return False
        if _plain(holds) == _plain(cell.seen):
            return True
        by = last_change(self._logs, self._sight, seen, cell.field)
        self._told[place] = Answer(
            *place,
            Outcome.STALE,
            holds=holds,
            by="" if by is None else by.who,
            at=None if by is None else by.at,
        )
        return False

    def _allowed(self, key: str, place: int | None, wanted: dict[str, Any]) -> Record | None:
        """Record with those of the values that he may give it; None if none is. The others are answered."""
        if not wanted:
            return None
        try:
            return self._made(place, wanted)
        except Refused:
            pass
        fine = {}
        for name, value in wanted.items():
            try:
                self._made(place, {name: value})
            except Refused as error:
                self._refuse(key, [name], sentence_of(error))
            else:
                fine[name] = value
        try:
            return self._made(place, fine) if fine else None
        except Refused as error:
            self._refuse(key, fine, sentence_of(error))
            return None

    def _made(self, place: int | None, values: Mapping[str, Any]) -> Record:
        change = Change(self._kind, place, dict(values))
        made = record_after(self._sight.whole, self._sight.view, change, self._new)
        assert made is not None
        return made

    # Rows that come and go

    def _additions(self) -> Iterator[Draft]:
        state = self._sight.state.of(self._kind.value)
        last = state.ordered[-1:]
        before = state[last[0]].fields.get(RANK, "") if last else ""
        ranks = ranks_between(before, "", len(self._batch.added))
        for row, rank in zip(self._batch.added, ranks, strict=True):
            key = _key(self._sight.state.log, self._author, self._batch, f"row {row.name}")
            made = self._addition(row)
            if made is None:
                continue
            self.keys[row.name] = key
            if self._sight.state.held(self._kind.value, key) is None:
                yield added(self._kind.value, {**fields_of(made), RANK: rank}, key)

    def _addition(self, row: NewRow) -> Record | None:
        texts = {name: text for name, text in row.texts.items() if text.strip()}
        for name in row.texts:
            self._told[row.name, name] = Answer(row.name, name, Outcome.STORED)
        strange = texts.keys() - self._names
        self._refuse(row.name, strange, said("There is no such column."))
        texts = {name: text for name, text in texts.items() if name in self._names}
        values, troubles = read_texts(self._kind, texts, self._sight.plan.zone)
        for name, sentences in troubles.items():
            self._refuse(row.name, [name], _together(sentences))
        wanted = {name: values[name] for name in texts if name in values and name not in troubles}
        return self._allowed(row.name, None, wanted)

    def _removals(self) -> Iterator[Draft]:
        for key in dict.fromkeys(self._batch.removed):
            place = key, ""
            self._told[place] = Answer(*place, Outcome.STORED)
            try:
                seen = self._sight.record(self._kind, key)
            except Absent:
                # What is gone, or never was there for him, need not go.
                continue
            try:
                record_after(
                    self._sight.whole, self._sight.view, Change(self._kind, seen.place, remove=True)
                )
            except Refused as error:
                self._told[place] = _no(*place, sentence_of(error))
            else:
                yield removed(self._sight.state, self._kind.value, key)

    def _refuse(self, record: str, fields: Iterable[str], sentence: str) -> None:
        for name in fields:
            self._told[record, name] = _no(record, name, sentence)


def _no(record: str, name: str, sentence: str) -> Answer:
    return Answer(record, name, Outcome.REFUSED, sentence)


def _together(sentences: list[str]) -> str:
    """Sentences one after another."""
    whole, *others = sentences
    for other in others:
        whole = said("{sentence} {other}", sentence=whole, other=other)
    return whole


def _ids_of(batch: Batch) -> Collection[str]:
    """Ids that rows get by the batch, which its other cells may name."""
    typed = [row.texts.get("id", "") for row in batch.added]
    typed += [cell.typed for cell in batch.cells if cell.field == "id"]
    return frozenset(text.strip() for text in typed if text.strip())


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
