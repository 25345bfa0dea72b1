"""One row a ballot: the columns of the estimates are made from the answers as they are needed."""

from __future__ import annotations

import numpy as np

from analysis.coding import Coded
from analysis.design import Bools, Design, Floats
from analysis.plan import Plan
from analysis.sums import Rows, Sums

SHARED = "mean_of_respondents"


def single_ballots(coded: Coded, design: Design, plan: Plan) -> Sums:
    """Sums of n ballots, a row each: what suits simple samples, and every design there is."""
    answered = (coded.state > 0).T
    valid = np.column_stack([answered, _anybody(answered, plan)])
    present = valid
    if coded.not_asked is not None:
        present = np.column_stack([answered, _anybody(~coded.not_asked.T, plan)])
    elif plan.composites:
        present = np.column_stack([answered, np.ones((len(answered), len(plan.composites)), bool)])
    weight = design.weight
    return Sums(
        design=design,
        n_items=len(plan.items),
        width=width(plan),
        ballots=np.ones(len(answered), dtype=np.int64),
        n=valid,
        present=present,
        even=is_even(weight),
        columns=lambda rows: weight[rows, None] * unweighted(coded, plan, rows),
        squares=lambda column: weight**2 * (1 if column < 0 else answered[:, column]),
    )


def width(plan: Plan) -> int:
    """K, the number of columns that the plan's index rule needs."""
    return 2 * len(plan.items) + (2 * len(plan.composites) if plan.rule == SHARED else 0)


def unweighted(coded: Coded, plan: Plan, rows: Rows) -> Floats:
    """The columns of some ballots before weighting (rows × K)."""
    items = len(plan.items)
    result = np.zeros((len(rows), width(plan)))
    result[:, :items] = coded.value(rows).T
    result[:, items : 2 * items] = (coded.state[:, rows] > 0).T
    if plan.rule == SHARED:
        _own_shares(result, plan)
    return result


def is_even(weight: Floats) -> bool:
    """Whether all weights are the same, but for rounding."""
    return bool(np.ptp(weight) <= 1e-12 * weight.max()) if len(weight) else True


def _own_shares(columns: Floats, plan: Plan) -> None:
    items, groups = len(plan.items), len(plan.composites)
    for number, composite in enumerate(plan.composites):
        chosen = list(composite.columns)
        given = columns[:, items : 2 * items][:, chosen].sum(axis=1)
        positive = columns[:, chosen].sum(axis=1)
        share = np.divide(positive, given, out=np.zeros(len(given)), where=given > 0)
        columns[:, 2 * items + number] = share
        columns[:, 2 * items + groups + number] = given > 0


def _anybody(answered: Bools, plan: Plan) -> Bools:
    groups = [answered[:, list(each.columns)].any(axis=1) for each in plan.composites]
    return np.column_stack(groups) if groups else np.zeros((len(answered), 0), dtype=bool)
