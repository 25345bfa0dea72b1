"""The trend over waves against ordinary and generalised least squares."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import special, stats

from analysis.comparing.trend import trend


def shared(m: int, seed: int = 3) -> np.ndarray:
    """A covariance of m waves that share clusters."""
    root = np.random.default_rng(seed).normal(size=(m, m + 3))
    return 1e-4 * root @ root.T


def test_waves_of_equal_precision_give_the_ordinary_regression_line() -> None:
    when, values = np.array([2021.0, 2022, 2024, 2025, 2026]), np.array([0.71, 0.70, 0.76, 0.75, 0.81])
    got = trend(values, np.full(5, 0.0004), when)

    line = stats.linregress(when, values)
    assert got.slope == pytest.approx(line.slope)
    assert got.se == pytest.approx(math.sqrt(0.0004 / ((when - when.mean()) ** 2).sum()))
    assert got.fitted == pytest.approx(line.intercept + line.slope * when)
    assert got.p == pytest.approx(2 * stats.norm.sf(got.slope / got.se))


def test_waves_that_share_clusters_give_the_generalised_line() -> None:
    regression = pytest.importorskip("statsmodels.regression.linear_model")
    when, values, covariance = np.arange(6.0), np.array([0.6, 0.62, 0.61, 0.66, 0.7, 0.69]), shared(6)
    got = trend(values, covariance, when, df=25)

    truth = regression.GLS(values, np.column_stack([np.ones(6), when]), sigma=covariance).fit()
    assert got.slope == pytest.approx(truth.params[1])
    assert got.se == pytest.approx(math.sqrt(truth.normalized_cov_params[1, 1]))
    assert got.fitted == pytest.approx(truth.fittedvalues)
    assert got.misfit == pytest.approx(truth.scale * 4)
    assert got.p == pytest.approx(2 * stats.t.sf(abs(got.slope / got.se), 25))
    assert (got.high - got.low) / 2 == pytest.approx(stats.t.ppf(0.975, 25) * got.se)


def test_an_error_common_to_all_waves_leaves_the_slope_alone() -> None:
    when, values = [0, 1, 2, 3], [0.5, 0.55, 0.52, 0.6]
    apart = trend(values, np.full(4, 1e-4), when)
    together = trend(values, 1e-4 * np.eye(4) + 5e-4, when)

    assert (together.slope, together.se) == pytest.approx((apart.slope, apart.se))


def test_neither_order_nor_the_year_zero_matters() -> None:
    covariance, order = shared(4), [2, 0, 3, 1]
    values, when = np.array([0.6, 0.7, 0.65, 0.8]), np.array([2023.0, 2024, 2025, 2026])
    one = trend(values, covariance, when)
    two = trend(values[order], covariance[np.ix_(order, order)], when[order] - 2000)

    assert (two.slope, two.se, two.misfit) == pytest.approx((one.slope, one.se, one.misfit))
    assert two.fitted == pytest.approx(one.fitted)


def test_a_break_splits_the_series_and_the_last_stretch_is_reported() -> None:
    values, when = [0.9, 0.85, 0.8, 0.5, 0.55, 0.6, 0.65], np.arange(2020.0, 2027)
    got = trend(values, shared(7), when, breaks=[2023])

    last = trend(values[3:], shared(7)[3:, 3:], when[3:])
    (first,) = got.before
    assert (got.slope, got.se, got.when) == (pytest.approx(last.slope), pytest.approx(last.se), last.when)
    assert got.slope == pytest.approx(0.05) and first.slope == pytest.approx(-0.05)
    # The classic wrong answer: one line through the change of method falls.
    across = trend(values, shared(7), when)
    assert across.slope < 0 < got.slope


def test_a_stretch_of_two_waves_has_no_trend_and_says_so() -> None:
    got = trend([0.6, 0.62, 0.64, 0.8, 0.9], np.full(5, 1e-4), [1, 2, 3, 4, 5], breaks=[3.5, 3.7])

    assert (got.slope, got.p, got.reason) == (None, None, "fewer_than_three_waves")
    assert got.before[0].slope == pytest.approx(0.02)


def test_a_bend_shows_as_misfit() -> None:
    straight = trend([0.5, 0.6, 0.7, 0.8], np.full(4, 1e-4), [0, 1, 2, 3])
    bent = trend([0.5, 0.8, 0.8, 0.5], np.full(4, 1e-4), [0, 1, 2, 3])

    assert straight.misfit == pytest.approx(0, abs=1e-20) and straight.misfit_p == pytest.approx(1)
    assert bent.slope == pytest.approx(0, abs=1e-12)
    assert bent.misfit == pytest.approx(4 * 0.15**2 / 1e-4)
    assert bent.misfit_p == pytest.approx(stats.chi2.sf(bent.misfit, 2))


def test_on_the_logit_scale_the_delta_method_carries_the_error() -> None:
    p, n = np.array([0.90, 0.93, 0.95]), 400
    got = trend(p, p * (1 - p) / n, [0, 1, 2], scale="logit")

    variance = 1 / (n * p * (1 - p))
    weight = 1 / variance
    centre = weight @ np.arange(3) / weight.sum()
    spread = weight @ (np.arange(3) - centre) ** 2
    assert got.slope == pytest.approx(weight @ ((np.arange(3) - centre) * special.logit(p)) / spread)
    assert got.se == pytest.approx(math.sqrt(1 / spread))


def test_the_test_of_a_flat_series_rejects_one_time_in_twenty() -> None:
    rng, covariance = np.random.default_rng(8), shared(5)
    draws = rng.multivariate_normal(np.full(5, 0.7), covariance, size=2000)
    rejected = np.mean([trend(each, covariance, np.arange(5)).p < 0.05 for each in draws])

    assert 0.035 < rejected < 0.065


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([0.5, 0.6], [1e-4, 1e-4], [1, 2]), "three waves or more, not 2"),
        (([0.5, 0.6, 0.7], [1e-4, 1e-4], [1, 2, 3]), "give one per wave"),
        (([0.5, np.nan, 0.7], [1e-4] * 3, [1, 2, 3]), "is missing"),
        (([0.5, 0.6, 0.7], [1e-4] * 3, [1, 2, 2]), "two waves have the same time"),
        (([0.5, 1.0, 0.7], [1e-4, 0, 1e-4], [1, 2, 3]), r"waves at \[2\] have no variance"),
        (([0.5, 0.6, 0.7], np.ones((3, 3)), [1, 2, 3]), "covariance of the waves is not one"),
        (([0.5, 0.6, 0.7], np.eye(3) + np.triu(np.ones((3, 3))), [1, 2, 3]), "is not one"),
    ],
)
def test_waves_without_a_line_are_refused(arguments, message) -> None:
    with pytest.raises(ValueError, match=message):
        trend(*arguments)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"breaks": [1]}, r"breaks at \[1\] separate no waves"),
        ({"breaks": [2.5, 9]}, r"breaks at \[9\]"),
        ({"df": 0}, "more than 0"),
        ({"scale": "log"}, "choose one of as_given, logit"),
        ({"level": 1.0}, "the level is 1.0"),
    ],
)
def test_wrong_options_are_refused(options, message) -> None:
    with pytest.raises(ValueError, match=message):
        trend([0.5, 0.6, 0.7, 0.8], [1e-4] * 4, [1, 2, 3, 4], **options)


def test_a_share_of_one_has_no_logit() -> None:
    with pytest.raises(ValueError, match="use scale 'as_given'"):
        trend([0.5, 0.6, 1.0], [1e-4] * 3, [1, 2, 3], scale="logit")
