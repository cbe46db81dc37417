"""Towns around the Caspian Sea and capitals of the lands that plan here, named in eight languages.

They stand in ``towns.csv``. Positions are public facts, to a hundredth of a degree; names of states and of
waters are left out on purpose. The names are open to correction: see ``docs/map.md``.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FILE = "towns.csv"

#: Languages of the names.
LANGUAGES = ("en", "az", "kk", "ky", "tg", "uz", "ru", "tr")


@dataclass(frozen=True)
class Town:
    """A town.

    Attributes
    ----------
    lat, lon : float
        Degrees, WGS 84.
    zoom : int
        From which zoom of a web map on it is named.
    names : mapping of str to str
        By language.
    """

    lat: float
    lon: float
    zoom: int
    names: Mapping[str, str]

    def name(self, language: str) -> str:
        """Name in a language, or else in English."""
        return self.names.get(language.partition("-")[0], self.names["en"])


@cache
def towns() -> tuple[Town, ...]:
    """All towns."""
    text = files(__package__).joinpath(FILE).read_text("utf-8")
    return tuple(
        Town(
            float(row["lat"]),
            float(row["lon"]),
            int(row["zoom"]),
            {language: row[language] for language in LANGUAGES},
        )
        for row in csv.DictReader(text.splitlines())
    )
