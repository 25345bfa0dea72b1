"""Adjusted p-values against R and statsmodels, and what a family of tests states."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparing.multiplicity import benjamini_hochberg, family, holm

P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


def test_benjamini_and_hochberg_give_r_s_adjusted_values() -> None:
    # R 4.2: p.adjust(c(.01, NA, .04, .03), "BH") and p.adjust(c(.01, .01, .02, .02, .5, 1, 0), "BH")
    assert benjamini_hochberg([0.01, np.nan, 0.04, 0.03]) == pytest.approx(
        [0.03, np.nan, 0.04, 0.04], nan_ok=True
    )
    assert benjamini_hochberg([0.01, 0.01, 0.02, 0.02, 0.5, 1, 0]) == pytest.approx(
        [0.07 / 3, 0.07 / 3, 0.028, 0.028, 3.5 / 6, 1, 0]
    )


def test_benjamini_and_hochberg_s_own_example_finds_four() -> None:
    # Benjamini & Hochberg (1995), §4.1: 15 p-values, Bonferroni finds 3 and their procedure 4.
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240]
    p += [0.4262, 0.5719, 0.6528, 0.7590, 1.0000]

    assert (benjamini_hochberg(p) <= 0.05).sum() == 4
    assert (holm(p) <= 0.05).sum() == 3


@pytest.mark.parametrize("seed", range(5))
def test_both_agree_with_statsmodels(seed: int) -> None:
    multitest = pytest.importorskip("statsmodels.stats.multitest")
    p = np.round(np.random.default_rng(seed).beta(0.5, 2, 25), 3)

    assert benjamini_hochberg(p) == pytest.approx(multitest.multipletests(p, method="fdr_bh")[1], abs=1e-12)
    assert holm(p) == pytest.approx(multitest.multipletests(p, method="holm")[1], abs=1e-12)


@given(P_VALUES)
def test_screening_claims_at_least_what_holm_does_and_neither_lowers_p(p: list[float]) -> None:
    assert (benjamini_hochberg(p) <= holm(p) + 1e-12).all()
    assert (benjamini_hochberg(p) >= np.array(p) - 1e-12).all()


def test_a_table_of_units_and_items_is_one_family_in_its_shape() -> None:
    p = np.array([[0.001, 0.2, np.nan], [0.04, 0.03, 0.5]])
    got = family("items of all units", p, method="benjamini_hochberg")

    assert got.adjusted.shape == (2, 3) and got.n == 5
    assert got.different.tolist() == [[True, False, False], [False, False, False]]
    assert (got.name, got.method, got.level) == ("items of all units", "benjamini_hochberg", 0.95)


def test_a_p_value_adjusted_to_just_the_level_is_a_difference() -> None:
    assert family("two items", [0.025, 0.9]).different.tolist() == [True, False]


def test_nothing_tested_is_an_empty_family() -> None:
    got = family("no items", [np.nan, np.nan])

    assert got.n == 0
    assert not got.different.any() and np.isnan(got.adjusted).all()
    assert holm([]).size == benjamini_hochberg([]).size == 0


@pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
@pytest.mark.parametrize("p", [[0.5, 1.2], [-0.1], [np.inf]])
def test_what_is_no_probability_is_refused(adjust, p) -> None:
    with pytest.raises(ValueError, match="give values between 0 and 1"):
        adjust(p)


def test_a_family_needs_a_name_and_a_known_method() -> None:
    with pytest.raises(ValueError, match="has no name"):
        family(" ", [0.1])
    with pytest.raises(ValueError, match="choose one of holm, benjamini_hochberg"):
        family("items", [0.1], method="bonferroni")
    with pytest.raises(ValueError, match="the level is 95"):
        family("items", [0.1], level=95)
