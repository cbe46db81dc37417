"""What the verifier finds when some serials are put elsewhere: they and what they can meet, and nothing else.

A timetable as a whole takes seconds to verify; a planner who drags a bar wants to know at once. Every rule
is asked here by the very checks that verify a whole timetable, of a part that holds whatever could be in one
finding with what moves.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from birlik.exercise.diagnostics import Finding
from birlik.exercise.plan import Plan
from birlik.exercise.records.serials import Serial
from birlik.planning.timetable import Placement, Score, Timetable
from birlik.planning.verify.joined import Held, Joined, usable
from birlik.planning.verify.judgement import OF_PLACEMENTS
from birlik.planning.verify.wording import shown

#: Of a timetable that is asked about its placements alone.
NO_SCORE = Score(
    mandatory_left_out=0,
    optional_left_out=(0, 0, 0, 0, 0),
    wishes=0,
    unfairness=0,
    end=0,
    moves=0,
)


@dataclass(frozen=True)
class Judged:
    """What a move does.

    Attributes
    ----------
    broken : tuple of Finding
        Rules that are broken after it: by what is moved, or by another serial because of it.
    mended : tuple of Finding
        Rules that were broken before it, and are not any more.
    """

    broken: tuple[Finding, ...]
    mended: tuple[Finding, ...]

    @property
    def fine(self) -> bool:
        """Whether nothing is broken."""
        return not self.broken


class Standing:
    """A timetable as it stands, ready to be asked of moves.

    Parameters
    ----------
    plan : Plan
    placements : iterable of Placement
        Of any serials of the plan, right or wrong.
    """

    def __init__(self, plan: Plan, placements: Iterable[Placement]) -> None:
        timetable = Timetable(
            exercise=plan.exercise.id, plan="", placements=tuple(placements), score=NO_SCORE
        )
        self.joined = joined = Joined(timetable, plan)
        self._ordered = sorted(joined.held, key=lambda held: held.occupied_from)
        self._starts = [held.occupied_from for held in self._ordered]
        self._longest = max(
            (held.occupied_until - held.occupied_from for held in self._ordered),
            default=timedelta(),
        )
        self._followers: dict[str, list[str]] = {}
        self._companions: dict[str, set[str]] = {}
        self._never: dict[str, set[str]] = {}
        for serial in joined.serials.values():
            for order in serial.after:
                self._followers.setdefault(order.serial, []).append(serial.id)
            for links, names in (
                (self._companions, serial.together_with),
                (self._never, serial.never_with),
            ):
                for other in names:
                    links.setdefault(serial.id, set()).add(other)
                    links.setdefault(other, set()).add(serial.id)
        self._used_up = {pool.id for pool in joined.resources.values() if pool.used_up}
        self._drawing: dict[str, list[Held]] = {}
        for held in joined.held:
            for amount in held.serial.resources:
                if amount.quantity and amount.resource in self._used_up:
                    self._drawing.setdefault(amount.resource, []).append(held)

    def companions(self, serial: str) -> frozenset[str]:
        """Serials that begin with one, directly or through one another; itself among them."""
        found, waiting = {serial}, [serial]
        while waiting:
            fresh = self._companions.get(waiting.pop(), set()) - found
            found |= fresh
            waiting.extend(fresh)
        return frozenset(found)

    def judged(self, moved: Sequence[Placement]) -> Judged:
        """What some serials would break at other places, all else staying where it is.

        Parameters
        ----------
        moved : sequence of Placement
            New placements, each of a serial of the plan, which may have had none.
        """
        joined = self.joined
        names = {placement.serial for placement in moved}
        new = [
            joined.held_as(placement, joined.serials[placement.serial])
            for placement in moved
            if placement.serial in joined.serials and usable(placement)
        ]
        old = [joined.first[name] for name in sorted(names) if name in joined.first]
        met = {
            held.id: held
            for each in (*old, *new)
            for held in self._met_by(each)
            if held.id not in names
        }
        serials = {name: joined.serials[name] for name in self._known(names, met)}
        before = self._found([*met.values(), *old], serials)
        after = self._found([*met.values(), *new], serials)
        return Judged(made_worse(before, after, names), tuple(f for f in before if f not in after))

    def _known(self, names: Collection[str], met: Mapping[str, Held]) -> list[str]:
        """Serials of a part: those in it, and all that must begin with what moves."""
        found = dict.fromkeys([*names, *met])
        for name in names:
            found.update(dict.fromkeys(sorted(self.companions(name))))
        return [name for name in found if name in self.joined.serials]

    def _found(self, held: Iterable[Held], serials: Mapping[str, Serial]) -> dict[Finding, None]:
        part = self.joined.beside(held, serials)
        return dict.fromkeys(found for check in OF_PLACEMENTS for found in check(part))

    def _met_by(self, held: Held) -> Iterator[Held]:
        """Placed serials that could be in one finding with one at its place."""
        joined, name = self.joined, held.id
        for unit in held.units:
            yield from joined.of_unit.get(unit.id, ())
        at_once = self._during(held.occupied_from, held.occupied_until)
        areas, pools = set(held.areas), {each.resource for each in held.serial.resources}
        endangers = _endangers(held.serial)
        for other in at_once:
            if (
                endangers
                or not areas.isdisjoint(other.areas)
                or any(each.resource in pools for each in other.serial.resources)
            ):
                yield other
            if _endangers(other.serial):
                # What a danger zone shuts is told in one finding, whoever came there last.
                yield other
                yield from self._during(other.begins, other.ends)
        for amount in held.serial.resources:
            yield from self._drawing.get(amount.resource, ())
        bound = {
            *(order.serial for order in held.serial.after),
            *self._followers.get(name, ()),
            *self._never.get(name, ()),
            *self.companions(name),
        }
        yield from (joined.first[other] for other in sorted(bound) if other in joined.first)

    def _during(self, begins: datetime, ends: datetime) -> list[Held]:
        """Placed serials that occupy anything at some time from `begins` to `ends`."""
        first = bisect_left(self._starts, begins - self._longest)
        last = bisect_left(self._starts, ends)
        return [held for held in self._ordered[first:last] if held.occupied_until > begins]


def _endangers(serial: Serial) -> bool:
    return bool(serial.danger_zone) or serial.danger_radius is not None


def made_worse(
    before: Collection[Finding], after: Iterable[Finding], moved: Collection[str]
) -> tuple[Finding, ...]:
    """Findings after a move that it is to blame for.

    They are about what moved, or name it, or were not there before. What two others break between
    themselves was there before, if in other words.
    """
    known = {(found.code, found.place.record) for found in before}
    names = [re.escape(shown(name)) for name in moved]
    named = re.compile(rf"(?<![\w-])(?:{'|'.join(names)})(?![\w-])") if names else None

    def is_new(found: Finding) -> bool:
        if found.place.record in moved:
            return True
        if found in before:
            return False
        return (found.code, found.place.record) not in known or bool(
            named and named.search(found.message)
        )

    return tuple(found for found in after if is_new(found))
