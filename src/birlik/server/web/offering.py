"""The programme of all exercises and their nations' languages, for who gives people their parts."""

from __future__ import annotations

from birlik.server.desk.keeping import logs
from birlik.server.desk.programme import every_exercise
from birlik.server.people.exercises import Offered
from birlik.server.store.interface import StoreError


def language_of_nation(exercise: str, nation: str) -> str:
    """Language that a nation's record names for its copies; empty if it names none."""
    try:
        nations = logs().state(exercise).of("nations")
    except StoreError:
        return ""
    for held in nations.values():
        if held.fields.get("id") == nation:
            return str(held.fields.get("language") or "").strip().lower()
    return ""


def offered() -> list[Offered]:
    """Exercises that people can join, by their titles."""
    return [Offered(each.key, each.title, each.nations) for each in every_exercise(logs())]
