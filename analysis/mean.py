"""Means and totals of one variable, by Taylor linearisation."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from analysis.design import Design
from analysis.estimate import Estimate
from analysis.interval import quantile_t
from analysis.variance import Domain


def mean(y: ArrayLike, design: Design, *, domain: ArrayLike | None = None, level: float = 0.95) -> Estimate:
    """Design-based mean of one variable, by Taylor linearisation.

    Parameters
    ----------
    y : float array (n,), in the item's units; NaN where the respondent skipped it
    design : Design of the same n respondents, in the same order
    domain : bool array (n,), optional
        Whom to describe. A mask, not a filter: a PSU with nobody in the domain
        still counts, and dropping it understates `se`.

    Returns
    -------
    Estimate: `value` and `se` in the units of `y`, `df` = PSUs − strata, `n` used, t interval.

    Raises
    ------
    LonelyPSUError: a stratum holds a single PSU, so its variance cannot be seen.

    Source
    ------
    Lohr (2010), *Sampling: Design and Analysis*, 2nd ed., ch. 9.
    Agrees with R survey 4.5, `svymean(~api00, dclus1)`: 644.17 (SE 23.542).
    """
    estimate, _ = ratio(np.asarray(y, dtype=float), design, domain=domain, level=level)
    return with_t_interval(estimate)


def total(y: ArrayLike, design: Design, *, domain: ArrayLike | None = None, level: float = 0.95) -> Estimate:
    """Design-based total of one variable; arguments and source as `mean`, R's `svytotal`."""
    values = np.asarray(y, dtype=float)
    used, rows = _used(values, design, domain)
    scores = (used.weight * values[rows])[:, None]
    if not len(rows):
        return Estimate(None, None, 0.0, 0, level=level, reason="nobody_answered")
    se = float(np.sqrt(used.variance(scores)[0]))
    df = float(used.degrees_of_freedom(np.ones((len(rows), 1), dtype=bool))[0])
    return with_t_interval(Estimate(float(scores.sum()), se, df, len(rows), level=level))


def ratio(
    values: np.ndarray, design: Design, *, domain: ArrayLike | None, level: float
) -> tuple[Estimate, Domain]:
    """Weighted mean over the rows that have a value, without an interval, and those rows' domain."""
    used, rows = _used(values, design, domain)
    weight = used.weight
    size = weight.sum()
    if not size > 0:
        return Estimate(None, None, 0.0, len(rows), level=level, reason="nobody_answered"), used
    y = values[rows]
    value = float((weight * y).sum() / size)
    scores = (weight * (y - value) / size)[:, None]
    se = float(np.sqrt(used.variance(scores)[0]))
    df = float(used.degrees_of_freedom(np.ones((len(rows), 1), dtype=bool))[0])
    return Estimate(value, se, df, len(rows), level=level), used


def with_t_interval(estimate: Estimate, bounds: tuple[float, float] | None = None) -> Estimate:
    """Add value ± t·se, clipped to `bounds`; none where the degrees of freedom or the spread are 0."""
    value, se, df = estimate.value, estimate.se, estimate.df
    if value is None or se is None:
        return replace(estimate, reason=estimate.reason or "nobody_answered")
    if df is None or df <= 0:
        return replace(estimate, reason="one_psu")
    if se == 0:
        return replace(estimate, reason="no_spread")
    half = quantile_t(estimate.level, df) * se
    lowest, highest = bounds or (-np.inf, np.inf)
    low, high = max(lowest, value - half), min(highest, value + half)
    return replace(estimate, low=low, high=high, method="t")


def _used(values: np.ndarray, design: Design, domain: ArrayLike | None) -> tuple[Domain, np.ndarray]:
    if values.shape != (design.n,):
        raise ValueError(f"{values.size} values for a design of {design.n} respondents; give one for each")
    keep = ~np.isnan(values)
    if domain is not None:
        keep &= np.asarray(domain, dtype=bool)
    rows = np.flatnonzero(keep)
    return Domain(design, rows), rows
