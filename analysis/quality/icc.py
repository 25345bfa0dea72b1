"""Intraclass correlation: what share of the spread lies between interviewers, with an exact interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize, stats

from analysis.columns import floats
from analysis.design import Floats, Ints
from analysis.quality.labels import Labels, everybody
from analysis.quality.settings import QualityError


@dataclass(frozen=True)
class IntraclassCorrelation:
    """Share of the variance that lies between groups, and the analysis of variance behind it.

    `value` can lie below 0 when the groups differ less than chance would make them; read it as 0.
    `load` is the ANOVA's mean group size n₀, `n` respondents in `n_groups` groups, `left_out` those
    without a value or a label, `f` and `p` the F test of no difference.

    Examples
    --------
    >>> found = icc([1, 2, 1, 5, 6, 5], Labels.of(["a", "a", "a", "b", "b", "b"], "interviewer"))
    >>> found.n_groups, round(found.design_effect, 2)
    (2, 2.92)
    """

    value: float
    low: float
    high: float
    level: float
    n: int
    n_groups: int
    load: float
    between: float
    within: float
    f: float
    df: tuple[int, int]
    p: float
    left_out: int

    @property
    def design_effect(self) -> float:
        """How much the groups widen the variance of the mean: 1 + (n₀ − 1)·ICC, at least 1."""
        return max(1.0, 1.0 + (self.load - 1.0) * self.value)


def icc(
    y: ArrayLike, group: Labels, *, within: Labels | None = None, level: float = 0.95
) -> IntraclassCorrelation:
    """Intraclass correlation of groups (interviewers) by the ANOVA estimator, groups of any sizes.

    Parameters
    ----------
    y : float array (n,), one value a respondent; NaN where there is none
    group : labels of n respondents; those without one are left out and counted
    within : labels of areas, to compare interviewers only inside an area; without it the differences
        between areas are counted as if they were the interviewers'
    level : confidence level, 0–1

    Returns
    -------
    IntraclassCorrelation: (MSB − MSW) / (MSB − MSW + n₀·MSW) with n₀ = (N − Σ n²/N)/(k − 1); its interval
    is Wald's, exact for normal values and unequal groups, and for equal ones Searle's F interval.

    Raises
    ------
    QualityError : fewer than two groups to compare, one value in every group, no spread

    Source
    ------
    Searle, Casella and McCulloch (1992), *Variance Components*, ch. 3; Wald (1940), *Annals of
    Mathematical Statistics* 11. The turnip leaves of Snedecor and Cochran (1967), *Statistical
    Methods*, 6th ed., §10.13, give 0.0724 / (0.0724 + 0.0066).

    Examples
    --------
    >>> leaves = [3.28, 3.09, 3.03, 3.03, 3.52, 3.48, 3.38, 3.38]
    >>> leaves += [2.88, 2.80, 2.81, 2.76, 3.34, 3.38, 3.23, 3.26]
    >>> found = icc(leaves, Labels.of(np.repeat([1, 2, 3, 4], 4), "leaf"))
    >>> round(found.between, 4), round(found.within, 4), round(found.value, 3)
    (0.2961, 0.0066, 0.916)
    """
    values = floats(y, "values", QualityError)
    areas = everybody(len(values)) if within is None else within
    if values.shape != group.code.shape or values.shape != areas.code.shape:
        raise QualityError(f"{values.size} values for {group.code.size} labels; give one for each row")
    used = np.isfinite(values) & group.given & areas.given
    cell = areas.crossed(group)
    anova = _anova(values[used], cell.code[used], areas.code[used])
    value = (anova.between - anova.within) / (anova.between + (anova.load - 1) * anova.within)
    tail = (1 - level) / 2
    return IntraclassCorrelation(
        value=float(value),
        low=anova.bound(float(stats.f.isf(tail, *anova.df))),
        high=anova.bound(float(stats.f.isf(1 - tail, *anova.df))),
        level=level,
        n=int(used.sum()),
        n_groups=len(anova.sizes),
        load=anova.load,
        between=anova.between,
        within=anova.within,
        f=anova.between / anova.within,
        df=anova.df,
        p=float(stats.f.sf(anova.between / anova.within, *anova.df)),
        left_out=int(len(values) - used.sum()),
    )


@dataclass(frozen=True)
class _Anova:
    """Sizes and means of the groups, the area of each, and the mean squares."""

    sizes: Floats
    means: Floats
    area: Ints
    within: float
    df: tuple[int, int]

    def spread(self, ratio: float) -> float:
        """Squares of the group means around their area's, weighted by n/(1 + n·ratio)."""
        weight = self.sizes / (1 + self.sizes * ratio)
        size = np.bincount(self.area, weights=weight)
        centre = np.bincount(self.area, weights=weight * self.means)
        centre = np.divide(centre, size, out=np.zeros_like(centre), where=size > 0)
        return float((weight * (self.means - centre[self.area]) ** 2).sum())

    @property
    def between(self) -> float:
        return float(self.spread(0.0) / self.df[0])

    @property
    def load(self) -> float:
        of_area = np.bincount(self.area, weights=self.sizes)
        squares = (self.sizes**2 / of_area[self.area]).sum()
        return float((self.sizes.sum() - squares) / self.df[0])

    def bound(self, quantile: float) -> float:
        """The correlation at which the weighted spread of the group means is just `quantile`."""
        target = quantile * self.within * self.df[0]
        lowest = -(1 - 1e-9) / float(self.sizes.max())
        if self.spread(lowest) <= target:
            return lowest / (1 + lowest)
        highest = 1.0
        while self.spread(highest) > target:
            highest *= 2
        ratio = float(optimize.brentq(lambda each: self.spread(each) - target, lowest, highest, xtol=1e-14))
        return ratio / (1 + ratio)


def _anova(y: Floats, cell: Ints, area: Ints) -> _Anova:
    places, first, number = np.unique(cell, return_index=True, return_inverse=True)
    sizes = np.bincount(number).astype(float)
    df = (len(places) - len(np.unique(area)), len(y) - len(places))
    if df[0] < 1:
        raise QualityError("there are no two interviewers in the same area to compare; leave the area out")
    if df[1] < 1:
        raise QualityError("every interviewer has a single value; there is no spread within interviewers")
    means = np.bincount(number, weights=y) / sizes
    inside = float(((y - means[number]) ** 2).sum() / df[1])
    found = _Anova(sizes, means, area[first], inside, df)
    tiny = 1e-12 * max(1.0, float(np.abs(y).max()))
    if not inside > tiny**2 or not found.spread(0.0) > tiny**2:
        raise QualityError("the values do not vary within, or not between, interviewers; nothing to compare")
    return found
