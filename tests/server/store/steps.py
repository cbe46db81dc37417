"""Steps for tests of the store, said shortly."""

from __future__ import annotations

from typing import Any

from birlik.log.drafts import Step, added, changed, step
from birlik.log.state import State
from birlik.server.store.logs import Logs


def adding(*ids: str, who: str = "anna", **fields: Any) -> Step:
    """Step that adds serials of an hour."""
    drafts = [added("serials", {"id": name, "duration": 60, **fields}) for name in ids]
    return step(who, "KAZ", drafts)


def setting(state: State, id: str, who: str = "anna", reason: str = "", **values: Any) -> Step:
    """Step that changes a serial as somebody sees it."""
    return step(who, "KAZ", [changed(state, "serials", key_of(state, id), values)], reason)


def key_of(state: State, id: str) -> str:
    """Key of a serial."""
    return next(k for k, held in state.of("serials").items() if held.fields["id"] == id)


def serial(logs: Logs, log: str, id: str) -> dict[str, Any]:
    """Fields of a serial now."""
    state = logs.state(log)
    return dict(state.of("serials")[key_of(state, id)].fields)
