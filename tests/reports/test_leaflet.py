"""The sheet for the public wall: one page, one figure, nothing that its report hides."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from analysis.figures import Summary
from reports.leaflet.leaflet import leaflet
from tests.doors.cast import picture, scanned
from tests.doors.cast import texts as pages
from tests.reports.cast import figure, hidden, questionnaire, report, summary, texts, with_figures

ADDRESS = "https://ket-qua.lamgiang.gov.vn/so-tu-phap"
LONG = "Trung tâm Phục vụ hành chính công và Kiểm soát thủ tục hành chính, Văn phòng Hội đồng nhân dân " * 2


def told(whole: Summary, *, language: str = "vi", address: str = ADDRESS) -> str:
    (text,) = pages(leaflet(report(whole, questionnaire(), language=language), address))
    return text


def test_the_figure_stands_large_with_its_interval_in_words_and_thanks() -> None:
    text = told(with_figures(summary(questionnaire()), figure(value=0.92)))

    assert "92%" in text
    assert "Với 50 phiếu, kết quả này có khoảng tin cậy 95% từ 81,2% đến 96,8%." in text
    assert "Cảm ơn 50 người đã trả lời." in text
    assert "ket-qua.lamgiang.gov.vn/so-tu-phap" in text
    assert "DỮ LIỆU MÔ PHỎNG" in text


def test_it_says_no_sentence_that_the_report_does_not_say() -> None:
    made = report(summary(questionnaire()), questionnaire(), language="en")
    (text,) = pages(leaflet(made, ""))

    for sentence in made.headline.sentences:
        assert sentence.text in text and sentence.text in texts(made)
    assert "Thank you to the 50 people who answered." in text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_hidden_figure_is_not_on_the_wall(language: str) -> None:
    whole = with_figures(summary(questionnaire()), hidden())
    without = replace(report(whole, questionnaire(), language=language))
    (text,) = pages(leaflet(replace(without, about=replace(without.about, title="", checksum="")), ""))

    assert set(re.findall(r"\d+", text)) <= {"5", "2026"}
    assert "%" not in text


def test_the_qr_code_leads_to_the_public_page_and_without_one_there_is_none() -> None:
    made = report(summary(questionnaire()), questionnaire())

    assert scanned(picture(leaflet(made, ADDRESS))) == [ADDRESS]
    assert scanned(picture(leaflet(made))) == []


def test_a_long_name_and_many_sentences_stay_on_one_page() -> None:
    whole = with_figures(summary(questionnaire()), figure(value=0.6, n=12))
    made = replace(report(whole, questionnaire()), name=LONG[:140])
    (text,) = pages(leaflet(made, f"{ADDRESS}/{'muc-luc-' * 8}"))

    assert " ".join(LONG[:140].split()) in text
    assert "chỉ để tham khảo" in text


def test_the_same_report_makes_the_same_bytes() -> None:
    made = report(summary(questionnaire()), questionnaire())

    assert leaflet(made, ADDRESS) == leaflet(made, ADDRESS)
