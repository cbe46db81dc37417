"""Whoever names something that he does not see is told what he is told of what is not there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from birlik.exercise.columns import RecordKind, columns_of
from birlik.exercise.plan import MODELS
from birlik.server.desk.sight import Sight
from birlik.server.store.opening import Place
from tests.server.walking.calls import marker_of_nobody
from tests.server.walking.people import Walker, walkers
from tests.server.walking.traces import answer_of, difference_of
from tests.server.walking.world import UNITY, World, world

WRITERS = [
    each
    for each in walkers()
    if each.name in ("host chief planner", "guest planner", "third director")
]

#: A random key, or the tag of a version.
_KEY = re.compile(r"[0-9a-f]{24}")


@pytest.fixture
def own(served: World, tmp_path: Path) -> Iterator[World]:
    """The exercise, for one writer alone."""
    with world(Place(file=tmp_path / "own.sqlite3")) as made, made.served():
        yield made


def guesses(made: World, walker: Walker) -> Iterator[tuple[RecordKind, str, str, str]]:
    """Kind, record and field that may name others, with the id of something that he does not see."""
    reader = walker.reader(made)
    assert reader is not None
    for kind in RecordKind:
        for column in columns_of(MODELS[kind]):
            hidden = [made.hidden_id(reader, target) for target in column.refers_to]
            sight = Sight(made.state, reader)
            mine = [s for s in sight.records(kind) if column.name in sight.editable(s)]
            if mine and any(hidden):
                yield kind, mine[0].key, column.name, next(each for each in hidden if each)


def same(first: object, second: object, *names: str) -> str:
    """Where two answers part, the names that were guessed and random keys aside."""
    texts = [_KEY.sub("…", repr(each)) for each in (first, second)]
    for name in names:
        texts = [text.replace(name, "…") for text in texts]
    return difference_of(*texts)


@pytest.mark.parametrize("walker", WRITERS, ids=str)
def test_a_guessed_id_in_a_field(own: World, walker: Walker) -> None:
    client, nobody = walker.client(own), marker_of_nobody()
    tried = 0
    for kind, key, field, hidden in guesses(own, walker):
        address = f"/api/exercises/{UNITY}/records/{kind.value}/{key}"
        page = reverse("record", args=[UNITY, kind, key])
        told = []
        for name in (hidden, nobody):
            seen = client.get(address).json()["fields"].get(field)
            body = {"fields": {field: name}, "seen": {field: seen}}
            by_program = client.patch(address, json.dumps(body), "application/json")
            by_hand = client.post(page, {f"f.{field}": name, f"s.{field}": ""})
            told.append([answer_of(each).plain() for each in (by_program, by_hand)])
        assert same(told[0], told[1], hidden, nobody) == "", (kind, field)
        tried += 1
    assert tried > 5


@pytest.mark.parametrize("walker", WRITERS, ids=str)
def test_a_guessed_id_of_a_new_record_and_in_a_file(own: World, walker: Walker) -> None:
    client, nobody = walker.client(own), marker_of_nobody()
    reader = walker.reader(own)
    assert reader is not None
    for kind in (RecordKind.SERIAL, RecordKind.AREA, RecordKind.UNIT, RecordKind.INJECT):
        hidden = own.hidden_id(reader, kind)
        if hidden is None:
            continue
        told = [[imported(client, own, walker, kind, name)] for name in (hidden, nobody)]
        for name in (hidden, nobody):
            address = f"/api/exercises/{UNITY}/records/{kind.value}"
            made = client.post(address, json.dumps({"fields": {"id": name}}), "application/json")
            told[name == nobody].append((made.status_code, made.content))
        assert same(told[0], told[1], hidden, nobody) == "", kind


def imported(client: Client, own: World, walker: Walker, kind: RecordKind, id: str) -> object:
    """What is shown before a plan is imported that has one record more than he sees."""
    reader = walker.reader(own)
    assert reader is not None
    plan = json.loads(Sight(own.state, reader).plan.to_json())
    plan.setdefault(kind.value, []).append({"id": id})
    file = SimpleUploadedFile("plan.json", json.dumps(plan).encode(), "application/json")
    answer = client.post(f"/exercises/{UNITY}/import/", {"file": file})
    assert answer.status_code == 302, answer.content
    shown = client.get(answer.headers["Location"])
    own.come_and_go(reader, 700 + len(own.steps))
    again = client.get(answer.headers["Location"])
    assert difference_of(answer_of(again).plain(), answer_of(shown).plain()) == "", kind
    return answer_of(shown).plain()
