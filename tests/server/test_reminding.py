"""People are reminded of what their nation promised: by mail, once for each stage, in their language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import override_settings

from birlik.exercise.records.cooperation import ActionItem
from birlik.log.imports import preview_of
from birlik.log.state import empty_state
from birlik.server.addresses import mail
from birlik.server.desk import keeping
from birlik.server.people.memberships import PartIn, join
from birlik.server.people.models import Account
from birlik.server.people.roles import Role
from birlik.server.reminding.daily import looked_today
from birlik.server.reminding.models import Looked, Reminded
from birlik.server.reminding.sending import Sent, remind
from birlik.server.store.logs import Logs
from birlik.server.store.opening import Place, opened
from tests.building import nation, plan_with
from tests.journeys.serving import PostBox, free_port

UNITY = "unity"
NOON = datetime(2024, 6, 6, 8, tzinfo=UTC)


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[Logs]:
    """An exercise in which AZE is late with one thing, and has done another; KAZ has time."""
    items = (
        ActionItem(id="A-1", title="Send the list", nation="AZE", due=date(2024, 6, 1)),
        ActionItem(
            id="A-2", title="Berths", nation="AZE", due=date(2024, 6, 1), done=date(2024, 5, 30)
        ),
        ActionItem(id="A-3", title="Tents", nation="KAZ", due=date(2024, 7, 1)),
        ActionItem(
            id="A-4", title="Own affair", nation="AZE", due=date(2024, 6, 7), releasable_to=("AZE",)
        ),
    )
    plan = plan_with(title="Unity", default_release="ALL", nations=[nation("KAZ"), nation("AZE")])
    plan = plan.model_copy(update={"action_items": items})
    with Logs(opened(Place(file=tmp_path / "logs.sqlite3"))) as running:
        running.begin(UNITY)
        running.append(UNITY, preview_of(empty_state(UNITY), plan).step("aidar", "KAZ"))
        before = keeping.keep(running)
        yield running
        keeping.keep(before)


@pytest.fixture
def leyla(person) -> Account:
    """A planner of Azerbaijan; beside her a controller and a Kazakh, whom nothing concerns."""
    for name, code, role in (("Omar", "AZE", Role.CONTROLLER), ("Aidar", "KAZ", Role.PLANNER)):
        join(person(name), PartIn(UNITY, code, role), by="server")
    account: Account = person("Leyla", language="ru")
    join(account, PartIn(UNITY, "AZE", Role.PLANNER), by="server")
    return account


def posted(box: PostBox):
    languages = [("en", "English"), ("ru", "Русский")]
    return override_settings(**mail(box.address), MAIL_IS_SENT=True, LANGUAGES=languages)


def test_a_person_is_reminded_of_all_that_is_due_in_one_mail_once(logs, leyla, trail) -> None:
    with PostBox() as box, posted(box):
        assert remind(logs, NOON) == Sent(people=1, items=2)
        assert remind(logs, NOON + timedelta(hours=5)) == Sent()
        (letter,) = box.mails
    assert letter["To"] == "leyla@example.org"
    text = letter.get_content()
    assert "A-1 Send the list" in text
    assert "A-4 Own affair" in text
    # Django itself knows how Russian writes a month.
    assert "1 июня 2024" in text
    assert "A-2" not in text
    assert "A-3" not in text
    assert trail()[-1] == "was reminded of action items"


def test_each_stage_is_told_once_and_what_is_put_off_is_a_new_matter(logs, leyla) -> None:
    with PostBox() as box, posted(box):
        for day in range(30):
            remind(logs, NOON + timedelta(days=day))
    stages = sorted(Reminded.objects.filter(account=leyla).values_list("due__day", "stage"))
    assert stages == [
        *((1, f"late {week}") for week in range(5)),
        (7, "day"),
        *((7, f"late {week}") for week in range(4)),
    ]


def test_what_the_mail_server_does_not_take_is_sent_when_it_does(logs, leyla) -> None:
    gone = f"smtp://127.0.0.1:{free_port()}"
    with override_settings(**mail(gone), MAIL_IS_SENT=True):
        assert remind(logs, NOON) == Sent(failed=1)
        assert looked_today(NOON)
    assert not Looked.objects.exists()
    with PostBox() as box, posted(box):
        assert looked_today(NOON)
        assert not looked_today(NOON + timedelta(minutes=10))
        assert len(box.mails) == 1


def test_one_process_looks_once_a_day_and_not_at_night(logs, leyla) -> None:
    with PostBox() as box, posted(box):
        assert not looked_today(NOON.replace(hour=3))
        assert looked_today(NOON)
        assert not looked_today(NOON)
        assert looked_today(NOON + timedelta(days=1))
        assert len(box.mails) == 1


def test_nobody_is_reminded_of_an_exercise_that_is_long_over(logs, leyla) -> None:
    with PostBox() as box, posted(box):
        assert remind(logs, NOON + timedelta(days=365)) == Sent()
        assert box.mails == []
