"""Parts of the joint plan on how it came about: conferences, decisions, action items, and who concurs."""

from __future__ import annotations

from collections.abc import Iterator

from birlik.exercise.sentences import said
from birlik.formats.documents.document import (
    Block,
    Column,
    Group,
    Paragraph,
    Signatory,
    Signatures,
    Table,
)
from birlik.formats.jointplan.given import Given


def conferences(given: Given) -> Iterator[Block]:
    """When and where the nations planned."""
    say, plan, speech = given.say, given.seen.plan, given.speech
    if not plan.conferences:
        return
    rows = []
    for each in plan.conferences:
        first = speech.local(each.begins).date() if each.begins else None
        last = speech.local(each.ends).date() if each.ends else None
        dates = speech.days(first, last)
        rows.append((each.id, each.title, dates, each.place, each.chair, ", ".join(each.nations)))
    yield Table(
        (
            Column(say(said("Conference")), 12),
            Column("", 24),
            Column(say(said("Dates")), 21),
            Column(say(said("Place")), 16),
            Column(say(said("Chair")), 19),
            Column(say(said("Nations")), 14),
        ),
        (Group("", tuple(rows)),),
    )


def decisions(given: Given) -> Iterator[Block]:
    """What was decided, and why."""
    say, plan = given.say, given.seen.plan
    if not plan.decisions:
        return
    yield Table(
        (
            Column(say(said("Decision")), 9),
            Column("", 40),
            Column(say(said("Reason")), 32),
            Column(say(said("Conference")), 12),
            Column(say(said("Concerns")), 20),
        ),
        (
            Group(
                "",
                tuple(
                    (d.id, d.title, d.reason, d.conference or "", ", ".join(d.concerns))
                    for d in plan.decisions
                ),
            ),
        ),
    )


def action_items(given: Given) -> Iterator[Block]:
    """Who promised what by when, and what is still open; the open ones first."""
    say, plan, speech = given.say, given.seen.plan, given.speech
    items = sorted(plan.action_items, key=lambda item: item.done is not None)
    if not items:
        return
    yield Table(
        (
            Column(say(said("Item")), 9),
            Column("", 45),
            Column(say(said("Nation")), 15),
            Column(say(said("Due")), 18),
            Column(say(said("Done")), 18),
        ),
        (
            Group(
                "",
                tuple(
                    (
                        item.id,
                        item.title,
                        given.nation(item.nation),
                        speech.day(item.due) if item.due else "",
                        speech.day(item.done) if item.done else say(said("open")),
                    )
                    for item in items
                ),
            ),
        ),
    )


def concurrence(given: Given) -> Iterator[Block]:
    """Room for each nation that takes part to sign, with what it has signed already."""
    say, seen, speech = given.say, given.seen, given.speech
    if not seen.reader.staff:
        return
    signed = {each.nation: each for each in given.concurrences}
    heads = {c.nation: c.head for c in reversed(seen.plan.contingents) if c.nation}
    rows = []
    for nation in seen.nations:
        mine = signed.get(nation.id)
        if mine is not None:
            name = "\n".join(filter(None, (mine.name, mine.function)))
            reservations = mine.reservations or say(said("none"))
            rows.append(
                Signatory(given.nation(nation.id), name, speech.group(mine.at), reservations)
            )
        elif nation.role != "observer":
            rows.append(Signatory(given.nation(nation.id), heads.get(nation.id, "")))
    if not rows:
        return
    yield Paragraph(
        say(
            said(
                "The delegations concur with this plan in the state that is named at the foot of each "
                "page, with the reservations written here."
            )
        )
    )
    if given.as_of.mark:
        yield Paragraph(say(said("Hash: {mark}", mark=given.as_of.mark)), "aside")
    yield Signatures(
        (
            say(said("Nation")),
            say(said("Name and function")),
            say(said("Date")),
            say(said("Reservations")),
            say(said("Signature")),
        ),
        tuple(rows),
    )
