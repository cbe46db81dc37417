"""An area that was drawn on the map, stored like every other change of a record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from birlik.exercise.columns import RecordKind
from birlik.server.desk.filling import Filled, fill, fill_new
from birlik.server.desk.sight import Absent
from birlik.server.speaking import spoken
from birlik.server.web.desks import Desk, at_desk, desk_of, told
from birlik.server.web.map.pages import page

#: What a form of the map holds of an area that is there, and of a new one.
SHAPE, NEW = ("position", "radius", "outline"), ("id", "title", "kind")


@at_desk
@require_POST
def store_area(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Store the shape of an area, or a new area; it can be taken back on the page that follows."""
    key = request.POST.get("area", "")
    typed = {name: request.POST.get(f"f.{name}", "") for name in (*SHAPE, *NEW)}
    seen = {name: request.POST.get(f"s.{name}", "null") for name in SHAPE}
    if not key:
        filled = fill_new(desk.logs, desk.key, desk.author, RecordKind.AREA, typed)
    else:
        shape = {name: typed[name] for name in SHAPE}
        try:
            filled = fill(desk.logs, desk.key, desk.author, RecordKind.AREA, key, shape, seen)
        except Absent:
            sentence = _("This area is not there any more. Your drawing is below: store it as new.")
            return page(request, desk, Filled(None, {"": [sentence]}), status=404)
    now = desk_of(desk.account, desk.key)
    if filled.result is None or filled.conflicts:
        return page(request, now, filled, status=409 if filled.conflicts else 422)
    name = now.sight.record(RecordKind.AREA, filled.result.key).record.name
    if filled.result.step:
        text = _("%(name)s was stored.") if key else _("%(name)s was added.")
        told(request, text % {"name": spoken(name)}, filled.result.step)
    else:
        told(request, _("Nothing was changed."))
    return redirect("map", exercise=desk.key)
