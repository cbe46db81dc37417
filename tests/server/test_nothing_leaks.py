"""Nobody is given a trace of what is not released to him, whatever he asks for: the whole server is walked.

Every address comes from the routes, so that a new one is walked as soon as it is there; one that the table
in ``walking/calls.py`` does not know how to call makes a test here fail. What is covered:

* **Everybody asks for every route**: each role of each nation, trusted agents, programs, administrators,
  who has no part, and who is not signed in. No answer holds a marker of what is hidden from him.
* **Who reads the same, sits in one seat** (``Reader.seat``): what he is given is made from one view.
  The first of each seat asks of every kind of record for one that he sees and one that he does not, for
  every kind of export, and for steps of the history that he may know of and that he may not. The others
  of the seat, who may do other things, do so of a part of the kinds.
* **Each seat has a twin of the exercise**, in which all is different that it may not know, and more
  happened beside it. Whatever the first of the seat is answered, he is answered there to the last byte,
  but for what is random: so nothing can be counted, weighed or told from a number without a marker.
* **Every parameter** of an address is found out while it is walked. Every value is tried by somebody,
  and by everybody some.

What is stored elsewhere gives the same answers (the stores are tested alike); one seat walks the exercise
in PostgreSQL as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.test import Client

from birlik.server.store.opening import Place
from tests.server.cluster import Cluster
from tests.server.walking.calls import (
    Call,
    Extent,
    asked_for,
    calls,
    combinations,
    described,
)
from tests.server.walking.people import Walker, remembered, walkers
from tests.server.walking.traces import Answer, answer_of, difference_of, numbers_in, numbers_of
from tests.server.walking.world import FOREIGN, NOT_THERE, World, world

WALKERS = [*walkers()]

#: The first of each seat; who has no part sees nothing that could differ.
FIRST = [*{walker.seat: walker for walker in reversed(WALKERS) if walker.seat}.values()][::-1]

#: Of so many combinations of parameters everybody tries one; each is tried by somebody.
TURNS = len(WALKERS)

#: Where nothing of an exercise is: what is random there, or counted, is the account's or the server's.
OF_NO_EXERCISE = ("/accounts/", "/metrics", "/profile/", "/api/me")

#: The first of a seat asks for every kind of record, and the others for some.
WHOLE, PART = Extent(absent=8), Extent(kinds=8)

#: Of so many kinds, everybody asks for one with parameters.
KINDS = 6

METHOD_NOT_ALLOWED, SERVER_ERROR = 405, 500


def walked(world: World, walker: Walker, client: Client) -> Iterator[tuple[Call, Answer]]:
    """Answers to everything that somebody can ask for."""
    turn, closed = WALKERS.index(walker), set()
    for number, call in enumerate(calls(world, walker, WHOLE if walker in FIRST else PART)):
        if call.template in closed:
            continue
        with asked_for() as asked:
            answer = answer_of(client.get(call.address))
        yield call, answer
        if answer.status == METHOD_NOT_ALLOWED:
            closed.add(call.template)
        if "kind" in dict(call.parts) and walker in FIRST and (number + turn) % KINDS:
            continue
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


def _is_of_the_exercise(call: Call) -> bool:
    """Whether an answer can tell anything of the exercise that has a twin."""
    elsewhere = dict(call.parts).get("exercise") in (FOREIGN, NOT_THERE)
    return not elsewhere and not call.template.startswith(OF_NO_EXERCISE)


@pytest.mark.parametrize("walker", [each for each in WALKERS if each not in FIRST], ids=str)
def test_no_answer_holds_what_is_hidden(served: World, walker: Walker) -> None:
    hidden = cache(lambda template: numbers_of(walker.hidden(served, template)))
    client = walker.client(served)
    with remembered():
        for call, answer in walked(served, walker, client):
            assert answer.status < SERVER_ERROR, call.address
            assert answer.around(hidden(call.template) - _sent(call)) == [], call.address


@pytest.mark.parametrize("walker", FIRST, ids=str)
def test_nobody_can_tell_an_exercise_from_one_that_differs_in_what_is_hidden(
    served: World, walker: Walker, tmp_path: Path
) -> None:
    beside_a_twin(served, walker, Place(file=tmp_path / "twin.sqlite3"))


def test_nor_can_he_in_postgresql(served: World, cluster: Cluster) -> None:
    walker = next(each for each in FIRST if each.name == "guest observer")
    beside_a_twin(served, walker, Place(url=cluster.new_database()))


def beside_a_twin(served: World, walker: Walker, place: Place) -> None:
    """Ask for everything in the exercise, and in its twin at another place."""
    hidden = cache(lambda template: numbers_of(walker.hidden(served, template)))
    # Each has a session of his own, which keeps what is to be said on its next page.
    client, other = walker.client(served), walker.client(served)
    with world(place, walker.reader(served)) as twin, remembered():
        for call, answer in walked(served, walker, client):
            assert answer.status < SERVER_ERROR, call.address
            assert answer.around(hidden(call.template) - _sent(call)) == [], call.address
            if not _is_of_the_exercise(call):
                continue
            with twin.served():
                same = answer_of(other.get(call.address))
            assert difference_of(same.plain(), answer.plain()) == "", call.address
