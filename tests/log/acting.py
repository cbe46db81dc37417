"""A log in memory, and random acts on it, for tests of folding, merging, undo and difference."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from birlik.log.appending import Appending, Outcome
from birlik.log.canonical import canonical
from birlik.log.drafts import Draft, Step, added, changed, removed
from birlik.log.entry import Entry, Row, entry_of
from birlik.log.state import State, empty_state

#: For tests whose examples are whole logs; how long they take is the machine's affair.
patient = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

NOON = datetime(2024, 7, 9, 7, 0, tzinfo=UTC)

#: Kinds of the vocabulary and one of the installation's own.
KINDS = ("serials", "areas", "accounts")

NAMES = {
    "serials": ("id", "title", "duration", "areas", "notes", "rank"),
    "areas": ("id", "title", "site", "rank"),
    "accounts": ("id", "name", "roles"),
}


class Log:
    """A log in memory; its clock goes on by a minute with each step."""

    def __init__(self, name: str = "alpha") -> None:
        self.state = empty_state(name)
        self.rows: list[Row] = []
        self._clock = NOON

    def take(self, step: Step) -> Outcome:
        """Outcome of a step, as the writer gives it."""
        self._clock += timedelta(minutes=1)
        appending = Appending(self.state, self._history, now=lambda: self._clock)
        outcome = appending.take(step)
        self.rows += appending.rows
        self.state = appending.state
        return outcome

    def do(
        self, *drafts: Draft, who: str = "anna", nation: str = "KAZ", reason: str = ""
    ) -> Outcome:
        """Outcome of a step of drafts."""
        return self.take(Step(who, nation, drafts, reason))

    def add(self, kind: str, **fields: Any) -> str:
        """Key of a new record."""
        draft = added(kind, fields)
        self.do(draft)
        return draft.record

    def change(
        self, kind: str, key: str, reason: str = "", who: str = "anna", **values: Any
    ) -> Outcome:
        """Outcome of a change of a record as it is now."""
        return self.do(changed(self.state, kind, key, values), reason=reason, who=who)

    @property
    def entries(self) -> list[Entry]:
        """All entries, as they are read back."""
        return [entry_of(row) for row in self.rows]

    def _history(self, record: str) -> Iterator[Entry]:
        return (entry for entry in reversed(self.entries) if entry.record == record)


def values(name: str) -> st.SearchStrategy[Any]:
    """Values of a field, the empty one among them; few, so that people type the same."""
    if name == "duration":
        return st.sampled_from([None, 30, 60, 90])
    if name == "rank":
        return st.sampled_from([None, "b", "m", "x"])
    if name == "areas":
        return st.sampled_from([None, [{"areas": ["A-1"]}], [{"areas": ["A-1", "A-2"]}]])
    if name == "roles":
        return st.sampled_from([None, {"alpha": "planner"}, {"alpha": "observer", "beta": 1.5}])
    if name == "name":
        return st.sampled_from([None, "one", "1\u2028\x00", 'a "third"\ttext', "Çöl"])
    return st.sampled_from([None, "ONE", "TWO", "ÇÖL"])


@st.composite
def drafts(draw: st.DrawFn, state: State) -> Draft:
    """Drafts as somebody makes them who sees a state."""
    kind = draw(st.sampled_from(KINDS))
    # Keys are random, and so is what they are sorted by; what the records hold is not.
    held = state.of(kind)
    keys = sorted(held, key=lambda key: canonical(held[key].fields))
    act = draw(st.sampled_from(["add", "change", "change", "change", "remove"]))
    names = NAMES[kind]
    if act == "add" or not keys:
        fields = {name: draw(values(name)) for name in draw(st.sets(st.sampled_from(names)))}
        return added(kind, fields)
    key = draw(st.sampled_from(keys))
    if act == "remove":
        return removed(state, kind, key)
    wanted = {
        name: draw(values(name)) for name in draw(st.sets(st.sampled_from(names), min_size=1))
    }
    return changed(state, kind, key, wanted)


@st.composite
def steps(draw: st.DrawFn, state: State, who: str = "anna") -> Step:
    """Steps of up to four drafts, each on another record, by somebody who sees a state."""
    made: dict[str, Draft] = {}
    for _ in range(draw(st.integers(1, 4))):
        draft = draw(drafts(state))
        made.setdefault(draft.record, draft)
    return Step(who, draw(st.sampled_from(["KAZ", "AZE"])), tuple(made.values()))


@st.composite
def written_logs(draw: st.DrawFn, most: int = 8) -> Log:
    """Logs of a few random steps."""
    log = Log()
    for _ in range(draw(st.integers(0, most))):
        log.take(draw(steps(log.state)))
    return log
