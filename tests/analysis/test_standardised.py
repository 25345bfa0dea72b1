"""Units held to one mix, and against the rest, by identities with group means and closed forms."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.comparing.labels import LabelError
from analysis.comparing.mix import MixError
from analysis.comparing.rest import against_rest
from analysis.comparing.standardised import standardised
from analysis.design import Design, LonelyPSUError
from analysis.domains import by_group
from analysis.weighting.post_stratify import post_stratify


class People:
    """Three units whose modes differ, in villages that serve all of them."""

    def __init__(self, n: int = 600, seed: int = 20261122) -> None:
        rng = np.random.default_rng(seed)
        self.n = n
        self.unit = np.array(["A", "B", "C"])[rng.integers(0, 3, n)]
        lean = {"A": 0.8, "B": 0.5, "C": 0.2}
        kiosk = rng.random(n) < np.vectorize(lean.get)(self.unit)
        self.mode = np.where(kiosk, "kiosk", "paper")
        self.field = np.array(["land", "civil"])[rng.integers(0, 2, n)]
        self.y = (rng.random(n) < np.where(kiosk, 0.9, 0.6)).astype(float)
        self.y[rng.random(n) < 0.1] = np.nan
        self.village = rng.integers(0, 30, n)
        self.weight = rng.uniform(0.5, 3, n)

    def design(self) -> Design:
        stratum = np.where(self.village < 15, "n", "s")
        size = np.where(self.village < 15, 60, 90)
        return Design.of(
            self.n, weight=self.weight, stratum=list(stratum), psu=[self.village], population=[size]
        )


def test_the_standardised_figures_are_the_contrast_of_the_cells_means() -> None:
    people = People()
    got = standardised(people.y, people.design(), people.unit, [people.mode, people.field])

    cells = [f"{u}|{m} × {f}" for u, m, f in zip(people.unit, people.mode, people.field, strict=True)]
    means = by_group(people.y, people.design(), cells)
    lines = [
        [dict(zip(got.cells, got.share, strict=True))[name[2:]] * (name[0] == unit) for name in means.names]
        for unit in got.names
    ]
    contrast = np.array(lines)
    assert got.value == pytest.approx(contrast @ means.value)
    assert got.covariance == pytest.approx(contrast @ means.covariance @ contrast.T, abs=1e-15)
    assert got.df == means.df == 28


def test_the_pooled_mix_is_the_weighted_mix_of_everybody_asked() -> None:
    people = People()
    got = standardised(people.y, people.design(), people.unit, [people.mode])

    kiosk = people.weight[people.mode == "kiosk"].sum() / people.weight.sum()
    assert dict(zip(got.cells, got.share, strict=True)) == pytest.approx({"kiosk": kiosk, "paper": 1 - kiosk})


def test_units_that_differ_by_their_mix_only_come_together() -> None:
    people = People(6000)
    got = standardised(people.y, Design.of(6000), people.unit, [people.mode])
    crude = by_group(people.y, Design.of(6000), people.unit).difference("A", "C")

    assert crude.p is not None and crude.p < 1e-6
    apart = got.difference("A", "C")
    assert abs(apart.value) < 0.03 and apart.p is not None and apart.p > 0.05
    assert got.crude[0] - got.crude[2] == pytest.approx(crude.value)


def test_a_mix_of_one_cell_changes_nothing() -> None:
    people = People()
    got = standardised(people.y, people.design(), people.unit, [["all"] * people.n])
    plain = by_group(people.y, people.design(), people.unit)

    assert got.value == pytest.approx(plain.value)
    assert got.covariance == pytest.approx(plain.covariance, abs=1e-16)
    assert got.difference("A", "B").p == pytest.approx(plain.difference("A", "B").p)


def test_a_simple_sample_has_the_textbook_variance_of_strata_taken_afterwards() -> None:
    # Cochran (1977), §5A.9: Σ share² p(1 − p)/n of the cells, here with n/(n − 1) of the whole file.
    y = np.repeat([1, 0, 1, 0, 1, 0, 1, 0], [8, 2, 5, 5, 6, 4, 3, 7])
    unit, mode = np.repeat(["a", "b"], 20), np.repeat(["k", "p", "k", "p"], 10)
    got = standardised(y, Design.of(40), unit, [mode], {"k": 0.25, "p": 0.75})

    assert got.value == pytest.approx([0.25 * 0.8 + 0.75 * 0.5, 0.25 * 0.6 + 0.75 * 0.3])
    first = (0.25**2 * 0.8 * 0.2 + 0.75**2 * 0.5 * 0.5) / 10 * 40 / 39
    assert got.covariance[0, 0] == pytest.approx(first)
    assert got.covariance[0, 1] == pytest.approx(0, abs=1e-18)
    assert got.fewest.tolist() == [10, 10]


def test_order_and_names_do_not_matter() -> None:
    people = People()
    one = standardised(people.y, people.design(), people.unit, [people.mode])
    order = np.random.default_rng(1).permutation(people.n)
    people.y, people.unit, people.mode = people.y[order], people.unit[order], people.mode[order]
    people.village, people.weight = people.village[order], 5 * people.weight[order]
    two = standardised(people.y, people.design(), [f"x{u}" for u in people.unit], [people.mode])

    assert two.value == pytest.approx(one.value, rel=1e-12)
    assert two.covariance == pytest.approx(one.covariance, rel=1e-9, abs=1e-16)


def test_an_empty_cell_with_a_share_is_refused_by_name_unless_it_is_left_out() -> None:
    y, unit, mode = [1, 0, 1, 0, 1, 0, 1, 0], list("aaaabbbb"), list("kkppkkkk")
    with pytest.raises(MixError, match="unit 'b' has 0 answers in cell 'p', whose share of the mix is 25.0%"):
        standardised(y, Design.of(8), unit, [mode])

    common = standardised(y, Design.of(8), unit, [mode], "common")
    left_out = standardised(y, Design.of(8), unit, [mode], {"k": 1.0, "p": 0})
    assert common.value.tolist() == left_out.value.tolist() == [0.5, 0.5]
    assert common.n.tolist() == [2, 4]


def test_a_cell_of_one_answer_shows_no_spread_and_is_refused_too() -> None:
    y, unit, mode = [1, 0, 1, 1, 0, 1, 0], list("aaabbbb"), list("kkpkkpp")

    with pytest.raises(MixError, match="unit 'a' has 1 answers in cell 'p'"):
        standardised(y, Design.of(7), unit, [mode])
    assert standardised(y, Design.of(7), unit, [mode], least=1).fewest.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("shares", "message"),
    [
        ({"k": 0.5, "p": 0.4}, "add up to 0.9"),
        ({"k": 1.5, "p": -0.5}, "0 or more"),
        ({"k": float("nan"), "p": 1}, "add up to nan"),
        ({"k": 1.0}, r"no shares for cells \['p'\]"),
        ({"k": 0.5, "p": 0.3, "q": 0.2}, r"without anybody \['q'\]"),
        ("equal", "choose pooled, common"),
    ],
)
def test_shares_that_make_no_mix_are_refused(shares, message) -> None:
    y, unit, mode = [1, 0, 1, 0, 1, 0, 1, 0], list("aaaabbbb"), list("kkppkkpp")

    with pytest.raises(MixError, match=message):
        standardised(y, Design.of(8), unit, [mode], shares)


def test_other_bad_columns_are_refused() -> None:
    y, unit, mode = [1, 0, 1, 0], list("aabb"), list("kkkk")
    with pytest.raises(MixError, match="mix is missing in 1 rows"):
        standardised(y, Design.of(4), unit, [["k", "k", None, "k"]])
    with pytest.raises(MixError, match="unit is missing in 2 rows"):
        standardised(y, Design.of(4), ["a", "a", "", None], [mode])
    with pytest.raises(LabelError, match="column 2 of mix has 3 labels for 4"):
        standardised(y, Design.of(4), unit, [mode, list("xyz")])
    with pytest.raises(MixError, match="3 values for a design of 4"):
        standardised([1, 0, 1], Design.of(4), unit, [mode])
    with pytest.raises(MixError, match="nobody answered in any unit"):
        standardised([np.nan] * 4, Design.of(4), unit, [mode])
    with pytest.raises(MixError, match="no cell of the mix has 2 answers in every unit"):
        standardised(y, Design.of(4), unit, [list("kkpp")], "common")
    with pytest.raises(MixError, match="nobody answered in unit 'c'; choose one of a, b"):
        standardised(y, Design.of(4), unit, [mode]).difference("a", "c")
    with pytest.raises(LonelyPSUError, match="one PSU each"):
        standardised(y, Design.of(4, stratum=list("xxxy")), unit, [mode])


def test_a_unit_and_its_complement_are_compared_as_two_groups_would_be() -> None:
    people = People()
    design = people.design()
    got = against_rest(people.y, design, people.unit)

    for place, name in enumerate(got.names):
        two = by_group(people.y, design, np.where(people.unit == name, "unit", "rest"))
        truth = two.difference("unit", "rest")
        each = got.difference[place]
        assert (each.value, each.se, each.df, each.p) == pytest.approx(
            (truth.value, truth.se, truth.df, truth.p), rel=1e-9
        )
        assert got.n[place] == (people.unit[~np.isnan(people.y)] == name).sum()
    assert got.p == pytest.approx([each.p for each in got.difference])


def test_under_a_mix_the_rest_is_one_more_standardised_unit() -> None:
    people = People()
    mix = [people.mode, people.field]
    got = against_rest(people.y, people.design(), people.unit, mix=mix)

    for place, name in enumerate(got.names):
        two = np.where(people.unit == name, "unit", "rest")
        truth = standardised(people.y, people.design(), two, mix).difference("unit", "rest")
        each = got.difference[place]
        assert (each.value, each.se, each.p) == pytest.approx((truth.value, truth.se, truth.p), rel=1e-9)


def test_many_units_in_blocks_agree_with_few_at_once(monkeypatch) -> None:
    people = People()
    whole = against_rest(people.y, Design.of(people.n), people.unit)
    monkeypatch.setattr("analysis.comparing.rest.BLOCK", 1)
    blocks = against_rest(people.y, Design.of(people.n), people.unit)

    assert [each.se for each in blocks.difference] == pytest.approx([each.se for each in whole.difference])


def test_a_simple_sample_s_unit_against_the_rest_is_two_samples() -> None:
    # Variance n/(n − 1) × [p(1 − p)/n of the unit + the same of the rest]; the rest holds no unit.
    y, unit = np.repeat([1, 0, 1, 0], [30, 10, 40, 20]), np.repeat(["a", "b"], [40, 60])
    got = against_rest(y, Design.of(100), unit)

    variance = 100 / 99 * (0.75 * 0.25 / 40 + (2 / 3) * (1 / 3) / 60)
    assert got.difference[0].se == pytest.approx(np.sqrt(variance))
    assert got.difference[0].value == pytest.approx(-got.difference[1].value)


def test_shared_clusters_narrow_the_difference() -> None:
    rng = np.random.default_rng(2)
    village = np.repeat(np.arange(50), 20)
    y = (rng.random(1000) < rng.beta(1, 1, 50)[village]).astype(float)
    unit = np.tile(["a", "b"], 500)
    together = against_rest(y, Design.of(1000, psu=[village]), unit).difference[0]
    apart = against_rest(
        y, Design.of(1000, psu=[[f"{v}{u}" for v, u in zip(village, unit, strict=True)]]), unit
    )

    assert together.se is not None and apart.difference[0].se is not None
    assert together.se < 0.6 * apart.difference[0].se


def test_a_unit_at_100_percent_is_not_taken_for_certain() -> None:
    y, unit = np.repeat([1.0, 1.0, 0.0], [5, 80, 20]), np.repeat(["a", "b"], [5, 100])
    got = against_rest(y, Design.of(105), unit).difference[0]

    stand_in = 7 / 9 * (2 / 9) / 9
    assert got.se == pytest.approx(np.sqrt(stand_in + 105 / 104 * 0.16 / 100))
    assert got.p is not None and got.p > 0.1


def test_when_all_the_rest_agree_they_too_get_the_stand_in() -> None:
    y, unit = np.repeat([1.0, 0.0, 1.0], [3, 3, 20]), np.repeat(["a", "b", "c"], [6, 10, 10])
    got = against_rest(y, Design.of(26), unit)

    rest = 22 / 24 * (2 / 24) / 24
    assert got.difference[0].se == pytest.approx(np.sqrt(26 / 25 * 0.25 / 6 + rest))


def test_two_full_counts_have_no_error_even_at_100_percent() -> None:
    y, unit = np.repeat([1.0, 0.0], [6, 4]), np.repeat(["a", "b"], [6, 4])
    got = against_rest(y, Design.of(10, population=[[10] * 10]), unit).difference[0]

    assert (got.value, got.se, got.p) == (1.0, 0.0, None)


def test_scores_that_agree_get_no_stand_in() -> None:
    y, unit = [4.0, 4, 4, 5, 1, 3, 2], list("aaabbbb")
    got = standardised(y, Design.of(7), unit, [list("kkkkkkk")])

    assert got.at_bound.tolist() == [0, 0]


def test_the_rest_of_a_single_unit_is_refused() -> None:
    with pytest.raises(MixError, match="unit 'a' is the only one with answers"):
        against_rest([1, 0, np.nan], Design.of(3), list("aab"))


def test_standardised_intervals_cover_the_true_difference() -> None:
    rng = np.random.default_rng(5)
    unit, chance = np.repeat(["a", "b"], 150), {"k": (0.9, 0.8), "p": (0.7, 0.55)}
    truth = 0.6 * 0.1 + 0.4 * 0.15
    covered = 0
    for _ in range(400):
        kiosk = rng.random(300) < np.where(unit == "a", 0.7, 0.3)
        rate = np.where(
            kiosk,
            np.where(unit == "a", *chance["k"]),
            np.where(unit == "a", *chance["p"]),
        )
        y = (rng.random(300) < rate).astype(float)
        mode = np.where(kiosk, "k", "p")
        shares = {"k": 0.6, "p": 0.4}
        found = standardised(y, Design.of(300, stratum=list(unit)), unit, [mode], shares)
        apart = found.difference("a", "b")
        assert apart.low is not None and apart.high is not None
        covered += apart.low <= truth <= apart.high

    assert 0.92 < covered / 400 < 0.98


def test_two_stages_and_adjusted_weights_enter_the_comparison_with_the_rest() -> None:
    people = People()
    household = people.village * 1000 + np.arange(people.n) // 3
    members = {v: len(np.unique(household[people.village == v])) for v in np.unique(people.village)}
    drawn = Design.of(
        people.n,
        psu=[people.village, household],
        population=[[80] * people.n, [2 * members[v] for v in people.village]],
    )
    field = list(people.field)
    adjusted = post_stratify(drawn, field, {"land": 9000.0, "civil": 4000.0}).design

    for design in (drawn, adjusted):
        got = against_rest(people.y, design, people.unit)
        two = by_group(people.y, design, np.where(people.unit == "B", "unit", "rest"))
        truth = two.difference("unit", "rest")
        assert (got.difference[1].value, got.difference[1].se) == pytest.approx((truth.value, truth.se))
