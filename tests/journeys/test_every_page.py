"""Every page that links lead to: no fault that axe-core finds, nothing cut off on a phone, every look.

The pages are found by following links, so that a new page is looked at as soon as something leads to it.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from birlik.exercise.plan import MODELS
from tests.journeys.serving import visitor

pytestmark = pytest.mark.journey

#: What is asked of a page: WCAG 2.2 up to AA.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

#: Links that lead to files, away from here, or that do something.
NO_PAGES = re.compile(
    r"\.[a-z]{2,4}$|/(export/.+|static/.*|api/.*|sign-in/.*|invitation/.*|metrics|health)$"
)

#: Parts of an address that vary: keys, and kinds of record, of which three stand for all.
KEYED = re.compile(r"/[A-Za-z0-9_-]{12,}(?=/|$)")
KINDS = ("exercise", "serials", "areas")
LISTS = {kind.value.replace("_", "-") for kind in MODELS}


@pytest.fixture(scope="module")
def signed_in(running, browser):
    """What a browser keeps of the host's chief planner: his link counts once."""
    with visitor(browser, running.base) as page:
        page.goto(running.links["KAZ", "chief planner"])
        page.locator("main button[type=submit]").click()
        page.wait_for_url("**/")
        page.locator("#language").select_option("en")
        page.locator(".choose button").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        return page.context.storage_state()


@pytest.fixture
def somebody(running, browser, signed_in):
    """Page of the host's chief planner."""
    with visitor(browser, running.base, state=signed_in) as page:
        page.goto("/")
        yield page


def in_grid(node):
    """Whether a part scrolls within the grid, which is itself where the keyboard is."""
    return "tabulator-tableholder" in node["html"]


def shape(address):
    """Address with what varies left out; empty if it is no page, or one of many that are alike."""
    path = urlsplit(address).path
    if NO_PAGES.search(path):
        return ""
    found = re.match(r"/exercises/[^/]+/([a-z-]+)/", path)
    known = found and found[1] not in LISTS
    if found and not known and found[1] not in KINDS:
        return ""
    return KEYED.sub("/…", path)


def test_no_page_has_a_fault_or_is_cut_off(somebody):
    page, axe = somebody, Axe()
    waiting = {shape(page.url): page.url}
    seen, faults = set(), []
    while waiting:
        name, address = waiting.popitem()
        seen.add(name)
        page.set_viewport_size({"width": 1440, "height": 900})
        answer = page.goto(address)
        assert answer.status == 200, address
        found = axe.run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        faults += [
            f"{name}: {fault['id']}: {fault['help']}: {fault['nodes'][0]['html'][:160]}"
            for fault in found.response["violations"]
            if not (
                fault["id"] == "scrollable-region-focusable" and all(map(in_grid, fault["nodes"]))
            )
        ]
        page.set_viewport_size({"width": 390, "height": 844})
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 390:
            faults.append(f"{name}: {width} wide on a phone")
        for link in page.locator("a[href]").evaluate_all("all => all.map((a) => a.href)"):
            if link.startswith(urlsplit(page.url)._replace(path="", query="").geturl()):
                new = shape(link)
                if new and new not in seen:
                    waiting.setdefault(new, link.split("#")[0])
    assert not faults, "\n".join(faults)
    assert len(seen) > 15, sorted(seen)


def test_keys_lead_everywhere_and_can_be_turned_off(somebody):
    page = somebody
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_contain_text("Birlik: exercises")
    page.keyboard.press("Escape")
    page.locator(".programme h2 a").click()
    for pressed, place in (("gs", "serials"), ("gh", "history"), ("go", ""), ("gs", "serials")):
        expect(page.locator("html[data-keys]")).to_be_attached()
        page.keyboard.type(pressed)
        page.wait_for_url(re.compile(rf"/exercises/[^/]+/{place}/?$"))
    expect(page.locator("html[data-keys]")).to_be_attached()
    page.keyboard.type("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("?gh")
    expect(page.get_by_role("searchbox")).to_have_value("?gh")
    page.get_by_role("button", name="Keys").click()
    keys.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.type("gh")
    expect(page.get_by_role("heading", level=1)).to_have_text("Serials")


@pytest.mark.parametrize("look", ["Dark", "Red night"])
def test_text_stands_out_in_every_look(somebody, look):
    page = somebody
    page.get_by_role("button", name=look).click()
    expect(page.get_by_role("button", name=look)).to_have_attribute("aria-pressed", "true")
    page.goto("/design/")
    found = Axe().run(page, options={"runOnly": ["color-contrast"]})
    assert not found.response["violations"]
