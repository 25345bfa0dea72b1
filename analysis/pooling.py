"""The design effect of few clusters, learnt from all units of a kind together."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.cell import Cell
from analysis.interval_rules import FEW_DF, Pool


def pools(cells: Sequence[Cell]) -> dict[str, Pool]:
    """Design effect of each line pooled over the units of a kind, weighted by degrees of freedom.

    Two villages tell next to nothing of how villages differ; all communes' villages together do.
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
        if df >= FEW_DF:
            result[code] = Pool(sum(d * deff for d, deff in known) / df, float(df))
    return result
