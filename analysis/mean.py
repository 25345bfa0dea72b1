"""Means and totals of one variable, by Taylor linearisation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.columns import mask, numbers
from analysis.design import Design, Floats
from analysis.design_effect import NO_SPREAD, with_design_effects
from analysis.estimate import Estimate
from analysis.quantile import quantile_t, quantile_z, tail
from analysis.variance import Domain


def mean(
    y: ArrayLike,
    design: Design,
    *,
    domain: ArrayLike | None = None,
    level: float = 0.95,
    interval: str = "t",
) -> Estimate:
    """Design-based mean of one variable, by Taylor linearisation.

    Parameters
    ----------
    y : float array (n,), in the item's units; NaN where the respondent skipped it
    design : Design of the same n respondents, in the same order
    domain : bool array (n,), optional
        Whom to describe. A mask, not a filter: a PSU with nobody in the domain
        still counts, and dropping it understates `se`.
    level : confidence level, 0–1
    interval : "t" (value ± t·se on `df`) or "normal" (value ± z·se, as R's `confint` by default)

    Returns
    -------
    Estimate: `value` and `se` in the units of `y`, `df` = PSUs − strata, `n` used, the interval, `deff`
    and `deff_without` against the weighted variance of `y`. No interval, with the reason: nobody
    answered, everybody was asked, df ≤ 0 (t only), no spread.

    Raises
    ------
    LonelyPSUError: a stratum holds a single PSU, so its variance cannot be seen.
    ValueError: texts or infinite numbers among `y`; lengths that differ; an unknown interval.

    Source
    ------
    Lohr (2010), *Sampling: Design and Analysis*, 2nd ed., ch. 9.
    Agrees with R survey 4.5, `svymean(~api00, dclus1)`: 644.17 (SE 23.542).

    Examples
    --------
    >>> got = mean([4, 5, 3, 4], Design.of(4))
    >>> got.value, round(got.se, 4), got.df, round(got.low, 3), round(got.high, 3)
    (4.0, 0.4082, 3.0, 2.701, 5.299)
    """
    _refuse_unknown(interval)
    estimate, used = ratio(numbers(y), design, domain=domain, level=level)
    return _with_interval(estimate, used, interval)


def total(
    y: ArrayLike,
    design: Design,
    *,
    domain: ArrayLike | None = None,
    level: float = 0.95,
    interval: str = "t",
) -> Estimate:
    """Design-based total of one variable, Σ w·y; arguments, refusals and source as `mean`, R's `svytotal`.

    Raises
    ------
    LonelyPSUError, ValueError: as `mean`.

    Examples
    --------
    >>> got = total([1, 0, 1, 1], Design.of(4, weight=[10, 10, 20, 20]))
    >>> got.value, round(got.se, 3), got.df
    (50.0, 19.149, 3.0)
    """
    _refuse_unknown(interval)
    tail(level)
    values = numbers(y)
    used, rows = _used(values, design, domain)
    if not _size(used) > 0:
        return Estimate(None, None, 0.0, len(rows), level=level, reason="nobody_answered")
    scores = used.weight * values[rows]
    estimate = Estimate(
        float(scores.sum()), _se(used, scores), _df(used), len(rows), level=level, sum_weights=_size(used)
    )
    return _with_interval(estimate, used, interval)


def ratio(
    values: Floats, design: Design, *, domain: ArrayLike | None, level: float
) -> tuple[Estimate, Domain]:
    """Weighted mean over the rows that have a value, without an interval, and those rows' domain.

    Parameters
    ----------
    values : float (n,), NaN where there is none; design : Design of the same n respondents
    domain : bool (n,) or None, whom to describe; level : confidence level, 0–1

    Raises
    ------
    ValueError: lengths that differ; a level outside 0–1. LonelyPSUError: as `mean`.

    Source
    ------
    Lohr (2010), *Sampling: Design and Analysis*, 2nd ed., ch. 9; R survey 4.5 `svymean`.

    Examples
    --------
    >>> estimate, used = ratio(np.array([1.0, 0.0, np.nan]), Design.of(3), domain=None, level=0.95)
    >>> estimate.value, estimate.n, len(used.rows)
    (0.5, 2, 2)
    """
    tail(level)
    used, rows = _used(values, design, domain)
    size = _size(used)
    if not size > 0:
        return Estimate(None, None, 0.0, len(rows), level=level, reason="nobody_answered"), used
    y = values[rows]
    value = float((used.weight * y).sum() / size)
    se = _se(used, used.weight * (y - value) / size)
    estimate = Estimate(value, se, _df(used), len(rows), level=level, sum_weights=size)
    return with_design_effects(estimate, used.weight, y), used


def with_t_interval(estimate: Estimate, bounds: tuple[float, float] | None = None) -> Estimate:
    """Add value ± t·se, clipped to `bounds`; none where the degrees of freedom or the spread are 0.

    Parameters
    ----------
    estimate : value, se, df, level; bounds : lowest and highest possible value

    Source
    ------
    Lohr (2010), §2.4; R survey 4.5 `confint(..., df = degf(design))`.

    Examples
    --------
    >>> got = with_t_interval(Estimate(4.8, 0.2, 9.0, 40), bounds=(1, 5))
    >>> round(got.low, 3), got.high
    (4.348, 5)
    """
    if estimate.value is not None and estimate.se is not None and not (estimate.df and estimate.df > 0):
        return replace(estimate, reason="one_psu")
    return _with_half_width(estimate, "t", bounds)


def _used(values: Floats, design: Design, domain: ArrayLike | None) -> tuple[Domain, NDArray[np.intp]]:
    if values.shape != (design.n,):
        raise ValueError(f"{values.size} values for a design of {design.n} respondents; give one for each")
    keep = ~np.isnan(values)
    if domain is not None:
        keep &= mask(domain, design.n)
    rows = np.flatnonzero(keep)
    return Domain(design, rows), rows


def _size(used: Domain) -> float:
    return float(used.weight.sum())


def _se(used: Domain, score: Floats) -> float:
    return float(np.sqrt(used.variance(score[:, None])[0]))


def _df(used: Domain) -> float:
    # Whoever has weight 0 stands for nobody, and shows no PSU.
    return float(used.degrees_of_freedom((used.weight > 0)[:, None])[0])


def _with_interval(estimate: Estimate, used: Domain, interval: str) -> Estimate:
    if estimate.value is not None and used.census:
        return replace(estimate, method="census", reason="everybody_answered", se=0.0)
    return INTERVALS[interval](estimate)


def _with_half_width(estimate: Estimate, method: str, bounds: tuple[float, float] | None = None) -> Estimate:
    value, se = estimate.value, estimate.se
    if value is None or se is None:
        return replace(estimate, reason=estimate.reason or "nobody_answered")
    if se <= NO_SPREAD * abs(value):
        return replace(estimate, reason="no_spread")
    level, df = estimate.level, estimate.df or 0.0
    half = se * (quantile_t(level, df) if method == "t" else quantile_z(level))
    lowest, highest = bounds or (-np.inf, np.inf)
    low, high = max(lowest, value - half), min(highest, value + half)
    return replace(estimate, low=low, high=high, method=method)


def _refuse_unknown(interval: str) -> None:
    if interval not in INTERVALS:
        raise ValueError(f"interval {interval!r} is not known; choose one of {', '.join(INTERVALS)}")


INTERVALS: dict[str, Callable[[Estimate], Estimate]] = {
    "t": with_t_interval,
    "normal": lambda estimate: _with_half_width(estimate, "normal"),
}
