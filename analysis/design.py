"""How the respondents came to be asked: weights, strata, clusters and populations, stage by stage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Lonely = Literal["fail", "adjust"]


class DesignError(ValueError):
    """The columns do not describe a sample; `rows` are the 0-based rows at fault."""

    def __init__(self, message: str, rows: Iterable[int] = ()) -> None:
        super().__init__(message)
        self.rows = tuple(int(row) for row in rows)


class LonelyPSUError(DesignError):
    """A stratum holds a single PSU, so its variance cannot be seen."""


@dataclass(frozen=True)
class Stage:
    """One stage of selection, all arrays of length n in respondent order.

    `stratum` and `psu` are integer codes, nested: the same label in another stratum is another PSU.
    `n_psus` counts the PSUs of the row's stratum in the whole design; `population` is how many
    there were to draw from (None: unknown, hence no finite-population correction).
    """

    stratum: Ints
    psu: Ints
    n_psus: Floats
    population: Floats | None
    labels: tuple[str, ...]

    def fraction(self) -> Floats:
        """Sampling fraction of each row's stratum; 0 where the population is unknown."""
        if self.population is None:
            return np.zeros(len(self.n_psus))
        return self.n_psus / self.population


@dataclass(frozen=True)
class Design:
    """The sample of n respondents.

    `declared` says that strata or PSUs were named by the user; without them each unit is taken as a
    simple sample. `voluntary` ballots claim no design: no finite population, no ranking.
    `lonely` is what to do with a stratum of one PSU: refuse ("fail"), or centre it on the mean of
    all PSUs ("adjust", as R's option of that name).
    """

    weight: Floats
    stages: tuple[Stage, ...]
    weighted: bool
    clustered: bool
    declared: bool
    voluntary: bool
    lonely: Lonely

    @classmethod
    def of(
        cls,
        n: int,
        *,
        weight: ArrayLike | None = None,
        stratum: Sequence[Any] | None = None,
        psu: Sequence[Sequence[Any]] = (),
        population: Sequence[ArrayLike] = (),
        voluntary: bool = False,
        declared: bool | None = None,
        lonely: Lonely | None = None,
    ) -> Design:
        """The design of n respondents described by columns of labels and numbers.

        Parameters
        ----------
        n : number of respondents
        weight : float array (n,), people one respondent stands for; default the product of N/n over
            the stages whose population is known, else 1
        stratum : n labels of the first stage's strata; default one stratum
        psu : for each stage n labels of the units drawn; default every respondent is drawn himself
        population : for each stage n numbers, PSUs in the population of the row's stratum
        declared : whether strata or PSUs were named; default: any is given
        lonely : default "fail" for declared strata, "adjust" where nobody claimed any

        Raises
        ------
        DesignError : negative or missing weight, n > N, population not constant in a stratum
        """
        if voluntary and len(population):
            raise DesignError(
                "voluntary answers have no finite population; drop the population or the voluntary flag"
            )
        stages = _stages(n, stratum, psu, population)
        given = declared if declared is not None else stratum is not None or len(psu) > 0
        return cls(
            weight=_weights(n, weight, stages),
            stages=stages,
            weighted=weight is not None,
            clustered=len(psu) > 0,
            declared=given,
            voluntary=voluntary,
            lonely=lonely or ("fail" if given else "adjust"),
        )

    @property
    def n(self) -> int:
        """Number of respondents."""
        return len(self.weight)

    @property
    def finite(self) -> bool:
        """Whether a population is known at the first stage."""
        return self.stages[0].population is not None

    def take(self, rows: NDArray[Any]) -> Design:
        """The same design seen in another row order; every respondent must be taken once."""
        # Respondents drawn themselves are renumbered, so that sums run in the new order.
        alone = None if self.clustered else np.arange(len(rows), dtype=np.int64)
        stages = tuple(
            Stage(
                s.stratum[rows],
                s.psu[rows] if alone is None else alone,
                s.n_psus[rows],
                None if s.population is None else s.population[rows],
                s.labels,
            )
            for s in self.stages
        )
        return Design(
            self.weight[rows],
            stages,
            self.weighted,
            self.clustered,
            self.declared,
            self.voluntary,
            self.lonely,
        )


def _stages(
    n: int,
    stratum: Sequence[Any] | None,
    psu: Sequence[Sequence[Any]],
    population: Sequence[ArrayLike],
) -> tuple[Stage, ...]:
    units: list[Sequence[Any]] = list(psu) or [range(n)]
    if len(population) > len(units):
        raise DesignError(
            f"{len(population)} populations for {len(units)} stages of selection; name one for each stage"
        )
    within = _codes(stratum if stratum is not None else [""] * n, n, "stratum")
    stages = []
    for number, labels in enumerate(units):
        of_psu = _codes(labels, n, f"PSU of stage {number + 1}")
        _, nested = np.unique(within[0] * (of_psu[0].max(initial=0) + 1) + of_psu[0], return_inverse=True)
        counts = _distinct_per_stratum(within[0], nested)
        size = None
        if number < len(population):
            size = _population(population[number], counts, within, number + 1)
        stages.append(Stage(within[0], nested.astype(np.int64), counts, size, within[1]))
        within = nested.astype(np.int64), ()
    return tuple(stages)


def _codes(labels: Sequence[Any], n: int, what: str) -> tuple[Ints, tuple[str, ...]]:
    if len(labels) != n:
        raise DesignError(f"{what} has {len(labels)} values for {n} respondents; give one for each row")
    if isinstance(labels, range):
        return np.arange(n, dtype=np.int64), ()
    names, codes = np.unique(np.asarray(labels, dtype=str), return_inverse=True)
    return codes.astype(np.int64), tuple(str(name) for name in names)


def _distinct_per_stratum(stratum: Ints, psu: Ints) -> Floats:
    _, first = np.unique(psu, return_index=True)
    return np.bincount(stratum[first], minlength=int(stratum.max(initial=0)) + 1)[stratum].astype(float)


def _population(
    values: ArrayLike, counts: Floats, within: tuple[Ints, tuple[str, ...]], stage: int
) -> Floats:
    size = np.asarray(values, dtype=float)
    stratum, labels = within
    where = f"population of stage {stage}"
    missing = np.flatnonzero(~np.isfinite(size))
    if len(missing):
        raise DesignError(f"{where} is missing in {len(missing)} rows; fill it in for every row", missing[:5])
    _, first = np.unique(stratum, return_index=True)
    expected = size[first][stratum]
    uneven = np.flatnonzero(size != expected)
    if len(uneven):
        name = _name(labels, stratum[uneven[0]])
        raise DesignError(
            f"{where} differs within stratum {name} ({expected[uneven[0]]:g} and {size[uneven[0]]:g}); "
            "give one number a stratum",
            uneven[:5],
        )
    short = np.flatnonzero(size < counts)
    if len(short):
        name = _name(labels, stratum[short[0]])
        raise DesignError(
            f"{where}: stratum {name} has n = {counts[short[0]]:g} of N = {size[short[0]]:g}; "
            "N cannot be smaller than n: correct N, or remove rows counted twice",
            short[:5],
        )
    return size


def _name(labels: tuple[str, ...], code: int) -> str:
    return repr(labels[code]) if labels else f"number {code + 1}"


def _weights(n: int, weight: ArrayLike | None, stages: tuple[Stage, ...]) -> Floats:
    if weight is None:
        product = np.ones(n)
        for stage in stages:
            if stage.population is not None:
                product *= stage.population / stage.n_psus
        return product
    given = np.asarray(weight, dtype=float)
    if given.shape != (n,):
        raise DesignError(f"there are {given.size} weights for {n} respondents; give one for each row")
    missing = np.flatnonzero(~np.isfinite(given))
    if len(missing):
        raise DesignError(
            f"the weight is missing in {len(missing)} rows; fill it in, or leave the rows out", missing[:5]
        )
    negative = np.flatnonzero(given < 0)
    if len(negative):
        raise DesignError(
            f"{len(negative)} weights are negative (first {given[negative[0]]:g}); a weight counts people",
            negative[:5],
        )
    if not given.any():
        raise DesignError("all weights are zero; give at least one respondent a positive weight")
    return given
