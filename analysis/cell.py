"""Everything estimated of one cell (a unit in a wave, or a breakdown of it) in one pass."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from analysis.design import Bools, Floats, Ints
from analysis.estimate import Estimate
from analysis.index import mean_interval
from analysis.index_rules import Totals, linear
from analysis.interval_rules import ROUNDING, Pool, Sampling, with_interval
from analysis.plan import Plan
from analysis.proportion import with_deff
from analysis.shown_items import of_shown_items
from analysis.single_ballots import SHARED
from analysis.sums import Rows, Sums
from analysis.variance import Domain

LINES_AT_A_TIME = 2_000_000
"""Scores kept in memory for all lines of a cell; above this they are made again when asked for."""


@dataclass(frozen=True)
class Line:
    """One estimate of a cell, without interval, and the items that it had to leave out."""

    estimate: Estimate
    missing: tuple[int, ...] = ()


class Cell:
    """The ballots of one cell: `rows` of the sums of a table.

    `parts` are cells that make up this one and share no stratum, so that their covariances add.
    `left_out` are items (columns) that no composite of the cell may use, because they are hidden.
    """

    def __init__(
        self,
        plan: Plan,
        sums: Sums,
        domain: Domain,
        *,
        parts: Sequence[Cell] = (),
        left_out: Collection[int] = (),
    ) -> None:
        self.plan = plan
        self.sums = sums
        self.domain = domain
        self.parts = tuple(parts)
        self.left_out = frozenset(left_out)

    def leaving_out(self, items: Collection[int]) -> Cell:
        """The same ballots, with composites that leave out some items."""
        if not items:
            return self
        sums, parts = self.sums, self.parts
        if self.plan.rule == SHARED:
            sums = of_shown_items(sums, self.plan, self.rows, items)
            parts = tuple(part.leaving_out(items) for part in parts)
        return Cell(self.plan, sums, self.domain, parts=parts, left_out=items)

    @property
    def rows(self) -> Rows:
        return self.domain.rows

    @cached_property
    def n(self) -> int:
        """Ballots in the cell."""
        return int(self.sums.ballots[self.rows].sum())

    @cached_property
    def counts(self) -> Ints:
        """Respondents with a valid answer to each item, and to any shown item of each composite."""
        counts = self.sums.counts(self.rows)
        for number, composite in enumerate(self.plan.composites, len(self.plan.items)):
            shown = [column for column in composite.columns if column not in self.left_out]
            if 0 < len(shown) < len(composite.columns):
                counts[number] = self.sums.any_of(self.rows, shown).n.sum()
        return counts

    @cached_property
    def totals(self) -> Floats:
        """Weighted total of every column (K,)."""
        if self.parts:
            return np.asarray(sum(part.totals for part in self.parts))
        return self.sums.totals(self.rows)

    @cached_property
    def covariance(self) -> Floats:
        """Covariance of all lines (lines × lines), exactly 0 where there is no spread."""
        if not self.domain.separate:
            return self.domain.covariance(self._scores)
        slopes, columns = self.coefficients, self._column_covariance
        result = slopes.T @ columns @ slopes
        # The columns vary even where their ratio does not: what is left of them is rounding.
        scale = (np.abs(slopes).T @ np.sqrt(np.maximum(np.diag(columns), 0.0))) ** 2
        still = np.diag(result) <= ROUNDING * scale
        result[still] = 0.0
        result[:, still] = 0.0
        return np.asarray(result)

    @cached_property
    def _column_covariance(self) -> Floats:
        if self.parts:
            return np.asarray(sum(part._column_covariance for part in self.parts))
        return self.domain.covariance_by_parts(self.sums.columns(part) for part in self.sums.parts(self.rows))

    @cached_property
    def sampling(self) -> Sampling:
        design = self.sums.design
        sampling = Sampling.of(self.domain)
        if not self.n:
            return sampling
        ballots = self.sums.ballots[self.rows]
        share = np.average(np.prod([s.fraction(self.rows) for s in design.stages], axis=0), weights=ballots)
        return replace(sampling, fraction=float(share), kish=self.sums.kish(self.rows))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Items, then composites: value, se, df, n and design effect, no interval yet."""
        values, missing, _ = self._solved
        variance, df = np.diag(self.covariance), self._df
        return tuple(
            self._line(number, value, float(np.sqrt(variance[number])), float(df[number]), missing[number])
            for number, value in enumerate(values)
        )

    @property
    def coefficients(self) -> Floats:
        """How the weighted totals move each line (K × lines)."""
        return self._solved[2]

    def scores(self, lines: Sequence[int]) -> Floats:
        """Linearised scores of some lines (rows × lines)."""
        if len(self.rows) * len(self.plan.codes) <= LINES_AT_A_TIME:
            return self._scores[:, list(lines)]
        return self.sums.scores(self.rows, self.coefficients[:, list(lines)])

    def answered(self, line: int) -> Bools:
        """Which rows count for the degrees of freedom of a line (rows,)."""
        return np.asarray(self.sums.present[self.rows, line])

    @cached_property
    def _scores(self) -> Floats:
        return self.sums.scores(self.rows, self.coefficients)

    @cached_property
    def _solved(self) -> tuple[list[float | None], list[tuple[int, ...]], Floats]:
        values: list[float | None] = []
        missing: list[tuple[int, ...]] = []
        coefficients = np.zeros((self.sums.width, len(self.plan.codes)))
        for number in range(len(self.plan.codes)):
            value, gone = self._solve(number, self.totals, coefficients[:, number])
            values.append(value)
            missing.append(gone)
        return values, missing, coefficients

    def _solve(
        self, number: int, totals: Floats, coefficient: Floats
    ) -> tuple[float | None, tuple[int, ...]]:
        """Value of a line and the items it leaves out; its coefficients (K,) are written in place."""
        items = len(self.plan.items)
        if number < items:
            size = totals[items + number]
            if not size > 0:
                return None, ()
            value = totals[number] / size
            coefficient[number], coefficient[items + number] = 1 / size, -value / size
            return float(value), ()
        return self._composite(number - items, totals, coefficient)

    def _composite(
        self, group: int, totals: Floats, coefficient: Floats
    ) -> tuple[float | None, tuple[int, ...]]:
        plan, items = self.plan, len(self.plan.items)
        composite = plan.composites[group]
        columns = np.array(composite.columns)
        place = {column: number for number, column in enumerate(composite.columns)}
        hidden = np.array([column in self.left_out for column in composite.columns])
        own = 2 * items + group
        shared = self.sums.width > 2 * items
        part = Totals(
            positive=np.where(hidden, 0.0, totals[columns]),
            answered=np.where(hidden, 0.0, totals[items + columns]),
            share=float(totals[own]) if shared else 0.0,
            anybody=float(totals[own + len(plan.composites)]) if shared else 0.0,
            factors=tuple(tuple(place[c] for c in f if c in place) for f in composite.factors),
            fixed=tuple(plan.fixed[column] for column in columns) if plan.fixed else (),
        )
        found = linear(part, plan.rule)
        if found is None:
            return None, ()
        shown = ~hidden
        coefficient[columns[shown]] = found.positive[shown]
        coefficient[items + columns[shown]] = found.answered[shown]
        if shared:
            coefficient[own], coefficient[own + len(plan.composites)] = found.share, found.anybody
        return found.value, tuple(int(columns[number]) for number in found.missing)

    @cached_property
    def _df(self) -> Floats:
        return self.domain.degrees_of_freedom(self.sums.present[self.rows])

    def _line(self, number: int, value: float | None, se: float, df: float, missing: tuple[int, ...]) -> Line:
        n, level = int(self.counts[number]), self.plan.level
        if value is None:
            return Line(Estimate(None, None, None, n, level=level, reason="nobody_answered"))
        plain = Estimate(value, se, df, n, level=level)
        return Line(plain if self.plan.scored else with_deff(plain), missing)

    def estimates(
        self, *, pools: Mapping[str, Pool], deffs: Mapping[str, float | None], whole: bool
    ) -> tuple[Estimate, ...]:
        """Every line with its interval; `whole`: all ballots of a unit, not a breakdown of it."""
        result: list[Estimate] = []
        sampling = self.sampling if whole else replace(self.sampling, simple=False)
        for number, (code, line) in enumerate(zip(self.plan.codes, self.lines, strict=True)):
            alone = self._only_item(number)
            if alone is not None:
                result.append(result[alone])
            elif self.plan.scored:
                result.append(mean_interval(line.estimate, sampling, self.plan.bounds))
            else:
                single = number < len(self.plan.items)
                own = self._of_item(number, sampling) if single else sampling
                estimate = with_interval(
                    line.estimate, own, single=single, pool=pools.get(code), deff_elsewhere=deffs.get(code)
                )
                result.append(estimate)
        return tuple(result)

    def _of_item(self, column: int, sampling: Sampling) -> Sampling:
        """The sampling with the design effect of an item's weights, for figures of 0 % and 100 %."""
        value = self.lines[column].estimate.value
        if self.sums.even or value is None or 0 < value < 1:
            return sampling
        return replace(sampling, kish=self.sums.kish(self.rows, column))

    def _only_item(self, number: int) -> int | None:
        """The one item of a composite that has but one: the same figure, so the same interval."""
        if number < len(self.plan.items):
            return None
        columns = self.plan.composites[number - len(self.plan.items)].columns
        return columns[0] if len(columns) == 1 else None
