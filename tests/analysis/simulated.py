"""Samples drawn again and again from a population whose shares are known, as one survey of many items."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from analysis.by_unit import ItemsByUnit, items_by_unit
from analysis.coding import Coding
from analysis.design import Design
from analysis.estimate import Estimate
from analysis.proportion import proportion

Floats = NDArray[np.float64]

SEED = 20261122
SHARES = (0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
AROUND = 0.025
"""Coverage is looked at around a share: at one share of a small sample it jumps with each person."""
AT_ONCE = 100
"""Rounds that are items of one survey: the joint covariance of all items grows with their square."""


def coverage_of_villages(
    share: float, rounds: int, *, units: int = 1, villages: int = 20, people: int = 15, likeness: float
) -> float:
    """How often the intervals of units of so many villages hold the unit's true share.

    A village's own share follows a beta distribution with intra-class correlation `likeness`. Each round
    is an item of its own; units' shares lie around `share`.
    """
    rng = np.random.default_rng([SEED, round(1000 * share), units, villages, people, round(1000 * likeness)])
    covered = []
    for start in range(0, rounds, AT_ONCE):
        some = min(AT_ONCE, rounds - start)
        true = share + rng.uniform(-AROUND, AROUND, (units, some))
        own = _likened(rng, np.repeat(true, villages, axis=0), likeness)
        satisfied = rng.random((units * villages, people, some)) < own[:, None]
        psu = np.repeat(np.arange(units * villages), people)
        unit = psu // villages
        found = as_items(satisfied.reshape(-1, some), Design.of(len(unit), stratum=unit, psu=[psu]), unit)
        true = true[[int(name) for name in found.units]]
        covered.append((found.low <= true) & (true <= found.high))
    return float(np.concatenate(covered, axis=1).mean())


def coverage_of_strata(share: float, rounds: int) -> float:
    """How often the interval of a sample of 60 from each of three unlike strata holds the true share."""
    rng = np.random.default_rng([SEED, round(1000 * share), 3])
    design = Design.of(180, stratum=np.repeat(list("abc"), 60))
    covered = 0
    for start in range(0, rounds, AT_ONCE):
        some = min(AT_ONCE, rounds - start)
        true = share + rng.uniform(-AROUND, AROUND, some)
        shares = np.clip(true[None] + np.array([[-0.2], [0.0], [0.1]]), 0, 1)
        satisfied = (rng.random((3, 60, some)) < shares[:, None]).reshape(180, some)
        found, mean = as_items(satisfied, design, np.zeros(180, dtype=np.int64)), shares.mean(axis=0)
        covered += int(((found.low <= mean) & (mean <= found.high)).sum())
    return covered / rounds


def as_items(satisfied: NDArray[np.bool_], design: Design, unit: NDArray[np.int64]) -> ItemsByUnit:
    """Each column (respondents × rounds) as an item of one survey."""
    answers = np.where(satisfied, ord("5"), ord("1")).astype(np.uint8)
    codings = [Coding(number, {"1": 0.0, "5": 1.0}, "15") for number in range(answers.shape[1])]
    return items_by_unit(answers, codings, design, unit)


def exact_coverage(
    n: int,
    population: int | None,
    interval: Callable[[int], Estimate] | None = None,
    shares: Sequence[float] = SHARES,
) -> tuple[Floats, float]:
    """Mean coverage around each share by counting all outcomes, and the least at any share of 60–95 %."""
    drawn = [] if population is None else [np.full(n, population)]
    made = interval or (lambda k: proportion(np.arange(n) < k, Design.of(n, population=drawn)))
    low, high = np.array([(got.low, got.high) for got in map(made, range(n + 1))], dtype=float).T
    grid = np.arange(0.6 - AROUND, 0.95 + AROUND + 1e-9, 0.001)
    if population is not None:
        grid = np.unique(np.round(grid * population)) / population
    k = np.arange(n + 1)
    covered = np.empty(len(grid))
    for place, share in enumerate(grid):
        odds = stats.binom(n, share)
        if population is not None:
            odds = stats.hypergeom(population, round(share * population), n)
        covered[place] = odds.pmf(k)[(low <= share + 1e-12) & (share - 1e-12 <= high)].sum()
    around = [covered[np.abs(grid - share) <= AROUND + 1e-9].mean() for share in shares]
    inside = (grid >= 0.6 - 1e-9) & (grid <= 0.95 + 1e-9)
    return np.array(around), float(covered[inside].min())


def _likened(rng: np.random.Generator, share: Floats, likeness: float) -> Floats:
    if not likeness:
        return share
    spread = 1 / likeness - 1
    return np.asarray(rng.beta(share * spread, (1 - share) * spread))
