"""Respondents' own shares over the items that are shown, where some of a composite are hidden."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from analysis.design import Floats
from analysis.plan import Plan
from analysis.sums import Rows, Sums


def of_shown_items(sums: Sums, plan: Plan, rows: Rows, hidden: Collection[int]) -> Sums:
    """The same sums for some rows, each respondent's own share made of the items that are not hidden.

    A mean of respondents cannot leave an item out after the sums are made, as other rules can.

    Parameters
    ----------
    sums : with own shares of G composites, see `index_rules.Totals`; plan : theirs
    rows : int (rows,), of one cell
    hidden : items (columns) that no composite may use

    Source
    ------
    What is printed must not use what is hidden: Willenborg & de Waal (2001), *Elements of Statistical
    Disclosure Control*, ch. 6.

    Examples
    --------
    >>> import numpy as np
    >>> from analysis.coding import Coding, coded
    >>> from analysis.design import Design
    >>> from analysis.plan import Composite
    >>> from analysis.single_ballots import single_ballots
    >>> from analysis.tally import matrix
    >>> whole = Composite("overall", "overall", (0, 1))
    >>> plan = Plan(("q1", "q2"), (False, False), (whole,), "mean_of_respondents")
    >>> codings = [Coding(place, {"1": 0.0, "5": 1.0}, "15") for place in (0, 1)]
    >>> sums = single_ballots(coded(matrix(["51", "55"]), codings), Design.of(2), plan)
    >>> every = np.arange(2)
    >>> sums.totals(every)[4:].tolist(), of_shown_items(sums, plan, every, [1]).totals(every)[4:].tolist()
    ([1.5, 2.0], [2.0, 2.0])
    """
    shown = {
        group: [column for column in composite.columns if column not in hidden]
        for group, composite in enumerate(plan.composites)
        if not set(hidden).isdisjoint(composite.columns)
    }
    first, groups = 2 * len(plan.items), len(plan.composites)

    def columns(rows: Rows) -> Floats:
        result = sums.columns(rows).copy()
        for group, items in shown.items():
            result[:, [first + group, first + groups + group]] = sums.any_of(rows, items).own
        return result

    n, present = sums.n.copy(), sums.present.copy()
    for group, items in shown.items():
        found, line = sums.any_of(rows, items), len(plan.items) + group
        n[rows, line], present[rows, line] = found.n, found.present
    return replace(sums, columns=columns, n=n, present=present, kept={})
