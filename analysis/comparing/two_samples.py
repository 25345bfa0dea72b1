"""Two independent simple samples: the difference of two proportions, its interval and its test."""

from __future__ import annotations

import math

from scipy import special

from analysis.comparing.counts import CountError, count, count_of, level_of
from analysis.comparing.difference import Difference
from analysis.comparing.miettinen_nurminen import miettinen_nurminen, score, score_test
from analysis.comparing.tested import Test
from analysis.comparing.two_sample_tests import boschloo, fisher, z_test
from analysis.interval import quantile_z, wilson

__all__ = [
    "Test",
    "boschloo",
    "fisher",
    "miettinen_nurminen",
    "newcombe",
    "score_test",
    "two_samples",
    "z_test",
]

SMALL_EXPECTED = 5
LARGEST_EXACT = 200
"""Boschloo's test where an expected count is below the first and n1 + n2 is at most the second."""


def newcombe(k1: float, n1: float, k2: float, n2: float, level: float = 0.95) -> tuple[float, float]:
    """Newcombe's interval of p1 − p2, put together from the two Wilson intervals.

    Parameters
    ----------
    k1, n1 : positive answers and respondents of the first simple sample; k2, n2 : of the second
    level : confidence level

    Returns
    -------
    (low, high), in −1 to 1.

    Raises
    ------
    CountError: not whole numbers, k > n, or n = 0.

    Source
    ------
    Newcombe (1998), *Statistics in Medicine* 17, 873–890, method 10; his example (a), 56 of 70 and
    48 of 80: +0.0524 to +0.3339.

    Examples
    --------
    >>> [round(end, 4) for end in newcombe(56, 70, 48, 80)]
    [0.0524, 0.3339]
    """
    (a, m), (b, n) = count_of(k1, n1, "1"), count_of(k2, n2, "2")
    return _hybrid(a / m, m, b / n, n, quantile_z(level_of(level)))


def two_samples(
    k1: float,
    n1: float,
    k2: float,
    n2: float,
    *,
    populations: tuple[float, float] | None = None,
    level: float = 0.95,
) -> Difference:
    """First minus second proportion of two independent simple samples.

    Parameters
    ----------
    k1, n1 : positive answers and respondents of the first sample; k2, n2 : of the second
    populations : how many people each sample was drawn from without replacement; None: very many
    level : confidence level

    Returns
    -------
    Difference: `value` p1 − p2; `se` from the two shares, 0 where both are 0 or 1; Newcombe's interval,
    on effective sizes n(N − 1)/(N − n) where populations are given; `p` by Miettinen and Nurminen's
    score test (`t` is its statistic, `df` infinite), or by Boschloo's, which has no statistic, where an
    expected count is below 5 and n1 + n2 ≤ 200. Boschloo's test takes no account of populations, which
    makes p too large rather than too small. Two full counts have a difference, no error and no test.

    Raises
    ------
    CountError: not whole numbers, k > n, n = 0, or n > N.

    Source
    ------
    Newcombe (1998), *Statistics in Medicine* 17; Miettinen & Nurminen (1985), *Statistics in
    Medicine* 4; Boschloo (1970), *Statistica Neerlandica* 24; Cochran (1977), §2.6, for n of N.

    Examples
    --------
    >>> found = two_samples(45, 50, 38, 50)
    >>> round(found.value, 2), round(found.low, 3), round(found.high, 3), round(found.p, 4)
    (0.14, -0.009, 0.286, 0.0637)
    """
    (a, m), (b, n) = count_of(k1, n1, "1"), count_of(k2, n2, "2")
    quantile = quantile_z(level_of(level))
    p1, p2 = a / m, b / n
    size1, size2 = _sizes(m, n, populations)
    se = math.sqrt(p1 * (1 - p1) / size1 + p2 * (1 - p2) / size2)
    if math.isinf(size1) and math.isinf(size2):
        return Difference(p1 - p2, 0.0, math.inf, None, None, None, None)
    low, high = _hybrid(p1, size1, p2, size2, quantile)
    exact = not math.isinf(size1 + size2) and m + n <= LARGEST_EXACT
    if exact and _least_expected(a, m, b, n) < SMALL_EXPECTED:
        return Difference(p1 - p2, se, math.inf, None, boschloo(a, m, b, n), low, high)
    z = score(p1, size1, p2, size2)
    p = 2 * float(special.ndtr(-abs(z)))
    return Difference(p1 - p2, se, math.inf, z if math.isfinite(z) else None, p, low, high)


def _hybrid(p1: float, n1: float, p2: float, n2: float, quantile: float) -> tuple[float, float]:
    (low1, high1), (low2, high2) = wilson(p1, n1, quantile), wilson(p2, n2, quantile)
    below, above = math.hypot(p1 - low1, high2 - p2), math.hypot(high1 - p1, p2 - low2)
    return max(-1.0, p1 - p2 - below), min(1.0, p1 - p2 + above)


def _sizes(n1: int, n2: int, populations: tuple[float, float] | None) -> tuple[float, float]:
    if populations is None:
        return float(n1), float(n2)
    if len(populations) != 2:
        raise CountError(f"{len(populations)} populations for two samples; give one number for each")
    size1, size2 = (_worth(n, count(N, "the population")) for n, N in zip((n1, n2), populations, strict=True))
    return size1, size2


def _worth(n: int, population: int) -> float:
    """Size of the sample with replacement that is as precise as n of N without (Cochran 1977, §2.6)."""
    if n > population:
        raise CountError(
            f"n = {n} of N = {population}; N cannot be smaller than n: correct N, or remove people "
            "counted twice"
        )
    return math.inf if n == population else n * (population - 1) / (population - n)


def _least_expected(k1: int, n1: int, k2: int, n2: int) -> float:
    """The smallest of the four counts that equal shares would lead one to expect."""
    positive = k1 + k2
    return min(n1, n2) * min(positive, n1 + n2 - positive) / (n1 + n2)
