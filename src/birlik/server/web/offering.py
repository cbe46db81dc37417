"""The programme of all exercises and their nations' languages, for who gives people their parts."""

from __future__ import annotations

from birlik.log.plans import exercise_of
from birlik.server.desk.keeping import logs
from birlik.server.desk.programme import every_exercise
from birlik.server.people.exercises import Offered
from birlik.server.store.interface import NoSuchLog, StoreError


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


def host_of(exercise: str) -> str:
    """Nation that hosts an exercise; empty if there is none."""
    try:
        return exercise_of(logs().state(exercise)).host or ""
    except NoSuchLog:
        return ""
