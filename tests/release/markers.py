"""A plan with a marker of its own in every field of every kind of record, made from the models.

A marker is a word or a number that stands nowhere else. :func:`planted` plants them, and
:func:`hidden_markers` says which of them a reader must not find, whatever he is given. The plan is
made from the vocabulary itself, so that a new field or kind cannot be forgotten: a kind of value
that nobody plants here raises LookupError.

:func:`planted` can also plant other markers wherever a reader may not look (`instead`): whatever he
is given must be the same to the last byte, which proves what no marker can, for yes and no too.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, get_args

from birlik.exercise.columns import RecordKind, columns_of
from birlik.exercise.plan import MODELS, ForeignSheet, Plan
from birlik.exercise.records.record import Record
from birlik.exercise.records.serials import Lights
from birlik.exercise.release import (
    Reader,
    Role,
    may_read,
    owner_of,
    readable_fields,
)
from birlik.exercise.values import demands, ground, hours, lengths, moments, plain
from birlik.planning.timetable import LeftOut, Placement, Score, Timetable

#: Records of each kind, and nations; the exercise is one.
EACH = 4

#: What other markers are more than usual ones; it leaves a rest by every number up to ten.
OTHER = 123_456_791

#: When the exercise begins.
STARTEX = datetime(2024, 7, 8, tzinfo=UTC)

#: Fields that decide who reads what; planting elsewhere never changes them.
DECIDING = frozenset({"owner", "nation", "releasable_to", "host", "default_release", "time_zone"})

#: Fields of a hidden serial that a reserved time tells of.
TAKING = frozenset({"setup", "clearup"})

#: Where a marker stands: kind, number of the record among its kind, field.
Spot = tuple[RecordKind, int, str]

#: The sheet that Birlik does not know.
SHEET: Spot = (RecordKind.EXERCISE, 1, "sheet")

_CODES = {kind: number for number, kind in enumerate(RecordKind)}


@dataclass(frozen=True)
class Planting:
    """Who owns each record, to whom it is released, and whom a default speaks of, drawn from a seed."""

    seed: int

    def _draw(self, *what: object) -> random.Random:
        return random.Random(f"{self.seed} {what}")

    def owner(self, kind: RecordKind, number: int) -> int | None:
        """Number of the nation that owns a record; None for the host."""
        owner = self._draw("owner", kind, number).randrange(EACH + 1)
        return owner if owner < EACH else None

    def label(self, kind: RecordKind, number: int) -> tuple[int | str, ...]:
        """Label of a record: numbers of nations, and words."""
        draw = self._draw("label", kind, number)
        nations: list[int | str] = [n for n in range(EACH) if draw.random() < 0.4]
        guests: list[int | str] = ["VISITORS"] if draw.random() < 0.5 else []
        return tuple(draw.choice(([], nations, nations + guests, ["ALL"], ["ALL", *guests])))

    def choice(self, *what: object) -> random.Random:
        """Whatever else is drawn."""
        return self._draw("else", *what)


@dataclass(frozen=True)
class Planted:
    """A plan with its markers, and a timetable of its serials.

    Attributes
    ----------
    plan : Plan
    timetable : Timetable
    markers : dict of (RecordKind, int, str) to str
        Marker that stands in a field of a record, and in the sheet of the workbook's own.
    """

    plan: Plan
    timetable: Timetable
    markers: dict[Spot, str]


def nation(number: int, instead: Callable[[Spot], bool] = lambda _: False) -> str:
    """Id of a nation."""
    return _word((RecordKind.NATION, number, "id"), instead)


def readers() -> Iterator[Reader]:
    """Every kind of reader: of each nation in each role, trusted or not; and guests."""
    for number in range(EACH):
        for role in Role:
            yield Reader(nation(number), role)
        yield Reader(nation(number), Role.OBSERVER, trusted=True)
        yield Reader(nation(number), Role.TRAINING_AUDIENCE, trusted=True)
        yield Reader(nation(number), Role.VISITOR, trusted=True)
    yield Reader(None, Role.VISITOR)
    yield Reader("NOWHERE", Role.VISITOR)
    yield Reader("NOWHERE", Role.PLANNER)
    yield Reader(None, Role.DIRECTOR)


def planted(planting: Planting, instead: Callable[[Spot], bool] = lambda _: False) -> Planted:
    """Plan with markers; where `instead` says so, with other markers than usual."""
    maker = _Maker(planting, instead)
    records: dict[str, Any] = {}
    for kind in MODELS:
        if kind is RecordKind.EXERCISE:
            records[kind.value] = maker.record(kind, 0)
        else:
            records[kind.value] = tuple(maker.record(kind, number) for number in range(EACH))
    sheet = maker.markers[SHEET] = _word(SHEET, instead)
    content = {"cells": [[0, 0, sheet, None]]}
    plan = Plan(foreign_sheets=(ForeignSheet(title=sheet, content=content),), **records)
    return Planted(plan, maker.timetable(plan), maker.markers)


def hidden_spots(made: Planted, reader: Reader) -> frozenset[Spot]:
    """Where the markers stand that a reader may not find."""
    spots = set()
    for kind, number, record in made.plan.every_record():
        fields = readable_fields(reader, record, made.plan) if _there(made, reader, record) else ()
        spots |= {
            spot
            for spot in _spots(kind, number)
            if spot[2] not in fields
            and not (spot[0] is RecordKind.EXERCISE and spot[2] == "time_zone")
        }
    exercise = made.plan.exercise
    if not reader.whole and not (reader.staff and owner_of(exercise, made.plan) == reader.nation):
        spots.add(SHEET)
    return frozenset(spots)


def hidden_markers(made: Planted, reader: Reader) -> frozenset[str]:
    """Markers that must not be in anything a reader is given."""
    return frozenset(
        made.markers[spot] for spot in hidden_spots(made, reader) if spot in made.markers
    )


def _there(made: Planted, reader: Reader, record: Record) -> bool:
    """Whether a record is in the reader's view, which a way to a place he does not know is not."""
    if not may_read(reader, record, made.plan):
        return False
    if record.kind_of_record is RecordKind.TRAVEL:
        sites = {a.site for a in made.plan.areas if may_read(reader, a, made.plan)}
        return {getattr(record, "origin", ""), getattr(record, "destination", "")} <= sites
    if record.kind_of_record is RecordKind.RELEASE_DEFAULT:
        named = getattr(record, "nation", None)
        return named is None or any(
            n.id == named and may_read(reader, n, made.plan) for n in made.plan.nations
        )
    return True


def _spots(kind: RecordKind, number: int) -> Iterator[Spot]:
    for name in (*(column.name for column in columns_of(MODELS[kind])), "extra", "unread"):
        yield kind, number, name


@cache
def _names(kind: RecordKind) -> tuple[str, ...]:
    return (*(column.name for column in columns_of(MODELS[kind])), "extra", "unread", "sheet")


def _number(spot: Spot, instead: Callable[[Spot], bool]) -> int:
    """Number of nine digits that is the marker of a spot."""
    kind, number, name = spot
    place = (_CODES[kind] * 100 + _names(kind).index(name)) * 100 + number
    return 710_000_000 + place * 7 + (OTHER if instead(spot) else 0)


def _word(spot: Spot, instead: Callable[[Spot], bool]) -> str:
    return f"Q{_number(spot, instead)}Z"


#: What plants a value in a spot.
Maker = Callable[["_Maker", Spot], Any]


def _amount(maker: _Maker, spot: Spot) -> int:
    return maker.number(spot) % 500 + 1


def _clock(maker: _Maker, spot: Spot) -> int:
    return maker.number(spot) % 1200


def _moment(maker: _Maker, spot: Spot) -> datetime:
    return STARTEX + timedelta(minutes=maker.number(spot) % 9000)


def _position(maker: _Maker, spot: Spot) -> ground.Position:
    number = maker.number(spot)
    return ground.Position(lat=40 + number % 99_991 / 1e5, lon=50 + number % 99_989 / 1e5)


def _outline(maker: _Maker, spot: Spot) -> tuple[ground.Position, ...]:
    at = _position(maker, spot)
    return tuple(
        ground.Position(lat=at.lat + north, lon=at.lon + east)
        for north, east in ((0, 0), (0.01, 0), (0.01, 0.01), (0, 0.01))
    )


@cache
def _values() -> dict[Any, Maker]:
    """What is planted in each kind of value, by what marks the kind in a model.

    Every maker gives another value where other markers are planted.
    """
    makers: dict[Any, Maker] = {
        plain.Text: lambda maker, spot: maker.word(spot),
        plain.Identifier: lambda maker, spot: maker.word(spot),
        plain.Reference: lambda maker, spot: maker.one(spot),
        plain.References: lambda maker, spot: maker.all(spot),
        plain.Words: lambda maker, spot: (maker.word(spot),),
        plain.Whole: lambda maker, spot: maker.number(spot),
        plain.Quantity: lambda maker, spot: float(maker.number(spot)),
        plain.YesNo: lambda maker, spot: bool(maker.number(spot) // 10**8 % 2),
        plain.Priority: lambda maker, spot: maker.number(spot) % 5 + 1,
        plain.Percentage: lambda maker, spot: float(maker.number(spot) % 100),
        plain.WishCost: lambda maker, spot: maker.number(spot) % 1000 + 1,
        moments.Instant: _moment,
        moments.Day: lambda maker, spot: (
            date(2024, 1, 1) + timedelta(days=maker.number(spot) % 300)
        ),
        lengths.Minutes: _amount,
        lengths.Offset: _amount,
        moments.TimeZoneName: lambda maker, spot: "Asia/Aqtau",
        hours.HourWindows: lambda maker, spot: (
            hours.HourWindow(begins=_clock(maker, spot), ends=_clock(maker, spot) + 240),
        ),
        hours.DaySpans: lambda maker, spot: (
            hours.DaySpan(weekday=list(hours.Weekday)[maker.number(spot) % 7]),
        ),
        moments.Periods: lambda maker, spot: (
            moments.Period(
                begins=_moment(maker, spot), ends=_moment(maker, spot) + timedelta(hours=1)
            ),
        ),
        hours.TimeOfDay: lambda maker, spot: (
            f"{_clock(maker, spot) // 60:02}:{_clock(maker, spot) % 60:02}"
        ),
        ground.MaybePosition: _position,
        ground.Outline: _outline,
        demands.AreaSets: lambda maker, spot: tuple(
            demands.AreaSet(areas=areas)
            for name in maker.ids(RecordKind.AREA)
            for areas in ((name,), (name, maker.ids(RecordKind.AREA)[0]))
            if len(set(areas)) == len(areas)
        ),
        demands.UnitDemands: lambda maker, spot: tuple(
            demands.UnitDemand(count=1, kind=maker.word(spot), nation=name)
            for name in maker.ids(RecordKind.NATION)
        ),
        demands.Amounts: lambda maker, spot: tuple(
            demands.Amount(quantity=1, resource=name) for name in maker.ids(RecordKind.RESOURCE)
        ),
        demands.Orders: lambda maker, spot: tuple(
            demands.After(serial=name, gate=f"after {name}")
            for number, name in enumerate(maker.ids(RecordKind.SERIAL))
            if number != spot[1]
        ),
        demands.Release: lambda maker, spot: maker.label(spot),
        Lights: lambda maker, spot: (
            get_args(get_args(Lights)[0])[0]("night" if maker.number(spot) % 2 else "day"),
        ),
    }
    return {get_args(kind)[1]: maker for kind, maker in makers.items()}


class _Maker:
    """The planting of one plan."""

    def __init__(self, planting: Planting, instead: Callable[[Spot], bool]) -> None:
        self.planting, self.instead = planting, instead
        self.markers: dict[Spot, str] = {}

    def number(self, spot: Spot) -> int:
        """Number that is the marker of a spot, or that some value is made from."""
        return _number(spot, self.instead)

    def word(self, spot: Spot) -> str:
        """Word that is the marker of a spot."""
        return _word(spot, self.instead)

    def ids(self, kind: RecordKind) -> list[str]:
        """Ids of all records of a kind."""
        return [self.word((kind, number, "id")) for number in range(EACH)]

    def one(self, spot: Spot) -> str | None:
        """Id of some record that a field can name."""
        kind, number, name = spot
        if name == "owner":
            owner = self.planting.owner(kind, number)
            return None if owner is None else self.ids(RecordKind.NATION)[owner]
        (target,) = self._targets(spot)
        return self.planting.choice(kind, number, name).choice(self.ids(target))

    def all(self, spot: Spot) -> tuple[str, ...]:
        """Ids of all records that a field can name, besides its own."""
        kind, number, _ = spot
        return tuple(
            name
            for target in self._targets(spot)
            for name in self.ids(target)
            if name != self.word((kind, number, "id"))
        )

    def label(self, spot: Spot) -> tuple[str, ...]:
        """Label that was drawn, with the ids of its nations."""
        names = self.ids(RecordKind.NATION)
        kind, number, name = spot
        drawn = self.planting.label(kind, number if name == "releasable_to" else number + EACH)
        return tuple(part if isinstance(part, str) else names[part] for part in drawn)

    def _targets(self, spot: Spot) -> tuple[RecordKind, ...]:
        columns = {column.name: column for column in columns_of(MODELS[spot[0]])}
        return columns[spot[2]].refers_to

    def value(self, spot: Spot) -> Any:
        """What stands in a field."""
        kind, number, name = spot
        if kind is RecordKind.TRAVEL and name in ("origin", "destination"):
            draw = self.planting.choice(kind, number, name)
            return self.word((RecordKind.AREA, draw.randrange(EACH), "site"))
        if kind is RecordKind.SERIAL and name in TAKING:
            return 15 * (number + 1)
        if kind is RecordKind.RELEASE_DEFAULT and name == "kind":
            return self.planting.choice(kind, number, name).choice((None, *RecordKind))
        if kind is RecordKind.RELEASE_DEFAULT and name == "nation" and number % 2:
            return None
        about = MODELS[kind].model_fields[name]
        for held in get_args(about.annotation):
            if isinstance(held, type) and issubclass(held, StrEnum):
                choices = list(held)
                return choices[self.number(spot) % len(choices)]
        for mark in about.metadata:
            if mark in _values():
                return _values()[mark](self, spot)
        raise LookupError(f"nothing is planted in {kind.value}.{name}")

    def record(self, kind: RecordKind, number: int) -> Record:
        """Record with a marker in every field."""
        values: dict[str, Any] = {}
        for column in columns_of(MODELS[kind]):
            spot = kind, number, column.name
            values[column.name] = value = self.value(spot)
            if self.word(spot) in str(value):
                self.markers[spot] = self.word(spot)
            elif isinstance(value, int | float) and value == self.number(spot):
                self.markers[spot] = str(self.number(spot))
        extra, unread = (kind, number, "extra"), (kind, number, "unread")
        values["extra"] = {self.word(extra): self.word(extra)}
        self.markers[extra] = self.word(extra)
        if number == EACH - 1 and kind is not RecordKind.RELEASE_DEFAULT:
            # What could not be read stands in the place of a field that decides nothing.
            values["notes"] = ""
            self.markers.pop((kind, number, "notes"), None)
            values["unread"] = {"notes": self.word(unread)}
            self.markers[unread] = self.word(unread)
        return MODELS[kind].model_validate(values)

    def timetable(self, plan: Plan) -> Timetable:
        """Serials at times that touch, overlap and stand alone; one is left out."""
        ids = {kind: self.ids(kind) for kind in (RecordKind.AREA, RecordKind.UNIT)}
        placements = []
        for number, serial in enumerate(plan.serials[:-1]):
            draw = self.planting.choice("placement", number)
            begins = STARTEX + timedelta(hours=draw.randrange(0, 8), minutes=30)
            placements.append(
                Placement(
                    serial=serial.id,
                    begins=begins,
                    ends=begins + timedelta(hours=1),
                    areas=tuple(draw.sample(ids[RecordKind.AREA], 2)),
                    units=tuple(draw.sample(ids[RecordKind.UNIT], 2)),
                )
            )
        placements.sort(key=lambda placement: (placement.begins, placement.serial))
        last = plan.serials[-1]
        every = " ".join(sorted(self.markers.values()))
        return Timetable(
            exercise=plan.exercise.id,
            plan=plan.fingerprint(),
            placements=tuple(placements),
            left_out=(
                LeftOut(serial=last.id, mandatory=False, code="B403", reason=f"Beside {every}."),
            ),
            score=Score(
                mandatory_left_out=0,
                optional_left_out=(1, 0, 0, 0, 0),
                wishes=self.number((RecordKind.EXERCISE, 0, "notes")),
                unfairness=0,
                end=0,
                moves=0,
            ),
        )
