"""How smoothly the map pans with 2,000 symbols on it, in a real Chromium without a GPU."""

from __future__ import annotations

import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.figure import Figure
from birlik.exercise.plan import Plan
from birlik.planning.timetable import Placement, Score, Timetable
from birlik.planning.verify import score_of

#: Areas around Aktau, units in each of them, and for how long the map is dragged, in seconds.
AREAS, EACH, SECONDS = 500, 4, 8

#: How fast it is dragged to and fro, in pixels a second, and how far.
SPEED, FAR = 900, 500

_FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")

_KINDS = (
    "ASSAULT",
    "TANK",
    "ARTILLERY",
    "SHIP",
    "BOAT",
    "HELI",
    "MEDICAL",
    "ENGINEER",
    "SOF",
    "HQ",
)

_FRAMES = """() => {
  window.frames_ = [];
  const turn = (now) => { window.frames_.push(now); window.turning_ = requestAnimationFrame(turn); };
  window.turning_ = requestAnimationFrame(turn);
}"""


def figures() -> Iterator[Figure]:
    """Frames a second while the map is dragged, every symbol drawn, and the longest waits."""
    with tempfile.TemporaryDirectory(prefix="birlik-map-") as folder, _shown(Path(folder)) as page:
        page.locator("details.map-layers summary").click()
        page.get_by_label("Group units that lie close").uncheck()
        page.locator("details.map-layers summary").click()
        page.wait_for_timeout(500)
        frames = _dragged(page)
    between = [later - earlier for earlier, later in pairwise(frames)]
    rate = 1000 * len(between) / (frames[-1] - frames[0])
    slow = statistics.quantiles(between, n=20)[-1]
    what = f"map of {AREAS * EACH:,} symbols and {AREAS} areas, dragged"
    yield Figure(f"{what}: frames a second", f"{rate:.0f}", "15")
    yield Figure(f"{what}: 95 % of frames within", f"{slow:.0f} ms", "-")
    yield Figure(f"{what}: the longest frame", f"{max(between):.0f} ms", "-")


def _dragged(page: Page) -> list[float]:
    """Times of the frames while the map is dragged to and fro, in milliseconds."""
    box = page.locator("#map").bounding_box()
    if box is None:
        raise RuntimeError("there is no map")
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(middle[0] - FAR / 2, middle[1])
    page.mouse.down()
    page.mouse.move(middle[0] - FAR / 2 + 10, middle[1])
    place = page.evaluate("getComputedStyle(document.querySelector('.leaflet-map-pane')).transform")
    page.evaluate(_FRAMES)
    begun = time.perf_counter()
    while (passed := time.perf_counter() - begun) < SECONDS:
        way = (passed * SPEED) % (2 * FAR)
        at = way if way < FAR else 2 * FAR - way
        page.mouse.move(middle[0] - FAR / 2 + at, middle[1] + at / 5)
    page.evaluate("cancelAnimationFrame(window.turning_)")
    moved = page.evaluate("getComputedStyle(document.querySelector('.leaflet-map-pane')).transform")
    if place == moved:
        raise RuntimeError("the map did not move")
    page.mouse.up()
    frames: list[float] = page.evaluate("window.frames_")
    return frames


def crowded() -> tuple[Plan, Timetable]:
    """Exercise in which 2,000 units take part in something at the same moment, in 500 areas."""
    begins = datetime(2024, 7, 10, 6, 0, tzinfo=UTC)
    ends = begins + timedelta(hours=2)
    areas, units, serials, placements = [], [], [], []
    for number in range(AREAS):
        lat, lon = 42.6 + 0.09 * (number % 25), 49.2 + 0.16 * (number // 25)
        kind = ("sea", "land", "air", "facility")[number % 4]
        areas.append(
            {
                "id": f"A-{number}",
                "kind": kind,
                "position": {"lat": round(lat, 4), "lon": round(lon, 4)},
                "radius": 2000,
            }
        )
        here = [f"U-{number}-{each}" for each in range(EACH)]
        for each, name in enumerate(here):
            word = _KINDS[(number + each) % len(_KINDS)]
            units.append({"id": name, "nation": "KAZ", "kind": word})
        serials.append(
            {
                "id": f"S-{number}",
                "duration": 120,
                "units": here,
                "areas": [{"areas": [f"A-{number}"]}],
            }
        )
        placements.append(
            Placement(
                serial=f"S-{number}",
                begins=begins,
                ends=ends,
                areas=(f"A-{number}",),
                units=tuple(here),
            )
        )
    plan = Plan.model_validate(
        {
            "exercise": {
                "id": "CROWD",
                "title": "Crowd",
                "host": "KAZ",
                "time_zone": "Asia/Aqtau",
                "startex": "2024-07-08T00:00:00Z",
                "endex": "2024-07-15T00:00:00Z",
            },
            "nations": [{"id": "KAZ"}],
            "areas": areas,
            "units": units,
            "serials": serials,
        }
    )
    nothing = Score(
        mandatory_left_out=0, optional_left_out=(0,) * 5, wishes=0, unfairness=0, end=0, moves=0
    )
    made = Timetable(
        exercise="CROWD",
        plan=plan.fingerprint(),
        placements=tuple(placements),
        left_out=(),
        score=nothing,
    )
    return plan, made.model_copy(update={"score": score_of(made, plan)})


@contextmanager
def _shown(folder: Path) -> Iterator[Page]:
    """The map of the crowded exercise in a browser of its own."""
    plan, made = crowded()
    (folder / "plan.json").write_text(plan.to_json(), "utf-8")
    (folder / "timetable.json").write_text(made.model_dump_json(), "utf-8")
    command = [sys.executable, "-m", "birlik.cli", "demo", str(folder / "plan.json")]
    command += ["--timetable", str(folder / "timetable.json"), "--data", str(folder / "data")]
    environment = os.environ | {
        "PYTHONUNBUFFERED": "1",
        "BROWSER": "true",
        "BIRLIK_LANGUAGES": "en",
    }
    running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    printed = ""
    try:
        for line in running.stdout or ():
            printed += line
            if "Ctrl-C" in line:
                break
        link = re.search(r"planner +(http\S+)", printed)
        if link is None:
            raise RuntimeError(printed)
        names = ("chromium", "google-chrome", "chromium-browser")
        found = os.environ.get("BIRLIK_CHROMIUM") or next(filter(None, map(shutil.which, names)))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=list(_FLAGS))
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(link[1])
            page.locator("main button[type=submit]").click()
            page.wait_for_url("**/")
            page.locator(".programme h2 a").click()
            page.get_by_role("link", name="Map", exact=True).click()
            page.locator(".map-room.ready").wait_for(state="attached")
            page.wait_for_timeout(2000)
            yield page
            browser.close()
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(30)
