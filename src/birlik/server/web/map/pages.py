"""The page with the map, and what the map draws as JSON."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from birlik.exercise.columns import RecordKind
from birlik.exercise.records.means import AreaKind
from birlik.formats.geography.towns import towns
from birlik.languages.writing import month_names, weekday_names
from birlik.server.desk.filling import Filled
from birlik.server.desk.mapping import chart_of
from birlik.server.speaking import language
from birlik.server.web.desks import Desk, at_desk, shown
from birlik.server.web.map.words import kind_words, layers, speed, words

#: Files of the base map, from coarse to fine, and the zoom from which each is loaded.
BASE = (("world", 0), ("lands", 5), ("caspian", 7))

#: Minutes of the exercise that play in a second.
SPEEDS = (10, 30, 60, 180)


@at_desk
@require_safe
def map_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The map; what is on it follows what others change."""
    return page(request, desk)


def page(
    request: HttpRequest, desk: Desk, filled: Filled | None = None, status: int = 200
) -> HttpResponse:
    """The map, with the form of an area as it was sent if something was wrong with it."""
    chart = chart_of(desk.sight)
    areas = desk.sight.records(RecordKind.AREA)
    key = request.POST.get("area", "")
    context: dict[str, Any] = {
        "content": chart.content,
        "areas": [
            {"key": each["key"], "name": f"{each['id']} {each['title']}".strip()}
            for each in chart.content["areas"]
            if "seen" in each
        ],
        "may_draw": chart.content["may_add"] or any("seen" in a for a in chart.content["areas"]),
        "may_import": desk.sight.reader.staff,
        "empty": not areas,
        "layers": layers(),
        "speeds": [(str(minutes), speed(minutes)) for minutes in SPEEDS],
        "kinds": [(kind.value, kind_words()[kind.value]) for kind in AreaKind],
        "words": words(),
        "setup": {
            "content": reverse("map_content", args=[desk.key]),
            "record": reverse("record", args=[desk.key, RecordKind.AREA, "KEY"]),
            "unit": reverse("record", args=[desk.key, RecordKind.UNIT, "KEY"]),
            "serial": reverse("record", args=[desk.key, RecordKind.SERIAL, "KEY"]),
            **ground(),
            "months": month_names(language(), short=True),
            "weekdays": weekday_names(language(), short=True),
            "opened": filled is not None,
            "exercise": desk.key,
        },
        "typed": {name[2:]: text for name, text in request.POST.items() if name[:2] == "f."},
        "seen": _seen(request, chart.content, filled),
        "chosen": key,
        "wrong": _troubles(filled),
    }
    return shown(
        request,
        desk,
        "map/map.html",
        context,
        marking=chart.marking,
        here="map",
        status=status,
    )


def ground() -> dict[str, Any]:
    """Where a map finds the base map, and the towns in the reader's language."""
    return {
        "base": [
            {"address": static(f"birlik/map/base/{name}.json"), "zoom": zoom} for name, zoom in BASE
        ],
        "towns": [[each.lon, each.lat, each.zoom, each.name(language())] for each in towns()],
    }


def _seen(request: HttpRequest, chart: dict[str, Any], filled: Filled | None) -> dict[str, str]:
    """What the form was filled in beside; after a conflict that which he is shown now."""
    sent = {name[2:]: str(text) for name, text in request.POST.items() if name[:2] == "s."}
    if filled is None or not filled.conflicts:
        return sent
    key = request.POST.get("area", "")
    areas: list[dict[str, Any]] = chart["areas"]
    now: dict[str, str] = next((a.get("seen", {}) for a in areas if a["key"] == key), {})
    return sent | {name: now[name] for name in filled.conflicts if name in now}


def _troubles(filled: Filled | None) -> list[str]:
    """What is wrong with a form, in sentences."""
    if filled is None:
        return []
    told = [sentence for found in filled.troubles.values() for sentence in found]
    if filled.conflicts:
        told.append(
            _(
                "Somebody else has changed this area since you opened it. Your drawing is still here: "
                "look at theirs, then store yours again to put it in its place."
            )
        )
    return told


@at_desk
@require_safe
def content(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the map draws for its reader."""
    chart = chart_of(desk.sight)
    answer = JsonResponse(chart.content, json_dumps_params={"ensure_ascii": False})
    answer["Birlik-Marking"] = chart.marking.encode("ascii", "replace").decode()
    answer["Cache-Control"] = "no-store"
    return answer
