"""Hiding small bases, and what would give them away."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from analysis.design import Bools
from analysis.disclosure.choosing import Choosing
from analysis.disclosure.coded_rivals import CodedRivals
from analysis.disclosure.rivals import Rivals
from analysis.disclosure.tables import Sum, Tables

__all__ = ["Sum", "guarded", "is_small", "protect"]


def is_small(base: ArrayLike, limit: int) -> Bools:
    """Bases of 1 … limit − 1 respondents; 0 is "nothing to count" and hides nobody.

    Parameters
    ----------
    base : int array, respondents; limit : the smallest base that is shown

    Source
    ------
    The threshold rule: Willenborg & de Waal (2001), *Elements of Statistical Disclosure Control*, §2.2.

    Examples
    --------
    >>> is_small([0, 1, 4, 5], 5).tolist()
    [False, True, True, False]
    """
    count = np.asarray(base)
    return np.asarray((count > 0) & (count < limit))


def protect(base: ArrayLike, hidden: ArrayLike, sums: Sequence[Sum], given: ArrayLike | None = None) -> Bools:
    """Hide further cells until no hidden base can be worked out from the sums.

    Parameters
    ----------
    base : int (n,) respondents of each cell
    hidden : bool (n,) cells hidden already, because they are small
    sums : additive relations among the cells
    given : bool (n,), optional; cells to take as known to the reader whatever is printed

    Returns
    -------
    bool (n,): all hidden cells. Each has at least 3 feasible whole numbers under all shown ones;
    the smallest cells are added first, totals last, empty cells never.

    Raises
    ------
    ValueError: bases that do not add up to their sums.

    Source
    ------
    Feasible tables by integer programming: Willenborg & de Waal (2001), *Elements of Statistical
    Disclosure Control*, ch. 6.

    Examples
    --------
    >>> protect([60, 3, 17, 40], [False, True, False, False], [Sum(0, (1, 2, 3))]).tolist()
    [False, True, True, False]
    """
    counts = np.asarray(base, dtype=np.int64)
    for relation in sums:
        if counts[relation.whole] != counts[list(relation.parts)].sum():
            raise ValueError("the bases do not add up to their sums; count the cells again")
    tables = Tables.of_bases(counts[:, None], tuple(sums))
    known = np.zeros(len(counts), bool) if given is None else np.asarray(given, dtype=bool)
    closed = np.asarray(hidden, dtype=bool) & ~known & (counts > 0)
    return guarded(tables, closed[:, None], known)[:, 0]


def guarded(tables: Tables, closed: Bools, given: Bools) -> Bools:
    """Close further lines (C × L) until every closed base could be at least 3 whole numbers.

    `closed` are the lines that are hidden in any case, `given` (C,) the cells that the reader knows
    whatever is printed. The ballots go first, then composites, then items, so that what is within a
    closed line goes with it.

    Parameters
    ----------
    tables : C cells with L lines; closed : bool (C × L); given : bool (C,)

    Source
    ------
    As `protect`, with the inequalities between lines: an item's base is at most its composite's, and that
    at most the ballots.

    Examples
    --------
    >>> bases = np.array([[60, 60], [3, 3], [17, 17], [40, 40]])
    >>> tables = Tables.of_bases(bases, (Sum(0, (1, 2, 3)),))
    >>> guarded(tables, bases < 5, np.zeros(4, dtype=bool)).tolist()
    [[False, False], [True, True], [True, True], [False, False]]
    """
    choosing = Choosing(tables, given)
    closed = tables.close(closed)
    needed = choosing.needed(closed)
    rivals, coded = Rivals(tables, given, needed), CodedRivals(tables, given, needed)
    while True:
        closed = choosing.not_alone(closed)
        exposed = rivals.exposed(closed) or coded.exposed(closed)
        more = [choosing.against(closed, *place) for place in exposed]
        chosen = [place for place in more if place is not None]
        if not chosen:
            return closed
        for place in chosen:
            closed[place] = True
        closed = tables.close(closed)
