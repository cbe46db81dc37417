"""People come in: the first administrator, by invitation, by passkey, with a code, from elsewhere."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.journeys.serving import (
    PASSWORD,
    PostBox,
    found_account,
    served,
    sign_in,
    visitor,
)

pytestmark = pytest.mark.journey

PHONE = (390, 844)


@pytest.fixture(scope="module")
def post():
    with PostBox() as box:
        yield box


@pytest.fixture
def server(tmp_path, post):
    with served(tmp_path, BIRLIK_MAIL=post.address) as running:
        yield running


def with_authenticator(page):
    """Give a browser a device with a lock, such as a phone has."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_the_first_link_makes_an_administrator_who_invites_by_mail(browser, server, post):
    with visitor(browser, server.base) as page:
        found_account(page, server)
        page.get_by_role("link", name="People").click()
        page.get_by_role("link", name="Invite").click()
        page.get_by_label("E-mail address").fill("timur@example.org")
        page.get_by_label("Exercise").fill("unity-2024")
        page.get_by_label("Nation").fill("KAZ")
        page.get_by_label("Role").select_option("Planner")
        page.get_by_role("button", name="Make the invitation").click()
        expect(page.locator(".notice")).to_contain_text("was sent to timur@example.org")
        expect(page.get_by_role("button", name="Copy")).to_be_visible()

    link = post.link("you are invited")
    with visitor(browser, server.base, PHONE) as page:
        page.goto(link)
        expect(page.get_by_role("heading", level=1)).to_have_text("You are invited")
        expect(page.locator("main")).to_contain_text("Col Nigora Isaeva invites you")
        page.get_by_role("button", name="Make an account").click()
        page.get_by_label("Name").fill("Maj Timur Akhmetov")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Make the account").click()
        expect(page.get_by_role("heading", name="unity-2024")).to_be_visible()
        expect(page.get_by_role("link", name="People")).to_have_count(0)

    with visitor(browser, server.base) as page:
        sign_in(page, "timur@example.org")
        expect(page.get_by_role("link", name="Maj Timur Akhmetov")).to_be_visible()

    happened = [what for what, _ in server.trail()]
    assert happened.count("accepted an invitation") == 2
    assert happened[-1] == "signed in"
    everything = json.dumps(server.trail())
    assert PASSWORD not in everything
    assert link.rsplit("/", 2)[-2] not in everything


def test_a_used_invitation_is_told_as_such(browser, server):
    with visitor(browser, server.base) as page:
        found_account(page, server)
    context = browser.new_context()
    page = context.new_page()
    answer = page.goto(server.first_link)
    assert answer.status == 410
    expect(page.locator("main")).to_contain_text("has been used. Ask for a new one.")
    context.close()


def test_a_passkey_opens_the_account_without_a_password(browser, server):
    with visitor(browser, server.base) as page:
        with_authenticator(page)
        found_account(page, server)
        page.get_by_role("link", name="Col Nigora Isaeva").click()
        page.get_by_role("link", name="Passkeys and codes").click()
        page.get_by_role("link", name="Add a passkey").click()
        page.get_by_label("Name").fill("Phone")
        expect(page.get_by_label("instead of a password")).to_be_checked()
        page.get_by_role("button", name="Add it").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
        page.goto("/accounts/2fa/webauthn/")
        expect(
            page.get_by_role("row", name=re.compile("Phone.*instead of a password"))
        ).to_be_visible()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.get_by_role("link", name="Col Nigora Isaeva")).to_be_visible()
    assert ("added a second factor", '{"type": "webauthn"}') in server.trail()
    assert "mfa" in server.trail()[-1][1] or "webauthn" in server.trail()[-1][1]


def test_an_authenticator_app_is_asked_for_beside_the_password(browser, server):
    from allauth.mfa.totp.internal.auth import (
        format_hotp_value,
        hotp_value,
        yield_hotp_counters_from_time,
    )

    def code(secret):
        return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))

    with visitor(browser, server.base) as page:
        found_account(page, server)
        page.goto("/accounts/2fa/totp/activate/")
        expect(page.locator(".qr svg")).to_be_visible()
        secret = page.get_by_label("Or type this secret into the app").input_value()
        page.get_by_label("Authenticator code").fill(code(secret))
        page.get_by_role("button", name="Add the app").click()
        expect(page.locator("main")).to_contain_text(re.compile("recovery codes", re.IGNORECASE))
        recovery = page.locator("textarea").input_value().split()
        assert len(recovery) == 10
        page.get_by_role("button", name="Sign out").click()
        sign_in(page, "nigora@example.org")
        expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
        page.get_by_label("Code", exact=True).fill(recovery[0])
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("link", name="Col Nigora Isaeva")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()
        sign_in(page, "nigora@example.org")
        page.get_by_label("Code", exact=True).fill(recovery[0])
        page.get_by_role("button", name="Sign in").click()
        expect(page.locator(".errorlist")).to_be_visible()
    stored = (server.folder / "birlik.sqlite3").read_bytes()
    for journal in server.folder.glob("birlik.sqlite3-*"):
        stored += journal.read_bytes()
    assert secret.encode() not in stored


def test_a_forgotten_password_is_replaced_by_mail(browser, server, post):
    with visitor(browser, server.base) as page:
        found_account(page, server)
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("link", name="Forgot your password?").click()
        page.get_by_label("Email").fill("nigora@example.org")
        page.get_by_role("button", name="Send the link").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
        page.goto(post.link("a new password"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Choose a new password")
        for label in ("New Password", "New Password (again)"):
            page.get_by_label(label, exact=True).fill("another horse battery")
        page.get_by_role("button", name="Store it").click()
        sign_in(page, "nigora@example.org", "another horse battery")
        expect(page.get_by_role("link", name="Col Nigora Isaeva")).to_be_visible()
    assert "reset the password" in [what for what, _ in server.trail()]


def test_an_address_that_nobody_has_gets_no_mail_and_the_same_answer(browser, server, post):
    before = len(post.mails)
    with visitor(browser, server.base) as page:
        page.goto("/accounts/password/reset/")
        page.get_by_label("Email").fill("nobody@example.org")
        page.get_by_role("button", name="Send the link").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    assert len(post.mails) == before


def test_an_open_invitation_asks_for_proof_of_the_address(browser, server, post):
    with visitor(browser, server.base) as page:
        found_account(page, server)
        page.goto("/people/invite/")
        page.get_by_role("button", name="Make the invitation").click()
        link = page.get_by_label("Link").input_value()
    with visitor(browser, server.base) as page:
        page.goto(link)
        page.get_by_role("button", name="Make an account").click()
        page.get_by_label("Name").fill("Visitor")
        page.get_by_label("Email").fill("visitor@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Make the account").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Verify")
        page.goto("/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        page.goto(post.link("confirm your address"))
        page.get_by_role("button", name="Confirm").click()
        sign_in(page, "visitor@example.org")
        expect(page.get_by_role("link", name="Visitor")).to_be_visible()
