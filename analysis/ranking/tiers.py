"""Three tiers: units above, below, or not to be told from the average of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis.columns import floats
from analysis.comparing.multiplicity import holm
from analysis.design import Floats
from analysis.ranking.refusing import SpreadError
from analysis.ranking.spread import Spread

Tier = Literal["above", "same", "below"]


@dataclass(frozen=True)
class Tiers:
    """For each of k units its tier, and the comparison with the plain mean of the others behind it.

    `others` (k,) is that mean, `difference` (k,) the unit less it, with `se`, two-sided `p` and
    `p_adjusted` by Holm over the k units. "same" means "cannot be told apart", never "equal".

    Source
    ------
    Holm (1979), *Scandinavian Journal of Statistics* 6.

    Examples
    --------
    >>> tiers([0.9, 0.7, 0.5], [0.02, 0.02, 0.02]).tier
    ('above', 'same', 'below')
    """

    tier: tuple[Tier, ...]
    others: Floats
    difference: Floats
    se: Floats
    p: Floats
    p_adjusted: Floats
    level: float


def tiers(
    values: ArrayLike,
    covariance: ArrayLike,
    df: ArrayLike = np.inf,
    *,
    level: float = 0.95,
    counted: ArrayLike | None = None,
) -> Tiers:
    """Each unit against the plain mean of the other units, Holm over all of them.

    Parameters
    ----------
    values : float array (k,), k ≥ 2, in any unit of measurement
    covariance : float array (k,), standard errors of independent values, or (k, k), their covariance
    df : degrees of freedom of the comparisons, one number or (k,); infinity for simple samples
    level : 1 − level is the chance of a single wrong "above" or "below"
    counted : bool array (k,), optional; units of which everybody was asked, whose se of 0 is meant

    Returns
    -------
    Tiers.

    Raises
    ------
    SpreadError : as `rank_sets`; also one unit alone, or every unit counted in full.
    ValueError : df not above 0.

    Source
    ------
    The contrast of a unit with the mean of the others, with covariance: R `survey`, `svycontrast`;
    Holm (1979), *Scandinavian Journal of Statistics* 6.

    Examples
    --------
    >>> found = tiers([0.80, 0.71, 0.60], [0.03, 0.04, 0.05], df=20)
    >>> found.difference.round(3).tolist(), found.p_adjusted.round(3).tolist()
    ([0.145, 0.01, -0.155], [0.011, 0.842, 0.023])
    """
    estimates = floats(values, "values")
    spread = Spread.of(values, covariance, counted=counted)
    if spread.n < 2:
        raise SpreadError("one unit has no others to be compared with; give at least two")
    freedom = _degrees(df, spread.n)
    others = (estimates.sum() - estimates) / (spread.n - 1)
    se = np.sqrt(_variance(spread))
    if not se.all():
        raise SpreadError("every unit was counted in full: the values are the truth; order them as they are")
    difference = estimates - others
    p = _two_sided(difference / se, freedom)
    adjusted = holm(p)
    proven = adjusted < 1 - level
    tier: tuple[Tier, ...] = tuple(
        "same" if not sure else "above" if gap > 0 else "below"
        for sure, gap in zip(proven, difference, strict=True)
    )
    return Tiers(tier, others, difference, se, p, adjusted, level)


def _degrees(df: ArrayLike, k: int) -> Floats:
    freedom = floats(df, "degrees of freedom")
    if freedom.shape not in ((), (k,)):
        raise ValueError(f"df have shape {freedom.shape} for {k} units; give one number, or one a unit")
    freedom = np.broadcast_to(freedom, k)
    wrong = np.flatnonzero(~(freedom > 0))
    if len(wrong):
        raise ValueError(
            f"unit {wrong[0]} has {freedom[wrong[0]]:g} degrees of freedom; pool them over the units, "
            "or leave the unit out"
        )
    return freedom


def _variance(spread: Spread) -> Floats:
    """Variance of each value less the mean of the others (k,)."""
    own = spread.se**2
    row = own if spread.correlation is None else spread.se * (spread.correlation @ spread.se)
    share = 1 / (spread.n - 1)
    variance = own - 2 * share * (row - own) + share**2 * (row.sum() - 2 * row + own)
    return np.asarray(np.maximum(variance, 0.0))


def _two_sided(t: Floats, df: Floats) -> Floats:
    normal = np.isinf(df)
    tail = np.where(normal, special.ndtr(-np.abs(t)), special.stdtr(np.where(normal, 1.0, df), -np.abs(t)))
    return np.asarray(2 * tail)
