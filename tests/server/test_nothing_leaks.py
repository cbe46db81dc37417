"""Nobody is given a trace of what is not released to him, whatever he asks for: the whole server is walked.

Every address comes from the routes, so that a new one is walked as soon as it is there; one that the table
in ``walking/calls.py`` does not know how to call makes a test here fail.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.test import Client, override_settings

from birlik.server.store.opening import Place
from tests.server.walking.calls import (
    Call,
    asked_for,
    calls,
    combinations,
    described,
)
from tests.server.walking.people import Walker, crowd, walkers
from tests.server.walking.traces import Answer, answer_of, difference_of, numbers_in, numbers_of
from tests.server.walking.world import FOREIGN, NOT_THERE, UNITY, World, world

WALKERS = [*walkers()]

#: Of so many combinations of parameters everybody tries one; each is tried by somebody.
TURNS = len(WALKERS)


def walked(world: World, walker: Walker, client: Client) -> Iterator[tuple[Call, Answer]]:
    """Answers to everything that somebody can ask for."""
    turn = WALKERS.index(walker)
    for call in calls(world, walker):
        with asked_for() as asked:
            yield call, answer_of(client.get(call.address))
        names = sorted({name for each in asked for name in each.__dict__.get("seen", ())})
        names = sorted({*names, *described(call.template)})
        if names and _is_there(call):
            for one in combinations(call, names, world, walker, turn, TURNS):
                yield one, answer_of(client.get(one.address))


def _is_there(call: Call) -> bool:
    return FOREIGN not in dict(call.parts).values() and NOT_THERE not in dict(call.parts).values()


@pytest.mark.parametrize("walker", WALKERS, ids=str)
def test_no_answer_holds_what_is_hidden(served: World, walker: Walker) -> None:
    hidden = cache(lambda template: numbers_of(walker.hidden(served, template)))
    for call, answer in walked(served, walker, walker.client(served)):
        assert answer.status < 500, call.address
        assert answer.around(hidden(call.template) - _sent(call)) == [], call.address


def _sent(call: Call) -> set[int]:
    """Markers that somebody knew already, for he asked for them."""
    return {number for _, value in call.parts for number in numbers_in(value)}


#: Those of whom another exercise is made, in which all is different that they may not know.
TWINS = [
    each
    for each in WALKERS
    if each.role is not None and not each.administrator and each.token is None
]

#: Where nothing of an exercise is: what is random there, or counted, is the account's or the server's.
OF_NO_EXERCISE = ("/accounts/", "/metrics")


@pytest.mark.parametrize("walker", TWINS, ids=str)
def test_nobody_can_tell_an_exercise_from_one_that_differs_in_what_is_hidden(
    served: World, walker: Walker, tmp_path: Path
) -> None:
    client, reader = walker.client(served), walker.reader(served)
    with world(Place(file=tmp_path / "twin.sqlite3"), twin_for=reader) as twin:
        for call, answer in walked(served, walker, client):
            if call.template.startswith(OF_NO_EXERCISE):
                continue
            with twin.served():
                other = answer_of(client.get(call.address))
            assert difference_of(other.plain(), answer.plain()) == "", call.address
