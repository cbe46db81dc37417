"""A timetable as one seat sees it, kept ready to be asked what fits and what is broken."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding
from birlik.exercise.plan import Plan
from birlik.exercise.reserved import Reserved, owner_in
from birlik.planning.fitting import Fitting
from birlik.planning.timetable import OwnedPlacement, Placement, Timetable
from birlik.planning.verify import NO_SCORE, Standing, verify
from birlik.server.desk.sight import Seen, Sight, placements_of

#: Timetables that stand ready to be asked, of those who see the same.
KEPT = 8

#: What a timetable says of itself; a bar on the board is not asked about it.
OF_ITSELF = frozenset({"B521", "B551", "B554", "B555"})


class Room:
    """A timetable as one seat sees it, ready to be asked of moves.

    Parameters
    ----------
    plan : Plan
    placements : tuple of Placement
        Of the serials that it sees, with the areas and units that it sees.
    reserved : tuple of Reserved
    serials : tuple of Seen
        That it sees, in the planner's order.

    Attributes
    ----------
    placed : dict of str to Placement
        By the ids of serials.
    keys : dict of str to str
        Keys of serials by their ids; of two with the same id, the first.
    """

    def __init__(
        self,
        plan: Plan,
        placements: tuple[Placement, ...],
        reserved: tuple[Reserved, ...],
        serials: tuple[Seen, ...],
    ) -> None:
        self.plan, self.placements, self.reserved = plan, placements, reserved
        self.by_key = {seen.key: seen for seen in serials}
        self.keys = {seen.record.id: seen.key for seen in reversed(serials)}
        self.placed = {each.serial: each for each in placements}
        self._lock = threading.Lock()

    @cached_property
    def standing(self) -> Standing:
        """The verifier, asked of one serial at a time."""
        return Standing(self.plan, self.placements)

    @cached_property
    def fitting(self) -> Fitting | None:
        """Where serials fit; None while the exercise has no dates."""
        try:
            return Fitting(self.plan, self.placements, self.reserved)
        except ValueError:
            return None

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Rules that the timetable breaks, as far as the seat sees it."""
        return tuple(
            found for found in verify(self.timetable(), self.plan) if found.code not in OF_ITSELF
        )

    def timetable(self, placements: Sequence[Placement] | None = None) -> Timetable:
        """The timetable that the seat sees, or one with other placements, as one of its plan."""
        return Timetable.model_construct(
            exercise=self.plan.exercise.id,
            plan=self.plan.fingerprint(),
            placements=self.placements if placements is None else tuple(placements),
            left_out=(),
            score=NO_SCORE,
            proof=None,
        )

    def warm(self) -> Room:
        """Make ready what the first question needs."""
        with self._lock:
            _ = self.standing, self.fitting
        return self


_lock = threading.Lock()
_rooms: OrderedDict[tuple[int, int, tuple[Reserved, ...]], tuple[object, object, Room]]
_rooms = OrderedDict()


def room_of(sight: Sight) -> Room:
    """The timetable as a reader sees it; those who see the same share it."""
    every = placements_of(sight.state)
    key = id(sight.plan), id(every), sight.view.reserved
    with _lock:
        found = _rooms.get(key)
        if found is not None and found[0] is sight.plan and found[1] is every:
            _rooms.move_to_end(key)
            return found[2]
        room = Room(
            *(sight.plan, seen_placements(sight), sight.view.reserved),
            sight.records(RecordKind.SERIAL),
        )
        _rooms[key] = sight.plan, every, room
        while len(_rooms) > KEPT:
            _rooms.popitem(last=False)
    return room


def seen_placements(sight: Sight) -> tuple[Placement, ...]:
    """Placements of the serials that a reader sees, with the areas and units that he sees."""
    known = sight.view.known

    def seen(each: OwnedPlacement) -> Placement:
        owner = each.owner or None
        areas, units = known.meant(owner, RecordKind.AREA), known.meant(owner, RecordKind.UNIT)
        return Placement(
            serial=each.serial,
            begins=each.begins,
            ends=each.ends,
            areas=tuple(name for name in each.areas if name in areas),
            units=tuple(name for name in each.units if name in units),
        )

    found = [seen(each) for each in placements_of(sight.state) if sees_placed(sight, each)]
    return tuple(sorted(found, key=lambda each: (each.begins, each.serial)))


def sees_placed(sight: Sight, placement: Placement) -> bool:
    """Whether a reader sees the serial that is placed, and not another one of that id."""
    return sight.view.known.sees(RecordKind.SERIAL, placement.serial, owner_in(placement))
