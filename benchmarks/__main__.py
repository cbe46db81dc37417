"""Run all benchmarks, or those named: ``python -m benchmarks [unity] [replan] [rehearse] ...``.

With ``--psplib FOLDER`` the projects of the PSPLIB in that folder are among them; see `benchmarks.psplib`.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks import (
    board,
    commands,
    editing,
    explain,
    grid,
    jointplan,
    large,
    live,
    log,
    pages,
    psplib,
    rehearse,
    release,
    replan,
    serving,
    taskjuggler,
    unity,
    workbook,
)
from benchmarks import map as map_bench
from benchmarks.figure import Figure, table

SUITES: dict[str, Callable[[], Iterable[Figure]]] = {
    "commands": commands.figures,
    "unity": unity.figures,
    "large": large.figures,
    "replan": replan.figures,
    "explain": explain.figures,
    "workbook": workbook.figures,
    "rehearse": rehearse.figures,
    "release": release.figures,
    "taskjuggler": taskjuggler.figures,
    "serving": serving.figures,
    "log": log.figures,
    "pages": pages.figures,
    "map": map_bench.figures,
    "board": board.figures,
    "live": live.figures,
    "editing": editing.figures,
    "grid": grid.figures,
    "jointplan": jointplan.figures,
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


def main(arguments: list[str]) -> None:
    """Print a table of the suites named, all if none is."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(SUITES)}")
    parser.add_argument("--psplib", type=Path, metavar="FOLDER", help="a folder of the PSPLIB")
    wanted = parser.parse_args(arguments)
    if unknown := set(wanted.names) - set(SUITES):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    chosen = wanted.names or ([] if wanted.psplib else SUITES)
    print(machine(), "\n")
    figures = [figure for name in chosen for figure in SUITES[name]()]
    if wanted.psplib:
        figures += psplib.figures(wanted.psplib)
    print(table(figures))


if __name__ == "__main__":
    main(sys.argv[1:])
