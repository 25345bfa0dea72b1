"""Intervals for a proportion: the score interval in both its forms, and the exact one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import special, stats

from analysis.design import Floats
from analysis.estimate import Estimate
from analysis.variance import Domain

FEW_DF = 8
"""Below this many degrees of freedom the design effect is pooled over the units of a kind."""

ROUNDING = 1e-12
"""A variance this small beside p(1 − p)/n is rounding, not precision."""


@dataclass(frozen=True)
class Pool:
    """Design effect and degrees of freedom pooled over the units of a kind."""

    deff: float
    df: float


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


@dataclass(frozen=True)
class Sampling:
    """What the interval rules need to know of how the respondents of a figure were asked.

    `simple`: an unweighted simple sample of one unit, nothing else claimed. `fraction`: share of the
    population that was asked, 0 where unknown. `kish`: design effect of unequal weights.
    """

    simple: bool
    clustered: bool
    census: bool
    fraction: float
    kish: float

    @classmethod
    def of(cls, domain: Domain) -> Sampling:
        """The sampling of the respondents of a domain."""
        weight, design = domain.weight, domain.design
        even = len(weight) > 0 and bool(np.ptp(weight) <= ROUNDING * weight.max())
        simple = even and not design.clustered and not design.declared and domain.one_stratum
        return cls(simple, design.clustered, domain.census, domain.fraction, kish(weight))


def at_bound(estimate: Estimate) -> bool:
    """Whether no spread was seen: everybody (or nobody) satisfied, or a variance of rounding size."""
    value, se = estimate.value, estimate.se
    if value is None or se is None or value <= 0 or value >= 1:
        return True
    return se**2 <= ROUNDING * value * (1 - value) / max(estimate.n, 1)


def with_interval(
    estimate: Estimate,
    sampling: Sampling,
    *,
    single: bool,
    pool: Pool | None = None,
    deff_elsewhere: float | None = None,
) -> Estimate:
    """Give a proportion or index its interval by the rules of `docs/methods.md`.

    Parameters
    ----------
    estimate : value, se, df, n; value within 0–1
    sampling : how the respondents it describes were asked
    single : one item, whose effective n is capped at n where clusters were drawn; never an index
    pool : design effect pooled over the units of the kind, for few degrees of freedom
    deff_elsewhere : the item's design effect in the whole survey, for figures of 0 % and 100 %
    """
    if estimate.value is None or estimate.n == 0:
        return replace(estimate, method="none", reason="nobody_answered")
    if sampling.census:
        return replace(estimate, method="census", reason="everybody_answered", se=0.0)
    n = finite_n(estimate.n, sampling.fraction)
    if single and sampling.simple:
        return _scored(estimate, n, quantile_z(estimate.level), "wilson_srs")
    if pool is not None and sampling.clustered and (estimate.df or 0) < FEW_DF:
        deff = max(1.0, pool.deff) if single else pool.deff
        return _scored(estimate, n / deff, quantile_t(estimate.level, pool.df), "wilson_pooled_deff")
    if estimate.df is None or estimate.df <= 0:
        return replace(estimate, method="none", reason="one_psu")
    quantile = quantile_t(estimate.level, estimate.df)
    if at_bound(estimate):
        deff = max(1.0, sampling.kish, deff_elsewhere or 1.0)
        return _scored(estimate, n / deff, quantile, "wilson_at_bound")
    assert estimate.se is not None
    n_eff = effective_n(estimate.value, estimate.se**2)
    if single and sampling.clustered:
        n_eff = min(n_eff, n)
    return _scored(estimate, n_eff, quantile, "wilson")


def _scored(estimate: Estimate, n_eff: float, quantile: float, method: str) -> Estimate:
    assert estimate.value is not None
    low, high = wilson(estimate.value, n_eff, quantile)
    return replace(estimate, low=low, high=high, n_eff=float(n_eff), method=method)
