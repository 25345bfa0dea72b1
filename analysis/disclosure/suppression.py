"""Hiding small bases, and what would give them away by subtraction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linprog

from analysis.design import Bools, Floats, Ints

FEASIBLE = 3
"""A hidden base is safe when, under all that is shown, it could be at least so many whole numbers."""


@dataclass(frozen=True)
class Sum:
    """A published sum: the base of cell `whole` is the sum of the bases of cells `parts`."""

    whole: int
    parts: tuple[int, ...]


def is_small(base: ArrayLike, limit: int) -> Bools:
    """Bases of 1 … limit − 1 respondents; 0 is "nothing to count" and hides nobody.

    Parameters
    ----------
    base : int array, respondents
    limit : smallest base that is shown

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

    Source
    ------
    Feasibility bounds by linear programming: Willenborg & de Waal (2001), *Elements of Statistical
    Disclosure Control*, ch. 6.

    Examples
    --------
    >>> protect([60, 3, 17, 40], [False, True, False, False], [Sum(0, (1, 2, 3))]).tolist()
    [False, True, True, False]
    """
    counts = np.asarray(base, dtype=np.int64)
    known = np.zeros(len(counts), bool) if given is None else np.asarray(given, dtype=bool)
    result: Bools = np.asarray(hidden, dtype=bool) & ~known & (counts > 0)
    seen = _Seen(counts.astype(float), counts.astype(float))
    while True:
        exposed = _alone(result, sums) or _exposed(counts, result, sums, seen)
        more = _next(counts, result, known, sums, exposed) if exposed else None
        if more is None:
            return result
        result[more] = True


@dataclass(frozen=True)
class _Seen:
    """Lowest and highest value of each cell among the tables found that agree with all that is shown.

    Such a table still agrees when one cell more is hidden, so what was found safe stays safe.
    """

    low: Floats
    high: Floats

    def add(self, cells: Ints, values: Floats) -> None:
        self.low[cells] = np.minimum(self.low[cells], values)
        self.high[cells] = np.maximum(self.high[cells], values)

    def room(self, cells: Ints) -> Ints:
        """How many whole numbers each cell has been seen to allow."""
        low, high = np.ceil(self.low[cells] - 1e-6), np.floor(self.high[cells] + 1e-6)
        return np.asarray(high - low + 1, dtype=np.int64)


def _members(relation: Sum) -> tuple[int, ...]:
    return (relation.whole, *relation.parts)


def _alone(hidden: Bools, sums: Sequence[Sum]) -> list[int]:
    """Hidden cells that are the only one of a sum: plain subtraction gives them away."""
    found = []
    for relation in sums:
        inside = [cell for cell in _members(relation) if hidden[cell]]
        found += inside if len(inside) == 1 else []
    return found


def _next(
    counts: Ints, hidden: Bools, known: Bools, sums: Sequence[Sum], exposed: Sequence[int]
) -> int | None:
    """The cell to hide next: one that covers most sums with a single hidden cell, then the smallest."""
    near = [s for s in sums if any(cell in _members(s) for cell in exposed)]
    single = [s for s in near if sum(hidden[cell] for cell in _members(s)) == 1]
    for among in (single, near):
        for candidates in ({p for s in among for p in s.parts}, {s.whole for s in among}):
            free = [cell for cell in candidates if not (hidden[cell] or known[cell]) and counts[cell] > 0]
            if free:
                covers = {cell: sum(cell in s.parts for s in single) for cell in free}
                return min(free, key=lambda cell: (-covers[cell], counts[cell], cell))
    return None


def _exposed(counts: Ints, hidden: Bools, sums: Sequence[Sum], seen: _Seen) -> list[int]:
    """Hidden cells with fewer than 3 feasible bases, smallest first."""
    active = [s for s in sums if any(hidden[cell] for cell in _members(s))]
    bound = np.zeros(len(counts), dtype=bool)
    for relation in active:
        bound[list(_members(relation))] = True
    cells = np.flatnonzero(hidden & bound)
    left, right = _equations(counts, hidden, active, cells)
    for place in range(len(cells)):
        for sign in (1.0, -1.0):
            unsure = seen.room(cells) < FEASIBLE
            if not unsure[place]:
                break
            # Push the cell in question hard and its unsure fellows along: one table may clear many.
            cost = sign * (unsure * 1e-6 + (np.arange(len(cells)) == place))
            seen.add(cells, _table(left, right, cost, float(counts.sum())))
    unsafe = cells[seen.room(cells) < FEASIBLE]
    return sorted((int(cell) for cell in unsafe), key=lambda cell: (counts[cell], cell))


def _equations(counts: Ints, hidden: Bools, sums: Sequence[Sum], cells: Ints) -> tuple[Floats, Floats]:
    """What is shown, as equations on the hidden cells: (sums × cells), (sums,)."""
    place = {int(cell): number for number, cell in enumerate(cells)}
    left = np.zeros((len(sums), len(cells)))
    right = np.zeros(len(sums))
    for row, relation in enumerate(sums):
        for cell, sign in [(relation.whole, -1.0), *((part, 1.0) for part in relation.parts)]:
            if hidden[cell]:
                left[row, place[cell]] += sign
            else:
                right[row] -= sign * counts[cell]
    return left, right


def _table(left: Floats, right: Floats, cost: Floats, most: float) -> Floats:
    """A table that agrees with all that is shown and makes `cost` least."""
    solved = linprog(cost, A_eq=left, b_eq=right, bounds=(1, max(most, 1) + FEASIBLE), method="highs")
    if solved.x is None:
        raise ValueError("the bases do not add up to their sums; count the cells again")
    return np.asarray(solved.x, dtype=float)
