"""Units whose respondents differ in mode and field, directly standardised to one mix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from analysis.comparing.counts import level_of
from analysis.comparing.difference import Difference, difference
from analysis.comparing.mix import Mixed, MixError, Shares, mixed
from analysis.design import Design, Floats, Ints
from analysis.variance import Domain


@dataclass(frozen=True)
class Standardised:
    """The k units' figures, were their respondents mixed alike.

    `value` (k,) and `covariance` (k, k) under the common mix `share` of `cells`; `crude` (k,) are the
    plain means of the same answers; `n` (k,) answers; `fewest` (k,) those in the unit's smallest
    cell. A unit at 0 % or 100 % has no variance of its own: `at_bound` (k,) is what stands in for it in a
    difference.

    Examples
    --------
    >>> y, unit, mode = [1, 1, 0, 1, 0, 0, 1, 0], list("aaaabbbb"), list("kkppkkpp")
    >>> found = standardised(y, Design.of(8), unit, [mode])
    >>> round(found.difference("a", "b").value, 3)
    0.5
    """

    names: tuple[str, ...]
    value: Floats
    covariance: Floats
    at_bound: Floats
    crude: Floats
    n: Ints
    fewest: Ints
    cells: tuple[str, ...]
    share: Floats
    df: float
    level: float

    @property
    def se(self) -> Floats:
        """Standard error of each unit's figure (k,)."""
        return np.sqrt(np.maximum(np.diag(self.covariance), 0.0))

    def difference(self, first: str, second: str) -> Difference:
        """First minus second unit under the common mix, their covariance counted, t on `df`."""
        for name in (first, second):
            if name not in self.names:
                raise MixError(f"nobody answered in unit {name!r}; choose one of {', '.join(self.names)}")
        a, b, v = self.names.index(first), self.names.index(second), self.covariance
        variance = v[a, a] + v[b, b] - 2 * v[a, b] + self.at_bound[a] + self.at_bound[b]
        return difference(float(self.value[a] - self.value[b]), float(variance), self.df, self.level)


def standardised(
    y: ArrayLike,
    design: Design,
    unit: Sequence[Any],
    mix: Sequence[Sequence[Any]],
    shares: Shares = "pooled",
    *,
    domain: ArrayLike | None = None,
    least: int = 2,
    level: float = 0.95,
) -> Standardised:
    """Each unit's mean, had its respondents the common mix: Σ share_c × mean of the unit in cell c.

    Parameters
    ----------
    y : float array (n,), 0/1 for a share, NaN where not answered
    design : Design of the same n respondents
    unit : n labels
    mix : columns of n labels, such as [mode, field]; their combinations are the cells
    shares : "pooled" (default), the weighted mix of everybody in the domain; "common", the same over
        the cells in which every unit has `least` answers; or each cell's share, by name ("kiosk × land")
    domain : bool array (n,), optional; a mask, not a filter
    least : answers that a unit needs in each cell with a share; with one answer a cell shows no spread
    level : confidence level of the differences

    Returns
    -------
    Standardised. The mix is taken as it stands, a yardstick and not an estimate; the covariance is that
    of the cells' means by linearisation, PSUs and strata that serve several units counted.

    Raises
    ------
    MixError: a unit with too few answers in a cell that has a share (both named), a missing label,
        shares that are negative, do not add up to 1 or leave out a cell.
    LonelyPSUError: a stratum of the domain holds a single PSU.

    Source
    ------
    Direct standardisation: Cochran (1968), *Biometrics* 24; Korn & Graubard (1999), *Analysis of Health
    Surveys*, §3.4; variance as R survey's `svycontrast` on the means of the cells by `svyby`.

    Examples
    --------
    >>> y, unit = [1, 1, 1, 0, 0, 0, 1, 1, 0, 1, 0, 1], list("aaaaaabbbbbb")
    >>> mode = list("kkkkpp" + "kkpppp")
    >>> found = standardised(y, Design.of(12), unit, [mode])
    >>> found.crude.round(3).tolist(), found.value.round(3).tolist()
    ([0.5, 0.667], [0.375, 0.75])
    """
    found = mixed(y, design, unit, mix, shares, domain=domain, least=least)
    used = Domain(design, found.rows)
    weights, sums = found.table(found.weight), found.table(found.weight * found.y)
    means = np.divide(sums, weights, out=np.zeros_like(sums), where=weights > 0)
    coefficient = coefficients(found, weights)
    score = coefficient * (found.y - means[found.unit, found.cell])
    count = found.table(np.ones(len(found.y)))
    df = used.degrees_of_freedom(np.ones((len(found.y), 1), dtype=bool))
    value = means @ found.share
    return Standardised(
        names=found.units,
        value=value,
        covariance=used.covariance_between(score, found.unit, len(found.units)),
        at_bound=at_bound(found, design, coefficient),
        crude=sums.sum(axis=1) / weights.sum(axis=1),
        n=count.sum(axis=1).astype(np.int64),
        fewest=count[:, found.share > 0].min(axis=1).astype(np.int64),
        cells=found.cells,
        share=found.share,
        df=float(df[0]),
        level=level_of(level),
    )


def coefficients(found: Mixed, weights: Floats) -> Floats:
    """What each answer counts in its unit's figure: share × weight / weights of its cell; adds up to 1.

    Parameters
    ----------
    found : the answers by unit and cell; weights : float array (units, cells), their sums of weights

    Returns
    -------
    float array (answers,)

    Source
    ------
    The definition of a directly standardised mean.

    Examples
    --------
    >>> found = mixed([1, 0, 1], Design.of(3), list("aab"), [], "pooled", least=1)
    >>> coefficients(found, found.table(found.weight)).tolist()
    [0.5, 0.5, 1.0]
    """
    return np.asarray(found.share[found.cell] * found.weight / weights[found.unit, found.cell])


def at_bound(found: Mixed, design: Design, coefficient: Floats) -> Floats:
    """Variance to stand in for the 0 of a unit whose answers are all 0 or all 1; 0 for others.

    That of the share (k + 2)/(n + 4) on the effective size 1/Σ coefficient², less what a finite
    population takes off; a full count keeps 0.

    Parameters
    ----------
    found : the answers by unit and cell; design : their design; coefficient : as `coefficients`

    Returns
    -------
    float array (units,)

    Source
    ------
    Agresti & Coull (1998), *American Statistician* 52; Kish (1965), §11.7, for the effective size.

    Examples
    --------
    >>> found = mixed([1, 1, 1, 0], Design.of(4), list("aabb"), [], "pooled", least=1)
    >>> at_bound(found, Design.of(4), np.full(4, 0.5)).round(4).tolist()
    [0.037, 0.0]
    """
    k = len(found.units)
    ones = np.bincount(found.unit, weights=found.y == 1, minlength=k)
    zeros = np.bincount(found.unit, weights=found.y == 0, minlength=k)
    n = np.bincount(found.unit, minlength=k)
    fixed = (ones == n) | (zeros == n)
    if not fixed.any() or (ones + zeros).sum() < n.sum():
        return np.zeros(k)
    asked = np.ones(len(found.rows))
    for stage in design.stages:
        asked *= stage.fraction(found.rows)
    square = np.bincount(found.unit, weights=coefficient**2, minlength=k)
    unseen = np.bincount(found.unit, weights=coefficient**2 * (1 - asked), minlength=k) / square
    size = 1 / square
    share = (np.where(ones == n, size, 0.0) + 2) / (size + 4)
    return np.where(fixed, share * (1 - share) / (size + 4) * unseen, 0.0)
