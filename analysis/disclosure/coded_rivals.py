"""Other tables with every count of a code, in the large parts where only bases were followed before."""

from __future__ import annotations

import numpy as np

from analysis.design import Bools, Ints
from analysis.disclosure.choosing import Place
from analysis.disclosure.programme import Programme
from analysis.disclosure.rivals import EXACT, NEARBY, Rivals

LARGEST = 5_000
"""Hidden counts of codes that are followed; in a larger part the bases alone have been."""
COMPANIES = (*[NEARBY] * 6, 10, 10)
"""Units that are moved together, the others staying as they are, before all are; drawn anew each time."""


class CodedRivals(Rivals):
    """As `Rivals`, asked when those find nothing exposed any more; for public editions alone.

    What is safe among a few units is safe; what is not may still be so among all of them. Only that last
    search, which knows of the hidden numbers no more than a reader does, finds a base exposed: so what is
    hidden tells nothing of what it hides.
    """

    def _part(self, closed: Bools, free: Bools, component: Ints) -> list[Place]:
        if self.given.any():
            return []
        counts = free[component, : self.tables.lines.n_items].sum() * self.tables.answers.shape[2]
        if counts > LARGEST:
            return []
        programme = Programme(self.tables, closed, free, component)
        if programme.n <= EXACT:
            return []
        for few in COMPANIES:
            self._in_company(closed, free, component, few)
        return self._singly(lambda cell: programme, closed, component)

    def _in_company(self, closed: Bools, free: Bools, component: Ints, few: int) -> None:
        unit = self.unit[component]
        units = self.random.permutation(np.unique(unit))
        for first in range(0, len(units), few):
            cells = component[np.isin(unit, units[first : first + few])]
            if self.unsure(closed)[cells].any():
                self._push(Programme(self.tables, closed, free, cells), closed)
