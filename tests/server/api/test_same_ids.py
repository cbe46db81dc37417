"""Whoever gives his own the id of a hidden serial learns nothing, and both keep their times."""

from birlik.exercise.plan import Plan
from tests.building import placed, timetable_with
from tests.server.api.conftest import AT
from tests.server.api.test_problems import JSON
from tests.server.api.test_timetable import begins, published


def times(client):
    """What somebody sees of the timetable, reserved times among it."""
    return client.get(f"{AT}/timetable").json()["entries"]


def publish_with_guess(client, first):
    """A timetable as the host plans it, its own S-3 in it."""
    plan = Plan.model_validate_json(client.get(f"{AT}/exports/plan.json").content)
    made = timetable_with(
        plan,
        placed("S-1", first, 60, areas="TOKMAK-1", units="KAZ-1"),
        placed("S-2", "2024-07-09 09:00", 90, areas="OYMASHA-1", units="AZE-1"),
        placed("S-3", "2024-07-09 16:00", 60, areas="TOKMAK-1"),
        placed("S-4", "2024-07-09 14:00", 30, areas="OYMASHA-1"),
    )
    assert published(client, made).status_code == 200


def test_a_guessed_id_shows_nothing_and_is_planned_beside_the_hidden_one(chief, aze):
    before, theirs = times(chief), begins(aze)
    history = chief.get(f"{AT}/history").json()["items"]
    fields = {"id": "S-3", "duration": 60, "areas": "TOKMAK-1", "releasable_to": "KAZ"}
    made = chief.post(f"{AT}/records/serials", {"fields": fields}, content_type=JSON)
    assert made.status_code == 201
    assert times(chief) == before
    assert begins(aze) == theirs
    assert chief.get(f"{AT}/history").json()["items"][1:] == history
    codes = {each["code"] for each in chief.get(f"{AT}/findings").json()["items"]}
    assert "B202" not in codes
    for first in ("2024-07-09 10:00", "2024-07-09 08:00"):
        publish_with_guess(chief, first)
        assert begins(chief)["S-3"] == "2024-07-09T11:00:00Z"
        assert begins(aze)["S-3"] == theirs["S-3"]
        reserved = [each for each in times(chief) if "serial" not in each]
        assert reserved == [each for each in before if "serial" not in each]
