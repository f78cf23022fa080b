"""Tickets and selection: every object has its exact chance, and no list can change it."""

import hashlib
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renjian.draws.selection import ALGORITHMS, census, srs
from renjian.draws.tickets import Ticket, ticket, tickets

SEEDS = st.binary(min_size=32, max_size=32)
IDS = st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=30, unique=True)
PSEUDO_SEEDS = 20_000


def seed(number):
    return hashlib.sha256(b"pseudo-seed %d" % number).digest()


def drawn(ids, number, seed=bytes(32), group="2026H2"):
    return [one.id for one in srs(tickets(seed, group, ids), number, 0).selected]


@pytest.fixture(scope="module")
def many_draws():
    """Three of ten objects, drawn under many seeds."""
    ids = [f"org:{n}" for n in range(10)]
    return [frozenset(drawn(ids, 3, seed(n))) for n in range(PSEUDO_SEEDS)]


def test_every_object_is_drawn_as_often_as_its_chance_says(many_draws):
    counts = Counter(one for draw in many_draws for one in draw)
    expected = PSEUDO_SEEDS * 3 / 10
    spread = sum((count - expected) ** 2 for count in counts.values()) / (expected * 0.7)
    # Chi-square with 9 degrees of freedom once the fixed size is allowed for: 99.9 % below 27.9.
    assert len(counts) == 10
    assert spread * 9 / 10 < 27.9


def test_every_pair_is_drawn_as_often_as_its_chance_says(many_draws):
    counts = Counter(pair for draw in many_draws for pair in combinations(sorted(draw), 2))
    chance = 3 * 2 / (10 * 9)
    deviation = (PSEUDO_SEEDS * chance * (1 - chance)) ** 0.5
    assert len(counts) == 45
    assert all(abs(n - PSEUDO_SEEDS * chance) < 4 * deviation for n in counts.values())


def test_every_possible_sample_occurs(many_draws):
    assert len(set(many_draws)) == 120


@given(IDS, SEEDS, st.randoms(), st.data())
def test_the_order_of_the_pool_does_not_matter(ids, seed, rng, data):
    number = data.draw(st.integers(0, len(ids)))
    shuffled = rng.sample(ids, len(ids))
    assert drawn(shuffled, number, seed) == drawn(ids, number, seed)


@given(IDS, SEEDS, st.data())
def test_leaving_out_an_object_that_was_not_drawn_changes_nothing(ids, seed, data):
    number = data.draw(st.integers(0, len(ids) - 1))
    before = drawn(ids, number, seed)
    gone = data.draw(st.sampled_from([one for one in ids if one not in before]))
    assert drawn([one for one in ids if one != gone], number, seed) == before


@given(IDS, SEEDS, st.data())
def test_leaving_out_a_drawn_object_brings_in_only_the_first_of_the_reserve(ids, seed, data):
    number = data.draw(st.integers(1, len(ids)))
    before = srs(tickets(seed, "g", ids), number, 1)
    gone = data.draw(st.sampled_from(before.selected))
    after = srs(tickets(seed, "g", [one for one in ids if one != gone.id]), number - 1, 1)
    stay = tuple(one for one in before.selected if one != gone)
    assert after.selected == stay
    assert after.reserve == before.reserve


@given(IDS, st.text(min_size=1, max_size=8), SEEDS, st.data())
def test_one_more_object_displaces_at_most_one(ids, new, seed, data):
    number = data.draw(st.integers(1, len(ids)))
    before, after = set(drawn(ids, number, seed)), set(drawn({*ids, new}, number, seed))
    assert len(before - after) <= 1


@given(IDS, SEEDS, st.data())
def test_what_is_drawn_for_the_rarer_item_is_drawn_for_the_commoner_one(ids, seed, data):
    fewer = data.draw(st.integers(0, len(ids)))
    more = data.draw(st.integers(fewer, len(ids)))
    assert set(drawn(ids, fewer, seed)) <= set(drawn(ids, more, seed))


def test_another_campaign_draws_independently():
    ids = [f"org:{n}" for n in range(200)]
    both = set(drawn(ids, 50, group="2026H2")) & set(drawn(ids, 50, group="2027H1"))
    assert 3 <= len(both) <= 25  # 12.5 expected; 50 if the group made no difference


@given(SEEDS, SEEDS)
def test_another_seed_gives_other_tickets(one, other):
    same = ticket(one, "g", "org:1") == ticket(other, "g", "org:1")
    assert same == (one == other)


@pytest.mark.parametrize("hash", ["sha256", "sm3"])
def test_a_ticket_is_the_hash_of_seed_group_and_id(hash):
    expected = hashlib.new(hash, b"RJ-TICKET/1\0" + bytes(32) + "组".encode() + b"\0org:1").digest()
    assert ticket(bytes(32), "组", "org:1", hash) == expected


def test_an_unknown_hash_gives_no_ticket():
    with pytest.raises(ValueError, match="md5"):
        ticket(bytes(32), "g", "org:1", "md5")


def test_equal_tickets_are_ordered_by_id():
    same = [Ticket(bytes(32), one) for one in ("b", "a", "c")]
    assert [one.id for one in srs(same, 2, 1).selected] == ["a", "b"]


def test_the_reserve_ends_with_the_stratum():
    found = srs(tickets(bytes(32), "g", ["a", "b", "c"]), 2, 5)
    assert (len(found.selected), len(found.reserve)) == (2, 1)


@pytest.mark.parametrize("number", [-1, 4])
def test_more_than_there_are_cannot_be_drawn(number):
    with pytest.raises(ValueError, match="cannot be drawn from 3"):
        srs(tickets(bytes(32), "g", ["a", "b", "c"]), number, 0)


def test_a_census_takes_everybody_in_the_order_of_the_tickets():
    all_tickets = list(tickets(bytes(32), "g", ["a", "b", "c"]))
    found = census(all_tickets, 3, 2)
    assert found.selected == tuple(sorted(all_tickets))
    assert found.reserve == ()


@pytest.mark.parametrize("number", [0, 2, 4])
def test_a_census_of_some_is_none(number):
    with pytest.raises(ValueError, match="a census of 3"):
        census(tickets(bytes(32), "g", ["a", "b", "c"]), number, 0)


def test_the_algorithms_have_the_names_that_plans_use():
    assert list(ALGORITHMS) == ["srs", "pareto", "census", "for-cause"]
