"""The rehearsal of a timetable: chunks of runs drawn, simulated and counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from birlik.exercise.plan import Plan
from birlik.exercise.sentences import said
from birlik.planning.asked import (
    MOST_MINUTES,
    MOST_RUNS,
    refuse_number,
    refuse_other_than_a_plan,
    refuse_other_than_a_timetable,
    refuse_seed,
    refuse_what_cannot_be_called,
)
from birlik.planning.rehearsal.buffers import proposed_buffers
from birlik.planning.rehearsal.conduct import Conduct
from birlik.planning.rehearsal.critical import criticality
from birlik.planning.rehearsal.draws import Chance
from birlik.planning.rehearsal.order import AREA, POOL, UNIT
from birlik.planning.rehearsal.outcome import Rehearsal
from birlik.planning.rehearsal.simulate import simulated
from birlik.planning.rehearsal.soundness import refuse_unsound
from birlik.planning.rehearsal.tally import Tally
from birlik.planning.rehearsal.usual import USUAL_DISTURBANCES
from birlik.planning.timetable import Timetable

#: What a rehearsal takes when nobody says otherwise.
USUAL_RUNS, USUAL_TOLERANCE, USUAL_LIMIT = 2000, 15, 240

#: Numbers of one array of parties by runs, and most runs of a chunk; memory is a few such arrays.
_ARRAY, _MOST_OF_CHUNK = 10_000_000, 5_000

#: Runs, the first of all, from which dangers and buffers are found.
_LOOKED_AT = 1_000


@dataclass(frozen=True)
class Progress:
    """How far a rehearsal is: a fraction from 0 to 1, and what is being done."""

    done: float
    stage: str


def rehearse(
    plan: Plan,
    timetable: Timetable,
    *,
    runs: int = USUAL_RUNS,
    seed: int = 0,
    tolerance: int = USUAL_TOLERANCE,
    limit: int = USUAL_LIMIT,
    listener: Callable[[Progress], None] = lambda progress: None,
    stop: Callable[[], bool] = lambda: False,
) -> Rehearsal:
    """What comes of a timetable when it is carried out many times under disturbances.

    Parameters
    ----------
    plan : Plan
        With its disturbances; if it names none, the usual ones are taken.
    timetable : Timetable
        Made from this plan.
    runs : int
        How often it is carried out.
    seed : int
        The same plan, timetable, runs and seed give the same result.
    tolerance : int
        Minutes after its planned time up to which a serial is on time.
    limit : int
        Minutes after its planned time beyond which a serial is cancelled.
    listener : callable
        Told how far it is.
    stop : callable
        Asked often. When it says yes, the runs that are going on are finished, no others are begun
        and no more buffers are tried; the result says how many runs it is of, and that it was stopped.

    Returns
    -------
    Rehearsal
        Chances, delays, what endangers the rest, buffers.

    Raises
    ------
    TypeError
        If an argument is of another type.
    AnotherPlan
        If the timetable was made from another plan.
    BrokenTimetable
        If the timetable breaks a rule of its own plan, other than that it leaves mandatory serials out.
    ValueError
        If `runs` is not between 1 and 1,000,000, tolerance or limit not between 0 and 100,000, the seed
        none up to 2,147,483,647, or the exercise has no frame.
    """
    refuse_other_than_a_plan(plan)
    refuse_other_than_a_timetable(timetable)
    refuse_number("number of runs", runs, 1, MOST_RUNS)
    refuse_seed(seed)
    refuse_number("tolerance", tolerance, 0, MOST_MINUTES)
    refuse_number("limit", limit, 0, MOST_MINUTES)
    refuse_what_cannot_be_called(listener=listener, stop=stop)
    listener(Progress(0.0, said("reading the timetable")))
    refuse_unsound(plan, timetable)
    conduct = Conduct(plan, timetable)
    chance = Chance(conduct, plan.disturbances or USUAL_DISTURBANCES, seed)
    tally = Tally(conduct, tolerance, limit)
    whole = chunk_of(len(conduct.parties))
    for chunk, done in enumerate(range(0, runs, whole)):
        listener(
            Progress(
                0.8 * done / runs, said("rehearsing, run {done} of {runs}", done=done, runs=runs)
            )
        )
        draws = chance.draws(chunk, min(whole, runs - done), whole)
        simulation = simulated(conduct, draws, limit=limit)
        tally.add(simulation)
        if not chunk:
            sample = min(_LOOKED_AT, simulation.starts.shape[1])
            draws_looked_at, looked_at = draws.first(sample), simulation.first(sample)
        if stop():
            break
    listener(Progress(0.8, said("looking for what endangers the rest")))
    critical = criticality(conduct, looked_at)
    buffers = proposed_buffers(
        conduct,
        draws_looked_at,
        looked_at,
        critical,
        tolerance=tolerance,
        limit=limit,
        listener=lambda done: listener(Progress(0.8 + 0.2 * done, said("trying buffers"))),
        stop=stop,
    )
    listener(Progress(1.0, "done"))
    return Rehearsal(
        exercise=plan.exercise.id,
        plan=timetable.plan,
        runs=tally.runs,
        stopped=stop(),
        seed=seed,
        tolerance=tolerance,
        limit=limit,
        usual=not plan.disturbances,
        serials=tally.serials(),
        objectives=tally.objectives(),
        end=tally.end(),
        days=tally.days(),
        reasons=tally.reasons_a_run(),
        dangerous_serials=critical.serials(conduct),
        dangerous_units=critical.of_kind(UNIT),
        dangerous_areas=critical.of_kind(AREA),
        dangerous_pools=critical.of_kind(POOL),
        buffers=buffers,
        looked_at=sample,
    )


def chunk_of(parties: int) -> int:
    """Runs of a chunk; it depends on the timetable alone, for results depend on it."""
    return max(100, min(_MOST_OF_CHUNK, _ARRAY // max(1, parties)))
