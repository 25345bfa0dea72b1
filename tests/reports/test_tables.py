"""The tables: which rows stand in them, what their cells print, what is said above and below."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from analysis.figures import Figure, Summary
from questionnaires.model import Questionnaire
from reports.cells import cells
from reports.content import Report, Section
from reports.measures import Printer
from reports.subject import UnknownUnitError, UnknownWaveError
from tests.reports.cast import (
    JUSTICE,
    LAND,
    PARK,
    THREE,
    estimate,
    figure,
    hidden,
    one_item,
    questionnaire,
    report,
    report_of_all,
    summary,
    texts,
    with_figures,
)

RATE = Printer("rate", "vi")


def section(made: Report, code: str) -> Section | None:
    return next((each for each in made.sections if each.code == code), None)


def labels(made: Report, code: str) -> list[str]:
    found = section(made, code)
    return [row.label for row in found.rows] if found else []


def told(made: Report, code: str) -> str:
    found = section(made, code)
    assert found is not None
    return " ".join(sentence.text for sentence in (*found.finding, *found.notes))


def test_a_usual_row_prints_its_base_rate_interval_yardstick_and_verdict() -> None:
    row = cells(figure("Q", "item", others=0.86, versus_others="higher", dont_know=7), RATE)

    assert (row.n, row.dont_know, row.value, row.interval) == ("50", "12,3%", "92,00%", "81,2–96,8")
    assert (row.others, row.verdict, row.tone) == ("86,00%", "Cao hơn", "higher")


def test_a_hidden_row_prints_its_symbol_and_nothing_else() -> None:
    row = cells(hidden("Q", "item"), RATE)

    assert (row.n, row.value) == ("(*)", "(*)")
    assert not (row.dont_know or row.interval or row.others or row.verdict)


def test_nothing_to_count_and_nothing_known_have_different_symbols() -> None:
    assert cells(hidden(why="empty"), RATE).value == "–"
    assert cells(replace(figure(), estimate=None), RATE).value == "…"


def test_a_row_for_reference_is_marked_and_carries_no_verdict_of_a_test() -> None:
    row = cells(figure(n=22, others=0.9, versus_others="lower", reliable=False), RATE)

    assert row.value.endswith("% (tk)")
    assert (row.verdict, row.tone) == ("Tham khảo", "reference")


@pytest.mark.parametrize(
    ("made", "printed"),
    [
        (estimate(1.0, 41), "ít nhất 91,4"),
        (estimate(0.0, 36), "nhiều nhất 9,6"),
        (estimate(0.8, 40, low=None, high=None, method="census"), "toàn bộ"),
        (estimate(0.8, 40, low=None, high=None, method="none", reason="one_psu"), "…"),
    ],
)
def test_an_interval_that_is_none_or_ends_with_the_scale_is_put_in_words(made: object, printed: str) -> None:
    assert cells(replace(figure(), estimate=made), RATE).interval == printed  # type: ignore[arg-type]


def test_items_stand_under_their_factors_with_a_capital() -> None:
    asked = questionnaire((2, 2))
    rows = labels(report(summary(asked), asked), "items")

    assert rows[0] == "Thủ tục hành chính 1" and rows[3] == "Công chức, viên chức 2"
    assert len(rows) == 6 and all(row[0].isupper() for row in rows)


def test_factors_of_one_item_each_need_no_line_of_their_own() -> None:
    asked = questionnaire((1, 1, 1))
    made = report(summary(asked), asked)

    assert len(labels(made, "items")) == 3


def test_overall_questions_stand_apart_from_the_items_of_the_index() -> None:
    asked = questionnaire((2, 2), beside=1)
    made = report(summary(asked), asked)

    assert len(labels(made, "beside")) == 1
    assert "không gộp vào chỉ số" in told(made, "beside")
    assert not set(labels(made, "beside")) & set(labels(made, "items"))


def test_the_lowest_items_are_named_and_only_the_clear_ones_called_so() -> None:
    asked = questionnaire()
    made = report(summary(asked), asked)
    found = section(made, "extremes")

    assert found is not None
    assert found.title == "Ba nội dung có tỷ lệ hài lòng cao nhất, ba nội dung thấp nhất"
    lowest = found.rows[5].label
    assert [sentence.text for sentence in found.finding] == [
        "Cả ba nội dung cao nhất đều cao hơn rõ so với các nội dung khác của đơn vị.",
        f"“{lowest}” thấp hơn rõ so với các nội dung khác của đơn vị.",
        "Các nội dung còn lại trong bảng chưa phân biệt được.",
    ]


@pytest.mark.parametrize(("sizes", "high", "low"), [((4,), 1, 3), ((5,), 2, 3), ((6,), 3, 3), ((4, 6), 3, 3)])
def test_no_item_is_both_among_the_highest_and_the_lowest(
    sizes: tuple[int, ...], high: int, low: int
) -> None:
    asked = questionnaire(sizes)
    rows = labels(report(summary(asked), asked), "extremes")
    bottom = rows.index("Thấp nhất")

    assert (rows[0], bottom - 1, len(rows) - bottom - 1) == ("Cao nhất", high, low)
    assert len(set(rows)) == len(rows)


def test_three_items_have_no_extremes() -> None:
    asked = questionnaire((3,))

    assert section(report(summary(asked), asked), "extremes") is None


def test_an_extreme_item_tells_how_many_of_how_many() -> None:
    asked = questionnaire((4,))
    counts = (("1", 0), ("2", 1), ("3", 3), ("4", 20), ("5", 26))
    item = figure("F1_1", "item", value=0.92, n=50, counts=counts)
    whole = with_figures(summary(asked), item)

    (plain,) = counts_of(whole, asked, item)
    (weighted,) = counts_of(replace(whole, weighted=True), asked, item)
    (other,) = counts_of(with_figures(whole, replace(item, estimate=estimate(0.9, 50))), asked, item)

    assert (plain, weighted, other) == ("46/50", "", "")


def counts_of(whole: Summary, asked: Questionnaire, of: Figure) -> list[str]:
    """What stands for n in the rows of one item among the extremes."""
    found = section(report(whole, asked), "extremes")
    assert found is not None
    return [row.count for row in found.rows if row.figure and row.figure.code == of.code]


def test_lowest_items_that_are_not_told_apart_are_not_singled_out() -> None:
    asked = questionnaire()
    whole = summary(asked)
    whole = replace(
        whole,
        lowest=tuple(replace(each, clearly=False) for each in whole.lowest),
        highest=tuple(replace(each, clearly=False) for each in whole.highest),
    )

    assert not re.search("(thấp|cao) hơn rõ", texts(report(whole, asked)))
    assert "Chưa phân biệt được với các nội dung khác của đơn vị" in told(report(whole, asked), "extremes")


def test_much_no_opinion_repeats_the_base_rule_beside_the_item() -> None:
    asked = questionnaire((2, 2))
    whole = with_figures(summary(asked), figure("F1_1", "item", dont_know=20))

    assert "28,6% người trả lời chọn “không có ý kiến” ở câu" in told(report(whole, asked), "items")


def test_several_items_with_much_no_opinion_share_one_sentence() -> None:
    asked = questionnaire((2, 2))
    many = [figure(code, "item", dont_know=20) for code in ("F1_1", "F1_2")]
    text = told(report(with_figures(summary(asked), *many), asked), "items")

    assert "Trên 20% người trả lời chọn “không có ý kiến” ở các câu:" in text
    assert text.count("(28,6%)") == 2


def test_no_opinion_that_was_not_offered_has_no_column() -> None:
    asked = questionnaire((2, 2), scale=THREE)
    whole = summary(asked)
    whole = replace(
        whole, figures=tuple(replace(f, dont_know=0 if f.kind == "item" else None) for f in whole.figures)
    )
    rows = section(report(whole, asked), "items")

    assert rows is not None
    assert not any(cells(row.figure, RATE).dont_know for row in rows.rows)


def test_units_stand_in_the_order_of_their_figures_and_this_is_no_ranking() -> None:
    asked = questionnaire()
    made = report_of_all(summary(asked), asked)
    units = section(made, "units")

    assert units is not None
    values = [row.figure.estimate.value for row in units.rows if row.figure and row.figure.estimate]
    assert values == sorted(values, reverse=True)  # type: ignore[type-var]
    assert "đây không phải bảng xếp hạng" in told(made, "units")


def test_units_of_volunteers_stand_in_the_order_of_the_file_without_a_word_of_rank() -> None:
    asked = questionnaire()
    whole = summary(asked, {PARK: 50, JUSTICE: 60, LAND: 70}, voluntary=True)
    whole = replace(whole, figures=tuple(replace(f, versus_others="") for f in whole.figures))
    made = report_of_all(whole, asked)

    assert labels(made, "units") == [PARK, JUSTICE, LAND]
    assert "xếp hạng" not in told(made, "units") and "cao đến thấp" not in told(made, "units")


def test_units_without_a_figure_come_last_and_stay_in_the_table() -> None:
    asked = questionnaire()
    made = report_of_all(summary(asked, {PARK: 3, JUSTICE: 60, LAND: 0}), asked)

    assert labels(made, "units")[0] == JUSTICE
    assert set(labels(made, "units")) == {PARK, JUSTICE, LAND}


def test_a_file_without_units_has_no_table_of_units() -> None:
    asked = one_item()

    assert section(report_of_all(summary(asked, {JUSTICE: 50}), asked), "units") is None


def test_a_unit_that_is_not_there_is_refused_by_name() -> None:
    asked = questionnaire()

    with pytest.raises(UnknownUnitError, match="Sở Tài chính.*Sở Tư pháp"):
        report(summary(asked), asked, unit="Sở Tài chính")


def test_a_wave_must_be_named_where_there_are_waves() -> None:
    asked = questionnaire()

    with pytest.raises(UnknownWaveError, match="2026"):
        report(summary(asked), asked, wave=None)


def test_a_unit_without_ballots_in_this_wave_still_gets_its_report() -> None:
    asked = questionnaire()
    whole = replace(summary(asked), units=(JUSTICE, LAND, PARK, "Sở Y tế"))

    made = report(whole, asked, unit="Sở Y tế")

    assert made.headline.sentences[0].text == "Không có phiếu nào nên không có kết quả."


def test_factors_are_listed_by_the_verdict_of_their_test() -> None:
    asked = questionnaire((2, 2, 2))
    verdicts = {"F1": "lower", "F2": "higher", "F3": "same"}
    changed = [figure(code, "factor", others=0.8, versus_others=word) for code, word in verdicts.items()]
    text = told(report(with_figures(summary(asked), *changed), asked), "items")

    assert "Yếu tố thấp hơn mức bình quân các đơn vị còn lại, khác biệt có ý nghĩa thống kê: Thủ tục" in text
    assert "Yếu tố cao hơn mức bình quân các đơn vị còn lại, khác biệt có ý nghĩa thống kê: Công chức" in text
    assert "Yếu tố chưa phân biệt được với mức bình quân các đơn vị còn lại: Kết quả giải quyết 3." in text


def test_factors_that_all_share_a_verdict_are_not_listed_one_by_one() -> None:
    asked = questionnaire((2, 2))
    changed = [figure(code, "factor", others=0.8, versus_others="same") for code in ("F1", "F2")]
    text = told(report(with_figures(summary(asked), *changed), asked), "items")

    assert "Yếu tố chưa phân biệt được với mức bình quân các đơn vị còn lại: tất cả." in text
