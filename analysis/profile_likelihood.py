"""The likelihood interval of a share, read off its profile where and as R reads it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy import interpolate, linalg, optimize, special

from analysis.columns import numbers
from analysis.design import Floats
from analysis.interval import refuse_what_is_not_a_share
from analysis.quantile import quantile_t

STEPS = 9
"""Points of the profile on each side of the estimate, at most."""

FAR = 30.0
"""Log odds beyond which R puts a fitted share at the machine's precision."""


def likelihood(
    p: float, n_eff: float, n: int, df: float, level: float = 0.95, *, information: float | None = None
) -> tuple[float, float]:
    """Shares whose deviance from `p`, scaled by the design effect, is at most the squared t quantile.

    With n answers the root of the deviance, z(s) = ±√(2(n − 1)·KL(p ‖ s)), is cut at t·√(n/n_eff).
    R computes z at equal steps of the log odds, lays a spline through them and joins a few points of
    it by straight lines; so do we, to agree. Where those steps do not reach the cut the equation is
    solved itself, which differs by about 0.1 % of the end elsewhere.

    Parameters
    ----------
    p : share, between 0 and 1 but neither; n_eff : p(1 − p)/variance; n : answers; df : of the design
    information : what R takes for p(1 − p) in n/n_eff, see `working_information`; default p(1 − p)
    level : confidence level, 0–1

    Raises
    ------
    ValueError: p is 0 or 1, n ≤ 1, n_eff or df not above 0.

    Source
    ------
    R survey 4.5, `svyciprop(method = "likelihood")`, and the profile of MASS 7.3 that it calls: to 1e-6.

    Examples
    --------
    >>> [round(end, 4) for end in likelihood(0.92, 50, 50, 49)]
    [0.8197, 0.9757]
    """
    refuse_what_is_not_a_share(p)
    if not (0 < p < 1 and 0 < n_eff < np.inf and n > 1):
        raise ValueError(f"a share of {p} of {n} answers worth {n_eff} has no profile; use wilson")
    middle = float(special.logit(p))
    working = p * (1 - p) if information is None else information
    cut = quantile_t(level, df) * float(np.sqrt(n / n_eff * working / (p * (1 - p))))

    def root(log_odds: float) -> float:
        far = np.copysign(-np.log(np.finfo(float).eps), log_odds)
        log_odds = far if abs(log_odds) > FAR else log_odds
        return _root_of_deviance(p, n, log_odds, middle)

    ends = _read_off(root, middle, float(1 / np.sqrt(n_eff * p * (1 - p))), cut, n)
    if ends is None:
        ends = _solved(lambda log_odds: _root_of_deviance(p, n, log_odds, middle), middle, cut)
    low, high = special.expit(ends)
    return min(float(low), p), max(float(high), p)


def working_information(y: Floats, weight: Floats) -> float:
    """p(1 − p) at the share that R's fit had reached one round before it stopped.

    R takes the model's variance from that round, and its `likelihood` interval with it.

    Parameters
    ----------
    y : (n,) 0 and 1, with both present; weight : (n,) of any sum

    Raises
    ------
    ValueError: answers that are all 0 or all 1.

    Source
    ------
    R 4.2, `glm.fit` for a binomial with an intercept only.

    Examples
    --------
    >>> y = np.arange(50) < 46
    >>> round(working_information(y, np.ones(50)) / (0.92 * 0.08), 4)
    1.0
    """
    y, weight = numbers(y), weight / weight.mean()
    p = float(weight @ y / weight.sum())
    if not 0 < p < 1:
        raise ValueError(f"a share of {p} has no information; the answers must be of both kinds")
    fitted = (weight * y + 0.5) / (weight + 1)
    odds, before = special.logit(fitted), np.inf
    for _ in range(25):
        spread = weight * fitted * (1 - fitted)
        at = float((spread @ odds + weight @ (y - fitted)) / spread.sum())
        deviance = -2 * len(y) * float(p * special.log_expit(at) + (1 - p) * special.log_expit(-at))
        if abs(deviance - before) / (abs(deviance) + 0.1) < 1e-8:
            break
        before, odds = deviance, np.full(len(y), at)
        fitted = special.expit(odds)
    return float(spread.mean())


def _root_of_deviance(p: float, n: int, log_odds: float, middle: float) -> float:
    yes = p * (np.log(p) - special.log_expit(log_odds))
    no = (1 - p) * (np.log1p(-p) - special.log_expit(-log_odds))
    return float(np.copysign(np.sqrt(max(2 * (n - 1) * (yes + no), 0.0)), log_odds - middle))


def _read_off(root: Callable[[float], float], middle: float, se: float, cut: float, n: int) -> Floats | None:
    """Log odds at which the spline through the profile is −cut and +cut; None where it ends before."""
    # R turns the cut into a level and back, which keeps fewer digits; the steps depend on it.
    outside = 1 - (1 - 2 * special.ndtr(-cut))
    furthest = np.sqrt(special.fdtri(1, n - 1, 1 - outside / 4)) if 1 - outside / 4 < 1 else np.inf
    if not np.isfinite(furthest):
        return None
    cut, step = -special.ndtri(outside / 2), furthest / 5 * se
    sides = {-1: [0.0], 1: [0.0]}
    for side, heights in sides.items():
        while len(heights) <= STEPS and abs(heights[-1]) < furthest:
            heights.append(root(middle + side * len(heights) * step))
    height = np.array(sides[-1][:0:-1] + sides[1])
    first = 1 - len(sides[-1])
    place = np.linspace(0, len(height) - 1, 3 * len(height))
    smooth = _spline(height)(place)
    order = np.argsort(smooth)
    if not smooth[order[0]] <= -cut < cut <= smooth[order[-1]]:
        return None
    return np.asarray(middle + step * (first + np.interp([-cut, cut], smooth[order], place[order])))


def _spline(y: Floats) -> interpolate.PPoly:
    """Cubic spline through y at 0, 1, 2 …, bent at its ends as the cubic through four points there.

    Source: Forsythe, Malcolm, Moler (1977), *Computer Methods for Mathematical Computations*, ch. 4.
    """
    n = len(y)
    band = np.zeros((3, n))
    band[0, 2:], band[1, 1:-1], band[2, :-2] = 1.0, 4.0, 1.0
    band[1, 0], band[0, 1], band[1, -1], band[2, -2] = -1.0, 1.0, -1.0, 1.0
    third = np.diff(y, 3) / 6 if n > 3 else np.zeros(1)
    known = np.concatenate([[third[0]], np.diff(y, 2), [-third[-1]]])
    bend = linalg.solve_banded((1, 1), band, known)
    slope = np.diff(y) - bend[1:] - 2 * bend[:-1]
    return interpolate.PPoly(np.array([np.diff(bend), 3 * bend[:-1], slope, y[:-1]]), np.arange(n))


def _solved(root: Callable[[float], float], middle: float, cut: float) -> Floats:
    ends = []
    for side in (-1, 1):
        far = 1.0
        while abs(root(middle + side * far)) < cut:
            far *= 2
        ends.append(
            optimize.brentq(lambda u, side=side: abs(root(middle + side * u)) - cut, 0.0, far) * side + middle
        )
    return np.array(ends)
