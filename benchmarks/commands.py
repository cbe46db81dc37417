"""How long the commands take that people wait for, beside an empty Python."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure, seconds

EXAMPLE = Path(__file__).parent.parent / "examples" / "unity-2024" / "unity-2024.xlsx"


def _command(*arguments: str) -> None:
    subprocess.run(arguments, check=False, capture_output=True)


def figures() -> Iterator[Figure]:
    """Time of ``birlik --help`` and of ``birlik check`` on the example."""
    birlik = str(Path(sys.executable).parent / "birlik")
    empty = seconds(lambda: _command(sys.executable, "-c", "pass"))
    helped = seconds(lambda: _command(birlik, "--help"))
    yield Figure(
        "`birlik --help`",
        f"{helped:.2f} s",
        "0.3 s",
        "an empty Python",
        f"{empty:.2f} s ({helped / empty:.0f}×)",
    )
    checked = seconds(lambda: _command(birlik, "check", str(EXAMPLE)))
    code = "import openpyxl, sys; openpyxl.load_workbook(sys.argv[1])"
    opened = seconds(lambda: _command(sys.executable, "-c", code, str(EXAMPLE)))
    yield Figure(
        "`birlik check` on Unity-2024",
        f"{checked:.2f} s",
        "1.5 s",
        "openpyxl opening the file, no check",
        f"{opened:.2f} s ({checked / opened:.1f}×)",
    )
