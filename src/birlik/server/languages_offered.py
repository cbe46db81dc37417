"""Which languages a server offers, by its settings."""

from __future__ import annotations

from collections.abc import Sequence

from birlik.languages import LANGUAGES, SOURCE
from birlik.server.environment import WrongSetting


def offered(codes: Sequence[str]) -> list[tuple[str, str]]:
    """Codes and names of the languages that people can choose; all if none are named, English always.

    Raises
    ------
    WrongSetting
        If one of them is none of Birlik's.
    """
    for code in codes:
        if code not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            raise WrongSetting(f"BIRLIK_LANGUAGES names {code}, and Birlik speaks {known}.")
    return [(c, name) for c, name in LANGUAGES.items() if not codes or c in codes or c == SOURCE]
