"""The data folder of an installation, and the secret key that is made in it on first start."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import platformdirs

KEY_BYTES = 48


class UnusableFolder(OSError):
    """The data folder cannot be used; the message says why, and what to do."""


@dataclass(frozen=True)
class Installation:
    """Where one installation keeps what it knows.

    Attributes
    ----------
    folder : Path
        The data folder; it holds secrets, and is its owner's alone.
    """

    folder: Path

    @classmethod
    def at(cls, folder: Path | None = None) -> Installation:
        """The installation in a folder, in BIRLIK_DATA, or in the usual place of the system."""
        named = folder or os.environ.get("BIRLIK_DATA")
        return cls(Path(named or platformdirs.user_data_path("birlik")).expanduser().absolute())

    @property
    def database(self) -> Path:
        """File of the SQLite database, with the accounts and the logs."""
        return self.folder / "birlik.sqlite3"

    @property
    def counters(self) -> Path:
        """File of the counters of attempts; can be thrown away."""
        return self.folder / "counters.sqlite3"

    @property
    def static(self) -> Path:
        """Folder with styles and scripts under their hashed names; can be thrown away."""
        return self.folder / "static"

    def prepare(self) -> None:
        """Make the folder, readable by its owner alone.

        Raises
        ------
        UnusableFolder
            If it is not there and cannot be made, or nothing can be written in it.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise UnusableFolder(
                f"The data folder {self.folder} cannot be made: {error.strerror}. "
                "Name another with --data."
            ) from error
        if not os.access(self.folder, os.W_OK | os.X_OK):
            raise UnusableFolder(
                f"Nothing can be written in the data folder {self.folder}. "
                "Name another with --data, or let this user write there."
            )

    def secret_key(self) -> str:
        """The installation's secret, made on first use; its file has mode 0600.

        Two processes that start at once agree on one key: only a file that nobody else made is taken.
        """
        file = self.folder / "secret.key"
        self.prepare()
        if not file.exists():
            fresh = self.folder / f"secret.{secrets.token_hex(8)}.new"
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as opened:
                opened.write(secrets.token_urlsafe(KEY_BYTES))
                opened.flush()
                os.fsync(opened.fileno())
            try:
                os.link(fresh, file)
            except FileExistsError:
                pass
            finally:
                fresh.unlink()
        key = file.read_text("ascii").strip()
        if len(key) < KEY_BYTES:
            raise UnusableFolder(
                f"{file} holds no secret key. Restore it from a backup, or remove it; "
                "then everybody must sign in again."
            )
        return key
