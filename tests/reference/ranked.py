"""Cases about many units: the sets of their ranks, and the range expected of each."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Any

import numpy as np

from analysis.areas.benchmark import binomial_limits, expected_range
from analysis.areas.expected import ExpectedRange
from analysis.ranking.multinomial import multinomial_rank_sets
from analysis.ranking.sets import rank_sets
from tests.reference.designs import table_of
from tests.reference.reading import Case, Folder
from tests.reference.truth import Between, Truth, expected

RANKS = ("rank", "L", "U", "L_min", "L_max", "U_min", "U_max")
MULTINOMIAL = ("rank", "L", "U")
BENCHMARK = (
    "target_pooled",
    "binomial",
    "arcsine",
    "exact_binomial_limits",
)
DRAWS, MARGINAL_DRAWS = 50_000, 100_000
"""With the usual 10,000 draws our own bounds, too, move by some places from seed to seed."""

MANY = 100
"""From so many units on a bound may lie two places beside the seeds' range, otherwise one."""


def ranks_found(case: Case, folder: Folder) -> dict[str, Any]:
    """Rank sets by `rank_sets`, with its own seed and so many draws that only the reference's luck is left."""
    table = table_of(case, folder)
    named = case.get("covariance_columns")
    if named:
        patterns = [named] if isinstance(named, str) else named
        columns = [name for pattern in patterns for name in table.columns if fnmatchcase(name, pattern)]
        spread = np.column_stack([table.numbers(name) for name in columns])
    else:
        spread = table.numbers(case["se_column"])
    found = rank_sets(
        table.numbers(case["value_column"]),
        spread,
        coverage=case["coverage"],
        stepdown=case["stepdown"],
        simultaneous=case["simultaneous"],
        side=case["cstype"],
        draws=DRAWS if case["simultaneous"] else MARGINAL_DRAWS,
    )
    return {"rank": found.rank, "L": found.low, "U": found.high}


def ranks_expected(case: Case) -> dict[str, Truth]:
    """Ranks exactly; each bound within the range of the seeds and the step beside it."""
    wanted = expected(case, ("rank",))
    beside = 2 if len(case["rank"]) >= MANY else 1
    for bound in ("L", "U"):
        ranges = zip(case[f"{bound}_min"], case[f"{bound}_max"], strict=True)
        for place, (low, high) in enumerate(ranges):
            wanted[f"{bound}.{place}"] = Between(low - beside, high + beside)
    return wanted


def multinomial_found(case: Case, folder: Folder) -> dict[str, Any]:
    """Exact rank sets of the answers to one question."""
    found = multinomial_rank_sets(
        case["counts"], coverage=case["coverage"], simultaneous=case["simultaneous"]
    )
    return {"rank": found.rank, "L": found.low, "U": found.high}


def benchmark_found(case: Case, folder: Folder) -> dict[str, Any]:
    """The range expected by `expected_range` on either scale, exact limits by `binomial_limits`."""
    table = table_of(case, folder)
    k, n = (table.numbers(case.get(f"{name}_column", name)) for name in ("k", "n"))
    given = {"target": case.get("target"), "winsorise": case["winsorise"]}
    plain = expected_range(k, n, scale="share", **given)
    limits = case.get("exact_binomial_limits") or {}
    return {
        "target_pooled": plain.target,
        "binomial": _range(plain),
        "arcsine": _range(expected_range(k, n, scale="arcsine", **given)),
        "exact_binomial_limits": {alpha: binomial_limits(n, plain.target, float(alpha)) for alpha in limits},
    }


def _range(found: ExpectedRange) -> dict[str, Any]:
    return {
        "z": found.z,
        "phi": found.phi,
        "tau2": found.tau2,
        "z_adjusted": found.z_adjusted,
        "label_unadjusted": found.labels(adjusted=False),
        "label_adjusted": found.labels(),
    }
