"""Weightings that are refused, each with what, where and the cure."""

from __future__ import annotations

import math

import numpy as np
import pytest

from analysis.design import Design
from analysis.weighting.calibrate import calibrate
from analysis.weighting.model_matrix import model_matrix
from analysis.weighting.nonresponse import nonresponse_weights
from analysis.weighting.post_stratify import post_stratify
from analysis.weighting.rake import rake
from analysis.weighting.trim import trim
from analysis.weighting.weighted import EmptyCellError, NotConvergedError, WeightingError, kish_deff

FOUR = Design.of(4)
SEX = ["f", "f", "m", "m"]
AREA = ["town", "land", "town", "land"]
ONES = np.ones((4, 1))


def test_an_empty_cell_with_a_target_is_named() -> None:
    with pytest.raises(EmptyCellError, match="cell 'x' has a target and nobody in the sample.*merge it"):
        post_stratify(FOUR, SEX, {"f": 2, "m": 2, "x": 1})


def test_a_cell_without_people_needs_no_respondents() -> None:
    found = post_stratify(FOUR, SEX, {"f": 2, "m": 6, "x": 0})

    assert found.design.weight.tolist() == [1, 1, 3, 3]


def test_a_cell_whose_respondents_have_no_weight_is_empty() -> None:
    with pytest.raises(EmptyCellError, match="'m' has a target and nobody in the sample .or no weight"):
        post_stratify(Design.of(4, weight=[1, 1, 0, 0]), SEX, {"f": 2, "m": 2})


def test_a_category_of_the_sample_without_a_target_is_named() -> None:
    with pytest.raises(WeightingError, match="sex 'm' is in the sample and has no target; give it one"):
        rake(FOUR, {"sex": SEX}, {"sex": {"f": 4}})


def test_a_target_of_zero_for_people_who_answered_is_refused() -> None:
    with pytest.raises(WeightingError, match="cell 'm' has a target of 0 and respondents"):
        post_stratify(FOUR, SEX, {"f": 4, "m": 0})


@pytest.mark.parametrize("target", [-1, math.nan, math.inf])
def test_a_target_that_counts_nobody_is_refused(target: float) -> None:
    with pytest.raises(WeightingError, match="target of cell 'm' is .*a number of people, 0 or more"):
        post_stratify(FOUR, SEX, {"f": 4, "m": target})


def test_a_target_that_is_a_text_is_refused() -> None:
    with pytest.raises(WeightingError, match="target of cell 'm' is '40'; give a number"):
        post_stratify(FOUR, SEX, {"f": 4, "m": "40"})


def test_a_respondent_without_a_cell_is_refused() -> None:
    with pytest.raises(WeightingError, match="cell is missing for 1 respondents .first: row 2"):
        post_stratify(FOUR, ["f", "f", None, "m"], {"f": 2, "m": 2})


def test_labels_that_mix_texts_and_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="mixes texts and numbers"):
        post_stratify(FOUR, ["1", 1, "2", 2], {"1": 2, "2": 2})


def test_labels_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="cell has 3 labels for 4 respondents"):
        post_stratify(FOUR, ["f", "f", "m"], {"f": 2, "m": 2})


def test_numbers_name_categories_as_their_targets_do() -> None:
    found = post_stratify(FOUR, [1, 1, 2, 2], {1: 6, 2.0: 2})

    assert found.design.weight.tolist() == [3, 3, 1, 1]


def test_two_targets_for_one_category_are_refused() -> None:
    with pytest.raises(WeightingError, match="two targets for '1'"):
        post_stratify(FOUR, [1, 1, 2, 2], {1: 6, "1": 3, 2: 2})


def test_shares_in_per_cent_are_refused() -> None:
    with pytest.raises(WeightingError, match="shares of cell add to 100, not to 1; give shares of 1"):
        post_stratify(FOUR, SEX, {"f": 60, "m": 40}, shares=True)


def test_targets_of_nobody_are_refused() -> None:
    with pytest.raises(WeightingError, match="targets of cell add to nothing"):
        post_stratify(FOUR, SEX, {"f": 0, "m": 0})


def test_margins_that_do_not_add_to_the_same_total_are_refused() -> None:
    targets = {"sex": {"f": 40, "m": 60}, "area": {"town": 50, "land": 51}}
    with pytest.raises(WeightingError, match=r"different totals \(sex 100, area 101\); bring them to one"):
        rake(FOUR, {"sex": SEX, "area": AREA}, targets)


def test_margins_without_targets_are_named() -> None:
    with pytest.raises(WeightingError, match=r"margins \['area', 'field'\] stand only on one side"):
        rake(FOUR, {"sex": SEX, "area": AREA}, {"sex": {"f": 1, "m": 1}, "field": {"land": 2}})


def test_no_margins_are_refused() -> None:
    with pytest.raises(WeightingError, match="no margins to rake to"):
        rake(FOUR, {}, {})


def test_raking_that_cannot_converge_says_how_far_it_came() -> None:
    # Nobody is f and on the land, and nobody m and in town: the two margins must be equal.
    targets = {"sex": {"f": 60, "m": 40}, "area": {"town": 50, "land": 50}}
    with pytest.raises(NotConvergedError, match=r"in 100 rounds: the largest relative error is 0\.2\d*, in"):
        rake(FOUR, {"sex": SEX, "area": ["town", "town", "land", "land"]}, targets)


@pytest.mark.parametrize("distance", ["raking", "linear", "logit"])
def test_bounds_that_cannot_be_met_are_refused(distance: str) -> None:
    with pytest.raises(NotConvergedError, match="no weights between 0.9 and 1.1 times the present ones"):
        calibrate(FOUR, ONES, [5.0], distance=distance, bounds=(0.9, 1.1))


@pytest.mark.parametrize("bounds", [(1.1, 2), (0.2, 0.9), (2, 0.5), (math.nan, 2)])
def test_bounds_without_room_for_the_old_weights_are_refused(bounds: tuple[float, float]) -> None:
    with pytest.raises(WeightingError, match="no room for the old weights"):
        calibrate(FOUR, ONES, [4.0], bounds=bounds)


@pytest.mark.parametrize("bounds", [None, (0.5, math.inf)])
def test_logit_calibration_needs_finite_bounds(bounds: tuple[float, float] | None) -> None:
    with pytest.raises(WeightingError, match="logit calibration needs"):
        calibrate(FOUR, ONES, [4.0], distance="logit", bounds=bounds)


def test_an_unknown_distance_is_answered_with_the_known_ones() -> None:
    with pytest.raises(WeightingError, match="choose one of linear, raking, logit"):
        calibrate(FOUR, ONES, [4.0], distance="chi")


@pytest.mark.parametrize("distance", ["linear", "raking"])
def test_totals_that_contradict_each_other_are_refused(distance: str) -> None:
    twice = np.column_stack([np.ones(4), 2 * np.ones(4)])
    with pytest.raises(NotConvergedError, match="contradict|meet the totals"):
        calibrate(FOUR, twice, [4.0, 9.0], distance=distance)


def test_negative_weights_are_refused_unless_allowed() -> None:
    x = np.column_stack([np.ones(4), [0.0, 1, 2, 9]])
    with pytest.raises(WeightingError, match="1 weights would be negative .* row 3.; give bounds"):
        calibrate(FOUR, x, [4.0, 1.0])

    assert calibrate(FOUR, x, [4.0, 1.0], allow_negative=True).design.weight.min() < 0


def test_a_column_of_nobody_with_a_total_is_named() -> None:
    matrix = model_matrix({"sex": ["f", "m", "m"]}, names=["(Intercept)", "sexm"])
    with pytest.raises(EmptyCellError, match="column number 2 has the total 3 and nobody"):
        calibrate(Design.of(3), np.column_stack([np.ones(3), np.zeros(3)]), [3, 3])
    with pytest.raises(EmptyCellError, match="column 'sexm' has the total 7 and nobody"):
        weight = [1, 0, 0]
        calibrate(Design.of(3, weight=weight), matrix, {"(Intercept)": 9, "sexm": 7})


@pytest.mark.parametrize(
    ("x", "totals", "message"),
    [
        (np.ones(4), [4.0], r"shape \(4,\)"),
        (np.ones((3, 1)), [4.0], "do not fit 4 respondents"),
        (ONES, [4.0, 5.0], "do not fit"),
        (np.ones((4, 0)), [], "no columns"),
        (np.array([[1.0], [math.nan], [1], [1]]), [4.0], "miss a number in 1 rows .first: row 1"),
        (ONES, [math.nan], "total number 1 is missing"),
        (ONES, {"all": 4.0}, "columns with names"),
    ],
)
def test_columns_and_totals_that_do_not_fit_are_refused(x: object, totals: object, message: str) -> None:
    with pytest.raises(WeightingError, match=message):
        calibrate(FOUR, x, totals)


def test_totals_are_matched_by_name() -> None:
    matrix = model_matrix({"sex": SEX})
    with pytest.raises(WeightingError, match=r"differ in \['sexf', 'sexm'\]; give one total for each"):
        calibrate(FOUR, matrix, {"(Intercept)": 4, "sexf": 2})


def test_a_model_matrix_knows_every_level_and_products() -> None:
    matrix = model_matrix({"sex": SEX, "age": [1, 2, 3, 4]}, names=["sexf", "sexm", "sexm:age"])

    assert matrix.x.tolist() == [[1, 0, 0], [1, 0, 0], [0, 1, 3], [0, 1, 4]]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"sex": ["f", ""]}, "sex is missing in row 1"),
        ({"age": [1.0, math.nan]}, "age is missing in row 1"),
        ({"sex": ["f", "m"], "age": [1]}, r"columns of \[1, 2\] rows"),
        ({}, "columns of no rows"),
    ],
)
def test_a_model_matrix_with_gaps_is_refused(columns: dict[str, list[object]], message: str) -> None:
    with pytest.raises(WeightingError, match=message):
        model_matrix(columns)


def test_a_name_no_column_has_is_answered_with_the_names() -> None:
    with pytest.raises(WeightingError, match=r"no column is called \['sexx'\]; choose from .*'sexf'"):
        model_matrix({"sex": SEX}, names=["sexx"])


@pytest.mark.parametrize(
    ("lower", "upper", "message"),
    [
        (3, 2, "give lower < upper"),
        (math.nan, 2, "give lower < upper"),
        (3, 9, "mean of 2.5, which is not between 3 and 9"),
        (0, 2, "mean of 2.5, which is not between 0 and 2"),
        (2.5, 2.5, "set them further apart"),
    ],
)
def test_limits_that_cannot_hold_the_sum_are_refused(lower: float, upper: float, message: str) -> None:
    with pytest.raises(WeightingError, match=message):
        trim(Design.of(4, weight=[1, 2, 3, 4]), lower=lower, upper=upper)


def test_more_answers_than_people_drawn_are_refused() -> None:
    with pytest.raises(WeightingError, match="class 'f' has 2 who answered of 1 drawn"):
        nonresponse_weights(FOUR, SEX, {"f": 1, "m": 3})


def test_a_class_in_which_nobody_answered_is_refused() -> None:
    with pytest.raises(EmptyCellError, match="weighting class 'young' has a target and nobody"):
        nonresponse_weights(FOUR, SEX, {"f": 4, "m": 3, "young": 2})


def test_weights_without_a_sum_have_no_design_effect() -> None:
    with pytest.raises(WeightingError, match="do not add to a positive number"):
        kish_deff([0.0, 0.0])
    with pytest.raises(WeightingError, match="a weight is missing"):
        kish_deff([1.0, math.nan])
