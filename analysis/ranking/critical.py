"""The value that simulated differences exceed too seldom, and who is above whom beyond it, in steps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.design import Floats, Ints
from analysis.ranking.largest_difference import Comparisons, largest_differences
from analysis.ranking.spread import Spread


@dataclass(frozen=True)
class Settled:
    """What the data settle: for each unit how many lie `below` and `above` it for certain.

    `critical` (k,) is the value, in standard errors, that the difference of two units had to exceed,
    `steps` (k,) how often it was lowered until nothing more was settled.
    """

    below: Ints
    above: Ints
    critical: Floats
    steps: Ints


def upper_quantile(simulated: Floats, coverage: float) -> float:
    """The simulated value that is exceeded seldom enough, one error of the simulation on the safe side.

    The ⌈coverage·(B + 1)⌉-th smallest of B values would be exceeded with probability 1 − coverage; the
    place taken is √(B·coverage·(1 − coverage)) further up, the standard error of such a count.

    Parameters
    ----------
    simulated : float array (B,), in standard errors
    coverage : 0–1

    Returns
    -------
    float, in the same unit.

    Raises
    ------
    ValueError : B too small for the coverage.

    Source
    ------
    Besag and Clifford (1989), *Biometrika* 76: Monte Carlo tests that keep their level exactly.

    Examples
    --------
    >>> upper_quantile(np.arange(1.0, 100.0), 0.95)
    98.0
    """
    place = place_of(coverage, len(simulated))
    return float(np.partition(simulated, place - 1)[place - 1])


def place_of(coverage: float, draws: int) -> int:
    """Place of the quantile among the draws, from 1, as in `upper_quantile`.

    Parameters
    ----------
    coverage : 0–1
    draws : number of simulated values

    Returns
    -------
    int, 1 to `draws`.

    Raises
    ------
    ValueError : so few draws that none would do.

    Source
    ------
    Besag and Clifford (1989), *Biometrika* 76.

    Examples
    --------
    >>> place_of(0.95, 999)
    957
    """
    error = np.ceil(np.sqrt(draws * coverage * (1 - coverage)))
    place = int(np.ceil(coverage * (draws + 1) - 1e-9) + error)
    if place > draws:
        raise ValueError(f"{draws} draws are too few for a coverage of {coverage:g}; ask for 1,000 or more")
    return place


def settled(
    values: Floats, spread: Spread, *, coverage: float, stepdown: bool, draws: int, seed: int
) -> Settled:
    """Who is above whom, all pairs of units together.

    Parameters
    ----------
    values : float array (k,)
    spread : Spread of the same k units
    coverage : probability that not one claim is wrong
    stepdown : lower the critical value for the claims still open until no more is accepted
    draws, seed : of the simulation

    Returns
    -------
    Settled, the critical value the same for every unit.

    Raises
    ------
    ValueError : too few draws for the coverage.

    Source
    ------
    Romano and Wolf (2005), *JASA* 100 (step-down); Mogstad, Romano, Shaikh and Wilhelm (2024), §3.

    Examples
    --------
    >>> values = np.array([0.9, 0.5, 0.49])
    >>> found = settled(values, Spread.of(values, [0.02, 0.02, 0.02]),
    ...                 coverage=0.95, stepdown=True, draws=1000, seed=1)
    >>> found.below.tolist(), found.above.tolist()
    ([2, 0, 0], [0, 1, 1])
    """
    critical, steps, before = np.inf, 0, 0
    beyond = draws - place_of(coverage, draws) + 1
    while True:
        pairs = Comparisons(values, spread, critical)
        simulated = np.empty(0)
        for errors in spread.simulated(draws, seed):
            found = largest_differences(errors, pairs, simulated, beyond)
            simulated = np.append(simulated, found)
        critical = upper_quantile(simulated, coverage)
        below, above = _counts(values, spread, critical)
        steps += 1
        if not stepdown or below.sum() == before:
            return Settled(below, above, np.full(len(values), critical), np.full(len(values), steps))
        before = int(below.sum())


def _counts(values: Floats, spread: Spread, critical: float) -> tuple[Ints, Ints]:
    """For each unit, how many units are below and above it by more than the critical value."""
    below, above = np.zeros(len(values), dtype=np.int64), np.zeros(len(values), dtype=np.int64)
    everybody = np.arange(len(values))
    for rows in spread.rows():
        j = everybody[rows, None]
        higher = values[j] - values > critical * spread.of_difference(j, everybody)
        below[rows] = higher.sum(axis=1)
        above += higher.sum(axis=0)
    return below, above
