"""What a unit's report may claim: above or below the others, below its own items, changed or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.cell import Cell
from analysis.comparing.difference import Difference, difference, from_mean_of_others
from analysis.comparing.multiplicity import holm
from analysis.design import Bools, Floats, Ints
from analysis.figures import Verdict
from analysis.variance import Domain


@dataclass(frozen=True)
class Yardstick:
    """Mean of the other units' values, and the difference's p-value (NaN: not tested), for each line."""

    others: Floats
    above: Floats
    p: Floats


def yardsticks(whole: Cell, units: Mapping[str, Cell], shown: Mapping[str, Bools]) -> dict[str, Yardstick]:
    """Each unit against the mean of the other units, line by line, covariance kept.

    `whole` holds all ballots of the wave, `shown` (lines,) which figures of a unit are not hidden: a
    hidden one does not enter the mean, or it could be worked out.
    """
    names = list(units)
    n_lines = len(whole.plan.codes)
    result = {name: Yardstick(*(np.full(n_lines, np.nan) for _ in range(3))) for name in names}
    group, score = _stacked(whole, [units[name] for name in names])
    separate = _separate(whole.domain, group)
    for line in range(n_lines):
        taken = [i for i, name in enumerate(names) if shown[name][line] and _has_value(units[name], line)]
        if len(taken) < 2:
            continue
        cells = [units[names[i]] for i in taken]
        values = np.array([cell.lines[line].estimate.value for cell in cells], dtype=float)
        covariance = _covariance(whole, score[:, line], group, len(names), separate, units, names, line)
        covariance = covariance[np.ix_(taken, taken)] + np.diag([_at_bound(c, line) for c in cells])
        others, above, variance = from_mean_of_others(values, covariance)
        df = whole.lines[line].estimate.df or 0.0
        for place, i in enumerate(taken):
            tested = difference(float(above[place]), float(variance[place]), df, whole.plan.level)
            yardstick = result[names[i]]
            yardstick.others[line], yardstick.above[line] = others[place], above[place]
            yardstick.p[line] = np.nan if tested.p is None else tested.p
    return result


def verdict(above: float, p: float, level: float) -> Verdict:
    """The word for a tested difference; none where there was no test."""
    if np.isnan(p):
        return ""
    if p >= 1 - level:
        return "same"
    return "higher" if above > 0 else "lower"


def adjusted(p: Floats, overall: Bools) -> Floats:
    """Holm-adjusted p-values (units × lines), NaN where nothing was tested.

    Two families: the overall figures of all units, which stand in one table; and, within each unit,
    its items, factors and aspects, which stand in its report.
    """
    result = np.full(p.shape, np.nan)
    for line in np.flatnonzero(overall):
        result[:, line] = holm(p[:, line])
    for unit in range(len(p)):
        result[unit, ~overall] = holm(p[unit, ~overall])
    return result


def lowest(cell: Cell, columns: Sequence[int], most: int = 3) -> list[tuple[int, bool]]:
    """The lowest items of a cell, lowest first, and whether each is clearly below its fellows.

    Clearly: the item minus the mean of the other items of the same people, t test with their
    covariance, Holm over all items. With fewer than `most` + 1 items there is nothing to single out.
    """
    if len(columns) <= most:
        return []
    values = np.array([cell.lines[column].estimate.value for column in columns], dtype=float)
    scores = cell.scores[:, list(columns)]
    below = values - (values.sum() - values) / (len(columns) - 1)
    contrast = scores - (scores.sum(axis=1, keepdims=True) - scores) / (len(columns) - 1)
    variance = cell.domain.variance(contrast)
    df = cell.domain.degrees_of_freedom(np.ones((cell.n, 1), dtype=bool))[0]
    tests = [difference(float(b), float(v), float(df)) for b, v in zip(below, variance, strict=True)]
    p = holm([np.nan if test.p is None else test.p for test in tests])
    order = sorted(range(len(columns)), key=lambda place: (values[place], place))[:most]
    return [(columns[i], bool(below[i] < 0 and p[i] < 1 - cell.plan.level)) for i in order]


def change(before: Cell, after: Cell, line: int) -> Difference:
    """One line in two waves: after minus before, with the covariance of clusters that served both."""
    first, second = before.lines[line], after.lines[line]
    assert first.estimate.value is not None and second.estimate.value is not None
    rows = np.concatenate([before.domain.rows, after.domain.rows])
    both = Domain(before.domain.design, rows)
    score = np.concatenate([-first.score, second.score])[:, None]
    answered = np.concatenate([_base(before, line), _base(after, line)])[:, None]
    variance = float(both.variance(score)[0]) + _at_bound(before, line) + _at_bound(after, line)
    df = float(both.degrees_of_freedom(answered)[0])
    gap = second.estimate.value - first.estimate.value
    return difference(gap, variance, df, before.plan.level)


def _base(cell: Cell, line: int) -> Bools:
    if line < len(cell.plan.items):
        return cell.answers.answered[:, line]
    columns = cell.plan.composites[line - len(cell.plan.items)].columns
    return np.asarray(cell.asked[:, list(columns)].any(axis=1))


def _has_value(cell: Cell, line: int) -> bool:
    return cell.lines[line].estimate.value is not None


def _at_bound(cell: Cell, line: int) -> float:
    """Variance to stand in for the 0 of a figure of 0 % or 100 %: that of (k + 2)/(n + 4)."""
    estimate = cell.lines[line].estimate
    if cell.plan.scored or cell.domain.census or estimate.se is None or estimate.se > 0:
        return 0.0
    assert estimate.value is not None
    size = estimate.n + 4
    share = (estimate.value * estimate.n + 2) / size
    return share * (1 - share) / size


def _stacked(whole: Cell, cells: Sequence[Cell]) -> tuple[Ints, Floats]:
    """The units' scores laid out on the rows of the whole wave, and each row's unit."""
    group = np.zeros(whole.n, dtype=np.int64)
    score = np.zeros((whole.n, len(whole.plan.codes)))
    for number, cell in enumerate(cells):
        place = np.searchsorted(whole.domain.rows, cell.domain.rows)
        group[place] = number
        score[place] = cell.scores
    return group, score


def _separate(domain: Domain, group: Ints) -> bool:
    """Whether every first-stage stratum lies within one unit, so that units do not covary."""
    stratum = domain.design.stages[0].stratum[domain.rows]
    pairs = np.unique(np.column_stack([stratum, group]), axis=0)
    return len(pairs) == len(np.unique(stratum))


def _covariance(
    whole: Cell,
    score: Floats,
    group: Ints,
    n: int,
    separate: bool,
    units: Mapping[str, Cell],
    names: Sequence[str],
    line: int,
) -> Floats:
    if separate:
        return np.diag([(units[name].lines[line].estimate.se or 0.0) ** 2 for name in names])
    return whole.domain.covariance_between(score, group, n)
