"""Officers lent by other units when those of a unit do not suffice (跨区域交叉检查)."""

import hashlib
from io import StringIO

import pytest

import make_draws as make
from renjian.draws import record, verify
from renjian.draws.assignment import Officer, assign
from renjian.draws.plan import Escalation
from renjian.kernel.refusal import Refused

SEED = hashlib.sha256(b"lending").digest()


def officers(**units):
    return tuple(Officer(f"{unit}{n}", unit, True) for unit, n_ in units.items() for n in range(n_))


def objects(**units):
    return {f"{unit}:{n}": unit for unit, n_ in units.items() for n in range(n_)}


def test_a_unit_that_suffices_borrows_nobody():
    found = assign(objects(a=2, b=1), officers(a=3, b=3), [], SEED, lending={"a": ["b"]})
    assert found.borrowed == {}


def test_one_officer_alone_borrows_from_the_first_lender():
    found = assign(objects(a=1, b=1), officers(a=1, b=2, c=2), [], SEED, lending={"a": ["b", "c"]})
    assert found.borrowed == {"a": ("b",)}
    assert set(found.caps) == {"a", "b"}
    assert found.caps["a"] == found.caps["b"]


def test_if_the_first_lender_does_not_suffice_the_next_is_asked():
    lending = {"a": ["b", "c"]}
    found = assign(objects(a=1), officers(a=1, c=1), [], SEED, lending=lending)
    assert found.borrowed == {"a": ("b", "c")}


def test_more_visits_than_an_officer_may_make_are_lent_too():
    wanted, staff = objects(a=6, b=1), officers(a=2, b=6)
    assert assign(wanted, staff, [], SEED, lending={"a": ["b"]}).borrowed == {}
    found = assign(wanted, staff, [], SEED, lending={"a": ["b"]}, most_visits=3)
    assert found.borrowed == {"a": ("b",)}
    assert max(found.caps.values()) <= 3


def test_without_a_lender_left_the_objects_and_their_officers_are_named():
    with pytest.raises(Refused) as refused:
        assign(objects(a=6), officers(a=2), [], SEED, most_visits=3)
    (why,) = refused.value.reasons
    assert why.code == "draws.assignment.shortage"
    assert (why.values["count"], why.values["able"]) == (6, 2)


def test_recusals_in_a_ring_that_leave_too_few_are_named():
    away = [make.recusal(f"a{n}", f"a:{n}") for n in range(3)]
    with pytest.raises(Refused) as refused:
        assign(objects(a=3), officers(a=3), away, SEED, most_visits=1)
    assert refused.value.reasons[0].code == "draws.assignment.shortage"


def test_a_late_recusal_changes_one_team_alone():
    before = assign(objects(a=9), officers(a=6), [], SEED)
    team = before.teams[4]
    from renjian.draws.afterwards import stand_in

    away = [make.recusal(team.second, team.object)]
    after = stand_in(team, team.second, before, "a", officers(a=6), away, SEED)
    assert after.lead == team.lead
    assert after.second not in {team.lead, team.second}


def lent():
    """A record in which one unit has one officer and borrows."""
    staff = (*make.officers(1, units=("510104",), leads=1), *make.officers(4, units=("510105",)))
    steps = (Escalation("510104", ("510105",)),)
    return make.public_record(officers=staff, escalation=steps)


def test_the_stand_alone_check_finds_the_same_lender():
    found = lent()
    assert found["assignment"]["borrowed"] == {"510104": ["510105"]}
    assert list(verify.check(found))


@pytest.mark.parametrize("edit", [{}, {"510104": []}, {"510104": ["510105"], "510105": ["510104"]}])
def test_lending_that_did_not_follow_the_plan_is_named(edit):
    found = lent()
    found["assignment"]["borrowed"] = edit
    with pytest.raises(verify.Disagreement, match=r"record\.assignment\.borrowed"):
        list(verify.check(found))


def test_lines_and_one_value_hold_the_same_record():
    draft = make.draft()
    outcome = make.drawn(draft)
    text = b"".join(record.lines(outcome)).decode()
    assert verify.load(StringIO(text)) == record.public(outcome)
    with pytest.raises(verify.Disagreement, match="continues no list"):
        verify.load(StringIO(text + '{"teams":[1]}'))
