"""The rows of a league table: each unit's value with its place, the places left open, and its tier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.collation import sort_key
from analysis.columns import floats
from analysis.design import Design
from analysis.ranking.rank import RankSets
from analysis.ranking.sets import DRAWS, SEED, rank_sets
from analysis.ranking.tiers import Tier, tiers
from analysis.ranking.voluntary import refuse_voluntary

MOST_SETS_SHOWN = 100
"""Beyond this many units a table shows tiers, and the sets on request only."""


@dataclass(frozen=True)
class UnitRank:
    """One row: `rank` 1 is the largest value, `low` to `high` are the places the data leave open.

    `tied`: another unit has the same value and shares the rank.

    Source
    ------
    Mogstad, Romano, Shaikh and Wilhelm (2024), *Review of Economic Studies* 91.

    Examples
    --------
    >>> UnitRank("Lai Châu", 0.9, 1, 1, 2, "same", False).high
    2
    """

    name: str
    value: float
    rank: int
    low: int
    high: int
    tier: Tier
    tied: bool


@dataclass(frozen=True)
class LeagueTable:
    """Rows from the first rank down, and what must be printed under them.

    `by_tier`: there are so many units that tiers are shown, and the sets on request only.

    Source
    ------
    As `unit_ranks`.

    Examples
    --------
    >>> unit_ranks(["A", "B"], [0.9, 0.5], [0.02, 0.02], design=None, draws=1000).by_tier
    False
    """

    rows: tuple[UnitRank, ...]
    coverage: float
    draws: int
    seed: int
    by_tier: bool


def unit_ranks(
    names: Sequence[str],
    values: ArrayLike,
    covariance: ArrayLike,
    *,
    design: Design | None,
    df: ArrayLike = np.inf,
    coverage: float = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
    counted: ArrayLike | None = None,
) -> LeagueTable:
    """The league table of k units: simultaneous rank sets by step-down, and tiers by Holm.

    Parameters
    ----------
    names : k different names
    values : float array (k,), in any unit of measurement; the largest has rank 1
    covariance : float array (k,), standard errors of independent values, or (k, k), their covariance
    design : Design of the ballots, refused when voluntary; None for values that come without one
    df : degrees of freedom of the comparisons, one number or (k,), for the tiers
    coverage : of all sets together, and 1 − the chance of a single wrong tier
    draws, seed : of the simulation
    counted : bool array (k,), optional; units of which everybody was asked, whose se of 0 is meant

    Returns
    -------
    LeagueTable, rows by rank, then by name as a Vietnamese reader expects.

    Raises
    ------
    VoluntaryRankingError : the design is voluntary.
    SpreadError : as `rank_sets` and `tiers`.
    ValueError : names that are not k, or not different.

    Source
    ------
    Mogstad, Romano, Shaikh and Wilhelm (2024), *Review of Economic Studies* 91; Holm (1979),
    *Scandinavian Journal of Statistics* 6.

    Examples
    --------
    >>> table = unit_ranks(["Lào Cai", "Sơn La", "Lai Châu"], [0.71, 0.92, 0.70], [0.03, 0.02, 0.03],
    ...                    design=None, draws=1000)
    >>> [(row.name, row.rank, row.low, row.high, row.tier) for row in table.rows]
    [('Sơn La', 1, 1, 1, 'above'), ('Lào Cai', 2, 2, 3, 'below'), ('Lai Châu', 3, 2, 3, 'below')]
    """
    if design is not None:
        refuse_voluntary(design)
    estimates = floats(values, "values")
    _refuse_names(names, len(np.atleast_1d(estimates)))
    sets = rank_sets(values, covariance, coverage=coverage, draws=draws, seed=seed, counted=counted)
    tier: tuple[Tier, ...] = ("same",)
    if len(estimates) > 1:
        tier = tiers(values, covariance, df, level=coverage, counted=counted).tier
    rows = sorted(_rows(names, [float(v) for v in estimates], sets, tier), key=_by_rank_and_name)
    return LeagueTable(tuple(rows), coverage, draws, seed, by_tier=len(rows) > MOST_SETS_SHOWN)


def _refuse_names(names: Sequence[str], k: int) -> None:
    if len(names) != k:
        raise ValueError(f"there are {len(names)} names for {k} values; give one for each")
    twice = sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < k else []
    if twice:
        raise ValueError(f"units {twice[:3]} are named more than once; add their cells, or name them apart")


def _rows(
    names: Sequence[str], values: list[float], sets: RankSets, tier: tuple[Tier, ...]
) -> list[UnitRank]:
    shared = np.bincount(sets.rank)[sets.rank] > 1
    return [
        UnitRank(name, value, int(rank), int(low), int(high), each, bool(tied))
        for name, value, rank, low, high, each, tied in zip(
            names, values, sets.rank, sets.low, sets.high, tier, shared, strict=True
        )
    ]


def _by_rank_and_name(row: UnitRank) -> tuple[int, object]:
    return row.rank, sort_key(row.name)
