"""Simulated communes of 3 to 20 ballots: is the model's figure nearer, and does its interval cover?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from analysis.areas.small_area import fay_herriot
from analysis.areas.smoothing import pooled_deff, smoothed_variances


@dataclass(frozen=True)
class Province:
    """m communes with a share of their own around `mean`, spread `sd`; villages alike by `icc`."""

    m: int
    mean: float
    sd: float
    covariate: bool = False
    icc: float = 0.0


@dataclass(frozen=True)
class Count:
    direct: float
    model: float
    claimed: float
    covered: float
    covered_small: float
    synthetic: float


def shares(rng: np.random.Generator, place: Province, x: np.ndarray) -> np.ndarray:
    """True share of each commune (m,)."""
    centre = np.clip(place.mean + 0.06 * place.covariate * x, 0.05, 0.95)
    size = place.mean * (1 - place.mean) / place.sd**2 - 1
    return rng.beta(centre * size, (1 - centre) * size)


def villages(
    rng: np.random.Generator, true: np.ndarray, n: np.ndarray, icc: float
) -> tuple[np.ndarray, float]:
    """Direct shares from two villages a commune, and their design effect pooled over communes."""
    first = n // 2
    size = 1 / icc - 1
    inner = np.clip(true, 1e-6, 1 - 1e-6)
    own = [rng.beta(inner * size, (1 - inner) * size) for _ in range(2)]
    k = np.array([rng.binomial(first, own[0]), rng.binomial(n - first, own[1])])
    direct = k.sum(axis=0) / n
    variance = 2 * ((k - direct * [first, n - first]) ** 2).sum(axis=0) / n**2
    return direct, pooled_deff(direct, variance, n, np.ones(len(n)))


def count(place: Province, rounds: int, seed: int = 20261122) -> Count:
    rng = np.random.default_rng([seed, place.m, round(1000 * place.sd)])
    rows = []
    for _ in range(rounds):
        n, x = rng.integers(3, 21, place.m), rng.normal(size=place.m)
        true = shares(rng, place, x)
        if place.icc:
            direct, deff = villages(rng, true, n, place.icc)
        else:
            direct, deff = rng.binomial(n, true) / n, 1.0
        variance = smoothed_variances(direct, n, deff=deff).variance
        found = fay_herriot(direct, variance, x[:, None] if place.covariate else None, bounds=(0, 1))
        inside = (found.low <= true) & (true <= found.high)
        errors = (direct - true) ** 2, (found.value - true) ** 2, found.mse
        rows.append([*(e.mean() for e in errors), inside.mean(), inside[n <= 6].mean(), found.sigma2 == 0])
    return Count(*np.mean(rows, axis=0))


PROVINCES = {
    "alike": Province(300, 0.85, 0.03),
    "usual": Province(150, 0.8, 0.08),
    "apart": Province(150, 0.7, 0.12),
    "high": Province(150, 0.9, 0.05),
    "covariate": Province(150, 0.8, 0.08, covariate=True),
    "villages": Province(150, 0.8, 0.08, icc=0.1),
    "few": Province(40, 0.8, 0.08),
}


@pytest.mark.parametrize("name", PROVINCES)
def test_the_model_beats_the_direct_figure_and_covers_as_often_as_it_says(name: str) -> None:
    found = count(PROVINCES[name], 40)

    assert found.model < 0.5 * found.direct
    assert 0.91 <= found.covered <= 0.985


@pytest.mark.soak
@pytest.mark.parametrize("name", PROVINCES)
def test_the_model_covers_92_to_98_percent_over_many_rounds(name: str) -> None:
    found = count(PROVINCES[name], 1000)
    print(
        f"small areas {name:<9} mse direct {found.direct:.4f} model {found.model:.4f} "
        f"claimed {found.claimed:.4f} covered {found.covered:.3f} (n ≤ 6: {found.covered_small:.3f}) "
        f"sigma2 = 0 in {found.synthetic:.0%}"
    )

    assert found.model < 0.5 * found.direct
    assert 0.92 <= found.covered <= 0.98
    assert 0.90 <= found.covered_small <= 0.99
