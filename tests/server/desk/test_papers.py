"""A copy of the joint plan as of a baseline holds the signatures under it, as far as its reader sees them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from birlik.server.desk.concurring import Signing, sign
from birlik.server.desk.papers import Asked, given_for
from birlik.server.desk.past import name
from birlik.server.store.logs import Logs
from tests.server.desk.conftest import CHIEF, UNITY, Look
from tests.server.desk.test_concurring import HEAD, UZBEK


def asked(baseline: str) -> Asked:
    return Asked("joint-plan.pdf", "en", ZoneInfo("UTC"), baseline)


@pytest.mark.parametrize(
    ("to", "reads"), [(("ALL",), "Not before dawn."), ((), "with reservations")]
)
def test_who_signed_stands_in_a_copy_of_the_baseline(
    logs: Logs, look: Look, to: tuple[str, ...], reads: str
) -> None:
    baseline = name(logs, UNITY, CHIEF, "MPC")
    wants = Signing("Col Rauf Guliyev", "Head of delegation", "Not before dawn.", to, "")
    sign(logs, UNITY, HEAD, baseline, wants)
    (signed,) = given_for(logs, look(UZBEK), asked(baseline)).concurrences
    assert (signed.nation, signed.name, signed.function, signed.reservations) == (
        *("AZE", "Col Rauf Guliyev", "Head of delegation"),
        reads,
    )
    assert given_for(logs, look(UZBEK), asked("")).concurrences == ()
