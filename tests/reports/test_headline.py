"""The opening sentences, each in its situation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.figures import Limits
from tests.reports.cast import (
    FIVE,
    JUSTICE,
    ballots,
    estimate,
    figure,
    hidden,
    one_item,
    questionnaire,
    report,
    report_of_all,
    summary,
    with_figures,
)


def opening(overall: object, language: str = "vi", **changes: object) -> str:
    """The headline's text for this overall figure of nine pooled items."""
    asked = questionnaire()
    whole = replace(with_figures(summary(asked), overall), **changes)  # type: ignore[arg-type]
    made = report(whole, asked, language=language)
    return " ".join(sentence.text for sentence in made.headline.sentences)


def test_a_random_sample_gets_its_figure_and_its_interval() -> None:
    assert opening(figure()).startswith(
        "Mức độ hài lòng chung đối với Sở Tư pháp đạt 92,00%. "
        "Với 50 phiếu, kết quả này có khoảng tin cậy 95% từ 81,2% đến 96,8%."
    )
    assert opening(figure(), "en").startswith(
        "Overall satisfaction with Sở Tư pháp is 92.00%. "
        "With 50 forms its 95% confidence interval runs from 81.2% to 96.8%."
    )


def test_volunteers_speak_for_themselves_only() -> None:
    text = opening(figure(), voluntary=True)

    assert text.startswith("Trong những người đã trả lời, mức độ hài lòng chung")
    assert "tự nguyện trả lời, không phải mẫu ngẫu nhiên" in text
    assert "không dùng để xếp hạng" in text


def test_a_full_count_has_no_sampling_error() -> None:
    census = estimate(0.875, 64, low=None, high=None, method="census", se=0.0)

    text = opening(replace(figure(), estimate=census))

    assert "Toàn bộ 64 người dân, tổ chức sử dụng dịch vụ trong kỳ đã trả lời" in text
    assert "khoảng tin cậy" not in text


def test_a_hundred_per_cent_says_what_it_may_still_be() -> None:
    text = opening(figure(value=1.0, n=48))

    assert "cả 48 người trả lời đều chọn “hài lòng” hoặc “rất hài lòng”" in text
    assert "cận dưới của khoảng tin cậy 95% là 92,6%" in text


def test_a_rate_that_only_prints_as_a_hundred_is_not_called_all() -> None:
    text = opening(figure(value=0.99997, n=40000))

    assert "đạt 100,00%" in text
    assert "đều chọn" not in text


def test_nobody_satisfied_says_how_many_it_may_be_at_most() -> None:
    text = opening(figure(value=0.0, n=36), "en")

    assert "None of 36 respondents chose “satisfied” or “very satisfied”" in text
    assert "the upper end of the 95% interval is 9.6%" in text


def test_few_forms_are_for_reference_only() -> None:
    text = opening(figure(value=0.5, n=22))

    assert "Kết quả dựa trên 22 phiếu, chỉ để tham khảo, không xếp hạng, không xếp loại." in text


def test_a_wide_interval_of_many_forms_is_for_reference_for_its_width() -> None:
    wide = estimate(0.8, 60, low=0.55, high=0.93)

    text = opening(replace(figure(n=60), estimate=wide, reliable=False))

    assert "Khoảng tin cậy rộng hơn 30 điểm phần trăm" in text


@pytest.mark.parametrize(
    ("why", "limit", "told"),
    [
        ("hidden", 5, "Không hiển thị kết quả vì có dưới 5 người trả lời, để không lộ"),
        ("hidden", 10, "dưới 10 người trả lời, để không lộ"),
        ("empty", 5, "Không có phiếu nào nên không có kết quả."),
    ],
)
def test_what_is_not_shown_says_why(why: str, limit: int, told: str) -> None:
    assert told in opening(hidden(why=why), limits=Limits(display=limit))


def test_a_public_edition_does_not_say_which_of_the_two_it_is() -> None:
    text = opening(hidden(), limits=Limits(display=10, public=True))

    assert "vì có dưới 10 người trả lời, hoặc vì từ đó tính ngược ra được" in text


def test_a_figure_of_items_that_are_hidden_one_by_one_does_not_claim_that_few_answered() -> None:
    assert "hoặc vì từ đó tính ngược" in opening(replace(hidden(), n=40))


def test_ballots_without_a_valid_answer_are_not_called_no_ballots() -> None:
    assert "Không có câu trả lời hợp lệ nào" in opening(replace(hidden(why="empty"), n=7))


@pytest.mark.parametrize(
    ("reason", "told"),
    [("one_psu", "một địa bàn mẫu"), ("no_spread", "mọi câu trả lời giống nhau"), ("new", "Không tính được")],
)
def test_a_missing_interval_gives_its_reason(reason: str, told: str) -> None:
    bare = estimate(0.8, 40, low=None, high=None, method="none", reason=reason)

    assert told in opening(replace(figure(), estimate=bare))


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("pooled", "tính theo câu trả lời, không tính theo người"),
        ("mean_of_items", "bình quân tỷ lệ hài lòng của 9 câu hỏi"),
        ("mean_of_factors", "bình quân của 3 yếu tố"),
        ("fixed_weights", "theo quyền số ghi trong mẫu phiếu"),
        ("mean_of_respondents", "của từng người trả lời 9 câu hỏi"),
        ("mean_score", "không phải tỷ lệ phần trăm"),
    ],
)
def test_an_index_is_never_called_a_share_of_people(rule: str, told: str) -> None:
    assert told in opening(figure(), index_rule=rule)


def test_an_index_counts_only_the_items_somebody_answered() -> None:
    assert "8 câu hỏi" in opening(figure(missing_items=("F1_1",)))


def test_a_single_question_is_a_share_of_people_and_has_no_index_to_explain() -> None:
    made = report(ballots(), one_item())
    text = " ".join(sentence.text for sentence in made.headline.sentences)

    assert text == (
        "Mức độ hài lòng đối với Sở Tư pháp đạt 92,00%. "
        "Với 50 phiếu, kết quả này có khoảng tin cậy 95% từ 81,2% đến 96,8%."
    )


def test_a_mean_score_is_no_percentage() -> None:
    score = estimate(4.12, 50, low=4.02, high=4.21, method="t")
    text = opening(replace(figure(), estimate=score), index_rule="mean_score")

    assert text.startswith("Điểm hài lòng bình quân đối với Sở Tư pháp là 4,12 điểm.")
    assert "từ 4,02 đến 4,21" in text
    assert "%" not in text.replace("95%", "")


def test_the_whole_says_that_forms_were_pooled() -> None:
    asked = questionnaire(scale=FIVE)
    made = report_of_all(summary(asked), asked)

    assert "3 đơn vị được khảo sát (kết quả chung, gộp phiếu)" in made.headline.sentences[0].text


def test_answers_that_the_user_counts_as_satisfied_are_the_ones_quoted() -> None:
    asked = questionnaire()
    whole = with_figures(summary(asked, satisfied=("3", "4", "5")), figure(value=1.0, n=48))
    text = " ".join(s.text for s in report(whole, asked, unit=JUSTICE).headline.sentences)

    assert "“bình thường”, “hài lòng” hoặc “rất hài lòng”" in text
