"""The exercises and nations that are offered where somebody is invited.

The programme of exercises belongs to another room, which says so with `offer`; until it does, those are
offered in which somebody has a part.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from birlik.server.people.models import Membership


@dataclass(frozen=True)
class Offered:
    """An exercise that people can join.

    Attributes
    ----------
    key : str
        Key of its log.
    title : str
        As people know it.
    nations : tuple of str
        Codes of the nations that take part.
    """

    key: str
    title: str
    nations: tuple[str, ...]


def _with_members() -> list[Offered]:
    pairs = Membership.objects.order_by("exercise", "nation").values_list("exercise", "nation")
    nations: dict[str, list[str]] = {}
    for exercise, nation in pairs.distinct():
        nations.setdefault(exercise, []).append(nation)
    return [Offered(key, key, tuple(codes)) for key, codes in nations.items()]


def _nobody(exercise: str) -> str:
    return ""


_source: Callable[[], list[Offered]] = _with_members
_host: Callable[[str], str] = _nobody


def offer(source: Callable[[], list[Offered]], host: Callable[[str], str] = _nobody) -> None:
    """Let another room say which exercises there are, and which nation hosts one."""
    global _source, _host
    _source, _host = source, host


def offered() -> list[Offered]:
    """The exercises that people can join, in the order of their source."""
    return _source()


def host_of(exercise: str) -> str:
    """Nation that hosts an exercise; empty if it is not known, or there is no such exercise."""
    return _host(exercise)
