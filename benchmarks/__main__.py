"""Run all benchmarks, or those named: ``python -m benchmarks [unity] [replan] [rehearse] ...``."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks import commands, explain, large, rehearse, replan, unity, workbook
from benchmarks.figure import Figure, table

SUITES: dict[str, Callable[[], Iterable[Figure]]] = {
    "commands": commands.figures,
    "unity": unity.figures,
    "large": large.figures,
    "replan": replan.figures,
    "explain": explain.figures,
    "workbook": workbook.figures,
    "rehearse": rehearse.figures,
}


def machine() -> str:
    """Name of the machine, as far as it tells."""
    model = "unknown processor"
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8") as info:
            model = next(
                line.split(":", 1)[1].strip() for line in info if line.startswith("model name")
            )
    except (OSError, StopIteration):
        pass
    return (
        f"{model}, {os.cpu_count()} cores; {platform.system()} {platform.release().split('-')[0]}; "
        f"{platform.python_implementation()} {platform.python_version()}"
    )


def main(names: list[str]) -> None:
    """Print a table of the suites named, all if none is."""
    print(machine(), "\n")
    figures = [figure for name in names or SUITES for figure in SUITES[name]()]
    print(table(figures))


if __name__ == "__main__":
    main(sys.argv[1:])
