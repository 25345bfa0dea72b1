"""Which lines of which cells are hidden: small ones, and those that would give them away."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.design import Ints
from analysis.disclosure.suppression import Sum, is_small, protect
from analysis.figures import By, Hidden, Limits
from analysis.plan import Plan

Key = tuple[str | None, By]
"""A cell of a wave: (unit or None for all, breakdown or None)."""


def hidden_lines(keys: Sequence[Key], bases: Ints, limits: Limits) -> dict[Key, tuple[Hidden, ...]]:
    """For each cell, for each line and for its ballots (last column), whether and why it is hidden.

    Parameters
    ----------
    keys : the cells of a wave
    bases : int (cells, lines + 1), respondents with a valid answer; last column all ballots
    limits : `display` is the smallest base shown; `public` guards units as well as breakdowns

    Raises
    ------
    ValueError : bases that do not add up to their totals.

    Source
    ------
    Willenborg & de Waal (2001), *Elements of Statistical Disclosure Control*, ch. 6.

    Examples
    --------
    >>> bases = np.array([[60, 60], [3, 3]])
    >>> hidden_lines([("a", None), ("b", None)], bases, Limits())["b", None]
    ('few', 'few')
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


def unseen_items(hidden: Sequence[Hidden], plan: Plan) -> list[int]:
    """Items that no composite may use: what is hidden could be worked out from the composite.

    Parameters
    ----------
    hidden : the words of a cell's lines, items first, then composites, last its ballots
    plan : the items and composites

    Source
    ------
    Published sums must not give a hidden part away: Willenborg & de Waal (2001), ch. 6.

    Examples
    --------
    >>> unseen_items(["", "few", ""], Plan(("q1", "q2"), (False, False), (), "pooled"))
    [1]
    """
    return [item for item in range(len(plan.items)) if hidden[item] in ("few", "complement")]


def with_composites(hidden: tuple[Hidden, ...], plan: Plan) -> tuple[Hidden, ...]:
    """A composite all of whose items are hidden is hidden too: nothing is left to make it of.

    Parameters
    ----------
    hidden : the words of a cell's lines, items first, then composites, last its ballots
    plan : the items and composites

    Source
    ------
    Published sums must not give a hidden part away: Willenborg & de Waal (2001), ch. 6.

    Examples
    --------
    >>> from analysis.plan import Composite
    >>> plan = Plan(("q1",), (False,), (Composite("f", "factor", (0,)),), "pooled")
    >>> with_composites(("few", "", ""), plan)
    ('few', 'complement', '')
    """
    unseen, result = set(unseen_items(hidden, plan)), list(hidden)
    for number, composite in enumerate(plan.composites, len(plan.items)):
        if unseen.issuperset(composite.columns) and not result[number]:
            result[number] = "complement"
    return tuple(result)


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
