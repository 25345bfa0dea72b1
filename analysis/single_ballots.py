"""One row a ballot: the columns of the estimates are made from the answers as they are needed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.coding import NOT_ASKED, Coded
from analysis.design import Bools, Design, Floats
from analysis.plan import Plan
from analysis.sums import AnyOf, Rows, Sums

SHARED = "mean_of_respondents"


def single_ballots(coded: Coded, design: Design, plan: Plan) -> Sums:
    """Sums of n ballots, a row each: what suits simple samples, and every design there is.

    Parameters
    ----------
    coded : the answers of n ballots; design : theirs; plan : what to estimate

    Source
    ------
    As `grouped_ballots`, with every ballot by itself.

    Examples
    --------
    >>> from analysis.coding import Coding, coded
    >>> from analysis.tally import matrix
    >>> plan = Plan(("q1",), (False,), (), "pooled")
    >>> answers = coded(matrix(list("5515")), [Coding(0, {"1": 0.0, "5": 1.0}, "15")])
    >>> single_ballots(answers, Design.of(4, weight=[1, 1, 2, 2]), plan).totals(np.arange(4)).tolist()
    [4.0, 6.0]
    """
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
        ballots=(weight != 0).astype(np.int64),
        n=valid,
        present=present,
        even=is_even(weight),
        columns=lambda rows: weight[rows, None] * unweighted(coded, plan, rows),
        squares=lambda column: weight**2 * (1 if column < 0 else answered[:, column]),
        any_of=lambda rows, items: any_of(coded, weight, rows, items),
    )


def width(plan: Plan) -> int:
    """K, the number of columns that the plan's index rule needs.

    Examples
    --------
    >>> width(Plan(("q1", "q2"), (False, False), (), "pooled"))
    4
    """
    return 2 * len(plan.items) + (2 * len(plan.composites) if plan.rule == SHARED else 0)


def unweighted(coded: Coded, plan: Plan, rows: Rows) -> Floats:
    """The columns of some ballots before weighting (rows × K).

    Parameters
    ----------
    coded : the answers of n ballots; plan : what to estimate; rows : int (rows,), which ballots

    Source
    ------
    See `index_rules.Totals`, whose columns these are.

    Examples
    --------
    >>> from analysis.coding import Coding, coded
    >>> from analysis.tally import matrix
    >>> plan = Plan(("q1",), (False,), (), "pooled")
    >>> answers = coded(matrix(list("5515")), [Coding(0, {"1": 0.0, "5": 1.0}, "15")])
    >>> unweighted(answers, plan, np.arange(3)).tolist()
    [[1.0, 1.0], [1.0, 1.0], [0.0, 1.0]]
    """
    items = len(plan.items)
    result = np.zeros((len(rows), width(plan)))
    result[:, :items] = coded.value(rows).T
    result[:, items : 2 * items] = (coded.state[:, rows] > 0).T
    if plan.rule == SHARED:
        _own_shares(result, plan)
    return result


def any_of(coded: Coded, weight: Floats, rows: Rows, items: Sequence[int]) -> AnyOf:
    """Who of some ballots answered any of some items.

    Parameters
    ----------
    coded : the answers of n ballots; weight : float (n,); rows : int (rows,), which ballots
    items : the numbers of the items

    Source
    ------
    As `unweighted`: respondents, those asked, and their weighted own shares.

    Examples
    --------
    >>> from analysis.coding import Coding, coded
    >>> from analysis.tally import matrix
    >>> answers = coded(matrix(list("5.1-")), [Coding(0, {"1": 0.0, "5": 1.0}, "15")])
    >>> any_of(answers, np.ones(4), np.arange(4), [0]).n.tolist()
    [1, 0, 1, 0]
    """
    n, asked = np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows), dtype=bool)
    positive = np.zeros(len(rows))
    for item in items:
        letters = coded.answers[rows, coded.columns[item]]
        state = coded.places[item][letters]
        positive += coded.worth[item][state]
        n += state > 0
        asked |= letters != NOT_ASKED
    share = np.divide(positive, n, out=np.zeros(len(rows)), where=n > 0)
    own = np.column_stack([share, n > 0]) * weight[rows, None]
    return AnyOf((n > 0).astype(np.int64), asked, own)


def is_even(weight: Floats) -> bool:
    """Whether all weights are the same, but for rounding.

    Examples
    --------
    >>> is_even(np.array([2.0, 2.0])), is_even(np.array([1.0, 2.0]))
    (True, False)
    """
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
