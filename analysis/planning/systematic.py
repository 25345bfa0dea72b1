"""Every k-th row of an ordered frame, from a random start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.columns import floats
from analysis.design import Floats, Ints
from analysis.planning.chance import START, generator, places, queue, random_numbers
from analysis.planning.drawn import Cell, Draw, DrawError, Labels, Selection, keys_of, whole

BITS = 2**53
"""Random doubles are whole multiples of 1/2⁵³, so that the interval can be stepped without rounding."""


def systematic(
    keys: Sequence[Any] | NDArray[Any],
    n: int,
    *,
    seed: int,
    order: ArrayLike | None = None,
    reserves: int = 0,
) -> Draw:
    """Draw the rows at u·k, (1 + u)·k, (2 + u)·k … of the ordered frame; k = N/n need not be whole.

    The order of the frame matters here and only here: it is the file's, or that of `order`.
    A frame sorted by something related to the answers spreads the sample evenly over it; the error is then
    computed as for a simple sample, and is rather too large. Mind a frame that repeats itself every k rows.

    Parameters
    ----------
    keys : N labels that tell the rows apart
    n : rows to draw
    seed : whole number from 0
    order : float array (N,), what to sort by; equal values are sorted by key, so that the file's own order
        does not matter. None: the rows as they stand in the frame
    reserves : rows to fall back on, a simple sample of those not drawn

    Returns
    -------
    Draw: probability n/N for each row, and the design of a simple sample

    Raises
    ------
    DrawError : as `simple`; an order with missing numbers

    Source
    ------
    Cochran (1977), §8.1; fractional interval: Särndal, Swensson & Wretman (1992), §3.4.

    Examples
    --------
    >>> draw = systematic(range(10), 4, seed=7)
    >>> draw.drawn.rows.tolist(), draw.drawn.weight.tolist()
    ([1, 4, 6, 9], [2.5, 2.5, 2.5, 2.5])
    """
    names = keys_of(keys)
    size = len(names)
    n = whole(n, "n", 1, size)
    kept = whole(reserves, "the number of reserves", 0, size - n)
    start = float(generator(seed, START).random())
    drawn = _in_order(names, order)[_steps(start, n, size)]
    frame = Selection(np.arange(size), np.full(size, n / size), population=(np.full(size, float(size)),))
    left = np.ones(size, dtype=np.int64)
    left[drawn] = 0
    place = places(left, random_numbers(names, seed))
    return Draw(
        "systematic",
        int(seed),
        frame,
        frame.take(np.sort(drawn)),
        frame.take(queue(left, place, (left == 1) & (place < kept))),
        (Cell(1, "", "", size, n, n / size, kept),),
        _notes(order),
    )


def _steps(start: float, n: int, size: int) -> Ints:
    """Positions ⌊(start + i)·size/n⌋, in whole numbers: no rounding can repeat or skip one."""
    first = int(start * BITS)
    return np.array([(first + i * BITS) * size // (n * BITS) for i in range(n)], dtype=np.int64)


def _in_order(names: Labels, order: ArrayLike | None) -> Ints:
    if order is None:
        return np.arange(len(names))
    return np.lexsort((names, sorted_by(order, len(names))))


def sorted_by(order: ArrayLike, size: int) -> Floats:
    """The numbers to sort a frame by; a missing one is refused.

    Parameters
    ----------
    order : a number for each row; size : how many rows there are

    Examples
    --------
    >>> sorted_by([3, 1], 2).tolist()
    [3.0, 1.0]
    """
    values = floats(order, "numbers of the order", DrawError)
    if values.shape != (size,) or not bool(np.isfinite(values).all()):
        raise DrawError(f"the order needs a number for each of {size} rows; fill it in")
    return values


def _notes(order: ArrayLike | None) -> tuple[str, ...]:
    if order is not None:
        return ()
    return ("the rows were taken in the order of the frame; another order gives another draw",)
