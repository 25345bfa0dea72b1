"""Quantiles that an interval of a given level stands on."""

from __future__ import annotations

import numpy as np
from scipy import special


def tail(level: float) -> float:
    """Chance outside the interval on each side, (1 − level)/2.

    Raises
    ------
    ValueError: a level that is not between 0 and 1, such as 95 for 95 %.

    Examples
    --------
    >>> round(tail(0.95), 3)
    0.025
    """
    if not 0 < level < 1:
        raise ValueError(f"level {level} is not between 0 and 1; write 0.95 for 95 %")
    return (1 - level) / 2


def quantile_t(level: float, df: float) -> float:
    """Two-sided t quantile; infinite degrees of freedom give the normal one. Refuses df of 0 or less.

    Parameters
    ----------
    level : two-sided confidence level, 0–1; df : degrees of freedom, above 0

    Source
    ------
    Student (1908), *Biometrika* 6; SciPy's `stdtrit`.

    Examples
    --------
    >>> round(quantile_t(0.95, 10), 3), round(quantile_t(0.95, float("inf")), 3)
    (2.228, 1.96)
    """
    if not df > 0:
        raise ValueError(f"{df} degrees of freedom give no t quantile; without any there is no interval")
    tail(level)
    return float(special.stdtrit(df, 0.5 + level / 2)) if np.isfinite(df) else quantile_z(level)


def quantile_z(level: float) -> float:
    """Two-sided normal quantile. Refuses a level outside 0–1.

    Examples
    --------
    >>> round(quantile_z(0.95), 4)
    1.96
    """
    tail(level)
    return float(special.ndtri(0.5 + level / 2))
