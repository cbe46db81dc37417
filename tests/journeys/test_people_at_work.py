"""People at work: every page fits a desk and a phone, in light and dark, and its controls have names."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.serving import PASSWORD, found_account, served, sign_in, visitor

pytestmark = pytest.mark.journey

DESK, PHONE = (1440, 900), (390, 844)

FOR_VISITORS = ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/")
FOR_PEOPLE = (
    "/",
    "/profile/",
    "/profile/tokens/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/sessions/",
    "/accounts/logout/",
    "/people/",
    "/people/invite/",
    "/people/invitations/",
)

NAMELESS = """() => [...document.querySelectorAll("input, select, textarea, button, a")]
  .filter((node) => node.type !== "hidden" && !node.hidden)
  .filter((node) => !(node.labels?.length || node.ariaLabel || node.textContent.trim()))
  .map((node) => node.outerHTML)"""
SMALL = """() => [...document.querySelectorAll("main button, main .button, input, select")]
  .filter((node) => node.offsetParent && node.type !== "hidden")
  .filter((node) => node.getBoundingClientRect().height < 18)
  .map((node) => node.outerHTML)"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with served(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture(scope="module")
def founded(browser, server):
    with visitor(browser, server.base) as page:
        found_account(page, server)
        yield page.context.storage_state()


def fits(page, address):
    page.goto(address)
    for size in (DESK, PHONE):
        for light in ("light", "dark"):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.emulate_media(color_scheme=light)
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], address
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("main")).to_have_count(1)
    assert page.title().endswith(" · Birlik")
    assert len(page.title()) > len(" · Birlik") + 3, address
    assert page.evaluate(NAMELESS) == [], address
    assert page.evaluate(SMALL) == [], address


def test_every_page_for_visitors_fits(browser, server):
    with visitor(browser, server.base) as page:
        for address in FOR_VISITORS:
            fits(page, address)


def test_every_page_for_people_fits(browser, server, founded):
    with visitor(browser, server.base, state=founded) as page:
        for address in FOR_PEOPLE:
            fits(page, address)


def test_an_error_fits_too_and_leads_back(browser, server):
    context = browser.new_context(base_url=server.base, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto("/nothing/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("link", name="To the first page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    context.close()


def test_the_keyboard_reaches_the_content_first(browser, server, founded):
    with visitor(browser, server.base, state=founded) as page:
        page.goto("/people/")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="To the content")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()


def test_a_session_ended_elsewhere_is_over_here(browser, server, founded):
    with visitor(browser, server.base) as here, visitor(browser, server.base) as there:
        for page in (here, there):
            sign_in(page, "nigora@example.org")
        here.goto("/accounts/sessions/")
        here.get_by_role("button", name="Sign out everywhere else").click()
        expect(here.locator("main")).to_contain_text("You are signed in nowhere else.")
        there.goto("/profile/")
        expect(there.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_one_who_was_locked_out_is_out_at_once(browser, server, founded):
    sign_out_first = founded
    with (
        visitor(browser, server.base, state=sign_out_first) as old,
        visitor(browser, server.base) as admin,
        visitor(browser, server.base) as invited,
    ):
        old.goto("/")
        sign_in(admin, "nigora@example.org")
        admin.goto("/people/invite/")
        admin.get_by_role("button", name="Make the invitation").click()
        invited.goto(admin.get_by_label("Link").input_value())
        invited.get_by_role("button", name="Make an account").click()
        invited.get_by_label("Name").fill("Rustam Karimov")
        invited.get_by_label("Email").fill("rustam@example.org")
        invited.get_by_label("Password").fill(PASSWORD)
        invited.get_by_role("button", name="Make the account").click()
        expect(invited.get_by_role("link", name="Rustam Karimov")).to_be_visible()
        admin.goto("/people/?q=rustam")
        admin.get_by_role("link", name="Rustam Karimov").click()
        admin.get_by_role("button", name="Lock out").click()
        expect(admin.locator("main")).to_contain_text("locked out")
        invited.goto("/profile/")
        expect(invited.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_token_is_copied_once(browser, server, founded):
    with visitor(browser, server.base) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        sign_in(page, "nigora@example.org")
        page.goto("/profile/tokens/")
        page.get_by_label("Name").fill("wall display")
        page.get_by_role("button", name="Make the token").click()
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Copy").click()
        expect(page.locator("[data-copy].done")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.get_by_label("Token").input_value()
        assert copied.startswith("birlik_")
        page.goto("/profile/tokens/")
        expect(page.get_by_role("row", name="wall display")).to_be_visible()
        expect(page.get_by_label("Token")).to_have_count(0)
