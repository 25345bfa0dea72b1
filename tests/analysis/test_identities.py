"""What must hold of every figure, whatever the survey: two ways to the same number give the same number."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from analysis.by_unit import items_by_unit
from analysis.coding import Coding
from analysis.comparing.paired_design import paired_in_design
from analysis.comparing.rao_scott import rao_scott
from analysis.comparing.rest import against_rest
from analysis.comparing.standardised import standardised
from analysis.design import Design
from analysis.domains import by_group, t_test
from analysis.estimate import Estimate
from analysis.index import RULES, index, items
from analysis.mean import mean
from analysis.proportion import METHODS, proportion
from analysis.summary import summarise
from analysis.tally import matrix
from tests.analysis.cast import questionnaire
from tests.analysis.small_surveys import ALL_SHOWN, CLUSTERED, ITEMS, KINDS, Survey, cells, surveys

NUMBERS = ("value", "se", "df", "n", "low", "high", "n_eff", "deff")
CODINGS = [Coding(j, {"1": 0.0, "2": 0.0, "3": 0.0, "4": 1.0, "5": 1.0}, "12345?") for j in range(4)]
quick = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


def same(one: Estimate, two: Estimate, numbers: tuple[str, ...] = NUMBERS) -> None:
    """The same figure, to twelve digits."""
    for name in numbers:
        first, second = getattr(one, name), getattr(two, name)
        assert (first is None) == (second is None), name
        if first is not None:
            assert first == pytest.approx(second, rel=1e-9, abs=1e-12), name
    assert (one.method, one.reason) == (two.method, two.reason) or "low" not in numbers


@quick
@given(surveys())
def test_all_units_together_are_the_weighted_mean_of_the_units(survey: Survey) -> None:
    y, design = survey.y(0), survey.design
    units = [proportion(y, design, domain=survey.unit == name) for name in np.unique(survey.unit)]
    known = [unit for unit in units if unit.value is not None]
    assume(known)
    together = proportion(y, design)

    weight = np.array([unit.sum_weights for unit in known])
    assert together.value == pytest.approx(weight @ [unit.value for unit in known] / weight.sum())
    assert together.n == sum(unit.n for unit in units)
    assert together.sum_weights == pytest.approx(weight.sum())


@quick
@given(surveys(rules=["pooled"]), st.sampled_from(["unit", "sex"]))
def test_every_share_of_a_summary_is_the_weighted_mean_of_its_parts(survey: Survey, part: str) -> None:
    found, weight = survey.summary(wave=False), survey.design.weight
    answered = ~np.isnan(survey.values())
    columns = {"I1": [0], "I2": [1], "I3": [2], "SG": [3], "overall": [0, 1, 2]}
    for code, items_of in columns.items():
        whole, parts = found.figure(code, unit=None, wave=None).estimate, []
        for name in np.unique(getattr(survey, part)):
            place = {"unit": str(name)} if part == "unit" else {"unit": None, "by": ("sex", str(name))}
            said = answered[getattr(survey, part) == name][:, items_of].sum(axis=1)
            estimate = found.figure(code, wave=None, **place).estimate
            parts.append((float(weight[getattr(survey, part) == name] @ said), estimate))
        known = [(size, estimate.value) for size, estimate in parts if size]
        assume(known)
        sizes, values = np.array(known).T

        assert whole.value == pytest.approx(sizes @ values / sizes.sum())
        assert whole.n == sum(estimate.n for size, estimate in parts if size)


@quick
@given(surveys(rules=sorted(RULES)))
def test_merged_units_are_one_larger_unit(survey: Survey) -> None:
    table = survey.table()
    first, second = table.units[:2]
    merged = replace(survey, unit=np.where(survey.unit == second, first, survey.unit)).table()
    for wave in table.waves:
        rows = np.concatenate([table.rows(wave, first), table.rows(wave, second)])
        assume(len(rows))
        added = table.cell(rows).estimates(pools={}, deffs={}, whole=True)
        larger = merged.cell(merged.rows(wave, first)).estimates(pools={}, deffs={}, whole=True)

        for one, two in zip(added, larger, strict=True):
            same(one, two)


@quick
@given(surveys(rules=sorted(RULES)), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_matters_to_no_figure(survey: Survey, order) -> None:
    rows = list(range(survey.n))
    order.shuffle(rows)
    one, two = survey.summary(), survey.take(rows).summary()

    if survey.kind != "raked":
        assert one == two
    for first, second in zip(one.figures, two.figures, strict=True):
        if first.estimate is not None:
            same(first.estimate, second.estimate)


@quick
@given(surveys(kinds=sorted(set(KINDS) - {"raked"}), rules=sorted(RULES)))
def test_names_of_strata_and_psus_are_names_only(survey: Survey) -> None:
    columns = dict(survey.columns)
    if "stratum" in columns:
        columns["stratum"] = np.array([f"~{name[::-1]}" for name in columns["stratum"]])
    if "psu" in columns:
        columns["psu"] = [
            np.array([f"{9 - int(name[0])}{name}" for name in names]) for names in columns["psu"]
        ]
    one, two = survey.summary(), replace(survey, columns=columns).summary()

    for first, second in zip(one.figures, two.figures, strict=True):
        assert (first.unit, first.code, first.n_valid, first.counts) == (
            second.unit,
            second.code,
            second.n_valid,
            second.counts,
        )
        if first.estimate is not None:
            same(first.estimate, second.estimate)


@quick
@given(surveys(rules=sorted(RULES)), st.permutations(["Sở Đ", "10", "2"]))
def test_names_of_units_are_names_only(survey: Survey, names: list[str]) -> None:
    renamed = dict(zip(["Xã A", "Xã B", "Xã C"], names, strict=True))
    one = survey.summary()
    two = replace(survey, unit=np.array([renamed[name] for name in survey.unit])).summary()

    for first in one.figures:
        unit = None if first.unit is None else renamed[first.unit]
        second = two.figure(first.code, unit=unit, wave=first.wave, by=first.by)
        assert (first.n, first.n_valid, first.counts) == (second.n, second.n_valid, second.counts)
        if first.estimate is not None:
            same(first.estimate, second.estimate)


@quick
@given(surveys(rules=sorted(RULES)), st.floats(1e-3, 1e3))
def test_the_scale_of_the_weights_matters_to_no_figure(survey: Survey, scale: float) -> None:
    one, two = survey.summary(), replace(survey, weight=survey.weight * scale).summary()

    for first, second in zip(one.figures, two.figures, strict=True):
        if first.estimate is not None:
            same(first.estimate, second.estimate)
        assert first.versus_others == second.versus_others
    for before, after in zip(one.changes, two.changes, strict=True):
        for name in ("difference", "se", "df", "t", "p", "low", "high"):
            assert getattr(before, name) == pytest.approx(getattr(after, name), abs=1e-9), name


@pytest.mark.parametrize("rule", sorted(set(RULES) - {"mean_score"}))
def test_an_index_of_100_percent_is_compared_by_its_stand_in_whatever_rounding_leaves(rule: str) -> None:
    # The index of the first wave is 1 with an error of about 1e-17: rounding, and no certainty.
    strings = ["5555"] * 12 + ["5155", "5515", "1555", "5555"] * 3
    design = Design.of(24, weight=np.full(24, 0.7), psu=[np.arange(24) // 3])
    wave = ["1"] * 12 + ["2"] * 12
    found = summarise(
        questionnaire(rule), matrix(strings), design=design, unit=["A"] * 24, wave=wave, limits=ALL_SHOWN
    )
    first, second = (found.figure("overall", unit="A", wave=name).estimate for name in ("1", "2"))
    change = found.change("overall", unit="A", wave="2")

    share = (12 + 2) / (12 + 4)
    assert first.value == 1 and first.se < 1e-15 < second.se
    assert change.se**2 == pytest.approx(share * (1 - share) / 16 + second.se**2)


@pytest.mark.parametrize("clusters", [False, True])
def test_two_items_answered_alike_by_everybody_differ_without_an_error(clusters: bool) -> None:
    rng = np.random.default_rng(1)
    for _ in range(20):
        psu = [np.arange(40) // 4] if clusters else ()
        design = Design.of(40, weight=rng.lognormal(0, 0.6, 40), psu=psu)
        found = paired_in_design(np.ones(40), np.zeros(40), design)

        assert found.value == pytest.approx(1)
        assert (found.se, found.t, found.p) == (0.0, None, None)


@quick
@given(surveys(), st.sampled_from(sorted(METHODS)))
def test_a_share_and_what_is_left_of_it_are_mirrored(survey: Survey, method: str) -> None:
    y, design = survey.y(0), survey.design
    try:
        one, two = (proportion(each, design, method=method) for each in (y, 1 - y))
    except ValueError:
        # A method of simple samples for another design.
        assume(False)
    same(one, two, ("se", "df", "n", "n_eff", "deff"))

    if one.value is not None:
        assert two.value == pytest.approx(1 - one.value)
    if one.low is not None:
        near = 1e-5 if method == "likelihood" else 1e-9
        assert (two.low, two.high) == pytest.approx((1 - one.high, 1 - one.low), abs=near)


@quick
@given(surveys(), st.sampled_from(sorted(set(RULES) - {"mean_score"})))
def test_an_index_and_what_is_left_of_it_are_mirrored(survey: Survey, rule: str) -> None:
    values, design, fixed = survey.values()[:, :3], survey.design, (1.0, 2.0, 3.0)
    one, two = (index(each, design, rule=rule, fixed=fixed) for each in (values, 1 - values))
    same(one, two, ("se", "df", "n", "n_eff", "deff"))

    assert two.value == pytest.approx(1 - one.value)
    if one.low is not None:
        assert (two.low, two.high) == pytest.approx((1 - one.high, 1 - one.low))


@quick
@given(surveys())
def test_a_filter_is_a_group_is_a_breakdown_is_a_cell(survey: Survey) -> None:
    y, design, table = survey.y(0), survey.design, survey.table()
    found = survey.summary(wave=False)
    for unit in table.units:
        domain = (survey.unit == unit) & (survey.sex == "f")
        assume((domain & ~np.isnan(y)).any())
        groups = by_group(y, design, [f"{u}|{s}" for u, s in zip(survey.unit, survey.sex, strict=True)])
        place = groups.place(f"{unit}|f")
        masked, plain = proportion(y, design, domain=domain), mean(y, design, domain=domain)
        cell = found.figure("I1", unit=unit, wave=None, by=("sex", "f")).estimate

        same(masked, plain, ("value", "se", "df", "n", "deff"))
        same(masked, cell, ("value", "se", "df", "n"))
        assert groups.value[place] == pytest.approx(masked.value)
        assert groups.se[place] == pytest.approx(masked.se, abs=1e-12)
        assert groups.n[place] == masked.n


@quick
@given(surveys(kinds=["strata", "clusters_in_strata"], rules=sorted(RULES)))
def test_a_census_has_no_interval_and_no_error(survey: Survey) -> None:
    stratum, psu = survey.columns["stratum"], survey.columns.get("psu", [])
    names = np.char.add(stratum, psu[0]) if psu else stratum
    of_names = np.unique(names, return_inverse=True)[1]
    people = np.bincount(of_names)[of_names]
    of_stratum = {s: len({n for n, t in zip(names, stratum, strict=True) if t == s}) for s in set(stratum)}
    stages = [*psu, np.arange(survey.n).astype(str)] if psu else []
    sizes = [np.array([of_stratum[s] for s in stratum]), people] if psu else [people]
    columns = {"stratum": stratum, "psu": stages, "population": sizes}
    everybody = replace(survey, kind="census", columns=columns)
    y, design = everybody.y(0), everybody.design
    found = items_by_unit(everybody.answers, CODINGS, design, everybody.unit.tolist())

    for figure in everybody.summary(wave=False).figures:
        if figure.estimate is not None:
            assert (figure.estimate.low, figure.estimate.high) == (None, None)
            assert figure.estimate.se == 0 and figure.estimate.reason == "everybody_answered"
    got = proportion(y, design)
    assert (got.low, got.se, got.reason) == (None, 0.0, "everybody_answered")
    assert np.isnan(found.low).all() and not found.covariance.any()
    assert not by_group(y, design, everybody.sex).covariance.any()
    for change in everybody.summary(by=False).changes:
        if change.difference is not None:
            assert (change.se, change.p, change.low, change.high) == (0, None, None, None)


@pytest.mark.parametrize("method", sorted(METHODS))
def test_no_method_gives_a_census_an_interval(method: str) -> None:
    got = proportion(np.arange(40) % 4 > 0, Design.of(40, population=[np.full(40, 40)]), method=method)

    assert (got.low, got.high, got.se) == (None, None, 0.0)
    assert (got.method, got.reason) == ("census", "everybody_answered")


def test_what_is_compared_in_a_census_is_exact_and_not_tested() -> None:
    rng = np.random.default_rng(3)
    first, second = (rng.random(80) < 0.7).astype(float), (rng.random(80) < 0.6).astype(float)
    unit, sex = ["a", "b", "a", "b"] * 20, ["m", "m", "f", "f"] * 20
    design = Design.of(80, stratum=unit, population=[np.full(80, 40)])
    found = [
        t_test(first, design, unit, first="a", second="b"),
        paired_in_design(first, second, design),
        *against_rest(first, design, unit).difference,
    ]

    for each in found:
        assert (each.se, each.t, each.p, each.low, each.high) == (0.0, None, None, None, None)
    assert not standardised(first, design, unit, [sex]).covariance.any()
    assert rao_scott(first.tolist(), unit, design).p is None


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(surveys(kinds=CLUSTERED, rules=sorted(RULES)), st.floats(0, 0.3))
def test_counts_by_cluster_give_what_the_ballots_give(survey: Survey, nobody: float) -> None:
    # Some ballots stand for nobody.
    survey = replace(survey, weight=np.where(np.arange(survey.n) % 10 < 10 * nobody, 0.0, survey.weight))
    counted = cells(survey.table())
    with patch("analysis.survey_table.can_be_grouped", return_value=False):
        ballots = cells(survey.table())

    assert list(counted) == list(ballots)
    for key, one in counted.items():
        two = ballots[key]
        assert one.n == two.n and one.counts.tolist() == two.counts.tolist()
        assert [line.missing for line in one.lines] == [line.missing for line in two.lines]
        assert one.covariance == pytest.approx(two.covariance, rel=1e-9, abs=1e-14)
        made = [each.estimates(pools={}, deffs={}, whole=True) for each in (one, two)]
        for first, second in zip(*made, strict=True):
            same(first, second)


@quick
@given(surveys())
def test_items_by_unit_are_the_proportions_and_the_joint_items(survey: Survey) -> None:
    design = survey.design
    found = items_by_unit(survey.answers, CODINGS, design, survey.unit.tolist())
    for place, unit in enumerate(found.units):
        domain = survey.unit == unit
        together = items(survey.values(), design, domain=domain)
        assert found.covariance[place] == pytest.approx(together.covariance, abs=1e-14)
        assert found.n[place].tolist() == together.n.tolist()
        for item in range(4):
            one = proportion(survey.y(item), design, domain=domain)
            assert found.n[place, item] == one.n
            if one.value is None:
                assert np.isnan(found.value[place, item])
                continue
            assert found.value[place, item] == pytest.approx(one.value)
            assert found.se[place, item] == pytest.approx(one.se, abs=1e-12)
            assert found.df[place, item] == one.df
            # A pooled design effect, and one from elsewhere, are known to all units together only.
            if one.method == found.methods[place][item] and one.method in ("wilson", "wilson_srs"):
                ends = found.low[place, item], found.high[place, item]
                assert ends == pytest.approx((one.low, one.high))


@quick
@given(surveys(), st.sampled_from(sorted(RULES)))
def test_a_composite_of_a_unit_is_the_index_of_its_respondents(survey: Survey, rule: str) -> None:
    survey = replace(survey, rule=rule)
    values = survey.values()[:, :3]
    if rule == "mean_score":
        letter = survey.answers[:, :3]
        values = np.where(np.isnan(values), np.nan, letter.astype(float) - ord("0"))
    factors, fixed = [[0, 1], [2]], [item.weight or 0.0 for item in questionnaire(rule).rated_items[:3]]
    found = survey.summary(wave=False, by=False)
    for unit in found.units:
        # Who was asked none of the items is not among those asked.
        domain = (survey.unit == unit) & (survey.answers[:, :3] != ord("-")).any(axis=1)
        assume(domain.any())
        one = index(values, survey.design, rule=rule, factors=factors, fixed=fixed, domain=domain)
        two = found.figure("overall", unit=unit, wave=None).estimate

        same(one, two, ("value", "se", "df", "n"))


@quick
@given(surveys())
def test_the_change_of_two_waves_is_their_difference_as_groups(survey: Survey) -> None:
    found, design = survey.summary(by=False), survey.design
    for item, unit in [(i, u) for i in range(3) for u in found.units]:
        change = found.change(ITEMS[item], unit=unit, wave="2026")
        if change is None or change.p is None:
            continue
        groups = by_group(survey.y(item), design, survey.wave, domain=survey.unit == unit)
        if groups.se.min() < 1e-7:
            # A wave without spread, up to rounding, gets a variance to stand in for it.
            continue
        apart = groups.difference("2026", "2025")

        assert change.difference == pytest.approx(apart.value, abs=1e-12)
        assert (change.se, change.df) == pytest.approx((apart.se, apart.df))
        assert (change.p, change.low, change.high) == pytest.approx((apart.p, apart.low, apart.high))


def test_ballots_of_weight_zero_change_no_figure_but_stay_in_the_design() -> None:
    rng = np.random.default_rng(4)
    psu, y = np.repeat(np.arange(8), 5), (rng.random(40) < 0.7).astype(float)
    weight = np.where(psu < 2, 0.0, rng.lognormal(0, 0.3, 40))
    design = Design.of(40, weight=weight, psu=[psu])
    found, together = proportion(y, design), items(y[:, None], design)
    only = index(y[:, None], design)
    answers = np.where(y, ord("5"), ord("1")).astype(np.uint8)[:, None]
    table = items_by_unit(answers, CODINGS[:1], design, ["A"] * 40)

    # Six villages of eight have anybody that counts; R's degf leaves the other two out.
    assert found.df == together.df == only.df == table.df[0, 0] == 5
    assert found.deff == pytest.approx(only.deff)
    assert found.se == pytest.approx(float(table.se[0, 0]))
    assert table.n.tolist() == [[30]]
