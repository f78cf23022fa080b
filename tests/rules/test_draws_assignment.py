"""Who visits whom: the definition, beside a search through all possible teams."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renjian.draws.afterwards import stand_in
from renjian.draws.assignment import (
    Assignment,
    Officer,
    Recusal,
    Shortage,
    Team,
    assign,
    object_order,
    officer_order,
    why_no_team,
)
from renjian.draws.priority import Need
from renjian.draws.priority import solve as solve_needs
from renjian.kernel.refusal import Refused
from teams_by_definition import by_definition, smallest_cap, toys

SEED = bytes(range(32))
UNITS = ("510104", "510105", "510106")


def solve(order, candidates, leads, cap=None):
    """Two officers for each object, of whom one may lead."""
    return solve_needs(order, candidates, dict.fromkeys(order, Need((leads,))), cap)


def pairs(solution):
    return tuple(solution.teams.values())


@settings(max_examples=400, deadline=None)
@given(toys(), st.integers(1, 4))
def test_the_teams_are_those_of_the_definition(toy, cap):
    expected = by_definition(*toy, cap)
    found = solve(*toy, cap)
    if expected is None:
        assert isinstance(found, Shortage)
    else:
        assert pairs(found) == expected


@settings(max_examples=200, deadline=None)
@given(toys())
def test_the_cap_is_the_smallest_that_can_do(toy):
    expected = smallest_cap(*toy)
    found = solve(*toy)
    if expected is None:
        assert isinstance(found, Shortage)
    else:
        assert (found.cap, pairs(found)) == (expected, by_definition(*toy, expected))


@settings(max_examples=200, deadline=None)
@given(toys(), st.integers(1, 3))
def test_a_shortage_names_objects_that_the_named_officers_cannot_serve(toy, cap):
    order, candidates, leads = toy
    found = solve(order, candidates, leads, cap)
    if isinstance(found, Shortage):
        assert by_definition(list(found.objects), candidates, leads, cap) is None
        assert set(found.officers) <= {one for o in found.objects for one in candidates[o]}


def test_a_shortage_says_whom_it_is_about():
    objects = ["o1", "o2", "o3"]
    found = solve(objects, {one: ["i1", "i2"] for one in objects}, {"i1"}, 2)
    assert (found.objects, found.officers) == (("o1", "o2", "o3"), ("i1",))
    assert "3 个抽查对象（o1、o2、o3）" in found.reason.text


def test_a_long_shortage_is_counted_and_its_beginning_named():
    objects = tuple(f"o{n}" for n in range(9))
    text = Shortage(objects, (), 18).reason.text
    assert "9 个抽查对象（o0、o1、o2、o3、o4等）" in text


def test_a_guard_that_only_moved_whole_seats_would_fail_here():
    """The pair node: to seat i2 as lead, i1 must change from lead to second of the same team."""
    found = solve(["o"], {"o": ["i2", "i1"]}, {"i1", "i2"}, 1)
    assert pairs(found) == (("i2", "i1"),)


@pytest.mark.parametrize("cap", [0, 1])
def test_too_small_a_cap_is_a_shortage(cap):
    candidates = {"o1": ["i1", "i2"], "o2": ["i2", "i1"]}
    assert isinstance(solve(["o1", "o2"], candidates, {"i1"}, cap), Shortage)
    assert solve(["o1", "o2"], candidates, {"i1"}).cap == 2


# -- units, recusals, seeds ---------------------------------------------------------------------


def staff(each=4, leads=2, units=UNITS):
    return [Officer(f"{unit}-{n}", unit, n < leads) for unit in units for n in range(each)]


def visits(number, units=UNITS):
    return {f"org:{n:02d}": units[n % len(units)] for n in range(number)}


def members(team):
    return {team.lead, team.second}


def test_every_object_gets_two_officers_of_its_unit_and_a_qualified_lead():
    objects, officers = visits(12), staff()
    unit_of = {one.id: one.unit for one in officers}
    leads = {one.id for one in officers if one.lead}
    found = assign(objects, officers, [], SEED)
    assert sorted(team.object for team in found.teams) == sorted(objects)
    for team in found.teams:
        assert team.lead in leads
        assert team.lead != team.second
        assert {unit_of[one] for one in members(team)} == {objects[team.object]}


def test_the_load_is_level_within_each_unit():
    objects = {**visits(9), "org:90": UNITS[0], "org:91": UNITS[0], "org:92": UNITS[0]}
    found = assign(objects, staff(each=6, leads=3), [], SEED)
    assert found.caps == {UNITS[0]: 2, UNITS[1]: 1, UNITS[2]: 1}
    loads = Counter(one for team in found.teams for one in members(team))
    assert all(load <= found.caps[officer[:6]] for officer, load in loads.items())


def test_teams_stand_in_the_order_of_the_objects():
    found = assign(visits(12), staff(), [], SEED)
    assert [team.object for team in found.teams] == object_order(visits(12), SEED)


def test_a_recused_officer_is_not_sent():
    objects, officers = visits(12), staff()
    before = assign(objects, officers, [], SEED)
    away = [Recusal(team.lead, team.object) for team in before.teams]
    after = assign(objects, officers, away, SEED)
    assert not any(Recusal(one, t.object) in away for t in after.teams for one in members(t))


def test_units_are_solved_each_for_itself():
    objects, officers = visits(12), staff()
    whole = assign(objects, officers, [], SEED)
    theirs = {one: unit for one, unit in objects.items() if unit == UNITS[1]}
    alone = assign(theirs, officers, [], SEED)
    assert [team for team in whole.teams if team.object in theirs] == list(alone.teams)


@given(st.randoms(), st.binary(min_size=32, max_size=32))
def test_the_order_of_the_lists_does_not_matter(rng, seed):
    objects, officers = visits(8), staff()
    away = [Recusal(f"{UNITS[0]}-1", "org:00"), Recusal(f"{UNITS[1]}-3", "org:01")]
    shuffled = assign(
        dict(rng.sample(list(objects.items()), len(objects))),
        rng.sample(officers, len(officers)),
        rng.sample(away, len(away)),
        seed,
    )
    assert shuffled == assign(objects, officers, away, seed)


def test_every_officer_and_every_pair_can_come():
    objects, officers = {"org:1": UNITS[0]}, staff(units=UNITS[:1])
    found = {assign(objects, officers, [], n.to_bytes(32, "big")).teams[0] for n in range(400)}
    assert len(found) == 2 * 3  # two leads, each with any of three others


def test_the_seed_and_the_hash_decide():
    results = [assign(visits(9), staff(), [], seed, hash) for seed in (SEED, bytes(32))
               for hash in ("sha256", "sm3")]  # fmt: skip
    assert len({result.teams for result in results}) == 4


def test_no_object_no_team():
    assert assign({}, staff(), [], SEED) == Assignment({}, ())


def test_an_object_without_a_team_stops_everything():
    away = [Recusal(f"{UNITS[0]}-{n}", "org:00") for n in range(3)]
    with pytest.raises(Refused) as refused:
        assign(visits(6), staff(), away, SEED)
    assert [reason.code for reason in refused.value.reasons] == ["draws.assignment.recused"]


def test_a_recusal_in_a_unit_that_is_short_anyway_is_not_said_twice():
    officers = staff(units=UNITS[:2])
    reasons = why_no_team(visits(6), officers, [Recusal("x", "org:02")])
    assert [reason.code for reason in reasons] == ["draws.assignment.unit"]


def test_officers_are_asked_in_another_order_for_each_object():
    officers = [f"i{n}" for n in range(6)]
    orders = {tuple(officer_order(f"o{n}", officers, SEED)) for n in range(20)}
    assert len(orders) == 20


# -- late recusal -------------------------------------------------------------------------------


def replaced(team, leaving, assignment, *, officers=None, recusals=()):
    unit = visits(12)[team.object]
    return stand_in(team, leaving, assignment, unit, officers or staff(), recusals, SEED)


def test_a_late_recusal_changes_only_the_seat_of_the_one_who_leaves():
    found = assign(visits(12), staff(), [], SEED)
    for team in found.teams:
        second = replaced(team, team.second, found)
        assert (second.object, second.lead) == (team.object, team.lead)
        assert second.second not in members(team)
        lead = replaced(team, team.lead, found)
        assert lead.second == team.second
        assert lead.lead.endswith(("-0", "-1")), "only those may lead"


def test_the_next_in_the_order_with_visits_left_stands_in():
    found = assign(visits(12), staff(), [], SEED)
    loads = Counter(one for team in found.teams for one in members(team))
    team = found.teams[0]
    unit = visits(12)[team.object]
    asked = officer_order(team.object, [o.id for o in staff() if o.unit == unit], SEED)
    others = [one for one in asked if one not in members(team)]
    free = [one for one in others if loads[one] < found.caps[unit]]
    assert replaced(team, team.second, found).second == (free or others)[0]


def test_when_all_are_full_the_next_makes_one_visit_more():
    officers = staff(each=3, leads=1, units=UNITS[:1])
    found = assign(dict.fromkeys(("org:00", "org:03"), UNITS[0]), officers, [], SEED)
    full = Assignment({UNITS[0]: 1}, found.teams)
    team = found.teams[0]
    third = ({one.id for one in officers} - members(team)).pop()
    assert replaced(team, team.second, full, officers=officers).second == third


def test_the_stand_in_is_not_recused_himself():
    found = assign(visits(12), staff(), [], SEED)
    team = found.teams[0]
    first = replaced(team, team.second, found)
    away = [Recusal(first.second, team.object)]
    assert replaced(team, team.second, found, recusals=away).second != first.second


def test_without_a_stand_in_the_reason_is_said():
    found = assign({"org:00": UNITS[0]}, staff(each=2, units=UNITS[:1]), [], SEED)
    with pytest.raises(Refused) as refused:
        replaced(found.teams[0], found.teams[0].lead, found, officers=staff(2, 2, UNITS[:1]))
    assert refused.value.reasons[0].code == "draws.assignment.shortage"


def test_only_a_member_of_the_team_can_leave_it():
    team = Team("org:00", "a", "b")
    with pytest.raises(ValueError, match="not in the team"):
        replaced(team, "c", Assignment({}, (team,)))
