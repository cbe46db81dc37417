"""Undo and redo: a step taken back by a new step of inverse entries, stale like any other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from birlik.log.drafts import Draft, Step
from birlik.log.entry import Act, Entry

_INVERSE = {
    Act.ADD: Act.REMOVE,
    Act.NAME: Act.REMOVE,
    Act.REMOVE: Act.ADD,
    Act.CHANGE: Act.CHANGE,
}


def inverse(entries: Sequence[Entry]) -> tuple[Draft, ...]:
    """Drafts that take entries back, the last one first.

    A record that was removed comes back under its own key. What a note says happened stays so, and
    what was signed.
    """
    return tuple(
        Draft(
            entry.kind,
            entry.record,
            _INVERSE[entry.act],
            {name: (after, before) for name, (before, after) in entry.changes.items()},
        )
        for entry in reversed(entries)
        if entry.act in _INVERSE
    )


def undoing(
    entries: Sequence[Entry], who: str, nation: str, reason: str = "", *, whole: bool = False
) -> Step:
    """Step that takes a step back; of an undo, it is the redo.

    Parameters
    ----------
    entries : sequence of Entry
        All entries of the step, in order.
    who, nation : str
        Who takes it back.
    whole : bool
        Whether nothing is to be taken back if anything was changed since.

    Raises
    ------
    ValueError
        If the entries are none, or of several steps.
    """
    steps = {entry.step for entry in entries}
    if len(steps) != 1:
        raise ValueError("one step is taken back at a time, and it must have entries")
    return Step(who, nation, inverse(entries), reason, whole=whole, undoes=entries[0].step)


def undoable(newest_first: Iterable[Entry], who: str) -> str | None:
    """Step that an undo of somebody would take back: his last change that holds; None if there is none.

    Parameters
    ----------
    newest_first : iterable of Entry
        The log backwards, as far as it should be looked at.
    """
    steps = _steps(newest_first)
    void = _taken_back(steps)
    return next(
        (
            step
            for step, entry in steps.items()
            if entry.who == who
            and entry.undoes is None
            and step not in void
            and entry.act in _INVERSE
        ),
        None,
    )


def redoable(newest_first: Iterable[Entry], who: str) -> str | None:
    """Undo that a redo of somebody would take back: his last that holds, if he changed nothing since."""
    steps = _steps(newest_first)
    void = _taken_back(steps)
    for step, entry in steps.items():
        if entry.who != who or entry.act not in _INVERSE:
            continue
        if entry.undoes is None:
            return None
        undone = steps.get(entry.undoes)
        if step not in void and (undone is None or undone.undoes is None):
            return step
    return None


def lasting(entries: Sequence[Entry]) -> set[str]:
    """Steps among some entries that count for what changed: none that was taken back, and no taking back.

    An undo of what lies before the entries is a change like any other.

    Parameters
    ----------
    entries : sequence of Entry
        In the order of the log.
    """
    steps = _steps(reversed(entries))
    void = _taken_back(steps)
    return {s for s, entry in steps.items() if s not in void and entry.undoes not in steps}


def _steps(newest_first: Iterable[Entry]) -> dict[str, Entry]:
    """An entry of each step, the newest step first."""
    steps: dict[str, Entry] = {}
    for entry in newest_first:
        steps.setdefault(entry.step, entry)
    return steps


def _taken_back(steps: dict[str, Entry]) -> set[str]:
    """Steps that a newer one takes back which itself holds."""
    void: set[str] = set()
    for step, entry in steps.items():
        if entry.undoes is not None and step not in void:
            void.add(entry.undoes)
    return void
