"""Which interval a figure gets: the rules, from the top; the first that fits is used and named."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from analysis.estimate import Estimate
from analysis.interval import effective_n, finite_n, kish, quantile_t, quantile_z, wilson
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
