"""Tiers and league tables: contrasts by hand, Holm, Vietnamese order of names, and whom we do not rank."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests

from analysis.design import Design
from analysis.ranking.league_table import unit_ranks
from analysis.ranking.refusing import SpreadError
from analysis.ranking.tiers import tiers
from analysis.ranking.voluntary import VoluntaryRankingError, refuse_voluntary

VALUES = [0.92, 0.80, 0.79, 0.78, 0.60]
SE = [0.02, 0.02, 0.03, 0.03, 0.04]


def contrasts(covariance: np.ndarray) -> np.ndarray:
    """Standard errors of each unit less the mean of the others, by the matrix of contrasts."""
    k = len(covariance)
    contrast = np.eye(k) - (1 - np.eye(k)) / (k - 1)
    return np.sqrt(np.diag(contrast @ covariance @ contrast.T))


@pytest.mark.parametrize("df", [np.inf, 12.0])
def test_a_unit_is_held_against_the_plain_mean_of_the_others(df: float) -> None:
    rng = np.random.default_rng(2)
    scores = rng.standard_normal((5, 9)) * 0.01
    covariance = np.diag(np.square(SE)) + scores @ scores.T
    difference = np.array([value - np.mean(np.delete(VALUES, i)) for i, value in enumerate(VALUES)])
    p = 2 * stats.t.sf(np.abs(difference / contrasts(covariance)), df)

    found = tiers(VALUES, covariance, df)

    assert found.se == pytest.approx(contrasts(covariance))
    assert found.difference == pytest.approx(difference)
    assert found.p == pytest.approx(p)
    assert found.p_adjusted == pytest.approx(multipletests(p, method="holm")[1])


def test_the_tier_follows_the_adjusted_test() -> None:
    found = tiers(VALUES, SE)

    assert found.tier == ("above", "same", "same", "same", "below")
    assert tiers(VALUES, SE, 2).tier == ("same",) * 5


def test_a_diagonal_covariance_tiers_like_its_standard_errors() -> None:
    plain, full = tiers(VALUES, SE), tiers(VALUES, np.diag(np.square(SE)))

    assert plain.p == pytest.approx(full.p)


def test_a_tier_needs_others_an_error_and_degrees_of_freedom() -> None:
    with pytest.raises(SpreadError, match="at least two"):
        tiers([0.5], [0.1])
    with pytest.raises(SpreadError, match="order them as they are"):
        tiers([0.5, 0.6], [0.0, 0.0], counted=[True, True])
    with pytest.raises(SpreadError, match="the standard error of unit 1 is 0"):
        tiers([0.5, 0.6], [0.1, 0.0])
    with pytest.raises(ValueError, match="unit 1 has 0 degrees of freedom; pool them"):
        tiers([0.5, 0.6], [0.1, 0.1], [3, 0])
    with pytest.raises(ValueError, match="one a unit"):
        tiers([0.5, 0.6], [0.1, 0.1], [3, 4, 5])


def test_no_tier_is_wrong_in_nearly_all_tables_of_equal_units() -> None:
    rng = np.random.default_rng(20261122)
    wrong = [
        set(tiers(rng.standard_normal(12) * 0.03, np.full(12, 0.03)).tier) != {"same"} for _ in range(400)
    ]

    assert np.mean(wrong) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 400)


def test_rows_run_from_the_first_rank_down_and_by_name_within_a_rank() -> None:
    table = unit_ranks(
        ["Yên Bái", "Đắk Lắk", "An Giang", "Cà Mau"], [0.7, 0.7, 0.9, 0.7], [0.02] * 4, design=None, draws=500
    )

    assert [row.name for row in table.rows] == ["An Giang", "Cà Mau", "Đắk Lắk", "Yên Bái"]
    assert [row.rank for row in table.rows] == [1, 2, 2, 2]
    assert [row.tied for row in table.rows] == [False, True, True, True]
    assert [row.tier for row in table.rows] == ["above", "below", "below", "below"]
    assert [(row.low, row.high) for row in table.rows] == [(1, 1), (2, 4), (2, 4), (2, 4)]
    assert (table.draws, table.seed, table.coverage) == (500, 20260701, 0.95)


def test_beyond_a_hundred_units_a_table_goes_by_tier() -> None:
    for k, by_tier in ((100, False), (101, True)):
        names = [f"xã {number}" for number in range(k)]
        table = unit_ranks(names, np.linspace(0.5, 0.9, k), np.full(k, 0.05), design=None, draws=100)

        assert table.by_tier is by_tier
        assert len(table.rows) == k


def test_a_single_unit_has_a_table_of_one_row() -> None:
    (row,) = unit_ranks(["Huế"], [0.8], [0.02], design=Design.of(3), draws=100).rows

    assert (row.rank, row.low, row.high, row.tier, row.tied) == (1, 1, 1, "same", False)


def test_names_are_one_for_each_unit_and_different() -> None:
    with pytest.raises(ValueError, match="2 names for 3 values"):
        unit_ranks(["a", "b"], [1, 2, 3], [1, 1, 1], design=None)
    with pytest.raises(ValueError, match=r"\['a'\] are named more than once"):
        unit_ranks(["a", "a"], [1, 2], [1, 1], design=None)


def test_volunteers_are_never_ranked() -> None:
    volunteers = Design.of(4, voluntary=True)

    with pytest.raises(VoluntaryRankingError, match="describe each unit by itself"):
        refuse_voluntary(volunteers)
    with pytest.raises(VoluntaryRankingError, match="stand only for those who gave them"):
        unit_ranks(["a", "b"], [0.5, 0.9], [0.1, 0.1], design=volunteers)
    refuse_voluntary(Design.of(4))
