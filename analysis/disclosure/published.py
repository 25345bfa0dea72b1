"""What is counted of a wave, as its cells and their sums: what the hiding has to look at."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.cell import Cell
from analysis.design import Bools, Ints
from analysis.disclosure.lines import Lines
from analysis.disclosure.tables import Key, Tables
from analysis.plan import Plan
from analysis.survey_table import SurveyTable


def keys_of(table: SurveyTable, cells: Mapping[Key, Cell]) -> list[Key]:
    """The cells of a wave and, for each unit, the values of a breakdown that nobody has.

    Parameters
    ----------
    table : whose breakdowns; cells : those of the wave, by (unit, breakdown)

    Examples
    --------
    >>> from analysis.coding import Coding
    >>> from analysis.design import Design
    >>> from analysis.tally import matrix
    >>> plan, coding = Plan(("q1",), (False,), (), "pooled"), Coding(0, {"1": 0.0, "5": 1.0}, "15")
    >>> by = {"sex": ["f", "m"]}
    >>> table = SurveyTable.of(matrix(["5", "1"]), (coding,), plan, Design.of(2), ["a", "b"], None, by)
    >>> cells = {("a", None): table.cell(table.rows(None, "a"))}
    >>> keys_of(table, cells)
    [('a', None), ('a', ('sex', 'f')), ('a', ('sex', 'm'))]
    """
    breakdowns = [(name, value) for name, column in table.by.items() for value in column.names]
    units = [unit for unit, by in cells if by is None]
    return [(unit, by) for unit in units for by in (None, *breakdowns)]


def tables_of(
    table: SurveyTable, wave: str | None, cells: Mapping[Key, Cell], plan: Plan, keys: list[Key]
) -> Tables:
    """Bases and answers of every cell of a wave; 0 where it has no ballots.

    Parameters
    ----------
    table : with counts of codes where they are to be guarded too; wave : its name, None where there is one
    cells : those of the wave; plan : the items and composites; keys : the C cells, see `keys_of`

    Returns
    -------
    Tables without sums, which the hiding takes from the keys.

    Examples
    --------
    >>> from analysis.coding import Coding
    >>> from analysis.design import Design
    >>> from analysis.tally import matrix
    >>> plan, coding = Plan(("q1",), (False,), (), "pooled"), Coding(0, {"1": 0.0, "5": 1.0}, "15")
    >>> table = SurveyTable.of(matrix(["5", "."]), (coding,), plan, Design.of(2), ["a", "a"], None, {})
    >>> found = tables_of(table, None, {("a", None): table.cell(table.rows(None, "a"))}, plan, [("a", None)])
    >>> found.bases.tolist(), found.answers.tolist()
    ([[1, 2]], [[[0, 1]]])
    """
    lines = Lines.of(len(plan.items), [each.columns for each in plan.composites])
    bases = np.zeros((len(keys), lines.ballots + 1), dtype=np.int64)
    for number, key in enumerate(keys):
        if key in cells:
            bases[number] = [*cells[key].counts, cells[key].n]

    def union(cell: int, items: tuple[int, ...]) -> int:
        key = keys[cell]
        return int(table.sums.any_of(cells[key].rows, items).n.sum()) if key in cells else 0

    answers, valid = _answers(table, wave, keys)
    nowhere = np.full(len(keys), -1, dtype=np.int64)
    return Tables(lines, bases, answers, valid, (), nowhere, union)


def _answers(table: SurveyTable, wave: str | None, keys: list[Key]) -> tuple[Ints, Bools]:
    """How many gave each code (cells × J × K), and which codes count (J × K)."""
    hand = table.counts
    if hand is None:
        return np.zeros((len(keys), len(table.plan.items), 0), np.int64), np.zeros(
            (len(table.plan.items), 0), bool
        )
    valid = np.array([[code in coding.values for code in hand.codes] for coding in hand.codings])
    return np.array([hand.cell(wave, *key) for key in keys], dtype=np.int64), valid
