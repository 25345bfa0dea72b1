"""Omega by one-factor maximum likelihood: closed forms, statsmodels, Heywood cases, refusals."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.multivariate.factor import Factor

from analysis.scale.items import ScaleError
from analysis.scale.omega import omega
from analysis.scale.reliability import reliability
from tests.analysis.scales import answers, published


def with_covariance(wanted: np.ndarray, n: int = 200) -> np.ndarray:
    """n rows whose covariance, with divisor n, is exactly the one wanted."""
    raw = np.random.default_rng(1).normal(size=(n, len(wanted)))
    white = np.linalg.qr(raw - raw.mean(axis=0))[0] * np.sqrt(n)
    return white @ np.linalg.cholesky(wanted).T


def test_a_one_factor_covariance_gives_back_its_loadings_and_its_omega() -> None:
    loadings, residual = np.array([0.9, 1.2, 0.5, 0.7]), np.array([0.4, 0.3, 1.0, 0.8])

    found = omega(with_covariance(np.outer(loadings, loadings) + np.diag(residual)))

    assert found.loadings == pytest.approx(loadings, rel=1e-9)
    assert found.residual_variance == pytest.approx(residual, rel=1e-9)
    assert found.omega == pytest.approx(3.3**2 / (3.3**2 + 2.5), rel=1e-9)
    assert found.heywood == ()


def test_three_items_are_solved_in_closed_form() -> None:
    r12, r13, r23 = 0.5, 0.4, 0.3
    table = with_covariance(np.array([[1, r12, r13], [r12, 1, r23], [r13, r23, 1]]))

    found = omega(table)

    assert found.loadings_std**2 == pytest.approx([r12 * r13 / r23, r12 * r23 / r13, r13 * r23 / r12])


def test_the_fit_agrees_with_statsmodels_maximum_likelihood() -> None:
    table = published("attitude")
    other = Factor(table, n_factor=1, method="ml").fit()

    found = omega(table)

    assert np.abs(other.loadings[:, 0]) == pytest.approx(found.loadings_std, abs=2e-4)


def test_parallel_items_have_omega_equal_to_alpha() -> None:
    table = with_covariance(np.full((5, 5), 0.6) + 0.4 * np.eye(5))

    assert omega(table).omega == pytest.approx(reliability(table).alpha_complete, rel=1e-9)


def test_a_heywood_case_is_named_and_not_forced_to_zero() -> None:
    # r12·r13 / r23 = 1.2: no residual variance of 0 or more fits the first item.
    table = with_covariance(np.array([[1, 0.6, 0.6], [0.6, 1, 0.3], [0.6, 0.3, 1]]))

    found = omega(table)

    assert found.heywood == (0,)
    assert found.residual_variance[0] == pytest.approx(-0.2, rel=1e-9)


def test_columns_are_counted_as_given_when_an_item_has_no_spread() -> None:
    wanted = np.array([[1, 0.3, 0.6], [0.3, 1, 0.6], [0.6, 0.6, 1]])
    table = np.insert(with_covariance(wanted), 1, 4.0, axis=1)

    found = omega(table)

    assert (found.columns, found.left_out, found.heywood) == ((0, 2, 3), (1,), (3,))


def test_units_and_order_do_not_matter() -> None:
    table = answers(120, 5)

    plain, turned = omega(table), omega(10 * table[::-1, ::-1] - 7)

    assert turned.omega == pytest.approx(plain.omega, rel=1e-9)
    assert turned.loadings[::-1] == pytest.approx(10 * plain.loadings, rel=1e-9)


def test_the_factor_points_to_where_most_items_are_high() -> None:
    table = answers(120, 4)
    table[:, 0] = 6 - table[:, 0]

    assert (omega(table).loadings > 0).tolist() == [False, True, True, True]


def test_incomplete_rows_are_left_out() -> None:
    table = answers(120, 4)
    full = omega(table)

    found = omega(np.vstack([table, [[np.nan, 3, 4, 5], [1, np.nan, 1, 1]]]))

    assert (found.n, found.omega) == (120, full.omega)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (answers(j=2), "2 usable items, but at least 3 are needed"),
        (answers(n=5, j=6), "5 complete rows for 6 items"),
        (np.column_stack([answers(j=3), answers(j=3)[:, :2].sum(axis=1)]), r"items \(0, 1, 3\) add up"),
        (
            with_covariance(np.array([[1, 0.5, 0.5], [0.5, 1, -0.5], [0.5, -0.5, 1.0]]) + 0.2 * np.eye(3)),
            "no maximum",
        ),
    ],
)
def test_items_without_a_model_are_refused_with_the_cure(table: np.ndarray, message: str) -> None:
    with pytest.raises(ScaleError, match=message):
        omega(table)
