"""A design with new weights, and what the new weights cost in precision."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from analysis.columns import floats
from analysis.design import Adjustment, Design, Floats


class WeightingError(ValueError):
    """Weights that cannot be made as asked: the message says what, where and the cure."""


class EmptyCellError(WeightingError):
    """A category has people in the population and nobody in the sample."""


class NotConvergedError(WeightingError):
    """The weights did not meet the targets in the rounds allowed."""


@dataclass(frozen=True)
class Weighted:
    """A design after its weights were changed.

    `design` has the new weights and, in `adjustments`, what follows from them for every variance.
    `ratio` (n,) is new over old weight of each respondent, 1 where both are 0. `kish_deff` is Kish's
    design effect of the new weights and `n_eff` the number of equally weighted respondents worth as
    much; both count respondents whose weight is not 0. `rounds` were needed; `error` is the largest
    relative distance from a target that is left. `scale`: by how much all weights were multiplied
    before bounds on the ratio were applied (1 unless the totals are of another order of size).

    Examples
    --------
    >>> from analysis.design import Design
    >>> by_hand = Weighted(Design.of(2), np.ones(2), 1.0, 2.0, "by hand")
    >>> print(by_hand)  # doctest: +ELLIPSIS
    by hand: 1 round, largest relative error 0.0e+00; ...; Kish's deff 1.000: 2 respondents are worth 2.0
    """

    design: Design
    ratio: Floats
    kish_deff: float
    n_eff: float
    method: str
    rounds: int = 1
    error: float = 0.0
    scale: float = 1.0

    def __str__(self) -> str:
        """One line for the log: method, rounds, error left, range of the ratios, Kish's design effect."""
        n = int(np.count_nonzero(self.design.weight))
        used = self.ratio[self.design.weight != 0]
        return (
            f"{self.method}: {self.rounds} {'round' if self.rounds == 1 else 'rounds'}, "
            f"largest relative error {self.error:.1e}; "
            f"new over old weight from {used.min():.3g} to {used.max():.3g}; "
            f"Kish's deff {self.kish_deff:.3f}: {n} respondents are worth {self.n_eff:.1f}"
        )


def kish_n_eff(weight: ArrayLike) -> float:
    """Number of equally weighted respondents as precise as these, (Σw)²/Σw².

    Parameters
    ----------
    weight : float array (n,), people one respondent stands for

    Returns
    -------
    float between 1 and the number of weights that are not 0 (below 1 only with negative weights)

    Raises
    ------
    WeightingError: a missing weight, or weights that do not add to a positive number.

    Source
    ------
    Kish (1965), *Survey Sampling*, §11.7.

    Examples
    --------
    >>> round(kish_n_eff([1, 1, 2]), 4)
    2.6667
    """
    w = floats(weight, "weights", WeightingError)
    if not np.isfinite(w).all():
        raise WeightingError("a weight is missing; fill it in, or leave the row out")
    if not w.sum() > 0:
        raise WeightingError("the weights do not add to a positive number; give at least one positive weight")
    return float(w.sum() ** 2 / (w**2).sum())


def kish_deff(weight: ArrayLike) -> float:
    """Kish's design effect of unequal weights, n·Σw²/(Σw)²; n counts the weights that are not 0.

    Parameters
    ----------
    weight : float array (n,), people one respondent stands for

    Returns
    -------
    float, 1 for equal weights and more for unequal ones

    Raises
    ------
    WeightingError: a missing weight, or weights that do not add to a positive number.

    Source
    ------
    Kish (1965), *Survey Sampling*, §11.7.

    Examples
    --------
    >>> kish_deff([1, 1, 2])
    1.125
    """
    return float(np.count_nonzero(np.asarray(weight)) / kish_n_eff(weight))


def reweighted(
    design: Design,
    weight: Floats,
    method: str,
    *,
    adjustment: Adjustment | None = None,
    rounds: int = 1,
    error: float = 0.0,
    scale: float = 1.0,
) -> Weighted:
    """The design with new weights (n,), its adjustments lengthened by one where one is given.

    Parameters
    ----------
    design, weight : of n respondents; method : its name for the log; adjustment : for the variance
    rounds, error, scale : as `Weighted`

    Raises
    ------
    WeightingError: weights that do not add to a positive number.

    Source
    ------
    A definition of this program.

    Examples
    --------
    >>> from analysis.design import Design
    >>> print(reweighted(Design.of(3), np.array([1.0, 1.0, 2.0]), "by hand"))  # doctest: +ELLIPSIS
    by hand: 1 round, largest relative error 0.0e+00; new over old weight from 1 to 2; Kish's deff 1.125: ...
    """
    ratio = np.divide(weight, design.weight, out=np.ones(design.n), where=design.weight != 0)
    added = () if adjustment is None else (adjustment,)
    changed = replace(design, weight=weight, weighted=True, adjustments=(*design.adjustments, *added))
    return Weighted(changed, ratio, kish_deff(weight), kish_n_eff(weight), method, rounds, error, scale)
