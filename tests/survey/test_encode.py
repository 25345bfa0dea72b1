"""A cell means its code, its label in any language, a sign, or what the command line says."""

from __future__ import annotations

from pathlib import Path

import pytest

from questionnaires.answers import positions
from questionnaires.load import load
from questionnaires.model import Questionnaire
from survey.analysing.columns import MissingItemsError
from survey.analysing.encode import BadCellsError, Encoded, encode
from survey.files.table import Table


@pytest.fixture
def questionnaire(form: Path) -> Questionnaire:
    return load(form)


def table(**columns: list[str]) -> Table:
    n = len(next(iter(columns.values())))
    full = {"A1": ["5"] * n, "A2": ["5"] * n, "A3": [""] * n} | columns
    return Table("b.csv", full, range(2, n + 2))


def answers(questionnaire: Questionnaire, encoded: Encoded, item: str) -> list[str]:
    """What became of one item: the characters of its positions, a text a ballot."""
    places = [number for number, each in enumerate(positions(questionnaire)) if each.item == item]
    return ["".join(map(chr, row)) for row in encoded.answers[:, places]]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("5", "5"),
        ("5.0", "5"),
        ("4.00", "4"),
        ("Rất hài lòng", "5"),
        ("RẤT HÀI LÒNG", "5"),
        ("Very satisfied", "5"),
        ("no opinion", "?"),
        ("", "."),
        (".", "."),
        ("?", "?"),
        ("*", "*"),
        ("#", "#"),
        ("-", "-"),
        ("9", "?"),
        ("9.0", "?"),
        ("DK", "?"),
        ("99", "."),
    ],
)
def test_a_cell_is_understood(questionnaire: Questionnaire, cell: str, code: str) -> None:
    encoded = encode(table(A1=[cell]), questionnaire, dont_know=("9", "dk"), missing=("99",))

    assert answers(questionnaire, encoded, "A1") == [code]


@pytest.mark.parametrize("cell", ["6", "0", "05", "5.5", "55", "satisfied very", "5 "])
def test_a_cell_that_says_something_else_is_refused(questionnaire: Questionnaire, cell: str) -> None:
    with pytest.raises(BadCellsError, match="row 3 column A1"):
        encode(table(A1=["5", cell]), questionnaire)


def test_a_blank_is_no_answer_or_not_asked_as_the_filter_says(questionnaire: Questionnaire) -> None:
    encoded = encode(table(sent=["1", "0", ""], A3=["", "", ""]), questionnaire)

    assert answers(questionnaire, encoded, "A3") == [".", "-", "-"]
    assert encoded.notes == ()


def test_an_answer_that_was_not_asked_for_is_set_aside_and_told(questionnaire: Questionnaire) -> None:
    encoded = encode(table(sent=["1", "0", "no"], A3=["4", "4", "?"]), questionnaire)

    assert answers(questionnaire, encoded, "A3") == ["4", "-", "-"]
    assert "2 answers" in encoded.notes[0] and "A3 is asked if sent is 1" in encoded.notes[0]


def test_without_the_filters_column_everybody_counts_as_asked(questionnaire: Questionnaire) -> None:
    encoded = encode(table(A3=["4", ""]), questionnaire)

    assert answers(questionnaire, encoded, "A3") == ["4", "."]
    assert encoded.notes == ("no column sent: everybody counts as asked what depends on it",)


def test_ticks_have_a_column_an_option(questionnaire: Questionnaire) -> None:
    ticks = table(sent=["1"] * 3, how_1=["1", "", "x"], how_2=["0", "", ""], how_3=["Yes", "", "by post"])

    assert answers(questionnaire, encode(ticks, questionnaire), "how") == ["101", "...", "101"]


def test_ticks_without_one_of_the_columns_are_refused(questionnaire: Questionnaire) -> None:
    with pytest.raises(MissingItemsError, match="how_3"):
        encode(table(how_1=["1"], how_2=["0"]), questionnaire)


def test_ticks_in_a_single_column_are_not_read_and_that_is_said(questionnaire: Questionnaire) -> None:
    encoded = encode(table(sent=["1"], how=["1;3"]), questionnaire)

    assert answers(questionnaire, encoded, "how") == ["..."]
    assert "how is not read" in encoded.notes[0]


def test_a_code_of_an_unrated_item_means_itself_whatever_is_said_of_no_opinion(
    questionnaire: Questionnaire,
) -> None:
    encoded = encode(table(sent=["0", "1"]), questionnaire, dont_know=("0",))

    assert answers(questionnaire, encoded, "sent") == ["0", "1"]
