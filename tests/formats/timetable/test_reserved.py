"""Every form that shows a reserved time is marked for its reader's nation alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from python_calamine import load_workbook

from birlik.exercise.release import AUTHOR, Reader
from birlik.formats.page import write_page
from birlik.formats.timetable.geo import write_geojson, write_kml
from birlik.formats.timetable.programme import Programme, programme
from birlik.formats.timetable.sheets import write_sheets
from tests.building import placed, timetable_with
from tests.formats.timetable.test_calendars import SECRET, exercise


def seen_by(reader: Reader) -> Programme:
    """Programme of an exercise in which AZE's secret serial takes a unit of KAZ."""
    # Everything else is open to all, so that only the reserved time can narrow the marking.
    plan = exercise()
    everybody = plan.exercise.model_copy(update={"default_release": ("ALL",)})
    secret = plan.serials[1].model_copy(update={"releasable_to": ("AZE",)})
    plan = plan.model_copy(update={"exercise": everybody, "serials": (plan.serials[0], secret)})
    timetable = timetable_with(
        plan,
        placed("S-1", "2024-07-08 09:00", areas="A", units="K"),
        placed("S-2", "2024-07-08 12:00", areas="A", units="K"),
    )
    return programme(timetable, plan, reader)


def text_of(
    write: Callable[[Programme, Path], None], name: str, seen: Programme, folder: Path
) -> str:
    """All that a form holds, as text."""
    write(seen, folder / name)
    if name.endswith(".xlsx"):
        book = load_workbook(folder / name)
        return json.dumps(
            [book.get_sheet_by_name(s).to_python() for s in book.sheet_names], default=str
        )
    return (folder / name).read_text(encoding="utf-8")


FORMS = [
    pytest.param(write_page, "t.html", id="page"),
    pytest.param(write_sheets, "t.xlsx", id="sheets"),
    pytest.param(write_geojson, "t.geojson", id="geojson"),
    pytest.param(write_kml, "t.kml", id="kml"),
]


@pytest.mark.parametrize(("write", "name"), FORMS)
def test_a_form_with_a_reserved_time_is_for_its_reader(
    write: Callable[[Programme, Path], None], name: str, tmp_path: Path
) -> None:
    text = text_of(write, name, seen_by(Reader("KAZ")), tmp_path)
    assert "REL TO KAZ" in text
    assert SECRET not in text


@pytest.mark.parametrize(("write", "name"), FORMS)
def test_the_same_form_of_the_owner_holds_the_serial(
    write: Callable[[Programme, Path], None], name: str, tmp_path: Path
) -> None:
    assert SECRET in text_of(write, name, seen_by(Reader("AZE")), tmp_path)
    assert SECRET in text_of(write, name, seen_by(AUTHOR), tmp_path)


def test_the_product_and_the_reserved_time_carry_one_marking() -> None:
    seen = seen_by(Reader("KAZ"))
    assert seen.marking == "REL TO KAZ"
    reserved = [entry for entry in seen.entries if entry.serial is None]
    assert {entry.marking for entry in reserved} == {"REL TO KAZ"}
    assert seen_by(Reader("UZB")).marking != "REL TO ALL"
