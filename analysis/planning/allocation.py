"""How many to draw in each stratum: proportional, Neyman, or the same everywhere."""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from analysis.columns import floats
from analysis.design import Floats, Ints
from analysis.planning.drawn import DrawError, choice, whole


def allocate(
    size: ArrayLike,
    n: int,
    *,
    rule: str = "proportional",
    sd: ArrayLike | None = None,
    least: int = 2,
    take_all: bool = False,
) -> Ints:
    """Share out a sample of n over k strata.

    Parameters
    ----------
    size : int array (k,), N_h of each stratum (or the total size its PSUs are drawn by)
    n : how many in all
    rule : "proportional" to N_h, by largest remainders; "neyman", to N_h·S_h, exactly the whole
        numbers that make the variance of the total smallest; "equal"
    sd : float array (k,), S_h, for "neyman": √(p(1 − p)) of an expected share will do
    least : at least so many in each stratum, or all of a smaller one; 2, so that its variance shows
    take_all : take a stratum whole where the rule would draw more than it has, and share out the rest

    Returns
    -------
    int array (k,), summing to n

    Raises
    ------
    DrawError : n_h > N_h without `take_all`, n too small for `least`, n above the frame, bad numbers

    Source
    ------
    Cochran (1977), §5.5 (Neyman 1934), §5.8 (more than all); whole numbers: Wright (2012), *The American
    Statistician* 66, priority N_h·S_h/√(n_h(n_h + 1)); largest remainders: Hamilton's rule.

    Examples
    --------
    The 64 cities of Cochran (1977), §5.3: 16 large ones and 48 others, 24 to be drawn.

    >>> allocate([16, 48], 24, rule="neyman", sd=[232.04, 74.71]).tolist()
    [12, 12]
    >>> allocate([16, 48], 24).tolist()
    [6, 18]
    """
    sizes = _sizes(size)
    share_out = choice(rule, RULES, "the allocation")
    whole(n, "n", 1, int(sizes.sum()))
    floor = np.minimum(whole(least, "the least in a stratum", 1), sizes)
    if floor.sum() > n:
        raise DrawError(
            f"n = {n} is too few: with {least} in each stratum it takes {floor.sum()}; draw more, or "
            "merge strata"
        )
    drawn: Ints = share_out(sizes, n, _spread(sd, sizes, rule), floor, take_all)
    return drawn


def _proportional(size: Ints, n: int, _sd: Floats, floor: Ints, _take_all: bool) -> Ints:
    """Quotas n·N_h/N; strata below the floor get it, and the others share what is left."""
    fixed = np.zeros(len(size), dtype=bool)
    while True:
        left = n - int(floor[fixed].sum())
        quota = np.where(fixed, floor, left * size / max(1, int(size[~fixed].sum())))
        short = ~fixed & (quota < floor)
        if not short.any():
            return _largest_remainders(quota, n, size)
        fixed |= short


def _largest_remainders(quota: Floats, n: int, size: Ints) -> Ints:
    drawn = np.floor(quota + 1e-9).astype(np.int64)
    remainder = quota - drawn
    # Of equal remainders the larger stratum's goes first.
    order = np.lexsort((np.arange(len(quota)), -size, -np.round(remainder, 9)))
    drawn[order[: n - int(drawn.sum())]] += 1
    return drawn


def _neyman(size: Ints, n: int, sd: Floats, floor: Ints, take_all: bool) -> Ints:
    return _by_priority(size, n, size * sd, floor, take_all)


def _equal(size: Ints, n: int, _sd: Floats, floor: Ints, take_all: bool) -> Ints:
    return _by_priority(size, n, np.ones(len(size)), floor, take_all)


def _by_priority(size: Ints, n: int, weight: Floats, floor: Ints, take_all: bool) -> Ints:
    """One more at a time to the stratum where it takes most off the variance Σ weight²/n_h."""
    drawn = floor.copy()
    heap = [(-_priority(weight[h], drawn[h]), h) for h in range(len(size)) if weight[h] > 0]
    heapq.heapify(heap)
    for _ in range(n - int(drawn.sum())):
        while heap and drawn[heap[0][1]] >= size[heap[0][1]]:
            if not take_all:
                _refuse_more_than_all(heap[0][1], size)
            heapq.heappop(heap)
        if not heap:
            raise DrawError(
                "strata without spread (S = 0) would be all that is left to draw from; lower n, or give "
                "them a spread"
            )
        h = heap[0][1]
        drawn[h] += 1
        heapq.heapreplace(heap, (-_priority(weight[h], drawn[h]), h))
    return drawn


def _priority(weight: float, drawn: int) -> float:
    return float(weight) / math.sqrt(float(drawn) * float(drawn + 1))


def _refuse_more_than_all(h: int, size: Ints) -> None:
    raise DrawError(
        f"more than all {size[h]} of stratum number {h + 1} would be drawn; lower n, or say to take such "
        "strata whole (take_all)"
    )


def _sizes(size: ArrayLike) -> Ints:
    given = np.asarray(size)
    numeric = given.dtype.kind in "iuf" and given.ndim == 1 and len(given) > 0
    if not numeric or not bool((np.isfinite(given) & (given >= 1) & (given == np.floor(given))).all()):
        raise DrawError("the sizes of the strata must be whole numbers from 1; correct the frame")
    return given.astype(np.int64)


def _spread(sd: ArrayLike | None, size: Ints, rule: str) -> Floats:
    if sd is None:
        if rule == "neyman":
            raise DrawError("the Neyman allocation needs the spread S of each stratum; give sd")
        return np.ones(len(size))
    spread = floats(sd, "spreads S", DrawError)
    if spread.shape != size.shape or not bool((np.isfinite(spread) & (spread >= 0)).all()):
        raise DrawError("the spread S must be a number from 0 for each stratum; correct sd")
    if not spread.any():
        raise DrawError("no stratum has any spread (S = 0), so nothing tells them apart; use 'proportional'")
    return spread


RULES: dict[str, Callable[[Ints, int, Floats, Ints, bool], Ints]] = {
    "proportional": _proportional,
    "neyman": _neyman,
    "equal": _equal,
}
