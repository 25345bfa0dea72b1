"""The PDF as its readers get it: text read back by pypdf, letters placed by pdfplumber."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from time import perf_counter

import pdfplumber
import pytest
from pdfplumber.page import Page
from pypdf import PageObject, PdfReader

from questionnaires.load import load
from reports.background import Background, Place, UnitBackground
from reports.cells import cells
from reports.content import Report
from reports.measures import Printer
from reports.pdf import to_pdf
from reports.unit import unit_report
from tests.reports.cast import (
    ABOUT,
    JUSTICE,
    LAND,
    LONG,
    PARK,
    ballots,
    one_item,
    questionnaire,
    report,
    report_of_all,
    summary,
    texts,
)

MM = 72 / 25.4
LARGE = (7, 6, 6, 7, 6, 7, 6, 6, 7, 6, 7, 6)


def usual(language: str = "vi") -> Report:
    asked = questionnaire()
    return report(summary(asked), asked, language=language)


def large() -> Report:
    asked = questionnaire(LARGE, beside=2)
    return report(summary(asked), asked)


def long_name() -> Report:
    asked = questionnaire()
    return report(summary(asked, {LONG: 96, JUSTICE: 50}), asked, unit=LONG)


def nearly_hidden() -> Report:
    asked = questionnaire()
    return report(summary(asked, {JUSTICE: 3, LAND: 412, PARK: 96}), asked)


def nobody() -> Report:
    asked = questionnaire()
    return report(summary(asked, {JUSTICE: 0, LAND: 412}), asked)


def without_wave() -> Report:
    asked = questionnaire()
    return report(summary(asked, {JUSTICE: 12}, wave=None), asked, wave=None, language="en")


def scores() -> Report:
    asked = questionnaire(rule="mean_score")
    whole = summary(asked)
    return report(replace(whole, figures=tuple(_scored(f) for f in whole.figures)), asked)


def _scored(figure):  # type: ignore[no-untyped-def]
    if figure.estimate is None:
        return figure
    made = figure.estimate
    told = replace(made, value=1 + 4 * made.value, low=1 + 4 * made.low, high=1 + 4 * made.high, method="t")
    return replace(figure, estimate=told, others=None)


def whole(language: str = "vi") -> Report:
    asked = questionnaire()
    sizes = {f"Phường Nguyễn Nghiêm {n}": (n * 37) % 120 for n in range(30)}
    return report_of_all(summary(asked, sizes), asked, language=language)


CAST: dict[str, Callable[[], Report]] = {
    "usual": usual,
    "english": lambda: usual("en"),
    "one item": lambda: report(ballots(), one_item()),
    "77 items": large,
    "143 letters": long_name,
    "3 ballots": nearly_hidden,
    "0 ballots": nobody,
    "no wave": without_wave,
    "scores": scores,
    "whole": whole,
    "whole in English": lambda: whole("en"),
}
EVERY = pytest.mark.parametrize("name", CAST)


def read(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data))


@cache
def pdf(name: str) -> bytes:
    return to_pdf(CAST[name]())


def pages_of(name: str) -> list[PageObject]:
    return list(read(pdf(name)).pages)


@cache
def laid_out(name: str) -> list[Page]:
    """The pages with the place of every letter, line and box."""
    with pdfplumber.open(BytesIO(pdf(name))) as document:
        for page in document.pages:
            page.objects  # noqa: B018  read now, since the document is about to be closed
        return list(document.pages)


def text_of(made: Report) -> str:
    """The text of all pages on one line."""
    return " ".join(" ".join(page.extract_text().split()) for page in read(to_pdf(made)).pages)


def loose(text: str) -> str:
    """Letters and digits only, since lines break where they must."""
    return re.sub(r"\s+", "", text)


@EVERY
def test_every_sentence_label_and_number_can_be_read_back(name: str) -> None:
    made = CAST[name]()
    printer = Printer(made.measure, made.language)
    text = loose(text_of(made))
    rows = [row for section in made.sections for row in section.rows]
    wanted = texts(made, official=True).split("\n")[1:] + [row.label for row in rows]
    for section in made.sections:
        for row in section.rows:
            told = cells(row.figure, printer)
            wanted += [row.count or told.n, told.value, told.interval]
            wanted += [] if section.brief else [told.dont_know, told.others, told.verdict]
    annex = made.annex
    wanted += [annex.number, annex.title, annex.attached] if annex else [made.lead, made.name]

    # A sentence over a page break would be cut by the foot; none of ours runs over one.
    assert not [each for each in wanted if loose(each) not in text]
    assert unicodedata.is_normalized("NFC", text)


@EVERY
def test_a_report_is_the_same_bytes_twice(name: str) -> None:
    assert to_pdf(CAST[name]()) == pdf(name)


@EVERY
def test_every_font_is_embedded_and_ours(name: str) -> None:
    fonts = [font.get_object() for page in pages_of(name) for font in page["/Resources"]["/Font"].values()]

    assert fonts
    for font in fonts:
        assert "/FontFile2" in font["/FontDescriptor"]
        assert re.match(r"/[A-Z]{6}\+(BeVietnamPro|LiberationSerif)", font["/BaseFont"])


@EVERY
def test_nothing_crosses_the_margins(name: str) -> None:
    for page in laid_out(name):
        drawn = page.chars + page.rects + page.lines + page.curves
        assert min(each["x0"] for each in drawn) >= 30 * MM - 1
        assert max(each["x1"] for each in drawn) <= 195 * MM + 1
        assert min(each["top"] for each in drawn) >= 4 * MM
        assert max(each["bottom"] for each in drawn) <= 293 * MM


@EVERY
def test_no_two_pieces_of_text_lie_on_each_other(name: str) -> None:
    for page in laid_out(name):
        words = page.extract_words(keep_blank_chars=True)
        assert not [(a["text"], b["text"]) for a, b in _pairs(words) if _overlap(a, b)]


def _pairs(words):  # type: ignore[no-untyped-def]
    ordered = sorted(words, key=lambda word: word["top"])
    for place, first in enumerate(ordered):
        for second in ordered[place + 1 :]:
            if second["top"] > first["bottom"]:
                break
            yield first, second


def _overlap(a, b) -> bool:  # type: ignore[no-untyped-def]
    """Common area beyond the blank that a line's leading holds."""
    across = min(a["x1"], b["x1"]) - max(a["x0"], b["x0"])
    down = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
    return bool(across > 1 and down > 0.2 * min(a["bottom"] - a["top"], b["bottom"] - b["top"]))


@EVERY
def test_simulated_numbers_are_named_so_on_every_page(name: str) -> None:
    label = {"vi": "DỮ LIỆU MÔ PHỎNG – không phải kết quả thật", "en": "SIMULATED DATA – not real results"}
    language = CAST[name]().language

    assert all(label[language] in page.extract_text() for page in pages_of(name))


def test_real_numbers_are_not_called_simulated() -> None:
    made = usual()
    real = replace(made, about=replace(ABOUT, simulated=False))

    assert "MÔ PHỎNG" not in text_of(real)


@EVERY
def test_every_page_tells_its_source_and_its_number(name: str) -> None:
    pages = pages_of(name)

    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert (f"{number}/{len(pages)}" in text.split("\n")) == (number > 1)
        assert "7f3a 91c2 e04b" in text and "phiếu sở ngành 2026.csv" in text and "unit-short" in text


def shipped(code: str, language: str) -> Report:
    """The report of a unit that is ranked and classed, on one of our own questionnaires."""
    asked = load(code)
    units = {JUSTICE: UnitBackground(Place(7, 20, 4, 11)), LAND: UnitBackground(Place(1, 20, 1, 3))}
    return report(summary(asked), asked, language=language, background=Background(units=units))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("code", ["unit-short", "counter"])
def test_the_usual_report_is_two_pages(code: str, language: str) -> None:
    assert len(read(to_pdf(shipped(code, language))).pages) == 2
    assert len(read(to_pdf(usual(language))).pages) == 2


@EVERY
def test_the_outline_leads_to_every_section_on_its_page(name: str) -> None:
    made, document = CAST[name](), read(pdf(name))
    method = {"vi": "Cách tính", "en": "How the figures are made"}[made.language]
    titles = [*(section.title for section in made.sections), method]
    entries = document.outline

    assert [entry["/Title"] for entry in entries] == titles
    for title, entry in zip(titles, entries, strict=True):
        page = document.pages[document.get_destination_page_number(entry)]
        assert loose(title) in loose(page.extract_text())


@EVERY
def test_the_text_is_in_serif_and_only_the_numbers_of_the_charts_are_not(name: str) -> None:
    for page in laid_out(name):
        text = page.extract_text()
        other = "".join(char["text"] for char in page.chars if "LiberationSerif" not in char["fontname"])
        assert re.fullmatch(r"[\d%]*", other), other
        assert len(other) < 0.1 * len(text)


@pytest.mark.parametrize("times", [1, 2])
def test_what_was_found_is_bold_and_what_explains_it_is_not(times: int) -> None:
    made = usual()
    for _ in range(times):
        data = to_pdf(made)
    with pdfplumber.open(BytesIO(data)) as document:
        bold = "".join(char["text"] for char in document.pages[0].chars if "Bold" in char["fontname"])
    strong = [loose(each.text) for each in made.headline.sentences if each.strong]
    plain = [loose(each.text) for each in made.headline.sentences if not each.strong]

    assert strong and all(each in loose(bold) for each in strong)
    assert plain and not any(each in loose(bold) for each in plain)


def test_the_annex_opens_the_first_page_with_its_blanks() -> None:
    first = pages_of("usual")[0].extract_text().split("\n")

    assert [line.strip() for line in first[:2]] == [
        "PHỤ LỤC …",
        "KẾT QUẢ KHẢO SÁT MỨC ĐỘ HÀI LÒNG ĐỐI VỚI SỞ TƯ PHÁP NĂM 2026",
    ]
    assert re.search(r"số\s{8,}/BC-SNV ngày\s{8,}tháng\s{8,}năm 2026 của Sở Nội vụ", first[2])


def test_what_is_hidden_leaves_no_number() -> None:
    """The wave, the thresholds and the foot are the only digits of a unit with three ballots."""
    made = nearly_hidden()
    text = text_of(made)
    for known in (
        "2026.csv",
        "2026.1",
        "2026",
        "7f3a 91c2 e04b",
        "09 câu hỏi",
        "03 yếu tố",
        "dưới 5 người",
        "Dưới 5 người",
        "1/1",
        "1/2",
        "2/2",
    ):
        text = text.replace(known, "")
    text = re.sub(r"F\d_\d|(?<=[a-zứ]) [123]\b|9 câu hỏi|3 yếu tố|95%|dưới 30|hơn 30", "", text)

    assert not re.findall(r"\d+", text)


def test_the_document_is_titled_and_knows_its_language_and_no_author() -> None:
    document = read(to_pdf(usual()))
    assert document.metadata is not None

    assert document.metadata.title == "Kết quả khảo sát mức độ hài lòng đối với Sở Tư pháp"
    assert not document.metadata.author and not document.metadata.creator
    assert document.trailer["/Root"]["/Lang"] == "vi-VN"


def test_a_long_table_repeats_its_head_and_never_ends_a_page_with_a_heading() -> None:
    made = large()
    headings = {row.label for section in made.sections for row in section.rows if row.role == "group"}
    pages = [page.extract_text().split("\n") for page in read(to_pdf(made)).pages]
    tables = [lines for lines in pages if any("(tiếp theo)" in line for line in lines)]

    assert len(pages) > 4 and len(tables) > 2
    for lines in pages:
        foot = next(place for place, line in enumerate(lines) if "MÔ PHỎNG" in line)
        body = [line for line in lines[:foot] if line != f"{JUSTICE} · Năm 2026"]
        assert body[-1] not in headings
    for lines in tables:
        assert any(line.strip() == "n" for line in lines)


def test_a_table_that_goes_on_inside_a_factor_names_it_again() -> None:
    assert re.search(r"Kết quả theo yếu tố và từng câu hỏi \(tiếp theo\): \w+", text_of(large()))


def test_a_name_with_markup_is_printed_as_it_is() -> None:
    asked = questionnaire()
    name = "Chi nhánh <b>A & B</b>"
    made = unit_report(summary(asked, {name: 50}), asked, unit=name, wave="2026", language="vi", about=ABOUT)

    assert f"KẾT QUẢ KHẢO SÁT MỨC ĐỘ HÀI LÒNG ĐỐI VỚI {name.upper()} NĂM 2026" in text_of(made)
    assert f"Mức độ hài lòng chung đối với {name} đạt" in text_of(made)


@pytest.mark.parametrize("letters", ["Ẳ Ẵ Ặ Ỗ Ữ Ợ ằ ẳ ẵ ặ ể ễ ệ ổ ỗ ộ ử ữ ự ỷ ỹ ỵ đ Đ"])
def test_stacked_diacritics_come_back_whole(letters: str) -> None:
    asked = questionnaire()
    name = unicodedata.normalize("NFD", letters)
    made = report(summary(asked, {name: 50}), asked, unit=name)

    assert letters in text_of(made)


def test_a_report_of_two_pages_is_drawn_in_a_blink() -> None:
    made = usual()
    to_pdf(made)
    times = []
    for _ in range(5):
        start = perf_counter()
        to_pdf(made)
        times.append(perf_counter() - start)

    # The budget is 60 ms; a loaded machine gets four times as much.
    assert min(times) < 0.24
