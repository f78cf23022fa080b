"""Pareto samples, second stages, replacement, and the chances that all of them give."""

import hashlib
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renjian.draws import pareto, selection, stages
from renjian.draws.rfc3797 import key_of, picks
from renjian.draws.strata import merged
from renjian.draws.tickets import tickets
from renjian.estimates.chances import inclusion, worst_deviation
from renjian.estimates.unequal import conditional_chances

SEED = bytes.fromhex("72d22f5d6be0226ecab1dff3a034fe30fb58c23fa0ba6c8b17250f0b3d1a2274")
SIZES = {f"org:{n:02d}": n for n in range(1, 13)}
MANY = 20_000
CHI_SQUARE = {5: 25.7, 7: 29.9}  # what chance passes once in ten thousand, by degrees of freedom


def test_the_worked_example_over_all_twelve():
    found = selection.pareto(tickets(SEED, "2025H1", SIZES), 4, 1, SIZES)
    assert [one.id[4:] for one in found.selected] == ["11", "12", "10", "08"]
    assert [one.id[4:] for one in found.reserve] == ["05"]
    assert pareto.shown(found.tau).startswith("1.568587") or round(float(found.tau), 6) == 1.568588
    chances = pareto.targets(SIZES, 4)
    ranks = pareto.ranks(tickets(SEED, "2025H1", SIZES), chances)
    drawn = [one.id for one in found.selected]
    assert [round(float(ranks[one]), 6) for one in drawn] == [0.10625, 0.173184, 0.543757, 0.799901]
    given_tau = conditional_chances([float(chances[one]) for one in drawn], float(found.tau))
    assert [round(one, 6) for one in given_tau] == [0.66996, 0.715079, 0.622805, 0.521804]


def test_the_chances_that_it_gives_are_those_known_for_the_reference():
    found = inclusion([0.2, 0.7, 0.8, 0.5, 0.4, 0.4], 3)
    assert [round(one, 5) for one in found] == [0.19468, 0.70686, 0.80574, 0.5008, 0.39596, 0.39596]
    assert sum(found) == pytest.approx(3)
    assert worst_deviation([0.2] * 10, 2) == pytest.approx(0, abs=1e-9)


@given(st.lists(st.integers(1, 100), min_size=1, max_size=12), st.data())
def test_targets_sum_to_the_number_drawn_and_none_is_above_one(sizes, data):
    drawn = data.draw(st.integers(1, len(sizes)))
    found = pareto.targets({str(n): size for n, size in enumerate(sizes)}, drawn)
    assert sum(found.values()) == drawn
    assert all(0 < one <= 1 for one in found.values())


def test_whoever_is_large_enough_is_certain_and_the_rest_shares_what_is_left():
    found = pareto.targets({"a": 100, "b": 1, "c": 1}, 2)
    assert found == {"a": 1, "b": Fraction(1, 2), "c": Fraction(1, 2)}


@pytest.mark.parametrize(("sizes", "drawn"), [({"a": 0}, 1), ({"a": 1}, 2), ({"a": 1}, 0)])
def test_nobody_may_have_a_zero_chance(sizes, drawn):
    with pytest.raises(ValueError, match=r"chance|cannot be drawn"):
        pareto.targets(sizes, drawn)


def seeds():
    return (hashlib.sha256(n.to_bytes(4, "big")).digest() for n in range(MANY))


def chi_square(counts, chances):
    """How far from the chances; each count is one of MANY, a sample of fixed size."""
    return sum((counts[one] - MANY * p) ** 2 / (MANY * p * (1 - p)) for one, p in chances.items())


def test_by_tickets_everybody_is_drawn_as_often_as_everybody():
    ids = [f"o{n}" for n in range(8)]
    found = Counter(
        one.id for seed in seeds() for one in selection.srs(tickets(seed, "g", ids), 3, 0).selected
    )
    assert chi_square(found, dict.fromkeys(ids, 3 / 8)) < CHI_SQUARE[7] * 8 / 7


def test_a_pareto_sample_draws_by_its_integrated_chances():
    sizes = dict(zip("abcdef", (2, 7, 8, 5, 4, 4), strict=True))
    drawn = (selection.pareto(tickets(seed, "g", sizes), 3, 0, sizes) for seed in seeds())
    found = Counter(one.id for each in drawn for one in each.selected)
    exact = inclusion([size / 10 for size in sizes.values()], 3)
    assert chi_square(found, dict(zip(sizes, exact, strict=True))) < CHI_SQUARE[5] * 6 / 5


def test_of_two_stages_the_chances_multiply():
    parts = [stages.Part(f"b{n}", f"c{m}") for n in range(3) for m in range(n + 1)]
    found = Counter()
    for seed in seeds():
        bodies = [
            one.id for one in selection.srs(tickets(seed, "g", ["b0", "b1", "b2"]), 2, 0).selected
        ]
        for body in stages.draw_parts(bodies, parts, 1, seed, "g"):
            found.update((body.object, one.id) for one in body.selected)
    chances = {(one.object, one.id): 2 / 3 / (int(one.object[1]) + 1) for one in parts}
    assert chi_square(found, chances) < CHI_SQUARE[5] * 6 / 5


def test_inside_a_body_the_tickets_are_those_of_campaign_and_body():
    parts = [stages.Part("b", f"c{n}") for n in range(5)]
    (found,) = stages.draw_parts(["b"], parts, 2, SEED, "2026H2")
    wanted = selection.srs(tickets(SEED, "2026H2/b", [one.id for one in parts]), 2, 0)
    assert (found.selected, found.size) == (wanted.selected, 5)
    assert stages.draw_parts(["empty"], parts, 2, SEED, "g")[0].selected == ()


def test_whoever_falls_out_is_replaced_by_the_next_ticket_whatever_fell_out_first():
    found = selection.srs(tickets(SEED, "g", [f"o{n}" for n in range(9)]), 3, 3)
    drawn, reserve = ([one.id for one in part] for part in (found.selected, found.reserve))
    out = {drawn[0], drawn[2], reserve[0]}
    replaced = selection.after_replacement(found, out)
    assert [(one.out, one.by) for one in replaced] == [
        (drawn[0], reserve[1]),
        (drawn[2], reserve[2]),
    ]
    everybody = selection.after_replacement(found, {*drawn, *reserve})
    assert [one.by for one in everybody] == ["", "", ""]


@given(st.sets(st.integers(0, 40), min_size=6), st.data())
def test_taking_out_one_that_was_not_drawn_changes_nothing(numbers, data):
    ids = [f"o{n}" for n in numbers]
    found = selection.srs(tickets(SEED, "g", ids), 3, 0).selected
    other = data.draw(st.sampled_from([one for one in ids if one not in {t.id for t in found}]))
    left = [one for one in ids if one != other]
    assert selection.srs(tickets(SEED, "g", left), 3, 0).selected == found


@given(st.integers(1, 9), st.integers(1, 9))
def test_one_visit_serves_both_items_of_a_campaign(few, many):
    ids = [f"o{n}" for n in range(9)]
    drawn = [
        {one.id for one in selection.srs(tickets(SEED, "g", ids), n, 0).selected}
        for n in (few, many)
    ]
    assert len(drawn[0] | drawn[1]) == max(few, many)


def test_a_stratum_with_too_small_a_target_goes_with_its_neighbour():
    sizes, rates = {"A": 100, "B": 5, "C": 5, "D": 3}, dict.fromkeys("ABCD", 1000)
    assert merged(sizes, rates, "ABCD") == {"A": ("A",), "B": ("B", "C", "D")}
    assert merged(sizes, rates, "DACB") == {"D": ("D", "A"), "C": ("C", "B")}
    assert merged({"A": 100, "D": 3}, rates, "AD") == {"A": ("A", "D")}


RFC_KEY = "9319./2.5.8.10.12./9.18.26.34.41.45./"
NOMCOM = "7.8.11.18.28.40.48./15.16.21.31.36.65./8.12.13.17.21.26.35.42./1.5.10.13.14.16.21.25.27./"


def test_selections_of_rfc_3797_can_be_checked():
    assert key_of([[9319], [2, 5, 12, 8, 10], [9, 18, 26, 34, 41, 45]]) == RFC_KEY
    assert list(picks(RFC_KEY, 25))[:16] == [
        17,
        7,
        2,
        16,
        25,
        23,
        8,
        24,
        19,
        13,
        22,
        5,
        18,
        9,
        1,
        4,
    ]
    assert list(picks(NOMCOM, 267))[:10] == [171, 245, 68, 190, 70, 126, 110, 128, 138, 173]
