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
    group = _groups(whole, [units[name] for name in names])
    separate = _separate(whole.domain, group)
    for line in range(n_lines):
        taken = [i for i, name in enumerate(names) if shown[name][line] and _has_value(units[name], line)]
        if len(taken) < 2:
            continue
        cells = [units[names[i]] for i in taken]
        values = np.array([cell.lines[line].estimate.value for cell in cells], dtype=float)
        if separate:
            covariance = np.diag([(cell.lines[line].estimate.se or 0.0) ** 2 for cell in cells])
        else:
            every = [units[name] for name in names]
            covariance = _covariance(whole, every, group, line)[np.ix_(taken, taken)]
        covariance = covariance + np.diag([_at_bound(cell, line) for cell in cells])
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


def change(before: Cell, after: Cell, lines: Sequence[int]) -> list[Difference]:
    """Some lines in two waves: after minus before, with the covariance of clusters that served both."""
    both = Domain(before.sums.design, np.concatenate([before.rows, after.rows]))
    variance = both.variance(np.concatenate([-before.scores(lines), after.scores(lines)]))
    df = both.degrees_of_freedom(before.sums.present[both.rows][:, list(lines)])
    result = []
    for place, line in enumerate(lines):
        first, second = before.lines[line].estimate.value, after.lines[line].estimate.value
        assert first is not None and second is not None
        spread = float(variance[place]) + _at_bound(before, line) + _at_bound(after, line)
        result.append(difference(second - first, spread, float(df[place]), before.plan.level))
    return result


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


def _groups(whole: Cell, cells: Sequence[Cell]) -> Ints:
    """The unit's number of each row of the whole wave."""
    group = np.zeros(len(whole.rows), dtype=np.int64)
    for number, cell in enumerate(cells):
        group[np.searchsorted(whole.rows, cell.rows)] = number
    return group


def _separate(domain: Domain, group: Ints) -> bool:
    """Whether every first-stage stratum lies within one unit, so that units do not covary."""
    if domain.design.adjustments:
        return False
    stratum = domain.design.stages[0].stratum[domain.rows]
    pairs = len(np.unique(stratum * (int(group.max(initial=0)) + 1) + group))
    return pairs == len(np.unique(stratum))


def _covariance(whole: Cell, cells: Sequence[Cell], group: Ints, line: int) -> Floats:
    """Covariance of one line of all units, with the strata and PSUs that they share."""
    score = np.zeros(len(whole.rows))
    for cell in cells:
        score[np.searchsorted(whole.rows, cell.rows)] = cell.scores([line])[:, 0]
    return whole.domain.covariance_between(score, group, len(cells))
