"""Columns as a caller gives them: numbers and masks, checked."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from analysis.design import Bools, Floats


def numbers(y: ArrayLike) -> Floats:
    """The values as floats, NaN where missing; refuses texts and infinite numbers, naming the first.

    Examples
    --------
    >>> numbers([1, None, 3]).tolist()
    [1.0, nan, 3.0]
    """
    given = np.asarray(y) if hasattr(y, "__array__") else np.asarray(y, dtype=object)
    if given.dtype.kind not in "biuf":
        _refuse_other_than_numbers(given)
    values = np.asarray(given, dtype=float)
    endless = np.nonzero(np.isinf(np.atleast_1d(values)))[0]
    if len(endless):
        raise ValueError(f"respondent {endless[0]} has an infinite value; correct it, or leave it as NaN")
    return values


def floats(values: ArrayLike, what: str, error: type[ValueError] = ValueError) -> Floats:
    """The values as floats in the shape given, NaN where missing; refuses texts, naming the first.

    Parameters
    ----------
    values : numbers in any shape; what : their name in the message; error : what is raised

    Examples
    --------
    >>> floats([1, None, 3], "scores").tolist()
    [1.0, nan, 3.0]
    >>> floats([0.7, "0.8"], "values")
    Traceback (most recent call last):
    ValueError: the values hold '0.8' at place 1 where a number is needed; recode ...
    """
    try:
        given = np.asarray(values)
    except ValueError:
        given = np.asarray(values, dtype=object)
    if given.dtype.kind not in "biuf":
        _refuse_texts(np.asarray(values, dtype=object), what, error)
    return np.asarray(given, dtype=float)


def mask(domain: ArrayLike, n: int) -> Bools:
    """A domain as a bool array (n,); refuses another length, and anything but true and false (or 1 and 0).

    Examples
    --------
    >>> mask([1, 0, 1], 3).tolist()
    [True, False, True]
    """
    given = np.asarray(domain)
    if given.shape != (n,):
        raise ValueError(f"the domain has {given.size} values for {n} respondents; give one for each")
    if given.dtype != bool and not np.isin(given, (0, 1)).all():
        raise ValueError("the domain holds more than true and false; compare the column with a value first")
    return given.astype(bool)


def _refuse_texts(given: np.ndarray[Any, Any], what: str, error: type[ValueError]) -> None:
    for place, value in np.ndenumerate(given):
        if not (value is None or isinstance(value, Real | np.bool_)):
            where = place[0] if len(place) == 1 else place
            raise error(
                f"the {what} hold {repr(value)[:40]} at place {where} where a number is needed; "
                "recode texts to numbers, and leave gaps as NaN"
            )


def _refuse_other_than_numbers(given: np.ndarray[Any, Any]) -> None:
    width = max(1, given.size // max(1, len(given)))
    for place, value in enumerate(given.ravel()):
        if not (value is None or isinstance(value, Real | np.bool_)):
            raise ValueError(
                f"respondent {place // width} has {value!r} where a number is needed; "
                "recode texts to numbers, and leave gaps as NaN"
            )


def refuse_unequal(sizes: Mapping[str, int], error: type[ValueError] = ValueError) -> None:
    """Refuse columns of different lengths, and none at all.

    Parameters
    ----------
    sizes : the length of each column by its name; error : what is raised

    Examples
    --------
    >>> refuse_unequal({"answers": 3, "unit": 3})
    >>> refuse_unequal({"answers": 3, "unit": 2})
    Traceback (most recent call last):
    ValueError: the columns have different lengths (answers 3, unit 2); give one value for each ballot
    """
    if len(set(sizes.values())) > 1:
        told = ", ".join(f"{name} {size}" for name, size in sizes.items())
        raise error(f"the columns have different lengths ({told}); give one value for each ballot")
    if not any(sizes.values()):
        raise error("there are no ballots; give at least one")
