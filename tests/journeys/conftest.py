"""A real browser for every journey: offline, and nothing may be fetched or go wrong."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from birlik.formats.page import write_page
from tests.formats.page.showing import shown
from tests.journeys.demonstrating import Demonstrated, demonstrated

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

#: Opens a page on a screen of that size.
Opens = Callable[..., Page]

#: Sizes of a screen on a desk and of a phone.
DESK, PHONE = (1440, 900), (390, 844)


def chromium() -> str:
    """Where the browser is; a machine without one fails, so that nobody believes the page was seen."""
    names = ("chromium", "google-chrome", "chromium-browser")
    found = os.environ.get("BIRLIK_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    assert found, "No Chromium: install one, or name it in BIRLIK_CHROMIUM."
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstrated]:
    """A demonstration in all languages that journeys share; each way in counts once."""
    with demonstrated(tmp_path_factory.mktemp("demo") / "data", languages="") as found:
        yield found


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stick") / "timetable.html"
    write_page(shown(), path)
    return path


@pytest.fixture
def opens(browser: Browser, file: Path) -> Iterator[Opens]:
    """Opens the page; whatever it does, nothing may be fetched and nothing may go wrong."""
    troubles: list[str] = []
    contexts = []

    def open_page(
        size: tuple[int, int] = DESK, address: str = "", of: Path = file, dark: bool = False
    ) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            offline=True,
            timezone_id="Europe/Berlin",
            reduced_motion="reduce",
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: troubles.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on(
            "request",
            lambda request: (
                troubles.append(f"request: {request.url[:80]}")
                if not request.url.startswith((of.as_uri(), "data:"))
                else None
            ),
        )
        page.goto(of.as_uri() + address)
        expect(page.locator("body")).to_have_class(re.compile(r"\bready\b"))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not troubles
