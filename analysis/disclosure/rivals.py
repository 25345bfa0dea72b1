"""Other tables that would have been published just the same: what a reader cannot rule out."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np

from analysis.design import Bools, Floats, Ints
from analysis.disclosure.choosing import ENOUGH, Place
from analysis.disclosure.programme import Programme
from analysis.disclosure.tables import Tables

FEASIBLE = ENOUGH + 1
"""A hidden base is safe when, under all that is shown, it could be at least so many whole numbers."""
EXACT = 500
"""Hidden numbers among which every count of a code is followed at once; with more, the bases come first."""
NEARBY = 6
"""Units among which another table is sought for one base of a large table."""
WIDTHS = (1, 1, 1, 1, 2, 2, 3, 3)
FEW = 60
"""So many unsure bases of a large table are taken one by one at once."""
PATIENCE = 3
"""So many rounds without anything new before bases are taken one by one."""
SEED = 20260701


class Rivals:
    """The numbers that each base has been seen to allow, in tables that agree with all that is shown.

    Such a table still agrees when more is hidden, so what was found safe stays safe.

    Examples
    --------
    >>> from analysis.disclosure.tables import Sum
    >>> tables = Tables.of_bases(np.array([[42], [1], [1], [40]]), (Sum(0, (1, 2, 3)),))
    >>> nothing = np.zeros(4, dtype=bool)
    >>> rivals = Rivals(tables, nothing, np.full((4, 1), FEASIBLE))
    >>> hidden = tables.bases < 5
    >>> rivals.exposed(hidden)
    [(1, 0), (2, 0)]
    >>> hidden[3] = True
    >>> rivals.exposed(hidden)
    []
    """

    def __init__(self, tables: Tables, given: Bools, needed: Ints) -> None:
        self.tables, self.given, self.needed = tables, given, needed
        self.values = np.full((*tables.bases.shape, FEASIBLE), -1, dtype=np.int64)
        self.values[:, :, 0] = tables.bases
        self.random = np.random.default_rng(SEED)

    def exposed(self, closed: Bools) -> list[Place]:
        """In each part of the tables, hidden bases with too few feasible numbers, as (cell, line)."""
        free = closed & ~self.given[:, None]
        return [
            place
            for component in self._components(free)
            if self.unsure(closed)[component].any()
            for place in self._part(closed, free, component)
        ]

    def _part(self, closed: Bools, free: Bools, component: Ints) -> list[Place]:
        programme = Programme(self.tables, closed, free, component)
        if programme.n <= EXACT:
            return self._small(programme, closed)
        return self._large(closed, free, component)

    def unsure(self, closed: Bools) -> Bools:
        """Hidden bases that have not been seen to allow enough numbers (C × L)."""
        free = closed & ~self.given[:, None]
        return np.asarray(free & ((self.values >= 0).sum(axis=2) < self.needed))

    def _components(self, free: Bools) -> list[Ints]:
        """Cells that can only be moved together."""
        moved = np.asarray(free.any(axis=1))
        label = np.arange(len(moved))
        changed = True
        while changed:
            changed = False
            for relation in self.tables.sums:
                members = np.array(relation.members)
                inside = members[moved[members]]
                if len(inside) and (label[inside] != label[inside[0]]).any():
                    label[inside], changed = label[inside].min(), True
        return [np.flatnonzero(moved & (label == each)) for each in np.unique(label[moved])]

    def _small(self, programme: Programme, closed: Bools) -> list[Place]:
        self._push(programme, closed)
        return self._singly(lambda cell: programme, closed, programme.cells)

    def _push(self, programme: Programme, closed: Bools) -> None:
        self._together(programme, closed, lambda cost, width: programme.solve(cost))

    def _large(self, closed: Bools, free: Bools, component: Ints) -> list[Place]:
        tables = self.tables.without_codes
        if self.unsure(closed)[component].sum() > FEW:
            programme = Programme(tables, closed, free, component)
            self._together(programme, closed, programme.in_turn)
        return self._singly(
            lambda cell: Programme(tables, closed, free, self._nearby(component, cell)), closed, component
        )

    @cached_property
    def unit(self) -> Ints:
        """The cell that each cell is a breakdown of, or itself (C,)."""
        within = self.tables.within
        return np.where(within < 0, np.arange(len(within)), within)

    def _together(
        self, programme: Programme, closed: Bools, solve: Callable[[Floats, int], Ints | None]
    ) -> None:
        """Push all unsure bases at once, some up and some down, then the other way round."""
        fruitless = 0
        for width in WIDTHS:
            before = self.unsure(closed) & programme.free
            if fruitless == PATIENCE or not before.any():
                return
            sign = self.random.choice([-1.0, 1.0], size=len(closed))
            for each in (sign, -sign):
                cost = np.zeros(programme.n)
                for cell, line in np.argwhere(before):
                    cost[programme.variables(cell, line)] += each[cell]
                self._keep(solve(cost, width))
            fruitless = fruitless + 1 if (self.unsure(closed) & programme.free).sum() == before.sum() else 0

    def _singly(self, programme: Callable[[int], Programme], closed: Bools, cells: Ints) -> list[Place]:
        """The bases of the first line, from above, in which one cannot be moved far enough."""
        found: list[Place] = []
        for line in self.tables.lines.downwards:
            for cell in cells[self.unsure(closed)[cells, line]]:
                if self.unsure(closed)[cell, line]:
                    self._one(programme(int(cell)), int(cell), line, closed)
                    if self.unsure(closed)[cell, line]:
                        found.append((int(cell), line))
            if found:
                return found
        return []

    def _nearby(self, component: Ints, cell: int) -> Ints:
        """Some cells to move with one: those of its unit, of a few others, and of all units."""
        unit = self.unit[component]
        others = np.unique(unit[unit != self.unit[cell]])
        some = self.random.permutation(others)[:NEARBY]
        return component[np.isin(unit, [self.unit[cell], *some])]

    def _one(self, programme: Programme, cell: int, line: int, closed: Bools) -> None:
        """Push one base up, down and between."""
        variables = programme.variables(cell, line)
        for sign in (-1.0, 1.0):
            if not self.unsure(closed)[cell, line]:
                return
            cost = np.zeros(programme.n)
            cost[variables] = sign
            self._keep(programme.solve(cost))
        known = sorted(value for value in self.values[cell, line] if value >= 0)
        for value in range(known[0] + 1, known[-1]):
            if not self.unsure(closed)[cell, line]:
                return
            if value not in known:
                self._keep(programme.solve(np.zeros(programme.n), (variables, value)))

    def _keep(self, bases: Ints | None) -> None:
        if bases is None:
            return
        left = bases.copy()
        for place in range(1, FEASIBLE):
            known = (self.values == left[:, :, None]).any(axis=2)
            new = ~known & (self.values[:, :, place] < 0)
            self.values[:, :, place] = np.where(new, left, self.values[:, :, place])
