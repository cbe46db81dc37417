"""A planner opens ``timetable.html`` from a memory stick: no network, only a browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.building import instant
from tests.formats.page.showing import HOSTILE

pytestmark = pytest.mark.journey

#: Sizes of a screen on a desk and of a phone.
DESK, PHONE = (1440, 900), (390, 844)


def bar(page: Page, serial: str) -> str:
    """Selector of a serial's bar on the timeline."""
    return f".bar[data-key='{serial}']"


def look_at(page: Page, moment: str) -> None:
    """Move the time slider to a moment of the exercise's clock."""
    slider = page.get_by_label("Moment shown")
    slider.fill(str(int(instant(moment).timestamp() // 60)))


def test_it_says_what_it_is_to_whom_it_may_go_and_how_the_timetable_stands(opens):
    page = opens()
    expect(page).to_have_title("Unity 2024 · REL TO KAZ")
    expect(page.get_by_role("heading", level=1)).to_have_text("Unity 2024")
    expect(page.locator(".marking")).to_have_text("REL TO KAZ")
    expect(page.locator(".dates")).to_contain_text("8 – 17 July 2024")
    expect(page.locator(".state")).to_contain_text("1 mandatory serial left out")


def test_lanes_by_unit_show_each_unit_with_what_it_does(opens):
    page = opens()
    names = page.locator("button.name b")
    expect(names).to_have_text(["RANGE-1", "RANGE-2", "BAY", "HQ"])
    page.get_by_label("What the lanes stand for").select_option("units")
    expect(names).to_have_text(["KAZ-1", "KAZ-2", "AZE-1", "UZB-1"])
    expect(page.locator(bar(page, "S-1"))).to_have_count(2)


def test_search_leaves_the_serials_in_which_every_word_occurs(opens):
    page = opens()
    page.keyboard.press("/")
    page.keyboard.type("crossing uzb")
    expect(page.locator(".bar")).to_have_count(1)
    expect(page.locator(bar(page, "S-2"))).to_be_visible()
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".bar")).to_have_count(4)


def test_a_filter_by_kind_leaves_that_kind(opens):
    page = opens()
    page.get_by_label("Kind", exact=True).select_option("live fire")
    expect(page.locator(".bar")).to_have_count(1)
    expect(page.locator(bar(page, "S-1"))).to_be_visible()


def test_keys_alone_lead_to_the_details_of_a_serial_and_back(opens):
    page = opens()
    page.get_by_label(re.compile("^Timeline")).focus()
    page.keyboard.press("Enter")
    expect(page.locator(bar(page, "S-1"))).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(bar(page, "S-2"))).to_be_focused()
    page.keyboard.press("Enter")
    details = page.get_by_role("complementary", name="Details")
    expect(details.get_by_role("heading", level=2)).to_have_text("S-2 River crossing")
    for told in ("091300EJUL24", "UZB-1", "S-1 Battery shoot", "range swept", "here 2 h"):
        expect(details).to_contain_text(told)
    expect(details).to_contain_text("not kept")
    page.keyboard.press("Escape")
    expect(details).to_be_hidden()
    expect(page.locator(bar(page, "S-2"))).to_be_focused()


def test_the_map_shows_what_runs_and_what_is_shut_at_the_moment_of_the_slider(opens):
    page = opens()
    page.keyboard.press("m")
    danger, tags = page.locator(".dangers .danger:not([hidden])"), page.locator(".map .tag")
    look_at(page, "2024-07-09 10:00")
    expect(danger).to_have_count(1)
    expect(page.locator(".hatched .cover.is-shut")).to_have_count(1)
    expect(tags.filter(has_text="S-1 Battery shoot")).to_contain_text("AZE 1")
    look_at(page, "2024-07-09 14:00")
    expect(danger).to_have_count(0)
    expect(tags.filter(has_text="S-2 River crossing")).to_contain_text("UZB 1")
    expect(tags.filter(has_text="S-1 Battery shoot")).to_have_count(0)


def test_the_same_moment_reads_in_zulu_on_this_device_and_as_a_group(opens):
    page = opens()
    look_at(page, "2024-07-09 09:00")
    moment = page.locator(".moment")
    expect(moment).to_have_text("Tue 9 Jul 09:00")
    page.get_by_label("Times", exact=True).select_option("zulu")
    expect(moment).to_have_text("Tue 9 Jul 04:00")
    page.get_by_label("Times", exact=True).select_option("own")
    expect(moment).to_have_text("Tue 9 Jul 06:00")
    page.get_by_label("DTG").check()
    expect(moment).to_have_text("090600BJUL24")


def test_zoom_goes_from_the_whole_exercise_to_quarters_of_an_hour(opens):
    page = opens()
    hours = page.locator(".axis-times")
    expect(hours).not_to_contain_text(":15")
    page.get_by_role("button", name="Hours", exact=True).click()
    expect(hours).to_contain_text(":15")
    page.keyboard.press("0")
    expect(hours).not_to_contain_text(":15")


def test_the_list_shows_every_serial_by_day_and_why_one_was_left_out(opens):
    page = opens()
    page.get_by_role("button", name="List", exact=True).click()
    rows = page.get_by_role("row")
    for serial in ("S-1 Battery shoot", "S-2 River crossing"):
        expect(rows.filter(has_text=serial)).to_be_visible()
    expect(page.locator(".list .left-out")).to_contain_text("S-5 Parade")
    expect(page.locator(".list .left-out")).to_contain_text("found no place among the others")


def test_a_phone_opens_on_the_agenda_and_nothing_runs_over_its_edge(opens):
    page = opens(PHONE)
    expect(page.get_by_role("row").filter(has_text="S-1 Battery shoot")).to_be_visible()
    for view in ("List", "Map", "Both", "Timeline"):
        page.get_by_role("button", name=view, exact=True).click()
        expect(page.get_by_role("button", name=view, exact=True)).to_have_attribute(
            "aria-pressed", "true"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    page.get_by_role("button", name="List", exact=True).click()
    page.get_by_role("button", name="S-1 Battery shoot").click()
    expect(page.get_by_role("complementary", name="Details")).to_contain_text("ear protection")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_a_hostile_title_is_read_and_not_run(opens):
    page = opens()
    page.get_by_role("button", name="List", exact=True).click()
    page.get_by_role("button", name=HOSTILE).click()
    details = page.get_by_role("complementary", name="Details")
    expect(details.get_by_role("heading", level=2)).to_have_text(f"S-3 {HOSTILE}")
    expect(page.locator("img")).to_have_count(0)
    expect(page).to_have_title("Unity 2024 · REL TO KAZ")


def test_a_bookmark_leads_back_to_the_same_view(opens):
    page = opens()
    page.locator(bar(page, "S-1")).click()
    page.get_by_label("What the lanes stand for").select_option("nations")
    again = opens(DESK, "#" + page.url.partition("#")[2])
    expect(again.get_by_role("complementary", name="Details")).to_contain_text("S-1 Battery shoot")
    expect(again.locator("button.name b")).to_have_text(["KAZ", "AZE", "UZB"])


def test_it_prints_on_a3_across_with_overview_days_and_map(opens):
    page = opens()
    printed = page.pdf(prefer_css_page_size=True)
    sizes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)", printed)
    assert {(round(float(w) / 72 * 25.4), round(float(h) / 72 * 25.4)) for w, h in sizes} == {
        (420, 297)
    }
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    paper = page.locator(".paper")
    for part in ("Overview by area", "Tuesday 9 July 2024", "S-2 River crossing", "S-5 Parade"):
        expect(paper).to_contain_text(part)
    assert paper.locator("svg.chart").count() >= 1
    assert paper.locator(".sheet-marking").first.text_content() == "REL TO KAZ"


def test_the_question_mark_shows_the_keys(opens):
    page = opens()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("15 minutes back or on")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
