"""Score and exact intervals, and the rules that choose between them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.design import Design
from analysis.effective_size import finite_n, kish
from analysis.interval import clopper_pearson, quantile_t, quantile_z, wilson
from analysis.interval_rules import FEW_DF
from analysis.proportion import proportion

Z = quantile_z(0.95)


def satisfied(k: int, n: int) -> np.ndarray:
    return (np.arange(n) < k).astype(float)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 857–872, table I, method 3 (score, no correction).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_intervals(k: int, n: int, low: float, high: float) -> None:
    got = wilson(k / n, n, Z)

    assert got == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(81, 263, 0.2527, 0.3676), (15, 148, 0.0578, 0.1617), (0, 20, 0.0, 0.1684), (1, 29, 0.0009, 0.1776)],
)
def test_clopper_pearson_gives_the_published_intervals(k: int, n: int, low: float, high: float) -> None:
    # Newcombe (1998), table I, method 5.
    assert clopper_pearson(k, n) == pytest.approx((low, high), abs=5e-5)


def test_46_of_50_is_81_2_to_96_8_and_not_the_plain_interval() -> None:
    got = proportion(satisfied(46, 50), Design.of(50))

    assert (got.value, got.method) == (0.92, "wilson_srs")
    assert (round(100 * got.low, 1), round(100 * got.high, 1)) == (81.2, 96.8)
    plain = 0.92 - Z * np.sqrt(0.92 * 0.08 / 50)
    assert abs(got.low - plain) > 0.02


@given(n=st.integers(1, 2000), share=st.floats(0, 1), level=st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_wilson_agrees_with_scipy_everywhere(n: int, share: float, level: float) -> None:
    k = round(share * n)
    truth = stats.binomtest(k, n).proportion_ci(level, method="wilson")

    assert wilson(k / n, n, quantile_z(level)) == pytest.approx((truth.low, truth.high), rel=1e-9, abs=1e-12)


@given(n=st.floats(0.5, 1e6), p=st.floats(0, 1), q=st.floats(0.5, 12.7))
def test_wilson_holds_the_estimate_stays_within_0_and_1_and_mirrors(n: float, p: float, q: float) -> None:
    low, high = wilson(p, n, q)
    mirrored = wilson(1 - p, n, q)

    assert 0 <= low <= p <= high <= 1
    assert high > low
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=1e-9)


@pytest.mark.parametrize("k", [0, 40])
def test_nobody_and_everybody_satisfied_have_one_open_end(k: int) -> None:
    got = proportion(satisfied(k, 40), Design.of(40))

    assert (got.low == 0.0) == (k == 0)
    assert (got.high == 1.0) == (k == 40)
    assert got.high - got.low == pytest.approx(Z**2 / (40 + Z**2))


def test_100_percent_of_a_weighted_sample_counts_its_unequal_weights() -> None:
    weight = np.tile([1.0, 4.0], 30)
    got = proportion(np.ones(60), Design.of(60, weight=weight))

    assert got.method == "wilson_at_bound"
    assert got.n_eff == pytest.approx(60 / kish(weight))
    assert got.low == pytest.approx(wilson(1.0, 60 / kish(weight), quantile_t(0.95, 59))[0])


def test_a_spread_of_rounding_size_never_makes_an_interval_of_no_width() -> None:
    # Two strata, all satisfied in one and none in the other: p is ½ and the variance within is 0.
    got = proportion(np.repeat([0.0, 1.0], 20), Design.of(40, stratum=["a"] * 20 + ["b"] * 20))

    assert got.se == pytest.approx(0.0, abs=1e-12)
    assert got.method == "wilson_at_bound"
    assert 0.2 < got.high - got.low < 0.4


def test_nobody_who_answered_has_no_value() -> None:
    got = proportion(np.full(6, np.nan), Design.of(6))

    assert (got.value, got.low, got.high, got.n, got.reason) == (None, None, None, 0, "nobody_answered")


def test_answers_from_one_cluster_have_a_share_but_no_interval() -> None:
    psu = ["a"] * 9 + ["b"] * 9
    first = np.arange(18) < 9
    got = proportion(satisfied(6, 18), Design.of(18, psu=[psu]), domain=first)

    assert (got.value, got.df, got.low, got.reason) == (pytest.approx(6 / 9), 0.0, None, "one_psu")


def test_a_full_count_has_no_interval_and_says_so() -> None:
    got = proportion(satisfied(50, 64), Design.of(64, population=[np.full(64, 64)]))

    assert (got.low, got.high, got.se, got.method) == (None, None, 0.0, "census")


def test_two_villages_alone_leave_the_t_interval_almost_as_wide_as_possible() -> None:
    psu = ["a"] * 20 + ["b"] * 20
    y = np.r_[satisfied(18, 20), satisfied(12, 20)]
    got = proportion(y, Design.of(40, psu=[psu]), method="wilson")

    assert got.df == 1 < FEW_DF
    assert got.high - got.low > 0.8


def test_a_clustered_item_is_never_more_precise_than_its_answers() -> None:
    # Each of 12 villages has exactly 3 of 5 satisfied: no spread between villages, by luck.
    y = np.tile([1.0, 1.0, 1.0, 0.0, 0.0], 12)
    y[0], y[3] = 0.0, 1.0
    y[4] = 1.0
    design = Design.of(60, psu=[[str(i // 5) for i in range(60)]])
    capped, uncapped = proportion(y, design), proportion(y, design, method="wilson")

    assert uncapped.n_eff > 60
    assert capped.n_eff == 60


def test_a_stratified_item_may_be_more_precise_than_a_simple_sample() -> None:
    y = np.r_[satisfied(19, 20), satisfied(2, 20)]
    got = proportion(y, Design.of(40, stratum=["a"] * 20 + ["b"] * 20))

    assert got.n_eff > 40


def test_the_finite_sample_size_grows_to_a_full_count() -> None:
    assert finite_n(50, 0) == 50
    assert finite_n(50, 50 / 120) == pytest.approx(85)
    assert finite_n(64, 1.0) == np.inf


@pytest.mark.parametrize(("k", "n"), [(-1, 5), (6, 5), (0, 0)])
def test_what_is_not_a_count_is_refused(k: int, n: int) -> None:
    with pytest.raises(ValueError, match="is not a count"):
        clopper_pearson(k, n)


def test_a_value_that_is_neither_0_nor_1_is_refused_with_its_place() -> None:
    with pytest.raises(ValueError, match="respondent 2 has 4"):
        proportion([0.0, 1.0, 4.0], Design.of(3))


def test_an_unknown_method_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="wilson, wilson_srs, clopper_pearson"):
        proportion([0.0, 1.0], Design.of(2), method="wald")
