"""Plans in files: plan.json, read as leniently as a workbook, and one way in and out for both."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from birlik.exercise.columns import RecordKind, columns_of
from birlik.exercise.diagnostics import Finding, Place, finding
from birlik.exercise.plan import FORMAT, MODELS, ForeignSheet, Plan
from birlik.exercise.records.record import Record
from birlik.exercise.records.setting import Exercise
from birlik.exercise.sentences import said, term
from birlik.exercise.values.reading import Reading
from birlik.formats.kinds import content_of, is_packed, unreadable
from birlik.formats.origins import ListOrigin, Origin, ReadPlan, UnreadableFile, finding_line
from birlik.formats.records import record_of, trouble_finding
from birlik.formats.replacing import replace_file
from birlik.formats.stored import restored

__all__ = [
    "ReadPlan",
    "UnreadableFile",
    "finding_line",
    "read",
    "write",
]

#: Limits of a plan file, so that no file takes more memory than a machine has: bytes, groups of values
#: (objects and lists) in all, and records of one kind. A workbook holds as many rows.
LARGEST, MOST_GROUPS, MOST_RECORDS = 128 * 2**20, 1_000_000, 200_000

#: How deeply values may be nested that no field gives a shape.
DEEPEST = 40

Progress = Callable[[float], None]

_FAMILY, _, _VERSION = FORMAT.partition("/")
_LONE_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def read(path: Path, progress: Progress | None = None) -> ReadPlan:
    """Plan of a workbook or a plan file, whichever it is; the name of the file does not matter.

    Parameters
    ----------
    path : Path
    progress : callable, optional
        Told the fraction done, from 0 to 1.

    Raises
    ------
    UnreadableFile
        If nothing at all can be read: B101 to B106.
    """
    content = content_of(path)
    if is_packed(content) or not _is_json(content):
        from birlik.formats.workbook.reader import workbook_plan

        return workbook_plan(content, progress)
    return json_plan(content, progress)


def write(plan: Plan, path: Path) -> None:
    """Write a plan as a workbook or a plan file, by the ending of the name.

    A file that is there is replaced only when all is done.

    Raises
    ------
    OSError
        If the file cannot be written.
    ValueError
        If the ending is neither ``.xlsx`` nor ``.json``, or a text is too long for a workbook.
    """
    ending = path.suffix.lower()
    if ending == ".xlsx":
        from birlik.formats.workbook.writer import write_workbook

        write_workbook(plan, path)
    elif ending == ".json":
        replace_file(path, (plan.to_json() + "\n").encode())
    else:
        raise ValueError(
            said("{file} should end in .xlsx or .json, to say what to write", file=path.name)
        )


def json_plan(content: bytes, progress: Progress | None = None) -> ReadPlan:
    """Plan of a plan file's bytes; see :func:`read`."""
    document = _document(content)
    return _Reader(document, progress or _nobody).read()


def _nobody(_done: float) -> None:
    """Listen to nothing."""


def _is_json(content: bytes) -> bool:
    start = content[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith((b"{", b"[")) and not start.startswith(b"{\\rtf")


def _document(content: bytes) -> dict[str, Any]:
    """Object that a plan file holds, if it is of this format and sound.

    Raises
    ------
    UnreadableFile
    """
    remedy = said("take it anew from where it came from")
    if len(content) > LARGEST:
        raise unreadable(
            "B105",
            said("it is larger than {number} MB; no plan needs that much", number=LARGEST >> 20),
        )
    if content.count(b"{") + content.count(b"[") > MOST_GROUPS:
        raise unreadable(
            "B105",
            said("it holds more than {number} groups of values", number=MOST_GROUPS),
            said(
                "a plan has at most {number} records of one kind; plan the exercise in parts",
                number=MOST_RECORDS,
            ),
        )
    try:
        document = json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_constant=_no_number,
            parse_float=_number,
        )
        if _LONE_SURROGATE.search(content):
            json.dumps(document, ensure_ascii=False).encode()
    except RecursionError as error:
        raise unreadable("B105", said("its values are nested too deeply")) from error
    except UnicodeError as error:
        raise unreadable("B104", said("the file is no sound UTF-8 text"), remedy) from error
    except json.JSONDecodeError as error:
        message = said(
            "the file is cut off or damaged at line {line}, column {column}",
            line=error.lineno,
            column=error.colno,
        )
        raise unreadable("B104", message, remedy) from error
    except ValueError as error:
        raise unreadable(
            "B104", said("the file is damaged: {error}", error=str(error)), remedy
        ) from error
    written = document.get("format") if isinstance(document, dict) else None
    if not isinstance(written, str):
        raise unreadable(
            "B102",
            said("this is JSON, but no plan"),
            said('a plan begins with "{format}"', format=FORMAT),
        )
    family, _, version = written.partition("/")
    if family != _FAMILY:
        raise unreadable(
            "B102",
            said("this is no plan, but {written}", written=written[:60]),
            said("give it a plan or a workbook"),
        )
    if version != _VERSION:
        raise unreadable(
            "B106",
            said("the file was written by a newer Birlik ({written})", written=written[:60]),
            said("update Birlik"),
        )
    return cast("dict[str, Any]", document)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(said('"{name}" stands twice in one object', name=twice[:60]))
    return found


def _no_number(text: str) -> Any:
    raise ValueError(said("{text} is not a number", text=text))


def _number(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(said("{text} is too large a number", text=text[:40]))
    return number


class _Reader:
    """The reading of one plan file."""

    def __init__(self, document: dict[str, Any], tell: Progress) -> None:
        self._document = document
        self._tell = tell
        self._findings: list[Finding] = []
        self._origins: dict[RecordKind, Origin] = {}
        self._unknown: set[tuple[RecordKind, str]] = set()

    def read(self) -> ReadPlan:
        """Plan of all lists; the exercise comes first, as its zone says what the times mean."""
        exercise = self._exercise()
        zone = ZoneInfo(exercise.time_zone) if exercise.time_zone else None
        kinds = [kind for kind in MODELS if kind is not RecordKind.EXERCISE]
        records: dict[str, Any] = {}
        for number, kind in enumerate(kinds):
            self._tell(number / len(kinds))
            records[kind.value] = self._records(kind, Reading(zone=zone))
        sheets = self._foreign_sheets()
        for name in self._document.keys() - {"format", "foreign_sheets", *MODELS}:
            message = said('"{name}" is not part of a plan; it is not read', name=name[:60])
            self._findings.append(finding("B120", message, Place(cell=name[:60])))
        plan = Plan(exercise=exercise, foreign_sheets=sheets, **records)
        self._tell(1.0)
        return ReadPlan(plan, tuple(self._findings), self._origins)

    def _exercise(self) -> Exercise:
        kind = RecordKind.EXERCISE
        fields = self._document.get(kind.value, {})
        self._origins[kind] = ListOrigin(kind.value)
        if not isinstance(fields, dict):
            self._report(kind.value, said("a group of values was expected"))
            return Exercise()
        # Read once for its zone, which says what its own times mean.
        name = {key: fields[key] for key in ("time_zone",) if key in fields}
        zone = record_of(Exercise, name, Reading())[0].time_zone
        reading = Reading(zone=ZoneInfo(zone) if zone else None)
        return cast("Exercise", self._record(kind, 0, fields, reading))

    def _records(self, kind: RecordKind, reading: Reading) -> tuple[Record, ...]:
        items = self._document.get(kind.value, [])
        positions: list[int] = []
        self._origins[kind] = ListOrigin(kind.value, positions)
        if not isinstance(items, list):
            self._report(kind.value, said("a list was expected"))
            return ()
        if len(items) > MOST_RECORDS:
            raise unreadable(
                "B105",
                said(
                    "it holds {count} records in {kind}; at most {most} are read",
                    count=len(items),
                    kind=kind.value,
                    most=MOST_RECORDS,
                ),
                said("plan the exercise in parts"),
            )
        records: list[Record] = []
        for position, fields in enumerate(items):
            if isinstance(fields, dict):
                positions.append(position)
                records.append(self._record(kind, len(records), fields, reading))
            else:
                self._report(
                    f"{kind.value}[{position}]",
                    said("this is not a {word}", word=term(MODELS[kind].word)),
                )
        return tuple(records)

    def _record(
        self, kind: RecordKind, index: int, fields: dict[str, Any], reading: Reading
    ) -> Record:
        """Record of an object; what it keeps of an earlier reading is tried again."""
        model = MODELS[kind]
        names = {column.name for column in columns_of(model)}
        values = {name: value for name, value in fields.items() if name in names}
        extra = self._kept(fields, "extra")
        for name, value in self._kept(fields, "unread").items():
            if name in names:
                values.setdefault(name, restored(value))
            else:
                extra.setdefault(name, value)
        for name in fields.keys() - names - {"extra", "unread"}:
            extra.setdefault(name, fields[name])
            if (kind, name) not in self._unknown:
                self._unknown.add((kind, name))
                message = said(
                    '"{name}" is not a field of a {word}; it is kept',
                    name=name[:60],
                    word=term(model.word),
                )
                self._findings.append(finding("B112", message, Place(kind=kind, index=index)))
        if _is_deep(extra) or _is_deep(values):
            raise unreadable(
                "B105", said("the values of {kind} are nested too deeply", kind=kind.value)
            )
        record, troubles = record_of(model, values | {"extra": extra}, reading)
        for trouble in troubles:
            place = Place(kind=kind, index=index, record=record.id, field=trouble.field)
            self._findings.append(trouble_finding(trouble, values[trouble.field], place))
        for name, remark in reading.remarks:
            place = Place(kind=kind, index=index, record=record.id, field=name)
            self._findings.append(finding("B121", remark, place))
        return record

    def _kept(self, fields: dict[str, Any], name: str) -> dict[str, Any]:
        kept = fields.get(name) or {}
        return dict(kept) if isinstance(kept, dict) else {name: kept}

    def _foreign_sheets(self) -> tuple[ForeignSheet, ...]:
        items = self._document.get("foreign_sheets", [])
        if not isinstance(items, list):
            self._report("foreign_sheets", said("a list was expected"))
            return ()
        if _is_deep(items):
            raise unreadable("B105", said("the values of foreign_sheets are nested too deeply"))
        sheets = []
        for position, item in enumerate(items):
            try:
                sheets.append(ForeignSheet.model_validate(item))
            except ValidationError:
                self._report(
                    f"foreign_sheets[{position}]", said("this is not a sheet with a title")
                )
        return tuple(sheets)

    def _report(self, cell: str, message: str) -> None:
        self._findings.append(finding("B120", message, Place(cell=cell)))


def _is_deep(value: Any) -> bool:
    """Whether values are nested deeper than allowed; counted without recursion."""
    level = [value]
    for _ in range(DEEPEST):
        level = [
            part
            for group in level
            for part in (group.values() if isinstance(group, dict) else group)
            if isinstance(part, dict | list)
        ]
        if not level:
            return False
    return True
