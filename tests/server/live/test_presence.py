"""Who is here, as far as each reader may know of it."""

import pytest

from birlik.exercise.roles import Reader, Role
from birlik.log.drafts import changed
from birlik.server.desk.sight import Sight
from birlik.server.live.presence import MOST_NAMED, Person, checked_place, presence_of
from tests.log.acting import Log
from tests.server.live import steps, world

AIDAR = Person("aidar", "Aidar", "KAZ", "planner", "serials")
LEYLA = Person("leyla", "Leyla", "AZE", "planner")
GUL = Person("gul", "Gul", "AZE", "training audience")


@pytest.fixture
def log():
    log = Log()
    log.take(steps.opening())
    log.take(world.serial("S-1"))
    log.take(world.serial("S-2", only="KAZ"))
    return log


def told(log, reader, *people):
    return presence_of(Sight(log.state, reader), people)


def names(log, reader, *people):
    return [person["name"] for person in told(log, reader, *people)["people"]]


def test_staff_and_observers_see_everybody(log):
    for reader in (Reader("AZE"), Reader("KAZ", Role.DIRECTOR), Reader("AZE", Role.OBSERVER)):
        assert names(log, reader, LEYLA, AIDAR, GUL) == ["Aidar", "Gul", "Leyla"]


def test_audience_and_visitors_see_nobody_unless_they_are_trusted(log):
    assert told(log, Reader("AZE", Role.TRAINING_AUDIENCE), AIDAR) is None
    assert told(log, Reader("AZE", Role.VISITOR), AIDAR) is None
    assert names(log, Reader("AZE", Role.TRAINING_AUDIENCE, True), AIDAR) == ["Aidar"]


def test_a_nation_that_one_may_not_know_of_has_nobody_here(log):
    kaz = world.key_of(log.state, "KAZ", "nations")
    log.do(changed(log.state, "nations", kaz, {"owner": "KAZ", "releasable_to": ["KAZ"]}))
    assert names(log, Reader("AZE"), AIDAR, LEYLA) == ["Leyla"]
    assert names(log, Reader("KAZ"), AIDAR, LEYLA) == ["Aidar", "Leyla"]


def test_a_hidden_record_is_looked_at_by_nobody(log):
    open_key, hidden_key = (world.key_of(log.state, name) for name in ("S-1", "S-2"))
    for key in (open_key, hidden_key):
        person = AIDAR._replace(record=key)
        (mine,) = told(log, Reader("KAZ"), person)["people"]
        assert mine["at"] == [{"kind": "serials", "record": key}]
        (theirs,) = told(log, Reader("AZE"), person)["people"]
        assert theirs["at"] == (mine["at"] if key == open_key else [])


def test_a_kind_that_a_role_does_not_read_is_no_place(log):
    person = AIDAR._replace(kind="injects")
    (seen,) = told(log, Reader("AZE", Role.OBSERVER), person)["people"]
    assert seen["at"] == []
    (seen,) = told(log, Reader("AZE"), person)["people"]
    assert seen["at"] == [{"kind": "injects"}]


def test_two_windows_are_one_person(log):
    people = told(log, Reader("AZE"), AIDAR, AIDAR._replace(kind="areas"), AIDAR)["people"]
    assert [(each["name"], each["at"]) for each in people] == [
        ("Aidar", [{"kind": "areas"}, {"kind": "serials"}])
    ]


def test_of_very_many_people_some_are_counted(log):
    crowd = [Person(f"k{n}", f"P{n:04}", "KAZ", "planner") for n in range(MOST_NAMED + 7)]
    here = told(log, Reader("AZE"), *crowd)
    assert (len(here["people"]), here["more"]) == (MOST_NAMED, 7)


@pytest.mark.parametrize(
    ("kind", "record", "place"),
    [
        ("serials", "abc123", ("serials", "abc123")),
        ("serials", "", ("serials", "")),
        ("nonsense", "abc", ("", "")),
        ("", "abc", ("", "")),
        ("serials", "../x", ("serials", "")),
        ("serials", "a" * 65, ("serials", "")),
        ("serials", "é", ("serials", "")),
    ],
)
def test_a_place_that_makes_no_sense_is_none(kind, record, place):
    assert checked_place(kind, record) == place
