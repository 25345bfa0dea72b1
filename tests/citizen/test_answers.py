"""From the form to the database: each kind of question, what is sent back, what is dropped."""

from __future__ import annotations

from typing import Any

import pytest

from survey import create_app
from survey.files.texts import LONGEST_COMMENT
from tests.citizen.cast import ANSWERS, FULL, Citizen, Shop


def test_a_complete_form_is_stored_and_thanked_for(both: Shop) -> None:
    citizen = Citizen(create_app(both.engine).test_client())
    citizen.open()
    ballot = citizen.ballot

    page = citizen.send(FULL | {"comment": "Nên có thêm ghế ngồi."})

    assert citizen.was_redirected
    assert page.root.one("h1").text == "Cảm ơn Ông/Bà. Ý kiến đã được ghi nhận."
    assert both.answers() == ANSWERS
    assert both.comments() == {"comment": "Nên có thêm ghế ngồi."}
    (stored,) = both.ballots()
    assert (stored.id, stored.language, stored.seconds, stored.state) == (ballot, "vi", None, "c")


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ({"came": "1"}, {"came": "1"}),
        ({"A1": "?"}, {"A1": "?"}),
        ({"ways": ["X"]}, {"ways": ("X",)}),
        ({"ways": ["2", "1"]}, {"ways": ("1", "2")}),
        ({"ways": ["none"]}, {"ways": ()}),
        ({"gifts": ["2"]}, {"gifts": ("2",)}),
        ({"again": "1", "times": "1"}, {"again": "1", "times": "1", "why": "-"}),
        ({"again": "1", "times": "2", "why": "2"}, {"again": "1", "times": "2", "why": "2"}),
    ],
    ids=str,
)
def test_each_kind_of_answer_is_stored_as_it_was_given(
    citizen: Citizen, shop: Shop, given: dict[str, Any], stored: dict[str, Any]
) -> None:
    citizen.send(FULL | given)

    assert shop.answers() == ANSWERS | stored


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("came", "Câu này chưa có câu trả lời. Xin chọn một ô."),
        ("ways", "Câu này chưa có câu trả lời. Xin chọn ít nhất một ô."),
        ("again", "Câu này chưa có câu trả lời. Xin chọn một ô."),
        ("A1", "Câu này chưa có câu trả lời. Xin chọn một mức, hoặc chọn “Không có ý kiến”."),
        ("A3", "Câu này chưa có câu trả lời. Xin chọn một mức."),
    ],
)
def test_a_form_missing_a_required_item_is_sent_back_and_nothing_is_stored(
    citizen: Citizen, shop: Shop, code: str, sentence: str
) -> None:
    ballot = citizen.ballot

    page = citizen.send({each: given for each, given in FULL.items() if each != code})

    question = page.question(code)
    assert citizen.status == 422
    assert shop.ballots() == []
    assert page.title.startswith("Lỗi: ")
    assert page.alert.one("h2").text == "Còn 1 câu chưa trả lời:"
    assert page.alert.one("a")["href"] == f"#q-{code}"
    assert page.alert.one("a").text == question.one("legend").text
    assert page.by_id[question["aria-describedby"]].text == f"Lỗi: {sentence}"
    assert citizen.ballot == ballot


def test_what_was_filled_in_is_still_there_when_the_form_comes_back(citizen: Citizen) -> None:
    given = {"came": "B", "ways": ["1", "X"], "who": "bác bảo vệ", "A2": "?", "comment": "a\n<b> & c"}

    page = citizen.send(given)

    assert [link["href"][3:] for link in page.alert.all("a")] == ["again", "A1", "A3"]
    assert page.alert.one("h2").text == "Còn 3 câu chưa trả lời:"
    kept = page.filled_in()
    assert {code: kept[code] for code in given} == {
        code: value if isinstance(value, list) else [value] for code, value in given.items()
    }


def test_the_form_that_came_back_can_be_completed(citizen: Citizen, shop: Shop) -> None:
    citizen.send({code: given for code, given in FULL.items() if code != "A1"})

    citizen.send({"A1": "5"})

    assert citizen.was_redirected
    assert shop.answers() == ANSWERS


def test_answers_to_questions_that_were_not_asked_are_dropped(citizen: Citizen, shop: Shop) -> None:
    citizen.send(FULL | {"times": "2", "why": "1", "who": "không ai"})

    assert shop.answers() == ANSWERS
    assert shop.comments() == {}


def test_a_question_behind_an_open_filter_must_be_answered(citizen: Citizen, shop: Shop) -> None:
    page = citizen.send(FULL | {"again": "1"})

    assert [link["href"] for link in page.alert.all("a")] == ["#q-times"]
    assert shop.ballots() == []


def test_more_ticks_than_allowed_are_sent_back(citizen: Citizen, shop: Shop) -> None:
    page = citizen.send(FULL | {"ways": ["1", "2", "X"]})

    assert citizen.status == 422
    assert page.alert.one("h2").text == "Còn 1 chỗ cần sửa:"
    assert page.alert.one("a").text == "Ông/Bà đã hỏi ai? – Đang chọn 3 ô, nhiều nhất là 2 ô. Xin bỏ bớt."
    assert shop.ballots() == []


def test_none_of_these_and_another_tick_contradict_each_other(citizen: Citizen, shop: Shop) -> None:
    page = citizen.send(FULL | {"ways": ["1", "none"]})

    assert "Không có mục nào ở trên" in page.by_id["e-ways"].text
    assert shop.ballots() == []


def test_a_comment_that_is_too_long_is_sent_back_whole(citizen: Citizen, shop: Shop) -> None:
    text = "ệ" * (LONGEST_COMMENT + 1)

    page = citizen.send(FULL | {"comment": text})

    assert "Ý kiến dài 2.001 ký tự, nhiều nhất là 2.000." in page.by_id["e-comment"].text
    assert page.filled_in()["comment"] == [text]
    assert shop.ballots() == []


def test_a_comment_is_kept_composed_and_without_what_is_no_text(citizen: Citizen, shop: Shop) -> None:
    citizen.send(FULL | {"comment": "  do\u0302\u0301t\x00 la\r\nhai\x1b "})

    assert shop.comments() == {"comment": "dốt la\nhai"}


@pytest.mark.parametrize("given", [{"A1": "9"}, {"A1": ["5", "4"]}, {"ways": ["Z"]}, {"came": ""}], ids=str)
def test_what_the_questionnaire_does_not_offer_is_refused(
    citizen: Citizen, shop: Shop, given: dict[str, Any]
) -> None:
    citizen.send(FULL | given)

    assert citizen.status == 422
    assert shop.ballots() == []


@pytest.mark.parametrize(
    "changed", [{"stranger": "1"}, {"_ballot": "1"}, {"_questionnaire": "everything 0"}], ids=str
)
def test_a_page_that_is_not_as_we_made_it_is_shown_afresh_with_its_answers(
    citizen: Citizen, shop: Shop, changed: dict[str, str]
) -> None:
    page = citizen.send(FULL | changed)

    assert citizen.status == 422
    assert page.alert.text.startswith("Mẫu phiếu đã thay đổi")
    assert shop.ballots() == []

    citizen.send({})
    assert shop.answers() == ANSWERS


def test_seconds_that_a_script_counted_are_stored_and_nonsense_is_not(citizen: Citizen, shop: Shop) -> None:
    citizen.send(FULL | {"_seconds": "75"})
    citizen.look("/s/all-phone?lang=vi&again=1")
    citizen.send(FULL | {"_seconds": "-1e9"})

    assert sorted(str(ballot.seconds) for ballot in shop.ballots()) == ["75", "None"]


def test_the_same_form_sent_again_is_thanked_for_and_stored_once(citizen: Citizen, shop: Shop) -> None:
    sent = citizen.page.filled_in() | {code: list(given) for code, given in FULL.items()}

    for _ in range(3):
        citizen.post(sent)
        assert citizen.was_redirected

    assert len(shop.ballots()) == 1


def test_another_form_under_the_same_id_is_told_that_the_first_one_stays(
    citizen: Citizen, shop: Shop
) -> None:
    sent = citizen.page.filled_in() | {code: list(given) for code, given in FULL.items()}
    citizen.post(sent)

    page = citizen.post(sent | {"A1": ["1"]})

    assert citizen.status == 409
    assert page.root.one("h1").text.startswith("Ông/Bà đã gửi phiếu cho lần giao dịch này.")
    assert page.root.one("a").text == "Đánh giá lần giao dịch khác"
    assert shop.answers() == ANSWERS


def test_questions_asked_once_more_may_be_skipped(citizen: Citizen, shop: Shop) -> None:
    page = citizen.send({"came": "B", "A1": "5"})
    assert page.root.one("button", name="_skip").text == "Gửi phiếu, bỏ qua các câu này"

    citizen.send({}, button="_skip")

    assert citizen.was_redirected
    assert shop.answers() == ANSWERS | {
        "ways": ".",
        "again": ".",
        "A2": ".",
        "A3": ".",
    }


def test_nothing_is_skipped_before_it_was_asked_once_more(citizen: Citizen, shop: Shop) -> None:
    citizen.send({"came": "B"}, button="_skip")

    assert citizen.status == 422
    assert shop.ballots() == []


def test_a_form_with_no_answer_at_all_cannot_be_sent(citizen: Citizen, shop: Shop) -> None:
    page = citizen.send({"comment": "chỉ viết thôi"})
    assert not page.root.all("button", name="_skip")

    citizen.send({}, button="_skip")

    assert citizen.status == 422
    assert shop.ballots() == []
