"""After a draw: replaced objects, late recusals and the void, each entry computed from the record."""

from datetime import datetime

import pytest

import make_draws as make
from renjian.draws import changes, drand, record
from renjian.draws.changes import RECUSE, REPLACE, VOID, Standing, Wish, replay
from renjian.draws.plan import Escalation
from renjian.draws.stages import Part
from renjian.kernel.refusal import Refused

AT = "2026-12-03T10:00:00+08:00"


def drawn(**more):
    usual = {"quotas": {"S1": 3, "S2": 2, "S3": 1}, "reserve": 2}
    return record.public(make.drawn(make.draft(**{**usual, **more})))


def replaced(whole, object, standing=None):
    standing = standing or Standing(whole)
    return standing, standing.change(Wish(REPLACE, AT, "注销", object=object))


def ids(whole, label, part):
    return next(
        [one["id"] for one in each[part]] for each in whole["strata"] if each["stratum"] == label
    )


def test_the_next_in_reserve_steps_in_and_nothing_else_changes():
    whole = drawn()
    out, first = ids(whole, "S1", "selected")[1], ids(whole, "S1", "reserve")[0]
    before = Standing(whole).teams
    standing, entry = replaced(whole, out)
    assert entry["by"] == first
    assert standing.teams.keys() == (before.keys() - {out}) | {first}
    assert all(standing.teams[one] == before[one] for one in before if one != out)
    assert [team["object"] for team in entry["teams"]] == [first]


def test_whoever_falls_out_first_the_same_objects_are_visited():
    whole = drawn()
    one, other, _ = ids(whole, "S1", "selected")
    there, _ = replaced(whole, one)
    replaced(whole, other, there)
    back, _ = replaced(whole, other)
    replaced(whole, one, back)
    assert there.teams.keys() == back.teams.keys()


def test_who_stepped_in_can_fall_out_too_until_the_reserve_is_empty():
    whole = drawn()
    standing, entry = replaced(whole, ids(whole, "S1", "selected")[0])
    for last in (False, True):
        _, entry = replaced(whole, entry["by"], standing)
        assert (entry["by"] == "") is last
    assert len(standing.first("S1", 3)) == 2


def test_officers_with_visits_left_are_sent_to_who_stepped_in():
    whole = drawn()
    standing, entry = replaced(whole, ids(whole, "S1", "selected")[0])
    (team,) = entry["teams"]
    unit = {one["id"]: one["unit"] for one in whole["objects"]}[team["object"]]
    assert team["lead"].startswith(f"zf:{unit}-") and team["lead"] != team["second"]
    loads = [who for each in standing.teams.values() for who in each.officers]
    assert max(map(loads.count, loads)) <= whole["assignment"]["caps"][unit] + 1


def test_a_unit_that_was_not_drawn_from_may_borrow_when_one_of_its_objects_steps_in():
    objects = [make.candidate(n, unit="510104") for n in range(1, 4)]
    objects.append(make.candidate(4, unit="510105"))
    officers = (*make.officers(4, units=("510104",)), *make.officers(1, units=("510105",)))
    whole = drawn(
        objects=objects,
        officers=officers,
        quotas={"S1": 2},
        escalation=(Escalation("510105", ("510104",)),),
    )
    standing = Standing(whole)
    while "org:004" not in standing.teams:
        replaced(whole, next(iter(standing.teams)), standing)
    assert any(one.startswith("zf:510104") for one in standing.teams["org:004"].officers)


def test_an_item_goes_on_to_the_next_of_its_own_order():
    items = {"CI-04": {"S1": 1, "S2": 1, "S3": 1}, "CI-05": {"S1": 3, "S2": 2, "S3": 1}}
    whole = drawn(items=items)
    first, second, _ = ids(whole, "S1", "selected")
    standing, entry = replaced(whole, first)
    assert standing.teams[second].items == ("CI-04", "CI-05")
    assert standing.teams[entry["by"]].items == ("CI-05",)


def test_inside_who_stepped_in_the_second_stage_is_drawn_by_the_same_seed():
    parts = tuple(Part(f"org:{n:03d}", f"c{k}") for n in range(1, 13) for k in range(4))
    whole = drawn(parts=parts, parts_drawn=2)
    standing, entry = replaced(whole, ids(whole, "S1", "selected")[0])
    assert entry["parts"] == standing.parts_of(entry["by"])
    assert len(entry["parts"]) == 2


def test_a_late_recusal_touches_one_team_alone():
    whole = drawn()
    standing = Standing(whole)
    object, team = next(iter(standing.teams.items()))
    before = dict(standing.teams)
    entry = standing.change(Wish(RECUSE, AT, "近亲属", object=object, officer=team.second))
    assert entry["teams"][0]["lead"] == team.lead
    assert team.second not in standing.teams[object].officers
    assert [one for one in before if before[one] != standing.teams[one]] == [object]


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(REPLACE, AT, "x", object="org:999"), "不在应当检查的对象里"),
        (Wish(REPLACE, AT, "  ", object="org:001"), "没有写明理由"),
        (Wish(RECUSE, AT, "x", object="org:999", officer="a"), "不在应当检查的对象里"),
    ],
)
def test_a_change_that_cannot_be_is_refused_in_a_sentence(wish, said):
    with pytest.raises(Refused, match=said):
        Standing(drawn()).change(wish)


def test_only_who_is_in_the_team_can_leave_it():
    whole = drawn()
    object = next(iter(Standing(whole).teams))
    with pytest.raises(Refused, match="检查组里"):
        Standing(whole).change(Wish(RECUSE, AT, "x", object=object, officer="zf:none"))


def test_after_a_void_nothing_more_is_changed_and_it_says_that_the_seed_was_known():
    standing = Standing(drawn())
    assert standing.change(Wish(VOID, AT, "名录有误"))["after_seed"] is True
    with pytest.raises(Refused, match="已经作废"):
        standing.change(Wish(VOID, AT, "again"))


@pytest.mark.parametrize(("at", "late"), [("2026-12-01T08:59:00+08:00", False), (AT, True)])
def test_a_void_is_late_once_the_value_could_be_known_though_nothing_was_drawn(at, late):
    round = drand.round_at(int(datetime.fromisoformat("2026-12-01T09:00:00+08:00").timestamp()))
    plan = {**drawn()["plan"], "beacon": drand.plan_of(round)}
    standing = Standing({"plan": plan, "plan_hash": "00" * 32})
    assert standing.change(Wish(VOID, at, "不再需要"))["after_seed"] is late


def entries(whole):
    standing = Standing(whole)
    first = standing.change(Wish(REPLACE, AT, "注销", object=ids(whole, "S1", "selected")[0]))
    object, team = list(standing.teams.items())[-1]
    second = standing.change(Wish(RECUSE, AT, "近亲属", object=object, officer=team.lead))
    return [first, second, standing.change(Wish(VOID, AT, "有误"))]


def test_entries_are_computed_again():
    whole = drawn()
    assert replay(whole, entries(whole)).is_void


@pytest.mark.parametrize("place", range(3))
def test_any_altered_field_of_an_entry_is_named_by_its_number(place):
    whole = drawn()
    log = entries(whole)
    free = {"at", "why"} if place == 2 else set()  # nothing follows that would hold their hash
    for name in log[place].keys() - free:
        other = [dict(one) for one in log]
        other[place][name] = "x"
        with pytest.raises(Refused, match=rf"第 {place + 1}|第 {place + 2}"):
            replay(whole, other)


@pytest.mark.parametrize("place", range(2))
def test_an_entry_that_was_left_out_is_noticed(place):
    whole = drawn()
    log = entries(whole)
    with pytest.raises(Refused, match=f"第 {place + 1} 项变更"):
        replay(whole, log[:place] + log[place + 1 :])


def test_the_hash_of_the_last_entry_covers_all_of_them():
    whole = drawn()
    log = entries(whole)
    other = [{**log[0], "why": "停业"}]
    assert replay(whole, other).last != replay(whole, log[:1]).last
    assert log[0]["v"] == changes.VERSION
