"""Every result twice: on all ballots, and on those that were not flagged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from analysis.design import Bools
from analysis.estimate import Estimate
from analysis.quality.settings import QualityError

Result = TypeVar("Result")


@dataclass(frozen=True)
class WithAndWithout(Generic[Result]):
    """A result on `all` n ballots and on the `unflagged`; None when every ballot is flagged.

    Examples
    --------
    >>> WithAndWithout(0.8, 0.7, 100, 12).n_flagged
    12
    """

    all: Result
    unflagged: Result | None
    n: int
    n_flagged: int


def with_and_without(estimator: Callable[[Bools], Result], flagged: ArrayLike) -> WithAndWithout[Result]:
    """Compute anything on all ballots and on the unflagged ones; nothing is deleted.

    Parameters
    ----------
    estimator : takes a bool mask (n,) of the ballots to describe and returns the result; hand it on as
        `domain=`, so that the design stays whole (a mask, not a filter)
    flagged : bool array (n,)

    Returns
    -------
    WithAndWithout, both results by the same function. Without any flag the two are the same.

    Raises
    ------
    QualityError : `flagged` is no array of true and false with one value a ballot

    Source
    ------
    Domains as in Lohr (2010), *Sampling: Design and Analysis*, 2nd ed., §4.2.

    Examples
    --------
    >>> y = np.array([1, 1, 1, 0, 0])
    >>> both = with_and_without(lambda rows: float(y[rows].mean()), [True, False, False, False, False])
    >>> both.all, both.unflagged
    (0.6, 0.5)
    """
    odd = np.asarray(flagged)
    if odd.dtype != np.bool_ or odd.ndim != 1 or not len(odd):
        raise QualityError("flagged must hold true or false for each ballot; take it from Report.flagged")
    everybody = np.ones(len(odd), dtype=bool)
    unflagged = None if odd.all() else estimator(~odd)
    return WithAndWithout(estimator(everybody), unflagged, len(odd), int(odd.sum()))


def shift(both: WithAndWithout[Estimate]) -> float | None:
    """How far an estimate moves when the flagged are left out; None where either has no value.

    Examples
    --------
    >>> one, two = (Estimate(value, None, None, 10) for value in (0.75, 0.5))
    >>> shift(WithAndWithout(one, two, 12, 2))
    -0.25
    """
    if both.unflagged is None or both.unflagged.value is None or both.all.value is None:
        return None
    return both.unflagged.value - both.all.value
