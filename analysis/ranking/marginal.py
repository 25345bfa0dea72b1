"""Who is above and below one unit, each unit judged by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.design import Bools, Floats, Ints
from analysis.ranking.critical import Settled, place_of
from analysis.ranking.largest_difference import outermost, outward, scaled
from analysis.ranking.spread import BLOCK, Spread

TRIED = 8
"""Units at each end of a draw that are looked at first."""

MOST_NUMBERS = 100_000_000
"""Simulated errors (units × draws) that marginal sets may hold at once (800 MB with their distances)."""

Singles = NDArray[np.float32]


def settled_each(
    values: Floats, spread: Spread, *, coverage: float, stepdown: bool, draws: int, seed: int, side: str
) -> Settled:
    """Who is above and below each unit, every unit judged by itself.

    Parameters
    ----------
    values : float array (k,)
    spread : Spread of the same k units
    coverage : probability, for one unit fixed beforehand, that no claim about it is wrong
    stepdown : lower the critical value for the claims still open until no more is accepted
    draws, seed : of the simulation, the same draws for every unit
    side : "two-sided"; "lower" looks only for units above, "upper" only for units below

    Returns
    -------
    Settled, with a critical value for each unit.

    Raises
    ------
    ValueError : too few draws for the coverage, or more units × draws than memory should hold.

    Source
    ------
    Mogstad, Romano, Shaikh and Wilhelm (2024), *Review of Economic Studies* 91, §3; csranks 1.2.3,
    `csranks(simul = FALSE)`.

    Examples
    --------
    >>> values = np.array([0.9, 0.5, 0.49])
    >>> found = settled_each(values, Spread.of(values, [0.02, 0.02, 0.02]), coverage=0.95,
    ...                      stepdown=True, draws=1000, seed=1, side="two-sided")
    >>> found.below.tolist(), found.above.tolist()
    ([2, 0, 0], [0, 1, 1])
    """
    simulated = _Simulated.of(spread, draws, seed)
    result = Settled(*(np.zeros(len(values), dtype=kind) for kind in (np.int64, np.int64, float, np.int64)))
    for at in range(len(values)):
        unit = _Unit.of(values, spread, simulated.errors, at)
        bounds = simulated.bounds(at, spread)
        claims, critical, steps = unit.judged(bounds, place_of(coverage, draws), stepdown, side)
        result.below[at], result.above[at] = claims.below.sum(), claims.above.sum()
        result.critical[at], result.steps[at] = critical, steps
    return result


@dataclass(frozen=True)
class _Simulated:
    """Simulated errors (draws, k), how `far` out they are, and of each draw the outermost units.

    `up` and `down` (draws,): the squared distance that no unit outside the outermost exceeds.
    """

    errors: Singles
    far: Singles
    outermost: Ints
    up: Singles
    down: Singles

    @classmethod
    def of(cls, spread: Spread, draws: int, seed: int) -> _Simulated:
        if spread.n * draws > MOST_NUMBERS:
            raise ValueError(
                f"{spread.n} units × {draws} draws are more than {MOST_NUMBERS} numbers; ask for "
                "fewer draws (1,000 do), or for simultaneous sets"
            )
        errors, far = (np.empty((draws, spread.n), dtype=np.float32) for _ in range(2))
        ends = np.empty((draws, 2 * min(TRIED, spread.n)), dtype=np.int64)
        up, down = np.empty(draws, dtype=np.float32), np.empty(draws, dtype=np.float32)
        start = 0
        for block in spread.simulated(draws, seed):
            rows, out = slice(start, start + len(block)), scaled(block, spread)
            top, bottom = outermost(out, TRIED), outermost(-out, TRIED)
            errors[rows], far[rows], ends[rows] = block, out, np.hstack([top, bottom])
            up[rows] = outward(np.take_along_axis(out, top, axis=1)).min(axis=1)
            down[rows] = outward(-np.take_along_axis(out, bottom, axis=1)).min(axis=1)
            start += len(block)
        return cls(errors, far, ends, up, down)

    def bounds(self, at: int, spread: Spread) -> Floats:
        """What the largest difference of one unit does not exceed in each draw, by a first look."""
        own = self.far[:, at].astype(float)
        rest = np.maximum(outward(own) + self.down, outward(-own) + self.up)
        gaps = np.abs(np.take_along_axis(self.errors, self.outermost, axis=1) - self.errors[:, at, None])
        se = spread.of_difference(at, self.outermost)
        seen = (gaps / np.where(se > 0, se, np.inf)).max(axis=1)
        # A grain more than single precision can be off by.
        return np.asarray(np.maximum(seen, np.sqrt(rest)) * (1 + 1e-5), dtype=float)


@dataclass(frozen=True)
class _Claims:
    """Which units lie `below` and `above` the one judged (bool arrays (k,))."""

    below: Bools
    above: Bools


@dataclass(frozen=True)
class _Unit:
    """One unit against all: everybody's simulated errors, and the gap and its se to each of them."""

    errors: Singles
    at: int
    gap: Floats
    se: Floats

    @classmethod
    def of(cls, values: Floats, spread: Spread, errors: Singles, at: int) -> _Unit:
        se = spread.of_difference(at, np.arange(len(values)))
        return cls(errors, at, values[at] - values, se)

    def judged(self, bounds: Floats, place: int, stepdown: bool, side: str) -> tuple[_Claims, float, int]:
        """The claims accepted, the last critical value, and the number of steps."""
        accepted, steps = self._claims(np.inf, side), 0
        while True:
            critical = self._critical(bounds, place, accepted, side)
            claims, steps = self._claims(critical, side), steps + 1
            if not stepdown or _count(claims) == _count(accepted):
                return claims, critical, steps
            accepted = claims

    def _claims(self, critical: float, side: str) -> _Claims:
        if np.isinf(critical):
            return _Claims(np.zeros(len(self.gap), dtype=bool), np.zeros(len(self.gap), dtype=bool))
        beyond = critical * self.se
        return _Claims((self.gap > beyond) & (side != "lower"), (-self.gap > beyond) & (side != "upper"))

    def _critical(self, bounds: Floats, place: int, accepted: _Claims, side: str) -> float:
        """The quantile over the claims still open; `bounds`, what no draw exceeds, are brought down.

        Only the draws that can still lie above the quantile are looked at again.
        """
        inverse = np.divide(1.0, self.se, out=np.zeros_like(self.se), where=self.se > 0)
        rise = np.where(accepted.below | (side == "lower"), 0.0, inverse).astype(np.float32)
        fall = np.where(accepted.above | (side == "upper"), 0.0, inverse).astype(np.float32)
        order = np.argsort(-bounds, kind="stable")
        beyond = len(bounds) - place + 1
        done, until = 0, min(len(bounds), 2 * beyond)
        while True:
            bounds[order[done:until]] = self._largest(order[done:until], rise, fall)
            done = until
            critical = float(np.partition(bounds[order[:done]], done - beyond)[done - beyond])
            if done == len(bounds) or bounds[order[done]] <= critical:
                return critical
            until = min(len(bounds), 2 * done)

    def _largest(self, draws: Ints | NDArray[Any], rise: Singles, fall: Singles) -> Singles:
        """Largest standardised difference of some draws over the open claims; at least 0."""
        found = np.empty(len(draws), dtype=np.float32)
        same = np.array_equal(rise, fall)
        # A few draws at a time, in place: the numbers stay in the processor's own memory.
        step = max(1, BLOCK // 16 // self.errors.shape[1])
        for start in range(0, len(draws), step):
            others = self.errors[draws[start : start + step]]
            others -= others[:, self.at, None].copy()
            below = others if same else others * rise
            others *= fall
            found[start : start + step] = np.maximum(others.max(axis=1), -below.min(axis=1))
        return found


def _count(claims: _Claims) -> int:
    return int(claims.below.sum() + claims.above.sum())
