"""Which interval a figure gets: the rules, from the top; the first that fits is used and named."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from analysis.effective_size import finite_n, kish, n_of_variance
from analysis.estimate import Estimate
from analysis.interval import wilson
from analysis.quantile import quantile_t, quantile_z
from analysis.variance import Domain

FEW_DF = 8
"""Below this many degrees of freedom the design effect is pooled over the units of a kind."""

ROUNDING = 1e-12
"""A variance this small beside p(1 − p)/n is rounding, not precision."""


@dataclass(frozen=True)
class Pool:
    """Design effect and degrees of freedom pooled over the units of a kind.

    Examples
    --------
    >>> Pool(deff=1.8, df=24.0).deff
    1.8
    """

    deff: float
    df: float


@dataclass(frozen=True)
class Sampling:
    """What the interval rules need to know of how the respondents of a figure were asked.

    `simple`: an unweighted simple sample of one unit, nothing else claimed. `fraction`: share of the
    population that was asked, 0 where unknown. `kish`: design effect of unequal weights.

    Examples
    --------
    >>> from analysis.design import Design
    >>> Sampling.of(Domain(Design.of(3, weight=[1, 1, 4]), np.arange(3)))
    Sampling(simple=False, clustered=False, census=False, fraction=0.0, kish=1.5)
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
    """Whether no spread was seen: everybody (or nobody) satisfied, or a variance of rounding size.

    Examples
    --------
    >>> at_bound(Estimate(1.0, 0.0, 39.0, 40)), at_bound(Estimate(0.9, 0.05, 39.0, 40))
    (True, False)
    """
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

    Returns
    -------
    Estimate with `low`, `high`, `n_eff` and `method`; or without an interval, and `reason` says why:
    `nobody_answered`, `everybody_answered` (a census), `one_psu`.

    Raises
    ------
    ValueError: a value outside 0–1; a level outside 0–1.

    Source
    ------
    Wilson (1927), JASA 22; the rules and their sources stand in `docs/methods.md` §5.

    Examples
    --------
    >>> asked = Sampling(simple=False, clustered=True, census=False, fraction=0.0, kish=1.0)
    >>> got = with_interval(Estimate(0.75, 0.05, 11.0, 60), asked, single=True)
    >>> got.method, got.n_eff, round(got.low, 3), round(got.high, 3)
    ('wilson', 60.0, 0.627, 0.843)
    """
    if estimate.value is None or estimate.n == 0:
        return replace(estimate, method="none", reason="nobody_answered")
    if sampling.census:
        return replace(estimate, method="census", reason="everybody_answered", se=0.0)
    n = finite_n(estimate.n, sampling.fraction)
    if single and sampling.simple:
        return _scored(estimate, n, quantile_z(estimate.level), "wilson_srs")
    most = n if single and sampling.clustered else np.inf
    if pool is not None and sampling.clustered and (estimate.df or 0) < min(FEW_DF, pool.df):
        quantile = quantile_t(estimate.level, pool.df)
        return _scored(estimate, n / pool.deff, quantile, "wilson_pooled_deff", most=most)
    if estimate.df is None or estimate.df <= 0:
        return replace(estimate, method="none", reason="one_psu")
    quantile = quantile_t(estimate.level, estimate.df)
    if at_bound(estimate):
        deff = max(1.0, sampling.kish, deff_elsewhere or 1.0)
        return _scored(estimate, n / deff, quantile, "wilson_at_bound")
    assert estimate.se is not None
    n_eff = n_of_variance(estimate.value, estimate.se**2)
    return _scored(estimate, n_eff, quantile, "wilson", most=most)


def _scored(
    estimate: Estimate, n_eff: float, quantile: float, method: str, *, most: float = np.inf
) -> Estimate:
    """Wilson's interval, never narrower than that of a simple sample of `most` answers.

    The two are compared after few degrees of freedom were made to count, as the American NCHS does
    (Parker et al. 2017, after Korn & Graubard 1998); capped before, 20 clusters cover 97–98 %.
    """
    assert estimate.value is not None
    worth = min(n_eff, most * (quantile / quantile_z(estimate.level)) ** 2)
    low, high = wilson(estimate.value, worth, quantile)
    return replace(estimate, low=low, high=high, n_eff=float(min(n_eff, most)), method=method)
