"""A first draft from somebody's columns: it loads, and it guesses only what can be guessed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaires.answers import encode
from questionnaires.columns import column_codes
from questionnaires.draft import DraftError, draft
from questionnaires.load import load
from questionnaires.model import Questionnaire

Write = Callable[[str], Path]
Columns = dict[str, list[str]]

RATED: Columns = {
    "q3_01": ["5", "4", "9", "1", "", "3"],
    "q3_02": ["5", "5", "5", "5", "5", "5"],
    "q5_01": ["2", "4", "4", "4", "2", "9"],
}


def drafted(write: Write, columns: Columns, **options: tuple[str, ...]) -> Questionnaire:
    return load(write(draft(columns, code="cuoc-khao-sat", **options)))


def test_rated_columns_become_factors_by_their_prefix(write: Write) -> None:
    made = drafted(write, RATED, missing=("9",))

    assert [(group.code, group.items) for group in made.groups] == [
        ("overall", ("q3_01", "q3_02", "q5_01")),
        ("q3", ("q3_01", "q3_02")),
        ("q5", ("q5_01",)),
    ]
    assert (made.status, made.index_rule) == ("draft", "mean_of_items")


def test_trailing_digits_are_a_prefix_too(write: Write) -> None:
    made = drafted(write, {"U1": ["1", "5"], "U2": ["4", "4"], "UF": ["0", "1"]})

    assert [(group.code, group.items) for group in made.groups][1:] == [("U", ("U1", "U2"))]
    assert [item.code for item in made.items if item.kind == "single"] == ["UF"]


def test_codes_within_one_to_five_get_the_standard_scale(write: Write) -> None:
    made = drafted(write, RATED, missing=("9",))
    scale = made.scale_of(made.item("q3_02"))

    assert scale.positive == ("4", "5")
    assert [(option.code, option.label["vi"]) for option in scale.options] == [
        ("5", "Rất hài lòng"),
        ("4", "Hài lòng"),
        ("3", "Bình thường"),
        ("2", "Không hài lòng"),
        ("1", "Rất không hài lòng"),
    ]
    assert scale.no_opinion is None


def test_a_code_for_do_not_know_becomes_no_opinion(write: Write) -> None:
    made = drafted(write, RATED, dont_know=("9",))

    assert made.scale_of(made.item("q3_01")).no_opinion == {"vi": "Không có ý kiến"}


def test_other_codes_are_their_own_labels_and_the_author_is_told_what_to_settle(write: Write) -> None:
    columns = {"nps1": ["0", "7", "9"], "nps2": ["9", "3", "8"]}
    made = drafted(write, columns)
    scale = made.scale_of(made.item("nps1"))

    assert scale.positive == ()
    assert [option.label["vi"] for option in scale.options] == ["0", "3", "7", "8", "9"]
    assert "# Say what each code means, and which codes count as satisfied" in draft(columns, code="x")


def test_other_small_columns_are_single_choices_about_the_respondent(write: Write) -> None:
    made = drafted(write, {"Giới tính": ["Nam", "Nữ", "Nữ", "Nam"], "kv": ["1", "2", "1", "2"], **RATED})
    sex, area = made.item("Gioi_tinh"), made.item("kv")

    assert (sex.kind, sex.text) == ("single", {"vi": "Giới tính"})
    assert [(option.code, option.label["vi"]) for option in sex.options] == [("1", "Nam"), ("2", "Nữ")]
    assert [(option.code, option.label["vi"]) for option in area.options] == [("1", "1"), ("2", "2")]


def test_a_small_column_with_do_not_know_offers_no_opinion(write: Write) -> None:
    made = drafted(write, {"sex": ["1", "2", "9", "1"]}, dont_know=("9",))

    scale = made.scale_of(made.item("sex"))
    assert [option.code for option in scale.options] == ["1", "2"]
    assert encode(made, {"sex": "?"}) == "?"


def test_two_low_codes_among_numbered_questions_are_no_rating(write: Write) -> None:
    made = drafted(write, {"Q1": ["1", "2"] * 15, "Q2": ["1", "5"] * 15, "Q3": ["3", "4"] * 15})

    assert [item.code for item in made.rated_items] == ["Q2", "Q3"]
    assert made.item("Q1").kind == "single"


@pytest.mark.parametrize(
    ("answers", "number"),
    [
        ([f"R{number:03}" for number in range(30)], 30),
        (["Lan", "Minh", "Hoa"], 3),
        (["", "", ""], 0),
        (["x", "x", "x"], 1),
    ],
    ids=["numbers of ballots", "names", "blank", "always the same"],
)
def test_a_column_that_is_no_closed_question_is_left_out_and_listed(
    write: Write, answers: list[str], number: int
) -> None:
    columns = {"cột lạ": answers, **RATED}

    assert f"#   cột lạ ({number} different answers)" in draft(columns, code="x").splitlines()
    assert "cot_la" not in [item.code for item in drafted(write, columns).items]


def test_what_one_person_wrote_is_never_printed() -> None:
    columns = {"ý kiến": ["Chị Lan ở quầy 3 rất tốt", "chờ lâu", "chờ lâu"], **RATED}

    assert "Chị Lan" not in draft(columns, code="x")


def test_columns_without_a_closed_question_are_refused() -> None:
    with pytest.raises(
        DraftError, match=r"no column holds .*: id, ghi chú; give a file with one row a ballot"
    ):
        draft({"id": ["a", "b"], "ghi chú": ["", ""]}, code="x")


def test_a_header_that_can_be_a_code_is_one_and_others_lose_their_marks() -> None:
    headers = ["q3_01", "Tuổi (năm)", "tuoi", "Tuổi, năm", "overall", "2026", "", "đường-sá"]

    assert column_codes(headers) == {
        "q3_01": "q3_01",
        "Tuổi (năm)": "Tuoi_nam",
        "tuoi": "tuoi",
        "Tuổi, năm": "Tuoi_nam_2",
        "overall": "overall_2",
        "2026": "c_2026",
        "": "column_7",
        "đường-sá": "duong-sa",
    }


def test_names_that_the_draft_itself_needs_are_left_to_the_columns(write: Write) -> None:
    columns = {"q3": ["a", "b", "a", "b"], "about": ["1", "2"], "satisfaction": ["1", "2"], **RATED}

    made = drafted(write, columns, missing=("9",))

    assert [block.code for block in made.blocks] == ["about_2", "satisfaction_2"]
    assert [group.code for group in made.groups] == ["overall", "q3_2", "q5"]


answers = st.sampled_from(
    [*"0123459AZ?.-*#", "", " 5 ", "Nam", "Nữ", "có: không", "a\nb", '"', "\u202e", "\x00"]
)
headers = st.text(max_size=12) | st.sampled_from(["q3_01", "q3_02", "U1", "U2", "overall", "about", "q3"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    columns=st.dictionaries(headers, st.lists(answers, max_size=12), min_size=1, max_size=6),
    dont_know=st.sets(st.sampled_from(["9", "Nam", "5"])),
    missing=st.sets(st.sampled_from(["0", "Nữ"])),
)
def test_a_draft_of_any_columns_loads(
    write: Write, columns: Columns, dont_know: set[str], missing: set[str]
) -> None:
    columns = {**columns, "last_1": list("12345")}

    made = load(write(draft(columns, code="thử", dont_know=dont_know, missing=missing)))

    assert {item.code for item in made.items} <= set(column_codes(columns).values())
    assert "last_1" in [item.code for item in made.rated_items]
