"""A real server in a process of its own, a browser that tells its troubles, and mail that arrives."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Self

import httpx
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, ConsoleMessage, Page, StorageState

from birlik.log.entry import entry_of
from birlik.server.store.logs import INSTALLATION
from birlik.server.store.opening import opened, place_of

PASSWORD = "correct horse battery"


def free_port() -> int:
    """A port that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answering(address: str) -> None:
    """Wait until something answers at an address."""
    transport = httpx.HTTPTransport(retries=30)
    with httpx.Client(transport=transport, timeout=20) as client:
        client.get(address).raise_for_status()


@dataclass
class Served:
    """A running server: where it is, its data folder, what it printed on start, its process."""

    base: str
    folder: Path
    printed: str
    url: str = ""
    number: int = 0

    @property
    def first_link(self) -> str:
        """Link on which the first administrator is made."""
        return re.search(r"http\S+/invitation/\S+", self.printed)[0]

    def trail(self) -> list[tuple[str, str]]:
        """What happened, and to or by whom: the words, and the facts as JSON."""
        with closing(opened(place_of(self.folder, self.url))) as store:
            entries = [entry_of(row) for row in store.rows(INSTALLATION, 0, 10_000)]
        noted = [{name: now for name, (_, now) in entry.changes.items()} for entry in entries]
        return [(facts["what"], json.dumps(facts.get("facts", {}))) for facts in noted]


#: Journeys read English, whatever the nation, unless they say otherwise.
_ALWAYS = {"PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "error", "BIRLIK_LANGUAGES": "en"}


@contextmanager
def served(folder: Path, *options: str, **variables: str) -> Iterator[Served]:
    """Run ``birlik serve`` in a folder, with these options and settings, and no other settings."""
    port = free_port()
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "HOME") if name in os.environ}
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "birlik.cli", "serve"),
            *("--data", str(folder), "--port", str(port), *options),
        ],
        env=kept | _ALWAYS | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stderr
    printed = ""
    try:
        for line in process.stdout:
            printed += line
            if "Ctrl-C" in line:
                break
        else:
            raise AssertionError(process.stderr.read())
        yield Served(
            f"http://localhost:{port}",
            folder,
            printed,
            variables.get("DATABASE_URL", ""),
            process.pid,
        )
    finally:
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert not errors, errors


@contextmanager
def visitor(
    browser: Browser,
    base: str,
    size: tuple[int, int] = (1440, 900),
    state: StorageState | None = None,
) -> Iterator[Page]:
    """Page of a fresh browser; it fails if a script, a style or anything else was refused."""
    context = browser.new_context(
        base_url=base,
        viewport={"width": size[0], "height": size[1]},
        reduced_motion="reduce",
        storage_state=state,
    )
    page = context.new_page()
    troubles: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # The pages of an identity provider are its own affair; the library of symbols greets who loads it.
        if message.text.startswith("milsymbol.js"):
            return
        if message.location["url"].startswith(base):
            troubles.append(f"{message.type}: {message.text}")

    page.on("console", hear)
    page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
    yield page
    context.close()
    assert not troubles, "\n".join(troubles)


def found_account(page: Page, served: Served) -> None:
    """Make the first account, an administrator's."""
    page.goto(served.first_link)
    page.get_by_role("button", name="Make an account").click()
    page.get_by_label("Name").fill("Col Nigora Isaeva")
    page.get_by_label("Email").fill("nigora@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    page.wait_for_url("**/")


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Type address and password."""
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


class PostBox:
    """A mail server on this machine that keeps what arrives."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, *arguments: Any) -> str:  # noqa: N802 - aiosmtpd calls it so
        """Keep a mail."""
        content = arguments[-1].content
        mail = message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 kept"

    @property
    def address(self) -> str:
        """What BIRLIK_MAIL must be."""
        return f"smtp://127.0.0.1:{self._controller.port}"

    def link(self, subject: str) -> str:
        """The link in the last mail with these words in its subject."""
        mail = next(mail for mail in reversed(self.mails) if subject in mail["Subject"])
        return re.search(r"http://\S+", mail.get_content())[0]

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()
