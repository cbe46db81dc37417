"""The log: appended to by many at once, folded, opened, heard of, and killed under load."""

from __future__ import annotations

import multiprocessing
import os
import random
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from multiprocessing.synchronize import Barrier
from pathlib import Path
from queue import Queue
from typing import Any

from benchmarks.figure import Figure, seconds
from birlik.log.appending import Appending
from birlik.log.drafts import added, changed, step
from birlik.log.snapshot import snapshot_of
from birlik.log.state import State
from birlik.server.store.current import opened as folded
from birlik.server.store.logs import Logs
from birlik.server.store.opening import Place, opened
from birlik.server.store.sqlite import SqliteStore
from tests.server.cluster import Cluster, cluster
from tests.server.killing import killed

SERIALS = 5_000
ENTRIES = 100_000

WRITERS, EACH = 20, 150
PROCESSES, THREADS, EACH_OF_THEM = 4, 40, 50

KILLS = 300

_CONTEXT = multiprocessing.get_context("spawn")


def begin(logs: Logs) -> str:
    """Log of an exercise with so many serials."""
    log = logs.begin()
    nations = [added("nations", {"id": name}) for name in ("KAZ", "AZE")]
    serials = [
        added(
            "serials",
            {
                "id": f"S-{number}",
                "title": f"Training {number}",
                "kind": "live fire",
                "duration": 90,
                "units": [f"U-{number % 200}"],
                "owner": "AZE" if number % 3 else None,
                "rank": f"b{number:06}1",
            },
        )
        for number in range(SERIALS)
    ]
    exercise = added("exercise", {"id": "GREAT-24", "host": "KAZ", "default_release": ["ALL"]})
    logs.append(log, step("anna", "KAZ", [exercise, *nations, *serials]))
    return log


def write(logs: Logs, log: str, first: int, count: int) -> list[float]:
    """Seconds until each of some changes was acknowledged, one after another."""
    keys = list(logs.state(log).of("serials"))
    waited = []
    for number in range(count):
        begun = time.perf_counter()
        key = keys[(first * count + number) % len(keys)]
        draft = changed(logs.state(log), "serials", key, {"duration": 100 + number})
        outcome = logs.append(log, step("anna", "KAZ", [draft], "the tide"))
        assert outcome.fine
        waited.append(time.perf_counter() - begun)
    return waited


def many(logs: Logs, log: str, writers: range, count: int) -> list[float]:
    """Seconds that each of many waited who all write at once, as fast as they are answered."""
    waited: list[float] = []
    threads = [
        threading.Thread(target=lambda n=n: waited.extend(write(logs, log, n, count)))
        for n in writers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waited


def percent(values: Sequence[float], part: float) -> float:
    """Value below which a part of some values lies."""
    return sorted(values)[min(int(len(values) * part), len(values) - 1)]


def figures() -> Iterator[Figure]:
    """What the log promises, on both back ends."""
    with tempfile.TemporaryDirectory() as folder, cluster(durable=True) as running:
        yield _on_sqlite(Path(folder))
        yield _on_postgres(running)
        yield _heard(running)
        yield from _long(Path(folder))
        yield _killed(Place(file=Path(folder) / "killed.sqlite3"), "SQLite")
        yield _killed(Place(url=running.new_database()), "PostgreSQL")


def _on_sqlite(folder: Path) -> Figure:
    with Logs(SqliteStore(folder / "append.sqlite3")) as logs:
        log = begin(logs)
        many(logs, log, range(WRITERS), 10)
        begun = time.perf_counter()
        waited = many(logs, log, range(WRITERS), EACH)
        rate = len(waited) / (time.perf_counter() - begun)
    return Figure(
        f"SQLite, {WRITERS} who write at once without a pause: 95 % acknowledged",
        f"within {1e3 * percent(waited, 0.95):.1f} ms (half within "
        f"{1e3 * statistics.median(waited):.1f} ms), {rate:,.0f} a second",
        "10 ms",
        "one row in a bare SQLite file, flushed, 95 %",
        f"{1e3 * _bare(folder / 'bare.sqlite3'):.1f} ms",
    )


def _bare(file: Path) -> float:
    """Seconds in which 95 % of commits of one row are flushed, by one writer."""
    waited = []
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE rows (body BLOB)")
        for _ in range(300):
            begun = time.perf_counter()
            connection.execute("INSERT INTO rows VALUES (?)", (os.urandom(600),))
            waited.append(time.perf_counter() - begun)
    return percent(waited, 0.95)


def _process(url: str, log: str, number: int, ready: Barrier, answers: Queue[list[float]]) -> None:
    with Logs(opened(Place(url=url))) as logs:
        logs.state(log)
        ready.wait()
        numbers = range(number * THREADS, (number + 1) * THREADS)
        answers.put(many(logs, log, numbers, EACH_OF_THEM))


def _on_postgres(running: Cluster) -> Figure:
    url = running.new_database()
    with Logs(opened(Place(url=url))) as logs:
        log = begin(logs)
    ready = _CONTEXT.Barrier(PROCESSES + 1)
    answers: Any = _CONTEXT.Queue()
    processes = [
        _CONTEXT.Process(target=_process, args=(url, log, number, ready, answers))
        for number in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    ready.wait()
    begun = time.perf_counter()
    waited = [second for _ in processes for second in answers.get()]
    rate = len(waited) / (time.perf_counter() - begun)
    for process in processes:
        process.join()
    return Figure(
        f"PostgreSQL, {PROCESSES} server processes that write to one log, {THREADS} writers in each",
        f"{rate:,.0f} a second (half acknowledged within {1e3 * statistics.median(waited):.0f} ms)",
        "2,000 a second",
        "one row a transaction, one writer",
        f"{_bare_postgres(running):,.0f} a second",
    )


def _bare_postgres(running: Cluster) -> float:
    """Transactions of one row that one writer commits in a second."""
    import psycopg

    with psycopg.connect(running.new_database(), autocommit=True) as connection:
        connection.execute("CREATE TABLE rows (body bytea)")
        begun = time.perf_counter()
        for _ in range(300):
            connection.execute("INSERT INTO rows VALUES (%s)", (os.urandom(600),))
        return 300 / (time.perf_counter() - begun)


def _heard(running: Cluster) -> Figure:
    """How long after an entry was acknowledged another process has it."""
    url = running.new_database()
    with Logs(opened(Place(url=url))) as logs, Logs(opened(Place(url=url))) as other:
        log = begin(logs)
        arrived: dict[str, float] = {}
        came = threading.Semaphore(0)

        def hear(news: Any) -> None:
            arrived[news.entries[0].step] = time.perf_counter()
            came.release()

        other.current(log).catch_up()
        other.listen(log, hear)
        waited = []
        for number in range(300):
            key = list(logs.state(log).of("serials"))[number]
            draft = changed(logs.state(log), "serials", key, {"notes": f"{number}"})
            outcome = logs.append(log, step("anna", "KAZ", [draft]))
            acknowledged = time.perf_counter()
            came.acquire()
            waited.append(max(arrived[outcome.step] - acknowledged, 0.0))
    return Figure(
        "PostgreSQL: another process has an acknowledged entry, 99 %",
        f"within {1e3 * percent(waited, 0.99):.1f} ms",
        "100 ms",
    )


def _long(folder: Path) -> Iterator[Figure]:
    """A log of so many entries, folded from the first on, and opened from its snapshot."""
    place = Place(file=folder / "long.sqlite3")
    with Logs(opened(place), every=10 * ENTRIES) as logs:
        log = begin(logs)
        state = logs.state(log)
    with closing(opened(place)) as store:
        state = _grown(store, log, state)
        assert state.position == ENTRIES
        taken = seconds(lambda: folded(store, log), 3)
        assert folded(store, log) == state
        yield Figure(
            f"{ENTRIES:,} entries of {SERIALS:,} records read and folded",
            f"{taken:.2f} s",
            "2 s",
            "the same rows read by SQLite alone",
            f"{seconds(lambda: _read(store, log), 3):.2f} s",
        )
        older = folded(store, log, ENTRIES - 999)
        store.keep_snapshot(log, snapshot_of(older))
        taken = seconds(lambda: folded(store, log))
        yield Figure(
            f"a log of {ENTRIES:,} entries opened from a snapshot 999 entries ago",
            f"{taken:.2f} s",
            "0.3 s",
        )


def _grown(store: Any, log: str, state: State) -> State:
    chance = random.Random(1)
    keys = list(state.of("serials"))
    while state.position < ENTRIES:
        appending = Appending(state, lambda record: [])
        for _ in range(min(1_000, ENTRIES - state.position)):
            values = {"duration": chance.randrange(30, 500), "notes": f"note {chance.random()}"}
            draft = changed(appending.state, "serials", chance.choice(keys), values)
            appending.take(step("anna", "KAZ", [draft], "the tide"))
        with store.batch([log]) as batch:
            batch.append(log, appending.rows)
        state = appending.state
    return state


def _read(store: Any, log: str) -> None:
    after = 0
    while rows := store.rows(log, after):
        after = rows[-1].position


def _killed(place: Place, name: str) -> Figure:
    """Servers killed again and again over the same log, which is opened and verified each time."""
    with closing(opened(place)) as store:
        store.create("alpha")
    chance = random.Random(7)
    lost = broken = acknowledged = entries = 0
    processes = 2 if place.url else 1
    for number in range(KILLS):
        # A new log now and then, so that verifying it does not take longer and longer.
        log = f"log-{number // 25}"
        with closing(opened(place)) as store:
            store.create(log)
        found = killed(place, log, processes, chance)
        acknowledged += found.acknowledged
        lost += len(found.lost)
        broken += bool(found.broken)
        entries = found.entries
    assert entries
    return Figure(
        f"{name}: {KILLS} times kill -9 of {processes} server process{'es' * (processes > 1)} under load",
        f"{acknowledged:,} changes acknowledged, {lost} lost, {broken} chains broken",
        "none lost, chain intact",
    )
