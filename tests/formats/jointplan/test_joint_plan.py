"""The joint plan of Unity-2024 holds what its reader may see, in his language, ready to be signed."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest

from birlik.exercise.plan import Plan
from birlik.exercise.release import AUTHOR, Reader, Role
from birlik.formats.documents.document import Document, Signatures, Table, texts
from birlik.formats.documents.pdf import pdf
from birlik.formats.documents.speaking import speech_in
from birlik.formats.documents.word import word
from birlik.formats.jointplan import AsOf, Concurrence, given_of, joint_plan, mark_of
from birlik.languages import LANGUAGES
from birlik.planning.timetable import Timetable
from tests.building import placed, timetable_with
from tests.formats.documents.pdftext import pages_of
from tests.release.forms import text_of
from unity.plan import unity_2024


@cache
def plan() -> Plan:
    return unity_2024()


@cache
def timetable() -> Timetable:
    return timetable_with(
        plan(),
        placed("S-702", "2024-07-11 10:30", 90, areas="AKT-STADIUM", units="KAZ-HQ; AZE-HQ"),
        placed("S-403", "2024-07-14 12:45", 135, areas="TOK-SEA-S", units="AZE-SHIP-2"),
        placed("S-207", "2024-07-10 08:30", 180, areas="AKT-CRISIS", units="KAZ-HQ"),
    )


def plan_for(
    reader: Reader, language: str = "en", as_of: AsOf | None = None, *signed: Concurrence
) -> Document:
    speech = speech_in(language, plan().zone)
    return joint_plan(given_of(plan(), timetable(), reader, speech, as_of, signed))


def titles(document: Document) -> list[str]:
    return [part.title for part in document.parts]


def test_the_plan_of_a_planner_has_all_its_parts_in_order() -> None:
    assert titles(plan_for(Reader("KAZ"))) == [
        "Concept of the exercise",
        "Participants and contributions",
        "Sites and areas",
        "Timetable by day",
        "Timetable by nation",
        "Training objectives",
        "Rules of the exercise",
        "Programme for observers and visitors",
        "Warnings and closures",
        "Planning conferences",
        "Decisions",
        "Action items",
        "Record of concurrence",
    ]


def test_a_visitor_has_his_programme_and_nothing_to_sign() -> None:
    mine = plan_for(Reader(None, Role.VISITOR))
    assert titles(mine) == [
        "Concept of the exercise",
        "Sites and areas",
        "Timetable by day",
        "Timetable by nation",
        "Programme for observers and visitors",
    ]
    held = "\n".join(texts(mine))
    assert "Opening ceremony" in held
    assert "Gunnery at sea" not in held
    assert "TOK-SEA-S" not in held


def test_the_title_page_names_nations_dates_places_state_and_marking() -> None:
    as_of = AsOf("Main planning conference", datetime(2024, 4, 4, 9, 0, tzinfo=UTC), "ab" * 32)
    document = plan_for(Reader("AZE"), "en", as_of)
    front = document.front
    assert front is not None
    facts = dict(front.facts)
    assert front.nations == ("Azerbaijan", "Kazakhstan", "Kyrgyzstan", "Tajikistan", "Uzbekistan")
    assert front.title == "Unity-2024 (Birlestik-2024)"
    assert facts["Dates"] == "8 July 2024 – 17 July 2024"
    assert facts["As of"] == "4 April 2024, 14:00 (041400EAPR24)"
    assert facts["Hash"] == "ab" * 32
    assert facts["Copy for"] == "Azerbaijan"
    assert document.standing == "Baseline Main planning conference, 041400EAPR24 · abababababab"
    assert document.marking.startswith("REL TO ")


def test_coverage_tells_which_serials_of_the_timetable_serve_an_objective() -> None:
    [objectives] = [
        block
        for part in plan_for(AUTHOR).parts
        if part.title == "Training objectives"
        for block in part.blocks
        if isinstance(block, Table)
    ]
    rows = {row[0]: row[-1] for row in objectives.groups[0].rows}
    assert "S-403" in rows["O-08"]
    assert rows["O-05"] == "no serial serves it"


def test_what_a_nation_has_signed_stands_in_the_record_and_others_have_room_to_sign() -> None:
    at = datetime(2024, 6, 7, 8, 0, tzinfo=UTC)
    signed = Concurrence("AZE", "Colonel A", "head of delegation", at, "S-403 by day only")
    [record] = [
        block
        for part in plan_for(Reader("KAZ"), "en", None, signed).parts
        for block in part.blocks
        if isinstance(block, Signatures)
    ]
    rows = {row.nation: row for row in record.rows}
    assert rows["Azerbaijan"].reservations == "S-403 by day only"
    assert rows["Azerbaijan"].date == "071300EJUN24"
    assert (rows["Kyrgyzstan"].date, rows["Kyrgyzstan"].reservations) == ("", "")


def test_all_who_see_the_same_have_the_same_mark_and_it_changes_with_what_they_see() -> None:
    def mark(reader: Reader, held: Timetable) -> str:
        return mark_of(given_of(plan(), held, reader, speech_in("en", plan().zone)).seen)

    moved = timetable_with(
        plan(), placed("S-702", "2024-07-11 11:30", 90, areas="AKT-STADIUM", units="KAZ-HQ; AZE-HQ")
    )
    planner, chief = Reader("KAZ"), Reader("KAZ", Role.CHIEF_PLANNER)
    assert mark(planner, timetable()) == mark(chief, timetable())
    assert mark(planner, timetable()) != mark(planner, moved)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_is_written_in_each_language(language: str) -> None:
    document = plan_for(Reader("KAZ"), language)
    pages = pages_of(pdf(document))
    months = {
        "en": "July", "az": "iyul", "kk": "шілде", "ky": "июль", "tg": "июли", "uz": "iyul", "ru": "июля",
        "tr": "Temmuz",
    }  # fmt: skip
    assert months[language] in "".join(pages)
    assert all(page.count(document.marking) >= 2 for page in pages)


def test_the_word_file_holds_the_same_texts_as_the_pdf() -> None:
    document = plan_for(Reader("AZE"), "az")
    shown = text_of(word(document))
    for text in ("Gunnery at sea", "Azerbaijan", "REL TO"):
        assert text in shown
