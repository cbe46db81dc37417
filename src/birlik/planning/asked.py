"""What a search is asked for: a budget and a seed that make sense, or a sentence that says why not."""

from __future__ import annotations

import math

from birlik.exercise.sentences import said

#: Solvers count their seeds up to this.
GREATEST_SEED = 2**31 - 1


def refuse_absurd(seconds: float, seed: int) -> None:
    """Make sure that a search can be done as asked for.

    Parameters
    ----------
    seconds : float
        Budget; infinite for a search that goes on until all is proven or it is stopped.
    seed : int

    Raises
    ------
    ValueError
        If the budget is no number or below 0, or the seed is below 0 or above 2,147,483,647.
    """
    if math.isnan(seconds) or seconds < 0:
        raise ValueError(
            said("the budget is {seconds} seconds; it must be a number, 0 or more", seconds=seconds)
        )
    refuse_seed(seed)


def refuse_seed(seed: int) -> None:
    """Make sure that a seed is one.

    Raises
    ------
    ValueError
        If it is no whole number, below 0, or above 2,147,483,647.
    """
    if not (0 <= seed <= GREATEST_SEED and float(seed).is_integer()):
        raise ValueError(
            said(
                "the seed is {seed}; it must be a whole number between 0 and {greatest_seed}",
                seed=seed,
                greatest_seed=GREATEST_SEED,
            )
        )
