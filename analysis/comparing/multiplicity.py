"""Adjusting p-values for the number of comparisons made, in a family that is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.columns import floats
from analysis.comparing.counts import level_of
from analysis.design import Bools, Floats, Ints


def holm(p: ArrayLike) -> Floats:
    """Holm's step-down adjusted p-values, for claims: the chance of any false one is kept.

    Parameters
    ----------
    p : float array of any shape, p-values 0–1 of one family; NaN where nothing was tested

    Returns
    -------
    The adjusted p-values in the same shape; NaN stays NaN and out of the count.

    Raises
    ------
    ValueError: a p-value outside 0–1.

    Source
    ------
    Holm (1979), *Scandinavian Journal of Statistics* 6; R `p.adjust(p, "holm")`.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    given, order = _ordered(p)
    result = np.full(given.shape, np.nan)
    steps = (len(order) - np.arange(len(order))) * given.flat[order]
    result.flat[order] = np.minimum(1.0, np.maximum.accumulate(steps))
    return result


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """Benjamini and Hochberg's adjusted p-values, for screening lists: the share of false ones is kept.

    Parameters
    ----------
    p : as `holm`

    Returns
    -------
    As `holm`; of the tests with a value of at most 0.05, no more than 5 % are expected to be false.

    Raises
    ------
    ValueError: a p-value outside 0–1.

    Source
    ------
    Benjamini & Hochberg (1995), *Journal of the Royal Statistical Society* B 57; R `p.adjust(p, "BH")`.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    given, order = _ordered(p)
    result = np.full(given.shape, np.nan)
    steps = given.flat[order] * len(order) / (1.0 + np.arange(len(order)))
    result.flat[order] = np.minimum(1.0, np.minimum.accumulate(steps[::-1])[::-1])
    return result


ADJUSTMENTS: dict[str, Callable[[ArrayLike], Floats]] = {
    "holm": holm,
    "benjamini_hochberg": benjamini_hochberg,
}
"""Holm for claims in a report; Benjamini–Hochberg for lists in which to look further."""


@dataclass(frozen=True)
class Family:
    """The tests among which a claim was made: without them an adjusted p-value means nothing.

    `name` says which tests they are, `method` how they were adjusted, `level` the confidence at which
    something is called a difference. `p` and `adjusted` have one shape, NaN where nothing was tested.

    Examples
    --------
    >>> Family("two items", "holm", 0.95, np.array([0.01, 0.6]), np.array([0.02, 0.6])).different.tolist()
    [True, False]
    """

    name: str
    method: str
    level: float
    p: Floats
    adjusted: Floats

    @property
    def n(self) -> int:
        """Number of tests in the family."""
        return int((~np.isnan(self.p)).sum())

    @property
    def different(self) -> Bools:
        """Where a difference may be claimed, or in a screening list looked into."""
        return np.asarray(self.adjusted <= 1 - self.level + 1e-12)


def family(name: str, p: ArrayLike, *, method: str = "holm", level: float = 0.95) -> Family:
    """Adjust the p-values of one named family.

    Parameters
    ----------
    name : which tests these are, as a report would say it: "factors and items of one unit"
    p : float array of any shape, NaN where nothing was tested
    method : "holm" for claims, "benjamini_hochberg" for screening lists
    level : confidence level

    Returns
    -------
    Family: the p-values as given and adjusted, with the family's name and size.

    Raises
    ------
    ValueError: no name, an unknown method, a p-value outside 0–1.

    Source
    ------
    As `holm` and `benjamini_hochberg`.

    Examples
    --------
    >>> found = family("items of one unit", [0.01, 0.04, float("nan"), 0.03])
    >>> found.n, found.different.tolist()
    (3, [True, False, False, False])
    """
    if not name.strip():
        raise ValueError("a family of tests has no name; say which tests are adjusted together")
    if method not in ADJUSTMENTS:
        raise ValueError(f"method {method!r} is not known; choose one of {', '.join(ADJUSTMENTS)}")
    given = floats(p, "p-values")
    return Family(name, method, level_of(level), given, ADJUSTMENTS[method](given))


def _ordered(p: ArrayLike) -> tuple[Floats, Ints]:
    """The p-values, and the places of those known, smallest first."""
    given = floats(p, "p-values")
    odd = given[~np.isnan(given) & ~((given >= 0) & (given <= 1))]
    if len(odd):
        raise ValueError(f"a p-value is {odd.flat[0]:g}; give values between 0 and 1, NaN where not tested")
    known = np.flatnonzero(~np.isnan(given))
    return given, known[np.argsort(given.flat[known], kind="stable")]
