"""The plan: what is hashed, and how many objects each stratum gives."""

import copy
import hashlib
import hmac
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make_draws as make
from renjian.draws.freezing import freeze
from renjian.draws.plan import (
    OPEN_SECRET,
    Plan,
    plan_hash,
    seed,
)
from renjian.draws.strata import quotas_by_rate, quotas_by_total
from renjian.kernel.refusal import Refused

SIZES = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 500), min_size=1)


def frozen(**changes):
    return freeze(make.draft(**changes), practice=True)


def changed(value):
    """Another value of the same kind."""
    if isinstance(value, str):
        return value + "x"
    return 1 if value is None else value + 1


def places(value, path=()):
    """The path to every text, number and null in a JSON value."""
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield from places(item, (*path, key))
    else:
        yield path


def with_change(value, path):
    """The value with one thing in it changed."""
    value = copy.deepcopy(value)
    *way, last = path
    inner = value
    for key in way:
        inner = inner[key]
    inner[last] = changed(inner[last])
    return value


def test_a_plan_comes_back_from_its_json():
    plan = frozen()
    assert Plan.from_json(json.loads(json.dumps(plan.to_json()))) == plan


def test_the_json_of_a_plan_is_plain():
    value = frozen().to_json()
    assert json.loads(json.dumps(value)) == value
    assert (value["v"], value["sealed"]) == ("rj-draw/1", None)
    assert value["team"] == {"size": 2, "pairs": "same-unit"}


@pytest.mark.parametrize("spoil", [lambda p: p.pop("title"), lambda p: p.update(extra=1)])
def test_a_plan_with_missing_or_unknown_fields_is_none(spoil):
    value = frozen().to_json()
    spoil(value)
    with pytest.raises(TypeError):
        Plan.from_json(value)


@pytest.mark.parametrize("hash", ["sha256", "sm3"])
def test_anything_changed_in_a_plan_changes_the_seed(hash):
    value = frozen(hash=hash).to_json()
    plans = [value, *(with_change(value, path) for path in places(value))]
    seeds = {seed(OPEN_SECRET, plan_hash(one, hash), bytes(32), hash) for one in plans}
    assert len(seeds) == len(plans) > 30


def test_the_order_of_the_keys_does_not_change_the_plan():
    value = frozen().to_json()
    assert plan_hash(dict(reversed(value.items()))) == plan_hash(value)


@given(st.binary(min_size=32, max_size=32), st.integers(0, 767))
def test_any_bit_of_secret_plan_and_beacon_changes_the_seed(given, bit):
    parts = given + given[::-1] + bytes(32)
    other = bytearray(parts)
    other[bit // 8] ^= 1 << bit % 8

    def seed_of(x):
        return seed(bytes(x[:32]), bytes(x[32:64]), bytes(x[64:]))

    assert seed_of(other) != seed_of(parts)


@pytest.mark.parametrize("hash", ["sha256", "sm3"])
def test_the_seed_is_an_hmac_of_plan_and_beacon(hash):
    message = b"RJ-SEED/1\0" + b"p" * 32 + b"b" * 32
    assert seed(b"s" * 32, b"p" * 32, b"b" * 32, hash) == hmac.digest(b"s" * 32, message, hash)


def test_the_plan_hash_is_set_apart_from_other_hashes():
    assert plan_hash({"a": 1}) == hashlib.sha256(b'RJ-PLAN/1\0{"a":1}').digest()


def test_an_unknown_hash_gives_no_seed():
    with pytest.raises(ValueError, match="md5"):
        seed(OPEN_SECRET, bytes(32), bytes(32), "md5")


@pytest.mark.parametrize(
    ("sizes", "rates", "quotas"),
    [
        ({"A": 1000, "B": 100}, {"A": 300, "B": 1000}, {"A": 30, "B": 10}),
        ({"A": 100}, {"A": 10_000}, {"A": 100}),
        ({"A": 7, "B": 5}, {"A": 10_000, "B": 0}, {"A": 7, "B": 1}),
        ({"A": 10, "B": 10, "C": 0}, {"A": 100, "B": 500, "C": 500}, {"A": 1, "B": 1, "C": 0}),
        # 1.5 and 1.5 make 3: one of the two is rounded up, and the tie goes to the first key.
        ({"B": 15, "A": 15}, {"A": 1000, "B": 1000}, {"B": 1, "A": 2}),
        # 1.2, 1.3, 2.4 make 4.9, so 5: the largest remainder is rounded up.
        ({"A": 12, "B": 13, "C": 24}, {"A": 1000, "B": 1000, "C": 1000}, {"A": 1, "B": 1, "C": 3}),
    ],
)
def test_quotas_by_rate(sizes, rates, quotas):
    assert quotas_by_rate(sizes, rates) == quotas


@pytest.mark.parametrize(
    ("sizes", "total", "quotas"),
    [
        ({"A": 80, "B": 20}, 10, {"A": 8, "B": 2}),
        ({"A": 990, "B": 10}, 20, {"A": 19, "B": 1}),
        ({"A": 5, "B": 5}, 3, {"A": 2, "B": 1}),
        ({"A": 5, "B": 0}, 5, {"A": 5, "B": 0}),
        ({"A": 1000, "B": 1, "C": 1}, 3, {"A": 1, "B": 1, "C": 1}),
        ({"A": 0}, 0, {"A": 0}),
    ],
)
def test_quotas_by_total(sizes, total, quotas):
    assert quotas_by_total(sizes, total) == quotas


@given(SIZES, st.data())
def test_a_rate_gives_nobody_a_zero_chance_and_no_more_than_all(sizes, data):
    rates = {stratum: data.draw(st.integers(0, 10_000)) for stratum in sizes}
    quotas = quotas_by_rate(sizes, rates)
    for stratum, size in sizes.items():
        target = size * rates[stratum] / 10_000
        assert min(size, 1) <= quotas[stratum] <= size
        assert abs(quotas[stratum] - target) <= 1


@given(SIZES, st.data())
def test_a_total_is_met_exactly_and_gives_nobody_a_zero_chance(sizes, data):
    occupied = sum(1 for size in sizes.values() if size)
    total = data.draw(st.integers(occupied, sum(sizes.values())))
    quotas = quotas_by_total(sizes, total)
    assert sum(quotas.values()) == total
    assert all(min(size, 1) <= quotas[stratum] <= size for stratum, size in sizes.items())


@given(SIZES, st.data(), st.randoms())
def test_quotas_do_not_depend_on_the_order_of_the_strata(sizes, data, rng):
    total = data.draw(st.integers(sum(map(bool, sizes.values())), sum(sizes.values())))
    shuffled = dict(rng.sample(list(sizes.items()), len(sizes)))
    assert quotas_by_total(shuffled, total) == quotas_by_total(sizes, total)


@pytest.mark.parametrize("rates", [{}, {"A": -1}, {"A": 10_001}])
def test_a_missing_or_impossible_rate_is_named(rates):
    with pytest.raises(Refused) as refused:
        quotas_by_rate({"A": 10}, rates)
    assert refused.value.reasons[0].code == "draws.quota.rate"
    assert "“A”层" in str(refused.value)


@pytest.mark.parametrize("total", [0, 1, 13])
def test_an_impossible_total_is_refused_with_its_bounds(total):
    with pytest.raises(Refused) as refused:
        quotas_by_total({"A": 10, "B": 2}, total)
    assert refused.value.reasons[0].values == {"total": total, "least": 2, "most": 12}
