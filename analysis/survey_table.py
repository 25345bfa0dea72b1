"""The ballots of a survey in one canonical order, coded, with their unit, wave and breakdowns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.cell import Cell, Plan
from analysis.coding import Coded, Coding, coded
from analysis.collation import sort_key
from analysis.design import Design, Ints
from analysis.tally import Matrix, tally


@dataclass(frozen=True)
class Column:
    """Names of one column, in a reader's order, and each ballot's number among them."""

    names: tuple[str, ...]
    code: Ints

    @classmethod
    def of(cls, values: Sequence[str]) -> Column:
        """The column with its distinct names sorted as a Vietnamese reader expects."""
        found, inverse = np.unique(np.asarray(values, dtype=str), return_inverse=True)
        order = sorted(range(len(found)), key=lambda number: sort_key(str(found[number])))
        rank = np.empty(len(found), dtype=np.int64)
        rank[order] = np.arange(len(found))
        return cls(tuple(str(found[number]) for number in order), rank[inverse])

    def take(self, rows: NDArray[np.intp]) -> Column:
        return Column(self.names, self.code[rows])


@dataclass(frozen=True)
class SurveyTable:
    """n ballots: answers (n × positions) and as numbers, their design, unit, wave and breakdowns."""

    answers: Matrix
    coded: Coded
    codings: tuple[Coding, ...]
    design: Design
    unit: Column
    wave: Column | None
    by: dict[str, Column]

    @classmethod
    def of(
        cls,
        answers: Matrix,
        codings: tuple[Coding, ...],
        design: Design,
        unit: Sequence[str],
        wave: Sequence[str] | None,
        by: Mapping[str, Sequence[str]],
    ) -> SurveyTable:
        """Put the ballots in an order that depends on what they hold, not on how they came.

        Sums of floats depend on their order in the last digit; equal files must give equal figures.
        """
        units = Column.of(unit)
        waves = None if wave is None else Column.of(wave)
        columns = {name: Column.of(values) for name, values in by.items()}
        order = _order(answers, design, units, waves, columns)
        sorted_answers = answers[order]
        return cls(
            sorted_answers,
            coded(sorted_answers, codings),
            codings,
            design.take(order),
            units.take(order),
            None if waves is None else waves.take(order),
            {name: column.take(order) for name, column in columns.items()},
        )

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
        keep = np.ones(len(self.answers), dtype=bool)
        if self.wave is not None and wave is not None:
            keep &= self.wave.code == self.wave.names.index(wave)
        if unit is not None:
            keep &= self.unit.code == self.unit.names.index(unit)
        if by is not None:
            column = self.by[by[0]]
            keep &= column.code == column.names.index(by[1])
        return np.flatnonzero(keep)

    def cell(self, plan: Plan, rows: NDArray[np.intp]) -> Cell:
        """The cell of some rows."""
        data = self.coded
        return Cell(plan, self.design, rows, data.value[rows], data.answered[rows], data.asked[rows])

    def counts(self, rows: NDArray[np.intp], column: int) -> tuple[tuple[str, int], ...]:
        """How many of the rows gave each code of one item, codes in the questionnaire's order."""
        coding = self.codings[column]
        answers = self.answers[rows, coding.position][:, None]
        counted = tally(answers, np.zeros(len(rows), dtype=np.int64), 1, coding.options)[0, 0]
        return tuple((code, int(n)) for code, n in zip(coding.options, counted, strict=False))

    def populations(self) -> tuple[tuple[str | None, str, int], ...]:
        """(wave, unit, N) for every unit that is a stratum of its own with a known population."""
        stage = self.design.stages[0]
        if stage.population is None or self.design.clustered:
            return ()
        result = []
        for wave in self.wave_names:
            for unit in self.units:
                rows = self.rows(wave, unit)
                if (
                    len(rows)
                    and len(np.unique(stage.stratum[rows])) == 1
                    and _alone(self, stage.stratum, rows)
                ):
                    result.append((wave, unit, round(float(stage.population[rows[0]]))))
        return tuple(result)


def _alone(table: SurveyTable, stratum: Ints, rows: NDArray[np.intp]) -> bool:
    return int((stratum == stratum[rows[0]]).sum()) == len(rows)


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
    text = np.ascontiguousarray(answers).view(f"S{answers.shape[1]}").ravel()
    _, letters = np.unique(text, return_inverse=True)
    return np.lexsort([letters, *keys])
