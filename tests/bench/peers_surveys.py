"""Other software for complex surveys, asked for the same shares by unit with their errors."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Survey:
    """A simulated clustered survey: 0/1 answers (n × J; NaN where there is none) and its design."""

    y: NDArray[np.float64]
    weight: NDArray[np.float64]
    stratum: NDArray[np.int64]
    psu: NDArray[np.int64]
    unit: NDArray[np.int64]


def svy_sample(survey: Survey, items: int) -> Any:
    """The survey as `svy` holds it, with its first items."""
    import polars
    import svy

    columns: dict[str, Any] = {
        f"q{j}": polars.Series(survey.y[:, j]).fill_nan(None).cast(polars.Int8) for j in range(items)
    }
    columns |= {"unit": survey.unit, "stratum": survey.stratum, "psu": survey.psu, "weight": survey.weight}
    design = svy.Design(stratum="stratum", psu="psu", wgt="weight")
    return svy.Sample(polars.DataFrame(columns), design)


def svy_shares(sample: Any, items: int) -> Sequence[Any]:
    """Shares of some items by unit, with errors and intervals."""
    found = sample.estimation.prop([f"q{j}" for j in range(items)], by="unit", drop_nulls=True)
    return list(found) if isinstance(found, list) else [found]


def svy_numbers(found: Any) -> dict[str, tuple[float, float]]:
    """Each unit's share of 1 and its standard error, of one item."""
    return {
        str(each.by_level[0]): (each.est, each.se)
        for each in found.estimates
        if str(each.y_level) in {"1", "1.0"}
    }


def samplics_shares(survey: Survey, item: int) -> Any:
    """Shares of one item by unit, with errors and intervals."""
    with warnings.catch_warnings():
        # It announces at every import that it is no longer developed.
        warnings.simplefilter("ignore")
        from samplics.estimation import TaylorEstimator
        from samplics.utils.types import PopParam

    estimator = TaylorEstimator(PopParam.prop)
    known = ~np.isnan(survey.y[:, item])
    estimator.estimate(
        y=survey.y[known, item],
        samp_weight=survey.weight[known],
        stratum=survey.stratum[known],
        psu=survey.psu[known],
        domain=survey.unit[known],
    )
    return estimator


def samplics_numbers(found: Any) -> dict[str, tuple[float, float]]:
    """Each unit's share of 1 and its standard error."""
    return {str(unit): (shares[1.0], found.stderror[unit][1.0]) for unit, shares in found.point_est.items()}
