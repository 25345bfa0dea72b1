"""Means, totals and design effects: textbook formulae by hand, identities, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from analysis.columns import mask, numbers
from analysis.design import Design
from analysis.effective_size import kish
from analysis.interval import quantile_z
from analysis.mean import mean, total
from analysis.proportion import proportion

Y = np.array([4.0, 5.0, 3.0, 4.0, 1.0, 2.0, 5.0, 5.0])


def test_a_simple_sample_s_mean_has_the_t_interval_of_every_textbook() -> None:
    got = mean(Y, Design.of(8))
    truth = stats.t.interval(0.95, 7, Y.mean(), Y.std(ddof=1) / np.sqrt(8))

    assert (got.low, got.high) == pytest.approx(truth)
    assert (got.n, got.df, got.method) == (8, 7.0, "t")


def test_the_normal_interval_stands_on_z() -> None:
    got = mean(Y, Design.of(8), level=0.9, interval="normal")

    assert got.high - got.value == pytest.approx(quantile_z(0.9) * got.se)
    assert got.method == "normal"


def test_the_normal_interval_needs_no_degrees_of_freedom() -> None:
    # All of the domain in one of 3 villages out of 10; its people drawn from 20 show a variance.
    village, people = np.repeat([0, 1, 2], [4, 2, 2]), np.arange(8)
    design = Design.of(8, psu=[village, people], population=[np.full(8, 10), np.full(8, 20)])
    by_t, by_z = (mean(Y, design, domain=village == 0, interval=i) for i in ("t", "normal"))

    assert (by_t.low, by_t.reason, by_t.df) == (None, "one_psu", 0.0)
    assert by_z.high - by_z.low == pytest.approx(2 * quantile_z(0.95) * by_z.se)
    assert by_z.low < by_z.high


def test_a_simple_sample_has_a_design_effect_of_1_against_its_own_kind() -> None:
    with_replacement = mean(Y, Design.of(8))
    without = mean(Y, Design.of(8, population=[np.full(8, 40)]))

    assert with_replacement.deff == pytest.approx(1)
    assert without.deff_without == pytest.approx(1)
    assert without.deff == pytest.approx(1 - 8 / 40)


def test_unweighted_answers_have_no_design_effect_without_replacement() -> None:
    # Σw = n: the yardstick would be a full count.
    assert mean(Y, Design.of(8)).deff_without is None


def test_weights_alone_have_about_kish_s_design_effect() -> None:
    rng = np.random.default_rng(20261122)
    weight = rng.lognormal(size=20_000)
    y = rng.normal(size=20_000)

    assert mean(y, Design.of(20_000, weight=weight)).deff == pytest.approx(kish(weight), rel=0.06)


def test_the_design_effect_of_a_share_is_its_variance_over_p_1_p_by_n_1() -> None:
    y = (Y > 3).astype(float)
    got = proportion(y, Design.of(8, psu=[[0, 0, 1, 1, 2, 2, 3, 3]]))

    assert got.deff == pytest.approx(got.se**2 * 7 / (got.value * (1 - got.value)))


def test_who_has_weight_0_stands_for_nobody_in_the_design_effect_and_the_degrees_of_freedom() -> None:
    village = [0, 0, 1, 1, 2, 2, 3, 3]
    weight = np.array([1, 2, 1, 2, 1, 2, 0, 0.0])
    got = mean(Y, Design.of(8, weight=weight, psu=[village]))

    assert (got.n, got.df) == (8, 2.0)
    spread = np.average((Y - got.value) ** 2, weights=weight)
    assert got.deff == pytest.approx(got.se**2 * 5 / spread)


def test_a_total_is_the_mean_times_the_weights_where_everybody_stands_for_as_many() -> None:
    design = Design.of(8, population=[np.full(8, 40)])
    m, t = mean(Y, design), total(Y, design)

    assert (t.value, t.se) == (pytest.approx(40 * m.value), pytest.approx(40 * m.se))
    assert (t.low, t.high) == pytest.approx((40 * m.low, 40 * m.high))
    assert t.sum_weights == m.sum_weights == 40


def test_a_share_counts_its_positive_answers_and_its_weights() -> None:
    y = np.array([1, 0, 1, np.nan])
    got = proportion(y, Design.of(4, weight=[1, 2, 3, 4]))

    assert (got.n, got.k, got.sum_weights) == (3, 2, 6.0)


@pytest.mark.parametrize("interval", ["t", "normal"])
def test_a_full_count_and_a_mean_without_spread_have_no_interval(interval: str) -> None:
    counted = mean(Y, Design.of(8, population=[np.full(8, 8)]), interval=interval)
    same = mean(np.full(8, 4.1), Design.of(8, weight=np.arange(1.0, 9)), interval=interval)

    assert (counted.low, counted.method, counted.reason) == (None, "census", "everybody_answered")
    assert (same.low, same.reason, same.deff) == (None, "no_spread", None)


@pytest.mark.parametrize("own", [mean, total])
def test_nobody_has_neither_mean_nor_total(own) -> None:
    unanswered = own(np.full(3, np.nan), Design.of(3))
    nobody = own([1, 2, 3], Design.of(3, weight=[0, 0, 1]), domain=[True, True, False])

    assert (unanswered.value, unanswered.n, unanswered.reason) == (None, 0, "nobody_answered")
    assert (nobody.value, nobody.reason) == (None, "nobody_answered")


def test_one_respondent_has_a_mean_and_no_interval() -> None:
    got = mean([4], Design.of(1))

    assert (got.value, got.df, got.low, got.reason) == (4.0, 0.0, None, "one_psu")


@pytest.mark.parametrize(
    ("y", "match"),
    [
        (["4", 5, 3], "respondent 0 has '4' where a number is needed"),
        ([4, "good", 3], "respondent 1 has 'good'"),
        ([4, [5], 3], r"respondent 1 has \[5\]"),
        (np.array(["4", "5", "3"]), "where a number is needed"),
        ([4, np.inf, 3], "respondent 1 has an infinite value"),
        ([4, 5], "2 values for a design of 3"),
    ],
)
def test_what_is_not_a_column_of_numbers_is_refused_with_its_place(y, match: str) -> None:
    with pytest.raises(ValueError, match=match):
        mean(y, Design.of(3))


@pytest.mark.parametrize(
    ("domain", "match"), [([True], "the domain has 1 values for 3"), ([1, 2, 0], "more than true and false")]
)
def test_a_domain_that_is_no_mask_is_refused(domain, match: str) -> None:
    with pytest.raises(ValueError, match=match):
        mean([1, 2, 3], Design.of(3), domain=domain)


def test_gaps_and_masks_are_taken_as_they_come() -> None:
    assert np.isnan(numbers([1, None, 2.5])[1])
    assert mask([1, 0], 2).tolist() == mask([True, False], 2).tolist() == [True, False]


def test_an_unknown_interval_and_a_level_in_percent_are_refused() -> None:
    with pytest.raises(ValueError, match="t, normal"):
        mean(Y, Design.of(8), interval="wald")
    with pytest.raises(ValueError, match="write 0.95 for 95 %"):
        mean(Y, Design.of(8), level=95)
