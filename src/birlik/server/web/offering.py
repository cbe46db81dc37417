"""The programme of all exercises, for whoever gives people their parts in them."""

from __future__ import annotations

from birlik.server.desk.keeping import logs
from birlik.server.desk.programme import every_exercise
from birlik.server.people.exercises import Offered


def offered() -> list[Offered]:
    """Exercises that people can join, by their titles."""
    return [Offered(each.key, each.title, each.nations) for each in every_exercise(logs())]
