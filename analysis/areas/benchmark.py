"""The range to expect of each unit if all did alike (the funnel), widened for what units differ by anyhow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from analysis.areas.expected import BenchmarkError, ExpectedRange, around
from analysis.columns import floats
from analysis.design import Floats

Scale = Literal["share", "arcsine"]


def expected_range(
    k: ArrayLike,
    n: ArrayLike,
    *,
    target: float | None = None,
    scale: Scale = "share",
    winsorise: float = 0.1,
) -> ExpectedRange:
    """Each unit's share against a target, with the extra variance between units estimated.

    Never for voluntary ballots: call `refuse_voluntary(design)` first.

    Parameters
    ----------
    k, n : float arrays (I,), I ≥ 2: `k` positive of `n`; for a complex design n_eff and p·n_eff
    target : share 0–1; default the pooled share Σk/Σn
    scale : "share" for s = √(t(1 − t)/n), or "arcsine" for arcsin √p with s = 1/(2√n), when shares are near 1
    winsorise : share of the z on each side pulled in before the variance between units is estimated

    Returns
    -------
    ExpectedRange, its ranges as shares 0–1.

    Raises
    ------
    BenchmarkError : fewer than two units, n of 0, k outside 0–n (with the unit's index), a target of 0
        or 1, an unknown scale, `winsorise` outside 0–0.5.

    Source
    ------
    Spiegelhalter (2005), *Statistics in Medicine* 24, 1185–1202, and *Quality and Safety in Health
    Care* 14, 347–351 (τ² by the method of moments of DerSimonian and Laird 1986, z winsorised).

    Examples
    --------
    >>> found = expected_range([80, 38, 60, 90], [89, 50, 90, 120])
    >>> round(found.target, 4), found.z.round(2).tolist(), round(found.tau2, 5)
    (0.7679, [2.93, -0.13, -2.28, -0.46], 0.00299)
    """
    positive, answered = _counts(k, n)
    if scale not in SCALES:
        raise BenchmarkError(f"scale {scale!r} is not known; choose one of {', '.join(SCALES)}")
    middle = float(positive.sum() / answered.sum()) if target is None else float(target)
    if not 0 < middle < 1:
        raise BenchmarkError(
            f"the target is {middle:g}, at which no unit can be told from another; set one between 0 and 1"
        )
    to, back = SCALES[scale]
    values, centre = to(positive / answered), float(to(np.array(middle)))
    if scale == "share":
        se = np.sqrt(middle * (1 - middle) / answered)
    else:
        se = 1 / (2 * np.sqrt(answered))
    return around(values, se, centre, winsorise, middle, back)


def expected_range_of_values(
    values: ArrayLike, se: ArrayLike, *, target: float | None = None, winsorise: float = 0.1
) -> ExpectedRange:
    """The same for figures that are not counts, such as an index, from their standard errors.

    Parameters
    ----------
    values, se : float arrays (I,), I ≥ 2, in one unit of measurement; se above 0
    target : default the mean of the values weighted by 1/se²
    winsorise : share of the z on each side pulled in before the variance between units is estimated

    Returns
    -------
    ExpectedRange, in the unit of the values.

    Raises
    ------
    BenchmarkError : fewer than two units, a missing value or se, a se of 0 (with the unit's index).

    Source
    ------
    As `expected_range`.

    Examples
    --------
    >>> found = expected_range_of_values([3.9, 4.1, 4.0, 4.6], [0.05, 0.05, 0.05, 0.05], target=4.0)
    >>> found.z.round(1).tolist(), found.labels()
    ([-2.0, 2.0, 0.0, 12.0], ('as_expected', 'as_expected', 'as_expected', 'better'))
    """
    given, spread = floats(values, "values", BenchmarkError), floats(se, "errors", BenchmarkError)
    _refuse_shapes(given, spread)
    wrong = np.flatnonzero(~(np.isfinite(given) & np.isfinite(spread) & (spread > 0)))
    if len(wrong):
        raise BenchmarkError(
            f"unit {wrong[0]} has the value {given[wrong[0]]:g} with se {spread[wrong[0]]:g}; "
            "need a number with a se above 0, so leave such units out"
        )
    weight = 1 / spread**2
    centre = float(weight @ given / weight.sum()) if target is None else float(target)
    return around(given, spread, centre, winsorise, centre, np.asarray)


def binomial_limits(n: ArrayLike, target: float, alpha: float) -> Floats:
    """Exact limit of the funnel at each n: the share that a binomial falls below with probability alpha.

    Parameters
    ----------
    n : int array (I,), answered
    target : share between 0 and 1
    alpha : 0–1, such as 0.025 and 0.975

    Returns
    -------
    float array (I,), shares 0–1, interpolated between whole counts.

    Raises
    ------
    BenchmarkError : n not a whole number above 0; target or alpha not between 0 and 1.

    Source
    ------
    Spiegelhalter (2005), *Statistics in Medicine* 24, appendix A.1.1.

    Examples
    --------
    >>> binomial_limits([50, 400], 0.8, 0.025).round(4).tolist()
    [0.6729, 0.7588]
    """
    answered = floats(n, "bases", BenchmarkError)
    whole = np.isfinite(answered) & (answered > 0) & (answered == np.floor(answered))
    if not whole.all():
        raise BenchmarkError(
            f"n is {answered[~whole].ravel()[0]:g} for a unit; exact limits need whole numbers above 0"
        )
    if not (0 < target < 1 and 0 < alpha < 1):
        raise BenchmarkError(f"target {target:g} and alpha {alpha:g} must both lie between 0 and 1")
    count = stats.binom.ppf(alpha, answered, target)
    reached = stats.binom.cdf(count, answered, target)
    share = (reached - alpha) / (reached - stats.binom.cdf(count - 1, answered, target))
    return np.asarray(np.maximum(count - share, 0.0) / answered)


def _share(share: Floats) -> Floats:
    return np.asarray(np.clip(share, 0.0, 1.0))


def _angle(share: Floats) -> Floats:
    return np.asarray(np.arcsin(np.sqrt(share)))


def _share_of_angle(angle: Floats) -> Floats:
    return np.asarray(np.sin(np.clip(angle, 0.0, np.pi / 2)) ** 2)


SCALES: dict[str, tuple[Callable[[Floats], Floats], Callable[[Floats], Floats]]] = {
    "share": (_share, _share),
    "arcsine": (_angle, _share_of_angle),
}


def _counts(k: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    positive, answered = floats(k, "counts", BenchmarkError), floats(n, "bases", BenchmarkError)
    _refuse_shapes(positive, answered)
    wrong = np.flatnonzero(
        ~((answered > 0) & (positive >= 0) & (positive <= answered) & np.isfinite(answered))
    )
    if len(wrong):
        raise BenchmarkError(
            f"unit {wrong[0]} has {positive[wrong[0]]:g} of {answered[wrong[0]]:g}; need 0 ≤ k ≤ n "
            "and n > 0, so leave units without answers out"
        )
    return positive, answered


def _refuse_shapes(first: Floats, second: Floats) -> None:
    if first.ndim != 1 or first.shape != second.shape or len(first) < 2:
        raise BenchmarkError(
            f"the columns have shapes {first.shape} and {second.shape}; give two of the same length, "
            "for at least two units"
        )
