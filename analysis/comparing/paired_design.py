"""Two items of the same people under a design: weights, strata and clusters kept."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from analysis.columns import mask
from analysis.comparing.counts import level_of
from analysis.comparing.difference import Difference, difference
from analysis.comparing.paired import answers_of_both
from analysis.design import Design
from analysis.design_effect import NO_SPREAD
from analysis.variance import Domain


def paired_in_design(
    first: ArrayLike,
    second: ArrayLike,
    design: Design,
    *,
    domain: ArrayLike | None = None,
    level: float = 0.95,
) -> Difference:
    """First minus second mean of the same people under a design, among those who answered both.

    Parameters
    ----------
    first, second : float arrays (n,) in one unit; NaN where not answered
    design : Design of the same n respondents
    domain : bool array (n,), optional; a mask, not a filter
    level : confidence level

    Returns
    -------
    Difference: t test and interval on the design's df; no test where all differ by the same.

    Raises
    ------
    ValueError: lengths that differ, or nobody answered both.
    LonelyPSUError: a stratum of the domain holds a single PSU.

    Source
    ------
    Lohr (2010), ch. 4 and 9: a difference of two answers of a person is a variable like any other.

    Examples
    --------
    >>> found = paired_in_design([1, 1, 0, 1], [0, 1, 0, 0], Design.of(4))
    >>> found.value, round(found.se, 4)
    (0.5, 0.2887)
    """
    one, two, answered = answers_of_both(first, second)
    if len(one) != design.n:
        raise ValueError(f"{len(one)} answers for a design of {design.n} respondents; give one for each")
    keep = answered & (design.weight > 0)
    if domain is not None:
        keep &= mask(domain, design.n)
    rows = np.flatnonzero(keep)
    if not len(rows):
        raise ValueError("nobody answered both items; compare them as two samples, or widen the domain")
    used = Domain(design, rows)
    apart, share = one[rows] - two[rows], used.weight / used.weight.sum()
    value = float(share @ apart)
    variance = float(used.variance((share * (apart - value))[:, None])[0])
    if variance <= (NO_SPREAD * np.abs(apart).max()) ** 2:
        variance = 0.0
    df = float(used.degrees_of_freedom(np.ones((len(rows), 1), dtype=bool))[0])
    return difference(value, variance, df, level_of(level))
