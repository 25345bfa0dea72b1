"""The page: the same content as the PDF, in an order and with marks a screen reader can use."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from html.parser import HTMLParser

import pytest

from reports.cells import cells
from reports.content import Report
from reports.html import to_html
from reports.measures import Printer
from tests.reports.cast import JUSTICE, questionnaire, report, summary, texts
from tests.reports.test_pdf import CAST, EVERY, loose, nearly_hidden, text_of, usual


class Reader(HTMLParser):
    """Visible text, tags in order, and attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.parts: list[str] = []
        self._skip = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._skip += tag in ("style", "svg", "title")

    def handle_endtag(self, tag: str) -> None:
        self._skip -= tag in ("style", "svg", "title")

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self.parts.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.parts).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def page_of(made: Report) -> Reader:
    return Reader(to_html(made))


@EVERY
def test_every_sentence_and_number_of_the_report_is_on_the_page(name: str) -> None:
    made = CAST[name]()
    printer = Printer(made.measure, made.language)
    text = loose(page_of(made).text)
    wanted = texts(made).split("\n")
    for section in made.sections:
        for row in section.rows:
            told = cells(row.figure, printer)
            wanted += [
                row.label,
                told.n,
                told.dont_know,
                told.value,
                told.interval,
                told.others,
                told.verdict,
            ]

    assert not [each for each in wanted if loose(each) not in text]
    assert unicodedata.is_normalized("NFC", text)


@EVERY
def test_page_and_pdf_carry_the_same_figures(name: str) -> None:
    made = CAST[name]()
    figure = re.compile(r"\d[\d.,]*%|\d+[.,]\d+–\d+[.,]\d+|\d+[.,]\d{2}\b")

    # The last label of an axis is text in the PDF and a silent drawing on the page.
    on_page, on_paper = (set(figure.findall(text)) - {"100%"} for text in (page_of(made).text, text_of(made)))

    assert on_page == on_paper


def test_what_is_hidden_leaves_no_number_on_the_page_nor_in_its_drawings() -> None:
    made = nearly_hidden()
    page = to_html(made)
    body = page[page.index("<main>") : page.index("<footer>")]
    text = unescape(re.sub(r"<[^>]+>", " ", body))
    text = re.sub(r"F\d_\d|(?<=[a-zứ]) [123]\b|9 câu hỏi|3 yếu tố|95%|2026|[dD]ưới \d+|hơn 30", "", text)

    assert not re.findall(r"\d+", text)
    assert 'class="band"' not in body and 'class="dot"' not in body and 'class="tick"' not in body


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_has_its_language_one_title_and_headings_without_gaps(language: str) -> None:
    page = page_of(usual(language))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]

    assert page.all("html")[0]["lang"] == language
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def test_tables_have_captions_and_their_heads_a_scope() -> None:
    page = page_of(usual())
    cells_of_heads = page.all("th")

    assert len(page.all("caption")) == len(page.all("table")) > 0
    assert all(head.get("scope") in ("col", "row", "rowgroup") for head in cells_of_heads)


def test_drawings_are_silent_because_the_numbers_stand_beside_them() -> None:
    page = to_html(usual())
    outer = re.findall(r'<svg class="(?:strip|scale)[^>]*>', page)

    assert outer and all('aria-hidden="true"' in each for each in outer)


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    page = to_html(usual())

    assert "<script" not in page and "http" not in page and "url(" not in page and "style=" not in page


def test_a_name_with_markup_is_text_on_the_page() -> None:
    asked = questionnaire()
    name = "<script>alert(1)</script> & Co"
    page = to_html(report(summary(asked, {name: 50}), asked, unit=name))

    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co" in page


def test_ids_are_unique() -> None:
    ids = [attributes["id"] for _, attributes in page_of(usual()).tags if "id" in attributes]

    assert len(ids) == len(set(ids)) > 2


def test_the_simulated_label_opens_the_page() -> None:
    assert page_of(usual()).text.startswith("DỮ LIỆU MÔ PHỎNG – không phải kết quả thật")


def test_the_same_report_is_the_same_page_twice() -> None:
    assert to_html(usual()) == to_html(usual())


def test_the_unit_is_the_title_of_the_page() -> None:
    assert f"<title>Kết quả khảo sát mức độ hài lòng đối với {JUSTICE}" in to_html(usual())
