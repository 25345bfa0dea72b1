"""The lowest items of a unit, and whether each is clearly below its fellows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.cell import Cell
from analysis.comparing.difference import difference
from analysis.comparing.multiplicity import holm


def lowest(cell: Cell, columns: Sequence[int], most: int = 3) -> list[tuple[int, bool]]:
    """The lowest items of a cell, lowest first, and whether each is clearly below its fellows.

    Clearly: the item minus the mean of the other items of the same people, t test with their
    covariance, Holm over all items. With fewer than `most` + 1 items there is nothing to single out.

    Parameters
    ----------
    cell : the ballots of a unit; columns : the items to choose from; most : how many to name

    Returns
    -------
    (column, clearly) of each, lowest first.

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
    >>> lowest(table.cell(table.rows(None)), range(4), most=1)
    [(3, True)]
    """
    if len(columns) <= most:
        return []
    values = np.array([cell.lines[column].estimate.value for column in columns], dtype=float)
    k = len(columns)
    below = values - (values.sum() - values) / (k - 1)
    contrast = np.eye(k) - (np.ones((k, k)) - np.eye(k)) / (k - 1)
    covariance = cell.covariance[np.ix_(columns, columns)]
    variance = np.einsum("ij,jk,ik->i", contrast, covariance, contrast)
    df = cell.domain.degrees_of_freedom(np.ones((len(cell.rows), 1), dtype=bool))[0]
    tests = [difference(float(b), float(v), float(df)) for b, v in zip(below, variance, strict=True)]
    p = holm([np.nan if test.p is None else test.p for test in tests])
    order = sorted(range(len(columns)), key=lambda place: (values[place], place))[:most]
    return [(columns[i], bool(below[i] < 0 and p[i] < 1 - cell.plan.level)) for i in order]
