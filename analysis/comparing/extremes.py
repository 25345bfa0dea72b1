"""The lowest and the highest items of a unit, and whether each stands clearly apart from its fellows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.cell import Cell
from analysis.comparing.difference import difference
from analysis.comparing.multiplicity import holm
from analysis.design import Floats


@dataclass(frozen=True)
class Extremes:
    """(column, clearly) of the lowest items, lowest first, and of the highest, highest first."""

    lowest: tuple[tuple[int, bool], ...] = ()
    highest: tuple[tuple[int, bool], ...] = ()


def extremes(cell: Cell, columns: Sequence[int], most: int = 3) -> Extremes:
    """The lowest and the highest items of a cell, and whether each is clearly below or above its fellows.

    Clearly: the item minus the mean of the other items of the same people, t test with their
    covariance, Holm over all items. With fewer than `most` + 1 items there is nothing to single out;
    the lowest are chosen first, and no item is among both.

    Parameters
    ----------
    cell : the ballots of a unit; columns : the items to choose from; most : how many to name at each end

    Returns
    -------
    Extremes: (column, clearly) of each.

    Source
    ------
    Lohr (2010), ch. 4, for items of the same people; Holm (1979).

    Examples
    --------
    >>> from analysis.coding import Coding
    >>> from analysis.design import Design
    >>> from analysis.plan import Plan
    >>> from analysis.survey_table import SurveyTable
    >>> from analysis.tally import matrix
    >>> plan = Plan(("q1", "q2", "q3", "q4"), (False,) * 4, (), "pooled")
    >>> coding = tuple(Coding(j, {"1": 0.0, "5": 1.0}, "15") for j in range(4))
    >>> answers, design = matrix(["5551", "5511", "5151", "1551", "5551"] * 8), Design.of(40)
    >>> table = SurveyTable.of(answers, coding, plan, design, ["a"] * 40, None, {})
    >>> extremes(table.cell(table.rows(None)), range(4), most=1)
    Extremes(lowest=((3, True),), highest=((0, True),))
    """
    if len(columns) <= most:
        return Extremes()
    values = np.array([cell.lines[column].estimate.value for column in columns], dtype=float)
    above, p = _against_fellows(cell, columns, values)
    clear = p < 1 - cell.plan.level
    places = range(len(columns))
    low = sorted(places, key=lambda place: (values[place], place))[:most]
    high = sorted(set(places) - set(low), key=lambda place: (-values[place], place))[:most]
    return Extremes(
        tuple((columns[i], bool(above[i] < 0 and clear[i])) for i in low),
        tuple((columns[i], bool(above[i] > 0 and clear[i])) for i in high),
    )


def _against_fellows(cell: Cell, columns: Sequence[int], values: Floats) -> tuple[Floats, Floats]:
    """Each item minus the mean of the others (k,), and the p-values of the tests (k,), by Holm."""
    k = len(columns)
    above = values - (values.sum() - values) / (k - 1)
    contrast = np.eye(k) - (np.ones((k, k)) - np.eye(k)) / (k - 1)
    covariance = cell.covariance[np.ix_(columns, columns)]
    variance = np.einsum("ij,jk,ik->i", contrast, covariance, contrast)
    df = cell.domain.degrees_of_freedom(np.ones((len(cell.rows), 1), dtype=bool))[0]
    tests = [difference(float(a), float(v), float(df)) for a, v in zip(above, variance, strict=True)]
    return above, np.asarray(holm([np.nan if test.p is None else test.p for test in tests]))
