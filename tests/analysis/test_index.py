"""Indices of several items by each rule, with the covariance of answers of the same people."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.design import Design
from analysis.index import RULES, IndexRuleError, index
from analysis.proportion import proportion

NAN = np.nan
FOUR = np.array([[1, 1, 0], [1, 0, 0], [0, NAN, 1], [1, 1, NAN]], dtype=float)
"""Items are satisfied by 3/4, 2/3 and 1/3."""


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("pooled", 6 / 10),
        ("mean_of_items", (3 / 4 + 2 / 3 + 1 / 3) / 3),
        ("mean_of_factors", (3 / 4 + (2 / 3 + 1 / 3) / 2) / 2),
        ("fixed_weights", (3 / 4 * 5 + 2 / 3 * 3 + 1 / 3 * 2) / 10),
        ("mean_of_respondents", (2 / 3 + 1 / 3 + 1 / 2 + 1) / 4),
        ("mean_score", (3 / 4 + 2 / 3 + 1 / 3) / 3),
    ],
)
def test_each_rule_gives_the_figure_worked_out_by_hand(rule: str, value: float) -> None:
    got = index(FOUR, Design.of(4), rule=rule, factors=[[0], [1, 2]], fixed=[5, 3, 2])

    assert got.value == pytest.approx(value)
    assert got.n == 4


def test_every_rule_is_tried_above() -> None:
    assert set(RULES) == {
        "pooled",
        "mean_of_items",
        "mean_of_factors",
        "fixed_weights",
        "mean_of_respondents",
        "mean_score",
    }


@pytest.mark.parametrize("rule", sorted(RULES))
def test_the_variance_is_near_the_jackknife_s(rule: str) -> None:
    # Leaving out one respondent at a time is another road to the same variance (Shao & Tu 1995, ch. 2).
    rng = np.random.default_rng(20261122)
    mood = rng.normal(size=(400, 1))
    table = (mood + rng.normal(size=(400, 4)) + 0.4 > 0).astype(float)
    table[rng.random(table.shape) < 0.15] = NAN
    settings = {"rule": rule, "factors": [[0, 1], [2, 3]], "fixed": [4.0, 3.0, 2.0, 1.0]}
    got = index(table, Design.of(400), **settings)
    left_out = [index(np.delete(table, i, axis=0), Design.of(399), **settings).value for i in range(400)]

    jackknife = np.sqrt(399 / 400 * ((np.array(left_out) - np.mean(left_out)) ** 2).sum())
    assert got.se == pytest.approx(jackknife, rel=0.005)


def test_items_of_the_same_people_are_not_taken_for_independent() -> None:
    rng = np.random.default_rng(7)
    table = (rng.normal(size=(500, 1)) * 2 + rng.normal(size=(500, 10)) > 0).astype(float)
    got = index(table, Design.of(500))
    items = [proportion(table[:, j], Design.of(500)).se for j in range(10)]

    independent = np.sqrt((np.array(items) ** 2).sum()) / 10
    assert got.se > 2 * independent


def test_an_index_may_be_worth_more_than_its_respondents() -> None:
    rng = np.random.default_rng(3)
    table = (rng.random((200, 20)) < 0.8).astype(float)
    got = index(table, Design.of(200))

    assert got.n_eff > 200 * 5


def test_an_item_nobody_answered_is_left_out_and_the_others_carry_its_weight() -> None:
    table = FOUR.copy()
    table[:, 1] = NAN
    got = index(table, Design.of(4), rule="fixed_weights", fixed=[5, 3, 2])

    assert got.value == pytest.approx((3 / 4 * 5 + 1 / 3 * 2) / 7)


def test_a_factor_few_answer_counts_as_much_as_the_others_by_mean_of_factors() -> None:
    table = np.full((100, 2), NAN)
    table[:, 0] = 1.0
    table[:4, 1] = 0.0
    factors = [[0], [1]]

    assert index(table, Design.of(100), rule="mean_of_factors", factors=factors).value == 0.5
    assert index(table, Design.of(100), rule="pooled").value == pytest.approx(100 / 104)


@given(
    answers=st.lists(st.tuples(*[st.sampled_from([0.0, 1.0, NAN])] * 3), min_size=2, max_size=30).filter(
        lambda rows: not np.isnan(np.array(rows)).all()
    ),
    rule=st.sampled_from(sorted(RULES)),
)
def test_an_index_of_shares_and_its_interval_lie_within_0_and_1(
    answers: list[tuple[float, ...]], rule: str
) -> None:
    got = index(answers, Design.of(len(answers)), rule=rule, factors=[[0, 1], [2]], fixed=[1, 1, 1])

    assert 0 <= got.value <= 1
    if got.low is not None and rule != "mean_score":
        assert 0 <= got.low <= got.value + 1e-12 and got.value - 1e-12 <= got.high <= 1
        assert got.low < got.high


def test_nobody_answered_anything() -> None:
    got = index(np.full((3, 2), NAN), Design.of(3))

    assert (got.value, got.n, got.reason) == (None, 0, "nobody_answered")


def test_a_full_count_of_an_index_has_no_interval() -> None:
    got = index(FOUR, Design.of(4, population=[np.full(4, 4)]))

    assert (got.low, got.method) == (None, "census")


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"rule": "median"}, "choose one of pooled"),
        ({"rule": "fixed_weights", "fixed": [1, 2]}, "one weight of 0 or more for each item"),
        ({"rule": "fixed_weights", "fixed": [1, -2, 1]}, "one weight of 0 or more"),
        ({"rule": "fixed_weights", "fixed": [0, 0, 0]}, "weight 0"),
    ],
)
def test_a_rule_without_what_it_needs_is_refused(settings: dict, told: str) -> None:
    with pytest.raises(IndexRuleError, match=told):
        index(FOUR, Design.of(4), **settings)
