"""The full edition: what is added to the two pages, what never enters a chart, what it says of itself."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache
from io import BytesIO

import numpy as np
import pdfplumber
import pytest

from analysis.design import Design
from analysis.figures import Limits, Summary
from analysis.summary import summarise
from questionnaires.answers import encode
from questionnaires.model import Questionnaire
from reports.cells import cells
from reports.charts.alt import description
from reports.charts.block import chart_block
from reports.charts.data import Caterpillar, LevelBars
from reports.content import Picture, Report
from reports.embedding.payload import payload, read_payload
from reports.html import to_html
from reports.measures import Printer
from reports.parts.columns import PAGE
from reports.pdf import to_pdf
from reports.unit import unit_report
from tests.reports.cast import (
    ABOUT,
    FIVE,
    JUSTICE,
    LONG,
    STRICT,
    THREE,
    figure,
    hidden,
    one_item,
    questionnaire,
    summary,
    with_figures,
)
from tests.reports.chart_cast import KINDS, counted, full, full_of_all, towns
from tests.reports.test_html import page_of
from tests.reports.test_pdf import CAST, MM, _overlap, _pairs, _scored, loose, read, text_of

EDITIONS = {
    "a unit": full,
    "a unit in English": lambda: full(language="en"),
    "two units": lambda: full(1),
    "100 units": lambda: full(100),
    "volunteers": lambda: full(20, voluntary=True),
    "3 ballots": lambda: full(20, own=3),
    "public": lambda: full(20, limits=STRICT),
    "all units": full_of_all,
    "all 100 in English": lambda: full_of_all(100, language="en"),
}
EVERY = pytest.mark.parametrize("name", EDITIONS)


def picture(made: Report, code: str) -> Picture:
    return next(each for each in made.pictures if each.code == code)


def peers(made: Report) -> Caterpillar:
    chart = picture(made, "peers").chart
    assert isinstance(chart, Caterpillar)
    return chart


def levels(made: Report) -> LevelBars:
    chart = picture(made, "levels").chart
    assert isinstance(chart, LevelBars)
    return chart


def notes(made: Report, code: str) -> str:
    return " ".join(sentence.text for sentence in picture(made, code).notes)


@pytest.mark.parametrize("name", CAST)
def test_the_usual_edition_has_no_chart_of_these_and_nothing_of_their_style(name: str) -> None:
    made = CAST[name]()

    assert made.pictures == ()
    assert "chart" not in re.sub(r"<style>.*?</style>|Biểu đồ|Chart", "", to_html(made), flags=re.DOTALL)
    assert ".chart" not in to_html(made)


def test_the_full_edition_says_all_that_the_usual_one_says() -> None:
    asked = questionnaire()
    whole = counted(summary(asked, towns(20)))
    usual = unit_report(whole, asked, unit=JUSTICE, wave="2026", language="vi", about=ABOUT)

    points = [fact for fact in full().facts if fact.term == "Điểm quy đổi"]
    assert full().sections == usual.sections
    assert [fact for fact in full().facts if fact not in points] == list(usual.facts)
    assert full().headline == usual.headline


@EVERY
def test_all_that_a_picture_says_can_be_read_on_paper_and_on_the_page(name: str) -> None:
    made = EDITIONS[name]()
    paper, page = loose(text_of(made)), loose(page_of(made).text)

    for each in made.pictures:
        for text in (each.title, *(sentence.text for sentence in (*each.finding, *each.notes))):
            assert loose(text) in paper and loose(text) in page
    assert unicodedata.is_normalized("NFC", paper)


@pytest.mark.parametrize("name", ["a unit", "a unit in English", "volunteers", "all units", "public"])
def test_every_name_and_number_of_the_rows_can_be_read_back_from_the_pdf(name: str) -> None:
    made = EDITIONS[name]()
    text = loose(text_of(made))
    told = [part for peer in peers(made).peers for part in (peer.name, peer.n, peer.told, peer.interval)]
    told += [part for bar in levels(made).bars for part in (bar.label, bar.told, bar.interval)]

    assert not [each for each in told if loose(each) not in text]


@EVERY
def test_a_pdf_is_the_same_bytes_twice_and_its_content_comes_back_whole(name: str) -> None:
    made = EDITIONS[name]()

    assert to_pdf(made) == to_pdf(EDITIONS[name]())
    assert to_pdf(read_payload(payload(made)).content) == to_pdf(made)


@EVERY
def test_every_chart_is_a_named_picture_and_its_description_is_that_of_its_data(name: str) -> None:
    made = EDITIONS[name]()
    pictures = [each for each in page_of(made).all("svg") if each.get("role") == "img"]
    drawn = [each for each in made.pictures if each.chart]

    assert [each["aria-label"] for each in pictures] == [each.alt for each in drawn for _ in range(2)]
    for each in drawn:
        assert each.chart is not None and each.alt == description(each.chart, made.language)


def scores() -> Report:
    asked = questionnaire(rule="mean_score")
    whole = counted(summary(asked, towns(20)))
    told = tuple(_scored(figure) for figure in whole.figures)
    return unit_report(
        replace(whole, figures=told),
        asked,
        unit=JUSTICE,
        wave="2026",
        language="vi",
        about=ABOUT,
        edition="full",
    )


def extremes() -> Report:
    """0 %, 100 %, a name of 143 letters that is marked, and 60 items."""
    asked = questionnaire((7, 6, 6, 7, 6, 7, 6, 6, 7))
    whole = counted(summary(asked, {LONG: 60, **towns(45)}))
    code = asked.groups[0].code
    ends = [
        replace(figure(code, "overall", value=value, n=40), unit=unit)
        for unit, value in (("Phường số 6", 0.0), ("Phường số 7", 1.0))
    ]
    whole = with_figures(whole, *ends)
    return unit_report(whole, asked, unit=LONG, wave="2026", language="vi", about=ABOUT, edition="full")


HARD = {**EDITIONS, "scores": scores, "extremes": extremes, "1,000 units": lambda: full(1000)}


@pytest.mark.parametrize("name", HARD)
def test_no_text_lies_on_another_and_nothing_crosses_the_margins(name: str) -> None:
    with pdfplumber.open(BytesIO(to_pdf(HARD[name]()))) as document:
        for page in document.pages:
            drawn = page.chars + page.rects + page.lines + page.curves
            words = page.extract_words(keep_blank_chars=True)
            assert min(each["x0"] for each in drawn) >= 30 * MM - 1
            assert max(each["x1"] for each in drawn) <= 195 * MM + 1
            assert not [(a["text"], b["text"]) for a, b in _pairs(words) if _overlap(a, b)]


def test_shares_are_those_of_the_counts_and_add_up() -> None:
    asked = questionnaire()
    whole = counted(summary(asked, towns(20)))
    drawn = [bar for bar in levels(full()).bars if bar.role == "item"]
    codes = [item.code for item in asked.rated_items]

    for bar, code in zip(drawn, codes, strict=True):
        figure = whole.figure(code, unit=JUSTICE, wave="2026")
        assert figure.counts is not None and figure.estimate is not None
        assert bar.shares == pytest.approx([count / 150 for _, count in figure.counts])
        assert sum(bar.shares) == pytest.approx(1)
        assert bar.shares[3] + bar.shares[4] == pytest.approx(figure.estimate.value)
        assert bar.apart == pytest.approx(6 / 156)
        assert bar.told == cells(figure, Printer("rate", "vi")).value


def test_an_item_that_is_hidden_draws_nothing_and_prints_its_symbol() -> None:
    asked = questionnaire()
    whole = with_figures(counted(summary(asked, towns(20))), hidden("F1_2", "item"))
    made = unit_report(whole, asked, unit=JUSTICE, wave="2026", language="vi", about=ABOUT, edition="full")
    bar = next(bar for bar in levels(made).bars if "F1_2" in bar.label)

    assert (bar.shares, bar.apart, bar.told, bar.interval) == ((), None, "(*)", "")
    assert "Không vẽ 1 câu hỏi vì kết quả không hiển thị." in picture(made, "levels").alt
    assert "từ" in picture(made, "levels").alt and "8 câu hỏi" in picture(made, "levels").alt


@pytest.mark.parametrize("name", ["a unit", "volunteers", "public", "all units"])
def test_a_unit_of_three_ballots_is_left_out_and_said_so(name: str) -> None:
    made = EDITIONS[name]()
    names = {peer.name for peer in peers(made).peers}
    shown = to_html(made)

    assert "Phường số 2" not in names and len(names) == 20
    assert "Không có trong biểu đồ: 1 đơn vị có kết quả không hiển thị" in notes(made, "peers")
    assert "Phường số 2<" not in "".join(re.findall(r"<svg class=\"chart.*?</svg>", shown))


def test_a_report_on_three_ballots_marks_no_unit_and_shows_no_level() -> None:
    made = full(20, own=3)

    assert [each.code for each in made.pictures] == ["peers"]
    assert not any(peer.marked for peer in peers(made).peers)
    assert "Đơn vị này không được đánh dấu" in notes(made, "peers")
    assert peers(made).yardstick is None


def test_units_are_in_the_order_of_their_results_but_volunteers_in_that_of_names() -> None:
    values = [peer.value for peer in peers(full()).peers]
    names = [peer.name for peer in peers(full(20, voluntary=True)).peers]

    assert values == sorted(values, reverse=True)
    assert names == [name for name, n in towns(20).items() if n >= 5]
    assert peers(full(60, voluntary=True)).ends is None
    assert picture(full(20, voluntary=True), "peers").finding[0].text == "Các đơn vị nêu theo thứ tự tên."


@pytest.mark.parametrize("name", ["a unit", "volunteers", "all units", "100 units"])
def test_no_chart_speaks_of_a_rank(name: str) -> None:
    made = EDITIONS[name]()
    said = " ".join((each.title + each.alt + notes(made, each.code)) for each in made.pictures)

    assert not re.search(r"xếp thứ|thứ hạng|đồng hạng", said)


def test_this_unit_is_marked_with_its_own_figure() -> None:
    made = full()
    (own,) = [peer for peer in peers(made).peers if peer.marked]
    told = cells(made.headline.figure, Printer("rate", "vi"))

    assert (own.name, own.told, own.interval) == (JUSTICE, told.value, told.interval)
    assert f"Đơn vị được đánh dấu: {JUSTICE}, {told.value} ({told.interval})." in picture(made, "peers").alt


def test_too_few_units_are_told_in_a_sentence_and_a_single_unit_not_at_all() -> None:
    few = picture(full(1), "peers")
    alone = full(0)

    assert few.chart is None
    assert few.finding[0].text == (
        "Không vẽ biểu đồ các đơn vị: chỉ 2 đơn vị có kết quả hiển thị, cần ít nhất 5."
    )
    assert [each.code for each in alone.pictures] == ["levels"]


def test_the_numbers_of_a_chart_stand_in_a_table_on_the_page() -> None:
    made = full()
    twin = picture(made, "peers").twin
    text = page_of(made).text

    assert twin is not None and len(twin.rows) == len(peers(made).peers)
    assert all(len(row) == len(twin.heads) for row in twin.rows)
    assert all(part in text for row in twin.rows for part in row)


def test_all_peers_lie_on_the_axis_that_the_whole_document_shares() -> None:
    made = full()
    axis = peers(made).axis

    assert axis == made.axis
    assert all(axis.low < peer.value <= axis.high for peer in peers(made).peers)


def test_a_scale_of_three_has_its_middle_at_0_and_one_of_many_levels_is_not_drawn() -> None:
    three = questionnaire(scale=THREE)
    many = FIVE.model_copy(update={"options": (*FIVE.options, *FIVE.options[:2])})
    whole = counted(summary(three, towns(6)))
    drawn = unit_report(whole, three, unit=JUSTICE, wave="2026", language="vi", about=ABOUT, edition="full")
    asked = questionnaire(scale=many)
    left = unit_report(whole, asked, unit=JUSTICE, wave="2026", language="vi", about=ABOUT, edition="full")

    assert (levels(drawn).left, levels(drawn).neutral, len(levels(drawn).levels)) == (1, True, 3)
    assert [each.code for each in left.pictures] == ["peers"]


def test_a_scale_printed_from_best_to_worst_is_turned_round() -> None:
    asked = questionnaire(scale=FIVE.model_copy(update={"options": FIVE.options[::-1]}))
    whole = counted(summary(asked, towns(6)))
    made = unit_report(whole, asked, unit=JUSTICE, wave="2026", language="vi", about=ABOUT, edition="full")

    assert levels(made).levels[0] == "Rất không hài lòng"
    assert levels(made).bars[1].shares == levels(full(6)).bars[1].shares


def test_bars_of_weighted_answers_say_that_they_count_forms() -> None:
    assert "chưa nhân quyền số" in notes(full(20, weighted=True), "levels")
    assert "quyền số" not in notes(full(), "levels")


def test_a_survey_of_one_item_has_its_one_bar() -> None:
    asked = one_item(FIVE)
    made = unit_report(
        counted(summary(asked, towns(6))),
        asked,
        unit=JUSTICE,
        wave="2026",
        language="vi",
        about=ABOUT,
        edition="full",
    )

    assert [bar.role for bar in levels(made).bars] == ["item"]


@cache
def long() -> Report:
    asked = questionnaire((7, 6, 6, 7, 6, 7, 6, 6, 7, 6))
    whole = counted(summary(asked, towns(6)))
    return unit_report(whole, asked, unit=JUSTICE, wave="2026", language="vi", about=ABOUT, edition="full")


def test_a_long_chart_runs_over_pages_with_its_key_and_its_heads() -> None:
    pages = [page.extract_text() for page in read(to_pdf(long())).pages]
    parts = [page for page in pages if "Câu trả lời phân bố theo các mức" in page]

    assert len(parts) > 2
    assert all("Rất không hài lòng" in page and "(KTC 95%)" in page for page in parts)
    assert ["theo các mức (tiếp theo)" in page for page in parts] == [False] + [True] * (len(parts) - 1)


@pytest.mark.parametrize("room", range(110, 700, 13))
def test_wherever_a_chart_is_cut_no_factor_ends_a_page_and_the_next_one_names_it(room: int) -> None:
    bars = levels(long()).bars
    block = chart_block(picture(long(), "levels"), "vi")
    block.wrap(PAGE, room)
    parts = block.split(PAGE, room)
    if not parts:
        assert room < 175  # less than head, factor, and one item
        return
    first, rest = parts
    cut = len(first.chart.bars)
    factor = next(bar.label for bar in reversed(bars[: cut + 1]) if bar.role == "group")
    title = rest.above[0].text

    assert first.wrap(PAGE, room)[1] <= room
    assert first.chart.bars + rest.chart.bars == bars and cut >= 2
    assert bars[cut - 1].role == "item"
    assert title.endswith("(tiếp theo)" if bars[cut].role == "group" else f"(tiếp theo): {factor}")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_described_in_both_languages(name: str, language: str) -> None:
    told = description(KINDS[name], language)

    assert told.endswith(".") and "{" not in told
    assert ("The " in told or "bars" in told or "waves" in told or "funnel" in told) == (language == "en")


def test_descriptions_name_what_is_drawn() -> None:
    funnel, trend = (description(KINDS[name], "vi") for name in ("funnel", "trend"))
    peers_told = description(KINDS["20 peers"], "vi")

    assert "20 đơn vị" in funnel and "Ngoài khoảng kỳ vọng 95%: Xã số 9." in funnel
    assert "Đơn vị được đánh dấu: Xã số 4, 82,0%." in funnel
    assert "Đợt 4/2026: không có số liệu; Đợt 5/2026: 0.83" in trend
    assert "Ngắt chuỗi trước Đợt 2/2026: Ngắt chuỗi: hợp nhất hai sở." in trend
    assert "từ 67,00% đến 97,00%" in peers_told and "Phường số 7" in peers_told


def real(units: dict[str, int], limits: Limits) -> tuple[Summary, Questionnaire]:
    """The figures that the computation itself makes and hides."""
    asked = questionnaire()
    unit = [name for name, n in units.items() for _ in range(n)]
    codes = [item.code for item in asked.rated_items]
    given = [{code: "12345?"[(7 * i + j * j) % 6] for j, code in enumerate(codes)} for i in range(len(unit))]
    rows = [np.frombuffer(encode(asked, answers).encode("ascii"), dtype=np.uint8) for answers in given]
    design = Design.of(len(unit), stratum=unit, declared=False)
    return summarise(asked, np.array(rows), design=design, unit=unit, limits=limits), asked


@pytest.mark.parametrize("limits", [Limits(), Limits(display=10, public=True)], ids=["inside", "public"])
def test_what_the_computation_hides_enters_no_chart(limits: Limits) -> None:
    whole, asked = real({**towns(9), "Phường nhỏ": 7}, limits)
    code = asked.groups[0].code
    hidden_units = {
        unit for unit in whole.units if whole.figure(code, unit=unit, wave=None).suppressed == "hidden"
    }
    made = unit_report(whole, asked, unit=JUSTICE, wave=None, language="vi", about=ABOUT, edition="full")
    drawings = "".join(re.findall(r'<svg class="chart.*?</svg>', to_html(made)))

    assert len(hidden_units) >= (2 if limits.public else 1)
    assert {peer.name for peer in peers(made).peers} == set(whole.units) - hidden_units
    assert not [name for name in hidden_units if f">{name}<" in drawings]
    assert f"Không có trong biểu đồ: {len(hidden_units)} đơn vị" in notes(made, "peers")


def test_counts_of_real_answers_become_the_bars() -> None:
    whole, asked = real(towns(9), Limits())
    made = unit_report(whole, asked, unit=JUSTICE, wave=None, language="vi", about=ABOUT, edition="full")
    bar = next(bar for bar in levels(made).bars if bar.role == "item")
    figure = whole.figure(asked.rated_items[0].code, unit=JUSTICE, wave=None)

    assert figure.counts is not None and figure.n_valid and figure.dont_know
    assert [round(share * figure.n_valid) for share in bar.shares] == [
        count for _, count in figure.counts[:5]
    ]
    assert bar.apart == pytest.approx(figure.dont_know / (figure.n_valid + figure.dont_know))
