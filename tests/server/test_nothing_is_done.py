"""Whoever may not change something changes nothing, and cannot tell what is hidden from what is absent."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from birlik.exercise.columns import RecordKind
from birlik.server.people.models import Account, Membership
from birlik.server.store.opening import Place
from tests.server.walking.acts import acts, posted
from tests.server.walking.calls import Call, calls
from tests.server.walking.people import Walker, walkers
from tests.server.walking.traces import Answer, difference_of, numbers_in, numbers_of
from tests.server.walking.world import FOREIGN, NOT_THERE, World, world

#: Those who may not change anything, and two who may.
NAMES = (
    "host observer",
    "guest visitor",
    "third training audience",
    "guest trusted training audience",
    "foreign planner",
    "foreign visitor",
    "guest reading program",
    "member of nothing",
    "administrator without a part",
    "nobody",
    "guest chief planner",
    "host director",
)
WALKERS = [each for each in walkers() if each.name in NAMES]


@pytest.fixture
def exercise(served: World, walker: Walker, tmp_path: Path) -> Iterator[World]:
    """The exercise; for those who may change it one of their own."""
    if not walker.may_change():
        yield served
        return
    with world(Place(file=tmp_path / "own.sqlite3")) as own, own.served():
        yield own


#: Everybody asks for a part of the kinds; each kind is asked for by many.
TURNS = 6


def asked(world: World, walker: Walker) -> Iterator[list[Call]]:
    """Calls in groups that differ in the last thing they name: something hidden, seen, and absent."""
    kinds = [kind.value for kind in RecordKind][WALKERS.index(walker) % TURNS :: TURNS]
    seen = world.seen(walker.reader(world))
    secret = {*world.hidden_steps(walker.reader(world)), FOREIGN}
    for (template, before), group in groupby(calls(world, walker), _but_the_last):
        kind = dict(before).get("kind", "").replace("-", "_")
        if kind and kind not in kinds:
            continue
        every = list(group)
        if template.endswith(("{kind}", "{kind}/")):
            every = [c for c in every if c.about.replace("-", "_") in (*kinds, "nothing")]
        hidden = [call for call in every if _is_hidden(call, world, seen, secret)]
        others = [call for call in every if call not in hidden and call.about != NOT_THERE]
        absent = [call for call in every if call.about == NOT_THERE]
        yield [*hidden[:2], *others[:2], *absent]


def _but_the_last(call: Call) -> tuple[str, tuple[tuple[str, str], ...]]:
    return call.template, call.parts[:-1]


def _is_hidden(call: Call, world: World, seen: frozenset[str], secret: set[str]) -> bool:
    parts = dict(call.parts)
    if call.about in secret:
        return True
    kind = parts.get("kind", "").replace("-", "_")
    keys = world.keys(RecordKind(kind)) if kind in set(RecordKind) else ()
    return call.about in keys and call.about not in seen


@pytest.mark.parametrize("walker", WALKERS, ids=str)
def test_what_is_hidden_is_absent_and_nothing_is_changed(exercise: World, walker: Walker) -> None:
    client, reader = walker.client(exercise), walker.reader(exercise)
    step = exercise.hidden_steps(reader)[0]
    hidden = cache(lambda template: numbers_of(walker.hidden(exercise, template)))
    seen = exercise.seen(reader)
    secret = {*exercise.hidden_steps(reader), FOREIGN}
    heads, people, unseen = exercise.logs.store.heads(), everybody(), exercise.kept(seen)
    strange: dict[tuple[object, ...], object] = {}
    for group in asked(exercise, walker):
        told: dict[str, Answer] = {}
        if walker.may_change():
            seen = exercise.seen(reader)
        for call in sorted(group, key=lambda each: each.about != NOT_THERE):
            sent = {number for _, value in call.parts for number in numbers_in(value)}
            for act in acts(call, step=step):
                with posted() as unknown:
                    answer = act.done_by(client)
                about = act.method, call.address
                assert answer.status < 500, about
                assert answer.around(hidden(call.template) - sent) == [], about
                assert call.template.startswith("/accounts/") or unknown() == set(), about
                if call.about == NOT_THERE:
                    told[act.method] = answer
                elif _is_hidden(call, exercise, seen, secret):
                    names = call.about, NOT_THERE
                    absent = told[act.method].plain(*names)
                    assert difference_of(answer.plain(*names), absent) == "", about
                if {FOREIGN, NOT_THERE} & {
                    value for name, value in call.parts if name == "exercise"
                }:
                    rest = tuple(pair for pair in call.parts if pair[0] != "exercise")
                    content = answer.plain(FOREIGN, NOT_THERE)
                    first = strange.setdefault((call.template, act.method, rest), content)
                    assert difference_of(content, first) == "", about
                if not walker.may_change() and not walker.administrator:
                    assert exercise.logs.store.heads() == heads, about
    assert everybody() == people
    assert exercise.kept(seen).items() >= unseen.items()


def everybody() -> list[tuple[object, ...]]:
    """Who takes part in what, and who looks after people."""
    parts = Membership.objects.values_list("account", "exercise", "nation", "role", "trusted_agent")
    accounts = Account.objects.values_list("key", "email", "administrator", "is_active")
    return [*sorted(parts), *sorted(accounts)]
