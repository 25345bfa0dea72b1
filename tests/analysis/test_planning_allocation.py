"""How a sample is shared out over strata: textbook allocations, optimality by brute force, refusals."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.planning.allocation import allocate
from analysis.planning.drawn import DrawError
from analysis.planning.proportional_to_size import inclusion_probabilities, systematic_pass

# Lohr (2010), example 3.2: counties of the USA by region (Northeast, North Central, South, West), acres of
# farms; the sample variances are those of that example.
COUNTIES = [220, 1054, 1382, 422]
ACRES_SD = np.sqrt([7_647_472_708, 29_618_183_543, 53_587_487_856, 396_185_950_266])


def variance(size: np.ndarray, n: np.ndarray, sd: np.ndarray) -> float:
    """Of the estimated total: Σ N_h(N_h − n_h)S_h²/n_h, Cochran (1977), eq. 5.6 and 5.7."""
    return float((size * (size - n) * sd**2 / n).sum())


def test_the_cities_of_cochran_are_allocated_as_in_the_book() -> None:
    # Cochran (1977), §5.3: 16 large cities and 48 others, S² of the 1930 population 53,843 and 5,581; the
    # variances printed there: 1,882,293 proportional (6 and 18), 1,090,827 with 12 and 12.
    size, sd = np.array([16, 48]), np.sqrt([53_843, 5_581])

    proportional = allocate(size, 24)
    neyman = allocate(size, 24, rule="neyman", sd=sd)

    assert proportional.tolist() == [6, 18]
    assert neyman.tolist() == [12, 12]
    assert variance(size, proportional, sd) == pytest.approx(1_882_293, abs=1)
    assert variance(size, neyman, sd) == pytest.approx(1_090_827, abs=1)


def test_the_counties_of_lohr_are_shared_out_in_proportion_as_in_the_book() -> None:
    assert allocate(COUNTIES, 300).tolist() == [21, 103, 135, 41]


def test_the_counties_of_lohr_under_neyman_follow_their_spread() -> None:
    quota = 300 * np.array(COUNTIES) * ACRES_SD / (np.array(COUNTIES) * ACRES_SD).sum()

    found = allocate(COUNTIES, 300, rule="neyman", sd=ACRES_SD)

    assert quota.round(1).tolist() == [7.3, 69.2, 122.1, 101.4]
    assert found.sum() == 300
    assert (np.abs(found - quota) < 1).all()


@given(
    st.lists(st.tuples(st.integers(2, 12), st.floats(0.1, 9)), min_size=2, max_size=3),
    st.integers(0, 12),
)
def test_no_other_whole_numbers_have_a_smaller_variance_than_neyman_s(
    strata: list[tuple[int, float]], more: int
) -> None:
    size, sd = np.array([N for N, _ in strata]), np.array([s for _, s in strata])
    n = min(2 * len(size) + more, int(size.sum()))

    found = allocate(size, n, rule="neyman", sd=sd, take_all=True)

    every = itertools.product(*(range(2, N + 1) for N in size))
    best = min(variance(size, np.array(each), sd) for each in every if sum(each) == n)
    assert found.sum() == n
    assert variance(size, found, sd) == pytest.approx(best)


@given(st.lists(st.integers(1, 500), min_size=1, max_size=8), st.data())
def test_a_proportional_share_is_its_quota_rounded_up_or_down(size: list[int], data: st.DataObject) -> None:
    n = data.draw(st.integers(len(size), sum(size)))

    found = allocate(size, n, least=1)

    quota = n * np.array(size) / sum(size)
    assert found.sum() == n
    assert (found <= size).all() and (found >= 1).all()
    if (quota >= 1).all():
        assert (np.abs(found - quota) < 1).all()


@given(st.lists(st.integers(1, 200), min_size=2, max_size=6), st.integers(1, 5), st.data())
def test_the_least_of_each_stratum_is_kept(size: list[int], least: int, data: st.DataObject) -> None:
    floor = np.minimum(least, size)
    n = data.draw(st.integers(int(floor.sum()), sum(size)))

    found = allocate(size, n, least=least)

    assert found.sum() == n
    assert (found >= floor).all() and (found <= size).all()


def test_equal_shares_stop_where_a_stratum_ends_if_told_to() -> None:
    assert allocate([100, 4, 100], 24, rule="equal", take_all=True).tolist() == [10, 4, 10]
    with pytest.raises(DrawError, match="more than all 4 of stratum number 2"):
        allocate([100, 4, 100], 24, rule="equal")


def test_neyman_refuses_more_than_all_of_a_stratum_unless_it_may_be_taken_whole() -> None:
    # Cochran (1977), §5.8: the stratum is taken whole and the rest shared out anew.
    size, sd = [10, 1000], [500.0, 1.0]

    with pytest.raises(DrawError, match="take_all"):
        allocate(size, 50, rule="neyman", sd=sd)
    assert allocate(size, 50, rule="neyman", sd=sd, take_all=True).tolist() == [10, 40]


@pytest.mark.parametrize(
    ("size", "n", "options", "word"),
    [
        ([10, 20], 31, {}, "from 1 to 30"),
        ([10, 20], 0, {}, "n is 0"),
        ([10, 20], 3, {}, "too few"),
        ([10, 20], 2.5, {}, "whole number"),
        ([10, 0], 4, {}, "sizes of the strata"),
        ([10, float("nan")], 4, {}, "sizes of the strata"),
        ([], 4, {}, "sizes of the strata"),
        (["a", "b"], 4, {}, "sizes of the strata"),
        ([10, 20], 6, {"rule": "optimal"}, "proportional, neyman, equal"),
        ([10, 20], 6, {"rule": "neyman"}, "needs the spread"),
        ([10, 20], 6, {"rule": "neyman", "sd": [1.0]}, "spread S must"),
        ([10, 20], 6, {"rule": "neyman", "sd": [1.0, float("nan")]}, "spread S must"),
        ([10, 20], 6, {"rule": "neyman", "sd": [0.0, 0.0]}, "no stratum has any spread"),
        ([4, 20], 10, {"rule": "neyman", "sd": [1.0, 0.0], "take_all": True}, "without spread"),
        ([10, 20], 6, {"least": 0}, "least in a stratum"),
    ],
)
def test_an_allocation_that_cannot_be_is_refused(size: list, n: int, options: dict, word: str) -> None:
    with pytest.raises(DrawError, match=word):
        allocate(size, n, **options)


def test_sizes_that_pass_one_are_certain_and_the_others_share_the_rest() -> None:
    # By hand: 3·200/534 > 1; then 2·170/334 > 1; the last one of 164.
    found = inclusion_probabilities([30, 41, 50, 170, 43, 200], 3)

    assert found == pytest.approx([30 / 164, 41 / 164, 50 / 164, 1, 43 / 164, 1])


@given(st.lists(st.floats(0.1, 1000), min_size=2, max_size=30), st.data())
def test_probabilities_sum_to_n_and_keep_the_order_of_sizes(size: list[float], data: st.DataObject) -> None:
    n = data.draw(st.integers(1, len(size)))

    found = inclusion_probabilities(size, n)

    assert found.sum() == pytest.approx(n)
    assert (found > 0).all() and (found <= 1).all()
    assert (np.diff(found[np.argsort(size)]) >= -1e-12).all()


def test_a_pass_that_starts_just_below_1_loses_no_point_to_rounding() -> None:
    assert systematic_pass(np.full(4, 0.75), 1 - 2**-52).tolist() == [False, True, True, True]


@given(st.lists(st.floats(0.1, 1000), min_size=2, max_size=30), st.floats(0, 1, exclude_max=True), st.data())
def test_a_pass_draws_exactly_n(size: list[float], start: float, data: st.DataObject) -> None:
    found = inclusion_probabilities(size, data.draw(st.integers(1, len(size) - 1)))
    below = found[found < 1]

    assert len(below) == 0 or systematic_pass(below, start).sum() == round(below.sum())


def test_a_pass_over_the_classes_of_lohr_takes_those_that_hold_the_points() -> None:
    # The 15 classes of Lohr (2010), ch. 6 (647 students, 5 drawn, interval 129.4), from student 112; by hand
    # on the running totals 44, 77, 103, 125, 201, 264, 284, 328, 382, 416, 462, 486, 532, 632, 647.
    size = [44, 33, 26, 22, 76, 63, 20, 44, 54, 34, 46, 24, 46, 100, 15]

    found = systematic_pass(inclusion_probabilities(size, 5), 112 / 129.4)

    assert (np.flatnonzero(found) + 1).tolist() == [4, 6, 9, 13, 14]


@pytest.mark.parametrize("size", [[5, 0], [5, -1], [5, float("nan")], [1e15, 1e15, 1e-3]])
def test_a_size_that_leaves_no_chance_is_refused(size: list[float]) -> None:
    with pytest.raises(DrawError, match="never be drawn"):
        inclusion_probabilities(size, 2)
