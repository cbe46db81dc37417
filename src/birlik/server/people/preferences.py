"""Shows pages in the language and the time zone that a person prefers."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from birlik.server.people.models import Account

#: Zulu, as people of the field write it.
ZULU = "Z"


def time_zones() -> list[str]:
    """Zones that can be chosen, Zulu first."""
    return [ZULU, *sorted(name for name in available_timezones() if "/" in name)]


def zone_of(account: Account) -> ZoneInfo | None:
    """Zone in which a person wants to see times; None for the exercise's."""
    name = "UTC" if account.time_zone == ZULU else account.time_zone
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


class Preferred:
    """Middleware: the account's language and zone, or else the browser's language and UTC."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in that language and zone."""
        account = request.user
        language, zone = translation.get_language_from_request(request), None
        if isinstance(account, Account):
            zone = zone_of(account)
            if account.language in dict(settings.LANGUAGES):
                language = account.language
        with translation.override(language), timezone.override(zone):
            response = self._next(request)
            response.headers.setdefault("Content-Language", translation.get_language() or language)
        return response
