"""Calibration: weights as near as can be to the old ones that meet the totals of auxiliary columns."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from analysis.columns import floats
from analysis.design import Design, Floats
from analysis.weighting.adjustments import Regression
from analysis.weighting.calibration_solver import Problem, solve, solve_linear
from analysis.weighting.distances import DISTANCES, Bounds
from analysis.weighting.model_matrix import ModelMatrix
from analysis.weighting.weighted import EmptyCellError, Weighted, WeightingError, reweighted


def calibrate(
    design: Design,
    x: ArrayLike | ModelMatrix,
    totals: ArrayLike | Mapping[str, float],
    *,
    distance: str = "linear",
    bounds: Bounds | None = None,
    shares: bool = False,
    allow_negative: bool = False,
    tolerance: float = 1e-7,
    rounds: int = 50,
) -> Weighted:
    """Change the weights as little as possible so that auxiliary columns have their known totals.

    Parameters
    ----------
    design : the design of n respondents
    x : float array (n, p) of auxiliary columns, best with a column of ones; or a ModelMatrix
    totals : (p,) their totals in the population; or name → total for a ModelMatrix
    distance : "linear" (regression estimator), "raking" (ratios above 0) or "logit" (ratios strictly
        between bounds)
    bounds : smallest and largest ratio of new to old weight, below and above 1; needed for "logit".
        When every total is more than 20 times the sample's, all weights are first raised by the mean
        of these multiples (`scale`), and the bounds hold from there (R's form)
    shares : whether totals are means per person, for the present weighted total of people
    allow_negative : whether linear calibration without bounds may give a negative weight
    tolerance : largest |error| / (1 + |total|) at which the rounds end
    rounds : Newton steps at most

    Returns
    -------
    Weighted: the design with the new weights; variances use the residuals of the weighted regression
    on the columns, so that a total that was calibrated has standard error 0.

    Raises
    ------
    NotConvergedError: the totals contradict each other, cannot be met within the bounds, or are not
        met after the rounds; the largest relative error is printed.
    WeightingError: shapes that differ, missing numbers, an unknown distance, bounds that do not hold 1,
        a negative weight.

    Source
    ------
    Deville and Särndal (1992), *JASA* 87; agrees with R survey 4.5 `calibrate`.

    Examples
    --------
    >>> x = [[1, 0], [1, 1], [1, 2], [1, 3]]
    >>> result = calibrate(Design.of(4), x, [8, 14], distance="raking")
    >>> [round(float(total), 6) for total in result.design.weight @ np.array(x)]
    [8.0, 14.0]
    """
    if distance not in DISTANCES:
        raise WeightingError(f"distance {distance!r} is not known; choose one of {', '.join(DISTANCES)}")
    limits = _limits(distance, bounds)
    problem = _problem(design, x, totals, shares)
    if distance == "linear" and limits == (-np.inf, np.inf):
        found = solve_linear(problem, tolerance)
    else:
        found = solve(problem, DISTANCES[distance], limits, tolerance, rounds)
    weight = design.weight * found.ratio
    if not allow_negative:
        _refuse_negative(weight)
    return reweighted(
        design,
        weight,
        f"calibration ({distance})",
        adjustment=Regression.of(problem.x, design.weight, found.ratio),
        rounds=found.rounds,
        error=found.error,
        scale=found.scale,
    )


def _limits(distance: str, bounds: Bounds | None) -> Bounds:
    if bounds is None:
        if distance == "logit":
            raise WeightingError("logit calibration needs bounds; give the smallest and largest ratio")
        return -np.inf, np.inf
    low, high = (float(bound) for bound in bounds)
    if not low < 1 < high:
        raise WeightingError(
            f"bounds {low:g} and {high:g} leave no room for the old weights; give one below 1, one above 1"
        )
    if distance == "logit" and not np.isfinite([low, high]).all():
        raise WeightingError("logit calibration needs finite bounds; give the smallest and largest ratio")
    return low, high


def _problem(
    design: Design, x: ArrayLike | ModelMatrix, totals: ArrayLike | Mapping[str, float], shares: bool
) -> Problem:
    names: tuple[str, ...] = ()
    if isinstance(x, ModelMatrix):
        names = x.names
        totals = x.totals(totals) if isinstance(totals, Mapping) else totals
        x = x.x
    elif isinstance(totals, Mapping):
        raise WeightingError("totals by name need columns with names; make them with model_matrix")
    columns, wanted = floats(x, "columns", WeightingError), floats(totals, "totals", WeightingError)
    _check(design, columns, wanted)
    if shares:
        wanted = wanted * design.weight.sum()
    present = (columns[design.weight > 0] != 0).any(axis=0)
    absent = np.flatnonzero(~present & (wanted != 0))
    if len(absent):
        name = repr(names[absent[0]]) if names else f"number {absent[0] + 1}"
        raise EmptyCellError(
            f"column {name} has the total {wanted[absent[0]]:g} and nobody in the sample; "
            "merge it with a neighbouring category, in the sample and in the totals"
        )
    return Problem(columns[:, present], design.weight, wanted[present])


def _check(design: Design, x: Floats, totals: Floats) -> None:
    if x.ndim != 2 or len(x) != design.n or totals.shape != x.shape[1:]:
        raise WeightingError(
            f"columns of shape {x.shape} and totals of shape {totals.shape} do not fit {design.n} "
            "respondents; give (n, p) columns and (p,) totals"
        )
    if not x.shape[1]:
        raise WeightingError("there are no columns to calibrate to; give at least one")
    missing = np.flatnonzero(~np.isfinite(x).all(axis=1))
    if len(missing):
        raise WeightingError(
            f"the columns miss a number in {len(missing)} rows (first: row {missing[0]}); fill it in"
        )
    if not np.isfinite(totals).all():
        raise WeightingError(
            f"total number {int(np.argmin(np.isfinite(totals))) + 1} is missing; give a number"
        )
    if (design.weight < 0).any():
        raise WeightingError("some weights are negative already; calibrate from weights of 0 or more")


def _refuse_negative(weight: Floats) -> None:
    negative = np.flatnonzero(weight < 0)
    if len(negative):
        raise WeightingError(
            f"{len(negative)} weights would be negative (lowest {weight.min():.4g}, row {weight.argmin()}); "
            "give bounds or take the distance 'raking', or say that negative weights are allowed"
        )
