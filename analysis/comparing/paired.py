"""Two items answered by the same people, or one item before and after: paired proportions."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special, stats

from analysis.columns import numbers
from analysis.comparing.counts import CountError, count, level_of
from analysis.comparing.difference import Difference
from analysis.comparing.tested import Test
from analysis.design import Bools, Floats
from analysis.interval import quantile_z, wilson


@dataclass(frozen=True)
class Pairs:
    """People who answered both items, counted by which of the two they answered positively.

    Examples
    --------
    >>> Pairs(both=36, first_only=12, second_only=2, neither=0).n
    50
    """

    both: int
    first_only: int
    second_only: int
    neither: int

    @property
    def n(self) -> int:
        """Number of people."""
        return self.both + self.first_only + self.second_only + self.neither


def pairs(first: ArrayLike, second: ArrayLike) -> Pairs:
    """Count two items of the same people; who left one of them out belongs to no pair.

    Parameters
    ----------
    first, second : float arrays (n,) of 0 and 1, NaN where not answered, in the same order of people

    Raises
    ------
    ValueError: lengths that differ, or a value other than 0, 1 and NaN.

    Source
    ------
    A definition of this program.

    Examples
    --------
    >>> pairs([1, 1, 0, 1], [1, 0, 0, np.nan])
    Pairs(both=1, first_only=1, second_only=0, neither=1)
    """
    one, two, answered = answers_of_both(first, second)
    odd = answered & ~(np.isin(one, (0, 1)) & np.isin(two, (0, 1)))
    if odd.any():
        raise ValueError(
            f"respondent {np.flatnonzero(odd)[0]} has an answer other than 0 and 1; recode the answers first"
        )
    yes, also = one[answered] == 1, two[answered] == 1
    counted = [yes & also, yes & ~also, ~yes & also, ~yes & ~also]
    return Pairs(*(int(cell.sum()) for cell in counted))


def answers_of_both(first: ArrayLike, second: ArrayLike) -> tuple[Floats, Floats, Bools]:
    """Two items as arrays, and who answered both.

    Parameters
    ----------
    first, second : float arrays (n,); NaN where not answered

    Raises
    ------
    ValueError: lengths that differ.

    Source
    ------
    A definition of this program.

    Examples
    --------
    >>> answers_of_both([1, 0], [1, np.nan])[2].tolist()
    [True, False]
    """
    one, two = numbers(first), numbers(second)
    if one.ndim != 1 or one.shape != two.shape:
        raise ValueError(f"{one.size} and {two.size} answers; give two for each person, in the same order")
    return one, two, ~np.isnan(one) & ~np.isnan(two)


def newcombe_paired(
    both: float, first_only: float, second_only: float, neither: float, level: float = 0.95
) -> tuple[float, float]:
    """Newcombe's interval of the difference of two proportions of the same people.

    Parameters
    ----------
    both, first_only, second_only, neither : people by their two answers
    level : confidence level

    Returns
    -------
    (low, high) of first minus second, in −1 to 1; has a width even where no pair disagrees.

    Raises
    ------
    CountError: not whole numbers, or no pair at all.

    Source
    ------
    Newcombe (1998), *Statistics in Medicine* 17, 2635–2650, method 10: the two Wilson intervals and the
    correlation of the pairs, continuity-corrected where positive. His example 36, 12, 2, 0 of 50:
    +0.0569 to +0.3404.

    Examples
    --------
    >>> [round(end, 4) for end in newcombe_paired(36, 12, 2, 0)]
    [0.0569, 0.3404]
    """
    table = _pairs_of(both, first_only, second_only, neither)
    quantile = quantile_z(level_of(level))
    p1, p2 = _shares(table)
    (low1, high1), (low2, high2) = wilson(p1, table.n, quantile), wilson(p2, table.n, quantile)
    phi = _correlation(table)
    below = _joined(p1 - low1, high2 - p2, phi)
    above = _joined(high1 - p1, p2 - low2, phi)
    gap = p1 - p2
    return max(-1.0, gap - below), min(1.0, gap + above)


def mcnemar(first_only: float, second_only: float, *, exact: bool = True) -> Test:
    """McNemar's test: whether those who changed sides went more to one side than to the other.

    Parameters
    ----------
    first_only, second_only : people positive on one item only
    exact : the binomial test, whose statistic is the smaller count; otherwise χ² with one degree of
        freedom and continuity correction, (|b − c| − 1)²/(b + c), which for b = c overshoots

    Returns
    -------
    Test: statistic and p; p = 1 where nobody differs.

    Raises
    ------
    CountError: not whole numbers.

    Source
    ------
    McNemar (1947), *Psychometrika* 12; Edwards (1948) for the correction;
    statsmodels 0.15 `contingency_tables.mcnemar`.

    Examples
    --------
    >>> round(mcnemar(12, 2).p, 4), round(mcnemar(12, 2, exact=False).statistic, 4)
    (0.0129, 5.7857)
    """
    b, c = count(first_only, "first_only"), count(second_only, "second_only")
    if b + c == 0:
        return Test(0.0, 1.0)
    if exact:
        return Test(float(min(b, c)), float(stats.binomtest(b, b + c).pvalue))
    statistic = (abs(b - c) - 1) ** 2 / (b + c)
    return Test(statistic, float(special.chdtrc(1, statistic)))


def paired(
    both: float, first_only: float, second_only: float, neither: float, *, level: float = 0.95
) -> Difference:
    """First minus second proportion of the same simple sample.

    Parameters
    ----------
    both, first_only, second_only, neither : people by their two answers
    level : confidence level

    Returns
    -------
    Difference: `value`, `se` with the covariance of the pairs (0 where no pair disagrees), Newcombe's
    paired interval, and the p of McNemar's exact test, which has no t; `df` is infinite.

    Raises
    ------
    CountError: not whole numbers, or no pair at all.

    Source
    ------
    As `newcombe_paired` and `mcnemar`.

    Examples
    --------
    >>> found = paired(36, 12, 2, 0)
    >>> round(found.value, 2), round(found.se, 4), round(found.p, 4)
    (0.2, 0.0693, 0.0129)
    """
    table = _pairs_of(both, first_only, second_only, neither)
    p1, p2 = _shares(table)
    apart = table.first_only - table.second_only
    moved = table.first_only + table.second_only
    se = math.sqrt(max(moved - apart**2 / table.n, 0.0)) / table.n
    low, high = newcombe_paired(both, first_only, second_only, neither, level)
    p = mcnemar(table.first_only, table.second_only).p
    return Difference(p1 - p2, se, math.inf, None, p, low, high)


def _pairs_of(both: float, first_only: float, second_only: float, neither: float) -> Pairs:
    table = Pairs(
        count(both, "both"),
        count(first_only, "first_only"),
        count(second_only, "second_only"),
        count(neither, "neither"),
    )
    if table.n == 0:
        raise CountError("nobody answered both items; there is no pair to compare")
    return table


def _shares(table: Pairs) -> tuple[float, float]:
    return (table.both + table.first_only) / table.n, (table.both + table.second_only) / table.n


def _correlation(table: Pairs) -> float:
    """φ of the pairs; a positive one is reduced by n/2 as Newcombe does, to 0 at least."""
    a, b, c, d = table.both, table.first_only, table.second_only, table.neither
    product = math.sqrt((a + b) * (c + d) * (a + c) * (b + d))
    together = a * d - b * c
    if product == 0:
        return 0.0
    return (max(together - table.n / 2, 0.0) if together > 0 else together) / product


def _joined(one: float, two: float, phi: float) -> float:
    return math.sqrt(max(one**2 - 2 * phi * one * two + two**2, 0.0))
