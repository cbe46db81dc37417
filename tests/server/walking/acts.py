"""How everything that changes something is asked for: methods, bodies, and what forms hold.

What a body of the API can be, its schema's name says (:data:`BODIES`); what a page looks for in a form is
learned while it is asked (:func:`posted`), and every name must stand in :data:`FORM`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.test import Client

from tests.server.walking.calls import Asked, Call, Unknown
from tests.server.walking.traces import Answer, answer_of
from tests.server.walking.world import NOT_THERE, UNITY

#: A body for each schema of the API.
BODIES: Mapping[str, dict[str, Any]] = {
    "NewRecord": {"fields": {"title": "Written"}},
    "RecordChange": {"fields": {"notes": "Written"}, "seen": {}},
    "NewExercise": {"id": "NEW", "title": "New", "host": "KAZ", "time_zone": "Asia/Aqtau"},
    "NewTimetable": {"timetable": {"format": "birlik-timetable/1"}},
    "NewBaseline": {"name": "Written"},
    "NewConcurrence": {"signer": "Written", "function": "Written", "password": "guess"},
    "DoImport": {},
    "Undo": {},
    "NewToken": {"name": "Written"},
    "PartGiven": {"nation": "KAZ", "role": "director"},
    "NewInvitation": {"exercise": UNITY, "nation": "KAZ", "role": "director"},
    "InviteTo": {"nation": "KAZ", "role": "director"},
    "ProfileChange": {"time_zone": "Asia/Aqtau"},
    "Standing": {"administrator": True},
}

#: A body for each page whose script sends JSON, by the end of its address.
SCRIPTS: Mapping[str, dict[str, Any]] = {
    "/grid/change/": {
        "nonce": "0123456789abcdef",
        "cells": [{"record": NOT_THERE, "field": "notes", "typed": "Written", "seen": ""}],
        "added": [{"name": "new-1", "texts": {"title": "Written", "notes": "Written"}}],
        "removed": [NOT_THERE],
    },
    "/grid/take-back/": {"step": NOT_THERE},
    "/grid/views/": {
        "name": "Written",
        "content": {"columns": [{"name": "id"}], "filters": {}, "sort": []},
    },
}

#: What is sent for each name that a page looks for in a form.
FORM: Mapping[str, str] = {
    "f.notes": "Written",
    "s.notes": "",
    "f.title": "Written",
    "s.title": "",
    "reason": "",
    "remove": "yes",
    "other": "yes",
    "step": NOT_THERE,
    "name": "Written",
    "reference": "A0001/24",
    "title": "Written",
    "id": "NEW",
    "source": "empty",
    "time_zone": "Asia/Aqtau",
    "startex": "",
    "endex": "",
    "nation": "KAZ",
    "role": "director",
    "exercise": UNITY,
    "trusted_agent": "",
    "email": "new@example.org",
    "administrator": "on",
    "active": "on",
    "is_active": "on",
    "scope": "edit",
    "days": "7",
    "language": "en",
    "next": "/",
    "back": "/",
    "password": "",
    "password1": "",
    "password2": "",
    "make": "administrator",
    "draw": "",
    "minutes": "Written",
    "seen": "",
    "point": "",
    "open": "yes",
    "due": "2024-07-01",
    "signer": "Written",
    "function": "Written",
    "concurs": "without",
    "readers": "everybody",
    "reader": "",
    "reservations": "",
    "act": "lock",
    "area": "",
    "f.id": "",
    "f.kind": "",
    "f.position": "",
    "f.radius": "",
    "f.outline": "",
    "s.position": "null",
    "s.radius": "null",
    "s.outline": "null",
    "shape": "0",
    "kind": "nothing",
    "serial": NOT_THERE,
    "begins": "28673580",
    "at": "",
    "areas": "",
    "was": "",
    "field": "fixed",
    "seconds": "1",
    "seed": "0",
    "frozen_until": "",
    "runs": "",
    "theme": "dark",
    "date_time_groups": "",
    "csrfmiddlewaretoken": "",
    "form": "csv",
    "columns": "id,title,notes",
    "keys": NOT_THERE,
}


@dataclass(frozen=True)
class Act:
    """A request that may change something.

    Attributes
    ----------
    method : str
    call : Call
    content : bytes
    kind : str
        Media type of the content.
    """

    method: str
    call: Call
    content: bytes
    kind: str

    def done_by(self, client: Client) -> Answer:
        """What is answered; accounts and sessions are afterwards as they were before."""
        kept: Any = client.cookies.copy()
        headers = {"If-Match": "*"} if self.method in ("PATCH", "DELETE") else {}
        with transaction.atomic():
            answer = answer_of(
                client.generic(
                    self.method, self.call.address, self.content, self.kind, headers=headers
                )
            )
            transaction.set_rollback(True)
        client.cookies = kept
        return answer


def acts(call: Call, **form: str) -> Iterator[Act]:
    """Everything that can be asked of an address, with a body where one is expected.

    Raises
    ------
    Unknown
        If the table does not say what a body can be.
    """
    if call.template.startswith("/api/"):
        for method, operation in _operations(call.template).items():
            content = (
                json.dumps(_body(call, operation)).encode() if "requestBody" in operation else b""
            )
            yield Act(method.upper(), call, content, "application/json")
        return
    from urllib.parse import urlencode

    yield Act("GET", call, b"", "text/plain")
    content = urlencode(dict(FORM) | form).encode()
    yield Act("POST", call, content, "application/x-www-form-urlencoded")
    for end, body in SCRIPTS.items():
        if call.template.endswith(end):
            yield Act("POST", call, json.dumps(body).encode(), "application/json")


def _operations(template: str) -> Mapping[str, Any]:
    try:
        from birlik.server.api.description import description
    except ImportError:
        return {}
    found: Mapping[str, Any] = description()["paths"].get(template, {})
    return found


def _body(call: Call, operation: Mapping[str, Any]) -> dict[str, Any]:
    content = operation["requestBody"]["content"]
    if "application/json" not in content:
        return {}
    name = content["application/json"]["schema"]["$ref"].rsplit("/", 1)[-1]
    if name not in BODIES:
        raise Unknown(f"{call.template}: nobody says what a body of {name} can be")
    return BODIES[name]


@contextmanager
def posted() -> Iterator[Callable[[], set[str]]]:
    """What pages look for in forms meanwhile: names that the table does not have."""
    made: list[Asked] = []
    usual: Any = WSGIRequest.POST

    def form(request: Any) -> Any:
        held = usual.fget(request)
        if not isinstance(held, Asked):
            asked: Any = Asked("", mutable=True)
            for name, values in held.lists():
                asked.setlist(name, values)
            made.append(asked)
            request._post = held = asked
        return held

    def unknown() -> set[str]:
        seen = {name for each in made for name in each.__dict__.get("seen", ())}
        # What a field for files asks for beside its own name.
        return {name for name in seen if not name.endswith("-clear")} - FORM.keys()

    with patch.object(WSGIRequest, "POST", property(form, usual.fset)):
        yield unknown
