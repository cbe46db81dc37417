"""What ``birlik rehearse`` does: rehearse with a progress bar, write the files, show the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from birlik.cli import console, making
from birlik.exercise.plan import Plan
from birlik.exercise.sentences import counted, said
from birlik.exercise.time import minutes_text
from birlik.planning.timetable import Timetable
from birlik.planning.verify.wording import Wording

if TYPE_CHECKING:
    from birlik.planning.rehearsal import Rehearsal

#: Rows of a table on the screen; the files hold all of them.
SHOWN = 12


@dataclass(frozen=True)
class Settings:
    """How a rehearsal is asked for; minutes for tolerance and limit."""

    runs: int
    seed: int
    tolerance: int
    limit: int


def rehearsed(plan: Plan, timetable: Timetable, settings: Settings, quiet: bool) -> Rehearsal:
    """Rehearsal of a timetable; ends the command if it is one of another plan."""
    from birlik.planning.rehearsal import AnotherPlan, BrokenTimetable, rehearse

    with console.bar("rehearsing", quiet) as show:
        try:
            with making.interruption("the runs made so far are counted") as asked:
                return rehearse(
                    plan,
                    timetable,
                    runs=settings.runs,
                    seed=settings.seed,
                    tolerance=settings.tolerance,
                    limit=settings.limit,
                    listener=lambda progress: show(progress.done, progress.stage),
                    stop=asked,
                )
        except AnotherPlan as error:
            message, code = str(error), "B551"
        except BrokenTimetable as error:
            message, code = str(error), error.findings[0].code if error.findings else ""
        except ValueError as error:
            console.cannot_be_planned(error, quiet)
    console.fail(message if quiet or code in message else f"{code} {message}".strip(), quiet, code)
    raise AssertionError


def written(plan: Plan, found: Rehearsal, out: Path, quiet: bool) -> list[Path]:
    """Files written for a rehearsal."""
    from birlik.formats.rehearsal.jsonfile import write_rehearsal
    from birlik.formats.rehearsal.page import write_rehearsal_page

    forms: dict[str, Callable[[Path], None]] = {
        "rehearsal.html": lambda path: write_rehearsal_page(found, plan, path),
        "rehearsal.json": lambda path: write_rehearsal(found, path),
    }
    with console.writing(out, quiet):
        out.mkdir(parents=True, exist_ok=True)
        for name, write in forms.items():
            write(out / name)
    return [out / name for name in forms]


def show(plan: Plan, found: Rehearsal, files: Sequence[Path], quiet: bool) -> None:
    """What was found: a few lines, the serials most at risk, what endangers the rest, buffers."""
    if quiet:
        console.as_json(
            {"files": [str(path) for path in files]} | found.model_dump(mode="json"), True
        )
        return
    from rich.console import Console

    screen = Console(highlight=False)
    words = Wording(plan.zone, plan.exercise.startex)
    titles = {serial.id: serial.title for serial in reversed(plan.serials)}
    usual = " The plan names no disturbances; the usual ones were taken." if found.usual else ""
    screen.print(
        (
            counted("{number} serial", "{number} serials", len(found.serials))
            + counted(", carried out once", ", carried out {number} times", found.runs)
            if found.serials
            else said("The timetable places no serials; there is nothing to carry out")
        )
        + f" (seed {found.seed})."
        f"{' It was stopped before all runs and buffers were through.' if found.stopped else ''}{usual}"
    )
    if found.end and found.end.percentiles:
        early, middle, late = (
            words.moment(found.end.percentiles[percent]) for percent in (5, 50, 95)
        )
        screen.print(
            f"The end: planned {words.moment(found.end.planned)}; by {middle} in half "
            f"of the runs, between {early} and {late} in nine of ten."
        )
    worst = sorted(found.serials, key=lambda serial: (serial.on_time, serial.serial))
    _table(
        screen,
        f"Serials least likely to begin within {found.tolerance} min of their time",
        ("serial", "", "on time", "held", "mean delay", "9 of 10 within"),
        (
            (
                serial.serial,
                titles.get(serial.serial, ""),
                _percent(serial.on_time),
                _percent(serial.held),
                _minutes(serial.mean_delay),
                _minutes(serial.late_delay),
            )
            for serial in worst
        ),
    )
    _table(
        screen,
        "Objectives least likely to be trained in full",
        ("objective", "nation", "serials", "trained", "all of them"),
        (
            (
                one.objective,
                one.nation,
                str(one.serials),
                _percent(one.trained),
                _percent(one.fully),
            )
            for one in sorted(found.objectives, key=lambda one: (one.trained, one.fully))
        ),
    )
    _table(
        screen,
        "What hands most delay on to the rest, in a run",
        ("", "what", "handed on", "begins there"),
        (
            (kind, danger.id, _minutes(danger.passes_on), _minutes(danger.causes))
            for kind, dangers in (
                ("serial", found.dangerous_serials[:5]),
                ("unit", found.dangerous_units[:3]),
                ("area", found.dangerous_areas[:3]),
                ("pool", found.dangerous_pools[:2]),
            )
            for danger in dangers
        ),
    )
    _table(
        screen,
        "Where time kept free would help",
        ("after", "keep free", "more on time", "more held", "less delay", "end later by"),
        (
            (
                buffer.after,
                minutes_text(buffer.minutes),
                f"{buffer.more_on_time:+.2f} serials",
                f"{buffer.more_held:+.2f} serials",
                _minutes(buffer.less_delay),
                minutes_text(buffer.end_later),
            )
            for buffer in found.buffers
        ),
    )
    for reason, often in found.reasons.items():
        screen.print(f"  cancelled, {often:.2f} serials a run: {reason.value}")
    for path in files:
        screen.print(f"  {path}", soft_wrap=True, markup=False)


def _table(screen: object, title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Table of the first rows; nothing if there are none."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    assert isinstance(screen, Console)
    lines = list(rows)
    if not lines:
        return
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for number, head in enumerate(heads):
        words = number == 0 or head in ("", "nation", "what")
        table.add_column(head, justify="left" if words else "right", no_wrap=not words)
    for line in lines[:SHOWN]:
        table.add_row(*(Text(cell) for cell in line))
    screen.print()
    screen.print(table)
    if len(lines) > SHOWN:
        screen.print(f"… and {len(lines) - SHOWN:,} more")


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _minutes(minutes: float) -> str:
    return f"{minutes:.0f} min"
