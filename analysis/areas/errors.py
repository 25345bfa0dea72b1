"""What a table of small areas is refused for, with the areas named."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from analysis.columns import floats
from analysis.design import Bools, Floats


class SmallAreaError(ValueError):
    """The areas do not support a model; the message names them by their 0-based place."""


def area_numbers(values: ArrayLike, what: str) -> Floats:
    """Read numbers with one row an area; refuse text, gaps and infinite values.

    Parameters
    ----------
    values : float array (m,) or (m, c), or one number for all
    what : the name of the values in the message

    Returns
    -------
    The values as floats, of the shape given.

    Raises
    ------
    SmallAreaError: not all numbers, or areas with a gap (named).

    Examples
    --------
    >>> area_numbers([0.5, 0.25], "shares").tolist()
    [0.5, 0.25]
    """
    numbers = floats(values, what, SmallAreaError)
    gaps = ~np.isfinite(np.atleast_1d(numbers))
    refuse_areas(
        np.asarray(gaps.any(axis=tuple(range(1, gaps.ndim)))),
        f"have missing {what}; leave them out: without answers there is nothing to estimate from",
    )
    return numbers


def refuse_areas(wrong: Bools, what: str) -> None:
    """Raise SmallAreaError naming the first five areas for which `wrong` (m,) is true, if any.

    Parameters
    ----------
    wrong : bool array (m,), or one for all
    what : the rest of the sentence: what is wrong, and the cure

    Raises
    ------
    SmallAreaError: some area is wrong.

    Examples
    --------
    >>> refuse_areas(np.array([False, True]), "have no answers; leave them out")
    Traceback (most recent call last):
        ...
    analysis.areas.errors.SmallAreaError: areas [1] have no answers; leave them out
    """
    rows = np.flatnonzero(wrong).tolist()
    if rows:
        more = ", …" if len(rows) > 5 else ""
        raise SmallAreaError(f"areas [{', '.join(map(str, rows[:5]))}{more}] {what}")
