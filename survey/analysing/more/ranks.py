"""The table `ranks`: places of the units, and the places that the data leave open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from analysis.ranking.league_table import unit_ranks
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


def _lines(material: Material, league: League, draws: int) -> Iterator[Line]:
    counted = league.counted
    if counted.all():
        yield from _counted_lines(material, league)
        return
    settings: dict[str, Any] = {"coverage": material.request.level, "counted": counted}
    settings |= {"draws": draws, "seed": material.request.seed}
    table = unit_ranks(league.names, league.value, league.spread, design=None, df=_df(league), **settings)
    alone = rank_sets(league.value, league.spread, simultaneous=False, **settings)
    top = best(league.value, league.spread, min(BEST, len(league.names)), **settings)
    for row in table.rows:
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


def _counted_lines(material: Material, league: League) -> Iterator[Line]:
    """Everybody was asked everywhere: the values are the truth, and the places are certain."""
    order = sorted(range(len(league.names)), key=lambda at: (-league.value[at], at))
    for at in order:
        rank = int((league.value > league.value[at]).sum()) + 1
        tied = int((league.value == league.value[at]).sum()) > 1
        certain = {name: rank for name in ("low", "high", "marginal_low", "marginal_high")}
        own = {"rank": rank, "tied": tied, "best_3": rank <= BEST, "tier": None, "method": "census"}
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
