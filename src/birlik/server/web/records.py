"""One list and one form for every kind of record, derived from the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from birlik.exercise.columns import Column, RecordKind
from birlik.exercise.editing import Refused
from birlik.exercise.plan import MODELS, SHEETS
from birlik.exercise.release import marking
from birlik.exercise.sentences import term, with_article
from birlik.languages import SOURCE
from birlik.server.desk.cells import json_text
from birlik.server.desk.changing import Conflict, remove
from birlik.server.desk.filling import (
    Field,
    Filled,
    fields_of_form,
    fill,
    fill_new,
    sentence_of,
    yes_no_fields,
)
from birlik.server.desk.listing import BY_FINDINGS, listing
from birlik.server.desk.sight import Absent, Seen
from birlik.server.speaking import language, spoken
from birlik.server.web.desks import Desk, at_desk, shown, told
from birlik.server.web.overview import finding_rows
from birlik.server.web.past import names_of

#: Fields whose text is long.
LONG_WIDTH, LONG_TEXT = 36, 120

#: Longest text of a cell in a list.
SHORT = 70

#: Ids that a field offers at most; others can be typed.
MOST_OFFERED = 500

#: What nobody who searches types more of, in characters.
LONGEST_SEARCH = 200


@at_desk
@require_safe
def records(request: HttpRequest, desk: Desk, kind: RecordKind) -> HttpResponse:
    """All records of a kind that the reader sees, page by page."""
    sight = desk.sight
    if kind is RecordKind.EXERCISE and len(sight.records(kind)) == 1:
        return redirect("record", exercise=desk.key, kind=kind, record=sight.records(kind)[0].key)
    search = request.GET.get("q", "")[:LONGEST_SEARCH].strip()
    sort = request.GET.get("sort", "")
    only = request.GET.get("only", "") == BY_FINDINGS
    number = request.GET.get("page", "1")
    found = listing(
        sight,
        kind,
        desk.findings,
        search=search,
        sort=sort,
        page=int(number) if number.isdecimal() and len(number) < 9 else 1,
        only_found=only,
    )
    kept = {"q": search, "sort": sort, "only": BY_FINDINGS if only else ""}
    context = {
        "kind": kind,
        "title": SHEETS[kind],
        "word": term(MODELS[kind].word),
        "a_word": one_of_kind(kind),
        "list": found,
        "columns": [_heading(column, sort, kept) for column in found.columns],
        "findings_heading": _sorting(BY_FINDINGS, sort, kept),
        "rows": [
            {
                "address": reverse("record", args=[desk.key, kind, row.seen.key]),
                "key": row.seen.key,
                "name": row.texts.get("id") or row.texts.get("title") or _("without an id"),
                "cells": [
                    {
                        "title": column.title,
                        "text": _short(row.texts.get(column.name, "")),
                        "number": column.unit is not None,
                    }
                    for column in found.columns[1:]
                ],
                "findings": finding_rows(desk, row.findings[:1]),
                "more": len(row.findings) - 1,
            }
            for row in found.rows
        ],
        "q": search,
        "sort": sort,
        "only": only,
        "has_findings": any(each.place.kind is kind for each in desk.findings.all),
        "query": urlencode({name: value for name, value in kept.items() if value}),
        "query_all": urlencode({n: v for n, v in kept.items() if v and n != "only"}),
        "may_add": sight.may_add(kind),
    }
    mark = marking([row.seen.record for row in found.rows], sight.plan)
    return shown(request, desk, "exercises/records.html", context, marking=mark, here=kind.value)


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"


def _heading(column: Column, sort: str, kept: Mapping[str, str]) -> dict[str, Any]:
    return {
        "title": column.heading,
        "help": column.help,
        "number": column.unit is not None,
        **_sorting(column.name, sort, kept),
    }


def _sorting(name: str, sort: str, kept: Mapping[str, str]) -> dict[str, str]:
    """Where a heading leads, and how the list is sorted by it now."""
    now = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
    following = {"ascending": f"-{name}", "descending": ""}.get(now, name)
    query = {key: value for key, value in kept.items() if value and key != "sort"}
    if following:
        query["sort"] = following
    return {"sorted": now, "query": urlencode(query)}


@at_desk
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, desk: Desk, kind: RecordKind, record: str) -> HttpResponse:
    """The form of a record; what is typed is merged with what others did meanwhile."""
    if request.method == "POST":
        typed, seen = _sent(request)
        try:
            filled = fill(
                desk.logs,
                desk.key,
                desk.author,
                kind,
                record,
                typed,
                seen,
                request.POST.get("reason", "")[:1000].strip(),
            )
        except Absent:
            return _gone(request, desk, kind, typed)
        desk = _anew(desk)
        if filled.result is not None and not filled.conflicts:
            text = _("Stored.") if filled.result.step else _("Nothing was changed.")
            told(request, text, filled.result.step)
            return redirect("record", exercise=desk.key, kind=kind, record=record)
        now = desk.sight.record(kind, record)
        return _form(request, desk, kind, now, filled, typed, saw=seen)
    return _form(request, desk, kind, desk.sight.record(kind, record))


@at_desk
@require_http_methods(["GET", "POST"])
def new_record(request: HttpRequest, desk: Desk, kind: RecordKind) -> HttpResponse:
    """The form of a new record."""
    if not desk.sight.may_add(kind):
        raise Http404
    if request.method == "POST":
        typed, _seen = _sent(request)
        filled = fill_new(
            desk.logs,
            desk.key,
            desk.author,
            kind,
            typed,
            request.POST.get("reason", "")[:1000].strip(),
        )
        if filled.result is not None:
            told(request, _("Added."), filled.result.step)
            return redirect("record", exercise=desk.key, kind=kind, record=filled.result.key)
        return _form(request, desk, kind, None, filled, typed)
    return _form(request, desk, kind, None)


@at_desk
@require_POST
def remove_record(request: HttpRequest, desk: Desk, kind: RecordKind, record: str) -> HttpResponse:
    """Take a record out of the plan; it can be taken back."""
    name = desk.sight.record(kind, record).record.name
    try:
        result = remove(desk.logs, desk.key, desk.author, kind, record)
    except Refused as error:
        told(request, sentence_of(error))
        return redirect("record", exercise=desk.key, kind=kind, record=record)
    told(request, _("%(name)s was removed.") % {"name": name}, result.step)
    return redirect("records", exercise=desk.key, kind=kind)


def _sent(request: HttpRequest) -> tuple[dict[str, str], dict[str, str]]:
    """Typed and seen values of a form."""
    typed = {n[2:]: str(v) for n, v in request.POST.items() if n.startswith("f.")}
    seen = {n[2:]: str(v) for n, v in request.POST.items() if n.startswith("s.")}
    return typed, seen


def _anew(desk: Desk) -> Desk:
    from birlik.server.web.desks import desk_of

    return desk_of(desk.account, desk.key)


def _gone(
    request: HttpRequest, desk: Desk, kind: RecordKind, typed: Mapping[str, str]
) -> HttpResponse:
    """The form of a record that is not there, or not for him, with all that he typed."""
    sentence = _("This %(word)s is not there any more. What you typed is below.") % {
        "word": spoken(term(MODELS[kind].word))
    }
    filled = Filled(None, {"": [sentence]})
    return _form(request, desk, kind, None, filled, typed, status=404)


def _form(
    request: HttpRequest,
    desk: Desk,
    kind: RecordKind,
    seen: Seen | None,
    filled: Filled | None = None,
    typed: Mapping[str, str] | None = None,
    status: int | None = None,
    saw: Mapping[str, str] | None = None,
) -> HttpResponse:
    sight = desk.sight
    filled = filled or Filled(None)
    fields = [
        _as_sent(field, seen is None, filled, typed or {}, saw or {})
        for field in fields_of_form(sight, kind, seen)
    ]
    findings = desk.findings.of(kind, seen.place) if seen is not None else ()
    by_field: dict[str, list[dict[str, Any]]] = {}
    for row in finding_rows(desk, findings):
        by_field.setdefault(row["field"], []).append(row)
    who = names_of({each.by for each in filled.conflicts.values() if each.by})
    rows = [
        _field_row(desk, kind, field, filled, by_field.get(field.column.name, []), who)
        for field in fields
    ]
    named = {field.column.name for field in fields}
    editable = any(field.editable for field in fields)
    if seen is None:
        address = reverse("new_record", args=[desk.key, kind])
    else:
        address = reverse("record", args=[desk.key, kind, seen.key])
    context = {
        "kind": kind,
        "sheet": SHEETS[kind],
        "word": term(MODELS[kind].word),
        "a_word": one_of_kind(kind),
        "seen": seen,
        "name": seen.record.name
        if seen is not None
        else _("New %(word)s") % {"word": spoken(term(MODELS[kind].word))},
        "rows": rows,
        "lists": _lists(fields),
        "address": address,
        "editable": editable and (seen is not None or sight.may_add(kind)),
        "may_remove": seen is not None and sight.may_remove(seen),
        "wrong": filled.troubles.get("", []),
        "troubles": len(filled.troubles) + len(filled.conflicts),
        "conflicts": len(filled.conflicts),
        "stored_some": filled.result is not None and bool(filled.result.step),
        "findings_elsewhere": [
            row for name, found in by_field.items() if name not in named for row in found
        ],
        "reason": request.POST.get("reason", ""),
    }
    mark = marking([seen.record], sight.plan) if seen is not None else None
    bad = filled.troubles or filled.conflicts
    if status is None:
        status = 409 if filled.conflicts else 422 if bad else 200
    return shown(
        request,
        desk,
        "exercises/record.html",
        context,
        marking=mark,
        here=kind.value,
        record=seen.key if seen is not None else "",
        status=status,
    )


def _as_sent(
    field: Field, new: bool, filled: Filled, typed: Mapping[str, str], saw: Mapping[str, str]
) -> Field:
    """A field as its author left it, if he changed it and it is not stored; else as it is now.

    What he saw stays beside what he typed until he has been shown another value, so that nothing that
    others did meanwhile is overwritten unseen.
    """
    name = field.column.name
    stored = filled.result is not None and name not in filled.conflicts
    if not field.editable or name not in typed or not (new or name in filled.touched) or stored:
        return field
    beside = field.seen if new or name in filled.conflicts else saw.get(name, field.seen)
    return replace(field, text=typed[name], seen=beside)


def _field_row(
    desk: Desk,
    kind: RecordKind,
    field: Field,
    filled: Filled,
    findings: list[dict[str, Any]],
    who: Mapping[str, str],
) -> dict[str, Any]:
    column = field.column
    conflict = filled.conflicts.get(column.name)
    text = field.text
    long = column.width >= LONG_WIDTH or len(text) > LONG_TEXT or "\n" in text
    choices = [("", "—"), *((choice, term(choice)) for choice in column.choices)]
    if not column.choices and field.column.name in yes_no_fields(kind):
        choices = [("", _("no")), ("yes", _("yes"))]
    is_choice = len(choices) > 1 and not column.many
    if is_choice and text not in {value for value, _title in choices}:
        choices.append((text, text))
    return {
        "name": column.name,
        "title": column.title,
        "unit": column.unit,
        "help": column.help,
        "example": column.example,
        "needed": column.needed,
        "text": text,
        "seen": field.seen,
        "editable": field.editable,
        "long": long,
        "choices": choices if is_choice else [],
        "list": _list_name(field) if field.offered else "",
        "many": column.many,
        "troubles": filled.troubles.get(column.name, []),
        "findings": findings,
        "conflict": None if conflict is None else _conflict_row(desk, kind, conflict, who),
    }


def _conflict_row(
    desk: Desk, kind: RecordKind, conflict: Conflict, who: Mapping[str, str]
) -> dict[str, str]:
    """Both values, who changed it, and when."""
    zone = desk.sight.plan.zone
    return {
        "holds": json_text(kind, conflict.field, conflict.holds, zone) or _("nothing"),
        "saw": json_text(kind, conflict.field, conflict.seen, zone) or _("nothing"),
        "typed": json_text(kind, conflict.field, conflict.typed, zone) or _("nothing"),
        "who": who.get(conflict.by, "") or _("Somebody"),
        "at": desk.moment(conflict.at),
    }


def _list_name(field: Field) -> str:
    return "offered-" + "-".join(sorted(kind.value for kind in field.column.refers_to)) or "offered"


def _lists(fields: Iterable[Field]) -> list[dict[str, Any]]:
    """Ids that fields offer, each list once."""
    found = {_list_name(field): field.offered for field in fields if field.offered}
    return [{"name": name, "offered": offered[:MOST_OFFERED]} for name, offered in found.items()]


def one_of_kind(kind: RecordKind) -> str:
    """What one record of a kind is called: in English with its article, as other languages have none."""
    word = MODELS[kind].word
    return with_article(word) if language() == SOURCE else spoken(term(word))
