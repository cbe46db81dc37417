"""What serials ask of one another: order, gaps, a common beginning, never at once (B516 to B519)."""

from __future__ import annotations

from collections.abc import Iterator

from birlik.exercise.diagnostics import Finding
from birlik.exercise.sentences import clauses, said
from birlik.exercise.time import minutes_text
from birlik.planning.verify.joined import Held, Joined, broken, minutes_between
from birlik.planning.verify.wording import shown


def after(joined: Joined) -> Iterator[Finding]:
    """Serials that must be over first, and not too long before (B516, B517)."""
    moment = joined.words.moment
    for held in joined.held:
        for order in held.serial.after:
            before = joined.first.get(order.serial)
            if before is None:
                yield broken(
                    "B516",
                    held,
                    said(
                        "{serial} waits for {other}, which is not in the timetable",
                        serial=shown(held.id),
                        other=shown(order.serial),
                    ),
                    "after",
                )
                continue
            gap = minutes_between(before.ends, held.begins)
            told = said(
                "{serial} begins on {begins}, {before} ends on {ends}",
                serial=shown(held.id),
                begins=moment(held.begins),
                before=shown(before.id),
                ends=moment(before.ends),
            )
            if gap < order.min_gap:
                wanted = (
                    said("at least {min_gap} must lie between", min_gap=minutes_text(order.min_gap))
                    if order.min_gap
                    else said("it must be over first")
                )
                yield broken("B516", held, clauses(told, wanted), "after")
            if order.max_gap is not None and gap > order.max_gap:
                yield broken(
                    "B517",
                    held,
                    clauses(
                        told,
                        said(
                            "at most {max_gap} may lie between", max_gap=minutes_text(order.max_gap)
                        ),
                    ),
                    "after",
                )


def together(joined: Joined) -> Iterator[Finding]:
    """Serials that begin at the same moment, all of them or none (B518)."""
    moment = joined.words.moment
    for one, other in _pairs(joined, "together_with"):
        first, second = joined.first.get(one), joined.first.get(other)
        if first and second:
            if first.begins != second.begins:
                yield broken(
                    "B518",
                    second,
                    said(
                        "{one} begins on {begins} and {other} on {other_begins}; they belong together",
                        one=shown(one),
                        begins=moment(first.begins),
                        other=shown(other),
                        other_begins=moment(second.begins),
                    ),
                    "together_with",
                )
        elif there := first or second:
            missing = other if there is first else one
            yield broken(
                "B518",
                there,
                said(
                    "{there} is in the timetable and {missing} is not; they belong together",
                    there=shown(there.id),
                    missing=shown(missing),
                ),
                "together_with",
            )


def never(joined: Joined) -> Iterator[Finding]:
    """Serials that do not run at the same time (B519)."""
    for one, other in _pairs(joined, "never_with"):
        first, second = joined.first.get(one), joined.first.get(other)
        if first and second and first is not second and _run_at_once(first, second):
            begins, ends = max(first.begins, second.begins), min(first.ends, second.ends)
            yield broken(
                "B519",
                second,
                said(
                    "{one} and {other} both run {when}; they never may",
                    one=shown(one),
                    other=shown(other),
                    when=joined.words.stretch(begins, ends),
                ),
                "never_with",
            )


def _run_at_once(first: Held, second: Held) -> bool:
    return max(first.begins, second.begins) < min(first.ends, second.ends)


def _pairs(joined: Joined, field: str) -> list[tuple[str, str]]:
    """Pairs of serials that a field binds, named on one side or both, each once."""
    pairs: dict[frozenset[str], tuple[str, str]] = {}
    for serial in joined.serials.values():
        for other in getattr(serial, field):
            if other != serial.id:
                pairs.setdefault(frozenset((serial.id, other)), (serial.id, other))
    return list(pairs.values())
