"""What a grid shows, as a file: the same columns, rows and order, of what the reader sees alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import SHEETS
from birlik.exercise.release import marking
from birlik.formats.stored import restored
from birlik.formats.tables import Table, csv_bytes, sheet_bytes
from birlik.formats.workbook.cells import field_value
from birlik.server.desk.cells import field_text
from birlik.server.desk.exporting import SHEETS_MEDIA, Written
from birlik.server.desk.rows import columns_seen
from birlik.server.desk.sight import Absent, Seen, Sight

#: Forms of a table, and their media types.
FORMS = {"xlsx": SHEETS_MEDIA, "csv": "text/csv; charset=utf-8"}


def table_file(
    sight: Sight,
    kind: RecordKind,
    form: str,
    names: Sequence[str],
    keys: Sequence[str],
    tell: Callable[[object], str] = str,
) -> Written:
    """Some records in some columns, under the marking of those records.

    Parameters
    ----------
    form : str
        One of :data:`FORMS`.
    names : sequence of str
        Columns, in this order; those that his role does not leave him are left out.
    keys : sequence of str
        Of records, in this order; those that he does not see are left out.
    tell : callable
        Says titles in the reader's language.
    """
    by_name = {column.name: column for column in columns_seen(sight, kind)}
    columns = [by_name[name] for name in dict.fromkeys(names) if name in by_name]
    shown = list(_seen(sight, kind, keys))
    mark, zone = marking([seen.record for seen in shown], sight.plan), sight.plan.zone
    title = f"{sight.plan.exercise.id} {tell(SHEETS[kind])}".strip()
    if form == "csv":
        rows = [[field_text(seen.record, c.name, zone) for c in columns] for seen in shown]
        content = csv_bytes(mark, [tell(column.heading) for column in columns], rows)
    else:
        values = [[_value(seen, column.name, sight) for column in columns] for seen in shown]
        headings = tuple((tell(column.heading), column.width) for column in columns)
        content = sheet_bytes(Table(title, mark, headings, values))
    name = f"{kind.value.replace('_', '-')}.{form}"
    return Written(name, FORMS[form], content, mark)


def _seen(sight: Sight, kind: RecordKind, keys: Sequence[str]) -> list[Seen]:
    found = []
    for key in dict.fromkeys(keys):
        try:
            found.append(sight.record(kind, key))
        except Absent:
            continue
    return found


def _value(seen: Seen, name: str, sight: Sight) -> object:
    """What stands in a cell: a date as a date; of what nobody could read, what was typed."""
    if name in seen.record.unread:
        return restored(seen.record.unread[name])
    return field_value(getattr(seen.record, name), sight.plan.zone)
