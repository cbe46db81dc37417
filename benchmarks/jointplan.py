"""The joint plan of Unity-2024 in eight languages, as PDF and as Word."""

from __future__ import annotations

import time
from collections.abc import Iterator

from benchmarks.commands import EXAMPLE
from benchmarks.figure import Figure
from birlik.exercise.judge import judge
from birlik.exercise.release import Reader
from birlik.formats.documents.pdf import pdf
from birlik.formats.documents.speaking import speech_in
from birlik.formats.documents.word import word
from birlik.formats.jointplan import AsOf, given_of, joint_plan, mark_of
from birlik.formats.planfile import read
from birlik.languages import LANGUAGES
from birlik.planning.planner import plan_timetable


def figures() -> Iterator[Figure]:
    """Seconds for all languages, from the plan and its timetable to files."""
    source = read(EXAMPLE)
    plan = source.plan
    findings = (*source.findings, *judge(plan))
    timetable = plan_timetable(plan, findings, seconds=5.0)
    pages = 0
    begun, worked = time.perf_counter(), time.process_time()
    for language in LANGUAGES:
        given = given_of(plan, timetable, Reader("KAZ"), speech_in(language, plan.zone))
        made = pdf(joint_plan(given.at(AsOf(mark=mark_of(given.seen)))))
        pages += made.count(b"/Type/Page/")
    yield Figure(
        f"joint plan of Unity-2024 in {len(LANGUAGES)} languages, PDF ({pages} pages)",
        f"{time.perf_counter() - begun:.1f} s",
        "20 s",
        "processor time",
        f"{time.process_time() - worked:.1f} s",
    )
    begun, worked = time.perf_counter(), time.process_time()
    for language in LANGUAGES:
        given = given_of(plan, timetable, Reader("KAZ"), speech_in(language, plan.zone))
        word(joint_plan(given.at(AsOf(mark=mark_of(given.seen)))))
    yield Figure(
        f"the same as Word, in {len(LANGUAGES)} languages",
        f"{time.perf_counter() - begun:.1f} s",
        "20 s",
        "processor time",
        f"{time.process_time() - worked:.1f} s",
    )
