"""Tickets and cursors: nobody but the server makes one, reads one, or uses one for something else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birlik.exercise.roles import Reader, Role
from birlik.log.state import empty_state
from birlik.server.live.cursors import Cursors
from birlik.server.live.sealing import Seal
from birlik.server.live.tickets import LASTING, Ticket, Tickets

SEAL = Seal("a secret", "ticket")
TICKET = Ticket(
    "aidar", "Aidar", "unity", "KAZ", "training audience", True, "session-key", "", "proof", 1_060
)


def test_a_ticket_says_who_its_holder_is():
    found = Tickets(SEAL).read(Tickets(SEAL).text(TICKET), 1_000)
    assert found == TICKET
    assert found.reader == Reader("KAZ", Role.TRAINING_AUDIENCE, True)


def test_a_ticket_opens_nothing_after_a_minute():
    text = Tickets(SEAL).text(TICKET)
    assert LASTING == 60
    assert Tickets(SEAL).read(text, 1_059.9) is not None
    assert Tickets(SEAL).read(text, 1_060) is None


@pytest.mark.parametrize("seal", [Seal("another secret", "ticket"), Seal("a secret", "cursor")])
def test_what_was_sealed_elsewhere_or_for_something_else_is_no_ticket(seal):
    forged = seal.closed(json.dumps(TICKET).encode())
    assert Tickets(SEAL).read(forged, 1_000) is None


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_any_text_is_no_ticket(text):
    assert Tickets(SEAL).read(text, 0) is None


@given(place=st.integers(0, 400), letter=st.sampled_from("Aa0_-"))
def test_a_changed_letter_makes_it_worthless(place, letter):
    text = Tickets(SEAL).text(TICKET)
    place %= len(text) - 1
    changed = text[:place] + letter + text[place + 1 :]
    assert changed == text or Tickets(SEAL).read(changed, 0) is None


def test_nothing_of_what_is_sealed_can_be_read_or_compared():
    texts = {Tickets(SEAL).text(TICKET) for _ in range(100)}
    assert len(texts) == 100
    assert not any("session" in text or "YWlkYXI" in text for text in texts)


def test_cursors_of_one_place_all_differ_and_have_one_length():
    cursors = Cursors(Seal("a secret", "cursor"))
    state = empty_state("alpha")
    texts = {cursors.text(state, Reader("KAZ"), now) for now in range(100)}
    assert len(texts) == 100
    assert len({len(text) for text in texts}) == 1
    found = {cursors.read(text, "alpha", Reader("KAZ")).position for text in texts}
    assert found == {0}
