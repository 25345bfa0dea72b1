"""Alpha, Feldt's interval, item-rest and alpha if dropped: published values, identities, refusals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.scale.items import ScaleError, scale_items
from analysis.scale.reliability import reliability
from tests.analysis.scales import answers, published


def test_alpha_of_the_attitude_data_is_as_r_psych_prints_it() -> None:
    found = reliability(published("attitude"))

    assert round(found.alpha_complete, 3) == 0.843
    assert round(found.alpha_complete_std, 3) == 0.839
    assert [round(a, 3) for a in found.alpha_if_dropped] == [
        0.810,
        0.797,
        0.828,
        0.803,
        0.795,
        0.864,
        0.840,
    ]


def test_item_rest_is_the_correlation_with_the_sum_of_the_others() -> None:
    table = answers()

    found = reliability(table)

    by_hand = [np.corrcoef(table[:, k], np.delete(table, k, axis=1).sum(axis=1))[0, 1] for k in range(4)]
    assert found.item_rest == pytest.approx(by_hand, rel=1e-12)


def test_alpha_if_dropped_is_the_alpha_of_the_others() -> None:
    table = answers()

    dropped = reliability(table).alpha_if_dropped

    assert dropped == pytest.approx(
        [reliability(np.delete(table, k, axis=1)).alpha_complete for k in range(4)], rel=1e-12
    )


def test_two_items_have_the_spearman_brown_reliability() -> None:
    table = answers(j=2)
    r = np.corrcoef(table, rowvar=False)[0, 1]

    found = reliability(table)

    assert found.alpha_complete_std == pytest.approx(2 * r / (1 + r), rel=1e-12)
    assert found.alpha_if_dropped == (None, None)


def test_items_that_are_copies_have_alpha_one() -> None:
    found = reliability(np.repeat(answers(j=1), 3, axis=1))

    assert found.alpha_complete == pytest.approx(1, abs=1e-12)
    assert found.feldt == pytest.approx((1, 1), abs=1e-12)


def test_pairs_use_more_respondents_than_complete_rows() -> None:
    table = answers(200)
    table[np.random.default_rng(1).random(table.shape) < 0.2] = np.nan

    found = reliability(table)

    assert (found.n_rows, found.n_complete) == (200, int((~np.isnan(table).any(axis=1)).sum()))
    first, second = (table[~np.isnan(table[:, [0, 1]]).any(axis=1)][:, k] for k in (0, 1))
    pairwise = reliability(table[:, :2])
    total = np.nanvar(table[:, 0], ddof=1) + np.nanvar(table[:, 1], ddof=1)
    shared = 2 * np.cov(first, second)[0, 1]
    assert pairwise.alpha_pairwise == pytest.approx(2 * shared / (total + shared), rel=1e-12)
    assert found.alpha_pairwise != pytest.approx(found.alpha_complete, rel=1e-6)


@given(st.integers(0, 10_000), st.floats(0.1, 50), st.floats(-20, 20))
@settings(max_examples=40, deadline=None)
def test_alpha_does_not_depend_on_order_unit_or_origin(seed: int, unit: float, origin: float) -> None:
    table = answers(30, 4, seed)
    rng = np.random.default_rng(seed)

    plain = reliability(table)
    moved = reliability(unit * rng.permutation(table)[:, rng.permutation(4)] + origin)

    assert moved.alpha_complete == pytest.approx(plain.alpha_complete, rel=1e-9)
    assert moved.alpha_pairwise_std == pytest.approx(plain.alpha_pairwise_std, rel=1e-9)


def test_feldts_interval_covers_the_alpha_of_the_population_as_often_as_it_says() -> None:
    # Four parallel items of reliability 0.5 each: alpha is 4·0.5 / (1 + 3·0.5) = 0.8.
    rng = np.random.default_rng(20261122)

    covered = []
    for _ in range(400):
        table = rng.normal(size=(40, 1)) + rng.normal(size=(40, 4))
        low, high = reliability(table).feldt
        covered.append(low <= 0.8 <= high)

    assert 0.92 <= np.mean(covered) <= 0.98


def test_an_item_without_spread_is_left_out_and_named() -> None:
    table = np.insert(answers(), 2, 5.0, axis=1)

    found = reliability(table)

    assert (found.columns, found.left_out) == ((0, 1, 3, 4), (2,))
    assert found.alpha_complete == reliability(np.delete(table, 2, axis=1)).alpha_complete


def test_an_item_that_nobody_answered_does_not_empty_the_complete_rows() -> None:
    found = reliability(np.insert(answers(), 0, np.nan, axis=1))

    assert found.left_out == (0,)
    assert found.n_complete == 60


def test_an_item_that_is_even_only_on_the_complete_rows_is_left_out_too() -> None:
    table = answers(40)
    table[:, 0] = 5
    table[:10, 0], table[:10, 1] = 1, np.nan

    assert reliability(table).left_out == (0,)


def test_others_that_cancel_out_have_no_item_rest_correlation() -> None:
    first = answers(j=1)[:, 0]
    table = np.column_stack([answers(j=1, seed=1)[:, 0], first, 6 - first])

    found = reliability(table)

    assert found.item_rest[0] is None
    assert found.alpha_if_dropped[0] is None


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([[1, 2], [3, "tốt"]], r"hold 'tốt' at place \(1, 1\) where a number is needed; recode"),
        ([1, 2, 3], "one row a respondent"),
        ([[1, np.inf], [2, 1], [3, 4]], r"items \(1,\) hold an infinite value"),
        ([[1, 5], [2, 5], [3, 5]], r"1 usable items \(items \(1,\) have no spread\)"),
        (np.empty((0, 3)), "0 usable items"),
        ([[1, np.nan], [2, 3], [np.nan, 4]], r"1 respondents answered all 2 items.*\(0, 1\) \(2 answers\)"),
        ([[1, 5], [2, 4], [3, 3], [4, 2]], "cancel each other out"),
    ],
)
def test_answers_that_tell_nothing_are_refused_with_the_cure(table: object, message: str) -> None:
    with pytest.raises(ScaleError, match=message):
        reliability(table)


def test_two_items_never_answered_together_are_named() -> None:
    table = answers(40)
    table[:20, 0], table[20:, 3] = np.nan, np.nan

    with pytest.raises(ScaleError, match="leave out the items answered least") as refused:
        scale_items(table)

    assert refused.value.columns == (0, 3)


def test_a_level_outside_zero_to_one_is_refused() -> None:
    with pytest.raises(ScaleError, match="between 0 and 1"):
        reliability(answers(), level=95)
