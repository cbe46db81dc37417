"""Which serials, units, areas and pools endanger the rest: each delay goes to the one it waited for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from birlik.planning.rehearsal.conduct import Conduct
from birlik.planning.rehearsal.order import ORDER
from birlik.planning.rehearsal.outcome import Danger
from birlik.planning.rehearsal.party import Minutes
from birlik.planning.rehearsal.simulate import Runs
from birlik.planning.rehearsal.tally import LEAST_DELAY


@dataclass(frozen=True)
class Criticality:
    """Minutes a run by which others are later.

    Attributes
    ----------
    passes_on, causes : array of float
        By party: all that goes through it, and what begins with it.
    handed_on : dict of (str, str) to float
        By kind and id of a unit, area or pool: what goes from serial to serial by it.
    waited : dict of (str, str) to float
        By kind and id: what serials wait for a late unit, a closed area or a pool that lacks something.
    """

    passes_on: npt.NDArray[np.float64]
    causes: npt.NDArray[np.float64]
    handed_on: dict[tuple[str, str], float]
    waited: dict[tuple[str, str], float]

    def serials(self, conduct: Conduct) -> tuple[Danger, ...]:
        """Serials that hand on a delay, the worst first."""
        return _worst(
            Danger(
                id=party.serial.id,
                passes_on=round(float(self.passes_on[number]), 3),
                causes=round(float(self.causes[number]), 3),
            )
            for number, party in enumerate(conduct.parties)
        )

    def of_kind(self, kind: str) -> tuple[Danger, ...]:
        """Units, areas or pools that hand on or cause a delay, the worst first."""
        names = dict.fromkeys(
            name for k, name in (*self.handed_on, *self.waited) if k == kind and name
        )
        return _worst(
            Danger(
                id=name,
                passes_on=round(self.handed_on.get((kind, name), 0.0), 3),
                causes=round(self.waited.get((kind, name), 0.0), 3),
            )
            for name in names
        )


def criticality(conduct: Conduct, runs: Runs) -> Criticality:
    """How much delay everything hands on in some runs.

    A delay is handed on by the giver that was over last. What it hands on further is shared: as
    much of it as was handed to it goes back to its own giver, the rest begins with it.
    """
    return _Attributing(conduct, runs).criticality()


def _worst(dangers: Iterable[Danger]) -> tuple[Danger, ...]:
    found = (d for d in dangers if d.passes_on > 0 or d.causes > 0)
    weight: Callable[[Danger], tuple[float, float, str]] = lambda d: (  # noqa: E731
        -max(d.passes_on, d.causes),
        -d.causes,
        d.id,
    )
    return tuple(sorted(found, key=weight))


class _Attributing:
    """The delays of some runs, gone through from the last serial to the first."""

    def __init__(self, conduct: Conduct, runs: Runs) -> None:
        self.conduct, self.runs = conduct, runs
        shape = runs.starts.shape
        #: Delay of others that went through each party, by run.
        self.through = np.zeros(shape, dtype=np.float32)
        self.latest = runs.ends.max(axis=1, initial=-np.inf)
        self.causes = np.zeros(shape[0])
        self.by_line: defaultdict[tuple[str, str], float] = defaultdict(float)

    def criticality(self) -> Criticality:
        for group in reversed(self.conduct.groups):
            self._hand_back(group)
        count = self.runs.starts.shape[1]
        return Criticality(
            passes_on=self.through.sum(axis=1, dtype=np.float64) / count,
            causes=self.causes / count,
            handed_on={key: total / count for key, total in self.by_line.items()},
            waited={key: total / count for key, total in self.runs.waited.items()},
        )

    def _hand_back(self, group: tuple[int, ...]) -> None:
        """Give the delay of a group, and what went through it, to those it waited for."""
        runs, first = self.runs, group[0]
        for number in group:
            self.causes[number] = float(self.through[number].sum(dtype=np.float64))
        planned = runs.planned[first]
        delay = runs.starts[first] - planned
        late = np.flatnonzero((delay > LEAST_DELAY) & (runs.why[first] == 0))
        if not len(late):
            return
        givers, lags, lines = self._givers(group, float(planned))
        if not len(givers):
            return
        over = runs.ends[givers][:, late] + lags[:, None]
        last = over.argmax(axis=0)
        handed = np.minimum(over[last, np.arange(len(late))] - planned, delay[late])
        kept = handed > LEAST_DELAY
        late, last, handed = late[kept], last[kept], handed[kept]
        if not len(late):
            return
        given = np.zeros(len(late), dtype=np.float32)
        for number in group:
            lateness = runs.ends[number, late] - (planned + self.conduct.lasting[number])
            share = np.clip(handed / np.maximum(lateness, LEAST_DELAY), 0, 1)
            back: Minutes = self.through[number, late] * share
            self.causes[number] -= float(back.sum(dtype=np.float64))
            given += handed + back
        # Each run stands once in `late`, so that nothing is added twice to one place.
        self.through[givers[last], late] += given
        by_edge = np.bincount(last, weights=given, minlength=len(givers))
        for edge in np.flatnonzero(by_edge):
            line = self.conduct.lines[lines[edge]]
            if line.kind != ORDER:
                self.by_line[line.kind, line.id] += float(by_edge[edge])

    def _givers(
        self, group: tuple[int, ...], planned: float
    ) -> tuple[npt.NDArray[np.int32], Minutes, npt.NDArray[np.int32]]:
        """Givers of a group that may have been over too late, with lags and lines."""
        waits = [self.conduct.waits[number] for number in group]
        givers = np.concatenate([one.givers for one in waits])
        lags = np.concatenate([one.lags for one in waits])
        lines = np.concatenate([one.lines for one in waits])
        if len(givers):
            late = self.latest[givers] + lags > planned
            givers, lags, lines = givers[late], lags[late], lines[late]
        return givers, lags, lines
