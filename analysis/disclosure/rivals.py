"""Other tables that would have been published just the same: what a reader cannot rule out."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np

from analysis.design import Bools, Ints
from analysis.disclosure.choosing import ENOUGH, Place
from analysis.disclosure.programme import Programme
from analysis.disclosure.tables import Tables

FEASIBLE = ENOUGH + 1
"""A hidden base is safe when, under all that is shown, it could be at least so many whole numbers."""
EXACT = 500
"""Hidden numbers that are all moved together; with more, those of a few units at a time."""
NEARBY = 6
"""Units among which another table is sought in a large one, all others staying as they are."""
FEW, SMALL_SHARE = 60, 0.02
"""So many unsure bases of a large table, or this share of its hidden ones, are taken one by one at once."""
ROUNDS = 8
"""So often all unsure bases are pushed at once."""
PATIENCE = 3
"""So many rounds without anything new before bases are taken one by one."""
WORTH = 0.1
"""The share of the unsure bases of a few units that a round has to make sure if another is to follow."""
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
        found = []
        for component in self._components(free):
            if self.unsure(closed)[component].any():
                programme = Programme(self.tables, closed, free, component)
                if programme.n <= EXACT:
                    found += self._small(programme, closed)
                else:
                    found += self._large(closed, free, component)
        return found

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
        self._together(programme, closed, PATIENCE, 0.0)
        return self._singly(lambda cell, line: programme, closed, programme.cells)

    def _large(self, closed: Bools, free: Bools, component: Ints) -> list[Place]:
        self._in_batches(closed, free, component)
        return self._singly(
            lambda *place: Programme(self.tables, closed, free, self._nearby(free, component, *place)),
            closed,
            component,
        )

    def _in_batches(self, closed: Bools, free: Bools, component: Ints) -> None:
        """Push the unsure bases of a few units at a time, in other company each time, while many get sure."""
        few = max(FEW, int(SMALL_SHARE * free[component].sum()))
        unsure = self.unsure(closed)[component].sum()
        enough = unsure + few
        while few < unsure <= enough - few:
            units = self._in_any_order(component, closed)
            for first in range(0, len(units), NEARBY):
                batch = component[np.isin(self._unit[component], units[first : first + NEARBY])]
                if self.unsure(closed)[batch].any():
                    self._together(Programme(self.tables, closed, free, batch), closed, 1, WORTH)
            enough, unsure = unsure, self.unsure(closed)[component].sum()

    def _in_any_order(self, component: Ints, closed: Bools) -> Ints:
        """The units of some cells, those with unsure bases first, so that few batches hold them."""
        units = self.random.permutation(np.unique(self._unit[component]))
        unsure = component[self.unsure(closed)[component].any(axis=1)]
        return units[np.argsort(~np.isin(units, self._unit[unsure]), kind="stable")]

    @cached_property
    def _unit(self) -> Ints:
        """The cell that each cell is a breakdown of, or itself (C,)."""
        within = self.tables.within
        return np.where(within < 0, np.arange(len(within)), within)

    def _together(self, programme: Programme, closed: Bools, patience: int, worth: float) -> None:
        """Push all unsure bases at once, some up and some down, then the other way round.

        A round is fruitless in which no more than the share `worth` of them gets sure.
        """
        fruitless = 0
        for _ in range(ROUNDS):
            before = self.unsure(closed) & programme.free
            if fruitless == patience or not before.any():
                return
            sign = self.random.choice([-1.0, 1.0], size=len(closed))
            for each in (sign, -sign):
                cost = np.zeros(programme.n)
                for cell, line in np.argwhere(before):
                    cost[programme.variables(cell, line)] += each[cell]
                self._keep(programme.solve(cost))
            left = (self.unsure(closed) & programme.free).sum()
            fruitless = fruitless + 1 if left >= (1.0 - worth) * before.sum() else 0

    def _singly(self, programme: Callable[[int, int], Programme], closed: Bools, cells: Ints) -> list[Place]:
        """The bases of the first line, from above, in which one cannot be moved far enough."""
        found: list[Place] = []
        for line in self.tables.lines.downwards:
            for cell in cells[self.unsure(closed)[cells, line]]:
                if self.unsure(closed)[cell, line]:
                    self._one(programme(int(cell), line), int(cell), line, closed)
                    if self.unsure(closed)[cell, line]:
                        found.append((int(cell), line))
            if found:
                return found
        return []

    def _nearby(self, free: Bools, component: Ints, cell: int, line: int) -> Ints:
        """Some cells to move with one: those of its unit and of a few others, best such as add up with it."""
        sums = self.tables.sums_of(np.array([cell]))
        beside = [other for relation in sums for other in relation.members if free[other, line]]
        unit = self._unit[component]
        others = self.random.permutation(np.unique(unit[unit != self._unit[cell]]))
        first = np.isin(others, self._unit[beside])
        some = np.concatenate([others[first], others[~first]])[:NEARBY]
        return component[np.isin(unit, [self._unit[cell], *some])]

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
