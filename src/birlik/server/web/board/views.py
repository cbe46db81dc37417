"""The board's page and the addresses beside it: data, findings, what a move would break, and moves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from threading import Thread
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from birlik.exercise.columns import RecordKind
from birlik.exercise.editing import Refused
from birlik.exercise.records.serials import Serial
from birlik.exercise.sentences import Moment, said
from birlik.exercise.time import parse_instant
from birlik.exercise.values.moments import instant_text
from birlik.server.desk.changing import Wish, change
from birlik.server.desk.filling import sentence_of
from birlik.server.desk.moves import Verdict, fits, judged, move, serial_of
from birlik.server.desk.past import baselines
from birlik.server.desk.publishing import Faulty, Outdated
from birlik.server.desk.room import room_of
from birlik.server.speaking import spoken
from birlik.server.web.board.comparing import moves_in, moves_since
from birlik.server.web.board.data import WISHES, board_data, instant, minute
from birlik.server.web.board.words import words
from birlik.server.web.desks import Desk, at_desk, shown
from birlik.server.work.beginning import may_work, piece_of, pieces_of

#: Rules named at once; more would help nobody who holds a bar in his hand.
NAMED = 8


@at_desk
@require_safe
def board(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page; what it draws comes after it."""
    sight = desk.sight
    staff = sight.reader.staff
    # Whoever looks at the board will soon ask it something.
    Thread(target=room_of(sight).warm, daemon=True).start()
    addresses = {
        "data": reverse("board_data", args=[desk.key]),
        "findings": reverse("board_findings", args=[desk.key]),
        "judge": reverse("board_judge", args=[desk.key]),
        "fits": reverse("board_fits", args=[desk.key]),
        "move": reverse("board_move", args=[desk.key]),
        "wish": reverse("board_wish", args=[desk.key]),
        "undo": reverse("take_back", args=[desk.key]),
        "compare": reverse("board_compare", args=[desk.key, "KEY"]),
        "proposal": reverse("board_proposal", args=[desk.key, "KEY"]),
        "record": reverse("record", args=[desk.key, RecordKind.SERIAL, "KEY"]),
    }
    context = {
        "addresses": addresses,
        "words": words(),
        "staff": staff,
        "may_work": may_work(sight),
        "baselines": [{"key": each.key, "name": each.name} for each in baselines(desk.logs, sight)],
        "pieces": pieces_of(sight, 1) if may_work(sight) else [],
        "serials": sight.count(RecordKind.SERIAL),
    }
    return shown(request, desk, "board/board.html", context, here="board")


@at_desk
@require_safe
def data(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the board draws."""
    return _json(board_data(desk))


@at_desk
@require_safe
def findings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is wrong with each serial: rules that its place breaks, and findings about its record."""
    sight = desk.sight
    if not sight.reader.staff:
        return _json({})
    found: dict[str, list[list[str]]] = {}
    room = room_of(sight)
    keys = room.keys
    for each in room.findings:
        if each.place.kind is RecordKind.SERIAL and each.place.record in keys:
            row = [each.code, spoken(each.message), "error", "timetable"]
            found.setdefault(keys[each.place.record], []).append(row)
    for seen in sight.records(RecordKind.SERIAL):
        for each in desk.findings.of(RecordKind.SERIAL, seen.place):
            row = [each.code, spoken(each.message), each.severity.value, "record"]
            found.setdefault(seen.key, []).append(row)
    return _json(found)


@at_desk
@require_safe
def judge(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What a serial would break at another time, or in other areas."""
    _seen, serial = serial_of(desk.sight, request.GET.get("serial", ""))
    try:
        begins, areas = _place(desk, request.GET)
        verdict = judged(desk.sight, serial, begins, areas)
    except (Refused, ValueError) as error:
        return _json({"fine": False, "broken": [{"code": "", "text": spoken(sentence_of(error))}]})
    return _json(_verdict(desk, verdict))


def _verdict(desk: Desk, verdict: Verdict) -> dict[str, Any]:
    keys = room_of(desk.sight).keys
    return {
        "fine": not verdict.broken,
        "mended": verdict.mended,
        "others": spoken(verdict.others),
        "broken": [
            {"code": each.code, "text": spoken(each.text)} for each in verdict.broken[:NAMED]
        ],
        "more": max(0, len(verdict.broken) - NAMED),
        "moved": [
            [keys[each.serial], minute(each.begins)]
            for each in verdict.moved
            if each.serial in keys
        ],
    }


@at_desk
@require_safe
def where_it_fits(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Stretches at which a serial could begin, in each set of areas that it asks for."""
    _seen, serial = serial_of(desk.sight, request.GET.get("serial", ""))
    numbers = {area.id: number for number, area in enumerate(desk.sight.plan.areas)}
    return _json(
        {
            "fits": [
                {
                    "areas": [numbers[name] for name in fit.areas if name in numbers],
                    "begins": [[minute(first), minute(last)] for first, last in fit.begins],
                }
                for fit in fits(desk.sight, serial)
            ],
            "sets": [
                [numbers[name] for name in choice.areas if name in numbers]
                for choice in serial.areas
            ],
        }
    )


@at_desk
@require_POST
def publish_move(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Move a serial in the timetable that is published."""
    key, sent = request.POST.get("serial", ""), request.POST
    _seen, serial = serial_of(desk.sight, key)
    try:
        begins, areas = _place(desk, sent)
        was = sent.get("was", "")
        step = move(
            desk.logs,
            desk.key,
            desk.author,
            key,
            begins,
            areas=areas,
            was=instant(int(was)) if was.lstrip("-").isdecimal() else None,
            reason=sent.get("reason", "")[:1000].strip(),
        )
    except Faulty as error:
        broken = [{"code": "", "text": spoken(text)} for text in error.findings[:NAMED]]
        return _json({"told": spoken(sentence_of(error)), "broken": broken}, 422)
    except Outdated as error:
        return _json({"told": spoken(sentence_of(error)), "outdated": True}, 409)
    except (Refused, ValueError) as error:
        return _json({"told": spoken(sentence_of(error))}, 422)
    at = Moment(begins.astimezone(desk.sight.plan.zone))
    text = said("{serial} now begins on {at}.", serial=serial.id, at=at)
    return _json({"told": spoken(text), "step": step})


@at_desk
@require_POST
def wish(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask for another time of a serial: by its fixed start, or its earliest one."""
    key, name = request.POST.get("serial", ""), request.POST.get("field", "")
    seen, serial = serial_of(desk.sight, key)
    if name not in WISHES:
        return _json({"told": _("This cannot be asked for.")}, 422)
    try:
        begins, _areas = _place(desk, request.POST)
        asked = Wish(RecordKind.SERIAL, key, {name: (seen.fields.get(name), instant_text(begins))})
        result = change(desk.logs, desk.key, desk.author, asked, _("Asked for on the board"))
    except (Refused, ValueError) as error:
        return _json({"told": spoken(sentence_of(error))}, 422)
    if result.conflicts:
        return _json({"told": _("Somebody else has just changed this serial.")}, 409)
    return _json({"told": _asked(serial, name, begins, desk), "step": result.step})


def _asked(serial: Serial, name: str, begins: datetime, desk: Desk) -> str:
    at = Moment(begins.astimezone(desk.sight.plan.zone))
    if name == "fixed":
        text = said(
            "{serial} asks to begin exactly on {at}; replan to see it.", serial=serial.id, at=at
        )
    else:
        text = said("{serial} asks to begin no earlier than {at}.", serial=serial.id, at=at)
    return spoken(text)


@at_desk
@require_safe
def compare(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Where serials were in a baseline, and what has moved since."""
    return _json(moves_since(desk, key))


@at_desk
@require_safe
def proposal(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Where serials would be if what was planned for this seat were published."""
    return _json(moves_in(desk, piece_of(desk.sight, key)))


def _place(desk: Desk, sent: Mapping[str, str]) -> tuple[datetime, tuple[str, ...] | None]:
    """Beginning and areas that are asked about.

    Raises
    ------
    ValueError
    """
    text, at = sent.get("begins", ""), sent.get("at", "")
    if at:
        begins = parse_instant(at, desk.sight.plan.zone)[0]
    elif text.lstrip("-").isdecimal() and len(text) < 12:
        begins = instant(int(text))
    else:
        raise ValueError(_("Say when it should begin."))
    named = sent.get("areas")
    if named is None or named == "":
        return begins, None
    areas = desk.sight.plan.areas
    numbers = [int(part) for part in named.split("+") if part.isdecimal() and len(part) < 9]
    if any(number >= len(areas) for number in numbers):
        raise ValueError(_("There is no such area."))
    return begins, tuple(areas[number].id for number in numbers)


def _json(content: Any, status: int = 200) -> HttpResponse:
    """JSON without a blank too many: the board's data is most of what a phone loads."""
    return HttpResponse(
        json.dumps(content, ensure_ascii=False, separators=(",", ":")),
        content_type="application/json",
        status=status,
    )
