"""What an administrator can set: each setting with its default, its meaning and its check.

A setting is an environment variable, or a line in ``settings.toml`` in the data folder; the variable
counts more. Nothing else of the server reads the environment.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Setting:
    """One thing that can be set.

    Attributes
    ----------
    name : str
        Name of the environment variable, and the key in ``settings.toml``.
    default : str
        What holds if nobody sets it.
    meaning : str
        What it does, in a sentence or two.
    """

    name: str
    default: str
    meaning: str


class WrongSetting(ValueError):
    """A setting holds what makes no sense; the message says which, and what would."""


SETTINGS = (
    Setting(
        "BIRLIK_DATA",
        "",
        "The data folder; empty for the usual place of your system. Not in settings.toml.",
    ),
    Setting(
        "DATABASE_URL",
        "",
        "`postgresql://user:password@host/name` keeps everything in PostgreSQL; empty for "
        "`birlik.sqlite3` in the data folder.",
    ),
    Setting(
        "BIRLIK_ADDRESS",
        "",
        "Address at which people reach the server, such as `https://birlik.example.org`. "
        "With `https` cookies are sent over TLS alone and browsers are told to insist on TLS. "
        "Empty: this machine alone.",
    ),
    Setting(
        "BIRLIK_HOSTS",
        "",
        "Further host names that the server answers to, with commas between them.",
    ),
    Setting(
        "BIRLIK_PROXIES",
        "0",
        "How many trusted proxies stand in front. Each must append to `X-Forwarded-For` and set "
        "`X-Forwarded-Proto`; with 0 both headers are ignored.",
    ),
    Setting(
        "BIRLIK_HSTS_DAYS",
        "365",
        "How long browsers insist on TLS after a visit, in days, if the address is `https`; "
        "0 for not at all.",
    ),
    Setting(
        "BIRLIK_MAIL",
        "",
        "`smtp://user:password@host:port`, or `smtps://` for TLS from the start; with "
        "`?starttls=1` an `smtp://` connection turns to TLS. Empty: no mail is sent, invitation "
        "links are handed over by hand, and addresses are not verified.",
    ),
    Setting("BIRLIK_MAIL_FROM", "birlik@localhost", "Sender of mail."),
    Setting(
        "BIRLIK_OIDC_ISSUER",
        "",
        "Address of an OpenID Connect provider with which people may sign in. Empty: none.",
    ),
    Setting("BIRLIK_OIDC_CLIENT", "", "Client identifier that the provider gave this server."),
    Setting("BIRLIK_OIDC_SECRET", "", "Client secret that the provider gave this server."),
    Setting("BIRLIK_OIDC_NAME", "your organisation", "How the provider is called on the pages."),
    Setting(
        "BIRLIK_LANGUAGES",
        "",
        "Languages that people can choose, with commas between them, such as `en, kk, ru`; empty for all: "
        "`en`, `az`, `kk`, `ky`, `tg`, `uz`, `ru`, `tr`.",
    ),
    Setting(
        "BIRLIK_METRICS_TOKEN",
        "",
        "Who sends it as `Authorization: Bearer …` may read `/metrics` from anywhere. "
        "Empty: from this machine alone.",
    ),
    Setting(
        "BIRLIK_UPLOAD_MEGABYTES",
        "32",
        "Largest request, in megabytes; a larger one is refused before it is read.",
    ),
    Setting(
        "BIRLIK_REQUESTS_A_MINUTE",
        "1200",
        "How many requests one address may make in a minute, for each server process; 0 for no limit.",
    ),
    Setting(
        "BIRLIK_WORKS",
        "1",
        "How many pieces of planning run at once on the installation, each in a process of its own that "
        "stands back behind the pages; others wait.",
    ),
    Setting("BIRLIK_SESSION_DAYS", "14", "After how many days a person must sign in again."),
    Setting(
        "BIRLIK_INVITATION_DAYS",
        "14",
        "After how many days an invitation that nobody used expires.",
    ),
)

#: The settings by name.
BY_NAME = {setting.name: setting for setting in SETTINGS}

#: File in the data folder that may hold settings.
FILE_NAME = "settings.toml"


class Environment:
    """The settings as they are.

    Parameters
    ----------
    variables : mapping of str to str
        Usually ``os.environ``.
    file : mapping of str to str
        What ``settings.toml`` holds; counts less.
    """

    def __init__(self, variables: Mapping[str, str], file: Mapping[str, str]) -> None:
        self._variables = variables
        self._file = file

    @classmethod
    def of(cls, folder: Path) -> Environment:
        """Settings of this process, with the file in a data folder.

        Raises
        ------
        WrongSetting
            If the file is no TOML, or sets what is no setting.
        """
        return cls(os.environ, _file_settings(folder / FILE_NAME))

    def text(self, name: str) -> str:
        """Value of a setting, without blanks around it."""
        setting = BY_NAME[name]
        return self._variables.get(name, self._file.get(name, setting.default)).strip()

    def number(self, name: str, least: int = 0) -> int:
        """Value of a setting that is a whole number.

        Raises
        ------
        WrongSetting
            If it is none, or below `least`.
        """
        value = self.text(name)
        if not value.isdecimal() or int(value) < least:
            raise WrongSetting(f"{name} must be a whole number from {least} on, and is “{value}”.")
        return int(value)

    def names(self, name: str) -> list[str]:
        """Value of a setting that is a list with commas."""
        return [part for part in (part.strip() for part in self.text(name).split(",")) if part]


def _file_settings(file: Path) -> dict[str, str]:
    try:
        content = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongSetting(f"{file} cannot be read as TOML: {error}.") from error
    for name in content:
        if name not in BY_NAME or name == "BIRLIK_DATA":
            raise WrongSetting(f"{file} sets {name}, which is no setting that can stand there.")
    return {name: str(value) for name, value in content.items()}
