"""How far the values of several units may lie from the truth: standard errors, or their covariance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.design import Floats
from analysis.ranking.refusing import (
    ROUNDING,
    SpreadError,
    checked_correlation,
    checked_se,
    checked_values,
    root,
)

BLOCK = 1_000_000
"""Numbers held at a time while units are compared or errors simulated (8 MB)."""

Units = int | NDArray[np.int64]


@dataclass(frozen=True)
class Spread:
    """Errors of the values of k units: normal with mean 0 and this covariance.

    Parameters
    ----------
    se : float array (k,), standard errors; 0 only for units that were counted in full
    correlation : float array (k, k), or None where the units' errors are independent

    Source
    ------
    Mogstad, Romano, Shaikh and Wilhelm (2024), *Review of Economic Studies* 91: estimates taken as
    normal around the truth with an estimated covariance.

    Examples
    --------
    >>> spread = Spread.of([0.8, 0.6], [0.03, 0.04])
    >>> round(float(spread.of_difference(0, 1)), 6)
    0.05
    """

    se: Floats
    correlation: Floats | None

    @classmethod
    def of(cls, values: ArrayLike, covariance: ArrayLike, *, counted: ArrayLike | None = None) -> Spread:
        """Check the values of k units and their standard errors (k,) or covariance (k, k).

        Parameters
        ----------
        values : float array (k,), in any unit of measurement
        covariance : float array (k,), standard errors of independent values, or (k, k), covariance
        counted : bool array (k,), optional; units of which everybody was asked: their se of 0 is meant

        Raises
        ------
        SpreadError : no unit, too many units, a missing number (with the unit's index), a covariance
            that is not symmetric or not positive semidefinite, a se of 0 without `counted`, two units
            whose difference has no variance

        Source
        ------
        A covariance is symmetric and positive semidefinite: Horn and Johnson (2013), *Matrix Analysis*.

        Examples
        --------
        >>> Spread.of([0.8, 0.6], [[0.01, 0.004], [0.004, 0.01]]).correlation.round(3).tolist()
        [[1.0, 0.4], [0.4, 1.0]]
        """
        k = len(checked_values(values))
        se = checked_se(covariance, k, counted)
        several = np.ndim(covariance) == 2 and k > 1
        correlation = checked_correlation(covariance, se) if several else None
        spread = cls(se, correlation)
        spread._refuse_twins()
        return spread

    @property
    def n(self) -> int:
        """Number of units."""
        return len(self.se)

    def take(self, units: NDArray[np.int64]) -> Spread:
        """The same errors of these units, in this order."""
        within = None if self.correlation is None else self.correlation[np.ix_(units, units)]
        return Spread(self.se[units], within)

    def of_difference(self, j: Units, k: Units) -> Floats:
        """Standard error of the difference of units j and k (index arrays that broadcast)."""
        first, second = self.se[j], self.se[k]
        square = first * first + second * second
        if self.correlation is not None:
            square = np.maximum(square - 2 * self.correlation[j, k] * first * second, 0.0)
        return np.asarray(np.sqrt(square))

    def rows(self) -> Iterator[slice]:
        """Slices of units such that the pairs of one slice with all units fit in a block."""
        step = max(1, BLOCK // self.n)
        return (slice(start, start + step) for start in range(0, self.n, step))

    @cached_property
    def own(self) -> Floats:
        """Part of each se (k,) that no other unit shares: own_j² + own_k² ≤ se(j − k)² for every pair."""
        if self.correlation is None:
            return self.se
        kept = np.empty(self.n)
        square = np.where(self.se > 0, self.se**2, 0.0)
        for rows in self.rows():
            j = np.arange(self.n)[rows, None]
            sums = square[j] + square
            part = np.ones_like(sums)
            np.divide(self.of_difference(j, np.arange(self.n)) ** 2, sums, out=part, where=sums > 0)
            part[np.arange(len(j)), j[:, 0]] = 1.0
            kept[rows] = part.min(axis=1)
        return np.asarray(self.se * np.sqrt(np.minimum(kept, 1.0)))

    def simulated(self, draws: int, seed: int) -> Iterator[Floats]:
        """Blocks (b, k) of simulated errors, `draws` rows in all; the same for the same seed."""
        rng = np.random.default_rng(seed)
        step = max(1, min(BLOCK // self.n, 1000))
        for start in range(0, draws, step):
            standard = rng.standard_normal((min(step, draws - start), self.n))
            if self._root is not None:
                standard = standard @ self._root.T
            yield standard * self.se

    @cached_property
    def _root(self) -> Floats | None:
        return None if self.correlation is None else root(self.correlation)

    def _refuse_twins(self) -> None:
        if self.correlation is None:
            return
        near = np.argwhere(np.triu(self.correlation, 1) > 0.5)
        j, k = near[:, 0], near[:, 1]
        none = self.of_difference(j, k) ** 2 <= ROUNDING * (self.se[j] ** 2 + self.se[k] ** 2)
        if none.any():
            first, second = near[np.flatnonzero(none)[0]]
            raise SpreadError(
                f"the difference of units {first} and {second} has no variance: they vary as one; "
                "keep one of them"
            )
