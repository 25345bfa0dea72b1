"""Everything estimated of one cell (a unit in a wave, or a breakdown of it) in one pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analysis.design import Bools, Design, Floats
from analysis.estimate import Estimate
from analysis.figures import Kind
from analysis.index import Answers, mean_interval, score
from analysis.interval_rules import FEW_DF, Pool, Sampling, with_interval
from analysis.proportion import with_deff
from analysis.variance import Domain


@dataclass(frozen=True)
class Composite:
    """A factor, an aspect or the overall index: which columns it is made of."""

    code: str
    kind: Kind
    columns: tuple[int, ...]
    factors: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class Plan:
    """What to estimate: the items (columns of the answers), the composites, and by which rule."""

    items: tuple[str, ...]
    beside: tuple[bool, ...]
    composites: tuple[Composite, ...]
    rule: str
    fixed: tuple[float, ...] = ()
    bounds: tuple[float, float] | None = None
    level: float = 0.95

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of all lines: items in order, then composites."""
        return self.items + tuple(each.code for each in self.composites)

    def kind(self, line: int) -> Kind:
        """Item, item reported beside, factor, aspect or overall."""
        if line < len(self.items):
            return "overall_item" if self.beside[line] else "item"
        return self.composites[line - len(self.items)].kind

    @property
    def scored(self) -> bool:
        """Whether the figures are mean scores in units of the answer codes."""
        return self.rule == "mean_score"


@dataclass(frozen=True)
class Line:
    """One estimate of a cell, its linearised score (rows of the cell,) and who it stands on."""

    estimate: Estimate
    score: Floats
    kish: float
    missing: tuple[int, ...] = ()


class Cell:
    """The ballots of one cell: `rows` of the design, their `value` and `answered` (rows × items).

    `asked` (rows × items) says to whom an item was put at all.
    """

    def __init__(
        self,
        plan: Plan,
        design: Design,
        rows: NDArray[np.intp],
        value: Floats,
        answered: Bools,
        asked: Bools,
    ) -> None:
        self.plan = plan
        self.domain = Domain(design, rows)
        self.answers = Answers(self.domain.weight, value, answered, fixed=plan.fixed)
        self.asked = asked

    @property
    def n(self) -> int:
        """Ballots in the cell."""
        return len(self.domain.rows)

    @cached_property
    def sampling(self) -> Sampling:
        return Sampling.of(self.domain)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Items, then composites: value, se, df, n and design effect, no interval yet."""
        return self._items() + tuple(self._composite(each) for each in self.plan.composites)

    @cached_property
    def scores(self) -> Floats:
        """Linearised scores of all lines (rows × lines)."""
        return np.column_stack([line.score for line in self.lines])

    def _items(self) -> tuple[Line, ...]:
        answers = self.answers
        se = np.sqrt(self.domain.variance(answers.item_scores))
        df = self.domain.degrees_of_freedom(answers.answered)
        n = answers.answered.sum(axis=0)
        return tuple(
            Line(self._item(j, int(n[j]), se[j], df[j]), answers.item_scores[:, j], self._kish(j))
            for j in range(len(n))
        )

    def _item(self, column: int, n: int, se: float, df: float) -> Estimate:
        if not self.answers.available[column]:
            return Estimate(None, None, None, n, level=self.plan.level, reason="nobody_answered")
        value = float(self.answers.item_values[column])
        plain = Estimate(value, float(se), float(df), n, level=self.plan.level)
        return plain if self.plan.scored else with_deff(plain)

    def _kish(self, column: int) -> float:
        weight = self.domain.weight * self.answers.answered[:, column]
        size = weight.sum()
        return float((weight > 0).sum() * (weight**2).sum() / size**2) if size > 0 else 1.0

    def _composite(self, composite: Composite) -> Line:
        part = replace(self.answers, factors=composite.factors).columns(composite.columns)
        found = score(part, self.plan.rule)
        n = int(part.anybody.sum())
        level = self.plan.level
        if found is None:
            nothing = Estimate(None, None, None, n, level=level, reason="nobody_answered")
            return Line(nothing, np.zeros(self.n), 1.0)
        se = float(np.sqrt(self.domain.variance(found.score[:, None])[0]))
        asked = np.asarray(self.asked[:, list(composite.columns)].any(axis=1))[:, None]
        df = float(self.domain.degrees_of_freedom(asked)[0])
        plain = Estimate(found.value, se, df, n, level=level)
        missing = tuple(composite.columns[column] for column in found.missing)
        estimate = plain if self.plan.scored else with_deff(plain)
        return Line(estimate, found.score, self.sampling.kish, missing)

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
                continue
            own = replace(sampling, kish=line.kish)
            if self.plan.scored:
                result.append(mean_interval(line.estimate, own, self.plan.bounds))
                continue
            single = number < len(self.plan.items)
            result.append(
                with_interval(
                    line.estimate, own, single=single, pool=pools.get(code), deff_elsewhere=deffs.get(code)
                )
            )
        return tuple(result)

    def _only_item(self, number: int) -> int | None:
        """The one item of a composite that has but one: the same figure, so the same interval."""
        if number < len(self.plan.items):
            return None
        columns = self.plan.composites[number - len(self.plan.items)].columns
        return columns[0] if len(columns) == 1 else None


def pools(cells: Sequence[Cell]) -> dict[str, Pool]:
    """Design effect of each line pooled over the units of a kind, weighted by degrees of freedom.

    Two villages tell next to nothing of how villages differ; all communes' villages together do.
    """
    if not cells or not cells[0].domain.design.clustered:
        return {}
    result = {}
    for number, code in enumerate(cells[0].plan.codes):
        known = [
            (line.estimate.df, line.estimate.deff)
            for line in (cell.lines[number] for cell in cells)
            if line.estimate.df and line.estimate.deff is not None
        ]
        df = sum(d for d, _ in known)
        if df >= FEW_DF:
            result[code] = Pool(sum(d * deff for d, deff in known) / df, float(df))
    return result
