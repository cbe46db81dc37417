"""What a seat is told of a step: all that changed for it, and nothing where nothing did."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from birlik.exercise.roles import Reader, Role
from birlik.log.drafts import changed, removed
from birlik.server.desk.sight import Sight
from birlik.server.live.difference import difference
from tests.log.acting import Log
from tests.server.live import steps, world
from tests.server.live.mirror import Mirror

KAZ, AZE, GUEST = Reader("KAZ"), Reader("AZE"), Reader("AZE", Role.VISITOR)


def begun():
    log = Log()
    log.take(steps.opening())
    return log


def told(log, reader, act):
    """What a reader is told of what is done to a log."""
    before = log.state
    act(log)
    return difference(Sight(before, reader), Sight(log.state, reader))


def test_a_new_record_is_told_with_the_one_before_it():
    log = begun()
    first = told(log, AZE, lambda log: log.take(world.serial("S-1")))
    key = world.key_of(log.state, "S-1")
    assert [(a["key"], a["fields"], "after" in a) for a in first["added"]] == [
        (key, {"id": "S-1"}, False)
    ]
    second = told(log, AZE, lambda log: log.take(world.serial("S-2")))
    assert second["added"][0]["after"] == key


def test_a_change_tells_the_new_values_alone_and_null_is_empty():
    log = begun()
    log.take(world.serial("S-1", title="Landing", notes="wet"))
    change = told(
        log, AZE, lambda log: log.take(world.setting(log.state, "S-1", notes=None, duration=90))
    )
    assert change["changed"][0]["fields"] == {"duration": 90, "notes": None}
    assert change.keys() == {"changed"}


def test_what_is_not_released_gives_no_event():
    log = begun()
    assert told(log, AZE, lambda log: log.take(world.serial("S-1", only="KAZ"))) is None
    assert told(log, AZE, lambda log: log.take(world.setting(log.state, "S-1", title="x"))) is None
    assert told(log, AZE, lambda log: log.take(world.removing(log.state, "S-1"))) is None


def test_a_field_that_a_role_does_not_read_gives_no_event():
    log = begun()
    log.take(world.serial("S-1"))
    notes = told(log, GUEST, lambda log: log.take(world.setting(log.state, "S-1", notes="secret")))
    assert notes is None


def test_a_label_makes_a_record_appear_as_it_is_now_and_vanish():
    log = begun()
    log.take(world.serial("S-1", only="KAZ", title="Old"))
    log.take(world.setting(log.state, "S-1", title="New"))
    key = world.key_of(log.state, "S-1")
    shown = told(
        log, AZE, lambda log: log.take(world.setting(log.state, "S-1", releasable_to=["ALL"]))
    )
    assert shown["added"][0]["fields"]["title"] == "New"
    assert "Old" not in json.dumps(shown)
    hidden = told(
        log, AZE, lambda log: log.take(world.setting(log.state, "S-1", releasable_to=["KAZ"]))
    )
    assert hidden == {"removed": [{"kind": "serials", "key": key}]}


def test_a_place_of_a_hidden_serial_is_told_as_a_reserved_time():
    log = begun()
    log.take(world.serial("S-1", only="KAZ"))
    place = {
        "serial": "S-1",
        "begins": "2024-07-08T06:00:00Z",
        "ends": "2024-07-08T08:00:00Z",
        "areas": ["SEA"],
    }
    time = {
        "kind": "areas",
        "id": "SEA",
        "begins": "2024-07-08T06:00:00Z",
        "ends": "2024-07-08T08:00:00Z",
    }
    before = log.state
    log.add("placements", **place)
    seen = {
        reader: difference(Sight(before, reader), Sight(log.state, reader))
        for reader in (KAZ, AZE, GUEST)
    }
    assert seen[KAZ] == {"placed": [{**place, "units": []}]}
    assert seen[AZE] == {"reserved": {"added": [time]}}
    assert seen[GUEST] is None


def test_another_order_is_told_with_all_keys():
    log = begun()
    log.take(world.serial("S-1"))
    log.take(world.serial("S-2"))
    one, two = (world.key_of(log.state, name) for name in ("S-1", "S-2"))
    moved = told(log, AZE, lambda log: log.do(changed(log.state, "serials", one, {"rank": "z1"})))
    assert moved == {"order": {"serials": [two, one]}}


def test_an_area_that_vanishes_takes_its_name_out_of_the_timetable():
    log = begun()
    log.take(world.serial("S-1"))
    log.add(
        "placements",
        serial="S-1",
        begins="2024-07-08T06:00:00Z",
        ends="2024-07-08T08:00:00Z",
        areas=["SEA"],
    )
    sea = world.key_of(log.state, "SEA", "areas")
    change = told(log, AZE, lambda log: log.do(removed(log.state, "areas", sea)))
    assert change["placed"][0]["areas"] == []


@settings(max_examples=150, deadline=None)
@given(
    acts=st.lists(steps.ACTS, max_size=12),
    reader=st.sampled_from(steps.READERS),
    skipped=st.integers(0, 3),
)
def test_whoever_takes_in_every_difference_knows_what_a_fresh_page_shows(acts, reader, skipped):
    """Also where several steps are told as one; and whose view did not change is told nothing."""
    log = begun()
    last = Sight(log.state, reader)
    mirror = Mirror.of(last)
    for number, act in enumerate(acts):
        step = steps.step_of(log.state, act)
        if step is not None:
            log.take(step)
        if number % (skipped + 1):
            continue
        now = Sight(log.state, reader)
        change = difference(last, now)
        same = Mirror.of(now) == Mirror.of(last)
        assert (change is None) == same, change
        if change is not None:
            mirror.take(json.loads(json.dumps(change)))
        assert mirror == Mirror.of(now)
        last = now
