"""Distances between old and new weights: how the ratio answers to the calibration's linear predictor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analysis.design import Floats

Bounds = tuple[float, float]
Curve = Callable[[Floats, Bounds], Floats]


@dataclass(frozen=True)
class Distance:
    """`ratio` of new to old weight at a linear predictor (n,), 1 at 0, and its `slope`.

    `slope_in_r` is R's form where it differs: it leads to the same weights by other steps.
    `least` is the smallest ratio that the distance allows without bounds.

    Source
    ------
    Deville and Särndal (1992), *JASA* 87; R survey 4.5 `cal.linear`, `cal.raking`,
    `cal.logit`.

    Examples
    --------
    >>> bounds = (0.5, 2.0)
    >>> {name: DISTANCES[name].ratio(np.array([0.0, 9.0]), bounds).round(6).tolist() for name in DISTANCES}
    {'linear': [1.0, 2.0], 'raking': [1.0, 2.0], 'logit': [1.0, 2.0]}
    """

    ratio: Curve
    slope: Curve
    slope_in_r: Curve
    least: float


def _linear(u: Floats, bounds: Bounds) -> Floats:
    return np.clip(1.0 + u, *bounds)


def _linear_slope(u: Floats, bounds: Bounds) -> Floats:
    return ((1.0 + u > bounds[0]) & (1.0 + u < bounds[1])).astype(float)


def _raking(u: Floats, bounds: Bounds) -> Floats:
    return np.clip(np.exp(u), *bounds)


def _raking_slope(u: Floats, bounds: Bounds) -> Floats:
    grown = np.exp(u)
    return np.where((grown > bounds[0]) & (grown < bounds[1]), grown, 0.0)


def _raking_slope_in_r(u: Floats, bounds: Bounds) -> Floats:
    return np.where((1.0 + u > bounds[0]) & (1.0 + u < bounds[1]), np.exp(u), 0.0)


def _logit(u: Floats, bounds: Bounds) -> Floats:
    low, high = bounds
    grown = np.exp(u * (high - low) / ((high - 1) * (1 - low)))
    return (low * (high - 1) + high * (1 - low) * grown) / (high - 1 + (1 - low) * grown)


def _logit_slope(u: Floats, bounds: Bounds) -> Floats:
    low, high = bounds
    ratio = _logit(u, bounds)
    return (high - ratio) * (ratio - low) / ((high - 1) * (1 - low))


DISTANCES: dict[str, Distance] = {
    "linear": Distance(_linear, _linear_slope, _linear_slope, -np.inf),
    "raking": Distance(_raking, _raking_slope, _raking_slope_in_r, 0.0),
    "logit": Distance(_logit, _logit_slope, _logit_slope, 0.0),
}
