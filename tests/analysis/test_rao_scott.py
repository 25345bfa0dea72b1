"""The Rao–Scott test against Pearson's, against itself under identities, and where it must stand back."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from analysis.comparing.labels import LabelError
from analysis.comparing.rao_scott import rao_scott
from analysis.design import Design, LonelyPSUError


def sample(n: int = 400, categories: int = 3, groups: int = 4):
    rng = np.random.default_rng(20261122)
    return rng.integers(0, categories, n), rng.integers(0, groups, n)


def test_a_simple_sample_gives_pearson_s_test_on_one_respondent_less() -> None:
    answer, group = sample()
    got = rao_scott(answer, group, Design.of(400))

    table = np.histogram2d(answer, group, bins=(3, 4))[0]
    chi2, _, df, _ = stats.chi2_contingency(table, correction=False)
    # Every design effect is n/(n − 1): the variance of a mean divides by n − 1.
    assert got.statistic == pytest.approx(chi2 / df * 399 / 400)
    assert (got.df1, got.df2) == (pytest.approx(6), pytest.approx(6 * 399))
    assert got.deff == pytest.approx(400 / 399)
    assert got.p == pytest.approx(stats.f.sf(got.statistic, got.df1, got.df2))


def test_two_groups_and_two_answers_give_nearly_the_square_of_the_difference_s_t() -> None:
    answer, group = np.repeat([1, 0, 1, 0], [160, 40, 130, 70]), np.repeat([0, 0, 1, 1], [160, 40, 130, 70])
    got = rao_scott(answer, group, Design.of(400))

    pooled = 290 / 400
    z2 = (0.8 - 0.65) ** 2 / (pooled * (1 - pooled) * 2 / 200)
    assert got.statistic == pytest.approx(z2 * 399 / 400)
    assert got.df1 == pytest.approx(1)


def test_people_copied_within_their_village_add_nothing() -> None:
    answer, group = sample(120, 3, 3)
    alone = rao_scott(answer, group, Design.of(120))
    copies = Design.of(600, psu=[np.repeat(np.arange(120), 5)])
    got = rao_scott(np.repeat(answer, 5), np.repeat(group, 5), copies)

    assert (got.statistic, got.df1, got.df2) == pytest.approx((alone.statistic, alone.df1, alone.df2))
    # The classic wrong answer: a plain χ² would be five times as large.
    assert got.deff == pytest.approx(5 * alone.deff)


def test_order_names_and_the_scale_of_weights_do_not_matter() -> None:
    answer, group = sample()
    rng = np.random.default_rng(3)
    weight, village = rng.uniform(0.5, 3, 400), rng.integers(0, 25, 400)
    one = rao_scott(answer, group, Design.of(400, weight=weight, psu=[village]))
    mixed = rng.permutation(400)
    named = [f"tỉnh {9 - g}" for g in group[mixed]]
    two = rao_scott(4 - answer[mixed], named, Design.of(400, weight=7 * weight[mixed], psu=[village[mixed]]))

    assert (two.statistic, two.df1, two.df2, two.p) == pytest.approx(
        (one.statistic, one.df1, one.df2, one.p), rel=1e-10
    )


def test_a_group_at_100_percent_and_one_at_0_are_tested_with_the_others() -> None:
    answer = np.repeat([1, 0, 1, 0, 1, 0], [40, 0, 0, 40, 25, 15])
    group = np.repeat(["a", "b", "c"], 40)
    got = rao_scott(answer, group, Design.of(120))

    assert got.reason == "" and got.p is not None and got.p < 1e-6
    assert got.statistic is not None and np.isfinite(got.statistic)


def test_answers_and_groups_that_nobody_has_in_the_domain_leave_the_table() -> None:
    answer, group = np.array([0, 1, 2, 0, 1, 1, 0, 1]), list("aaabbbcc")
    inside = np.array([1, 1, 0, 1, 1, 1, 0, 0], dtype=bool)
    got = rao_scott(answer, group, Design.of(8), domain=inside)

    assert (got.categories, got.groups, got.n) == (("0", "1"), ("a", "b"), 5)
    assert got.df1 == pytest.approx(1)


def test_who_did_not_answer_or_has_no_group_is_left_out_as_a_domain() -> None:
    answer, group = sample(60, 2, 2)
    holed = answer.astype(float)
    holed[:5] = np.nan
    labels = [f"g{g}" for g in group]
    labels[5] = None
    labels[6] = ""
    got = rao_scott(holed, labels, Design.of(60))

    inside = np.arange(60) > 6
    kept = rao_scott(answer, group, Design.of(60), domain=inside)
    assert (got.statistic, got.df2, got.n) == (
        pytest.approx(kept.statistic),
        pytest.approx(kept.df2),
        53,
    )


def test_an_interaction_that_only_empty_cells_could_show_is_not_tested() -> None:
    # Answers c and d occur in group y only, so that some contrasts touch nothing.
    answer = list("abababab") + list("cdcdcdcd") + list("abab")
    group = ["x"] * 8 + ["y"] * 8 + ["z"] * 4
    got = rao_scott(answer, group, Design.of(20))

    assert got.statistic is not None and np.isfinite(got.statistic)


@pytest.mark.parametrize(
    ("answer", "group", "design", "reason"),
    [
        ([1, 1, 1, 1], list("aabb"), Design.of(4), "one_category"),
        ([1, 0, 1, 0], list("aaaa"), Design.of(4), "one_group"),
        ([1, 0, 1, 0], list("aabb"), Design.of(4, psu=[[1, 1, 1, 1]], lonely="adjust"), "one_psu"),
        ([1, 0, 1, 1], list("aabb"), Design.of(4, population=[[4, 4, 4, 4]]), "no_spread"),
        ([1, 0, 1, 1] * 2, list("aabb") * 2, Design.of(8, psu=[[1] * 4 + [2] * 4]), "no_spread"),
        ([1, 1, 0, 0], list("aabb"), Design.of(4), "no_spread"),
        ([np.nan, np.nan], list("ab"), Design.of(2), "one_category"),
    ],
)
def test_where_nothing_can_be_tested_the_reason_is_given(answer, group, design, reason) -> None:
    got = rao_scott(answer, group, design)

    assert (got.statistic, got.p, got.reason) == (None, None, reason)


def test_its_level_holds_when_villages_differ_and_groups_do_not() -> None:
    rng = np.random.default_rng(11)
    village = np.repeat(np.arange(40), 10)
    group, design = rng.integers(0, 3, 400), Design.of(400, psu=[village])
    rejected = 0
    for _ in range(400):
        share = rng.beta(4, 2, 40)[village]
        rejected += rao_scott((rng.random(400) < share).astype(int), group, design).p < 0.05

    assert 0.02 < rejected / 400 < 0.08


def test_bad_columns_are_refused() -> None:
    with pytest.raises(LabelError, match="category has 3 labels for 4"):
        rao_scott([1, 0, 1], list("aabb"), Design.of(4))
    with pytest.raises(LabelError, match="mixes texts and numbers"):
        rao_scott([1, 0, 1, 0], ["a", 1, "b", 2], Design.of(4))
    with pytest.raises(LabelError, match="20000 different labels"):
        rao_scott(np.arange(20_000) % 2, np.arange(20_000), Design.of(20_000))
    with pytest.raises(LabelError, match="more than 8000 cells"):
        rao_scott(np.arange(20_000) % 2, np.arange(20_000) // 4, Design.of(20_000))
    with pytest.raises(LabelError, match="neither texts nor numbers"):
        rao_scott([1, 0], [object(), object()], Design.of(2))
    with pytest.raises(LabelError, match="2 dimensions"):
        rao_scott(np.zeros((4, 2)), list("aabb"), Design.of(4))
    with pytest.raises(LonelyPSUError, match="one PSU each"):
        rao_scott([1, 0, 1, 0], list("aabb"), Design.of(4, stratum=list("xxxy")))
