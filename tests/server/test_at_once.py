"""What holds when things happen at once: in threads of one server, and in two servers on one database."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import httpx
import pytest

from tests.journeys.serving import PASSWORD, served

SIGN_IN, SIGN_UP = "/accounts/login/", "/accounts/signup/"
MARK = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture(scope="module")
def two(tmp_path_factory, cluster):
    """Two servers on one database, with one data folder for their secrets."""
    folder, url = tmp_path_factory.mktemp("served"), cluster.new_database()
    with served(folder, DATABASE_URL=url) as one, served(folder, DATABASE_URL=url) as other:
        yield one, other


def test_a_second_server_on_one_file_is_refused(tmp_path):
    with (
        served(tmp_path),
        pytest.raises(AssertionError, match=r"is served already, by process \d+"),
        served(tmp_path),
    ):
        pass


def mark(page):
    """What a form must carry to show where it came from."""
    return {"csrfmiddlewaretoken": MARK.search(page.text)[1]}


def attempt(server, email, password):
    with httpx.Client(base_url=server.base) as client:
        typed = {"login": email, "password": password}
        return client.post(SIGN_IN, data=typed | mark(client.get(SIGN_IN)))


def at_the_form(server, link):
    """A visitor who has opened a link, and has the form of a new account before him."""
    client = httpx.Client(base_url=server.base, timeout=60)
    path = link.removeprefix(server.base)
    client.post(path, data=mark(client.get(path)))
    return client, mark(client.get(SIGN_UP))


def test_of_many_who_use_one_link_at_once_one_gets_an_account(two):
    _, other = two
    # The second server replaced the link of the first when it started.
    visitors = [at_the_form(other, other.first_link) for _ in range(8)]
    starting = Barrier(len(visitors))

    def sign_up(number):
        client, form = visitors[number]
        person = {"name": "A", "email": f"p{number}@example.org", "password1": PASSWORD}
        starting.wait()
        return client.post(SIGN_UP, data=person | form).status_code

    with ThreadPoolExecutor(len(visitors)) as pool:
        answers = list(pool.map(sign_up, range(len(visitors))))
    for client, _ in visitors:
        client.close()
    assert answers.count(302) == 1, answers
    # Who is too quick is asked to wait; who comes too late is told.
    assert set(answers) <= {200, 302, 410, 429}
    happened = [what for what, _ in other.trail()]
    assert happened.count("accepted an invitation") == 1
    assert happened.count("made an account") == 1


def test_failed_attempts_are_counted_by_both_servers_together(two):
    one, other = two
    # Each server asks by its own port; the account is the same.
    for number in range(5):
        attempt((one, other)[number % 2], "victim@example.org", "wrong")
    for server in two:
        refused = attempt(server, "victim@example.org", "wrong")
        assert "Too many failed login attempts" in refused.text
