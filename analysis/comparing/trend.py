"""The trend of a figure over three or more waves: a straight line under the waves' covariance."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis.columns import floats
from analysis.comparing.counts import level_of
from analysis.design import Floats
from analysis.interval import quantile_t

FEWEST_WAVES = 3


@dataclass(frozen=True)
class Trend:
    """A straight line through the waves of one unbroken stretch.

    `slope` per unit of `when` (points a year, where `when` is in years), `se`, Wald statistic `t` =
    slope/se on `df`, two-sided `p`, interval `low`–`high`. `fitted` are the line's values at the waves
    `when`. `misfit` (χ² on waves − 2) and `misfit_p` tell whether the waves leave the line by more than
    chance: then the slope is an average of ups and downs. On the logit scale all but `when` are in
    logits. With fewer than three waves there is no slope and `reason` is "fewer_than_three_waves".
    `before` are the trends of the stretches before each break, earliest first.

    Examples
    --------
    >>> found = trend([0.7, 0.8, 0.6, 0.7, 0.8], [1e-4] * 5, [1, 2, 3, 4, 5], breaks=[3])
    >>> round(found.slope, 3), found.when, [each.reason for each in found.before]
    (0.1, (3.0, 4.0, 5.0), ['fewer_than_three_waves'])
    """

    slope: float | None
    se: float | None
    df: float
    t: float | None
    p: float | None
    low: float | None
    high: float | None
    when: tuple[float, ...]
    fitted: tuple[float, ...]
    misfit: float | None
    misfit_p: float | None
    scale: str
    level: float
    reason: str = ""
    before: tuple[Trend, ...] = ()


def trend(
    values: ArrayLike,
    covariance: ArrayLike,
    when: ArrayLike,
    *,
    breaks: Sequence[float] = (),
    df: float = math.inf,
    scale: str = "as_given",
    level: float = 0.95,
) -> Trend:
    """Slope of a figure over its waves by generalised least squares, and its Wald test.

    Parameters
    ----------
    values : float array (m,), the figure in each wave (a share 0–1, or a mean)
    covariance : float array (m, m), or (m,) variances of independent waves
    when : float array (m,), the time of each wave, in any order (2024, 2025.5 …)
    breaks : times at which method, wording or scale changed: waves from that time on begin a new
        stretch, and no line is drawn across
    df : degrees of freedom of the design; infinite for the normal distribution
    scale : "as_given", or "logit" for shares near 0 or 1
    level : confidence level

    Returns
    -------
    Trend of the stretch since the last break; `before` holds those of earlier stretches.

    Raises
    ------
    ValueError: fewer than three waves in all, lengths that differ, missing values, two waves at one
        time, a wave without variance or a covariance that is none, a break that separates nothing.

    Source
    ------
    Aitken (1936), *Proceedings of the Royal Society of Edinburgh* 55, for the estimator; Särndal,
    Swensson & Wretman (1992), *Model Assisted Survey Sampling*, §5.5, for the logit's variance.

    Examples
    --------
    >>> found = trend([0.70, 0.74, 0.78], [0.0004, 0.0004, 0.0004], [2024, 2025, 2026])
    >>> round(found.slope, 3), round(found.se, 4), round(found.p, 4)
    (0.04, 0.0141, 0.0047)
    """
    if scale not in SCALES:
        raise ValueError(f"scale {scale!r} is not known; choose one of {', '.join(SCALES)}")
    if math.isnan(df) or df <= 0:
        raise ValueError(f"the design has {df} degrees of freedom; a trend needs more than 0")
    y, v, time = _waves(values, covariance, when)
    order = np.argsort(time)
    y, v, time = y[order], v[np.ix_(order, order)], time[order]
    y, v = SCALES[scale](y, v)
    stretches = [
        _line(y[part], v[np.ix_(part, part)], time[part], df, scale, level_of(level))
        for part in _stretches(time, breaks)
    ]
    return replace(stretches[-1], before=tuple(stretches[:-1]))


def _line(y: Floats, v: Floats, time: Floats, df: float, scale: str, level: float) -> Trend:
    when = tuple(float(each) for each in time)
    if len(y) < FEWEST_WAVES:
        nothing = (None, None, df, None, None, None, None)
        return Trend(*nothing, when, (), None, None, scale, level, "fewer_than_three_waves")
    line = np.column_stack([np.ones(len(y)), time - time.mean()])
    weighted = np.linalg.solve(v, line)
    inverse = np.linalg.inv(line.T @ weighted)
    beta = inverse @ (weighted.T @ y)
    slope, se = float(beta[1]), math.sqrt(float(inverse[1, 1]))
    half, t = quantile_t(level, df) * se, slope / se
    p = 2 * float(special.stdtr(df, -abs(t)) if math.isfinite(df) else special.ndtr(-abs(t)))
    left = y - line @ beta
    misfit = float(left @ np.linalg.solve(v, left))
    return Trend(
        slope=slope,
        se=se,
        df=df,
        t=t,
        p=p,
        low=slope - half,
        high=slope + half,
        when=when,
        fitted=tuple(float(each) for each in line @ beta),
        misfit=misfit,
        misfit_p=float(special.chdtrc(len(y) - 2, misfit)),
        scale=scale,
        level=level,
    )


def _waves(values: ArrayLike, covariance: ArrayLike, when: ArrayLike) -> tuple[Floats, Floats, Floats]:
    y, v, time = floats(values, "values"), floats(covariance, "covariances"), floats(when, "times")
    v = np.diag(v) if v.ndim == 1 else v
    m = len(y) if y.ndim == 1 else 0
    if not (y.ndim == 1 and time.shape == (m,) and v.shape == (m, m)):
        raise ValueError(f"{y.size} values, {time.size} times and {v.shape} covariances; give one per wave")
    if m < FEWEST_WAVES:
        raise ValueError(f"a trend needs three waves or more, not {m}; compare two as a difference")
    if not (np.isfinite(y).all() and np.isfinite(v).all() and np.isfinite(time).all()):
        raise ValueError("a value, covariance or time is missing; leave that wave out of the trend")
    if len(np.unique(time)) < m:
        raise ValueError("two waves have the same time; pool them, or give each its own")
    flat = [f"{each:g}" for each in time[~(np.diag(v) > 0)]]
    if flat:
        raise ValueError(
            f"waves at [{', '.join(flat)}] have no variance (a full count, or 0 % or 100 %), so the line "
            "would have to pass through them; give them the variance of (k + 2)/(n + 4), or leave them out"
        )
    correlation = v / np.sqrt(np.outer(np.diag(v), np.diag(v)))
    if not np.allclose(v, v.T, rtol=1e-8, atol=0) or np.linalg.eigvalsh(correlation)[0] < 1e-10:
        raise ValueError("the covariance of the waves is not one; give that of the waves' estimates")
    return y, v, time


def _stretches(time: Floats, breaks: Sequence[float]) -> list[np.ndarray]:
    """The waves between breaks; a wave at the time of a break belongs to what follows."""
    cuts = floats(breaks, "breaks")
    first = np.searchsorted(time, cuts)
    idle = [f"{cut:g}" for cut, place in zip(cuts, first, strict=True) if place in (0, len(time))]
    if idle:
        raise ValueError(
            f"breaks at [{', '.join(idle)}] separate no waves; give times after the first and up to the last"
        )
    return np.split(np.arange(len(time)), np.unique(first))


def _as_given(y: Floats, v: Floats) -> tuple[Floats, Floats]:
    return y, v


def _logit(y: Floats, v: Floats) -> tuple[Floats, Floats]:
    if ((y <= 0) | (y >= 1)).any():
        raise ValueError("a share of 0 or 1 (or beyond) has no logit; use scale 'as_given'")
    steep = 1 / (y * (1 - y))
    return np.asarray(special.logit(y)), v * np.outer(steep, steep)


SCALES: dict[str, Callable[[Floats, Floats], tuple[Floats, Floats]]] = {
    "as_given": _as_given,
    "logit": _logit,
}
