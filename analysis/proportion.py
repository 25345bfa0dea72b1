"""The share of respondents whose answer counts as positive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from analysis.columns import numbers
from analysis.design import Design, Floats
from analysis.design_effect import with_deff as with_deff
from analysis.effective_size import finite_n
from analysis.estimate import Estimate
from analysis.interval import quantile_z, wilson
from analysis.interval_methods import DESIGN_BASED, design_based
from analysis.interval_rules import Sampling, at_bound, with_interval
from analysis.mean import ratio
from analysis.one_sample import Counts, with_counts
from analysis.profile_likelihood import working_information
from analysis.variance import Domain


class NotASimpleSampleError(ValueError):
    """An interval of simple samples was asked for respondents who are not one."""


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
    level : confidence level, 0–1
    method : "rule" (the rules of `docs/methods.md`); R's "wilson" (effective n, t), "logit", "xlogit",
        "beta", "asin", "likelihood", "mean"; for simple samples "wilson_srs" (n and z),
        "clopper_pearson", "agresti_coull", "jeffreys", "jeffreys_modified_endpoints", "mid_p"

    Returns
    -------
    Estimate: `value` 0–1, `se`, `df` = PSUs − strata, `n` and `k` counted, `sum_weights`, `deff` against
    sampling with replacement and `deff_without` against sampling without. Where there is no interval
    `reason` says why: `nobody_answered`, `everybody_answered`, `one_psu`, and for R's methods `no_spread`
    (0 %, 100 %).

    Raises
    ------
    LonelyPSUError: a stratum of the domain holds a single PSU.
    NotASimpleSampleError: a method of simple samples for weighted, clustered or stratified answers.
    ValueError: a value other than 0, 1, NaN; an unknown method; an exact method where a population is
    known, which it would leave out.

    Source
    ------
    Lohr (2010), *Sampling: Design and Analysis*, 2nd ed., ch. 9; R survey 4.5 `svymean`, `svyciprop`.

    Examples
    --------
    >>> got = proportion(np.arange(50) < 46, Design.of(50))
    >>> got.value, round(got.low, 3), round(got.high, 3), got.method
    (0.92, 0.812, 0.968, 'wilson_srs')
    """
    values = numbers(y)
    _refuse_other_than_0_1(values)
    if method not in METHODS:
        raise ValueError(f"method {method!r} is not known; choose one of {', '.join(METHODS)}")
    estimate, used = ratio(values, design, domain=domain, level=level)
    estimate = replace(estimate, k=int(values[used.rows].sum()))
    if estimate.value is None:
        return estimate
    return METHODS[method](estimate, used, values[used.rows])


def _by_rule(estimate: Estimate, used: Domain, y: Floats) -> Estimate:
    return with_interval(estimate, Sampling.of(used), single=True)


def _design_based(estimate: Estimate, used: Domain, y: Floats, method: str) -> Estimate:
    seen = method == "likelihood" and not at_bound(estimate)
    information = working_information(y, used.weight) if seen else None
    return design_based(estimate, method, census=used.census, information=information)


def _wilson_srs(estimate: Estimate, used: Domain, y: Floats) -> Estimate:
    _refuse_other_than_simple(used, "wilson_srs")
    if used.census:
        return replace(estimate, se=0.0, method="census", reason="everybody_answered")
    assert estimate.value is not None
    n_eff = finite_n(estimate.n, used.fraction)
    low, high = wilson(estimate.value, n_eff, quantile_z(estimate.level))
    return replace(estimate, low=low, high=high, n_eff=float(n_eff), method="wilson_srs")


def _of_counts(estimate: Estimate, used: Domain, y: Floats, method: str) -> Estimate:
    _refuse_other_than_simple(used, method)
    if used.census:
        return replace(estimate, se=0.0, method="census", reason="everybody_answered")
    if used.fraction > 0:
        raise ValueError(
            f"method {method!r} takes no account of the known population; choose wilson_srs or rule, "
            "or leave the population out"
        )
    assert estimate.k is not None
    return with_counts(estimate, Counts(estimate.k, estimate.n, None, estimate.level), method)


OF_COUNTS = ("clopper_pearson", "agresti_coull", "jeffreys", "jeffreys_modified_endpoints", "mid_p")
METHODS: dict[str, Callable[[Estimate, Domain, Floats], Estimate]] = {
    "rule": _by_rule,
    "wilson": partial(_design_based, method="wilson"),
    "wilson_srs": _wilson_srs,
    **{method: partial(_of_counts, method=method) for method in OF_COUNTS},
    **{method: partial(_design_based, method=method) for method in DESIGN_BASED if method != "wilson"},
}


def _refuse_other_than_0_1(values: Floats) -> None:
    odd = np.flatnonzero(~(np.isnan(values) | (values == 0) | (values == 1)))
    if len(odd):
        raise ValueError(
            f"respondent {odd[0]} has {values[odd[0]]:g} where only 0, 1 or NaN make a proportion; "
            "recode the answers first"
        )


def _refuse_other_than_simple(used: Domain, method: str) -> None:
    sampling = Sampling.of(used)
    if sampling.simple:
        return
    clustered = "drawn by clusters" if sampling.clustered else ""
    strata = "drawn in named strata or from several units"
    weighted = "of unequal weight" if sampling.kish > 1 + 1e-9 else ""
    raise NotASimpleSampleError(
        f"method {method!r} is for simple samples, and these answers are {clustered or weighted or strata}; "
        f"choose rule, or one of {', '.join(DESIGN_BASED)}"
    )
