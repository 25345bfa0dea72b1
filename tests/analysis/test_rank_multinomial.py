"""Exact rank sets of one question's answers: the sign test by hand, Holm by hand, identities, refusals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from analysis.ranking.multinomial import multinomial_rank_sets

Counts = st.lists(st.integers(0, 200), min_size=2, max_size=8).filter(any)


def test_eight_against_one_is_settled_and_seven_against_one_is_not() -> None:
    # By hand: P(X ≥ 8 of 9) = 10/512 = 0.0195 and P(X ≥ 7 of 8) = 9/256 = 0.0352; two tests, 0.05/2.
    eight, seven = multinomial_rank_sets([8, 1]), multinomial_rank_sets([7, 1])

    assert (eight.low.tolist(), eight.high.tolist()) == ([1, 2], [1, 2])
    assert eight.critical == pytest.approx(10 / 512)
    assert (seven.low.tolist(), seven.high.tolist()) == ([1, 1], [2, 2])


def test_one_side_of_one_category_is_a_single_test() -> None:
    # By hand: 9/256 = 0.0352 is below 0.05 when nothing else is asked.
    sets = multinomial_rank_sets([7, 1], simultaneous=False, side="lower")

    assert (sets.low.tolist(), sets.high.tolist()) == ([1, 2], [2, 2])


@settings(max_examples=25, deadline=None)
@given(Counts)
def test_the_pairs_settled_are_those_of_holms_method_on_exact_sign_tests(counts: list[int]) -> None:
    k = len(counts)
    pairs = [(j, i) for j in range(k) for i in range(k) if i != j]
    p = [
        stats.binomtest(counts[j], counts[j] + counts[i], alternative="greater").pvalue
        if counts[j] + counts[i]
        else 1.0
        for j, i in pairs
    ]
    settled = [pair for pair, yes in zip(pairs, multipletests(p, 0.05, "holm")[0], strict=True) if yes]

    sets = multinomial_rank_sets(counts)

    assert sets.low.tolist() == [1 + sum(i == unit for _, i in settled) for unit in range(k)]
    assert sets.high.tolist() == [k - sum(j == unit for j, _ in settled) for unit in range(k)]


@settings(max_examples=40, deadline=None)
@given(Counts, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_the_categories_does_not_matter(
    counts: list[int], random: object, together: bool
) -> None:
    order = list(range(len(counts)))
    random.shuffle(order)

    first = multinomial_rank_sets(counts, simultaneous=together)
    second = multinomial_rank_sets([counts[i] for i in order], simultaneous=together)

    assert second.low.tolist() == first.low[order].tolist()
    assert second.high.tolist() == first.high[order].tolist()


def test_the_ends_of_both_sides_are_the_one_sided_sets_of_all_pairs() -> None:
    both = multinomial_rank_sets([120, 118, 90, 30, 5])
    lower, upper = (multinomial_rank_sets([120, 118, 90, 30, 5], side=side) for side in ("lower", "upper"))

    assert lower.low.tolist() == both.low.tolist() and lower.high.tolist() == [5] * 5
    assert upper.high.tolist() == both.high.tolist() and upper.low.tolist() == [1] * 5
    assert (both.draws, both.seed) == (None, None)


@pytest.mark.parametrize("simultaneous", [True, False])
def test_one_category_alone_and_equal_ones(simultaneous: bool) -> None:
    alone = multinomial_rank_sets([7], simultaneous=simultaneous)
    equal = multinomial_rank_sets([20, 20, 20], simultaneous=simultaneous)

    assert (alone.low.tolist(), alone.high.tolist()) == ([1], [1])
    assert (equal.rank.tolist(), equal.low.tolist(), equal.high.tolist()) == ([1] * 3, [1] * 3, [3] * 3)


@pytest.mark.parametrize(("counts", "message"), [
    ([], "at most 3000"), ([[1, 2]], "at most 3000"), (np.ones(4000), "at most 3000"),
    ([0, 0], "nobody chose"), ([3, -1], "category 1 was chosen -1"), ([3, 1.5], "not weights"),
    ([3, float("nan")], "category 1"),
])  # fmt: skip
def test_what_is_no_count_is_refused(counts: list[float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        multinomial_rank_sets(counts)


def test_an_unknown_side_is_refused() -> None:
    with pytest.raises(ValueError, match="choose one of"):
        multinomial_rank_sets([3, 1], side="left")
