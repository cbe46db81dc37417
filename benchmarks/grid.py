"""How soon a grid of 20,000 rows can be used, in a real Chromium against a real ``birlik serve``."""

from __future__ import annotations

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.figure import Figure
from benchmarks.training import Size, training

#: Two training months; loads of which the middle one counts, after one that warms the server.
SIZE, LOADS = Size(serials=20_000, days=60), 5

#: Seconds that nobody waits longer than.
PATIENCE = 120

FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")

#: From the beginning of the navigation until the table is there, and an arrow moves what is selected.
USABLE = """() => new Promise((done) => {
  const look = () => {
    const grid = document.querySelector("#grid.ready");
    if (!grid?.querySelector(".tabulator-row")) return requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  };
  look();
})"""

#: Milliseconds of each frame while the table is scrolled by a page and more.
SCROLLED = """() => new Promise((done) => {
  const holder = document.querySelector(".tabulator-tableholder");
  const frames = [];
  let last = performance.now();
  const step = (now) => {
    frames.push(now - last);
    last = now;
    if (frames.length > 60) return done(frames.slice(1));
    holder.scrollTop += 1000;
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""

#: Milliseconds from a word sought to the rows that have it.
SOUGHT = """() => new Promise((done) => {
  const field = document.getElementById("grid-search");
  const count = document.getElementById("grid-count");
  const before = count.textContent;
  const begun = performance.now();
  field.value = "77";
  field.dispatchEvent(new Event("input"));
  const look = () => count.textContent === before ? setTimeout(look, 5) : done(performance.now() - begun);
  look();
})"""


def figures() -> Iterator[Figure]:
    """Figures of a grid of 20,000 serials."""
    from playwright.sync_api import sync_playwright

    with (
        tempfile.TemporaryDirectory(prefix="birlik-grid-") as folder,
        served(Path(folder)) as (base, prepared),
        sync_playwright() as playwright,
    ):
        found = os.environ.get("BIRLIK_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "birlik_session", "value": prepared["session"], "url": base}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        address = f"{base}/exercises/{prepared['exercise']}/serials/grid/"
        taken = []
        for _ in range(LOADS + 1):
            page.goto(address, wait_until="commit")
            taken.append(page.evaluate(USABLE))
        what = f"grid of {SIZE.serials:,} rows"
        yield Figure(f"{what}: usable", _milliseconds(statistics.median(taken[1:])), "1,000 ms")
        yield Figure(f"{what}: usable, the first after the start", _milliseconds(taken[0]), "-")
        frames = page.evaluate(SCROLLED)
        yield Figure(
            f"{what}: a frame while scrolling", _milliseconds(statistics.median(frames)), "-"
        )
        yield Figure(f"{what}: a word is found", _milliseconds(page.evaluate(SOUGHT)), "-")
        browser.close()


def _milliseconds(number: float) -> str:
    return f"{number:,.0f} ms"


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """A server of a folder with the exercise: address, and the session of a planner in it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.grid", str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    command = [sys.executable, "-m", "birlik.cli", "serve", "--data", str(folder)]
    running = subprocess.Popen(
        [*command, "--port", str(port)],
        env=os.environ | {"BIRLIK_REQUESTS_A_MINUTE": "0", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout
    try:
        if not any("Ctrl-C" in line for line in running.stdout):
            raise RuntimeError("the server did not start")
        yield f"http://localhost:{port}", json.loads(made.stdout)
    finally:
        running.terminate()
        running.wait(PATIENCE)


def prepare(folder: Path) -> dict[str, Any]:
    """Make the installation; gives back the exercise and the session of its planner."""
    from birlik.server.serving import prepared

    prepared(folder)
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from birlik.server.desk.beginning import begin
    from birlik.server.desk.keeping import close, logs
    from birlik.server.people.memberships import PartIn, join
    from birlik.server.people.models import Account
    from birlik.server.people.roles import Role

    plan = training(SIZE)
    host = plan.exercise.host or ""
    account = Account.objects.create_user("planner@example.org", name="Planner")
    exercise = begin(logs(), plan, account.key, host)
    join(account, PartIn(exercise, host, Role.PLANNER), "benchmark")
    session = SessionStore()
    session[SESSION_KEY] = account.pk
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    close()
    return {"exercise": exercise, "session": session.session_key}


if __name__ == "__main__":
    print(json.dumps(prepare(Path(sys.argv[1]))))
