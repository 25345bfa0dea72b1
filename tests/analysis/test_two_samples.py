"""Two independent simple samples against published intervals, scipy, statsmodels and the likelihood itself."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from analysis.comparing.counts import CountError
from analysis.comparing.statsmodels_score import statsmodels_score
from analysis.comparing.two_samples import (
    boschloo,
    fisher,
    miettinen_nurminen,
    newcombe,
    score_test,
    two_samples,
    z_test,
)

COUNTS = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))

# Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10, examples (a) to (h).
PUBLISHED = [
    ((56, 70, 48, 80), (0.0524, 0.3339)),
    ((9, 10, 3, 10), (0.1705, 0.8090)),
    ((6, 7, 2, 7), (0.0582, 0.8062)),
    ((5, 56, 0, 29), (-0.0381, 0.1926)),
    ((0, 10, 0, 20), (-0.1611, 0.2775)),
    ((0, 10, 0, 10), (-0.2775, 0.2775)),
    ((10, 10, 0, 20), (0.6791, 1.0000)),
    ((10, 10, 0, 10), (0.6075, 1.0000)),
]


@pytest.mark.parametrize(("counts", "ends"), PUBLISHED)
def test_newcombe_gives_the_eight_intervals_of_his_paper(counts, ends) -> None:
    assert newcombe(*counts) == pytest.approx(ends, abs=5e-5)


def test_miettinen_and_nurminen_agree_with_newcombe_s_table_and_with_r() -> None:
    # Newcombe (1998), table II, method 6, example (a); R PropCIs: diffscoreci(7, 34, 1, 34, 0.95).
    assert miettinen_nurminen(56, 70, 48, 80) == pytest.approx((0.0528, 0.3382), abs=5e-5)
    assert miettinen_nurminen(7, 34, 1, 34) == pytest.approx((0.0270416, 0.3452912), abs=5e-8)


def likeliest(k1: int, n1: int, k2: int, n2: int, null: float) -> tuple[float, float]:
    """The shares that differ by `null`, found by climbing the likelihood instead of by the cubic."""

    def unlikely(p: float) -> float:
        kept = stats.binom.logpmf(k1, n1, p + null) + stats.binom.logpmf(k2, n2, p)
        return -float(kept)

    inside = (max(0.0, -null) + 1e-12, min(1.0, 1 - null) - 1e-12)
    second = optimize.minimize_scalar(unlikely, bounds=inside, method="bounded", options={"xatol": 1e-12}).x
    return second + null, second


@pytest.mark.parametrize("null", [-0.4, -0.05, 0.1, 0.3, 0.6])
@pytest.mark.parametrize("counts", [(7, 34, 1, 34), (56, 70, 48, 80), (3, 9, 8, 11), (1, 2, 1, 50)])
def test_the_score_test_rests_on_the_likeliest_shares_under_its_hypothesis(counts, null) -> None:
    k1, n1, k2, n2 = counts
    p1, p2 = likeliest(k1, n1, k2, n2, null)
    variance = (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) * (n1 + n2) / (n1 + n2 - 1)

    z = (k1 / n1 - k2 / n2 - null) / math.sqrt(variance)
    assert score_test(*counts, null=null).statistic == pytest.approx(z, rel=1e-5)


@given(COUNTS, COUNTS, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_the_ends_of_the_score_interval_are_just_rejected(one, two, level) -> None:
    low, high = miettinen_nurminen(*one, *two, level)

    assert -1 <= low <= one[0] / one[1] - two[0] / two[1] <= high <= 1
    assert high - low > 0
    for end in (low, high):
        if -1 < end < 1:
            assert score_test(*one, *two, null=end).p == pytest.approx(1 - level, abs=1e-8)


@given(COUNTS, COUNTS)
def test_exchanging_samples_or_answers_mirrors_both_intervals(one, two) -> None:
    negative = (one[1] - one[0], one[1], two[1] - two[0], two[1])
    for method in (newcombe, miettinen_nurminen):
        low, high = method(*one, *two)

        # At a share of 1 the cubic has a double root, which costs half the digits of its angle.
        assert method(*two, *one) == pytest.approx((-high, -low), abs=1e-8)
        assert method(*negative) == pytest.approx((-high, -low), abs=1e-8)


def test_statsmodels_own_score_interval_is_reproduced_and_differs_from_the_right_one() -> None:
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    compared = 0
    for counts in [
        (56, 70, 48, 80),
        (45, 50, 38, 50),
        (300, 385, 270, 385),
        (30, 90, 71, 160),
        (3, 200, 9, 180),
    ]:
        for level in (0.8, 0.9, 0.95):
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    ends = proportion.confint_proportions_2indep(
                        *counts, method="score", compare="diff", alpha=1 - level
                    )
            except ValueError:
                with pytest.raises(ValueError, match="use miettinen_nurminen"):
                    statsmodels_score(*counts, level)
                continue
            compared += 1
            assert statsmodels_score(*counts, level) == pytest.approx(ends, abs=1e-11)

    assert compared >= 10
    # The classic wrong answer: 34.4 where the paper has 33.8.
    assert abs(statsmodels_score(56, 70, 48, 80)[1] - miettinen_nurminen(56, 70, 48, 80)[1]) > 0.005


@given(COUNTS, COUNTS)
def test_the_square_of_z_is_pearson_s_chi_square(one, two) -> None:
    table = np.array([[one[0], one[1] - one[0]], [two[0], two[1] - two[0]]])
    if (table.sum(axis=0) == 0).any():
        assert (z_test(*one, *two).statistic, z_test(*one, *two).p) == (0.0, 1.0)
        return
    chi2, p, _, _ = stats.chi2_contingency(table, correction=False)

    assert z_test(*one, *two).statistic ** 2 == pytest.approx(chi2, rel=1e-9, abs=1e-12)
    assert z_test(*one, *two).p == pytest.approx(p, rel=1e-9, abs=1e-12)


@given(COUNTS, COUNTS)
def test_the_score_test_of_no_difference_is_z_with_its_small_sample_factor(one, two) -> None:
    n = one[1] + two[1]

    expected = z_test(*one, *two).statistic * math.sqrt((n - 1) / n)
    assert score_test(*one, *two).statistic == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_the_tea_taster_is_judged_as_fisher_did() -> None:
    # Fisher (1935), The Design of Experiments, ch. 2: 3 of 4 cups right, one-sided 17/70.
    assert fisher(3, 4, 1, 4) == pytest.approx(34 / 70)


def boschloo_by_grid(k1: int, n1: int, k2: int, n2: int) -> float:
    """Every table, every share: the definition, two-sided by doubling the better side."""
    first, second = np.meshgrid(np.arange(n1 + 1), np.arange(n2 + 1), indexing="ij")
    share = np.linspace(0.0005, 0.9995, 2000)
    chance = (
        stats.binom.pmf(np.arange(n1 + 1)[:, None], n1, share),
        stats.binom.pmf(np.arange(n2 + 1)[:, None], n2, share),
    )
    results = []
    for tail in (stats.hypergeom.cdf, lambda k, *rest: stats.hypergeom.sf(k - 1, *rest)):
        p = tail(first, n1 + n2, first + second, n1)
        region = p <= p[k1, k2] * (1 + 1e-9)
        results.append(np.einsum("ij,is,js->s", region.astype(float), *chance).max())
    return min(1.0, 2 * min(results))


@pytest.mark.parametrize("counts", [(8, 10, 3, 10), (0, 8, 4, 9), (1, 3, 2, 4), (11, 12, 6, 12)])
def test_boschloo_is_the_largest_chance_over_all_shares(counts) -> None:
    assert boschloo(*counts) == pytest.approx(boschloo_by_grid(*counts), abs=1e-4)


@pytest.mark.parametrize("counts", [(1, 2, 0, 3), (7, 12, 2, 15), (0, 30, 4, 30), (19, 20, 12, 18)])
def test_boschloo_is_never_weaker_than_fisher_on_the_same_side(counts) -> None:
    k1, n1, k2, n2 = counts
    table = [[k1, n1 - k1], [k2, n2 - k2]]
    sides = [stats.fisher_exact(table, alternative=side).pvalue for side in ("less", "greater")]

    assert boschloo(*counts) <= min(1.0, 2 * min(sides)) * (1 + 1e-6)


def test_holding_the_answers_fixed_is_another_test() -> None:
    # scipy's documentation: the columns of the table are the samples.
    assert boschloo(8, 10, 3, 10) == pytest.approx(0.0414, abs=1e-4)
    assert boschloo(8, 10, 3, 10, fixed="answers") == pytest.approx(0.0320, abs=1e-4)


def test_two_samples_test_small_ones_exactly_and_larger_ones_by_the_score() -> None:
    small, large = two_samples(8, 10, 3, 10), two_samples(300, 385, 270, 385)

    assert (small.p, small.t) == (boschloo(8, 10, 3, 10), None)
    score = score_test(300, 385, 270, 385)
    assert (large.t, large.p) == (score.statistic, score.p)
    assert (large.low, large.high) == newcombe(300, 385, 270, 385)
    assert large.df == math.inf


@pytest.mark.parametrize(("k1", "k2"), [(0, 0), (10, 12)])
def test_when_nobody_or_everybody_is_satisfied_there_is_an_interval_and_no_difference(k1, k2) -> None:
    got = two_samples(k1, 10, k2, 12)

    assert (got.value, got.se, got.p) == (0.0, 0.0, 1.0)
    assert got.low is not None and got.high is not None and got.low < -0.2 and got.high > 0.2


def test_a_known_population_narrows_the_interval_by_the_effective_size() -> None:
    # n(N − 1)/(N − n): 50 of 99 drawn count as 100 answers, 40 of 79 as 80.
    got = two_samples(40, 50, 20, 40, populations=(99, 79))

    assert (got.low, got.high) == pytest.approx(newcombe(80, 100, 40, 80), abs=1e-12)
    assert got.se == pytest.approx(math.sqrt(0.16 / 100 + 0.25 / 80))
    assert got.p == pytest.approx(score_test(80, 100, 40, 80).p, rel=1e-9)


def test_against_a_full_count_only_the_sample_varies() -> None:
    got = two_samples(160, 200, 70, 100, populations=(200, 10**9))

    z = (0.8 - 0.7) / math.sqrt(0.8 * 0.2 / 100)
    assert got.p == pytest.approx(2 * stats.norm.sf(z), rel=1e-6)
    assert got.se == pytest.approx(math.sqrt(0.21 / 100), rel=1e-6)


def test_two_full_counts_differ_without_error_or_test() -> None:
    got = two_samples(8, 10, 5, 10, populations=(10, 10))

    assert (got.se, got.p, got.low, got.high) == (0.0, None, None, None)
    assert got.value == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ((11, 10, 3, 10), "k1 = 11 is more than n1 = 10"),
        ((1, 10, 0, 0), "n2 is 0, so nobody answered"),
        ((-1, 10, 3, 10), "k1 is -1"),
        ((2.5, 10, 3, 10), "compare groups of a design"),
        ((math.nan, 10, 3, 10), "k1 is nan"),
        ((1, math.inf, 3, 10), "n1 is inf"),
    ],
)
@pytest.mark.parametrize(
    "method", [newcombe, miettinen_nurminen, score_test, z_test, fisher, boschloo, two_samples]
)
def test_what_is_no_count_is_refused_by_name(method, counts, message) -> None:
    with pytest.raises(CountError, match=message):
        method(*counts)


def test_wrong_levels_populations_nulls_and_margins_are_refused() -> None:
    with pytest.raises(ValueError, match="the level is 95; give a share"):
        newcombe(1, 2, 1, 2, 95)
    with pytest.raises(CountError, match="n = 10 of N = 9"):
        two_samples(1, 10, 1, 10, populations=(9, 20))
    with pytest.raises(CountError, match="3 populations for two samples"):
        two_samples(1, 10, 1, 10, populations=(20, 20, 20))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="between -1 and 1"):
        score_test(1, 10, 1, 10, null=1.0)
    with pytest.raises(ValueError, match="choose one of samples, answers"):
        boschloo(1, 10, 1, 10, fixed="rows")  # type: ignore[arg-type]
