"""The numbers of the tables are those of the functions of analysis/, called on the same ballots by hand."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from analysis.areas.benchmark import expected_range, expected_range_of_values
from analysis.areas.small_area import fay_herriot
from analysis.areas.smoothing import pooled_deff, smoothed_variances
from analysis.comparing.multiplicity import benjamini_hochberg, holm
from analysis.comparing.rest import against_rest
from analysis.comparing.standardised import standardised
from analysis.comparing.trend import trend
from analysis.design import Bools, Design, Floats
from analysis.domains import by_group
from analysis.estimate import Estimate
from analysis.index import index
from analysis.proportion import proportion
from analysis.quality.ballots import Ballots
from analysis.quality.screen import screen
from analysis.ranking.sets import best, rank_sets
from analysis.ranking.tiers import tiers
from analysis.scale.drivers import drivers
from analysis.scale.omega import omega
from analysis.scale.quadrants import quadrants
from analysis.scale.reliability import reliability
from tests.survey.cast import Sheet
from tests.survey.more_cast import (
    COMMUNES,
    FORM,
    ITEMS,
    LEVELS,
    OFFICES,
    SMALL,
    TINY,
    Made,
    made,
    many_ballots,
)

RATED = ITEMS[:-1]
WAVES = ("2024", "2025", "2026")


@dataclass(frozen=True)
class Data:
    """The ballots of a sheet as arrays, each unit of a wave a simple sample."""

    columns: dict[str, list[str]]

    @classmethod
    def of(cls, file: Path) -> Data:
        """In the order of the sorted rows, in which the command's draws of chance go."""
        with file.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.DictReader(opened))
        names = sorted(rows[0])
        rows.sort(key=lambda row: [row[name] for name in names])
        return cls({name: [row[name] for row in rows] for name in names})

    @cached_property
    def codes(self) -> Floats:
        return np.array([self.columns[item] for item in ITEMS], dtype=float).T

    @cached_property
    def positive(self) -> Floats:
        return (self.codes[:, :-1] >= 4).astype(float)

    @cached_property
    def design(self) -> Design:
        strata = list(zip(self.columns["unit"], self.columns["wave"], strict=True))
        return Design.of(
            len(strata), stratum=[f"{unit}/{wave}" for unit, wave in strata], declared=False, lonely="adjust"
        )

    def where(self, name: str, *values: str) -> Bools:
        return np.isin(np.array(self.columns[name]), values)

    def overall(self, *units: str, wave: str | None = None) -> Estimate:
        rows = self.where("unit", *units) & (self.where("wave", wave) if wave else True)
        return index(self.positive, self.design, rule="pooled", domain=rows)


@pytest.fixture(scope="module")
def one_wave(tmp_path_factory: pytest.TempPathFactory) -> Made:
    options = ("--also", "ranks,pairs,expected,small-areas,scale,drivers", "--kind", "kind", "--mix", "mode")
    return made(tmp_path_factory.mktemp("one"), many_ballots(), *options, "--interval", "logit")


@pytest.fixture(scope="module")
def data(one_wave: Made) -> Data:
    return Data.of(one_wave.file)


def lines(found: Made, table: str, **wanted: str) -> list[dict[str, str]]:
    return [line for line in found.table(table) if all(line[k] == v for k, v in wanted.items())]


def numbers(estimates: list[Estimate]) -> tuple[Floats, Floats]:
    """Values and standard errors."""
    value, se = np.array([[each.value, each.se] for each in estimates], dtype=float).T
    return value, se


def column(found: list[dict[str, str]], name: str) -> Floats:
    return np.array([float(line[name]) for line in found])


def test_ranks_are_those_of_the_rank_sets(one_wave: Made, data: Data) -> None:
    shown = lines(one_wave, "ranks", unit_kind="commune", code="overall")
    units = [line["unit"] for line in shown]
    estimates = [data.overall(unit) for unit in units]
    value, se = numbers(estimates)
    sets = rank_sets(value, se)
    alone = rank_sets(value, se, simultaneous=False)
    df = data.design.n - 12

    assert sorted(units) == sorted(COMMUNES)
    assert column(shown, "value") == pytest.approx(value, rel=1e-12)
    assert column(shown, "se") == pytest.approx(se, rel=1e-9)
    assert column(shown, "rank").tolist() == sets.rank.tolist() == [1, 2, 3, 4, 5, 6]
    assert column(shown, "low").tolist() == sets.low.tolist()
    assert column(shown, "high").tolist() == sets.high.tolist()
    assert column(shown, "marginal_high").tolist() == alone.high.tolist()
    assert [line["best_3"] == "true" for line in shown] == best(value, se, 3).tolist()
    assert tuple(line["tier"] for line in shown) == tiers(value, se, df).tier
    assert {line["tier"] for line in shown} == {"above", "same", "below"}


def test_pairs_and_the_rest_are_tested_as_groups_of_one_survey(one_wave: Made, data: Data) -> None:
    own = data.positive.mean(axis=1)
    groups = by_group(own, data.design, data.columns["unit"])
    shown = lines(one_wave, "pairs", unit_kind="department")
    rest = lines(one_wave, "against_rest", unit_kind="department")
    outside = against_rest(own, data.design, data.columns["unit"], domain=data.where("unit", *OFFICES))

    assert [(line["first"], line["second"]) for line in shown] == list(combinations(sorted(OFFICES), 2))
    for line in shown:
        gap = groups.difference(line["first"], line["second"])
        assert float(line["difference"]) == pytest.approx(gap.value, abs=1e-12)
        assert float(line["se"]) == pytest.approx(gap.se, rel=1e-9)
        assert float(line["p"]) == pytest.approx(gap.p, rel=1e-6)
    assert column(shown, "p_holm") == pytest.approx(holm(column(shown, "p")))
    assert column(shown, "p_bh") == pytest.approx(benjamini_hochberg(column(shown, "p")))
    assert {line["tests"] for line in shown} == {"6"}
    assert [line["unit"] for line in rest] == list(outside.names)
    assert column(rest, "rest") == pytest.approx(outside.rest, rel=1e-12)
    assert column(rest, "p") == pytest.approx(outside.p, rel=1e-6)


def test_a_common_mix_is_the_direct_standardisation(one_wave: Made, data: Data) -> None:
    domain = data.where("unit", *COMMUNES)
    held = standardised(
        data.positive.mean(axis=1), data.design, data.columns["unit"], [data.columns["mode"]], domain=domain
    )
    shown = lines(one_wave, "standardised", unit_kind="commune")

    assert [line["unit"] for line in shown] == list(held.names)
    assert column(shown, "value") == pytest.approx(held.value, rel=1e-12)
    assert column(shown, "value_se") == pytest.approx(held.se, rel=1e-9)
    assert column(shown, "fewest").tolist() == held.fewest.tolist()


def test_the_range_to_expect_is_that_of_the_funnel(one_wave: Made, data: Data) -> None:
    shown = lines(one_wave, "expected", unit_kind="commune", code="overall")
    estimates = [data.overall(line["unit"]) for line in shown]
    wanted = expected_range_of_values(*numbers(estimates))
    items = lines(one_wave, "expected", unit_kind="commune", code="ALL")
    happy = [data.codes[data.where("unit", line["unit"]), -1] >= 4 for line in items]
    counts = expected_range([each.sum() for each in happy], [len(each) for each in happy])

    assert column(shown, "z_adjusted") == pytest.approx(wanted.z_adjusted, rel=1e-9)
    assert column(shown, "expected_low") == pytest.approx(wanted.low, rel=1e-9)
    assert tuple(line["position"] for line in shown) == wanted.labels(far=True)
    assert column(items, "z") == pytest.approx(counts.z, rel=1e-9)
    assert column(items, "tau2") == pytest.approx(np.full(6, counts.tau2), rel=1e-9)


def test_small_areas_are_fitted_to_every_figure_that_is_shown(one_wave: Made, data: Data) -> None:
    shown = lines(one_wave, "small_areas_model_based", unit_kind="commune")
    units = [line["unit"] for line in shown]
    estimates = [data.overall(unit) for unit in units]
    value, se, df, n = np.array([[e.value, e.se, e.df, e.n] for e in estimates], dtype=float).T
    smooth = smoothed_variances(value, n, deff=pooled_deff(value, se**2, n, df))
    wanted = fay_herriot(value, smooth.variance, bounds=(0, 1))

    assert set(units) == {*COMMUNES, SMALL}
    assert column(shown, "sampling_variance") == pytest.approx(smooth.variance, rel=1e-9)
    assert column(shown, "estimate") == pytest.approx(wanted.value, rel=1e-7)
    assert column(shown, "mse") == pytest.approx(wanted.mse, rel=1e-6)
    assert column(shown, "low") == pytest.approx(wanted.low, rel=1e-6)


def test_the_scale_is_described_over_all_units(one_wave: Made, data: Data) -> None:
    wanted, factor = reliability(data.codes[:, :3]), omega(data.codes[:, :3])
    group, *items = lines(one_wave, "scale", group="procedures")

    assert float(group["alpha"]) == pytest.approx(wanted.alpha_complete, rel=1e-9)
    assert (float(group["low"]), float(group["high"])) == pytest.approx(wanted.feldt, rel=1e-9)
    assert float(group["omega"]) == pytest.approx(factor.omega, rel=1e-6)
    assert [line["code"] for line in items] == list(ITEMS[:3])
    assert column(items, "item_rest") == pytest.approx(wanted.item_rest, rel=1e-9)
    assert column(items, "alpha_if_dropped") == pytest.approx(wanted.alpha_if_dropped, rel=1e-9)


def test_drivers_are_the_lmg_shares_of_the_items(one_wave: Made, data: Data) -> None:
    wanted = drivers(data.codes[:, -1], data.codes[:, :-1])
    rates = [proportion(y, data.design) for y in data.positive.T]
    places = quadrants(wanted, rates)
    shown = {line["code"]: line for line in one_wave.table("drivers")}

    for at, item in enumerate(RATED):
        assert float(shown[item]["lmg"]) == pytest.approx(wanted.lmg[at], rel=1e-9)
        assert float(shown[item]["low"]) == pytest.approx(wanted.low[at], rel=1e-9)
        assert float(shown[item]["performance"]) == pytest.approx(rates[at].value, rel=1e-12)
        assert shown[item]["quadrant"] == places.label[at]
    assert {line["n"] for line in shown.values()} == {str(data.design.n)}


def test_an_interval_of_ones_choice_is_that_of_the_proportion(one_wave: Made, data: Data) -> None:
    (shown,) = lines(one_wave, "intervals", unit="Sở Nội vụ", code="P1")
    wanted = proportion(
        data.positive[:, 0], data.design, domain=data.where("unit", "Sở Nội vụ"), method="logit"
    )

    assert shown["method"] == wanted.method
    assert (float(shown["low"]), float(shown["high"])) == pytest.approx((wanted.low, wanted.high), rel=1e-9)
    assert not lines(one_wave, "intervals", unit=TINY)


def test_a_trend_is_the_line_through_the_waves(tmp_path: Path) -> None:
    found = made(tmp_path, many_ballots(waves=WAVES), "--wave", "wave", "--also", "trend")
    data = Data.of(found.file)
    unit = COMMUNES[0]
    estimates = [data.overall(unit, wave=wave) for wave in WAVES]
    (shown,) = lines(found, "trend", unit=unit, code="overall")
    df = 3 * (45 - 1)
    value, se = numbers(estimates)
    wanted = trend(value, se**2, [2024, 2025, 2026], df=df)

    assert float(shown["slope"]) == pytest.approx(wanted.slope, rel=1e-9)
    assert float(shown["se"]) == pytest.approx(wanted.se, rel=1e-9)
    assert float(shown["p"]) == pytest.approx(wanted.p, rel=1e-7)
    assert float(shown["misfit"]) == pytest.approx(wanted.misfit, rel=1e-6)
    assert (shown["wave_from"], shown["wave_to"], shown["n"]) == ("2024", "2026", "135")


def test_a_break_begins_a_new_stretch(tmp_path: Path) -> None:
    waves = ("2021", "2022", "2023", "2024", "2025", "2026")
    options = ("--wave", "wave", "--also", "trend", "--break", "2024")
    found = made(tmp_path, many_ballots(each=35, waves=waves), *options)

    shown = [
        (line["wave_from"], line["wave_to"], line["current"])
        for line in lines(found, "trend", unit="", code="overall")
    ]

    assert shown == [("2021", "2023", "false"), ("2024", "2026", "true")]


def test_waves_whose_names_are_no_numbers_are_equally_spaced_and_that_is_said(tmp_path: Path) -> None:
    sheet = many_ballots(waves=("a", "b", "c"))
    found = made(tmp_path, sheet, "--wave", "wave", "--also", "trend", "--lang", "en")

    assert "equally spaced" in found.table("trend")[0]["note"]


def planted() -> Sheet:
    """The usual ballots, and in one unit thirty that one clerk filled with fives within seconds."""
    sheet = many_ballots()
    dice = random.Random(1)
    for row in [row for row in sheet.rows if row[0] == OFFICES[0]][:30]:
        row[5:7] = ["kiosk", str(dice.randint(5, 9))]
        row[-len(ITEMS) :] = ["5"] * len(ITEMS)
    return sheet


def test_the_index_is_told_with_and_without_what_was_flagged(tmp_path: Path) -> None:
    options = ("--also", "quality", "--mode", "mode", "--seconds", "seconds", "--serial", "serial")
    found = made(tmp_path, planted(), *options)
    data = Data.of(found.file)
    report = screen(
        Ballots.of(
            np.char.encode(data.codes.astype(int).astype(str), "ascii")
            .view(np.uint8)
            .reshape(-1, len(ITEMS)),
            scale=range(len(ITEMS)),
            mode=data.columns["mode"],
            seconds=[float(cell or "nan") for cell in data.columns["seconds"]],
            area=data.columns["unit"],
            serial=data.columns["serial"],
        )
    )
    kept = data.where("unit", OFFICES[0]) & ~report.flagged()
    (shown,) = lines(found, "quality_effect", unit=OFFICES[0])
    flags = found.table("quality")

    assert len(flags) == len(report.flags) > 30
    assert {flag["rule"] for flag in flags} >= {"speed", "straight_line"}
    assert sorted(flag["subject"] for flag in flags) == sorted(flag.subject for flag in report.flags)
    assert float(shown["value_without"]) == pytest.approx(
        index(data.positive, data.design, rule="pooled", domain=kept).value
    )
    assert float(shown["shift"]) < -0.02
    assert float(shown["n"]) == float(shown["n_without"]) + float(shown["flagged"])


def test_a_few_flagged_ballots_cannot_be_told_by_subtraction(tmp_path: Path) -> None:
    sheet = planted()
    hasty = [row for row in sheet.rows if row[-1] == "5" and row[6] and int(row[6]) < 10]
    for row in hasty[3:]:
        row[6] = "200"
        row[-len(ITEMS) :] = ["5", "4", "5", "4", "5", "3", "4"]
    found = made(tmp_path, sheet, "--also", "quality", "--mode", "mode", "--seconds", "seconds")

    hidden = lines(found, "quality_effect", suppressed="hidden")

    assert OFFICES[0] in {line["unit"] for line in hidden}
    assert not [line for line in hidden if line["value_without"] or line["n_without"] or line["shift"]]


def test_units_of_two_villages_are_ranked_with_the_pooled_error(tmp_path: Path) -> None:
    dice = random.Random(3)
    sheet = many_ballots(each=60)
    sheet.column("village", [f"{row[0]} {dice.randint(1, 3)}" for row in sheet.rows])
    found = made(
        tmp_path, sheet, "--psu", "village", "--also", "ranks", "--kind", "kind", "--lonely", "adjust"
    )

    estimates = {line["unit"]: line for line in found.table("estimates") if line["code"] == "overall"}
    for line in lines(found, "ranks", code="overall"):
        own = estimates[line["unit"]]
        share, n_eff = float(own["estimate"]), float(own["n_eff"])
        assert own["method"] == "wilson_pooled_deff"
        assert float(line["se"]) == pytest.approx((share * (1 - share) / n_eff) ** 0.5)


def test_full_counts_have_certain_places(tmp_path: Path) -> None:
    sheet = many_ballots()
    sizes = {unit: str(sum(row[0] == unit for row in sheet.rows)) for unit in {row[0] for row in sheet.rows}}
    sheet.column("N", [sizes[row[0]] for row in sheet.rows])
    found = made(tmp_path, sheet, "--population", "N", "--also", "ranks", "--kind", "kind")

    for line in lines(found, "ranks", code="overall"):
        assert line["rank"] == line["low"] == line["high"] == line["marginal_low"]
        assert line["method"] == "census"


def test_the_cast_has_units_that_differ() -> None:
    assert len(LEVELS) == 10 and len({row[0] for row in many_ballots().rows}) == 12


@pytest.mark.parametrize("rule", ["mean_of_items", "mean_of_factors", "mean_of_respondents", "mean_score"])
def test_the_rest_is_the_index_of_the_other_ballots_by_the_rule_of_the_form(
    tmp_path: Path, rule: str
) -> None:
    form = FORM.replace("index_rule: pooled", f"index_rule: {rule}")
    found = made(tmp_path, many_ballots(), "--also", "pairs", "--kind", "kind", form=form)
    data = Data.of(found.file)
    values = data.codes[:, :-1] if rule == "mean_score" else data.positive

    for line in lines(found, "against_rest", unit_kind="department"):
        others = data.where("unit", *(set(OFFICES) - {line["unit"]}))
        wanted = index(values, data.design, rule=rule, factors=[(0, 1, 2), (3, 4, 5)], domain=others)
        own = index(
            values,
            data.design,
            rule=rule,
            factors=[(0, 1, 2), (3, 4, 5)],
            domain=data.where("unit", line["unit"]),
        )
        assert float(line["rest"]) == pytest.approx(wanted.value, rel=1e-12)
        assert float(line["value"]) == pytest.approx(own.value, rel=1e-12)
        assert float(line["se"]) == pytest.approx(
            ((wanted.se or 0) ** 2 + (own.se or 0) ** 2) ** 0.5, rel=1e-9
        )


def test_units_that_share_villages_are_compared_with_their_covariance(tmp_path: Path) -> None:
    sheet = many_ballots()
    dice = random.Random(8)
    sheet.column("village", [str(dice.randint(1, 30)) for _ in sheet.rows])
    found = made(tmp_path, sheet, "--psu", "village", "--no-strata", "--also", "pairs", "--kind", "kind")
    data = Data.of(found.file)
    design = Design.of(data.design.n, psu=[data.columns["village"]])
    own = data.positive.mean(axis=1)
    groups = by_group(own, design, data.columns["unit"])
    outside = against_rest(own, design, data.columns["unit"], domain=data.where("unit", *OFFICES))

    for line in lines(found, "pairs", unit_kind="department"):
        gap = groups.difference(line["first"], line["second"])
        assert float(line["se"]) == pytest.approx(gap.se, rel=1e-9)
        assert float(line["df"]) == gap.df == 29
    for line, wanted in zip(
        lines(found, "against_rest", unit_kind="department"), outside.difference, strict=True
    ):
        assert float(line["se"]) == pytest.approx(wanted.se, rel=1e-9)
