"""A unit against the rest: all other units pooled, plain or under a common mix of respondents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from analysis.comparing.counts import level_of
from analysis.comparing.difference import Difference, difference
from analysis.comparing.mix import Mixed, MixError, Shares, mixed
from analysis.comparing.standardised import at_bound, coefficients
from analysis.design import Design, Floats, Ints
from analysis.variance import Domain

BLOCK = 1 << 21
"""Scores held at a time (respondents × units)."""


@dataclass(frozen=True)
class AgainstRest:
    """Each of k units against all others pooled.

    `value` (k,) the unit's figure, `rest` (k,) that of all others together, `n` (k,) the unit's answers,
    `difference` (k) unit minus rest with its test.

    Examples
    --------
    >>> found = against_rest([1, 0, 1, 0, 0, 0], Design.of(6), list("aaabbb"))
    >>> found.names, round(found.difference[0].value, 3), len(found.p)
    (('a', 'b'), 0.667, 2)
    """

    names: tuple[str, ...]
    value: Floats
    rest: Floats
    n: Ints
    difference: tuple[Difference, ...]

    @property
    def p(self) -> Floats:
        """The p-values (k,), NaN where nothing could be tested: one family for `holm`."""
        return np.array([np.nan if each.p is None else each.p for each in self.difference])


def against_rest(
    y: ArrayLike,
    design: Design,
    unit: Sequence[Any],
    *,
    mix: Sequence[Sequence[Any]] = (),
    shares: Shares = "pooled",
    domain: ArrayLike | None = None,
    least: int | None = None,
    level: float = 0.95,
) -> AgainstRest:
    """Each unit's mean minus the mean of everybody else, with the covariance of the two.

    The rest, not the total: a total that holds the unit is pulled towards it. Everybody outside the unit
    counts with their own weight; for the mean of the other units' figures see `from_mean_of_others`.

    Parameters
    ----------
    y : float array (n,), 0/1 for a share, NaN where not answered
    design : Design of the same n respondents; clusters may serve several units
    unit : n labels
    mix : columns of n labels, such as [mode, field], to hold both sides to one mix; none: as they came
    shares : the common mix, as `standardised`
    domain : bool array (n,), optional; a mask, not a filter
    least : answers that a unit and its rest need in each cell with a share; default 2 under a mix
    level : confidence level

    Returns
    -------
    AgainstRest: units with at least one answer, in sorted order; t on the df of everybody who answered.
    A side at 0 % or 100 % enters with the variance of (k + 2)/(n + 4).

    Raises
    ------
    MixError: fewer than two units with answers; what `standardised` refuses, for the rest as well.
    LonelyPSUError: a stratum of the domain holds a single PSU.

    Source
    ------
    Lohr (2010), *Sampling: Design and Analysis*, ch. 9 (linearisation); R survey `svyby(covmat = TRUE)`
    with `svycontrast` on the unit and its complement.

    Examples
    --------
    >>> found = against_rest([1, 1, 1, 0, 1, 0, 0, 0], Design.of(8), list("aaaabbcc"))
    >>> found.value.round(2).tolist(), found.rest.round(2).tolist()
    ([0.75, 0.5, 0.0], [0.25, 0.5, 0.67])
    """
    enough = least if least is not None else 2 if len(mix) else 1
    found = mixed(y, design, unit, mix, shares, domain=domain, least=enough)
    k = len(found.units)
    if k < 2:
        raise MixError(f"unit {found.units[0]!r} is the only one with answers; there is no rest")
    weights, sums = found.table(found.weight), found.table(found.weight * found.y)
    own, others = _means(sums, weights), _means(sums.sum(axis=0) - sums, weights.sum(axis=0) - weights)
    sheaves = _gathered(found, design)
    used = Domain(design, sheaves.rows)
    variance = _variance(found.share, sheaves, used, weights, own, others)
    variance += at_bound(found, design, coefficients(found, weights)) + _rest_at_bound(found, design)
    df = float(used.degrees_of_freedom(np.ones((len(sheaves.rows), 1), dtype=bool))[0])
    value, rest = own @ found.share, others @ found.share
    gaps = zip(value - rest, variance, strict=True)
    return AgainstRest(
        names=found.units,
        value=value,
        rest=rest,
        n=np.bincount(found.unit, minlength=k),
        difference=tuple(difference(float(gap), float(v), df, level_of(level)) for gap, v in gaps),
    )


def _means(sums: Floats, weights: Floats) -> Floats:
    return np.divide(sums, weights, out=np.zeros_like(sums), where=weights > 0)


@dataclass(frozen=True)
class _Sheaves:
    """Answers of one PSU, unit and cell added up; `rows` stand for them in the design."""

    rows: Ints
    unit: Ints
    cell: Ints
    weight: Floats
    total: Floats


def _gathered(found: Mixed, design: Design) -> _Sheaves:
    """The answers in sheaves of the last stage's PSUs; one by one where an adjustment needs each."""
    total = found.weight * found.y
    if design.adjustments or not design.clustered:
        return _Sheaves(found.rows, found.unit, found.cell, found.weight, total)
    psu = design.stages[-1].psu[found.rows]
    key = (psu * len(found.units) + found.unit) * len(found.cells) + found.cell
    _, first, sheaf = np.unique(key, return_index=True, return_inverse=True)
    return _Sheaves(
        found.rows[first],
        found.unit[first],
        found.cell[first],
        np.asarray(np.bincount(sheaf, weights=found.weight), dtype=float),
        np.asarray(np.bincount(sheaf, weights=total), dtype=float),
    )


def _variance(
    share: Floats, sheaves: _Sheaves, used: Domain, weights: Floats, own: Floats, others: Floats
) -> Floats:
    """Variance of unit minus rest (units,), some units at a time."""
    k = len(own)
    result = np.empty(k)
    width = max(1, BLOCK // len(sheaves.rows))
    for start in range(0, k, width):
        block = np.arange(start, min(start + width, k))
        result[block] = used.variance(_scores(share, sheaves, weights, own, others, block))
    return result


def _scores(
    share: Floats, sheaves: _Sheaves, weights: Floats, own: Floats, others: Floats, block: Ints
) -> Floats:
    """Linearised unit minus rest (sheaves × units of the block)."""
    remaining = weights.sum(axis=0) - weights[block]
    each = np.divide(-share, remaining, out=np.zeros_like(remaining), where=remaining > 0).T
    score = others[block].T[sheaves.cell]
    score *= -sheaves.weight[:, None]
    score += sheaves.total[:, None]
    score *= each[sheaves.cell]
    inside, column = np.nonzero(sheaves.unit[:, None] == block)
    u, c = sheaves.unit[inside], sheaves.cell[inside]
    above = sheaves.total[inside] - own[u, c] * sheaves.weight[inside]
    score[inside, column] = share[c] / weights[u, c] * above
    return score


def _rest_at_bound(found: Mixed, design: Design) -> Floats:
    """As `at_bound`, for everybody outside each unit."""
    k = len(found.units)
    result = np.zeros(k)
    left = len(found.y) - np.bincount(found.unit, minlength=k)
    for answer in (0, 1):
        same = found.y == answer
        agree = same.sum() - np.bincount(found.unit, weights=same, minlength=k) == left
        for u in np.flatnonzero(agree):
            outside = found.unit != u
            rest = replace(
                found,
                units=("rest",),
                rows=found.rows[outside],
                y=found.y[outside],
                weight=found.weight[outside],
                unit=np.zeros(int(left[u]), dtype=np.int64),
                cell=found.cell[outside],
            )
            result[u] = at_bound(rest, design, coefficients(rest, rest.table(rest.weight)))[0]
    return result
