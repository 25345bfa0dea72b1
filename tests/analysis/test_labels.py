"""Labels of groups, made into numbers or refused."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from analysis.comparing.labels import LabelError, crossed, labelled


@pytest.mark.parametrize(
    ("column", "names", "place"),
    [
        (["b", "a", None, ""], ("a", "b"), [1, 0, -1, -1]),
        (np.array(["b", "a", "b", ""]), ("a", "b"), [1, 0, 1, -1]),
        ([10, 9, 10, 9], ("9", "10"), [1, 0, 1, 0]),
        ([1.0, np.nan, 0.0, None], ("0.0", "1.0"), [1, -1, 0, -1]),
        (np.array([1.5, np.nan, 0.5, 1.5]), ("0.5", "1.5"), [1, -1, 0, 1]),
        (np.array([True, False, True, True]), ("False", "True"), [1, 0, 1, 1]),
        ([True, False, True, True], ("False", "True"), [1, 0, 1, 1]),
        ([None] * 4, (), [-1] * 4),
    ],
)
def test_texts_and_numbers_are_numbered_in_order_and_gaps_are_no_group(column, names, place) -> None:
    got = labelled(column, 4, "unit")

    assert got.names == names
    assert got.place.tolist() == place


def test_combinations_are_named_by_all_their_labels_and_miss_with_any() -> None:
    got = crossed([["k", "p", "k", None], ["x", "x", "y", "x"], [1, 1, 2, 2]], 4, "mix")

    assert got.names == ("k × x × 1", "k × y × 2", "p × x × 1")
    assert got.place.tolist() == [0, 2, 1, -1]


def test_columns_that_name_no_groups_are_refused() -> None:
    with pytest.raises(LabelError, match="unit mixes texts and numbers"):
        labelled(["1", 1], 2, "unit")
    with pytest.raises(LabelError, match="neither texts nor numbers"):
        labelled([datetime.date(2026, 1, 1)] * 2, 2, "unit")
    with pytest.raises(LabelError, match="unit has 2 labels for 3 respondents"):
        labelled(["a", "b"], 3, "unit")
    with pytest.raises(LabelError, match="1000000 different labels for 1000000 respondents"):
        labelled(np.arange(1_000_000), 1_000_000, "unit")
    with pytest.raises(LabelError, match="no columns are given for mix"):
        crossed([], 2, "mix")
