"""Importance and performance of items side by side: what to concentrate on, and what is unclear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.design import Floats
from analysis.estimate import Estimate
from analysis.scale.drivers import Drivers
from analysis.scale.items import ScaleError

LABELS = {
    (True, False): "concentrate_here",
    (True, True): "keep_up",
    (False, False): "low_priority",
    (False, True): "possible_overkill",
}
"""Label of (important, performing well); an item with a band across a split is "unclear"."""


@dataclass(frozen=True)
class Quadrants:
    """Where p items lie by importance (LMG share of R²) and performance (their figure).

    `label` (p,) is one of the four quadrants or "unclear"; `importance_split` and
    `performance_split` are the means that part them.

    Examples
    --------
    >>> Quadrants(("keep_up", "unclear"), 0.1, 0.8).label
    ('keep_up', 'unclear')
    """

    label: tuple[str, ...]
    importance_split: float
    performance_split: float


def quadrants(importance: Drivers, performance: Sequence[Estimate]) -> Quadrants:
    """Part items at the mean importance and the mean performance, unless their bands cross it.

    Parameters
    ----------
    importance : Drivers of p items, with bootstrap bands
    performance : p Estimates of the same items in the same order, all shares or all mean scores

    Returns
    -------
    Quadrants: an item is placed only when its band of importance and its interval of performance
    each lie on one side of the split; without an interval it is "unclear", except after a census.

    Raises
    ------
    ScaleError: another number of figures than drivers, or an item without a figure (named).

    Source
    ------
    Martilla and James (1977), Journal of Marketing 41, 77–79; their labels. The splits are taken
    as fixed; the "unclear" class is ours.

    Examples
    --------
    >>> lmg, half = np.array([0.30, 0.25, 0.05, 0.04]), 0.05
    >>> found = Drivers(900, 0, 0.64, lmg, lmg - half, lmg + half, 0.95, 1000, 1)
    >>> rates = [Estimate(p, 0.01, 899, 900, p - 0.02, p + 0.02) for p in (0.6, 0.9, 0.61, 0.71)]
    >>> quadrants(found, rates).label
    ('concentrate_here', 'keep_up', 'low_priority', 'unclear')
    """
    if len(performance) != len(importance.lmg):
        raise ScaleError(
            f"{len(performance)} figures for {len(importance.lmg)} drivers; give one for each, in their order"
        )
    low, value, high = _bands(performance)
    importance_split, performance_split = float(importance.lmg.mean()), float(value.mean())
    important = _side(importance.low, importance.high, importance_split)
    well = _side(low, high, performance_split)
    label = tuple(
        "unclear" if i == 0 or w == 0 else LABELS[i > 0, w > 0] for i, w in zip(important, well, strict=True)
    )
    return Quadrants(label, importance_split, performance_split)


def _side(low: Floats, high: Floats, split: float) -> list[int]:
    """1 where the band is above the split, −1 below, 0 across it."""
    return [int(a > split) - int(b < split) for a, b in zip(low, high, strict=True)]


def _bands(performance: Sequence[Estimate]) -> tuple[Floats, Floats, Floats]:
    without = [number for number, each in enumerate(performance) if each.value is None]
    if without:
        raise ScaleError(f"items {without} have no figure; leave them out here and of the drivers", without)
    ends = [_ends(each) for each in performance]
    low, high = np.array(ends, dtype=float).T
    return low, np.array([each.value for each in performance], dtype=float), high


def _ends(estimate: Estimate) -> tuple[float, float]:
    if estimate.low is not None and estimate.high is not None:
        return estimate.low, estimate.high
    if estimate.value is not None and estimate.reason == "everybody_answered":
        return estimate.value, estimate.value
    return -np.inf, np.inf
