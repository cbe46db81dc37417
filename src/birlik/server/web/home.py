"""The first page: the exercises in which a person has a part."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from birlik.server.people.models import Account


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """His exercises, his nation and his role in each."""
    account = request.user
    assert isinstance(account, Account)
    return render(request, "home.html", {"memberships": account.memberships.all()})
