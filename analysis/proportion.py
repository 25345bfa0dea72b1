"""The share of respondents whose answer counts as positive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from analysis.design import Design
from analysis.estimate import Estimate
from analysis.interval import clopper_pearson, effective_n, quantile_t, quantile_z, wilson
from analysis.interval_rules import Sampling, with_interval
from analysis.mean import ratio
from analysis.variance import Domain


def proportion(
    y: ArrayLike,
    design: Design,
    *,
    domain: ArrayLike | None = None,
    level: float = 0.95,
    method: str = "rule",
) -> Estimate:
    """Design-based share of ones, by Taylor linearisation.

    Parameters
    ----------
    y : float array (n,) of 0 and 1; NaN where the respondent gave no valid answer
    design : Design of the same n respondents, in the same order
    domain : bool array (n,), optional; whom to describe: a mask, not a filter
    level : confidence level
    method : "rule" (the rules of `docs/methods.md`), "wilson" (effective n, t: R's form),
        "wilson_srs" (n and z), "clopper_pearson" (exact; simple samples)

    Returns
    -------
    Estimate: `value` 0–1, `se`, `df` = PSUs − strata, `n` used, `deff` against sampling with
    replacement.

    Raises
    ------
    LonelyPSUError: a stratum of the domain holds a single PSU.
    ValueError: a value other than 0, 1, NaN; an unknown method.

    Source
    ------
    Lohr (2010), *Sampling: Design and Analysis*, 2nd ed., ch. 9; R survey 4.5 `svymean`, `svyciprop`.
    """
    values = np.asarray(y, dtype=float)
    _refuse_other_than_0_1(values)
    if method not in METHODS:
        raise ValueError(f"method {method!r} is not known; choose one of {', '.join(METHODS)}")
    estimate, used = ratio(values, design, domain=domain, level=level)
    estimate = with_deff(estimate)
    if estimate.n == 0:
        return replace(estimate, reason="nobody_answered")
    return METHODS[method](estimate, used)


def with_deff(estimate: Estimate) -> Estimate:
    """Add the design effect: variance over p(1 − p)/(n − 1), sampling with replacement."""
    value, se, n = estimate.value, estimate.se, estimate.n
    if value is None or se is None or n < 2 or not 0 < value < 1:
        return estimate
    return replace(estimate, deff=float(se**2 * (n - 1) / (value * (1 - value))))


def _by_rule(estimate: Estimate, used: Domain) -> Estimate:
    return with_interval(estimate, Sampling.of(used), single=True)


def _wilson(estimate: Estimate, used: Domain) -> Estimate:
    value, se, df = estimate.value, estimate.se, estimate.df
    if value is None or not se or not df or df <= 0 or not 0 < value < 1:
        return replace(estimate, reason="no_spread")
    n_eff = effective_n(value, se**2)
    low, high = wilson(value, n_eff, quantile_t(estimate.level, df))
    return replace(estimate, low=low, high=high, n_eff=n_eff, method="wilson")


def _wilson_srs(estimate: Estimate, used: Domain) -> Estimate:
    assert estimate.value is not None
    low, high = wilson(estimate.value, estimate.n, quantile_z(estimate.level))
    return replace(estimate, low=low, high=high, n_eff=float(estimate.n), method="wilson_srs")


def _clopper_pearson(estimate: Estimate, used: Domain) -> Estimate:
    assert estimate.value is not None
    k = round(estimate.value * estimate.n)
    low, high = clopper_pearson(k, estimate.n, estimate.level)
    return replace(estimate, low=low, high=high, n_eff=float(estimate.n), method="clopper_pearson")


METHODS: dict[str, Callable[[Estimate, Domain], Estimate]] = {
    "rule": _by_rule,
    "wilson": _wilson,
    "wilson_srs": _wilson_srs,
    "clopper_pearson": _clopper_pearson,
}


def _refuse_other_than_0_1(values: np.ndarray) -> None:
    odd = np.flatnonzero(~(np.isnan(values) | (values == 0) | (values == 1)))
    if len(odd):
        raise ValueError(
            f"respondent {odd[0]} has {values[odd[0]]:g} where only 0, 1 or NaN make a proportion; "
            "recode the answers first"
        )
