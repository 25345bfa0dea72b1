"""Tests of two counts from independent simple samples: pooled z, Fisher, Boschloo."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
from scipy import special, stats

from analysis.comparing.counts import count_of
from analysis.comparing.tested import Test

SEARCH_POINTS = 64
"""Points at which Boschloo's search over the unknown share starts; 32 of them miss the fourth digit."""


def z_test(k1: float, n1: float, k2: float, n2: float) -> Test:
    """The textbook z test of two proportions, its error from the pooled share.

    Parameters
    ----------
    k1, n1 : positive answers and respondents of the first simple sample; k2, n2 : of the second

    Returns
    -------
    Test: z and its two-sided p; 0 and 1 where nobody, or everybody, is positive on both sides.

    Raises
    ------
    CountError: not whole numbers, k > n, or n = 0.

    Source
    ------
    Any textbook; z² is Pearson's χ² of the 2 × 2 table. statsmodels 0.15 `proportions_ztest`.

    Examples
    --------
    >>> round(z_test(56, 70, 48, 80).statistic, 4)
    2.6502
    """
    (a, m), (b, n) = count_of(k1, n1, "1"), count_of(k2, n2, "2")
    pooled = (a + b) / (m + n)
    if pooled in (0.0, 1.0):
        return Test(0.0, 1.0)
    z = (a / m - b / n) / math.sqrt(pooled * (1 - pooled) * (1 / m + 1 / n))
    return Test(z, 2 * float(special.ndtr(-abs(z))))


def fisher(k1: float, n1: float, k2: float, n2: float) -> float:
    """Fisher's exact test, two-sided: never too bold, and often too timid; see `boschloo`.

    Parameters
    ----------
    k1, n1, k2, n2 : as `z_test`

    Returns
    -------
    p, the sum over all tables with these margins that are no likelier than the one seen.

    Raises
    ------
    CountError: not whole numbers, k > n, or n = 0.

    Source
    ------
    Fisher (1935), *Journal of the Royal Statistical Society* 98; scipy `fisher_exact`.
    His tea taster, 3 of 4 and 1 of 4 right: p = 34/70.

    Examples
    --------
    >>> round(fisher(3, 4, 1, 4), 4), round(34 / 70, 4)
    (0.4857, 0.4857)
    """
    (a, m), (b, n) = count_of(k1, n1, "1"), count_of(k2, n2, "2")
    return float(stats.fisher_exact(np.array([[a, m - a], [b, n - b]])).pvalue)


def boschloo(
    k1: float, n1: float, k2: float, n2: float, *, fixed: Literal["samples", "answers"] = "samples"
) -> float:
    """Boschloo's exact test for small samples: as safe as Fisher's, and on each side never weaker.

    Parameters
    ----------
    k1, n1, k2, n2 : as `z_test`
    fixed : which totals the survey had settled beforehand. "samples": n1 and n2, as when two units
        are sampled. "answers": the positive and the other answers, as when people are drawn by their
        answer and their unit is left to chance; scipy takes its table so when each row is a sample,
        which for two samples gives another p (0.032 instead of 0.041 for 8 of 10 and 3 of 10).

    Returns
    -------
    p, twice the better side's largest probability over all shares common to both samples, 1 at most.

    Raises
    ------
    CountError: not whole numbers, k > n, or n = 0.
    ValueError: an unknown `fixed`.

    Source
    ------
    Boschloo (1970), *Statistica Neerlandica* 24; scipy `boschloo_exact`, whose columns are the samples.

    Examples
    --------
    >>> round(boschloo(8, 10, 3, 10), 4), round(fisher(8, 10, 3, 10), 4)
    (0.0414, 0.0698)
    """
    (a, m), (b, n) = count_of(k1, n1, "1"), count_of(k2, n2, "2")
    samples = np.array([[a, b], [m - a, n - b]])
    tables = {"samples": samples, "answers": samples.T}
    if fixed not in tables:
        raise ValueError(f"fixed {fixed!r} is not known; choose one of {', '.join(tables)}")
    if a + b in (0, m + n):
        return 1.0
    return float(stats.boschloo_exact(tables[fixed], n=SEARCH_POINTS).pvalue)
