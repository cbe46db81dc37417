"""The logs as the rest of the server sees them: appended, merged, heard of, looked back at."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime, timedelta

import pytest

from birlik.log.drafts import Step
from birlik.log.entry import Entry
from birlik.log.merging import UnfitChange
from birlik.log.plans import plan_of
from birlik.log.state import State
from birlik.log.undo import undoing
from birlik.server.store.current import News
from birlik.server.store.interface import DamagedLog, NoSuchLog
from birlik.server.store.logs import INSTALLATION, Logs
from birlik.server.store.opening import Place, opened
from birlik.server.store.writer import Closed
from tests.server.store.steps import adding, serial, setting

#: What nobody waits for longer, in seconds, in a test that fails.
PATIENCE = 20


class Heard:
    """A listener that can be waited for."""

    def __init__(self) -> None:
        self.news: list[News] = []
        self._more = threading.Condition()

    def __call__(self, news: News) -> None:
        with self._more:
            self.news.append(news)
            self._more.notify_all()

    def wait_for(self, steps: int) -> list[News]:
        with self._more:
            assert self._more.wait_for(lambda: len(self.news) >= steps, PATIENCE)
            return list(self.news)


def test_an_installation_begins_with_the_log_of_itself(logs: Logs) -> None:
    assert logs.state(INSTALLATION).position == 0
    assert logs.names() == []


def test_what_was_appended_is_in_the_state_and_in_the_plan(logs: Logs) -> None:
    log = logs.begin()
    outcome = logs.append(log, adding("S-1", "S-2"))
    assert {serial.id for serial in plan_of(logs.state(log)).serials} == {"S-1", "S-2"}
    assert outcome.after is logs.state(log)
    assert logs.names() == [log]


def test_what_was_appended_is_there_when_the_server_starts_again(place: Place) -> None:
    with Logs(opened(place)) as logs:
        log = logs.begin()
        logs.append(log, adding("S-1"))
        before = logs.append(log, setting(logs.state(log), "S-1", duration=90)).after
    with Logs(opened(place)) as logs:
        assert logs.state(log) == before
        assert (logs.state(log).hash, logs.state(log).at) == (before.hash, before.at)


def test_the_second_who_changes_a_field_is_told_and_the_log_is_as_the_first_left_it(
    logs: Logs, other_logs: Logs
) -> None:
    log = logs.begin()
    seen = logs.append(log, adding("S-1")).after
    logs.append(log, setting(seen, "S-1", who="anna", duration=90))
    late = other_logs.append(log, setting(seen, "S-1", who="bek", duration=75, notes="by boat"))
    (stale,) = late.stale
    assert (stale.field, stale.seen, stale.holds, stale.typed) == ("duration", 60, 90, 75)
    assert stale.by is not None
    assert stale.by.who == "anna"
    # What nobody else touched went through.
    assert serial(other_logs, log, "S-1") == {"id": "S-1", "duration": 90, "notes": "by boat"}


def test_many_who_write_at_once_from_two_processes_lose_nothing(
    logs: Logs, other_logs: Logs
) -> None:
    log = logs.begin()
    seen = logs.append(log, adding(*(f"S-{n}" for n in range(40)))).after

    def write(here: Logs, numbers: range) -> None:
        for number in numbers:
            assert here.append(log, setting(seen, f"S-{number}", duration=100 + number)).fine

    threads = [
        threading.Thread(target=write, args=(here, range(first, first + 5)))
        for first in range(0, 40, 5)
        for here in ((logs, other_logs)[first % 2],)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    logs.current(log).catch_up()
    assert [serial(logs, log, f"S-{n}")["duration"] for n in range(40)] == list(range(100, 140))
    assert logs.state(log).position == 80


def test_a_listener_hears_each_step_once_and_in_order_with_the_states_around_it(
    logs: Logs,
) -> None:
    log = logs.begin()
    heard = Heard()
    state, end = logs.listen(log, heard)
    assert state.position == 0
    first = logs.append(log, adding("S-1", "S-2"))
    second = logs.append(log, setting(first.after, "S-1", duration=90))
    end()
    logs.append(log, adding("S-3"))
    assert [news.entries for news in heard.news] == [first.entries, second.entries]
    assert heard.news[0].before is state
    assert heard.news[0].after is heard.news[1].before
    assert heard.news[1].after is second.after


def test_a_process_hears_of_what_another_appended(logs: Logs, other_logs: Logs) -> None:
    log = logs.begin()
    heard = Heard()
    other_logs.listen(log, heard)
    done = [logs.append(log, adding(f"S-{n}")) for n in range(5)]
    news = heard.wait_for(5)
    assert [entry.key for each in news for entry in each.entries] == [
        entry.key for outcome in done for entry in outcome.entries
    ]
    assert other_logs.state(log) == done[-1].after


def test_a_listener_that_fails_stops_neither_the_log_nor_the_others(logs: Logs) -> None:
    log = logs.begin()
    heard = Heard()

    def fail(_news: News) -> None:
        raise ZeroDivisionError

    logs.listen(log, fail)
    logs.listen(log, heard)
    logs.append(log, adding("S-1"))
    assert len(heard.news) == 1


def test_asynchronous_code_waits_for_the_same_answer(logs: Logs) -> None:
    log = logs.begin()

    async def write() -> int:
        answers = [
            asyncio.wrap_future(logs.submit(log, adding(f"S-{number}"))) for number in range(10)
        ]
        return max(outcome.after.position for outcome in await asyncio.gather(*answers))

    assert asyncio.run(write()) == 10


def test_a_step_that_is_handed_in_twice_counts_once(logs: Logs, other_logs: Logs) -> None:
    """Its answer was lost, and nobody knows whether it was written."""
    log = logs.begin()
    step = adding("S-1")
    first = logs.append(log, step)
    again = other_logs.append(log, step)
    assert again.entries == first.entries
    assert other_logs.state(log).position == 1


def test_what_cannot_stand_in_a_field_is_refused_and_nobody_else_suffers(logs: Logs) -> None:
    log = logs.begin()
    answers = [
        logs.submit(log, adding("S-1")),
        logs.submit(log, adding("S-2", priority=9)),
        logs.submit(log, adding("S-3")),
    ]
    with pytest.raises(UnfitChange, match=r"priority: 9 is not between 1 and 5"):
        answers[1].result()
    assert answers[0].result().fine
    assert answers[2].result().fine
    assert logs.state(log).position == 2


def test_a_log_that_does_not_exist_is_told_so(logs: Logs) -> None:
    with pytest.raises(NoSuchLog):
        logs.state("nowhere")
    with pytest.raises(NoSuchLog):
        logs.append("nowhere", adding("S-1"))


def test_an_answer_that_nobody_waits_for_any_more_does_not_stop_the_writer(logs: Logs) -> None:
    log = logs.begin()
    for number in range(20):
        logs.submit(log, adding(f"S-{number}")).cancel()
    assert logs.append(log, adding("S-last")).fine


def test_after_the_end_nothing_is_taken(place: Place) -> None:
    logs = Logs(opened(place))
    log = logs.begin()
    waiting = [logs.submit(log, adding(f"S-{n}")) for n in range(5)]
    logs.close()
    assert all(answer.result().fine for answer in waiting)
    with pytest.raises(Closed):
        logs.append(log, adding("S-6"))


def test_a_step_is_undone_by_its_inverse(logs: Logs) -> None:
    log = logs.begin()
    before = logs.append(log, adding("S-1")).after
    done = logs.append(log, setting(before, "S-1", duration=90))
    undone = logs.append(log, undoing(logs.entries_of_step(log, done.step), "bek", "AZE"))
    assert undone.after == before
    assert {entry.undoes for entry in undone.entries} == {done.step}


def test_a_step_that_must_be_whole_changes_nothing_if_a_part_is_stale(logs: Logs) -> None:
    log = logs.begin()
    seen = logs.append(log, adding("S-1", "S-2")).after
    logs.append(log, setting(seen, "S-1", duration=90))
    both = Step("bek", "KAZ", (*setting(seen, "S-2", duration=75).drafts,
                               *setting(seen, "S-1", duration=75).drafts), whole=True)  # fmt: skip
    outcome = logs.append(log, both)
    assert [stale.field for stale in outcome.stale] == ["duration"]
    assert outcome.entries == ()
    assert serial(logs, log, "S-2")["duration"] == 60


class Clock:
    """A clock that says what it is told to."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


NOON = datetime(2024, 7, 9, 12, tzinfo=UTC)


def written_hourly(logs: Logs, clock: Clock, hours: int) -> tuple[str, list[State]]:
    log = logs.begin()
    states = [logs.state(log)]
    for hour in range(hours):
        clock.now = NOON + timedelta(hours=hour)
        states.append(logs.append(log, adding(f"S-{hour}")).after)
    return log, states


def test_the_state_of_any_moment_is_the_fold_up_to_it(place: Place) -> None:
    clock = Clock(NOON)
    with Logs(opened(place), every=3, now=clock) as logs:
        log, states = written_hourly(logs, clock, 10)
        for position, state in enumerate(states):
            assert logs.state_at(log, position) == state
        assert logs.position_at(log, NOON - timedelta(seconds=1)) == 0
        assert logs.position_at(log, NOON + timedelta(hours=4, minutes=59)) == 5
        assert logs.position_at(log, NOON + timedelta(days=9)) == 10


def test_a_clock_that_is_set_back_does_not_turn_the_log_back(place: Place) -> None:
    clock = Clock(NOON)
    with Logs(opened(place), now=clock) as logs:
        log = logs.begin()
        logs.append(log, adding("S-1"))
        clock.now = NOON - timedelta(days=1)
        logs.append(log, adding("S-2"))
        assert [entry.at for entry in logs.entries(log)] == [NOON, NOON]


def test_history_is_read_in_pages_the_newest_first(logs: Logs) -> None:
    log = logs.begin()
    done: list[Entry] = [logs.append(log, adding(f"S-{n}")).entries[0] for n in range(7)]
    page = logs.newest(log, most=3)
    assert page == [done[6], done[5], done[4]]
    assert logs.newest(log, page[-1].position, most=3) == [done[3], done[2], done[1]]
    assert list(logs.entries(log, 5)) == done[5:]
    assert logs.entries_of_record(log, done[2].record) == [done[2]]
    assert logs.entry_of_key(log, done[3].key) == done[3]
    assert logs.entry_of_key(log, "unknown") is None


def test_snapshots_are_made_beside_and_a_log_opens_from_the_newest(place: Place) -> None:
    with Logs(opened(place), every=5) as logs:
        log = logs.begin()
        for number in range(62):
            before = logs.append(log, adding(f"S-{number}")).after
    store = opened(place)
    positions = store.snapshots(log)
    # The newest three, and one of fifty entries for good.
    assert len(positions) <= 3 + 2
    assert max(positions) >= 55
    store.close()
    with Logs(opened(place)) as logs:
        assert logs.state(log) == before


def test_a_snapshot_that_does_not_fit_is_not_taken(place: Place) -> None:
    with Logs(opened(place), every=5) as logs:
        log = logs.begin()
        for number in range(12):
            before = logs.append(log, adding(f"S-{number}")).after
    store = opened(place)
    for position in store.snapshots(log):
        kept = store.snapshot(log, position)
        assert kept is not None
        damaged = bytes([kept.packed[0] ^ 1]) + kept.packed[1:]
        store.keep_snapshot(log, kept._replace(packed=damaged))
    store.close()
    with Logs(opened(place)) as logs:
        assert logs.state(log) == before


def test_a_log_with_an_entry_that_does_not_fit_is_said_to_be_damaged(place: Place) -> None:
    with Logs(opened(place)) as logs:
        log = logs.begin()
        logs.append(log, adding("S-1"))
        row = logs.store.rows(log)[0]
    with Logs(opened(place)) as logs:
        with logs.store.batch([log]) as batch:
            batch.append(log, [row._replace(position=2, key="again")])
        with pytest.raises(DamagedLog, match="adds a record that is there already; birlik audit"):
            logs.state(log)
