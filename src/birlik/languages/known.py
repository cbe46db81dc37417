"""Which languages there are, what they call themselves, and which one a nation speaks."""

from __future__ import annotations

#: The language in which everything is written first, and which stands in where a translation is missing.
SOURCE = "en"

#: Codes, and what each language calls itself.
LANGUAGES: dict[str, str] = {
    "en": "English",
    "az": "Azərbaycanca",
    "kk": "Қазақша",
    "ky": "Кыргызча",
    "tg": "Тоҷикӣ",
    "uz": "Oʻzbekcha",
    "ru": "Русский",
    "tr": "Türkçe",
}

#: Languages whose catalogues are finished: a test fails when one of them lacks a string or has a stale one.
COMPLETE: frozenset[str] = frozenset(LANGUAGES) - {SOURCE}

#: How each counts: the number of its plural forms, and the rule that chooses one, as gettext writes it.
PLURALS: dict[str, tuple[int, str]] = {
    "az": (2, "(n != 1)"),
    "kk": (2, "(n != 1)"),
    "ky": (2, "(n != 1)"),
    "tg": (1, "0"),
    "uz": (2, "(n != 1)"),
    "ru": (
        3,
        "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)",
    ),
    "tr": (2, "(n != 1)"),
}

#: Language of a nation, by the code that exercises give it (ISO 3166, three letters or two).
_OF_NATIONS = {
    "AZE": "az", "AZ": "az",
    "KAZ": "kk", "KZ": "kk",
    "KGZ": "ky", "KG": "ky",
    "TJK": "tg", "TJ": "tg",
    "UZB": "uz", "UZ": "uz",
    "TUR": "tr", "TR": "tr",
    "RUS": "ru", "RU": "ru",
    "BLR": "ru", "BY": "ru",
}  # fmt: skip


def language_of(nation: str) -> str:
    """Language of a nation, by its code; English if that is not known."""
    return _OF_NATIONS.get(nation.upper(), SOURCE)


def is_known(language: str) -> bool:
    """Whether there is such a language."""
    return language in LANGUAGES
