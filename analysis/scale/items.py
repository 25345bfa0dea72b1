"""The items of one scale as a table: which are usable, which rows are complete, what is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.columns import floats
from analysis.design import Bools, Floats


class ScaleError(ValueError):
    """The answers cannot tell how well the items go together; `columns` are the 0-based items at fault."""

    def __init__(self, message: str, columns: Iterable[int] = ()) -> None:
        super().__init__(message)
        self.columns = tuple(int(column) for column in columns)


@dataclass(frozen=True)
class Items:
    """The usable items of a scale.

    `columns` are the items kept and `left_out` those on which everybody answered the same, both as
    0-based columns of the table given; `values` (n, J) are the answers to the kept items, NaN where
    not answered, and `complete` (m, J) the rows with all of them.

    Examples
    --------
    >>> scale_items([[4, 5, 3], [2, 5, 1], [5, 5, float("nan")], [1, 5, 2]]).complete.tolist()
    [[4.0, 3.0], [2.0, 1.0], [1.0, 2.0]]
    """

    columns: tuple[int, ...]
    left_out: tuple[int, ...]
    values: Floats
    complete: Floats


def scale_items(values: ArrayLike, *, least: int = 2) -> Items:
    """Check the answers to the items of a scale and put aside the items without any spread.

    Parameters
    ----------
    values : float array (n, J), answer codes; NaN where not answered
    least : fewest usable items

    Returns
    -------
    Items: an item is put aside when all its answers, or all those of the complete rows, are the same.

    Raises
    ------
    ScaleError: not a table of numbers, an infinite value, fewer usable items than `least`, fewer
    than three respondents who answered all of them.

    Source
    ------
    An item with no variance has no correlation; psych's `alpha` drops it too, and says so.

    Examples
    --------
    >>> nan = float("nan")
    >>> found = scale_items([[4, 5, 3], [2, 5, 1], [5, 5, nan], [1, 5, 2], [nan, nan, nan]])
    >>> found.columns, found.left_out, found.complete.shape
    ((0, 2), (1,), (3, 2))
    """
    table = number_table(values)
    keep = _spread(table)
    while True:
        complete = table[~np.isnan(table[:, keep]).any(axis=1)]
        still = keep & _spread(complete) if len(complete) > 2 else keep
        if (still == keep).all():
            break
        keep = still
    columns, left_out = np.flatnonzero(keep), np.flatnonzero(~keep)
    _check(table, columns, left_out, len(complete), least)
    return Items(_plain(columns), _plain(left_out), table[:, keep], complete[:, keep])


def number_table(values: ArrayLike, what: str = "items") -> Floats:
    """Read a table (n, J) of numbers, NaN where not answered; refuse any other thing.

    Parameters
    ----------
    values : n rows of J numbers
    what : the name of the columns in the message

    Returns
    -------
    The table as floats (n, J).

    Raises
    ------
    ScaleError: text or None among the numbers, rows of different length, an infinite value.

    Examples
    --------
    >>> number_table([[1, 2], [3, 4]]).shape
    (2, 2)
    """
    table = floats(values, what, ScaleError)
    if table.ndim != 2:
        raise ScaleError(f"the {what} have shape {table.shape}; give one row a respondent, one column each")
    endless = np.flatnonzero(np.isinf(table).any(axis=0))
    if len(endless):
        raise ScaleError(f"{what} {_plain(endless)} hold an infinite value; give NaN for no answer", endless)
    return table


def _check(table: Floats, columns: np.ndarray, left_out: np.ndarray, n_complete: int, least: int) -> None:
    if len(columns) < least:
        gone = f" (items {_plain(left_out)} have no spread)" if len(left_out) else ""
        raise ScaleError(
            f"{len(columns)} usable items{gone}, but at least {least} are needed; add items", left_out
        )
    if n_complete < 3:
        answers = (~np.isnan(table[:, columns])).sum(axis=0)
        rarest = columns[answers == answers.min()]
        raise ScaleError(
            f"{n_complete} respondents answered all {len(columns)} items, but at least 3 are needed; "
            f"leave out the items answered least, {_plain(rarest)} ({answers.min()} answers)",
            rarest,
        )


def _spread(table: Floats) -> Bools:
    gaps = np.isnan(table)
    low = np.where(gaps, np.inf, table).min(axis=0, initial=np.inf)
    high = np.where(gaps, -np.inf, table).max(axis=0, initial=-np.inf)
    return np.asarray(high > low)


def _plain(columns: np.ndarray) -> tuple[int, ...]:
    return tuple(int(column) for column in columns)
