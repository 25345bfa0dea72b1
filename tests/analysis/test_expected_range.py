"""The funnel against DerSimonian and Laird's τ² elsewhere, the exact binomial, identities, and refusals."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.meta_analysis import combine_effects

from analysis.areas.benchmark import binomial_limits, expected_range, expected_range_of_values
from analysis.areas.expected import BenchmarkError

K = np.array([80, 38, 60, 90, 45, 130, 210, 33])
N = np.array([89, 50, 90, 120, 60, 150, 300, 35])


def test_the_distance_is_that_of_a_share_from_the_target() -> None:
    found = expected_range([90, 70], [100, 100])

    # By hand: target 160/200 = 0.8, s = √(0.8 · 0.2/100) = 0.04.
    assert (found.target, found.z.tolist()) == (0.8, pytest.approx([2.5, -2.5]))


def test_without_pulling_in_the_variance_between_units_is_dersimonian_and_lairds() -> None:
    values, se = K / N, np.sqrt(K / N * (1 - K / N) / N)
    truth = combine_effects(values, se**2, method_re="dl")

    found = expected_range_of_values(values, se, winsorise=0.0)

    assert found.target == pytest.approx(truth.mean_effect_fe)
    assert found.tau2 == pytest.approx(truth.tau2)
    assert found.phi == pytest.approx(truth.q / len(K))


def test_units_that_agree_get_no_extra_variance() -> None:
    found = expected_range([80, 81, 40], [100, 100, 50])

    assert found.tau2 == 0.0
    assert found.z_adjusted.tolist() == found.z.tolist()


@pytest.mark.parametrize("scale", ["share", "arcsine"])
def test_a_unit_is_labelled_just_when_it_leaves_its_range(scale: str) -> None:
    found = expected_range(K, N, scale=scale)
    share = K / N

    for label, value, low, high in zip(found.labels(), share, found.low, found.high, strict=True):
        assert label == ("better" if value > high else "worse" if value < low else "as_expected")
    assert ((0 <= found.far_low) & (found.far_low <= found.low) & (found.low < found.target)).all()
    assert ((found.target < found.high) & (found.high <= found.far_high) & (found.far_high <= 1)).all()


@pytest.mark.parametrize("scale", ["share", "arcsine"])
def test_satisfied_and_not_satisfied_mirror_each_other(scale: str) -> None:
    one = expected_range(K, N, scale=scale)
    other = expected_range(N - K, N, scale=scale)

    assert other.z == pytest.approx(-one.z)
    assert other.tau2 == pytest.approx(one.tau2)
    assert other.low == pytest.approx(1 - one.high)


def test_the_order_of_the_units_does_not_matter() -> None:
    order = [3, 1, 0, 2, 7, 5, 6, 4]
    one, other = expected_range(K, N), expected_range(K[order], N[order])

    assert other.z_adjusted == pytest.approx(one.z_adjusted[order])


def test_pulling_in_keeps_one_extreme_unit_from_excusing_itself() -> None:
    k, n = np.append(np.full(19, 80), 20), np.full(20, 100)
    kept, pulled = (expected_range(k, n, target=0.8, winsorise=share) for share in (0.0, 0.1))

    assert kept.tau2 > 0 == pulled.tau2
    assert pulled.labels()[-1] == "worse"


def test_far_labels_start_at_3_09() -> None:
    found = expected_range_of_values(
        [2.0, 3.05, 3.12, -3.12, 0.0, 0.0, 0.0, 0.0], np.ones(8), target=0.0, winsorise=0.49
    )

    assert found.labels(adjusted=False, far=True)[:4] == ("better", "better", "much_better", "much_worse")
    assert found.labels(adjusted=False)[:4] == ("better", "better", "better", "worse")


@pytest.mark.parametrize("alpha", [0.001, 0.025, 0.975, 0.999])
def test_the_exact_limit_lies_within_the_count_at_which_the_binomial_passes_alpha(alpha: float) -> None:
    n = np.array([5, 50, 400, 3000])
    count = stats.binom.ppf(alpha, n, 0.8)

    found = binomial_limits(n, 0.8, alpha)

    assert (found * n <= count + 1e-9).all() and (found * n >= count - 1 - 1e-9).all()
    assert found[-1] == pytest.approx(0.8 + stats.norm.ppf(alpha) * np.sqrt(0.16 / 3000), abs=0.0006)


def test_the_exact_limit_interpolates_the_distribution() -> None:
    # By hand: of Binomial(2, ½) a quarter is 0, a half is 1; 0.5 lies halfway from P(≤ 0) to P(≤ 1).
    assert binomial_limits([2], 0.5, 0.5) == pytest.approx([(1 - 0.5) / 2])


def test_the_exact_limits_do_not_fall_below_nothing() -> None:
    assert binomial_limits([1, 3], 0.5, 0.01).tolist() == [0.0, 0.0]


@pytest.mark.parametrize(("k", "n", "options", "message"), [
    ([5], [9], {}, "at least two units"), ([5, 6], [9], {}, "of the same length"),
    ([5, 0], [9, 0], {}, "unit 1 has 0 of 0"), ([5, 10], [9, 9], {}, "unit 1 has 10 of 9"),
    ([-1, 5], [9, 9], {}, "unit 0 has -1"), ([5, float("nan")], [9, 9], {}, "unit 1 has nan"),
    ([5, 5], [9, np.inf], {}, "unit 1 has 5 of inf"), ([9, 9], [9, 9], {}, "the target is 1"),
    ([0, 0], [9, 9], {}, "the target is 0"), ([5, 6], [9, 9], {"target": 1.2}, "the target is 1.2"),
    ([5, 6], [9, 9], {"scale": "logit"}, "choose one of share, arcsine"),
    ([5, 6], [9, 9], {"winsorise": 0.5}, "winsorise is 0.5"),
])  # fmt: skip
def test_counts_without_a_range_are_refused(
    k: list[float], n: list[float], options: dict[str, object], message: str
) -> None:
    with pytest.raises(BenchmarkError, match=message):
        expected_range(k, n, **options)


def test_values_and_limits_that_are_none_are_refused() -> None:
    with pytest.raises(BenchmarkError, match="unit 1 has the value 2 with se 0"):
        expected_range_of_values([1, 2], [0.1, 0.0])
    with pytest.raises(BenchmarkError, match="unit 0 has the value nan"):
        expected_range_of_values([float("nan"), 2], [0.1, 0.1])
    with pytest.raises(BenchmarkError, match="whole numbers above 0"):
        binomial_limits([10, 2.5], 0.8, 0.025)
    for target, alpha in ((0.0, 0.5), (0.5, 1.0)):
        with pytest.raises(BenchmarkError, match="between 0 and 1"):
            binomial_limits([10], target, alpha)
