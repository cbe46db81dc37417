"""What happened to people is kept once, is found by whom it happened to, and is no record in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from birlik.server.store.auditing import audited
from birlik.server.store.logs import INSTALLATION, Logs
from birlik.server.store.trail import Trail


@dataclass(frozen=True)
class Happened:
    key: str
    what: str
    who: str = "anna"
    about: str = ""
    at: datetime = datetime(2024, 7, 9, 7, tzinfo=UTC)
    facts: dict[str, Any] = field(default_factory=dict)


def test_a_happening_is_kept_with_who_did_it_and_what_is_known(logs: Logs) -> None:
    Trail(logs).append(Happened("k1", "ended a session", about="bek", facts={"device": "phone"}))
    (entry,) = Trail(logs).newest()
    assert (entry.who, entry.record, entry.step) == ("anna", "bek", "k1")
    assert {name: after for name, (_, after) in entry.changes.items()} == {
        "what": "ended a session",
        "at": "2024-07-09T07:00:00.000000+00:00",
        "about": "bek",
        "facts": {"device": "phone"},
    }


def test_a_happening_that_is_handed_on_again_is_kept_once(logs: Logs, other_logs: Logs) -> None:
    for here in (logs, other_logs, logs):
        Trail(here).append(Happened("k1", "signed in", about="anna"))
    assert len(Trail(logs).newest()) == 1


def test_happenings_to_one_account_are_found_the_newest_first(logs: Logs) -> None:
    trail = Trail(logs)
    for number, about in enumerate(["anna", "bek", "anna"]):
        trail.append(Happened(f"k{number}", f"signed in {number}", about=about))
    assert [entry.step for entry in trail.about("anna")] == ["k2", "k0"]


def test_happenings_are_no_records_and_their_chain_is_intact(logs: Logs) -> None:
    trail = Trail(logs)
    for number in range(5):
        trail.append(Happened(f"k{number}", "signed in", about="anna"))
    state = logs.state(INSTALLATION)
    assert (state.position, dict(state.kinds)) == (5, {})
    assert all(found.fine for found in audited(logs.store))
