"""The chapters of the full edition: what they say, what they never tell, and when there is none."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from io import BytesIO

import pytest
from markupsafe import escape
from pypdf import PdfReader

from reports.background import Answered, Background, History, Returns, Theme, UnitBackground
from reports.cells import cells
from reports.charts.data import Trend
from reports.content import Grid, Picture, Report, Section
from reports.embedding.payload import payload, read_payload
from reports.full.chapters import CHAPTERS
from reports.full.labels import column_label, value_label
from reports.full.rows import group, line
from reports.html import to_html
from reports.measures import Printer
from reports.parts.columns import PAGE
from reports.parts.lined import broken, lined_table
from reports.pdf import to_pdf
from reports.subject import Subject
from reports.texts.full import COLUMNS, FULL, METHODS, RULES, VALUES
from reports.unit import unit_report
from tests.reports.cast import ABOUT, hidden
from tests.reports.full_cast import (
    OWN,
    RARE,
    UNITS,
    WAVES,
    cast,
    cells_of,
    chapter,
    codes,
    grid,
    share,
    told,
)

ORDER = [
    "who-answered",
    "feedback",
    "views",
    "breakdown",
    "trend",
    "cases",
    "comments",
    "drivers",
    "appendix",
]
LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])


def section(made: Report, code: str) -> Section:
    return next(each for each in made.blocks if isinstance(each, Section) and each.code == code)


def test_the_chapters_come_in_the_order_of_a_reader() -> None:
    assert codes(cast().report()) == ORDER
    assert codes(cast().report(None)) == ORDER


def test_a_unit_of_which_nothing_is_known_beyond_its_figures_has_the_appendix_and_the_feedback_alone() -> (
    None
):
    full = cast()
    made = unit_report(
        full.summary, full.questionnaire, unit=OWN, wave="2026", language="vi", about=ABOUT, edition="full"
    )

    assert codes(made) == ["feedback", "appendix"]


def test_the_two_page_edition_has_no_chapters() -> None:
    full = cast()
    made = unit_report(
        full.summary,
        full.questionnaire,
        unit=OWN,
        wave="2026",
        language="vi",
        about=ABOUT,
        background=full.background,
    )

    assert made.chapters == ()


def test_respondents_are_counted_by_every_column_with_its_own_words() -> None:
    rows = cells_of(grid(cast().report(), "make-up"))

    assert [row[0] for row in rows if len(row) == 1] == [
        "Hình thức trả lời",
        "Giới tính",
        "Lĩnh vực của thủ tục",
    ]
    men = next(row for row in rows if row[0] == "Nam")
    figure = cast().summary.figure("overall", unit=OWN, wave="2026", by=("sex", "1"))
    assert men[1] == str(figure.n)
    assert figure.n is not None and men[2] == f"{figure.n / 330 * 100:.1f}".replace(".", ",") + "%"


def test_a_group_too_small_to_be_told_is_hidden_and_so_is_one_that_would_give_it_away() -> None:
    rows = {row[0]: row[1:] for row in cells_of(grid(cast().report(), "make-up")) if len(row) > 1}

    assert rows["Phỏng vấn tại hộ"] == ("(*)", "(*)")
    assert sum(row == ("(*)", "(*)") for name, row in rows.items() if name in modes_told()) > 1
    assert cast().summary.figure("overall", unit=OWN, wave="2026", by=("mode", RARE)).n is None


def modes_told() -> list[str]:
    return [text["vi"][:1].upper() + text["vi"][1:] for text in VALUES["mode"].values()]


def test_returns_and_exclusions_are_told_in_one_sentence() -> None:
    said = told(chapter(cast().report(), "who-answered"))

    assert "Số phiếu phân bổ là 400; có 330 phiếu hợp lệ, đạt 82,5%." in said
    assert "Thu về 337 phiếu, trong đó 330 phiếu hợp lệ; 7 phiếu bị loại gồm: 4 phiếu trùng, " in said
    assert "2 phiếu bỏ dở, 1 phiếu không đúng đối tượng." in said


def test_people_drawn_give_a_response_rate_and_nothing_set_aside_is_said_so() -> None:
    said = told(chapter(cast().report(returns=Returns(target=400, drawn=660)), "who-answered"))

    assert "Đã chọn mẫu 660; có 330 phiếu hợp lệ, tỷ lệ trả lời 50,0%." in said
    assert "Thu về 330 phiếu, tất cả đều hợp lệ." in said


def test_returns_are_silent_where_the_number_of_forms_is_hidden() -> None:
    full = cast()
    figures = tuple(
        replace(hidden(), wave="2026", unit=OWN)
        if (each.unit, each.wave, each.by, each.code) == (OWN, "2026", None, "overall")
        else each
        for each in full.summary.figures
    )
    made = replace(full, summary=replace(full.summary, figures=figures)).report()

    said = told(chapter(made, "who-answered"))
    assert "337" not in said and "bị loại" not in said and "400" not in said
    assert all(row[2] in ("(*)", "…") for row in cells_of(grid(made, "make-up")) if len(row) > 1)


def test_an_unknown_rule_stands_as_it_was_written() -> None:
    made = cast().report(returns=Returns(set_aside=(("trùng mã hồ sơ", 3),)), language="en")

    assert "3 by the rule “trùng mã hồ sơ”" in told(chapter(made, "who-answered"))


def test_feedback_says_how_many_sent_some_and_how_satisfied_those_are() -> None:
    full = cast()
    made = full.report(answered=(Answered("SF", "1", share(0.155, 200)),))

    whole = cells(full.summary.figure("SE", unit=OWN, wave="2026"), Printer("rate", "vi"))
    said = told(chapter(made, "feedback"))
    assert "Có 31/200 người trả lời (15,5%) đã gửi góp ý, phản ánh, kiến nghị." in said
    assert f"Trong số này {whole.value} hài lòng với việc tiếp nhận, giải quyết " in said
    assert f"(khoảng tin cậy 95%: {whole.interval})." in said


def test_hidden_feedback_tells_no_number() -> None:
    nobody = replace(share(0.1, 200), suppressed="hidden", estimate=None, n_valid=None, counts=None)
    made = cast().report(answered=(Answered("SF", "1", nobody),))

    said = told(chapter(made, "feedback"))
    assert said.startswith("Không hiển thị số người đã gửi")
    assert not any(letter.isdigit() for letter in said)


def test_the_items_on_feedback_are_those_asked_of_its_senders() -> None:
    rows = [row.figure.code for row in section(cast().report(), "feedback-items").rows if row.figure]

    assert rows == ["S19", "S20", "S21", "S22", "SE"]


def test_a_form_that_asks_everybody_about_feedback_says_so() -> None:
    made = cast("sipas-2026", by=("mode",)).report()

    assert "Hỏi tất cả người trả lời" in told(chapter(made, "feedback"))
    assert "đã gửi góp ý, phản ánh, kiến nghị." in told(chapter(made, "feedback"))


def test_a_form_without_questions_on_feedback_has_no_such_chapter() -> None:
    assert "feedback" not in codes(cast("counter", by=("mode",)).report())


def test_views_have_a_line_for_each_answer_under_its_question() -> None:
    rows = cells_of(grid(cast().report(), "views-perception"))

    assert rows[0] == ("Từ khi nộp đến khi nhận kết quả, Ông/Bà phải đến nơi tiếp nhận mấy lần?",)
    assert rows[2][0] == "1" and rows[2][1:3] == ("200", "17,00%")
    yes = next(row for row in rows if "tỷ lệ chọn “có”" in row[0])
    assert len(yes) == 1


def test_answers_on_one_scale_stand_under_their_factor_with_the_levels_that_count() -> None:
    rows = cells_of(grid(cast("sipas-2026", by=("mode",)).report(), "views-perception"))

    assert rows[0] == ("Mức độ quan tâm (tỷ lệ chọn “rất quan tâm” hoặc “quan tâm”)",)
    assert rows[1][0] == "Phát triển kinh tế"


def test_views_that_are_hidden_print_the_sign() -> None:
    closed = replace(share(0.4, 200), suppressed="hidden", estimate=None, n_valid=None, counts=None)
    made = cast().report(answered=(Answered("F2", "1", closed),))

    assert cells_of(grid(made, "views-perception"))[1] == ("Sớm hơn", "(*)", "(*)", "")


def test_the_breakdown_describes_fields_and_judges_nothing() -> None:
    made = cast().report()
    rows = section(made, "by-field").rows

    assert [each.code for each in chapter(made, "breakdown").blocks] == ["by-field"]
    assert all(row.figure is not None and not row.figure.versus_others for row in rows)
    assert "không được kiểm định" in told(chapter(made, "breakdown"))
    ends = [row.figure.estimate.value for row in rows if row.figure and row.figure.estimate]
    assert all(end is not None and made.axis.low <= end <= made.axis.high for end in ends)


def test_unknown_columns_and_values_stand_as_they_are() -> None:
    full = cast(by=("mode",))
    subject = Subject(full.summary, full.questionnaire, OWN, "2026", "en")

    assert column_label(subject, "quầy số") == "quầy số"
    assert value_label(subject, "quầy số", "Quầy 3") == "Quầy 3"
    assert value_label(subject, "mode", "fax") == "fax"
    assert value_label(subject, "ballot_field", "") == "Not known"
    assert column_label(subject, "ballot_respondent_type") == "Kind of respondent"


def trend_of(made: Report) -> Trend:
    picture = next(each for each in made.blocks if isinstance(each, Picture) and each.code == "trend")
    assert isinstance(picture.chart, Trend)
    return picture.chart


def test_the_trend_shows_all_waves_with_breaks_and_units_of_before() -> None:
    full = cast()
    chart = trend_of(full.report())

    assert chart.waves == WAVES
    assert [(each.name, each.earlier, len(each.moments)) for each in chart.series] == [
        (OWN, False, 2),
        ("Sở cũ", True, 1),
    ]
    assert [(each.step, each.reason) for each in chart.breaks] == [(1, "cách chọn mẫu thay đổi")]
    figure = full.summary.figure("overall", unit=OWN, wave="2025")
    first = chart.series[0].moments[0]
    assert figure.estimate is not None
    assert (first.value, first.low, first.high) == (
        figure.estimate.value,
        figure.estimate.low,
        figure.estimate.high,
    )


def test_every_whisker_of_the_trend_lies_on_its_axis() -> None:
    for unit in (*UNITS, None):
        chart = trend_of(cast().report(unit))
        ends = [moment.low for each in chart.series for moment in each.moments if moment.low is not None]
        assert all(chart.axis.low <= end for end in ends)


def test_one_wave_and_nothing_earlier_is_no_trend() -> None:
    assert "trend" not in codes(cast().report(history=None, published=()))


def test_published_figures_stand_beside_with_their_source_and_are_never_joined() -> None:
    full = cast()
    alone = full.report(history=None)

    assert [each.code for each in chapter(alone, "trend").blocks] == ["published"]
    assert cells_of(grid(alone, "published")) == [
        ("Quyết định công bố năm 2024 (mô phỏng)", "Sở Tư pháp", "2024", "84,21%", "120")
    ]
    assert all("2024" not in wave for wave in trend_of(full.report()).waves)


def test_a_wave_that_is_hidden_leaves_a_gap_in_the_trend() -> None:
    full = cast()
    known = full.background.of(OWN).history
    assert known is not None
    first, last = known.courses[0].moments
    shut = replace(first, figure=replace(first.figure, suppressed="hidden", estimate=None))
    made = full.report(history=History(WAVES, (replace(known.courses[0], moments=(shut, last)),)))

    assert [each.code for each in chapter(made, "trend").blocks] == ["published"]


def test_case_statistics_print_counts_shares_and_no_cause() -> None:
    made = cast().report()
    whole = cells(made.headline.figure, Printer("rate", "vi"))

    assert cells_of(grid(made, "case-statistics")) == [
        ("01/01/2026 – 30/09/2026", "5.400", "5.200", "5.050", "150", "120"),
        ("Tỷ lệ trên số đã giải quyết (xin lỗi: trên số trễ hạn)", "", "", "97,1%", "2,9%", "80,0%"),
    ]
    said = told(chapter(made, "cases"))
    assert f"{whole.value} ({whole.interval})" in said
    assert "không cho biết điều nào dẫn đến điều nào" in said


def test_nothing_solved_and_nobody_late_give_no_shares() -> None:
    nothing = replace(cast().background.of(OWN).cases[0], solved=0, on_time=0, late=0, apologies=0)
    made = cast().report(cases=(nothing,))

    assert cells_of(grid(made, "case-statistics"))[1][3:] == ("–", "–", "–")


def test_comments_are_counted_by_theme_and_small_themes_have_no_number() -> None:
    made = cast().report()

    assert cells_of(grid(made, "comment-themes")) == [("Thời gian giải quyết", "12"), ("Chủ đề khác", "(*)")]
    assert "“Nên trả kết quả sớm hơn.” “Chờ hơi lâu.”" in told(chapter(made, "comments"))


def test_themes_without_texts_quote_nobody() -> None:
    made = cast().report(themes=(Theme("thời gian giải quyết", 12),))

    assert [each.code for each in chapter(made, "comments").blocks] == ["comment-themes"]


def test_drivers_tell_their_band_and_that_they_are_no_cause() -> None:
    made = cast().report(language="en")

    first = cells_of(grid(made, "drivers"))[0]
    assert first[1:] == ("21.1%", "15.0–28.1", "86.42%", "look here first")
    assert "not causes" in told(chapter(made, "drivers"))
    assert "321 complete answers" in told(chapter(made, "drivers"))


def test_fewer_than_300_complete_answers_give_no_drivers() -> None:
    few = cast().background.of(OWN).driven
    assert few is not None

    assert "drivers" not in codes(cast().report(driven=replace(few, n=299)))


@LANGUAGES
def test_the_appendix_prints_every_figure_as_the_tables_do(language: str) -> None:
    full = cast()
    made = full.report(language=language)
    rows = {row[0].split(".")[0]: row[1:] for row in cells_of(grid(made, "all-figures")) if len(row) > 1}

    for item in full.questionnaire.rated_items:
        figure = full.summary.figure(item.code, unit=OWN, wave="2026")
        printed = cells(figure, Printer("rate", language))
        assert rows[item.code][:4:2] == (printed.n, printed.value)
        assert rows[item.code][3] == printed.interval
        assert figure.estimate is not None and rows[item.code][4] == METHODS[figure.estimate.method][language]


def test_the_settings_give_checksum_versions_and_seed() -> None:
    rows = dict(cells_of(grid(cast().report(language="en"), "settings")))

    assert rows["Figures checksum"] == ABOUT.checksum
    assert rows["Questionnaire, version"] == f"{ABOUT.questionnaire} {ABOUT.version}"
    assert rows["Seed of random draws"] == "20260701"
    assert rows["Edition"] == "internal"


def test_public_reports_say_so_and_hide_more() -> None:
    public = grid(cast(public=True).report(), "make-up")
    inside = grid(cast().report(), "make-up")

    assert ("Bản", "công khai") in cells_of(grid(cast(public=True).report(), "settings"))
    hidden_there = {row[0] for row in cells_of(inside) if "(*)" in row}
    assert hidden_there <= {row[0] for row in cells_of(public) if "(*)" in row}


@LANGUAGES
@pytest.mark.parametrize("unit", [OWN, "Sở Ngoại vụ", None])
def test_the_pages_say_what_the_content_says(unit: str | None, language: str) -> None:
    made = cast().report(unit, language=language)
    read = " ".join(page.extract_text() for page in PdfReader(BytesIO(to_pdf(made))).pages)
    printed = "".join(read.split())

    assert unicodedata.is_normalized("NFC", read) and "\N{BLACK SQUARE}" not in read
    for each in made.chapters:
        assert "".join(each.title.split()) in printed
    for table in (block for block in made.blocks if isinstance(block, Grid)):
        for row in cells_of(table):
            assert all("".join(cell.split()) in printed for cell in row[1:]), row


@LANGUAGES
def test_the_page_on_screen_has_every_cell(language: str) -> None:
    made = cast().report(language=language)
    page = to_html(made)

    for table in (block for block in made.blocks if isinstance(block, Grid)):
        for row in cells_of(table):
            assert all(str(escape(cell)) in page for cell in row)


@pytest.mark.parametrize("form", ["service-2017", "sipas-2026", "unit-short", "counter"])
def test_every_form_makes_a_full_report_of_every_unit_that_reads_back_and_is_made_alike(form: str) -> None:
    full = cast(form, by=("mode", "sex", "field", "respondent_type"))

    for unit in (*UNITS, None):
        made = full.report(unit)
        assert payload(read_payload(payload(made)).content) == payload(made)
    assert to_pdf(made) == to_pdf(full.report(None))


def test_long_tables_run_over_the_page_with_their_heads_and_keep_headings_with_their_rows() -> None:
    rows = tuple(
        group(f"Nhóm {n}") if n % 5 == 0 else line(f"dòng {n} " + "dài " * 30, "1") for n in range(80)
    )
    table = lined_table(Grid("t", "Bảng thử", ("Nội dung", "n"), rows), "vi")
    parts, rest = [], [table]
    while rest:
        part = rest.pop(0)
        part.wrap(PAGE, 500)
        if part.height > 500:
            part, *rest = part.split(PAGE, 500)
        parts.append(part)

    assert sum(len(part.lines) for part in parts) == 80 and len(parts) > 3
    assert all(part.lines[-1].row.role != "group" for part in parts)
    assert all("Bảng thử (tiếp theo)" in part.above[0].text for part in parts[1:])


def test_a_word_longer_than_its_column_is_broken() -> None:
    pieces = broken("x" * 90, 60.0, "label")

    assert "".join(pieces) == "x" * 90 and len(pieces) > 1


@pytest.mark.parametrize("table", [FULL, COLUMNS, RULES, METHODS, *VALUES.values()])
def test_every_text_is_said_in_both_languages(table: dict[str, dict[str, str]]) -> None:
    for text in table.values():
        assert set(text) == {"vi", "en"} and all(text.values())
        assert all(unicodedata.is_normalized("NFC", each) for each in text.values())
        assert sorted(re.findall(r"{\w+}", text["vi"])) == sorted(re.findall(r"{\w+}", text["en"]))


def test_a_chapter_is_made_by_one_function_each() -> None:
    full = cast()
    subject = Subject(full.summary, full.questionnaire, OWN, "2026", "vi")

    made = [make(subject, Background(units={OWN: UnitBackground()})) for make in CHAPTERS]
    assert [each.code for each in made if each is not None] == ["feedback"]
