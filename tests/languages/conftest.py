"""Catalogues made for a test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from birlik.languages import catalogues
from birlik.languages.extracting import compiled

#: Puts translations in place of those of a language.
Speaks = Callable[[str, Mapping[str | tuple[str, str], str | tuple[str, ...]]], None]


@pytest.fixture
def speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Speaks:
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)

    def speak(
        language: str, translations: Mapping[str | tuple[str, str], str | tuple[str, ...]]
    ) -> None:
        catalogue = Catalog()
        for text, translation in translations.items():
            catalogue.add(text, translation)
        file = catalogues.mo_file(language, tmp_path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(compiled(language, catalogue))

    return speak
