"""Addresses in the settings: of the server itself, of its database and of the mail server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from birlik.server.environment import WrongSetting

#: Seconds that a writer waits for another on SQLite before it gives up.
WAIT_SECONDS = 20

#: Seconds that the thread of a request keeps its connection for those that follow.
KEPT_SECONDS = 600


@dataclass(frozen=True)
class PublicAddress:
    """Where people reach the server.

    Attributes
    ----------
    origin : str
        Scheme, host and port, as a browser has them.
    host : str
        Name of the host; an IPv6 address is in brackets.
    tls : bool
        Whether TLS is in front.
    ports : frozenset of str
        What may stand after the host name; empty for no port.
    """

    origin: str
    host: str
    tls: bool
    ports: frozenset[str]


def public_address(text: str) -> PublicAddress | None:
    """The public address that BIRLIK_ADDRESS names; None if it is empty.

    Raises
    ------
    WrongSetting
        If it is not ``http://host`` or ``https://host``, with a port or without.
    """
    if not text:
        return None
    parts = _split(text, "BIRLIK_ADDRESS")
    plain = not (parts.path.strip("/") or parts.query or parts.fragment or parts.username)
    if parts.scheme not in ("http", "https") or not parts.hostname or not plain:
        raise WrongSetting(
            f"BIRLIK_ADDRESS must look like https://birlik.example.org, and is “{text}”."
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    tls = parts.scheme == "https"
    usual = "443" if tls else "80"
    port = str(parts.port or usual)
    ports = frozenset(("", usual)) if port == usual else frozenset((port,))
    return PublicAddress(f"{parts.scheme}://{parts.netloc}", host, tls, ports)


def database(text: str, file: Path) -> dict[str, Any]:
    """Django's settings of the database that DATABASE_URL names; of an SQLite file if it is empty.

    Raises
    ------
    WrongSetting
        If it is no PostgreSQL address with a database's name.
    """
    if not text:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": file,
            "CONN_MAX_AGE": KEPT_SECONDS,
            "OPTIONS": {
                # A transaction that reads and then writes would fail at once beside another writer;
                # one that says so from the start waits its turn.
                "transaction_mode": "IMMEDIATE",
                "timeout": WAIT_SECONDS,
                "init_command": "PRAGMA journal_mode=WAL",
            },
        }
    parts = _split(text, "DATABASE_URL")
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgresql", "postgres") or not name:
        raise WrongSetting(
            "DATABASE_URL must look like postgresql://user:password@host/name; what it holds is not "
            "shown here, because it may hold a password."
        )
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": KEPT_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or options.pop("host", "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def counters(file: Path) -> dict[str, Any]:
    """Django's settings of a database that may forget, and never waits for the disk."""
    settings = database("", file)
    settings["OPTIONS"]["init_command"] += "; PRAGMA synchronous=OFF"
    return settings


def mail(text: str) -> dict[str, Any]:
    """Django's settings of the mail server that BIRLIK_MAIL names; of none if it is empty.

    Raises
    ------
    WrongSetting
        If it is no address of a mail server.
    """
    if not text:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = _split(text, "BIRLIK_MAIL")
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise WrongSetting(
            "BIRLIK_MAIL must look like smtp://user:password@host:port; what it holds is not shown "
            "here, because it may hold a password."
        )
    direct = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if direct else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": direct,
        "EMAIL_USE_TLS": not direct and "starttls" in parse_qs(parts.query),
        "EMAIL_TIMEOUT": 20,
    }


def _split(text: str, name: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - a port that is no number is told here
    except ValueError as error:
        raise WrongSetting(f"{name} is no address: {error}.") from error
    return parts
