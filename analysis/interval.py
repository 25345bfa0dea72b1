"""Intervals for a proportion from its size and a sample size, in closed form."""

from __future__ import annotations

import numpy as np
from scipy import special, stats

from analysis.design import Floats


def wilson(p: float, n: float, quantile: float) -> tuple[float, float]:
    """Score interval of a proportion `p` seen in an (effective) sample of `n`.

    `quantile` is z for a simple sample, t on the design's degrees of freedom otherwise.
    At p = 0 and 1 the outer end is exact; both ends are within [0, 1].

    Source
    ------
    Wilson (1927), JASA 22; Brown, Cai, DasGupta (2001), Statistical Science 16.
    `wilson(46 / 50, 50, 1.959964)` is 81.2–96.8 %.
    """
    if not n > 0:
        raise ValueError(f"a Wilson interval needs n > 0, not {n}; there is no interval without answers")
    square = quantile**2
    centre = (p + square / (2 * n)) / (1 + square / n)
    half = quantile / (1 + square / n) * np.sqrt(max(p * (1 - p), 0.0) / n + square / (4 * n * n))
    # Rounding must not push an end past the estimate or past 0 and 1.
    low = 0.0 if p <= 0 else max(0.0, min(p, centre - half))
    high = 1.0 if p >= 1 else min(1.0, max(p, centre + half))
    return float(low), float(high)


def clopper_pearson(k: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """Exact interval for `k` of `n`: covers at least `level` whatever the true share.

    Source
    ------
    Clopper & Pearson (1934), Biometrika 26; Beta quantiles as in scipy's `binomtest(...).proportion_ci`.
    """
    if not 0 <= k <= n or n <= 0:
        raise ValueError(f"{k} of {n} is not a count; need 0 ≤ k ≤ n and n > 0")
    tail = (1 - level) / 2
    low = 0.0 if k == 0 else float(stats.beta.ppf(tail, k, n - k + 1))
    high = 1.0 if k == n else float(stats.beta.ppf(1 - tail, k + 1, n - k))
    return low, high


def quantile_t(level: float, df: float) -> float:
    """Two-sided t quantile; infinite degrees of freedom give the normal one."""
    return float(special.stdtrit(df, 0.5 + level / 2)) if np.isfinite(df) else quantile_z(level)


def quantile_z(level: float) -> float:
    """Two-sided normal quantile."""
    return float(special.ndtri(0.5 + level / 2))


def effective_n(p: float, variance: float) -> float:
    """Size of the simple random sample (with replacement) with this variance: p(1 − p)/variance."""
    return p * (1 - p) / variance


def finite_n(n: float, fraction: float) -> float:
    """Simple sample worth `n` answers drawn without replacement with this sampling fraction.

    n(N − 1)/(N − n) with N = n / fraction (Cochran 1977, §2.6); infinite for a full count.
    """
    if fraction <= 0:
        return n
    population = n / fraction
    return np.inf if population <= n else n * (population - 1) / (population - n)


def kish(weight: Floats) -> float:
    """Kish's design effect of unequal weights, n·Σw²/(Σw)² (Kish 1965, §11.7)."""
    return float(len(weight) * (weight**2).sum() / weight.sum() ** 2) if weight.sum() > 0 else 1.0
