"""What every page shows around its content: the navigation, and the marking."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from birlik.server.people.memberships import administers
from birlik.server.web.appearance import THEMES, theme_of


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of every page.

    A view that shows what is released sets ``marking`` itself, such as ``REL TO AZE, KAZ``.
    """
    account = getattr(request, "user", None)
    always = {
        "mail_is_sent": settings.MAIL_IS_SENT,
        "identity_provider": settings.PROVIDER_NAME,
        "theme": theme_of(request),
        "themes": THEMES,
        "languages": settings.LANGUAGES if len(settings.LANGUAGES) > 1 else [],
    }
    if account is None or not account.is_authenticated:
        return always
    places = [(reverse("home"), _("Exercises"))]
    if administers(account):
        places.append((reverse("people"), _("People")))
    here = request.path
    return always | {
        "navigation": [
            {
                "address": address,
                "title": title,
                "here": here == address or (address != "/" and here.startswith(address)),
            }
            for address, title in places
        ]
    }
