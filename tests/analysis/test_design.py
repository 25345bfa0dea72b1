"""Designs that describe a sample, and those that do not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.design import Design, DesignError, LonelyPSUError
from analysis.mean import mean, total
from analysis.variance import Domain


def test_a_stratified_mean_is_the_textbook_s() -> None:
    # Two strata of N = 100 and 300 with n = 4 and 3: Cochran (1977), eq. 5.1 and 5.12, by hand.
    y = np.array([2.0, 4.0, 6.0, 8.0, 1.0, 2.0, 6.0])
    stratum = ["a"] * 4 + ["b"] * 3
    population = np.array([100.0] * 4 + [300.0] * 3)
    got = mean(y, Design.of(7, stratum=stratum, population=[population]))

    variance = 0.25**2 * (1 - 4 / 100) * (20 / 3) / 4 + 0.75**2 * (1 - 3 / 300) * 7 / 3
    assert got.value == pytest.approx(0.25 * 5 + 0.75 * 3)
    assert got.se == pytest.approx(np.sqrt(variance))
    assert got.df == 5


def test_a_clustered_total_is_the_textbook_s() -> None:
    # 3 of 30 villages, everybody in them asked: Cochran (1977), eq. 9A.1: N²(1 − f)s²/n of totals.
    y = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 1.0])
    design = Design.of(6, psu=[["a", "a", "b", "b", "b", "c"]], population=[np.full(6, 30.0)])
    got = total(y, design)

    assert got.value == pytest.approx(10 * 16)
    assert got.se == pytest.approx(30 * np.sqrt((1 - 0.1) * np.var([3, 12, 1], ddof=1) / 3))


def test_a_second_stage_adds_its_own_variance_times_the_first_stage_s_fraction() -> None:
    # 2 of 4 villages, 2 of 5 people in each: Cochran (1977), eq. 11.24, by hand.
    y = np.array([1.0, 3.0, 6.0, 8.0])
    psu, person = ["a", "a", "b", "b"], ["1", "2", "1", "2"]
    design = Design.of(4, psu=[psu, person], population=[np.full(4, 4.0), np.full(4, 5.0)])
    got = total(y, design)

    between = 4**2 * (1 - 2 / 4) * np.var([5 * 2, 5 * 7], ddof=1) / 2
    within = 4 / 2 * sum(5**2 * (1 - 2 / 5) * np.var(pair, ddof=1) / 2 for pair in ([1, 3], [6, 8]))
    assert got.se == pytest.approx(np.sqrt(between + within))


def test_a_domain_keeps_the_clusters_that_have_nobody_in_it() -> None:
    y = np.array([1.0, 2.0, 4.0, 6.0, 5.0, 7.0, 8.0, 9.0])
    psu = ["a", "a", "b", "b", "c", "c", "d", "d"]
    inside = np.array([True, False, True, True, False, False, True, False])
    got = mean(y, Design.of(8, psu=[psu]), domain=inside)

    scores = np.array([1 - 19 / 4, 4 - 19 / 4 + 6 - 19 / 4, 0.0, 8 - 19 / 4]) / 4
    kept = np.sqrt(4 / 3 * ((scores - scores.mean()) ** 2).sum())
    dropped = np.sqrt(3 / 2 * ((scores[[0, 1, 3]] - scores[[0, 1, 3]].mean()) ** 2).sum())
    assert got.se == pytest.approx(kept)
    assert got.se != pytest.approx(dropped)
    assert got.df == 2


def test_psu_codes_may_repeat_in_another_stratum() -> None:
    y = np.arange(8.0)
    stratum = ["x"] * 4 + ["y"] * 4
    same = mean(y, Design.of(8, stratum=stratum, psu=[["1", "1", "2", "2"] * 2]))
    other = mean(y, Design.of(8, stratum=stratum, psu=[list("aabbccdd")]))

    assert (same.se, same.df) == (other.se, other.df)
    assert same.df == 2


def test_without_a_weight_a_known_population_weighs_each_stratum() -> None:
    design = Design.of(3, stratum=["a", "b", "b"], population=[[5.0, 8.0, 8.0]])

    assert design.weight.tolist() == [5.0, 4.0, 4.0]


@given(order=st.permutations(range(12)), scale=st.floats(1e-3, 1e3))
def test_neither_row_order_nor_the_weights_scale_matters(order: list[int], scale: float) -> None:
    y = np.array([1.0, 5, 2, 4, 3, 3, 2, 5, 1, 4, 4, 2])
    weight = np.linspace(1, 3, 12)
    stratum, psu = np.repeat(["a", "b"], 6), np.array(list("112233112233"))
    first = mean(y, Design.of(12, weight=weight, stratum=stratum, psu=[psu]))
    second = mean(
        y[order],
        Design.of(12, weight=weight[order] * scale, stratum=stratum[order], psu=[psu[order]]),
    )

    assert (second.value, second.se) == pytest.approx((first.value, first.se), rel=1e-9)
    assert second.df == first.df


@given(st.lists(st.integers(0, 2), min_size=6, max_size=24))
def test_the_variance_of_a_linear_combination_follows_from_the_covariance(group: list[int]) -> None:
    n = len(group)
    rng = np.random.default_rng(n)
    design = Design.of(n, psu=[[str(i % 5) for i in range(n)]])
    domain = Domain(design, np.arange(n))
    scores, a = rng.normal(size=(n, 3)), np.array([0.5, -1.0, 2.0])
    covariance = domain.covariance(scores)
    by_group = domain.covariance_between(scores[:, 0], np.array(group), 3)

    assert domain.variance((scores @ a)[:, None])[0] == pytest.approx(a @ covariance @ a)
    assert np.diag(covariance) == pytest.approx(domain.variance(scores))
    assert by_group.sum() == pytest.approx(covariance[0, 0])


def test_a_stratum_with_one_psu_is_refused_with_its_name_and_the_cure() -> None:
    design = Design.of(5, stratum=["Lai Châu", "Sơn La", "Sơn La", "Sơn La", "Sơn La"])

    with pytest.raises(LonelyPSUError, match=r"'Lai Châu'.*one PSU.*merge each with a neighbour"):
        mean(np.arange(5.0), design)


def test_a_lonely_psu_outside_the_domain_does_no_harm() -> None:
    design = Design.of(5, stratum=["Lai Châu", "Sơn La", "Sơn La", "Sơn La", "Sơn La"])
    got = mean(np.arange(5.0), design, domain=[False, True, True, True, True])

    assert got.value == 2.5


def test_a_stratum_taken_whole_may_have_one_psu() -> None:
    design = Design.of(4, stratum=["a", "b", "b", "b"], population=[[1.0, 30.0, 30.0, 30.0]])
    got = mean(np.arange(4.0), design)

    assert got.se > 0


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"weight": [1.0, -2.0, 1.0]}, "1 weights are negative"),
        ({"weight": [1.0, np.nan, 1.0]}, "weight is missing in 1 rows"),
        ({"weight": [0.0, 0.0, 0.0]}, "all weights are zero"),
        ({"weight": [1.0, 1.0]}, "weight has 2 values for 3 respondents"),
        ({"population": [[2.0, 2.0, 2.0]]}, "n = 3 of N = 2"),
        ({"population": [[9.0, 9.0, 8.0]]}, "differs within stratum"),
        ({"population": [[9.0, np.nan, 9.0]]}, "population of stage 1 is missing"),
        ({"population": [[9.0] * 3, [9.0] * 3]}, "2 populations for 1 stages"),
        ({"stratum": ["a", "b"]}, "stratum has 2 values for 3"),
        ({"population": [[9.0] * 3], "voluntary": True}, "voluntary answers have no finite population"),
    ],
)
def test_what_is_no_sample_is_refused(settings: dict, told: str) -> None:
    with pytest.raises(DesignError, match=told):
        Design.of(3, **settings)


def test_the_refusal_names_the_rows() -> None:
    with pytest.raises(DesignError) as refused:
        Design.of(4, weight=[1.0, -1.0, 1.0, -3.0])

    assert refused.value.rows == (1, 3)
