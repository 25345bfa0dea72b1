"""Trimming: weights beyond the limits are cut, and what is cut off goes to the other respondents."""

from __future__ import annotations

import numpy as np

from analysis.design import Design, Floats
from analysis.weighting.weighted import NotConvergedError, Weighted, WeightingError, reweighted

MOST_ROUNDS = 10_000

ROUNDING = 1e-13
"""Weights beyond a limit by less than this share of the mean are there by rounding; R goes on for ever."""


def trim(design: Design, *, lower: float = -np.inf, upper: float = np.inf) -> Weighted:
    """Cut the weights at limits; the sum is kept.

    What was cut off is spread evenly over the respondents within the limits, and so again until nobody
    is beyond. The weights no longer meet the targets they were adjusted to; variances keep the
    adjustments made before, with the weights of then (R's form). A weight of 0 stays 0.

    Parameters
    ----------
    design : the design of n respondents
    lower, upper : smallest and largest weight allowed, in the units of the weights

    Returns
    -------
    Weighted: the design with the new weights and the `rounds` needed.

    Raises
    ------
    WeightingError: a limit that is missing, a lower above the upper limit, or limits between which no
        weights have the present sum.
    NotConvergedError: the limits leave almost nobody to take what is cut off.

    Source
    ------
    Potter (1990), *Proceedings of the Section on Survey Research Methods*; agrees with R survey 4.5
    `trimWeights(strict = TRUE)`.

    Examples
    --------
    >>> trim(Design.of(4, weight=[1, 2, 3, 10]), upper=7).design.weight.tolist()
    [2.0, 3.0, 4.0, 7.0]
    """
    _check(design, lower, upper)
    used = design.weight != 0
    weight = design.weight[used]
    slack = ROUNDING * float(weight.mean())
    for number in range(MOST_ROUNDS):
        if not ((weight < lower - slack) | (weight > upper + slack)).any():
            result = _full(design, used, np.clip(weight, lower, upper))
            return reweighted(design, result, "trimming", rounds=max(number, 1))
        outside = (weight < lower) | (weight > upper)
        if outside.all():
            break
        cut = np.clip(weight, lower, upper)
        cut[~outside] += (weight - cut).sum() / (~outside).sum()
        weight = cut
    raise NotConvergedError(
        f"limits {lower:g} and {upper:g} leave nobody to take what is cut off; set them further apart"
    )


def _full(design: Design, used: np.ndarray, weight: Floats) -> Floats:
    result = np.zeros(design.n)
    result[used] = weight
    return result


def _check(design: Design, lower: float, upper: float) -> None:
    if not lower <= upper or lower == np.inf or upper == -np.inf:
        raise WeightingError(f"weights cannot lie between {lower:g} and {upper:g}; give lower < upper")
    n, total = int(np.count_nonzero(design.weight)), float(design.weight.sum())
    if n * lower > total or n * upper < total:
        raise WeightingError(
            f"the {n} weights have a mean of {total / n:.6g}, which is not between {lower:g} and {upper:g}; "
            "set limits on both sides of the mean"
        )
