"""Estimates against the published results of another program (R survey), and against simulation.

The numbers of the California school survey are given here by stratum and cluster: of rows with
these sums and squares every design estimate is the same. ``RENJIAN_SURVEY`` names its data file
where the rows themselves are to be read.
"""

import hashlib
import os
from math import sqrt
from random import Random

import pytest

from renjian.estimates import distributions, intervals, officer_effect, planning, response, unequal
from renjian.estimates import estimators as estimate
from renjian.estimates.design import Design, variance_of_total
from renjian.estimates.design import Estimate as Known

# Rows, register, mean and squares of api00, "No", mean and squares of enroll of each stratum.
STRATA = {
    "E": (100, 4421, 674.43, 1553054.51, 9, 416.78, 2730111.16),
    "H": (50, 755, 625.82, 585407.38, 24, 1320.7, 22066656.5),
    "M": (50, 1018, 636.6, 677418.0, 15, 832.48, 7659056.48),
}
# Schools, sum of api00, "No", sum of enroll of each of 15 districts, of 757 there are.
DISTRICTS = [
    (11, 7359, 0, 6081), (4, 1888, 0, 1436), (2, 905, 1, 680), (13, 8593, 3, 6958),
    (2, 1116, 0, 683), (4, 2493, 2, 1641), (4, 2077, 1, 1668), (16, 11369, 1, 9025),
    (9, 6386, 2, 2180), (34, 22508, 3, 15038), (21, 13761, 3, 14968), (37, 20394, 5, 25814),
    (13, 9372, 2, 6777), (1, 551, 0, 274), (12, 9111, 0, 7375),
]  # fmt: skip
CLUSTER_WEIGHT = 6194 / 183


def pairs(rows, mean, squares):
    """As many values with this mean and sum of squares around it."""
    step = sqrt(squares / rows)
    return [mean + step, mean - step] * (rows // 2)


def strata(column):
    """One column of the stratified sample, by rows."""
    values = []
    for rows, _size, mean, squares, no, mean_2, squares_2 in STRATA.values():
        values += {
            "api00": pairs(rows, mean, squares),
            "no": [1.0] * no + [0.0] * (rows - no),
            "enroll": pairs(rows, mean_2, squares_2),
        }[column]
    return values


def stratified(*, sizes=True):
    names = [name for name, one in STRATA.items() for _ in range(one[0])]
    weights = [STRATA[name][1] / STRATA[name][0] for name in names]
    known = {name: one[1] for name, one in STRATA.items()}
    return Design(names, weights, stratum_sizes=known if sizes else {})


def clusters(place):
    return [one[place] / one[0] for one in DISTRICTS for _ in range(one[0])]


def clustered():
    units = [str(n) for n, one in enumerate(DISTRICTS) for _ in range(one[0])]
    rows = len(units)
    return Design(["1"] * rows, [CLUSTER_WEIGHT] * rows, units, {"1": 757})


def agrees(found, value, error):
    assert found.value == pytest.approx(value, rel=1e-6)
    assert found.error == pytest.approx(error, rel=1e-5)


def test_the_stratified_mean_total_and_share():
    agrees(estimate.mean(stratified(), strata("api00")), 662.2873635776557, 9.408940879434013)
    agrees(estimate.total(stratified(), strata("enroll")), 3687177.52, 114641.71519)
    agrees(estimate.mean(stratified(), strata("no")), 0.172052, 0.02434478)


def test_without_the_sizes_of_the_strata_the_error_is_larger():
    found = estimate.mean(stratified(sizes=False), strata("api00"))
    assert found.error == pytest.approx(9.53613, rel=1e-5)


def test_the_design_effect_and_the_interval_of_a_mean():
    design, values = stratified(), strata("api00")
    assert estimate.design_effect(design, values) == pytest.approx(1.20446, abs=1e-5)
    low, high = intervals.of_mean(estimate.mean(design, values))
    assert (low, high) == pytest.approx((643.73219, 680.84254), abs=1e-4)


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [("E", 674.43, 12.382480), ("H", 625.82, 14.937129), ("M", 636.60, 16.214707)],
)
def test_domains_keep_all_rows_in_the_design(name, value, error):
    design = stratified()
    inside = [one == name for one in design.strata]
    agrees(estimate.domain_mean(design, strata("api00"), inside), value, error)


def test_the_total_of_a_domain():
    design = stratified()
    inside = [a == "E" and b == 1 for a, b in zip(design.strata, strata("no"), strict=True)]
    agrees(estimate.domain_total(design, [1.0] * 200, inside), 397.89, 125.712)


def test_whole_districts_drawn_at_once():
    found = estimate.mean(clustered(), clusters(1))
    agrees(found, 644.1693989, 23.5422407)
    assert found.degrees == 14
    assert intervals.of_mean(found) == pytest.approx((593.67631, 694.66248), abs=1e-4)
    agrees(estimate.total(clustered(), clusters(3)), 3404940.13, 932235.027)
    agrees(estimate.mean(clustered(), clusters(2)), 0.12568306, 0.020359477)


def test_the_interval_of_r_and_ours_outside_it():
    share = estimate.mean(clustered(), clusters(2))
    beta, ours = intervals.uncapped(share), intervals.of_share(share)
    assert (round(beta.low, 4), round(beta.high, 3)) == (0.0853, 0.176)
    assert ours.low < beta.low
    assert ours.high > beta.high
    stratified_share = intervals.uncapped(estimate.mean(stratified(), strata("no")))
    assert (round(stratified_share.low, 4), round(stratified_share.high, 3)) == (0.1266, 0.226)


def rows_of_survey():
    rdata = pytest.importorskip("rdata")
    return rdata.read_rda(os.environ["RENJIAN_SURVEY"])


needs_survey = pytest.mark.skipif("RENJIAN_SURVEY" not in os.environ, reason="RENJIAN_SURVEY unset")


@needs_survey
def test_two_stages_of_the_survey_itself():
    rows = rows_of_survey()["apiclus2"]
    units = [str(one) for one in rows["dnum"]]
    sizes = dict(zip(units, map(int, rows["fpc2"]), strict=True))
    design = Design(["1"] * len(units), list(map(float, rows["pw"])), units, {"1": 757}, sizes)
    agrees(estimate.mean(design, list(map(float, rows["api00"]))), 670.8118, 30.09903)
    no = [float(one == "No") for one in rows["sch.wide"]]
    agrees(estimate.mean(design, no), 0.2487085, 0.06639499)


@needs_survey
def test_post_stratified_and_calibrated_districts_of_the_survey_itself():
    rows = rows_of_survey()["apiclus1"]
    n = len(rows)
    units = [str(one) for one in rows["dnum"]]
    design = Design(["1"] * n, list(map(float, rows["pw"])), units, {"1": 757})
    kinds = [[float(one == kind) for kind in "EHM"] for one in rows["stype"]]
    api00 = list(map(float, rows["api00"]))
    post = estimate.calibrated(design, kinds, [4421, 755, 1018])
    agrees(post.mean(api00), 642.3107882, 23.92048645)
    known = [[1.0, one[1], one[2], float(y)] for one, y in zip(kinds, rows["api99"], strict=True)]
    fitted = estimate.calibrated(design, known, [6194, 755, 1018, 3914069])
    agrees(fitted.mean(api00), 665.3090712, 3.441753116)


def test_post_stratification_meets_the_register_and_explains_what_it_can():
    design = Design(["1"] * 4, [2.0] * 4, stratum_sizes={"1": 8})
    found = estimate.calibrated(design, [[1, 0], [1, 0], [0, 1], [0, 1]], [6, 2])
    assert found.total([1, 1, 0, 0]).value == pytest.approx(6)
    assert found.mean([1, 1, 0, 0]).variance == pytest.approx(0)


def test_columns_that_depend_on_each_other_are_refused():
    with pytest.raises(ValueError, match="depend on each other"):
        estimate.calibrated(Design(["1"] * 2, [1.0] * 2), [[1, 1], [1, 1]], [2, 2])


def test_a_stratum_with_one_row_goes_with_its_neighbour():
    design = Design(["a", "b", "b"], [2.0] * 3, stratum_sizes={"a": 2, "b": 4})
    together = Design(["x"] * 3, [2.0] * 3, stratum_sizes={"x": 6})
    assert variance_of_total(design, [1, 0, 1]) == variance_of_total(together, [1, 0, 1]) > 0


def test_two_stages_add_what_is_drawn_inside():
    design = Design(["1"] * 4, [4.0] * 4, ["a", "a", "b", "b"], {"1": 4}, {"a": 4, "b": 4})
    # Sums of 8 and 4 of the first stage; inside b 4 and 0, of which two of four were drawn.
    first = (1 - 2 / 4) * 2 * ((8 - 6) ** 2 + (4 - 6) ** 2)
    second = 2 / 4 * (1 - 2 / 4) * 2 * 2 * ((4 - 2) ** 2)
    assert variance_of_total(design, [1, 1, 1, 0]) == pytest.approx(first + second)


@pytest.mark.parametrize("method", ["normal", "jeffreys", "wald"])
def test_intervals_that_do_not_keep_their_promise_are_refused(method):
    with pytest.raises(ValueError, match=r"no .* interval for a share"):
        intervals.of_share(Known(0.1, 0.001, 100, 99), method)


def test_nothing_found_still_has_an_upper_limit():
    found = intervals.of_share(Known(0.0, 0.0, 60, 59))
    assert found.low == 0
    assert found.high == pytest.approx(1 - 0.025 ** (1 / 60), rel=1e-6)


def test_a_share_with_few_rows_or_a_wide_interval_is_flagged():
    wide = intervals.of_share(Known(0.4, 0.02, 20, 19))
    assert wide.flags(0.4) == ("few-rows", "wide", "relatively-wide")
    assert intervals.of_share(Known(0.4, 0.00024, 1000, 990)).flags(0.4) == ()


def test_the_interval_covers_what_it_promises_where_ordinary_ones_do_not():
    """Four classes, 133 drawn, 4.1 % in violation (estimation.md 3)."""
    rng = Random(7)
    classes = {
        "A": (3110, 31, 0.02),
        "B": (1204, 36, 0.05),
        "C": (368, 37, 0.12),
        "D": (72, 29, 0.4),
    }
    register = {k: [rng.random() < p for _ in range(n)] for k, (n, _, p) in classes.items()}
    truth = sum(map(sum, register.values())) / sum(map(len, register.values()))
    covered = normal = 0
    for _ in range(300):
        found, names, weights = [], [], []
        for k, (size, drawn, _) in classes.items():
            found += [float(one) for one in rng.sample(register[k], drawn)]
            names += [k] * drawn
            weights += [size / drawn] * drawn
        design = Design(names, weights, stratum_sizes={k: one[0] for k, one in classes.items()})
        share = estimate.mean(design, found)
        one = intervals.of_share(share)
        covered += one.low <= truth <= one.high
        low, high = intervals.of_mean(share)
        normal += low <= truth <= high
    assert covered >= 0.95 * 300 > normal


def test_rank_conditioning_is_unbiased_and_so_is_its_variance():
    from renjian.draws import pareto, selection
    from renjian.draws.tickets import tickets

    sizes = {f"o{n}": n % 5 + 1 for n in range(40)}
    chances = pareto.targets(sizes, 8)
    totals, variances = [], []
    for n in range(3000):
        seed = hashlib.sha256(n.to_bytes(4, "big")).digest()
        drawn = selection.pareto(tickets(seed, "g", sizes), 8, 0, sizes)
        ids = [one.id for one in drawn.selected]
        values = [float(sizes[one] % 2) for one in ids]
        found = unequal.rank_conditioned(
            values, [float(chances[one]) for one in ids], float(drawn.tau)
        )
        totals.append(found.value)
        variances.append(found.variance)
    truth = sum(size % 2 for size in sizes.values())
    mean = sum(totals) / len(totals)
    spread = sum((one - mean) ** 2 for one in totals) / len(totals)
    assert mean == pytest.approx(truth, abs=4 * sqrt(spread / len(totals)))
    assert sum(variances) / len(variances) == pytest.approx(spread, rel=0.15)


def test_with_equal_chances_the_unequal_variance_is_that_of_a_simple_sample():
    values = [1.0, 0.0, 1.0, 0.0, 0.0]
    design = Design(["1"] * 5, [4.0] * 5, stratum_sizes={"1": 20})
    alike = Design(["1"] * 5, [4.0] * 5, unequal=frozenset({"1"}))
    wanted = variance_of_total(design, values)
    assert unequal.hajek_deville(values, [0.25] * 5).variance == pytest.approx(wanted)
    assert variance_of_total(alike, values) == pytest.approx(wanted)
    assert unequal.hajek_mean(values, [0.25] * 5).value == pytest.approx(0.4)


def test_objects_that_could_not_be_inspected_bound_the_share():
    design = Design(["a"] * 4 + ["b"] * 2, [1.0] * 4 + [10.0] * 2, stratum_sizes={"a": 4, "b": 20})
    found = response.share(design, [True, False, None, None, False, None])
    assert found.lowest.value == pytest.approx(1 / 24)
    assert found.highest.value == pytest.approx(13 / 24)
    assert found.answered.value == pytest.approx(12 / 24)
    assert found.adjusted.value == pytest.approx(2 / 24)
    with pytest.raises(ValueError, match="no result in b"):
        response.share(design, [True, False, None, None, None, None])


def test_who_inspected_is_told_apart_within_a_cell_alone():
    visits = [
        officer_effect.Visit(cell, officer, n < strict)
        for cell, officer, strict in (("x", "甲", 8), ("x", "乙", 2), ("y", "丙", 10))
        for n in range(10)
    ]
    found = officer_effect.effect(visits)
    assert found.between == pytest.approx(0.18 - 0.16 / 9 / 1, abs=0.02)
    assert found.deviations["甲"] == (pytest.approx(0.3), 10)
    assert "丙" not in found.deviations
    assert found.standardised == pytest.approx((0.5 * 20 + 1.0 * 10) / 30)
    with pytest.raises(ValueError, match="two officers"):
        officer_effect.effect(visits[20:])


@pytest.mark.parametrize(
    ("base", "lift", "rows"),
    [(0.04, 1.3, 5400), (0.04, 2, 550), (0.05, 1.5, 1600), (0.1, 1.5, 750), (0.15, 1.3, 1250), (0.15, 1.5, 470)],
)  # fmt: skip
def test_how_many_inspections_a_claim_needs(base, lift, rows):
    needed = planning.rows_for_lift(base, lift)
    assert needed == pytest.approx(rows, rel=0.05)
    assert planning.power_for_lift(needed, base, lift) == pytest.approx(0.8, abs=0.002)


def test_rates_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="cannot be"):
        planning.rows_for_lift(0.5, 4)


def test_quantiles_of_tables():
    assert distributions.t_quantile(0.975, 14) == pytest.approx(2.144787, abs=1e-6)
    assert distributions.t_quantile(0.025, 14) == pytest.approx(-2.144787, abs=1e-6)
    assert distributions.beta_quantile(0.975, 1, 60) == pytest.approx(1 - 0.025 ** (1 / 60))
    assert distributions.beta_share(0.5, 3, 3) == pytest.approx(0.5)
    assert planning.rows_for_width(0.5, 0.1) == 385
