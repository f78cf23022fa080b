"""Visits that serve several items, larger teams, experts: drawn, refused and checked."""

from dataclasses import replace

import pytest

import make_draws as make
from renjian.draws import freezing, record, verify
from renjian.draws.assignment import Officer

ITEMS = {"CI-04": {"S1": 6, "S2": 2, "S3": 1}, "CI-05": {"S1": 2, "S2": 4, "S3": 1}}
MOST = {"S1": 6, "S2": 4, "S3": 1}


def merged(**changes):
    usual = {"items": ITEMS, "quotas": MOST, "reserve": 9}
    return make.draft(**{**usual, **changes})


def codes(draft):
    return [why.code for why in freezing.why_not_freeze(draft, practice=True)]


def served(outcome):
    return {team.object: team.items for team in outcome.assignment.teams}


def test_each_item_takes_the_first_of_the_same_order():
    outcome = make.drawn(merged())
    items = served(outcome)
    for label, selection in outcome.strata.items():
        for name, drawn in ITEMS.items():
            first = [one.id for one in selection.selected][: drawn[label]]
            assert first == [one.id for one in selection.selected if name in items[one.id]]


def test_the_visits_are_as_many_as_the_commoner_item_needs():
    outcome = make.drawn(merged())
    assert len(outcome.assignment.teams) == sum(MOST.values()), "and not the sum over the items"


def test_every_item_has_its_own_qualified_lead():
    only = ("CI-04", "CI-05")
    officers = tuple(
        Officer(f"zf:{unit}-{n}", unit, lead=True, items=only[n % 2])
        for unit in ("510104", "510105")
        for n in range(4)
    )
    outcome = make.drawn(merged(officers=officers))
    known = {one.id: one for one in officers}
    for team in outcome.assignment.teams:
        assert len(set(team.officers)) == 2
        for who, item in zip(team.officers, team.items, strict=False):
            assert known[who].may_lead(item)
    assert list(verify.check(record.public(outcome)))


def test_a_unit_without_a_lead_for_one_of_the_items_is_named():
    officers = tuple(replace(one, items="CI-04") for one in make.officers(leads=4))
    assert set(codes(merged(officers=officers))) == {"draws.assignment.unit"}


@pytest.mark.parametrize(
    "changes",
    [
        {"quotas": {**MOST, "S1": 5}},
        {"items": {"CI 04": ITEMS["CI-04"], "CI-05": ITEMS["CI-05"]}},
        {"items": {"CI-04": {**MOST, "S1": 7}}},
        {"algorithms": {"S1": "pareto"}},
    ],
)
def test_items_that_do_not_make_up_the_strata_are_refused(changes):
    assert "draws.plan.items" in codes(merged(**changes))


@pytest.mark.parametrize("size", [3, 4])
@pytest.mark.parametrize("hash", ["sha256", "sm3"])
def test_larger_teams_have_different_officers_and_one_lead(size, hash):
    outcome = make.drawn(make.draft(team_size=size, officers=make.officers(6), hash=hash))
    leads = {one.id for one in outcome.officers if one.lead}
    for team in outcome.assignment.teams:
        assert len({*team.officers}) == size
        assert team.lead in leads
    assert list(verify.check(record.public(outcome)))


@pytest.mark.parametrize("changes", [{"team_size": 1}, {"experts": ("e1",)}, {"experts_each": 1}])
def test_a_team_that_is_none_is_refused(changes):
    assert "draws.plan.team" in codes(make.draft(**changes))


def test_a_team_larger_than_its_unit_is_refused():
    assert set(codes(make.draft(team_size=5))) == {"draws.assignment.unit"}


def test_experts_go_along_as_evenly_as_can_be_and_are_no_officers():
    experts = tuple(f"专家{n}" for n in range(3))
    outcome = make.drawn(
        make.draft(experts=experts, experts_each=2, quotas={"S1": 3, "S2": 2, "S3": 1})
    )
    sent = [one for team in outcome.assignment.teams for one in team.experts]
    assert {sent.count(one) for one in experts} == {4}
    assert outcome.assignment.expert_cap == 4
    assert all(len(set(team.experts)) == 2 for team in outcome.assignment.teams)
    assert list(verify.check(record.public(outcome)))


def test_an_expert_who_keeps_away_is_not_sent_and_too_few_are_named():
    away = tuple(make.recusal("专家0", f"org:{n:03d}") for n in range(1, 13))
    draft = make.draft(experts=("专家0", "专家1"), experts_each=1, recusals=away)
    outcome = make.drawn(draft)
    assert {one for team in outcome.assignment.teams for one in team.experts} == {"专家1"}
    alone = replace(draft, experts=("专家0",))
    assert set(codes(alone)) == {"draws.assignment.experts"}


@pytest.mark.parametrize("name", ["items", "experts", "others"])
def test_what_was_altered_in_a_team_is_named(name):
    draft = merged(team_size=3, experts=("e1", "e2"), experts_each=1)
    whole = record.public(make.drawn(draft))
    whole["assignment"]["teams"][0][name] = ["?"]
    with pytest.raises(verify.Disagreement, match=rf"record\.assignment\.teams\[0\]\.{name}"):
        list(verify.check(whole))


def test_plans_that_use_none_of_it_have_the_hash_that_they_had():
    plan = freezing.freeze(make.draft(), practice=True).to_json()
    assert not plan.keys() & {"items", "experts"}
    assert plan["team"] == {"size": 2, "pairs": "same-unit"}
