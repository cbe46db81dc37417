"""Accounts, with all that belongs to them, carried from one database to another."""

from __future__ import annotations

import os
from pathlib import Path

from birlik.server.environment import Environment
from birlik.server.store.accounts import carrier
from birlik.server.store.opening import Place, place_of

#: Counters of attempts to sign in: they may be forgotten, and some databases have none.
COUNTERS = frozenset({"people_cache"})

#: What Django calls the database that accounts are carried to.
ALIAS = "carried"


def place_in(folder: Path) -> Place:
    """Where the installation with a data folder keeps everything.

    Raises
    ------
    StoreError
    WrongSetting
    """
    return place_of(folder, Environment.of(folder).text("DATABASE_URL"))


def carry_people(folder: Path, source: Place, target: Place) -> None:
    """Put the accounts of one place in place of those of another.

    Parameters
    ----------
    folder : Path
        Data folder of the installation.
    source, target : Place
    """
    os.environ["BIRLIK_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "birlik.server.settings"
    import django

    django.setup()
    carrier(_made_in, COUNTERS)(source, target)


def _made_in(place: Place) -> None:
    """Make the tables of people in a place, as this version has them."""
    from django.core.management import call_command
    from django.db import connections

    from birlik.server.addresses import database

    wanted = database(place.url, place.file or Path())
    whole = connections.configure_settings({"default": wanted, ALIAS: wanted})
    connections.settings[ALIAS] = whole[ALIAS]
    try:
        call_command("migrate", database=ALIAS, interactive=False, verbosity=0)
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.settings[ALIAS]
