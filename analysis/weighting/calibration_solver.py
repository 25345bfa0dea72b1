"""The equations of calibration: ratios of new to old weights at which every column has its total."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy import linalg, optimize

from analysis.design import Floats
from analysis.weighting.adjustments import SAME_COLUMN
from analysis.weighting.distances import Bounds, Curve, Distance
from analysis.weighting.weighted import NotConvergedError

ANOTHER_SIZE = 20.0
"""Totals all more than this many times the sample's mean that nobody gave weights (R's threshold)."""

SINGULAR = 256 * float(np.finfo(float).eps)
"""Directions weaker than this share of the strongest are left alone in a Newton step (R's threshold)."""

SECONDS_TO_SEARCH = 20
MOST_HALVINGS = 40


@dataclass(frozen=True)
class Problem:
    """Columns `x` (n × p), old weights `weight` (n,) of 0 or more and the columns' `totals` (p,).

    Examples
    --------
    >>> given = Problem(np.array([[1.0], [1.0]]), np.array([2.0, 3.0]), np.array([9.0]))
    >>> given.misfit(np.ones(2)).tolist(), given.error(np.ones(2))
    ([4.0], 0.4)
    """

    x: Floats
    weight: Floats
    totals: Floats

    def misfit(self, ratio: Floats) -> Floats:
        """What each column lacks of its total."""
        return self.totals - (self.weight * ratio) @ self.x

    def error(self, ratio: Floats) -> float:
        """Largest relative misfit, |misfit| / (1 + |total|)."""
        return float((np.abs(self.misfit(ratio)) / (1 + np.abs(self.totals))).max(initial=0.0))


@dataclass(frozen=True)
class Solution:
    """Ratios (n,) of new to old weights, the rounds taken, the error left and R's scale."""

    ratio: Floats
    rounds: int
    error: float
    scale: float = 1.0


def solve_linear(problem: Problem, tolerance: float) -> Solution:
    """The ratios of linear calibration without bounds, directly and refined once.

    Parameters
    ----------
    problem : columns (n × p), weights (n,) and totals (p,); tolerance : relative, on the totals

    Raises
    ------
    NotConvergedError: the totals contradict each other.

    Source
    ------
    Särndal, Swensson and Wretman (1992), §6.5; R survey 4.5 `calibrate(calfun = "linear")`.

    Examples
    --------
    >>> found = solve_linear(Problem(np.array([[1.0], [1.0]]), np.array([2.0, 3.0]), np.array([10.0])), 1e-7)
    >>> found.ratio.round(6).tolist()
    [2.0, 2.0]
    """
    root = np.sqrt(problem.weight)
    columns = problem.x * root[:, None]
    length = np.sqrt((columns**2).sum(axis=0))
    q, r, order = linalg.qr(columns / length, mode="economic", pivoting=True)
    rank = int((np.abs(np.diag(r)) > SAME_COLUMN).sum())
    inside = np.divide(1.0, root, out=np.zeros(len(root)), where=root > 0)
    ratio = np.ones(len(root))
    for _ in range(2):
        lacking = (problem.misfit(ratio) / length)[order[:rank]]
        ratio = ratio + inside * (q[:, :rank] @ linalg.solve_triangular(r[:rank, :rank], lacking, trans="T"))
    error = problem.error(ratio)
    if not error < tolerance:
        raise NotConvergedError(
            f"the totals contradict each other: {problem.x.shape[1]} columns hold only {rank} that are "
            f"no combination of the others, and the largest relative error is {error:.2g}; "
            "leave out the columns that follow from others, or correct their totals"
        )
    return Solution(ratio, 1, error)


def solve(problem: Problem, distance: Distance, bounds: Bounds, tolerance: float, rounds: int) -> Solution:
    """The ratios of calibration by Newton's steps, as R takes them; where those fail, by damped ones.

    Parameters
    ----------
    problem : columns (n × p), weights (n,) and totals (p,); distance : whose ratios are sought
    bounds : lowest and highest ratio; tolerance : relative, on the totals; rounds : steps at most

    Raises
    ------
    NotConvergedError: no ratios within the bounds meet the totals, or none were found in the rounds.

    Source
    ------
    Deville and Särndal (1992), *JASA* 87; R survey 4.5 `grake`.

    Examples
    --------
    >>> from analysis.weighting.distances import DISTANCES
    >>> given = Problem(np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([5.0, 5.0]), np.array([12.0, 4.0]))
    >>> solve(given, DISTANCES["raking"], (0.5, 2.0), 1e-9, 50).ratio.round(6).tolist()
    [1.6, 0.8]
    """
    scale = _scale(problem)
    scaled = replace(problem, weight=problem.weight * scale)
    found = Solution(np.ones(len(problem.weight)), 0, np.inf)
    for slope, damped in ((distance.slope_in_r, False), (distance.slope, True)):
        for found in _newton(scaled, distance.ratio, slope, bounds, rounds, damped):
            if found.error < tolerance:
                return Solution(found.ratio * scale, found.rounds, found.error, scale)
    low = max(bounds[0], distance.least)
    if not _feasible(scaled, (low, bounds[1])):
        raise NotConvergedError(
            f"no weights between {low:g} and {bounds[1]:g} times the present ones meet the totals "
            f"(largest relative error {found.error:.2g}); widen the bounds, or merge thin categories"
        )
    raise NotConvergedError(
        f"calibration did not converge in {rounds} rounds: the largest relative error is "
        f"{found.error:.2g}; allow more rounds, widen the bounds, or merge thin categories"
    )


def _scale(problem: Problem) -> float:
    present = problem.weight @ problem.x
    if not present.all():
        return 1.0
    times = problem.totals / present
    return float(times.mean()) if times.min() > ANOTHER_SIZE else 1.0


def _newton(
    problem: Problem, curve: Curve, slope: Curve, bounds: Bounds, rounds: int, damped: bool
) -> Iterator[Solution]:
    """One solution after each step, from ratios of 1; none once the ratios leave the numbers."""
    length = np.sqrt(problem.weight @ problem.x**2)
    x = problem.x / length
    place = np.zeros(x.shape[1])
    ratio, steep = _at(curve, slope, x @ place, bounds)
    for number in range(1, rounds + 1):
        known = (x * (problem.weight * steep)[:, None]).T @ x
        step = linalg.pinvh(known, rtol=SINGULAR) @ (problem.misfit(ratio) / length)
        most = problem.error(ratio) if damped else np.inf
        for _ in range(MOST_HALVINGS):
            ratio, steep = _at(curve, slope, x @ (place + step), bounds)
            finite = bool(np.isfinite(ratio).all() and np.isfinite(steep).all())
            if finite and problem.error(ratio) < most:
                break
            step = step / 2
        if not finite:
            return
        place = place + step
        yield Solution(ratio, number, problem.error(ratio))


def _at(curve: Curve, slope: Curve, u: Floats, bounds: Bounds) -> tuple[Floats, Floats]:
    """Ratio and slope at a linear predictor; infinite where a step went too far."""
    with np.errstate(over="ignore", invalid="ignore"):
        return curve(u, bounds), slope(u, bounds)


def _feasible(problem: Problem, bounds: Bounds) -> bool:
    """Whether any ratios within the bounds meet the totals, by linear programming."""
    size = 1 + np.abs(problem.totals)
    answer = optimize.linprog(
        np.zeros(len(problem.weight)),
        A_eq=(problem.x * problem.weight[:, None] / size).T,
        b_eq=problem.totals / size,
        bounds=bounds,
        options={"time_limit": SECONDS_TO_SEARCH},
    )
    return int(answer.status) != 2
