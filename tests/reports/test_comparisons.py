"""Comparisons in words: nothing is higher, lower, risen or fallen without a test."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from analysis.figures import Change
from reports.content import Report
from tests.reports.cast import (
    FIVE,
    JUSTICE,
    ballots,
    estimate,
    figure,
    one_item,
    questionnaire,
    report,
    summary,
    texts,
    with_figures,
)

HIGHER = re.compile(r"cao hơn mức bình quân|thấp hơn mức bình quân", re.IGNORECASE)


def fact(made: Report, term: str) -> str:
    found = [each for each in made.facts if each.term == term]
    return " ".join(sentence.text for each in found for sentence in each.sentences)


def beside_others(verdict: str, *, language: str = "vi", **changes: object) -> Report:
    asked = questionnaire()
    overall = figure(others=0.8681, versus_others=verdict)
    whole = replace(with_figures(summary(asked), overall), **changes)  # type: ignore[arg-type]
    return report(whole, asked, language=language)


@pytest.mark.parametrize(
    ("verdict", "vietnamese", "english"),
    [
        (
            "higher",
            "Mức độ hài lòng cao hơn mức bình quân các đơn vị còn lại (92,00% so với 86,81%);"
            " khác biệt có ý nghĩa thống kê.",
            "Satisfaction is above the mean of the other units (92.00% against 86.81%);"
            " the difference is significant.",
        ),
        (
            "lower",
            "Mức độ hài lòng thấp hơn mức bình quân các đơn vị còn lại (92,00% so với 86,81%);"
            " khác biệt có ý nghĩa thống kê.",
            "Satisfaction is below the mean of the other units (92.00% against 86.81%);"
            " the difference is significant.",
        ),
        (
            "same",
            "Chênh lệch với mức bình quân các đơn vị còn lại (92,00% so với 86,81%) nằm trong phạm vi"
            " sai số, chưa đủ cơ sở để kết luận đơn vị cao hơn hay thấp hơn.",
            "The gap to the mean of the other units (92.00% against 86.81%) is within the margin of error;"
            " it does not show the unit to be higher or lower.",
        ),
    ],
)
def test_the_verdict_of_the_test_chooses_the_sentence(verdict: str, vietnamese: str, english: str) -> None:
    assert fact(beside_others(verdict), "So với các đơn vị còn lại") == vietnamese
    assert fact(beside_others(verdict, language="en"), "Against the other units") == english


def test_without_a_test_the_yardstick_stands_alone() -> None:
    text = fact(beside_others(""), "So với các đơn vị còn lại")

    assert "86,81%, nêu để tham khảo" in text
    assert "cao hơn" not in text and "thấp hơn" not in text


def test_a_figure_for_reference_is_not_compared_whatever_it_carries() -> None:
    asked = questionnaire()
    overall = figure(value=0.5, n=22, others=0.9, versus_others="lower", reliable=False)

    text = fact(report(with_figures(summary(asked), overall), asked), "So với các đơn vị còn lại")

    assert "thấp hơn" not in text


def test_volunteers_are_compared_with_care() -> None:
    assert "cần thận trọng khi so sánh" in fact(
        beside_others("", voluntary=True), "So với các đơn vị còn lại"
    )


def test_a_unit_without_others_says_nothing_of_them() -> None:
    asked = questionnaire()

    assert not HIGHER.search(texts(report(summary(asked, {JUSTICE: 50}), asked)))


def change(
    difference: float | None,
    low: float | None = None,
    high: float | None = None,
    *,
    differs: bool = False,
    se: float | None = 0.01,
) -> Change:
    new = None if difference is None else 0.842 + difference
    old = None if difference is None else 0.842
    return Change(
        "2025",
        "2026",
        JUSTICE,
        "overall",
        "overall",
        old,
        new,
        difference,
        se,
        40.0,
        None,
        None,
        low,
        high,
        differs,
    )


def since(what: Change, **changes: object) -> str:
    asked = questionnaire()
    whole = summary(asked, changes=(what,), waves=("2025", "2026"), **changes)
    return fact(report(whole, asked), "So với năm 2025")


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (
            change(0.031, 0.01, 0.052, differs=True),
            "So với năm 2025, mức độ hài lòng tăng 3,10 điểm phần trăm (từ 84,20% lên 87,30%),"
            " vượt phạm vi sai số. Khoảng tin cậy 95% của mức chênh: từ +1,0 đến +5,2 điểm phần trăm.",
        ),
        (
            change(-0.031, -0.052, -0.01, differs=True),
            "So với năm 2025, mức độ hài lòng giảm 3,10 điểm phần trăm (từ 84,20% xuống 81,10%),"
            " vượt phạm vi sai số. Khoảng tin cậy 95% của mức chênh: từ −5,2 đến −1,0 điểm phần trăm.",
        ),
        (
            change(0.008, -0.02, 0.036),
            "So với năm 2025 (84,20%), kết quả cao hơn 0,80 điểm phần trăm; mức chênh này nằm trong"
            " phạm vi sai số, chưa thể khẳng định là tăng."
            " Khoảng tin cậy 95% của mức chênh: từ −2,0 đến +3,6 điểm phần trăm.",
        ),
    ],
)
def test_a_change_is_told_with_its_interval(what: Change, told: str) -> None:
    assert since(what) == told


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (change(-0.008, -0.03, 0.02), "chưa thể khẳng định là giảm"),
        (change(0.00001, -0.02, 0.02), "mức chênh làm tròn bằng 0"),
        (change(0.2, 0.1, 0.3), "số liệu tham khảo nên không kết luận là tăng hay giảm"),
        (change(0.05), "không có kiểm định nên không kết luận"),
        (change(None), "kết quả của một trong hai đợt không hiển thị"),
    ],
)
def test_a_change_that_is_not_proven_is_not_claimed(what: Change, told: str) -> None:
    text = since(what)

    assert told in text
    assert "vượt phạm vi sai số" not in text and "mức độ hài lòng tăng" not in text


def test_two_full_counts_differ_without_a_margin_of_error() -> None:
    text = since(change(0.031, 0.031, 0.031, differs=True, se=0.0))

    assert text == "So với năm 2025, mức độ hài lòng tăng 3,10 điểm phần trăm (từ 84,20% lên 87,30%)."


def test_volunteers_of_two_waves_may_be_different_people() -> None:
    assert "người trả lời của hai đợt có thể khác nhau" in since(change(0.008, -0.02, 0.036), voluntary=True)


def supported(value: float, n: int, language: str = "vi", **changes: object) -> str:
    term = {"vi": "Kết quả này nói được gì", "en": "What this result supports"}[language]
    return fact(report(ballots(value, n, **changes), one_item(), language=language), term)


def test_fifty_ballots_support_a_majority_but_no_mark() -> None:
    assert supported(0.92, 50) == (
        "46/50 người trả lời chọn “Hài lòng”, 4 người chọn “Ý kiến khác”, không có người chọn “Không hài lòng”."
        " Số phiếu này đủ để nói đa số hài lòng; chưa đủ để kết luận cao hơn hay thấp hơn"
        " một mốc nằm trong khoảng từ 81,2% đến 96,8% (ví dụ mốc 90%)."
    )
    assert supported(0.92, 50, "en") == (
        "46 of 50 chose “Satisfied”, 4 chose “Other opinion”, none chose “Dissatisfied”."
        " That supports “most are satisfied”; it does not show the unit to be above or below"
        " any mark between 81.2% and 96.8% (90%, say)."
    )


def test_ballots_that_do_not_settle_a_majority_say_so() -> None:
    assert "chưa đủ để nói đa số hài lòng hay không" in supported(0.54, 50)
    assert "đủ để nói chưa đến một nửa hài lòng" in supported(0.2, 50)


def test_volunteers_support_nothing_about_the_others() -> None:
    text = supported(0.92, 50, voluntary=True)

    assert "Đa số người đã trả lời hài lòng." in text
    assert "không kết luận được về toàn bộ người sử dụng dịch vụ" in text
    assert "đủ để nói" not in text


def test_a_full_count_of_one_question_is_counted_and_nothing_else() -> None:
    whole = ballots()
    item = whole.figure("Q", unit=JUSTICE, wave="2026")
    census = estimate(0.92, 50, low=None, high=None, method="census", se=0.0)
    told = with_figures(whole, replace(item, estimate=census), replace(figure(), estimate=census))

    text = fact(report(told, one_item()), "Kết quả này nói được gì")

    assert text.endswith("không có người chọn “Không hài lòng”.")


def test_on_five_levels_every_level_is_counted() -> None:
    counts = (("1", 1), ("2", 1), ("3", 2), ("4", 26), ("5", 20))
    whole = ballots()
    item = replace(whole.figure("Q", unit=JUSTICE, wave="2026"), counts=counts)

    text = fact(report(with_figures(whole, item), one_item(FIVE)), "Kết quả này nói được gì")

    assert text.startswith("20/50 người trả lời chọn “Rất hài lòng”, 26 người chọn “Hài lòng”, 2 người chọn")


def test_a_survey_of_several_questions_has_no_such_fact() -> None:
    asked = questionnaire()

    assert not fact(report(summary(asked), asked), "Kết quả này nói được gì")
