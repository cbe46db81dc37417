"""The map at work: a planner looks at the night landing, draws an area and takes it back."""

from __future__ import annotations

import random
import re

import mgrs
import pytest
from playwright.sync_api import expect
from pyproj import Geod, Transformer

from birlik.formats.geography.positions import position_of
from tests.building import area, nation, placed, plan_with, serial, timetable_with, unit
from tests.journeys.demonstrating import demonstrated
from tests.journeys.serving import visitor

pytestmark = pytest.mark.journey

SEA = "43.00 51.60; 43.00 51.70; 43.10 51.70; 43.10 51.60"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    folder = tmp_path_factory.mktemp("map")
    plan = plan_with(
        title="Unity",
        default_release="ALL",
        nations=[nation("KAZ"), nation("AZE")],
        areas=[
            area("TOK-SEA", title="Sea area Tokmak", kind="sea", outline=SEA),
            area("BEACH", title="Landing beach", kind="land", position="43.05 51.71", radius=400),
        ],
        units=[unit("SHIP-1", kind="SHIP"), unit("NAVINF-1", "AZE", kind="NAVAL-INF")],
        serials=[
            serial(
                *("S-416", 120),
                title="Night landing",
                areas="TOK-SEA",
                units="SHIP-1; NAVINF-1",
                danger_radius=3000,
            )
        ],
    )
    landing = placed("S-416", "2024-07-14 22:00", 120, areas="TOK-SEA", units="SHIP-1; NAVINF-1")
    files = folder / "plan.json", folder / "timetable.json"
    files[0].write_text(plan.to_json(), "utf-8")
    files[1].write_text(timetable_with(plan, landing).model_dump_json(), "utf-8")
    with demonstrated(folder / "data", *files) as found:
        yield found


@pytest.fixture
def planner(browser, running):
    with visitor(browser, running.base) as page:
        page.goto(running.links.pop(("KAZ", "chief planner")))
        page.locator("main button[type=submit]").click()
        page.wait_for_url("**/")
        page.locator(".programme h2 a").click()
        page.get_by_role("link", name="Map", exact=True).click()
        expect(page.locator(".map-room.ready")).to_be_attached()
        yield page


def test_who_is_at_sea_by_night_and_an_area_drawn_and_taken_back(planner):
    page = planner
    # The first serial is what the map begins with; an hour before it nothing is shut.
    now, said = page.locator("#map-now"), page.locator("#map-list")
    expect(now).to_contain_text("Sun 14 Jul, 22:00")
    expect(now).to_contain_text("141700ZJUL24")
    expect(now).to_contain_text("Night")
    expect(said).to_contain_text(
        "shut by the danger zone of S-416 Night landing, until Mon 15 Jul, 00:00"
    )
    expect(said).to_contain_text("SHIP-1, NAVINF-1")
    page.get_by_role("button", name="One hour back").click()
    expect(said).to_contain_text("Nothing is shut.")
    page.get_by_role("slider", name="Moment").focus()
    page.keyboard.press("End")
    page.get_by_text("Other units (2)", exact=True).click()
    expect(said).to_contain_text("last at TOK-SEA")

    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_role("button", name="Draw an area").click()
    page.get_by_label("Id", exact=True).fill("BOX")
    for x, y in ((300, 150), (400, 150), (400, 250)):
        page.locator("#map").click(position={"x": x, "y": y})
    expect(page.locator("#map-drawn")).to_have_text("Corners: 3")
    corner = page.get_by_role("button", name=re.compile("^Corner 3"))
    before = page.get_by_label("Corners in order").input_value()
    corner.focus()
    page.keyboard.press("ArrowDown")
    typed = page.get_by_label("Corners in order")
    assert typed.input_value() != before
    typed.fill(typed.input_value() + "\n39T WH 40000 80000")
    expect(page.get_by_role("button", name=re.compile("^Corner 4"))).to_be_attached()
    page.get_by_role("button", name="Store the area").click()
    expect(page.locator(".done")).to_contain_text("BOX was added.")
    expect(other.locator("#map-said")).to_have_text("The map was brought up to date.")
    other.get_by_label("Go to a position or an id").fill("BOX")
    other.keyboard.press("Enter")
    expect(other.locator("#map-card")).to_contain_text("BOX")
    other.close()
    areas = "#map-content"
    assert "BOX" in page.locator(areas).text_content()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".done")).to_contain_text("It was taken back.")
    assert "BOX" not in page.locator(areas).text_content()

    utm_and_mgrs_agree_with_those_of_others(page)


def utm_and_mgrs_agree_with_those_of_others(page):
    """The browser's own projection beside PROJ's and GEOTRANS', at random places of the globe."""
    draw = random.Random(1)
    places = [(draw.uniform(-79.9, 83.9), draw.uniform(-180, 180)) for _ in range(2000)]
    theirs = [mgrs.MGRS().toMGRS(*place) for place in places]
    ours = page.evaluate(
        """async ([places, texts]) => {
            const grid = await import("/static/birlik/map/grid.js");
            return places.map(([lat, lon], at) => ({
                utm: grid.utm(lat, lon), mgrs: grid.mgrs(lat, lon), read: grid.placeOf(texts[at]),
                back: grid.placeOf(grid.utmText(lat, lon)),
            }));
        }""",
        [places, theirs],
    )
    globe, moving = Geod(ellps="WGS84"), {}
    for (lat, lon), text, mine in zip(places, theirs, ours, strict=True):
        code = (32700 if lat < 0 else 32600) + mine["utm"]["zone"]
        if code not in moving:
            moving[code] = Transformer.from_crs("EPSG:4326", f"EPSG:{code}", always_xy=True)
        east, north = moving[code].transform(lon, lat)
        assert mine["utm"]["east"] == pytest.approx(east, abs=0.001), (lat, lon)
        assert mine["utm"]["north"] == pytest.approx(north, abs=0.001), (lat, lon)
        assert mine["mgrs"][:-10] == text.lstrip("0")[:-10]
        read = position_of(mine["mgrs"])
        for found in (mine["read"], mine["back"], {"lat": read.lat, "lon": read.lon}):
            assert globe.inv(lon, lat, found["lon"], found["lat"])[2] < 1.6, (lat, lon, found)
