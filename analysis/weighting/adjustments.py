"""What is left of the scores once the known totals have explained their part: R `survey`'s residuals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

from analysis.design import Floats, Ints

R_RAKING_ROUNDS = 10
"""R projects the scores ten times on every margin in turn, however many rounds the raking took."""

SAME_COLUMN = 1e-7
"""A column is taken as a combination of the others when less than this share of it is left (R's `qr`)."""


@dataclass(frozen=True, eq=False)
class CellMeans:
    """Post-stratification: each score less its cell's mean of score over weight, times its weight.

    `place` (n,) numbers the cells from 0, `weight` (n,) are the weights after the adjustment.

    Examples
    --------
    >>> explained = CellMeans(np.array([0, 0, 1]), np.array([2.0, 2.0, 5.0]))
    >>> explained.residuals(np.array([[2.0], [6.0], [5.0]])).tolist()
    [[-2.0], [2.0], [0.0]]
    """

    place: Ints
    weight: Floats

    def residuals(self, scores: Floats) -> Floats:
        """Scores (n × k) less what the cell explains of them.

        Source: R survey 4.5 `svyrecvar`, `postStratify` (the mean is weighted by the old weights).
        """
        member = _membership(self.place)
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = (member @ scores) / (member @ self.weight)[:, None]
        return np.asarray(scores - self.weight[:, None] * np.nan_to_num(mean, posinf=0, neginf=0)[self.place])

    def take(self, rows: NDArray[Any]) -> CellMeans:
        """The same adjustment seen in another row order."""
        return CellMeans(self.place[rows], self.weight[rows])


@dataclass(frozen=True, eq=False)
class MarginMeans:
    """Raking: the plain mean of score over weight taken out of each margin in turn, ten times.

    `places` and `weights` hold for each margin (n,) its categories and the weights right after it.

    Examples
    --------
    >>> sex, area, weight = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), np.full(4, 2.0)
    >>> explained = MarginMeans((sex, area), (weight, weight))
    >>> explained.residuals(np.array([[1.0], [2.0], [3.0], [8.0]])).ravel().tolist()
    [1.0, -1.0, -1.0, 1.0]
    """

    places: tuple[Ints, ...]
    weights: tuple[Floats, ...]

    def residuals(self, scores: Floats) -> Floats:
        """Scores (n × k) less what the margins explain of them.

        Source: R survey 4.5 `svyrecvar` after `rake`: the mean over a category's respondents is plain,
        not weighted, also where the weights before the raking were unequal.
        """
        means = [_plain_mean(*pair) for pair in zip(self.places, self.weights, strict=True)]
        spread = [_spread(*pair) for pair in zip(self.places, self.weights, strict=True)]
        first = [mean @ scores for mean in means]
        # What the margins take from each other's categories is small: the rounds need no respondents.
        shared = [[mean @ each for each in spread] for mean in means]
        taken = [np.zeros_like(each) for each in first]
        for _ in range(R_RAKING_ROUNDS):
            for m, row in enumerate(shared):
                taken[m] += first[m] - sum(each @ part for each, part in zip(row, taken, strict=True))
        return np.asarray(scores - sum(each @ part for each, part in zip(spread, taken, strict=True)))

    def take(self, rows: NDArray[Any]) -> MarginMeans:
        """The same adjustment seen in another row order."""
        return MarginMeans(tuple(p[rows] for p in self.places), tuple(w[rows] for w in self.weights))


@dataclass(frozen=True, eq=False)
class Regression:
    """Calibration: residual of the weighted regression of the scores on the auxiliary columns.

    `basis` (n × r) spans the columns times the root of the old weight; `weight` (n,) is the new weight
    over that root.

    Examples
    --------
    >>> explained = Regression.of(np.ones((3, 1)), np.array([2.0, 2.0, 4.0]), np.ones(3))
    >>> explained.residuals(np.array([[2.0], [2.0], [20.0]])).round(6).ravel().tolist()
    [-4.0, -4.0, 8.0]
    """

    basis: Floats
    weight: Floats

    @classmethod
    def of(cls, x: Floats, old: Floats, ratio: Floats) -> Regression:
        """The residual after columns x (n × p) were calibrated, from old weights and new over old."""
        root = np.sqrt(np.abs(old))
        weight = ratio * root
        # A weight brought to 0 takes its respondent out of the regression.
        return cls(_orthonormal(x * np.where(weight != 0, root, 0.0)[:, None]), weight)

    def residuals(self, scores: Floats) -> Floats:
        """Scores (n × k) less what the auxiliary columns explain of them.

        Source: R survey 4.5 `svyrecvar` after `calibrate`; Deville and Särndal (1992), *JASA* 87.
        """
        weight = self.weight[:, None]
        share = np.divide(scores, weight, out=np.zeros_like(scores), where=weight != 0)
        return np.asarray((share - self.basis @ (self.basis.T @ share)) * weight)

    def take(self, rows: NDArray[Any]) -> Regression:
        """The same adjustment seen in another row order."""
        return Regression(self.basis[rows], self.weight[rows])


def _membership(place: Ints) -> sparse.csr_array:
    """Categories × respondents, 1 where the respondent belongs to the category."""
    n = len(place)
    return sparse.csr_array((np.ones(n), (place, np.arange(n))), shape=(int(place.max(initial=0)) + 1, n))


def _plain_mean(place: Ints, weight: Floats) -> sparse.csr_array:
    """Categories × respondents: turns scores into each category's mean of score over weight."""
    used = weight != 0
    number = np.bincount(place, weights=used)
    share = np.divide(1.0, weight * number[place], out=np.zeros(len(weight)), where=used)
    return sparse.csr_array(
        (share, (place, np.arange(len(place)))), shape=(int(place.max(initial=0)) + 1, len(place))
    )


def _spread(place: Ints, weight: Floats) -> sparse.csr_array:
    """Respondents × categories: gives each respondent the category's number times the weight."""
    return sparse.csr_array((weight, (np.arange(len(place)), place)))


def _orthonormal(columns: Floats) -> Floats:
    """Orthonormal columns that span the given ones; combinations of others add nothing."""
    length = np.sqrt((columns**2).sum(axis=0))
    used = columns[:, length > 0] / length[length > 0]
    q, r, _ = linalg.qr(used, mode="economic", pivoting=True)
    rank = int((np.abs(np.diag(r)) > SAME_COLUMN).sum())
    return np.ascontiguousarray(q[:, :rank])
