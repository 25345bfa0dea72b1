"""The method note: it tells what was done to these figures, no more and no less."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.figures import Limits, Summary
from reports.content import Report
from reports.unit import unit_report
from tests.reports.cast import ABOUT, JUSTICE, estimate, questionnaire, report, summary


def note(made: Report, term: str) -> str:
    return " ".join(s.text for fact in made.method if fact.term == term for s in fact.sentences)


def noted(term: str, whole: Summary | None = None, **changes: object) -> str:
    asked = questionnaire()
    return note(report(replace(whole or summary(asked), **changes), asked), term)  # type: ignore[arg-type]


def test_the_answers_that_count_and_the_base_are_said() -> None:
    text = noted("Tỷ lệ hài lòng")

    assert "“hài lòng” hoặc “rất hài lòng”" in text
    assert "“không có ý kiến” không nằm trong mẫu số" in text


@pytest.mark.parametrize(
    "method",
    [
        "wilson_srs",
        "wilson",
        "wilson_pooled_deff",
        "wilson_at_bound",
        "clopper_pearson",
        "t",
        "census",
        "none",
    ],
)
def test_every_kind_of_interval_is_explained_when_it_occurs_and_only_then(method: str) -> None:
    asked = questionnaire()
    whole = summary(asked)
    ends = {"low": None, "high": None} if method in ("census", "none") else {}
    only = estimate(0.8, 50, method=method, **ends)
    whole = replace(whole, figures=tuple(replace(f, estimate=only) for f in whole.figures))
    sentences = [
        s.text for f in report(whole, asked).method if f.term == "Khoảng tin cậy" for s in f.sentences
    ]

    assert len(sentences) == 1


def test_a_pooled_design_effect_is_said_in_words() -> None:
    asked = questionnaire()
    whole = summary(asked)
    pooled = estimate(0.8, 50, method="wilson_pooled_deff")
    whole = replace(whole, figures=(replace(whole.figures[0], estimate=pooled), *whole.figures[1:]))

    assert "hệ số thiết kế mẫu tính gộp từ các đơn vị cùng loại" in noted("Khoảng tin cậy", whole)


def test_volunteers_random_samples_and_corrections_are_told_apart() -> None:
    assert "chỉ phản ánh sai số ngẫu nhiên" in noted("Mẫu khảo sát", voluntary=True)
    assert "Có hiệu chỉnh tổng thể hữu hạn" in noted("Mẫu khảo sát", finite_population=True)
    assert "Không hiệu chỉnh tổng thể hữu hạn" in noted("Mẫu khảo sát")


def test_weights_strata_and_areas_are_said() -> None:
    text = noted("Mẫu khảo sát", weighted=True, stratified=True, clustered=True)

    assert "quyền số" in text and "phân tầng" in text and "địa bàn" in text


def test_the_yardstick_and_its_test_are_explained_only_where_there_is_one() -> None:
    asked = questionnaire()

    assert "Holm" in noted("So sánh")
    assert not note(report(summary(asked, {JUSTICE: 50}), asked), "So sánh")


def test_the_thresholds_of_the_survey_stand_in_the_legend() -> None:
    asked = questionnaire()
    made = report(summary(asked, limits=Limits(display=10, reliable=50, width=0.25)), asked)
    legend = {symbol.sign: symbol.meaning for symbol in made.legend}

    assert "dưới 10 người trả lời" in legend["(*)"]
    assert "dưới 50 người trả lời hoặc khoảng tin cậy rộng hơn 25 điểm" in legend["(tk)"]
    assert {"…", "–"} <= set(legend)


def test_a_note_of_the_author_is_printed() -> None:
    asked = questionnaire()
    about = replace(ABOUT, note="Phiếu thu tại quầy số 3.")
    made = unit_report(summary(asked), asked, unit=JUSTICE, wave="2026", language="vi", about=about)

    assert made.facts[-1].term == "Ghi chú"
    assert [sentence.text for sentence in made.facts[-1].sentences] == ["Phiếu thu tại quầy số 3."]


def test_n_of_the_population_is_told_where_it_is_known() -> None:
    asked = questionnaire()
    made = report(summary(asked, populations=(("2026", JUSTICE, 3184),)), asked)
    basis = [s.text for fact in made.facts if fact.term == "Căn cứ" for s in fact.sentences]

    assert basis[:2] == ["50 phiếu.", "Tổng thể của đơn vị trong kỳ (N) là 3.184."]
