"""What units cannot be ranked by: missing numbers, a se of 0, a covariance that is none."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from analysis.columns import floats
from analysis.design import Floats

MOST_UNITS = 20_000
"""More units than this are refused: their rank sets would fill memory and say nothing."""

ROUNDING = 1e-9
"""Relative size below which a correlation, or a variance of a difference, is rounding."""


class SpreadError(ValueError):
    """Values, standard errors or a covariance that units cannot be compared by."""


def checked_values(values: ArrayLike) -> Floats:
    """The values of k units as numbers.

    Parameters
    ----------
    values : float array (k,), in any unit of measurement

    Returns
    -------
    float array (k,).

    Raises
    ------
    SpreadError : no unit, more than `MOST_UNITS`, or a missing value (with the unit's index).

    Source
    ------
    Refusals of this package.

    Examples
    --------
    >>> checked_values([0.8, float("nan")])
    Traceback (most recent call last):
    analysis.ranking.refusing.SpreadError: the value of unit 1 is not a finite number (1 in all); \
leave such units out before ranking
    """
    estimates = floats(values, "values", SpreadError)
    if estimates.ndim != 1 or not len(estimates):
        raise SpreadError(f"values have shape {estimates.shape}; give one number for each unit, at least one")
    if len(estimates) > MOST_UNITS:
        raise SpreadError(
            f"{len(estimates)} units cannot be ranked together (at most {MOST_UNITS}); "
            "rank within groups, such as provinces"
        )
    _refuse_missing(estimates, "the value")
    return estimates


def checked_se(covariance: ArrayLike, k: int, counted: ArrayLike | None = None) -> Floats:
    """The standard errors of k units, given as such or within their covariance.

    Parameters
    ----------
    covariance : float array (k,) or (k, k)
    k : number of units
    counted : bool array (k,), optional; units of which everybody was asked: their se of 0 is meant

    Returns
    -------
    float array (k,), in the unit of the values.

    Raises
    ------
    SpreadError : another shape, a missing or negative number, a se of 0 that is not `counted`.

    Source
    ------
    Refusals of this package.

    Examples
    --------
    >>> checked_se([[0.04, 0.01], [0.01, 0.09]], 2).round(6).tolist()
    [0.2, 0.3]
    """
    given = floats(covariance, "errors", SpreadError)
    if given.shape not in ((k,), (k, k)):
        raise SpreadError(
            f"{k} values come with errors of shape {given.shape}; give {k} standard errors, "
            f"or a covariance of {k} × {k}"
        )
    if given.ndim == 2:
        _refuse_missing(given.sum(axis=1), "the covariance")
        given = np.diag(given)
    _refuse_missing(given, "the standard error")
    negative = np.flatnonzero(given < 0)
    if len(negative):
        raise SpreadError(
            f"the error of unit {negative[0]} is negative; give standard errors or a covariance"
        )
    se = np.asarray(given if np.ndim(covariance) == 1 else np.sqrt(given))
    _refuse_zero(se, counted)
    return se


def checked_correlation(covariance: ArrayLike, se: Floats) -> Floats:
    """The correlation of k units' errors.

    Parameters
    ----------
    covariance : float array (k, k)
    se : float array (k,), the roots of its diagonal

    Returns
    -------
    float array (k, k), 1 on the diagonal; 0 beside a unit whose se is 0.

    Raises
    ------
    SpreadError : a covariance that is not symmetric or not positive semidefinite.

    Source
    ------
    Horn and Johnson (2013), *Matrix Analysis*, 2nd ed., ch. 7.

    Examples
    --------
    >>> checked_correlation([[0.04, 0.03], [0.03, 0.09]], np.array([0.2, 0.3])).round(6).tolist()
    [[1.0, 0.5], [0.5, 1.0]]
    """
    scale = np.where(se > 0, se, 1.0)
    correlation = np.asarray(covariance, dtype=float) / scale[:, None]
    correlation /= scale
    uneven = np.argwhere(np.abs(correlation - correlation.T) > 10 * ROUNDING)
    if len(uneven):
        j, k = uneven[0]
        there, back = (np.asarray(covariance)[pair] for pair in ((j, k), (k, j)))
        raise SpreadError(
            f"the covariance is not symmetric: units {j} and {k} have {there:g} and {back:g}; "
            "give the same number on both sides"
        )
    correlation = (correlation + correlation.T) / 2
    np.fill_diagonal(correlation, 1.0)
    if np.count_nonzero(correlation[se == 0]) > np.count_nonzero(se == 0):
        raise SpreadError(
            "the covariance is not positive semidefinite: a unit of variance 0 covaries with another; "
            "compute it again from one set of scores"
        )
    root(correlation)
    return correlation


def root(correlation: Floats) -> Floats:
    """Lower triangular root of a correlation, by which independent errors become correlated ones.

    Parameters
    ----------
    correlation : float array (k, k), symmetric; singular where units share fewer PSUs than they are

    Returns
    -------
    float array (k, k).

    Raises
    ------
    SpreadError : an eigenvalue is negative by more than rounding.

    Source
    ------
    Cholesky's root: Horn and Johnson (2013), *Matrix Analysis*, 2nd ed., §7.2.

    Examples
    --------
    >>> root(np.array([[1.0, 0.6], [0.6, 1.0]])).round(6).tolist()
    [[1.0, 0.0], [0.6, 0.8]]
    """
    # A trace of the diagonal lets a singular correlation be factored.
    padded = correlation + ROUNDING * np.eye(len(correlation))
    try:
        return np.asarray(np.linalg.cholesky(padded))
    except np.linalg.LinAlgError:
        least = float(np.linalg.eigvalsh(correlation)[0])
        raise SpreadError(
            f"the covariance is not positive semidefinite (least eigenvalue of the correlation {least:.3g}); "
            "compute it again from one set of scores"
        ) from None


def _refuse_missing(numbers: Floats, what: str) -> None:
    missing = np.flatnonzero(~np.isfinite(numbers))
    if len(missing):
        raise SpreadError(
            f"{what} of unit {missing[0]} is not a finite number ({len(missing)} in all); "
            "leave such units out before ranking"
        )


def _refuse_zero(se: Floats, counted: ArrayLike | None) -> None:
    meant = np.zeros(len(se), dtype=bool) if counted is None else np.asarray(counted, dtype=bool)
    if meant.shape != se.shape:
        raise SpreadError(f"`counted` has shape {meant.shape} for {len(se)} units; give one mark a unit")
    certain = np.flatnonzero((se == 0) & ~meant)
    if len(certain):
        raise SpreadError(
            f"the standard error of unit {certain[0]} is 0 ({len(certain)} in all); for a share of 0 or "
            "100 % use se_of_share(k, n), and name in `counted` the units of which everybody was asked"
        )
