"""`hailong plan`: the table people read, the file a spreadsheet reads, and what is refused."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.survey.cast import Command, Outcome

UNITS = "unit,population\nSở Y tế,5400\nXã An Hòa,120\nXã Bình Minh,38\n"


@pytest.fixture
def units(tmp_path: Path) -> Path:
    path = tmp_path / "units.csv"
    path.write_text(UNITS, encoding="utf-8")
    return path


def refused(outcome: Outcome, *words: str, status: int = 1) -> None:
    assert outcome.status == status, outcome.err
    assert outcome.err.startswith("hailong: ") and outcome.err.count("\n") == 1, outcome.err
    assert not [word for word in words if word not in outcome.err], outcome.err
    assert outcome.err.count("; ") >= 1 and not outcome.out


def test_one_population_gets_the_steps_and_the_guidance_beside_them(hailong: Command) -> None:
    outcome = hailong("plan", "--margin", 5, "--population", 5400, "--lang", "en")

    assert outcome.status == 0 and not outcome.err
    assert "Simple random sample                                               384.1" in outcome.out
    assert "out of a population of 5,400                                       358.7" in outcome.out
    assert "Answers needed                                                       359" in outcome.out
    assert "n = N/(1 + N·e²)    373" in outcome.out
    assert "(p = 0.5), z = 2" in outcome.out and "no design effect" in outcome.out


def test_the_table_speaks_vietnamese_unless_told_otherwise(hailong: Command) -> None:
    outcome = hailong("plan", "--margin", 5, "--population", 5400, "--deff", 1.8, "--response-rate", 0.6)

    assert "nhân hệ số thiết kế mẫu 1,80" in outcome.out
    assert "Số người cần mời (tỷ lệ trả lời 60%)" in outcome.out and "1.024" in outcome.out
    assert "Công thức của hướng dẫn ngầm định" in outcome.out


def test_without_a_population_there_is_no_guidance(hailong: Command) -> None:
    outcome = hailong("plan", "--margin", 5, "--lang", "en")

    assert "385" in outcome.out and "guidance" not in outcome.out


def test_the_design_effect_is_computed_from_likeness_and_psus(hailong: Command) -> None:
    outcome = hailong("plan", "--margin", 5, "--icc", 0.05, "--per-psu", 12, "--lang", "en")

    assert "times the design effect 1.55" in outcome.out
    assert "PSUs to visit, 12 answers in each" in outcome.out and " 50\n" in outcome.out


def test_units_get_a_line_each_and_the_margin_they_will_have(hailong: Command, units: Path) -> None:
    outcome = hailong(
        "plan", "--margin", 5, "--units", units, "--response-rate", 0.7, "--per-psu", 20, "--lang", "en"
    )

    rows = [line.split() for line in outcome.out.splitlines() if line.startswith(("Sở", "Xã", "Total"))]
    assert [row[-6:] for row in rows] == [
        ["5,400", "359", "513", "5.00", "18", "373"],
        ["120", "92", "120", "5.88", "5", "93"],
        ["38", "35", "38", "10.95", "2", "35"],
        ["5,558", "486", "671", "4.86", "25", "501"],
    ]
    assert "2 units cannot give so many answers" in outcome.err
    assert "2 units have fewer than 6 PSUs (Xã An Hòa 5, Xã Bình Minh 2)" in outcome.err


def test_a_long_table_is_cut_at_the_terminal_and_whole_in_the_file(hailong: Command, tmp_path: Path) -> None:
    file, out = tmp_path / "units.csv", tmp_path / "plan.csv"
    file.write_text("unit,population\n" + "".join(f"Xã {n},{n + 100}\n" for n in range(90)), "utf-8")

    outcome = hailong("plan", "--margin", 5, "--units", file, "--out", out, "--lang", "en")

    assert "… and 30 more units" in outcome.out
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == 91


def test_the_files_hold_the_same_figures(hailong: Command, units: Path, tmp_path: Path) -> None:
    table, tree = tmp_path / "plan.csv", tmp_path / "plan.json"
    for out in (table, tree):
        assert hailong("plan", "--margin", 5, "--units", units, "--out", out).status == 0

    with table.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    found = json.loads(tree.read_text(encoding="utf-8"))
    assert [int(line["invitations"]) for line in lines] == [359, 92, 35]
    assert [unit["invitations"] for unit in found["units"]] == [359, 92, 35]
    assert found["format"] == "hailong-plan/1" and "p = 0,5" in found["guidance"]["assumptions"]


def test_a_formula_in_a_unit_s_name_is_disarmed(hailong: Command, tmp_path: Path) -> None:
    units, out = tmp_path / "units.csv", tmp_path / "plan.csv"
    units.write_text('unit,population\n"=HYPERLINK(1)",300\n', encoding="utf-8")

    assert hailong("plan", "--margin", 5, "--units", units, "--out", out).status == 0

    assert "'=HYPERLINK(1)" in out.read_text(encoding="utf-8")


def test_a_file_that_is_there_is_kept_unless_forced(hailong: Command, tmp_path: Path) -> None:
    out = tmp_path / "plan.csv"
    out.write_text("mine", encoding="utf-8")

    refused(hailong("plan", "--margin", 5, "--out", out), "--force", status=2)
    assert out.read_text(encoding="utf-8") == "mine"
    assert hailong("plan", "--margin", 5, "--out", out, "--force").status == 0
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--margin", 0.05], ["margin"]),
        (["--margin", 5, "--p", 1.2], ["--p"]),
        (["--margin", 5, "--population", 0], ["population"]),
        (["--margin", 5, "--response-rate", 60], ["response-rate"]),
        (["--margin", 5, "--deff", 1.5, "--icc", 0.05], ["--deff with --icc"]),
        (["--margin", 5, "--icc", 0.05], ["add --per-psu"]),
        (["--margin", 5, "--sheet", "Tờ 1"], ["--sheet"]),
        (["--margin", 5, "--out", "plan.docx"], [".csv or .json"]),
    ],
)
def test_a_command_line_that_makes_no_sense_is_refused(
    hailong: Command, options: list, words: list[str]
) -> None:
    refused(hailong("plan", *options), *words, status=2)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("unit,population\nA,100\nA,200\n", ["'A' stands twice", "rows 2 and 3"]),
        ("unit,population\nA,100\nB,10.5\n", ["10.5", "row 3", "whole number"]),
        ("unit,population\nA,0\n", ["population of 0", "row 2"]),
        ("unit,population\nA,nhiều\n", ["'nhiều' is not a number", "row 2"]),
        ("unit,population\n,100\n", ["blank", "row 2"]),
        ("name,population\nA,100\n", ["no column 'unit'"]),
        ("unit,population\n", ["no row below the header"]),
        ("", ["0 bytes"]),
    ],
)
def test_units_that_cannot_be_planned_for_are_refused_with_their_row(
    hailong: Command, tmp_path: Path, text: str, words: list[str]
) -> None:
    units, out = tmp_path / "units.csv", tmp_path / "plan.csv"
    units.write_text(text, encoding="utf-8")

    refused(hailong("plan", "--margin", 5, "--units", units, "--out", out), "units.csv", *words)
    assert not out.exists()


def test_a_population_and_a_file_of_units_exclude_each_other(hailong: Command, units: Path) -> None:
    outcome = hailong("plan", "--margin", 5, "--units", units, "--population", 100)

    refused(outcome, "--units with --population", status=2)
