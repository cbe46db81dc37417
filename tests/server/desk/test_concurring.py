"""A delegation signs a baseline: who may, what others see of it, and that it can be shown what was signed."""

from __future__ import annotations

import pytest

from birlik.exercise.columns import RecordKind
from birlik.exercise.editing import Refused
from birlik.exercise.roles import Reader, Role
from birlik.server.desk.changing import Author, Wish, change
from birlik.server.desk.concurring import (
    Signing,
    concurrences_of,
    own_fingerprint,
    sign,
    signatures_of,
    without_signature,
)
from birlik.server.desk.fingerprints import fingerprint
from birlik.server.desk.history import History
from birlik.server.desk.past import name
from birlik.server.desk.sight import Absent, Sight
from birlik.server.desk.undoing import undo
from birlik.server.store.auditing import audited
from birlik.server.store.logs import Logs
from tests.server.desk.conftest import CHIEF, OBSERVER, PLANNER, UNITY, Look, key_of

HEAD = Author("rauf", Reader("AZE", Role.DIRECTOR))
UZBEK = Author("dilshod", Reader("UZB", Role.CHIEF_PLANNER))


@pytest.fixture
def baseline(logs: Logs) -> str:
    """Key of a baseline."""
    return name(logs, UNITY, CHIEF, "MPC")


def wants(text: str = "", to: tuple[str, ...] = ("ALL",), seen: str = "") -> Signing:
    return Signing(" Col  Rauf Guliyev ", "Head of delegation", text, to, seen)


def test_delegations_sign_and_each_sees_who_has(logs: Logs, look: Look, baseline: str) -> None:
    sign(logs, UNITY, HEAD, baseline, wants("Not before dawn."))
    sign(logs, UNITY, CHIEF, baseline, wants())
    (aze, kaz) = sorted(concurrences_of(look(UZBEK), baseline), key=lambda each: each.nation)
    assert (aze.nation, aze.signer, aze.function) == (
        "AZE",
        "Col Rauf Guliyev",
        "Head of delegation",
    )
    assert (aze.with_reservations, aze.reservations) == (True, "Not before dawn.")
    assert (kaz.nation, kaz.with_reservations, kaz.reservations) == ("KAZ", False, "")
    assert aze.hash == kaz.hash
    assert without_signature(look(UZBEK), (aze, kaz)) == ("UZB",)
    assert concurrences_of(look(OBSERVER), baseline) == ()


@pytest.mark.parametrize(("to", "reads"), [((), False), (("UZB",), True), (("KAZ",), False)])
def test_the_text_of_reservations_is_for_those_to_whom_it_is_released(
    logs: Logs, look: Look, baseline: str, to: tuple[str, ...], reads: bool
) -> None:
    sign(logs, UNITY, HEAD, baseline, wants("Not before dawn.", to))
    (seen,) = concurrences_of(look(UZBEK), baseline)
    assert seen.with_reservations
    assert bool(seen.reservations) == reads
    assert concurrences_of(look(PLANNER), baseline)[0].reservations == "Not before dawn."
    told = History(logs, UNITY, UZBEK.reader).page().steps[0].entries[0]
    sentence = told.sentence(look(UZBEK).plan.zone)
    assert sentence.startswith("AZE concurs with MPC, with reservations")
    assert ("Not before dawn" in sentence) == reads


def test_a_later_signature_takes_the_place_of_an_earlier_one(
    logs: Logs, look: Look, baseline: str
) -> None:
    first = sign(logs, UNITY, HEAD, baseline, wants())
    with pytest.raises(Refused, match="AZE has signed this baseline meanwhile"):
        sign(logs, UNITY, HEAD, baseline, wants("Not before dawn."))
    second = sign(logs, UNITY, HEAD, baseline, wants("Not before dawn.", seen=first))
    assert [each.key for each in concurrences_of(look(CHIEF), baseline)] == [second]
    assert [each.key for each in signatures_of(look(CHIEF), baseline)] == [first, second]


@pytest.mark.parametrize(
    ("author", "why"),
    [
        (PLANNER, "The director and the chief planner"),
        (Author("x", Reader("TUR", Role.DIRECTOR)), "The director and the chief planner"),
    ],
)
def test_others_do_not_sign(logs: Logs, baseline: str, author: Author, why: str) -> None:
    with pytest.raises(Refused, match=why):
        sign(logs, UNITY, author, baseline, wants())


def test_who_does_not_see_a_baseline_does_not_sign_it(logs: Logs, baseline: str) -> None:
    with pytest.raises(Absent):
        sign(logs, UNITY, OBSERVER, baseline, wants())
    with pytest.raises(Absent):
        sign(logs, UNITY, HEAD, "ab" * 12, wants())


def test_name_and_function_are_needed_and_nations_must_be_seen(logs: Logs, baseline: str) -> None:
    with pytest.raises(Refused, match="your name and your function"):
        sign(logs, UNITY, HEAD, baseline, Signing(" ", "Head"))
    with pytest.raises(Refused, match="no nation that is called TUR"):
        sign(logs, UNITY, HEAD, baseline, wants("x", ("TUR",)))


def test_neither_a_signature_nor_its_baseline_is_taken_back(logs: Logs, baseline: str) -> None:
    sign(logs, UNITY, HEAD, baseline, wants())
    steps = History(logs, UNITY, CHIEF.reader).page().steps
    for step, why in zip(steps, ("never taken back", "signed, and stays"), strict=False):
        with pytest.raises(Refused, match=why):
            undo(logs, UNITY, CHIEF, step.key)


def test_what_was_shown_can_be_made_again_from_the_log(
    logs: Logs, look: Look, baseline: str
) -> None:
    before = own_fingerprint(logs, look(HEAD), baseline)
    sign(logs, UNITY, HEAD, baseline, wants())
    seen_by_aze = key_of(logs, "serials", "S-1")
    wish = Wish(RecordKind.SERIAL, seen_by_aze, {"duration": (60, 90)})
    change(logs, UNITY, CHIEF, wish)
    assert own_fingerprint(logs, look(HEAD), baseline) == before
    assert concurrences_of(look(HEAD), baseline)[0].view == before
    assert concurrences_of(look(CHIEF), baseline)[0].view == ""
    assert fingerprint(logs.state(UNITY), "AZE") != before
    found = {each.log: each for each in audited(logs.store, fingerprint=fingerprint)}
    assert found[UNITY].fine
    assert found[UNITY].signatures == 1
    lies = {e.log: e for e in audited(logs.store, fingerprint=lambda state, nation: "00" * 32)}
    assert not lies[UNITY].fine
    assert "AZE" in lies[UNITY].strange_views[0]


def test_what_is_hidden_from_a_nation_is_not_in_its_fingerprint(logs: Logs, look: Look) -> None:
    before = fingerprint(logs.state(UNITY), "UZB"), fingerprint(logs.state(UNITY), "AZE")
    hidden = Sight(logs.state(UNITY), PLANNER.reader)
    key = next(s.key for s in hidden.records(RecordKind.SERIAL) if s.record.id == "S-2")
    change(logs, UNITY, PLANNER, Wish(RecordKind.SERIAL, key, {"duration": (60, 90)}))
    after = fingerprint(logs.state(UNITY), "UZB"), fingerprint(logs.state(UNITY), "AZE")
    assert after[0] == before[0]
    assert after[1] != before[1]
