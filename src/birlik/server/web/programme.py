"""The first page, the exercises in which a person has a part; and the page that begins a new one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from birlik.exercise.plan import Plan
from birlik.exercise.sentences import said
from birlik.exercise.time import parse_instant
from birlik.formats.origins import UnreadableFile
from birlik.server.desk.beginning import Outline, begin, empty_plan, usual_plan
from birlik.server.desk.filling import sentence_of
from birlik.server.desk.findings import findings_in
from birlik.server.desk.keeping import logs
from birlik.server.desk.programme import Stage, Standing, knows_exercise, standing, title_of
from birlik.server.desk.sight import Absent
from birlik.server.people.memberships import PartIn, administers, join
from birlik.server.people.models import Membership
from birlik.server.people.preferences import time_zones
from birlik.server.people.roles import Role
from birlik.server.people.views.access import for_administrators, signed_in
from birlik.server.speaking import moment, number
from birlik.server.store.interface import StoreError
from birlik.server.web import errors
from birlik.server.web.desks import desk_of, told
from birlik.server.web.uploads import read_upload


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """His exercises, his nation and his role in each, and where each stands."""
    account = signed_in(request)
    try:
        rows = [_row(part) for part in account.memberships.select_related("account")]
    except StoreError as error:
        return errors.unavailable(str(error))
    rows.sort(key=lambda row: row["order"])
    context = {"rows": rows, "may_begin": administers(account)}
    return render(request, "home.html", context)


def _row(part: Membership) -> dict[str, Any]:
    """An exercise in the programme; one that is not there any more says so."""
    row: dict[str, Any] = {
        "part": part,
        "key": part.exercise,
        "title": part.exercise,
        "order": (3, "", part.exercise),
    }
    try:
        desk = desk_of(part.account, part.exercise)
    except Absent:
        return row | {"gone": True}
    sight, now = desk.sight, datetime.now(UTC)
    where = standing(sight, now)
    exercise, zone = sight.plan.exercise, sight.plan.zone
    begins = exercise.startex
    order = {Stage.RUNNING: 0, Stage.AHEAD: 1, Stage.UNDATED: 2, Stage.OVER: 3}[where.stage]
    return row | {
        "title": title_of(sight) or _("Exercise"),
        "id": exercise.id if knows_exercise(sight) and exercise.title else "",
        "host": exercise.host or "",
        "dates": dates_text(exercise.startex, exercise.endex, zone),
        "zone": zone.key,
        "countdown": countdown_text(where),
        "phase": where.phase.name if where.phase else "",
        "running": where.stage is Stage.RUNNING,
        "findings": [(s.value, n) for s, n in findings_in(sight).counts.items() if n],
        "staff": sight.reader.staff,
        "order": (order, begins.isoformat() if begins else "", part.exercise),
    }


def dates_text(begins: datetime | None, ends: datetime | None, zone: Any) -> str:
    """``8 Jul 2024 00:00 – 18 Jul 2024 00:00``, by the clock of a zone; empty if nothing is known."""
    texts = []
    for at in (begins, ends):
        if at is None:
            texts.append("…")
            continue
        texts.append(moment(at.astimezone(zone)))
    return " – ".join(texts) if begins or ends else ""


def countdown_text(where: Standing) -> str:
    """Where an exercise stands, in words."""
    if where.stage is Stage.UNDATED:
        return _("not dated yet")
    if where.stage is Stage.AHEAD:
        if where.days <= 0:
            return _("begins today")
        if where.days == 1:
            return _("begins tomorrow")
        text = ngettext("begins in %(days)s day", "begins in %(days)s days", where.days)
        return text % {"days": number(where.days)}
    if where.stage is Stage.RUNNING:
        return _("day %(day)s of %(of)s") % {"day": where.days, "of": where.of}
    return _("is over")


class Begin(forms.Form):
    """What is known of a new exercise, and the part that its maker has in it."""

    SOURCES = (
        ("usual", gettext_lazy("with the usual conferences and phases")),
        ("empty", gettext_lazy("empty")),
        ("file", gettext_lazy("from a workbook or plan.json")),
    )

    source = forms.ChoiceField(
        label=gettext_lazy("Begin it"), choices=SOURCES, widget=forms.RadioSelect, initial="usual"
    )
    file = forms.FileField(
        label=gettext_lazy("Workbook or plan.json"),
        required=False,
        help_text=gettext_lazy("It says all that is asked below, but your own part."),
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    id = forms.CharField(
        label=gettext_lazy("Id"),
        max_length=64,
        help_text=gettext_lazy("A short code, such as UNITY-26."),
    )
    time_zone = forms.CharField(
        label=gettext_lazy("Time zone"),
        max_length=64,
        widget=forms.TextInput(attrs={"list": "zones"}),
        help_text=gettext_lazy("Of every time that names none, such as Asia/Aqtau."),
    )
    startex = forms.CharField(
        label=gettext_lazy("STARTEX"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Such as 2026-07-08 00:00 or 080000ZJUL26."),
    )
    endex = forms.CharField(label=gettext_lazy("ENDEX"), max_length=40, required=False)
    nation = forms.CharField(
        label=gettext_lazy("Your nation"),
        max_length=40,
        help_text=gettext_lazy("Its code, such as KAZ. Unless a file says otherwise, it hosts."),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Your role"), choices=Role.choices, initial=Role.CHIEF_PLANNER
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if self.data.get("source") == "file":
            for name in ("title", "id", "time_zone"):
                self.fields[name].required = False


@for_administrators
@require_http_methods(["GET", "POST"])
def new_exercise(request: HttpRequest) -> HttpResponse:
    """Begin an exercise; its maker gets a part in it."""
    form = Begin(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        plan = _plan_of(form)
        if plan is not None and _has_nation(form, plan):
            account, asked = signed_in(request), form.cleaned_data
            try:
                key = begin(logs(), plan, account.key, asked["nation"])
            except StoreError as error:
                return errors.unavailable(str(error))
            join(account, PartIn(key, asked["nation"], Role(asked["role"])), account.key)
            told(request, _("The exercise has begun. Fill in what is missing."))
            return redirect("overview", exercise=key)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "zones": time_zones()[1:]}
    return render(request, "exercises/begin.html", context, status=status)


def _has_nation(form: Begin, plan: Plan) -> bool:
    """Whether the maker's nation is in the plan; without it he would see nothing."""
    nation = form.cleaned_data["nation"]
    codes = [each.id for each in plan.nations]
    if nation in codes or nation == plan.exercise.host:
        return True
    named = ", ".join(codes[:20]) or _("none")
    form.add_error(
        "nation",
        _("The file does not hold the nation %(nation)s. It holds: %(named)s.")
        % {"nation": nation, "named": named},
    )
    return False


def _plan_of(form: Begin) -> Plan | None:
    """Plan that the exercise begins with; None if something was wrong, which the form says."""
    asked = form.cleaned_data
    if asked["source"] == "file":
        if not asked["file"]:
            form.add_error("file", _("Choose a file, or begin the exercise empty."))
            return None
        try:
            return read_upload(asked["file"]).plan
        except UnreadableFile as error:
            form.add_error("file", said("{sentence}.", sentence=error.finding.text))
            return None
    outline = _outline(form)
    if outline is None:
        return None
    try:
        made = usual_plan(outline) if asked["source"] == "usual" else empty_plan(outline)
    except ValueError as error:
        for name, sentence in _wrong(error):
            form.add_error(name if name in form.fields else "nation", sentence)
        return None
    return made


def _outline(form: Begin) -> Outline | None:
    from zoneinfo import ZoneInfo

    asked = form.cleaned_data
    try:
        zone = ZoneInfo(asked["time_zone"])
    except (ValueError, OSError, LookupError):
        form.add_error("time_zone", _("There is no such time zone; choose one from the list."))
        return None
    moments: dict[str, datetime | None] = {"startex": None, "endex": None}
    for name in moments:
        if asked[name]:
            try:
                moments[name] = parse_instant(asked[name], zone)[0]
            except ValueError as error:
                form.add_error(name, sentence_of(error))
    if form.errors:
        return None
    return Outline(asked["id"], asked["title"], asked["nation"], asked["time_zone"], **moments)


def _wrong(error: ValueError) -> list[tuple[str, str]]:
    from pydantic import ValidationError

    if not isinstance(error, ValidationError):
        return [("title", sentence_of(error))]
    names = {"host": "nation"}
    return [
        (
            names.get(str(each["loc"][0]), str(each["loc"][0])),
            said("{sentence}.", sentence=str(each.get("ctx", {}).get("error") or each["msg"])),
        )
        for each in error.errors(include_url=False)
    ]
