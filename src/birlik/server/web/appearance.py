"""How pages look on this screen: light, dark, by red light, or as the screen itself asks."""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

#: Keeps the choice: it belongs to the screen, not to the person who sits before it.
COOKIE = f"{settings.COOKIE_PREFIX}birlik_theme"

YEAR = 31_536_000


class Theme(StrEnum):
    """Looks that can be chosen; none of them means what the screen asks for."""

    LIGHT = "light"
    DARK = "dark"
    NIGHT = "night"


#: What the looks are called, that of the screen first.
THEMES = (
    ("", _("As the screen")),
    (Theme.LIGHT.value, pgettext_lazy("colours of the page", "Light")),
    (Theme.DARK.value, _("Dark")),
    (Theme.NIGHT.value, _("Red night")),
)


def theme_of(request: HttpRequest) -> str:
    """Look that was chosen on this screen; empty for that which the screen asks for."""
    chosen = request.COOKIES.get(COOKIE, "")
    return chosen if chosen in set(Theme) else ""


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the look that was chosen, and go back to the page on which it was."""
    back = request.POST.get("next", "")
    fine = url_has_allowed_host_and_scheme(back, None) and back.startswith("/")
    response = redirect(back if fine else "/")
    theme = request.POST.get("theme", "")
    if theme in set(Theme):
        response.set_cookie(
            COOKIE,
            theme,
            max_age=YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response


#: What the page of the design system shows: names of colours with what they are for, sizes, spaces.
COLOURS = (
    ("ground", _("Behind everything")),
    ("surface", _("Tables, panels, fields")),
    ("raised", _("Heads of tables, what the pointer is over")),
    ("ink", _("Text")),
    ("muted", _("Text that explains")),
    ("line", _("Between rows and panels")),
    ("strong-line", _("Edges of fields")),
    ("accent", _("What can be clicked, what is chosen")),
    ("accent-soft", _("Behind what is chosen")),
    ("alarm", _("Errors, what is lost")),
    ("alarm-soft", _("Behind errors")),
    ("warn", _("Warnings")),
    ("warn-soft", _("Behind warnings")),
    ("good", _("What is done, and fine")),
    ("good-soft", _("Behind what is fine")),
    ("mark", _("The marking of release")),
)
TYPES = ("huge", "large", "text", "small")
SPACES = ("s1", "s2", "s3", "s4", "s5", "s6")


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """The design system on one page, made of itself."""
    context = {"colours": COLOURS, "types": TYPES, "spaces": SPACES}
    return render(request, "design.html", context)
