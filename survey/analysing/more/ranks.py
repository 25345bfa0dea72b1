"""The table `ranks`: places of the units, and the places that the data leave open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from analysis.ranking.league_table import UnitRank, unit_ranks
from analysis.ranking.sets import DRAWS, best, rank_sets
from survey.analysing.more.league import League, leagues
from survey.analysing.more.material import Material
from survey.analysing.more.table import CannotMakeError, Line, MoreTable

FIELDS = (
    "wave",
    "unit_kind",
    "unit",
    "code",
    "kind",
    "label",
    "n",
    "value",
    "se",
    "rank",
    "tied",
    "low",
    "high",
    "marginal_low",
    "marginal_high",
    "best_3",
    "tier",
    "units",
)
BEST = 3
"""Of how many best units it is told who could be among them."""

MOST = 3_000_000
"""Simulated errors of one table; many units get fewer draws, at least 1,000."""


def ranks(material: Material) -> tuple[MoreTable, ...]:
    """Rank sets of the overall index and of each group, for the reliable units of each kind and wave."""
    warning = material.warned("ranks")
    found, left_out = leagues(material, material.composites)
    if not found:
        raise CannotMakeError("no two units have enough answers to be ranked; --also ranks; leave it out")
    draws = draws_for(max(len(league.names) for league in found))
    table = MoreTable(
        "ranks",
        FIELDS,
        [line for league in found for line in _lines(material, league, draws)],
        method="rank_sets_stepdown",
        note=material.say("ranks"),
        level=material.request.level,
        seed=material.request.seed,
        draws=draws,
        warning=warning,
        left_out=left_out,
    )
    return (table,)


def draws_for(units: int) -> int:
    """How many draws a table of so many units gets."""
    return max(1000, min(DRAWS, MOST // units))


def ranked(material: Material, league: League, draws: int) -> tuple[UnitRank, ...]:
    """The units of a league from the first rank down, with the ranks that the data leave open."""
    settings = _settings(material, league, draws)
    table = unit_ranks(league.names, league.value, league.spread, design=None, df=_df(league), **settings)
    return table.rows


def _settings(material: Material, league: League, draws: int) -> dict[str, Any]:
    level, seed = material.request.level, material.request.seed
    return {"coverage": level, "counted": league.counted, "draws": draws, "seed": seed}


def _lines(material: Material, league: League, draws: int) -> Iterator[Line]:
    if league.counted.all():
        yield from _counted_lines(material, league)
        return
    settings = _settings(material, league, draws)
    alone = rank_sets(league.value, league.spread, simultaneous=False, **settings)
    top = best(league.value, league.spread, min(BEST, len(league.names)), **settings)
    for row in ranked(material, league, draws):
        at = league.names.index(row.name)
        yield league.place | {
            **_unit(material, league, at),
            "rank": row.rank,
            "tied": row.tied,
            "low": row.low,
            "high": row.high,
            "marginal_low": alone.low[at],
            "marginal_high": alone.high[at],
            "best_3": top[at],
            "tier": row.tier,
        }


def counted_rank(league: League, at: int) -> tuple[int, int]:
    """The rank of a unit where everybody was asked everywhere, and how many units share it."""
    value = league.value[at]
    return int((league.value > value).sum()) + 1, int((league.value == value).sum())


def _counted_lines(material: Material, league: League) -> Iterator[Line]:
    """Everybody was asked everywhere: the values are the truth, and the places are certain."""
    for at in sorted(range(len(league.names)), key=lambda at: (-league.value[at], at)):
        rank, sharing = counted_rank(league, at)
        certain = dict.fromkeys(("low", "high", "marginal_low", "marginal_high"), rank)
        own = {"rank": rank, "tied": sharing > 1, "best_3": rank <= BEST, "tier": None, "method": "census"}
        yield league.place | _unit(material, league, at) | own | certain


def _unit(material: Material, league: League, at: int) -> Line:
    return {
        "unit": league.names[at],
        **material.described(league.line),
        "n": league.n[at],
        "value": league.value[at],
        "se": league.se[at],
        "units": len(league.names),
    }


def _df(league: League) -> float:
    return league.df if league.df > 0 else np.inf
