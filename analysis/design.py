"""How the respondents came to be asked: weights, strata, clusters and populations, stage by stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.stages import Bools, DesignError, Floats, Ints, Stage, numbered, numbers_of, stages_of

__all__ = [
    "Adjustment",
    "Bools",
    "Design",
    "DesignError",
    "Floats",
    "Ints",
    "Lonely",
    "LonelyPSUError",
    "Stage",
    "numbered",
]

Lonely = Literal["fail", "adjust", "certainty", "remove", "average"]


class LonelyPSUError(DesignError):
    """A stratum holds a single PSU, so its variance cannot be seen."""


class Adjustment(Protocol):
    """What an adjustment of the weights to known totals takes out of the scores before they vary."""

    def residuals(self, scores: Floats) -> Floats:
        """Scores (n × k) of all rows of the design, less what the known totals explain of them."""
        ...

    def take(self, rows: NDArray[Any]) -> Adjustment:
        """The same adjustment seen in another row order."""
        ...


@dataclass(frozen=True)
class Design:
    """The sample of n respondents.

    `declared` says that strata or PSUs were named by the user; without them each unit is taken as a
    simple sample. `voluntary` ballots claim no design: no finite population, no ranking.
    `lonely` is what to do with a stratum of one PSU, in the words of R's option `survey.lonely.psu`:
    refuse it ("fail"), hold it against the mean of all PSUs ("adjust"), give it the average variance
    of the other strata ("average"), or none ("certainty", "remove"). `lonely_domains`: "adjust" and
    "average" also where a domain leaves one PSU of a stratum (R's `survey.adjust.domain.lonely`).
    `adjustments` are those of the weights to known totals, in the order they were made.
    """

    weight: Floats
    stages: tuple[Stage, ...]
    weighted: bool
    clustered: bool
    declared: bool
    voluntary: bool
    lonely: Lonely
    lonely_domains: bool = False
    adjustments: tuple[Adjustment, ...] = ()

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
        lonely_domains: bool = False,
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
        lonely_domains : whether the option also holds where a domain leaves one PSU of a stratum

        Raises
        ------
        DesignError : negative or missing weight, n > N, population not constant in a stratum, no rows

        Source
        ------
        Lohr (2010), *Sampling: Design and Analysis*, 2nd ed., ch. 5–7; R survey 4.5 `svydesign`.

        Examples
        --------
        >>> design = Design.of(4, stratum=["a", "a", "b", "b"], population=[[10, 10, 6, 6]])
        >>> design.weight.tolist(), design.finite
        ([5.0, 5.0, 3.0, 3.0], True)
        """
        if not n > 0:
            raise DesignError("the design has no respondents; give at least one row")
        if lonely is not None and lonely not in get_args(Lonely):
            raise DesignError(f"lonely {lonely!r} is not known; choose one of {', '.join(get_args(Lonely))}")
        if voluntary and len(population):
            raise DesignError(
                "voluntary answers have no finite population; drop the population or the voluntary flag"
            )
        stages = stages_of(n, stratum, psu, population)
        given = declared if declared is not None else stratum is not None or len(psu) > 0
        return cls(
            weight=_weights(n, weight, stages),
            stages=stages,
            weighted=weight is not None,
            clustered=len(psu) > 0,
            declared=given,
            voluntary=voluntary,
            lonely=lonely or ("fail" if given else "adjust"),
            lonely_domains=lonely_domains,
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
        adjustments = tuple(each.take(rows) for each in self.adjustments)
        return replace(self, weight=self.weight[rows], stages=stages, adjustments=adjustments)


def _weights(n: int, weight: ArrayLike | None, stages: tuple[Stage, ...]) -> Floats:
    if weight is None:
        product = np.ones(n)
        for stage in stages:
            if stage.population is not None:
                product *= stage.population / stage.n_psus
        return product
    given = numbers_of(weight, n, "the weight")
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
