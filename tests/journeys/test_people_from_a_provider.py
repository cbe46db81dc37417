"""People come in from an identity provider: with an invitation, and never into another's account."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.journeys.serving import answering, found_account, free_port, served, visitor

pytestmark = pytest.mark.journey


PEOPLE = (
    {"sub": "leyla", "email": "leyla@example.org", "name": "Leyla Mammadova"},
    {"sub": "thief", "email": "nigora@example.org", "name": "Thief"},
)


@pytest.fixture(scope="module")
def provider():
    """A provider in a process of its own, which knows an honest person and a thief."""
    port = free_port()
    known = [json.dumps(person | {"email_verified": True}) for person in PEOPLE]
    claims = [part for one in known for part in ("--user-claims", one)]
    running = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *claims],
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    answering(f"{address}/.well-known/openid-configuration")
    yield address
    running.terminate()
    running.wait()


@pytest.fixture(scope="module")
def server(provider, tmp_path_factory):
    with served(
        tmp_path_factory.mktemp("served"),
        BIRLIK_OIDC_ISSUER=provider,
        BIRLIK_OIDC_CLIENT="birlik",
        BIRLIK_OIDC_SECRET="between us",
        BIRLIK_OIDC_NAME="Ministry",
    ) as running:
        yield running


def test_with_an_invitation_the_provider_stands_in_for_a_password(browser, server):
    with visitor(browser, server.base) as page:
        found_account(page, server)
        page.goto("/people/invite/")
        page.get_by_label("E-mail address").fill("leyla@example.org")
        page.get_by_label("Exercise").fill("unity-2024")
        page.get_by_label("Nation").fill("AZE")
        page.get_by_label("Role").select_option("Observer")
        page.get_by_role("button", name="Make the invitation").click()
        link = page.get_by_label("Link").input_value()
    with visitor(browser, server.base) as page:
        page.goto(link)
        page.get_by_role("button", name="Make an account").click()
        page.get_by_role("link", name="Continue with Ministry").click()
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="leyla").click()
        expect(page.get_by_role("heading", name="unity-2024")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("link", name="Sign in with Ministry").click()
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="leyla").first.click()
        expect(page.get_by_role("link", name="Leyla Mammadova")).to_be_visible()


def test_without_an_invitation_nobody_comes_in(browser, server):
    with visitor(browser, server.base) as page:
        page.goto("/accounts/login/")
        page.get_by_role("link", name="Sign in with Ministry").click()
        page.get_by_role("button", name="Continue").click()
        page.get_by_placeholder("sub").fill("stranger")
        page.get_by_role("button", name="Authorize").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("by invitation")


def test_an_address_that_the_provider_states_opens_nobodys_account(browser, server):
    with visitor(browser, server.base) as page:
        page.goto("/accounts/login/")
        page.get_by_role("link", name="Sign in with Ministry").click()
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="thief").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("by invitation")
        page.goto("/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
