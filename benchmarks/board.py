"""How fast the timetable board is in a real Chromium, with an exercise of 5,000 placed serials."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.figure import Figure
from benchmarks.pages import PATIENCE, free_port, wait_for
from benchmarks.training import Size, training

#: Half a training month.
SIZE = Size(serials=5_000, days=15)

#: Loads of the page, seconds of scrolling and of zooming, and bars that are dropped.
LOADS, MOVING, DROPS = 5, 4, 20

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")

#: Frames while something is done for so many milliseconds: times between two of them, in milliseconds.
_FRAMES = """([what, lasting]) => new Promise((resolve) => {
  const { board } = document.querySelector(".board");
  const { scroller } = board;
  const taken = [];
  const begun = performance.now();
  let before = 0;
  if (what === "scroll") board.scaled(0.5);
  const frame = (now) => {
    if (before) taken.push(now - before);
    before = now;
    const part = (now - begun) / lasting;
    if (part >= 1) return resolve(taken);
    if (what === "scroll") {
      scroller.scrollLeft = (0.5 - 0.5 * Math.cos(part * 9)) * (scroller.scrollWidth - scroller.clientWidth);
      scroller.scrollTop = part * (scroller.scrollHeight - scroller.clientHeight);
    } else {
      const wave = 0.5 - 0.5 * Math.cos(part * 9);
      board.scaled(board.coarsest * (2.8 / board.coarsest) ** wave);
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})"""

#: Picks up one bar after another, moves it, and drops it; milliseconds from each drop to the verdict.
_DROPS = """async (count) => {
  const { board } = document.querySelector(".board");
  const { model, moving } = board;
  const taken = [];
  for (let number = 0; taken.length < count && number < 5 * count; number += 1) {
    const n = (number * 241) % model.count;
    if (!model.placed(n)) continue;
    moving.pick(n);
    // Nobody picks a bar up and drops it within a third of a second.
    await new Promise((resolve) => setTimeout(resolve, 350));
    const begun = performance.now();
    moving.by(60 * (1 + (number % 7)));
    while (!moving.hand.verdict) await new Promise((resolve) => setTimeout(resolve, 1));
    taken.push(performance.now() - begun);
    moving.putBack();
  }
  return taken;
}"""


def figures() -> Iterator[Figure]:
    """Figures of the board: usable, scrolled, zoomed, and a bar judged."""
    from playwright.sync_api import sync_playwright

    with (
        tempfile.TemporaryDirectory(prefix="birlik-board-") as folder,
        _served(Path(folder)) as (base, cookie, exercise),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=base)
        context.add_cookies([{"name": "birlik_session", "value": cookie, "url": base}])
        page = context.new_page()
        yield from _measured(page, f"/exercises/{exercise}/board/")
        browser.close()


def _measured(page: Any, address: str) -> Iterator[Figure]:
    usable = []
    for number in range(LOADS + 1):
        page.goto(address, wait_until="commit")
        page.wait_for_selector(".board.ready")
        if number:
            mark = "performance.getEntriesByName('board-usable')[0].startTime"
            usable.append(page.evaluate(mark))
    what = f"board with {SIZE.serials:,} serials"
    yield Figure(f"{what}: usable after, median", f"{statistics.median(usable):.0f} ms", "1,500 ms")
    page.wait_for_selector(".board.judged", timeout=PATIENCE * 1000)
    for act, words in (("scroll", "scrolled"), ("zoom", "zoomed")):
        taken = page.evaluate(_FRAMES, [act, MOVING * 1000])
        rate = 1000 * len(taken) / sum(taken)
        slow = statistics.quantiles(taken, n=20)[-1]
        yield Figure(
            f"{what}, {words} for {MOVING} s",
            f"{rate:.0f} fps, 95 % within {slow:.0f} ms",
            "50 fps",
        )
    taken = page.evaluate(_DROPS, DROPS)
    slow = statistics.quantiles(taken, n=20)[-1]
    yield Figure(
        f"{what}: from drop to judged",
        f"{statistics.median(taken):.0f} ms, 95 % within {slow:.0f} ms",
        "100 ms",
    )


def chromium() -> str:
    """Where the browser is.

    Raises
    ------
    RuntimeError
        If there is none.
    """
    names = ("chromium", "google-chrome", "chromium-browser")
    found = os.environ.get("BIRLIK_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        raise RuntimeError("there is no Chromium; name one in BIRLIK_CHROMIUM")
    return found


@contextmanager
def _served(folder: Path) -> Iterator[tuple[str, str, str]]:
    """A server with the exercise and its timetable: address, session, and key of the exercise."""
    port = free_port()
    prepared = subprocess.run(
        [sys.executable, "-m", "benchmarks.board", str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    exercise, session = prepared.stdout.split()
    environment = os.environ | {"BIRLIK_REQUESTS_A_MINUTE": "0"}
    command = [sys.executable, "-m", "birlik.cli", "serve", "--data", str(folder)]
    running = subprocess.Popen(
        [*command, "--port", str(port)], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        time.sleep(1)
        yield f"http://127.0.0.1:{port}", session, exercise
    finally:
        running.terminate()
        running.wait(PATIENCE)


def prepare(folder: Path) -> str:
    """Make the installation; gives back keys of the exercise and of its chief planner's session."""
    from birlik.server.serving import prepared

    prepared(folder)
    from benchmarks.pages import session_of
    from birlik.exercise.roles import Reader
    from birlik.exercise.roles import Role as Reading
    from birlik.planning.planner import plan_timetable
    from birlik.server.desk.beginning import begin
    from birlik.server.desk.changing import Author
    from birlik.server.desk.keeping import close, logs
    from birlik.server.desk.publishing import publish
    from birlik.server.desk.sight import Sight
    from birlik.server.people.memberships import PartIn, join
    from birlik.server.people.models import Account
    from birlik.server.people.roles import Role

    plan = training(SIZE)
    host = plan.exercise.host or ""
    account = Account.objects.create_user("chief@example.org", name="Chief planner")
    exercise = begin(logs(), plan, account.key, host)
    join(account, PartIn(exercise, host, Role.CHIEF_PLANNER), "benchmark")
    author = Author(account.key, Reader(host, Reading.CHIEF_PLANNER))
    seen = Sight(logs().state(exercise), author.reader).plan
    timetable = plan_timetable(seen, seconds=0)
    publish(logs(), exercise, author, timetable.model_dump(mode="json"))
    session = session_of(account)
    close()
    return f"{exercise} {session}"


if __name__ == "__main__":
    print(prepare(Path(sys.argv[1])))
