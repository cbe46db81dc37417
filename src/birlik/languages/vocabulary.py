"""Texts of the vocabulary, which no pattern in the code holds: titles, helps, words."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import birlik
from birlik.exercise.codes import CODES
from birlik.exercise.columns import columns_of
from birlik.exercise.diagnostics import Severity
from birlik.exercise.plan import MODELS, SHEETS
from birlik.exercise.records.disturbances import Counting, Distribution, DisturbanceKind
from birlik.exercise.records.record import Record
from birlik.exercise.records.rules import RuleKind
from birlik.exercise.records.serials import Light
from birlik.exercise.roles import Role
from birlik.exercise.sentences import several
from birlik.exercise.values.hours import Weekday

_ROOT = Path(birlik.__file__).parent


@dataclass(frozen=True)
class Text:
    """A text to translate.

    Attributes
    ----------
    text : str
    where : str
        The file that it comes from, from the root of the repository.
    about : str
        What it is, for translators.
    """

    text: str
    where: str
    about: str


def vocabulary() -> Iterator[Text]:
    """All of them; some more than once, where several fields have one title."""
    yield from _records()
    codes = _file_of(Severity).replace("diagnostics", "codes")
    for code, described in CODES.items():
        yield Text(described.meaning, codes, f"Meaning of the finding code {code}")
    for name in ("Latin", "Cyrillic", "Greek"):
        yield Text(name, "src/birlik/exercise/judge/alphabets.py", "Name of an alphabet")
    choices: list[type[StrEnum]] = [Severity, Role, Light, Weekday, RuleKind]
    choices += [DisturbanceKind, Distribution, Counting, *_of_planning()]
    for each in choices:
        yield from _words(each)
    for level in (
        "mandatory serials",
        "optional serials",
        "wishes",
        "fair shares",
        "the end",
        "moves",
    ):
        yield Text(level, "src/birlik/planning/exact/levels.py", "Level of a timetable's score")


def _records() -> Iterator[Text]:
    common = frozenset(column.name for column in columns_of(Record))
    yield from _columns(Record, "every record", frozenset())
    for kind, model in MODELS.items():
        where, word = _file_of(model), model.word
        yield Text(word, where, "Kind of record, as a sentence names one")
        yield Text(several(word), where, f"Several of the kind of record {word}")
        yield Text(
            SHEETS[kind], where, f"Name of the sheet and the list of the kind of record {word}"
        )
        yield Text(kind.value.replace("_", " "), where, f"Kind of record {word}, as a choice")
        yield from _columns(model, f"kind of record {word}", skipped=common)


def _columns(model: type[Record], of: str, skipped: frozenset[str]) -> Iterator[Text]:
    where = _file_of(model)
    for column in columns_of(model):
        if column.name in skipped:
            continue
        field = f'field "{column.title}", {of}'
        yield Text(str(column.title), where, f"Title of a field, {of}")
        if column.help:
            yield Text(str(column.help), where, f"Help of the {field}")
        if column.unit:
            yield Text(column.unit, where, f"Unit of the {field}")
        for choice in column.choices:
            yield Text(choice, where, f"Choice of the {field}")


def _of_planning() -> Iterable[type[StrEnum]]:
    from birlik.planning.contradictions.result import DemandKind, RemedyKind
    from birlik.planning.rehearsal.outcome import Reason
    from birlik.planning.repair.changes import ChangeKind

    return DemandKind, RemedyKind, Reason, ChangeKind


def _words(choices: type[StrEnum]) -> Iterator[Text]:
    for choice in choices:
        about = (inspect.getdoc(choices) or choices.__name__).partition("\n")[0]
        yield Text(choice.value.replace("_", " "), _file_of(choices), f"One of: {about}")


def _file_of(thing: Any) -> str:
    path = Path(inspect.getfile(thing)).resolve()
    return f"src/birlik/{path.relative_to(_ROOT.resolve()).as_posix()}"
