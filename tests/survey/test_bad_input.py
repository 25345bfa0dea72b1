"""Every bad input is answered by one line with what, where and the cure, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.survey.cast import FORM, Command, Outcome, ballots


def refused(outcome: Outcome, *words: str, status: int = 1) -> None:
    """One line, the words in it, the status, no folder."""
    assert outcome.status == status
    assert outcome.err.startswith("hailong: ") and outcome.err.count("\n") == 1, outcome.err
    assert not [word for word in words if word not in outcome.err], outcome.err
    assert outcome.err.count("; ") >= 1, "what; where; cure"
    assert not outcome.folder.exists()
    assert not list(outcome.folder.parent.glob(".*"))


def test_a_code_outside_the_scale_is_named_with_its_row_and_column(analyse: Command, tmp_path: Path) -> None:
    file = ballots(10_000).put(9_731, "A2", "7").csv(tmp_path / "b.csv")

    refused(analyse(file), "row 9731", "column A2", "'7'", "5 4 3 2 1")


def test_ten_bad_cells_are_shown_and_the_rest_counted(analyse: Command, tmp_path: Path) -> None:
    sheet = ballots(100)
    for row in range(20, 51):
        sheet.put(row, "A1", "tốt")

    outcome = analyse(sheet.csv(tmp_path / "b.csv"))

    refused(outcome, "31 cells are not an answer", "row 20", "row 29", "and 21 more")
    assert "row 30" not in outcome.err


def test_a_missing_unit_column_is_refused_with_the_nearest_names(analyse: Command, tmp_path: Path) -> None:
    sheet = ballots(10)
    sheet.header[0] = "units"

    refused(analyse(sheet.csv(tmp_path / "b.csv")), "'unit'", "units")


def test_missing_item_columns_are_all_listed(analyse: Command, tmp_path: Path) -> None:
    sheet = ballots(10)
    sheet.header[4:6] = ["a1", "Q2"]

    refused(analyse(sheet.csv(tmp_path / "b.csv")), "2 items", "A1 (the nearest columns are a1", "A2")


def test_text_in_the_weight_column_is_refused(analyse: Command, tmp_path: Path) -> None:
    file = ballots(20).put(7, "weight", "lớn").csv(tmp_path / "b.csv")

    refused(analyse(file, "--weight", "weight"), "'lớn'", "row 7", "'weight'")


def test_words_in_an_item_column_are_refused(analyse: Command, tmp_path: Path) -> None:
    file = ballots(20).put(7, "A1", "rất tốt").csv(tmp_path / "b.csv")

    refused(analyse(file), "row 7", "column A1", "rất tốt")


@pytest.mark.parametrize("name", ["b.csv", "b.csv.gz"])
def test_an_empty_file_is_refused(analyse: Command, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"")

    refused(analyse(file), "0 bytes")


def test_a_header_alone_is_refused(analyse: Command, tmp_path: Path) -> None:
    refused(analyse(ballots(0).csv(tmp_path / "b.csv")), "no row below the header")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "0 bytes"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old .xls"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"unit,A1\n", "not an XLSX"),
    ],
)
def test_a_bad_workbook_is_refused(analyse: Command, tmp_path: Path, content: bytes, word: str) -> None:
    file = tmp_path / "b.xlsx"
    file.write_bytes(content)

    refused(analyse(file), word)


def test_a_workbook_cut_short_is_refused(analyse: Command, tmp_path: Path) -> None:
    file = ballots(50).xlsx(tmp_path / "b.xlsx")
    file.write_bytes(file.read_bytes()[:-300])

    refused(analyse(file), "damaged", "b.xlsx")


@pytest.mark.parametrize("name", ["b.csv", "b.ods"])
def test_a_file_of_another_kind_is_refused(analyse: Command, tmp_path: Path, name: str) -> None:
    file = ballots(5).xlsx(tmp_path / "b.xlsx").rename(tmp_path / name)

    refused(analyse(file), "save it as CSV")


def test_a_sheet_that_is_not_there_is_refused(analyse: Command, tmp_path: Path) -> None:
    file = ballots(5).xlsx(tmp_path / "b.xlsx")

    refused(analyse(file, "--sheet", "Hai"), "'Hai'", "Phiếu")


def test_a_doubled_item_in_the_questionnaire_is_refused(analyse: Command, form: Path, tmp_path: Path) -> None:
    form.write_text(FORM.replace("code: A2", "code: A1"), encoding="utf-8")

    refused(analyse(ballots(9).csv(tmp_path / "b.csv")), "form.yaml", "A1")


def test_a_population_smaller_than_the_sample_is_refused(analyse: Command, tmp_path: Path) -> None:
    file = ballots(30).column("N", ["9"] * 30).csv(tmp_path / "b.csv")

    refused(analyse(file, "--population", "N"), "n = 10 of N = 9", "row")


def test_a_population_that_changes_within_a_stratum_is_refused(analyse: Command, tmp_path: Path) -> None:
    file = ballots(30).column("N", ["90"] * 30).put(8, "N", "91").csv(tmp_path / "b.csv")

    refused(analyse(file, "--population", "N"), "differs within stratum", "row 8")


def test_a_negative_weight_is_refused(analyse: Command, tmp_path: Path) -> None:
    file = ballots(30).put(8, "weight", "-1").csv(tmp_path / "b.csv")

    refused(analyse(file, "--weight", "weight"), "negative", "row 8")


def test_a_missing_weight_is_refused(analyse: Command, tmp_path: Path) -> None:
    file = ballots(30).put(8, "weight", " ").csv(tmp_path / "b.csv")

    refused(analyse(file, "--weight", "weight"), "blank", "row 8")


def test_one_psu_in_a_stratum_is_refused(analyse: Command, tmp_path: Path) -> None:
    villages = [f"{number % 3}.{number // 3 % 4 if number % 3 else 1}" for number in range(60)]
    file = ballots(60).column("village", villages).csv(tmp_path / "b.csv")

    refused(analyse(file, "--psu", "village"), "Sở Nội vụ", "--lonely adjust", "b.csv")


def test_a_blank_unit_is_refused(analyse: Command, tmp_path: Path) -> None:
    refused(analyse(ballots(9).put(4, "unit", "").csv(tmp_path / "b.csv")), "blank", "row 4")


def test_a_ragged_row_is_refused(analyse: Command, tmp_path: Path) -> None:
    sheet = ballots(9)
    sheet.rows[3].append("4")

    refused(analyse(sheet.csv(tmp_path / "b.csv")), "8 cells", "header has 7", "row 5")


@pytest.mark.parametrize("encoding", ["cp1258", "utf-16-le"])
def test_a_file_that_is_not_unicode_is_refused(analyse: Command, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "b.csv"
    file.write_bytes("unit,A1,A2,A3\nđơn vi,5,4,\n".encode(encoding))

    refused(analyse(file), "line", "UTF-8")


def test_a_doubled_header_is_refused(analyse: Command, tmp_path: Path) -> None:
    sheet = ballots(9)
    sheet.header[5] = "A1"

    refused(analyse(sheet.csv(tmp_path / "b.csv")), "used twice", "A1")


def test_quotes_that_are_never_closed_are_refused(analyse: Command, tmp_path: Path) -> None:
    file = tmp_path / "b.csv"
    file.write_text('unit,A1,A2,A3\n"Sở,5,4,\nSở,5,4,\n', encoding="utf-8")

    refused(analyse(file), "quotes", "row 2")


def test_a_damaged_gzip_file_is_refused(analyse: Command, tmp_path: Path) -> None:
    file = ballots(50).csv(tmp_path / "b.csv.gz")
    file.write_bytes(file.read_bytes()[:-40])

    refused(analyse(file), "damaged")


def test_volunteers_with_a_population_are_a_contradiction(analyse: Command, tmp_path: Path) -> None:
    file = ballots(9).csv(tmp_path / "b.csv")

    refused(analyse(file, "--voluntary", "--population", "weight"), "volunteers", "leave one", status=2)


def test_a_word_for_no_opinion_may_not_be_an_answer(analyse: Command, tmp_path: Path) -> None:
    file = ballots(9).csv(tmp_path / "b.csv")

    refused(analyse(file, "--dont-know", "5"), "A1", status=2)


def test_satisfied_codes_that_no_item_offers_are_refused(analyse: Command, tmp_path: Path) -> None:
    file = ballots(9).csv(tmp_path / "b.csv")

    refused(analyse(file, "--satisfied", "5,6"), "6", "1 2 3 4 5", status=2)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["analyse"], None),
        (["analyse", "none.csv", "--unit", "u"], "does not exist"),
        (["bogus"], "bogus"),
        (["questionnaire", "check", "none.yaml"], None),
    ],
)
def test_a_wrong_command_line_never_ends_in_a_traceback(
    hailong: Callable[..., Outcome], arguments: list[str], word: str | None
) -> None:
    outcome = hailong(*arguments)

    assert outcome.status in {1, 2}
    assert "Traceback" not in outcome.err
    assert word is None or word in outcome.err
