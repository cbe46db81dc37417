"""Disturbances whose numbers mean nothing, or that name what they do not hit (B206, B318, B319, B320)."""

from __future__ import annotations

from collections.abc import Iterator

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.index import COLUMNS, Index, called
from birlik.exercise.judge.names import Names
from birlik.exercise.records.disturbances import (
    PARAMETERS,
    Counting,
    Distribution,
    Disturbance,
    DisturbanceKind,
)
from birlik.exercise.sentences import about, said, word_of

_TITLES = {column.name: column.title for column in COLUMNS[RecordKind.DISTURBANCE]}

#: Fields that a kind of disturbance does not look at.
_UNUSED: dict[DisturbanceKind, tuple[str, ...]] = {
    DisturbanceKind.DURATION: ("resources", "amount", "hours", "days"),
    DisturbanceKind.DELAY: ("resources", "amount", "hours", "days"),
    DisturbanceKind.WEATHER: ("serial_kinds", "resources", "units", "nations", "amount"),
    DisturbanceKind.FAILURE: ("serial_kinds", "area_kind", "areas", "units", "nations"),
    DisturbanceKind.LATE_ARRIVAL: (
        "serial_kinds",
        "area_kind",
        "areas",
        "resources",
        "amount",
        "hours",
        "days",
    ),
}


def disturbance_findings(index: Index) -> Iterator[Finding]:
    """Findings about the sheet Disturbances."""
    kinds = Names(serial.kind for serial in index.plan.serials if serial.kind)
    for number, disturbance in enumerate(index.plan.disturbances):
        for code, field, message, remedy in (
            *_lacks(disturbance),
            *_nonsense(disturbance),
            *_useless(disturbance, index),
            *_unknown_kinds(disturbance, kinds),
        ):
            if field not in disturbance.unread:
                place = index.place(RecordKind.DISTURBANCE, number, field)
                yield finding(code, about(called(disturbance), message), place, remedy)


#: Code, field, message and remedy.
_Found = tuple[str, str, str, str]


def _lacks(disturbance: Disturbance) -> Iterator[_Found]:
    if disturbance.distribution is None:
        return
    for field in PARAMETERS[disturbance.distribution]:
        if getattr(disturbance, field) is None:
            yield (
                "B318",
                field,
                said(
                    "{distribution} needs {title}",
                    distribution=word_of(disturbance.distribution),
                    title=_TITLES[field],
                ),
                "",
            )


def _nonsense(disturbance: Disturbance) -> Iterator[_Found]:
    """Numbers that contradict each other."""
    least, usual, most = disturbance.least, disturbance.usual, disturbance.most
    if disturbance.distribution in (Distribution.UNIFORM, Distribution.TRIANGULAR):
        if least is not None and most is not None and most < least:
            yield (
                "B319",
                "most",
                said("the most, {most}, is less than the least, {least}", most=most, least=least),
                "",
            )
        elif (
            disturbance.distribution is Distribution.TRIANGULAR
            and None not in (least, usual, most)
            and not (least or 0) <= (usual or 0) <= (most or 0)
        ):
            message = said(
                "the usual, {usual}, does not lie between {least} and {most}",
                usual=usual,
                least=least,
                most=most,
            )
            yield "B319", "usual", message, ""
    if disturbance.distribution is Distribution.LOGNORMAL and usual == 0:
        yield "B319", "usual", said("the mean of a lognormal distribution is above 0"), ""
    by_serial = (DisturbanceKind.DURATION, DisturbanceKind.DELAY)
    if (
        disturbance.counted_in is Counting.PERCENT
        and disturbance.kind is not None
        and disturbance.kind not in by_serial
    ):
        message = said(
            "{kind} is no part of a serial's duration; count it in minutes",
            kind=word_of(disturbance.kind),
        )
        yield "B319", "counted_in", message, ""
    if disturbance.kind is DisturbanceKind.FAILURE and disturbance.amount == 0:
        yield (
            "B319",
            "amount",
            said("a failure takes more than 0 away"),
            said("leave it empty for 1"),
        )


def _useless(disturbance: Disturbance, index: Index) -> Iterator[_Found]:
    """Fields that are filled in and change nothing."""
    if disturbance.kind is None:
        return
    for field in _UNUSED[disturbance.kind]:
        if getattr(disturbance, field) not in (None, ()):
            message = said(
                "{kind} does not look at {title}",
                kind=word_of(disturbance.kind),
                title=_TITLES[field],
            )
            yield "B320", field, message, said("empty the cell")
    if disturbance.kind is DisturbanceKind.FAILURE:
        for name in disturbance.resources:
            pool = index.pools.get(name)
            if pool and pool.used_up:
                message = said(
                    "{name} is used up; what comes back after a failure comes back to no such pool",
                    name=name,
                )
                yield "B320", "resources", message, said("take it out")


def _unknown_kinds(disturbance: Disturbance, kinds: Names) -> Iterator[_Found]:
    """Kinds of serial that no serial has."""
    for word in dict.fromkeys(disturbance.serial_kinds):
        if word not in kinds:
            meant = kinds.meant_by(word)
            remedy = said('did you mean "{meant}"?', meant=meant) if meant else ""
            yield (
                "B206",
                "serial_kinds",
                said('no serial is of the kind "{word}"', word=word),
                remedy,
            )
