"""The largest standardised difference between any two units, draw by draw, without trying every pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.design import Floats, Ints
from analysis.ranking.spread import BLOCK, Spread

TRIED = 32
"""Units at each end of a draw among which the largest difference is looked for first."""


@dataclass(frozen=True)
class Comparisons:
    """The ordered pairs of units whose claim "j is above k" is not yet accepted.

    `values` (k,), their `spread`, and the `critical` value beyond which a claim has been accepted
    (infinity: none has).

    Examples
    --------
    >>> pairs = Comparisons(np.array([2.0, 1.0]), Spread.of([2.0, 1.0], [3.0, 4.0]), np.inf)
    >>> pairs.standardised(np.array([5.0]), np.array([0.0]), np.array([0]), np.array([1])).tolist()
    [1.0]
    """

    values: Floats
    spread: Spread
    critical: float

    def standardised(self, errors_j: Floats, errors_k: Floats, j: NDArray[Any], k: NDArray[Any]) -> Floats:
        """Differences of simulated errors over their se; 0 for accepted pairs (arrays that broadcast)."""
        se = self.spread.of_difference(j, k)
        # Two units counted in full differ by what they differ: no error to simulate.
        se = np.where(se > 0, se, np.inf)
        still = self.values[j] - self.values[k] <= self.critical * se
        return np.asarray(np.where(still, (errors_j - errors_k) / se, 0.0))


def largest_differences(
    errors: Floats, pairs: Comparisons, seen: Floats | None = None, beyond: int | None = None
) -> Floats:
    """The largest standardised difference of each draw over the pairs still open; at least 0.

    Parameters
    ----------
    errors : float array (draws, k), simulated errors of the k units
    pairs : Comparisons of the same units
    seen : float array, optional; the largest differences of earlier draws
    beyond : int, optional; how many of all the largest matter: those, and any larger, are exact, and a
        lesser one may come out too small

    Returns
    -------
    float array (draws,), in standard errors.

    Source
    ------
    The statistic: Mogstad, Romano, Shaikh and Wilhelm (2024), §3. The short cut is Cauchy's: with
    own_j² + own_k² ≤ se(j − k)², a pair cannot exceed √(η_j² + η_k²), η the error over `own`; so only
    units far out on one side can hold the largest difference.

    Examples
    --------
    >>> spread = Spread.of([3.0, 2.0, 1.0], [3.0, 4.0, 4.0])
    >>> still_open = Comparisons(np.array([3.0, 2.0, 1.0]), spread, np.inf)
    >>> largest_differences(np.array([[5.0, 0.0, -5.0]]), still_open).tolist()
    [2.0]
    """
    far = scaled(errors, pairs.spread)
    found, unseen = _first_look(errors, far, pairs)
    if errors.shape[1] > TRIED:
        least = _least(found if seen is None else np.concatenate([seen, found]), beyond)
        for draw in np.flatnonzero(unseen > np.maximum(found, least) ** 2):
            found[draw] = _searched(errors[draw], far[draw], float(found[draw]), least, pairs)
    return found


def _first_look(errors: Floats, far: Floats, pairs: Comparisons) -> tuple[Floats, Floats]:
    """The largest difference of each draw among its outermost units, and the square no other pair exceeds."""
    top, bottom = outermost(far, TRIED), outermost(-far, TRIED)
    found = pairs.standardised(
        np.take_along_axis(errors, top, axis=1)[:, :, None],
        np.take_along_axis(errors, bottom, axis=1)[:, None, :],
        top[:, :, None],
        bottom[:, None, :],
    ).max(axis=(1, 2))
    up = outward(np.take_along_axis(far, top, axis=1))
    down = outward(-np.take_along_axis(far, bottom, axis=1))
    unseen = np.maximum(up.min(axis=1) + down.max(axis=1), up.max(axis=1) + down.min(axis=1))
    return np.maximum(found, 0.0), unseen


def _least(found: Floats, beyond: int | None) -> float:
    """What a difference must exceed to matter: the last of the largest `beyond` found so far."""
    if beyond is None or beyond > len(found):
        return 0.0
    return float(np.partition(found, len(found) - beyond)[len(found) - beyond])


def scaled(errors: Floats, spread: Spread) -> Floats:
    """Errors less what all units share, over the part of the se that is a unit's own.

    Parameters
    ----------
    errors : float array (draws, k), simulated errors of the k units
    spread : Spread of the same units

    Returns
    -------
    float array (draws, k): how far out each unit lies; 0 for units counted in full.

    Source
    ------
    As `largest_differences`.

    Examples
    --------
    >>> scaled(np.array([[6.0, 2.0]]), Spread.of([0.0, 0.0], [2.0, 2.0])).tolist()
    [[1.0, -1.0]]
    """
    own = spread.own
    if not own.all():
        return np.divide(errors, own, out=np.zeros_like(errors), where=own > 0)
    weight = 1 / own**2
    shared = errors @ (weight / weight.sum())
    return np.asarray((errors - shared[:, None]) / own)


def outward(far: Floats) -> Floats:
    """Squares of the positive numbers, 0 for the others.

    Parameters
    ----------
    far : float array of any shape

    Returns
    -------
    float array of that shape.

    Source
    ------
    As `largest_differences`.

    Examples
    --------
    >>> outward(np.array([3.0, -2.0])).tolist()
    [9.0, 0.0]
    """
    return np.asarray(np.maximum(far, 0.0) ** 2)


def outermost(far: Floats, m: int) -> Ints:
    """The m units farthest up in each draw, in no order.

    Parameters
    ----------
    far : float array (draws, k)
    m : at most this many

    Returns
    -------
    int array (draws, min(m, k)) of units.

    Source
    ------
    As `largest_differences`.

    Examples
    --------
    >>> outermost(np.array([[0.5, 3.0, -2.0]]), 1).tolist()
    [[1]]
    """
    last = far.shape[1] - min(m, far.shape[1])
    return np.argpartition(far, last, axis=1)[:, last:]


def _searched(errors: Floats, far: Floats, found: float, least: float, pairs: Comparisons) -> float:
    """The largest difference of one draw, trying every pair that could exceed `found` and `least`."""
    up, down = outward(far), outward(-far)
    high, low = np.argsort(-up, kind="stable"), np.argsort(-down, kind="stable")
    start = 0
    while start < len(high):
        j = high[start]
        k = low[: np.count_nonzero(down > max(found, least) ** 2 - up[j])]
        if not len(k):
            break
        several = high[start : start + max(8, BLOCK // 4 // len(k))]
        tried = pairs.standardised(errors[several, None], errors[k], several[:, None], k)
        found = max(found, float(tried.max()))
        start += len(several)
    return found
