"""What ``birlik audit``, ``backup``, ``restore`` and ``migrate`` do with an installation's logs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import platformdirs
import typer

from birlik.cli import console
from birlik.exercise.time import date_time_group
from birlik.server.environment import WrongSetting
from birlik.server.moving import carry_people, place_in
from birlik.server.store import auditing, carrying
from birlik.server.store.auditing import Audited
from birlik.server.store.carrying import Accounts, Carried
from birlik.server.store.interface import StoreError
from birlik.server.store.opening import Place, is_there, opened, place_of
from birlik.server.store.sqlite import SqliteStore


def folder_of(named: Path | None) -> Path:
    """Data folder: the one named, BIRLIK_DATA, or the usual place of the system."""
    folder = named or os.environ.get("BIRLIK_DATA") or platformdirs.user_data_path("birlik")
    return Path(folder).expanduser().absolute()


@contextmanager
def failing(quiet: bool) -> Iterator[None]:
    """End the command with a sentence if the store cannot do what is asked."""
    try:
        yield
    except (StoreError, WrongSetting) as error:
        console.fail(str(error), quiet)


def installed(data: Path | None) -> Place:
    """Place of the installation with a data folder; DATABASE_URL says if it is elsewhere."""
    return place_in(folder_of(data))


def accounts(data: Path | None) -> Accounts:
    """What carries accounts between back ends; between SQLite files they go along with the file."""
    return partial(carry_people, folder_of(data))


def audited(
    data: Path | None, file: Path | None, log: str | None, known: list[str], quiet: bool
) -> list[Audited]:
    """What the audit of an installation, or of a backup, found; ends the command if there is none."""
    with failing(quiet), console.bar("auditing", quiet) as show:
        place = installed(data)
        if file is None and not is_there(place):
            raise StoreError(f"there is no installation in {place.words}")
        store = opened(place) if file is None else SqliteStore(file, read_only=True)
        with closing(store):
            # Views take long to import, and to make; nobody else here needs them.
            from birlik.server.desk.fingerprints import fingerprint

            every = auditing.audited(store, log, frozenset(known), show, fingerprint)
            return list(every)
    raise AssertionError


def show_audit(found: list[Audited], known: list[str], quiet: bool) -> bool:
    """Print what an audit found.

    Returns
    -------
    bool
        Whether everything fits.
    """
    there = {hash_ for each in found for hash_ in each.known}
    missing = [hash_ for hash_ in known if hash_ not in there]
    fine = all(each.fine for each in found) and not missing
    if quiet:
        logs = [_audit_json(each) for each in found]
        console.as_json({"intact": fine, "logs": logs, "unknown_hashes": missing}, True)
        return fine
    for each in found:
        name = f"{each.log} ({each.name})" if each.name else each.log
        until = f", the last of {date_time_group(each.until)}" if each.until else ""
        if each.broken is not None:
            typer.secho(each.broken.text, fg=typer.colors.RED)
            typer.echo(f"  {each.entries:,} entries before it fit{until}.")
        else:
            typer.echo(f"{name}: {each.entries:,} entries{until}; the chain is intact.")
            typer.echo(f"  its last hash: {each.hash}")
            if each.signatures:
                typer.echo(f"  signatures under its baselines: {each.signatures:,}")
        for sentence in each.older_views:
            typer.echo(f"  {sentence}.")
        for sentence in each.strange_views:
            typer.secho(f"  {sentence}.", fg=typer.colors.RED)
        for position in each.snapshots:
            words = f"  the snapshot at {position:,} is not what the entries give; do not trust it"
            typer.secho(words, fg=typer.colors.RED)
    for hash_ in missing:
        words = (
            f"No entry has the hash {hash_}: the log is not the one of which it was written down."
        )
        typer.secho(words, fg=typer.colors.RED)
    if fine:
        typer.secho("Every entry fits.", fg=typer.colors.GREEN)
    return fine


def _audit_json(found: Audited) -> dict[str, Any]:
    return {
        "log": found.log,
        "exercise": found.name,
        "entries": found.entries,
        "hash": found.hash,
        "until": found.until.isoformat() if found.until else None,
        "broken": {
            "position": found.broken.position,
            "key": found.broken.key,
            "why": found.broken.why,
        }
        if found.broken
        else None,
        "wrong_snapshots": list(found.snapshots),
        "signatures": found.signatures,
        "strange_views": list(found.strange_views),
        "older_views": list(found.older_views),
    }


def backed_up(data: Path | None, file: Path, quiet: bool) -> None:
    """Back an installation up, and say what is in the file."""
    done = _done(lambda show: carrying.backup(installed(data), file, accounts(data), show), quiet)
    _say(done, f"{file} holds {_amount(done)}", {"written": str(file)}, quiet)


def restored(data: Path | None, file: Path, quiet: bool) -> None:
    """Put a backup in place of an installation, and say where what was there is kept."""
    folder = folder_of(data)
    done = _done(
        lambda show: carrying.restore(file, installed(data), folder, accounts(data), show), quiet
    )
    kept = f" What was there is in {done.kept}." if done.kept else ""
    words = f"{_amount(done)} of {file} are restored"
    more = {"read": str(file), "kept": str(done.kept) if done.kept else None}
    _say(done, words, more, quiet, kept)


def migrated(data: Path | None, to: str, quiet: bool) -> None:
    """Carry an installation to another database, and say what is to be done next."""
    with failing(quiet):
        target = place_of(folder_of(data), to)
    done = _done(
        lambda show: carrying.migrate(installed(data), target, accounts(data), show), quiet
    )
    then = (
        " If a server ran meanwhile, end it and run this again: only what is new is carried. Then "
        + (
            "start it with that DATABASE_URL."
            if target.url
            else f"start it without DATABASE_URL, on {target.words}."
        )
    )
    _say(done, f"{_amount(done)} are in {target.words}", {"to": target.words}, quiet, then)


def _done(act: Callable[[Callable[[float, str], None]], Carried], quiet: bool) -> Carried:
    with failing(quiet), console.bar("working", quiet) as show:
        return act(show)
    raise AssertionError


def _amount(done: Carried) -> str:
    return f"{done.logs:,} log{'s' * (done.logs != 1)} with {done.entries:,} entries"


def _say(done: Carried, words: str, more: dict[str, Any], quiet: bool, then: str = "") -> None:
    accounts = " and all accounts" if done.accounts else ""
    console.say(f"{words}{accounts}, verified.{then}", quiet)
    if not done.accounts:
        console.say("Accounts are not among them: this back end's are not carried yet.", quiet)
    content = {"logs": done.logs, "entries": done.entries, "accounts": done.accounts}
    console.as_json(content | more, quiet)
