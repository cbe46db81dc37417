"""What commands have in common: the file they read, the form in which they answer, how they end."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON, and nothing else.")]
PlanFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="A workbook (.xlsx) or a plan (.json).")
]

#: How a command ends.
FINE, FINDINGS, UNREADABLE, INCOMPLETE, BROKEN, INTERRUPTED = 0, 1, 2, 3, 70, 130
