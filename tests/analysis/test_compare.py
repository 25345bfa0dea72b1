"""Differences and what may be said of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparing.difference import difference, from_mean_of_others
from analysis.comparing.multiplicity import holm
from analysis.comparing.verdicts import adjusted, verdict


def test_holm_gives_r_s_adjusted_values() -> None:
    # R 4.2: p.adjust(c(0.01, 0.02, 0.03, 0.005, NA, 0.5), "holm")
    got = holm([0.01, 0.02, 0.03, 0.005, np.nan, 0.5])

    assert got == pytest.approx([0.04, 0.06, 0.06, 0.025, np.nan, 0.5], nan_ok=True)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_holm_never_lowers_a_p_value_nor_changes_the_order(p: list[float]) -> None:
    got = holm(p)

    assert (got >= np.array(p) - 1e-12).all() and (got <= 1).all()
    assert (np.diff(got[np.argsort(p, kind="stable")]) >= -1e-12).all()


def test_a_difference_is_tested_with_student_s_t() -> None:
    # t = 2 on 10 degrees of freedom: p = 0.0734 and t(0.975, 10) = 2.2281 in any table.
    got = difference(0.10, 0.05**2, 10)

    assert (got.t, got.p) == (pytest.approx(2.0), pytest.approx(0.07339, abs=1e-5))
    assert (got.low, got.high) == pytest.approx((0.10 - 2.22814 * 0.05, 0.10 + 2.22814 * 0.05), abs=1e-6)


@pytest.mark.parametrize(("variance", "df"), [(0.0, 10.0), (0.01, 0.0)])
def test_without_spread_or_degrees_of_freedom_nothing_is_tested(variance: float, df: float) -> None:
    got = difference(0.1, variance, df)

    assert (got.value, got.p, got.low, got.high) == (0.1, None, None, None)
    assert got.se == (0.0 if df > 0 else None)


def test_the_mean_of_the_others_leaves_the_unit_out_and_keeps_the_covariance() -> None:
    values = np.array([0.9, 0.8, 0.7, 0.5])
    root = np.random.default_rng(1).normal(size=(4, 4))
    covariance = root @ root.T
    others, above, variance = from_mean_of_others(values, covariance)

    contrast = np.array([1, -1 / 3, -1 / 3, -1 / 3])
    assert others[0] == pytest.approx((0.8 + 0.7 + 0.5) / 3)
    assert above == pytest.approx(values - others)
    assert variance[0] == pytest.approx(contrast @ covariance @ contrast)


def test_a_single_unit_has_no_others() -> None:
    others, above, variance = from_mean_of_others(np.array([0.9]), np.array([[0.01]]))

    assert np.isnan([others[0], above[0], variance[0]]).all()


@pytest.mark.parametrize(
    ("above", "p", "word"),
    [(0.1, 0.01, "higher"), (-0.1, 0.01, "lower"), (0.1, 0.06, "same"), (0.1, np.nan, "")],
)
def test_the_word_needs_a_test_behind_it(above: float, p: float, word: str) -> None:
    assert verdict(above, p, 0.95) == word


def test_overall_figures_are_adjusted_over_the_units_and_items_within_a_unit() -> None:
    p = np.array([[0.01, 0.02, 0.03], [0.04, 0.20, np.nan], [np.nan, 0.01, 0.02]])
    got = adjusted(p, np.array([True, False, False]))

    assert got[:, 0] == pytest.approx([0.02, 0.04, np.nan], nan_ok=True)
    assert got[0, 1:] == pytest.approx([0.04, 0.04])
    assert got[1, 1:] == pytest.approx([0.20, np.nan], nan_ok=True)
    assert got[2, 1:] == pytest.approx([0.02, 0.02])
