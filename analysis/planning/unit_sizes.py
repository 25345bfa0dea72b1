"""The sample size of every unit of a kind, and the margin each will really have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.design import Floats, Ints
from analysis.interval import quantile_z
from analysis.planning.sample_size import ROUNDING, PlanningError, sample_size

FEW_PSUS = 6
"""Below this many PSUs a unit's own interval rests on fewer than 5 degrees of freedom."""


@dataclass(frozen=True)
class UnitSizes:
    """One element a unit, in the order given.

    `population` N; `n` answers aimed at; `invitations` people to ask, at most N; `answers` that may be
    expected of them; `margin` half the interval that these give (NaN: not one answer is expected);
    `overall_margin` that of all units together, each weighing by its population.

    Examples
    --------
    >>> unit_sizes([40], 0.05).margin.round(3).tolist()
    [0.045]
    """

    population: Ints
    n: Ints
    invitations: Ints
    answers: Ints
    margin: Floats
    overall_margin: float


def unit_sizes(
    population: ArrayLike,
    margin: float,
    *,
    p: float = 0.5,
    level: float = 0.95,
    deff: float = 1.0,
    response_rate: float = 1.0,
) -> UnitSizes:
    """Answers every unit needs for ± `margin` of its own, and the margin it will have after rounding.

    Where all N of a unit cannot give the answers at this response rate, everybody is invited, the
    answers are those to be expected, and the margin is theirs: wider than the one asked for.

    Parameters
    ----------
    population : int array (k,), people of each unit
    margin, p, level, deff, response_rate : as in `sample_size`, the same for all units

    Returns
    -------
    UnitSizes

    Raises
    ------
    PlanningError : no units, a population that is no whole number from 1, a number out of range

    Source
    ------
    `sample_size` and `margin_of` unit by unit; overall: Cochran (1977), §5.10, shares of strata.

    Examples
    --------
    >>> sizes = unit_sizes([120, 5400], 0.05, response_rate=0.8)
    >>> sizes.n.tolist(), sizes.invitations.tolist()
    ([92, 359], [115, 449])
    >>> sizes.margin.round(4).tolist(), round(sizes.overall_margin, 4)
    ([0.0496, 0.05], 0.0489)
    """
    given = np.asarray(population)
    if given.ndim != 1 or not len(given):
        raise PlanningError("there are no units; give the population of at least one")
    size = _whole(given)
    start = sample_size(p, margin, level=level, deff=deff, response_rate=response_rate)
    n = _rounded_up(start.n_with_deff / (1 + (start.n_with_deff - 1) / size))
    invitations = np.minimum(_rounded_up(n / response_rate), size)
    answers = np.minimum(n, np.floor(size * response_rate + ROUNDING).astype(np.int64))
    variance = _variance(answers, size, deff * p * (1 - p))
    z = quantile_z(level)
    share = size / size.sum()
    reached = answers > 0
    overall = float(z * np.sqrt((share**2 * variance)[reached].sum())) if reached.all() else float("nan")
    return UnitSizes(size, n, invitations, answers, z * np.sqrt(variance), overall)


def few_psus(psus: Mapping[str, int] | Sequence[tuple[str, int]]) -> str:
    """The warning about units with fewer than 6 PSUs; empty where there is none.

    With c PSUs a unit has c − 1 degrees of freedom; a commune of two villages then reads 9.5–99.7 %.

    Parameters
    ----------
    psus : PSUs drawn, by unit

    Source
    ------
    The t quantile: 12.7 at 1, 2.8 at 4, 2.6 at 5 degrees of freedom, 1.96 with many.

    Examples
    --------
    >>> few_psus({"A": 2, "B": 8})
    'A has fewer than 6 PSUs (2), so its interval will be very wide; draw 6 or more'
    >>> few_psus({"B": 8})
    ''
    """
    short = [(unit, count) for unit, count in dict(psus).items() if count < FEW_PSUS]
    if not short:
        return ""
    shown = ", ".join(f"{unit} {count}" for unit, count in short[:5]) + (" …" if len(short) > 5 else "")
    if len(short) == 1:
        who, their = f"{short[0][0]} has fewer than {FEW_PSUS} PSUs ({short[0][1]})", "its interval"
    else:
        who, their = f"{len(short)} units have fewer than {FEW_PSUS} PSUs ({shown})", "their intervals"
    return f"{who}, so {their} will be very wide; draw {FEW_PSUS} or more"


def _whole(given: np.ndarray) -> Ints:
    numeric = given.dtype.kind in "iuf"
    odd = ~(np.isfinite(given) & (given >= 1) & (given == np.floor(given))) if numeric else np.array([True])
    if odd.any():
        first = int(np.flatnonzero(odd)[0])
        raise PlanningError(
            f"the population of unit number {first + 1} is {given[first]!s}; give a whole number from 1"
        )
    return given.astype(np.int64)


def _rounded_up(values: Floats) -> Ints:
    return np.maximum(1, np.ceil(values - ROUNDING)).astype(np.int64)


def _variance(answers: Ints, size: Ints, spread: float) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = spread / answers * (size - answers) / np.maximum(1, size - 1)
    return np.where(answers > 0, variance, np.nan)
