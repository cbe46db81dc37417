"""Import of a workbook or plan with a preview of what would change, and export in every form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from birlik.exercise.columns import columns_of
from birlik.exercise.editing import Refused
from birlik.exercise.plan import MODELS, SHEETS
from birlik.exercise.sentences import said
from birlik.formats.origins import UnreadableFile
from birlik.log.difference import RecordChange
from birlik.log.entry import Act
from birlik.log.plans import KINDS
from birlik.log.sentences import name_of, sentence
from birlik.server.desk.cells import json_text
from birlik.server.desk.changing import Conflict
from birlik.server.desk.exporting import FORMS, Form, has_timetable, marking_of, written
from birlik.server.desk.filling import sentence_of
from birlik.server.desk.importing import Left, Planned, done, planned
from birlik.server.desk.sight import Sight
from birlik.server.speaking import language, spoken
from birlik.server.web.desks import Desk, at_desk, desk_of, shown, told
from birlik.server.web.past import own_marking
from birlik.server.web.uploads import forget, keep, kept, read_upload

#: Sentences of each part of a preview.
MOST = 100

#: Fields that are listed of those that an import left as others had changed them.
MOST_LEFT = 200


@at_desk
@require_http_methods(["GET", "POST"])
def import_plan(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take a file in; what it would change is shown before anything is."""
    if not desk.sight.reader.staff:
        raise Http404
    wrong = ""
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            wrong = _("Choose a workbook or a plan.json first.")
        else:
            try:
                source = read_upload(file)
            except UnreadableFile as error:
                wrong = sentence_of(error)
            else:
                position = desk.sight.state.position
                key = keep(desk.account.key, desk.key, source, position)
                return redirect("import_preview", exercise=desk.key, key=key)
    return shown(
        request,
        desk,
        "exercises/import.html",
        {"wrong": wrong},
        here="import",
        status=422 if wrong else 200,
    )


@at_desk
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """What a file would change of what he sees and may change; and the doing of it, as one step."""
    if not desk.sight.reader.staff:
        raise Http404
    found = kept(desk.account.key, desk.key, key)
    if found is None:
        told(request, _("This preview is over. Hand the file in once more."))
        return redirect("import", exercise=desk.key)
    then = Sight(desk.logs.state_at(desk.key, found.position), desk.sight.reader)
    removing = request.POST.get("remove", "") == "yes"
    wanted = planned(then, found.plan, removing=removing)
    wrong = ""
    if request.method == "POST":
        if wanted.other_exercise and request.POST.get("other", "") != "yes":
            wrong = _("Say that another exercise is meant, or begin a new one for it.")
        else:
            try:
                result = done(desk.logs, desk.key, desk.author, wanted, _("Import of a file"))
            except Refused as error:
                wrong = sentence_of(error)
            else:
                forget(desk.account.key, desk.key)
                told(request, _imported(result.step, len(result.conflicts)), result.step)
                if result.conflicts:
                    return _left(request, desk_of(desk.account, desk.key), result.conflicts)
                return redirect("overview", exercise=desk.key)
    context = _preview(desk, then, wanted) | {
        "wrong": wrong,
        "key": key,
        "lines": found.lines,
        "found": found.found,
        "lines_more": found.found - len(found.lines),
        "newer": desk.sight.plan.fingerprint() != then.plan.fingerprint(),
    }
    return shown(
        request,
        desk,
        "exercises/import_preview.html",
        context,
        marking=own_marking(desk),
        here="import",
        status=422 if wrong else 200,
    )


def _imported(step: str, conflicts: int) -> str:
    if not step and not conflicts:
        return _("The file holds nothing that is not here already.")
    text = _("The file was imported.") if step else _("Nothing was imported.")
    if conflicts:
        text += " " + ngettext(
            "%(count)s field stays as others have changed it since the preview; import the file again "
            "to see it.",
            "%(count)s fields stay as others have changed them since the preview; import the file again "
            "to see them.",
            conflicts,
        ) % {"count": conflicts}
    return text


def _left(request: HttpRequest, desk: Desk, conflicts: Sequence[Conflict]) -> HttpResponse:
    """The fields that an import left as others had changed them, with what the file said of each."""
    zone = desk.sight.plan.zone
    rows = []
    for each in conflicts[:MOST_LEFT]:
        assert isinstance(each, Left)
        kind = KINDS.get(each.kind)
        title, holds, said = each.field, str(each.holds or ""), str(each.typed or "")
        if kind is not None:
            title = next((c.title for c in columns_of(MODELS[kind]) if c.name == each.field), title)
            holds, said = (json_text(kind, each.field, v, zone) for v in (each.holds, each.typed))
        rows.append(
            {
                "record": f"{MODELS[kind].word if kind else each.kind} {each.name}".strip(),
                "address": ""
                if each.gone or kind is None
                else reverse("record", args=[desk.key, kind, each.key]),
                "field": title,
                "holds": _("The record is gone.") if each.gone else holds or _("nothing"),
                "said": said or _("nothing"),
            }
        )
    context = {"rows": rows, "more": len(conflicts) - len(rows)}
    return shown(request, desk, "exercises/import_left.html", context, here="import")


def _preview(desk: Desk, then: Sight, wanted: Planned) -> dict[str, Any]:
    return {
        "counts": [
            {
                "title": SHEETS[kind],
                "added": acts[Act.ADD],
                "changed": acts[Act.CHANGE],
                "removed": acts[Act.REMOVE],
            }
            for kind, acts in wanted.counts().items()
        ],
        "changes": _told(then, wanted.changes),
        "changes_more": max(0, len(wanted.changes) - MOST),
        "removals": _told(then, wanted.removals),
        "removals_more": max(0, len(wanted.removals) - MOST),
        "refused": [
            {
                "text": _would(change, then.plan.zone),
                "why": said("{sentence}.", sentence=why) if why[-1:] != "." else why,
            }
            for change, why in wanted.refused[:MOST]
        ],
        "refused_more": max(0, len(wanted.refused) - MOST),
        "other": wanted.other_exercise,
        "nothing": not wanted.drafts and not wanted.removals,
    }


def _told(sight: Sight, changes: tuple[RecordChange, ...]) -> list[str]:
    return [_would(change, sight.plan.zone) for change in changes[:MOST]]


def _would(change: RecordChange, zone: ZoneInfo) -> str:
    """What an import would do to a record; of what is not in the file, its name."""
    if change.act is Act.ADD:
        return _("%(name)s would be added.") % {"name": spoken(name_of(change))}
    if change.act is Act.REMOVE:
        return _("%(name)s is not in the file.") % {"name": spoken(name_of(change))}
    return sentence(change, zone)


@at_desk
@require_safe
def export(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All forms in which he can have the exercise."""
    there = has_timetable(desk.sight)
    words = _words()
    context = {
        "forms": [
            {
                "name": form.name,
                "title": words[form.name][0],
                "help": words[form.name][1],
                "address": reverse("export_form", args=[desk.key, form.name]),
                "there": there or not form.of_timetable,
            }
            for form in FORMS.values()
        ],
        "timetable": there,
        "mark": marking_of(desk.sight),
    }
    return shown(request, desk, "exercises/export.html", context, here="export")


@at_desk
@require_safe
def export_form(request: HttpRequest, desk: Desk, form: str) -> HttpResponse:
    """The exercise in one form, to be kept as a file."""
    asked: Form | None = FORMS.get(form)
    made = written(desk.sight, asked, language()) if asked is not None else None
    if made is None:
        raise Http404
    answer = HttpResponse(made.content, content_type=made.media)
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    answer["Birlik-Marking"] = made.marking.encode("ascii", "replace").decode()
    return answer


def _words() -> Mapping[str, tuple[str, str]]:
    """Title and use of each form."""
    return {
        "workbook.xlsx": (_("Workbook"), _("All that you see of the plan, to work on in Excel.")),
        "plan.json": (_("Plan"), _("The same for programs, without loss.")),
        "timetable.html": (_("Page"), _("The timetable as one file that opens in every browser.")),
        "timetable.xlsx": (_("Timetable"), _("Day sheets for printing.")),
        "calendar.ics": (_("Calendar"), _("All serials, for Outlook or a phone.")),
        "calendars.zip": (_("Calendars"), _("One for each nation, unit and area.")),
        "timetable.geojson": (_("Map"), _("Areas and serials for a geographic system.")),
        "timetable.kml": (_("Map for Google Earth"), _("The same as KML.")),
        "programme.json": (_("Programme"), _("What you see of the timetable, for programs.")),
    }
