"""Beacons of real draws: what gives their value, and what is refused."""

import hashlib

import pytest

from draws_at_random import beacons
from renjian.draws import beacon, drand, verify
from renjian.draws import secret as secrets
from renjian.kernel.canonical import canonical
from renjian.kernel.refusal import Refused

SIGNATURES = {
    123: "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92",
    1000: "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39",
}
VALUES = {
    123: "fb8f7bc29bf24db51871ec8c79f3a1e4bd0557bc0dfcee9ed1d924e69d1c60dc",
    1000: "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd",
}
KINDS = {named["kind"]: (named, evidence) for named, evidence in beacons("sha256")}
needs_bls = pytest.mark.skipif(not drand.can_check(), reason="drand-verify is not installed")


def codes(named, evidence):
    return [why.code for why in beacon.why_not_believe(named, evidence)]


@pytest.mark.parametrize("round", SIGNATURES)
@pytest.mark.parametrize("hash", ["sha256", "sm3"])
def test_a_round_of_drand_has_the_value_that_the_network_published(round, hash):
    named = drand.plan_of(round)
    value = beacon.value(named, hash, {"signature": SIGNATURES[round]})
    assert value.hex() == VALUES[round]


@needs_bls
def test_the_signature_of_another_round_is_refused():
    assert codes(drand.plan_of(124), {"signature": SIGNATURES[123]}) == ["draws.beacon.signature"]
    assert drand.is_signed(123, SIGNATURES[123])
    assert not drand.is_signed(123, "ff" * 48)


@needs_bls
def test_the_stand_alone_check_refuses_it_too():
    with pytest.raises(verify.Disagreement, match=r"record\.beacon\.signature"):
        verify.drand(drand.plan_of(124), SIGNATURES[123])


def test_without_its_library_the_check_says_that_the_signature_was_not_checked(monkeypatch):
    monkeypatch.setattr(verify, "verify_quicknet", None)
    value, said = verify.drand(drand.plan_of(123), SIGNATURES[123])
    assert value.hex() == VALUES[123]
    assert "beacon signature not checked" in said


def test_a_signature_that_is_none_is_refused():
    assert codes(drand.plan_of(1), {"signature": "00"}) == ["draws.beacon.signature-form"]


def test_the_round_of_a_moment_is_the_first_that_comes_then_or_later():
    assert drand.second_of(1) == 1692803367
    assert [drand.round_at(1692803367 + n) for n in (-9, 0, 1, 3)] == [1, 1, 2, 2]


def test_a_round_before_the_freeze_or_too_close_to_it_is_refused():
    named, due = drand.plan_of(1000), drand.second_of(1000)
    (past,) = beacon.why_not_freeze_at(named, due + 5)
    (near,) = beacon.why_not_freeze_at(named, due - 599)
    assert (past.code, near.code) == ("draws.beacon.past", "draws.beacon.near")
    assert beacon.why_not_freeze_at(named, due - 600) == []
    assert "1 秒" in near.text


def test_a_value_that_cannot_be_there_yet_is_refused():
    named, due = drand.plan_of(1000), drand.second_of(1000)
    assert [why.code for why in beacon.why_not_yet(named, due - 1)] == ["draws.beacon.not-yet"]
    assert beacon.why_not_yet(named, due) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("hash", ["sha256", "sm3"])
def test_public_results_give_the_hash_of_their_canonical_bytes(kind, hash):
    named, evidence = dict(zip(KINDS, beacons(hash), strict=True))[kind]
    if kind == "practice":
        return
    (results,) = evidence.values()
    data = b"RJ-PUBLIC/1\0" + canonical(results)
    assert beacon.value(named, hash, evidence) == hashlib.new(hash, data).digest()


def lottery(edit):
    named, evidence = KINDS["lottery"]
    results = [dict(one) for one in evidence["results"]]
    edit(results)
    return codes(named, {"results": results})


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (lambda r: r.reverse(), "draws.beacon.lottery-other"),
        (lambda r: r.pop(), "draws.beacon.lottery-other"),
        (lambda r: r[0].update(issue="2026999"), "draws.beacon.lottery-other"),
        (lambda r: r[0].update(numbers=[1, 5, 9, 20, 32, 34]), "draws.beacon.lottery-numbers"),
        (lambda r: r[0].update(numbers=[5, 1, 9, 20, 32, 33]), "draws.beacon.lottery-numbers"),
        (lambda r: r[0].update(second=[True]), "draws.beacon.lottery-numbers"),
    ],
)
def test_lottery_results_that_are_not_those_of_the_plan_or_cannot_be_are_refused(edit, code):
    assert lottery(edit) == [code]


def test_a_plan_with_too_little_chance_is_refused():
    one = {"game": "双色球", "issue": "2026101"}
    (why,) = beacon.why_not_name({"kind": "lottery", "draws": [one]})
    assert (why.code, why.values["bits"]) == ("draws.beacon.lottery-bits", 24)
    twice = beacon.why_not_name({"kind": "lottery", "draws": [one] * 9})
    assert [why.code for why in twice] == ["draws.beacon.lottery-bits"]


@pytest.mark.parametrize("rolls", [[1] * 39, [1] * 39 + [10], [1] * 39 + [True]])
def test_dice_that_were_not_thrown_so_are_refused(rolls):
    assert codes(KINDS["dice"][0], {"rolls": rolls}) == ["draws.beacon.dice"]


def test_dice_need_forty_throws_and_two_witnesses():
    for count, witnesses in ((39, ["甲", "乙"]), (40, ["甲"]), (40, ["甲", "甲"])):
        named = {"kind": "dice", "count": count, "witnesses": witnesses}
        assert [why.code for why in beacon.why_not_name(named)] == ["draws.beacon.dice-plan"]


def test_a_reveal_that_is_not_what_was_committed_to_is_named():
    named, evidence = KINDS["commit-reveal"]
    (why,) = beacon.why_not_believe(named, {"reveals": [evidence["reveals"][0], "03" * 32]})
    assert (why.code, why.values["name"]) == ("draws.beacon.reveal", "甲1")
    assert codes(named, {"reveals": evidence["reveals"][:1]}) == ["draws.beacon.reveals"]


def test_two_parties_with_one_commitment_are_refused():
    party = {"commitment": secrets.commitment(bytes(32))}
    named = {"kind": "commit-reveal", "parties": [{"name": n, **party} for n in "甲乙"]}
    assert [why.code for why in beacon.why_not_name(named)] == ["draws.beacon.parties"]


def test_evidence_that_is_missing_or_too_much_is_refused_and_gives_no_value():
    for evidence in ({}, {"signature": 1}, {"signature": SIGNATURES[123], "more": 1}):
        with pytest.raises(Refused) as refused:
            beacon.value(drand.plan_of(123), "sha256", evidence)
        assert refused.value.reasons[0].code == "draws.beacon.evidence"


def test_only_practice_is_worthless_as_proof():
    assert {name: kind.grade for name, kind in beacon.KINDS.items()} == {
        "drand": "verifiable",
        "lottery": "verifiable",
        "dice": "witnessed",
        "commit-reveal": "witnessed",
        "practice": "worthless",
    }
