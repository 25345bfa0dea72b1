"""Rank sets against tables of Tukey and Dunnett, trying every pair, identities, and data to be refused."""

from __future__ import annotations

import time
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.ranking.critical import upper_quantile
from analysis.ranking.largest_difference import Comparisons, largest_differences
from analysis.ranking.refusing import SpreadError
from analysis.ranking.sets import best, rank_sets, ranks, se_of_share, worst
from analysis.ranking.spread import Spread

NAN = float("nan")


def units(k: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Invented shares of k units and their standard errors."""
    rng = np.random.default_rng(seed)
    n = np.exp(rng.uniform(np.log(50), np.log(400), k))
    share = 1 / (1 + np.exp(-rng.normal(1.2, 0.6, k)))
    return share, np.sqrt(share * (1 - share) / n)


def correlated(k: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """The same with units in districts that share clusters."""
    share, se = units(k, seed)
    district = np.arange(k) // 5
    correlation = 0.4 * (district[:, None] == district) + 0.1
    np.fill_diagonal(correlation, 1.0)
    return share, correlation * np.outer(se, se)


def every_pair(errors: np.ndarray, values: np.ndarray, covariance: np.ndarray, critical: float) -> np.ndarray:
    """The largest standardised difference with nothing left out, written as the definition reads."""
    k = len(values)
    found = np.zeros(len(errors))
    for j in range(k):
        for other in range(k):
            se = np.sqrt(covariance[j, j] + covariance[other, other] - 2 * covariance[j, other])
            if j != other and values[j] - values[other] <= critical * se:
                found = np.maximum(found, (errors[:, j] - errors[:, other]) / se)
    return found


@pytest.mark.parametrize(("k", "table"), [(2, 2.772), (3, 3.314), (5, 3.858), (10, 4.474), (20, 5.012)])
def test_equal_errors_give_tukeys_studentised_range(k: int, table: float) -> None:
    # Upper 5 % points of the studentised range, infinite df: Pearson and Hartley (1954), table 29.
    sets = rank_sets(np.zeros(k), np.ones(k), stepdown=False, draws=40_000)

    assert sets.critical == pytest.approx(table / np.sqrt(2), rel=0.01)


@pytest.mark.parametrize(("side", "k", "table"), [
    ("two-sided", 2, 1.96), ("two-sided", 3, 2.21), ("two-sided", 5, 2.44), ("two-sided", 10, 2.69),
    ("lower", 2, 1.64), ("lower", 3, 1.92), ("upper", 5, 2.16), ("upper", 10, 2.42),
])  # fmt: skip
def test_equal_errors_of_one_unit_give_dunnetts_table(side: str, k: int, table: float) -> None:
    # Comparisons with a control, 5 %, infinite df: Dunnett (1955), table 1; Dunnett (1964), table II.
    sets = rank_sets(np.zeros(k), np.ones(k), simultaneous=False, side=side, stepdown=False, draws=40_000)

    assert sets.critical == pytest.approx(table, rel=0.015)


def test_once_two_units_are_told_apart_only_the_other_direction_is_left() -> None:
    one = rank_sets([5.0, 0.0], [1.0, 1.0], stepdown=False, draws=40_000)
    more = rank_sets([5.0, 0.0], [1.0, 1.0], draws=40_000)

    assert one.critical == pytest.approx(1.96, rel=0.01)
    assert more.critical == pytest.approx(1.645, rel=0.015)
    assert (more.low.tolist(), more.high.tolist(), more.steps) == ([1, 2], [1, 2], 2)


@pytest.mark.parametrize(("gap", "low", "high"), [(2.70, [1, 1], [2, 2]), (2.85, [1, 2], [1, 2])])
def test_two_units_are_told_apart_beyond_1_96_errors_of_their_difference(
    gap: float, low: list[int], high: list[int]
) -> None:
    sets = rank_sets([gap, 0.0], [1.0, 1.0], draws=40_000)

    assert (sets.low.tolist(), sets.high.tolist()) == (low, high)


@pytest.mark.parametrize("critical", [np.inf, 3.0, 0.5])
@pytest.mark.parametrize("make", [units, correlated])
def test_the_short_cut_misses_no_pair(make: object, critical: float) -> None:
    values, known = make(60)
    spread = Spread.of(values, known)
    errors = next(spread.simulated(50, 3))
    covariance = np.diag(known**2) if known.ndim == 1 else known

    found = largest_differences(errors, Comparisons(values, spread, critical))

    assert found == pytest.approx(every_pair(errors, values, covariance, critical), rel=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.integers(33, 50), st.integers(0, 10**6), st.floats(0.0, 0.98), st.floats(0.01, 1.0))
def test_the_short_cut_misses_no_pair_whatever_the_covariance(
    k: int, seed: int, shared: float, least: float
) -> None:
    rng = np.random.default_rng(seed)
    loading = rng.standard_normal((k, 3)) * np.sqrt(shared)
    covariance = loading @ loading.T + np.diag(rng.uniform(least, 1.0, k) * (1 - shared + 0.01))
    values = rng.standard_normal(k)
    spread = Spread.of(values, covariance)
    errors = next(spread.simulated(5, seed))

    found = largest_differences(errors, Comparisons(values, spread, 1.5))

    assert found == pytest.approx(every_pair(errors, values, covariance, 1.5), rel=1e-6)


@pytest.mark.parametrize("make", [units, correlated])
def test_the_draws_that_matter_are_exact_and_the_others_never_too_large(make: object) -> None:
    values, known = make(60)
    spread = Spread.of(values, known)
    errors = next(spread.simulated(400, 5))
    pairs = Comparisons(values, spread, np.inf)
    exact = largest_differences(errors, pairs)

    found = largest_differences(errors, pairs, beyond=20)

    assert np.sort(found)[-20:] == pytest.approx(np.sort(exact)[-20:])
    assert (found <= exact + 1e-12).all()


@pytest.mark.parametrize("make", [units, correlated])
def test_simultaneous_sets_are_those_of_the_definition(make: object) -> None:
    values, known = make(40)
    covariance = np.diag(known**2) if known.ndim == 1 else known
    order = np.lexsort((np.sqrt(np.diag(covariance)), values))
    spread = Spread.of(values, known).take(order)
    errors = np.concatenate(list(spread.simulated(500, 20260701)))
    errors = errors[:, np.argsort(order)]
    critical, before, above = np.inf, -1, np.zeros(0)
    while above.sum() != before:
        before = above.sum() if above.size else 0
        critical = np.sort(every_pair(errors, values, covariance, critical))[
            int(np.ceil(0.95 * 501) + np.ceil(np.sqrt(500 * 0.95 * 0.05))) - 1
        ]
        variance = np.diag(covariance)
        se = np.sqrt(variance[:, None] + variance - 2 * covariance)
        above = values - values[:, None] > critical * se

    sets = rank_sets(values, known, draws=500)

    assert sets.low.tolist() == (1 + above.sum(axis=1)).tolist()
    assert sets.high.tolist() == (40 - above.sum(axis=0)).tolist()
    assert sets.critical == pytest.approx(critical)


@pytest.mark.parametrize("side", ["two-sided", "lower", "upper"])
def test_marginal_sets_are_those_of_the_definition(side: str) -> None:
    values, se = units(30)
    order = np.lexsort((se, values))
    spread = Spread.of(values, se).take(order)
    errors = np.concatenate(list(spread.simulated(800, 20260701)))[:, np.argsort(order)]
    place = int(np.ceil(0.95 * 801) + np.ceil(np.sqrt(800 * 0.95 * 0.05))) - 1
    low, high = [], []
    for i in range(30):
        s = np.sqrt(se[i] ** 2 + se**2)
        up, down = (
            np.delete((errors[:, [i]] - errors) / s, i, 1),
            np.delete((errors - errors[:, [i]]) / s, i, 1),
        )
        gap = np.delete((values[i] - values) / s, i)
        rising, falling = np.full(29, side != "lower"), np.full(29, side != "upper")
        for _ in range(10):
            claims = np.hstack([up[:, rising], down[:, falling], np.zeros((800, 1))])
            critical = np.sort(claims.max(axis=1))[place]
            rising, falling = rising & (gap <= critical), falling & (-gap <= critical)
        low.append(1 + int((-gap > critical).sum()) if side != "upper" else 1)
        high.append(30 - int((gap > critical).sum()) if side != "lower" else 30)

    sets = rank_sets(values, se, simultaneous=False, side=side, draws=800)

    assert (sets.low.tolist(), sets.high.tolist()) == (low, high)


def test_one_sided_sets_are_the_ends_of_the_two_sided_ones() -> None:
    values, se = units(50)
    both = rank_sets(values, se, draws=2000)
    lower, upper = (rank_sets(values, se, side=side, draws=2000) for side in ("lower", "upper"))

    assert (lower.low == both.low).all() and (lower.high == 50).all()
    assert (upper.high == both.high).all() and (upper.low == 1).all()


def test_sets_hold_the_rank_and_narrow_with_steps_and_when_each_stands_alone() -> None:
    values, se = units(60)
    one = rank_sets(values, se, stepdown=False, draws=2000)
    more = rank_sets(values, se, draws=2000)
    alone = rank_sets(values, se, simultaneous=False, draws=2000)

    for sets in (one, more, alone):
        assert ((sets.low <= sets.rank) & (sets.rank <= sets.high)).all()
    assert (more.open <= one.open).all()
    assert alone.open.sum() < more.open.sum() < one.open.sum()


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(12)), st.sampled_from([units, correlated]), st.booleans())
def test_the_order_of_the_units_does_not_matter(order: list[int], make: object, together: bool) -> None:
    values, known = make(12)
    other = known[order] if known.ndim == 1 else known[np.ix_(order, order)]

    first = rank_sets(values, known, draws=300, simultaneous=together)
    second = rank_sets(values[order], other, draws=300, simultaneous=together)

    assert second.low.tolist() == first.low[order].tolist()
    assert second.high.tolist() == first.high[order].tolist()


def test_points_of_a_hundred_rank_like_shares() -> None:
    values, covariance = correlated(40)
    shares, points = (rank_sets(f * values, f * f * covariance, draws=500) for f in (1.0, 100.0))

    assert (shares.low == points.low).all() and (shares.high == points.high).all()


def test_a_diagonal_covariance_ranks_like_its_standard_errors() -> None:
    values, se = units(45)
    plain, full = (rank_sets(values, errors, draws=500) for errors in (se, np.diag(se**2)))

    assert (plain.low == full.low).all() and (plain.high == full.high).all()


def test_what_units_share_is_not_an_error_of_their_order() -> None:
    values, se = np.array([0.80, 0.78, 0.76]), np.full(3, 0.03)
    shared = np.full((3, 3), 0.98 * 0.03**2) + np.diag(np.full(3, 0.02 * 0.03**2))

    assert rank_sets(values, se, draws=1000).open.tolist() == [3, 3, 3]
    assert rank_sets(values, shared, draws=1000).open.tolist() == [1, 1, 1]


def test_the_seed_gives_the_sets_again() -> None:
    values, se = units(30)
    first, again, other = (rank_sets(values, se, draws=200, seed=seed) for seed in (7, 7, 8))

    assert first.critical.tolist() == again.critical.tolist() != other.critical.tolist()
    assert (first.draws, first.seed) == (200, 7)


def test_units_of_equal_value_share_the_better_rank() -> None:
    assert ranks([0.7, 0.9, 0.7, 0.2]).tolist() == [2, 1, 2, 4]
    sets = rank_sets([0.7, 0.9, 0.7, 0.2], [0.01, 0.01, 0.01, 0.01], draws=1000)

    assert sets.rank.tolist() == [2, 1, 2, 4]
    assert (sets.low.tolist(), sets.high.tolist()) == ([2, 1, 2, 4], [3, 1, 3, 4])


def test_one_unit_has_the_first_place_for_certain() -> None:
    for together in (True, False):
        sets = rank_sets([0.7], [0.1], simultaneous=together, draws=100)

        assert (sets.rank.tolist(), sets.low.tolist(), sets.high.tolist()) == ([1], [1], [1])


def test_the_best_and_the_worst_are_the_ends_of_the_sets() -> None:
    values, se = units(40)
    sets = rank_sets(values, se, draws=1000)

    assert best(values, se, 3, draws=1000).tolist() == (sets.low <= 3).tolist()
    assert worst(values, se, 3, draws=1000).tolist() == (sets.high >= 38).tolist()
    assert best(values, se, 40, draws=1000).all()
    with pytest.raises(ValueError, match="whole number from 1 to 40"):
        best(values, se, 0, draws=1000)
    with pytest.raises(ValueError, match="whole number from 1 to 40"):
        worst(values, se, 41, draws=1000)


def test_units_counted_in_full_are_certain_among_themselves_and_not_beside_a_sample() -> None:
    values, se, counted = [0.9, 0.7, 0.71, 0.3], [0.0, 0.0, 0.05, 0.0], [True, True, False, True]
    for known in (np.array(se), np.diag(np.square(se))):
        for together in (True, False):
            sets = rank_sets(values, known, counted=counted, simultaneous=together, draws=1000)

            assert (sets.low.tolist(), sets.high.tolist()) == ([1, 2, 2, 4], [1, 3, 3, 4])


def test_a_quantile_counts_the_simulation_in() -> None:
    # 0.95 of 1,001 is 951; the standard error of such a count, √(1000 × 0.95 × 0.05), is 6.9.
    assert upper_quantile(np.arange(1.0, 1001.0), 0.95) == 958.0
    with pytest.raises(ValueError, match="20 draws are too few"):
        upper_quantile(np.arange(20.0), 0.95)


def test_a_share_of_all_or_none_has_an_error() -> None:
    se = se_of_share([0, 50, 46], [50, 50, 50])

    assert se[:2] == pytest.approx([np.sqrt(2 / 54 * 52 / 54 / 54)] * 2)
    assert se[2] == pytest.approx(np.sqrt(48 / 54 * 6 / 54 / 54))
    for k, n in (([1, 5], [2, 4]), ([1, -1], [2, 4]), ([1, 0], [2, 0]), ([1, NAN], [2, 4])):
        with pytest.raises(ValueError, match="unit 1 has"):
            se_of_share(k, n)


BAD = {
    "no value": ([], [], "at least one"),
    "a table": ([[0.1, 0.2]], [0.1, 0.2], "one number for each unit"),
    "a missing value": ([0.1, NAN, 0.3], [0.1, 0.1, 0.1], "the value of unit 1 is not a finite"),
    "an endless value": ([0.1, 0.3, np.inf], [0.1, 0.1, 0.1], "the value of unit 2"),
    "a missing se": ([0.1, 0.2], [0.1, NAN], "the standard error of unit 1"),
    "a se of 0": ([0.1, 1.0, 0.3], [0.1, 0.0, 0.1], "unit 1 is 0 .*use se_of_share"),
    "a negative se": ([0.1, 0.2], [-0.1, 0.1], "unit 0 is negative"),
    "too few errors": ([0.1, 0.2, 0.3], [0.1, 0.1], "errors of shape"),
    "a missing covariance": ([0.1, 0.2], [[1.0, NAN], [NAN, 1.0]], "the covariance of unit 0"),
    "a lopsided covariance": ([0.1, 0.2], [[1.0, 0.5], [0.4, 1.0]], "not symmetric: units 0 and 1"),
    "a negative variance": ([0.1, 0.2], [[1.0, 0.0], [0.0, -1.0]], "unit 1 is negative"),
    "a variance of 0": ([0.1, 0.2], [[1.0, 0.0], [0.0, 0.0]], "unit 1 is 0"),
    "a correlation above 1": ([0.1, 0.2], [[1.0, 1.5], [1.5, 1.0]], "positive semidefinite"),
    "an impossible covariance": (
        [0.1, 0.2, 0.3], [[1.0, 0.9, -0.9], [0.9, 1.0, 0.9], [-0.9, 0.9, 1.0]], "least eigenvalue"),
    "a unit known twice": ([0.1, 0.1, 0.2], [[1, 1, 0], [1, 1, 0], [0, 0, 1]], "units 0 and 1 has no variance"),
    "a million units": (np.zeros(10**6), np.ones(10**6), "cannot be ranked together"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_ranked_is_refused_with_what_and_where(name: str) -> None:
    values, covariance, message = BAD[name]

    with pytest.raises(SpreadError, match=message):
        rank_sets(values, covariance, draws=100)


def test_a_certain_unit_that_covaries_or_a_mark_too_few_is_refused() -> None:
    with pytest.raises(SpreadError, match="a unit of variance 0 covaries"):
        rank_sets([1, 2], [[0.0, 0.5], [0.5, 1.0]], counted=[True, False])
    with pytest.raises(SpreadError, match="one mark a unit"):
        rank_sets([1, 2], [0.0, 1.0], counted=[True])


def test_words_and_numbers_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match="the values hold 'tốt' at place 1 .*; recode"):
        rank_sets([0.5, "tốt"], [0.1, 0.1])
    with pytest.raises(ValueError, match="choose one of two-sided, lower, upper"):
        rank_sets([0.5, 0.6], [0.1, 0.1], side="both")
    for coverage in (0.5, 1.0, NAN):
        with pytest.raises(ValueError, match="above 0.5 and below 1"):
            rank_sets([0.5, 0.6], [0.1, 0.1], coverage=coverage)
    for together in (True, False):
        with pytest.raises(ValueError, match="too few"):
            rank_sets([0.5, 0.6], [0.1, 0.1], draws=10, simultaneous=together)
    with pytest.raises(ValueError, match="for simultaneous sets"):
        rank_sets(np.arange(20_000), np.ones(20_000), simultaneous=False, draws=20_000)


def test_a_covariance_from_few_clusters_is_singular_and_ranks() -> None:
    scores = np.random.default_rng(4).standard_normal((30, 8))
    sets = rank_sets(np.linspace(0, 1, 30), scores @ scores.T / 100, draws=500)

    assert ((sets.low <= sets.rank) & (sets.rank <= sets.high)).all()


def test_three_thousand_units_take_seconds_and_little_memory() -> None:
    values, se = units(3000)
    tracemalloc.start()
    begun = time.perf_counter()
    sets = rank_sets(values, se, draws=1000)
    taken, peak = time.perf_counter() - begun, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert sets.open.mean() > 2000
    assert taken < 15
    assert peak < 200 * 2**20


@pytest.mark.soak
def test_three_thousand_units_with_their_full_covariance_do_not_explode() -> None:
    values, covariance = correlated(3000)
    for options in ({}, {"simultaneous": False}):
        tracemalloc.start()
        begun = time.perf_counter()
        sets = rank_sets(values, covariance, draws=1000, **options)
        taken, peak = time.perf_counter() - begun, tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        print(f"3,000 units, full covariance, {options or 'simultaneous'}: {taken:.1f} s, {peak:.0f} MiB")

        assert ((sets.low <= sets.rank) & (sets.rank <= sets.high)).all()
        assert taken < 120
        assert peak < 1024
