"""The page in long use: play, the map by hand, many serials, other lights, a phone in the field."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from birlik.formats.page import write_page
from birlik.formats.timetable.programme import programme
from tests.building import area, instant, placed, plan_with, serial, timetable_with

pytestmark = pytest.mark.journey

PHONE = (390, 844)


def look_at(page, moment):
    page.get_by_label("Moment shown").fill(str(int(instant(moment).timestamp() // 60)))


def test_play_moves_the_moment_until_it_is_told_to_stop(opens):
    page = opens()
    moment = page.locator(".moment")
    before = moment.text_content()
    page.keyboard.press("Space")
    expect(moment).not_to_have_text(before)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_the_timelines_cursor_and_the_slider_are_one(opens):
    page = opens()
    look_at(page, "2024-07-09 10:00")
    expect(page.locator(".pointer")).to_have_text("10:00")
    box = page.locator(".axis-times").bounding_box()
    page.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + 5)
    expect(page.locator(".moment")).to_contain_text("Sat 13 Jul 00:0")


def test_an_area_on_the_map_opens_its_programme_of_the_day(opens):
    page = opens()
    page.keyboard.press("m")
    look_at(page, "2024-07-09 10:00")
    page.locator(".world .area-land.is-running").click(position={"x": 10, "y": 10})
    details = page.get_by_role("complementary", name="Details")
    expect(details.get_by_role("heading", level=2)).to_have_text("RANGE-1")
    expect(details).to_contain_text("Tuesday 9 July")
    expect(details).to_contain_text("09:00–11:00")
    details.get_by_role("button", name="Day after").click()
    expect(details).to_contain_text("Nothing is held here on this day.")


def test_the_map_is_moved_and_zoomed_by_hand(opens):
    page = opens()
    page.keyboard.press("m")
    world = page.locator(".world")
    expect(world).to_have_attribute("transform", re.compile("scale"))
    whole = world.get_attribute("transform")
    page.locator(".chart[tabindex]").hover()
    page.mouse.wheel(0, -300)
    expect(world).not_to_have_attribute("transform", whole)
    page.get_by_role("button", name="The whole map").click()
    expect(world).to_have_attribute("transform", whole)


def test_it_follows_the_light_of_the_device_and_turns_red_on_demand(opens):
    page = opens(dark=True)
    root = page.locator("html")
    expect(root).to_have_attribute("data-theme", "dark")
    for _ in range(3):
        page.keyboard.press("d")
    expect(root).to_have_attribute("data-theme", "red")
    expect(page.get_by_title("Light, dark, or red")).to_contain_text("Red")


def test_a_phone_reaches_the_timeline_and_moves_it_sideways(opens):
    page = opens(PHONE)
    page.get_by_role("button", name="Timeline", exact=True).click()
    scroller = page.get_by_label(re.compile("^Timeline"))
    expect(page.locator(".bar").first).to_be_attached()
    assert scroller.evaluate("node => node.scrollWidth > 3 * node.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_single_keys_can_be_switched_off(opens):
    page = opens()
    page.keyboard.press("?")
    page.get_by_label("Single keys are shortcuts").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    expect(page.get_by_role("button", name="Timeline", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """3,000 serials in 60 areas within ten days."""
    plan = plan_with(
        areas=[area(f"A-{n:02}", site=f"SITE-{n // 6}") for n in range(60)],
        serials=[
            serial(f"S-{n:04}", 90, kind=f"kind {n % 12}", title="Drill") for n in range(3000)
        ],
    )
    places = [
        placed(f"S-{n:04}", f"2024-07-{8 + n // 300:02} {n // 30 % 10 + 8:02}:00", 90, areas=f"A-{n % 60:02}")
        for n in range(3000)
    ]  # fmt: skip
    path = tmp_path_factory.mktemp("crowded") / "timetable.html"
    write_page(programme(timetable_with(plan, *places), plan), path)
    return path


def test_of_many_serials_only_those_in_sight_are_on_the_page(opens, crowded):
    page = opens(of=crowded)
    expect(page.locator(".state")).to_contain_text("3,000 serials")
    assert page.locator("*").count() < 2500
    field = page.locator(".field").bounding_box()
    eight_in_the_morning = field["x"] + field["width"] * 8 / 240
    page.mouse.click(eight_in_the_morning + 3, field["y"] + 22 + 12)
    details = page.get_by_role("complementary", name="Details")
    expect(details.get_by_role("heading", level=2)).to_have_text("S-0000 Drill")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Day", exact=True).click()
    expect(page.locator(".bar[data-key='S-0000']")).to_be_visible()
    assert page.locator(".bar").count() < 400
    page.keyboard.press("/")
    page.keyboard.type("S-2718")
    expect(page.locator(".count")).to_have_text("1 of 3,000")
