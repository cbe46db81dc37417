"""What ``birlik plan`` does: make the timetable, write it in every form, say how good it is."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import typer

from birlik.cli import console
from birlik.cli.options import INTERRUPTED
from birlik.exercise.diagnostics import Finding
from birlik.exercise.plan import Plan
from birlik.exercise.release import AUTHOR, Reader
from birlik.exercise.sentences import counted, said
from birlik.exercise.time import minutes_text
from birlik.planning.timetable import Score, Timetable
from birlik.planning.verify.wording import shown

#: What a terminal is told to show its cursor again, which a progress bar hides.
SHOW_CURSOR = "\x1b[?25h\r\n"

#: Left-out serials shown on the screen; the workbook holds all of them.
SHOWN = 20


def made(
    plan: Plan, findings: Sequence[Finding], seconds: float, seed: int, quiet: bool
) -> Timetable:
    """Timetable of a plan, made with a progress bar; ends the command if nothing can be planned."""
    from birlik.planning.planner import Progress, plan_timetable

    with console.bar("planning", quiet) as show_done:
        tell = console.against_time(show_done, seconds)

        def listen(progress: Progress) -> None:
            words = progress.stage
            if progress.score:
                left = progress.score.mandatory_left_out
                words += counted(
                    " (left out: {number} mandatory serial)",
                    " (left out: {number} mandatory serials)",
                    left,
                )
            tell(words)

        try:
            with interruption() as asked:
                timetable = plan_timetable(
                    plan, findings, seconds=seconds, seed=seed, listener=listen, stop=asked
                )
        except ValueError as error:
            console.cannot_be_planned(error, quiet)
    if not plan.serials:
        words = said("the plan holds no serials, so there is nothing to plan; add some first")
        console.cannot_be_planned(words, quiet, "B407")
    return timetable


@contextmanager
def interruption(
    then: str = "the best timetable found so far is being written",
) -> Iterator[Callable[[], bool]]:
    """Let Ctrl-C end the search rather than the command: what was found so far is kept.

    A second Ctrl-C ends the command at once, with exit 130: threads that search are not waited for, and
    nothing is being written meanwhile.

    Parameters
    ----------
    then : str
        What happens now, told to whoever pressed it.

    Yields
    ------
    callable
        Whether Ctrl-C was pressed.
    """
    pressed = threading.Event()

    def press(_signal: int, _frame: object) -> None:
        if pressed.is_set():
            _end_at_once()
        pressed.set()
        # Whoever is just being told something else is not told this.
        with suppress(RuntimeError):
            typer.echo(f"Stopping; {then}.", err=True)

    if threading.current_thread() is not threading.main_thread():
        yield pressed.is_set
        return
    before = signal.signal(signal.SIGINT, press)
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)


def _end_at_once() -> None:
    """End the process as a shell expects of one that Ctrl-C ended, with the terminal as it was."""
    if sys.stderr.isatty():
        sys.stderr.write(SHOW_CURSOR)
    sys.stderr.flush()
    os._exit(INTERRUPTED)


def written(
    plan: Plan, timetable: Timetable, out: Path, quiet: bool, reader: Reader = AUTHOR
) -> list[Path]:
    """Files written for a timetable, in the order in which a planner opens them.

    What is written for a reader holds what he may read alone, and has ``programme.json`` in place of
    ``timetable.json``, which speaks of the whole plan.
    """
    from birlik.formats.documents.speaking import speech_in
    from birlik.formats.notices import notices
    from birlik.formats.notices.document import notices_text
    from birlik.formats.page import write_page
    from birlik.formats.timetable.calendars import write_calendars, write_reader_calendars
    from birlik.formats.timetable.geo import write_geojson, write_kml
    from birlik.formats.timetable.jsonfile import write_programme, write_timetable
    from birlik.formats.timetable.programme import programme
    from birlik.formats.timetable.sheets import write_sheets
    from birlik.languages import SOURCE

    with console.writing(out, quiet), console.bar("writing", quiet) as show:
        out.mkdir(parents=True, exist_ok=True)
        if not reader.whole and (out / "timetable.json").exists():
            raise ValueError(
                f"{out} holds a timetable of the whole plan; choose another --out for what you release"
            )
        joined = programme(timetable, plan, reader)
        forms: dict[str, Callable[[Path], None]] = {
            "timetable.html": lambda path: write_page(joined, path, console.language()),
            "timetable.xlsx": lambda path: write_sheets(joined, path, console.language()),
            "timetable.geojson": lambda path: write_geojson(joined, path),
            "timetable.kml": lambda path: write_kml(joined, path),
        }
        made = notices(joined, speech_in(SOURCE, plan.zone)) if reader.staff else ()
        if made:
            text = notices_text(made, speech_in(SOURCE, plan.zone))
            forms["notices.txt"] = lambda path: _write_text(path, text)
        else:
            (out / "notices.txt").unlink(missing_ok=True)
        if reader.whole:
            forms["timetable.json"] = lambda path: write_timetable(timetable, path)
        else:
            forms["programme.json"] = lambda path: write_programme(joined, path)
        files = []
        for number, (name, write) in enumerate(forms.items()):
            show(number / (len(forms) + 1), f"writing {name}")
            write(out / name)
            files.append(out / name)
        show(len(forms) / (len(forms) + 1), "writing calendars")
        with tempfile.TemporaryDirectory(dir=out) as folder:
            fresh = Path(folder) / "calendars"
            fresh.mkdir()
            if reader.whole:
                write_calendars(plan, timetable, fresh)
            else:
                write_reader_calendars(joined, fresh)
            _replace_folder(out / "calendars", fresh)
        files.append(out / "calendars")
    return files


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _replace_folder(folder: Path, fresh: Path) -> None:
    """Put a folder of calendars in place of an older one, so that no stale calendar remains."""
    if folder.is_dir():
        strange = [path.name for path in folder.iterdir() if path.suffix != ".ics"]
        if strange:
            raise ValueError(
                f"{folder} holds files that Birlik did not write ({strange[0]}); choose another --out"
            )
        shutil.rmtree(folder)
    fresh.replace(folder)


def show(
    plan: Plan,
    timetable: Timetable,
    findings: Sequence[Finding],
    out: Path,
    files: list[Path],
    quiet: bool,
) -> None:
    """What was made, how good it is, what was left out and why, and where it lies."""
    if quiet:
        content = {
            "out": str(out),
            "files": [str(path) for path in files],
            "complete": timetable.complete,
            "placed": len(timetable.placements),
            "serials": len(plan.serials),
            "errors_in_plan": sum(found.severity.value == "error" for found in findings),
        }
        summary = timetable.model_dump(mode="json", exclude={"placements"})
        console.as_json(content | summary, True)
        return
    placed, every = len(timetable.placements), len(plan.serials)
    colour = typer.colors.GREEN if timetable.complete else typer.colors.RED
    typer.secho(
        counted(
            "{placed} of {number} serial placed, without a conflict. {proof}",
            "{placed} of {number} serials placed, without a conflict. {proof}",
            every,
            placed=placed,
            proof=proof(timetable),
        ),
        fg=colour,
    )
    typer.echo(score_text(timetable.score))
    console.say_errors(findings)
    for entry in timetable.left_out[:SHOWN]:
        which = "mandatory" if entry.mandatory else "optional"
        typer.secho(
            f"  left out: {shown(entry.serial)} ({which}): {entry.code} {console.spoken(entry.reason)}",
            fg=typer.colors.RED if entry.mandatory else None,
        )
    if len(timetable.left_out) > SHOWN:
        rest = len(timetable.left_out) - SHOWN
        typer.echo(f"  … and {rest:,} more; see the sheet Left out in timetable.xlsx")
    for path in files:
        typer.echo(f"  {path}{'/' if path.is_dir() else ''}")


def score_text(score: Score) -> str:
    """Score in one line of words."""
    optional = sum(score.optional_left_out)
    return (
        f"Left out: {score.mandatory_left_out:,} mandatory, {optional:,} optional; broken wishes cost "
        f"{score.wishes:,}; unfairness {minutes_text(score.unfairness)}; the end {minutes_text(score.end)} "
        f"after STARTEX; "
        + counted("{number} move between sites.", "{number} moves between sites.", score.moves)
    )


def proof(timetable: Timetable) -> str:
    """What is proven, in a sentence."""
    if timetable.proof is None:
        return "Nothing is proven about it."
    if timetable.proof.optimal:
        return "Proven: no timetable is better."
    pairs = zip(timetable.score.levels, timetable.proof.bound.levels, strict=True)
    names = (
        "mandatory serials left out",
        *(f"optional serials left out of priority {priority}" for priority in range(1, 6)),
        "cost of wishes",
        "unfairness",
        "end",
        "moves",
    )
    gaps = [
        f"{name} {found:,}, at least {bound:,}"
        for name, (found, bound) in zip(names, pairs, strict=True)
        if found != bound
    ]
    return "Not yet proven: " + "; ".join(gaps) + "."
