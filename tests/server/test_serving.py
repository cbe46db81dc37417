"""``birlik serve`` as an administrator meets it: first start, second start, and what stands in the way."""

import socket
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing

import httpx
import pytest

from birlik.server.serving import bound
from tests.journeys.serving import served


def refused(folder, *arguments, **variables):
    """What a server says that does not start."""
    done = subprocess.run(
        [sys.executable, "-m", "birlik.cli", "serve", "--data", str(folder), *arguments],
        env=__import__("os").environ | variables,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2, done
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The data folder of a server that ran once."""
    folder = tmp_path_factory.mktemp("data") / "birlik"
    with served(folder) as running:
        assert running.first_link.startswith(running.base)
        assert str(folder) in running.printed
        assert httpx.get(f"{running.base}/health").json() == {"status": "well"}
        assert httpx.get(f"{running.base}/live/unity").status_code == 404
        page = httpx.get(f"{running.base}/accounts/login/")
        style = page.text.split('rel="stylesheet" href="')[1].split('"')[0]
        sheet = httpx.get(running.base + style)
        assert sheet.headers["Content-Type"].startswith("text/css")
        assert "immutable" in sheet.headers["Cache-Control"]
        assert sheet.headers["X-Content-Type-Options"] == "nosniff"
        assert sheet.headers["Content-Encoding"] == "gzip"
        assert "server" not in page.headers
    return folder


def test_everything_in_the_data_folder_is_its_owners_alone(folder):
    for path in folder.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_a_second_start_changes_nothing_and_offers_a_new_first_link(folder):
    key = (folder / "secret.key").read_bytes()
    with served(folder) as running:
        assert running.first_link
        assert httpx.get(running.first_link).status_code == 200
    assert (folder / "secret.key").read_bytes() == key


def test_the_database_is_written_ahead(folder):
    with sqlite3.connect(folder / "birlik.sqlite3") as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_request_that_is_too_large_is_refused(tmp_path):
    with served(tmp_path, BIRLIK_UPLOAD_MEGABYTES="1") as running:
        answer = httpx.post(f"{running.base}/accounts/login/", content=b"x" * 1_000_001)
        assert answer.status_code == 413
        assert "larger than the server takes" in answer.text
        pieces = (b"x" * 100_000 for _ in range(11))
        assert httpx.post(f"{running.base}/accounts/login/", content=pieces).status_code == 413


def test_forged_hosts_and_hurry_are_refused(tmp_path):
    with served(tmp_path, BIRLIK_REQUESTS_A_MINUTE="5") as running:
        forged = httpx.get(f"{running.base}/health", headers={"Host": "evil.example"})
        assert forged.status_code == 400
        answers = [httpx.get(f"{running.base}/health").status_code for _ in range(6)]
        assert answers == [200] * 4 + [429] * 2
        # A stranger's header does not make him another.
        lied = httpx.get(f"{running.base}/health", headers={"X-Forwarded-For": "198.51.100.7"})
        assert lied.status_code == 429


def test_a_port_that_is_taken_is_told(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert "Name another with --port" in refused(folder, "--port", port)


def test_a_database_of_a_newer_version_is_left_alone(folder):
    later = "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '0999_x', '2030-01-01')"
    with sqlite3.connect(folder / "birlik.sqlite3") as database:
        database.execute(later)
    try:
        assert "was made by a newer version of Birlik (people.0999_x)" in refused(folder)
    finally:
        with sqlite3.connect(folder / "birlik.sqlite3") as database:
            database.execute("DELETE FROM django_migrations WHERE name = '0999_x'")


def test_a_file_that_is_no_database_is_told(tmp_path):
    (tmp_path / "birlik.sqlite3").write_bytes(b"no database" * 1000)
    assert "The database cannot be used" in refused(tmp_path)


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"BIRLIK_ADDRESS": "birlik.example.org"}, "BIRLIK_ADDRESS must look like"),
        ({"BIRLIK_SESSION_DAYS": "soon"}, "BIRLIK_SESSION_DAYS must be a whole number"),
        ({"DATABASE_URL": "mysql://h/n"}, "DATABASE_URL must look like"),
    ],
)
def test_a_setting_that_makes_no_sense_is_told(tmp_path, variables, told):
    assert told in refused(tmp_path, **variables)


def test_an_answer_goes_out_without_waiting_for_the_clients_acknowledgement():
    with closing(bound("127.0.0.1", 0)) as listening:
        listening.listen()
        with (
            socket.create_connection(listening.getsockname()),
            closing(listening.accept()[0]) as one,
        ):
            assert one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
