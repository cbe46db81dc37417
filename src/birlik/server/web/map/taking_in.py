"""Shapes from files of geographic systems: shown first, then taken in as areas, in one step."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from birlik.exercise.editing import Refused
from birlik.exercise.records.means import AreaKind
from birlik.formats.geography.reading import MOST_BYTES, read_shapes
from birlik.formats.geography.shapes import Gathering, Shape, UnreadableShapes
from birlik.server.desk.filling import sentence_of
from birlik.server.desk.importing import done, planned
from birlik.server.desk.shaping import Offered, offered, plan_with
from birlik.server.desk.sight import Sight
from birlik.server.speaking import spoken
from birlik.server.web.desks import Desk, at_desk, shown, told
from birlik.server.web.map.pages import ground
from birlik.server.web.map.words import kind_words, words
from birlik.server.web.past import own_marking

#: Seconds for which shapes are kept, and lines of remarks that are shown.
KEPT_SECONDS, MOST_LINES = 3600, 50


@dataclass(frozen=True)
class Kept:
    """Shapes that somebody handed in, and the position of the log at which he did."""

    key: str
    position: int
    gathered: Gathering


@at_desk
@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Hand in a file; what it would add and change is shown before anything is."""
    if not desk.sight.reader.staff:
        raise Http404
    wrong = ""
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            wrong = _("Choose a file first.")
        else:
            try:
                gathered = read_shapes(file.read(MOST_BYTES + 1))
            except UnreadableShapes as error:
                wrong = sentence_of(error)
            else:
                kept = Kept(secrets.token_hex(12), desk.sight.state.position, gathered)
                cache.set(_name(desk), kept, KEPT_SECONDS)
                return redirect("map_import_preview", exercise=desk.key, key=kept.key)
    return shown(
        request,
        desk,
        "map/import.html",
        {"wrong": wrong},
        here="map",
        status=422 if wrong else 200,
    )


@at_desk
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """What each shape would add or change; and the doing of it for those that were chosen."""
    if not desk.sight.reader.staff:
        raise Http404
    kept: Kept | None = cache.get(_name(desk))
    if kept is None or kept.key != key:
        told(request, _("This preview is over. Hand the file in once more."))
        return redirect("map_import", exercise=desk.key)
    then = Sight(desk.logs.state_at(desk.key, kept.position), desk.sight.reader)
    usual = next((k for k in AreaKind if k.value == request.POST.get("kind", "")), None)
    offers = offered(then, kept.gathered.shapes, usual)
    chosen = {text for text in request.POST.getlist("shape") if text.isdecimal()}
    wrong = ""
    if request.method == "POST":
        taken = [each for each in offers if str(each.number) in chosen]
        if not taken:
            wrong = _("Choose at least one shape.")
        else:
            wanted = planned(then, plan_with(then, taken))
            try:
                result = done(desk.logs, desk.key, desk.author, wanted, _("Shapes from a file"))
            except Refused as error:
                wrong = sentence_of(error)
            else:
                cache.delete(_name(desk))
                refused = len(wanted.refused) + len(result.conflicts)
                told(request, _told(len(taken), refused, result.step), result.step)
                return redirect("map", exercise=desk.key)
    context = {
        "wrong": wrong,
        "key": key,
        "rows": [_row(each, request.method != "POST", chosen) for each in offers],
        "shapes": [_drawn(each) for each in offers],
        "setup": ground(),
        "words": words(),
        "remarks": kept.gathered.remarks[:MOST_LINES],
        "remarks_more": max(0, len(kept.gathered.remarks) - MOST_LINES),
        "kinds": [(kind.value, kind_words()[kind.value]) for kind in AreaKind],
        "kindless": any(each.changes is None and each.shape.kind is None for each in offers),
        "usual": usual.value if usual else "",
    }
    return shown(
        request,
        desk,
        "map/import_preview.html",
        context,
        marking=own_marking(desk),
        here="map",
        status=422 if wrong else 200,
    )


def _told(taken: int, refused: int, step: str) -> str:
    if not step:
        return _("Nothing was changed: the areas are like this already, or not yours to change.")
    text = ngettext("%(count)s shape was taken in.", "%(count)s shapes were taken in.", taken)
    text %= {"count": taken}
    if refused:
        text += " " + _("What is not yours to change, or others changed meanwhile, stays.")
    return text


def _row(each: Offered, fresh: bool, chosen: set[str]) -> dict[str, Any]:
    """A shape as the preview shows it."""
    useful = each.may and not each.same
    if each.changes is None:
        does = _("New area")
    elif each.same:
        does = _("Like this already")
    else:
        does = _("Changes %(name)s") % {"name": spoken(each.changes.record.name)}
    return {
        "number": each.number,
        "name": each.area.name,
        "does": does if each.may else _("Not yours to change"),
        "what": _what(each.shape),
        "remarks": each.shape.remarks,
        "may": useful,
        "checked": useful and (fresh or str(each.number) in chosen),
    }


def _drawn(each: Offered) -> dict[str, Any]:
    """A shape for the map beside the table."""
    shape = each.shape
    return {
        "number": each.number,
        "name": spoken(each.area.name),
        "outline": [[at.lat, at.lon] for at in shape.outline],
        "position": [shape.position.lat, shape.position.lon] if shape.position else None,
        "radius": shape.radius,
    }


def _what(shape: Shape) -> str:
    """Corners, circle or place."""
    if shape.outline:
        number = len(shape.outline)
        return ngettext("%(number)s corner", "%(number)s corners", number) % {"number": number}
    if shape.radius is not None:
        return _("Circle of %(radius)s m at %(position)s") % {
            "radius": f"{shape.radius:g}",
            "position": shape.position,
        }
    return _("Place %(position)s") % {"position": shape.position}


def _name(desk: Desk) -> str:
    return f"shapes:{desk.account.key}:{desk.key}"
