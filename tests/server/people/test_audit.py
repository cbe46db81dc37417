"""The audit trail: told after it is certain, in order, and never lost."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from birlik.server.people import audit
from birlik.server.people.audit import NOBODY, SERVER, recorded, waiting
from birlik.server.people.models import Untold


class Kept:
    """A sink that keeps what it is told, or fails when it should."""

    def __init__(self):
        self.happenings = []
        self.full = False

    def append(self, happening):
        if self.full:
            raise OSError("No space left on device")
        self.happenings.append(happening)


@pytest.fixture
def sink():
    sink = Kept()
    before = audit.write_to(sink)
    yield sink
    audit.write_to(before)


@pytest.mark.django_db(transaction=True)
def test_what_happened_is_told_once_it_is_certain(sink):
    with transaction.atomic():
        recorded("joined an exercise", SERVER, "leyla", nation="KAZ")
        assert sink.happenings == []
    (told,) = sink.happenings
    assert (told.what, told.who, told.about) == ("joined an exercise", SERVER, "leyla")
    assert told.facts == {"nation": "KAZ"}
    assert told.at.utcoffset() == timedelta(0)
    assert waiting() == []


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_is_never_told(sink):
    with transaction.atomic():
        recorded("joined an exercise", SERVER)
        transaction.set_rollback(True)
    assert sink.happenings == []
    assert waiting() == []


@pytest.mark.django_db(transaction=True)
def test_what_a_full_disk_refused_is_told_later_in_order(sink, caplog):
    sink.full = True
    recorded("signed in", "leyla")
    recorded("signed out", "leyla")
    assert "waits in the database" in caplog.text
    assert [each.what for each in waiting()] == ["signed in", "signed out"]
    sink.full = False
    recorded("signed in", "murad")
    assert [each.what for each in sink.happenings] == ["signed in", "signed out", "signed in"]


@pytest.mark.django_db(transaction=True)
def test_without_a_sink_it_waits_for_one():
    recorded("failed to sign in", NOBODY)
    assert [each.what for each in waiting()] == ["failed to sign in"]
    sink = Kept()
    before = audit.write_to(sink)
    try:
        assert audit.hand_on() == 1
    finally:
        audit.write_to(before)
    assert sink.happenings[0].what == "failed to sign in"


@pytest.mark.django_db(transaction=True)
def test_what_a_process_died_with_is_told_by_another_with_the_same_key(sink):
    now = timezone.now()
    taken = Untold.objects.create(at=now, what="signed in", who="leyla", taken_at=now)
    assert audit.hand_on() == 0
    Untold.objects.update(taken_at=now - audit.PATIENCE * 2)
    assert audit.hand_on() == 1
    assert sink.happenings[0].key == taken.key
