"""What every page shows around its content."""

from django.template.loader import render_to_string


def test_a_page_that_shows_what_is_released_is_marked(rf):
    page = render_to_string("base.html", {"marking": "REL TO AZE, KAZ"})
    assert '<aside class="marking" aria-label="Marking">REL TO AZE, KAZ</aside>' in page
    assert "marking" not in render_to_string("base.html", {})


def test_only_administrators_are_led_to_people(client, planner, administrator):
    for account, led in ((planner, False), (administrator, True)):
        client.force_login(account)
        assert ('href="/people/"' in client.get("/").text) is led


def test_a_visitor_is_asked_to_sign_in_and_led_back(client, db):
    assert client.get("/profile/").headers["Location"] == "/accounts/login/?next=/profile/"


def test_the_place_where_one_is_is_told(as_administrator):
    assert '<a href="/people/" aria-current="page">' in as_administrator.get("/people/").text
