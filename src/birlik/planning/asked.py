"""What a search is asked for: arguments that make sense, or a sentence at the door that says why not."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime
from numbers import Real

from birlik.exercise.diagnostics import Finding
from birlik.exercise.plan import Plan
from birlik.exercise.sentences import Sentence, said
from birlik.planning.timetable import Timetable

#: Solvers count their seeds up to this.
GREATEST_SEED = 2**31 - 1

#: Most minutes that a tolerance or a limit may have: more than two months.
MOST_MINUTES = 100_000

#: Most runs of a rehearsal.
MOST_RUNS = 1_000_000

#: Values that a sentence shows as they are; of others it names the type.
_SHOWN = (str, int, float, type(None))

#: How much of a value a sentence shows.
_SHOWN_SIGNS = 40

#: A whole number of more bits is not shown.
_SHOWN_BITS = 128


def refuse_absurd(seconds: object, seed: object) -> None:
    """Make sure that a search can be done as asked for.

    Parameters
    ----------
    seconds : float
        Budget; infinite for a search that goes on until all is proven or it is stopped.
    seed : int

    Raises
    ------
    TypeError
        If the budget is no number, or the seed neither a whole number nor any other.
    ValueError
        If the budget is not a number or below 0, or the seed is no whole number, below 0 or above
        2,147,483,647.
    """
    refuse_budget(seconds)
    refuse_seed(seed)


def refuse_budget(seconds: object) -> None:
    """Make sure that a budget is a number from 0 on; it may be infinite.

    Raises
    ------
    TypeError, ValueError
    """
    if not _is_number(seconds):
        raise TypeError(
            said(
                "the budget is {value}; it must be a number of seconds, 0 or more",
                value=shown(seconds),
            )
        )
    assert isinstance(seconds, Real)
    if math.isnan(seconds) or seconds < 0:
        raise ValueError(
            said(
                "the budget is {value} seconds; it must be a number, 0 or more",
                value=f"{float(seconds):g}",
            )
        )


def refuse_seed(seed: object) -> None:
    """Make sure that a seed is one.

    Raises
    ------
    TypeError
        If it is no number at all.
    ValueError
        If it is no whole number, below 0, or above 2,147,483,647.
    """
    refuse_number("seed", seed, 0, GREATEST_SEED)


def refuse_number(name: str, number: object, least: int, most: int) -> None:
    """Make sure that a whole number lies between two others, both included.

    Raises
    ------
    TypeError
        If it is no number at all, or a whole number of another library.
    ValueError
        If it is another number.
    """
    if _is_number(number) and isinstance(number, int) and least <= number <= most:
        return
    error = ValueError if _is_number(number) and isinstance(number, int | float) else TypeError
    raise error(
        said(
            "the {name} is {value}; it must be a whole number between {least} and {most}",
            name=name,
            value=shown(number),
            least=least,
            most=most,
        )
    )


def refuse_other_than_a_plan(plan: object) -> None:
    """Make sure that a plan is one.

    Raises
    ------
    TypeError
    """
    if not isinstance(plan, Plan):
        raise TypeError(
            said(
                "the plan is {value}; it must be a Plan, such as birlik.formats.planfile.read(path).plan",
                value=shown(plan),
            )
        )


def refuse_other_than_a_timetable(timetable: object) -> None:
    """Make sure that a timetable is one.

    Raises
    ------
    TypeError
    """
    if not isinstance(timetable, Timetable):
        raise TypeError(
            said(
                "the timetable is {value}; it must be a Timetable, as plan and "
                "birlik.formats.timetable.jsonfile.read_timetable give it",
                value=shown(timetable),
            )
        )


def refuse_other_than_an_instant(moment: object) -> None:
    """Make sure that the time until which all is frozen is an instant.

    Raises
    ------
    TypeError
        If it is no datetime.
    ValueError
        If it has no zone.
    """
    if not isinstance(moment, datetime):
        raise TypeError(
            said(
                "the time until which all is frozen is {value}; it must be a datetime with a zone",
                value=shown(moment),
            )
        )
    if moment.utcoffset() is None:
        raise ValueError(
            said("the time until which all is frozen has no zone; give it one, as tzinfo")
        )


def findings_given(findings: object) -> tuple[Finding, ...]:
    """Findings that a search was given, gone through once.

    Raises
    ------
    TypeError
        If they are anything else.
    """
    given = tuple(findings) if isinstance(findings, Iterable) else (findings,)
    for found in given:
        if not isinstance(found, Finding):
            raise TypeError(
                said(
                    "the findings hold {value}; they must be findings, such as judge(plan)",
                    value=shown(found),
                )
            )
    return given


def refuse_what_cannot_be_called(**functions: object) -> None:
    """Make sure that whoever is told or asked during a search can be called.

    Raises
    ------
    TypeError
    """
    for name, function in functions.items():
        if not callable(function):
            raise TypeError(
                said(
                    "{name} is {value}; it must be a function, or be left away",
                    name=name,
                    value=shown(function),
                )
            )


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def shown(value: object) -> Sentence | str:
    """A value as a sentence can show it: ``'x'``, ``1.5``, ``None``, or ``of the type ReadPlan``."""
    if isinstance(value, int) and value.bit_length() > _SHOWN_BITS:
        return said("a number of very many digits")
    if isinstance(value, _SHOWN):
        text = repr(value)
        return text if len(text) <= _SHOWN_SIGNS else f"{text[:_SHOWN_SIGNS]}…"
    return said("of the type {name}", name=type(value).__name__)
