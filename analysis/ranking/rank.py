"""A rank, and the places that the data leave open beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.columns import floats
from analysis.design import Floats, Ints

SIDES = ("two-sided", "lower", "upper")


@dataclass(frozen=True)
class RankSets:
    """For each of k units its rank and the lowest and highest place that the data leave open.

    Rank 1 is the largest value; units of equal value share the better rank. `critical` (k,) is how
    many standard errors two values had to differ by (for exact sets: the largest p-value that still
    settled a pair), `steps` in how many steps it was found; `draws` and `seed` of the simulation are
    None for exact sets.

    Source
    ------
    Mogstad, Romano, Shaikh and Wilhelm (2024), *Review of Economic Studies* 91.

    Examples
    --------
    >>> rank, low, high = np.array([1, 2, 3]), np.array([1, 2, 2]), np.array([1, 3, 3])
    >>> RankSets(rank, low, high, 0.95, True, True, "two-sided", np.full(3, 2.3), 2, 1000, 1).open.tolist()
    [1, 2, 2]
    """

    rank: Ints
    low: Ints
    high: Ints
    coverage: float
    simultaneous: bool
    stepdown: bool
    side: str
    critical: Floats
    steps: int
    draws: int | None
    seed: int | None

    @property
    def open(self) -> Ints:
        """How many places are open to each unit (k,); 1 where its rank is certain."""
        return self.high - self.low + 1


def ranks(values: ArrayLike) -> Ints:
    """Place of each value, 1 for the largest; equal values share the better place.

    Parameters
    ----------
    values : float array (k,)

    Returns
    -------
    int array (k,): 1 + how many values are larger.

    Raises
    ------
    ValueError : a missing value.

    Source
    ------
    csranks 1.2.3, `irank`.

    Examples
    --------
    >>> ranks([0.7, 0.9, 0.7, 0.2]).tolist()
    [2, 1, 2, 4]
    """
    given = floats(values, "values")
    missing = np.flatnonzero(np.isnan(given))
    if len(missing):
        raise ValueError(f"the value of unit {missing[0]} is missing; leave it out before ranking")
    return np.asarray(1 + np.searchsorted(np.sort(-given), -given, side="left"), dtype=np.int64)


def refuse_settings(coverage: float, side: str) -> None:
    """Refuse an unknown side and a coverage that is none.

    Parameters
    ----------
    coverage : above 0.5 and below 1
    side : one of `SIDES`

    Raises
    ------
    ValueError : either is out of range.

    Source
    ------
    csranks 1.2.3, `csranks(cstype =)`.

    Examples
    --------
    >>> refuse_settings(0.95, "both")
    Traceback (most recent call last):
    ValueError: side 'both' is not known; choose one of two-sided, lower, upper
    """
    if side not in SIDES:
        raise ValueError(f"side {side!r} is not known; choose one of {', '.join(SIDES)}")
    if not 0.5 < coverage < 1:
        raise ValueError(f"coverage {coverage:g} is out of range; choose one above 0.5 and below 1")
