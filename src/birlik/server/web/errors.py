"""Error pages in plain words; they need no database, no session and no signed-in person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from birlik.exercise.sentences import said

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Explained:
    """What an error page says: what happened, and what to do."""

    title: StrPromise
    what: StrPromise | str
    remedy: StrPromise


PAGES = {
    400: Explained(
        _("The request cannot be understood"),
        _("What your browser sent makes no sense to the server, or was meant for another one."),
        _("Go back and try again. If it stays like this, tell your administrator the address."),
    ),
    403: Explained(
        _("This is not for you"),
        _("You are signed in, but what you asked for is not open to your account."),
        _("If you need it for your work, ask your administrator."),
    ),
    404: Explained(
        _("There is nothing here"),
        _("Either nothing has this address, or it is not released to you."),
        _("Check the address, or begin again at the first page."),
    ),
    429: Explained(
        _("Too many attempts"),
        _("More was asked within a short time than one person can."),
        _("Wait a few minutes, and try again."),
    ),
    500: Explained(
        _("The server made a mistake"),
        _("It is not your fault. What you typed before was kept; this last step was not done."),
        _("Try again. If it happens again, tell your administrator when it was."),
    ),
}
UNAVAILABLE = _("Nothing was changed. Try again in a moment, or tell your administrator.")
FORGED = Explained(
    _("The form is out of date"),
    _("The page was open for long, you signed in elsewhere, or it came from another site."),
    _("Go back, load the page again, and send the form once more."),
)


def _page(status: int, explained: Explained) -> HttpResponse:
    return HttpResponse(
        render_to_string("error.html", {"status": status, "error": explained}), status=status
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Page for a request that makes no sense."""
    return _page(400, PAGES[400])


def denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Page for what the person may not do."""
    return _page(403, PAGES[403])


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Page for a form without the mark that shows where it came from."""
    return _page(403, FORGED)


def absent(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Page for what is absent or hidden; both look the same."""
    return _page(404, PAGES[404])


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Page for who asks too often."""
    return _page(429, PAGES[429])


def unavailable(why: str) -> HttpResponse:
    """Page for when the database does not answer, or takes nothing more."""
    sentence = why if why.endswith(".") else said("{sentence}.", sentence=why)
    told = Explained(_("The records cannot be reached"), sentence, UNAVAILABLE)
    return _page(503, told)


def broken(request: HttpRequest) -> HttpResponse:
    """Page for a mistake of ours."""
    return _page(500, PAGES[500])
