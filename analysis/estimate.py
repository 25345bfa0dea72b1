"""One estimate with its standard error, degrees of freedom and interval."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """A figure and what is known of its error.

    `value`, `low` and `high` are rates 0–1 (or units of the answer codes for a mean score),
    `se` in the same units, `df` = PSUs − strata, `n` = respondents with a valid answer.
    None means that there is no such number; `reason` says why, in a key of the method note.
    `n_eff` is the size of the simple random sample that would be as precise.
    `deff` compares the variance with that of a simple sample drawn with replacement, `deff_without`
    with that of one drawn without replacement from Σw people; None where Σw is not above n.
    `k` counts the positive answers of a share, `sum_weights` is Σw over those who answered; figures
    that were not made from single answers leave both out.
    Arithmetic is not offered: a difference needs the covariance, see `analysis/comparing`.

    Examples
    --------
    >>> Estimate(0.92, 0.04, 49.0, 50, low=0.812, high=0.968, method="wilson_srs").high
    0.968
    """

    value: float | None
    se: float | None
    df: float | None
    n: int
    low: float | None = None
    high: float | None = None
    level: float = 0.95
    method: str = "none"
    reason: str = ""
    deff: float | None = None
    n_eff: float | None = None
    deff_without: float | None = None
    k: int | None = None
    sum_weights: float | None = None
