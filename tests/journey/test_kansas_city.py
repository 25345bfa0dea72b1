"""Real input: two waves of a city's resident survey, from the file to figures that are R's, and PDFs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from survey.cli import run
from tests.reference.reading import cases
from tests.reference.truth import disagreements

pytestmark = pytest.mark.reference

ITEMS = [f"q3_{number:02d}" for number in range(1, 17)]


@pytest.fixture(scope="module")
def kansas(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command's own draft of a questionnaire, then its analysis of the file."""
    folder = tmp_path_factory.mktemp("kansas")
    data = str(reference / "data/kcmo_resident_survey/responses.csv.gz")
    form, out = str(folder / "form.yaml"), str(folder / "out")
    drafted = ["questionnaire", "draft", data, "--out", form, "--code", "kansas", "--dont-know", "9"]
    design = ["--unit", "district", "--wave", "wave", "--stratum", "wave,district", "--dont-know", "9"]
    assert run(drafted) == 0
    assert run(["analyse", data, "--questionnaire", form, "--out", out, "--lang", "en", *design]) == 0
    return folder / "out"


@pytest.fixture(scope="module")
def found(kansas: Path) -> dict[str, Any]:
    figures: dict[str, Any] = json.loads((kansas / "estimates.json").read_text(encoding="utf-8"))
    return figures


def where(case: dict[str, Any]) -> tuple[str, str | None]:
    named = {each["column"]: str(each["value"]) for each in case["domain_spec"]}
    return named["wave"], named.get("district")


def test_all_224_proportions_are_r_s(reference: Path, found: dict[str, Any]) -> None:
    lines = {(x["wave"], x["unit"], x["code"]): x for x in found["estimates"]}
    wanted = cases(reference, "kcmo_survey", "proportion")
    wrong: list[str] = []
    for case in wanted:
        line = lines[*where(case), case["item"]]
        truth = {"n_valid": case["n_unweighted"], "estimate": case["estimate"], "se": case["se"]}
        truth |= {"df": case["df"], **case["ci"].get("wilson", {})}
        wrong += disagreements(line, truth, case["id"])

    assert len(wanted) == 224
    assert sum("wilson" in case["ci"] for case in wanted) == 32
    assert not wrong


def test_all_14_indices_are_r_s(reference: Path, found: dict[str, Any]) -> None:
    lines = {(x["wave"], x["unit"], x["code"]): x for x in found["estimates"]}
    wanted = cases(reference, "kcmo_survey", "composite_available_case")
    wrong: list[str] = []
    for case in wanted:
        line = lines[*where(case), "q3"]
        truth = {"estimate": case["index"], "se": case["index_se"], "df": case["df"]}
        wrong += disagreements(line, truth, case["id"])

    assert [case["items"] for case in wanted] == [ITEMS] * 14
    assert not wrong


def test_all_16_changes_between_the_waves_are_r_s(reference: Path, found: dict[str, Any]) -> None:
    lines = {x["code"]: x for x in found["changes"] if x["unit"] is None}
    wanted = cases(reference, "kcmo_survey", "wave_difference")
    wrong: list[str] = []
    for case in wanted:
        truth = {"difference": case["diff"], "low": case["ci_t"][0], "high": case["ci_t"][1]}
        truth |= {name: case[name] for name in ("se", "df", "t", "p")}
        wrong += disagreements(lines[case["item"]], truth, case["id"])

    assert len(wanted) == 16
    assert not wrong


def test_each_wave_has_six_district_reports_and_one_for_the_whole(kansas: Path) -> None:
    for wave in ("2021q3", "2022q1"):
        names = sorted(path.name for path in (kansas / "reports" / wave).glob("*.pdf"))

        assert names == ["1.pdf", "2.pdf", "3.pdf", "4.pdf", "5.pdf", "6.pdf", "whole.pdf"]
        assert all(PdfReader(kansas / "reports" / wave / name).pages for name in names)


def test_no_respondent_s_row_leaves_the_file(kansas: Path) -> None:
    written = "".join(path.read_text("utf-8-sig") for path in kansas.glob("*.csv"))

    assert "R00001" not in written
