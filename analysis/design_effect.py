"""Design effects: how much more the design's variance is than a simple sample's."""

from __future__ import annotations

from dataclasses import replace

from analysis.design import Floats
from analysis.estimate import Estimate

NO_SPREAD = 1e-12
"""A standard error (or spread) this small beside the value is rounding, not precision."""


def with_design_effects(estimate: Estimate, weight: Floats, y: Floats) -> Estimate:
    """Add `deff` and `deff_without` to a mean or share.

    With replacement the yardstick is s²/n, s² = Σw(y − ȳ)²/Σw · n/(n − 1) over the n answers whose
    weight is above 0; without replacement it is s²/n · (1 − n/Σw), and there is none where Σw ≤ n.

    Parameters
    ----------
    estimate : value and se of the mean; weight, y : (rows,) who answered, and what

    Source
    ------
    R survey 4.5, `svymean(deff = "replace")` and `svymean(deff = TRUE)`; Kish (1965), §8.2.

    Examples
    --------
    >>> import numpy as np
    >>> y, weight = np.array([1.0, 0.0, 1.0, 1.0]), np.full(4, 10.0)
    >>> got = with_design_effects(Estimate(0.75, 0.25, 3.0, 4), weight, y)
    >>> round(got.deff, 6), round(got.deff_without, 6)
    (1.0, 1.111111)
    """
    n, size = int((weight > 0).sum()), float(weight.sum())
    if estimate.value is None or estimate.se is None or n < 2:
        return estimate
    spread = float((weight * (y - estimate.value) ** 2).sum()) / size
    if spread <= (NO_SPREAD * estimate.value) ** 2:
        return estimate
    deff, left = estimate.se**2 * (n - 1) / spread, 1 - n / size
    return replace(estimate, deff=deff, deff_without=deff / left if left > NO_SPREAD else None)


def with_deff(estimate: Estimate) -> Estimate:
    """Add the design effect of a share: variance over p(1 − p)/(n − 1), sampling with replacement.

    Examples
    --------
    >>> round(with_deff(Estimate(0.5, 0.1, 9.0, 26)).deff, 6)
    1.0
    """
    value, se, n = estimate.value, estimate.se, estimate.n
    if value is None or se is None or n < 2 or not 0 < value < 1:
        return estimate
    return replace(estimate, deff=float(se**2 * (n - 1) / (value * (1 - value))))
