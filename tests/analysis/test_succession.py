"""Merged and split units: people are counted once, and nothing is averaged."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparing.common_units import CommonUnit, common_units
from analysis.comparing.succession import SuccessionError, effective_base, merged, split, successors
from analysis.design import Design
from analysis.domains import by_group

COUNTS = {"A": [60, 80], "B": [10, 40], "C": [5, 9]}


def test_a_merged_unit_is_the_sum_and_not_the_mean_of_percentages() -> None:
    got = merged(COUNTS, {"AB": ["A", "B"], "C": ["C"]})

    positive, base = got["AB"]
    assert positive / base == pytest.approx(70 / 120)
    # The classic wrong answer: (75 % + 25 %)/2.
    assert positive / base != pytest.approx(0.5)
    assert got["C"].tolist() == [5, 9]


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 50)), min_size=1, max_size=12))
def test_merging_everybody_is_one_larger_unit(cells) -> None:
    counts = {str(i): [k, k + more] for i, (k, more) in enumerate(cells)}

    got = merged(counts, {"all": list(counts)})["all"]
    assert got.tolist() == np.sum(list(counts.values()), axis=0).tolist()


def test_merging_counts_is_merging_respondents() -> None:
    y, unit = np.repeat([1, 0, 1, 0], [60, 20, 10, 30]), np.repeat(["A", "B"], [80, 40])
    got = merged({"A": [60, 80], "B": [10, 40]}, {"AB": ["A", "B"]})["AB"]

    rows = by_group(y, Design.of(120), ["AB"] * len(unit))
    assert got[0] / got[1] == pytest.approx(rows.value[0])


def test_whole_tables_of_items_and_codes_are_added() -> None:
    table = np.arange(24.0).reshape(2, 3, 4)

    got = merged({"A": table, "B": 2 * table}, {"AB": ["A", "B"]})["AB"]
    assert got == pytest.approx(3 * table)


def test_a_split_keeps_everybody_and_the_percentage() -> None:
    got = split(COUNTS, {"A": {"X": 0.25, "Y": 0.75}, "B": {"Y": 1}, "C": {"Y": 0.5, "Z": 0.5}})

    assert sum(got.values()).tolist() == [75, 129]
    assert got["X"][0] / got["X"][1] == pytest.approx(0.75)
    assert got["Y"].tolist() == pytest.approx([45 + 10 + 2.5, 60 + 40 + 4.5])


def test_a_part_is_as_precise_as_the_whole_it_was_cut_from() -> None:
    shares = {"A": {"X": 0.2, "Y": 0.8}, "B": {"Y": 1.0}}
    got = effective_base({"A": 100, "B": 40}, shares)

    # Variance of Σ s·k / Σ s·n for k binomial: p(1 − p) Σ s²n / (Σ s·n)².
    assert got["X"] == pytest.approx(100)
    assert got["Y"] == pytest.approx((80 + 40) ** 2 / (0.64 * 100 + 40))
    assert effective_base({"A": 0, "B": 0}, shares) == {"X": 0, "Y": 0}


def test_respondents_of_a_divided_unit_stand_in_each_part_with_its_share() -> None:
    unit, y = ["A", "A", "B", "B", "A"], np.array([1.0, 0, 1, 1, 1])
    found = successors(unit, {"A": {"X": 0.4, "Y": 0.6, "Z": 0}, "B": {"Y": 1}})
    design = Design.of(len(found.row), weight=found.share, psu=[found.row])
    got = by_group(y[found.row], design, found.unit)

    assert found.row.tolist() == [0, 0, 1, 1, 2, 3, 4, 4]
    assert dict(zip(got.names, got.value, strict=True)) == pytest.approx(
        {"X": 2 / 3, "Y": (0.6 * 2 + 2) / (0.6 * 3 + 2)}
    )
    # Parts of one unit share its people, so their errors go together.
    assert got.covariance[0, 1] > 0


def test_what_merged_and_split_is_compared_on_the_coarsest_common_unit() -> None:
    got = common_units([("C", "Z"), ("A", "X"), ("A", "Y"), ("B", "Y"), ("D", "Z"), ("E", "E"), ("E", "E")])

    assert got == (
        CommonUnit(("A", "B"), ("X", "Y")),
        CommonUnit(("C", "D"), ("Z",)),
        CommonUnit(("E",), ("E",)),
    )


def test_a_long_chain_of_exchanges_is_one_common_unit() -> None:
    links = [(str(i), str(i)) for i in range(50)] + [(str(i), str(i + 1)) for i in range(49)]

    assert len(common_units(links)) == 1
    assert len(common_units(links[:50])) == 50


@pytest.mark.parametrize(
    ("predecessors", "message"),
    [
        ({"AB": ["A", "B"], "BC": ["B", "C"]}, r"unit 'B' is in two parents \['AB', 'BC'\]"),
        ({"AB": ["A", "B"]}, r"units \['C'\] have counts but no successor"),
        ({"AB": ["A", "B"], "C": ["C", "D"]}, r"units \['D'\]"),
    ],
)
def test_mergers_that_cannot_be_true_are_refused(predecessors, message) -> None:
    with pytest.raises(SuccessionError, match=message):
        merged(COUNTS, predecessors)


@pytest.mark.parametrize(
    ("shares", "message"),
    [
        ({"A": {"X": 0.5, "Y": 0.4}}, "unit 'A' are .* add up to 0.9"),
        ({"A": {"X": 1.5, "Y": -0.5}}, "give shares of 0 or more"),
        ({"A": {"X": float("nan")}}, "add up to nan"),
        ({"A": {}}, "add up to 0"),
        ({"B": {"X": 1}}, r"units \['A', 'B'\]"),
    ],
)
def test_splits_that_cannot_be_true_are_refused(shares, message) -> None:
    with pytest.raises(SuccessionError, match=message):
        split({"A": [60, 80]}, shares)


def test_counts_that_cannot_be_added_are_refused() -> None:
    with pytest.raises(SuccessionError, match="counts have shapes"):
        merged({"A": [1, 2], "B": [1, 2, 3]}, {"AB": ["A", "B"]})
    with pytest.raises(SuccessionError, match="unit 'B' has a negative or missing count"):
        merged({"A": [1.0, 2], "B": [1, np.nan]}, {"AB": ["A", "B"]})
    with pytest.raises(SuccessionError, match="unit 'A' has a negative"):
        merged({"A": [-1, 2], "B": [1, 2]}, {"AB": ["A", "B"]})
    with pytest.raises(SuccessionError, match=r"units \['Q'\] have no successor"):
        successors(["A", "Q"], {"A": {"X": 1}})
    with pytest.raises(SuccessionError, match="no links"):
        common_units([])
