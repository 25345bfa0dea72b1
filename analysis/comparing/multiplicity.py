"""Adjusting p-values for the number of comparisons made."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from analysis.design import Floats


def holm(p: ArrayLike) -> Floats:
    """Holm's step-down adjusted p-values; NaN stays NaN and out of the count.

    Source
    ------
    Holm (1979), Scandinavian Journal of Statistics 6; R `p.adjust(p, "holm")`.
    """
    given = np.asarray(p, dtype=float)
    result = np.full(given.shape, np.nan)
    known = np.flatnonzero(~np.isnan(given))
    order = known[np.argsort(given[known], kind="stable")]
    steps = (len(order) - np.arange(len(order))) * given[order]
    result[order] = np.minimum(1.0, np.maximum.accumulate(steps)) if len(order) else steps
    return result
