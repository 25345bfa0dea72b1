"""The command against R survey 4.5: designs as columns of a file, figures as lines of estimates.json."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from survey.cli import run
from tests.reference.reading import Case, cases

pytestmark = pytest.mark.reference

FORM = """\
code: reference
version: "1"
title: {{en: Reference}}
languages: [en]
status: final
index_rule: mean_of_items
scales:
  five:
    positive: ["4", "5"]
    options:
      - {{code: "5", label: {{en: Very good}}}}
      - {{code: "4", label: {{en: Good}}}}
      - {{code: "3", label: {{en: Neither}}}}
      - {{code: "2", label: {{en: Bad}}}}
      - {{code: "1", label: {{en: Very bad}}}}
blocks:
  - code: block
    title: {{en: Items}}
    role: satisfaction
    scale: five
    items:
{items}"""
SAT = tuple(f"sat{number}" for number in range(1, 6))
Q3 = tuple(f"q3_{number:02d}" for number in range(1, 17))
SCHOOLS = ["apisrs.csv", "apistrat.csv", "apiclus1.csv", "apiclus2.csv"]


def form(folder: Path, items: tuple[str, ...]) -> Path:
    path = folder / "form.yaml"
    lines = "".join(f"      - {{code: {code}, text: {{en: {code}}}}}\n" for code in items)
    path.write_text(FORM.format(items=lines), encoding="utf-8")
    return path


def analysed(folder: Path, file: Path, items: tuple[str, ...], *options: str) -> dict[str, Any]:
    """What the command makes of a file."""
    out = folder / "out"
    given = ["analyse", file, "--questionnaire", form(folder, items), "--out", out, *options]
    assert run([str(each) for each in given]) == 0
    found: dict[str, Any] = json.loads((out / "estimates.json").read_text(encoding="utf-8"))
    return found


def spelt_out(spec: dict[str, Any]) -> list[str]:
    """The options that say a design of the reference."""
    options = ["--no-strata"] if spec["strata"] is None else ["--stratum", spec["strata"].replace(":", ",")]
    if spec["id"] != ["1"]:
        options += ["--psu", ",".join(spec["id"])]
    if spec["weights"]:
        options += ["--weight", spec["weights"]]
    if spec["fpc"]:
        options += ["--population", ",".join(spec["fpc"])]
    return options


@cache
def proportions(reference: Path, file: str) -> dict[str, list[Case]]:
    """Cases on whole files and on kinds of school, by design."""
    by_design: dict[str, list[Case]] = {}
    for case in cases(reference, "survey_proportions"):
        units = [each["column"] for each in case["domain_spec"]] in ([], ["stype"])
        if case["design_spec"]["file"] == file and case["indicator"]["column"] in SAT and units:
            by_design.setdefault(json.dumps(case["design_spec"]), []).append(case)
    return by_design


def close(value: float | None, wanted: float | None) -> bool:
    return wanted is None or (value is not None and value == pytest.approx(wanted, rel=1e-9, abs=1e-12))


@pytest.mark.parametrize("file", SCHOOLS)
def test_a_design_given_in_columns_agrees_with_r(reference: Path, tmp_path: Path, file: str) -> None:
    compared = 0
    for number, (spec, wanted) in enumerate(proportions(reference, file).items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        options = spelt_out(json.loads(spec))
        found = analysed(folder, reference / "golden/inputs" / file, SAT, "--unit", "stype", *options)
        lines = {(line["unit"], line["code"]): line for line in found["estimates"]}
        for case in wanted:
            unit = case["domain_spec"][0]["value"] if case["domain_spec"] else None
            line = lines[unit, case["indicator"]["column"]]
            compared += 1

            assert line["n_valid"] == case["n_unweighted"], case["id"]
            assert close(line["estimate"], case["estimate"]), case["id"]
            assert close(line["se"], case["se"]), case["id"]
            assert line["df"] == case["df"], case["id"]
    assert compared > 20


def test_the_kansas_city_survey_agrees_with_r(reference: Path, tmp_path: Path) -> None:
    file = reference / "data/kcmo_resident_survey/responses.csv.gz"
    found = analysed(tmp_path, file, Q3, "--unit", "district", "--wave", "wave", "--dont-know", "9")
    lines = {(line["wave"], line["unit"], line["code"]): line for line in found["estimates"]}
    compared = 0
    for case in cases(reference, "kcmo_survey", "proportion"):
        where = {each["column"]: str(each["value"]) for each in case["domain_spec"]}
        if "wave" not in where or case["indicator"]["column"] not in Q3:
            continue
        line = lines[where["wave"], where.get("district"), case["indicator"]["column"]]
        compared += 1

        assert line["n_valid"] == case["n_unweighted"], case["id"]
        assert close(line["estimate"], case["estimate"]) and close(line["se"], case["se"]), case["id"]
        assert line["df"] == case["df"], case["id"]
    assert compared > 150


@pytest.mark.parametrize("case_number", range(6))
def test_a_change_between_waves_agrees_with_r(reference: Path, tmp_path: Path, case_number: int) -> None:
    case = cases(reference, "survey_waves")[case_number]
    spec = case["design_spec"]
    options = [*spelt_out(spec | {"id": [part.split(":")[-1] for part in spec["id"]]}), "--wave", "wave"]
    found = analysed(
        tmp_path, reference / "golden/inputs" / spec["file"], ("y",), "--unit", "stype", *options
    )

    change = next(each for each in found["changes"] if each["unit"] is None and each["code"] == "y")

    assert (change["wave_from"], change["wave_to"]) == (case["wave_a"], case["wave_b"])
    assert close(change["difference"], case["diff"])
    assert close(change["se"], case["se"])
    assert change["df"] == case["df"]
    assert [change["low"], change["high"]] == pytest.approx(case["ci_t"], rel=1e-9)
