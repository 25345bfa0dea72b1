"""Confidence sets for ranks: which places the data leave open to each unit."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from analysis.columns import floats
from analysis.design import Bools, Floats, Ints
from analysis.ranking.critical import Settled, settled
from analysis.ranking.marginal import settled_each
from analysis.ranking.rank import RankSets, ranks, refuse_settings
from analysis.ranking.spread import Spread

SEED = 20260701
DRAWS = 10_000


def rank_sets(
    values: ArrayLike,
    covariance: ArrayLike,
    *,
    coverage: float = 0.95,
    stepdown: bool = True,
    simultaneous: bool = True,
    side: str = "two-sided",
    draws: int = DRAWS,
    seed: int = SEED,
    counted: ArrayLike | None = None,
) -> RankSets:
    """Confidence sets for the ranks of k units by simulated critical values.

    Parameters
    ----------
    values : float array (k,), in any unit of measurement; the largest has rank 1
    covariance : float array (k,), standard errors of independent values, or (k, k), their covariance
    coverage : above 0.5 and below 1
    stepdown : claim more in steps, at the same coverage
    simultaneous : the sets hold all true ranks together; otherwise each its own, which answers only
        "where is my unit?" for one unit chosen beforehand
    side : "two-sided", or only a best ("lower") or a worst ("upper") place
    draws, seed : of the simulation, to be printed beside the sets
    counted : bool array (k,), optional; units of which everybody was asked, whose se of 0 is meant

    Returns
    -------
    RankSets. The order of the units does not matter, nor does the scale of the values.

    Raises
    ------
    SpreadError : a missing number (with the unit's index), a se of 0, a covariance that is not
        symmetric or not positive semidefinite, more units than can be ranked together
    ValueError : an unknown side, a coverage out of range, too few draws.

    Source
    ------
    Mogstad, Romano, Shaikh and Wilhelm (2024), *Review of Economic Studies* 91, 476–518.
    Agrees with csranks 1.2.3, `csranks`, within the spread of its seeds; values taken as normal.

    Examples
    --------
    >>> sets = rank_sets([0.92, 0.81, 0.80, 0.55], [0.02, 0.03, 0.03, 0.04], draws=1000)
    >>> sets.rank.tolist(), sets.low.tolist(), sets.high.tolist()
    ([1, 2, 3, 4], [1, 2, 2, 4], [1, 3, 3, 4])
    """
    refuse_settings(coverage, side)
    estimates = floats(values, "values")
    spread = Spread.of(values, covariance, counted=counted)
    # Draws go to units in a fixed order, so that the file's order of units cannot matter.
    order = np.lexsort((spread.se, estimates))
    settings: dict[str, Any] = dict(coverage=coverage, stepdown=stepdown, draws=draws, seed=seed)
    if simultaneous:
        found = settled(estimates[order], spread.take(order), **settings)
    else:
        found = settled_each(estimates[order], spread.take(order), **settings, side=side)
    return _sets(estimates, _unsorted(found, order), simultaneous=simultaneous, side=side, **settings)


def best(
    values: ArrayLike,
    covariance: ArrayLike,
    tau: int,
    *,
    coverage: float = 0.95,
    stepdown: bool = True,
    draws: int = DRAWS,
    seed: int = SEED,
    counted: ArrayLike | None = None,
) -> Bools:
    """Which units could be among the `tau` best.

    Parameters
    ----------
    values, covariance, coverage, stepdown, draws, seed, counted : as in `rank_sets`
    tau : 1 to k

    Returns
    -------
    bool array (k,): with probability `coverage`, all of the true best are marked.

    Raises
    ------
    ValueError : tau out of range; else as `rank_sets`.

    Source
    ------
    Mogstad, Romano, Shaikh and Wilhelm (2024), §3.3, by projection; csranks 1.2.3, `cstaubest`.

    Examples
    --------
    >>> best([0.92, 0.81, 0.80, 0.55], [0.02, 0.03, 0.03, 0.04], 2, draws=1000).tolist()
    [True, True, True, False]
    """
    options: dict[str, Any] = dict(coverage=coverage, stepdown=stepdown, draws=draws, seed=seed)
    sets = rank_sets(values, covariance, side="lower", counted=counted, **options)
    return np.asarray(sets.low <= _place(tau, len(sets.low)))


def worst(
    values: ArrayLike,
    covariance: ArrayLike,
    tau: int,
    *,
    coverage: float = 0.95,
    stepdown: bool = True,
    draws: int = DRAWS,
    seed: int = SEED,
    counted: ArrayLike | None = None,
) -> Bools:
    """Which units could be among the `tau` worst.

    Parameters
    ----------
    values, covariance, coverage, stepdown, draws, seed, counted : as in `rank_sets`
    tau : 1 to k

    Returns
    -------
    bool array (k,): with probability `coverage`, all of the true worst are marked.

    Raises
    ------
    ValueError : tau out of range; else as `rank_sets`.

    Source
    ------
    Mogstad, Romano, Shaikh and Wilhelm (2024), §3.3, by projection; csranks 1.2.3, `cstauworst`.

    Examples
    --------
    >>> worst([0.92, 0.81, 0.80, 0.55], [0.02, 0.03, 0.03, 0.04], 1, draws=1000).tolist()
    [False, False, False, True]
    """
    options: dict[str, Any] = dict(coverage=coverage, stepdown=stepdown, draws=draws, seed=seed)
    sets = rank_sets(values, covariance, side="upper", counted=counted, **options)
    return np.asarray(sets.high > len(sets.high) - _place(tau, len(sets.high)))


def se_of_share(k: ArrayLike, n: ArrayLike) -> Floats:
    """Standard errors for ranking shares: those of (k + 2)/(n + 4), never 0.

    Parameters
    ----------
    k, n : counts (units,), `k` positive answers of `n`; effective counts where the design has weights

    Returns
    -------
    float array (units,), of shares 0–1.

    Raises
    ------
    ValueError : n not above 0, or k not within 0 and n.

    Source
    ------
    Agresti and Coull (1998), *American Statistician* 52.

    Examples
    --------
    >>> se_of_share([50, 40], [50, 50]).round(4).tolist()
    [0.0257, 0.0566]
    """
    positive, answered = floats(k, "counts"), floats(n, "bases")
    if positive.shape != answered.shape:
        raise ValueError(f"{positive.size} counts for {answered.size} bases; give one of each for every unit")
    wrong = np.flatnonzero(~((answered > 0) & (answered < np.inf) & (positive >= 0) & (positive <= answered)))
    if len(wrong):
        raise ValueError(
            f"unit {wrong[0]} has {np.ravel(positive)[wrong[0]]:g} of {np.ravel(answered)[wrong[0]]:g}; "
            "need 0 ≤ k ≤ n and n > 0"
        )
    share = (positive + 2) / (answered + 4)
    return np.asarray(np.sqrt(share * (1 - share) / (answered + 4)))


def _unsorted(found: Settled, order: Ints) -> Settled:
    back = np.argsort(order)
    return Settled(found.below[back], found.above[back], found.critical[back], found.steps[back])


def _sets(values: Floats, found: Settled, *, side: str, **settings: Any) -> RankSets:
    k = len(values)
    return RankSets(
        rank=ranks(values),
        low=np.ones(k, dtype=np.int64) if side == "upper" else 1 + found.above,
        high=np.full(k, k) if side == "lower" else k - found.below,
        side=side,
        critical=found.critical,
        steps=int(found.steps.max()),
        **settings,
    )


def _place(tau: int, k: int) -> int:
    if tau not in range(1, k + 1):
        raise ValueError(f"tau is {tau}; with {k} units choose a whole number from 1 to {k}")
    return tau
