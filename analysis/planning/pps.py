"""Drawing clusters with probability proportional to size, the largest for certain, and people in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.columns import floats
from analysis.design import Bools, Floats, Ints
from analysis.planning.allocation import allocate
from analysis.planning.chance import START, generator
from analysis.planning.drawn import Draw, DrawError, Selection, whole
from analysis.planning.groups import counts_of, refuse_counts
from analysis.planning.proportional_to_size import inclusion_probabilities, systematic_pass
from analysis.planning.psus import (
    Psus,
    Within,
    cells_of,
    notes_of,
    refuse_mapping_without_strata,
    staged,
)
from analysis.planning.stratified import fewer_reserves
from analysis.planning.systematic import sorted_by


def pps(
    keys: Sequence[Any] | NDArray[Any],
    psu: Sequence[Any] | NDArray[Any],
    n: int | Mapping[str, int],
    *,
    seed: int,
    size: ArrayLike | None = None,
    per_psu: int | None = None,
    stratum: Sequence[Any] | NDArray[Any] | None = None,
    order: ArrayLike | None = None,
    least: int = 2,
    reserves: int = 0,
) -> Draw:
    """Draw n PSUs with probability proportional to size, then a simple sample in each.

    A systematic pass over the PSUs in random order; a PSU so large that its probability would pass 1 is
    taken for certain. With the same number of people from each PSU, and sizes that count them, everybody
    has the same chance.

    Parameters
    ----------
    keys, psu, seed, per_psu, stratum : as in `clusters`
    n : PSUs in all, shared out by the total size of the strata; or PSUs of each stratum, by name
    size : float array (N,), size of each row's PSU, above 0, constant within it; default the rows listed
    order : float array (N,), what to sort the PSUs by before the pass (the first row of each counts), so
        that the sample spreads over it; default random
    reserves : rows to fall back on in each PSU; not for whole PSUs, whose chances would not be known
    least : PSUs drawn of each stratum at least, where n is shared out

    Returns
    -------
    Draw: a certain PSU is a stratum of its own in which the people are the PSUs; the others count as drawn
    with replacement, which states their error a little too large; no population is claimed, unless every
    PSU is certain

    Raises
    ------
    DrawError : a size that is not above 0; a single PSU drawn beside certain ones, or one person of a
        certain PSU, so that the variance cannot be seen; as `clusters`

    Source
    ------
    Hartley & Rao (1962), *Annals of Mathematical Statistics* 33 (random order); Lohr (2010), ch. 6;
    Särndal, Swensson & Wretman (1992), §3.6 (certain units).

    Examples
    --------
    >>> draw = pps(range(10), list("aaaabbbccd"), 2, seed=7, per_psu=1)
    >>> draw.drawn.psu[0].tolist(), draw.drawn.weight.tolist()
    (['a', 'd'], [5.0, 5.0])
    """
    if reserves and per_psu is None:
        raise DrawError(
            "reserve PSUs of a draw by size would have no known chance; draw more PSUs instead, or name "
            "how many people to draw in each"
        )
    psus = Psus.of(keys, psu, stratum, seed)
    sizes = _sizes(psus, size)
    of_stratum = _shared_out(psus, n, sizes, least)
    probability, chosen = _drawn(psus, sizes, of_stratum, _sequence(psus, order), seed)
    within = Within.of(psus, per_psu, reserves, seed)
    frame = staged(psus, within, probability, per_psu is not None)
    certain = probability == 1.0
    if not certain.all():
        _refuse_unseen(psus, within, certain, of_stratum)
        frame = _by_size(frame, psus, within, certain)
    alone = bool((certain & (within.drawn == psus.listed)).any()) and not certain.all()
    return Draw(
        "pps",
        int(seed),
        frame,
        frame.take(within.rows(psus, chosen)),
        frame.take(within.spare(psus, chosen)),
        cells_of(psus, within, chosen, probability, per_psu is not None),
        notes_of(psus, within, chosen, per_psu)
        + _notes(psus, certain)
        + fewer_reserves(within.reserves[chosen], reserves, "PSU"),
        "certainty" if alone else None,
    )


def _sizes(psus: Psus, size: ArrayLike | None) -> Floats:
    if size is None:
        return psus.listed.astype(float)
    given = floats(size, "sizes", DrawError)
    if given.shape != psus.of_row.shape:
        raise DrawError(f"there are {given.size} sizes for {len(psus.of_row)} rows; give one for each row")
    bad = np.flatnonzero(~(np.isfinite(given) & (given > 0)))
    if len(bad):
        raise DrawError(
            f"PSU {str(psus.label[bad[0]])!r} has size {given[bad[0]]:g}, so it can never be drawn; give it "
            "a size above 0, or leave it out of the frame"
        )
    return psus.constant(given, "size")


def _shared_out(psus: Psus, n: int | Mapping[str, int], sizes: Floats, least: int) -> Ints:
    refuse_mapping_without_strata(n, psus)
    if isinstance(n, Mapping):
        return counts_of(n, psus.strata.names, psus.n_psus, "PSUs")
    if not psus.stratified:
        drawn = np.array([whole(n, "n", 1, len(sizes))])
    else:
        total = np.ceil(np.bincount(psus.stratum, weights=sizes))
        drawn = allocate(total, n, least=least)
    refuse_counts(drawn, psus.strata.names, psus.n_psus, "PSUs")
    return drawn


def _sequence(psus: Psus, order: ArrayLike | None) -> Floats:
    """The number by which each PSU is sorted before the pass."""
    if order is None:
        return psus.number
    values = sorted_by(order, len(psus.of_row))
    first = np.full(len(psus.name), np.inf)
    np.minimum.at(first, psus.of_row, values)
    return first


def _drawn(psus: Psus, sizes: Floats, of_stratum: Ints, sequence: Floats, seed: int) -> tuple[Floats, Bools]:
    """The probability of every PSU, and whether it is drawn, stratum by stratum."""
    starts = generator(seed, START).random(len(of_stratum))
    probability = np.empty(len(sizes))
    chosen = np.ones(len(sizes), dtype=bool)
    for h, n in enumerate(of_stratum):
        members = np.flatnonzero(psus.stratum == h)
        probability[members] = inclusion_probabilities(sizes[members], int(n))
        others = members[probability[members] < 1]
        if len(others):
            passed = others[np.argsort(sequence[others], kind="stable")]
            chosen[passed] = systematic_pass(probability[passed], float(starts[h]))
    return probability, chosen


def _by_size(frame: Selection, psus: Psus, within: Within, certain: Bools) -> Selection:
    """The design of a draw by size: certain PSUs are strata, the people drawn in them PSUs."""
    stratum = frame.stratum
    if certain.any():
        own = psus.strata.label if psus.stratified else np.full(len(psus.of_row), "drawn by size")
        alone = np.array([f"{psu} (certain)" for psu in psus.name])[psus.of_row]
        if psus.stratified:
            alone = np.array([f"{a} / {b}" for a, b in zip(own, alone, strict=True)])
        stratum = np.where(certain[psus.of_row], alone, own)
    people = (certain & (within.drawn < psus.listed))[psus.of_row]
    return replace(frame, stratum=stratum, psu=(np.where(people, psus.keys, psus.label),), population=())


def _refuse_unseen(psus: Psus, within: Within, certain: Bools, of_stratum: Ints) -> None:
    beside = of_stratum - np.bincount(psus.stratum, weights=certain, minlength=len(of_stratum)).astype(int)
    lone = np.flatnonzero(beside == 1)
    if len(lone):
        where = f" of stratum {str(psus.strata.names[lone[0]])!r}" if psus.stratified else ""
        raise DrawError(
            f"a single PSU{where} would be drawn beside {of_stratum[lone[0]] - 1} certain ones, so its "
            "variance could not be seen; draw one more"
        )
    single = np.flatnonzero(certain & (within.drawn == 1) & (psus.listed > 1))
    if len(single):
        raise DrawError(
            f"PSU {str(psus.name[single[0]])!r} is certain, and a single person in it would be drawn, so "
            "the variance there could not be seen; draw 2 or more in each PSU"
        )


def _notes(psus: Psus, certain: Bools) -> tuple[str, ...]:
    if not certain.any() or certain.all():
        return ()
    names = [str(name) for name in psus.name[certain]]
    shown = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
    plural = "PSU is" if len(names) == 1 else "PSUs are"
    return (f"{len(names)} {plural} so large that they are taken for certain: {shown}",)
