"""Catalogues: complete where a language is finished, and never one whose translations do not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from birlik.languages.catalogues import po_file
from birlik.languages.checking import faults, is_compiled, lacking
from birlik.languages.extracting import brought_up_to_date, texts
from birlik.languages.known import COMPLETE, LANGUAGES, PLURALS, SOURCE

TRANSLATED = [code for code in LANGUAGES if code != SOURCE]


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_places_tags_and_ends(language: str) -> None:
    assert list(faults(language)) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_programs_read_is_what_translators_wrote(language: str) -> None:
    assert is_compiled(language)


@pytest.mark.parametrize("language", sorted(COMPLETE))
def test_a_finished_language_has_every_text_and_no_other(language: str) -> None:
    assert list(lacking(language)) == []


def test_every_language_counts() -> None:
    assert set(PLURALS) == set(TRANSLATED)


def test_texts_come_from_code_templates_vocabulary_and_others() -> None:
    found = texts()
    for text, where in (
        ("{name} refers to itself", "src/birlik/exercise/judge/references.py"),
        ("The request cannot be understood", "src/birlik/server/web/errors.py"),
        ("Latest changes", "src/birlik/server/web/templates/exercises/overview.html"),
        ("Releasable to", "src/birlik/exercise/records/record.py"),
        ("A short code, unique among records of its kind; others refer to it.", "exercise/records"),
        ("An area holds more serials at once than it can.", "src/birlik/exercise/codes.py"),
        ("fair share", "src/birlik/exercise/records/rules.py"),
        ("This field is required.", "django/forms/fields.py"),
    ):
        message = found.get(text)
        assert message is not None, text
        assert any(where in file for file, _ in message.locations), text
    message = found.get("{number} serial")
    assert message is not None
    assert message.id == ("{number} serial", "{number} serials")


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """Folder in which Russian has one translation, one that went out of use, and no more."""
    file = po_file("ru", tmp_path)
    file.parent.mkdir(parents=True)
    file.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "take it out"\nmsgstr "уберите это"\n\n'
        'msgid "what nobody says now"\nmsgstr "чего никто не говорит"\n',
        "utf-8",
    )
    return tmp_path


def test_translations_are_kept_and_old_ones_marked(catalogue: Path) -> None:
    assert brought_up_to_date("ru", catalogue)
    told = po_file("ru", catalogue).read_text("utf-8")
    assert 'msgid "take it out"\nmsgstr "уберите это"' in told
    assert '#~ msgid "what nobody says now"' in told
    assert "#: src/birlik/exercise/judge/references.py" in told
    assert not brought_up_to_date("ru", catalogue), "the same code gives the same file"


def test_a_missing_text_and_an_old_one_are_told(catalogue: Path) -> None:
    found = list(lacking("ru", catalogue))
    assert "ru: missing, run tools/extract-strings: once is enough" in found
    assert any("not in the code any more" in each and "nobody says" in each for each in found)
    brought_up_to_date("ru", catalogue)
    assert "ru: not translated: once is enough" in list(lacking("ru", catalogue))


@pytest.mark.parametrize(
    ("text", "translation", "fault"),
    [
        ("{name} refers to itself", "Оно ссылается на себя", "the translation has no name"),
        ("{name} refers to itself", "{nome} {name} на себя", "there is no value for nome"),
        ("%(name)s was removed.", "Удалено.", "the translation has no %(name)s"),
        ("a <b>bold</b> word", "жирное слово", "tags differ"),
        ("Example:", "Пример", "what stands after the last word differs"),
        ("Stored.", " Сохранено.", "what stands before the first word differs"),
    ],
)
def test_a_translation_that_does_not_fit_is_told(
    tmp_path: Path, text: str, translation: str, fault: str
) -> None:
    file = po_file("ru", tmp_path)
    file.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    file.write_text(f'{head}msgid "{text}"\nmsgstr "{translation}"\n', "utf-8")
    assert f"ru: {fault}: {text}" in list(faults("ru", tmp_path))


def test_russian_has_three_forms(tmp_path: Path) -> None:
    file = po_file("ru", tmp_path)
    file.parent.mkdir(parents=True)
    file.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "{number} serial"\nmsgid_plural "{number} serials"\n'
        'msgstr[0] "{number} мероприятие"\nmsgstr[1] "{number} мероприятия"\n',
        "utf-8",
    )
    assert "ru: not translated: {number} serial" in list(lacking("ru", tmp_path))
