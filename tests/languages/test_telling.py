"""Sentences told in a language: patterns from a catalogue, values as the language writes them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from birlik.exercise.sentences import (
    Moment,
    all_of,
    clauses,
    counted,
    full,
    one_of,
    said,
    term,
)
from birlik.exercise.time import minutes_text
from birlik.languages import told
from tests.languages.conftest import Speaks

AT = datetime(2024, 7, 9, 14, 30, tzinfo=ZoneInfo("Asia/Aqtau"))


def test_a_sentence_is_told_by_its_pattern(speaks: Speaks) -> None:
    speaks("ru", {"{serial} waits for {other}": "{serial} ждёт {other}"})
    sentence = said("{serial} waits for {other}", serial="S-1", other="S-2")
    assert sentence == "S-1 waits for S-2"
    assert told(sentence, "ru") == "S-1 ждёт S-2"
    assert told(sentence, "en") == "S-1 waits for S-2"


def test_without_a_translation_it_is_wholly_in_english(speaks: Speaks) -> None:
    speaks("ru", {"by day": "днём"})
    assert told(said("{serial} is held {light}", serial="S-1", light=said("by day")), "ru") == (
        "S-1 is held by day"
    )


def test_values_that_are_sentences_are_told_too(speaks: Speaks) -> None:
    speaks("ru", {"by day": "днём", "{serial} is held {light}": "{serial} проводится {light}"})
    assert told(said("{serial} is held {light}", serial="S-1", light=said("by day")), "ru") == (
        "S-1 проводится днём"
    )


def test_what_is_the_same_in_both_languages_is_no_missing_translation(speaks: Speaks) -> None:
    speaks("tr", {"STARTEX {at}": "STARTEX {at}", "by day": "gündüz"})
    assert told(said("STARTEX {at}", at=said("by day")), "tr") == "STARTEX gündüz"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "1 час"),
        (2, "2 часа"),
        (5, "5 часов"),
        (11, "11 часов"),
        (21, "21 час"),
        (104, "104 часа"),
    ],
)
def test_russian_chooses_among_three_forms(speaks: Speaks, number: int, text: str) -> None:
    forms = ("{number} час", "{number} часа", "{number} часов")
    speaks("ru", {("{number} hour", "{number} hours"): forms})
    assert told(counted("{number} hour", "{number} hours", number), "ru") == text


def test_tajik_has_one_form(speaks: Speaks) -> None:
    speaks("tg", {("{number} hour", "{number} hours"): ("{number} соат",)})
    assert [told(counted("{number} hour", "{number} hours", n), "tg") for n in (1, 7)] == [
        "1 соат",
        "7 соат",
    ]


@pytest.mark.parametrize(
    ("language", "day", "moment", "listed"),
    [
        ("en", "9 July 2024", "9 July 14:30", "A, B or C"),
        ("az", "9 iyul 2024", "9 iyul 14:30", "A, B və ya C"),
        ("kk", "2024 ж. 9 шілде", "9 шілде 14:30", "A, B немесе C"),
        ("ky", "2024-ж. 9-июль", "9-июль 14:30", "A, B же C"),
        ("tg", "9 июли 2024", "9 июли 14:30", "A, B ё C"),
        ("uz", "2024-yil 9-iyul", "9-iyul 14:30", "A, B yoki C"),
        ("ru", "9 июля 2024 г.", "9 июля 14:30", "A, B или C"),
        ("tr", "9 Temmuz 2024", "9 Temmuz 14:30", "A, B veya C"),
    ],
)
def test_days_moments_and_lists(language: str, day: str, moment: str, listed: str) -> None:
    assert told(Moment(AT, "day_year"), language) == day
    assert told(Moment(AT), language) == moment
    assert told(Moment(AT, "time"), language) == "14:30"
    assert told(one_of("ABC"), language) == listed
    assert told(all_of(["A"]), language) == "A"


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "12,345.5"), ("az", "12.345,5"), ("ru", "12\xa0345,5"), ("tr", "12.345,5")],
)
def test_numbers(language: str, text: str) -> None:
    assert told(12345.5, language) == text


def test_lengths(speaks: Speaks) -> None:
    speaks("kk", {"{hours} h {minutes} min": "{hours} сағ {minutes} мин"})
    assert told(minutes_text(250), "kk") == "4 сағ 10 мин"


@pytest.mark.parametrize(("language", "text"), [("tr", "İki."), ("az", "İki."), ("uz", "Iki.")])
def test_a_sentence_begins_with_a_capital_of_its_language(
    speaks: Speaks, language: str, text: str
) -> None:
    speaks(language, {"{sentence}.": "{sentence}.", "two": "iki"})
    assert told(full(said("two")), language) == text


def test_clauses_need_no_translation_of_their_own(speaks: Speaks) -> None:
    speaks("ru", {"by day": "днём", "at night": "ночью"})
    assert told(clauses(said("by day"), term("at night")), "ru") == "днём; ночью"
