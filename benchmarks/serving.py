"""How long ``birlik serve`` takes until it answers, in a new data folder and in one that is there."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure, seconds


def _until_ready(folder: Path, port: int) -> float:
    """Seconds from the command to the line that says that connections are accepted."""
    birlik = str(Path(sys.executable).parent / "birlik")
    begun = time.perf_counter()
    process = subprocess.Popen(
        [birlik, "serve", "--data", str(folder), "--port", str(port)],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout
    assert any("Ctrl-C" in line for line in process.stdout), "the server did not start"
    passed = time.perf_counter() - begun
    process.send_signal(signal.SIGINT)
    process.communicate()
    return passed


def figures() -> Iterator[Figure]:
    """Start of the server, the worst of five, beside Django alone."""
    code = "import django, django.core.asgi, uvicorn"
    peer = seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True))
    with tempfile.TemporaryDirectory() as folder:
        first = max(_until_ready(Path(folder, str(n)), 8477) for n in range(5))
        again = max(_until_ready(Path(folder, "0"), 8477) for _ in range(5))
    for what, value in (("in a new folder", first), ("once more", again)):
        yield Figure(
            f"`birlik serve` until it answers, {what}",
            f"{value:.2f} s",
            "3 s",
            "importing Django and uvicorn",
            f"{peer:.2f} s",
        )
