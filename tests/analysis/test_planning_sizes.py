"""Sample sizes held against published tables, closed forms and one another."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.planning.sample_size import (
    PlanningError,
    design_effect,
    guidance_size,
    margin_of,
    sample_size,
)
from analysis.planning.unit_sizes import few_psus, unit_sizes

RATES = st.floats(0.01, 0.99)
MARGINS = st.floats(0.01, 0.2)


def test_a_margin_of_five_points_takes_385_answers() -> None:
    # The best-known number of the field: Cochran (1977), §4.4: 1.96² · 0.25 / 0.05² = 384.16.
    size = sample_size(0.5, 0.05)

    assert size.n_infinite == pytest.approx(384.15, abs=0.01)
    assert size.n_rounded == size.invitations == 385


def test_a_finite_population_needs_fewer() -> None:
    # Krejcie & Morgan (1970), Educational and Psychological Measurement 30, table 1 (their χ² = 3.841).
    table = {100: 80, 1000: 278, 5000: 357, 20000: 377, 1000000: 384}

    found = {N: sample_size(0.5, 0.05, population=N).n_with_fpc for N in table}

    assert {N: round(n) for N, n in found.items()} == table


def test_the_steps_are_the_formulae_in_their_order() -> None:
    size = sample_size(0.8, 0.04, level=0.9, population=900, deff=1.7, response_rate=0.55)

    z = stats.norm.ppf(0.95)
    n0 = z**2 * 0.8 * 0.2 / 0.04**2
    n1 = 1.7 * n0
    n2 = n1 / (1 + (n1 - 1) / 900)
    assert size.n_infinite == pytest.approx(n0, rel=1e-12)
    assert size.n_with_deff == pytest.approx(n1, rel=1e-12)
    assert size.n_with_fpc == pytest.approx(n2, rel=1e-12)
    assert (size.n_rounded, size.invitations) == (math.ceil(n2), math.ceil(math.ceil(n2) / 0.55))


@given(RATES, MARGINS, st.integers(2, 10**6), st.floats(0.5, 5))
def test_the_answers_asked_for_give_the_margin_and_one_less_does_not(
    p: float, margin: float, population: int, deff: float
) -> None:
    n = sample_size(p, margin, population=population, deff=deff).n_rounded

    assert margin_of(n, p, population=population, deff=deff) <= margin * (1 + 1e-9)
    if n > 1:
        assert margin_of(n - 1, p, population=population, deff=deff) > margin * (1 - 1e-6)


@given(RATES, MARGINS, st.integers(1, 10**6), st.floats(0.5, 5))
def test_nobody_is_asked_for_more_answers_than_there_are_people(
    p: float, margin: float, population: int, deff: float
) -> None:
    assert sample_size(p, margin, population=population, deff=deff).n_rounded <= population


def test_numbers_of_numpy_are_numbers() -> None:
    assert sample_size(np.float64(0.5), 0.05, population=np.int64(120)).n_rounded == 92


@given(st.integers(1, 10**6), MARGINS)
def test_the_guidance_is_cochran_s_n_with_its_assumptions_and_n_for_n_less_one(
    population: int, margin: float
) -> None:
    level = 2 * stats.norm.cdf(2) - 1
    endless = sample_size(0.5, margin, level=level).n_infinite

    assert guidance_size(population, margin).n_exact == pytest.approx(endless / (1 + endless / population))


def test_the_guidance_says_what_it_takes_for_granted() -> None:
    told = guidance_size(5400).assumptions

    assert all(word in told for word in ("p = 0.5", "z = 2", "no design effect", "everybody who is asked"))


def test_a_design_effect_grows_with_the_answers_of_one_psu() -> None:
    # Kish (1965), §5.4: 1 + (b̄ − 1)·roh.
    assert design_effect(0.05, 1) == 1
    assert design_effect(0.05, 21) == pytest.approx(2.0)
    assert design_effect(0.05, 21, cv=0.5) == pytest.approx(1 + (1.25 * 21 - 1) * 0.05)


def test_units_get_what_each_would_get_alone() -> None:
    population = [40, 120, 5400, 250_000]

    found = unit_sizes(population, 0.05, p=0.8, deff=1.4, response_rate=0.9)

    alone = [sample_size(0.8, 0.05, population=N, deff=1.4, response_rate=0.9) for N in population]
    assert found.n.tolist() == [each.n_rounded for each in alone]
    assert found.invitations.tolist() == [
        min(each.invitations, N) for each, N in zip(alone, population, strict=True)
    ]


def test_a_unit_that_cannot_give_the_answers_says_the_margin_it_will_have() -> None:
    found = unit_sizes([40, 5400], 0.05, response_rate=0.5)

    assert found.n[0] == 37 and found.invitations[0] == 40 and found.answers[0] == 20
    assert found.margin[0] == pytest.approx(margin_of(20, population=40))
    assert found.margin[0] > 0.05 > found.margin[1]


def test_a_unit_of_whom_nobody_may_answer_has_no_margin() -> None:
    found = unit_sizes([1, 500], 0.05, response_rate=0.6)

    assert found.answers[0] == 0
    assert np.isnan(found.margin[0]) and np.isnan(found.overall_margin)


def test_the_margin_of_all_units_is_that_of_a_stratified_share() -> None:
    # Cochran (1977), §5.10, by hand: Σ W_h² · p(1 − p)/n_h · (N_h − n_h)/(N_h − 1).
    found = unit_sizes([100, 300], 0.1)

    variance = sum(
        (N / 400) ** 2 * 0.25 / n * (N - n) / (N - 1)
        for N, n in zip((100, 300), found.n.tolist(), strict=True)
    )
    assert found.overall_margin == pytest.approx(stats.norm.ppf(0.975) * math.sqrt(variance))
    assert found.overall_margin < found.margin.min()


def test_a_unit_asked_in_full_has_no_margin_of_error() -> None:
    assert unit_sizes([3], 0.05).margin.tolist() == [0.0]


def test_a_million_units_are_planned_at_once() -> None:
    found = unit_sizes(np.arange(1, 1_000_001), 0.05)

    assert found.n[-1] == 384 and len(found.n) == 1_000_000


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"p": 0.0}, "expected share"),
        ({"p": 1.0}, "expected share"),
        ({"p": float("nan")}, "expected share"),
        ({"p": "0.5"}, "expected share"),
        ({"margin": 0.0}, "margin"),
        ({"margin": 5}, "margin"),
        ({"margin": -0.05}, "margin"),
        ({"level": 95}, "level"),
        ({"population": 0}, "population"),
        ({"population": 10.5}, "population"),
        ({"population": True}, "population"),
        ({"deff": 0}, "design effect"),
        ({"deff": float("inf")}, "design effect"),
        ({"response_rate": 0}, "response rate"),
        ({"response_rate": 60}, "response rate"),
    ],
)
def test_a_number_out_of_range_is_refused_with_a_cure(change: dict, word: str) -> None:
    given = {"p": 0.5, "margin": 0.05} | change

    with pytest.raises(PlanningError, match=f"{word}.*; give"):
        sample_size(given.pop("p"), given.pop("margin"), **given)


@pytest.mark.parametrize("n", [0, 121, 2.5, float("nan"), True])
def test_answers_that_cannot_be_are_refused(n: float) -> None:
    with pytest.raises(PlanningError, match="n is .*up to 120"):
        margin_of(n, population=120)  # type: ignore[arg-type]


@pytest.mark.parametrize("population", [[], [0], [5, -1], [float("nan")], ["120"], [10.5], [[5]]])
def test_units_without_a_population_are_refused(population: list) -> None:
    with pytest.raises(PlanningError, match="; give"):
        unit_sizes(population, 0.05)


@pytest.mark.parametrize(("icc", "per_psu", "cv"), [(-0.1, 10, 0), (1.1, 10, 0), (0.1, 0, 0), (0.1, 10, -1)])
def test_a_design_effect_of_impossible_numbers_is_refused(icc: float, per_psu: float, cv: float) -> None:
    with pytest.raises(PlanningError, match="; give"):
        design_effect(icc, per_psu, cv=cv)


def test_units_with_few_psus_are_named() -> None:
    told = few_psus({"xã A": 2, "xã B": 5, "xã C": 6})

    assert told.startswith("2 units have fewer than 6 PSUs (xã A 2, xã B 5)")
    assert few_psus({"xã C": 6}) == ""
