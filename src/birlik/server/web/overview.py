"""The overview of an exercise: phases, counts, findings, the timetable, and what changed last."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from birlik.exercise.codes import CODES
from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, Severity
from birlik.exercise.plan import MODELS, SHEETS
from birlik.exercise.sentences import term
from birlik.formats.timetable.programme import Programme
from birlik.server.desk.conferring import begins, next_conference
from birlik.server.desk.exporting import programme_of
from birlik.server.desk.findings import column_title
from birlik.server.desk.glance import Todo, coverage, findings_by_nation, todos
from birlik.server.desk.history import History
from birlik.server.desk.notices import late_in, watched_in, watches
from birlik.server.desk.papers import speech_of
from birlik.server.desk.programme import standing
from birlik.server.desk.sight import Sight
from birlik.server.live.presence import sees_people
from birlik.server.speaking import language, number
from birlik.server.web.desks import Desk, at_desk, shown
from birlik.server.web.past import names_of, step_row
from birlik.server.web.programme import countdown_text, dates_text

#: Findings of one severity, serials left out, and steps that the overview shows.
MOST_FINDINGS, MOST_LEFT_OUT, MOST_STEPS = 50, 20, 5


@at_desk
@require_safe
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What a person sees of an exercise at a glance."""
    sight = desk.sight
    exercise, zone = sight.plan.exercise, sight.plan.zone
    now = datetime.now(UTC)
    where = standing(sight, now)
    history = History(desk.logs, desk.key, sight.reader, sight)
    seen = programme_of(sight)
    steps = history.page(most=MOST_STEPS).steps
    names = names_of({step.who for step in steps})
    context = {
        "record": exercise,
        "may_read_exercise": bool(sight.records(RecordKind.EXERCISE)),
        "dates": dates_text(exercise.startex, exercise.endex, zone),
        "countdown": countdown_text(where),
        "startex": _until(desk, exercise.startex, now),
        "conference": _conference(desk, now),
        "todos": [
            {"text": each.text, "urgent": each.urgent, "address": _todo_address(desk, each)}
            for each in todos(sight, desk.findings, seen, now)
        ],
        "by_nation": [
            {"nation": nation or _("nobody's"), "counts": list(counts.items())}
            for nation, counts in findings_by_nation(sight, desk.findings)
        ],
        "coverage": _coverage(desk, seen),
        "sees_people": sees_people(sight.reader),
        "phases": [
            {
                "address": reverse("record", args=[desk.key, RecordKind.PHASE, each.key]),
                "name": each.record.name,
                "dates": dates_text(
                    getattr(each.record, "begins", None), getattr(each.record, "ends", None), zone
                ),
                "now": each.record is where.phase,
                "over": _is_over(each.record, now),
            }
            for each in sight.records(RecordKind.PHASE)
        ],
        "counts": [
            {
                "title": SHEETS[kind],
                "count": count,
                "address": reverse("records", args=[desk.key, kind]),
            }
            for kind, count in sight.counts().items()
            if count and kind is not RecordKind.EXERCISE
        ],
        "findings": _findings(desk),
        "late": late_rows(desk, seen),
        "timetable": _timetable(desk, seen),
        "steps": [step_row(desk, history, step, brief=True, names=names) for step in steps],
        "staff": sight.reader.staff,
    }
    return shown(request, desk, "exercises/overview.html", context, here="overview")


def _is_over(phase: Any, now: datetime) -> bool:
    ends = getattr(phase, "ends", None)
    return ends is not None and ends <= now


def _until(desk: Desk, at: datetime | None, now: datetime) -> dict[str, str] | None:
    """How long it is until a moment, or since; None if it is not known."""
    if at is None:
        return None
    zone = desk.sight.plan.zone
    days = (at.astimezone(zone).date() - now.astimezone(zone).date()).days
    if at > now and days == 0:
        text = _("today")
    elif days >= 0:
        text = ngettext("in %(days)s day", "in %(days)s days", days) % {"days": number(days)}
    else:
        text = ngettext("%(days)s day ago", "%(days)s days ago", -days) % {"days": number(-days)}
    return {"text": text, "at": dates_text(at, None, zone), "over": "yes" if at <= now else ""}


def _conference(desk: Desk, now: datetime) -> dict[str, Any] | None:
    """The next conference, with the days until it opens; None if there is none for him."""
    if not desk.sight.reader.staff:
        return None
    seen = next_conference(desk.sight, now)
    if seen is None:
        return None
    return {
        "title": seen.record.title or seen.record.id,
        "until": _until(desk, begins(seen), now),
        "address": reverse("conference", args=[desk.key, seen.key]),
    }


def _todo_address(desk: Desk, todo: Todo) -> str:
    if todo.place in ("concurrence", "conference") and todo.key:
        return reverse(todo.place, args=[desk.key, todo.key])
    if todo.place == "conference":
        return reverse("conferences", args=[desk.key])
    if todo.place == "board":
        return reverse("board", args=[desk.key])
    if todo.place == "programme":
        return reverse("export", args=[desk.key])
    return f"#{todo.place}"


def _coverage(desk: Desk, seen: Programme | None) -> dict[str, Any] | None:
    """Which nations train which objectives, with signs beside the colours."""
    found = coverage(desk.sight, seen)
    if found is None:
        return None
    return {
        "nations": found.nations,
        "missing": sum(cover.missing for _seen, covers in found.rows for cover in covers),
        "rows": [
            {
                "name": objective.record.name,
                "address": reverse("record", args=[desk.key, objective.kind, objective.key]),
                "covers": list(zip(found.nations, covers, strict=True)),
            }
            for objective, covers in found.rows
        ],
    }


def _findings(desk: Desk) -> list[dict[str, Any]]:
    """Findings by severity, each with the way to its record and field."""
    titles = {
        Severity.ERROR: _("Errors"),
        Severity.WARNING: _("Warnings"),
        Severity.NOTE: _("Notes"),
    }
    found = []
    for severity, title in titles.items():
        every = desk.findings.of_severity(severity)
        if every:
            found.append(
                {
                    "severity": severity.value,
                    "title": title,
                    "count": len(every),
                    "rows": finding_rows(desk, every[:MOST_FINDINGS]),
                    "more": max(0, len(every) - MOST_FINDINGS),
                }
            )
    return found


def late_rows(desk: Desk, seen: Programme | None) -> list[dict[str, Any]]:
    """Notices that are late, for the staff of the host."""
    sight, now = desk.sight, datetime.now(UTC)
    ends = sight.plan.exercise.endex
    if not watches(sight) or (ends is not None and ends <= now):
        return []
    every = watched_in(sight, speech_of(sight, language()), seen)
    return finding_rows(desk, late_in(sight, every, now)[:MOST_FINDINGS])


def finding_rows(desk: Desk, findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as pages show them."""
    return [
        {
            "code": found.code,
            "meaning": term(CODES[found.code].meaning),
            "message": found.message,
            "remedy": found.remedy,
            "severity": found.severity.value,
            "field": found.place.field or "",
            "title": column_title(found),
            "name": _name(desk.sight, found),
            "address": _address(desk, found),
        }
        for found in findings
    ]


def _name(sight: Sight, found: Finding) -> str:
    kind, index = found.place.kind, found.place.index
    if kind is None:
        return ""
    if index is None:
        return SHEETS[kind]
    return sight.records(kind)[index].record.name if index < len(sight.records(kind)) else ""


def _address(desk: Desk, found: Finding) -> str:
    kind, index = found.place.kind, found.place.index
    if kind is None:
        return ""
    records = desk.sight.records(kind)
    if index is None or index >= len(records):
        return reverse("records", args=[desk.key, kind])
    field = f"#field-{found.place.field}" if found.place.field else ""
    return reverse("record", args=[desk.key, kind, records[index].key]) + field


def _timetable(desk: Desk, seen: Programme | None) -> dict[str, Any] | None:
    """What the reader sees of the timetable; its score counts what he may not see, and is the host's."""
    if seen is None:
        return None
    sight = desk.sight
    keys = {each.record.id: each.key for each in sight.records(RecordKind.SERIAL)}
    left_out = [
        {
            "serial": serial.name,
            "code": left.code,
            "reason": left.reason,
            "address": reverse("record", args=[desk.key, RecordKind.SERIAL, keys[serial.id]]),
        }
        for left, serial in zip(seen.left_out, seen.left_out_serials, strict=True)
        if serial.id in keys
    ]
    return {
        "placed": sum(entry.serial is not None for entry in seen.entries),
        "serials": len(sight.records(RecordKind.SERIAL)),
        "reserved": sum(entry.serial is None for entry in seen.entries),
        "left_out": left_out[:MOST_LEFT_OUT],
        "left_out_more": max(0, len(left_out) - MOST_LEFT_OUT),
        "score": _score(sight, seen),
    }


def _score(sight: Sight, seen: Programme) -> list[tuple[str, str]]:
    """The score in words; only for whoever sees every record, since it counts all of them."""
    everything = all(
        len(sight.view.places.get(kind, ())) == len(sight.whole.records(kind)) for kind in MODELS
    )
    if not everything:
        return []
    score = seen.timetable.score
    return [
        (_("Mandatory serials left out"), number(score.mandatory_left_out)),
        (_("Optional serials left out"), number(sum(score.optional_left_out))),
        (_("Cost of broken wishes"), number(score.wishes)),
        (_("Unfairness"), _("%(minutes)s min") % {"minutes": number(score.unfairness)}),
        (_("Moves between sites"), number(score.moves)),
    ]
