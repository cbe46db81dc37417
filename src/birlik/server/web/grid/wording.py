"""All that the script of the grid says; places in braces are filled in by the script."""

from __future__ import annotations

from django.utils.translation import gettext as _


def words(word: str, may_add: bool) -> dict[str, str]:
    """Sentences by the names that the script has for them.

    Parameters
    ----------
    word : str
        What a record of the kind is called.
    may_add : bool
        Whether the reader may add one.
    """
    nothing = _("There is no %(word)s that you see.") % {"word": word}
    if may_add:
        nothing = _(
            "There is no %(word)s yet that you see. Press Ctrl+Enter to add a row, or paste rows from a "
            "spreadsheet."
        ) % {"word": word}
    return {
        "loading": _("Loading …"),
        "nothing": nothing,
        "nothingFound": _("Nothing was found. Change the filters, or show all."),
        "shown": _("{shown} of {every} shown"),
        "all": _("{every} rows"),
        "found": _("Findings"),
        "margin": _("Row {number}"),
        "filter": _("Filter {column}"),
        "sortUp": _("Sorted by {column}, rising"),
        "sortDown": _("Sorted by {column}, falling"),
        "sortNone": _("Not sorted"),
        "readOnly": _("You may read this cell, but not change it."),
        "readOnlySome": _("{number} cells are not yours to change, and stay as they are."),
        "sameAll": _("Nothing was changed."),
        "waiting": _("Storing {number} cells …"),
        "stored": _("All is stored."),
        "offline": _(
            "No connection. {number} cells are kept in this window, and sent again by themselves."
        ),
        "signedOut": _(
            "You are signed out, or take part no longer. What you typed is kept in this window: sign in "
            "again in another one, then try again."
        ),
        "again": _("Try again"),
        "offer": _("{number} cells were typed here and not stored when the window was left."),
        "send": _("Store them now"),
        "discard": _("Throw them away"),
        "undone": _("Taken back."),
        "redone": _("Done again."),
        "nothingToUndo": _("There is nothing of yours to take back here."),
        "nothingToRedo": _("There is nothing to do again."),
        "undo": _("Take back"),
        "removedOne": _("1 row was removed."),
        "removed": _("{number} rows were removed."),
        "notRemoved": _("{number} rows are not yours to remove."),
        "copied": _("{number} cells were copied."),
        "notCopied": _("The browser does not let this page copy. Press Ctrl+C instead."),
        "pasted": _("{number} cells were pasted."),
        "pastedRows": _("{number} cells were pasted, in {rows} new rows among them."),
        "beyond": _(
            "{number} columns of what was pasted lie beyond the last column, and are left out."
        ),
        "tooMuch": _(
            "At most 5,000 cells and 1,000 rows can be changed at once; import a workbook instead."
        ),
        "noRows": _("You may not add a %(word)s here, so rows beyond the last are left out.")
        % {"word": word},
        "filled": _("{number} cells were filled."),
        "refused": _("{column} of {row} was not stored: {sentence}"),
        "refusedRow": _("{row}: {sentence}"),
        "stale": _("{column} of {row}: {by} changed it to “{holds}” ({at}). You typed “{typed}”."),
        "staleNow": _("{column} of {row} was changed to “{holds}” meanwhile. You typed “{typed}”."),
        "gone": _("{row} was removed by somebody else. You typed “{typed}” in {column}."),
        "keepMine": _("Keep mine"),
        "takeTheirs": _("Take theirs"),
        "leave": _("Leave it"),
        "goThere": _("Show the cell"),
        "empty": _("nothing"),
        "newRow": _("New row"),
        "row": _("row {number}"),
        "noFindings": _("There are no findings in the rows shown."),
        "here": _("{people} is in this row"),
        "selected": _("{rows} rows × {columns} columns"),
        "offers": _("Suggestions"),
        "offersNone": _("Nothing of that name that you see"),
        "choose": _("choose one of: {choices}"),
        "width": _("Width of {column}"),
        "up": _("Move {column} up"),
        "down": _("Move {column} down"),
        "show": _("Show {column}"),
        "viewKept": _("The view “{name}” is kept."),
        "deleteView": _("Delete the view “{name}”"),
        "viewDeleted": _("The view “{name}” is deleted."),
        "allColumns": _("All columns, as they come"),
        "failed": _("The server did not answer. Load the page again."),
        "notOpened": _("The rows could not be loaded. Load the page again."),
        "open": _("Open the form of {row}"),
        "unsavedRow": _("This row has no %(word)s behind it yet: type into one of its cells.")
        % {"word": word},
    }


def keys() -> list[dict[str, str]]:
    """What each key does, as the dialog of all pages lists it; keys stand apart with spaces."""
    return [
        _key("← → ↑ ↓", _("Next cell; with Shift, select; below the last row, a new one")),
        _key("Tab", _("Go right, and on to the next row; with Shift, left")),
        _key("Home End", _("First and last column; with Ctrl, first and last cell")),
        _key("PgUp PgDn", _("A page up and down")),
        _key("Ctrl+← Ctrl+→ Ctrl+↑ Ctrl+↓", _("To the end of what is filled in")),
        _key("Enter F2", _("Edit the cell; Enter again stores it")),
        _key("Alt+Enter", _("A new line within a cell")),
        _key("Esc", _("Leave the cell as it was; in the table: the next Tab leaves the table")),
        _key("Alt+↓", _("Open suggestions")),
        _key("Delete", _("Empty what is selected")),
        _key("Ctrl+C Ctrl+X Ctrl+V", _("Copy, cut and paste, also from and to Excel")),
        _key("Ctrl+D", _("Fill down what stands in the first selected row")),
        _key("Ctrl+A", _("Select all")),
        _key("Shift+Space", _("Select the row")),
        _key("Ctrl+Enter", _("Add a row; while editing: the text into all that is selected")),
        _key("Ctrl+−", _("Remove the selected rows")),
        _key("Ctrl+Z Ctrl+Y", _("Take back, and do again")),
        _key("F8", _("Next finding; with Shift, the one before")),
        _key("Ctrl+F", _("Search")),
        _key("Alt+↑", _("Sort by this column: rising, falling, not")),
        _key("Ctrl+O", _("Open the form of the record")),
        _key("F6", _("To the tools, and back")),
    ]


def _key(names: str, does: str) -> dict[str, str]:
    return {"keys": names, "does": does}
