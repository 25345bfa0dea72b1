"""Each unit of a league against the pooled ballots of the others, on an index, all units at once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.cell import Cell
from analysis.comparing.difference import Difference, difference
from analysis.design import Floats
from analysis.ranking.sets import se_of_share
from analysis.variance import Domain
from survey.analysing.more.league import League

BLOCK = 64
"""Units whose scores are held at a time."""


def against_the_rest(league: League) -> Iterator[tuple[str, float, Difference]]:
    """Name, the rest's figure, and unit minus rest with the covariance of the two, as `change` gives it.

    The rest is the index of all other ballots of the league by the questionnaire's own rule, so its
    scores are linear in the ballots' columns: one product gives those of all units.
    """
    wave, line = league.wave, league.line
    sums = wave.table.sums
    cells = [wave.cells[name, None] for name in league.names]
    rows = np.concatenate([cell.rows for cell in cells])
    unit = np.repeat(np.arange(len(cells)), [len(cell.rows) for cell in cells])
    used = Domain(sums.design, rows)
    df = float(used.degrees_of_freedom(sums.present[rows][:, [line]])[0])
    totals = np.array([cell.totals for cell in cells])
    own = np.column_stack([cell.coefficients[:, line] for cell in cells])
    rest = np.column_stack([_coefficients(league, used, cells, at) for at in range(len(cells))])
    values = np.array(
        [_value(league, totals.sum(axis=0) - totals[at], rest[:, at]) for at in range(len(cells))]
    )
    variance = np.concatenate(
        [
            _variance(used, unit, sums.scores(rows, rest[:, part]), sums.scores(rows, own[:, part]), part)
            for part in np.split(np.arange(len(cells)), range(BLOCK, len(cells), BLOCK))
        ]
    )
    variance = variance + _own_errors(league, cells) + _rest_at_bound(league, values)
    for at, name in enumerate(league.names):
        gap = float(league.value[at] - values[at])
        yield name, float(values[at]), difference(gap, float(variance[at]), df, wave.plan.level)


def _coefficients(league: League, used: Domain, cells: list[Cell], at: int) -> Floats:
    """How the totals of everybody but one unit move their index (K,)."""
    others = [*cells[:at], *cells[at + 1 :]]
    rest = Cell(league.wave.plan, league.wave.table.sums, used, parts=others)
    return np.asarray(rest.coefficients[:, league.line])


def _value(league: League, totals: Floats, coefficients: Floats) -> float:
    """The index itself: every rule is its slope times the positive answers (or the own shares)."""
    items = len(league.wave.plan.items)
    value = totals[:items] @ coefficients[:items]
    if len(totals) > 2 * items:
        own = league.line + items
        value += totals[own] * coefficients[own]
    return float(value)


def _variance(used: Domain, unit: np.ndarray, rest: Floats, own: Floats, part: np.ndarray) -> Floats:
    """Variance of unit minus rest, for the units of a part."""
    return used.variance(np.where(unit[:, None] == part, own, -rest))


def _own_errors(league: League, cells: list[Cell]) -> Floats:
    """What the error to compare by adds to the unit's own: at 0 % and 100 %, and with few clusters."""
    own = np.array([cell.lines[league.line].estimate.se or 0.0 for cell in cells])
    return np.where(league.counted, 0.0, np.maximum(league.se**2 - own**2, 0.0))


def _rest_at_bound(league: League, values: Floats) -> Floats:
    """The variance of (k + 2)/(n + 4) where all the others are at 0 % or 100 %."""
    result = np.zeros(len(values))
    n = league.n.sum() - league.n
    still = (values <= 0) | (values >= 1)
    if still.any() and not league.wave.plan.scored and not league.counted.all():
        result[still] = se_of_share(np.clip(values[still], 0, 1) * n[still], n[still]) ** 2
    return result
