"""Freezing a plan: everything that would be wrong is named, and nothing is fixed before."""

import json
from dataclasses import replace

import pytest

import make_draws as make
from renjian.draws.assignment import Officer
from renjian.draws.freezing import commitments, freeze, why_not_freeze
from renjian.draws.pool import register_root
from renjian.kernel.refusal import Refused


def codes(draft, *, practice=True):
    return [reason.code for reason in why_not_freeze(draft, practice=practice)]


def said(draft):
    (reason,) = why_not_freeze(draft, practice=True)
    return reason.text


def test_a_sound_draft_is_frozen_with_its_strata_and_sizes():
    draft = make.draft(quotas={"S1": 2, "S2": 4, "S3": 1}, reserve=3)
    plan = freeze(draft, practice=True)
    assert [(s.label, s.size, s.drawn, s.algorithm) for s in plan.strata] == [
        ("S1", 6, 2, "srs"),
        ("S2", 4, 4, "census"),
        ("S3", 2, 1, "srs"),
    ]
    assert (plan.register_size, plan.officers_size, plan.recusals_size) == (12, 8, 0)
    assert (plan.reserve, plan.title, plan.hash) == (3, draft.title, "sha256")


def test_a_plan_commits_to_the_sorted_lists():
    draft = make.draft(recusals=(make.recusal("zf:510105-1", "org:002"),))
    plan = freeze(draft, practice=True)
    assert plan.register_root == register_root(leaf.to_json() for leaf in draft.leaves)
    assert plan.officers_root == register_root(one.to_json() for one in draft.officers)
    assert plan.recusals_root == register_root([{"officer": "zf:510105-1", "object": "org:002"}])


def test_the_order_in_which_lists_are_given_does_not_matter():
    draft = make.draft(
        recusals=(make.recusal("zf:510105-1", "org:003"), make.recusal("zf:510104-1", "org:002"))
    )
    turned = replace(
        draft,
        leaves=draft.leaves[::-1],
        officers=draft.officers[::-1],
        recusals=draft.recusals[::-1],
    )
    assert freeze(turned, practice=True) == freeze(draft, practice=True)


@pytest.mark.parametrize("name", ["register", "officers", "recusals"])
def test_each_list_has_its_own_commitment(name):
    draft = make.draft(recusals=(make.recusal("zf:510104-1", "org:002"),))
    lists = {"register": draft.leaves, "officers": draft.officers, "recusals": draft.recusals}
    shorter = {**lists, name: lists[name][1:]}
    before = commitments(*lists.values(), "sha256")
    after = commitments(*shorter.values(), "sha256")
    assert [key for key in before if before[key] != after[key]] == [name]


def test_a_refused_draft_says_all_its_reasons():
    draft = make.draft(quotas={}, reserve=-1, title="")
    with pytest.raises(Refused) as refused:
        freeze(draft, practice=False)
    assert [reason.code for reason in refused.value.reasons] == [
        "draws.beacon.practice-only",
        "draws.plan.title",
        *["draws.plan.quota"] * 3,
        "draws.plan.reserve",
    ]


def test_an_empty_pool_cannot_be_drawn_from():
    assert codes(make.draft([], quotas={})) == ["draws.plan.empty"]


@pytest.mark.parametrize("drawn", [0, -1, 7])
def test_a_stratum_gives_at_least_one_and_at_most_all(drawn):
    text = said(make.draft(quotas={"S1": drawn, "S2": 1, "S3": 1}))
    assert f"“S1”层有 6 个对象，计划抽取 {drawn} 个" in text


def test_a_stratum_without_objects_is_named():
    quotas = {"S1": 1, "S2": 1, "S3": 1, "S4": 2}
    assert "“S4”层抽取 2 个，但是这一层没有对象" in said(make.draft(quotas=quotas))
    assert codes(make.draft(quotas={**quotas, "S4": 0})) == []


@pytest.mark.parametrize(
    ("list", "said_of"),
    [("leaves", "抽查对象库"), ("officers", "执法人员名录"), ("recusals", "回避名单")],
)
def test_what_stands_twice_is_named(list, said_of):
    draft = make.draft(recusals=(make.recusal("zf:510104-1", "org:002"),))
    once = getattr(draft, list)
    twice = replace(draft, **{list: (*once, once[0])})
    reasons = why_not_freeze(twice, practice=True)
    assert [reason.code for reason in reasons] == ["draws.plan.repeated"]
    assert said_of in reasons[0].text


@pytest.mark.parametrize("pair", [("zf:nobody", "org:001"), ("zf:510104-1", "org:999")])
def test_a_recusal_of_a_stranger_is_named(pair):
    text = said(make.draft(recusals=(make.recusal(*pair),)))
    assert "／".join(pair) in text


@pytest.mark.parametrize("name", ["", "a\0b", "a\nb", "e\u0301", "\ud800", "a\x7fb"])
@pytest.mark.parametrize("field", ["number", "merge_group", "authority", "item"])
def test_a_name_that_two_programs_could_read_differently_is_refused(field, name):
    assert codes(make.draft(**{field: name})) == ["draws.plan.name"]


def test_an_unfit_id_is_shown_so_that_it_can_be_found():
    officers = (*make.officers(), Officer("zf:a\0b", "510104", False))
    assert "zf:a\\x00b" in said(make.draft(officers=officers))


def test_an_unfit_text_of_the_beacon_is_named():
    beacon = {"kind": "practice", "round": 1, "seed": "e\u0301"}
    assert codes(make.draft(beacon=beacon)) == ["draws.plan.name"]


@pytest.mark.parametrize("title", ["", "一行\n又一行"])
def test_a_title_is_one_line(title):
    assert codes(make.draft(title=title)) == ["draws.plan.title"]


def test_a_title_is_frozen_in_its_canonical_form():
    assert freeze(make.draft(title="Cafe\u0301"), practice=True).title == "Caf\u00e9"


def test_a_badly_described_beacon_is_an_error_before_anything_is_fixed():
    with pytest.raises(Refused, match="round、seed"):
        freeze(make.draft(beacon={"kind": "practice", "round": 1}), practice=True)


@pytest.mark.parametrize(
    ("officers", "numbers"),
    [
        (make.officers(units=("510104",)), "只有 0 名执法人员，其中 0 名可以主办"),
        ((*make.officers(units=("510104",)), Officer("x", "510105", True)), "只有 1 名执法人员"),
        (
            make.officers(units=("510104",)) + make.officers(3, units=("510105",), leads=0),
            "只有 3 名执法人员，其中 0 名可以主办",
        ),
    ],
    ids=["none", "one", "no lead"],
)
def test_a_unit_that_cannot_make_a_team_is_named(officers, numbers):
    text = said(make.draft(officers=officers))
    assert "“510105”有 6 个抽查对象" in text
    assert numbers in text


def test_an_object_whose_officers_are_recused_is_named():
    recusals = [make.recusal(f"zf:510105-{n}", "org:003") for n in (1, 2)]
    text = said(make.draft(recusals=tuple(recusals)))
    assert "“org:003”有 2 名执法人员回避" in text
    assert "只剩 2 名可派，其中 0 名可以主办" in text


def test_recusals_that_leave_a_team_are_no_reason():
    assert codes(make.draft(recusals=(make.recusal("zf:510105-1", "org:003"),))) == []


def test_the_plan_holds_no_list_and_no_class():
    draft = make.draft()
    text = json.dumps(freeze(draft, practice=True).to_json())
    assert not any(leaf.id in text for leaf in draft.leaves)
    assert '"class"' not in text
