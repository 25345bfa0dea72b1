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
    Arithmetic is not offered: a difference needs the covariance, see `compare.py`.
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
