"""The joint plan as a document: its title page and its parts, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from birlik.exercise.sentences import said
from birlik.formats.documents.document import Block, Document, Part, TitlePage
from birlik.formats.jointplan import cooperation, ground, setting, times
from birlik.formats.jointplan.given import Given

#: Makes the blocks of a part; a part without blocks is left out.
Maker = Callable[[Given], Iterable[Block]]

#: Title of each part, what makes it, and whether it begins on a new page.
PARTS: tuple[tuple[str, Maker, bool], ...] = (
    (said("Concept of the exercise"), setting.concept, False),
    (said("Participants and contributions"), setting.contributions, False),
    (said("Sites and areas"), ground.sites, True),
    (said("Timetable by day"), times.by_day, True),
    (said("Timetable by nation"), times.by_nation, True),
    (said("Training objectives"), setting.objectives, True),
    (said("Rules of the exercise"), setting.rules, False),
    (said("Programme for observers and visitors"), times.visitors, False),
    (said("Warnings and closures"), ground.warnings, False),
    (said("Planning conferences"), cooperation.conferences, False),
    (said("Decisions"), cooperation.decisions, False),
    (said("Action items"), cooperation.action_items, False),
    (said("Record of concurrence"), cooperation.concurrence, True),
)


def joint_plan(given: Given) -> Document:
    """The joint plan as its reader may have it."""
    say, seen, speech = given.say, given.seen, given.speech
    parts = []
    for title, maker, new_page in PARTS:
        blocks = tuple(maker(given))
        if blocks:
            parts.append(Part(say(title), blocks, new_page))
    return Document(
        language=speech.language,
        title=given.title,
        kind=say(said("Joint plan")),
        marking=seen.marking,
        standing=standing(given),
        page=page_pattern(given),
        front=_front(given),
        parts=tuple(parts),
    )


def standing(given: Given) -> str:
    """The state that a document shows, in one line."""
    as_of, speech = given.as_of, given.speech
    when = speech.group(as_of.at)
    if as_of.name and when:
        text = given.say(said("Baseline {name}, {moment}", name=as_of.name, moment=when))
    elif as_of.name:
        text = given.say(said("Baseline {name}", name=as_of.name))
    elif when:
        text = given.say(said("As of {moment}", moment=when))
    else:
        text = ""
    mark = as_of.mark[:12]
    return f"{text} · {mark}" if text and mark else text or mark


def page_pattern(given: Given) -> str:
    """How pages are counted, with places for the numbers."""
    return given.say(said("Page {page} of {pages}", page="{page}", pages="{pages}"))


def _front(given: Given) -> TitlePage:
    say, seen, speech = given.say, given.seen, given.speech
    exercise, as_of = seen.plan.exercise, given.as_of
    begins, ends = exercise.startex, exercise.endex
    known = given.known
    facts: list[tuple[str, str]] = []
    if known and begins and ends:
        facts.append((say(said("Dates")), setting.dates(given)))
    places = setting.places(given)
    if places:
        facts.append((say(said("Place")), places))
    if known and exercise.host:
        facts.append((say(said("Host")), given.nation(exercise.host)))
    facts.append((say(said("Times")), setting.clock(given)))
    if as_of.name:
        facts.append((say(said("Baseline")), as_of.name))
    if as_of.at is not None:
        facts.append((say(said("As of")), f"{speech.moment(as_of.at)} ({speech.group(as_of.at)})"))
    if as_of.mark:
        facts.append((say(said("Hash")), as_of.mark))
    copy = setting.copy_for(given)
    if copy:
        facts.append((say(said("Copy for")), copy))
    facts.append((say(said("Marking")), seen.marking))
    return TitlePage(
        nations=tuple(nation.title or nation.id for nation in seen.nations),
        kind=say(said("Joint plan")),
        title=given.title,
        theme=exercise.theme,
        facts=tuple(facts),
        contents=say(said("Contents")),
    )
