"""Answers to a scale, drawn and published, as the tests of `analysis/scale/` use them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

DATA = Path(__file__).parent / "data"


def published(name: str) -> np.ndarray:
    """A table of `tests/analysis/data/` (rows × columns); its README names the source."""
    return np.loadtxt(DATA / f"{name}.csv", delimiter=",", skiprows=1)


def answers(n: int = 60, j: int = 4, seed: int = 20261122) -> np.ndarray:
    """Codes 1–5 of n people to j items of one thing."""
    rng = np.random.default_rng(seed)
    return np.clip(np.round(3.5 + rng.normal(size=(n, 1)) + 0.8 * rng.normal(size=(n, j))), 1, 5)
