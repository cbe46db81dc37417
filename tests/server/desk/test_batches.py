"""Many cells changed at once: one step, and an answer for each cell."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from birlik.exercise.columns import RecordKind
from birlik.exercise.roles import Reader
from birlik.log.drafts import Step, changed
from birlik.server.desk.batches import (
    MOST_CELLS,
    Batch,
    Cell,
    NewRow,
    Outcome,
    TooMuch,
    carry_out,
)
from birlik.server.desk.changing import Author
from birlik.server.desk.undoing import undo
from birlik.server.store.logs import Logs
from tests.server.desk.conftest import CHIEF, PLANNER, STRANGER, UNITY, key_of

SERIALS = RecordKind.SERIAL
NONCES = count(1)


def batch(*cells: Cell, **options: object) -> Batch:
    return Batch(f"{next(NONCES):016x}", cells, **options)  # type: ignore[arg-type]


def cell(logs: Logs, id: str, field: str, typed: str, seen: str) -> Cell:
    return Cell(key_of(logs, "serials", id), field, typed, seen)


def carried(logs: Logs, wanted: Batch, author: Author = CHIEF, kind: RecordKind = SERIALS):
    """What came of a batch: its step, and for each cell the outcome and what is said of it."""
    done = carry_out(logs, UNITY, author, kind, wanted)
    return done, {(a.record, a.field): (a.outcome, a.sentence or a.holds) for a in done.answers}


def held(logs: Logs, id: str) -> dict[str, object]:
    return dict(logs.state(UNITY).of("serials")[key_of(logs, "serials", id)].fields)


def test_all_cells_of_a_batch_are_one_step_and_one_undo(logs: Logs) -> None:
    wanted = batch(
        cell(logs, "S-1", "title", "Boarding at night", "Boarding"),
        cell(logs, "S-1", "duration", "1 h 30 min", "60"),
        cell(logs, "S-3", "duration", "2h", "60"),
    )
    done, _ = carried(logs, wanted)
    assert [answer.outcome for answer in done.answers] == [Outcome.STORED] * 3
    assert (held(logs, "S-1")["duration"], held(logs, "S-3")["duration"]) == (90, 120)
    assert len(logs.entries_of_step(UNITY, done.step)) == 2
    undo(logs, UNITY, CHIEF, done.step)
    assert (held(logs, "S-1")["title"], held(logs, "S-3")["duration"]) == ("Boarding", 60)


def test_what_cannot_be_read_or_is_not_his_is_said_and_the_rest_is_stored(logs: Logs) -> None:
    wanted = batch(
        cell(logs, "S-2", "title", "Night dive", "Night diving"),
        cell(logs, "S-2", "duration", "soon", "60"),
        cell(logs, "S-2", "after", "S-99", ""),
        cell(logs, "S-3", "title", "Mine", "Minehunting"),
    )
    _, told = carried(logs, wanted, PLANNER)
    found = {(record, field): outcome for (record, field), (outcome, _) in told.items()}
    two, three = key_of(logs, "serials", "S-2"), key_of(logs, "serials", "S-3")
    assert found == {
        (two, "title"): Outcome.STORED,
        (two, "duration"): Outcome.REFUSED,
        (two, "after"): Outcome.REFUSED,
        (three, "title"): Outcome.REFUSED,
    }
    assert "S-99" in told[two, "after"][1]
    assert held(logs, "S-2")["title"] == "Night dive"
    assert held(logs, "S-3")["title"] == "Minehunting"


def test_a_cell_that_somebody_changed_meanwhile_stays_and_says_who(logs: Logs) -> None:
    key = key_of(logs, "serials", "S-1")
    draft = changed(logs.state(UNITY), "serials", key, {"duration": 75})
    logs.append(UNITY, Step("leyla", "AZE", (draft,)))
    wanted = batch(Cell(key, "duration", "90", "60"), Cell(key, "title", "Later", "Boarding"))
    done, told = carried(logs, wanted)
    assert told[key, "duration"] == (Outcome.STALE, "75")
    assert done.answers[0].by == "leyla"
    assert held(logs, "S-1") | {"duration": 75, "title": "Later"} == held(logs, "S-1")
    _, told = carried(logs, batch(Cell(key, "duration", "90", "75")))
    assert told[key, "duration"][0] is Outcome.STORED


def test_rows_are_added_behind_the_last_and_may_name_one_another(logs: Logs) -> None:
    rows = (
        NewRow("a", {"id": "S-4", "title": "Fourth", "duration": "60"}),
        NewRow("b", {"id": "S-5", "after": "S-4", "duration": "never"}),
    )
    done, told = carried(logs, batch(added=rows), PLANNER)
    assert told["b", "after"][0] is Outcome.STORED
    assert told["b", "duration"][0] is Outcome.REFUSED
    state = logs.state(UNITY).of("serials")
    assert [state[key].fields["id"] for key in state.ordered[-2:]] == ["S-4", "S-5"]
    assert list(state.ordered[-2:]) == [done.keys["a"], done.keys["b"]]
    assert held(logs, "S-5")["owner"] == "AZE"


def test_rows_go_and_come_back(logs: Logs) -> None:
    keys = tuple(key_of(logs, "serials", each) for each in ("S-1", "S-3"))
    done, told = carried(logs, batch(removed=(*keys, "never there")))
    assert {outcome for outcome, _ in told.values()} == {Outcome.STORED}
    assert len(logs.state(UNITY).of("serials")) == 1
    undo(logs, UNITY, CHIEF, done.step)
    assert held(logs, "S-1")["title"] == "Boarding"


def test_a_batch_that_is_sent_again_counts_once(logs: Logs) -> None:
    wanted = batch(cell(logs, "S-1", "duration", "90", "60"), added=(NewRow("a", {"id": "S-4"}),))
    first, _ = carried(logs, wanted)
    position = logs.state(UNITY).position
    second, told = carried(logs, wanted)
    assert (second.step, second.keys) == (first.step, first.keys)
    assert logs.state(UNITY).position == position
    assert {outcome for outcome, _ in told.values()} == {Outcome.STORED}
    _, _ = carried(logs, replace(wanted, added=()), PLANNER)
    assert logs.state(UNITY).position == position


def test_what_is_hidden_is_answered_as_what_is_absent(logs: Logs) -> None:
    hidden = key_of(logs, "serials", "S-2")
    told = []
    for key in (hidden, "0" * 24):
        done, _ = carried(logs, batch(Cell(key, "title", "x", "y"), removed=(key,)), STRANGER)
        told.append([(a.field, a.outcome, a.sentence, a.by) for a in done.answers])
    assert told[0] == told[1]
    assert held(logs, "S-2")["title"] == "Night diving"


def test_defaults_of_release_are_judged_as_a_whole(logs: Logs) -> None:
    director = Author("aidar", Reader("AZE", CHIEF.reader.role))
    rows = (NewRow("a", {"kind": "serials", "nation": "UZB", "default_release": "ALL; VISITORS"}),)
    done, told = carried(logs, batch(added=rows), director, RecordKind.RELEASE_DEFAULT)
    assert done.step == ""
    assert {outcome for outcome, _ in told.values()} == {Outcome.REFUSED}


def test_too_much_at_once_is_refused(logs: Logs) -> None:
    cells = [Cell(str(n), "title", "x", "") for n in range(MOST_CELLS + 1)]
    with pytest.raises(TooMuch, match="import a workbook"):
        carry_out(logs, UNITY, CHIEF, SERIALS, batch(*cells))


FIELDS = {
    "title": ["Boarding", "Landing", ""],
    "duration": ["60", "75", "90"],
    "notes": ["", "wet"],
}
CHANGES = st.lists(
    st.sampled_from(sorted(FIELDS)).flatmap(
        lambda name: st.tuples(st.just(name), st.sampled_from(FIELDS[name]))
    ),
    max_size=6,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(theirs=CHANGES, mine=CHANGES)
def test_nothing_that_others_did_is_overwritten_unseen_and_nothing_else_is_kept_back(
    logs: Logs, theirs: list[tuple[str, str]], mine: list[tuple[str, str]]
) -> None:
    key = key_of(logs, "serials", "S-1")
    start = dict.fromkeys(FIELDS, "") | _texts(logs)
    for name, text in theirs:
        carried(logs, batch(Cell(key, name, text, _texts(logs).get(name, ""))))
    between = dict.fromkeys(FIELDS, "") | _texts(logs)
    wanted = dict(mine)
    cells = [Cell(key, name, text, start[name]) for name, text in wanted.items()]
    _, told = carried(logs, batch(*cells))
    after = dict.fromkeys(FIELDS, "") | _texts(logs)
    for name, text in wanted.items():
        late = between[name] not in (start[name], text)
        assert told[key, name][0] is (Outcome.STALE if late else Outcome.STORED)
        assert after[name] == (between[name] if late else text)
    assert {n: after[n] for n in FIELDS if n not in wanted} == {
        n: between[n] for n in FIELDS if n not in wanted
    }


def _texts(logs: Logs) -> dict[str, str]:
    return {n: str(v) for n, v in held(logs, "S-1").items() if n in FIELDS}
