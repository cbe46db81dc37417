"""A demonstration of Unity-2024 in a process of its own, and the ways in that it prints."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.serving import free_port

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "unity-2024" / "unity-2024.xlsx"


_ALWAYS = {"PYTHONUNBUFFERED": "1", "BROWSER": "true"}


@dataclass
class Demonstrated:
    """A running demonstration.

    Attributes
    ----------
    base : str
    links : dict of (str, str) to str
        Address on which somebody of a nation comes in with a role, once.
    """

    base: str
    links: dict[tuple[str, str], str]


@contextmanager
def demonstrated(folder: Path, *files: Path, languages: str = "en") -> Iterator[Demonstrated]:
    """Run ``birlik demo`` until the block ends.

    Parameters
    ----------
    folder : Path
    files : Path
        A plan and its timetable; else Unity-2024, which is planned.
    languages : str
        Those that people can choose; empty for all, so that each reads that of his nation.
    """
    of = [str(files[0]), "--timetable", str(files[1])] if files else [str(EXAMPLE)]
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "birlik.cli", "demo", *of),
            *("--data", str(folder), "--port", str(free_port())),
        ],
        env=os.environ | _ALWAYS | {"BIRLIK_LANGUAGES": languages},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    printed = ""
    try:
        for line in process.stdout:
            printed += line
            if "Ctrl-C" in line:
                break
        else:
            raise AssertionError(printed)
        yield Demonstrated(re.search(r"http://localhost:\d+", printed)[0], _links(printed))
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)


def _links(printed: str) -> dict[tuple[str, str], str]:
    found, nation = {}, ""
    for line in printed.splitlines():
        if re.fullmatch(r"[A-Z]{3}", line):
            nation = line
        elif match := re.fullmatch(r"  (.+?) +(http://\S+/sign-in/\S+)", line):
            found[nation, match[1]] = match[2]
    return found
