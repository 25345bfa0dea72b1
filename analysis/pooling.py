"""The design effect of few clusters, learnt from all units of a kind together."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.cell import Cell
from analysis.interval_rules import ROUNDING, Pool


def pools(cells: Sequence[Cell]) -> dict[str, Pool]:
    """Design effect of each line pooled over the units of a kind, weighted by degrees of freedom.

    Two villages tell next to nothing of how villages differ; all communes' villages together do.

    Parameters
    ----------
    cells : the units of a kind, none within another

    Returns
    -------
    Pool of each line of which two units or more tell anything; nothing where no clusters were drawn.

    Source
    ------
    Kish (1965), *Survey Sampling*, §8.2, for design effects that are carried over between like figures.

    Examples
    --------
    >>> from analysis.coding import Coding
    >>> from analysis.design import Design
    >>> from analysis.plan import Plan
    >>> from analysis.survey_table import SurveyTable
    >>> from analysis.tally import matrix
    >>> plan, coding = Plan(("q1",), (False,), (), "pooled"), Coding(0, {"1": 0.0, "5": 1.0}, "15")
    >>> unit, village = list("a" * 12 + "b" * 12), [number // 3 for number in range(24)]
    >>> design, answers = Design.of(24, stratum=unit, psu=[village]), matrix(list("551511" * 4))
    >>> table = SurveyTable.of(answers, (coding,), plan, design, unit, None, {})
    >>> found = pools([table.cell(table.rows(None, name)) for name in table.units])
    >>> round(found["q1"].deff, 3), found["q1"].df
    (0.407, 6.0)
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
        weighed = sum(d * deff for d, deff in known)
        if len(known) > 1 and weighed > ROUNDING * df:
            result[code] = Pool(weighed / df, float(df))
    return result
