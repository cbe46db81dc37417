"""What the page tells, and what it keeps to itself."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from birlik.exercise.release import Reader, may_read
from birlik.formats.page.content import content
from birlik.formats.page.moments import minute_of, offsets
from birlik.formats.page.writing import page
from birlik.formats.planfile import read as read_plan
from birlik.formats.timetable.programme import programme
from birlik.planning.timetable import Score
from tests.building import instant, placed, timetable_with
from tests.formats.page.caspian import caspian, caspian_plan, caspian_timetable

NO_SCORE = Score(
    mandatory_left_out=0,
    optional_left_out=(0, 0, 0, 0, 0),
    wishes=0,
    unfairness=0,
    end=0,
    moves=0,
)


def entry(told, id):
    return next(e for e in told["entries"] if e.get("id") == id)


def named(told, kind, places):
    return [told[kind][place]["id"] for place in places]


def at(text):
    return minute_of(instant(text))


@pytest.fixture(scope="module")
def told():
    return content(caspian())


def test_a_serial_comes_with_its_times_areas_units_and_nations(told):
    fire = entry(told, "S-2")
    assert (fire["begins"], fire["ends"]) == (at("2024-07-09 10:00"), at("2024-07-09 11:30"))
    assert (fire["from"], fire["until"]) == (at("2024-07-09 09:30"), at("2024-07-09 11:45"))
    assert named(told, "areas", fire["areas"]) == ["RANGE"]
    assert named(told, "units", fire["units"]) == ["KAZ-1", "AZE-1"]
    assert named(told, "units", fire["chosen"]) == ["AZE-1"]
    assert named(told, "nations", fire["nations"]) == ["KAZ", "AZE"]
    assert named(told, "objectives", fire["objectives"]) == ["O-1"]
    assert fire["people"] == 150
    assert told["kinds"][fire["kind"]] == {"name": "live fire", "code": "LF"}


def test_a_danger_zone_comes_with_the_areas_that_it_shuts(told):
    fire = entry(told, "S-2")
    assert named(told, "areas", fire["shut"]) == ["CAMP"]
    (ring,) = told["dangers"][fire["danger"]]
    assert min(ring[1::2]) < 43.30 - 0.03
    assert max(ring[1::2]) > 43.38 + 0.03


def test_a_gate_a_wish_and_what_is_asked_for_are_told_in_words(told):
    fire = entry(told, "S-2")
    assert fire["after"] == [{"serial": "S-1", "least": 60, "most": None, "gate": "dry run passed"}]
    assert fire["wishes"] == [{"title": "Wished hours", "values": ["06:00-08:00"]}]
    assert fire["wishesBroken"] == ["Wished hours"]
    asks = dict(fire["asks"])
    assert asks["Resources"] == ["2 x TEAM (Safety teams)"]
    assert asks["Choose units"] == ["1 x NAVAL @ AZE"]
    assert asks["Set-up"] == ["30 min"]
    assert asks["Duration"] == ["1 h 30 min"]
    assert asks["Phase"] == ["P-1 Live training"]


def test_what_was_left_out_comes_with_its_reason(told):
    (left,) = told["leftOut"]
    assert (left["id"], left["mandatory"], left["code"]) == ("S-5", False, "B403")
    assert left["reason"] == "CAMP is taken all day."


def test_light_changes_four_times_a_day_in_the_order_of_the_day(told):
    first = told["span"][0]
    assert told["light"][0][0] < first
    lights = [light for _, light in told["light"]]
    begin = lights.index("dawn")
    assert lights[begin : begin + 8] == ["dawn", "day", "dusk", "night"] * 2
    minutes = [minute for minute, _ in told["light"]]
    assert minutes == sorted(minutes)
    sunrise = next(m for m, light in told["light"] if light == "day" and m > first)
    assert abs(sunrise - at("2024-07-08 06:04")) < 10


def test_an_area_is_shut_outside_its_open_hours(told):
    hours = next(area for area in told["areas"] if area["id"] == "RANGE")["shut"]
    assert hours[:2] == [
        [at("2024-07-08 00:00"), at("2024-07-08 06:00")],
        [at("2024-07-08 22:00"), at("2024-07-09 06:00")],
    ]


def test_the_map_reaches_over_all_areas_and_danger_zones(told):
    west, south, east, north = told["chart"]["shown"]
    assert (west, north) == (51.0, 43.62)
    assert south < 43.28
    assert east > 51.74
    assert told["chart"]["land"]


def test_the_header_says_how_the_timetable_stands(told):
    standing = told["standing"]
    assert (standing["placed"], standing["serials"], standing["optionalLeftOut"]) == (6, 7, 1)
    assert next(name for name, _, _ in standing["score"]) == "mandatory"
    assert standing["stale"] is False


def test_a_timetable_of_an_older_plan_is_called_stale():
    plan = caspian_plan()
    timetable = caspian_timetable(plan).model_copy(update={"plan": "0" * 64})
    assert content(programme(timetable, plan))["standing"]["stale"] is True


def test_a_plan_without_places_has_no_map_and_no_light():
    plan = caspian_plan().model_copy(update={"areas": ()})
    plan = plan.model_copy(update={"exercise": plan.exercise.model_copy(update={"position": None})})
    told = content(programme(timetable_with(plan, placed("S-4", "2024-07-10 16:00")), plan))
    assert told["chart"] is None
    assert told["light"] == []


def test_a_map_over_the_antimeridian_is_one_piece():
    plan = caspian_plan()
    areas = [
        area.model_copy(update={"outline": (), "radius": 2000.0, "position": None})
        for area in plan.areas
    ]
    for place, lon in enumerate((179.6, -179.7, 179.9, -179.9)):
        moved = {"position": {"lat": -17.5, "lon": lon}}
        areas[place] = type(areas[place]).model_validate(areas[place].model_dump() | moved)
    plan = plan.model_copy(update={"areas": tuple(areas)})
    west, _, east, _ = content(programme(caspian_timetable(plan), plan))["chart"]["shown"]
    assert east - west < 2


def test_offsets_change_in_the_minute_in_which_the_clocks_do():
    around = datetime(2024, 3, 30, tzinfo=UTC), datetime(2024, 4, 1, tzinfo=UTC)
    changes = offsets(ZoneInfo("Europe/Berlin"), *around)
    assert [offset for _, offset in changes] == [60, 120]
    assert changes[1][0] == minute_of(datetime(2024, 3, 31, 1, tzinfo=UTC))
    lord_howe = offsets(ZoneInfo("Australia/Lord_Howe"), *around)
    assert [offset for _, offset in lord_howe] == [660]
    assert offsets(ZoneInfo("Asia/Kathmandu"), *around)[0][1] == 345


def test_a_nation_is_told_what_it_sees_and_not_how_much_there_is():
    told = content(caspian(Reader("AZE")))
    assert told["standing"]["whole"] is False
    assert told["standing"]["placed"] == 5
    assert "score" not in told["standing"]
    reserved = [e for e in told["entries"] if "id" not in e]
    assert [named(told, "areas", e["areas"]) for e in reserved] == [["CAMP"]]
    assert "Only for the host" not in page(caspian(Reader("AZE")))


LABELS = [(), ("KAZ",), ("AZE",), ("KAZ", "UZB"), ("ALL",)]
KINDS = ("serials", "areas", "units", "objectives", "resources", "phases")


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_nothing_of_a_record_that_is_not_released_is_on_the_page(data):
    plan = caspian_plan()
    secret = {}
    for kind in KINDS:
        records = []
        for number, record in enumerate(getattr(plan, kind)):
            label = data.draw(st.sampled_from(LABELS))
            words = f"word{kind}{number}x"
            records.append(
                record.model_copy(update={"releasable_to": label, "title": words, "notes": words})
            )
            secret[words] = records[-1]
        plan = plan.model_copy(update={kind: tuple(records)})
    reader = Reader(data.draw(st.sampled_from(["KAZ", "AZE", "UZB"])))
    html = page(programme(caspian_timetable(plan), plan, reader))
    for words, record in secret.items():
        if not may_read(reader, record, plan):
            assert words not in html
            assert f'"{record.id}"' not in html
            assert f"{record.id} " not in html


def test_the_page_of_the_flagship_example_fits_into_a_mail():
    root = Path(__file__).parents[3]
    plan = read_plan(root / "examples" / "unity-2024" / "unity-2024.xlsx").plan
    places = [
        placed(
            serial.id,
            "2024-07-09 09:00",
            serial.duration or 60,
            areas=str(serial.areas[0]) if serial.areas else "",
            units="; ".join(serial.units),
        )
        for serial in plan.serials
    ]
    html = page(programme(timetable_with(plan, *places, score=NO_SCORE), plan))
    assert len(html.encode()) < 1_500_000
