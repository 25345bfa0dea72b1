"""Intervals for a proportion from a count, or from its size and a sample size."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy import optimize, special

from analysis.quantile import quantile_t as quantile_t
from analysis.quantile import quantile_z as quantile_z
from analysis.quantile import tail


def wilson(p: float, n: float, quantile: float) -> tuple[float, float]:
    """Score interval of a proportion `p` seen in an (effective) sample of `n`.

    `quantile` is z for a simple sample, t on the design's degrees of freedom otherwise.
    At p = 0 and 1 the outer end is exact; both ends are within [0, 1] and hold `p`.

    Raises
    ------
    ValueError: n or the quantile is not above 0; p is not a share between 0 and 1.

    Source
    ------
    Wilson (1927), JASA 22; Brown, Cai, DasGupta (2001), Statistical Science 16.

    Examples
    --------
    >>> [round(end, 3) for end in wilson(46 / 50, 50, 1.959964)]
    [0.812, 0.968]
    """
    if not n > 0:
        raise ValueError(f"a Wilson interval needs n > 0, not {n}; there is no interval without answers")
    if not 0 < quantile < np.inf:
        raise ValueError(f"a quantile of {quantile} makes no interval; give z or t of the level, above 0")
    refuse_what_is_not_a_share(p)
    square = quantile**2
    centre = (p + square / (2 * n)) / (1 + square / n)
    half = quantile / (1 + square / n) * np.sqrt(max(p * (1 - p), 0.0) / n + square / (4 * n * n))
    # Rounding must not push an end past the estimate or past 0 and 1.
    low = 0.0 if p <= 0 else max(0.0, min(p, centre - half))
    high = 1.0 if p >= 1 else min(1.0, max(p, centre + half))
    return float(low), float(high)


def wilson_continuity(k: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """Score interval for `k` of `n` with the correction for continuity, a little wider than Wilson's.

    Returns (low, high) as shares. Refuses what is not a count, and a level outside 0–1.

    Source
    ------
    Newcombe (1998), Statistics in Medicine 17, 857–872, method 4; scipy's `wilsoncc`.

    Examples
    --------
    >>> [round(end, 4) for end in wilson_continuity(81, 263)]
    [0.2535, 0.3682]
    """
    _refuse_what_is_not_a_count(k, n)
    z, p = quantile_z(level), k / n
    size, centre = 2 * (n + z**2), 2 * k + z**2
    below = centre - 1 - z * np.sqrt(z**2 - 2 - 1 / n + 4 * p * (n - k + 1)) if k > 0 else 0.0
    above = centre + 1 + z * np.sqrt(z**2 + 2 - 1 / n + 4 * p * (n - k - 1)) if k < n else size
    return max(0.0, float(below / size)), min(1.0, float(above / size))


def clopper_pearson(k: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """Exact interval for `k` of `n`: covers at least `level` whatever the true share.

    Returns (low, high) as shares. Refuses what is not a count, and a level outside 0–1.

    Source
    ------
    Clopper & Pearson (1934), Biometrika 26; Beta quantiles as in scipy's `binomtest(...).proportion_ci`.

    Examples
    --------
    >>> [round(end, 4) for end in clopper_pearson(81, 263)]
    [0.2527, 0.3676]
    """
    _refuse_what_is_not_a_count(k, n)
    half = tail(level)
    low = 0.0 if k == 0 else float(special.betaincinv(k, n - k + 1, half))
    high = 1.0 if k == n else float(special.betaincinv(k + 1, n - k, 1 - half))
    return low, high


def agresti_coull(k: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """The plain interval after z²/2 answers of each kind are added, cut at 0 and 1.

    Returns (low, high) as shares; it always holds Wilson's interval. Refuses what is not a count.

    Parameters
    ----------
    k : positive answers of n; level : confidence level, 0–1

    Source
    ------
    Agresti & Coull (1998), American Statistician 52, 119–126; Brown, Cai, DasGupta (2001).

    Examples
    --------
    >>> [round(end, 4) for end in agresti_coull(46, 50)]
    [0.8065, 0.9736]
    """
    _refuse_what_is_not_a_count(k, n)
    z = quantile_z(level)
    size = n + z**2
    centre = (k + z**2 / 2) / size
    half = z * np.sqrt(centre * (1 - centre) / size)
    return max(0.0, float(centre - half)), min(1.0, float(centre + half))


def jeffreys(k: float, n: float, level: float = 0.95, *, modified: bool = False) -> tuple[float, float]:
    """Equal-tailed interval from Jeffreys' prior: quantiles of Beta(k + ½, n − k + ½).

    `modified` sets the lower end to 0 at k = 0 and the upper end to 1 at k = n; without it the
    interval of 0 of n lies above 0. Returns (low, high) as shares. Refuses what is not a count.

    Parameters
    ----------
    k : positive answers of n; level : confidence level, 0–1
    modified : whether the interval of 0 of n starts at 0, and that of n of n ends at 1

    Source
    ------
    Brown, Cai, DasGupta (2001), Statistical Science 16, §3.1.3 and §4.1.2.

    Examples
    --------
    >>> [round(end, 4) for end in jeffreys(0, 10)]
    [0.0, 0.2172]
    >>> jeffreys(0, 10)[0] > jeffreys(0, 10, modified=True)[0] == 0
    True
    """
    _refuse_what_is_not_a_count(k, n)
    half = tail(level)
    low, high = special.betaincinv(k + 0.5, n - k + 0.5, [half, 1 - half])
    return 0.0 if modified and k == 0 else float(low), 1.0 if modified and k == n else float(high)


def mid_p(k: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """Exact interval for `k` of `n` that counts half of the chance of `k` itself: covers `level` on average.

    Returns (low, high) as shares, inside those of Clopper and Pearson; one root search an end, for any n.
    Refuses what is not a count, and a level outside 0–1.

    Source
    ------
    Lancaster (1961), JASA 56; Agresti & Gottard (2005), Statistical Science 20, 367–371.

    Examples
    --------
    >>> [round(end, 4) for end in mid_p(81, 263)]
    [0.2544, 0.3658]
    """
    _refuse_what_is_not_a_count(k, n)
    half = tail(level)
    low = 0.0 if k == 0 else _mid_p_low(k, n, half)
    high = 1.0 if k == n else _mid_p_high(k, n, half)
    return min(low, k / n), max(high, k / n)


def refuse_what_is_not_a_share(p: float) -> None:
    """Raise ValueError unless 0 ≤ p ≤ 1, but for rounding.

    Examples
    --------
    >>> refuse_what_is_not_a_share(46 / 50)
    """
    if not -1e-9 <= p <= 1 + 1e-9:
        raise ValueError(f"{p} is not a share between 0 and 1; divide the count by its base")


def _refuse_what_is_not_a_count(k: float, n: float) -> None:
    if not (0 <= k <= n and 0 < n < np.inf):
        raise ValueError(f"{k} of {n} is not a count; need 0 ≤ k ≤ n and n > 0")


def _mid_p_low(k: float, n: float, half: float) -> float:
    def excess(share: float) -> float:
        above = special.betainc(k + 1, n - k, share) if k < n else 0.0
        return float((above + special.betainc(k, n - k + 1, share)) / 2 - half)

    # Counting all of k's chance gives a lower end, counting none a higher one.
    return _root(excess, _beta(k, n - k + 1, half), _beta(k + 1, n - k, half))


def _mid_p_high(k: float, n: float, half: float) -> float:
    def excess(share: float) -> float:
        below = special.betaincc(k, n - k + 1, share) if k > 0 else 0.0
        return float((below + special.betaincc(k + 1, n - k, share)) / 2 - half)

    return _root(excess, _beta(k, n - k + 1, 1 - half), _beta(k + 1, n - k, 1 - half))


def _beta(a: float, b: float, chance: float) -> float:
    """Beta quantile, at the end that it shrinks to where a or b is 0."""
    return float(special.betaincinv(a, b, chance)) if a > 0 and b > 0 else float(a > 0)


def _root(excess: Callable[[float], float], low: float, high: float) -> float:
    return float(optimize.brentq(excess, low, high, xtol=1e-300))
