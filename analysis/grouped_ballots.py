"""One row a PSU of a cell: where clusters were drawn, their counts are all that the errors need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from analysis.coding import Coded
from analysis.design import Bools, Design, Floats, Ints, Stage
from analysis.joint_counts import counted, joint_counts
from analysis.plan import Plan
from analysis.single_ballots import SHARED, any_of, is_even, unweighted, width
from analysis.sums import AnyOf, Rows, Sums

CHUNK = 65_536


def can_be_grouped(design: Design) -> bool:
    """Whether the errors depend on the ballots only through the totals of their PSUs.

    Examples
    --------
    >>> can_be_grouped(Design.of(4, psu=[[1, 1, 2, 2]])), can_be_grouped(Design.of(4))
    (True, False)
    """
    one_stage = len(design.stages) == 1 or design.stages[0].population is None
    return design.clustered and one_stage and not design.adjustments


def grouped_ballots(coded: Coded, design: Design, plan: Plan, group: Ints, n_groups: int) -> Sums:
    """Sums of n ballots by group: `group` (n,) numbers the PSUs within cells, 0 … n_groups − 1.

    Parameters
    ----------
    coded : the answers of n ballots; design : theirs, one that `can_be_grouped`; plan : what to estimate
    group : int (n,); n_groups : how many groups there are

    Source
    ------
    The variance of totals needs no more than the totals of the PSUs: Lohr (2010), ch. 5 and 9.

    Examples
    --------
    >>> from analysis.coding import Coding, coded
    >>> from analysis.tally import matrix
    >>> plan = Plan(("q1",), (False,), (), "pooled")
    >>> answers = coded(matrix(list("5515")), [Coding(0, {"1": 0.0, "5": 1.0}, "15")])
    >>> design = Design.of(4, psu=[[1, 1, 2, 2]])
    >>> sums = grouped_ballots(answers, design, plan, design.stages[0].psu, 2)
    >>> sums.columns(np.arange(2)).tolist()
    [[2.0, 2.0], [1.0, 2.0]]
    """
    # Composites are counted first: they look at every item, and keep the states for the items.
    valid, asked = _composites(coded, plan, group, n_groups)
    ballots = np.bincount(group[design.weight != 0], minlength=n_groups)
    weight, even = design.weight, is_even(design.weight)
    counts, sums = joint_counts(coded, group, n_groups, None if even else weight)
    if even:
        sums = counts * weight[0]
    n = counts[:, :, 1:].sum(axis=2).astype(np.int64)
    matrix = np.empty((n_groups, width(plan)))
    items = len(plan.items)
    matrix[:, :items] = np.einsum("ijk,jk->ij", sums, coded.worth)
    matrix[:, items : 2 * items] = sums[:, :, 1:].sum(axis=2)
    if plan.rule == SHARED:
        matrix[:, 2 * items :] = _own(coded, design, plan, group, n_groups)
    return Sums(
        design=_reduced(design, group, n_groups),
        n_items=items,
        width=matrix.shape[1],
        ballots=ballots,
        n=np.column_stack([n, valid]),
        present=np.column_stack([n > 0, asked > 0]),
        even=even,
        columns=lambda rows: matrix[rows],
        squares=lambda column: _squares(coded, weight, column, group, n_groups),
        any_of=_AnyOf(coded, weight, group),
    )


def _composites(coded: Coded, plan: Plan, group: Ints, n_groups: int) -> tuple[Ints, Ints]:
    """Respondents with any valid answer, and those asked anything, by group and composite."""
    valid = np.empty((n_groups, len(plan.composites)), dtype=np.int64)
    asked = np.empty_like(valid)
    if not plan.composites:
        return valid, asked
    everybody = np.bincount(group, minlength=n_groups)
    silent = _nobody(coded.state == 0, plan)
    unasked = None if coded.not_asked is None else _nobody(coded.not_asked, plan)
    for number in range(len(plan.composites)):
        valid[:, number] = everybody - np.bincount(group[silent[number]], minlength=n_groups)
        missing = 0 if unasked is None else np.bincount(group[unasked[number]], minlength=n_groups)
        asked[:, number] = everybody - missing
    return valid, asked


def _nobody(empty: Bools, plan: Plan) -> list[Bools]:
    """For each composite the ballots (n,) that are empty in all of its items."""
    return [np.logical_and.reduce(empty[list(each.columns)], axis=0) for each in plan.composites]


def _own(coded: Coded, design: Design, plan: Plan, group: Ints, n_groups: int) -> Floats:
    """Weighted totals of own shares and of anybody's answers (groups × 2G)."""
    first = 2 * len(plan.items)
    own = np.empty((len(group), 2 * len(plan.composites)))
    for start in range(0, len(group), CHUNK):
        rows: Rows = np.arange(start, min(start + CHUNK, len(group)))
        own[rows] = unweighted(coded, plan, rows)[:, first:] * design.weight[rows, None]
    return np.column_stack([counted(group, column, n_groups) for column in own.T])


@dataclass(frozen=True)
class _AnyOf:
    """Who answered any of some items, group by group; the ballots are put in order once."""

    coded: Coded
    weight: Floats
    group: Ints

    @cached_property
    def _order(self) -> Rows:
        return np.argsort(self.group, kind="stable")

    @cached_property
    def _ends(self) -> Ints:
        return np.cumsum(np.bincount(self.group))

    def __call__(self, rows: Rows, items: Sequence[int]) -> AnyOf:
        lengths = np.diff(self._ends, prepend=0)[rows]
        place = np.repeat(np.arange(len(rows)), lengths)
        first = np.repeat(self._ends[rows] - np.cumsum(lengths), lengths)
        ballots = self._order[first + np.arange(len(place))]
        found = any_of(self.coded, self.weight, ballots, items)
        return AnyOf(
            n=np.bincount(place[found.n > 0], minlength=len(rows)),
            present=np.bincount(place[found.present], minlength=len(rows)) > 0,
            own=np.column_stack([counted(place, column, len(rows)) for column in found.own.T]),
        )


def _squares(coded: Coded, weight: Floats, column: int, group: Ints, n_groups: int) -> Floats:
    square = weight**2 if column < 0 else weight**2 * (coded.states(column, column + 1)[0] > 0)
    return counted(group, square, n_groups)


def _reduced(design: Design, group: Ints, n_groups: int) -> Design:
    """The first stage of the design, a row for each group."""
    one = np.empty(n_groups, dtype=np.int64)
    one[group[::-1]] = np.arange(len(group) - 1, -1, -1)
    stage = design.stages[0]
    size = None if stage.population is None else stage.population[one]
    first = Stage(stage.stratum[one], stage.psu[one], stage.n_psus[one], size, stage.labels)
    weight = counted(group, design.weight, n_groups)
    return replace(design, weight=weight, stages=(first,))
