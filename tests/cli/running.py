"""The command line as a person calls it, and small plans to call it with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from birlik.cli.app import app
from birlik.exercise.plan import Plan
from birlik.formats.planfile import write
from tests.building import area, plan_with, serial, unit


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, and what it printed to either stream."""

    code: int
    out: str
    err: str

    @property
    def content(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


def birlik(*arguments: object) -> Ended:
    """Run a command; an exception that it does not handle is raised."""
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Ended(done.exit_code, done.stdout, done.stderr)


def good_plan() -> Plan:
    """Plan of two serials that has nothing wrong with it."""
    return plan_with(
        areas=[area("RANGE", site="NORTH", position="43.6 51.1")],
        units=[unit("U-1")],
        serials=[
            serial("S-1", 60, areas="RANGE", units="U-1"),
            serial("S-2", 60, areas="RANGE", units="U-1", after="S-1 +30"),
        ],
    )


def crowded_plan() -> Plan:
    """Plan of two mandatory serials of which only one finds a place."""
    return plan_with(
        areas=[area("RANGE")],
        serials=[
            serial(f"S-{n}", 60, areas="RANGE", hours="09:00-10:30", days="2024-07-09")
            for n in (1, 2)
        ],
    )


def faulty_plan() -> Plan:
    """Plan with a serial that names an area nobody knows."""
    return plan_with(areas=[area("RANGE")], serials=[serial("S-1", areas="RANGF")])


def stored(plan: Plan, path: Path) -> Path:
    """File that holds a plan."""
    write(plan, path)
    return path
