"""A simple random sample of a frame, without replacement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.planning.chance import places, queue, random_numbers
from analysis.planning.drawn import Cell, Draw, Selection, keys_of, whole


def simple(keys: Sequence[Any] | NDArray[Any], n: int, *, seed: int, reserves: int = 0) -> Draw:
    """Draw n of N rows, every set of n with the same chance.

    Every row gets a random number; the n smallest are drawn and the next are the reserves, in order.

    Parameters
    ----------
    keys : N labels that tell the rows apart; compared as text, so the order of the frame is free
    n : rows to draw
    seed : whole number from 0; printed, because it gives the draw again
    reserves : rows to fall back on when a drawn one cannot be reached

    Returns
    -------
    Draw, with N as the population of its one stage

    Raises
    ------
    DrawError : n + reserves above N, a key that is blank or stands twice, a seed that is no number

    Source
    ------
    Cochran (1977), §2.1; sorting by random numbers: Tillé (2006), *Sampling Algorithms*, §4.4.

    Examples
    --------
    >>> draw = simple(["An", "Bình", "Chi", "Dũng"], 2, seed=7, reserves=1)
    >>> draw.drawn.rows.tolist(), draw.reserves.rows.tolist(), draw.drawn.weight.tolist()
    ([0, 3], [2], [2.0, 2.0])
    """
    names = keys_of(keys)
    size = len(names)
    n = whole(n, "n", 1, size)
    kept = whole(reserves, "the number of reserves", 0, size - n)
    group = np.zeros(size, dtype=np.int64)
    place = places(group, random_numbers(names, seed))
    frame = Selection(np.arange(size), np.full(size, n / size), population=(np.full(size, float(size)),))
    return Draw(
        "simple",
        int(seed),
        frame,
        frame.take(np.flatnonzero(place < n)),
        frame.take(queue(group, place, (place >= n) & (place < n + kept))),
        (Cell(1, "", "", size, n, n / size, kept),),
    )
