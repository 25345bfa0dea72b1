"""Differences: two domains of one file, a unit and the mean of the others, an item and its fellows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from analysis.design import Floats
from analysis.interval import quantile_t


@dataclass(frozen=True)
class Difference:
    """A difference, its se and df, t, two-sided p and t interval; None where it cannot be tested."""

    value: float
    se: float | None
    df: float | None
    t: float | None
    p: float | None
    low: float | None
    high: float | None


def difference(value: float, variance: float, df: float, level: float = 0.95) -> Difference:
    """Test a difference whose variance already holds the covariance of its two sides.

    With no degrees of freedom there is a difference but neither error nor test; with no variance
    (both sides 0 % or 100 %, or full counts) the error is 0 and there is no test either.
    Source: R survey, `svycontrast` on `svyby(..., covmat = TRUE)`, t on the design's df.

    Parameters
    ----------
    value : the difference; variance : of the difference, in its units squared
    df : degrees of freedom of the design; level : confidence level of the interval, 0–1

    Raises
    ------
    ValueError: a level outside 0–1.

    Examples
    --------
    >>> found = difference(0.1, 0.05**2, 60)
    >>> round(found.t, 3), round(found.p, 3), round(found.low, 3), round(found.high, 3)
    (2.0, 0.05, -0.0, 0.2)
    """
    if df <= 0:
        return Difference(value, None, None, None, None, None, None)
    if not variance > 0:
        return Difference(value, 0.0, df, None, None, None, None)
    se = float(np.sqrt(variance))
    t = value / se
    half = quantile_t(level, df) * se
    p = 2 * float(special.stdtr(df, -abs(t)))
    return Difference(value, se, df, t, p, value - half, value + half)


def from_mean_of_others(values: Floats, covariance: Floats) -> tuple[Floats, Floats, Floats]:
    """Each unit's value minus the mean of the other units', for k units.

    Parameters
    ----------
    values : (k,) estimates; covariance : (k, k) their covariance

    Returns
    -------
    mean of the others (k,), difference (k,), its variance (k,); NaN when there is one unit only.

    Source
    ------
    The variance of a linear combination; the mean of the others leaves the unit itself out.

    Examples
    --------
    >>> others, above, variance = from_mean_of_others(np.array([0.9, 0.8, 0.4]), np.eye(3) * 0.01)
    >>> others.round(2).tolist(), above.round(2).tolist(), variance.round(3).tolist()
    ([0.6, 0.65, 0.85], [0.3, 0.15, -0.45], [0.015, 0.015, 0.015])
    """
    k = len(values)
    if k < 2:
        nothing = np.full(k, np.nan)
        return nothing, nothing, nothing
    own, row = np.diag(covariance), covariance.sum(axis=1)
    share = 1.0 / (k - 1)
    others = (values.sum() - values) * share
    variance = own - 2 * share * (row - own) + share**2 * (covariance.sum() - 2 * row + own)
    return others, values - others, variance
