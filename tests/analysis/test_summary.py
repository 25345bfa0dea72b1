"""Figures of units and waves: identities that must hold whatever the answers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.design import Design
from analysis.figures import Limits
from analysis.index import RULES
from analysis.summary import SummaryError, plan_of, print_order, summarise
from analysis.tally import matrix
from tests.analysis.cast import ballots, questionnaire, summary

CODES = ("overall", "F1", "I1", "I2", "F2", "I3", "SG")


def estimates(found, unit, wave=None) -> list:
    return [
        (f.code, f.n, f.n_valid, f.dont_know, f.counts, f.estimate) for f in found.of(unit=unit, wave=wave)
    ]


def test_lines_come_in_print_order_and_what_is_beside_is_not_pooled() -> None:
    found = summary(*ballots(200))

    assert tuple(f.code for f in found.of(unit="A", wave=None)) == CODES
    assert found.figure("SG", unit="A", wave=None).kind == "overall_item"
    assert plan_of(questionnaire(), None, 0.95)[1].composites[0].columns == (0, 1, 2)


def test_an_item_s_figure_is_the_share_of_positive_among_valid_answers() -> None:
    strings = ["4444"] * 30 + ["5?44"] * 10 + ["3144"] * 12 + ["2.44"] * 4
    found = summary(strings, ["A"] * 56)
    first, second = (found.figure(code, unit="A", wave=None) for code in ("I1", "I2"))

    assert (first.n, first.n_valid, first.estimate.value) == (56, 56, pytest.approx(40 / 56))
    assert (second.n_valid, second.dont_know, second.estimate.value) == (42, 10, pytest.approx(30 / 42))
    assert first.counts == (("1", 0), ("2", 4), ("3", 12), ("4", 30), ("5", 10), ("?", 0))


@settings(max_examples=25)
@given(order=st.randoms(), rule=st.sampled_from(sorted(set(RULES) - {"fixed_weights"})))
def test_the_order_of_rows_changes_not_one_digit(order, rule: str) -> None:
    strings, unit = ballots(60)
    rows = list(range(60))
    order.shuffle(rows)
    first = summary(strings, unit, rule=rule)
    second = summary([strings[i] for i in rows], [unit[i] for i in rows], rule=rule)

    assert first.figures == second.figures
    assert first.lowest == second.lowest


@settings(max_examples=25)
@given(scale=st.floats(1e-3, 1e3))
def test_the_scale_of_the_weights_changes_no_figure(scale: float) -> None:
    strings, unit = ballots(120)
    weight = np.linspace(1, 3, 120)
    first, second = (
        summary(strings, unit, design=Design.of(120, weight=w, stratum=unit))
        for w in (weight, weight * scale)
    )

    for one, two in zip(first.figures, second.figures, strict=True):
        for name in ("value", "se", "df", "low", "high"):
            assert getattr(one.estimate, name) == pytest.approx(getattr(two.estimate, name), rel=1e-9)


@given(st.permutations(["Sở A", "Xã Đ", "1"]))
def test_names_of_units_are_names_only(names: list[str]) -> None:
    strings, unit = ballots(90)
    renamed = dict(zip("ABC", names, strict=True))
    first, second = summary(strings, unit), summary(strings, [renamed[u] for u in unit])

    for old, new in renamed.items():
        assert estimates(first, old) == estimates(second, new)


def test_merged_units_are_one_larger_unit() -> None:
    strings, unit = ballots(300)
    apart, merged = summary(strings, unit), summary(strings, ["AB" if u in "AB" else u for u in unit])
    alone = summary(
        [s for s, u in zip(strings, unit, strict=True) if u in "AB"], ["AB"] * sum(u in "AB" for u in unit)
    )

    assert estimates(merged, "AB") == estimates(alone, "AB")
    for code in ("I1", "I2", "I3", "SG"):
        a, b = (apart.figure(code, unit=u, wave=None) for u in "AB")
        both = merged.figure(code, unit="AB", wave=None)
        added = tuple((c, n + m) for (c, n), (_, m) in zip(a.counts, b.counts, strict=True))
        assert (both.n_valid, both.counts) == (a.n_valid + b.n_valid, added)
        mean = (a.estimate.value + b.estimate.value) / 2
        pooled = (a.estimate.value * a.n_valid + b.estimate.value * b.n_valid) / both.n_valid
        assert both.estimate.value == pytest.approx(pooled)
        assert both.estimate.value != pytest.approx(mean, abs=1e-9)


def test_a_filtered_file_gives_a_unit_the_same_figures_as_the_whole_file() -> None:
    strings, unit = ballots(300)
    whole = summary(strings, unit)
    part = summary([s for s, u in zip(strings, unit, strict=True) if u == "B"], ["B"] * unit.count("B"))

    assert estimates(whole, "B") == estimates(part, "B")


def test_a_filter_is_a_group() -> None:
    # Asked as a breakdown of one unit or as a domain of a declared design, the answer is the same.
    strings, _ = ballots(300)
    sex = ["f" if i % 3 else "m" for i in range(300)]
    grouped = summary(strings, ["A"] * 300, by={"sex": sex})
    as_units = summary(strings, sex, design=Design.of(300, stratum=["A"] * 300))

    for code in CODES:
        group = grouped.figure(code, unit="A", wave=None, by=("sex", "f")).estimate
        domain = as_units.figure(code, unit="f", wave=None).estimate
        assert (group.value, group.se, group.df) == pytest.approx((domain.value, domain.se, domain.df))
        assert (group.low, group.high) == pytest.approx((domain.low, domain.high))


def test_all_units_together_are_the_weighted_sum_of_the_units() -> None:
    strings, unit = ballots(300)
    found = summary(strings, unit)
    parts = [found.figure("I1", unit=u, wave=None) for u in "ABC"]

    assert found.figure("I1", unit=None, wave=None).estimate.value == pytest.approx(
        sum(p.estimate.value * p.n_valid for p in parts) / sum(p.n_valid for p in parts)
    )


def test_a_full_count_has_no_interval_anywhere() -> None:
    strings, _ = ballots(64)
    design = Design.of(64, stratum=["A"] * 64, population=[np.full(64, 64.0)], declared=False)
    found = summary(strings, ["A"] * 64, design=design)

    assert {f.estimate.method for f in found.figures} == {"census"}
    assert {(f.estimate.low, f.estimate.high) for f in found.figures} == {(None, None)}
    assert found.population(unit="A", wave=None) == 64


def test_an_index_of_one_item_is_that_item_with_its_interval() -> None:
    found = summary(*ballots(80, units=["A"]))
    item, factor = (found.figure(code, unit="A", wave=None).estimate for code in ("I3", "F2"))

    assert item == factor
    assert item.method == "wilson_srs"


def test_few_ballots_show_nothing_at_all() -> None:
    strings, unit = ballots(103)
    unit[:] = ["A"] * 3 + ["B"] * 100
    found = summary(strings, unit)

    for figure in found.of(unit="A", wave=None):
        assert figure.suppressed in ("hidden", "empty")
        numbers = (figure.n, figure.n_valid, figure.dont_know, figure.counts, figure.estimate, figure.others)
        assert numbers == (None,) * 6
    assert found.lowest_of(unit="A", wave=None) == ()


def test_an_item_few_answered_is_hidden_and_the_rest_shown() -> None:
    strings = [f"4{'4' if i < 4 else '?'}44" for i in range(60)]
    found = summary(strings, ["A"] * 60)

    assert found.figure("I2", unit="A", wave=None).suppressed == "hidden"
    assert found.figure("I2", unit="A", wave=None).dont_know is None
    assert found.figure("I1", unit="A", wave=None).suppressed == ""


def test_a_group_leaves_out_an_item_that_is_hidden_or_it_could_be_worked_out() -> None:
    # Item 1 is answered by 40 of 60 people, item 2 by four others: factor 1 may not tell of those four.
    strings = ["4?44"] * 30 + ["2?44"] * 10 + ["?444"] * 4 + ["??44"] * 16
    found = summary(strings, ["A"] * 60)
    factor = found.figure("F1", unit="A", wave=None)

    assert found.figure("I2", unit="A", wave=None).suppressed == "hidden"
    assert (factor.n_valid, factor.estimate.value, factor.missing_items) == (40, 0.75, ("I2",))


@pytest.mark.parametrize("clustered", [False, True])
@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_group_is_what_it_would_be_without_the_item_that_is_hidden(rule: str, clustered: bool) -> None:
    strings, unit = ballots(300)
    village = [f"{name}{place % 8}" for place, name in enumerate(unit)]
    design = Design.of(300, stratum=unit, psu=[village] if clustered else ())
    silent = [u == "A" and place > 9 for place, u in enumerate(unit)]
    few = [f"{s[0]}.{s[2:]}" if quiet else s for s, quiet in zip(strings, silent, strict=True)]
    none = [f"{s[0]}.{s[2:]}" if u == "A" else s for s, u in zip(strings, unit, strict=True)]
    found, never = (summary(each, unit, rule=rule, design=design) for each in (few, none))

    assert found.figure("I2", unit="A", wave=None).suppressed == "hidden"
    for code in ("F1", "overall"):
        shown, same = found.figure(code, unit="A", wave=None), never.figure(code, unit="A", wave=None)
        assert shown.estimate is not None and same.estimate is not None
        assert shown.estimate.value == pytest.approx(same.estimate.value)
        assert (shown.estimate.se, shown.n_valid) == pytest.approx((same.estimate.se, same.n_valid))


def test_a_group_of_hidden_items_alone_is_hidden() -> None:
    found = summary(["44?4"] * 56 + ["4444"] * 4, ["A"] * 60)

    assert found.figure("I3", unit="A", wave=None).suppressed == "hidden"
    assert found.figure("F2", unit="A", wave=None).suppressed == "hidden"


def test_an_item_nobody_was_asked_is_empty_and_left_out_of_the_index() -> None:
    found = summary(["4-35"] * 20 + ["3-44"] * 20, ["A"] * 40)
    overall = found.figure("overall", unit="A", wave=None)

    assert found.figure("I2", unit="A", wave=None).suppressed == "empty"
    assert overall.missing_items == ("I2",)
    assert overall.estimate.value == pytest.approx(0.5)


def test_below_thirty_or_wider_than_thirty_points_is_for_reference_only() -> None:
    few = summary(["4444"] * 25 + ["3333"] * 4, ["A"] * 29)
    wide = summary(["4444"] * 16 + ["3333"] * 14, ["A"] * 30)
    fine = summary(["4444"] * 90 + ["3333"] * 10, ["A"] * 100)

    assert [s.figure("I1", unit="A", wave=None).reliable for s in (few, wide, fine)] == [False, False, True]


def test_changes_are_the_difference_of_the_two_waves_with_both_errors() -> None:
    strings, unit = ballots(400)
    wave = ["2025" if i < 200 else "2026" for i in range(400)]
    found = summary(strings, unit, wave=wave)
    change = found.change("overall", unit="A", wave="2026")
    old, new = (found.figure("overall", unit="A", wave=w).estimate for w in ("2025", "2026"))

    assert change.difference == pytest.approx(new.value - old.value)
    assert change.se == pytest.approx(np.hypot(old.se, new.se))
    assert found.change("overall", unit="A", wave="2025") is None


def test_villages_asked_in_both_waves_share_their_luck() -> None:
    rng = np.random.default_rng(1)
    village = np.repeat(np.arange(20), 20)
    luck = rng.normal(size=20)[village]
    level = np.clip(np.round(3.6 + luck + 0.4 * rng.normal(size=400)), 1, 5).astype(int)
    strings, wave = [str(c) * 4 for c in level], ["a" if i % 2 else "b" for i in range(400)]
    psu = [[str(v) for v in village]]
    kept = summary(strings, ["A"] * 400, wave=wave, design=Design.of(400, psu=psu))
    apart = summary(strings, ["A"] * 400, wave=wave, design=Design.of(400, stratum=wave, psu=psu))

    both = [s.change("I1", unit="A", wave="b").se for s in (kept, apart)]
    assert both[0] < both[1] / 2


def test_a_change_of_a_hidden_figure_is_hidden() -> None:
    strings, _ = ballots(103)
    found = summary(strings, ["A"] * 103, wave=["1"] * 3 + ["2"] * 100)
    change = found.change("I1", unit="A", wave="2")

    assert (change.suppressed, change.difference, change.value_to) == ("hidden", None, None)


def test_the_yardstick_is_the_mean_of_the_other_units_that_are_shown() -> None:
    strings, unit = ballots(303)
    unit[:3] = ["D"] * 3
    unit[3:] = ["ABC"[i % 3] for i in range(300)]
    found = summary(strings, unit)
    values = {u: found.figure("I1", unit=u, wave=None).estimate.value for u in "ABC"}

    assert found.figure("I1", unit="A", wave=None).others == pytest.approx((values["B"] + values["C"]) / 2)
    assert found.figure("I1", unit="D", wave=None).others is None


def test_units_that_share_strata_are_compared_with_their_covariance() -> None:
    strings, unit = ballots(300)
    stratum = [str(i % 2) for i in range(300)]
    found = summary(strings, unit, design=Design.of(300, stratum=stratum))
    apart = summary(strings, unit)

    assert found.figure("I1", unit="A", wave=None).others == apart.figure("I1", unit="A", wave=None).others


def test_a_unit_far_above_the_others_is_said_to_be_and_volunteers_are_not() -> None:
    strings = ["5555"] * 95 + ["1111"] * 5 + (["5555"] * 60 + ["1111"] * 40) * 2
    unit = ["A"] * 100 + ["B"] * 100 + ["C"] * 100
    random = summary(strings, unit)
    design = replace(Design.of(300, stratum=unit, declared=False), voluntary=True)
    chosen = summary(strings, unit, design=design)

    assert random.figure("overall", unit="A", wave=None).versus_others == "higher"
    assert chosen.figure("overall", unit="A", wave=None).versus_others == ""
    assert chosen.voluntary


def test_the_three_lowest_items_are_named_and_only_the_clear_one_is_called_clear() -> None:
    q = questionnaire(factors=(6,))
    rng = np.random.default_rng(2)
    share = [0.9, 0.9, 0.5, 0.89, 0.88, 0.91, 0.1]
    strings = ["".join("4" if rng.random() < p else "2" for p in share) for _ in range(400)]
    design = Design.of(400, stratum=["A"] * 400, declared=False)
    found = summarise(q, matrix(strings), design=design, unit=["A"] * 400).lowest_of(unit="A", wave=None)

    assert len(found) == 3
    assert (found[0].code, found[0].clearly) == ("I3", True)
    assert not any(each.code == "SG" for each in found)
    assert not all(each.clearly for each in found)


def test_two_villages_are_judged_by_how_all_communes_villages_differ() -> None:
    rng = np.random.default_rng(9)
    unit, village, strings = [], [], []
    for commune in range(12):
        for v in range(2):
            share = np.clip(0.8 + 0.06 * rng.normal(), 0, 1)
            for _ in range(25):
                unit.append(f"Xã {commune}")
                village.append(str(v))
                strings.append(("4" if rng.random() < share else "2") * 4)
    design = Design.of(len(unit), stratum=unit, psu=[village])
    found = summary(strings, unit, design=design)
    widths = [
        f.estimate.high - f.estimate.low for f in (found.figure("I1", unit=u, wave=None) for u in found.units)
    ]

    assert {found.figure("I1", unit=u, wave=None).estimate.method for u in found.units} == {
        "wilson_pooled_deff"
    }
    assert max(widths) < 0.4


def test_a_mean_score_is_in_units_of_the_codes_with_a_t_interval_within_the_scale() -> None:
    found = summary(["5445"] * 30 + ["4354"] * 30, ["A"] * 60, rule="mean_score")
    overall = found.figure("overall", unit="A", wave=None).estimate

    assert overall.value == pytest.approx((4.5 + 3.5 + 4.5) / 3)
    assert overall.method == "t"
    assert 1 <= overall.low < overall.value < overall.high <= 5


def test_fixed_weights_come_from_the_questionnaire() -> None:
    found = summary(["4222"] * 60 + ["4444"] * 60, ["A"] * 120, rule="fixed_weights")

    assert found.figure("overall", unit="A", wave=None).estimate.value == pytest.approx(
        (2 + 3 / 2 + 4 / 2) / 9
    )


def test_satisfied_codes_may_be_others_than_the_scale_s() -> None:
    found = summary(["5335"] * 40 + ["4235"] * 40, ["A"] * 80, satisfied=("5",))

    assert found.figure("I1", unit="A", wave=None).estimate.value == 0.5
    assert found.satisfied == ("5",)


def test_a_breakdown_keeps_the_empty_value_as_a_value_of_its_own() -> None:
    strings, unit = ballots(120, units=["A"])
    found = summary(strings, unit, by={"field": ["đất đai"] * 70 + [""] * 50})

    assert found.figure("I1", unit="A", wave=None, by=("field", "")).n == 50


def test_a_public_edition_hides_below_ten() -> None:
    strings, unit = ballots(208)
    unit[:] = ["A"] * 8 + ["B"] * 100 + ["C"] * 100
    found = summary(strings, unit, limits=Limits(display=10, public=True))

    assert found.figure("I1", unit="A", wave=None).suppressed == "hidden"
    assert found.figure("I1", unit="B", wave=None).suppressed in ("", "hidden")
    hidden = {u for u in "BC" if found.figure("I1", unit=u, wave=None).suppressed}
    assert len(hidden) == 1


def test_print_order_puts_a_group_before_its_items() -> None:
    assert print_order(questionnaire()) == CODES


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"unit": ["A"]}, "different lengths"),
        ({"satisfied": ("9",)}, "none of its codes"),
        ({"answers": matrix([])}, "different lengths"),
    ],
)
def test_what_does_not_fit_together_is_refused(change: dict, told: str) -> None:
    settings = {"answers": matrix(["4444", "5555"]), "unit": ["A", "A"], "design": Design.of(2)} | change
    with pytest.raises(SummaryError, match=told):
        summarise(questionnaire(), settings.pop("answers"), **settings)
