"""The lowest and the highest items of a unit: against other programs, and identities that always hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from analysis.design import Design
from analysis.figures import Summary
from analysis.summary import summarise
from analysis.tally import matrix
from tests.analysis.cast import questionnaire

LIKED, NOT_LIKED = "4", "2"


def answered(seed: int, items: int, n: int) -> np.ndarray:
    """n respondents who are satisfied or not with so many items; some are pleased with everything."""
    rng = np.random.default_rng(seed)
    share = rng.uniform(0.3, 0.95, items)
    mood = rng.normal(0, 0.15, (n, 1))
    return rng.random((n, items)) < np.clip(share + mood, 0.02, 0.98)


def summed(liked: np.ndarray) -> Summary:
    """The summary of one unit; the overall item, which takes no part, is liked by all."""
    n, items = liked.shape
    strings = ["".join(LIKED if each else NOT_LIKED for each in row) + LIKED for row in liked]
    design = Design.of(n, stratum=["A"] * n, declared=False)
    return summarise(questionnaire(factors=(items,)), matrix(strings), design=design, unit=["A"] * n)


def by_hand(liked: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each item minus the mean of the others, person by person; Holm's p-values by statsmodels."""
    k = liked.shape[1]
    x = liked.astype(float)
    above = x - (x.sum(axis=1, keepdims=True) - x) / (k - 1)
    p = stats.ttest_1samp(above, 0.0).pvalue
    return above.mean(axis=0), multipletests(p, method="holm")[1]


@pytest.mark.parametrize("seed", range(40))
def test_the_clear_ones_are_those_of_a_paired_t_test_with_holm(seed: int) -> None:
    liked = answered(seed, items=4 + seed % 5, n=60 + 20 * (seed % 7))
    gap, p = by_hand(liked)
    found = summed(liked)
    place = {f"I{number}": number - 1 for number in range(1, liked.shape[1] + 1)}

    for each in found.lowest:
        if each.unit == "A":
            assert each.clearly == bool(gap[place[each.code]] < 0 and p[place[each.code]] < 0.05)
    for each in found.highest:
        if each.unit == "A":
            assert each.clearly == bool(gap[place[each.code]] > 0 and p[place[each.code]] < 0.05)
    assert found.lowest and found.highest


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), items=st.integers(4, 9))
def test_turning_every_answer_round_turns_the_lowest_into_the_highest(seed: int, items: int) -> None:
    liked = answered(seed, items, n=90)
    # Where two items are liked by equally many the order among them is that of the questionnaire.
    if len(set(liked.sum(axis=0).tolist())) < items:
        return
    ends, turned = summed(liked), summed(~liked)
    low = [(each.code, each.clearly) for each in ends.lowest_of(unit="A", wave=None)]
    high = [(each.code, each.clearly) for each in turned.highest_of(unit="A", wave=None)]

    assert high == low[: len(high)] and len(high) == min(3, items - 3)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), items=st.integers(1, 9))
def test_no_item_is_at_both_ends_and_the_ends_are_in_order(seed: int, items: int) -> None:
    found = summed(answered(seed, items, n=50))
    of = {"unit": "A", "wave": None}
    low = [each.code for each in found.lowest_of(**of)]
    high = [each.code for each in found.highest_of(**of)]
    value = {f.code: f.estimate.value for f in found.of(**of) if f.estimate is not None}

    assert not set(low) & set(high)
    assert [value[code] for code in low] == sorted(value[code] for code in low)
    assert [value[code] for code in high] == sorted((value[code] for code in high), reverse=True)
    assert not low or max(value[code] for code in low) <= min(value[code] for code in high)
    assert (len(low), len(high)) == ((3, min(3, items - 3)) if items > 3 else (0, 0))
