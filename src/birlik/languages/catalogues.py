"""Catalogues: translations by what is said in English, as gettext keeps them (``django.mo``)."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

#: Where they lie; Django reads the same (``LOCALE_PATHS``).
FOLDER = Path(__file__).parent / "catalogues"

#: Name of the one domain.
DOMAIN = "django"


def po_file(language: str, folder: Path = FOLDER) -> Path:
    """What translators edit."""
    return folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def mo_file(language: str, folder: Path = FOLDER) -> Path:
    """The same as programs read it; made by ``tools/extract-strings``."""
    return po_file(language, folder).with_suffix(".mo")


#: What stands for a translation that is missing: an untranslated text may be the same in both languages.
_MISSING = "\0missing"


class _Nothing(NullTranslations):
    """What a catalogue asks for a text that it does not hold."""

    def gettext(self, message: str) -> str:  # noqa: ARG002
        return _MISSING

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        return _MISSING


@cache
def _read(language: str, folder: Path) -> NullTranslations:
    # Known by its language: to make a path for each text of a page took longer than to translate it.
    try:
        with mo_file(language, folder).open("rb") as file:
            catalogue = GNUTranslations(file)
    except FileNotFoundError:
        return _Nothing()
    catalogue.add_fallback(_Nothing())
    return catalogue


def translated(language: str, pattern: str, plural: str = "", number: int = 1) -> str | None:
    """Translation of a pattern; None if there is none.

    Parameters
    ----------
    language : str
    pattern : str
        As it stands in the code.
    plural : str
        The pattern for more than one; empty if nothing is counted.
    number : int
        What is counted.
    """
    if not pattern:
        return pattern
    catalogue = _read(language, FOLDER)
    counted = plural and catalogue.ngettext(pattern, plural, abs(number))
    found = counted or catalogue.gettext(pattern)
    return None if found == _MISSING else found
