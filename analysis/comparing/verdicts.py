"""What a unit's report may claim: above or below the others, changed or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.cell import Cell
from analysis.comparing.difference import Difference, difference, from_mean_of_others
from analysis.comparing.multiplicity import holm
from analysis.design import Bools, Floats, Ints
from analysis.figures import Verdict
from analysis.interval_rules import at_bound
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

    Parameters
    ----------
    whole : the cell of all ballots; units : the cell of each unit; shown : bool (lines,) of each unit

    Source
    ------
    `docs/methods.md`, on a unit and the mean of the other units; variance as `from_mean_of_others`.

    Examples
    --------
    >>> from analysis.coding import Coding
    >>> from analysis.design import Design
    >>> from analysis.plan import Plan
    >>> from analysis.survey_table import SurveyTable
    >>> from analysis.tally import matrix
    >>> plan, coding = Plan(("q1",), (False,), (), "pooled"), Coding(0, {"1": 0.0, "5": 1.0}, "15")
    >>> unit = list("a" * 20 + "b" * 20)
    >>> answers, design = matrix(list("5551" * 5 + "5111" * 5)), Design.of(40, stratum=unit)
    >>> table = SurveyTable.of(answers, (coding,), plan, design, unit, None, {})
    >>> units = {name: table.cell(table.rows(None, name)) for name in table.units}
    >>> shown = {name: np.array([True]) for name in units}
    >>> found = yardsticks(table.cell(table.rows(None)), units, shown)["a"]
    >>> found.others.tolist(), found.above.tolist(), round(float(found.p[0]), 4)
    ([0.25], [0.5], 0.001)
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
    """The word for a tested difference; none where there was no test.

    Parameters
    ----------
    above : the difference; p : its adjusted p-value, NaN where there was no test; level : 0–1

    Examples
    --------
    >>> verdict(0.1, 0.01, 0.95), verdict(-0.1, 0.01, 0.95), verdict(0.1, 0.3, 0.95)
    ('higher', 'lower', 'same')
    """
    if np.isnan(p):
        return ""
    if p >= 1 - level:
        return "same"
    return "higher" if above > 0 else "lower"


def adjusted(p: Floats, overall: Bools) -> Floats:
    """Holm-adjusted p-values (units × lines), NaN where nothing was tested.

    Two families: the overall figures of all units, which stand in one table; and, within each unit,
    its items, factors and aspects, which stand in its report.

    Parameters
    ----------
    p : float (units × lines), NaN where nothing was tested; overall : bool (lines,)

    Source
    ------
    Holm (1979), *Scandinavian Journal of Statistics* 6.

    Examples
    --------
    >>> p = np.array([[0.01, 0.02, 0.03], [0.04, 0.5, 0.6]])
    >>> adjusted(p, np.array([True, False, False])).round(2).tolist()
    [[0.02, 0.04, 0.04], [0.04, 1.0, 1.0]]
    """
    result = np.full(p.shape, np.nan)
    for line in np.flatnonzero(overall):
        result[:, line] = holm(p[:, line])
    for unit in range(len(p)):
        result[unit, ~overall] = holm(p[unit, ~overall])
    return result


def change(before: Cell, after: Cell, lines: Sequence[int]) -> list[Difference]:
    """Some lines in two waves: after minus before, with the covariance of clusters that served both.

    Parameters
    ----------
    before, after : the cells of one unit in two waves of one table; lines : which figures

    Source
    ------
    R survey 4.5, `svycontrast` on the stacked waves; `docs/methods.md`, on changes.

    Examples
    --------
    >>> from analysis.coding import Coding
    >>> from analysis.design import Design
    >>> from analysis.plan import Plan
    >>> from analysis.survey_table import SurveyTable
    >>> from analysis.tally import matrix
    >>> plan, coding = Plan(("q1",), (False,), (), "pooled"), Coding(0, {"1": 0.0, "5": 1.0}, "15")
    >>> answers, design = matrix(list("5551" * 5 + "5111" * 5)), Design.of(40)
    >>> table = SurveyTable.of(answers, (coding,), plan, design, ["a"] * 40, ["1"] * 20 + ["2"] * 20, {})
    >>> first, second = (table.cell(table.rows(name)) for name in table.waves)
    >>> (found,) = change(first, second, [0])
    >>> found.value, round(found.se, 4), found.df
    (-0.5, 0.1387, 39.0)
    """
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
    if cell.plan.scored or cell.domain.census or estimate.se is None or not at_bound(estimate):
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
