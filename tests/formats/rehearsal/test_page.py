"""The page of a rehearsal is one file without scripts that asks for nothing and ends no tag early."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

from birlik.exercise.plan import Plan
from birlik.formats.rehearsal.jsonfile import write_rehearsal
from birlik.formats.rehearsal.page import rehearsal_page, write_rehearsal_page
from birlik.formats.rehearsal.plots import Column, columns
from birlik.formats.rehearsal.tables import minutes, number, share
from birlik.planning.rehearsal import Rehearsal, rehearse
from tests.building import (
    area,
    disturbance,
    nation,
    placed,
    plan_with,
    resource,
    serial,
    timetable_with,
    unit,
)
from tests.formats.page.test_one_file import Read

HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(2)> \"'&"


def rehearsed(title: str = "Live firing", **fields: Any) -> tuple[Rehearsal, Plan]:
    plan = plan_with(
        title=title,
        units=[unit("U", "AZE", title=title, arrives="2024-07-09 08:00")],
        areas=[area("RANGE", title=title, kind="sea")],
        resources=[resource("TEAM", 1, title=title)],
        serials=[
            serial(f"S-{n}", 60, title=title, units="U", areas="RANGE", resources="1 x TEAM")
            for n in range(4)
        ],
        disturbances=[
            disturbance("W-1", "delay", title=title, distribution="exponential", usual=40),
            disturbance("W-2", "late arrival", probability=50, distribution="fixed", usual=30),
        ],
        **fields,
    )
    at = [placed(f"S-{n}", f"2024-07-09 {8 + n:02}:00", areas="RANGE", units="U") for n in range(4)]
    return rehearse(plan, timetable_with(plan, *at), runs=300), plan


def test_nothing_is_loaded_and_no_script_is_run():
    read = Read(rehearsal_page(*rehearsed()))
    assert not {"script", "img", "iframe", "object", "form", "base"} & set(read.names)
    links = [attributes for tag, attributes in read.tags if tag == "link"]
    assert links == [{"rel": "icon", "href": "data:,"}]
    assert not [a for _, attributes in read.tags for a in attributes if a.startswith("on")]
    assert "style" not in {name for _, attributes in read.tags for name in attributes}


def test_the_policy_allows_the_one_style_by_its_sum():
    page = rehearsal_page(*rehearsed())
    style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert len(style) == 1
    right = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{right}'" in page
    assert "url(" not in style[0]
    assert "@import" not in style[0]


def test_text_of_the_plan_stays_text():
    read = Read(rehearsal_page(*rehearsed(HOSTILE)))
    assert "script" not in read.names
    assert "img" not in read.names
    assert any("alert(1)" in text for _, text in read.texts)


def test_the_page_is_marked_for_those_who_may_read_all_of_it():
    open_to_all = rehearsed(default_release="ALL")
    assert "REL TO ALL" in rehearsal_page(*open_to_all)
    found, plan = open_to_all
    hidden = plan.serials[0].model_copy(update={"releasable_to": ("KAZ",)})
    closed = plan.model_copy(update={"serials": (hidden, *plan.serials[1:])})
    page = rehearsal_page(found, closed)
    assert "REL TO KAZ" in page
    assert "REL TO ALL" not in page


def test_a_disturbance_that_is_not_released_marks_the_page_too():
    found, plan = rehearsed(default_release="ALL", nations=[nation("KAZ"), nation("AZE")])
    kept = plan.disturbances[0].model_copy(update={"releasable_to": ("KAZ",)})
    assert "REL TO KAZ" in rehearsal_page(
        found, plan.model_copy(update={"disturbances": (kept, *plan.disturbances[1:])})
    )


def test_every_table_has_a_caption_and_every_plot_words():
    read = Read(rehearsal_page(*rehearsed()))
    assert read.names.count("table") == read.names.count("caption") >= 4
    plots = [a for tag, a in read.tags if tag == "svg" and a.get("class") == "plot"]
    assert len(plots) == 2
    assert all(a["role"] == "img" and a["aria-label"] for a in plots)


def test_an_empty_timetable_has_a_page_too(tmp_path: Path):
    plan = plan_with()
    found = rehearse(plan, timetable_with(plan), runs=3)
    write_rehearsal_page(found, plan, tmp_path / "rehearsal.html")
    assert "Rehearsal of" in (tmp_path / "rehearsal.html").read_text("utf-8")


def test_the_same_rehearsal_gives_the_same_bytes(tmp_path: Path):
    found, plan = rehearsed()
    write_rehearsal(found, tmp_path / "rehearsal.json")
    read = (tmp_path / "rehearsal.json").read_bytes()
    assert Rehearsal.model_validate(json.loads(read)) == found
    assert rehearsal_page(found, plan) == rehearsal_page(*rehearsed())


def test_numbers_are_told_as_people_say_them():
    assert [share(part) for part in (0, 0.001, 0.5, 0.999, 1)] == [
        "0 %",
        "< 1 %",
        "50 %",
        "> 99 %",
        "100 %",
    ]
    assert [minutes(length) for length in (0.4, 35, 180, 250)] == [
        "0 min",
        "35 min",
        "3 h",
        "4 h 10 min",
    ]
    assert [number(value, 2, sign=True) for value in (-0.001, 1.5, -2)] == [
        "0.00",
        "+1.50",
        "-2.00",
    ]


def test_a_plot_without_columns_is_none():
    assert columns([], "nothing") == ""
    assert "<title>&lt;b&gt;</title>" in columns([Column(1, "", "<b>")], "one")
