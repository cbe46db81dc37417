"""Texts of Django and allauth that pages of ours show, where their own catalogues lack a language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

import allauth
import django

_DJANGO = Path(django.__file__).parent
_ALLAUTH = Path(allauth.__file__).parent

#: Modules whose messages reach our pages: what forms and passwords refuse, and the names of months.
_MODULES = (
    _DJANGO / "forms/fields.py",
    _DJANGO / "contrib/auth/password_validation.py",
    _DJANGO / "utils/dates.py",
    _DJANGO / "utils/timesince.py",
    _DJANGO / "core/validators.py",
    _ALLAUTH / "account/adapter.py",
    _ALLAUTH / "account/fields.py",
    _ALLAUTH / "account/forms.py",
    _ALLAUTH / "mfa/adapter.py",
    _ALLAUTH / "mfa/base/forms.py",
    _ALLAUTH / "mfa/totp/forms.py",
    _ALLAUTH / "mfa/recovery_codes/forms.py",
    _ALLAUTH / "mfa/webauthn/forms.py",
    _ALLAUTH / "socialaccount/adapter.py",
)

#: Folders of templates: what allauth says after something was done, and mails of which we have none.
_TEMPLATES = (
    "account/messages",
    "account/email",
    "mfa/messages",
    "mfa/email",
    "usersessions/messages",
    "socialaccount/messages",
    "socialaccount/email",
)

#: What browsers without scripts are told on the page of signing in.
_SCRIPTS = _ALLAUTH / "templates/mfa/webauthn/snippets/scripts.html"

#: Sign-in by codes and telephones is not switched on.
_NEVER = ("code", "phone", "unknown_account", "already_exists")

#: Catalogues that count.
_LOCALES = (
    _DJANGO / "conf/locale",
    _DJANGO / "contrib/auth/locale",
    _DJANGO / "contrib/humanize/locale",
    _ALLAUTH / "locale",
)


def borrowed_files() -> Iterator[tuple[Path, str]]:
    """Files that hold such texts, and how translators know them."""
    for path in _MODULES:
        yield path, _name(path)
    yield _SCRIPTS, _name(_SCRIPTS)
    ours = Path(__file__).parent.parent / "server/web/templates"
    for folder in _TEMPLATES:
        for path in sorted((_ALLAUTH / "templates" / folder).glob("*.txt")):
            never = any(word in path.name.replace("recovery_code", "") for word in _NEVER)
            if not never and not (ours / folder / path.name).exists():
                yield path, _name(path)


def _name(path: Path) -> str:
    root = _DJANGO.parent if path.is_relative_to(_DJANGO) else _ALLAUTH.parent
    return path.relative_to(root).as_posix()


def has_translation(language: str, text: str, plural: str = "", context: str = "") -> bool:
    """Whether Django or allauth speak a language themselves where they say this."""
    for catalogue in _catalogues(language):
        if plural:
            found = catalogue.ngettext(text, plural, 2) not in (text, plural)
        elif context:
            found = catalogue.pgettext(context, text) != text
        else:
            found = catalogue.gettext(text) != text
        if found:
            return True
    return False


@cache
def _catalogues(language: str) -> list[GNUTranslations]:
    found = []
    for folder in _LOCALES:
        path = folder / language / "LC_MESSAGES/django.mo"
        if path.exists():
            with path.open("rb") as file:
                found.append(GNUTranslations(file))
    return found
