"""The outcomes of a search one after another, for notebooks and loops."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from threading import Event

from birlik.planning.projects.outcome import Outcome
from birlik.planning.projects.project import Project
from birlik.planning.projects.solve import refuse_absurd_project, solve_project


def outcomes(project: Project, seconds: float, seed: int = 0) -> Iterator[Outcome]:
    """Better and better outcomes while the search goes on; the last one is its result.

    Whoever leaves the loop ends the search.

    Parameters
    ----------
    project : Project
    seconds : float
        Budget; see `solve_project`.
    seed : int

    Yields
    ------
    Outcome

    Raises
    ------
    TypeError, ValueError
        As `solve_project` does, before the first step.
    """
    refuse_absurd_project(project, seconds, seed)
    return _outcomes(project, seconds, seed)


def _outcomes(project: Project, seconds: float, seed: int) -> Iterator[Outcome]:
    """The same, of arguments that make sense."""
    found: SimpleQueue[Outcome | None] = SimpleQueue()
    left = Event()
    with ThreadPoolExecutor(1) as thread:
        search: Future[Outcome] = thread.submit(
            solve_project, project, seconds, seed, found.put, left.is_set
        )
        search.add_done_callback(lambda _: found.put(None))
        try:
            while (outcome := found.get()) is not None:
                yield outcome
            yield search.result()
        finally:
            left.set()
