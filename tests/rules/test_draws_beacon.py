"""The beacon: a value nobody chooses, and how far it can be trusted."""

import hashlib

import pytest

from renjian.draws import beacon


@pytest.mark.parametrize("hash", ["sha256", "sm3"])
def test_the_practice_value_is_a_hash_of_round_and_seed(hash):
    known = b'RJ-PRACTICE/1\0{"round":7,"seed":"2026"}'
    value = beacon.value(beacon.practice(round=7, seed="2026"), hash)
    assert value == hashlib.new(hash, known).digest()


def test_another_round_or_country_gives_another_value():
    beacons = [beacon.practice(round=r, seed=s) for r in (1, 2) for s in ("1", "2")]
    assert len({beacon.value(one, "sha256") for one in beacons}) == 4


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"kind": "weather", "round": 1, "seed": "1"},
        {"kind": "practice"},
        {"kind": "practice", "round": 1},
        {"kind": "practice", "round": "1", "seed": "1"},
        {"kind": "practice", "round": True, "seed": "1"},
        {"kind": "practice", "round": 1, "seed": "1", "value": "00"},
    ],
)
def test_a_beacon_that_is_not_described_as_its_kind_needs_has_no_value(wrong):
    with pytest.raises(ValueError, match="beacon"):
        beacon.value(wrong, "sha256")


def test_practice_is_refused_in_production():
    (reason,) = beacon.why_not_use("practice", practice=False)
    assert reason.code == "draws.beacon.practice-only"
    assert "正式抽查不得使用" in reason.text


def test_practice_may_be_used_in_practice():
    assert beacon.why_not_use("practice", practice=True) == []


@pytest.mark.parametrize("practice", [True, False])
def test_an_unknown_kind_is_refused_with_those_there_are(practice):
    (reason,) = beacon.why_not_use("weather", practice=practice)
    assert reason.code == "draws.beacon.unknown"
    assert "practice" in reason.text


def test_practice_says_that_it_proves_nothing():
    kind = beacon.kind_of(beacon.practice(round=1, seed="1"))
    assert kind.grade == "worthless"
    assert "没有任何证明力" in kind.trust.text
