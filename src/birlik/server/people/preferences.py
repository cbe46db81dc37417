"""Shows pages in the language and the time zone that a person prefers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from birlik.languages import language_of
from birlik.server.people.memberships import membership, membership_at_first
from birlik.server.people.models import Account, Membership
from birlik.server.speaking import moments_as_groups

#: Zulu, as people of the field write it.
ZULU = "Z"

#: Where an exercise's key stands in an address.
_EXERCISE = re.compile(r"/(?:api/)?exercises/([^/]+)/")


@cache
def time_zones() -> Sequence[str]:
    """Zones that can be chosen, Zulu first."""
    return [ZULU, *sorted(name for name in available_timezones() if "/" in name)]


def zone_of(account: Account) -> ZoneInfo | None:
    """Zone in which a person wants to see times; None for the exercise's."""
    name = "UTC" if account.time_zone == ZULU else account.time_zone
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


#: Language of a nation in an exercise, by its key; by the nation's code until another room knows better.
_of_nation: list[Callable[[str, str], str]] = [lambda exercise, nation: language_of(nation)]


def ask_for_nations(source: Callable[[str, str], str]) -> None:
    """Let another room say which language a nation speaks in an exercise; empty if it does not know."""
    _of_nation[0] = source


def nations_language(exercise: str, nation: str) -> str:
    """Language of a nation in an exercise that people can choose here; empty if there is none."""
    language = _of_nation[0](exercise, nation) or language_of(nation)
    return language if is_offered(language) else ""


def is_offered(language: str) -> bool:
    """Whether people can choose a language here."""
    return language in dict(settings.LANGUAGES)


def language_for(
    account: Account,
    exercise: str = "",
    part_of: Callable[[Account, str], Membership | None] = membership,
) -> str:
    """Language of a person: the one he chose, or that of his nation in an exercise; empty if unknown.

    Where no exercise is named, his nation counts if he has only one.
    """
    if is_offered(account.language):
        return account.language
    if len(settings.LANGUAGES) < 2:
        return ""
    part = part_of(account, exercise) if exercise and "\0" not in exercise else None
    if part is not None:
        return nations_language(exercise, part.nation)
    parts = dict(account.memberships.values_list("exercise", "nation"))
    if exercise not in parts and len(set(parts.values())) != 1:
        return ""
    found = exercise if exercise in parts else next(iter(parts))
    return nations_language(found, parts[found])


class Preferred:
    """Middleware: the account's language and zone, or else the browser's language and UTC.

    Of languages the one chosen counts most, then that of a person's nation, then the browser's. A program
    that asks the API says itself which one it wants.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in that language and zone."""
        account = request.user
        language, zone = "", None
        if isinstance(account, Account):
            zone = zone_of(account)
            language = account.language if is_offered(account.language) else ""
        asked = request.path.startswith("/api/") and "Accept-Language" in request.headers
        chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
        if isinstance(account, Account) and not (language or asked or chosen):
            found = _EXERCISE.match(request.path)
            language = language_for(account, found[1] if found else "", membership_at_first)
        by_header = asked or not language
        if by_header:
            language = translation.get_language_from_request(request)
        groups = isinstance(account, Account) and account.date_time_groups
        with translation.override(language), timezone.override(zone), moments_as_groups(groups):
            response = self._next(request)
            response.headers.setdefault("Content-Language", translation.get_language() or language)
        if by_header and len(settings.LANGUAGES) > 1:
            patch_vary_headers(response, ("Accept-Language",))
        return response
