"""Bursts: counts by collector and hour against the collector's ordinary course."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.quality.bursts import _tail, burst_flags, bursts
from analysis.quality.labels import Labels
from analysis.quality.settings import QualityError, Settings


def arrivals(counts: np.ndarray) -> tuple[Labels, np.ndarray]:
    """One row a ballot from counts (collectors × hours)."""
    who, when = np.nonzero(counts)
    times = counts[who, when]
    names = [f"c{each}" for each in np.repeat(who, times)]
    return Labels.of(names, "collector"), np.repeat(when, times)


@given(st.integers(1, 20), st.integers(0, 60), st.integers(2, 40), st.floats(0.1, 50))
def test_the_tail_is_that_of_the_beta_binomial(count: int, others: int, hours: int, size: float) -> None:
    truth = stats.betabinom.pmf(
        np.arange(count, count + others + 1), count + others, size, (hours - 1) * size
    )

    assert _tail(count, others, hours, size) == pytest.approx(min(1, truth.sum()), rel=1e-8)


def test_without_over_dispersion_the_tail_is_binomial() -> None:
    truth = stats.binomtest(9, 49, 1 / 10, alternative="greater").pvalue

    assert _tail(9, 40, 10, np.inf) == pytest.approx(truth, rel=1e-12)
    assert _tail(9, 40, 10, 1e6) == pytest.approx(truth, rel=1e-3)


def test_the_over_dispersion_of_the_file_is_found_again() -> None:
    rng = np.random.default_rng(1)
    rate = rng.uniform(2, 8, size=(40, 1))
    counts = rng.negative_binomial(2.0, 2.0 / (2.0 + rate), size=(40, 150))

    assert 1.8 < bursts(*arrivals(counts)).size < 2.2


def test_even_arrivals_are_taken_for_poisson_or_nearly() -> None:
    rng = np.random.default_rng(2)

    assert bursts(*arrivals(rng.poisson(4.0, size=(20, 100)))).size > 50


def test_a_burst_is_flagged_with_its_hour_and_nothing_else_is() -> None:
    rng = np.random.default_rng(3)
    counts = rng.negative_binomial(2.0, 2.0 / 6.0, size=(10, 80))
    counts[4, 33] = 60
    who, when = arrivals(counts)
    (got,) = burst_flags("burst_hour", who, when, Settings())

    assert (got.subject, got.evidence["count"], len(got.rows)) == ("c4 · 33", 60, 60)
    assert got.evidence["mean"] == pytest.approx((counts[4].sum() - 60) / 79, abs=0.1)
    assert got.severity == "serious"


def test_several_bursts_do_not_hide_each_other() -> None:
    rng = np.random.default_rng(4)
    counts = rng.poisson(3.0, size=(5, 60))
    counts[[0, 1, 1, 3], [5, 20, 40, 59]] = 80

    found = burst_flags("burst_hour", *arrivals(counts), Settings())
    assert {flag.subject for flag in found} == {"c0 · 5", "c1 · 20", "c1 · 40", "c3 · 59"}


def test_a_busy_collector_is_no_burst() -> None:
    rng = np.random.default_rng(5)
    counts = rng.poisson(np.array([[2.0], [2.0], [80.0]]), size=(3, 60))

    assert burst_flags("burst_hour", *arrivals(counts), Settings()) == []


@pytest.mark.parametrize("size", [1.0, 5.0, np.inf])
def test_at_most_about_one_honest_file_in_twenty_has_a_burst(size: float) -> None:
    rng = np.random.default_rng(6)
    files = 0
    for _ in range(100):
        rate = rng.uniform(1, 8, size=(6, 1))
        spread = rng.gamma(size, 1 / size, size=(6, 60)) if np.isfinite(size) else np.ones((6, 60))
        found = bursts(*arrivals(rng.poisson(rate * spread)))
        files += any(hour.p_holm < 0.05 for hour in found.hours)

    assert files <= 11


def test_hours_in_which_nobody_got_a_ballot_are_not_open() -> None:
    who = Labels.of(["a"] * 10 + ["b"] * 10, "collector")
    when = np.concatenate([np.arange(10) * 24, np.arange(10) * 24])
    found = bursts(who, when)

    assert found.family == 20
    assert {hour.open_periods for hour in found.hours} == {10}


def test_a_collector_with_few_open_hours_is_named_and_not_judged() -> None:
    who = Labels.of(["a"] * 20 + ["b"] * 50, "collector")
    when = np.concatenate([np.arange(20), np.repeat(3, 50)])
    found = bursts(who, when)

    assert found.not_judged == ("b",)
    assert {hour.collector for hour in found.hours} == {"a"}


def test_a_file_of_one_day_is_refused() -> None:
    with pytest.raises(QualityError, match="not known from fewer"):
        bursts(Labels.of(["a", "a"], "collector"), np.array([1, 2]))


def test_periods_of_another_length_are_refused() -> None:
    with pytest.raises(QualityError, match="one for each row"):
        bursts(Labels.of(["a", "a"], "collector"), np.array([1]))
