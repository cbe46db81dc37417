"""The eight languages: what is said in one becomes what is said in another (``docs/languages.md``)."""

from __future__ import annotations

from birlik.languages.known import LANGUAGES, SOURCE, language_of
from birlik.languages.letters import capital, in_order, lower, order, upper
from birlik.languages.telling import told
from birlik.languages.writing import moment_in, number_in

__all__ = [
    "LANGUAGES",
    "SOURCE",
    "capital",
    "in_order",
    "language_of",
    "lower",
    "moment_in",
    "number_in",
    "order",
    "told",
    "upper",
]
