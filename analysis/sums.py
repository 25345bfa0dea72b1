"""Ballots as weighted totals: one row a ballot, or one row a PSU of a cell, with the same sums."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from analysis.design import Bools, Design, Floats, Ints

Rows = NDArray[np.intp]
BLOCK = 1_000_000
"""Numbers of a working copy at a time, 8 MB: larger ones fall out of the processor's cache."""


@dataclass(frozen=True)
class AnyOf:
    """Who answered any of some items, row by row.

    `n` (rows,) respondents with a valid answer, `present` (rows,) whether anybody was asked, and `own`
    (rows × 2) the weighted totals of their own shares of positive answers, and of the respondents.
    """

    n: Ints
    present: Bools
    own: Floats


@dataclass(frozen=True)
class Sums:
    """P rows, each a ballot or all ballots of one PSU in one cell: all that estimates need of them.

    For J items and G composites: `columns(rows)` gives the weighted totals (rows × K) of positive
    answers (J), of valid answers (J) and, where the index rule asks for it, of own shares (G) and of
    anybody's answers (G), see `index_rules.Totals`. `n` (P × J + G) counts the respondents with a
    valid answer, `present` (P × J + G) says whether a line has anybody to count for the degrees of
    freedom, `ballots` (P,) counts the ballots. `squares(column)` (P,) are the squared weights of those
    who answered an item, -1 for all; `even` says that all weights are the same. `any_of(rows, items)`
    counts who answered any of some items.

    Examples
    --------
    >>> from analysis.coding import Coding, coded
    >>> from analysis.plan import Plan
    >>> from analysis.single_ballots import single_ballots
    >>> found = coded(np.frombuffer(b"551", np.uint8).reshape(3, 1), [Coding(0, {"1": 0.0, "5": 1.0}, "15")])
    >>> sums = single_ballots(found, Design.of(3), Plan(("q1",), (False,), (), "pooled"))
    >>> sums.totals(np.arange(3)).tolist(), sums.counts(np.arange(2)).tolist(), sums.kish(np.arange(3))
    ([2.0, 3.0], [2], 1.0)
    """

    design: Design
    n_items: int
    width: int
    ballots: Ints
    n: Ints | Bools
    present: Bools
    even: bool
    columns: Callable[[Rows], Floats]
    squares: Callable[[int], Floats]
    any_of: Callable[[Rows, Sequence[int]], AnyOf]
    kept: dict[int, Floats] = field(default_factory=dict)

    def totals(self, rows: Rows) -> Floats:
        """Weighted total of every column over some rows (K,)."""
        result = np.zeros(self.width)
        for part in self.parts(rows):
            result += self.columns(part).sum(axis=0)
        return result

    def scores(self, rows: Rows, coefficients: Floats) -> Floats:
        """Linearised scores (rows × k) of k lines with coefficients (K × k)."""
        result = np.empty((len(rows), coefficients.shape[1]))
        done = 0
        for part in self.parts(rows):
            np.matmul(self.columns(part), coefficients, out=result[done : done + len(part)])
            done += len(part)
        return result

    def counts(self, rows: Rows) -> Ints:
        """Respondents with a valid answer to each item and composite (J + G,)."""
        return np.asarray(self.n[rows].sum(axis=0), dtype=np.int64)

    def kish(self, rows: Rows, column: int = -1) -> float:
        """Kish's design effect of the weights of those who answered an item; -1: of all ballots."""
        if self.even or not len(rows):
            return 1.0
        if column not in self.kept:
            self.kept[column] = self.squares(column)
        if column < 0:
            weight, n = self.design.weight[rows].sum(), self.ballots[rows].sum()
        else:
            weight, n = self.totals(rows)[self.n_items + column], self.n[rows, column].sum()
        return float(n * self.kept[column][rows].sum() / weight**2) if weight > 0 else 1.0

    def parts(self, rows: Rows) -> Iterator[Rows]:
        """The rows in blocks small enough to work on."""
        step = max(1, BLOCK // self.width)
        for start in range(0, len(rows), step):
            yield rows[start : start + step]
