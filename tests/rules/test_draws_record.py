"""Carrying out a frozen plan, and what its two records show."""

import json
from dataclasses import replace

import pytest

import make_draws as make
from renjian.draws import beacon
from renjian.draws.freezing import freeze
from renjian.draws.plan import OPEN_SECRET, Plan, plan_hash, seed
from renjian.draws.record import carry_out, full, public, why_not_carry_out
from renjian.draws.tickets import ticket
from renjian.kernel.canonical import canonical
from renjian.kernel.refusal import Refused


@pytest.fixture
def frozen():
    """A draft, its plan and the hash that was shown."""
    draft = make.draft(recusals=(make.recusal("zf:510105-1", "org:003"),))
    plan = freeze(draft, practice=True)
    return draft, plan, plan_hash(plan.to_json(), plan.hash)


def reasons(plan, committed, draft, **changes):
    lists = {"leaves": draft.leaves, "officers": draft.officers, "recusals": draft.recusals}
    return why_not_carry_out(plan, committed, **{**lists, **changes})


def carried_out(frozen, **changes):
    draft, plan, committed = frozen
    lists = {"leaves": draft.leaves, "officers": draft.officers, "recusals": draft.recusals}
    return carry_out(plan, committed, **{**lists, **changes})


def test_the_seed_follows_from_the_plan_and_its_beacon(frozen):
    draft, _, committed = frozen
    value = beacon.value(draft.beacon, "sha256")
    outcome = carried_out(frozen)
    assert outcome.beacon_value == value
    assert outcome.seed == seed(OPEN_SECRET, committed, value)


def test_each_stratum_gives_its_number_by_ticket(frozen):
    draft, plan, _ = frozen
    outcome = carried_out(frozen)
    strata = {leaf.id: leaf.stratum for leaf in draft.leaves}
    for stratum in plan.strata:
        found = outcome.strata[stratum.label]
        assert len(found.selected) == stratum.drawn
        assert {strata[one.id] for one in found.selected} == {stratum.label}
        for one in found.selected:
            assert one.value == ticket(outcome.seed, plan.merge_group, one.id)


def test_every_drawn_object_has_a_team(frozen):
    outcome = carried_out(frozen)
    drawn = {one.id for part in outcome.strata.values() for one in part.selected}
    assert {team.object for team in outcome.assignment.teams} == drawn


def test_a_plan_has_one_result(frozen):
    draft, _, _ = frozen
    turned = carried_out(frozen, leaves=draft.leaves[::-1], officers=draft.officers[::-1])
    assert turned == carried_out(frozen)


def test_a_stored_plan_is_carried_out_like_a_fresh_one(frozen):
    draft, plan, committed = frozen
    stored = Plan.from_json(json.loads(canonical(plan.to_json())))
    assert carried_out((draft, stored, committed)) == carried_out(frozen)


def test_another_beacon_round_draws_others():
    drawn = {
        canonical(make.public_record(beacon=beacon.practice(round=n, seed="1"))["strata"])
        for n in range(5)
    }
    assert len(drawn) == 5


@pytest.mark.parametrize("field", ["title", "merge_group", "number"])
def test_a_plan_changed_after_the_freeze_is_not_carried_out(frozen, field):
    draft, plan, committed = frozen
    (reason,) = reasons(replace(plan, **{field: "其他"}), committed, draft)
    assert reason.code == "draws.record.plan"
    assert committed.hex() in reason.text


@pytest.mark.parametrize(
    ("name", "said"),
    [("leaves", "抽查对象库"), ("officers", "执法人员名录"), ("recusals", "回避名单")],
)
def test_a_list_changed_after_the_freeze_is_named(frozen, name, said):
    draft, plan, committed = frozen
    (reason,) = reasons(plan, committed, draft, **{name: getattr(draft, name)[1:]})
    assert reason.code == "draws.record.changed"
    assert reason.text.startswith(f"{said}与封存时不一致")


def test_a_class_changed_after_the_freeze_is_found_though_the_number_is_the_same(frozen):
    draft, plan, committed = frozen
    other = (replace(draft.leaves[0], sealed="00" * 32), *draft.leaves[1:])
    (reason,) = reasons(plan, committed, draft, leaves=other)
    assert "封存时 12 条" in reason.text
    assert "现在 12 条" in reason.text


def test_nothing_is_drawn_from_what_was_changed(frozen):
    draft, _, _ = frozen
    with pytest.raises(Refused) as refused:
        carried_out(frozen, leaves=draft.leaves[1:], officers=draft.officers[1:])
    assert len(refused.value.reasons) == 2


def test_an_unchanged_plan_may_be_carried_out(frozen):
    draft, plan, committed = frozen
    assert reasons(plan, committed, draft) == []


def test_a_record_is_plain_json():
    record = make.full_record()
    assert json.loads(json.dumps(record)) == record
    assert canonical(record)


def test_the_public_record_holds_what_anybody_needs_and_no_class():
    record = make.public_record()
    assert record["form"] == "public"
    assert "openings" not in record
    assert '"class"' not in json.dumps(record)
    assert len(record["objects"]) == 12
    assert record["beacon"]["value"]


def test_the_full_record_adds_only_the_openings():
    public_one, full_one = make.public_record(), make.full_record()
    openings = full_one.pop("openings")
    assert {**full_one, "form": "public"} == public_one
    assert openings["org:004"]["class"] == "B"


def test_a_census_stratum_has_no_reserve():
    record = make.public_record(quotas={"S1": 1, "S2": 4, "S3": 1}, reserve=2)
    counts = [(len(part["selected"]), len(part["reserve"])) for part in record["strata"]]
    assert counts == [(1, 2), (4, 0), (1, 1)]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda opened: opened["org:001"].update({"class": "D"}),
        lambda opened: opened["org:001"].update(model="x"),
        lambda opened: opened.pop("org:001"),
        lambda opened: opened.update({"org:999": opened["org:001"]}),
    ],
    ids=["class", "model", "missing", "added"],
)
def test_a_class_that_is_not_the_sealed_one_is_not_published(spoil):
    _, opened = make.leaves(make.candidates())
    spoil(opened)
    with pytest.raises(Refused) as refused:
        full(make.drawn(make.draft()), opened)
    assert refused.value.reasons[0].code == "draws.record.opening"


def test_the_record_does_not_share_its_parts_with_the_outcome():
    outcome = make.drawn(make.draft())
    public(outcome)["plan"]["beacon"]["round"] = 99
    assert outcome.plan.beacon["round"] == 7
