"""One row a PSU of a cell: where clusters were drawn, their counts are all that the errors need."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from analysis.coding import Coded
from analysis.design import Bools, Design, Floats, Ints, Stage
from analysis.plan import Plan
from analysis.single_ballots import SHARED, is_even, unweighted, width
from analysis.sums import Rows, Sums

PACKED = 128
"""States of several items together are one number below this, so that one pass counts them all."""
CHUNK = 65_536


def can_be_grouped(design: Design) -> bool:
    """Whether the errors depend on the ballots only through the totals of their PSUs."""
    one_stage = len(design.stages) == 1 or design.stages[0].population is None
    return design.clustered and one_stage and not design.adjustments


def grouped_ballots(coded: Coded, design: Design, plan: Plan, group: Ints, n_groups: int) -> Sums:
    """Sums of n ballots by group: `group` (n,) numbers the PSUs within cells, 0 … n_groups − 1."""
    ballots = np.bincount(group, minlength=n_groups)
    weight, even = design.weight, is_even(design.weight)
    counts = _counts(coded, group, n_groups, None)
    n = (counts[:, :, 1:].sum(axis=2)).astype(np.int64)
    sums = counts * weight[0] if even else _counts(coded, group, n_groups, weight)
    matrix = np.empty((n_groups, width(plan)))
    items = len(plan.items)
    matrix[:, :items] = np.einsum("ijk,jk->ij", sums, coded.worth)
    matrix[:, items : 2 * items] = sums[:, :, 1:].sum(axis=2)
    if plan.rule == SHARED:
        matrix[:, 2 * items :] = _own(coded, design, plan, group, n_groups)
    valid, asked = _composites(coded, plan, group, n_groups)
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
    )


def _counts(coded: Coded, group: Ints, n_groups: int, weight: Floats | None) -> Floats:
    """(Weighted) counts of every state of every item in every group (groups × J × S)."""
    states, items = coded.n_states, len(coded.state)
    together = max(1, int(np.log(PACKED) / np.log(states)))
    result = np.empty((n_groups, items, states))
    for first in range(0, items, together):
        part = coded.state[first : first + together]
        span = states ** len(part)
        place = group * span + _packed(part, states)
        table = counted(place, weight, n_groups * span)
        _spread(table.reshape((n_groups,) + (states,) * len(part)), result[:, first : first + together])
    return result


def counted(place: Ints, weight: Floats | None, n: int) -> Floats:
    """Sum of the weights (None: 1 each) at each place 0 … n − 1, the same in any order of the ballots.

    A weight is cut on a grid so coarse that sums of the upper parts are exact; the lower parts are so
    small that their rounding is lost when the two sums are added.

    Examples
    --------
    >>> counted(np.array([0, 1, 0]), np.array([0.1, 0.2, 0.3]), 2).tolist()
    [0.4, 0.2]
    """
    if weight is None:
        return np.bincount(place, minlength=n).astype(float)
    grid = 2.0 ** (np.frexp(np.abs(weight).max(initial=0.0))[1] - 30)
    upper = np.round(weight / grid) * grid
    lower = weight - upper
    parts = [np.bincount(place, weights=part, minlength=n) for part in (upper, lower)]
    return np.asarray(parts[0] + parts[1], dtype=float)


def _packed(part: NDArray[np.uint8], states: int) -> NDArray[np.uint8]:
    """The states of several items as one number below PACKED (n,)."""
    number: NDArray[np.uint8] = part[0].copy()
    for state in part[1:]:
        number *= np.uint8(states)
        number += state
    return number


def _spread(table: NDArray[np.generic], result: Floats) -> None:
    """The margins of a joint table of several items, one item after the other."""
    axes = range(1, table.ndim)
    for item in axes:
        others = tuple(axis for axis in axes if axis != item)
        result[:, item - 1] = table.sum(axis=others)


def _composites(coded: Coded, plan: Plan, group: Ints, n_groups: int) -> tuple[Ints, Ints]:
    """Respondents with any valid answer, and those asked anything, by group and composite."""
    valid = np.empty((n_groups, len(plan.composites)), dtype=np.int64)
    asked = np.empty_like(valid)
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


def _squares(coded: Coded, weight: Floats, column: int, group: Ints, n_groups: int) -> Floats:
    square = weight**2 if column < 0 else weight**2 * (coded.state[column] > 0)
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
