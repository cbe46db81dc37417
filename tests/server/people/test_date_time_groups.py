"""Moments are written in words, or as date-time groups for whoever wants them so."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from birlik.server.speaking import moment, moments_as_groups

AT = datetime(2026, 7, 8, 14, 30, tzinfo=ZoneInfo("Asia/Aqtau"))


def test_moments_are_words_unless_groups_are_wanted():
    assert moment(AT) == "8 Jul 2026 14:30"
    with moments_as_groups(True):
        assert moment(AT) == "081430EJUL26"
    assert moment(AT) == "8 Jul 2026 14:30"


@pytest.mark.parametrize("wanted", [True, False])
def test_the_profile_keeps_the_choice(client, planner, wanted):
    client.force_login(planner)
    answer = client.post(
        "/profile/",
        {"name": planner.name, "time_zone": "", **({"date_time_groups": "on"} if wanted else {})},
    )
    assert answer.status_code == 302
    planner.refresh_from_db()
    assert planner.date_time_groups is wanted
