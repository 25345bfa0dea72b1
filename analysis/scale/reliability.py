"""Cronbach's alpha of a scale with Feldt's interval, and what each item does to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis.design import Floats
from analysis.scale.items import ScaleError, scale_items


@dataclass(frozen=True)
class Reliability:
    """How well the J items of a scale hang together.

    `alpha_pairwise` takes every pair of items from those who answered both, `alpha_complete` only
    who answered all; `_std` is alpha of the standardised items. `feldt` is the interval of
    `alpha_complete` at `level`. `item_rest` (J,) is the correlation of each item with the sum of the
    others, `alpha_if_dropped` (J,) the alpha without it, both over complete rows; None where the
    others have no spread or are a single item. `columns` are the items used, `left_out` those
    without spread; `n_rows` respondents, `n_complete` of them with all items.

    Examples
    --------
    >>> found = reliability([[1, 2, 1], [2, 2, 3], [4, 3, 4], [5, 5, 4], [3, 4, 2]])
    >>> found.n_complete, found.columns, found.left_out
    (5, (0, 1, 2), ())
    """

    alpha_pairwise: float
    alpha_pairwise_std: float
    alpha_complete: float
    alpha_complete_std: float
    feldt: tuple[float, float]
    level: float
    item_rest: tuple[float | None, ...]
    alpha_if_dropped: tuple[float | None, ...]
    columns: tuple[int, ...]
    left_out: tuple[int, ...]
    n_rows: int
    n_complete: int


def reliability(values: ArrayLike, *, level: float = 0.95) -> Reliability:
    """Cronbach's alpha of a scale's items, its interval, and each item's part.

    Parameters
    ----------
    values : float array (n, J), answer codes; NaN where not answered. Turn reversed items round first.
    level : of Feldt's interval, between 0 and 1

    Returns
    -------
    Reliability: alphas on pairs and on complete rows; unweighted, since it describes the
    questionnaire and not the population.

    Raises
    ------
    ScaleError: fewer than two items with spread, fewer than three complete rows, items that cancel
    each other out.

    Source
    ------
    Cronbach (1951), Psychometrika 16; Feldt (1965), Psychometrika 30.
    Agrees with R psych 2.2.9, `alpha` (raw, std, `r.drop`, `alpha.drop`, `feldt`), to 1e-12.

    Examples
    --------
    >>> answers = [[4, 4, 4], [5, 3, 4], [3, 4, 4], [2, 1, 2], [4, 4, 5], [5, 1, 2], [3, 2, 3], [4, 5, 3]]
    >>> found = reliability(answers)
    >>> round(found.alpha_complete, 3), round(found.feldt[0], 2), round(found.feldt[1], 2)
    (0.642, -0.21, 0.92)
    >>> [round(r, 2) for r in found.item_rest]
    [0.22, 0.58, 0.66]
    """
    if not 0 < level < 1:
        raise ScaleError(f"level is {level}; give a number between 0 and 1, such as 0.95")
    items = scale_items(values)
    pairwise = _pairwise_covariance(items.values)
    complete = np.cov(items.complete, rowvar=False)
    alpha = _alpha(complete)
    return Reliability(
        alpha_pairwise=_alpha(pairwise),
        alpha_pairwise_std=_alpha(_correlation(pairwise)),
        alpha_complete=alpha,
        alpha_complete_std=_alpha(_correlation(complete)),
        feldt=_feldt(alpha, len(items.complete), len(items.columns), level),
        level=level,
        item_rest=_item_rest(complete),
        alpha_if_dropped=_alpha_if_dropped(complete),
        columns=items.columns,
        left_out=items.left_out,
        n_rows=len(items.values),
        n_complete=len(items.complete),
    )


def _pairwise_covariance(values: Floats) -> Floats:
    """Covariance of each pair of columns over the rows that have both (J, J)."""
    answered = ~np.isnan(values)
    there = answered.astype(float)
    together = there.T @ there
    # Centred first, so that the sums below do not lose digits.
    centred = np.where(answered, values - np.nanmean(values, axis=0), 0.0)
    sums = centred.T @ there
    return np.asarray((centred.T @ centred - sums * sums.T / together) / (together - 1))


def _correlation(covariance: Floats) -> Floats:
    sd = np.sqrt(np.diag(covariance))
    return np.asarray(covariance / np.outer(sd, sd))


def _alpha(covariance: Floats) -> float:
    j, total = len(covariance), float(covariance.sum())
    # A sum of items this small beside its parts is rounding: the items cancel out.
    if total <= 1e-12 * np.trace(covariance):
        raise ScaleError("the items cancel each other out, so their sum has no spread; turn reversed items")
    return j / (j - 1) * (1 - float(np.trace(covariance)) / total)


def _feldt(alpha: float, n: int, j: int, level: float) -> tuple[float, float]:
    df1, df2 = n - 1, (n - 1) * (j - 1)
    tail = (1 - level) / 2
    upper, lower = special.fdtri(df1, df2, 1 - tail), special.fdtri(df1, df2, tail)
    return float(1 - (1 - alpha) * upper), float(1 - (1 - alpha) * lower)


def _without_each(covariance: Floats) -> tuple[Floats, Floats]:
    """Covariance of each item with the sum of the others, and the variance of that sum (J,)."""
    own, row = np.diag(covariance), covariance.sum(axis=1)
    return row - own, covariance.sum() - 2 * row + own


def _item_rest(covariance: Floats) -> tuple[float | None, ...]:
    shared, rest = _without_each(covariance)
    own = np.diag(covariance)
    return tuple(
        float(s / np.sqrt(o * r)) if r > 1e-12 * own.sum() else None
        for s, o, r in zip(shared, own, rest, strict=True)
    )


def _alpha_if_dropped(covariance: Floats) -> tuple[float | None, ...]:
    _, rest = _without_each(covariance)
    own, j = np.diag(covariance), len(covariance) - 1
    if j < 2:
        return (None,) * len(own)
    return tuple(
        float(j / (j - 1) * (1 - (own.sum() - o) / r)) if r > 1e-12 * own.sum() else None
        for o, r in zip(own, rest, strict=True)
    )
