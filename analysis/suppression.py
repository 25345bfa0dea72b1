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
    """Bases of 1 … limit − 1 respondents; 0 is "nothing to count" and hides nobody."""
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
    """
    counts = np.asarray(base, dtype=np.int64)
    known = np.zeros(len(counts), bool) if given is None else np.asarray(given, dtype=bool)
    result: Bools = np.asarray(hidden, dtype=bool) & ~known & (counts > 0)
    while True:
        exposed = _exposed(counts, result, sums)
        more = _next(counts, result, known, sums, exposed) if exposed else None
        if more is None:
            return result
        result[more] = True


def _next(
    counts: Ints, hidden: Bools, known: Bools, sums: Sequence[Sum], exposed: Sequence[int]
) -> int | None:
    """The cell to hide next: one that covers most sums with a single hidden cell, then the smallest."""
    near = [s for s in sums if any(cell == s.whole or cell in s.parts for cell in exposed)]
    single = [s for s in near if hidden[s.whole] + sum(hidden[part] for part in s.parts) == 1]
    for among in (single, near):
        for members in ({p for s in among for p in s.parts}, {s.whole for s in among}):
            free = [cell for cell in members if not (hidden[cell] or known[cell]) and counts[cell] > 0]
            if free:
                covers = {cell: sum(cell in s.parts for s in single) for cell in free}
                return min(free, key=lambda cell: (-covers[cell], counts[cell], cell))
    return None


def _exposed(counts: Ints, hidden: Bools, sums: Sequence[Sum]) -> list[int]:
    """Hidden cells with fewer than 3 feasible bases, smallest first."""
    cells = np.flatnonzero(hidden)
    active = [s for s in sums if hidden[s.whole] or any(hidden[part] for part in s.parts)]
    if not len(cells) or not active:
        return []
    left, right = _equations(counts, hidden, active, cells)
    found = [int(cell) for number, cell in enumerate(cells) if _room(left, right, number) < FEASIBLE]
    return sorted(found, key=lambda cell: (counts[cell], cell))


def _equations(counts: Ints, hidden: Bools, sums: Sequence[Sum], cells: Ints) -> tuple[Floats, Floats]:
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


def _room(left: Floats, right: Floats, number: int) -> int:
    """How many whole numbers the hidden base `number` could be."""
    rows = _connected(left, number)
    if not len(rows):
        return FEASIBLE
    columns = np.flatnonzero(np.abs(left[rows]).sum(axis=0))
    objective = (columns == number).astype(float)
    ends = []
    for sign in (1.0, -1.0):
        solved = linprog(
            sign * objective,
            A_eq=left[np.ix_(rows, columns)],
            b_eq=right[rows],
            bounds=(1, None),
            method="highs",
        )
        if solved.status == 3:  # unbounded: a hidden total above hidden parts
            return FEASIBLE
        if solved.fun is None:
            raise ValueError("the bases do not add up to their sums; count the cells again")
        ends.append(sign * float(solved.fun))
    return int(np.floor(ends[1] + 1e-6) - np.ceil(ends[0] - 1e-6)) + 1


def _connected(left: Floats, number: int) -> Ints:
    """Equations that bear on the cell, directly or through other hidden cells."""
    touches = left != 0
    columns = np.zeros(left.shape[1], bool)
    columns[number] = True
    while True:
        rows = touches[:, columns].any(axis=1)
        wider = touches[rows].any(axis=0) | columns
        if (wider == columns).all():
            return np.flatnonzero(rows)
        columns = wider
