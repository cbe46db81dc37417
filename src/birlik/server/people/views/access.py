"""Who is asking: the signed-in account, and the guard of pages for administrators."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from birlik.server.people.memberships import administers
from birlik.server.people.models import Account

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def signed_in(request: HttpRequest) -> Account:
    """The account that asks; only for pages that nobody else reaches."""
    assert isinstance(request.user, Account)
    return request.user


def for_administrators(view: View[P]) -> View[P]:
    """A page for administrators alone; others are told so, and visitors are asked to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: P.args, **options: P.kwargs) -> HttpResponse:
        if not administers(signed_in(request)):
            raise PermissionDenied
        return view(request, *arguments, **options)

    return cast("View[P]", login_required(guarded))
