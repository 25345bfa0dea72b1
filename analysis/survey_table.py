"""The ballots of a survey with their unit, wave and breakdowns: which rows make which cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analysis.cell import Cell
from analysis.coding import NOT_ASKED, Coding, coded
from analysis.design import Design, Ints, numbered
from analysis.grouped_ballots import can_be_grouped, grouped_ballots
from analysis.hand_counts import HandCounts
from analysis.names import Column
from analysis.plan import Plan
from analysis.single_ballots import single_ballots
from analysis.sums import Rows, Sums
from analysis.tally import Matrix
from analysis.variance import Domain


@dataclass(frozen=True)
class SurveyTable:
    """The ballots as rows of sums, each row's unit, wave and breakdowns, and the counts of codes.

    Examples
    --------
    >>> plan, coding = Plan(("q1",), (False,), (), "pooled"), Coding(0, {"1": 0.0, "5": 1.0}, "15")
    >>> answers, sex = np.frombuffer(b"5515", np.uint8).reshape(4, 1), {"sex": list("fmfm")}
    >>> table = SurveyTable.of(answers, (coding,), plan, Design.of(4), list("aabb"), None, sex)
    >>> table.units, len(table.rows(None, "a")), len(table.rows(None, by=("sex", "f")))
    (('a', 'b'), 2, 2)
    >>> table.cell(table.rows(None, "b")).lines[0].estimate.value
    0.5
    """

    sums: Sums
    plan: Plan
    unit: Column
    wave: Column | None
    by: dict[str, Column]
    counts: HandCounts | None

    @classmethod
    def of(
        cls,
        answers: Matrix,
        codings: tuple[Coding, ...],
        plan: Plan,
        design: Design,
        unit: Sequence[str],
        wave: Sequence[str] | None,
        by: Mapping[str, Sequence[str]],
        *,
        counted: bool = True,
    ) -> SurveyTable:
        """Count by PSU where that is enough, else put the ballots in an order of what they hold.

        `counted`: whether the counts of codes are wanted as well.

        Sums of floats depend on their order in the last digit; equal files must give equal figures.
        """
        answers = _of_somebody(answers, design)
        units = Column.of(unit, "unit")
        waves = None if wave is None else Column.of(wave, "wave")
        columns = {name: Column.of(values, name) for name, values in by.items()}
        counts = HandCounts.of(answers, codings, units, waves, columns) if counted else None
        if can_be_grouped(design):
            group, one = _groups(design, units, waves, columns)
            sums = grouped_ballots(coded(answers, codings), design, plan, group, len(one))
        else:
            one = _order(answers, design, units, waves, columns)
            sums = single_ballots(coded(answers[one], codings), design.take(one), plan)
        waves = None if waves is None else waves.take(one)
        kept = {name: column.take(one) for name, column in columns.items()}
        return cls(sums, plan, units.take(one), waves, kept, counts)

    @property
    def units(self) -> tuple[str, ...]:
        return self.unit.names

    @property
    def waves(self) -> tuple[str, ...]:
        return () if self.wave is None else self.wave.names

    @property
    def wave_names(self) -> tuple[str | None, ...]:
        """The waves to report on; None stands for a file without waves."""
        return self.waves or (None,)

    def rows(
        self, wave: str | None, unit: str | None = None, by: tuple[str, str] | None = None
    ) -> NDArray[np.intp]:
        """Rows of the ballots of a wave, a unit (None: all), a breakdown (None: all)."""
        first, last = 0, len(self.sums.ballots)
        # Rows lie in the order of wave, then unit.
        if self.wave is not None and wave is not None:
            number = self.wave.place(wave)
            first, last = np.searchsorted(self.wave.code, [number, number + 1])
        if unit is not None and (self.wave is None or wave is not None):
            number = self.unit.place(unit)
            inside = np.searchsorted(self.unit.code[first:last], [number, number + 1])
            first, last = first + inside[0], first + inside[1]
        rows = np.arange(first, last)
        if unit is not None:
            rows = rows[self.unit.code[first:last] == self.unit.place(unit)]
        if by is not None:
            column = self.by[by[0]]
            rows = rows[column.code[rows] == column.place(by[1])]
        return rows

    def cell(self, rows: Rows, parts: Sequence[Cell] = ()) -> Cell:
        """The cell of some rows; `parts` are the units' cells that make it up."""
        domain = Domain(self.sums.design, rows)
        return Cell(self.plan, self.sums, domain, parts=parts if domain.separate and self.nested else ())

    @cached_property
    def nested(self) -> bool:
        """Whether every stratum lies within one unit (of one wave), so that units do not covary."""
        stratum = self.sums.design.stages[0].stratum
        cell = self.unit.code if self.wave is None else self.wave.code * len(self.units) + self.unit.code
        low = np.full(int(stratum.max()) + 1, np.iinfo(np.int64).max)
        high = np.full(len(low), -1)
        np.minimum.at(low, stratum, cell)
        np.maximum.at(high, stratum, cell)
        return bool((low[stratum] == high[stratum]).all())

    def populations(self) -> tuple[tuple[str | None, str, int], ...]:
        """(wave, unit, N) for every unit that is a stratum of its own with a known population."""
        stage = self.sums.design.stages[0]
        if stage.population is None or self.sums.design.clustered:
            return ()
        size = np.bincount(stage.stratum)
        result = []
        for wave in self.wave_names:
            for unit in self.units:
                rows = self.rows(wave, unit)
                strata = np.unique(stage.stratum[rows])
                if len(strata) == 1 and size[strata[0]] == len(rows):
                    result.append((wave, unit, round(float(stage.population[rows[0]]))))
        return tuple(result)


def _of_somebody(answers: Matrix, design: Design) -> Matrix:
    """The answers, those of ballots of weight 0 blank: they stand for nobody and are in no count."""
    if design.weight.all():
        return answers
    blank = answers.copy()
    blank[design.weight == 0] = NOT_ASKED
    return blank


def _groups(
    design: Design, unit: Column, wave: Column | None, by: Mapping[str, Column]
) -> tuple[Ints, NDArray[np.intp]]:
    """Each ballot's group (its PSU within its cell), and one ballot of each group."""
    group = unit.code if wave is None else wave.code * len(unit.names) + unit.code
    for column in by.values():
        group = numbered(group * len(column.names) + column.code)[1]
    psu = design.stages[0].psu
    values, group = numbered(group * (int(psu.max()) + 1) + psu)
    one = np.empty(len(values), dtype=np.intp)
    one[group[::-1]] = np.arange(len(group) - 1, -1, -1)
    return group, one


def _order(
    answers: Matrix, design: Design, unit: Column, wave: Column | None, by: Mapping[str, Column]
) -> NDArray[np.intp]:
    keys: list[NDArray[np.generic]] = [column.code for column in by.values()]
    keys.append(design.weight)
    for stage in design.stages:
        keys.append(stage.stratum)
        if design.clustered:
            keys.append(stage.psu)
    keys.append(unit.code)
    if wave is not None:
        keys.append(wave.code)
    keys = [key for key in keys if (key != key[0]).any()]
    return np.lexsort([*_words(answers), *keys])


def _words(answers: Matrix) -> list[NDArray[np.generic]]:
    """The answer strings as numbers of eight letters each, least first, in the order of the strings."""
    padded = np.zeros((len(answers), -(-answers.shape[1] // 8) * 8), dtype=np.uint8)
    padded[:, : answers.shape[1]] = answers
    return list(padded.view(">u8").astype(np.uint64).T[::-1])
