"""What is counted of a wave: bases and answers of every cell, and which cells add up to which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from analysis.design import Bools, Ints
from analysis.disclosure.lines import Lines
from analysis.figures import By

Key = tuple[str | None, By]
"""A cell of a wave: (unit or None for all, breakdown or None)."""
Union = Callable[[int, tuple[int, ...]], int]
"""Respondents of a cell with a valid answer to any of some items."""


@dataclass(frozen=True)
class Sum:
    """A published sum: the base of cell `whole` is the sum of the bases of cells `parts`."""

    whole: int
    parts: tuple[int, ...]

    @property
    def members(self) -> tuple[int, ...]:
        """The whole, then its parts."""
        return (self.whole, *self.parts)


@dataclass(frozen=True)
class Tables:
    """C cells with L lines each (see `Lines`), and the sums among the cells.

    `bases` (C × L) respondents with a valid answer, last the ballots; `answers` (C × J × K) how many
    gave each code, `valid` (J × K) the codes that count; `within` (C,) the cell that a breakdown is of,
    −1 for none; `union` counts who answered any of some items.

    Examples
    --------
    >>> whole_and_parts = np.array([[43], [3], [40]])
    >>> tables = Tables.of_bases(whole_and_parts, (Sum(0, (1, 2)),))
    >>> tables.members.toarray().tolist(), tables.close(whole_and_parts < 5).tolist()
    ([[1, 1, 1]], [[False], [True], [False]])
    """

    lines: Lines
    bases: Ints
    answers: Ints
    valid: Bools
    sums: tuple[Sum, ...]
    within: Ints
    union: Union
    _counted: dict[tuple[int, tuple[int, ...]], int] = field(default_factory=dict)

    @classmethod
    def of_bases(cls, bases: Ints, sums: tuple[Sum, ...]) -> Tables:
        """Items that are in no composite, the ballots last (C × L), of whose answers nothing is known."""
        items = bases.shape[1] - 1
        valid = np.ones((items, 1), dtype=bool)
        nowhere = np.full(len(bases), -1)
        return cls(Lines.of(items), bases, bases[:, :items, None], valid, sums, nowhere, lambda cell, some: 0)

    def any_of(self, cell: int, items: tuple[int, ...]) -> int:
        """As `union`, each asked for once."""
        if not items:
            return 0
        if (cell, items) not in self._counted:
            self._counted[cell, items] = self.union(cell, items)
        return self._counted[cell, items]

    @cached_property
    def without_codes(self) -> Tables:
        """The same with bases only, however they were answered."""
        j = self.lines.n_items
        return replace(self, answers=self.bases[:, :j, None], valid=np.ones((j, 1), dtype=bool))

    @cached_property
    def breakdowns(self) -> tuple[Sum, ...]:
        """The sums of a cell over the values of one breakdown of it."""
        return tuple(s for s in self.sums if all(self.within[part] == s.whole for part in s.parts))

    @cached_property
    def _breakdown(self) -> Ints:
        """The number of the breakdown that each cell is a value of (C,); one more than the last for none."""
        result = np.full(len(self.bases), len(self.breakdowns))
        for number, relation in enumerate(self.breakdowns):
            result[list(relation.parts)] = number
        return result

    @cached_property
    def members(self) -> csr_array:
        """Which cells each sum is made of (sums × C), 1 for each."""
        row = np.repeat(np.arange(len(self.sums)), [len(s.members) for s in self.sums])
        column = np.array([cell for s in self.sums for cell in s.members], dtype=np.int64)
        ones = np.ones(len(column), dtype=np.int64)
        return csr_array((ones, (row, column)), shape=(len(self.sums), len(self.bases)))

    def sums_of(self, cells: Ints) -> list[Sum]:
        """The sums that any of some cells is in."""
        inside = np.zeros(len(self.bases), dtype=np.int64)
        inside[cells] = 1
        return [self.sums[number] for number in np.flatnonzero(self.members @ inside)]

    def close(self, closed: Bools) -> Bools:
        """All that has to be closed with what is closed (C × L).

        A cell closes its breakdowns; a line closes what is within it; and where one value of a breakdown
        is closed, values that nobody has are closed with it, so that a closed base may be 0.
        """
        result = closed.copy()
        inside = self.within >= 0
        while True:
            before = result.copy()
            result[inside] |= result[self.within[inside]]
            shut = np.zeros((len(self.breakdowns) + 1, result.shape[1]), dtype=bool)
            np.logical_or.at(shut, self._breakdown, result)
            shut[-1] = False
            result |= shut[self._breakdown] & (self.bases == 0)
            self.lines.close(result, self.bases)
            if (result == before).all():
                return result

    def least(self, closed: Bools) -> Ints:
        """The least base that a reader allows each closed line (C × L): 0 where nobody may be hidden."""
        parents = closed[:, [*self.lines.parent[:-1], self.lines.ballots]]
        parents[:, -1] = False
        return np.asarray((self.within < 0)[:, None] & ~parents, dtype=np.int64)


def sums_of(keys: Sequence[Key], *, public: bool) -> tuple[Sum, ...]:
    """Which cells add up to which: breakdowns to their cell, units to all; units as such if `public`.

    Parameters
    ----------
    keys : the cells, each with its unit and breakdown; public : whether units are guarded as well

    Examples
    --------
    >>> sums_of([(None, None), ("A", None), ("B", None)], public=True)
    (Sum(whole=0, parts=(1, 2)),)
    """
    place = {key: number for number, key in enumerate(keys)}
    names = sorted({by[0] for _, by in keys if by is not None})
    units = [unit for unit, by in keys if by is None]
    sums = [
        Sum(place[unit, None], tuple(place[k] for k in keys if k[0] == unit and k[1] and k[1][0] == name))
        for name in names
        for unit in units
    ]
    for by in sorted({by for unit, by in keys if by is not None and unit is None}):
        sums.append(Sum(place[None, by], tuple(place[k] for k in keys if k[1] == by and k[0] is not None)))
    if public:
        sums.append(Sum(place[None, None], tuple(place[u, None] for u in units if u is not None)))
    return tuple(sums)


def within_of(keys: Sequence[Key]) -> Ints:
    """The cell that each breakdown is of; −1 for a cell that is none (C,).

    Parameters
    ----------
    keys : the C cells, each with its unit and breakdown

    Examples
    --------
    >>> within_of([("A", None), ("A", ("sex", "f"))]).tolist()
    [-1, 0]
    """
    place = {key: number for number, key in enumerate(keys)}
    return np.array([-1 if by is None else place[unit, None] for unit, by in keys], dtype=np.int64)
