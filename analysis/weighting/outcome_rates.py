"""Response, cooperation, refusal and contact rates by AAPOR's Standard Definitions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.weighting.dispositions import Dispositions
from analysis.weighting.weighted import WeightingError


@dataclass(frozen=True)
class OutcomeRates:
    """AAPOR's outcome rates, 0–1, with their names in full; None where there is nothing to divide by.

    `e` is the share of cases of unknown eligibility that is taken as eligible; None where nobody said
    and nothing tells, and then the rates that need it (response 3 and 4, refusal 2, contact 2) are
    None too. `cases` counts all cases, `eligible` those known to be eligible.
    """

    response_rate_1: float | None
    response_rate_2: float | None
    response_rate_3: float | None
    response_rate_4: float | None
    response_rate_5: float | None
    response_rate_6: float | None
    cooperation_rate_1: float | None
    cooperation_rate_2: float | None
    cooperation_rate_3: float | None
    cooperation_rate_4: float | None
    refusal_rate_1: float | None
    refusal_rate_2: float | None
    refusal_rate_3: float | None
    contact_rate_1: float | None
    contact_rate_2: float | None
    contact_rate_3: float | None
    e: float | None
    cases: float
    eligible: float


def outcome_rates(cases: Dispositions, *, e: float | None = None) -> OutcomeRates:
    """Outcome rates from the counts of final dispositions.

    Rates 1 and 2 of a kind take every case of unknown eligibility as eligible (the lowest rate), 3 and
    4 the share e of them, 5 and 6 none (the highest rate); of each pair the second counts partial
    interviews as answered.

    Parameters
    ----------
    cases : counts (or sums of weights) by final disposition
    e : share (0–1) of the unknown that is eligible; default the share among the known cases, when
        some are known not to be eligible; it does not matter when no case is unknown

    Returns
    -------
    OutcomeRates: every rate with its name in full, and the `e` used.

    Raises
    ------
    WeightingError: no case at all, or an e outside 0–1.

    Source
    ------
    AAPOR (2023), *Standard Definitions: Final Dispositions of Case Codes and Outcome Rates for
    Surveys*, 10th ed.; e by proportional allocation, Council of American Survey Research
    Organizations (1982).

    Examples
    --------
    >>> rates = outcome_rates(Dispositions(complete=60, partial=10, refusal=20, non_contact=10))
    >>> rates.response_rate_1, rates.response_rate_2, rates.refusal_rate_1, rates.contact_rate_1
    (0.6, 0.7, 0.2, 0.9)
    """
    if e is not None and not 0 <= e <= 1:
        raise WeightingError(f"e is {e}; a share of cases lies between 0 and 1")
    if not cases.eligible + cases.unknown > 0:
        raise WeightingError("no case is eligible or may be; count the cases before their rates")
    share = _share(cases, e)
    all_cases = cases.eligible + cases.unknown
    some = None if share is None else cases.eligible + share * cases.unknown
    known = cases.eligible
    asked = cases.interviewed + cases.refusal + cases.other
    able = cases.interviewed + cases.refusal
    return OutcomeRates(
        response_rate_1=_over(cases.complete, all_cases),
        response_rate_2=_over(cases.interviewed, all_cases),
        response_rate_3=_over(cases.complete, some),
        response_rate_4=_over(cases.interviewed, some),
        response_rate_5=_over(cases.complete, known),
        response_rate_6=_over(cases.interviewed, known),
        cooperation_rate_1=_over(cases.complete, asked),
        cooperation_rate_2=_over(cases.interviewed, asked),
        cooperation_rate_3=_over(cases.complete, able),
        cooperation_rate_4=_over(cases.interviewed, able),
        refusal_rate_1=_over(cases.refusal, all_cases),
        refusal_rate_2=_over(cases.refusal, some),
        refusal_rate_3=_over(cases.refusal, known),
        contact_rate_1=_over(asked, all_cases),
        contact_rate_2=_over(asked, some),
        contact_rate_3=_over(asked, known),
        e=share,
        cases=all_cases + cases.not_eligible,
        eligible=known,
    )


def _share(cases: Dispositions, e: float | None) -> float | None:
    """The e to use: as given, as the known cases have it, or 1 where no case is unknown."""
    if e is not None:
        return e
    if cases.unknown == 0:
        return 1.0
    # With nobody known to be ineligible, "all are eligible" would be a guess, not an estimate.
    return cases.eligible_share if cases.not_eligible > 0 else None


def _over(part: float, whole: float | None) -> float | None:
    return None if whole is None or not whole > 0 else float(np.divide(part, whole))
