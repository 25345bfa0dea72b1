"""Two items of the same people against Newcombe's paper, the binomial distribution and R."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.comparing.counts import CountError
from analysis.comparing.paired import Pairs, mcnemar, newcombe_paired, paired, pairs
from analysis.comparing.paired_design import paired_in_design
from analysis.design import Design, LonelyPSUError

SMALL = st.integers(0, 30)


@pytest.mark.parametrize(
    ("table", "ends"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 2635-2650, table III, method 10.
        ((36, 12, 2, 0), (0.0569, 0.3404)),
        ((53, 0, 0, 1), (-0.0729, 0.0729)),
    ],
)
def test_newcombe_s_paired_interval_is_that_of_his_paper(table, ends) -> None:
    assert newcombe_paired(*table) == pytest.approx(ends, abs=5e-5)


@given(SMALL, SMALL, SMALL, SMALL)
def test_the_paired_interval_mirrors_and_never_has_zero_width(a, b, c, d) -> None:
    if a + b + c + d == 0:
        return
    low, high = newcombe_paired(a, b, c, d)

    assert -1 <= low <= (b - c) / (a + b + c + d) <= high <= 1
    assert high - low > 1e-3
    assert newcombe_paired(a, c, b, d) == pytest.approx((-high, -low), abs=1e-12)


@pytest.mark.parametrize(("b", "c"), [(12, 2), (5, 9), (0, 6), (1, 1)])
def test_mcnemar_s_exact_test_is_a_fair_coin_among_those_who_differ(b, c) -> None:
    tail = stats.binom.cdf(min(b, c), b + c, 0.5)

    assert mcnemar(b, c).p == pytest.approx(min(1.0, 2 * tail))
    assert mcnemar(b, c).statistic == min(b, c)


def test_mcnemar_s_chi_square_is_corrected_by_one() -> None:
    # The approval ratings of Agresti (2002), table 10.1: 794, 150, 86, 570; by hand 63²/236.
    got = mcnemar(150, 86, exact=False)

    assert got.statistic == pytest.approx(63**2 / 236)
    assert got.p == pytest.approx(stats.chi2.sf(63**2 / 236, 1))
    assert mcnemar(86, 150, exact=False) == got


def test_where_nobody_differs_p_is_one() -> None:
    got = paired(40, 0, 0, 10)

    assert (got.value, got.se, got.p) == (0.0, 0.0, 1.0)
    assert got.low is not None and got.low < 0 < got.high
    assert mcnemar(0, 0, exact=False).p == 1.0


def test_people_are_counted_only_when_they_answered_both() -> None:
    got = pairs([1, 1, 0, 0, np.nan, 1], [1, 0, 1, 0, 1, np.nan])

    assert got == Pairs(1, 1, 1, 1)
    assert got.n == 4


def test_the_standard_error_counts_the_covariance_of_the_pairs() -> None:
    first, second = np.repeat([1, 1, 0, 0], [20, 5, 9, 16]), np.repeat([1, 0, 1, 0], [20, 5, 9, 16])
    got = paired(20, 5, 9, 16)

    assert got.value == pytest.approx(first.mean() - second.mean())
    assert got.se == pytest.approx(np.std(first - second) / np.sqrt(50))


def test_a_simple_design_gives_the_paired_t_test() -> None:
    rng = np.random.default_rng(4)
    first, second = rng.integers(1, 6, 60).astype(float), rng.integers(1, 6, 60).astype(float)
    got = paired_in_design(first, second, Design.of(60))

    truth = stats.ttest_rel(first, second)
    assert (got.t, got.p) == (pytest.approx(truth.statistic), pytest.approx(truth.pvalue))
    interval = truth.confidence_interval()
    assert (got.low, got.high) == (pytest.approx(interval.low), pytest.approx(interval.high))


def test_clusters_that_agree_within_count_once() -> None:
    first, second = np.array([1.0, 0, 1, 1, 0, 1]), np.array([0.0, 0, 1, 0, 1, 1])
    alone = paired_in_design(first, second, Design.of(6))
    villages = Design.of(24, psu=[np.repeat(np.arange(6), 4)])
    got = paired_in_design(np.repeat(first, 4), np.repeat(second, 4), villages)

    assert (got.value, got.se, got.df) == (pytest.approx(alone.value), pytest.approx(alone.se), alone.df)


def test_a_domain_keeps_the_design_and_missing_answers_leave_the_pair() -> None:
    first, second = [1, 0, 1, 1, np.nan, 0], [0, 0, 1, np.nan, 1, 1]
    inside = np.array([1, 1, 1, 1, 1, 0], dtype=bool)
    got = paired_in_design(first, second, Design.of(6), domain=inside)

    # Residuals 2/3, −1/3, −1/3 over 3 people, held against all 6 of the design.
    assert got.value == pytest.approx(1 / 3)
    assert got.se == pytest.approx(np.sqrt(6 / 5 * (4 + 1 + 1) / 9 / 9))


def test_pairs_that_cannot_be_compared_are_refused() -> None:
    with pytest.raises(ValueError, match="respondent 1 has an answer other than 0 and 1"):
        pairs([1, 5], [1, 0])
    with pytest.raises(ValueError, match="3 and 2 answers"):
        pairs([1, 0, 1], [1, 0])
    with pytest.raises(CountError, match="nobody answered both"):
        paired(0, 0, 0, 0)
    with pytest.raises(CountError, match="first_only is -1"):
        mcnemar(-1, 3)
    with pytest.raises(ValueError, match="nobody answered both items"):
        paired_in_design([1, np.nan], [np.nan, 1], Design.of(2))
    with pytest.raises(ValueError, match="2 answers for a design of 3"):
        paired_in_design([1, 0], [0, 1], Design.of(3))
    with pytest.raises(LonelyPSUError, match="one PSU each"):
        paired_in_design([1, 0], [0, 1], Design.of(2, stratum=["a", "b"]))
