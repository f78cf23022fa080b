"""The worked examples E1 and E4 of RJ-DRAW/1, whose results were computed by other programs."""

import hashlib
import hmac
from collections import defaultdict

import pytest
import rfc8785

from renjian.draws import assignment, consistent, plan, pool, selection, tickets
from renjian.draws import secret as secrets
from renjian.draws.priority import Need, solve
from renjian.kernel.canonical import canonical
from renjian.ledger import tree

CLASSES = {"A": range(1, 7), "B": range(7, 11), "C": range(11, 13)}
LEAVES = [{"cls": c, "id": f"org:{n:02d}"} for c, numbers in CLASSES.items() for n in numbers]
ROOT = "7869738c4ec6fde914336ae615299ea5d3289b671d1556de9a28fc8200dc4489"
CHAIN = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
PLAN = {
    "v": "rj-draw/1",
    "plan": "DEMO-2025-01",
    "merge_group": "2025H1",
    "hash": "sha256",
    "sealed": None,
    "beacon": {"chain": CHAIN, "round": 1000},
    "register_root": ROOT,
    "register_size": 12,
    "strata": [{"cls": "A", "n": 2}, {"cls": "B", "n": 2}, {"cls": "C", "n": 1}],
}
PLAN_HASH = "36121eb5d9191c117c2af244ae4202f3d42929c26c3631c0c6e6a9dece8a2413"
BEACON = "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd"
SEED = bytes.fromhex("72d22f5d6be0226ecab1dff3a034fe30fb58c23fa0ba6c8b17250f0b3d1a2274")
DRAWN = {"A": "05 03", "B": "08 10", "C": "11"}
RESERVE = {"A": "06 01 04 02", "B": "07 09", "C": "12"}
PREFIXES = {
    "05": "59dccd1b",
    "03": "97ff621a",
    "08": "5b8600b8",
    "10": "5d3065a0",
    "11": "1ef1eff0",
}
PROOF = """
    e1af6476c5fee42a539a873a7dcfcdbb3ce892bb4185e85b3082f0b2910445eb
    ac88b0bae7a1ee768a8315e31e58f01ebb5864bc9b1174e399b41f234e913aaf
    8258ae39087461c7556a17b48e7c0c2d205a0ded078c10d27712b61627df2cb1
    11b9b2427d1f9b42a96662052061ed4da578b022fad5a8c4c76892b5777efa45
"""
RECUSED = {("A", "05"), ("D", "08"), ("B", "11")}
TEAMS = "08:C,E 10:C,F 03:A,D 11:A,D 05:B,E"
LEADS = {"ins:A", "ins:B", "ins:C"}
NEEDS = defaultdict(lambda: Need((LEADS,)))


def org(numbers):
    return [f"org:{number}" for number in numbers.split()]


def candidates(objects):
    return {
        one: assignment.officer_order(
            one, [f"ins:{who}" for who in "ABCDEF" if (who, one[4:]) not in RECUSED], SEED
        )
        for one in objects
    }


def shown(teams):
    return " ".join(f"{one[4:]}:{lead[4:]},{second[4:]}" for one, (lead, second) in teams.items())


def test_the_register_root():
    assert pool.register_root(LEAVES) == ROOT


def test_the_inclusion_proof_of_one_object():
    hashes = [tree.leaf_hash(canonical(leaf)) for leaf in LEAVES]
    assert hashes[4].hex().startswith("fd68c712e24d75fa")
    assert [part.hex() for part in tree.inclusion_proof(4, hashes)] == PROOF.split()


def test_the_plan_hash():
    assert plan.plan_hash(PLAN).hex() == PLAN_HASH


def test_the_seed():
    committed = bytes.fromhex(PLAN_HASH)
    assert plan.seed(plan.OPEN_SECRET, committed, bytes.fromhex(BEACON)) == SEED


@pytest.mark.parametrize(("number", "prefix"), PREFIXES.items())
def test_the_tickets(number, prefix):
    assert tickets.ticket(SEED, "2025H1", f"org:{number}").hex()[:8] == prefix


@pytest.mark.parametrize("stratum", "ABC")
def test_what_is_drawn_and_what_stands_in_reserve(stratum):
    ids = [leaf["id"] for leaf in LEAVES if leaf["cls"] == stratum]
    wanted = org(DRAWN[stratum])
    found = selection.srs(tickets.tickets(SEED, "2025H1", ids), len(wanted), 12)
    assert [one.id for one in found.selected] == wanted
    assert [one.id for one in found.reserve] == org(RESERVE[stratum])


def test_the_order_of_the_objects():
    objects = org("03 05 08 10 11")
    assert assignment.object_order(objects, SEED) == org("08 10 03 11 05")


def test_the_teams():
    order = org("08 10 03 11 05")
    found = solve(order, candidates(order), NEEDS, cap=2)
    assert (found.cap, shown(found.teams)) == (2, TEAMS)


def test_the_smallest_cap_of_the_example_is_two():
    order = org("08 10 03 11 05")
    assert solve(order, candidates(order), NEEDS).cap == 2
    assert isinstance(solve(order, candidates(order), NEEDS, cap=1), assignment.Shortage)


def test_an_officer_asked_first_is_passed_over_where_he_cannot_serve():
    asked = candidates(org("10 03"))
    assert asked["org:10"][0] == "ins:F", "F is preferred but cannot lead"
    assert next(who for who in asked["org:03"] if who in LEADS) == "ins:C", "C is full by then"


def test_consistent_sampling_of_others_can_be_checked():
    ids = ["A-1", "A-2", "A-3", "B-1", "B-2", "B-3"]
    first = consistent.in_order(ids, "314159")[:4]
    assert [(one, ticket[:11]) for ticket, one in first] == [
        ("B-2", "0.410310858"),
        ("B-3", "0.470960291"),
        ("A-3", "0.471438751"),
        ("A-2", "0.567089805"),
    ]


def test_the_sample_of_rfc_8785():
    """The example of section 3.2.4 without its numbers, which no plan may hold."""
    value = {
        "string": '\u20ac$\u000f\nA\'B"\\\\"/',
        "literals": [None, True, False],
        "numbers": [333333333, 2, 0],
    }
    assert canonical(value) == (
        b'{"literals":[null,true,false],"numbers":[333333333,2,0],'
        b'"string":"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )
    with pytest.raises(ValueError, match="whole numbers"):
        canonical({"numbers": [4.5]})


@pytest.mark.parametrize("hash", ["sha256", "sm3"])
@pytest.mark.parametrize("secret", [bytes(32), bytes(range(32))])
def test_seed_and_tickets_are_those_of_the_words_of_the_rule(hash, secret):
    """Steps 2, 3, 5 and 6 of the rule, written out with nothing but hashes."""

    def h(data):
        return hashlib.new(hash, data).digest()

    p = h(b"RJ-PLAN/1\0" + rfc8785.dumps(PLAN))
    assert plan.plan_hash(PLAN, hash) == p
    assert secrets.commitment(secret, hash) == h(b"RJ-SECRET/1\0" + secret).hex()
    beacon = bytes.fromhex(BEACON)
    seed = hmac.new(secret, b"RJ-SEED/1\0" + p + beacon, hash).digest()
    assert plan.seed(secret, p, beacon, hash) == seed
    expected = h(b"RJ-TICKET/1\0" + seed + b"2025H1" + b"\0" + b"org:05")
    assert tickets.ticket(seed, "2025H1", "org:05", hash) == expected
    first = h(b"RJ-ORDER/1\0" + seed + b"org:05"), h(b"RJ-ORDER/1\0" + seed + b"org:06")
    order = ["org:05", "org:06"] if first[0] < first[1] else ["org:06", "org:05"]
    assert assignment.object_order(order[::-1], seed, hash) == order
    pairs = {one: h(b"RJ-PAIR/1\0" + seed + b"org:05\0" + one.encode()) for one in ("a", "b", "c")}
    asked = assignment.officer_order("org:05", "cab", seed, hash)
    assert asked == sorted(pairs, key=pairs.__getitem__)
