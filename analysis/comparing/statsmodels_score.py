"""The score interval as statsmodels up to 0.15 gives it, kept to check figures made with it."""

from __future__ import annotations

import math

from scipy import optimize

from analysis.comparing.counts import count_of, level_of
from analysis.interval import quantile_z


def statsmodels_score(k1: float, n1: float, k2: float, n2: float, level: float = 0.95) -> tuple[float, float]:
    """Interval of `confint_proportions_2indep(..., method="score")`, slip included; not for reports.

    In the cubic that gives the shares under the hypothesis, statsmodels multiplies by the positive
    answers of the second sample where Miettinen and Nurminen multiply by its size, so that the ends are
    out by some tenths of a point. `miettinen_nurminen` is the interval meant.

    Parameters
    ----------
    k1, n1, k2, n2, level : as `miettinen_nurminen`

    Returns
    -------
    (low, high), the difference p1 − p2.

    Raises
    ------
    ValueError: statsmodels finds no end within its first guess, as happens with small samples.

    Source
    ------
    statsmodels 0.15.0 `confint_proportions_2indep`, correction n/(n − 1); statsmodels issue 10269.

    Examples
    --------
    >>> [round(end, 4) for end in statsmodels_score(56, 70, 48, 80)]
    [0.0526, 0.344]
    """
    (a, m), (b, n) = count_of(k1, n1, "1"), count_of(k2, n2, "2")
    quantile = quantile_z(level_of(level))
    seen, se = a / m - b / n, math.sqrt(a / m * (1 - a / m) / m + b / n * (1 - b / n) / n)
    left, right = seen - quantile * se, seen + quantile * se

    def squared(null: float) -> float:
        variance = _variance(a, m, b, n, null)
        return (seen - null) ** 2 - quantile**2 * variance

    try:
        high = optimize.brentq(squared, seen, min(right + abs(right) / 2, 0.99999), xtol=1e-15)
        low = optimize.brentq(squared, left - abs(left) / 4, seen, xtol=1e-15)
    except ValueError as none:
        raise ValueError(
            f"statsmodels finds no score interval for {a} of {m} and {b} of {n}; use miettinen_nurminen"
        ) from none
    return float(low), float(high)


def _variance(k1: int, n1: int, k2: int, n2: int, null: float) -> float:
    n, positive = n1 + n2, k1 + k2
    if null == 0:
        share = positive / n
        return share * (1 - share) * (1 / n1 + 1 / n2) * n / (n - 1)
    square = (n1 + 2 * n2) * null - n - positive
    # k2 · null is the slip: the likelihood asks for n2 · null.
    linear = (k2 * null - n - 2 * k2) * null + positive
    centre = square / (3 * n)
    half = centre**3 - linear * square / (6 * n**2) + k2 * null * (1 - null) / (2 * n)
    radius = math.copysign(math.sqrt(max(centre**2 - linear / (3 * n), 0.0)), half)
    ratio = half / radius**3 if radius else math.nan
    if not abs(ratio) <= 1:
        raise ValueError("no angle has this cosine")
    second = 2 * radius * math.cos((math.pi + math.acos(ratio)) / 3) - centre
    first = second + null
    return (first * (1 - first) / n1 + second * (1 - second) / n2) * n / (n - 1)
