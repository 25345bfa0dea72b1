"""The figures of one wave, cell by cell, and the changes between successive waves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.cell import Cell, Plan, pools
from analysis.comparing.verdicts import adjusted, change, lowest, verdict, yardsticks
from analysis.design import Bools
from analysis.disclosure.hiding import Key, hidden_lines
from analysis.estimate import Estimate
from analysis.figures import Change, Figure, Hidden, Limits, Lowest, Verdict
from analysis.survey_table import SurveyTable

Judged = tuple[float | None, Verdict]
"""Mean of the other units and the tested word."""


@dataclass(frozen=True)
class Wave:
    """One wave: its cells, their estimates, and what of each may be shown and judged, line by line."""

    name: str | None
    table: SurveyTable
    plan: Plan
    cells: Mapping[Key, Cell]
    estimates: Mapping[Key, tuple[Estimate, ...]]
    hidden: Mapping[Key, tuple[Hidden, ...]]
    reliable: Mapping[Key, Bools]

    @classmethod
    def of(cls, table: SurveyTable, plan: Plan, name: str | None, limits: Limits) -> Wave:
        """Estimate every cell of a wave, hide what is small, and say what is reliable."""
        cells = _cells(table, plan, name)
        estimates = _estimates(cells, plan)
        keys = list(cells)
        bases = np.array([[e.n for e in estimates[key]] + [cells[key].n] for key in keys], dtype=np.int64)
        hidden = hidden_lines(keys, bases, limits)
        reliable = {
            key: np.array(
                [_reliable(e, h, limits, plan) for e, h in zip(estimates[key], hidden[key], strict=False)]
            )
            for key in keys
        }
        return cls(name, table, plan, cells, estimates, hidden, reliable)

    def figures(self, order: Sequence[str]) -> tuple[Figure, ...]:
        """All figures of the wave, lines in the order given."""
        lines = [self.plan.codes.index(code) for code in order]
        judged = self._judged()
        nothing: tuple[Judged, ...] = ((None, ""),) * len(self.plan.codes)
        return tuple(
            self._figure(key, line, judged.get(key, nothing)[line]) for key in self.cells for line in lines
        )

    def lowest(self) -> tuple[Lowest, ...]:
        """The lowest reliable items of every unit, and of all together."""
        result = []
        for (unit, by), cell in self.cells.items():
            if by is not None:
                continue
            items = [
                line
                for line in range(len(self.plan.items))
                if self.reliable[unit, by][line] and not self.plan.beside[line]
            ]
            found = lowest(cell, items)
            result += [Lowest(unit, self.name, self.plan.items[line], clearly) for line, clearly in found]
        return tuple(result)

    def _judged(self) -> dict[Key, tuple[Judged, ...]]:
        units = {unit: self.cells[unit, None] for unit in self.table.units if (unit, None) in self.cells}
        shown = {unit: np.array([why == "" for why in self.hidden[unit, None][:-1]]) for unit in units}
        compared = yardsticks(self.cells[None, None], units, shown)
        overall = np.array([self.plan.kind(line) == "overall" for line in range(len(self.plan.codes))])
        # Volunteers are described, not judged.
        testable = [self.reliable[unit, None] & (not self.table.design.voluntary) for unit in compared]
        p = [np.where(t, y.p, np.nan) for t, y in zip(testable, compared.values(), strict=True)]
        return {
            (unit, None): tuple(
                (None if np.isnan(others) or not seen else float(others), verdict(above, q, self.plan.level))
                for others, above, q, seen in zip(y.others, y.above, row, shown[unit], strict=True)
            )
            for (unit, y), row in zip(compared.items(), adjusted(np.array(p), overall), strict=True)
        }

    def _figure(self, key: Key, line: int, judged: Judged) -> Figure:
        (unit, by), cell, plan = key, self.cells[key], self.plan
        why, estimate = self.hidden[key][line], self.estimates[key][line]
        closed = why in ("few", "complement")
        counted = line < len(plan.items) and not closed
        rows = cell.domain.rows
        return Figure(
            wave=self.name,
            unit=unit,
            by=by,
            code=plan.codes[line],
            kind=plan.kind(line),
            n=None if self.hidden[key][-1] in ("few", "complement") else cell.n,
            n_valid=None if closed else estimate.n,
            dont_know=int(self.table.coded.no_opinion[rows, line].sum()) if counted else None,
            counts=self.table.counts(rows, line) if counted else None,
            estimate=None if why else estimate,
            suppressed=why,
            reliable=bool(self.reliable[key][line]),
            others=judged[0],
            versus_others=judged[1],
            missing_items=tuple(plan.items[column] for column in cell.lines[line].missing),
        )


def changes(waves: Sequence[Wave], order: Sequence[str]) -> tuple[Change, ...]:
    """Every figure of every unit in each pair of successive waves."""
    result = []
    for before, after in zip(waves, waves[1:], strict=False):
        for key in before.cells:
            if key[1] is None and key in after.cells:
                result += [_change(before, after, key, before.plan.codes.index(code)) for code in order]
    return tuple(result)


def _change(before: Wave, after: Wave, key: Key, line: int) -> Change:
    assert before.name is not None and after.name is not None
    plan = before.plan
    why = before.hidden[key][line] or after.hidden[key][line]
    bare = Change(before.name, after.name, key[0], plan.codes[line], plan.kind(line), suppressed=why)
    if why:
        return bare
    first, second = before.cells[key], after.cells[key]
    d = change(first, second, line)
    both = bool(before.reliable[key][line] and after.reliable[key][line])
    counted = first.domain.census and second.domain.census
    return replace(
        bare,
        value_from=first.lines[line].estimate.value,
        value_to=second.lines[line].estimate.value,
        difference=d.value,
        se=d.se,
        df=d.df,
        t=d.t,
        p=d.p,
        low=d.low,
        high=d.high,
        differs=both and (d.value != 0 if counted else d.p is not None and d.p < 1 - plan.level),
    )


def _cells(table: SurveyTable, plan: Plan, wave: str | None) -> dict[Key, Cell]:
    cells: dict[Key, Cell] = {}
    for unit in (None, *table.units):
        breakdowns = [(name, value) for name, column in table.by.items() for value in column.names]
        for by in (None, *breakdowns):
            rows = table.rows(wave, unit, by)
            if len(rows):
                cells[unit, by] = table.cell(plan, rows)
    return cells


def _estimates(cells: Mapping[Key, Cell], plan: Plan) -> dict[Key, tuple[Estimate, ...]]:
    pooled = pools([cell for (unit, by), cell in cells.items() if unit is not None and by is None])
    everywhere = {
        code: line.estimate.deff for code, line in zip(plan.codes, cells[None, None].lines, strict=True)
    }
    return {
        (unit, by): cell.estimates(
            pools=pooled if unit is not None else {}, deffs=everywhere, whole=by is None
        )
        for (unit, by), cell in cells.items()
    }


def _reliable(estimate: Estimate, hidden: Hidden, limits: Limits, plan: Plan) -> bool:
    if hidden or estimate.n < limits.reliable:
        return False
    if estimate.method == "census":
        return True
    if estimate.low is None or estimate.high is None:
        return False
    scale = plan.bounds[1] - plan.bounds[0] if plan.bounds else 1.0
    return estimate.high - estimate.low <= limits.width * scale
