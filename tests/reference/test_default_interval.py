"""The default interval of a share is the reference's where the design is a simple sample."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from analysis.design import Design
from analysis.proportion import proportion
from tests.reference.reading import Case, cases_of

COMPACT = Path(__file__).parent / "compact"
SAMPLES = [case for case in cases_of(COMPACT / "srs_one_proportion.json") if case["n"] <= 10_000]
FINITE = cases_of(COMPACT / "srs_finite_population.json")


def of_population(case: Case) -> tuple[np.ndarray, Design]:
    n = case["n"]
    return np.arange(n) < case["k"], Design.of(n, population=[np.full(n, case["N"])])


@pytest.mark.parametrize("case", SAMPLES, ids=lambda case: f"{case['k']} of {case['n']}")
def test_the_rule_gives_a_simple_sample_its_plain_wilson_interval(case: Case) -> None:
    found = proportion(np.arange(case["n"]) < case["k"], Design.of(case["n"]), level=case["level"])

    assert [found.low, found.high] == pytest.approx(case["wilson"], rel=1e-9, abs=1e-15)


@pytest.mark.parametrize(
    "case",
    [case for case in FINITE if "wilson_neff_classical_z" in case],
    ids=lambda case: f"{case['k']} of {case['n']} of {case['N']}",
)
def test_a_known_population_narrows_the_interval_as_the_textbook_says(case: Case) -> None:
    y, design = of_population(case)

    found = proportion(y, design, level=case["level"])

    assert [found.low, found.high] == pytest.approx(case["wilson_neff_classical_z"], rel=1e-9, abs=1e-15)


@pytest.mark.parametrize(
    "case", [case for case in FINITE if case.get("census")], ids=lambda case: f"{case['k']}"
)
def test_a_full_count_has_no_interval(case: Case) -> None:
    y, design = of_population(case)

    found = proportion(y, design, level=case["level"])

    assert (found.low, found.high, found.method) == (None, None, "census")
