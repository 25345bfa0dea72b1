"""Cases of one figure in one domain: a percentage, a mean with its total, an index of several items."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from analysis.design import Bools, Floats
from analysis.index import index, items
from analysis.interval_methods import design_based
from analysis.mean import mean, total
from analysis.proportion import proportion
from tests.reference.designs import Sample, sample_of
from tests.reference.reading import Case, Folder
from tests.reference.rounding import covariances, without_spread
from tests.reference.truth import Between, Truth, expected, meets

PROPORTION = (
    "n_unweighted",
    "k_unweighted",
    "sum_weights",
    "estimate",
    "se",
    "df",
    "deff",
    "deff_replace",
    "ci.*.low",
    "ci.*.high",
)
MEAN_TOTAL = (
    "n_unweighted",
    "mean",
    "mean_se",
    "total",
    "total_se",
    "df",
    "deff",
    "ci_t",
    "ci_normal",
)
COMPOSITE = (
    "n_unweighted",
    "item_n",
    "item_p",
    "item_se",
    "cov",
    "index",
    "index_se",
    "df",
    "pooled",
    "complete_case",
    "ci_t",
    "ci_logit_t",
)


def proportion_found(case: Case, folder: Folder) -> dict[str, Any]:
    """A percentage by `proportion`, its counts by `total`, an interval by each method of the case."""
    sample = sample_of(case, folder)
    y, keep = sample.indicator(case["indicator"]), sample.domain(case.get("domain_spec"))
    level = case.get("level", 0.95)
    one = proportion(y, sample.design, domain=keep, level=level, method="wilson")
    found: dict[str, Any] = {
        "n_unweighted": one.n,
        "estimate": one.value,
        "se": one.se,
        "df": one.df,
        "deff": one.deff_without,
        "deff_replace": one.deff,
        "ci": {},
    }
    if one.n == 0:
        return found
    found["k_unweighted"] = total(y, sample.plain, domain=keep).value
    found["sum_weights"] = total(np.where(np.isnan(y), np.nan, 1.0), sample.design, domain=keep).value
    if not case.get("degenerate"):
        for method in case.get("ci") or {}:
            ends = proportion(y, sample.design, domain=keep, level=level, method=method)
            found["ci"][method] = {"low": ends.low, "high": ends.high}
    return found


def proportion_expected(case: Case) -> dict[str, Truth]:
    """All that the case says but R's intervals where k is 0 or n; no interval of a full count."""
    wanted = without_spread(expected(case, PROPORTION), case.get("se"), "se", "deff", "deff_replace", "ci")
    if case.get("degenerate"):
        wanted = {path: truth for path, truth in wanted.items() if not meets(path, ("ci",))}
    for method, ends in (case.get("ci") or {}).items():
        wanted |= _artefact(f"ci.{method}", ends, case.get("estimate"), wanted)
    if not case.get("n_unweighted"):
        wanted.pop("k_unweighted", None)
        wanted.pop("sum_weights", None)
    return wanted


def _artefact(
    path: str, ends: Mapping[str, Any], value: float | None, wanted: Mapping[str, Truth]
) -> dict[str, Truth]:
    """R's interval where it lacks an end or leaves out the estimate, as with one degree of freedom.

    Its logit quantile is then infinite, and its arcsine angle passes 90°. Ours must hold the estimate.
    """
    low, high = ends.get("low"), ends.get("high")
    if value is None or (low is None and high is None):
        return {}
    if low is not None and high is not None and low <= value <= high:
        return {}
    sides = {f"{path}.low": Between(-math.inf, value), f"{path}.high": Between(value, math.inf)}
    return {name: truth for name, truth in sides.items() if name in wanted}


def mean_total_found(case: Case, folder: Folder) -> dict[str, Any]:
    """A mean by `mean`, with each of its intervals, and the total by `total`."""
    sample = sample_of(case, folder)
    values = sample.table.numbers(case["variable"])
    given = {"domain": sample.domain(case.get("domain_spec")), "level": case.get("level", 0.95)}
    by_t, by_z = mean(values, sample.design, **given), mean(values, sample.design, interval="normal", **given)
    sum_up = total(values, sample.design, **given)
    return {
        "n_unweighted": by_t.n,
        "mean": by_t.value,
        "mean_se": by_t.se,
        "df": by_t.df,
        "deff": by_t.deff_without,
        "ci_t": [by_t.low, by_t.high],
        "ci_normal": [by_z.low, by_z.high],
        "total": sum_up.value,
        "total_se": sum_up.se,
    }


def mean_total_expected(case: Case) -> dict[str, Truth]:
    """All that the case says; where there is no spread, no interval."""
    return without_spread(
        expected(case, MEAN_TOTAL), case.get("mean_se"), "mean_se", "deff", "ci_t", "ci_normal"
    )


def composite_found(case: Case, folder: Folder) -> dict[str, Any]:
    """Items by `items` and `proportion`, the index of available, of complete and of pooled answers by `index`."""
    sample, keep, table = _composite(case, folder)
    level, weights = case.get("level", 0.95), case["item_weights"]
    each = items(table, sample.design, domain=keep)
    weighed = {"rule": "fixed_weights", "fixed": weights, "level": level}
    one = index(table, sample.design, domain=keep, **weighed)
    found: dict[str, Any] = {
        "n_unweighted": total(np.ones(sample.table.n), sample.plain, domain=keep).value,
        "item_n": each.n,
        "item_p": each.value,
        "item_se": [proportion(y, sample.design, domain=keep, method="wilson").se for y in table.T],
        "cov": each.covariance,
        "index": one.value,
        "index_se": one.se,
        "df": one.df,
    }
    if case.get("pooled"):
        pooled = index(table, sample.design, domain=keep, rule="pooled", level=level)
        found["pooled"] = {"p": pooled.value, "se": pooled.se}
    for name, method in (("ci_t", "mean"), ("ci_logit_t", "xlogit")):
        ends = design_based(one, method)
        found[name] = [ends.low, ends.high]
    if case.get("complete_case"):
        found["complete_case"] = _complete_case(table, sample, keep & ~np.isnan(table).any(axis=1), weights)
    return found


def _composite(case: Case, folder: Folder) -> tuple[Sample, Bools, Floats]:
    sample = sample_of(case, folder)
    table = np.column_stack([sample.indicator(spec) for spec in case["indicators"]])
    return sample, sample.domain(case.get("domain_spec")), table


def _complete_case(table: Floats, sample: Sample, keep: Bools, weights: list[float]) -> dict[str, Any]:
    each = items(table, sample.design, domain=keep)
    one = index(table, sample.design, domain=keep, rule="fixed_weights", fixed=weights)
    return {
        "n": one.n,
        "item_p": each.value,
        "cov": each.covariance,
        "index": one.value,
        "index_se": one.se,
        "df": one.df,
    }


def composite_expected(case: Case) -> dict[str, Truth]:
    """All that the case says, with the rounding that covariances of nothing have."""
    wanted = without_spread(expected(case, COMPOSITE), case.get("index_se"), "index_se", "ci_t", "ci_logit_t")
    wanted |= covariances(case.get("cov"), "cov")
    complete = case.get("complete_case") or {}
    return wanted | covariances(complete.get("cov"), "complete_case.cov")
