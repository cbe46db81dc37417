"""The page is one file that asks for nothing, runs nothing but its own script and tells no secret."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from birlik.exercise.release import Reader
from birlik.formats.page import write_page
from birlik.formats.timetable.programme import Programme, programme
from tests.building import placed, plan_with, serial, timetable_with
from tests.formats.page.showing import HOSTILE, SECRET, SECRET_PHASE, shown


class Read(HTMLParser):
    """A page as a browser takes it apart: its tags with attributes, and the text within each."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags:
            self.texts.append((self.tags[-1][0], data))

    def inside(self, tag: str) -> list[str]:
        """Texts within a kind of tag."""
        return [text for within, text in self.texts if within == tag and text.strip()]

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.tags]

    @property
    def content(self) -> dict[str, Any]:
        """What the page's script is told."""
        told = json.loads(self.inside("script")[0])
        assert isinstance(told, dict)
        return told


def written(seen: Programme, folder: Path) -> str:
    path = folder / "timetable.html"
    write_page(seen, path)
    return path.read_text("utf-8")


def test_the_same_programme_gives_the_same_bytes(tmp_path):
    assert written(shown(), tmp_path) == written(shown(), tmp_path)


def test_nothing_is_fetched_and_no_tag_carries_code(tmp_path):
    page = Read(written(shown(), tmp_path))
    for tag, attributes in page.tags:
        assert not any(name.startswith("on") for name in attributes), tag
        for name in ("src", "href", "action", "srcset", "data"):
            assert (attributes.get(name) or "data:,") == "data:,", tag
    assert "@import" not in page.inside("style")[0]
    assert "url(" not in re.sub(r"url\(#", "", page.inside("style")[0])


def test_the_policy_allows_this_script_and_this_style_and_nothing_else(tmp_path):
    page = Read(written(shown(), tmp_path))
    policy = next(
        attributes["content"] or ""
        for tag, attributes in page.tags
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"

    def named(text: str) -> str:
        digest = hashlib.sha256(text.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"

    assert rules["script-src"] == named(page.inside("script")[1])
    assert rules["style-src"] == named(page.inside("style")[0])
    assert "unsafe" not in policy


def test_a_title_that_looks_like_html_stays_a_title(tmp_path):
    page = Read(written(shown(), tmp_path))
    assert page.names.count("script") == 2
    assert "img" not in page.names
    titles = {entry["id"]: entry["title"] for entry in page.content["entries"]}
    assert titles["S-3"] == HOSTILE


#: What a cell may hold: control characters are refused before.
TEXTS = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cn", "Co", "Cs")), min_size=1, max_size=40
)


@settings(max_examples=25, deadline=None)
@given(text=TEXTS | st.sampled_from([HOSTILE, "</style><svg onload=x>", '"}\\', "\u2028"]))
def test_no_text_changes_the_tags_of_the_page(text, tmp_path_factory):
    def page_with(words: str) -> Read:
        plan = plan_with(title=words, serials=(serial("S-1", title=words, notes=words),))
        seen = programme(timetable_with(plan, placed("S-1", "2024-07-09 09:00")), plan)
        titles.append(plan.serials[0].title)
        return Read(written(seen, tmp_path_factory.getbasetemp()))

    titles: list[str] = []
    odd, plain = page_with(text), page_with("plain")
    assert odd.names == plain.names
    assert odd.content["entries"][0].get("title", "") == titles[0]


def test_a_nation_finds_no_trace_of_what_is_not_released_to_it(tmp_path):
    secrets = (SECRET, "S-4", SECRET_PHASE, "PH-X")
    own = written(shown(Reader("KAZ")), tmp_path)
    assert [secret for secret in secrets if secret not in own] == []
    other = written(shown(Reader("AZE")), tmp_path)
    assert [secret for secret in secrets if secret in other] == []


def test_what_is_not_released_still_takes_its_area(tmp_path):
    content = Read(written(shown(Reader("AZE")), tmp_path)).content
    reserved = [entry for entry in content["entries"] if "id" not in entry]
    areas = [area for entry in reserved for area in entry.get("areas", ())]
    assert [content["areas"][area]["id"] for area in areas] == ["BAY"]
    assert set(reserved[0]) <= {"begins", "ends", "from", "until", "areas", "units", "nations"}


def test_a_nation_is_told_no_score_of_the_whole_plan(tmp_path):
    assert "score" in Read(written(shown(), tmp_path)).content["standing"]
    assert "score" not in Read(written(shown(Reader("AZE")), tmp_path)).content["standing"]


def test_every_serial_is_there_placed_or_with_the_reason_why_not(tmp_path):
    content = Read(written(shown(), tmp_path)).content
    assert [entry["id"] for entry in content["entries"]] == ["S-1", "S-2", "S-3", "S-4"]
    assert [(left["id"], left["reason"]) for left in content["leftOut"]] == [
        ("S-5", "It found no place among the others.")
    ]


def test_a_danger_zone_names_the_areas_it_shuts(tmp_path):
    content = Read(written(shown(), tmp_path)).content
    shoot = content["entries"][0]
    assert [content["areas"][area]["id"] for area in shoot["shut"]] == ["RANGE-2"]
    assert content["dangers"][shoot["danger"]]


def test_set_up_and_clear_up_stand_around_the_time_it_runs(tmp_path):
    shoot = Read(written(shown(), tmp_path)).content["entries"][0]
    assert shoot["begins"] - shoot["from"] == 60
    assert shoot["until"] - shoot["ends"] == 30


def test_a_page_that_cannot_be_written_leaves_nothing_behind(tmp_path):
    (tmp_path / "timetable.html").mkdir()
    with pytest.raises(OSError, match=r"timetable\.html"):
        write_page(shown(), tmp_path / "timetable.html")
    assert [path.name for path in tmp_path.iterdir()] == ["timetable.html"]
