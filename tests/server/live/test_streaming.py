"""The stream of a real server: tickets, seats, breaks, a server that is killed, and parts that end."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import ExitStack, closing, contextmanager

import httpx
import pytest

from birlik.server.live.sealing import Seal
from birlik.server.live.stream import MOST_EACH
from birlik.server.live.tickets import Tickets
from birlik.server.store.logs import Logs
from birlik.server.store.sqlite import SqliteStore
from tests.journeys.serving import free_port, served
from tests.server.live import world as worlds
from tests.server.live.following import Following, following, opened, ticket
from tests.server.live.world import World


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return worlds.made(tmp_path_factory.mktemp("data") / "birlik")


@pytest.fixture(scope="module")
def base(world):
    with served(world.folder) as running:
        yield running.base


@pytest.fixture(scope="module")
def logs(world):
    """The logs as another program on this machine writes to them."""
    with Logs(SqliteStore(world.folder / "birlik.sqlite3")) as logs:
        yield logs


@pytest.fixture
def exercise(world, logs):
    """An exercise of its own for a test, with the same people."""
    key = logs.begin()
    logs.append(key, worlds.beginning())
    columns = "account_id, nation, role, trusted_agent, since"
    with database(world) as rows:
        rows.execute(
            f"INSERT INTO people_membership (key, exercise, {columns}) "
            f"SELECT substr(hex(randomblob(10)), 1, 20), ?, {columns} "
            "FROM people_membership WHERE exercise = ?",
            (key, world.exercise),
        )
    return World(world.folder, key, world.cookie, world.people)


@contextmanager
def database(world):
    """The tables of accounts, as another program on this machine changes them."""
    with closing(sqlite3.connect(world.folder / "birlik.sqlite3", timeout=30)) as rows, rows:
        yield rows


def do(logs, world, step):
    assert logs.append(world.exercise, step).fine


def test_each_is_told_what_changes_in_his_view(base, exercise, logs):
    with (
        following(base, exercise, "Aidar") as host,
        following(base, exercise, "Leyla") as guest,
        following(base, exercise, "Vera") as visitor,
    ):
        assert [one.next().name for one in (host, guest, visitor)] == ["ready"] * 3
        do(logs, exercise, worlds.serial("S-1", only="KAZ", title="Secret"))
        assert host.next().data["added"][0]["fields"]["title"] == "Secret"
        do(logs, exercise, worlds.serial("S-2", title="Landing"))
        assert host.next().data["added"][0]["fields"]["title"] == "Landing"
        # The first that the guest hears is the second step.
        assert guest.next().data["added"][0]["fields"] == {"id": "S-2", "title": "Landing"}
        label = {"releasable_to": ["ALL", "VISITORS"]}
        do(logs, exercise, worlds.setting(logs.state(exercise.exercise), "S-2", **label))
        assert visitor.next().data["added"][0]["fields"]["id"] == "S-2"


def test_a_server_that_is_killed_in_mid_stream_loses_nothing(world, logs, tmp_path):
    """Its clients come back to the next one with the last id they saw."""
    folder = tmp_path / "birlik"
    mine = worlds.made(folder)
    first, base = started(folder)
    with Logs(SqliteStore(folder / "birlik.sqlite3")) as logs:
        with following(base, mine, "Leyla") as guest:
            since = guest.next().id
            do(logs, mine, worlds.serial("S-1"))
            since = guest.next().id
            do(logs, mine, worlds.serial("S-2"))
            ended(first, signal.SIGKILL)
            with pytest.raises(httpx.HTTPError):
                guest.rest()
        do(logs, mine, worlds.serial("S-3", only="KAZ"))
        do(logs, mine, worlds.serial("S-4"))
        second, base = started(folder)
        try:
            with following(base, mine, "Leyla", since) as guest:
                added = [each["fields"]["id"] for each in guest.next().data["added"]]
                assert added == ["S-2", "S-4"]
                do(logs, mine, worlds.serial("S-5"))
                assert guest.next().data["added"][0]["fields"]["id"] == "S-5"
        finally:
            assert ended(second, signal.SIGTERM) == 0


def started(folder):
    """A server that answers, and where."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "birlik.cli", "serve", "--data", str(folder), "--port", str(port)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert any("Ctrl-C" in line for line in process.stdout)
    return process, f"http://localhost:{port}"


def ended(process, how):
    """Code with which a server ends that is told to."""
    process.send_signal(how)
    process.communicate(timeout=20)
    return process.returncode


def test_a_server_that_ends_ends_its_streams(tmp_path):
    folder = tmp_path / "birlik"
    mine = worlds.made(folder)
    process, base = started(folder)
    with following(base, mine, "Leyla") as guest:
        guest.next()
        process.send_signal(signal.SIGINT)
        assert guest.rest() == []
    assert ended(process, signal.SIGINT) == 0


def test_a_ticket_is_for_members_alone(base, exercise, logs):
    stranger = World(exercise.folder, logs.begin(), exercise.cookie, exercise.people)
    absent = World(exercise.folder, "nothing", exercise.cookie, exercise.people)
    answers = [ticket(base, one, "Aidar") for one in (stranger, absent)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].text == answers[1].text
    assert httpx.get(f"{base}/exercises/{exercise.exercise}/live-ticket/").status_code == 404


def test_an_api_token_gets_a_ticket_for_its_exercise(base, world, exercise):
    headers = {"Authorization": f"Bearer {world.people['Leyla']['token']}"}
    fine = httpx.get(f"{base}/exercises/{world.exercise}/live-ticket/", headers=headers)
    assert fine.status_code == 200
    sent = {"Authorization": f"Bearer {fine.json()['ticket']}"}
    with httpx.stream("GET", f"{base}/live", headers=sent) as response:
        assert response.status_code == 200
        assert response.headers["Content-Type"].startswith("text/event-stream")
    other = httpx.get(f"{base}/exercises/{exercise.exercise}/live-ticket/", headers=headers)
    assert other.status_code == 404
    forged = {"Authorization": "Bearer birlik_nonsense"}
    address = f"{base}/exercises/{world.exercise}/live-ticket/"
    assert httpx.get(address, headers=forged).status_code == 404


@pytest.mark.parametrize("text", ["", "nonsense", "A" * 300])
def test_a_forged_ticket_opens_nothing(base, text):
    with opened(f"{base}/live?ticket={text}") as response:
        assert response.status_code == 401
        assert "Ask for another" in response.read().decode()


def test_an_old_ticket_opens_nothing(base, world):
    """Made with the server's own key, so that nothing but its age is wrong."""
    secret = (world.folder / "secret.key").read_text("ascii").strip()
    tickets = Tickets(Seal(secret, "ticket"))
    text = ticket(base, world, "Leyla").json()["ticket"]
    fresh = tickets.read(text, 0)
    assert fresh is not None
    old = tickets.text(fresh._replace(until=int(time.time()) - 1))
    with opened(f"{base}/live?ticket={old}") as response:
        assert response.status_code == 401
    with opened(f"{base}/live?ticket={tickets.text(fresh)}") as response:
        assert response.status_code == 200


ENDS = {
    "the session": "DELETE FROM django_session WHERE session_key = :session",
    "the part": "DELETE FROM people_membership WHERE account_id = :account AND exercise = :exercise",
    "the role": "UPDATE people_membership SET role = 'visitor' WHERE account_id = :account AND "
    "exercise = :exercise",
    "the account": "UPDATE people_account SET is_active = 0 WHERE key = :account",
    "the password": "UPDATE people_account SET password = 'another' WHERE key = :account",
}


@pytest.mark.parametrize("what", ENDS)
def test_the_stream_ends_with(base, exercise, logs, what, request):
    """Whatever gave it ends; the ticket, which is still fresh, opens it no more."""
    with database(exercise) as rows:
        before = list(rows.execute("SELECT * FROM django_session"))
        accounts = list(rows.execute("SELECT password, is_active, key FROM people_account"))

    def undo():
        with database(exercise) as rows:
            rows.executemany("INSERT OR REPLACE INTO django_session VALUES (?, ?, ?)", before)
            rows.executemany(
                "UPDATE people_account SET password = ?, is_active = ? WHERE key = ?", accounts
            )

    request.addfinalizer(undo)
    address = base + ticket(base, exercise, "Leyla").json()["stream"]
    with following(base, exercise, "Leyla") as guest, following(base, exercise, "Omar") as other:
        guest.next()
        other.next()
        who = exercise.people["Leyla"] | {"exercise": exercise.exercise}
        with database(exercise) as rows:
            rows.execute(ENDS[what], who)
        assert guest.rest() == []
        with opened(address) as response:
            assert response.status_code == 401
        do(logs, exercise, worlds.serial("S-1"))
        assert other.next().name == "change", "others go on"


@pytest.mark.parametrize("what", ["withdrawn_at", "expires_at"])
def test_the_stream_ends_with_the_token(base, world, logs, what):
    """Of whoever follows with a token; the ticket that it gave opens the stream no more."""
    name = {"withdrawn_at": "Gul", "expires_at": "Vera"}[what]
    headers = {"Authorization": f"Bearer {world.people[name]['token']}"}
    given = httpx.get(f"{base}/exercises/{world.exercise}/live-ticket/", headers=headers)
    address = base + given.json()["stream"]
    with opened(address) as response, following(base, world, name) as signed_in:
        program = Following(response)
        assert [program.next().name, signed_in.next().name] == ["ready", "ready"]
        with database(world) as rows:
            rows.execute(
                f"UPDATE people_apitoken SET {what} = '2024-01-01 00:00:00' WHERE account_id = ?",
                (world.people[name]["account"],),
            )
        assert program.rest() == []
        with opened(address) as again:
            assert again.status_code == 401
        do(logs, world, worlds.serial(f"S-8{len(what)}", releasable_to=["ALL", "VISITORS"]))
        assert signed_in.next().name == "change", "what he opened himself goes on"


def test_whoever_signs_out_is_told_nothing_more(base, world):
    """By the page itself, in this very process."""
    account = World(world.folder, world.exercise, world.cookie, world.people)
    with following(base, account, "Saule") as stream:
        stream.next()
        with httpx.Client(
            base_url=base, cookies={world.cookie: world.people["Saule"]["session"]}
        ) as client:
            page = client.get("/accounts/logout/")
            token = page.text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
            client.post("/accounts/logout/", data={"csrfmiddlewaretoken": token})
        assert stream.rest() == []
    assert ticket(base, account, "Saule").status_code == 404


def test_who_is_here_is_told_and_who_leaves_is_gone(base, exercise, logs):
    do(logs, exercise, worlds.serial("S-1"))
    key = worlds.key_of(logs.state(exercise.exercise), "S-1")
    with following(base, exercise, "Aidar") as host:
        assert host.people() == ["Aidar"]
        with following(base, exercise, "Leyla", kind="serials", record=key):
            here = host.presence()
            assert [(p["name"], p["nation"], p["role"], p["at"]) for p in here["people"]] == [
                ("Aidar", "KAZ", "planner", []),
                ("Leyla", "AZE", "planner", [{"kind": "serials", "record": key}]),
            ]
        assert host.people() == ["Aidar"]


def test_too_many_streams_of_one_person_are_refused(base, exercise):
    with ExitStack() as stack:
        address = base + ticket(base, exercise, "Omar").json()["stream"]
        answers = [stack.enter_context(opened(address)) for _ in range(MOST_EACH + 1)]
        assert [answer.status_code for answer in answers] == [200] * MOST_EACH + [429]


@pytest.mark.parametrize("path", ["/live/unity", "/live/../live/x"])
def test_elsewhere_there_is_no_stream(base, path):
    assert httpx.get(base + path).status_code == 404
    assert httpx.post(f"{base}/live").status_code == 404
