"""What every answer tells a browser: derived from the routes, as visitor and as administrator."""

import re

import pytest
from django.test import Client
from django.urls import resolve

from birlik.server.addresses import public_address
from tests.server.routes import routes

ROUTES = routes()
ADDRESSES = sorted({address for _, address in ROUTES} | {"/nothing", "/live-is-not-here"})
NONE_OF = re.compile(
    r"<style|<script(?![^>]*(src=|application/json))|\son\w+=|\sstyle=|javascript:"
)


def test_made_up_addresses_lead_to_their_routes():
    for _, address in ROUTES:
        # What can be done at an address of the API has a name each.
        names = {name for name, same in ROUTES if same == address}
        assert resolve(address).url_name in names, address


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_the_headers_and_nothing_inline(as_administrator, address):
    for client in (Client(), as_administrator):
        for method in (client.get, client.post):
            answer = method(address)
            assert answer.status_code < 500, address
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "script-src 'self';" in policy
            assert "style-src 'self';" in policy
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert answer.headers["Referrer-Policy"] == "same-origin"
            assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
            assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
            assert "camera=()" in answer.headers["Permissions-Policy"]
            assert "no-store" in answer.headers["Cache-Control"]
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                assert not NONE_OF.search(answer.text), NONE_OF.search(answer.text)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_form_is_taken_without_the_mark_of_where_it_came_from(administrator, address):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(administrator)
    answer = strict.post(address)
    known = address in {address for _, address in ROUTES}
    assert answer.status_code in ((403, 405) if known else (404,)), address


def test_cookies_are_for_the_server_alone(client, planner):
    client.get("/accounts/login/")
    answer = client.post(
        "/accounts/login/", {"login": planner.email, "password": "correct horse battery"}
    )
    for cookie in (*client.cookies.values(), *answer.cookies.values()):
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "testserver@evil", ""])
def test_another_host_name_is_refused(client, db, host):
    for address in ("/", "/accounts/login/", "/health", "/nothing"):
        refused = client.get(address, headers={"Host": host})
        assert refused.status_code == 400
        assert "cannot be understood" in refused.text
        assert "Content-Security-Policy" in refused.headers


def test_a_host_name_forwarded_by_a_stranger_changes_nothing(client, db):
    page = client.get("/accounts/login/", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil.example" not in page.text


@pytest.mark.parametrize(
    ("port", "status"), [("", 200), (":443", 200), (":8443", 400), (":x", 400)]
)
def test_another_port_of_the_public_address_is_refused(settings, db, port, status):
    settings.ADDRESS = public_address("https://birlik.example.org")
    settings.ALLOWED_HOSTS = ["birlik.example.org", "localhost"]
    answer = Client().get("/accounts/login/", headers={"Host": f"birlik.example.org{port}"})
    assert answer.status_code == status
    assert "Content-Security-Policy" in answer.headers
    assert Client().get("/health", headers={"Host": "localhost:9999"}).status_code == 200


def test_behind_tls_browsers_insist_on_it(settings, client, db):
    settings.SECURE_HSTS_SECONDS = 3600
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    answer = Client(headers={"X-Forwarded-Proto": "https"}).get("/accounts/login/")
    assert answer.headers["Strict-Transport-Security"] == "max-age=3600"
    assert "Strict-Transport-Security" not in Client().get("/accounts/login/").headers
