"""Intervals of simple samples against Newcombe's table, scipy, statsmodels, closed forms and exact sums."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from analysis.interval import (
    agresti_coull,
    clopper_pearson,
    jeffreys,
    mid_p,
    quantile_t,
    quantile_z,
    tail,
    wilson,
    wilson_continuity,
)
from analysis.one_sample import ONE_SAMPLE, one_sample

counts = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
levels = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.999])


@pytest.mark.parametrize(
    ("k", "n", "corrected", "mid"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 857–872, table I, methods 4 and 6.
        (81, 263, (0.2535, 0.3682), (0.2544, 0.3658)),
        (15, 148, (0.0598, 0.1644), (0.0601, 0.1581)),
        (0, 20, (0.0, 0.2005), (0.0, 0.1391)),
        (1, 29, (0.0018, 0.1963), (0.0017, 0.1585)),
    ],
)
def test_the_corrected_score_and_mid_p_intervals_are_the_published_ones(
    k: int, n: int, corrected: tuple[float, float], mid: tuple[float, float]
) -> None:
    assert wilson_continuity(k, n) == pytest.approx(corrected, abs=5e-5)
    assert mid_p(k, n) == pytest.approx(mid, abs=5e-5)


@given(counts, levels)
def test_the_corrected_score_interval_agrees_with_scipy_everywhere(
    case: tuple[int, int], level: float
) -> None:
    k, n = case
    truth = stats.binomtest(k, n).proportion_ci(level, method="wilsoncc")

    assert wilson_continuity(k, n, level) == pytest.approx((truth.low, truth.high), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(
    ("own", "name"), [(agresti_coull, "agresti_coull"), (jeffreys, "jeffreys"), (clopper_pearson, "beta")]
)
@given(case=counts, level=levels)
def test_beta_and_agresti_coull_intervals_agree_with_statsmodels_everywhere(own, name, case, level) -> None:
    k, n = case
    low, high = proportion_confint(k, n, 1 - level, name)

    assert own(k, n, level) == pytest.approx((float(low), float(high)), rel=1e-9, abs=1e-12)


@given(counts, levels)
def test_each_end_of_mid_p_leaves_out_its_share_of_the_chance(case: tuple[int, int], level: float) -> None:
    k, n = case
    low, high = mid_p(k, n, level)

    for share, outward in ((low, stats.binom.sf), (high, stats.binom.cdf)):
        beyond = k - 1 if share == high else k
        if 0 < share < 1 and not share == k / n:
            chance = outward(beyond, n, share) + stats.binom.pmf(k, n, share) / 2
            assert chance == pytest.approx(tail(level), rel=1e-7)


@pytest.mark.parametrize("n", [1, 20, 385, 1_000_000])
@pytest.mark.parametrize("level", [0.9, 0.95, 0.99])
def test_mid_p_of_nobody_is_its_closed_form(n: int, level: float) -> None:
    # (1 − x)ⁿ / 2 = (1 − level)/2.
    assert mid_p(0, n, level)[1] == pytest.approx(-math.expm1(math.log(1 - level) / n), rel=1e-9)
    assert mid_p(n, n, level)[0] == pytest.approx((1 - level) ** (1 / n), rel=1e-9)


@given(counts, levels)
def test_mid_p_lies_inside_the_exact_interval_and_wilson_inside_agresti_coull(case, level: float) -> None:
    k, n = case
    exact, mid = clopper_pearson(k, n, level), mid_p(k, n, level)
    score, added = wilson(k / n, n, quantile_z(level)), agresti_coull(k, n, level)

    assert exact[0] <= mid[0] <= k / n <= mid[1] <= exact[1]
    assert added[0] <= score[0] + 1e-12
    assert score[1] <= added[1] + 1e-12


@pytest.mark.parametrize("method", [m for m in ONE_SAMPLE if m != "hypergeometric"])
@given(case=counts, level=levels)
def test_every_method_has_a_width_stays_in_0_to_1_and_mirrors(method, case, level) -> None:
    k, n = case
    got, mirror = (one_sample(count, n, level=level, method=method) for count in (k, n - k))

    assert 0 <= got.low < got.high <= 1
    assert (mirror.low, mirror.high) == pytest.approx((1 - got.high, 1 - got.low), abs=1e-9)


@pytest.mark.parametrize("method", [m for m in ONE_SAMPLE if m not in ("hypergeometric", "jeffreys")])
@pytest.mark.parametrize(("k", "n"), [(0, 1), (1, 1), (0, 50), (46, 50), (50, 50), (1, 1_000_000)])
def test_every_method_but_the_bare_jeffreys_holds_the_estimate(method: str, k: int, n: int) -> None:
    got = one_sample(k, n, method=method)

    assert got.low <= got.value <= got.high


def test_the_bare_jeffreys_interval_leaves_out_0_and_the_modified_one_does_not() -> None:
    assert jeffreys(0, 12)[0] > 0
    assert jeffreys(0, 12, modified=True) == (0.0, jeffreys(0, 12)[1])
    assert jeffreys(12, 12, modified=True) == (jeffreys(12, 12)[0], 1.0)
    assert jeffreys(5, 12, modified=True) == jeffreys(5, 12)


def test_a_million_answers_take_no_time() -> None:
    started = time.perf_counter()
    for k in (0, 1, 2, 7, 250_000, 500_000, 999_998, 1_000_000):
        low, high = mid_p(k, 1_000_000)
        assert low <= k / 1_000_000 <= high

    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    ("method", "least"),
    [("clopper_pearson", 0.95), ("wilson_cc", 0.945), ("mid_p", 0.90), ("jeffreys_modified_endpoints", 0.88)],
)
def test_exact_coverage_at_n_50_is_what_each_method_promises(method: str, least: float) -> None:
    ends = np.array([(e.low, e.high) for e in (one_sample(k, 50, method=method) for k in range(51))])
    shares = np.linspace(0.01, 0.99, 197)
    inside = (ends[:, :1] <= shares) & (shares <= ends[:, 1:])
    coverage = (stats.binom.pmf(np.arange(51)[:, None], 50, shares) * inside).sum(axis=0)

    assert coverage.min() >= least - 1e-12
    assert coverage.mean() >= 0.945


def test_one_sample_says_what_it_knows() -> None:
    got = one_sample(46, 50)

    assert (got.value, got.n, got.k, got.df, got.method, got.n_eff) == (
        0.92,
        50,
        46,
        49.0,
        "wilson_srs",
        50.0,
    )
    assert got.se == pytest.approx(math.sqrt(0.92 * 0.08 / 49))


def test_one_answer_shows_no_standard_error_but_has_an_interval() -> None:
    got = one_sample(1, 1)

    assert (got.value, got.se, got.df) == (1.0, None, 0.0)
    assert got.low == pytest.approx(1 / (1 + quantile_z(0.95) ** 2))


def test_nobody_has_no_value() -> None:
    got = one_sample(0, 0)

    assert (got.value, got.low, got.high, got.n, got.reason) == (None, None, None, 0, "nobody_answered")


@pytest.mark.parametrize(
    ("k", "n"), [(-1, 5), (6, 5), (1, 0), (math.nan, 5), (2, math.nan), (2, math.inf), (2.5, 5), (0, -1)]
)
def test_one_sample_refuses_what_are_not_counts(k: float, n: float) -> None:
    with pytest.raises(ValueError, match=r"k = .*, n = .*; (need|count)|not whole people"):
        one_sample(k, n)


@pytest.mark.parametrize("own", [wilson_continuity, clopper_pearson, agresti_coull, jeffreys, mid_p])
@pytest.mark.parametrize(("k", "n"), [(-1, 5), (6, 5), (0, 0), (math.nan, 5), (2, math.nan), (2, math.inf)])
def test_every_interval_refuses_what_is_not_a_count(own, k: float, n: float) -> None:
    with pytest.raises(ValueError, match="is not a count; need"):
        own(k, n)


@pytest.mark.parametrize("level", [0.0, 1.0, 95, -0.1, math.nan])
def test_a_level_outside_0_to_1_is_refused_everywhere(level: float) -> None:
    for ask in (
        lambda: tail(level),
        lambda: quantile_z(level),
        lambda: quantile_t(level, 5),
        lambda: mid_p(3, 5, level),
        lambda: one_sample(3, 5, level=level),
    ):
        with pytest.raises(ValueError, match="write 0.95 for 95 %"):
            ask()


@pytest.mark.parametrize("df", [0, -1, math.nan])
def test_without_degrees_of_freedom_there_is_no_quantile(df: float) -> None:
    with pytest.raises(ValueError, match="no t quantile"):
        quantile_t(0.95, df)


@pytest.mark.parametrize("p", [-0.1, 1.1, 92, math.nan])
def test_a_share_outside_0_to_1_is_refused(p: float) -> None:
    with pytest.raises(ValueError, match="is not a share between 0 and 1"):
        wilson(p, 50, 1.96)


def test_an_unknown_method_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="wilson, wilson_cc, clopper_pearson"):
        one_sample(3, 5, method="wald")
