"""Formulas of foreign sheets: which of them are written back."""

from __future__ import annotations

import re

#: Functions that reach out of the workbook, in Excel or LibreOffice.
_REACHING = re.compile(
    r"\b(WEBSERVICE|FILTERXML|IMAGE|RTD|CALL|REGISTER(\.ID)?|EXEC|DDE|DDEINIT|HYPERLINK"
    r"|IMPORT\w+|ENCODEURL|SQL\.REQUEST|CUBE\w+|STOCKHISTORY|COPILOT|PY)\s*\(",
    re.IGNORECASE,
)
_STRINGS = re.compile(r'"(?:[^"]|"")*"')
_LONGEST = 8192


def is_harmless(formula: str) -> bool:
    """Whether a formula stays within its workbook: no other file, program or address.

    A formula that does not is replaced by its last result, as a workbook that is mailed around
    should not do more when it is opened than show what is in it. Names of tables are left out too,
    as tables themselves are not kept.
    """
    bare = _STRINGS.sub('""', formula)
    reaching = _REACHING.search(bare.replace("_xlfn.", "").replace("_xlws.", ""))
    return len(formula) <= _LONGEST and not reaching and not set(bare) & set("|[]")
