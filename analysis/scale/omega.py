"""McDonald's omega of a scale from a one-factor model fitted by maximum likelihood."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize

from analysis.design import Floats
from analysis.scale.items import ScaleError, scale_items


@dataclass(frozen=True)
class Omega:
    """Omega and the one-factor model behind it.

    `omega` is the share of the variance of the sum score that the factor explains; `loadings` (J,)
    and `residual_variance` (J,) are in answer codes (squared), `loadings_std` (J,) are correlations
    with the factor. `heywood` are the columns whose residual variance came out at or below 0: the
    model does not fit, and `omega` is then not to be reported. `columns` are the items used,
    `left_out` those without spread, `n` the complete rows.

    Examples
    --------
    >>> found = omega([[1, 2, 1], [2, 2, 3], [4, 3, 4], [5, 5, 4], [3, 4, 2]])
    >>> round(float(found.loadings_std[0]), 2), found.heywood
    (1.24, (0,))
    """

    omega: float
    loadings: Floats
    residual_variance: Floats
    loadings_std: Floats
    heywood: tuple[int, ...]
    columns: tuple[int, ...]
    left_out: tuple[int, ...]
    n: int


def omega(values: ArrayLike) -> Omega:
    """McDonald's omega (total) of a scale: (Σ loadings)² / ((Σ loadings)² + Σ residual variances).

    Parameters
    ----------
    values : float array (n, J), answer codes; NaN where not answered. Turn reversed items round first.

    Returns
    -------
    Omega: from complete rows, normal maximum likelihood on the covariance with divisor n, residual
    variances free of any bound (as lavaan), so that a Heywood case shows itself and is named.

    Raises
    ------
    ScaleError: fewer than three items with spread, too few complete rows, an item that is a sum of
    others, a model that has no maximum.

    Source
    ------
    McDonald (1999), *Test Theory*, ch. 6; Jöreskog (1967), Psychometrika 32.
    Agrees with R lavaan 0.6.14, `cfa(..., estimator = "ML", std.lv = TRUE)`, as
    closely as lavaan itself converges (omega 3e-7, loadings 1e-6).

    Examples
    --------
    >>> answers = [[4, 4, 4], [5, 3, 4], [3, 4, 4], [2, 1, 2], [4, 4, 5], [5, 1, 2], [3, 2, 3], [4, 5, 3]]
    >>> found = omega(answers)
    >>> round(found.omega, 2), [round(float(each), 2) for each in found.loadings_std]
    (0.73, [0.24, 0.76, 0.94])
    """
    items = scale_items(values, least=3)
    n, j = items.complete.shape
    if n <= j:
        raise ScaleError(f"{n} complete rows for {j} items, but more rows than items are needed; ask more")
    sd = items.complete.std(axis=0)
    correlation = np.asarray(np.corrcoef(items.complete, rowvar=False))
    smallest, vectors = np.linalg.eigh(correlation)
    if smallest[0] < 1e-10:
        together = tuple(items.columns[k] for k in np.flatnonzero(np.abs(vectors[:, 0]) > 1e-4))
        raise ScaleError(f"items {together} add up to one another; leave one of them out", together)
    # Fitted to the correlations and scaled back: the likelihood does not depend on the units.
    standardised, residual = _one_factor(correlation)
    loadings, residual_variance = standardised * sd, residual * sd**2
    explained = float(loadings.sum()) ** 2
    return Omega(
        omega=explained / (explained + float(residual_variance.sum())),
        loadings=loadings,
        residual_variance=residual_variance,
        loadings_std=standardised / np.sqrt(standardised**2 + residual),
        heywood=tuple(items.columns[k] for k in np.flatnonzero(residual <= 1e-9)),
        columns=items.columns,
        left_out=items.left_out,
        n=n,
    )


def _one_factor(s: Floats) -> tuple[Floats, Floats]:
    """Loadings and residual variances (J,) that minimise log|Σ| + tr(SΣ⁻¹), Σ = λλ' + diag(ψ)."""
    fits = [fit for fit in (_fit(start, s) for start in _starts(s)) if fit is not None]
    if not fits:
        raise ScaleError(
            "the one-factor model has no maximum for these answers; the items do not measure one thing: "
            "look at the correlations of items with the rest, and leave out those near 0"
        )
    at = min(fits, key=lambda fit: _discrepancy(fit, s))
    # The sign of a factor is free: here high means high on most items.
    turn = 1.0 if at[: len(s)].sum() >= 0 else -1.0
    return turn * at[: len(s)], at[len(s) :]


def _starts(s: Floats) -> list[Floats]:
    """Loadings of the first principal component, and equal ones, with what they leave (2J,)."""
    values, vectors = np.linalg.eigh(s)
    first = np.clip(np.sqrt(values[-1]) * vectors[:, -1], -0.9, 0.9)
    equal = np.where(first < 0, -0.5, 0.5)
    return [np.append(start, 1 - start**2) for start in (first, equal)]


def _fit(start: Floats, s: Floats) -> Floats | None:
    found = optimize.minimize(
        _discrepancy,
        start,
        args=(s,),
        jac=_gradient,
        hess=_hessian,
        method="trust-exact",
        options={"gtol": 1e-6, "maxiter": 200},
    )
    return _polished(found.x, s)


def _polished(at: Floats, s: Floats) -> Floats | None:
    """The minimum near `at` by Newton steps; None when there is none."""
    for _ in range(25):
        gradient = _gradient(at, s)
        if np.abs(gradient).max() < 1e-11:
            break
        step = np.linalg.lstsq(_hessian(at, s), gradient, rcond=None)[0]
        if not np.isfinite(_discrepancy(at - step, s)):
            return None
        at = at - step
    settled = np.abs(_gradient(at, s)).max() < 1e-8 and np.linalg.eigvalsh(_hessian(at, s))[0] > 0
    return at if settled else None


def _implied(at: Floats) -> Floats:
    j = len(at) // 2
    return np.asarray(np.outer(at[:j], at[:j]) + np.diag(at[j:]))


def _discrepancy(at: Floats, s: Floats) -> float:
    try:
        root = np.linalg.cholesky(_implied(at))
    except np.linalg.LinAlgError:
        return np.inf
    half = np.linalg.solve(root, s)
    return float(2 * np.log(np.diag(root)).sum() + np.trace(np.linalg.solve(root.T, half)))


def _gradient(at: Floats, s: Floats) -> Floats:
    inverse = np.linalg.inv(_implied(at))
    slope = inverse - inverse @ s @ inverse
    return np.append(2 * slope @ at[: len(s)], np.diag(slope))


def _hessian(at: Floats, s: Floats) -> Floats:
    """Exact second derivatives (2J, 2J), from the derivative of Σ by each parameter (2J, J, J)."""
    j = len(s)
    inverse = np.linalg.inv(_implied(at))
    middle = inverse @ s @ inverse
    by = np.zeros((2 * j, j, j))
    for k in range(j):
        by[k, k, :] += at[:j]
        by[k, :, k] += at[:j]
        by[j + k, k, k] = 1.0
    left, right = inverse @ by, middle @ by
    result = 2 * np.einsum("aij,bji->ab", left, right) - np.einsum("aij,bji->ab", left, left)
    result = (result + result.T) / 2
    result[:j, :j] += 2 * (inverse - middle)
    return np.asarray(result)
