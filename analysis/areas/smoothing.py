"""Sampling variances of shares in tiny areas, smoothed over the areas by a pooled design effect."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.areas.errors import SmallAreaError, area_numbers, refuse_areas
from analysis.design import Floats


@dataclass(frozen=True)
class Smoothed:
    """Smoothed sampling variances of m areas, and what they were made of.

    `variance` (m,) = `deff` · `spread` · (1 − fraction) / n, in squared shares: `spread` is the
    variance of a single answer within an area, pooled over all, `deff` (m,) the design effect.

    Examples
    --------
    >>> smoothed_variances([0.5, 1.0], [4, 6]).variance.tolist()
    [0.03125, 0.020833333333333332]
    """

    variance: Floats
    spread: float
    deff: Floats
    n: Floats


def smoothed_variances(
    shares: ArrayLike, n: ArrayLike, *, deff: ArrayLike = 1.0, population: ArrayLike | None = None
) -> Smoothed:
    """Sampling variance of each area's share, from the spread pooled over all areas.

    An area of 3 to 20 answers says next to nothing of its own sampling error, and where all agree it
    says 0, which a model would take for certainty. What differs between areas is n, and that is known.

    Parameters
    ----------
    shares : float array (m,), direct shares 0–1
    n : float array (m,), respondents behind each, 1 or more
    deff : float or float array (m,), design effect: pooled over the areas, or Kish's of each; above 0
    population : float array (m,), people of each area, where the sample is n of N; default unknown

    Returns
    -------
    Smoothed: spread = Σ n·p(1 − p) / Σ (n − deff), without bias where p(1 − p) is alike.

    Raises
    ------
    SmallAreaError: a missing value, a share outside 0–1, n below 1 or above the population, an area
    asked in full, no spread in any area.

    Source
    ------
    Wolter (2007), *Introduction to Variance Estimation*, 2nd ed., ch. 7 (generalised variance
    functions, for shares by a common design effect); Rao and Molina (2015), §6.4.1.

    Examples
    --------
    >>> found = smoothed_variances([0.8, 1.0, 0.6], [10, 4, 5])
    >>> round(found.spread, 3), [round(float(v), 4) for v in found.variance]
    (0.175, [0.0175, 0.0437, 0.035])
    """
    p, size = _shares(shares, n)
    effect = np.broadcast_to(area_numbers(deff, "design effects"), p.shape)
    refuse_areas(effect <= 0, "have a design effect of 0 or less; give how many times the variance is larger")
    seen, worth = float((size * p * (1 - p)).sum()), float((size - effect).sum())
    if not (seen > 0 and worth > 0):
        raise SmallAreaError(
            "no area shows any spread (each share is 0 or 1, or the design effect exceeds the answers), "
            "so sampling variances cannot be pooled; gather more answers, or join areas"
        )
    spread = seen / worth
    variance = effect * spread * _unseen(size, population) / size
    return Smoothed(variance, spread, effect, size)


def pooled_deff(shares: ArrayLike, variances: ArrayLike, n: ArrayLike, df: ArrayLike) -> float:
    """Design effect pooled over areas, each weighing as many times as it has degrees of freedom.

    Parameters
    ----------
    shares, n : as `smoothed_variances`
    variances : float array (m,), design-based variance of each share, 0 or more; without the
        finite-population correction where `smoothed_variances` is given a population
    df : float array (m,), degrees of freedom of each variance (PSUs − strata); 0 leaves the area out

    Returns
    -------
    The variance of the shares against that of simple samples of the same n:
    (Σ df / Σ df/n) · Σ df·v / Σ df·(v + p(1 − p)), where v gives back to p(1 − p) what clustering
    takes from it. For simple samples, v = p(1 − p)/(n − 1), it is 1.

    Raises
    ------
    SmallAreaError: a missing value, a share outside 0–1, n below 1, a negative variance or df, no
    area with degrees of freedom and spread.

    Source
    ------
    Kish (1965), *Survey Sampling*, §8.2; pooling by degrees of freedom as in `docs/methods.md`, 5.1.

    Examples
    --------
    >>> round(pooled_deff([0.8, 0.5], [0.16 / 9, 0.25 / 9], [10, 10], [9, 9]), 6)
    1.0
    """
    p, size = _shares(shares, n)
    v, weight = area_numbers(variances, "variances"), area_numbers(df, "degrees of freedom")
    if v.shape != p.shape or weight.shape != p.shape:
        raise SmallAreaError(
            f"{v.size} variances and {weight.size} df for {p.size} areas; give one for each area"
        )
    refuse_areas((v < 0) | (weight < 0), "have a negative variance or df; compute them again")
    between, all_of_it = float(weight @ v), float(weight @ (v + p * (1 - p)))
    if not between > 0:
        raise SmallAreaError(
            "no area shows a variance with degrees of freedom, so no design effect can be pooled; "
            "give that of the whole survey"
        )
    return float(weight.sum() / (weight / size).sum()) * between / all_of_it


def _shares(shares: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    p, size = area_numbers(shares, "shares"), area_numbers(n, "n")
    if p.ndim != 1 or size.shape != p.shape or not len(p):
        raise SmallAreaError(
            f"{p.size} shares and {size.size} n do not belong together; give one for each area"
        )
    refuse_areas((p < 0) | (p > 1), "have a share outside 0–1; give shares, not per cent and not mean scores")
    refuse_areas(
        size < 1, "have n below 1; leave them out: without answers there is nothing to estimate from"
    )
    return p, size


def _unseen(size: Floats, population: ArrayLike | None) -> Floats:
    """Share of each area's people who were not asked (m,)."""
    if population is None:
        return np.ones(len(size))
    people = area_numbers(population, "populations")
    if people.shape != size.shape:
        raise SmallAreaError(f"{people.size} populations for {size.size} areas; give one for each area")
    refuse_areas(size > people, "have n above N; correct N, or remove rows counted twice")
    refuse_areas(size == people, "were asked in full; leave them out: their figure has no sampling error")
    return 1 - size / people
