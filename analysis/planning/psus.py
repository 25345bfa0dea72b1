"""The PSUs of a frame of people: which there are, who is in each, and the draw within those drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.design import Bools, Floats, Ints
from analysis.planning.chance import PSUS, generator, places, queue, random_numbers
from analysis.planning.drawn import Cell, DrawError, Labels, Selection, coded, keys_of, names_of, whole
from analysis.planning.groups import Groups
from analysis.planning.unit_sizes import FEW_PSUS, few_psus


@dataclass(frozen=True)
class Psus:
    """The K PSUs of a frame in alphabetical order, nested in strata: one label in two strata is two PSUs.

    `of_row` is each row's PSU; `stratum` each PSU's; `listed` the rows of each; `number` the random
    number of each.

    Examples
    --------
    >>> psus = Psus.of("abcd", ["x", "y", "x", "x"], None, 7)
    >>> psus.name.tolist(), psus.listed.tolist(), psus.n_psus.tolist()
    (['x', 'y'], [3, 1], [2])
    """

    keys: Labels
    strata: Groups
    stratified: bool
    of_row: Ints
    name: Labels
    stratum: Ints
    listed: Ints
    number: Floats

    @classmethod
    def of(
        cls,
        keys: Sequence[Any] | NDArray[Any],
        psu: Sequence[Any] | NDArray[Any],
        stratum: Sequence[Any] | NDArray[Any] | None,
        seed: int,
    ) -> Psus:
        """The PSUs of N rows."""
        names = keys_of(keys)
        strata = Groups.of(stratum, len(names))
        labels = names_of(psu, len(names), "PSU")
        known, code = coded(labels)
        _, first, of_row = np.unique(strata.code * len(known) + code, return_index=True, return_inverse=True)
        return cls(
            names,
            strata,
            stratum is not None,
            of_row.astype(np.int64),
            labels[first],
            strata.code[first],
            np.bincount(of_row).astype(np.int64),
            generator(seed, PSUS).random(len(first)),
        )

    @property
    def n_psus(self) -> Ints:
        """PSUs of each stratum."""
        return np.bincount(self.stratum, minlength=len(self.strata.names)).astype(np.int64)

    @property
    def label(self) -> Labels:
        """The PSU of each row."""
        return self.name[self.of_row]

    def constant(self, values: Floats, what: str) -> Floats:
        """A number a PSU from one a row; rows of one PSU must agree."""
        of_psu = np.zeros(len(self.name))
        of_psu[self.of_row] = values
        uneven = np.flatnonzero(of_psu[self.of_row] != values)
        if len(uneven):
            psu = str(self.label[uneven[0]])
            raise DrawError(f"the {what} differs within PSU {psu!r}; give one number a PSU")
        return of_psu


@dataclass(frozen=True)
class Within:
    """How many of each PSU's `listed` rows are drawn, and the place of each row in its PSU's queue.

    Examples
    --------
    >>> psus = Psus.of("abcd", ["x", "y", "x", "x"], None, 7)
    >>> within = Within.of(psus, 2, 1, 7)
    >>> within.drawn.tolist(), within.reserves.tolist()
    ([2, 1], [1, 0])
    """

    drawn: Ints
    reserves: Ints
    place: Ints

    @classmethod
    def of(cls, psus: Psus, per_psu: int | None, reserves: int, seed: int) -> Within:
        """Draw `per_psu` rows of each PSU, or all of a smaller one; None: whole PSUs."""
        kept = whole(reserves, "the number of reserves", 0)
        drawn = psus.listed
        if per_psu is not None:
            drawn = np.minimum(whole(per_psu, "the number drawn in each PSU", 1), psus.listed)
        place = places(psus.of_row, random_numbers(psus.keys, seed))
        return cls(drawn, np.minimum(kept, psus.listed - drawn), place)

    def rows(self, psus: Psus, chosen: Bools) -> Ints:
        """The drawn rows of the chosen PSUs, in the frame's order."""
        return np.flatnonzero(chosen[psus.of_row] & (self.place < self.drawn[psus.of_row]))

    def spare(self, psus: Psus, chosen: Bools) -> Ints:
        """The reserves of the chosen PSUs, PSU by PSU, in the order to be called."""
        own, more = self.drawn[psus.of_row], (self.drawn + self.reserves)[psus.of_row]
        wanted = chosen[psus.of_row] & (self.place >= own) & (self.place < more)
        return queue(psus.of_row, self.place, wanted)


def staged(psus: Psus, within: Within, probability: Floats, people: bool) -> Selection:
    """The frame as a sample of PSUs and of people in them, with the population of both stages.

    Parameters
    ----------
    psus : the frame by PSU; within : how many people are drawn in each
    probability : float array (PSUs,), chance of each PSU; people : whether people are drawn within PSUs

    Examples
    --------
    >>> psus = Psus.of("abcd", ["x", "y", "x", "x"], None, 7)
    >>> frame = staged(psus, Within.of(psus, 2, 0, 7), np.array([1.0, 1.0]), True)
    >>> frame.probability.round(3).tolist()
    [0.667, 1.0, 0.667, 0.667]
    """
    populations = [psus.n_psus[psus.stratum].astype(float)[psus.of_row]]
    labels = [psus.label]
    if people:
        populations.append(psus.listed.astype(float)[psus.of_row])
        labels.append(psus.keys)
    return Selection(
        np.arange(len(psus.keys)),
        (probability * within.drawn / psus.listed)[psus.of_row],
        psus.strata.label if psus.stratified else None,
        tuple(labels),
        tuple(populations),
    )


def cells_of(
    psus: Psus, within: Within, chosen: Bools, probability: Floats, people: bool
) -> tuple[Cell, ...]:
    """A cell for each drawn PSU, and one for the people in it where they were drawn.

    Parameters
    ----------
    psus, within, people : as `staged`; chosen : bool array (PSUs,), which were drawn
    probability : float array (PSUs,), chance of each PSU

    Examples
    --------
    >>> psus = Psus.of("abcd", ["x", "y", "x", "x"], None, 7)
    >>> both, certain = np.array([True, True]), np.array([1.0, 1.0])
    >>> [cell.drawn for cell in cells_of(psus, Within.of(psus, 2, 0, 7), both, certain, True)]
    [2, 2, 2, 1]
    """
    of_stratum = np.bincount(psus.stratum[chosen], minlength=len(psus.strata.names))
    first, second = [], []
    for k in np.flatnonzero(chosen):
        h = psus.stratum[k]
        stratum, name = str(psus.strata.names[h]), str(psus.name[k])
        first.append(Cell(1, stratum, name, int(psus.n_psus[h]), int(of_stratum[h]), float(probability[k])))
        listed, drawn = int(psus.listed[k]), int(within.drawn[k])
        second.append(Cell(2, stratum, name, listed, drawn, drawn / listed, int(within.reserves[k])))
    return (*first, *second) if people else tuple(first)


def notes_of(psus: Psus, within: Within, chosen: Bools, per_psu: int | None) -> tuple[str, ...]:
    """What to mind: small PSUs taken whole, and strata with few PSUs out of more.

    Parameters
    ----------
    psus, within : as `staged`; chosen : bool array (PSUs,); per_psu : people wanted in each, or None

    Examples
    --------
    >>> psus = Psus.of("abcd", ["x", "y", "x", "x"], None, 7)
    >>> notes_of(psus, Within.of(psus, 2, 0, 7), np.array([True, True]), 2)
    ('1 drawn PSU has fewer than 2 people and was taken whole',)
    """
    found = []
    small = int((psus.listed[chosen] < per_psu).sum()) if per_psu is not None else 0
    if small:
        have, were = ("PSU has", "was") if small == 1 else ("PSUs have", "were")
        found.append(f"{small} drawn {have} fewer than {per_psu} people and {were} taken whole")
    counts = np.bincount(psus.stratum[chosen], minlength=len(psus.strata.names))
    some = {
        (str(name) if psus.stratified else "the sample"): int(count)
        for name, count, there in zip(psus.strata.names, counts, psus.n_psus, strict=True)
        if count < min(there, FEW_PSUS)
    }
    return (*found, *filter(None, [few_psus(some)]))


def refuse_mapping_without_strata(n: int | Mapping[str, int], psus: Psus) -> None:
    """Refuse numbers by stratum where there are no strata.

    Parameters
    ----------
    n : how many to draw, in all or by stratum; psus : the frame by PSU

    Examples
    --------
    >>> refuse_mapping_without_strata(2, Psus.of("ab", ["x", "y"], None, 7))
    """
    if isinstance(n, Mapping) and not psus.stratified:
        raise DrawError("n is given by stratum, but the frame has no strata; name their column")
