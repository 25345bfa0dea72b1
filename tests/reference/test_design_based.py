"""Proportions, means, totals and indices against R `survey` 4.5 (reference numbers, HAILONG_REFERENCE)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from analysis.index import index
from analysis.mean import mean, total
from analysis.proportion import proportion
from tests.reference.cases import cases, design_of, disagreements, domain, indicator

pytestmark = pytest.mark.reference


@pytest.mark.parametrize(
    ("name", "least"), [("survey_proportions", 416), ("survey_units_fpc", 24), ("kcmo_survey", 224)]
)
def test_proportions_and_their_wilson_intervals_are_those_of_r(
    reference: Path, name: str, least: int
) -> None:
    wrong: list[str] = []
    found = cases(reference, name, "proportion")
    for case in found:
        file, design = design_of(reference, case)
        got = proportion(
            indicator(file, case["indicator"]),
            design,
            domain=domain(file, case),
            level=case["level"],
            method="wilson",
        )
        wanted = {"n": case["n_unweighted"], "value": case["estimate"], "df": case["df"]}
        if not case["degenerate"]:
            interval = case["ci"].get("wilson", {"low": None, "high": None})
            wanted |= {"se": case["se"], "deff": case.get("deff_replace"), **interval}
        wrong += disagreements(vars(got), wanted, case["id"])

    assert len(found) >= least
    assert not wrong


def test_design_effects_against_sampling_without_replacement_follow_from_ours(reference: Path) -> None:
    wrong: list[str] = []
    compared = 0
    for case in cases(reference, "survey_proportions", "proportion"):
        if case["degenerate"] or case["deff"] is None:
            continue
        file, design = design_of(reference, case)
        got = proportion(indicator(file, case["indicator"]), design, domain=domain(file, case))
        population, n = case["sum_weights"], case["n_unweighted"]
        deff = None if got.deff is None else got.deff * population / (population - n)
        wrong += disagreements({"deff": deff}, {"deff": case["deff"]}, case["id"])
        compared += 1

    assert compared > 300
    assert not wrong


def test_means_and_totals_and_their_t_intervals_are_those_of_r(reference: Path) -> None:
    wrong: list[str] = []
    found = cases(reference, "survey_means_totals", "mean_total")
    for case in found:
        file, design = design_of(reference, case)
        values, keep = file.numbers(case["variable"]), domain(file, case)
        m, t = mean(values, design, domain=keep), total(values, design, domain=keep)
        low, high = case["ci_t"]
        got = {"mean": m.value, "mean_se": m.se, "df": m.df, "n": m.n, "total": t.value, "total_se": t.se}
        wanted = {name: case[name] for name in ("mean", "mean_se", "df", "total", "total_se")}
        wanted |= {"n": case["n_unweighted"]}
        wrong += disagreements(got, wanted, case["id"])
        if case["df"] and case["df"] > 0:
            wrong += disagreements({"low": m.low, "high": m.high}, {"low": low, "high": high}, case["id"])

    assert len(found) == 144
    assert not wrong


@pytest.mark.parametrize(
    ("name", "least"), [("survey_composite", 40), ("survey_units_fpc", 22), ("kcmo_survey", 14)]
)
def test_indices_keep_the_covariance_of_their_items_as_r_does(reference: Path, name: str, least: int) -> None:
    wrong: list[str] = []
    found = cases(reference, name, "composite_available_case")
    for case in found:
        file, design = design_of(reference, case)
        table = np.column_stack([indicator(file, spec) for spec in case["indicators"]])
        keep = domain(file, case)
        weighed = index(table, design, rule="fixed_weights", fixed=case["item_weights"], domain=keep)
        equal = index(table, design, rule="mean_of_items", domain=keep)
        pooled = index(table, design, rule="pooled", domain=keep)
        got = {
            "index": weighed.value,
            "index_se": weighed.se,
            "df": weighed.df,
            "equal": equal.value,
            "pooled": pooled.value,
            "pooled_se": pooled.se,
        }
        wanted = {name: case[name] for name in ("index", "index_se", "df")}
        if len(set(case["item_weights"])) == 1:
            wanted["equal"] = case["index"]
        wanted |= {"pooled": case["pooled"]["p"], "pooled_se": case["pooled"]["se"]}
        wrong += disagreements(got, wanted, case["id"])

    assert len(found) == least
    assert not wrong
