"""Intervals of simple samples against scipy, statsmodels and textbook formulae (HAILONG_REFERENCE)."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from analysis.design import Design
from analysis.interval import clopper_pearson, finite_n, quantile_z, wilson
from analysis.proportion import proportion
from tests.reference.cases import cases, disagreements

pytestmark = pytest.mark.reference


SEARCHED = 2e-12
"""The exact ends in the reference come from a root search that stops within 2e-12.

1 of 385 at 90 %: the closed form 1 − 0.95^(1/385) is 0.000133220461437…, which is ours to 15 digits.
"""


def pair(ends: tuple[float, float] | list[float]) -> dict[str, float | None]:
    return {"low": ends[0], "high": ends[1]}


def test_wilson_and_clopper_pearson_agree_on_every_simple_sample(reference: Path) -> None:
    wrong: list[str] = []
    found = cases(reference, "srs_one_proportion")
    for case in found:
        k, n, level = case["k"], case["n"], case["level"]
        where = f"{k} of {n} at {level}"
        score = wilson(k / n, n, quantile_z(level))
        wrong += disagreements(pair(score), pair(case["wilson"]), f"wilson {where}")
        exact = clopper_pearson(k, n, level)
        wrong += disagreements(
            pair(exact), pair(case["clopper_pearson"]), f"exact {where}", absolute=SEARCHED
        )

    assert len(found) == 489
    assert not wrong


@pytest.mark.parametrize(("n", "level"), [(1, 0.95), (385, 0.90), (10_000, 0.99), (1_000_000, 0.95)])
def test_the_exact_interval_of_one_positive_answer_is_its_closed_form(n: int, level: float) -> None:
    low, high = clopper_pearson(1, n, level)

    assert low == pytest.approx(-math.expm1(math.log1p(-(1 - level) / 2) / n), rel=1e-12)
    assert high == 1.0 if n == 1 else high < 1.0


def test_the_rule_gives_a_unit_s_simple_sample_its_plain_wilson_interval(reference: Path) -> None:
    wrong: list[str] = []
    for case in cases(reference, "srs_one_proportion"):
        k, n, level = case["k"], case["n"], case["level"]
        if n > 10_000:
            continue
        got = proportion(np.arange(n) < k, Design.of(n), level=level)
        wrong += disagreements(pair((got.low, got.high)), pair(case["wilson"]), f"{k} of {n} at {level}")

    assert not wrong


def test_a_known_population_narrows_the_interval_as_the_textbook_says(reference: Path) -> None:
    wrong: list[str] = []
    compared = 0
    for case in cases(reference, "srs_finite_population"):
        if case.get("census") or "wilson_neff_classical_z" not in case:
            continue
        k, n, size, level = case["k"], case["n"], case["N"], case["level"]
        n_eff = finite_n(n, n / size)
        design = Design.of(n, population=[np.full(n, size)])
        got = proportion(np.arange(n) < k, design, level=level)
        where = f"{k} of {n} of {size} at {level}"
        wrong += disagreements({"n_eff": n_eff}, {"n_eff": case["n_eff_classical"]}, where)
        wrong += disagreements(pair((got.low, got.high)), pair(case["wilson_neff_classical_z"]), where)
        compared += 1

    assert compared == 200
    assert not wrong


def test_a_full_count_has_no_interval(reference: Path) -> None:
    counted = [case for case in cases(reference, "srs_finite_population") if case.get("census")]
    got = [
        proportion(np.arange(c["n"]) < c["k"], Design.of(c["n"], population=[np.full(c["n"], c["N"])]))
        for c in counted
    ]

    assert len(counted) == 28
    assert {(each.low, each.high, each.method) for each in got} == {(None, None, "census")}
