"""Do 95 % intervals cover the truth 95 % of the time? Simulation, short here and long in `make soak`."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from analysis.design import Design
from analysis.index import index
from analysis.proportion import proportion


def simple(rng: np.random.Generator, share: float) -> bool:
    got = proportion((rng.random(50) < share).astype(float), Design.of(50))
    return got.low <= share <= got.high


def finite(rng: np.random.Generator, share: float) -> bool:
    people = np.arange(120) < round(120 * share)
    drawn = rng.permutation(people)[:50].astype(float)
    got = proportion(drawn, Design.of(50, population=[np.full(50, 120)]))
    return got.low <= people.mean() <= got.high


def clustered(rng: np.random.Generator, share: float) -> bool:
    # 20 villages of 15; a village's own share spreads with intra-class correlation 0.05.
    spread = 1 / 0.05 - 1
    own = rng.beta(share * spread, (1 - share) * spread, 20)
    y = (rng.random((20, 15)) < own[:, None]).astype(float).ravel()
    got = proportion(y, Design.of(300, psu=[np.repeat(np.arange(20), 15).astype(str)]))
    return got.low <= share <= got.high


def stratified(rng: np.random.Generator, share: float) -> bool:
    shares = np.clip([share - 0.2, share, share + 0.1], 0, 1)
    y = (rng.random((3, 60)) < shares[:, None]).astype(float).ravel()
    got = proportion(y, Design.of(180, stratum=np.repeat(list("abc"), 60)))
    return got.low <= shares.mean() <= got.high


def of_items(rng: np.random.Generator, share: float) -> bool:
    # Ten items of 80 people whose answers hang together; 15 % of them missing.
    own = rng.beta(share * 2, (1 - share) * 2, 80)
    table = (rng.random((80, 10)) < own[:, None]).astype(float)
    table[rng.random(table.shape) < 0.15] = np.nan
    got = index(table, Design.of(80), rule="mean_of_items")
    return got.low <= share <= got.high


DESIGNS = {f.__name__: f for f in (simple, finite, clustered, stratified, of_items)}


def coverage(name: str, share: float, rounds: int) -> float:
    rng = np.random.default_rng([20261122, round(1000 * share)])
    return float(np.mean([DESIGNS[name](rng, share) for _ in range(rounds)]))


@pytest.mark.parametrize("name", DESIGNS)
def test_intervals_cover_the_truth_about_as_often_as_they_say(name: str) -> None:
    # 400 rounds: a true 95 % stays within 92–98 % but once in a thousand.
    assert 0.92 <= coverage(name, 0.85, 400) <= 0.985


def exact_coverage(n: int, population: int | None) -> np.ndarray:
    """Coverage of the rule's interval at every true share of 60–95 %, summed over all outcomes."""
    shares = np.arange(0.6, 0.951, 0.001) if population is None else np.arange(72, 115) / population
    drawn = [] if population is None else [np.full(n, population)]
    ends = [
        (got.low, got.high)
        for got in (proportion(np.arange(n) < k, Design.of(n, population=drawn)) for k in range(n + 1))
    ]
    low, high = np.array(ends).T
    k = np.arange(n + 1)
    covered = []
    for share in shares:
        odds = (
            stats.binom(n, share)
            if population is None
            else stats.hypergeom(population, round(share * population), n)
        )
        covered.append(odds.pmf(k)[(low <= share + 1e-12) & (share - 1e-12 <= high)].sum())
    return np.array(covered)


@pytest.mark.parametrize(("n", "population"), [(50, None), (200, None), (50, 120)])
def test_simple_samples_cover_93_to_97_percent_on_average_by_exact_count(
    n: int, population: int | None
) -> None:
    found = exact_coverage(n, population)

    assert 0.93 <= found.mean() <= 0.97
    assert found.min() >= 0.90


@pytest.mark.soak
@pytest.mark.parametrize("share", [0.6, 0.7, 0.8, 0.85, 0.9, 0.95])
@pytest.mark.parametrize("name", DESIGNS)
def test_intervals_cover_between_93_and_97_percent_over_many_rounds(name: str, share: float) -> None:
    found = coverage(name, share, 5000)
    print(f"coverage {name:<11} p = {share:.2f}: {found:.4f}")

    # Simple samples of 50 have lumps, whose mean is checked exactly above; here only that none is deep.
    low, high = (0.90, 0.985) if name in ("simple", "finite") else (0.93, 0.97)
    assert low <= found <= high
