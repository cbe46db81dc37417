"""An exercise with a marker in every field of every record, of its history, and of what went again.

:func:`world` also makes its twin for a reader: another exercise that differs in nothing that he may
know of. Keys, ranks and times are the same in both, so that whatever he is given must be the same too.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from unittest.mock import patch

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import MODELS
from birlik.exercise.release import Reader, may_read
from birlik.log import keys
from birlik.log.baselines import baselines_of, naming
from birlik.log.concurrences import signing
from birlik.log.drafts import Draft, Step, added, changed, removed, step
from birlik.log.imports import preview_of
from birlik.log.state import State
from birlik.log.timetables import publishing
from birlik.log.undo import undoing
from birlik.server.desk import keeping
from birlik.server.desk.fingerprints import fingerprint
from birlik.server.desk.sight import Sight
from birlik.server.store.logs import Logs
from birlik.server.store.opening import Place, opened
from tests.release.markers import (
    EACH,
    Planted,
    Planting,
    Spot,
    hidden_markers,
    hidden_spots,
    planted,
)

#: Keys of the exercise, and of one in which nobody has a part.
UNITY, FOREIGN = "c0ffee000000000000000001", "c0ffee000000000000000002"

#: Key of an exercise, and of a record, that there is not; they look like those that there are.
NOT_THERE = "ab5e00000000000000000000"

#: Fields that the first draft of the plan holds something else in.
EDITED = frozenset({"title", "notes", "name", "message", "text", "criteria", "remarks"})

PLANTING = Planting(22)

#: Kinds whose records say who reads what.
_DECIDING = frozenset({RecordKind.EXERCISE, RecordKind.NATION, RecordKind.RELEASE_DEFAULT})

_BEGUN = datetime(2024, 3, 1, 9, 0, tzinfo=UTC)


def marker(number: int) -> str:
    """A marker beside those of the plan's fields."""
    return f"Q{790_000_000 + number:09}Z"


#: Of the log of each nation alone: id, title and reason of a serial that came and went.
CAME_AND_WENT = {number: (marker(number), marker(10 + number)) for number in range(EACH)}

#: What the host wrote into records before it released one and after it withdrew another, and why.
BEFORE_RELEASE, AFTER_WITHDRAWAL, WHY = marker(30), marker(31), marker(32)

#: Name of a baseline, which the staff reads.
BASELINE = marker(33)

#: Reservations of the nation that signs first and is not the host, released to nobody.
RESERVATIONS = marker(35)

#: In everything of the other exercise besides its records.
ELSEWHERE = marker(34)


class _Clock:
    """Says when it is; set, and never running."""

    def __init__(self) -> None:
        self.at = _BEGUN

    def __call__(self) -> datetime:
        return self.at


class _Dice:
    """Stands in for what draws random keys and ranks: draws the same for the same turn."""

    def __init__(self) -> None:
        self.turn(0)

    def turn(self, number: float) -> None:
        self._draw = random.Random(number)

    def token_hex(self, size: int) -> str:
        return self._draw.randbytes(size).hex()

    def randbelow(self, limit: int) -> int:
        return self._draw.randrange(limit)


@dataclass
class World:
    """Logs with the exercise, and what is in it.

    Attributes
    ----------
    logs : Logs
    now, draft : Planted
        The plan, and the first draft of it.
    steps : dict of float to Step
        Of its past, by their turns.
    found : dict of Reader to set of str
        What :meth:`hidden` found before.
    """

    logs: Logs
    now: Planted
    draft: Planted
    clock: _Clock = field(default_factory=_Clock)
    dice: _Dice = field(default_factory=_Dice)
    steps: dict[float, Step] = field(default_factory=dict)
    found: dict[Reader | None, frozenset[str]] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """Id of the nation that hosts."""
        return self.now.plan.exercise.host or ""

    @property
    def signer(self) -> str:
        """Id of a nation that signs with reservations, and is not the host."""
        return next(nation for nation in self.nations if nation != self.host)

    @cached_property
    def nations(self) -> list[str]:
        """Ids of all nations, in their order."""
        return [nation.id for nation in self.now.plan.nations]

    @cached_property
    def offered(self) -> frozenset[str]:
        """Ids and titles of all exercises, and ids of their nations."""
        plans = (self.now.plan, self.draft.plan, planted(PLANTING, lambda spot: True).plan)
        return frozenset(
            text
            for plan in plans
            for text in (
                plan.exercise.id,
                plan.exercise.title,
                *(nation.id for nation in plan.nations),
            )
        )

    @property
    def state(self) -> State:
        """State of the exercise now."""
        return self.logs.state(UNITY)

    def hidden(self, reader: Reader | None) -> frozenset[str]:
        """Markers that must be in nothing that a reader is given; None has no part in the exercise."""
        if reader not in self.found:
            self.found[reader] = self._hidden(reader)
        return self.found[reader]

    def _hidden(self, reader: Reader | None) -> frozenset[str]:
        special = {ELSEWHERE, marker(0), *(m for pair in CAME_AND_WENT.values() for m in pair)}
        special |= {BEFORE_RELEASE, AFTER_WITHDRAWAL, WHY, BASELINE, RESERVATIONS}
        if reader is None:
            return frozenset({*self.now.markers.values(), *self.draft.markers.values(), *special})
        if reader.nation in self.nations:
            special -= set(CAME_AND_WENT[self.nations.index(reader.nation)])
        if reader.nation == self.host:
            special -= {BEFORE_RELEASE, AFTER_WITHDRAWAL, WHY}
        if reader.staff:
            special -= {BASELINE}
        if reader.staff and reader.nation == self.signer:
            special -= {RESERVATIONS}
        return (
            hidden_markers(self.now, reader)
            | (hidden_markers(self.draft, reader) - self._shown(reader))
            | special
        )

    def _shown(self, reader: Reader) -> frozenset[str]:
        return frozenset(self.now.markers.values()) - hidden_markers(self.now, reader)

    def keys(self, kind: RecordKind) -> tuple[str, ...]:
        """Keys of all records of a kind, whoever may see them."""
        return self.state.of(kind.value).ordered

    @property
    def every_step(self) -> dict[str, None]:
        """Keys of all steps of the log, in order."""
        return dict.fromkeys(entry.step for entry in self.logs.entries(UNITY))

    def seen(self, reader: Reader | None) -> frozenset[str]:
        """Keys of the records that a reader sees."""
        if reader is None:
            return frozenset()
        sight = Sight(self.state, reader)
        return frozenset(seen.key for kind in RecordKind for seen in sight.records(kind))

    def kept(self, seen: frozenset[str]) -> dict[str, object]:
        """Fields of all records but some."""
        return {
            key: dict(held.fields)
            for kind in RecordKind
            for key, held in self.state.of(kind.value).items()
            if key not in seen
        }

    def hidden_steps(self, reader: Reader | None) -> list[str]:
        """Keys of steps of which a reader may know nothing."""
        others = [n for n, code in enumerate(self.nations) if not reader or code != reader.nation]
        return [self.steps[turn + number].key for number in others for turn in (10, 20)]

    def hidden_id(self, reader: Reader | None, kind: RecordKind) -> str | None:
        """Id of some record of a kind that a reader does not see; None if he sees all of them."""
        for record in self.now.plan.records(kind):
            if reader is None or not may_read(reader, record, self.now.plan):
                return getattr(record, "id", None)
        return None

    @contextmanager
    def served(self) -> Iterator[World]:
        """Let the server work on these logs."""
        before = keeping.keep(self.logs)
        try:
            yield self
        finally:
            keeping.keep(before)

    # How it came about

    def turn(self, number: float, make: Callable[[State], Step]) -> Step:
        """Do a step of the exercise's past, at its time and with its keys."""
        self.clock.at = _BEGUN + timedelta(hours=number)
        self.dice.turn(number)
        made = self.steps[number] = make(self.state)
        outcome = self.logs.append(UNITY, made)
        assert outcome.fine, outcome.stale
        return made

    def fill(self, beside: Reader | None = None) -> None:
        """The past of the exercise: a draft, a plan, its timetable; what came, went, and was undone.

        Parameters
        ----------
        beside : Reader, optional
            Who must not notice that more happens between.
        """
        self.logs.begin(UNITY)
        host, timetable = self.host, self.now.timetable.model_dump(mode="json")
        self.turn(1, lambda state: preview_of(state, self.draft.plan).step("chief", host, WHY))
        self.turn(2, lambda state: preview_of(state, self.now.plan).step("chief", host, WHY))
        self.turn(3, lambda state: publishing(state, timetable, "chief", host, WHY))
        if beside is not None:
            self.come_and_go(beside, 3)
        self.turn(4, lambda state: naming(state, BASELINE, "chief", host))
        self.turn(5, self._signing)
        for number, nation in enumerate(self.nations):
            name, why = CAME_AND_WENT[number]
            only = {"owner": nation, "releasable_to": [nation], "rank": f"zz{number}5"}
            fields = {"id": name, "title": name, "notes": name, **only}
            came = self.turn(10 + number, _adding("serials", fields, nation, why))
            key = came.drafts[0].record
            self.turn(20 + number, _removing("serials", key, nation, why))
        own = {"owner": host, "releasable_to": [host]}
        later = self.turn(
            30, _adding("serials", {"id": "LATER", "title": BEFORE_RELEASE, **own, "rank": "zz6"})
        )
        key = later.drafts[0].record
        self.turn(31, _setting("serials", key, {"title": "Later"}))
        self.turn(32, _setting("serials", key, {"releasable_to": ["ALL", "VISITORS"]}))
        shown = {"owner": host, "releasable_to": ["ALL", "VISITORS"], "rank": "zz7"}
        early = self.turn(
            40, _adding("serials", {"id": "EARLY", "title": "Withdrawn soon", **shown})
        )
        key = early.drafts[0].record
        self.turn(41, _setting("serials", key, {"releasable_to": [host]}))
        typed = self.turn(42, _setting("serials", key, {"title": AFTER_WITHDRAWAL}, WHY))
        entries = self.logs.entries_of_step(UNITY, typed.key)
        self.turn(43, lambda state: undoing(entries, "chief", host, WHY))

    def _signing(self, state: State) -> Step:
        """What a nation signs: the baseline, and what it sees of it."""
        (baseline,) = baselines_of(state)
        return signing(
            baseline,
            who="chief",
            nation=self.signer,
            signer="Somebody",
            function="Head of delegation",
            reservations=RESERVATIONS,
            view=fingerprint(self.logs.state_at(UNITY, baseline.position), self.signer),
            made_by="1",
            at=self.clock.at,
        )

    def set(self, turn: float, kind: str, key: str, values: dict[str, object]) -> None:
        """Give fields of a record other values."""
        self.turn(turn, _setting(kind, key, values))

    def add(self, turn: float, kind: str, fields: dict[str, object]) -> None:
        """Put a record into the plan."""
        self.turn(turn, _adding(kind, fields))

    def touch_hidden(self, reader: Reader, turn: float) -> None:
        """Change a serial that a reader does not see, if there is one."""
        hidden = self._hidden_key(reader, RecordKind.SERIAL)
        if hidden:
            self.turn(turn, _setting("serials", hidden, {"notes": f"{marker(0)} {turn}"}))

    def remove(self, turn: float, kind: str, key: str) -> None:
        """Take a record out of the plan."""
        self.turn(turn, _removing(kind, key))

    def happen_beside(self, reader: Reader) -> None:
        """Change, add and remove what a reader does not see, after all that he does."""
        self.come_and_go(reader, 50)
        owner = next(n for n in self.nations if n not in (reader.nation, self.host))
        for number, (kind, model) in enumerate(MODELS.items()):
            if kind not in _DECIDING and "owner" in model.model_fields:
                only = {"owner": owner, "releasable_to": [owner], "rank": "zz9"}
                name = {"id": marker(0)} if "id" in model.model_fields else {}
                self.turn(70 + number, _adding(kind.value, {**name, **only}, owner))
        for number, kind in enumerate((RecordKind.SERIAL, RecordKind.UNIT, RecordKind.AREA)):
            hidden = self._hidden_key(reader, kind)
            if hidden:
                self.turn(60 + number, _setting(kind.value, hidden, {"notes": marker(0)}))

    def come_and_go(self, reader: Reader, turn: float) -> None:
        """Let a serial come, change and go of which a reader may know nothing."""
        secret = {"rank": "zz8", "releasable_to": [], "title": marker(0), "id": marker(0)}
        owner = next(n for n in self.nations if n not in (reader.nation, self.host))
        came = self.turn(turn + 0.2, _adding("serials", {**secret, "owner": owner}, owner))
        key = came.drafts[0].record
        values = {"notes": marker(0), "duration": 90}
        self.turn(turn + 0.4, _setting("serials", key, values, "", owner))
        self.turn(turn + 0.6, _removing("serials", key, owner))

    def _hidden_key(self, reader: Reader, kind: RecordKind) -> str | None:
        keys = {held.fields.get("id"): key for key, held in self.state.of(kind.value).items()}
        for record in self.now.plan.records(kind):
            if not may_read(reader, record, self.now.plan) and hasattr(record, "notes"):
                return keys[record.id]
        return None

    def fill_foreign(self) -> None:
        """Another exercise, of which nobody in the walk is a member; its markers are all others."""
        other = planted(PLANTING, lambda spot: True)
        self.logs.begin(FOREIGN)
        self.logs.append(
            FOREIGN, preview_of(self.logs.state(FOREIGN), other.plan).step("x", "x", ELSEWHERE)
        )


def _adding(
    kind: str, fields: Mapping[str, object], nation: str = "", why: str = ""
) -> Callable[[State], Step]:
    return lambda state: step("chief", nation, [added(kind, fields)], why)


def _setting(
    kind: str, key: str, values: dict[str, object], why: str = "", nation: str = ""
) -> Callable[[State], Step]:
    return lambda state: step("chief", nation, [changed(state, kind, key, values)], why)


def _removing(kind: str, key: str, nation: str = "", why: str = "") -> Callable[[State], Step]:
    def make(state: State) -> Step:
        draft: Draft = removed(state, kind, key)
        return step("chief", nation, [draft], why)

    return make


@contextmanager
def world(place: Place, twin_for: Reader | None = None) -> Iterator[World]:
    """The exercise in logs of its own; or its twin for a reader, who must not be able to tell.

    The twin has other values wherever he may not look, and more happened in it that he may not know.
    """
    instead: Callable[[Spot], bool] = lambda spot: False  # noqa: E731
    if twin_for is not None:
        instead = hidden_spots(planted(PLANTING), twin_for).__contains__
    clock, dice = _Clock(), _Dice()
    with Logs(opened(place), now=clock) as logs, patch.object(keys, "secrets", dice):
        now = planted(PLANTING, instead)
        draft = planted(PLANTING, lambda spot: instead(spot) != (spot[2] in EDITED))
        made = World(logs, now, draft, clock, dice)
        made.fill(beside=twin_for)
        if twin_for is not None:
            made.happen_beside(twin_for)
        else:
            made.fill_foreign()
        dice.turn(1000)
        clock.at = _BEGUN + timedelta(days=20)
        yield made
