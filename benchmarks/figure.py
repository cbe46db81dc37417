"""A figure with its target and its peer, and the table of them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured figure.

    Attributes
    ----------
    what : str
    value, target : str
        With units; the target as the product promises it.
    peer, peer_value : str
        What was measured beside it in the same run, and its figure.
    """

    what: str
    value: str
    target: str
    peer: str = ""
    peer_value: str = ""


def table(figures: Iterable[Figure]) -> str:
    """Markdown table of figures."""
    rows = ["| figure | measured | promised | beside it |", "| --- | --- | --- | --- |"]
    for figure in figures:
        peer = f"{figure.peer}: {figure.peer_value}" if figure.peer else ""
        rows.append(f"| {figure.what} | {figure.value} | {figure.target} | {peer} |")
    return "\n".join(rows)


def seconds(act: Callable[[], object], times: int = 5) -> float:
    """Median of the seconds that an act takes."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)
