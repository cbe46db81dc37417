"""The values of a workbook's cells, read by calamine from parts that were checked before."""

from __future__ import annotations

from typing import Any

from birlik.exercise.sentences import said
from birlik.formats.kinds import unreadable
from birlik.formats.workbook.parts import Parts
from birlik.formats.workbook.rows import Sheet
from birlik.formats.workbook.survey import SheetSurvey


def values_of(parts: Parts) -> dict[str, Sheet]:
    """Sheets with their values, by name, in the order of the workbook.

    Raises
    ------
    UnreadableFile
        B104 if the workbook is damaged in a way that only shows now.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    sheets = {}
    try:
        with CalamineWorkbook.from_filelike(parts.archive()) as workbook:
            for name, survey in parts.surveys.items():
                rows = []
                if survey.rows:
                    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
                sheets[name] = Sheet(name, _padded(rows, survey), survey)
    except (CalamineError, ValueError, OSError, OverflowError) as error:
        raise _damaged() from error
    except BaseException as error:
        # A panic of the Rust library is no Exception, and means that it met what it cannot read.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged() from None
    return sheets


def _damaged() -> Exception:
    remedy = said("open it in Excel or LibreOffice, save it again, or take it anew from its source")
    return unreadable("B104", said("the file is damaged"), remedy)


def _padded(rows: list[list[Any]], survey: SheetSurvey) -> list[list[Any]]:
    """Rows as many and as wide as the sheet; formulas without a result are no cells to calamine."""
    missing = survey.columns - (len(rows[0]) if rows else 0)
    if missing > 0:
        rows = [row + [""] * missing for row in rows]
    width = max(survey.columns, len(rows[0]) if rows else 0)
    rows += [[""] * width for _ in range(survey.rows - len(rows))]
    return rows
