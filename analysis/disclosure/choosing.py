"""Which line to close next: the one that costs a reader least and helps the exposed base."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.design import Bools, Ints
from analysis.disclosure.tables import Sum, Tables

NO_END = 10**9
ENOUGH = 2
"""How far a base has to be able to move to be one of three whole numbers."""

Place = tuple[int, int]
"""A base: (cell, line)."""


@dataclass(frozen=True)
class Choosing:
    """The tables, and the cells that the reader knows whatever is printed.

    Examples
    --------
    >>> tables = Tables.of_bases(np.array([[60], [3], [17], [40]]), (Sum(0, (1, 2, 3)),))
    >>> Choosing(tables, np.zeros(4, dtype=bool)).not_alone(tables.bases < 5).ravel().tolist()
    [False, True, True, False]
    """

    tables: Tables
    given: Bools

    @cached_property
    def _sums_of(self) -> list[list[Sum]]:
        found: list[list[Sum]] = [[] for _ in self.tables.bases]
        for relation in self.tables.sums:
            for cell in relation.members:
                found[cell].append(relation)
        return found

    def not_alone(self, closed: Bools) -> Bools:
        """Close further lines until no sum holds a single hidden base, which subtraction gives away."""
        while True:
            before = closed.copy()
            for line in self.tables.lines.downwards:
                closed = self._line_not_alone(self._roomy(closed, line), line)
            if (closed == before).all():
                return closed

    def _line_not_alone(self, closed: Bools, line: int) -> Bools:
        closed = closed.copy()
        known = np.array([self.given[s.whole] and len(s.parts) == 1 for s in self.tables.sums], dtype=bool)
        while True:
            free = closed[:, line] & ~self.given
            single = np.flatnonzero((self.tables.members @ free.astype(np.int64) == 1) & ~known)
            alone = [c for number in single for c in self.tables.sums[number].members if free[c]]
            more = self.next(closed, [cell for cell in alone if self.tables.bases[cell, line]], line)
            if more is None:
                return self.tables.close(closed)
            closed[more] = True

    def _roomy(self, closed: Bools, line: int) -> Bools:
        """Close more wherever a line has too little room within its parent to be anything else."""
        parent = self.tables.lines.parent[line]
        if parent < 0:
            return closed
        closed = closed.copy()
        while True:
            hidden = closed[:, line] & ~closed[:, parent] & ~self.given & (self.tables.bases[:, line] > 0)
            cells = np.flatnonzero(hidden & self._tight(closed, line))
            more = next(
                (found for cell in cells if (found := self._loosening(closed, int(cell), line))), None
            )
            if more is None:
                return self.tables.close(closed)
            closed[more] = True

    def _tight(self, closed: Bools, line: int) -> Bools:
        """Cells in a sum whose hidden bases have next to no room within the line above (C,)."""
        members = self.tables.members
        hidden = closed[:, line] & ~self.given
        room = members @ np.where(hidden, self._slacks(line), 0)
        open_whole = np.array([s.whole for s in self.tables.sums], dtype=np.int64)
        return np.asarray(members.T @ ((room < ENOUGH) & ~hidden[open_whole]).astype(np.int64) > 0)

    def against(self, closed: Bools, cell: int, line: int) -> Place | None:
        """What to close for one exposed base: the line above it where it has little room there.

        Where its own line is closed already, other lines give it away: those of the same group first.
        """
        parent = self.tables.lines.parent[line]
        if parent >= 0 and not closed[cell, parent] and self._slack(cell, line) <= ENOUGH:
            return cell, parent
        others = sorted(self.tables.lines.downwards, key=lambda other: self._apart(line, other))
        found = (self.next(closed, [cell], other) for other in (line, parent, *others) if other >= 0)
        return next((place for place in found if place is not None), None)

    def _apart(self, line: int, other: int) -> bool:
        return self.tables.lines.parent[other] != self.tables.lines.parent[line]

    def next(self, closed: Bools, exposed: Iterable[int], line: int) -> Place | None:
        """What to close for the sake of some cells' bases in a line; None when all is closed already.

        The cell that covers most sums with a single hidden cell, then the smallest; wholes last.
        """
        cells = sorted(set(exposed))
        reached: set[int] = set(cells)
        near = {s for cell in cells for s in self._sums_of[cell]}
        hidden = closed[:, line] & ~self.given
        while near:
            single = [s for s in near if hidden[list(s.members)].sum() == 1]
            for among in (single, near):
                for candidates in ({p for s in among for p in s.parts}, {s.whole for s in among}):
                    chosen = self._best(closed, candidates, line, single)
                    if chosen is not None:
                        return chosen, line
            further = {c for s in near for c in s.members} - reached
            reached |= further
            near = {s for cell in further for s in self._sums_of[cell]} - near
        return None

    def _best(self, closed: Bools, candidates: Iterable[int], line: int, single: list[Sum]) -> int | None:
        counts = self.tables.bases[:, line]
        free = [c for c in candidates if not (closed[c, line] or self.given[c]) and counts[c] > 0]

        def cost(cell: int) -> tuple[int, int, int]:
            return -sum(cell in relation.parts for relation in single), int(counts[cell]), cell

        return min(free, key=cost, default=None)

    def _slacks(self, line: int) -> Ints:
        """Who is counted in the line above, and not in this one (C,)."""
        bases = self.tables.bases
        return np.asarray(bases[:, self.tables.lines.parent[line]] - bases[:, line])

    def _slack(self, cell: int, line: int) -> int:
        return int(self._slacks(line)[cell])

    def _loosening(self, closed: Bools, cell: int, line: int) -> Place | None:
        """What to close so that the hidden bases of a sum can grow and shrink: where they are nearly as
        large as the line above them, who is missing in one of them is soon found.

        The smallest base with room enough; none being there, the line above the cell in question.
        """
        counts = self.tables.bases[:, line]
        for relation in self._sums_of[cell]:
            hidden = [c for c in relation.members if closed[c, line] and not self.given[c]]
            room = NO_END if relation.whole in hidden else sum(self._slack(c, line) for c in hidden)
            if room >= self._wanted(cell, line):
                continue
            free = [
                c
                for c in relation.parts
                if not (closed[c, line] or self.given[c]) and room + self._slack(c, line) >= ENOUGH
            ]
            best = min(free, key=lambda c: (counts[c], c), default=None)
            return (cell, self.tables.lines.parent[line]) if best is None else (best, line)
        return None

    def _wanted(self, cell: int, line: int) -> int:
        whole = self.tables.within[cell]
        return ENOUGH if whole < 0 else min(ENOUGH, int(self.tables.bases[whole, line]))

    def needed(self, closed: Bools) -> Ints:
        """Numbers that each base must allow (C × L): three, or all there are where its whole is known.

        One is all there is where everybody of a known unit is shown to have the same value of a breakdown.
        """
        bases = self.tables.bases
        result = np.where(bases > 0, ENOUGH + 1, 0)
        for relation in self.tables.sums:
            if self.given[relation.whole]:
                parts = list(relation.parts)
                result[parts] = np.minimum(result[parts], bases[relation.whole] + 1)
                same = (bases[parts, -1] == bases[relation.whole, -1]) & ~closed[parts, -1]
                result[np.array(parts)[same | (len(parts) == 1)]] = 1
        return np.asarray(result)
