"""Interviewers: how far each one's respondents lie from the others', and what the interviewers add up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from analysis.columns import floats
from analysis.comparing.multiplicity import holm
from analysis.design import Bools, Floats, Ints
from analysis.quality.labels import Labels, everybody
from analysis.quality.outliers import outliers
from analysis.quality.settings import QualityError


@dataclass(frozen=True)
class Interviewer:
    """One interviewer in the funnel: the mean of `n` respondents and its distance from the others'.

    `difference` is that from the other interviewers of the same areas (without those who stand out),
    `sd_units` the same in standard deviations of respondents. `p_holm` is adjusted over the interviewers
    judged; `p_spread` also allows for the spread that interviewers ordinarily have. All are None when
    `n` is below the least number, or nobody else worked in the same areas.

    Examples
    --------
    >>> Interviewer("Lan", 6, 4.1).p_holm is None
    True
    """

    name: str
    n: int
    mean: float
    difference: float | None = None
    sd_units: float | None = None
    se: float | None = None
    t: float | None = None
    df: int | None = None
    p: float | None = None
    p_holm: float | None = None
    p_spread: float | None = None


def funnel(
    y: ArrayLike, interviewer: Labels, *, within: Labels | None = None, least: int = 10
) -> tuple[Interviewer, ...]:
    """Compare the mean of each interviewer's respondents with that of the others in the same areas.

    Parameters
    ----------
    y : float array (n,), one value a respondent (the mean score, say); NaN where there is none
    interviewer : labels of n respondents
    within : labels of areas; without it interviewers of different areas are compared as if they had
        asked the same people
    least : respondents that an interviewer needs to be judged

    Returns
    -------
    One `Interviewer` each, in the order of the names: t tests on the pooled variance within
    interviewers and areas, Holm over those judged. `p_spread` divides t by √φ, where φ ≥ 1 is the mean
    square of all t, the outer tenth at each end drawn in (over-dispersion).

    Raises
    ------
    QualityError : another number of values than labels, no spread, one value in every cell

    Source
    ------
    Spiegelhalter (2005), *Statistics in Medicine* 24 (funnel, winsorised over-dispersion); Holm (1979).

    Examples
    --------
    >>> y = [3.0, 4.0] * 15 + [4.5, 5.0] * 5
    >>> found = funnel(y, Labels.of(["A"] * 14 + ["B"] * 16 + ["C"] * 10, "interviewer"))
    >>> [(each.name, round(each.difference, 2)) for each in found]
    [('A', 0.0), ('B', 0.0), ('C', 1.25)]
    """
    values = floats(y, "values", QualityError)
    areas = everybody(len(values)) if within is None else within
    if values.shape != interviewer.code.shape or values.shape != areas.code.shape:
        raise QualityError(f"{values.size} values for {interviewer.code.size} labels; give one for each row")
    used = np.isfinite(values) & interviewer.given & areas.given
    if not used.any():
        raise QualityError("no respondent has a value and an interviewer; there is nothing to compare")
    table = _Table.of(values[used], interviewer.code[used], areas.code[used])

    def test(aside: Bools) -> tuple[Floats, Floats]:
        lines = table.lines(interviewer.names, aside, least)
        t = np.array([np.nan if each.t is None else abs(each.t) for each in lines])
        return 2 * stats.t.sf(t, table.df), np.nan_to_num(t)

    aside = outliers(test, len(interviewer.names))
    return _adjusted([each for each in table.lines(interviewer.names, aside, least) if each.n], table.df)


@dataclass(frozen=True)
class _Table:
    """Sizes and sums by interviewer and area (cells that occur), and the pooled variance within."""

    interviewer: Ints
    area: Ints
    size: Floats
    total: Floats
    variance: float
    df: int

    @classmethod
    def of(cls, y: Floats, interviewer: Ints, area: Ints) -> _Table:
        cells, number = np.unique(np.column_stack([interviewer, area]), axis=0, return_inverse=True)
        number = number.ravel()
        size = np.bincount(number).astype(float)
        total = np.bincount(number, weights=y).astype(float)
        df = len(y) - len(cells)
        if df < 1:
            raise QualityError("every interviewer has a single value an area; there is no spread to go by")
        squares = float(((y - (total / size)[number]) ** 2).sum())
        if not squares > 1e-20 * max(1.0, float(np.abs(y).max()) ** 2):
            raise QualityError("the values do not vary within interviewers; there is no spread to go by")
        return cls(cells[:, 0], cells[:, 1], size, total, squares / df, df)

    def lines(self, names: Sequence[str], aside: Bools, least: int) -> list[Interviewer]:
        """Every interviewer against those of the same areas that are not set aside."""
        kept = ~aside[self.interviewer]
        width = int(self.area.max()) + 1
        of_size = np.bincount(self.area[kept], weights=self.size[kept], minlength=width).astype(float)
        of_total = np.bincount(self.area[kept], weights=self.total[kept], minlength=width).astype(float)
        # Whoever is set aside is not in these totals; anybody else leaves them.
        size = of_size[self.area] - np.where(kept, self.size, 0.0)
        total = of_total[self.area] - np.where(kept, self.total, 0.0)
        starts = np.searchsorted(self.interviewer, np.arange(len(names) + 1))
        pairs = zip(names, starts[:-1], starts[1:], strict=True)
        return [self._line(name, slice(first, last), size, total, least) for name, first, last in pairs]

    def _line(self, name: str, own: slice, others: Floats, sum_of_others: Floats, least: int) -> Interviewer:
        n = int(self.size[own].sum())
        mean = float(self.total[own].sum() / n) if n else 0.0
        seen = others[own] > 0
        size, of_size = self.size[own][seen], others[own][seen]
        if size.sum() < least:
            return Interviewer(name, n, mean)
        share = size / size.sum()
        gap = self.total[own][seen] / size - sum_of_others[own][seen] / of_size
        difference = float(share @ gap)
        se = float(np.sqrt(self.variance * (share**2 @ (1 / size + 1 / of_size))))
        p = 2 * float(stats.t.sf(abs(difference / se), self.df))
        sd = float(np.sqrt(self.variance))
        return Interviewer(name, n, mean, difference, difference / sd, se, difference / se, self.df, p)


def _adjusted(lines: list[Interviewer], df: int) -> tuple[Interviewer, ...]:
    """Holm over the interviewers judged, as they are and with the spread interviewers ordinarily have."""
    t = np.array([np.nan if each.t is None else abs(each.t) for each in lines])
    spread = _over_dispersion(t[~np.isnan(t)])
    plain = holm(2 * stats.t.sf(t, df))
    wider = holm(2 * stats.t.sf(t / np.sqrt(spread), df))
    return tuple(
        each if each.p is None else replace(each, p_holm=float(one), p_spread=float(two))
        for each, one, two in zip(lines, plain, wider, strict=True)
    )


def _over_dispersion(t: Floats) -> float:
    """Mean square of t, its outer tenth at either end drawn in; at least 1."""
    if not len(t):
        return 1.0
    low, high = np.quantile(t, [0.1, 0.9])
    return max(1.0, float((np.clip(t, low, high) ** 2).mean()))
