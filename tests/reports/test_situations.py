"""Every situation that a unit's report can be in, and the sentence it then says, read literally."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from analysis.figures import Change, Figure
from reports import words
from reports.background import Background, Band, Place, UnitBackground
from reports.content import Report
from reports.html import to_html
from tests.reports.cast import (
    JUSTICE,
    LAND,
    PARK,
    ballots,
    estimate,
    figure,
    hidden,
    one_item,
    questionnaire,
    report,
    summary,
    texts,
    with_figures,
)
from tests.reports.test_pdf import text_of

Made = Callable[[str], Report]


def of(overall: Figure, background: Background | None = None, **changes: Any) -> Made:
    """The report of a unit with this overall figure."""
    asked = questionnaire()
    whole = with_figures(summary(asked, **changes), overall)
    options = {} if background is None else {"background": background}
    return lambda language: report(whole, asked, language=language, **options)


def changed(**of_change: Any) -> Made:
    told = {
        "value_from": 0.842,
        "value_to": 0.873,
        "difference": 0.031,
        "se": 0.01,
        "low": 0.01,
        "high": 0.05,
    }
    change = Change("2025", "2026", JUSTICE, "overall", "overall", **(told | of_change))
    return of(figure(value=0.873, n=400), changes=(change,))


def placed(place: Place | None, value: float = 0.86, **options: Any) -> Made:
    """A unit of this place among others that are ranked."""
    units = {JUSTICE: UnitBackground(place), LAND: UnitBackground(Place(1, 20, 1, 3))}
    return of(figure(value=value, n=200), Background(units=units, **options))


def census(place: Place) -> Made:
    """Everybody was asked in every unit that is ranked."""
    counted = estimate(0.9375, 64, low=None, high=None, method="census")
    asked = questionnaire()
    whole = summary(asked)
    figures = [
        replace(each, estimate=counted, reliable=True)
        for each in whole.figures
        if each.code == "overall" and each.unit is not None
    ]
    units = dict.fromkeys((JUSTICE, LAND, PARK), UnitBackground(place))
    made = with_figures(whole, *figures)
    return lambda language: report(made, asked, language=language, background=Background(units=units))


def merged(language: str) -> Report:
    asked = questionnaire()
    figures = words.say("unit_figure", language, name="xã A", value="81,20%", before="năm 2025")
    note = words.say("unit_formed", language, day="01/7/2025", units="xã A, xã B", figures=figures)
    about = replace(report(summary(asked), asked).about, note=note)
    return report(summary(asked), asked, language=language, about=about)


def low_base(**changes: Any) -> Made:
    return of(figure(value=0.9, n=22, reliable=False), **changes)


def dont_know(language: str) -> Report:
    asked = questionnaire()
    item = figure("F1_1", "item", value=0.9, n=49, dont_know=20)
    return report(with_figures(summary(asked), item), asked, language=language)


def volunteers(**options: Any) -> Made:
    units = {JUSTICE: UnitBackground(Place(2, 5, 1, 4))}
    return of(figure(n=200), Background(units=units, **options), voluntary=True)


SITUATIONS: dict[str, tuple[Made, str, str]] = {
    "random sample": (
        of(figure(value=0.92, n=50)),
        "Mức độ hài lòng chung đối với Sở Tư pháp đạt 92,00%."
        "\nVới 50 phiếu, kết quả này có khoảng tin cậy 95% từ 81,2% đến 96,8%.",
        "Overall satisfaction with Sở Tư pháp is 92.00%."
        "\nWith 50 forms its 95% confidence interval runs from 81.2% to 96.8%.",
    ),
    "volunteers": (
        volunteers(),
        "Phiếu do người dân, tổ chức tự nguyện trả lời, không phải mẫu ngẫu nhiên. Kết quả phản ánh ý kiến"
        " của những người đã trả lời, không suy rộng cho toàn bộ người sử dụng dịch vụ và không dùng để"
        " xếp hạng.",
        "These forms were filled in by volunteers, not by a random sample. The results show what those"
        " people think; they do not stand for all users and are not ranked.",
    ),
    "volunteers ranked": (
        volunteers(ranks_volunteers=True),
        "Phiếu tự nguyện, xếp hạng theo kế hoạch khảo sát: thứ hạng phụ thuộc vào việc ai đã chọn trả lời;"
        " cần thận trọng khi sử dụng.",
        "These are volunteers, ranked because the plan says so: the rank depends on who chose to answer;"
        " use with care.",
    ),
    "everybody answered": (
        census(Place(2, 3, 2, 2)),
        "Toàn bộ 64 người dân, tổ chức sử dụng dịch vụ trong kỳ đã trả lời nên kết quả không có"
        " sai số chọn mẫu.",
        "All 64 people and organisations that used the service answered, so there is no sampling error.",
    ),
    "rank of a full count": (
        census(Place(2, 3, 2, 2)),
        "Sở Tư pháp xếp thứ 2/3.\nMọi đơn vị được xếp hạng đều có toàn bộ người sử dụng dịch vụ trả lời"
        " nên thứ hạng không có sai số chọn mẫu.",
        "Sở Tư pháp ranks 2nd of 3.\nEverybody answered in every unit that is ranked,"
        " so the rank has no sampling error.",
    ),
    "rank with range": (
        placed(Place(7, 20, 4, 11)),
        "Sở Tư pháp xếp thứ 7/20.\nXét sai số chọn mẫu, thứ hạng nằm trong khoảng từ 4 đến 11.",
        "Sở Tư pháp ranks 7th of 20.\nAllowing for sampling error its rank lies between 4 and 11.",
    ),
    "rank that is left open": (
        placed(Place(7, 20, 1, 20)),
        "thứ hạng nằm trong khoảng từ 1 đến 20, tức là số liệu này chưa cho biết đơn vị đứng trên hay dưới"
        " đơn vị nào.",
        "its rank lies between 1 and 20: the data do not show which units it is above or below.",
    ),
    "tie": (
        placed(Place(1, 12, 1, 5, tied=3), value=1.0),
        "Có 3 đơn vị đồng hạng nhất với tỷ lệ hài lòng 100,00%.",
        "3 units share first place at 100.00%.",
    ),
    "nobody to be ranked with": (
        placed(None),
        "Không xếp hạng vì không có đơn vị cùng loại nào khác đủ số liệu để xếp hạng.",
        "Not ranked: no other unit of its kind has enough answers to be ranked.",
    ),
    "no difference shown": (
        of(figure(value=0.86, n=200, others=0.8465, versus_others="same")),
        "Chênh lệch với mức bình quân các đơn vị còn lại (86,00% so với 84,65%) nằm trong phạm vi sai số,"
        " chưa đủ cơ sở để kết luận đơn vị cao hơn hay thấp hơn.",
        "The gap to the mean of the other units (86.00% against 84.65%) is within the margin of error;"
        " it does not show the unit to be higher or lower.",
    ),
    "above the others": (
        of(figure(value=0.92, n=400, others=0.868, versus_others="higher")),
        "Mức độ hài lòng cao hơn mức bình quân các đơn vị còn lại (92,00% so với 86,80%);"
        " khác biệt có ý nghĩa thống kê.",
        "Satisfaction is above the mean of the other units (92.00% against 86.80%);"
        " the difference is significant.",
    ),
    "change": (
        changed(differs=True, p=0.002),
        "So với năm 2025, mức độ hài lòng tăng 3,10 điểm phần trăm (từ 84,20% lên 87,30%),"
        " vượt phạm vi sai số.",
        "Satisfaction rose by 3.10 points on 2025 (84.20% to 87.30%), more than the margin of error.",
    ),
    "change that may be none": (
        changed(value_from=0.865, difference=0.008, low=-0.02, high=0.036),
        "So với năm 2025 (86,50%), kết quả cao hơn 0,80 điểm phần trăm; mức chênh này nằm trong phạm vi"
        " sai số, chưa thể khẳng định là tăng.",
        "The result is 0.80 points above 2025 (86.50%); that is within the margin of error"
        " and cannot be called a rise.",
    ),
    "no previous wave": (
        of(figure()),
        "So với đợt trước\nChưa có đợt khảo sát nào so sánh được.",
        "Against the wave before\nNo comparable wave yet.",
    ),
    "3 ballots": (
        of(hidden()),
        "Không hiển thị kết quả vì có dưới 5 người trả lời, để không lộ ý kiến của từng người.",
        "Not shown: fewer than 5 people answered, and individual opinions must not be revealed.",
    ),
    "for reference": (
        low_base(),
        "Kết quả dựa trên 22 phiếu, chỉ để tham khảo, không xếp hạng, không xếp loại.",
        "Based on 22 forms: for reference only, neither ranked nor classed.",
    ),
    "100 %": (
        lambda language: report(ballots(1.0, 48), one_item(), language=language),
        "Cả 48 người trả lời đều chọn “hài lòng”; cận dưới của khoảng tin cậy 95% là 92,6%.",
        "All 48 respondents chose “satisfied”; the lower end of the 95% interval is 92.6%.",
    ),
    "0 %": (
        lambda language: report(ballots(0.0, 36), one_item(), language=language),
        "Không ai trong 36 người trả lời chọn “hài lòng”; cận trên của khoảng tin cậy 95% là 9,6%.",
        "None of 36 respondents chose “satisfied”; the upper end of the 95% interval is 9.6%.",
    ),
    "merged": (
        merged,
        "Đơn vị được thành lập ngày 01/7/2025 trên cơ sở sắp xếp xã A, xã B. Số liệu các đợt trước của từng"
        " đơn vị được nêu để tham khảo, không dùng để tính mức tăng, giảm: xã A 81,20% (năm 2025).",
        "The unit was formed on 01/7/2025 from xã A, xã B. Their earlier figures are given for reference,"
        " not to compute a rise or fall: xã A 81,20% (năm 2025).",
    ),
    "much no opinion": (
        dont_know,
        "29,0% người trả lời chọn “không có ý kiến” ở câu",
        "29.0% chose “no opinion” for",
    ),
    "class": (
        of(figure(value=0.85, n=2000)),
        "Xếp loại Tốt (từ 80% đến dưới 90%).",
        "Class: Good (80% to under 90%).",
    ),
    "class limit inside the interval": (
        of(figure(value=0.88, n=200)),
        "Xếp loại Tốt (từ 80% đến dưới 90%).\nKhoảng tin cậy vượt qua ngưỡng 90% nên chưa thể khẳng định"
        " đơn vị không đạt loại Xuất sắc.",
        "Class: Good (80% to under 90%).\nThe interval crosses 90%, so the unit may also be"
        " in class Excellent.",
    ),
    "class limit below": (
        of(figure(value=0.92, n=200)),
        "Xếp loại Xuất sắc (từ 90% trở lên).\nKhoảng tin cậy xuống dưới ngưỡng 90% nên chưa thể khẳng định"
        " đơn vị không thuộc loại Tốt.",
        "Class: Excellent (90% and over).\nThe interval reaches below 90%, so the unit may also be"
        " in class Good.",
    ),
    "two class limits above": (
        of(figure(value=0.78, n=50), Background(bands=(Band({"vi": "A", "en": "A"}, 0.85),
           Band({"vi": "B", "en": "B"}, 0.8), Band({"vi": "C", "en": "C"}, 0.0)))),
        "Xếp loại C (dưới 80%).\nKhoảng tin cậy vượt qua ngưỡng 80% và 85% nên chưa thể khẳng định"
        " đơn vị không đạt loại B hoặc A.",
        "Class: C (under 80%).\nThe interval crosses 80% and 85%, so the unit may also be in class B or A.",
    ),
    "scale of the classes": (
        of(figure()),
        "Thang xếp loại của báo cáo này: Xuất sắc từ 90% trở lên; Tốt từ 80% đến dưới 90%; Khá từ 70% đến"
        " dưới 80%; Trung bình từ 50% đến dưới 70%; Yếu dưới 50%; tính theo kết quả đã làm tròn hai chữ số"
        " thập phân.\nĐây là thang dùng cho báo cáo này, không phải quy định của pháp luật.",
        "The classes of this report: Excellent 90% and over; Good 80% to under 90%; Fair 70% to under 80%;"
        " Average 50% to under 70%; Weak under 50%; by the result as printed, with two decimals."
        "\nThey are those of this report and no rule of law.",
    ),
    "how rank ranges are made": (
        placed(Place(7, 20, 4, 11)),
        "Khoảng thứ hạng tính đồng thời cho mọi đơn vị (mức 95%), nên rộng hơn khi chỉ xét riêng một đơn vị.",
        "Rank ranges hold for all units at once (95%), so they are wider than for one unit looked at alone.",
    ),
    "fifty ballots": (
        lambda language: report(ballots(), one_item(), language=language),
        "Số phiếu này đủ để nói đa số hài lòng; chưa đủ để kết luận cao hơn hay thấp hơn một mốc nằm trong"
        " khoảng từ 81,2% đến 96,8% (ví dụ mốc 90%).",
        "That supports “most are satisfied”; it does not show the unit to be above or below any mark"
        " between 81.2% and 96.8% (90%, say).",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_situation_has_its_sentence(situation: str, language: str) -> None:
    make, vietnamese, english = SITUATIONS[situation]
    expected = {"vi": vietnamese, "en": english}[language]

    assert expected in texts(make(language))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "made",
    [
        pytest.param(volunteers(), id="volunteers"),
        pytest.param(of(hidden(), Background(units={JUSTICE: UnitBackground(Place(1, 3, 1, 2))})), id="few"),
        pytest.param(
            of(
                figure(value=0.9, n=22, reliable=False),
                Background(units={JUSTICE: UnitBackground(Place(1, 3, 1, 2))}),
            ),
            id="reference",
        ),
        pytest.param(of(figure(), Background(bands=())), id="without bands"),
    ],
)
def test_nothing_is_ranked_or_classed_that_must_not_be(made: Made, language: str) -> None:
    told = made(language)
    said = texts(told) + "\n".join(told.headline.labels)

    assert "xếp thứ" not in said and "ranks " not in said and "rank range" not in said
    assert "Xếp loại " not in said and "Class:" not in said and "Thang xếp loại" not in said


def test_the_rank_and_the_class_stand_in_short_beside_the_large_figure() -> None:
    labels = placed(Place(7, 20, 4, 11))("vi").headline.labels

    assert labels[-2:] == ("xếp loại Tốt", "xếp thứ 7/20; khoảng thứ hạng 4–11")


def test_the_class_agrees_with_the_printed_rate() -> None:
    """89.996 % prints as 90,00%, and nobody must read “90,00%, Tốt” beside a limit of 90 %."""
    said = texts(of(figure(value=0.89996, n=2000))("vi"))

    assert "đạt 90,00%" in said and "Xếp loại Xuất sắc" in said


def test_points_of_the_index_belong_to_the_full_edition() -> None:
    asked = questionnaire()
    whole = with_figures(summary(asked), figure(value=0.865, n=200))
    usual, full = (texts(report(whole, asked, edition=edition)) for edition in ("two-page", "full"))

    assert "Điểm quy đổi vào Chỉ số cải cách hành chính: 86,50% × 10 điểm = 8,65 điểm." in full
    assert "Điểm quy đổi" not in usual


def test_whole_numbers_below_ten_have_a_leading_zero_on_paper_and_none_on_the_page() -> None:
    made = placed(Place(1, 12, 1, 5, tied=3), value=1.0)("vi")
    paper, page = text_of(made), to_html(made)

    assert "Có 03 đơn vị đồng hạng nhất" in paper and "có 09 câu hỏi về" in paper
    assert "Có 3 đơn vị đồng hạng nhất" in page and "có 9 câu hỏi về" in page
    # Ranks, thresholds and table cells keep their numbers as they are.
    assert "xếp thứ 1/12" in paper and "khoảng từ 1 đến 5" in paper and "dưới 5 người trả lời" in paper


def test_english_paper_has_no_leading_zeros() -> None:
    assert "3 units share" in text_of(placed(Place(1, 12, 1, 5, tied=3), value=1.0)("en"))


@pytest.mark.parametrize(
    ("wave", "head", "attached"),
    [
        ("2026", "ĐỐI VỚI SỞ TƯ PHÁP NĂM 2026", "tháng {blank} năm 2026 của Sở Nội vụ)"),
        ("Đợt 1 năm 2026", "ĐỐI VỚI SỞ TƯ PHÁP NĂM 2026", "tháng {blank} năm 2026 của Sở Nội vụ)"),
        ("Quý III", "ĐỐI VỚI SỞ TƯ PHÁP", "tháng {blank} năm {blank} của Sở Nội vụ)"),
        ("2025–2026", "ĐỐI VỚI SỞ TƯ PHÁP", "tháng {blank} năm {blank} của Sở Nội vụ)"),
        (None, "ĐỐI VỚI SỞ TƯ PHÁP", "tháng {blank} năm {blank} của Sở Nội vụ)"),
    ],
)
def test_the_annex_names_a_year_only_where_the_wave_does(wave: str | None, head: str, attached: str) -> None:
    asked = questionnaire()
    annex = report(summary(asked, wave=wave), asked, wave=wave).annex

    assert annex is not None and annex.title.endswith(head)
    assert annex.attached.startswith("(Kèm theo Báo cáo số ")
    assert annex.attached.endswith(attached.format(blank="\N{NO-BREAK SPACE}" * 8))


def test_extremes_that_all_print_the_same_are_no_extremes() -> None:
    asked = questionnaire((6,))
    whole = summary(asked)
    same = [replace(each, estimate=estimate(1.0, 50)) for each in whole.figures if each.kind == "item"]

    made = report(with_figures(whole, *same), asked)

    assert [section.code for section in made.sections] == ["items"]


def test_the_order_of_a_full_count_is_certain() -> None:
    asked = questionnaire((6,))
    whole = summary(asked)
    counted = [
        replace(each, estimate=replace(each.estimate, low=None, high=None, method="census"))
        for each in whole.figures
        if each.kind == "item" and each.estimate is not None
    ]
    none = [replace(each, clearly=False) for each in (*whole.lowest, *whole.highest)]
    ends = {"lowest": tuple(none[: len(whole.lowest)]), "highest": tuple(none[len(whole.lowest) :])}

    said = texts(report(replace(with_figures(whole, *counted), **ends), asked))

    assert "nên thứ tự này không có sai số chọn mẫu" in said
    assert "Chưa phân biệt được với các nội dung khác" not in said
