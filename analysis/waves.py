"""The figures of one wave, cell by cell, and the changes between successive waves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.cell import Cell
from analysis.comparing.difference import Difference
from analysis.comparing.lowest import lowest
from analysis.comparing.verdicts import adjusted, change, verdict, yardsticks
from analysis.design import Bools, Ints
from analysis.disclosure.hiding import Key, hidden_lines, unseen_items, with_composites
from analysis.estimate import Estimate
from analysis.figures import By, Change, Figure, Hidden, Limits, Lowest, Verdict
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
        hidden = _hidden(cells, plan, limits)
        cells = {key: cell.leaving_out(unseen_items(hidden[key], plan)) for key, cell in cells.items()}
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
            figure for key in self.cells for figure in self._figures(key, lines, judged.get(key, nothing))
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
        closed = why in ("few", "complement")
        counted = line < len(plan.items) and not closed
        return Figure(
            wave=self.name,
            unit=unit,
            by=by,
            code=plan.codes[line],
            kind=plan.kind(line),
            n=None if self.hidden[key][-1] in ("few", "complement") else cell.n,
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


def changes(waves: Sequence[Wave], order: Sequence[str]) -> tuple[Change, ...]:
    """Every figure of every unit in each pair of successive waves.

    Parameters
    ----------
    waves : the waves of one table, in order; order : the codes of the lines to print, in order

    Examples
    --------
    >>> from analysis.coding import Coding
    >>> from analysis.design import Design
    >>> from analysis.plan import Plan
    >>> from analysis.survey_table import SurveyTable
    >>> from analysis.tally import matrix
    >>> plan, coding = Plan(("q1",), (False,), (), "pooled"), Coding(0, {"1": 0.0, "5": 1.0}, "15")
    >>> answers, design = matrix(list("5551" * 10 + "5111" * 10)), Design.of(80)
    >>> column = ["1"] * 40 + ["2"] * 40
    >>> table = SurveyTable.of(answers, (coding,), plan, design, ["a"] * 80, column, {})
    >>> waves = [Wave.of(table, plan, name, Limits()) for name in table.waves]
    >>> [(each.unit, each.difference, each.differs) for each in changes(waves, ["q1"])]
    [(None, -0.5, True), ('a', -0.5, True)]
    """
    result = []
    for before, after in zip(waves, waves[1:], strict=False):
        for key in before.cells:
            if key[1] is None and key in after.cells:
                found = _changes(before, after, key)
                result += [found[before.plan.codes.index(code)] for code in order]
    return tuple(result)


def _changes(before: Wave, after: Wave, key: Key) -> list[Change]:
    hidden = [b or a for b, a in zip(before.hidden[key][:-1], after.hidden[key][:-1], strict=True)]
    shown = [line for line, why in enumerate(hidden) if not why]
    found = dict(zip(shown, change(before.cells[key], after.cells[key], shown), strict=True))
    return [_change(before, after, key, line, why, found.get(line)) for line, why in enumerate(hidden)]


def _change(before: Wave, after: Wave, key: Key, line: int, why: Hidden, d: Difference | None) -> Change:
    assert before.name is not None and after.name is not None
    plan = before.plan
    bare = Change(before.name, after.name, key[0], plan.codes[line], plan.kind(line), suppressed=why)
    if d is None:
        return bare
    first, second = before.cells[key], after.cells[key]
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


def _hidden(cells: Mapping[Key, Cell], plan: Plan, limits: Limits) -> dict[Key, tuple[Hidden, ...]]:
    """What is hidden of every cell, line by line, and last its ballots."""
    bases = np.array([[*cell.counts, cell.n] for cell in cells.values()], dtype=np.int64)
    found = hidden_lines(list(cells), bases, limits)
    return {key: with_composites(whys, plan) for key, whys in found.items()}


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
