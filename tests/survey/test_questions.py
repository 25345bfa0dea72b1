"""`hailong analyse --edition full`: questions beside satisfaction, in the files and in the reports alike."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from analysis.interval import wilson
from questionnaires.load import load
from reports import style
from survey.cli import run
from survey.demo.simulate import Cell, Columns, simulate

LARGE, SMALL = "Sở Tư pháp", "Sở Ngoại vụ"
SIZES = {LARGE: 420, "Sở Y tế": 90, SMALL: 14}
SHARES = {"SF": {"1": 0.35}}


def columns() -> Columns:
    cells = [Cell(unit, "2026", n, 0.2) for unit, n in SIZES.items()]
    return simulate(load("service-2017"), cells, seed=3, shares=SHARES)


def sheet(folder: Path, given: Columns) -> Path:
    file = folder / "ballots.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(given)
        writer.writerows(zip(*given.values(), strict=True))
    return file


def analysed(folder: Path, given: Columns, *options: str) -> tuple[dict[str, Any], Path]:
    folder.mkdir(parents=True, exist_ok=True)
    out = folder / "out"
    words = ["analyse", str(sheet(folder, given)), "--questionnaire", "service-2017", "--unit", "unit"]
    assert run([*words, "--wave", "wave", "--out", str(out), "--json", *options]) == 0
    return json.loads((out / "estimates.json").read_text(encoding="utf-8")), out


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path]:
    return analysed(tmp_path_factory.mktemp("full"), columns(), "--edition", "full")


def line(found: dict[str, Any], unit: str | None, code: str, option: str | None = None) -> dict[str, Any]:
    (one,) = [
        each
        for each in found["questions"]
        if (each["unit"], each["code"], each["option"]) == (unit, code, option)
    ]
    return dict(one)


def content(out: Path, name: str) -> dict[str, Any]:
    (file,) = (out / "reports").rglob(f"{name}.json")
    told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))["content"]
    return told


def texts(out: Path, name: str, code: str) -> list[list[str]]:
    """The rows of a table of a report."""
    blocks = [block for each in content(out, name)["chapters"] for block in each["blocks"]]
    (table,) = [block for block in blocks if block.get("code") == code]
    return [[cell["text"] for cell in row["cells"]] for row in table["rows"]]


def test_shares_are_those_counted_by_hand_with_a_wilson_interval(full: tuple[dict[str, Any], Path]) -> None:
    given = columns()
    answers = [code for unit, code in zip(given["unit"], given["F1"], strict=True) if unit == LARGE and code]
    one = line(full[0], LARGE, "F1", "2")
    share = answers.count("2") / len(answers)

    assert (one["n_valid"], one["estimate"]) == (len(answers), pytest.approx(share))
    assert (one["low"], one["high"]) == pytest.approx(wilson(share, len(answers), 1.959964), abs=0.002)


def test_the_reports_print_what_the_file_holds(full: tuple[dict[str, Any], Path]) -> None:
    found, out = full
    rows = {row[0]: row[1:] for row in texts(out, "so-tu-phap", "views-perception") if len(row) > 1}
    one = line(found, LARGE, "F2", "3")

    assert rows["Trễ hẹn"][:2] == [str(one["n_valid"]), style.percentage(one["estimate"], "vi")]
    assert rows["Trễ hẹn"][2] == f"{style.bound(one['low'], 'vi')}–{style.bound(one['high'], 'vi')}"


def test_the_csv_and_the_workbook_hold_the_same_lines(full: tuple[dict[str, Any], Path]) -> None:
    found, out = full
    with (out / "questions.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))

    assert len(rows) == len(found["questions"])
    assert {row["code"] for row in rows} == {each["code"] for each in found["questions"]}


def test_senders_of_feedback_are_counted_as_in_the_file(full: tuple[dict[str, Any], Path]) -> None:
    given = columns()
    sent = [code for unit, code in zip(given["unit"], given["SF"], strict=True) if unit == LARGE and code]
    told = json.dumps(content(full[1], "so-tu-phap")["chapters"], ensure_ascii=False)

    share = style.percentage(line(full[0], LARGE, "SF", "1")["estimate"], "vi", 1)
    assert f"Có {sent.count('1')}/{len(sent)} người trả lời ({share}) đã gửi góp ý" in told


def few_senders(n: int) -> Columns:
    """The small unit with so many senders of feedback, everybody else of it without."""
    given = columns()
    rows = [row for row, unit in enumerate(given["unit"]) if unit == SMALL]
    for place, row in enumerate(rows):
        given["SF"][row] = "1" if place < n else "0"
        for code in ("S19", "S20", "S21", "S22", "SE"):
            given[code][row] = "4" if place < n else ""
    return given


def test_how_many_sent_feedback_is_hidden_where_it_would_tell_a_hidden_base(tmp_path: Path) -> None:
    found, out = analysed(tmp_path, few_senders(3), "--edition", "full")

    for option in ("0", "1"):
        one = line(found, SMALL, "SF", option)
        assert (one["suppressed"], one["n_valid"], one["estimate"]) == ("hidden", None, None)
    told = json.dumps(content(out, "so-ngoai-vu")["chapters"], ensure_ascii=False)
    assert "Không hiển thị số người đã gửi góp ý" in told and "3/14" not in told
    assert line(analysed(tmp_path / "six", few_senders(6), "--edition", "full")[0], SMALL, "SF", "1")[
        "estimate"
    ]


def test_a_public_edition_tells_the_answers_of_all_together_only(tmp_path: Path) -> None:
    found, out = analysed(tmp_path, columns(), "--edition", "full", "--public")

    assert {each["unit"] for each in found["questions"]} == {None}
    assert "views" not in [each["code"] for each in content(out, "so-tu-phap")["chapters"]]
    assert "views" in [each["code"] for each in content(out, "whole")["chapters"]]
    assert all(
        each["n_valid"] is None or each["n_valid"] >= 10 or not each["n_valid"] for each in found["questions"]
    )


def test_drivers_are_told_of_units_with_300_complete_answers_only(tmp_path: Path) -> None:
    given = columns()
    for code in ("S19", "S20", "S21", "S22", "SE"):
        given[code] = [""] * len(given["unit"])
    given["SF"] = ["0"] * len(given["unit"])
    for code, cells in given.items():
        if code.startswith("S"):
            given[code] = ["4" if cell == "?" else cell for cell in cells]
    out = analysed(tmp_path, given, "--edition", "full")[1]

    assert "drivers" in [each["code"] for each in content(out, "whole")["chapters"]]
    assert "drivers" not in [each["code"] for each in content(out, "so-y-te")["chapters"]]


def test_the_usual_edition_has_no_such_table(tmp_path: Path) -> None:
    found, out = analysed(tmp_path, columns())

    assert "questions" not in found and not (out / "questions.csv").exists()
    assert content(out, "so-tu-phap").get("chapters", []) == []


def test_columns_of_by_are_described_in_the_reports(tmp_path: Path) -> None:
    given = columns()
    given["quầy"] = [str(1 + row % 2) for row in range(len(given["unit"]))]
    out = analysed(tmp_path, given, "--edition", "full", "--by", "quầy")[1]

    rows = texts(out, "so-tu-phap", "make-up")
    assert rows[0] == ["quầy"] and [row[0] for row in rows[1:]] == ["1", "2"]
    assert [row[1] for row in rows[1:]] == ["210", "210"]
