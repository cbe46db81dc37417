"""A timetable put in place of the one that is there, as far as its author may and can see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from pydantic import ValidationError

from birlik.exercise.columns import RecordKind
from birlik.exercise.editing import LEADERS, Refused
from birlik.exercise.plan import Plan
from birlik.exercise.release import owner_of
from birlik.exercise.reserved import Reserved, owner_in
from birlik.exercise.sentences import said
from birlik.formats.records import cause_of
from birlik.log.timetables import OWNER, publishing, timetable_of
from birlik.planning.timetable import FORMAT, OwnedPlacement, Placement, Timetable, damage_of
from birlik.planning.verify import score_of, verify
from birlik.server.desk.changing import Author
from birlik.server.desk.sight import Sight, placements_of
from birlik.server.store.logs import Logs

#: Serials that a timetable places or leaves out at most, as many as a plan has.
MOST_SERIALS = 200_000

#: Faults that are told; more would help nobody.
TOLD = 50


class Faulty(Refused):
    """A timetable that does not count, with what is wrong with it, a sentence each.

    Attributes
    ----------
    findings : tuple of str
    """

    def __init__(self, sentence: str, findings: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.findings = findings


class Outdated(Refused):
    """A timetable that was made from another plan than the one that is there now."""


def held_timetable(sight: Sight) -> Timetable | None:
    """The whole timetable, for deciding and never for showing; None if there is none."""
    content = timetable_of(sight.state)
    if content is None:
        return None
    empty = Timetable.model_validate({**content, "placements": ()})
    order = sorted(placements_of(sight.state), key=lambda each: (each.begins, each.serial))
    return empty.model_copy(update={"placements": tuple(order)})


def may_publish(sight: Sight) -> bool:
    """Whether he may put a timetable in place of the one that is there: the host's leaders may."""
    reader = sight.reader
    hosts = bool(reader.nation) and reader.nation == sight.whole.exercise.host
    return reader.whole or (hosts and reader.role in LEADERS)


def publish(
    logs: Logs,
    exercise: str,
    author: Author,
    content: Mapping[str, Any],
    reason: str = "",
    reasons: Mapping[str, str] | None = None,
) -> str:
    """Put a timetable in place of the one that is there; serials that he does not see keep their times.

    Parameters
    ----------
    content : mapping
        A timetable as ``timetable.json`` holds it, made from the plan as its author sees it.
    reason : str
        Why, on the whole.
    reasons : mapping of str to str, optional
        Why single serials were moved, by their ids.

    Returns
    -------
    str
        Key of the step; empty if nothing changes.

    Raises
    ------
    Faulty
        If it is no timetable, breaks a rule, or takes what is reserved.
    Outdated
        If the plan that he sees is not the one it was made from, or others were faster.
    Refused
        If he may not.
    """
    sight = Sight(logs.state(exercise), author.reader)
    if not may_publish(sight):
        raise Refused(said("The host's director and chief planner publish timetables"))
    made = _read(content)
    if made.plan != sight.plan.fingerprint():
        raise Outdated(
            said("It was made from another plan than you see now; plan again, and publish that")
        )
    if faults := verify(made, sight.plan):
        raise Faulty(
            said("This timetable breaks rules of the plan"),
            tuple(each.text for each in faults[:TOLD]),
        )
    if taken := tuple(reserved_clashes(made.placements, sight.plan, sight.view.reserved)):
        raise Faulty(said("This timetable takes what is reserved"), taken[:TOLD])
    whole = _joined(made, sight)
    known = sight.view.known.named(RecordKind.SERIAL)
    why = {serial: text for serial, text in (reasons or {}).items() if serial in known}
    step = publishing(sight.state, content_of(whole), author.who, author.nation, reason, why)
    outcome = logs.append(exercise, step)
    if not outcome.fine:
        raise Outdated(said("Somebody else has just published a timetable; look at that one first"))
    return outcome.step if outcome.entries else ""


def content_of(whole: Timetable) -> dict[str, Any]:
    """A timetable as the log keeps it, each placement with the nation whose serial it is."""
    content = whole.model_dump(mode="json")
    for placement, told in zip(whole.placements, content["placements"], strict=True):
        # Of two serials of one id, that of a nation which its author does not see is another one.
        told[OWNER] = owner_in(placement)
    return content


def _read(content: Mapping[str, Any]) -> Timetable:
    """Timetable of a document.

    Raises
    ------
    Faulty
    """
    if content.get("format") != FORMAT:
        raise Faulty(
            said('This is no timetable; one begins with "format": "{format}"', format=FORMAT)
        )
    lists = (content.get(name) for name in ("placements", "left_out"))
    if sum(len(each) for each in lists if isinstance(each, list)) > MOST_SERIALS:
        raise Faulty(said("It holds more than {most} serials", most=MOST_SERIALS))
    try:
        made = Timetable.model_validate(dict(content))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])[:100]
        raise Faulty(
            said("It is damaged at {place}: {cause}", place=place, cause=cause_of(first))
        ) from None
    if damage := damage_of(made):
        raise Faulty(said("It is damaged: {damage}", damage=damage))
    return made


def reserved_clashes(
    placements: Iterable[Placement], plan: Plan, reserved: Iterable[Reserved]
) -> Iterator[str]:
    """Where placements take what is reserved, in sentences that tell no more than the reader sees."""
    times: dict[tuple[RecordKind, str], list[tuple[datetime, datetime]]] = {}
    for each in reserved:
        times.setdefault((each.kind, each.id), []).append((each.begins, each.ends))
    serials = {serial.id: serial for serial in reversed(plan.serials)}
    for placement in placements:
        serial = serials[placement.serial]
        around = (
            placement.begins - timedelta(minutes=serial.setup or 0),
            placement.ends + timedelta(minutes=serial.clearup or 0),
        )
        taken = [((RecordKind.AREA, area), around) for area in placement.areas]
        taken += [
            ((RecordKind.UNIT, unit), (placement.begins, placement.ends))
            for unit in placement.units
        ]
        for (kind, name), (begins, ends) in taken:
            if any(b < ends and begins < e for b, e in times.get((kind, name), ())):
                yield said(
                    "{serial} takes {what} while it is reserved", serial=placement.serial, what=name
                )


def _joined(made: Timetable, sight: Sight) -> Timetable:
    """The timetable for the whole plan: with what is held of serials that its author does not see."""
    held = held_timetable(sight)
    known = sight.view.known.of(RecordKind.SERIAL)
    sees = sight.view.known.sees
    hidden = [
        each
        for each in (held.placements if held else ())
        if not sees(RecordKind.SERIAL, each.serial, owner_in(each))
    ]
    shown = [sight.whole.serials[place] for place in sight.view.places[RecordKind.SERIAL]]
    owners = {serial.id: owner_of(serial, sight.whole) or "" for serial in reversed(shown)}
    own = [
        OwnedPlacement(**each.model_dump(), owner=owners[each.serial]) for each in made.placements
    ]
    left_out = [each for each in held.left_out if each.serial not in known] if held else []
    # What was placed by others is not planned anew; a bound of a part bounds nothing.
    alone = all(serial.id in known for serial in sight.whole.serials)
    placements = sorted((*own, *hidden), key=lambda each: (each.begins, each.serial))
    whole = made.model_copy(
        update={
            "plan": sight.whole.fingerprint(),
            "exercise": sight.whole.exercise.id,
            "placements": tuple(placements),
            "left_out": (*made.left_out, *left_out),
            "proof": made.proof if alone else None,
        }
    )
    return whole.model_copy(update={"score": score_of(whole, sight.whole)})
