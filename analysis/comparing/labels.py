"""Labels of groups, one for each respondent, made into numbers; a missing label is no group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Number
from typing import Any

import numpy as np

from analysis.design import Ints

MOST_GROUPS = 10_000
"""More groups than any country has units: a column with more is most likely the respondent's own number."""


class LabelError(ValueError):
    """A column of labels that cannot name groups."""


@dataclass(frozen=True)
class Labels:
    """The groups' names, sorted, and each respondent's place among them (−1: no label).

    Examples
    --------
    >>> Labels(("a", "b"), np.array([1, -1, 0])).names
    ('a', 'b')
    """

    names: tuple[str, ...]
    place: Ints


def labelled(labels: Sequence[Any], n: int, what: str) -> Labels:
    """Number the groups that a column of labels names.

    Parameters
    ----------
    labels : n texts, or n numbers; None, NaN and the empty text are missing
    n : number of respondents
    what : the column's name, for the message

    Returns
    -------
    Labels: names in sorted order and the place of every respondent.

    Raises
    ------
    LabelError: another length, texts mixed with numbers, or more than 10,000 groups.

    Source
    ------
    A definition of this program.

    Examples
    --------
    >>> found = labelled(["b", None, "a", "b"], 4, "unit")
    >>> found.names, found.place.tolist()
    (('a', 'b'), [1, -1, 0, 1])
    """
    if len(labels) != n:
        raise LabelError(f"{what} has {len(labels)} labels for {n} respondents; give one for each row")
    column = _column(labels, what)
    known = ~np.isnan(column) if column.dtype.kind == "f" else column != ""
    if column.dtype.kind in "biu":
        known = np.ones(n, dtype=bool)
    names, number = np.unique(column[known], return_inverse=True)
    if len(names) > MOST_GROUPS:
        raise LabelError(
            f"{what} has {len(names)} different labels for {n} respondents; name the groups, not the persons"
        )
    place = np.full(n, -1, dtype=np.int64)
    place[known] = number
    return Labels(tuple(str(name) for name in names), place)


def crossed(columns: Sequence[Sequence[Any]], n: int, what: str) -> Labels:
    """Number the combinations of several columns; a row that misses one label has no group.

    Parameters
    ----------
    columns : one or more columns of n labels, such as mode and field
    n : number of respondents
    what : what the combinations are, for the message

    Returns
    -------
    Labels: names joined by " × ", in the order of the first column, then the second.

    Raises
    ------
    LabelError: as `labelled`, or no column at all.

    Source
    ------
    A definition of this program.

    Examples
    --------
    >>> crossed([["kiosk", "paper"], ["land", "land"]], 2, "mix").names
    ('kiosk × land', 'paper × land')
    """
    if not len(columns):
        raise LabelError(f"no columns are given for {what}; give at least one column of {n} labels")
    names: list[str] = [""]
    place = np.zeros(n, dtype=np.int64)
    for number, column in enumerate(columns):
        found = labelled(column, n, f"column {number + 1} of {what}")
        missing = (place < 0) | (found.place < 0)
        pair = place * max(len(found.names), 1) + found.place
        used, again = np.unique(pair[~missing], return_inverse=True)
        place = np.full(n, -1, dtype=np.int64)
        place[~missing] = again
        names = [
            " × ".join(filter(None, (names[p // len(found.names)], found.names[p % len(found.names)])))
            for p in used
        ]
    return Labels(tuple(names), place)


def _column(labels: Sequence[Any], what: str) -> np.ndarray:
    """The labels as an array of texts or of numbers."""
    own_type: Any = labels
    given = own_type if isinstance(own_type, np.ndarray) else np.array(list(labels), dtype=object)
    if given.ndim != 1:
        raise LabelError(f"{what} has {given.ndim} dimensions; give one label for each respondent")
    if given.dtype.kind in "biufU":
        return given
    gaps = np.array([each is None or each != each for each in given], dtype=bool)
    texts = np.array([isinstance(each, str) for each in given], dtype=bool)
    if (texts | gaps).all():
        return np.where(gaps, "", given).astype(str)
    if (texts & ~gaps).any():
        raise LabelError(f"{what} mixes texts and numbers; write every label in the same way")
    if not all(isinstance(each, Number) for each in given[~gaps]):
        raise LabelError(f"{what} holds neither texts nor numbers; write every label as a text")
    return np.where(gaps, np.nan, given).astype(float) if gaps.any() else np.array(list(given))
