"""What must hold of any weighting, whatever the data."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.design import Design
from analysis.mean import mean, total
from analysis.weighting.calibrate import calibrate
from analysis.weighting.model_matrix import model_matrix
from analysis.weighting.nonresponse import nonresponse_weights
from analysis.weighting.post_stratify import post_stratify
from analysis.weighting.rake import rake
from analysis.weighting.trim import trim
from analysis.weighting.weighted import kish_deff, kish_n_eff

N = 60
RNG = np.random.default_rng(20261122)
CELL = np.array(list("abc"))[np.arange(N) % 3].tolist()
OTHER = np.array(["no", "yes"])[(np.arange(N) * 7 % 11) % 2].tolist()
VILLAGE = (np.arange(N) // 5).tolist()
AGE = RNG.integers(18, 80, N).astype(float)
Y = RNG.normal(size=N) + (np.arange(N) % 3)
UNEVEN = RNG.uniform(1, 9, N)
TARGETS = {"a": 300.0, "b": 150.0, "c": 90.0}
INDICATORS = np.column_stack([np.array(CELL) == level for level in "abc"]).astype(float)


def clustered(weight: np.ndarray | None = None) -> Design:
    return Design.of(N, psu=[VILLAGE], weight=weight)


def test_raking_one_margin_is_post_stratification() -> None:
    one = rake(clustered(), {"cell": CELL}, {"cell": TARGETS})
    cells = post_stratify(clustered(), CELL, TARGETS)

    assert one.rounds == 1
    assert one.design.weight == pytest.approx(cells.design.weight, rel=1e-12)
    assert mean(Y, one.design).se == pytest.approx(mean(Y, cells.design).se, rel=1e-12)


@pytest.mark.parametrize("weight", [None, UNEVEN], ids=["even", "uneven"])
@pytest.mark.parametrize("distance", ["linear", "raking"])
def test_calibrating_on_cells_is_post_stratification(distance: str, weight: np.ndarray | None) -> None:
    totals = list(TARGETS.values())
    columns = calibrate(clustered(weight), INDICATORS, totals, distance=distance, tolerance=1e-13)
    cells = post_stratify(clustered(weight), CELL, TARGETS)

    assert columns.design.weight == pytest.approx(cells.design.weight, rel=1e-10)
    assert total(Y, columns.design).se == pytest.approx(total(Y, cells.design).se, rel=1e-10)


def test_the_post_stratified_error_is_the_textbook_s() -> None:
    # With replacement, n/(n − 1) Σ (N_c/n_c)² (y − ȳ_c)²: nothing between the cells is left.
    design = post_stratify(Design.of(N), CELL, TARGETS).design
    parts = [
        (TARGETS[level] / np.sum(inside)) ** 2 * np.sum((Y[inside] - Y[inside].mean()) ** 2)
        for level in TARGETS
        if (inside := np.array(CELL) == level).any()
    ]

    assert total(Y, design).se == pytest.approx(np.sqrt(N / (N - 1) * sum(parts)), rel=1e-12)


@pytest.mark.parametrize("distance", ["linear", "raking", "logit"])
def test_a_calibrated_total_is_its_target_and_has_no_error(distance: str) -> None:
    design = clustered(UNEVEN)
    people = float(UNEVEN.sum())
    known = {"(Intercept)": people, "cellb": people * 0.3, "cellc": people * 0.35, "age": people * 50}
    bounds = (0.3, 3.0) if distance == "logit" else None
    matrix = model_matrix({"cell": CELL, "age": AGE})
    found = calibrate(design, matrix, known, distance=distance, bounds=bounds, tolerance=1e-12).design

    assert total(AGE, found).value == pytest.approx(people * 50, rel=1e-9)
    assert total(AGE, found).se == pytest.approx(0.0, abs=1e-8 * people)
    assert mean(Y, found).se < mean(Y, design).se * 1.5


@pytest.mark.parametrize("name", ["post", "rake"])
def test_a_margin_that_was_met_has_no_error(name: str) -> None:
    columns, targets = {"cell": CELL, "other": OTHER}, {"cell": TARGETS, "other": {"no": 240, "yes": 300}}
    if name == "post":
        design = post_stratify(clustered(), CELL, TARGETS).design
    else:
        design = rake(clustered(), columns, targets, tolerance=1e-12).design
    share = mean((np.array(CELL) == "a").astype(float), design)

    assert share.value == pytest.approx(300 / 540)
    assert share.se == pytest.approx(0.0, abs=1e-6)


def test_only_the_shares_of_the_targets_matter_for_means() -> None:
    large = {name: {k: 1000 * v for k, v in t.items()} for name, t in {"cell": TARGETS}.items()}
    once = rake(clustered(UNEVEN), {"cell": CELL}, {"cell": TARGETS}).design
    again = rake(clustered(UNEVEN * 17), {"cell": CELL}, large).design

    assert mean(Y, again).value == pytest.approx(mean(Y, once).value, rel=1e-12)
    assert mean(Y, again).se == pytest.approx(mean(Y, once).se, rel=1e-12)


def test_shares_keep_the_weighted_total_and_give_the_same_as_counts_of_that_size() -> None:
    shares = {level: size / 540 for level, size in TARGETS.items()}
    design = clustered(UNEVEN)
    by_share = post_stratify(design, CELL, shares, shares=True)
    counts = {level: share * UNEVEN.sum() for level, share in shares.items()}
    raked = rake(design, {"cell": CELL}, {"cell": shares}, shares=True)
    columns = calibrate(design, INDICATORS, list(shares.values()), shares=True)

    assert by_share.design.weight.sum() == pytest.approx(UNEVEN.sum())
    for other in (post_stratify(design, CELL, counts), raked, columns):
        assert other.design.weight == pytest.approx(by_share.design.weight, rel=1e-10)


def test_weights_that_meet_their_targets_already_stay_as_they_are() -> None:
    present = {level: float(UNEVEN[np.array(CELL) == level].sum()) for level in "abc"}
    found = post_stratify(clustered(UNEVEN), CELL, present)

    assert found.ratio == pytest.approx(np.ones(N))


def test_calibrating_to_the_present_totals_changes_no_weight() -> None:
    x = np.column_stack([np.ones(N), AGE])
    found = calibrate(clustered(UNEVEN), x, UNEVEN @ x, distance="logit", bounds=(0.5, 2))

    assert found.ratio == pytest.approx(np.ones(N))


@settings(max_examples=40, deadline=None)
@given(
    low=st.floats(0.2, 0.9), high=st.floats(1.1, 4), age=st.floats(44, 54), kind=st.sampled_from([0, 1, 2])
)
def test_bounds_are_kept_or_the_calibration_is_refused(
    low: float, high: float, age: float, kind: int
) -> None:
    design = clustered(UNEVEN)
    x, people = np.column_stack([np.ones(N), AGE]), float(UNEVEN.sum())
    distance = ("linear", "raking", "logit")[kind]
    try:
        found = calibrate(design, x, [people, people * age], distance=distance, bounds=(low, high))
    except ValueError as refusal:
        assert "times the present ones" in str(refusal) or "did not converge" in str(refusal)
        return

    assert found.ratio.min() >= low - 1e-12 and found.ratio.max() <= high + 1e-12
    assert found.design.weight @ AGE == pytest.approx(people * age, rel=1e-6)


def test_a_column_that_follows_from_the_others_changes_nothing() -> None:
    doubled = np.column_stack([INDICATORS, np.ones(N)])
    plain = calibrate(clustered(), INDICATORS, [300, 150, 90])
    for distance in ("linear", "raking"):
        again = calibrate(clustered(), doubled, [300, 150, 90, 540], distance=distance, tolerance=1e-12)

        assert again.design.weight == pytest.approx(plain.design.weight, rel=1e-9)
        assert mean(Y, again.design).se == pytest.approx(mean(Y, plain.design).se, rel=1e-9)


def test_calibration_from_no_weights_starts_at_the_mean_multiple_as_in_r() -> None:
    found = calibrate(clustered(), INDICATORS, [3000, 1500, 900], distance="raking", bounds=(0.4, 2.5))

    assert found.scale == pytest.approx(np.mean([3000 / 20, 1500 / 20, 900 / 20]))
    assert found.design.weight @ INDICATORS == pytest.approx([3000, 1500, 900])


def test_where_the_steps_of_r_fail_damped_ones_find_the_weights() -> None:
    # R survey 4.1-1 stops here with "Calibration failed": its slope forgets that exp(u) is not 1 + u.
    weight = np.where(np.arange(N) % 2, 1.0, 30.0)
    x = np.column_stack([np.ones(N), AGE])
    totals = [float(weight.sum()) * 0.62, float(weight @ AGE) * 0.62 * 0.97]
    found = calibrate(clustered(weight), x, totals, distance="raking", bounds=(0.5, 2.0))

    assert found.design.weight @ x == pytest.approx(totals, rel=1e-6)
    assert found.ratio.min() >= 0.5


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.1, 50), min_size=3, max_size=30), st.floats(0.1, 0.95), st.floats(1.05, 4))
def test_trimming_keeps_the_sum_and_the_limits(weights: list[float], below: float, above: float) -> None:
    middle = float(np.mean(weights))
    lower, upper = below * middle, above * middle
    try:
        found = trim(Design.of(len(weights), weight=weights), lower=lower, upper=upper).design.weight
    except ValueError as refusal:
        assert "set them further apart" in str(refusal)
        return

    assert found.sum() == pytest.approx(sum(weights), rel=1e-9)
    assert found.min() >= lower and found.max() <= upper


def test_trimming_without_limits_changes_nothing() -> None:
    design = clustered(UNEVEN)

    assert trim(design).design.weight == pytest.approx(UNEVEN)


def test_an_even_excess_is_spread_evenly() -> None:
    found = trim(Design.of(4, weight=[1, 2, 3, 10]), upper=7)

    assert found.design.weight.tolist() == [2, 3, 4, 7]


def test_who_has_no_weight_gets_none_and_needs_no_target() -> None:
    weight = np.array([0.0, 1, 1, 2])
    design = Design.of(4, weight=weight)
    cells = post_stratify(design, ["nobody asked", "a", "a", "b"], {"a": 6, "b": 4}).design
    raked = rake(design, {"cell": ["x", "a", "a", "b"]}, {"cell": {"a": 6, "b": 4}}).design
    cut = trim(design, lower=1.2).design

    assert cells.weight.tolist() == [0, 3, 3, 4]
    assert raked.weight.tolist() == [0, 3, 3, 4]
    assert cut.weight[0] == 0 and cut.weight.sum() == 4
    for each in (cells, raked, cut):
        assert np.isfinite(mean([1.0, 0, 1, 1], each).se)


def test_a_weight_brought_to_zero_leaves_the_error_finite() -> None:
    x = np.column_stack([np.ones(6), [0.0, 1, 2, 3, 4, 10]])
    found = calibrate(Design.of(6), x, [6, 10.0], bounds=(0.0, 3.0))

    assert found.ratio.min() == 0
    assert np.isfinite(mean([1.0, 0, 1, 1, 0, 1], found.design).se)
    assert total(x[:, 1], found.design).se == pytest.approx(0, abs=1e-9)


def test_kish_s_design_effect_is_one_for_equal_weights_and_grows_with_their_spread() -> None:
    # Kish (1965), §11.7: half with weight 1 and half with weight 3 is 1 + cv² = 1.25.
    assert kish_deff(np.full(9, 4.2)) == pytest.approx(1)
    assert kish_deff([1, 3] * 5) == pytest.approx(1.25)
    assert kish_n_eff([1, 3] * 5) == pytest.approx(8)


def test_every_weighting_says_what_it_costs() -> None:
    printed = str(post_stratify(clustered(), CELL, TARGETS))

    assert printed.startswith("post-stratification: 1 round, largest relative error ")
    # 20 people each of weight 15, 7.5 and 4.5: 60 · 6,030 / 540².
    assert printed.endswith("from 4.5 to 15; Kish's deff 1.241: 60 respondents are worth 48.4")


def test_nonresponse_weights_divide_by_the_response_rate_of_the_class() -> None:
    # Lohr (2010), §8.5.1: the weight of a class rises by the inverse of its response rate.
    design = Design.of(6, weight=[10, 10, 20, 5, 5, 5])
    counted = nonresponse_weights(design, list("aaabbb"), {"a": 6, "b": 4})
    summed = nonresponse_weights(design, list("aaabbb"), {"a": 100, "b": 15}, weighted=True)

    assert counted.ratio.tolist() == pytest.approx([2, 2, 2, 4 / 3, 4 / 3, 4 / 3])
    assert summed.ratio.tolist() == pytest.approx([2.5, 2.5, 2.5, 1, 1, 1])
    assert counted.design.adjustments == ()


def test_the_error_after_post_stratification_is_the_spread_that_is_seen() -> None:
    # 1,000 surveys of 120 people; leaving the residuals out would say a third more than there is.
    rng = np.random.default_rng(20261122)
    stated, naive, values = [], [], []
    for _ in range(1000):
        place = rng.integers(0, 3, 120)
        y = place + rng.normal(size=120)
        plain = Design.of(120)
        design = post_stratify(plain, [f"{p}" for p in place], {"0": 1, "1": 1, "2": 1}).design
        estimate = mean(y, design)
        values.append(estimate.value)
        stated.append(estimate.se)
        naive.append(mean(y, Design.of(120, weight=design.weight)).se)

    assert np.mean(stated) == pytest.approx(np.std(values), rel=0.06)
    assert np.mean(naive) > 1.2 * np.std(values)
