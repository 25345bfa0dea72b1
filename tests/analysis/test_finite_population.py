"""Intervals for n of N people against exact fractions, guaranteed coverage, identities and their limits."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.effective_size import finite_n
from analysis.finite_population import effective_n, hypergeometric, korn_graubard
from analysis.interval import clopper_pearson
from analysis.one_sample import one_sample
from tests.quickest import quickest

samples = (
    st.integers(2, 60)
    .flatmap(lambda size: st.tuples(st.just(size), st.integers(1, size - 1)))
    .flatmap(lambda of: st.tuples(st.integers(0, of[1]), st.just(of[1]), st.just(of[0])))
)


def chance(counted: range, n: int, population: int, positive: int) -> Fraction:
    """Exact chance of a count within a range, `positive` of the population being positive."""
    ways = sum(math.comb(positive, k) * math.comb(population - positive, n - k) for k in counted)
    return Fraction(ways, math.comb(population, n))


@given(samples, st.sampled_from([0.8, 0.93, 0.97, 0.99]))
def test_the_ends_are_those_of_exact_fractions(sample: tuple[int, int, int], level: float) -> None:
    k, n, population = sample
    half = (1 - level) / 2
    kept = [
        m
        for m in range(k, population - n + k + 1)
        if chance(range(k + 1), n, population, m) > half and chance(range(k, n + 1), n, population, m) > half
    ]

    assert hypergeometric(k, n, population, level) == (min(kept) / population, max(kept) / population)


@pytest.mark.parametrize(("n", "population"), [(50, 120), (10, 12), (20, 1000), (99, 100), (1, 3)])
@pytest.mark.parametrize("level", [0.9, 0.95])
def test_it_covers_at_least_its_level_whatever_the_true_count(n: int, population: int, level: float) -> None:
    ends = [hypergeometric(k, n, population, level) for k in range(n + 1)]
    low, high = (np.array(end) * population for end in zip(*ends, strict=True))
    coverage = [
        stats.hypergeom.pmf(np.arange(n + 1), population, m, n)[(low - 0.5 < m) & (m < high + 0.5)].sum()
        for m in range(population + 1)
    ]

    assert min(coverage) >= level - 1e-12


@given(samples)
def test_it_mirrors_and_holds_the_people_who_were_seen(sample: tuple[int, int, int]) -> None:
    k, n, population = sample
    low, high = hypergeometric(k, n, population)
    mirror = hypergeometric(n - k, n, population)

    assert k / population <= low <= high <= (population - n + k) / population
    assert mirror == pytest.approx((1 - high, 1 - low))


def test_of_very_many_people_it_is_clopper_and_pearson_s() -> None:
    got = hypergeometric(46, 50, 10_000_000)

    assert got == pytest.approx(clopper_pearson(46, 50), abs=1e-5)


@pytest.mark.parametrize(
    ("k", "n", "population"),
    [(90_000, 100_000, 300_000), (0, 1000, 500_000), (499, 500, 800_000), (250_000, 499_999, 500_000)],
)
def test_some_hundred_thousand_people_take_no_time(k: int, n: int, population: int) -> None:
    low, high = hypergeometric(k, n, population)

    assert quickest(lambda: hypergeometric(k, n, population)) < 0.5
    half, least, most = 0.025, round(low * population), round(high * population)
    assert stats.hypergeom.cdf(k, population, most, n) > half
    assert most == population - n + k or stats.hypergeom.cdf(k, population, most + 1, n) <= half
    assert stats.hypergeom.sf(k - 1, population, least, n) > half
    assert least == k or stats.hypergeom.sf(k - 1, population, least - 1, n) <= half


def test_a_full_count_is_known_exactly_and_has_no_interval() -> None:
    assert hypergeometric(37, 40, 40) == (37 / 40, 37 / 40)
    for method in ("wilson", "hypergeometric", "korn_graubard"):
        got = one_sample(37, 40, population=40, method=method)

        assert (got.low, got.high, got.se, got.method) == (None, None, 0.0, "census")


@given(samples)
def test_only_a_full_count_has_no_width(sample: tuple[int, int, int]) -> None:
    k, n, population = sample

    for method in ("wilson", "hypergeometric", "korn_graubard"):
        got = one_sample(k, n, population=population, method=method)
        assert 0 <= got.low < got.high <= 1
        assert got.low - 1e-12 <= got.value <= got.high + 1e-12 or method == "hypergeometric"


def test_99_of_100_people_asked_never_tell_all_of_the_last_one() -> None:
    assert hypergeometric(1, 99, 100) == (0.01, 0.01)
    got = one_sample(1, 99, population=100, method="hypergeometric")

    assert (got.low, got.high) == (0.01, 0.02)


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_the_effective_size_is_that_of_the_sampling_fraction(n: int, more: int) -> None:
    population = n + more

    assert effective_n(n, population) == pytest.approx(finite_n(n, n / population))
    assert effective_n(n, population, rule="n_minus_1") < effective_n(n, population) or n == 1


@pytest.mark.parametrize(("rule", "worth"), [("classical", 85.0), ("n_minus_1", 84.0)])
def test_50_of_120_are_worth_85_or_84(rule: str, worth: float) -> None:
    # Cochran (1977) §2.6 by hand: 50 · 119/70, and 49/(1 − 50/120).
    assert effective_n(50, 120, rule=rule) == pytest.approx(worth)


def test_a_full_count_is_worth_any_sample_and_one_answer_estimates_no_variance() -> None:
    assert effective_n(40, 40) == math.inf
    assert effective_n(40, 40, rule="n_minus_1") == math.inf
    assert effective_n(1, 3, rule="n_minus_1") == 0


@given(st.integers(1, 500), st.floats(0, 1), st.sampled_from([0.9, 0.95, 0.99]))
def test_korn_and_graubard_on_whole_answers_is_clopper_and_pearson(
    n: int, share: float, level: float
) -> None:
    k = round(share * n)

    assert korn_graubard(k / n, n, level) == pytest.approx(clopper_pearson(k, n, level), rel=1e-7, abs=1e-12)


def test_few_degrees_of_freedom_widen_it_and_as_many_as_answers_do_not() -> None:
    bare, full, few = (
        korn_graubard(0.8, 40, **more) for more in ({}, {"n": 60, "df": 59}, {"n": 60, "df": 3})
    )

    assert full == pytest.approx(bare)
    assert few[0] < bare[0] < bare[1] < few[1]


@given(st.floats(0.01, 1e6), st.floats(0, 1))
def test_korn_and_graubard_hold_the_share_within_0_and_1(n_eff: float, p: float) -> None:
    low, high = korn_graubard(p, n_eff)

    assert 0 <= low <= p <= high <= 1
    assert low < high


@pytest.mark.parametrize(
    ("k", "n", "population"),
    [
        (-1, 5, 9),
        (6, 5, 9),
        (3, 10, 9),
        (0, 0, 9),
        (1.5, 5, 9),
        (1, 5, math.nan),
        (1, 5, math.inf),
        (1, 5, 9.5),
    ],
)
def test_what_is_not_a_sample_of_people_is_refused(k: float, n: float, population: float) -> None:
    with pytest.raises(ValueError, match="0 ≤ k ≤ n ≤ N|count without weights"):
        hypergeometric(k, n, population)


@pytest.mark.parametrize(("n", "population"), [(10, 9), (0, 9), (math.nan, 9), (5, math.inf)])
def test_a_sample_larger_than_its_population_is_refused(n: float, population: float) -> None:
    with pytest.raises(ValueError, match="need 0 < n ≤ N"):
        effective_n(n, population)


def test_a_method_that_knows_no_population_refuses_one_and_the_exact_one_needs_it() -> None:
    with pytest.raises(ValueError, match="choose one of wilson, hypergeometric, korn_graubard"):
        one_sample(46, 50, population=120, method="clopper_pearson")
    with pytest.raises(ValueError, match="needs to know the population"):
        one_sample(46, 50, method="hypergeometric")


def test_an_unknown_rule_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="classical, n_minus_1"):
        effective_n(5, 9, rule="kish")


@pytest.mark.parametrize("n_eff", [0, -3, math.nan, math.inf])
def test_no_interval_is_built_on_no_size(n_eff: float) -> None:
    with pytest.raises(ValueError, match="is no sample size"):
        korn_graubard(0.5, n_eff)


def test_half_a_correction_is_refused() -> None:
    with pytest.raises(ValueError, match="give both or neither"):
        korn_graubard(0.5, 50, n=60)
