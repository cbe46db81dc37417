"""How fast the server answers list pages of an exercise with 5,000 serials, asked over a connection."""

from __future__ import annotations

import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.figure import Figure
from benchmarks.training import Size, training
from birlik.exercise.plan import Plan

#: Half a training month.
SIZE = Size(serials=5_000, days=15)

#: Every tenth serial is hidden from the nation whose planner asks.
HIDDEN = 10

#: Pages asked for of each sort, and changes between which a page is asked for.
ASKED, CHANGES = 200, 20

#: What nobody waits for longer than, in seconds.
PATIENCE = 60


def figures() -> Iterator[Figure]:
    """Figures of lists: paged, searched, sorted, and after somebody's change."""
    with (
        tempfile.TemporaryDirectory(prefix="birlik-pages-") as folder,
        _served(Path(folder)) as asked,
    ):
        address, cookie, exercise, change = asked
        connection = http.client.HTTPConnection(address)
        base = f"/exercises/{exercise}/serials/"

        def get(path: str) -> float:
            begun = time.perf_counter()
            connection.request("GET", path, headers={"Cookie": cookie})
            answer = connection.getresponse()
            content = answer.read()
            taken = time.perf_counter() - begun
            if answer.status != 200 or b"<table" not in content:
                raise RuntimeError(f"{path} was answered with {answer.status}")
            return taken

        first = get(base)
        draw = random.Random(1)
        sorts: dict[str, Callable[[], str]] = {
            "a page": lambda: f"?page={draw.randrange(1, 90)}",
            "sorted": lambda: f"?sort={draw.choice(['-duration', 'title', 'findings'])}&page=2",
            "searched": lambda: f"?q={draw.choice(['1', '7', '90', 'u'])}",
        }
        what = f"list of {SIZE.serials:,} serials"
        everything = []
        for name, query in sorts.items():
            taken = [get(base + query()) for _ in range(ASKED)]
            everything += taken
            yield Figure(f"{what}, {name}: 95 %", _milliseconds(_percentile(taken)), "150 ms")
        yield Figure(
            f"{what}, all of these: 95 %", _milliseconds(_percentile(everything)), "150 ms"
        )
        after = []
        for number in range(CHANGES):
            change(number)
            after.append(get(base))
        middle = statistics.median(after)
        yield Figure(f"{what}, the first after a change: median", _milliseconds(middle), "-")
        yield Figure(f"{what}, the first after the start", _milliseconds(first), "-")


def _percentile(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def partly_released() -> Plan:
    """Plan that is released to all but for every tenth serial."""
    plan = training(SIZE)
    host = plan.exercise.host or ""
    serials = tuple(
        serial.model_copy(update={"releasable_to": () if number % HIDDEN else (host,)})
        for number, serial in enumerate(plan.serials)
    )
    exercise = plan.exercise.model_copy(update={"default_release": ("ALL",)})
    return plan.model_copy(update={"serials": serials, "exercise": exercise})


@contextmanager
def _served(folder: Path) -> Iterator[tuple[str, str, str, Callable[[int], None]]]:
    """A server of a folder with the exercise: address, cookie of a planner, exercise, and a change."""
    port = free_port()
    prepared = subprocess.run(
        [sys.executable, "-m", "benchmarks.pages", str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    exercise, session, token, serial = prepared.stdout.split()
    environment = os.environ | {"BIRLIK_REQUESTS_A_MINUTE": "0"}
    command = [sys.executable, "-m", "birlik.cli", "serve", "--data", str(folder)]
    running = subprocess.Popen(
        [*command, "--port", str(port)], env=environment, stdout=subprocess.PIPE, text=True
    )
    address = f"127.0.0.1:{port}"
    cookie = f"birlik_session={session}; birlik_csrf={token}"
    path = f"/exercises/{exercise}/serials/{serial}/"

    def change(number: int) -> None:
        connection = http.client.HTTPConnection(address)
        body = f"csrfmiddlewaretoken={token}&f.notes=Note+{number}&s.notes=" + (
            f"%22Note+{number - 1}%22" if number else "null"
        )
        headers = {
            "Cookie": cookie,
            "Content-Type": "application/x-www-form-urlencoded",
            "Referer": f"http://{address}{path}",
        }
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 302:
            raise RuntimeError(f"a change was answered with {answer.status}")

    try:
        wait_for(port)
        yield address, cookie, exercise, change
    finally:
        running.terminate()
        running.wait(PATIENCE)


def free_port() -> int:
    """A port that nobody uses at the moment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    """Wait until somebody listens on a port.

    Raises
    ------
    RuntimeError
    """
    begun = time.perf_counter()
    while time.perf_counter() - begun < PATIENCE:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the server did not start")


def prepare(folder: Path) -> str:
    """Make the installation; gives back keys of the exercise, a session, a form and a serial."""
    from birlik.server.serving import prepared

    prepared(folder)
    from django.middleware.csrf import _get_new_csrf_string

    from birlik.server.desk.beginning import begin
    from birlik.server.desk.keeping import close, logs
    from birlik.server.people.memberships import PartIn, join
    from birlik.server.people.models import Account
    from birlik.server.people.roles import Role

    plan = partly_released()
    account = Account.objects.create_user("planner@example.org", name="Planner")
    exercise = begin(logs(), plan, account.key, plan.exercise.host or "")
    # The host's own planner sees and changes all; he is the slowest to serve.
    join(account, PartIn(exercise, plan.exercise.host or "", Role.PLANNER), "benchmark")
    session = session_of(account)
    serial = logs().state(exercise).of("serials").ordered[0]
    close()
    return f"{exercise} {session} {_get_new_csrf_string()} {serial}"


def session_of(account: Any) -> str:
    """Key of a session in which an account is signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = account.pk
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    print(prepare(Path(sys.argv[1])))
