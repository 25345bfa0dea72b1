"""Everything published of some cells as linear equations: which other tables would have looked the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array, vstack

from analysis.design import Bools, Floats, Ints
from analysis.disclosure.tables import Tables
from analysis.disclosure.whole_numbers import whole_numbers


@dataclass
class _Rows:
    """Rows of a sparse matrix, added many at a time: low ≤ row · x ≤ high."""

    row: list[Ints] = field(default_factory=list)
    column: list[Ints] = field(default_factory=list)
    value: list[Floats] = field(default_factory=list)
    low: list[Floats] = field(default_factory=list)
    high: list[Floats] = field(default_factory=list)
    n: int = 0

    def add(self, columns: Ints, values: Floats | float, low: Floats | float, high: Floats | float) -> None:
        """As many rows as `columns` (rows × k) has, −1 standing for no variable."""
        count = len(columns)
        used = columns >= 0
        self.row.append(self.n + np.nonzero(used)[0])
        self.column.append(columns[used])
        self.value.append(np.broadcast_to(np.asarray(values, dtype=float), columns.shape)[used])
        self.low.append(np.broadcast_to(np.asarray(low, dtype=float), (count,)))
        self.high.append(np.broadcast_to(np.asarray(high, dtype=float), (count,)))
        self.n += count

    def matrix(self, n: int) -> csr_array:
        parts = [np.concatenate(each) for each in (self.value, self.row, self.column)]
        return csr_array((parts[0], (parts[1], parts[2])), shape=(self.n, n))


class Programme:
    """The bases that a reader does not see in some cells, and all that he knows of them.

    Cells outside `cells` stay as they are, so a table found here is a table of the whole. `closed`
    (C × L) says what is not printed, `free` what the reader does not know of that.

    Examples
    --------
    >>> from analysis.disclosure.tables import Sum
    >>> tables = Tables.of_bases(np.array([[43], [3], [40]]), (Sum(0, (1, 2)),))
    >>> hidden = np.array([[False], [True], [True]])
    >>> programme = Programme(tables, hidden, hidden, np.arange(3))
    >>> cost = np.zeros(programme.n)
    >>> cost[programme.variables(1, 0)] = -1.0
    >>> programme.solve(cost).ravel().tolist()
    [43, 42, 1]
    """

    def __init__(self, tables: Tables, closed: Bools, free: Bools, cells: Ints) -> None:
        self.tables, self.closed, self.cells = tables, closed, cells
        self.free = np.zeros_like(free)
        self.free[cells] = free[cells]
        self.n = 0
        self._number()
        rows = _Rows()
        self._add_up(rows)
        least = tables.least(closed)
        self._ballots(rows, least)
        self._items(rows, least)
        for line in tables.lines.composites:
            self._composite(rows, line, least[:, line] * closed[:, line])
        self.matrix = rows.matrix(self.n)
        self.low, self.high = np.concatenate(rows.low), np.concatenate(rows.high)
        self.most = np.full(self.n, float(tables.bases.max()) + 3)

    def _number(self) -> None:
        """A variable for each hidden number of ballots, count of a code, and base of a composite."""
        tables, lines = self.tables, self.tables.lines
        j = lines.n_items
        seen = (tables.answers * self.free[:, :j, None])[self.cells].sum(axis=0) > 0
        self.answer = self._numbers(self.free[:, :j, None] & seen)
        loose = np.zeros(tables.bases.shape, dtype=bool)
        loose[:, -1] = self.free[:, -1]
        for line in lines.composites:
            loose[:, line] = self.free[:, list(lines.items[line])].any(axis=1)
        self.base = self._numbers(loose)
        self.valid = np.where(tables.valid, self.answer, -1)

    def _numbers(self, hidden: Bools) -> Ints:
        number = np.full(hidden.shape, -1, dtype=np.int64)
        number[hidden] = np.arange(self.n, self.n + hidden.sum())
        self.n += int(hidden.sum())
        return number

    @cached_property
    def truth(self) -> Floats:
        """The variables as they are (n,)."""
        result = np.zeros(self.n)
        result[self.base[self.base >= 0]] = self.tables.bases[self.base >= 0]
        result[self.answer[self.answer >= 0]] = self.tables.answers[self.answer >= 0]
        return result

    def _add_up(self, rows: _Rows) -> None:
        """Sums over cells, of ballots, composites and each code, stay what they are."""
        count = len(self.tables.bases)
        numbers = np.concatenate([self.base, self.answer.reshape(count, -1)], axis=1)
        padded = np.append(self.truth, 0.0)
        for relation in self.tables.sums_of(self.cells):
            members = list(relation.members)
            sign = np.where(np.arange(len(members)) == 0, -1.0, 1.0)
            columns = numbers[members].T
            columns = columns[(columns >= 0).any(axis=1)]
            total = padded[columns] @ sign
            rows.add(columns, sign, total, total)

    def _ballots(self, rows: _Rows, least: Ints) -> None:
        own = self.base[:, -1]
        cells = np.flatnonzero((own >= 0) & (least[:, -1] > 0))
        rows.add(own[cells, None], 1.0, 1.0, np.inf)

    def _items(self, rows: _Rows, least: Ints) -> None:
        """No more answers than ballots, no fewer valid ones than the reader is told of."""
        lines = self.tables.lines
        cells, items = np.nonzero(self.free[:, : lines.n_items])
        self._at_most(rows, self.answer[cells, items], cells, np.full(len(cells), lines.ballots))
        self._at_most(rows, self.valid[cells, items], cells, np.array(lines.parent)[items])
        told = least[cells, items] > 0
        rows.add(self.valid[cells[told], items[told]], 1.0, 1.0, np.inf)

    def _composite(self, rows: _Rows, line: int, least: Ints) -> None:
        """Not fewer than in any line within it, not more than in all of them together."""
        lines = self.tables.lines
        cells = np.flatnonzero(self.base[:, line] >= 0)
        own = self.base[cells, line][:, None]
        shown = self._shown(cells, line)
        rows.add(own, 1.0, np.maximum(shown, least[cells]), np.inf)
        self._at_most(rows, own, cells, np.full(len(cells), lines.parent[line]))
        columns, known = [own], shown.astype(float)
        for child in lines.below(line):
            if child < lines.n_items:
                columns.append(self.valid[cells, child])
            else:
                columns.append(self.base[cells, child][:, None])
                known -= np.where(self.base[cells, child] >= 0, self._shown(cells, child), 0)
        joined = np.concatenate(columns, axis=1)
        rows.add(joined, np.where(np.arange(joined.shape[1]) == 0, 1.0, -1.0), -np.inf, known)

    def _shown(self, cells: Ints, line: int) -> Ints:
        """Respondents who answered any of the items of a composite that are printed."""
        items = np.array(self.tables.lines.items[line])
        return np.array(
            [self.tables.any_of(int(cell), tuple(items[~self.closed[cell, items]])) for cell in cells],
            dtype=np.int64,
        )

    def _at_most(self, rows: _Rows, columns: Ints, cells: Ints, lines: Ints) -> None:
        """Sums of variables are at most the base of a line."""
        above = self.base[cells, lines][:, None]
        joined = np.concatenate([columns, above], axis=1)
        sign = np.where(np.arange(joined.shape[1]) < columns.shape[1], 1.0, -1.0)
        known = np.where(above[:, 0] >= 0, 0, self.tables.bases[cells, lines])
        rows.add(joined, sign, -np.inf, known)

    def variables(self, cell: int, line: int) -> Ints:
        """The variables that add up to the base of a line."""
        own = self.valid[cell, line] if line < self.tables.lines.n_items else self.base[cell, [line]]
        return np.asarray(own[own >= 0])

    def solve(self, cost: Floats, fixed: tuple[Ints, int] | None = None) -> Ints | None:
        """Bases of all cells (C × L) in a table that makes `cost` (n,) least; None where there is none.

        `fixed` : variables, and what they are to add up to
        """
        matrix, low, high = self.matrix, self.low, self.high
        if fixed is not None:
            more = np.zeros((1, self.n))
            more[0, fixed[0]] = 1.0
            matrix = vstack([matrix, csr_array(more)]).tocsr()
            low, high = np.append(low, fixed[1]), np.append(high, fixed[1])
        x = whole_numbers(cost, matrix, low, high, self.most)
        return None if x is None else self.bases(x)

    @cached_property
    def _turns(self) -> list[tuple[Ints, Ints, Ints]]:
        """Line by line from above: its variables, their parents, the rows that it is the last to enter."""
        order = {line: turn for turn, line in enumerate(self.tables.lines.downwards)}
        turn, parent = np.zeros(self.n, dtype=np.int64), np.full(self.n, -1, dtype=np.int64)
        for numbers in (self.base, self.answer[:, :, 0]):
            cells, lines = np.nonzero(numbers >= 0)
            own = numbers[cells, lines]
            turn[own] = [order[int(line)] for line in lines]
            above = np.array(self.tables.lines.parent)[lines]
            parent[own] = np.where(above >= 0, self.base[cells, above], -1)
        last = np.zeros(self.matrix.shape[0], dtype=np.int64)
        entry = self.matrix.tocoo()
        np.maximum.at(last, entry.row, turn[entry.col])
        return [
            (np.flatnonzero(turn == number), parent[turn == number], np.flatnonzero(last == number))
            for number in range(len(order))
            if (turn == number).any()
        ]

    def in_turn(self, cost: Floats, width: int) -> Ints | None:
        """As `solve`, line by line from above: quick where there are many cells, and not sure to find one.

        For tables without codes. A base moves as its parent did, and up to `width` further.
        """
        x = self.truth.copy()
        for columns, parent, rows in self._turns:
            moved = np.where(parent >= 0, (x - self.truth)[parent], 0.0)
            matrix = self.matrix[rows]
            x[columns] = 0.0
            known = matrix @ x
            for wide in (width,) if cost[columns].any() else (0, width):
                near = self.truth[columns] + moved
                found = whole_numbers(
                    cost[columns],
                    matrix[:, columns],
                    self.low[rows] - known,
                    self.high[rows] - known,
                    near + wide,
                    np.maximum(near - wide, 0.0),
                )
                if found is not None:
                    break
            if found is None:
                return None
            x[columns] = found
        return self.bases(x)

    def bases(self, x: Floats) -> Ints:
        """The bases (C × L) that variables make."""
        j = self.tables.lines.n_items
        padded = np.append(x, 0.0)
        result = self.tables.bases.copy()
        result[self.base >= 0] = padded[self.base[self.base >= 0]]
        result[:, :j] = np.where(self.free[:, :j], padded[self.valid].sum(axis=2), result[:, :j])
        return result
