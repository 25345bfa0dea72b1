"""AAPOR's outcome rates, against the example of the R package `outcomerate` and by hand."""

from __future__ import annotations

import math
from dataclasses import asdict

import pytest

from analysis.weighting.dispositions import OUTCOMES, Dispositions
from analysis.weighting.outcome_rates import outcome_rates
from analysis.weighting.weighted import WeightingError

# The 12 cases of the README of R outcomerate 1.0.1 and what it prints for them, to three digits.
TWELVE = Dispositions(
    complete=4,
    partial=2,
    refusal=1,
    non_contact=1,
    other=1,
    unknown_household=1,
    unknown_other=1,
    not_eligible=1,
)
PRINTED = {
    "response_rate_1": 0.364,
    "response_rate_2": 0.545,
    "response_rate_3": 0.370,
    "response_rate_4": 0.556,
    "response_rate_5": 0.444,
    "response_rate_6": 0.667,
    "cooperation_rate_1": 0.500,
    "cooperation_rate_2": 0.750,
    "cooperation_rate_3": 0.571,
    "cooperation_rate_4": 0.857,
    "refusal_rate_1": 0.091,
    "refusal_rate_2": 0.093,
    "refusal_rate_3": 0.111,
    "contact_rate_1": 0.727,
    "contact_rate_2": 0.741,
    "contact_rate_3": 0.889,
}
NEED_E = ["response_rate_3", "response_rate_4", "refusal_rate_2", "contact_rate_2"]


def test_the_rates_are_those_of_r_outcomerate() -> None:
    found = asdict(outcome_rates(TWELVE))

    assert found["e"] == pytest.approx(0.9)
    assert {name: round(found[name], 3) for name in PRINTED} == PRINTED


@pytest.mark.parametrize("kind", ["response", "refusal", "contact"])
def test_rates_lie_between_all_and_none_of_the_unknown_being_eligible(kind: str) -> None:
    found = asdict(outcome_rates(TWELVE, e=0.4))
    first, middle, last = {
        "response": ("response_rate_1", "response_rate_3", "response_rate_5"),
        "refusal": ("refusal_rate_1", "refusal_rate_2", "refusal_rate_3"),
        "contact": ("contact_rate_1", "contact_rate_2", "contact_rate_3"),
    }[kind]

    assert found[first] < found[middle] < found[last]


@pytest.mark.parametrize(("e", "same_as"), [(1.0, "response_rate_1"), (0.0, "response_rate_5")])
def test_the_ends_of_e_are_the_rates_without_it(e: float, same_as: str) -> None:
    found = asdict(outcome_rates(TWELVE, e=e))

    assert found["response_rate_3"] == pytest.approx(found[same_as])


def test_without_any_word_on_e_the_rates_that_need_it_are_not_made_up() -> None:
    found = asdict(outcome_rates(Dispositions(complete=5, refusal=2, unknown_other=3)))

    assert found["e"] is None
    assert [name for name in PRINTED if found[name] is None] == NEED_E


def test_without_unknown_cases_e_does_not_matter() -> None:
    found = outcome_rates(Dispositions(complete=6, refusal=4))

    assert found.response_rate_1 == found.response_rate_3 == found.response_rate_5 == 0.6


def test_nobody_reached_is_no_cooperation_rate() -> None:
    found = outcome_rates(Dispositions(complete=0, non_contact=8))

    assert found.cooperation_rate_1 is None and found.cooperation_rate_4 is None
    assert found.response_rate_1 == 0 and found.contact_rate_1 == 0


def test_visits_are_counted_by_how_they_ended() -> None:
    # 250 households drawn, as a village list has them.
    outcomes = ["completed"] * 180 + ["refused"] * 20 + ["not_at_home"] * 30
    outcomes += ["moved"] * 15 + ["not_eligible"] * 5
    found = outcome_rates(Dispositions.of(outcomes))

    assert (found.cases, found.eligible) == (250, 230)
    assert found.response_rate_1 == pytest.approx(180 / 230)
    assert found.refusal_rate_1 == pytest.approx(20 / 230)
    assert found.contact_rate_1 == pytest.approx(200 / 230)


def test_weighted_visits_sum_their_weights() -> None:
    found = Dispositions.of(["completed", "refused"], weight=[3.0, 1.0])

    assert outcome_rates(found).response_rate_1 == pytest.approx(0.75)


def test_every_outcome_counts_under_a_disposition() -> None:
    assert set(OUTCOMES.values()) == set(asdict(TWELVE))


def test_an_unknown_outcome_is_answered_with_the_known_ones() -> None:
    with pytest.raises(WeightingError, match="outcome 'gone' is not known; choose one of completed, partial"):
        Dispositions.of(["completed", "gone"])


@pytest.mark.parametrize("weight", [[1.0], [1.0, -1.0], [1.0, math.nan]])
def test_weights_that_do_not_fit_the_visits_are_refused(weight: list[float]) -> None:
    with pytest.raises(WeightingError, match="weights do not fit 2 outcomes"):
        Dispositions.of(["completed", "refused"], weight=weight)


@pytest.mark.parametrize("count", [-1, math.nan, math.inf])
def test_a_count_below_zero_is_refused(count: float) -> None:
    with pytest.raises(WeightingError, match="refusal is .*; a count of cases"):
        Dispositions(complete=1, refusal=count)


@pytest.mark.parametrize("e", [-0.1, 1.2, math.nan])
def test_an_e_outside_0_and_1_is_refused(e: float) -> None:
    with pytest.raises(WeightingError, match="lies between 0 and 1"):
        outcome_rates(TWELVE, e=e)


def test_no_cases_have_no_rates() -> None:
    with pytest.raises(WeightingError, match="no case is eligible or may be"):
        outcome_rates(Dispositions(complete=0, not_eligible=3))
