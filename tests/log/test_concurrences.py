"""Signatures under baselines: whatever people do at once, one of each nation counts, and none changes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birlik.log.baselines import Baseline, baselines_of, naming
from birlik.log.chain import verified
from birlik.log.concurrences import CONCURRENCES, signatures, signing, standing
from birlik.log.drafts import Draft, Step, changed, removed
from birlik.log.entry import Act, entry_of, sealed
from birlik.log.merging import UnfitChange
from birlik.log.undo import inverse, undoable
from tests.log.acting import NOON, Log, patient


def frozen(log: Log, name: str = "MPC") -> Baseline:
    """A baseline of a log as it stands."""
    log.add("serials", id="S-1")
    log.take(naming(log.state, name, "aidar", "KAZ"))
    return baselines_of(log.state)[-1]


def signed(baseline: Baseline, nation: str, seen: str = "", **more: Any) -> Step:
    """Step with which somebody signs for a nation."""
    return signing(
        baseline,
        who=f"head of {nation}",
        nation=nation,
        signer="Col A",
        function="Head of delegation",
        view="ab" * 32,
        made_by="1",
        supersedes=seen,
        at=NOON,
        **more,
    )


@patient
@given(data=st.data())
def test_of_each_nation_one_signature_counts_whoever_signs_at_once(data: st.DataObject) -> None:
    log = Log()
    baselines = [frozen(log, "MPC"), frozen(log, "FPC")]
    last: dict[tuple[str, str], str] = {}
    for _ in range(data.draw(st.integers(1, 12))):
        baseline = data.draw(st.sampled_from(baselines))
        nation = data.draw(st.sampled_from(["AZE", "KAZ"]))
        mine = [s.record for s in signatures(log.state, baseline.record) if s.nation == nation]
        # What he saw may be long out of date, or nothing.
        seen = data.draw(st.sampled_from(["", *mine]))
        text = data.draw(st.sampled_from(["", "not before dawn"]))
        try:
            outcome = log.take(signed(baseline, nation, seen, reservations=text))
        except UnfitChange:
            assert seen != last.get((baseline.record, nation), "")
            continue
        assert seen == last.get((baseline.record, nation), "")
        last[baseline.record, nation] = outcome.entries[0].record
    for baseline in baselines:
        counting = standing(log.state, baseline.record)
        expected = {n: key for (b, n), key in last.items() if b == baseline.record}
        assert {nation: each.record for nation, each in counting.items()} == expected
    assert verified("alpha", log.rows, log.state.position, log.state.hash).broken is None


def test_a_signature_is_neither_changed_nor_removed_nor_undone() -> None:
    log = Log()
    step = log.take(signed(frozen(log), "AZE"))
    key = step.entries[0].record
    for draft in (
        changed(log.state, CONCURRENCES, key, {"signer": "Col B"}),
        removed(log.state, CONCURRENCES, key),
    ):
        with pytest.raises(UnfitChange, match="never changes"):
            log.do(draft)
    assert inverse(step.entries) == ()
    assert undoable(reversed(log.entries), "head of AZE") is None


def test_a_baseline_that_is_signed_stays() -> None:
    log = Log()
    baseline = frozen(log)
    taken_back = removed(log.state, "baselines", baseline.record)
    log.take(signed(baseline, "AZE"))
    with pytest.raises(UnfitChange, match="signed, and stays"):
        log.do(taken_back)


def test_only_the_hash_of_a_baseline_that_is_there_is_signed() -> None:
    log = Log()
    baseline = frozen(log)
    for strange in (
        Baseline(baseline.record, baseline.name, 1, "00" * 32),
        Baseline("ab" * 12, baseline.name, baseline.position, baseline.hash),
    ):
        with pytest.raises(UnfitChange, match="signed is not"):
            log.take(signed(strange, "AZE"))
    with pytest.raises(UnfitChange, match="only baselines are signed"):
        log.do(Draft("serials", "ab" * 12, Act.SIGN, {"id": (None, "S-9")}))


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("signer", "", "says its signer"),
        ("hash", "11" * 32, "not the hash"),
        ("supersedes", "ab" * 12, "meanwhile"),
    ],
)
def test_an_audit_names_a_signature_that_does_not_fit(name: str, value: str, why: str) -> None:
    log = Log()
    log.take(signed(frozen(log), "AZE"))
    last = entry_of(log.rows.pop())
    forged, row = sealed(last._replace(changes={**last.changes, name: (None, value)}))
    broken = verified("alpha", [*log.rows, row], forged.position, forged.hash).broken
    assert broken is not None
    assert (broken.position, why in broken.why) == (forged.position, True)


def test_an_audit_names_a_baseline_of_a_past_that_never_was() -> None:
    log = Log()
    frozen(log)
    naming_entry = entry_of(log.rows.pop())
    changes = {**naming_entry.changes, "hash": (None, "22" * 32)}
    forged, row = sealed(naming_entry._replace(changes=changes))
    broken = verified("alpha", [*log.rows, row], forged.position, forged.hash).broken
    assert broken is not None
    assert "a hash that the log did not have there" in broken.why
