"""The best schedule of a project: a compiled genetic search and CP-SAT side by side."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from queue import SimpleQueue

from birlik.exercise.sentences import said
from birlik.planning.asked import refuse_budget, refuse_seed, refuse_what_cannot_be_called, shown
from birlik.planning.projects.distances import halves
from birlik.planning.projects.exact import Answer, Exact, Manner, Starts, deciding, plain, rising
from birlik.planning.projects.genetic import Breeding
from birlik.planning.projects.layers import settled, suits
from birlik.planning.projects.network import heads_of, is_plain, tails_of
from birlik.planning.projects.outcome import Listener, Outcome
from birlik.planning.projects.project import Lag, Project

#: Steps of the genetic search, and units of CP-SAT's work on plain projects, in about a second.
STEPS_A_SECOND, PROOF_A_SECOND = 2e8, 0.3

#: Units of CP-SAT's work on projects with any lags, seeking and proving, in about a second.
LAGGED_SEEKING_A_SECOND, LAGGED_PROOF_A_SECOND = 0.3, 0.9

#: Steps of the genetic search before anything else is done.
FIRST_STEPS = 4_000_000

#: Seconds' worth of work of the first round, and how much longer each next round is.
FIRST_ROUND, GROWTH = 0.2, 3.0

#: Beginnings that the layers make in about a second, and seconds' worth of work that they may take.
BEGINNINGS_A_SECOND, LAYERED = 120_000, 3.0

#: In this round one thread goes through all that can have begun, if the project is small.
LAYERED_IN = 2

#: Steps after which the genetic search tells what it has found.
SLICE = 50_000_000

#: From this round on, both threads prove, if the project is small.
DIVIDED_FROM = 3

#: Up to so many activities a proof is hoped for, so that everything is spent on it.
PROVABLE = 40

#: Seconds between two looks at whether somebody wants the search to end.
GLANCE = 0.05


def solve_project(
    project: Project,
    seconds: float,
    seed: int = 0,
    listener: Listener = lambda outcome: None,
    stop: Callable[[], bool] = lambda: False,
    stage: Callable[[str], None] = lambda words: None,
    work: float | None = None,
) -> Outcome:
    """Best schedule of a project that can be found within a budget, and its proven bound.

    Parameters
    ----------
    project : Project
    seconds : float
        Budget. After so long the clock ends the search. With 0 a plain project still gets a schedule.
    seed : int
    listener : callable
        Told every better schedule and higher bound, in the thread of the caller.
    stop : callable
        Asked often; true ends the search with what it has.
    stage : callable
        Told in words what is being done, where that may take a while.
    work : float, optional
        Most work to do, each unit as much as takes about a second. If it is done before the clock
        ends the search, the outcome is the same every time, on any machine.

    Returns
    -------
    Outcome

    Raises
    ------
    TypeError
        If an argument is of another type.
    ValueError
        If the budget is no finite number from 0 on, or the seed none up to 2,147,483,647.
    """
    refuse_absurd_project(project, seconds, seed, work)
    refuse_what_cannot_be_called(listener=listener, stop=stop, stage=stage)
    if work is None:
        work = math.inf if seconds else 0.0
    stage("getting the compiled search ready (some seconds, once)")
    search = _Search(project, seconds, work, seed, listener, stop)
    stage("searching")
    return search.outcome()


def refuse_absurd_project(
    project: object, seconds: object, seed: object, work: object = None
) -> None:
    """Make sure that a project can be solved as asked for.

    Raises
    ------
    TypeError
        If an argument is of another type.
    ValueError
        If a budget is no finite number from 0 on, or the seed none up to 2,147,483,647.
    """
    if not isinstance(project, Project):
        raise TypeError(
            said(
                "the project is {value}; it must be a Project, such as birlik.formats.psplib.read(path)",
                value=shown(project),
            )
        )
    refuse_seed(seed)
    for budget in (seconds, work):
        if budget is None and budget is not seconds:
            continue
        refuse_budget(budget)
        if budget == math.inf:
            raise ValueError(said("the budget is without end; a project needs a number of seconds"))


class _Search:
    """Both solvers, and what they have found together."""

    def __init__(
        self,
        project: Project,
        seconds: float,
        work: float,
        seed: int,
        listener: Listener,
        stop: Callable[[], bool],
    ) -> None:
        self.project, self.work = project, work
        self.listener, self.stop = listener, stop
        self.breeding = Breeding(project, seed) if project.size and is_plain(project) else None
        # Compiling, which happens once after an installation, does not count.
        self.deadline = time.monotonic() + seconds
        self.exact = Exact(project, seed, self.deadline)
        self.starts: Starts | None = None
        self.bound = 0
        self.infeasible = False
        self.by_clock = False
        self.news: SimpleQueue[Starts] = SimpleQueue()
        self.told: int | None = None

    def outcome(self) -> Outcome:
        """What is known at the end."""
        heads, tails = heads_of(self.project), tails_of(self.project)
        if heads is None or tails is None:
            self.infeasible = True
            return self._known()
        self.bound = max(
            *(head + tail for head, tail in zip(heads, tails, strict=True)),
            least_by_energy(self.project, heads, tails),
            0,
            0,
        )
        if not self.project.size:
            self.starts = ()
        if self.breeding is not None:
            self.breeding.run(self.bound, FIRST_STEPS if self.work > 0 else 1)
            self._take(self.breeding.starts)
        self._run_rounds()
        return self._known()

    def _run_rounds(self) -> None:
        """Let both solvers work, and compare what they found, in ever longer rounds."""
        left, length, turn = self.work, FIRST_ROUND, 0
        with ThreadPoolExecutor(2) as threads:
            while left > 0 and not self._known().decided and not self.by_clock:
                turn += 1
                if turn == LAYERED_IN and self._is_small() and suits(self.project):
                    layered = min(left, LAYERED)
                    self._layer_and_prove(threads, layered)
                    left -= layered
                    continue
                divided = self._halves() if turn >= DIVIDED_FROM else None
                if divided or left < length * 1.5:
                    length = left
                if divided:
                    self._prove_halves(threads, divided, length)
                else:
                    self._seek_and_prove(threads, length)
                left -= length
                length *= GROWTH

    def _is_small(self) -> bool:
        """Whether there is a schedule, and all that is left is to prove that it is the best."""
        return self.project.size <= PROVABLE and self.starts is not None

    def _halves(self) -> tuple[Lag, Lag] | None:
        """How to divide the proof between two threads; None if there are better schedules to seek."""
        return halves(self.project, self._upper()) if self._is_small() else None

    def _layer_and_prove(self, threads: ThreadPoolExecutor, length: float) -> None:
        """Let one thread go through all that can have begun, and the other prove with CP-SAT.

        The former is fast where resources are scarce, the latter where they are not. As soon as one
        knows that there is no better schedule the other is ended; which of them changes nothing.
        """
        jobs = [
            threads.submit(self._layer, int(length * BEGINNINGS_A_SECOND)),
            threads.submit(self._proof, self._effort(length), deciding, (), None),
        ]

        def decided() -> bool:
            done = [job.result() for job in jobs if job.done()]
            return any(answer.closed and answer.starts is None for answer in done)

        self._watch(jobs, decided)
        for job in jobs:
            self._learn(job.result())

    def _prove_halves(
        self, threads: ThreadPoolExecutor, lags: tuple[Lag, Lag], length: float
    ) -> None:
        """Let both threads prove, each with one order of two activities."""
        jobs = [
            threads.submit(self._proof, self._effort(length), deciding, (lag,), None)
            for lag in lags
        ]
        self._watch(jobs, lambda: False)
        answers = [job.result() for job in jobs]
        for answer in answers:
            if answer.starts is not None:
                self._take(answer.starts)
        self._raise(min(answer.bound for answer in answers))

    def _seek_and_prove(self, threads: ThreadPoolExecutor, length: float) -> None:
        """Let one thread seek better schedules and the other prove.

        As soon as one of them leaves the other nothing to find, that one is ended. Which of them is
        faster changes nothing in the outcome.
        """
        known = self.bound
        if self.breeding is not None:
            seeking = threads.submit(self._breed, int(length * STEPS_A_SECOND))
        elif self.starts is None:
            seeking = threads.submit(self._first, length * LAGGED_SEEKING_A_SECOND)
        else:
            seeking = threads.submit(self._polish, length * LAGGED_SEEKING_A_SECOND)
        proving = threads.submit(self._proof, self._effort(length), rising, (), self.news.put)

        def nothing_left() -> bool:
            return (seeking.done() and self._settles(seeking.result(), known)) or (
                proving.done()
                and proving.result().closed
                and not self._settles(proving.result(), known)
            )

        self._watch([seeking, proving], nothing_left)
        sought, proven = seeking.result(), proving.result()
        if self._settles(sought, known) or not (proven.closed and proven.starts):
            answers = [sought, proven]
        else:
            answers = [proven, sought]
        for answer in answers:
            self._learn(answer)

    def _effort(self, length: float) -> float:
        """CP-SAT's work on a proof in a round."""
        return length * (LAGGED_PROOF_A_SECOND if self.breeding is None else PROOF_A_SECOND)

    def _settles(self, answer: Answer, known: int) -> bool:
        """Whether an answer needs no proof beyond the bound known before."""
        if answer.starts is None:
            return answer.closed and self.starts is None
        return self.project.makespan(answer.starts) <= known

    def _breed(self, steps: int) -> Answer:
        assert self.breeding is not None
        while steps > 0 and self.breeding.makespan > self.bound and not self.breeding.ended[0]:
            before = self.breeding.makespan
            steps -= max(1, self.breeding.run(self.bound, min(steps, SLICE)))
            if self.breeding.makespan < before:
                self.news.put(self.breeding.starts)
        return Answer(self.breeding.starts, self.bound, closed=False)

    def _proof(
        self,
        work: float,
        manner: Manner,
        also: tuple[Lag, ...],
        news: Callable[[Starts], None] | None,
    ) -> Answer:
        return self.exact.better(self._upper(), self.bound, work, manner, self.starts, also, news)

    def _layer(self, beginnings: int) -> Answer:
        upper = self._upper()
        found = settled(self.project, upper, beginnings, self.exact.is_over)
        bound = upper + 1 if found.impossible else self.bound
        return Answer(found.starts, bound, closed=found.impossible)

    def _first(self, work: float) -> Answer:
        return self.exact.better(self._upper(), self.bound, work, plain, any_will_do=True)

    def _polish(self, work: float) -> Answer:
        assert self.starts is not None
        found = self.exact.polished(self.starts, self.bound, work, self.news.put)
        return Answer(found, self.bound, closed=False)

    def _upper(self) -> int:
        """Makespan below which a schedule would be better than what is known."""
        if self.starts is None:
            return self.project.longest
        return self.project.makespan(self.starts) - 1

    def _watch(self, jobs: list[Future[Answer]], over: Callable[[], bool]) -> None:
        """Wait for the jobs; end them when nothing is left to find or the time is over."""
        pending = True
        while pending:
            pending = bool(wait(jobs, GLANCE).not_done)
            self._tell_news()
            if self.stop() or time.monotonic() >= self.deadline:
                self.by_clock = True
            if pending and (self.by_clock or over()):
                self.exact.end()
                if self.breeding is not None:
                    self.breeding.end()

    def _tell_news(self) -> None:
        """Tell the listener what was found in a round that goes on."""
        while not self.news.empty():
            starts = self.news.get()
            makespan = self.project.makespan(starts)
            if self.told is None or makespan < self.told:
                self.told = makespan
                self.listener(Outcome(starts, makespan, self.bound))

    def _learn(self, answer: Answer) -> None:
        """Take in what one of them found."""
        if answer.starts is not None:
            self._take(answer.starts)
        elif answer.closed and self.starts is None:
            self.infeasible = True
        self._raise(answer.bound)

    def _raise(self, bound: int) -> None:
        """Keep a bound if it is higher."""
        best = self.project.makespan(self.starts) if self.starts is not None else bound
        if min(bound, best) > self.bound:
            self.bound = min(bound, best)
            self.listener(self._known())

    def _take(self, starts: Starts) -> None:
        """Keep a schedule if it is better, and tell the genetic search."""
        makespan = self.project.makespan(starts)
        if self.starts is not None and makespan >= self.project.makespan(self.starts):
            return
        self.starts = starts
        if self.breeding is not None and makespan < self.breeding.makespan:
            self.breeding.feed(starts)
            self.starts = self.breeding.starts
        if self.told is None or makespan < self.told:
            self.told = makespan
            self.listener(self._known())

    def _known(self) -> Outcome:
        makespan = None if self.starts is None else self.project.makespan(self.starts)
        cut = self.by_clock and not (
            self.infeasible or (makespan is not None and makespan <= self.bound)
        )
        return Outcome(self.starts, makespan, self.bound, self.infeasible, cut)


def least_by_energy(project: Project, heads: list[int], tails: list[int]) -> int:
    """Makespan that the demands for each resource ask for, whatever the order."""
    least = 0
    for resource, capacity in enumerate(project.capacities):
        users = [
            i for i in range(project.size) if project.demands[i][resource] and project.durations[i]
        ]
        if users:
            energy = sum(project.durations[i] * project.demands[i][resource] for i in users)
            before = min(heads[i] for i in users)
            behind = min(tails[i] - project.durations[i] for i in users)
            least = max(least, before + -(-energy // capacity) + behind)
    return least
