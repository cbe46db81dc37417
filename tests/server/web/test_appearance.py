"""How pages look is chosen at their foot, and kept by the browser."""

import pytest

from birlik.server.web.appearance import COOKIE


@pytest.mark.parametrize("theme", ["light", "dark", "night"])
def test_a_look_is_kept_by_the_screen(client, db, theme):
    answer = client.post("/appearance/", {"theme": theme, "next": "/accounts/login/?next=/"})
    assert answer.headers["Location"] == "/accounts/login/?next=/"
    assert answer.cookies[COOKIE]["httponly"]
    assert f'data-theme="{theme}"' in client.get("/accounts/login/").text


@pytest.mark.parametrize("theme", ["", "pink", '"><script>'])
def test_anything_else_is_what_the_screen_asks_for(client, db, theme):
    client.post("/appearance/", {"theme": "dark"})
    client.post("/appearance/", {"theme": theme})
    assert "data-theme" not in client.get("/accounts/login/").text


def test_a_forged_look_is_none(client, db):
    client.cookies[COOKIE] = '"onload="x'
    assert "data-theme" not in client.get("/accounts/login/").text


@pytest.mark.parametrize("place", ["https://elsewhere.example/", "//elsewhere.example", "", "x"])
def test_it_leads_nowhere_else(client, db, place):
    assert client.post("/appearance/", {"next": place}).headers["Location"] == "/"


def test_the_design_system_shows_every_colour(client, db):
    page = client.get("/design/").text
    for name in ("ground", "ink", "alarm-soft", "mark"):
        assert f"<code>--{name}</code>" in page
