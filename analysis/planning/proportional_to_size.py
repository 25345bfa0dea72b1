"""Drawing with probability proportional to size: who is certain, and a systematic pass over the rest."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from analysis.columns import floats
from analysis.design import Bools, Floats
from analysis.planning.drawn import DrawError, whole

CERTAIN = 1 - 1e-9
"""From here on a probability is 1: what is missing came from floating arithmetic."""


def inclusion_probabilities(size: ArrayLike, n: int) -> Floats:
    """π_i = n·x_i/Σx for units of size x; those that would pass 1 are certain, and the rest share n anew.

    Parameters
    ----------
    size : float array (N,), sizes above 0
    n : units to draw

    Returns
    -------
    float array (N,), summing to n; 1 for the certain ones

    Raises
    ------
    DrawError : a size that is no number above 0; n above N

    Source
    ------
    Särndal, Swensson & Wretman (1992), *Model Assisted Survey Sampling*, §3.6.

    Examples
    --------
    >>> inclusion_probabilities([52, 60, 75, 100, 50], 4).round(3).tolist()
    [0.658, 0.759, 0.949, 1.0, 0.633]
    """
    given = floats(size, "sizes", DrawError)
    bad = np.flatnonzero(~(np.isfinite(given) & (given > 0)))
    if len(bad):
        raise DrawError(
            f"unit number {bad[0] + 1} has size {given[bad[0]]:g}, so it can never be drawn; give it a size "
            "above 0, or leave it out of the frame"
        )
    n = whole(n, "n", 1, len(given))
    certain = np.zeros(len(given), dtype=bool)
    while True:
        left = n - int(certain.sum())
        # A running sum, because the machine's own order of adding may differ in the last digit.
        total = float(np.cumsum(given[~certain])[-1]) if left else 1.0
        probability = np.where(certain, 1.0, left * given / total)
        more = ~certain & (probability >= CERTAIN)
        if not more.any():
            _refuse_no_chance(probability)
            return np.asarray(probability)
        certain |= more


def _refuse_no_chance(probability: Floats) -> None:
    never = np.flatnonzero(probability <= 0)
    if len(never):
        raise DrawError(
            f"{len(never)} units are so small beside the others that they could never be drawn, first unit "
            f"number {never[0] + 1}; draw more, or merge small units"
        )


def systematic_pass(probability: Floats, start: float) -> Bools:
    """Which units a pass draws: those whose share of the line holds one of the points start + 0, 1, 2 …

    Parameters
    ----------
    probability : float array (k,) below 1, summing to a whole number n, in the order of the pass
    start : random number between 0 and 1

    Returns
    -------
    bool array (k,) with n units drawn

    Source
    ------
    Madow (1949), *Annals of Mathematical Statistics* 20; Lohr (2010), ch. 6.

    Examples
    --------
    >>> systematic_pass(np.array([0.5, 0.75, 0.75]), 0.6).tolist()
    [False, True, True]
    """
    ends = np.cumsum(probability)
    ends[-1] = np.round(ends[-1])
    # ⌈ends − start⌉ without the subtraction, whose rounding could lose a point.
    passed = np.floor(ends)
    points = passed + (ends - passed > start)
    return np.asarray(np.diff(points, prepend=0.0) > 0)
