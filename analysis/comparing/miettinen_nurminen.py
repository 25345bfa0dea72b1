"""Miettinen and Nurminen's score test and interval for the difference of two proportions."""

from __future__ import annotations

import math

from scipy import optimize, special

from analysis.comparing.counts import count_of, level_of
from analysis.comparing.tested import Test
from analysis.interval import quantile_z


def miettinen_nurminen(
    k1: float, n1: float, k2: float, n2: float, level: float = 0.95
) -> tuple[float, float]:
    """Score interval of p1 − p2: the differences that the score test does not reject.

    Parameters
    ----------
    k1, n1 : positive answers and respondents of the first simple sample; k2, n2 : of the second
    level : confidence level

    Returns
    -------
    (low, high), in −1 to 1. Never of zero width: 0 of n against 0 of n has an interval too.

    Raises
    ------
    CountError: not whole numbers, k > n, or n = 0.

    Source
    ------
    Miettinen & Nurminen (1985), *Statistics in Medicine* 4, 213–226, with their factor n/(n − 1);
    Newcombe (1998), *Statistics in Medicine* 17, 873–890, method 6, example (a): 56 of 70 and 48 of 80
    give +0.0528 to +0.3382. statsmodels 0.15 gives +0.0526 to +0.3440 by a slip in its cubic
    (statsmodels issue 10269); `statsmodels_score.py` keeps that form for comparison.

    Examples
    --------
    >>> [round(end, 4) for end in miettinen_nurminen(56, 70, 48, 80)]
    [0.0528, 0.3382]
    """
    (a, m), (b, n) = count_of(k1, n1, "1"), count_of(k2, n2, "2")
    quantile = quantile_z(level_of(level))
    p1, p2 = a / m, b / n
    seen = p1 - p2
    low = -1.0 if seen <= -1 else _root(p1, m, p2, n, quantile, -1.0, seen)
    high = 1.0 if seen >= 1 else _root(p1, m, p2, n, -quantile, seen, 1.0)
    return low, high


def score_test(k1: float, n1: float, k2: float, n2: float, *, null: float = 0.0) -> Test:
    """Score test that p1 − p2 equals `null`, with Miettinen and Nurminen's factor n/(n − 1).

    Parameters
    ----------
    k1, n1, k2, n2 : as `miettinen_nurminen`
    null : the difference to be tested, between −1 and 1

    Returns
    -------
    Test: statistic on the normal scale, two-sided p.

    Raises
    ------
    CountError: not whole numbers, k > n, or n = 0.
    ValueError: a null difference that leaves −1 to 1.

    Source
    ------
    As `miettinen_nurminen`; statsmodels 0.15 `test_proportions_2indep(method="score")`.

    Examples
    --------
    >>> round(score_test(56, 70, 48, 80).p, 5)
    0.00826
    """
    (a, m), (b, n) = count_of(k1, n1, "1"), count_of(k2, n2, "2")
    if not -1 < null < 1:
        raise ValueError(f"the null difference is {null}; give one between -1 and 1, such as 0")
    z = score(a / m, m, b / n, n, null)
    return Test(z, 2 * float(special.ndtr(-abs(z))))


def score(p1: float, n1: float, p2: float, n2: float, null: float = 0.0) -> float:
    """The score statistic of two shares on (effective) sizes, 0 where nothing differs from the null.

    Parameters
    ----------
    p1, p2 : shares 0–1; n1, n2 : sizes, which finite populations make larger than the counts
    null : the difference under the hypothesis

    Returns
    -------
    (p1 − p2 − null) over its standard error under the null; ±infinite where that error is 0.

    Source
    ------
    As `miettinen_nurminen`.

    Examples
    --------
    >>> round(score(0.8, 70, 0.6, 80), 4)
    2.6413
    """
    gap = p1 - p2 - null
    if gap == 0:
        return 0.0
    first, second = _restricted(p1, n1, p2, n2, null)
    total = n1 + n2
    variance = first * (1 - first) / n1 + second * (1 - second) / n2
    if math.isfinite(total):
        variance *= total / (total - 1)
    return gap / math.sqrt(variance) if variance > 0 else math.copysign(math.inf, gap)


def _restricted(p1: float, n1: float, p2: float, n2: float, null: float) -> tuple[float, float]:
    """The likeliest pair of shares whose difference is `null`."""
    # A full count is known, so it alone says what the shares are.
    if math.isinf(n1):
        return p1, min(max(p1 - null, 0.0), 1.0)
    if math.isinf(n2):
        return min(max(p2 + null, 0.0), 1.0), p2
    if null == 0:
        pooled = (n1 * p1 + n2 * p2) / (n1 + n2)
        return pooled, pooled
    second = _cubic_root(p1, n1, p2, n2, null)
    second = min(max(second, 0.0, -null), 1.0, 1.0 - null)
    return second + null, second


def _cubic_root(p1: float, n1: float, p2: float, n2: float, null: float) -> float:
    """The second share at which the likelihood is level: the middle root of a cubic, over n1 + n2."""
    part = n2 / (n1 + n2)
    k2 = part * p2
    positive = (1 - part) * p1 + k2
    square = (1 + part) * null - 1 - positive
    linear = (part * null - 1 - 2 * k2) * null + positive
    constant = k2 * null * (1 - null)
    centre = square / 3
    half = centre**3 - linear * square / 6 + constant / 2
    radius = math.copysign(math.sqrt(max(centre**2 - linear / 3, 0.0)), half)
    ratio = half / radius**3 if radius else 0.0
    angle = (math.pi + math.acos(min(1.0, max(-1.0, ratio)))) / 3
    return 2 * radius * math.cos(angle) - centre


def _root(p1: float, n1: int, p2: float, n2: int, target: float, left: float, right: float) -> float:
    """The difference at which the score statistic is `target`; it falls as the difference grows."""

    def above(null: float) -> float:
        # Infinite at −1 and 1, where the root search needs a number.
        return min(max(score(p1, n1, p2, n2, null), -1e6), 1e6) - target

    return float(optimize.brentq(above, left, right, xtol=1e-15, rtol=1e-15, maxiter=500))
