"""Drawing clusters with equal chances, and people in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.design import Bools, Ints
from analysis.planning.allocation import allocate
from analysis.planning.chance import places
from analysis.planning.drawn import Draw, whole
from analysis.planning.groups import counts_of, refuse_counts
from analysis.planning.psus import (
    Psus,
    Within,
    cells_of,
    notes_of,
    refuse_mapping_without_strata,
    staged,
)
from analysis.planning.stratified import fewer_reserves


def clusters(
    keys: Sequence[Any] | NDArray[Any],
    psu: Sequence[Any] | NDArray[Any],
    n: int | Mapping[str, int],
    *,
    seed: int,
    per_psu: int | None = None,
    stratum: Sequence[Any] | NDArray[Any] | None = None,
    allocation: str = "proportional",
    least: int = 2,
    reserves: int = 0,
) -> Draw:
    """Draw n PSUs with equal chances, then a simple sample of `per_psu` rows in each.

    Parameters
    ----------
    keys : N labels that tell the rows (people, households) apart
    psu : N labels of the PSU of each row
    n : PSUs in all, shared out over the strata; or PSUs of each stratum, by name
    seed : whole number from 0
    per_psu : rows drawn in each PSU, or all of a smaller one (a note says so); None: whole PSUs
    stratum : N labels, constant within a PSU; the same PSU label in two strata is two PSUs
    allocation, least : as in `allocate`, in PSUs
    reserves : rows to fall back on in each PSU; where whole PSUs are drawn, PSUs in each stratum

    Returns
    -------
    Draw, with the population of PSUs, and of the rows in each

    Raises
    ------
    DrawError : as `allocate`; one PSU drawn of several; a blank key or PSU

    Source
    ------
    Cochran (1977), §11.7–11.9 (two stages, primary units of unequal size, equal chances).

    Examples
    --------
    >>> draw = clusters(range(8), list("aabbccdd"), 2, seed=7, per_psu=1)
    >>> draw.drawn.psu[0].tolist(), draw.drawn.weight.tolist()
    (['b', 'd'], [4.0, 4.0])
    """
    psus = Psus.of(keys, psu, stratum, seed)
    of_stratum = _shared_out(psus, n, allocation, least)
    within = Within.of(psus, per_psu, reserves if per_psu is not None else 0, seed)
    place = places(psus.stratum, psus.number)
    chosen = place < of_stratum[psus.stratum]
    probability = (of_stratum / psus.n_psus)[psus.stratum]
    frame = staged(psus, within, probability, per_psu is not None)
    spare = within.spare(psus, chosen)
    notes = notes_of(psus, within, chosen, per_psu)
    if per_psu is None:
        spare = _whole_psus(psus, place, of_stratum, whole(reserves, "the number of reserves", 0))
    else:
        notes += fewer_reserves(within.reserves[chosen], reserves, "PSU")
    return Draw(
        "clusters",
        int(seed),
        frame,
        frame.take(within.rows(psus, chosen)),
        frame.take(spare),
        cells_of(psus, within, chosen, probability, per_psu is not None),
        notes,
    )


def _shared_out(psus: Psus, n: int | Mapping[str, int], allocation: str, least: int) -> Ints:
    refuse_mapping_without_strata(n, psus)
    if isinstance(n, Mapping):
        return counts_of(n, psus.strata.names, psus.n_psus, "PSUs")
    drawn = allocate(psus.n_psus, n, rule=allocation, least=least)
    refuse_counts(drawn, psus.strata.names, psus.n_psus, "PSUs")
    return drawn


def _whole_psus(psus: Psus, place: Ints, drawn: Ints, reserves: int) -> Ints:
    """All rows of the PSUs next in their stratum's queue, PSU by PSU."""
    following: Bools = (place >= drawn[psus.stratum]) & (place < (drawn + reserves)[psus.stratum])
    rows = np.flatnonzero(following[psus.of_row])
    of_psu = psus.of_row[rows]
    return rows[np.lexsort((rows, place[of_psu], psus.stratum[of_psu]))]
