"""What somebody chooses for a document: its language, its clock, the state that it shows."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from birlik.languages import LANGUAGES
from birlik.server.desk.exporting import Written
from birlik.server.desk.past import baselines
from birlik.server.web.desks import Desk

#: Zulu time, as it is chosen.
ZULU = "UTC"


def language_of(request: HttpRequest, desk: Desk) -> str:
    """Language that was chosen, or else that of his nation's copies, or of the page."""
    nation = next((n for n in desk.sight.plan.nations if n.id == desk.part.nation), None)
    wished = (
        request.GET.get("language", ""),
        nation.language if nation is not None else "",
        (translation.get_language() or "")[:2],
    )
    return next((code for code in wished if code in LANGUAGES), "en")


def zone_of(request: HttpRequest, desk: Desk) -> ZoneInfo:
    """Clock that was chosen among those that are offered; that of the exercise if none was."""
    wished = request.GET.get("zone", "")
    return ZoneInfo(wished) if wished in zones(desk) else desk.sight.plan.zone


def zones(desk: Desk) -> list[str]:
    """Clocks that are offered: that of the exercise, his own, those of the nations, and Zulu."""
    nations = (nation.time_zone or "" for nation in desk.sight.plan.nations)
    return list(
        dict.fromkeys(filter(None, (desk.sight.plan.zone.key, desk.zone.key, *nations, ZULU)))
    )


def choices(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """What a form offers, and what of it is chosen."""
    return {
        "languages": [*LANGUAGES.items()],
        "language": language_of(request, desk),
        "zones": zones(desk),
        "chosen_zone": zone_of(request, desk).key,
        "baselines": [(each.key, each.name) for each in baselines(desk.logs, desk.sight)],
        "baseline": request.GET.get("baseline", ""),
    }


def handed_over(made: Written) -> HttpResponse:
    """A document as a file to be kept, under its marking."""
    answer = HttpResponse(made.content, content_type=made.media)
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    answer["Birlik-Marking"] = made.marking.encode("ascii", "replace").decode()
    return answer
