"""``birlik demo`` as somebody meets it who has just fetched the product."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from birlik.log.timetables import timetable_of
from birlik.server.store.logs import Logs
from birlik.server.store.sqlite import SqliteStore

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "unity-2024" / "unity-2024.xlsx"
NATIONS = ["AZE", "KAZ", "KGZ", "TJK", "UZB"]


def demo(folder, *options, **variables):
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "birlik.cli", "demo", str(EXAMPLE)),
            *("--data", str(folder), *options),
        ],
        env=os.environ | {"PYTHONUNBUFFERED": "1"} | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The data folder of a demonstration that was shown once."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    # What is set for an installation of one's own does not count.
    shown = demo(folder, "--once", DATABASE_URL="postgresql://nobody@nowhere.invalid/x")
    printed, errors = shown.communicate(timeout=120)
    assert (shown.returncode, errors) == (0, "")
    assert printed.endswith("It answers.\n")
    links = re.findall(r"^  (.+?) +(http://localhost:\d+/sign-in/\S+)$", printed, re.MULTILINE)
    assert len(links) == len(NATIONS) * 7
    assert re.findall(r"^([A-Z]{3})$", printed, re.MULTILINE) == NATIONS
    return folder


def test_the_exercise_and_its_timetable_are_in_the_log(folder):
    with Logs(SqliteStore(folder / "birlik.sqlite3")) as logs:
        (name,) = logs.names()
        state = logs.state(name)
    assert len(state.of("serials")) == 134
    assert len(timetable_of(state)["placements"]) == 133


def test_it_can_be_started_again_and_each_link_counts_once(folder):
    running = demo(folder)
    printed = ""
    for line in running.stdout:
        printed += line
        if "Ctrl-C" in line:
            break
    link = re.search(r"chief planner +(\S+)", printed)[1]
    with httpx.Client() as client:
        page = client.get(link)
        token = page.text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        entered = client.post(link, data={"csrfmiddlewaretoken": token})
        assert entered.status_code == 302
        home = client.get(str(httpx.URL(link).join("/")))
        assert "Chief planner" in home.text
    assert httpx.get(link).status_code == 404
    elsewhere = {"X-Forwarded-For": "198.51.100.7"}
    other = re.search(r"visitor +(\S+)", printed)[1]
    assert httpx.get(other, headers=elsewhere).status_code == 404
    running.send_signal(2)
    _, errors = running.communicate(timeout=20)
    assert (running.returncode, errors) == (0, "")
    with Logs(SqliteStore(folder / "birlik.sqlite3")) as logs:
        assert len(logs.names()) == 1


def test_a_timetable_that_breaks_rules_is_not_published(folder, tmp_path):
    with Logs(SqliteStore(folder / "birlik.sqlite3")) as logs:
        timetable = timetable_of(logs.state(logs.names()[0]))
    first, *others = timetable["placements"]
    timetable["placements"] = [first | {"begins": "2024-01-01T00:00:00Z"}, *others]
    (tmp_path / "timetable.json").write_text(json.dumps(timetable), "utf-8")
    shown = demo(tmp_path / "data", "--once", "--timetable", str(tmp_path / "timetable.json"))
    _, errors = shown.communicate(timeout=120)
    assert shown.returncode == 2
    assert "breaks rules of unity-2024.xlsx" in errors
