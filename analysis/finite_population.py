"""Intervals for a share of a population of N people, of whom n were drawn without replacement."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

import numpy as np
from scipy import special, stats

from analysis.interval import refuse_what_is_not_a_share
from analysis.quantile import quantile_t, tail


def hypergeometric(k: int, n: int, population: int, level: float = 0.95) -> tuple[float, float]:
    """Exact interval of the share of N people who are positive, when `k` of `n` drawn are.

    Every count M of positive people in the population is kept under which neither `k` or fewer nor
    `k` or more has a chance of (1 − level)/2 or less; the ends are the least and the greatest M/N.
    Any N: the ends are found by halving. The two ends meet in a full count, and just before one
    where a single M is left.

    Returns
    -------
    (low, high), whole people over N.

    Raises
    ------
    ValueError: not whole numbers with 0 ≤ k ≤ n ≤ N and n > 0; a level outside 0–1.

    Source
    ------
    Katz (1953), JASA 48, 256–261; Wright (1991), *Exact Confidence Bounds when Sampling from Small
    Finite Universes*.

    Examples
    --------
    >>> [round(120 * end) for end in hypergeometric(46, 50, 120)]
    [100, 116]
    """
    k, n, population = whole(k, n, population)
    half = tail(level)
    possible = range(k, population - (n - k) + 1)

    def enough(positive: int) -> bool:
        return bool(stats.hypergeom.sf(k - 1, population, positive, n) > half)

    def too_many(positive: int) -> bool:
        return not stats.hypergeom.cdf(k, population, positive, n) > half

    low = possible[bisect_left(possible, True, key=enough)]
    high = possible[bisect_left(possible, True, key=too_many) - 1]
    return low / population, high / population


def effective_n(n: float, population: float, *, rule: str = "classical") -> float:
    """Size of the simple sample from an endless population that is worth `n` of `population`.

    `rule` "classical": n(N − 1)/(N − n), exact for the true variance p(1 − p)/n; "n_minus_1":
    (n − 1)/(1 − n/N), for the usual estimate of it, p(1 − p)/(n − 1), and 0 for a single answer.
    Infinite in a full count, which has no sampling error.

    Raises
    ------
    ValueError: n is not above 0, or greater than N; an unknown rule.

    Source
    ------
    Cochran (1977), *Sampling Techniques*, 3rd ed., §2.6 and §3.2.

    Examples
    --------
    >>> round(effective_n(50, 120), 6), round(effective_n(50, 120, rule="n_minus_1"), 6)
    (85.0, 84.0)
    """
    if rule not in EFFECTIVE:
        raise ValueError(f"rule {rule!r} is not known; choose one of {', '.join(EFFECTIVE)}")
    if not 0 < n <= population < np.inf:
        raise ValueError(
            f"n = {n} of N = {population} is not a sample; need 0 < n ≤ N: correct N, or count nobody twice"
        )
    return float("inf") if n == population else EFFECTIVE[rule](n, population)


def korn_graubard(
    p: float, n_eff: float, level: float = 0.95, *, n: float | None = None, df: float | None = None
) -> tuple[float, float]:
    """Clopper and Pearson's interval on an effective sample size, whole or not.

    Parameters
    ----------
    p : share 0–1; n_eff : effective sample size, p(1 − p)/variance or `effective_n`
    n, df : answers and degrees of freedom of the design, both or neither; with them `n_eff` is
        multiplied by (t(n − 1)/t(df))², which makes few degrees of freedom count
    level : confidence level, 0–1

    Returns
    -------
    (low, high) as shares; 0 at p = 0 and 1 at p = 1 exactly.

    Raises
    ------
    ValueError: p outside 0–1; n_eff not above 0, or infinite; only one of `n` and `df`; df ≤ 0, n ≤ 1.

    Source
    ------
    Korn & Graubard (1998), Survey Methodology 24, 193–201; R survey 4.5, `svyciprop(method = "beta")`.

    Examples
    --------
    >>> [round(end, 4) for end in korn_graubard(0.92, 50)]
    [0.8077, 0.9778]
    >>> [round(end, 4) for end in korn_graubard(0.92, 50, n=60, df=9)]
    [0.7875, 0.9824]
    """
    refuse_what_is_not_a_share(p)
    if not 0 < n_eff < np.inf:
        raise ValueError(f"an effective n of {n_eff} is no sample size; it must be above 0 and finite")
    if (n is None) != (df is None):
        raise ValueError(
            "few degrees of freedom are corrected for by n and df together; give both or neither"
        )
    if n is not None and df is not None:
        n_eff *= (quantile_t(level, n - 1) / quantile_t(level, df)) ** 2
    half, x = tail(level), p * n_eff
    low = 0.0 if p <= 0 else float(special.betaincinv(x, n_eff - x + 1, half))
    high = 1.0 if p >= 1 else float(special.betaincinv(x + 1, n_eff - x, 1 - half))
    return min(low, max(p, 0.0)), max(high, min(p, 1.0))


def whole(k: float, n: float, population: float) -> tuple[int, int, int]:
    """The three counts as whole numbers, 0 ≤ k ≤ n ≤ N and n > 0, or a ValueError that says what is wrong.

    Parameters
    ----------
    k : positive answers; n : answers; population : N, people they were drawn from

    Raises
    ------
    ValueError: not 0 ≤ k ≤ n ≤ N, n = 0, or not whole numbers.

    Source
    ------
    The condition of the hypergeometric distribution.

    Examples
    --------
    >>> whole(46.0, 50, 120)
    (46, 50, 120)
    """
    if not (0 <= k <= n <= population < np.inf and n > 0):
        raise ValueError(
            f"k = {k}, n = {n}, N = {population} is not a sample of people; need 0 ≤ k ≤ n ≤ N and n > 0"
        )
    counts = int(k), int(n), int(population)
    if any(count % 1 for count in (k, n, population)):
        raise ValueError(f"k = {k}, n = {n}, N = {population} are not whole people; count without weights")
    return counts


EFFECTIVE: dict[str, Callable[[float, float], float]] = {
    "classical": lambda n, population: n * (population - 1) / (population - n),
    "n_minus_1": lambda n, population: (n - 1) / (1 - n / population),
}
