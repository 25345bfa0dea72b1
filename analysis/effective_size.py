"""How many answers of an endless simple sample a figure, a finite sample or unequal weights are worth."""

from __future__ import annotations

import numpy as np

from analysis.design import Floats


def n_of_variance(p: float, variance: float) -> float:
    """Size of the simple random sample (with replacement) with this variance: p(1 − p)/variance.

    Parameters
    ----------
    p : share 0–1; variance : of the share, above 0

    Raises
    ------
    ValueError: a variance that is not above 0.

    Source
    ------
    Kish (1965), *Survey Sampling*, §8.2.

    Examples
    --------
    >>> round(n_of_variance(0.8, 0.04**2), 6)
    100.0
    """
    if not variance > 0:
        raise ValueError(f"a variance of {variance} belongs to no sample size; it must be above 0")
    return p * (1 - p) / variance


def finite_n(n: float, fraction: float) -> float:
    """Simple sample worth `n` answers drawn without replacement with this sampling fraction.

    n(N − 1)/(N − n) with N = n / fraction (Cochran 1977, §2.6); infinite for a full count.

    Source
    ------
    Cochran (1977), *Sampling Techniques*, 3rd ed., §2.6.

    Examples
    --------
    >>> round(finite_n(50, 50 / 120), 6), finite_n(50, 0)
    (85.0, 50)
    """
    if fraction <= 0:
        return n
    population = n / fraction
    return np.inf if population <= n else n * (population - 1) / (population - n)


def kish(weight: Floats) -> float:
    """Kish's design effect of unequal weights (n,), n·Σw²/(Σw)² (Kish 1965, §11.7); 1 without any weight.

    Examples
    --------
    >>> kish(np.array([1.0, 3.0]))
    1.25
    """
    return float(len(weight) * (weight**2).sum() / weight.sum() ** 2) if weight.sum() > 0 else 1.0
