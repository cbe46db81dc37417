"""The timetable beside another: a baseline's, or one that is proposed; bars of then, and what moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from birlik.log.timetables import PLACEMENTS
from birlik.server.desk.past import since
from birlik.server.desk.room import room_of
from birlik.server.web.board.data import minute
from birlik.server.web.desks import Desk
from birlik.server.work.beginning import result_of
from birlik.server.work.models import Piece


def moves_since(desk: Desk, key: str) -> dict[str, Any]:
    """Where serials were in a baseline, and which are elsewhere now.

    Raises
    ------
    Absent
    """
    named, past = since(desk.logs, desk.sight, key)
    was = [fields for (kind, _key), fields in past.fields().items() if kind == PLACEMENTS]
    return {"name": named.name} | _beside(desk, was)


def moves_in(desk: Desk, piece: Piece) -> dict[str, Any]:
    """Where serials would be by a piece of work, and which are elsewhere now."""
    content = result_of(piece, desk.sight) or {}
    placements = content.get("timetable", {}).get("placements", ())
    return {"name": _("what is proposed")} | _beside(desk, placements)


def _beside(desk: Desk, others: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Bars of another timetable by the keys of their serials, and what is not the same, by time."""
    sight = desk.sight
    areas = {record.id: number for number, record in enumerate(sight.plan.areas)}
    room = room_of(sight)
    keys, now = room.keys, room.placed
    bars, there = [], set()
    moves: list[tuple[int, list[Any]]] = []
    for fields in others:
        serial = fields.get("serial", "")
        if serial not in keys or not fields.get("begins") or not fields.get("ends"):
            continue
        there.add(serial)
        begins, ends = (minute(datetime.fromisoformat(fields[n])) for n in ("begins", "ends"))
        numbers = [areas[name] for name in fields.get("areas", ()) if name in areas]
        bars.append([keys[serial], begins, ends - begins, numbers])
        placed = now.get(serial)
        if placed is None:
            moves.append((begins, [keys[serial], begins, None, numbers, []]))
            continue
        at = minute(placed.begins)
        here = [areas[name] for name in placed.areas if name in areas]
        if at != begins or sorted(here) != sorted(numbers):
            moves.append((min(at, begins), [keys[serial], begins, at, numbers, here]))
    for serial, placed in now.items():
        if serial in keys and serial not in there:
            at = minute(placed.begins)
            here = [areas[name] for name in placed.areas if name in areas]
            moves.append((at, [keys[serial], None, at, [], here]))
    moves.sort(key=lambda each: each[0])
    return {"bars": bars, "moves": [move for _at, move in moves]}
