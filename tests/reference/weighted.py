"""Cases of several estimates: after an adjustment of the weights, or under a rule for lonely PSUs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np

from analysis.design import Design, DesignError
from analysis.domains import by_group
from analysis.mean import mean, total
from analysis.proportion import proportion
from analysis.weighting.calibrate import calibrate
from analysis.weighting.model_matrix import ModelMatrix, model_matrix
from analysis.weighting.post_stratify import post_stratify
from analysis.weighting.rake import rake
from analysis.weighting.trim import trim
from tests.reference.designs import Sample, sample_of
from tests.reference.reading import CannotRun, Case, Folder, ordered
from tests.reference.truth import Refusal, Truth, expected

ESTIMATES = (
    "estimates.*.p",
    "estimates.*.mean",
    "estimates.*.total",
    "estimates.*.se",
    "estimates.*.cov",
)
WEIGHTING = ("weights", "sum_weights", "kish_deff", "n_eff", "df", *ESTIMATES)
LONELY = ("error", *ESTIMATES)

Step = Callable[[Case, Sample], Any]


def weighting_found(case: Case, folder: Folder) -> dict[str, Any]:
    """The weights by the functions of `analysis.weighting`, and each estimate under what follows from them."""
    sample = sample_of(case, folder)
    if case["kind"] not in STEPS:
        raise CannotRun(f"weighting {case['kind']!r} is not known; it is one of {', '.join(STEPS)}")
    weighted = STEPS[case["kind"]](case, sample)
    design = weighted.design
    whole = total(np.ones(design.n), design)
    return {
        "weights": design.weight,
        "sum_weights": whole.value,
        "df": whole.df,
        "kish_deff": weighted.kish_deff,
        "n_eff": weighted.n_eff,
        "estimates": _estimates(case, sample, design),
    }


def _none(case: Case, sample: Sample) -> Any:
    return trim(sample.design)


def _post_stratify(case: Case, sample: Sample) -> Any:
    (margin,) = case["margins"]
    cell = _categories(sample, margin, case["targets"][margin])
    return post_stratify(sample.design, cell, case["targets"][margin])


def _rake(case: Case, sample: Sample) -> Any:
    targets = {name: case["targets"][name] for name in case["margins"]}
    margins = {name: _categories(sample, name, targets[name]) for name in targets}
    # R went on to 1e-10; its weights are compared within 1e-6.
    return rake(sample.design, margins, targets, tolerance=1e-10, rounds=1000)


def _calibrate(case: Case, sample: Sample) -> Any:
    wanted = case["population_totals"]
    bounds = tuple(case["bounds"]) if case.get("bounds") else None
    x = _auxiliary(sample, case["margins"], wanted)
    return calibrate(sample.design, x, wanted, distance=case.get("calfun", "linear"), bounds=bounds)


def _auxiliary(sample: Sample, margins: list[str], totals: dict[str, float]) -> ModelMatrix:
    """R's model matrix: a margin with a total of its own name is a number, any other a factor."""
    names = dict.fromkeys(part for margin in margins for part in margin.split(":"))
    columns: dict[str, Any] = {
        name: sample.table.numbers(name) if name in totals else sample.table.labels(name) for name in names
    }
    return model_matrix(columns, names=totals)


def _trim(case: Case, sample: Sample) -> Any:
    before = case.get("after", "none")
    if before not in STEPS or before == "trim":
        raise CannotRun(f"trimming after {before!r} is not known; it is after one of {', '.join(STEPS)}")
    limits = {name: value for name, value in case["trim"].items() if value is not None}
    return trim(STEPS[before](case, sample).design, **limits)


STEPS: dict[str, Step] = {
    "none": _none,
    "postStratify": _post_stratify,
    "rake": _rake,
    "calibrate": _calibrate,
    "trim": _trim,
}


def _categories(sample: Sample, name: str, targets: dict[str, float]) -> list[str]:
    """A margin's labels; those of "a:b" are joined as the targets join them."""
    written = (sample.table.labels(name, joint) for joint in (":", ".", "|", " ", "-", "_", ""))
    return next((labels for labels in written if set(labels) & set(targets)), sample.table.labels(name))


def _estimates(case: Case, sample: Sample, design: Design) -> list[dict[str, Any]]:
    result = []
    for each in case["estimates"]:
        kind = next((name for name in ESTIMATE if name in each), None)
        if kind is None:
            raise CannotRun(f"an estimate of {sorted(each)}; it is one of {', '.join(ESTIMATE)}")
        result.append(ESTIMATE[kind](each, sample, design, sample.domain(each.get("domain_spec"))))
    return result


def _by(spec: Case, sample: Sample, design: Design, keep: Any) -> dict[str, Any]:
    measured = (
        sample.indicator(spec["indicator"]) if "indicator" in spec else sample.table.numbers(spec["mean_of"])
    )
    groups = by_group(measured, design, sample.table.labels(spec["by"]), domain=keep)
    places = [groups.place(name) for name in ordered([name for name in groups.names if name])]
    found = {"se": groups.se[places], "cov": groups.covariance[np.ix_(places, places)]}
    return found | {"p" if "indicator" in spec else "mean": groups.value[places]}


def _share(spec: Case, sample: Sample, design: Design, keep: Any) -> dict[str, Any]:
    found = proportion(sample.indicator(spec["indicator"]), design, domain=keep, method="wilson")
    return {"p": found.value, "se": found.se}


def _mean(spec: Case, sample: Sample, design: Design, keep: Any) -> dict[str, Any]:
    found = mean(sample.table.numbers(spec["mean_of"]), design, domain=keep)
    return {"mean": found.value, "se": found.se}


def _total(spec: Case, sample: Sample, design: Design, keep: Any) -> dict[str, Any]:
    found = total(sample.table.numbers(spec["total_of"]), design, domain=keep)
    return {"total": found.value, "se": found.se}


ESTIMATE: dict[str, Callable[[Case, Sample, Design, Any], dict[str, Any]]] = {
    "by": _by,
    "indicator": _share,
    "mean_of": _mean,
    "total_of": _total,
}


def lonely_found(case: Case, folder: Folder) -> dict[str, Any]:
    """Each estimate under the case's rule for lonely PSUs, or the sentence with which it is refused."""
    options = {"lonely": case["lonely_psu"], "lonely_domains": case["adjust_domain_lonely"]}
    sample = sample_of(case, folder, **options)
    result = []
    for each in case["estimates"]:
        try:
            result += _estimates({"estimates": [each]}, sample, sample.design)
        except DesignError as refusal:
            result.append({"refused": str(refusal), **_without_error(each, case, folder)})
    return {"estimates": result}


def _without_error(estimate: Case, case: Case, folder: Folder) -> dict[str, Any]:
    """The figure alone where the reference has it without a standard error, under the rule that needs none."""
    if estimate.get("se") is not None or all(estimate.get(name) is None for name in ("p", "mean", "total")):
        return {}
    sample = sample_of(case, folder, lonely="certainty")
    (found,) = _estimates({"estimates": [estimate]}, sample, sample.design)
    return {name: value for name, value in found.items() if name not in ("se", "cov")}


def lonely_expected(case: Case) -> dict[str, Truth]:
    """All numbers, and where the case has an error instead of them a refusal that names the stratum."""
    wanted = expected(case, LONELY)
    if not case.get("error"):
        return wanted
    del wanted["error"]
    names = tuple(re.findall(r"\((.*?)\)", case["error"])[:1])
    for place in range(len(case["estimates"])):
        if not any(path.startswith(f"estimates.{place}.") for path in wanted):
            wanted[f"estimates.{place}.refused"] = Refusal(names)
    return wanted
