"""The figures of one wave, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.cell import Cell
from analysis.comparing.extremes import extremes
from analysis.comparing.verdicts import adjusted, verdict, yardsticks
from analysis.design import Bools, Ints
from analysis.disclosure.hiding import hidden_lines
from analysis.disclosure.published import keys_of, tables_of
from analysis.disclosure.tables import Key
from analysis.estimate import Estimate
from analysis.figures import By, Figure, Hidden, Highest, Limits, Lowest, Verdict
from analysis.hand_counts import HandCounts
from analysis.plan import Plan
from analysis.pooling import pools
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
        cells = _cells(table, name)
        hidden = _hidden(table, name, cells, plan, limits)
        cells = {key: cell.leaving_out(_unseen(hidden[key], plan)) for key, cell in cells.items()}
        estimates = _estimates(cells, plan)
        reliable = {
            key: np.array(
                [_reliable(e, h, limits, plan) for e, h in zip(estimates[key], hidden[key], strict=False)]
            )
            for key in cells
        }
        return cls(name, table, plan, cells, estimates, hidden, reliable)

    def figures(self, order: Sequence[str]) -> tuple[Figure, ...]:
        """All figures of the wave, lines in the order given."""
        lines = [self.plan.codes.index(code) for code in order]
        judged = self._judged()
        nothing: tuple[Judged, ...] = ((None, ""),) * len(self.plan.codes)
        return tuple(
            figure
            for key in self._printed
            for figure in (
                self._figures(key, lines, judged.get(key, nothing))
                if key in self.cells
                else self._of_nobody(key, lines)
            )
        )

    @property
    def _printed(self) -> list[Key]:
        """The cells that have ballots, and those that hide among others that they have none."""
        breakdowns = list(dict.fromkeys(by for _, by in self.hidden))
        keys = [key for key, whys in self.hidden.items() if key in self.cells or "hidden" in whys]
        return sorted(keys, key=lambda key: _place(self.table, breakdowns, key))

    def _of_nobody(self, key: Key, lines: Sequence[int]) -> list[Figure]:
        (unit, by), plan = key, self.plan
        nothing = Figure(self.name, unit, by, "", "item", None, None, None, None, None, "hidden")
        return [replace(nothing, code=plan.codes[line], kind=plan.kind(line)) for line in lines]

    def extremes(self) -> tuple[tuple[Lowest, ...], tuple[Highest, ...]]:
        """The lowest and the highest reliable items of every unit, and of all together."""
        low: list[Lowest] = []
        high: list[Highest] = []
        for (unit, by), cell in self.cells.items():
            if by is not None:
                continue
            items = [
                line
                for line in range(len(self.plan.items))
                if self.reliable[unit, by][line] and not self.plan.beside[line]
            ]
            found = extremes(cell, items)
            named = self.plan.items
            low += [Lowest(unit, self.name, named[line], clearly) for line, clearly in found.lowest]
            high += [Highest(unit, self.name, named[line], clearly) for line, clearly in found.highest]
        return tuple(low), tuple(high)

    def _judged(self) -> dict[Key, tuple[Judged, ...]]:
        units = {unit: self.cells[unit, None] for unit in self.table.units if (unit, None) in self.cells}
        shown = {unit: np.array([why == "" for why in self.hidden[unit, None][:-1]]) for unit in units}
        compared = yardsticks(self.cells[None, None], units, shown)
        overall = np.array([self.plan.kind(line) == "overall" for line in range(len(self.plan.codes))])
        # Volunteers are described, not judged.
        testable = [self.reliable[unit, None] & (not self.table.sums.design.voluntary) for unit in compared]
        p = [np.where(t, y.p, np.nan) for t, y in zip(testable, compared.values(), strict=True)]
        return {
            (unit, None): tuple(
                (None if np.isnan(others) or not seen else float(others), verdict(above, q, self.plan.level))
                for others, above, q, seen in zip(y.others, y.above, row, shown[unit], strict=True)
            )
            for (unit, y), row in zip(compared.items(), adjusted(np.array(p), overall), strict=True)
        }

    def _figures(self, key: Key, lines: Sequence[int], judged: Sequence[Judged]) -> list[Figure]:
        counts = self.table.counts
        assert counts is not None
        cell = counts.cell(self.name, *key)
        return [self._figure(key, line, judged[line], counts, cell) for line in lines]

    def _figure(self, key: Key, line: int, judged: Judged, hand: HandCounts, counts: Ints) -> Figure:
        (unit, by), cell, plan = key, self.cells[key], self.plan
        why, estimate = self.hidden[key][line], self.estimates[key][line]
        closed = why == "hidden"
        counted = line < len(plan.items) and not closed
        return Figure(
            wave=self.name,
            unit=unit,
            by=by,
            code=plan.codes[line],
            kind=plan.kind(line),
            n=None if self.hidden[key][-1] == "hidden" else cell.n,
            n_valid=None if closed else estimate.n,
            dont_know=hand.no_opinion(counts, line) if counted else None,
            counts=hand.item(counts, line) if counted else None,
            estimate=None if why else estimate,
            suppressed=why,
            reliable=bool(self.reliable[key][line]),
            others=judged[0],
            versus_others=judged[1],
            missing_items=() if closed else tuple(plan.items[column] for column in cell.lines[line].missing),
        )


def _cells(table: SurveyTable, wave: str | None) -> dict[Key, Cell]:
    breakdowns: list[By] = [None]
    breakdowns += [(name, value) for name, column in table.by.items() for value in column.names]
    cells: dict[Key, Cell] = {}
    for by in breakdowns:
        units: dict[Key, Cell] = {}
        for unit in table.units:
            rows = table.rows(wave, unit, by)
            if len(rows):
                units[unit, by] = table.cell(rows)
        rows = table.rows(wave, None, by)
        if len(rows):
            cells[None, by] = table.cell(rows, tuple(units.values()))
        cells |= units
    return dict(sorted(cells.items(), key=lambda item: _place(table, breakdowns, item[0])))


def _place(table: SurveyTable, breakdowns: Sequence[By], key: Key) -> tuple[int, int]:
    """All together first, then unit by unit, each with its breakdowns."""
    unit, by = key
    return (-1 if unit is None else table.units.index(unit)), breakdowns.index(by)


def _hidden(
    table: SurveyTable, wave: str | None, cells: Mapping[Key, Cell], plan: Plan, limits: Limits
) -> dict[Key, tuple[Hidden, ...]]:
    """What is hidden of every cell, line by line, and last its ballots."""
    keys = keys_of(table, cells)
    return hidden_lines(keys, tables_of(table, wave, cells, plan, keys), limits)


def _unseen(hidden: Sequence[Hidden], plan: Plan) -> list[int]:
    """Items that no composite may use: what is hidden could be worked out from the composite."""
    return [item for item in range(len(plan.items)) if hidden[item] == "hidden"]


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
