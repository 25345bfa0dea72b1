"""Weights brought to known totals by the command, against R survey's weights and errors, and what is refused."""

from __future__ import annotations

import csv
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.design import Design
from analysis.domains import by_group
from analysis.index import items
from analysis.mean import mean
from analysis.weighting.rake import rake
from tests.survey.cast import Command, Outcome, Sheet
from tests.survey.more_cast import FORM, ITEMS, OFFICES, Made, made, many_ballots

R = Path("tests/reference/compact")
SCHOOLS = """\
code: schools
version: "1"
title: {en: Schools}
languages: [en]
status: final
scales:
  five:
    positive: ["4", "5"]
    options:
      - {code: "5", label: {en: Very good}}
      - {code: "4", label: {en: Good}}
      - {code: "3", label: {en: Neither}}
      - {code: "2", label: {en: Bad}}
      - {code: "1", label: {en: Very bad}}
blocks:
  - code: block
    title: {en: Items}
    role: satisfaction
    scale: five
    items:
      - {code: sat1, text: {en: sat1}}
      - {code: sat2, text: {en: sat2}}
"""
STYPE: list[tuple[str, str, float]] = [("stype", "E", 4421), ("stype", "H", 755), ("stype", "M", 1018)]
WIDE: list[tuple[str, str, float]] = [("sch.wide", "No", 1072), ("sch.wide", "Yes", 5122)]
API99: list[tuple[str, str, float]] = [("api99", "", 3914069)]
CASES: dict[str, tuple[list[tuple[str, str, float]], tuple[str, ...], float]] = {
    "postStratify_stype": (STYPE, (), 1e-9),
    "rake_stype_schwide": ([*STYPE, *WIDE], ("--adjust", "rake"), 1e-9),
    "calibrate_linear_stype_api99": ([*STYPE, *API99], (), 1e-9),
    "calibrate_raking_stype_api99": ([*STYPE, *API99], ("--adjust", "raking"), 1e-7),
    "calibrate_logit_bounds_0.3_3_stype": (STYPE, ("--adjust", "logit", "--bounds", "0.3,3"), 1e-7),
    "calibrate_linear_bounded_0.6_1.6_stype_api99": (
        [*STYPE, *API99],
        ("--adjust", "linear", "--bounds", "0.6,1.6"),
        1e-7,
    ),
    "trimWeights_45_lower20_after_rake": ([*STYPE, *WIDE], ("--trim", "20,45"), 1e-9),
}


def targets(folder: Path, rows: list[tuple[str, str, float]], amount: str = "count") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "targets.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("column", "category", amount), *rows])
    return path


def schools() -> Sheet:
    with (R / "inputs" / "apiclus1.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    # A unit column of another name, since the helper asks for one.
    header.append("unit")
    kind = header.index("stype")
    return Sheet(header, [[*row, row[kind]] for row in rows])


def reference(name: str) -> dict[str, Any]:
    cases = json.loads((R / "survey_weighting.json").read_text(encoding="utf-8"))["cases"]
    found: dict[str, Any] = next(case for case in cases if case["id"] == name)
    return found


@pytest.mark.parametrize("name", CASES)
def test_weights_shares_and_errors_are_those_of_r(tmp_path: Path, name: str) -> None:
    rows, options, close = CASES[name]
    design = ("--no-strata", "--psu", "dnum", "--weight", "pw", "--population", "fpc")
    given = ("--targets", targets(tmp_path, rows), *options)
    found = made(tmp_path, schools(), *design, *given, form=SCHOOLS)
    wanted = reference(name)
    shown = {line["unit"]: line for line in found.json["estimates"] if line["code"] == "sat1"}
    whole, by_type = wanted["estimates"][0], wanted["estimates"][3]
    weights = [float(line["new"]) for line in found.table("weights")]

    assert weights == pytest.approx(wanted["weights"], rel=close)
    assert found.json["weighting"][-1]["kish_deff"] == pytest.approx(wanted["kish_deff"], rel=close)
    assert shown[None]["estimate"] == pytest.approx(whole["p"], rel=close)
    assert shown[None]["se"] == pytest.approx(whole["se"], rel=close)
    assert [shown[unit]["se"] for unit in "EHM"] == pytest.approx(by_type["se"], rel=close)


@pytest.fixture(scope="module")
def raked(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("raked")
    rows = [("sex", "f", 0.55), ("sex", "m", 0.45), ("mode", "kiosk", 0.4), ("mode", "paper", 0.6)]
    known = targets(folder, rows, "share")
    return made(folder, many_ballots(), "--targets", known, "--also", "pairs", "--kind", "kind")


def test_the_summary_agrees_with_the_functions_on_the_raked_design(raked: Made) -> None:
    with raked.file.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    units = [row["unit"] for row in rows]
    margins = {name: [row[name] for row in rows] for name in ("sex", "mode")}
    shares = {"sex": {"f": 0.55, "m": 0.45}, "mode": {"kiosk": 0.4, "paper": 0.6}}
    design = rake(
        Design.of(len(rows), stratum=units, declared=False, lonely="adjust"), margins, shares, shares=True
    ).design
    positive = np.array([[float(row[item] in "45") for item in ITEMS] for row in rows])
    joint = items(positive, design)
    shown = {(line["unit"], line["code"]): line for line in raked.json["estimates"]}
    inside = np.array(units) == OFFICES[0]
    one = mean(positive[:, 0], design, domain=inside)
    apart = by_group(positive[:, :-1].mean(axis=1), design, units)

    for at, item in enumerate(ITEMS):
        assert shown[None, item]["estimate"] == pytest.approx(joint.value[at], rel=1e-10)
        assert shown[None, item]["se"] == pytest.approx(joint.covariance[at, at] ** 0.5, rel=1e-10)
    assert shown[OFFICES[0], "P1"]["estimate"] == pytest.approx(one.value, rel=1e-10)
    assert shown[OFFICES[0], "P1"]["se"] == pytest.approx(one.se, rel=1e-10)
    for line in raked.table("pairs"):
        gap = apart.difference(line["first"], line["second"])
        assert float(line["difference"]) == pytest.approx(gap.value, abs=1e-12)
        assert float(line["se"]) == pytest.approx(gap.se, rel=1e-9)


def test_the_new_weights_stand_row_by_row_in_the_order_of_the_spreadsheet(raked: Made) -> None:
    lines = raked.table("weights")

    assert [int(line["row"]) for line in lines] == list(range(2, len(lines) + 2))
    assert all(
        float(line["new"]) / float(line["old"]) == pytest.approx(float(line["ratio"])) for line in lines
    )
    assert all(int(a["row"]) < int(b["row"]) for a, b in pairwise(lines))


def test_kishs_design_effect_is_told(hailong: Command, tmp_path: Path) -> None:
    outcome = weighted(hailong, tmp_path, [("sex", "f", 700), ("sex", "m", 300)])

    assert outcome.status == 0
    assert "post-stratification: 1 round" in outcome.err and "Kish's deff 1." in outcome.err


def test_cells_of_two_columns_are_one_classification(tmp_path: Path) -> None:
    cells = [(f"{sex} / {mode}", share) for sex in "fm" for mode, share in (("kiosk", 0.3), ("paper", 0.2))]
    known = targets(tmp_path, [("sex,mode", cell, share) for cell, share in cells], "share")
    found = made(tmp_path, many_ballots(), "--targets", known)

    assert found.json["weighting"][0]["method"] == "post-stratification"


def test_a_public_edition_says_nothing_of_single_respondents(tmp_path: Path) -> None:
    known = targets(tmp_path, [("sex", "f", 700), ("sex", "m", 300)])
    found = made(tmp_path, many_ballots(), "--targets", known, "--public")

    assert not (found.folder / "weights.csv").exists()
    assert found.json["weighting"]


def weighted(
    hailong: Command,
    tmp_path: Path,
    rows: list[tuple[str, str, float]],
    *options: object,
    amount: str = "count",
) -> Outcome:
    (tmp_path / "form.yaml").write_text(FORM, encoding="utf-8")
    file = many_ballots().csv(tmp_path / "b.csv")
    given = ("--questionnaire", tmp_path / "form.yaml", "--unit", "unit", "--out", tmp_path / "out")
    return hailong("analyse", file, *given, "--targets", targets(tmp_path, rows, amount), *options)


@pytest.mark.parametrize(
    ("rows", "options", "words"),
    [
        ([("sex", "f", 5), ("sex", "m", 5), ("sex", "x", 1)], (), ("'x'", "nobody", "merge", "targets.csv")),
        ([("sex", "f", 5)], (), ("'m'", "no target", "targets.csv")),
        ([("sex", "f", 5), ("sex", "f", 6)], (), ("'f'", "twice", "row 3")),
        ([("sex", "f", 5), ("sex", "", 6)], (), ("blank", "name it")),
        ([("gender", "f", 5)], (), ("'gender'", "b.csv", "it has")),
        ([("sex", "f", -5), ("sex", "m", 5)], (), ("-5", "0 or more")),
        (
            [("sex", "f", 5), ("sex", "m", 5), ("mode", "kiosk", 5), ("mode", "paper", 6)],
            (),
            ("different totals",),
        ),
        (
            [("sex", "f", 5), ("sex", "m", 5), ("mode", "kiosk", 5), ("mode", "paper", 6)],
            ("--adjust", "linear"),
            ("different totals", "shares"),
        ),
        (
            [("sex", "f", 5), ("sex", "m", 5), ("mode", "kiosk", 5), ("mode", "paper", 5)],
            ("--adjust", "post-stratify"),
            ("one classification", "rake"),
        ),
        ([("weight", "", 900)], ("--adjust", "rake"), ("numbers", "calibration")),
        ([("sex", "f", 5), ("sex", "m", 5)], ("--trim", "8,9"), ("between 8 and 9",)),
    ],
)
def test_totals_that_cannot_be_met_are_refused(
    hailong: Command,
    tmp_path: Path,
    rows: list[tuple[str, str, float]],
    options: tuple[str, ...],
    words: list[str],
) -> None:
    outcome = weighted(hailong, tmp_path, rows, *options)

    assert outcome.status == 1
    assert outcome.err.count("\n") == 1 and outcome.err.count("; ") >= 1, outcome.err
    assert not [word for word in words if word not in outcome.err], outcome.err
    assert not (tmp_path / "out").exists()


def test_shares_that_do_not_add_up_are_refused(hailong: Command, tmp_path: Path) -> None:
    outcome = weighted(hailong, tmp_path, [("sex", "f", 55), ("sex", "m", 45)], amount="share")

    assert outcome.status == 1 and "add to 100" in outcome.err


def test_targets_without_a_number_column_are_refused(hailong: Command, tmp_path: Path) -> None:
    outcome = weighted(hailong, tmp_path, [("sex", "f", 55)], amount="people")

    assert outcome.status == 1 and "count or share" in outcome.err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--adjust", "rake"), ("--adjust", "--targets")),
        (("--bounds", "0.5,2"), ("--bounds", "--targets")),
        (("--trim", "1"), ("--trim", "0.5,3")),
    ],
)
def test_options_on_weights_that_miss_one_another_are_refused(
    hailong: Command, tmp_path: Path, options: tuple[str, ...], words: tuple[str, ...]
) -> None:
    (tmp_path / "form.yaml").write_text(FORM, encoding="utf-8")
    file = many_ballots().csv(tmp_path / "b.csv")
    given = ("--questionnaire", tmp_path / "form.yaml", "--unit", "unit", "--out", tmp_path / "out")

    outcome = hailong("analyse", file, *given, *options)

    assert outcome.status == 2
    assert not [word for word in words if word not in outcome.err], outcome.err


def test_bounds_belong_to_a_calibration(hailong: Command, tmp_path: Path) -> None:
    outcome = weighted(hailong, tmp_path, [("sex", "f", 5), ("sex", "m", 5)], "--bounds", "0.5,2")

    assert outcome.status == 2 and "--adjust linear or raking or logit" in outcome.err
