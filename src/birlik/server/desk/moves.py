"""What a move in the timetable would break, where a serial would fit, and the move itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from birlik.exercise.editing import Refused
from birlik.exercise.records.serials import Serial
from birlik.exercise.release import owner_of
from birlik.exercise.sentences import all_of, said
from birlik.log.timetables import publishing
from birlik.planning.fitting import Fit
from birlik.planning.timetable import OwnedPlacement, Placement, Proof, Timetable
from birlik.planning.verify import made_worse, score_of, verify
from birlik.server.desk.changing import Author
from birlik.server.desk.programme import Stage, standing
from birlik.server.desk.publishing import (
    Faulty,
    Outdated,
    content_of,
    held_timetable,
    may_publish,
    reserved_clashes,
)
from birlik.server.desk.room import OF_ITSELF, Room, room_of, sees_placed
from birlik.server.desk.sight import Absent, Seen, Sight
from birlik.server.store.logs import Logs


@dataclass(frozen=True)
class Broken:
    """A rule that a move would break.

    Attributes
    ----------
    code : str
        Of the rule; empty if it would take what is reserved.
    text : str
    """

    code: str
    text: str

    @property
    def sentence(self) -> str:
        """With its code."""
        return said("{code} {text}", code=self.code, text=self.text) if self.code else self.text


@dataclass(frozen=True)
class Verdict:
    """What a move would do.

    Attributes
    ----------
    moved : tuple of Placement
        Where the serial would be, and those that begin with it.
    broken : tuple of Broken
        Empty if it can be made.
    mended : int
        Rules broken now that would not be any more.
    others : str
        Which units would take part in place of chosen ones that are not free; empty if none would.
    """

    moved: tuple[Placement, ...]
    broken: tuple[Broken, ...]
    mended: int = 0
    others: str = ""


def serial_of(sight: Sight, key: str) -> tuple[Seen, Serial]:
    """A serial by its key.

    Raises
    ------
    Absent
    """
    seen = room_of(sight).by_key.get(key)
    if seen is None or not isinstance(seen.record, Serial) or not seen.record.id:
        raise Absent("There is no such serial")
    return seen, seen.record


def begun(sight: Sight, placement: Placement | None, now: datetime | None = None) -> bool:
    """Whether a serial has begun, so that nobody moves it any more: while the exercise runs."""
    now = now or datetime.now(UTC)
    runs = standing(sight, now).stage is Stage.RUNNING
    return runs and placement is not None and placement.begins <= now


def judged(
    sight: Sight, serial: Serial, begins: datetime, areas: tuple[str, ...] | None = None
) -> Verdict:
    """What would be broken if a serial began at another time, or in other areas.

    Those that begin together with it go with it.

    Raises
    ------
    Refused
        If it has no length, or asks for no such set of areas.
    """
    room = room_of(sight)
    moved = _moved(room, serial, begins, areas)
    verdict = _judged(room, moved)
    if not verdict.broken or not serial.choose or room.fitting is None:
        return verdict
    first = moved[0]
    beside = [each.serial for each in moved[1:]]
    free = room.fitting.units_at(serial.id, first.areas, begins, first.units, beside)
    if free is None or set(free) == set(first.units):
        return verdict
    swapped = _judged(room, (first.model_copy(update={"units": free}), *moved[1:]))
    if swapped.broken:
        return verdict
    others = said(
        "{new} takes part in place of {old}.",
        new=all_of(unit for unit in free if unit not in first.units),
        old=all_of(unit for unit in first.units if unit not in free),
    )
    return replace(swapped, others=others if first.units else "")


def _judged(room: Room, moved: tuple[Placement, ...]) -> Verdict:
    """What placements break, and what they mend."""
    found = room.standing.judged(moved)
    broken = [Broken(each.code, each.message) for each in found.broken]
    broken += [Broken("", text) for text in reserved_clashes(moved, room.plan, room.reserved)]
    return Verdict(moved, tuple(broken), len(found.mended))


def _moved(
    room: Room, serial: Serial, begins: datetime, areas: tuple[str, ...] | None
) -> tuple[Placement, ...]:
    old = room.placed.get(serial.id)
    if not serial.duration:
        raise Refused(said("{serial} has no duration yet", serial=serial.id))
    if areas is None:
        areas = old.areas if old else (serial.areas[0].areas if serial.areas else ())
    elif areas not in {choice.areas for choice in serial.areas}:
        raise Refused(said("{serial} does not ask for these areas", serial=serial.id))
    length = timedelta(minutes=serial.duration)
    units = old.units if old else serial.units
    moved = [
        Placement(serial=serial.id, begins=begins, ends=begins + length, areas=areas, units=units)
    ]
    for name in sorted(room.standing.companions(serial.id) - {serial.id}):
        other = room.placed.get(name)
        if other is not None:
            ends = begins + (other.ends - other.begins)
            moved.append(other.model_copy(update={"begins": begins, "ends": ends}))
    return tuple(moved)


def fits(sight: Sight, serial: Serial) -> tuple[Fit, ...]:
    """Where a serial would fit, in each set of areas that it asks for, with those that begin with it."""
    room = room_of(sight)
    if room.fitting is None:
        return ()
    old = room.placed.get(serial.id)
    companions = room.standing.companions(serial.id) - {serial.id}
    placed = [room.placed[name] for name in sorted(companions) if name in room.placed]
    found = room.fitting.of(serial.id, old.units if old else serial.units, companions)
    for other in placed:
        beside = {serial.id, *companions} - {other.serial}
        there = [
            fit.begins
            for fit in room.fitting.of(other.serial, other.units, beside)
            if fit.areas == other.areas
        ]
        found = tuple(Fit(fit.areas, both) for fit in found if (both := _common(fit.begins, there)))
    return found


def _common(
    one: Sequence[tuple[datetime, datetime]],
    others: Sequence[Sequence[tuple[datetime, datetime]]],
) -> tuple[tuple[datetime, datetime], ...]:
    """Stretches of beginnings that two serials have in common."""
    return tuple(
        (max(first, begins), min(last, ends))
        for first, last in one
        for stretches in others
        for begins, ends in stretches
        if max(first, begins) <= min(last, ends)
    )


def move(
    logs: Logs,
    exercise: str,
    author: Author,
    key: str,
    begins: datetime,
    *,
    areas: tuple[str, ...] | None = None,
    was: datetime | None = None,
    reason: str = "",
) -> str:
    """Put a serial elsewhere in the timetable that is published; all others stay.

    Parameters
    ----------
    key : str
        Of the serial.
    begins : datetime
    areas : tuple of str, optional
        A set of areas that it asks for; where it is if none is said.
    was : datetime, optional
        When it began as the author saw it.
    reason : str

    Returns
    -------
    str
        Key of the step; empty if nothing changes.

    Raises
    ------
    Absent
        If he sees no such serial.
    Faulty
        If it would break a rule, or take what is reserved.
    Outdated
        If somebody else has moved it.
    Refused
        If he may not, or it has begun.
    """
    sight = Sight(logs.state(exercise), author.reader)
    _, serial = serial_of(sight, key)
    if not may_publish(sight):
        raise Refused(said("The host's director and chief planner move what is published"))
    held = held_timetable(sight)
    if held is None:
        raise Refused(said("There is no timetable yet; plan first"))
    room = room_of(sight)
    old = room.placed.get(serial.id)
    if (old.begins if old else None) != was:
        raise Outdated(said("Somebody else has moved {serial} meanwhile", serial=serial.id))
    if begun(sight, old):
        raise Refused(said("{serial} has begun and cannot be moved any more", serial=serial.id))
    verdict = judged(sight, serial, begins, areas)
    if verdict.broken:
        raise Faulty(
            said("This would break rules of the plan"),
            tuple(each.sentence for each in verdict.broken),
        )
    _refuse_worse(room, verdict.moved)
    whole = _with(held, verdict.moved, sight, room)
    names = {each.serial: reason for each in verdict.moved if reason}
    step = publishing(sight.state, content_of(whole), author.who, author.nation, reason, names)
    outcome = logs.append(exercise, step)
    if not outcome.fine:
        raise Outdated(said("Somebody else has just changed the timetable; look at it again"))
    return outcome.step if outcome.entries else ""


def _refuse_worse(room: Room, moved: Sequence[Placement]) -> None:
    """Have the verifier look at the whole timetable: nothing may be broken by what moved.

    Raises
    ------
    Faulty
    """
    names = {each.serial: each for each in moved}
    stay = [each for each in room.placements if each.serial not in names]
    after = verify(room.timetable((*stay, *moved)), room.plan)
    worse = made_worse(room.findings, [each for each in after if each.code not in OF_ITSELF], names)
    if worse:
        raise Faulty(said("This would break rules of the plan"), tuple(each.text for each in worse))


def _with(held: Timetable, moved: Sequence[Placement], sight: Sight, room: Room) -> Timetable:
    """The whole timetable with some placements in place of those that were there."""
    new = {each.serial: each for each in moved}
    placements = [
        _kept_with(each, new.pop(each.serial), room)
        if each.serial in new and sees_placed(sight, each)
        else each
        for each in held.placements
    ]
    owners = {seen.record.id: seen.record for seen in reversed([*room.by_key.values()])}
    placements += [
        OwnedPlacement(**each.model_dump(), owner=owner_of(owners[each.serial], sight.whole) or "")
        for each in new.values()
    ]
    placements.sort(key=lambda each: (each.begins, each.serial))
    names = {each.serial for each in moved}
    whole = held.model_copy(
        update={
            "placements": tuple(placements),
            "left_out": tuple(each for each in held.left_out if each.serial not in names),
        }
    )
    score = score_of(whole, sight.whole)
    fresh, proof = sight.whole.fingerprint(), None
    if held.plan == fresh and held.proof is not None:
        # No timetable of this plan is better, whoever made this one.
        bound = held.proof.bound
        proof = Proof(bound=bound, optimal=bound == score)
    whole = whole.model_copy(update={"score": score, "proof": proof, "reproducible": False})
    if held.plan != fresh:
        # Once nothing of it is wrong by the plan as it is now, it is a timetable of that plan.
        anew = whole.model_copy(update={"plan": fresh})
        if not verify(anew, sight.whole):
            return anew
    return whole


def _kept_with(held: Placement, new: Placement, room: Room) -> Placement:
    """A placement elsewhere, with the units and areas that whoever moves it does not see."""
    seen = room.placed[new.serial]
    return held.model_copy(
        update={
            "begins": new.begins,
            "ends": new.ends,
            "areas": held.areas if new.areas == seen.areas else new.areas,
            "units": held.units if new.units == seen.units else new.units,
        }
    )
