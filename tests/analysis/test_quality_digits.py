"""Digit patterns of numbers: last digits, first digits, round figures by interviewer."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from analysis.quality.ballots import Ballots
from analysis.quality.digits import digit_flags, first_digits, heaping_flags, last_digits
from analysis.quality.labels import Labels
from analysis.quality.settings import QualityError, Settings

NAMES = [f"i{row % 6}" for row in range(600)]


def of(**numbers: np.ndarray) -> Ballots:
    n = len(next(iter(numbers.values()))) if numbers else 600
    return Ballots.of(np.full((n, 1), 53, dtype=np.uint8), scale=[0], interviewer=NAMES[:n], numbers=numbers)


def minutes(seed: int) -> np.ndarray:
    """Minutes waited as people tell them: half are rounded to five."""
    rng = np.random.default_rng(seed)
    exact = np.round(rng.gamma(3, 10, size=600)) + 10
    return np.where(rng.random(600) < 0.5, np.round(exact / 5) * 5, exact)


def test_last_digits_are_tested_as_scipy_does() -> None:
    values = np.random.default_rng(1).integers(10, 1000, size=300)
    got = last_digits(values)

    truth = stats.chisquare(np.bincount(values % 10, minlength=10))
    assert (got.statistic, got.p, got.df) == (pytest.approx(truth.statistic), pytest.approx(truth.pvalue), 9)


def test_numbers_below_ten_and_fractions_have_no_last_digit_of_their_own() -> None:
    values = np.concatenate([np.arange(10, 70), np.arange(10), np.full(5, 12.5), np.full(5, np.nan)])

    assert last_digits(values).n == 60


def test_too_few_numbers_are_refused() -> None:
    with pytest.raises(QualityError, match="need 50"):
        last_digits(np.arange(10, 40))


def test_powers_of_two_follow_benford() -> None:
    # The first digits of 2^0 … 2^999 are known: 301, 176, 125, 97, 79, 69, 56, 52, 45.
    values = np.array([float(2**power) for power in range(1000)])
    got = first_digits(values)

    assert got.counts == (301, 176, 125, 97, 79, 69, 56, 52, 45)
    assert got.p > 0.999


def test_numbers_of_one_size_are_not_for_benford() -> None:
    with pytest.raises(QualityError, match="factor of 100"):
        first_digits(np.arange(20, 80).repeat(4))


def test_even_first_digits_are_seen() -> None:
    rng = np.random.default_rng(2)
    values = rng.integers(1, 10, size=500) * 10.0 ** rng.integers(0, 5, size=500)

    assert first_digits(values).p < 1e-6


def test_heaped_minutes_are_a_note_on_the_column_and_on_nobody() -> None:
    clock = np.random.default_rng(3).integers(10, 100, size=600)
    (got,) = heaping_flags(of(minutes=minutes(3), clock=clock), Settings())

    assert (got.kind, got.subject, got.severity, got.rows) == ("column", "minutes", "note", ())
    assert got.evidence["heaped"] > 0.5


def test_an_interviewer_whose_numbers_are_never_round_is_flagged() -> None:
    told = minutes(4)
    mine = np.arange(600) % 6 == 2
    told[mine] = np.random.default_rng(4).choice([11, 13, 17, 22, 28, 34, 41], size=mine.sum())
    ballots = of(minutes=told)
    (got,) = digit_flags(ballots, Labels.of(NAMES, "interviewer"), Settings())

    assert (got.subject, got.evidence["share"]) == ("i2 · minutes", 0.0)


def test_an_interviewer_whose_numbers_are_all_round_is_flagged() -> None:
    told = minutes(5)
    told[np.arange(600) % 6 == 1] = 30
    (got,) = digit_flags(of(minutes=told), Labels.of(NAMES, "interviewer"), Settings())

    assert (got.subject, got.evidence["share"]) == ("i1 · minutes", 1.0)


def test_honest_interviewers_are_not_flagged_for_round_figures() -> None:
    found = [digit_flags(of(minutes=minutes(seed)), Labels.of(NAMES, "i"), Settings()) for seed in range(40)]

    assert sum(bool(flags) for flags in found) <= 4


def test_without_numbers_there_are_no_digits() -> None:
    with pytest.raises(QualityError, match="no digits"):
        digit_flags(of(), Labels.of(NAMES, "interviewer"), Settings())
    with pytest.raises(QualityError, match="no column has 50"):
        heaping_flags(of(minutes=np.arange(20)), Settings())
