"""A simple random sample in each stratum of a frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.design import Ints
from analysis.planning.allocation import allocate
from analysis.planning.chance import places, queue, random_numbers
from analysis.planning.drawn import Cell, Draw, Selection, keys_of, whole
from analysis.planning.groups import Groups, counts_of, numbers_of


def stratified(
    keys: Sequence[Any] | NDArray[Any],
    stratum: Sequence[Any] | NDArray[Any],
    n: int | Mapping[str, int],
    *,
    seed: int,
    allocation: str = "proportional",
    sd: Mapping[str, float] | None = None,
    least: int = 2,
    take_all: bool = False,
    reserves: int = 0,
) -> Draw:
    """Draw n_h of the N_h rows of each stratum, independently of the other strata.

    Parameters
    ----------
    keys : N labels that tell the rows apart
    stratum : N labels
    n : how many in all, shared out by `allocation`; or how many of each stratum, by name
    seed : whole number from 0
    allocation, least, take_all : as in `allocate`
    sd : spread S_h of each stratum by name, for "neyman"
    reserves : rows to fall back on in each stratum, or as many as are left there (a note says so)

    Returns
    -------
    Draw, with N_h as the population of its one stage

    Raises
    ------
    DrawError : as `allocate` and `simple`; a stratum without a number, n_h > N_h, n_h = 1 < N_h

    Source
    ------
    Cochran (1977), ch. 5.

    Examples
    --------
    >>> draw = stratified("abcdef", ["x", "x", "x", "x", "y", "y"], 4, seed=7)
    >>> [(cell.stratum, cell.population, cell.drawn) for cell in draw.cells]
    [('x', 4, 2), ('y', 2, 2)]
    >>> draw.drawn.weight.tolist()
    [2.0, 2.0, 1.0, 1.0]
    """
    names = keys_of(keys)
    strata = Groups.of(stratum, len(names))
    size = strata.size
    if isinstance(n, Mapping):
        drawn = counts_of(n, strata.names, size)
    else:
        spread = numbers_of(sd, strata.names, "sd")
        drawn = allocate(size, n, rule=allocation, sd=spread, least=least, take_all=take_all)
    kept = np.minimum(whole(reserves, "the number of reserves", 0), size - drawn)
    place = places(strata.code, random_numbers(names, seed))
    own, more = drawn[strata.code], (drawn + kept)[strata.code]
    frame = Selection(
        np.arange(len(names)),
        (drawn / size)[strata.code],
        strata.label,
        population=(size.astype(float)[strata.code],),
    )
    return Draw(
        "stratified",
        int(seed),
        frame,
        frame.take(np.flatnonzero(place < own)),
        frame.take(queue(strata.code, place, (place >= own) & (place < more))),
        tuple(
            Cell(1, str(name), "", int(N), int(n_h), float(n_h / N), int(r))
            for name, N, n_h, r in zip(strata.names, size, drawn, kept, strict=True)
        ),
        fewer_reserves(kept, reserves, "stratum"),
    )


def fewer_reserves(kept: Ints, wanted: int, group: str) -> tuple[str, ...]:
    """The note that some groups have fewer rows left than the reserves asked for.

    Parameters
    ----------
    kept : int array (k,), reserves of each group; wanted : reserves asked for; group : the word for a group

    Examples
    --------
    >>> fewer_reserves(np.array([5, 5]), 5, "stratum")
    ()
    """
    short = int((kept < wanted).sum())
    if not short:
        return ()
    groups = {"stratum": "strata"}.get(group, f"{group}s") if short > 1 else group
    have = "have" if short > 1 else "has"
    return (
        f"{short} {groups} {have} fewer than {wanted} rows left for reserves: all that are left were taken",
    )
