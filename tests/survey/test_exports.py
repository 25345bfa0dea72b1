"""The files of figures: the columns agreed, numbers in full, no formula, the same figures in each."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from survey.analysing.exports import CHANGE_FIELDS, ESTIMATE_FIELDS, write_csv
from tests.survey.cast import FORM, Command, ballots

AGREED = (
    "wave unit by by_value kind code label n n_valid dont_know estimate se df low high level method "
    "suppressed reliable nchs nchs_reasons others versus_others deff n_eff reason simulated"
)


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def as_text(value: Any) -> str:
    texts = {None: "", True: "true", False: "false"}
    return texts[value] if value is None or isinstance(value, bool) else str(value)


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@a", "\tx", "\rx"])
def test_a_text_that_would_run_as_a_formula_is_disarmed(tmp_path: Path, text: str) -> None:
    write_csv(tmp_path / "x.csv", ["text", "number"], [{"text": text, "number": -0.5}])

    assert read_csv(tmp_path / "x.csv") == [{"text": f"'{text}", "number": "-0.5"}]


def test_a_formula_as_a_units_name_reaches_no_spreadsheet(analyse: Command, tmp_path: Path) -> None:
    sheet = ballots(30)
    for row in sheet.rows:
        row[0] = row[0].replace("Sở Nội vụ", '=HYPERLINK("http://x","y")')

    folder = analyse(sheet.csv(tmp_path / "b.csv")).folder

    units = {line["unit"] for line in read_csv(folder / "estimates.csv")}
    assert units == {"", "Sở Tư pháp", "Ủy ban nhân dân phường Đông Hà", '\'=HYPERLINK("http://x","y")'}


def test_csv_and_json_hold_the_agreed_columns_and_the_same_figures(analyse: Command, tmp_path: Path) -> None:
    file = ballots(240).csv(tmp_path / "b.csv")

    folder = analyse(file, "--wave", "wave", "--weight", "weight", "--by", "sent", "--simulated").folder
    data = read_json(folder / "estimates.json")
    lines = read_csv(folder / "estimates.csv")

    assert tuple(AGREED.split()) == ESTIMATE_FIELDS == tuple(lines[0])
    assert lines == [{k: as_text(v) for k, v in line.items()} for line in data["estimates"]]
    assert read_csv(folder / "changes.csv") == [
        {k: as_text(v) for k, v in line.items()} for line in data["changes"]
    ]
    assert tuple(data["changes"][0]) == CHANGE_FIELDS
    assert data["format"] == "hailong-estimates/1"
    assert {line["by_value"] for line in lines} == {"", "0", "1"}


def test_numbers_are_printed_in_full(analyse: Command, tmp_path: Path) -> None:
    folder = analyse(ballots(90).csv(tmp_path / "b.csv")).folder

    shown = [line for line in read_csv(folder / "estimates.csv") if line["estimate"]]
    assert any(len(line["se"]) > 15 for line in shown)
    assert all(repr(float(line["estimate"])) == line["estimate"] for line in shown)


def test_a_hidden_figure_carries_no_number(analyse: Command, tmp_path: Path) -> None:
    sheet = ballots(60)
    for row in sheet.rows[3:]:
        row[0] = "Sở Tư pháp"

    lines = read_csv(analyse(sheet.csv(tmp_path / "b.csv")).folder / "estimates.csv")

    hidden = [line for line in lines if line["suppressed"] == "hidden"]
    assert hidden
    assert not [
        line
        for line in hidden
        if line["estimate"] or line["n_valid"] or line["low"] or line["se"] or line["nchs"]
    ]


def test_every_share_that_is_shown_is_judged_by_the_nchs_standard(analyse: Command, tmp_path: Path) -> None:
    lines = read_csv(analyse(ballots(90).csv(tmp_path / "b.csv")).folder / "estimates.csv")

    shown = [line for line in lines if line["estimate"]]
    whole = next(line for line in shown if (line["unit"], line["code"]) == ("", "A1"))
    assert {line["nchs"] for line in shown} <= {"reliable", "review", "unreliable"}
    assert (whole["n_valid"], whole["nchs"], whole["nchs_reasons"]) == ("90", "reliable", "")
    assert all("few_answers" in line["nchs_reasons"] for line in shown if int(line["n_valid"]) < 30)


def test_a_mean_score_is_not_judged_by_a_standard_for_shares(
    analyse: Command, form: Path, tmp_path: Path
) -> None:
    form.write_text(FORM.replace("index_rule: pooled", "index_rule: mean_score"), encoding="utf-8")

    lines = read_csv(analyse(ballots(90).csv(tmp_path / "b.csv")).folder / "estimates.csv")

    assert any(float(line["estimate"]) > 1 for line in lines if line["estimate"])
    assert not [line for line in lines if line["nchs"] or line["nchs_reasons"]]


def test_the_checksum_belongs_to_the_figures_not_to_the_language(analyse: Command, tmp_path: Path) -> None:
    file = ballots(90).csv(tmp_path / "b.csv")
    other = ballots(90).put(2, "A1", "1").put(3, "A1", "1").put(4, "A1", "1").csv(tmp_path / "c.csv")

    sums = [
        read_json(analyse(each, "--lang", language, out=out).folder / "estimates.json")["about"]["checksum"]
        for each, language, out in [(file, "vi", "1"), (file, "en", "2"), (other, "vi", "3")]
    ]

    assert sums[0] == sums[1] != sums[2]
    assert len(sums[0]) == 12


def test_the_output_names_no_folder_and_no_time(analyse: Command, tmp_path: Path) -> None:
    file = ballots(30).csv(tmp_path / "b.csv")

    texts = [
        (analyse(file, out=out).folder / "estimates.json").read_text(encoding="utf-8") for out in ("1", "2")
    ]

    assert texts[0] == texts[1]
    assert str(tmp_path) not in texts[0]
    assert '"source": "b.csv"' in texts[0]
