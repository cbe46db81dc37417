"""What a timetable says about itself: its plan, its serials, what it leaves out, its score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from birlik.exercise.diagnostics import Finding, Place, finding
from birlik.exercise.records.serials import Serial
from birlik.exercise.sentences import all_of, counted, said
from birlik.planning.timetable import LeftOut, Score
from birlik.planning.verify.joined import Joined, aware, serial_place, usable
from birlik.planning.verify.score import joined_score
from birlik.planning.verify.wording import shown

#: Codes that say why a serial is left out.
REASONS = ("B401", "B402", "B403", "B404", "B405")

_LEVELS = (
    said("mandatory serials left out"),
    *(
        said("serials of priority {priority} left out", priority=priority)
        for priority in range(1, 6)
    ),
    said("wishes"),
    said("unfairness"),
    said("end"),
    said("moves"),
)


def origin(joined: Joined) -> Iterator[Finding]:
    """The plan that a timetable was made from (B551)."""
    timetable, plan = joined.timetable, joined.plan
    if timetable.plan != plan.fingerprint() or timetable.exercise != plan.exercise.id:
        yield finding(
            "B551",
            said(
                "The timetable was made for {exercise} from another plan, or the plan of {other} has "
                "changed since",
                exercise=shown(timetable.exercise),
                other=shown(plan.exercise.id),
            ),
            Place(field="plan"),
            said("plan again, or verify it with the plan it was made from"),
        )


def serials(joined: Joined) -> Iterator[Finding]:
    """Serials that the plan does not hold, stand twice, or name no possible time (B501, B552, B553)."""
    counts = Counter(placement.serial for placement in joined.timetable.placements)
    for name, count in counts.items():
        if name not in joined.serials:
            yield finding(
                "B552",
                said("{name} is in the timetable and not in the plan", name=shown(name)),
                serial_place(name, None),
            )
        elif count > 1:
            yield finding(
                "B553",
                counted(
                    "{serial} stands in the timetable {number} time",
                    "{serial} stands in the timetable {number} times",
                    count,
                    serial=shown(name),
                ),
                serial_place(name, joined.index[name]),
            )
    for placement in joined.timetable.placements:
        if placement.serial not in joined.serials:
            continue
        place = serial_place(placement.serial, joined.index[placement.serial], "duration")
        name = shown(placement.serial)
        if placement.begins.tzinfo is None or placement.ends.tzinfo is None:
            yield finding(
                "B501", said("{name} has a time without a zone in the timetable", name=name), place
            )
        if not usable(placement):
            yield finding(
                "B501",
                said(
                    "{name} is said to last from {begins} to {ends}, which no serial can",
                    name=name,
                    begins=f"{aware(placement.begins):%Y-%m-%dT%H:%MZ}",
                    ends=f"{aware(placement.ends):%Y-%m-%dT%H:%MZ}",
                ),
                place,
            )


def mandatory(joined: Joined) -> Iterator[Finding]:
    """Serials that the exercise cannot do without (B521)."""
    for index, serial in joined.left_out():
        if serial.mandatory:
            yield finding(
                "B521",
                said("{serial} is mandatory and not in the timetable", serial=shown(serial.id)),
                serial_place(serial, index, "priority"),
            )


def left_out(joined: Joined) -> Iterator[Finding]:
    """Serials left out: each listed once, with a reason, and not placed as well (B555).

    Of several serials with one id, one at most is placed, and each of the others is listed.
    """
    entries: Counter[str] = Counter()
    for entry in joined.timetable.left_out:
        place = serial_place(entry.serial, joined.index.get(entry.serial))
        if entries[entry.serial] >= max(len(joined.alike.get(entry.serial, ())), 1):
            yield finding(
                "B555",
                said("{serial} is listed twice as left out", serial=shown(entry.serial)),
                place,
            )
            continue
        entries[entry.serial] += 1
        if told := _wrong_entry(entry, joined):
            yield finding(
                "B555", said("{serial} {does}", serial=shown(entry.serial), does=told), place
            )
    for name, index in joined.index.items():
        if entries[name] + (name in joined.placed) < len(joined.alike[name]):
            yield finding(
                "B555",
                said("{name} is neither in the timetable nor listed as left out", name=shown(name)),
                serial_place(name, index),
            )


def _wrong_entry(entry: LeftOut, joined: Joined) -> str:
    """What is wrong with an entry about a serial left out, in words."""
    serial = joined.serials.get(entry.serial)
    if serial is None:
        return said("is listed as left out and is not in the plan")
    alike = joined.alike[entry.serial]
    if entry.serial in joined.placed and len(alike) == 1:
        return said("is listed as left out and stands in the timetable")
    if entry.code not in REASONS or not entry.reason.strip():
        return said("is left out without a reason")
    if all(entry.mandatory != other.mandatory for other in alike):
        if entry.mandatory:
            return said("is listed as mandatory, which it is not")
        return said("is listed as optional, which it is not")
    if entry.code == ("B403" if entry.mandatory else "B402"):
        if entry.mandatory:
            return said("is left out with the code of an optional serial ({code})", code=entry.code)
        return said("is left out with the code of a mandatory serial ({code})", code=entry.code)
    if entry.code == "B405" and not any(
        other not in joined.placed for other in _needed(serial, joined)
    ):
        return said(
            "is left out because of one that it needs, but all it needs are in the timetable"
        )
    return ""


def _needed(serial: Serial, joined: Joined) -> set[str]:
    """Serials without which a serial cannot be in the timetable."""
    return (
        {order.serial for order in serial.after}
        | set(serial.together_with)
        | {other.id for other in joined.serials.values() if serial.id in other.together_with}
    )


def score(joined: Joined) -> Iterator[Finding]:
    """The score that a timetable states, and what it says is proven (B554)."""
    stated, right = joined.timetable.score, joined_score(joined)
    place = Place(field="score")
    if wrong := _differences(stated, right):
        yield finding("B554", said("The timetable states {wrong}", wrong=all_of(wrong)), place)
    proof = joined.timetable.proof
    if proof is None:
        return
    if proof.bound.levels > stated.levels:
        yield finding(
            "B554",
            said(
                "The timetable is better than what it says is the best possible, so its bound is wrong"
            ),
            place,
        )
    elif proof.optimal != (proof.bound.levels == stated.levels):
        message = said("The timetable does not say it is the best, but reaches its own bound")
        if proof.optimal:
            message = said(
                "The timetable says it is the best possible, but does not reach its own bound"
            )
        yield finding("B554", message, place)


def _differences(stated: Score, right: Score) -> list[str]:
    return [
        said("{level}: {stated} instead of {right}", level=level, stated=told, right=counted_)
        for level, told, counted_ in zip(_LEVELS, stated.levels, right.levels, strict=True)
        if told != counted_
    ]
