"""How many respondents gave each code, cell by cell: whole numbers, never weighted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.coding import NO_OPINION, Coding
from analysis.design import Ints
from analysis.names import Column
from analysis.tally import Matrix, tally

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class HandCounts:
    """Counts by breakdown ("" for none), each (waves × units × values × J × codes).

    `codes` are the letters counted, in one order for all items.

    Examples
    --------
    >>> answers, sex = np.frombuffer(b"515?", np.uint8).reshape(4, 1), Column.of(list("fmff"), "sex")
    >>> coding = Coding(0, {"1": 0.0, "5": 1.0}, "15?")
    >>> found = HandCounts.of(answers, (coding,), Column.of(list("aabb")), None, {"sex": sex})
    >>> women = found.cell(None, None, ("sex", "f"))
    >>> found.item(women, 0), found.no_opinion(women, 0)
    ((('1', 0), ('5', 2), ('?', 1)), 1)
    """

    codings: tuple[Coding, ...]
    codes: str
    waves: tuple[str, ...]
    units: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, Ints]

    @classmethod
    def of(
        cls,
        answers: Matrix,
        codings: tuple[Coding, ...],
        unit: Column,
        wave: Column | None,
        by: Mapping[str, Column],
    ) -> HandCounts:
        """Count n ballots (n × positions) by wave and unit, and by each breakdown within them."""
        codes = "".join(sorted({code for coding in codings for code in coding.options}))
        columns = _columns(answers, codings)
        waves = () if wave is None else wave.names
        cell = unit.code if wave is None else wave.code * len(unit.names) + unit.code
        shape = (max(1, len(waves)), len(unit.names))
        tables = {"": _counted(columns, cell, (*shape, 1), codes)}
        for name, column in by.items():
            within = cell * len(column.names) + column.code
            tables[name] = _counted(columns, within, (*shape, len(column.names)), codes)
        values = {name: column.names for name, column in by.items()}
        return cls(codings, codes, waves, unit.names, values, tables)

    def cell(self, wave: str | None, unit: str | None, by: tuple[str, str] | None) -> Ints:
        """Counts of one cell (J × codes); None stands for all."""
        table = self.tables[by[0] if by else ""]
        part = table if wave is None else table[[self.waves.index(wave)]]
        part = part if unit is None else part[:, [self.units.index(unit)]]
        if by is not None:
            part = part[:, :, [self.values[by[0]].index(by[1])]]
        return np.asarray(part.sum(axis=(0, 1, 2)), dtype=np.int64)

    def item(self, counts: Ints, column: int) -> Counts:
        """One item's codes in the questionnaire's order, each with its count."""
        return tuple(
            (code, int(counts[column, self.codes.index(code)])) for code in self.codings[column].options
        )

    def no_opinion(self, counts: Ints, column: int) -> int:
        """How many said that they have no opinion of an item."""
        letter = chr(NO_OPINION)
        return int(counts[column, self.codes.index(letter)]) if letter in self.codes else 0


def _columns(answers: Matrix, codings: tuple[Coding, ...]) -> Matrix:
    places = [coding.position for coding in codings]
    if places == list(range(places[0], places[0] + len(places))):
        return answers[:, places[0] : places[0] + len(places)]
    return answers[:, places]


def _counted(columns: Matrix, cell: Ints, shape: tuple[int, int, int], codes: str) -> Ints:
    counts = tally(columns, cell, int(np.prod(shape)), codes)[:, :, :-1]
    return counts.reshape(*shape, *counts.shape[1:])
