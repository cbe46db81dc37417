"""What ``birlik explain`` does: seek contradictions with a progress bar, tell them and their remedies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

from birlik.cli import console, making
from birlik.exercise.diagnostics import Finding, Place
from birlik.exercise.plan import Plan

if TYPE_CHECKING:
    from birlik.formats.planfile import ReadPlan
    from birlik.planning.contradictions import Contradiction, Explanation, Remedy

#: Demands of one contradiction shown on the screen; --json holds all.
SHOWN = 12


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
        some = (
            "There are no mandatory serials"
            if not found.mandatory
            else (
                f"All {found.mandatory:,} mandatory serials can be placed"
                if found.mandatory > 1
                else "The mandatory serial can be placed"
            )
        )
        typer.secho(f"{some}; nothing contradicts.", fg=typer.colors.GREEN)
        return
    for number, contradiction in enumerate(found.contradictions, start=1):
        typer.secho(f"{number}. {console.spoken(contradiction.text)}", fg=typer.colors.RED)
        _show_one(source, contradiction)
        typer.echo()
    for faulty in found.faulty:
        typer.secho(
            f"{faulty.serial} cannot be judged: {console.spoken(faulty.text)}",
            fg=typer.colors.YELLOW,
        )
    for name in found.undecided:
        typer.secho(
            f"{name}: neither a place nor a contradiction was found in the time; give more --seconds.",
            fg=typer.colors.YELLOW,
        )
    typer.echo(_summary(found))


def _show_one(source: ReadPlan, contradiction: Contradiction) -> None:
    """Demands and remedies of one contradiction."""
    if contradiction.also:
        typer.echo(f"   The same holds for {', '.join(contradiction.also)} in the place of one.")
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
        typer.echo("     the time ended before every remedy was tried; give more --seconds")


def _remedy(source: ReadPlan, remedy: Remedy) -> str:
    """A remedy in a line, with the cells to change and what it would bring to light."""
    from birlik.planning.contradictions.telling import named

    cells = [_cell(source, change.place) for change in remedy.changes]
    text = console.spoken(remedy.text) + "".join(dict.fromkeys(cell for cell in cells if cell))
    if remedy.remaining:
        text += f"; then {named(remedy.remaining)} find no place: explain the plan anew"
    return text


def _cell(source: ReadPlan, place: Place) -> str:
    cell = source.cell_of(place)
    return f" [{cell}]" if cell else ""


def _summary(found: Explanation) -> str:
    """How much was found, in a sentence."""
    count = len(found.contradictions)
    words = "one contradiction" if count == 1 else f"{count:,} contradictions"
    serials = "serial" if found.mandatory == 1 else "serials"
    text = (
        f"{found.mandatory:,} mandatory {serials}: {words if count else 'no contradiction found'}"
    )
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
