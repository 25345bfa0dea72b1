"""Final dispositions: how each drawn person or household ended, counted in AAPOR's groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from analysis.columns import floats
from analysis.weighting.weighted import WeightingError

OUTCOMES: dict[str, str] = {
    "completed": "complete",
    "partial": "partial",
    "refused": "refusal",
    "broken_off": "refusal",
    "not_at_home": "non_contact",
    "other": "other",
    "unknown_household": "unknown_household",
    "unknown": "unknown_other",
    "moved": "not_eligible",
    "not_eligible": "not_eligible",
}
"""Outcome of a visit → the disposition it counts under."""


@dataclass(frozen=True)
class Dispositions:
    """Cases by final disposition; counts, or sums of weights. AAPOR's letters stand behind each.

    A reserve household is a case of its own, and the household it replaced keeps its disposition.

    Raises
    ------
    WeightingError: a count that is negative or no number.

    Source
    ------
    AAPOR (2023), *Standard Definitions*, 10th ed.

    Examples
    --------
    >>> cases = Dispositions(complete=60, refusal=20, not_eligible=20)
    >>> cases.eligible, cases.unknown, cases.eligible_share
    (80, 0, 0.8)
    """

    complete: float  # I
    partial: float = 0  # P
    refusal: float = 0  # R, with those who broke off
    non_contact: float = 0  # NC: known to be eligible, never reached
    other: float = 0  # O: eligible, reached or able to be, and not asked (illness, language)
    unknown_household: float = 0  # UH: nobody knows whether anyone lives there
    unknown_other: float = 0  # UO: nobody knows whether the person belongs to the survey
    not_eligible: float = 0  # NE: moved away, closed, does not belong to the survey

    def __post_init__(self) -> None:
        for field in fields(self):
            count = getattr(self, field.name)
            if not (np.isfinite(count) and count >= 0):
                raise WeightingError(f"{field.name} is {count}; a count of cases is a number, 0 or more")

    @classmethod
    def of(cls, outcomes: Sequence[Any], *, weight: ArrayLike | None = None) -> Dispositions:
        """Count the outcomes of n cases, in the words of `OUTCOMES`; with weights (n,) sum these.

        Raises WeightingError for an unknown outcome, or weights that do not fit.

        Examples
        --------
        >>> Dispositions.of(["completed", "refused", "moved", "completed"]).complete
        2.0
        """
        each = np.ones(len(outcomes)) if weight is None else floats(weight, "weights", WeightingError)
        if each.shape != (len(outcomes),) or not np.isfinite(each).all() or (each < 0).any():
            raise WeightingError(
                f"weights do not fit {len(outcomes)} outcomes; give one of 0 or more for each"
            )
        counts = dict.fromkeys((field.name for field in fields(cls)), 0.0)
        for outcome, size in zip(outcomes, each.tolist(), strict=True):
            if outcome not in OUTCOMES:
                raise WeightingError(f"outcome {outcome!r} is not known; choose one of {', '.join(OUTCOMES)}")
            counts[OUTCOMES[outcome]] += size
        return cls(**counts)

    @property
    def interviewed(self) -> float:
        """I + P."""
        return self.complete + self.partial

    @property
    def eligible(self) -> float:
        """Cases known to be eligible, (I + P) + (R + NC + O)."""
        return self.interviewed + self.refusal + self.non_contact + self.other

    @property
    def unknown(self) -> float:
        """Cases of which nobody knows whether they are eligible, UH + UO."""
        return self.unknown_household + self.unknown_other

    @property
    def eligible_share(self) -> float | None:
        """Share of eligible cases among those that are known: the usual estimate of e."""
        known = self.eligible + self.not_eligible
        return self.eligible / known if known else None
