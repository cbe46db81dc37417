"""Nobody is given a trace of what is not released to him, whatever he asks for: the whole server is walked.

Every address comes from the routes, so that a new one is walked as soon as it is there; one that the table
in ``walking/calls.py`` does not know how to call makes a test here fail.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.test import Client

from birlik.server.store.opening import Place
from tests.server.walking.calls import (
    Call,
    asked_for,
    calls,
    combinations,
    described,
)
from tests.server.walking.people import Walker, walkers
from tests.server.walking.traces import Answer, answer_of, difference_of, numbers_in, numbers_of
from tests.server.walking.world import FOREIGN, NOT_THERE, World, world

WALKERS = [*walkers()]

#: Of so many combinations of parameters everybody tries one; each is tried by somebody.
TURNS = len(WALKERS)

#: Those for whom another exercise is made, in which all is different that they may not know: one of all
#: who read the same.
TWINS = [
    each
    for each in WALKERS
    if each.name
    in (
        "host chief planner",
        "host observer",
        "guest planner",
        "guest observer",
        "guest visitor",
        "guest trusted observer",
        "third controller",
        "foreign visitor",
    )
]

#: Where nothing of an exercise is: what is random there, or counted, is the account's or the server's.
OF_NO_EXERCISE = ("/accounts/", "/metrics", "/profile/", "/api/me")

METHOD_NOT_ALLOWED, SERVER_ERROR = 405, 500


#: Everybody asks for a part of the records, and who has no twin for a part of the kinds; who reads the same
#: asks for the rest.
SHARE, KINDS = 3, 8


def walked(world: World, walker: Walker, client: Client) -> Iterator[tuple[Call, Answer]]:
    """Answers to everything that somebody can ask for."""
    turn, closed = WALKERS.index(walker), set()
    for call in calls(world, walker, SHARE, 1 if walker in TWINS else KINDS):
        if call.template in closed:
            continue
        with asked_for() as asked:
            answer = answer_of(client.get(call.address))
        yield call, answer
        if answer.status == METHOD_NOT_ALLOWED:
            closed.add(call.template)
        names = sorted({name for each in asked for name in each.__dict__.get("seen", ())})
        names = sorted({*names, *described(call.template)})
        if names and _is_there(call):
            for one in combinations(call, names, world, walker, turn, TURNS):
                yield one, answer_of(client.get(one.address))


def _is_there(call: Call) -> bool:
    return FOREIGN not in dict(call.parts).values() and NOT_THERE not in dict(call.parts).values()


def _sent(call: Call) -> set[int]:
    """Markers that somebody knew already, for he asked for them."""
    return {number for _, value in call.parts for number in numbers_in(value)}


@pytest.mark.parametrize("walker", [each for each in WALKERS if each not in TWINS], ids=str)
def test_no_answer_holds_what_is_hidden(served: World, walker: Walker) -> None:
    hidden = cache(lambda template: numbers_of(walker.hidden(served, template)))
    for call, answer in walked(served, walker, walker.client(served)):
        assert answer.status < SERVER_ERROR, call.address
        assert answer.around(hidden(call.template) - _sent(call)) == [], call.address


@pytest.mark.parametrize("walker", TWINS, ids=str)
def test_nobody_can_tell_an_exercise_from_one_that_differs_in_what_is_hidden(
    served: World, walker: Walker, tmp_path: Path
) -> None:
    hidden = cache(lambda template: numbers_of(walker.hidden(served, template)))
    # Each has a session of his own, which keeps what is to be said on its next page.
    client, other = walker.client(served), walker.client(served)
    with world(Place(file=tmp_path / "twin.sqlite3"), walker.reader(served)) as twin:
        for call, answer in walked(served, walker, client):
            assert answer.status < SERVER_ERROR, call.address
            assert answer.around(hidden(call.template) - _sent(call)) == [], call.address
            if call.template.startswith(OF_NO_EXERCISE):
                continue
            with twin.served():
                same = answer_of(other.get(call.address))
            assert difference_of(same.plain(), answer.plain()) == "", call.address
