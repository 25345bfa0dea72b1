"""Whole numbers under linear equations: the search behind every other table."""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from analysis.design import Floats

ROUNDING = 1e-6
NODES = 200
"""Size of the search for one table; what is not found by then counts as not there, on every machine."""


def whole_numbers(
    cost: Floats, matrix: csr_array, low: Floats, high: Floats, most: Floats, least: Floats | float = 0.0
) -> Floats | None:
    """Whole numbers x that make `cost` · x least with low ≤ matrix · x ≤ high; None where there are none.

    Parameters
    ----------
    cost, most, least : float (n,), the last also one number for all; matrix : (m × n); low, high : (m,)

    Source
    ------
    Branch and bound of SciPy's `milp` (HiGHS), tried without the demand for whole numbers first.

    Examples
    --------
    >>> two = np.ones(2)
    >>> whole_numbers(np.array([1.0, 0.0]), csr_array(two[None]), np.array([7.0]), np.array([7.0]), 5 * two)
    array([2., 5.])
    """
    for whole in (0, 1):
        found = milp(
            cost,
            integrality=np.full(len(cost), whole),
            bounds=Bounds(np.broadcast_to(least, cost.shape), most),
            constraints=LinearConstraint(matrix, low, high),
            options={"node_limit": NODES},
        )
        if found.x is None:
            return None
        x = np.round(found.x)
        if whole or np.abs(found.x - x).max(initial=0.0) < ROUNDING:
            return np.asarray(x, dtype=float)
    return None
