"""Which lines of which cells are hidden: small ones, and those that would give them away."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.design import Ints
from analysis.disclosure.suppression import Sum, is_small, protect
from analysis.figures import By, Hidden, Limits

Key = tuple[str | None, By]
"""A cell of a wave: (unit or None for all, breakdown or None)."""


def hidden_lines(keys: Sequence[Key], bases: Ints, limits: Limits) -> dict[Key, tuple[Hidden, ...]]:
    """For each cell, for each line and for its ballots (last column), whether and why it is hidden.

    Parameters
    ----------
    keys : the cells of a wave
    bases : int (cells, lines + 1), respondents with a valid answer; last column all ballots
    limits : `display` is the smallest base shown; `public` guards units as well as breakdowns
    """
    small = is_small(bases, limits.display) | is_small(bases[:, -1:], limits.display)
    sums = _sums(keys, limits.public)
    # Inside a unit's own report the totals are open; only breakdowns are guarded.
    given = np.array([by is None and not limits.public for _, by in keys])
    closed = small.copy()
    last = bases.shape[1] - 1
    # The ballots go first: a cell whose ballots are hidden shows nothing of its lines either.
    for line in (last, *range(last)) if sums else ():
        closed[:, line] |= closed[:, last]
        if closed[:, line].any():
            closed[:, line] |= protect(bases[:, line], closed[:, line], sums, given)
    closed |= closed[:, last:]
    return {
        key: tuple(_why(small[i, j], closed[i, j], bases[i, j]) for j in range(bases.shape[1]))
        for i, key in enumerate(keys)
    }


def _why(small: bool, closed: bool, base: int) -> Hidden:
    if base == 0 and not small:
        return "empty"
    return "few" if small else "complement" if closed else ""


def _sums(keys: Sequence[Key], public: bool) -> list[Sum]:
    place = {key: number for number, key in enumerate(keys)}
    names = {by[0] for _, by in keys if by is not None}
    units = [unit for unit, by in keys if by is None]
    sums = [
        Sum(place[unit, None], tuple(place[k] for k in keys if k[0] == unit and k[1] and k[1][0] == name))
        for name in sorted(names)
        for unit in units
    ]
    for by in sorted({by for unit, by in keys if by is not None and unit is None}):
        sums.append(Sum(place[None, by], tuple(place[k] for k in keys if k[1] == by and k[0] is not None)))
    if public:
        sums.append(Sum(place[None, None], tuple(place[u, None] for u in units if u is not None)))
    return sums
