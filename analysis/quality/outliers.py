"""Who stands out, so that one odd interviewer does not make the others look odd."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from analysis.comparing.multiplicity import holm
from analysis.design import Bools, Floats

Test = Callable[[Bools], tuple[Floats, Floats]]
"""From who is set aside (k,) to p and strength (k,) of each group against the others not set aside."""


def outliers(test: Test, k: int, *, alpha: float = 0.05, rounds: int = 20) -> Bools:
    """Set aside, one at a time, the group that differs most from the others that are left.

    Measured against "the others", an honest interviewer differs as soon as a dishonest one is among
    them; so who stands out (Holm over those left) no longer counts among the others of the rest.
    Nobody is set aside when fewer than three are left or two stand out alike: then it cannot be told
    which of them is the odd one.

    Parameters
    ----------
    test : given who is set aside, p and strength (|z|) of every group; NaN for those not judged
    k : number of groups
    rounds : groups set aside at most
    alpha : family error rate of the test (Holm)

    Returns
    -------
    bool (k,): who is set aside.

    Source
    ------
    Holm (1979), *Scandinavian Journal of Statistics* 6; one at a time is a definition of this program.

    Examples
    --------
    >>> values = np.array([0.0, 0.1, -0.1, 9.0])
    >>> def test(aside):
    ...     z = np.abs(values - np.median(values[~aside]))
    ...     return np.exp(-z), z
    >>> outliers(test, 4).tolist()
    [False, False, False, True]
    """
    aside = np.zeros(k, dtype=bool)
    for _ in range(rounds):
        p, strength = test(aside)
        left = np.flatnonzero(~aside & ~np.isnan(p))
        if len(left) < 3:
            break
        order = left[np.argsort(-strength[left], kind="stable")]
        first, second = order[:2]
        alike = strength[first] <= strength[second] * (1 + 1e-9)
        if alike or holm(p[left])[left == first][0] >= alpha:
            break
        aside[first] = True
    return aside
