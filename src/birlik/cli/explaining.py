"""What ``birlik explain`` does: seek contradictions with a progress bar, tell them and their remedies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

from birlik.cli import console, making
from birlik.exercise.diagnostics import Finding, Place
from birlik.exercise.plan import Plan
from birlik.exercise.sentences import counted, said
from birlik.planning.verify.wording import shown

if TYPE_CHECKING:
    from birlik.formats.planfile import ReadPlan
    from birlik.planning.contradictions import Contradiction, Explanation, Remedy

#: Demands of one contradiction, and cells of one remedy, shown on the screen; --json holds all.
SHOWN, SHOWN_CELLS = 12, 4


def explained(
    plan: Plan, findings: Sequence[Finding], seconds: float, seed: int, quiet: bool
) -> Explanation:
    """Explanation of a plan, with a progress bar; ends the command if nothing can be planned."""
    from birlik.planning.contradictions import explain

    with console.bar("explaining", quiet) as show_done:
        tell = console.against_time(show_done, seconds)
        try:
            with making.interruption("what was found so far is being told") as asked:
                return explain(
                    plan,
                    findings,
                    seconds=seconds,
                    seed=seed,
                    listener=lambda progress: tell(progress.stage),
                    stop=asked,
                )
        except ValueError as error:
            console.cannot_be_planned(error, quiet)


def show(source: ReadPlan, found: Explanation, quiet: bool) -> None:
    """Contradictions, their demands with the cells that hold them, and remedies, the cheapest first."""
    if quiet:
        console.as_json(_as_json(source, found), True)
        return
    if found.possible:
        words = (
            counted(
                "The mandatory serial can be placed; nothing contradicts.",
                "All {number} mandatory serials can be placed; nothing contradicts.",
                found.mandatory,
            )
            if found.mandatory
            else said("There are no mandatory serials; nothing contradicts.")
        )
        typer.secho(console.spoken(words), fg=typer.colors.GREEN)
        return
    for number, contradiction in enumerate(found.contradictions, start=1):
        typer.secho(f"{number}. {console.spoken(contradiction.text)}", fg=typer.colors.RED)
        _show_one(source, contradiction, found.stopped)
        typer.echo()
    unjudged = [
        said("{serial} cannot be judged: {why}", serial=shown(faulty.serial), why=faulty.text)
        for faulty in found.faulty
    ]
    _show_first(unjudged)
    _show_first([_undecided(name, found.stopped) for name in found.undecided])
    typer.echo(_summary(found))


def _show_first(lines: Sequence[str]) -> None:
    """The first of some lines, and how many more there are."""
    for line in lines[:SHOWN]:
        typer.secho(console.spoken(line), fg=typer.colors.YELLOW)
    if len(lines) > SHOWN:
        typer.echo(said("… and {number} more; --json lists them", number=len(lines) - SHOWN))


def _undecided(name: str, stopped: bool) -> str:
    """That nothing was found out of a serial, and what would help."""
    if stopped:
        return said(
            "{serial}: it was stopped before a place or a contradiction was found.", serial=name
        )
    return said(
        "{serial}: neither a place nor a contradiction was found in the time; give more --seconds.",
        serial=name,
    )


def _show_one(source: ReadPlan, contradiction: Contradiction, stopped: bool) -> None:
    """Demands and remedies of one contradiction."""
    from birlik.planning.contradictions.telling import named

    if contradiction.also:
        typer.echo(f"   The same holds for {named(contradiction.also)} in the place of one.")
    spared = (
        "without any one of them the rest is possible"
        if contradiction.smallest
        else "not proven to be the fewest"
    )
    typer.echo(f"   What contradicts ({spared}):")
    for demand in contradiction.demands[:SHOWN]:
        typer.echo(f"     - {console.spoken(demand.text)}{_cell(source, demand.place)}")
    if len(contradiction.demands) > SHOWN:
        typer.echo(f"     … and {len(contradiction.demands) - SHOWN:,} more; --json lists them")
    if contradiction.remedies:
        typer.echo("   What would help, the cheapest first (price):")
    elif contradiction.all_tried:
        typer.echo("   No remedy that Birlik knows is enough.")
    for remedy in contradiction.remedies:
        typer.echo(f"     {remedy.price:>4}  {_remedy(source, remedy)}")
    if not contradiction.all_tried:
        typer.echo(
            said("     it was stopped before every remedy was tried")
            if stopped
            else said("     the time ended before every remedy was tried; give more --seconds")
        )


def _remedy(source: ReadPlan, remedy: Remedy) -> str:
    """A remedy in a line, with the cells to change and what it would bring to light."""
    from birlik.planning.contradictions.telling import named

    places = dict.fromkeys(source.cell_of(change.place) for change in remedy.changes)
    cells = [cell for cell in places if cell]
    text = console.spoken(remedy.text) + "".join(f" [{cell}]" for cell in cells[:SHOWN_CELLS])
    if len(cells) > SHOWN_CELLS:
        text += console.spoken(
            counted(
                " and {number} more cell; --json lists them",
                " and {number} more cells; --json lists them",
                len(cells) - SHOWN_CELLS,
            )
        )
    if remedy.remaining:
        text += f"; then {named(remedy.remaining)} find no place: explain the plan anew"
    return text


def _cell(source: ReadPlan, place: Place) -> str:
    cell = source.cell_of(place)
    return f" [{cell}]" if cell else ""


def _summary(found: Explanation) -> str:
    """How much was found, in a sentence."""
    count = len(found.contradictions)
    words = counted("one contradiction", "{number} contradictions", count)
    serials = counted("{number} mandatory serial", "{number} mandatory serials", found.mandatory)
    text = f"{serials}: {words if count else said('no contradiction found')}"
    if found.faulty:
        text += f", {len(found.faulty):,} cannot be judged"
    if found.undecided:
        text += f", {len(found.undecided):,} undecided"
    text += "."
    if any(contradiction.remedies for contradiction in found.contradictions):
        text += " Each remedy was planned and verified again; it leaves the other contradictions as they are."
    return text


def _as_json(source: ReadPlan, found: Explanation) -> dict[str, Any]:
    """The explanation for programs, with the cell of each demand and of each change."""
    content = found.model_dump(mode="json", exclude_none=True) | {"possible": found.possible}
    for contradiction, told in zip(found.contradictions, content["contradictions"], strict=True):
        for demand, entry in zip(contradiction.demands, told["demands"], strict=True):
            entry["cell"] = source.cell_of(demand.place)
        for remedy, entry in zip(contradiction.remedies, told["remedies"], strict=True):
            for change, one in zip(remedy.changes, entry["changes"], strict=True):
                one["cell"] = source.cell_of(change.place)
                one.setdefault("now", None)
    return content
