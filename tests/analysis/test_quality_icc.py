"""Interviewers: the intraclass correlation, its exact interval, and the funnel."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
import statsmodels.formula.api as smf
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.quality.icc import icc
from analysis.quality.interviewers import funnel
from analysis.quality.labels import Labels
from analysis.quality.outliers import outliers
from analysis.quality.settings import QualityError

# Snedecor and Cochran (1967), Statistical Methods, 6th ed., table 10.13.1: calcium in turnip leaves.
LEAVES = [3.28, 3.09, 3.03, 3.03, 3.52, 3.48, 3.38, 3.38, 2.88, 2.80, 2.81, 2.76, 3.34, 3.38, 3.23, 3.26]
# Montgomery (2009), Design and Analysis of Experiments, 7th ed., ch. 3, random effects: strength by loom.
LOOMS = [98, 97, 99, 96, 91, 90, 93, 92, 96, 95, 97, 95, 95, 96, 99, 98]
# Shrout and Fleiss (1979), Psychological Bulletin 86, table 2: six targets, four judges.
TARGETS = [9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7]


def by(labels: np.ndarray | list[str]) -> Labels:
    return Labels.of(labels, "interviewer")


def fours(k: int) -> Labels:
    return by(np.repeat(np.arange(k), 4))


def uneven(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Values, interviewer and area: 12 interviewers of unequal loads, each in two of three areas."""
    rng = np.random.default_rng(seed)
    interviewer = rng.choice(12, size=240, p=np.arange(1, 13) / 78)
    area = (interviewer + rng.integers(2, size=240)) % 3
    y = rng.normal(0, 0.5, size=12)[interviewer] + area + rng.normal(size=240)
    return y, interviewer, area


def test_the_turnip_leaves_have_the_book_s_variance_components() -> None:
    got = icc(LEAVES, fours(4))

    assert (round(got.between, 4), round(got.within, 4)) == (0.2961, 0.0066)
    assert round((got.between - got.within) / 4, 4) == 0.0724
    assert got.value == pytest.approx(0.0724 / (0.0724 + 0.0066), abs=5e-4)


def test_the_looms_have_the_book_s_interval() -> None:
    # Montgomery: F = 15.68, components 6.96 and 1.90, 95 % interval of the share 0.38 to 0.98.
    got = icc(LOOMS, fours(4))

    assert got.f == pytest.approx(15.68, abs=0.005)
    assert got.value == pytest.approx(6.96 / (6.96 + 1.90), abs=5e-4)
    assert (got.low, got.high) == (pytest.approx(0.385, abs=0.005), pytest.approx(0.98, abs=0.005))


def test_shrout_and_fleiss_s_first_form_agrees_with_interval() -> None:
    # ICC(1,1) = .17 in the article; R psych 2.x, ICC(): 0.17 (-0.13, 0.72).
    got = icc(TARGETS, fours(6))

    assert [round(each, 2) for each in (got.value, got.low, got.high)] == [0.17, -0.13, 0.72]


@given(st.integers(2, 6), st.integers(2, 6), st.integers(0, 10_000))
def test_for_equal_groups_the_interval_is_searle_s(k: int, m: int, seed: int) -> None:
    y = np.random.default_rng(seed).normal(size=k * m)
    got = icc(y, by(np.repeat(np.arange(k), m)))

    quantiles = [float(stats.f.isf(tail, k - 1, k * (m - 1))) for tail in (0.025, 0.975)]
    ends = [(got.f / q - 1) / (got.f / q + m - 1) for q in quantiles]
    assert (got.low, got.high) == pytest.approx(tuple(ends), abs=1e-6)
    assert got.load == pytest.approx(m)


def test_the_mean_squares_are_those_of_an_analysis_of_variance() -> None:
    y, interviewer, _ = uneven(1)
    got = icc(y, by(interviewer))

    table = sm.stats.anova_lm(smf.ols("y ~ C(g)", pd.DataFrame({"y": y, "g": interviewer})).fit())
    assert (got.between, got.within) == pytest.approx(tuple(table["mean_sq"]), rel=1e-10)
    assert (got.f, got.p) == pytest.approx((table["F"].iloc[0], table["PR(>F)"].iloc[0]), rel=1e-8)


def test_inside_areas_the_mean_squares_are_those_of_interviewers_nested_in_areas() -> None:
    y, interviewer, area = uneven(2)
    got = icc(y, by(interviewer), within=by(area))

    data = pd.DataFrame({"y": y, "cell": area * 100 + interviewer, "area": area})
    full, areas = smf.ols("y ~ C(cell)", data).fit(), smf.ols("y ~ C(area)", data).fit()
    k, a = data["cell"].nunique(), 3
    assert got.between == pytest.approx((areas.ssr - full.ssr) / (k - a), rel=1e-10)
    assert got.within == pytest.approx(full.mse_resid, rel=1e-10)


def test_for_equal_groups_the_components_are_those_of_a_mixed_model() -> None:
    rng = np.random.default_rng(3)
    group = np.repeat(np.arange(15), 12)
    y = rng.normal(0, 0.7, size=15)[group] + rng.normal(size=180)
    got = icc(y, by(group))

    model = sm.MixedLM(y, np.ones((180, 1)), groups=group).fit(reml=True)
    between, within = float(np.asarray(model.cov_re)[0, 0]), float(model.scale)
    assert got.value == pytest.approx(between / (between + within), abs=1e-5)


def test_the_interval_covers_for_unequal_groups() -> None:
    rng = np.random.default_rng(4)
    group = np.repeat(np.arange(8), [3, 5, 8, 12, 20, 30, 40, 60])
    truth, inside = 0.2, 0
    for _ in range(300):
        y = rng.normal(0, np.sqrt(truth), size=8)[group] + rng.normal(0, np.sqrt(1 - truth), size=len(group))
        got = icc(y, by(group))
        inside += got.low <= truth <= got.high

    assert 0.92 <= inside / 300 <= 0.98


def test_areas_are_not_held_against_interviewers_who_work_in_one_each() -> None:
    rng = np.random.default_rng(5)
    interviewer = np.repeat(np.arange(12), 25)
    area = interviewer // 4
    y = area * 1.0 + rng.normal(size=300)

    assert icc(y, by(interviewer)).value > 0.3
    assert abs(icc(y, by(interviewer), within=by(area)).value) < 0.05


def test_order_names_and_units_do_not_matter() -> None:
    y, interviewer, area = uneven(6)
    order = np.random.default_rng(6).permutation(len(y))
    names = np.array([f"n{(each * 7) % 12}" for each in interviewer])
    one = icc(y, by(interviewer), within=by(area))
    two = icc(3 * y[order] - 5, by(names[order].tolist()), within=by(area[order]))

    assert (two.value, two.low, two.high) == pytest.approx((one.value, one.low, one.high), abs=1e-8)


def test_respondents_without_value_or_interviewer_are_left_out_and_counted() -> None:
    labels = [str(each) for each in np.repeat(np.arange(4), 4)] + ["", "1"]
    got = icc([*LEAVES, 3.0, np.nan], by(labels))

    assert (got.n, got.left_out) == (16, 2)
    assert got.value == pytest.approx(icc(LEAVES, fours(4)).value)


def test_the_design_effect_is_kish_s() -> None:
    got = icc(LOOMS, fours(4))

    assert got.design_effect == pytest.approx(1 + 3 * got.value)


@pytest.mark.parametrize(
    ("y", "group", "area", "cure"),
    [
        ([1.0, 2.0, 3.0], ["a", "a", "a"], None, "leave the area out"),
        ([1.0, 2.0, 3.0, 4.0], ["a", "a", "b", "b"], ["x", "x", "y", "y"], "leave the area out"),
        ([1.0, 2.0], ["a", "b"], None, "single value"),
        ([1.0, 1.0, 2.0, 2.0], ["a", "a", "b", "b"], None, "do not vary"),
        ([1.0, 2.0, 1.0, 2.0], ["a", "a", "b", "b"], None, "do not vary"),
        ([np.nan, np.nan], ["a", "b"], None, "leave the area out"),
        ([1.0], ["a", "b"], None, "one for each row"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    y: list[float], group: list[str], area: list[str] | None, cure: str
) -> None:
    with pytest.raises(QualityError, match=cure):
        icc(y, by(group), within=None if area is None else by(area))


def test_with_one_area_the_funnel_is_the_pooled_t_test_against_the_rest() -> None:
    rng = np.random.default_rng(7)
    y, interviewer = rng.normal(size=240), rng.integers(12, size=240)
    got = funnel(y, by(interviewer))

    cells = [y[interviewer == each] for each in range(12)]
    pooled = sum(((each - each.mean()) ** 2).sum() for each in cells) / (len(y) - 12)
    line = next(each for each in got if each.name == "7")
    own, rest = y[interviewer == 7], y[interviewer != 7]
    se = np.sqrt(pooled * (1 / len(own) + 1 / len(rest)))
    assert line.t == pytest.approx((own.mean() - rest.mean()) / se)
    assert line.p == pytest.approx(2 * stats.t.sf(abs(line.t), len(y) - 12))


def test_an_interviewer_with_fewer_than_ten_gets_no_label() -> None:
    rng = np.random.default_rng(8)
    y = np.concatenate([rng.normal(size=60), rng.normal(5, 1, size=9)])
    got = funnel(y, by(["a"] * 30 + ["b"] * 30 + ["c"] * 9))

    assert [each.p is None for each in got] == [False, False, True]
    assert got[2].n == 9


def test_one_odd_interviewer_does_not_make_the_others_look_odd() -> None:
    rng = np.random.default_rng(9)
    y = np.concatenate([rng.normal(size=200), rng.normal(3, 1, size=100)])
    got = funnel(y, by(["a"] * 100 + ["b"] * 100 + ["c"] * 100))

    assert [each.p_holm is not None and each.p_holm < 0.05 for each in got] == [False, False, True]
    assert got[2].difference == pytest.approx(y[200:].mean() - y[:200].mean())


def test_between_two_it_cannot_be_told_who_is_odd_and_both_are_named() -> None:
    rng = np.random.default_rng(10)
    y = np.concatenate([rng.normal(size=50), rng.normal(3, 1, size=50)])
    got = funnel(y, by(["a"] * 50 + ["b"] * 50))

    assert all(each.p_holm is not None and each.p_holm < 0.001 for each in got)


def test_where_all_interviewers_vary_nobody_lies_outside_their_spread() -> None:
    rng = np.random.default_rng(11)
    interviewer = np.repeat(np.arange(30), 100)
    y = rng.normal(0, 0.5, size=30)[interviewer] + rng.normal(size=3000)
    got = funnel(y, by(interviewer))

    certain = sum(each.p_holm is not None and each.p_holm < 0.05 for each in got)
    outside = sum(each.p_spread is not None and each.p_spread < 0.05 for each in got)
    assert certain >= 10
    assert outside == 0


def test_an_interviewer_alone_in_an_area_is_compared_with_nobody() -> None:
    rng = np.random.default_rng(12)
    y = rng.normal(size=60)
    got = funnel(y, by(["a"] * 20 + ["b"] * 20 + ["c"] * 20), within=by(["x"] * 40 + ["y"] * 20))

    assert [each.p is None for each in got] == [False, False, True]


@pytest.mark.parametrize(
    ("y", "group", "cure"),
    [
        ([1.0, 2.0], ["a"], "one for each row"),
        ([np.nan], ["a"], "nothing to compare"),
        ([1.0, 2.0], ["a", "b"], "single value"),
        ([1.0, 1.0, 2.0, 2.0], ["a", "a", "b", "b"], "do not vary"),
    ],
)
def test_a_funnel_without_spread_is_refused(y: list[float], group: list[str], cure: str) -> None:
    with pytest.raises(QualityError, match=cure):
        funnel(y, by(group))


def test_nobody_is_set_aside_when_two_stand_out_alike() -> None:
    got = outliers(lambda aside: (np.full(4, 1e-9), np.array([5.0, 5.0, 0.0, 0.0])), 4)

    assert not got.any()
