"""The files of official reports: PDF and DOCX read back, the same bytes any day, hard names and many units."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from pypdf import PdfReader

from reports.content import Grid, Picture
from reports.embedding.payload import read_payload
from reports.official.content import Blank, Official
from reports.official.docx import official_docx
from reports.official.html import official_html
from reports.official.pdf import official_pdf
from tests.official.cast import Survey, ballots, grid, many, picture, survey, texts
from tests.reports.cast import LONG
from tests.reports.test_pdf import loose


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    """Eleven communes in two waves, one of them with a name of 143 letters."""
    found = many(11) + many(11, wave="2025") + ballots(LONG, 35, 0.8)
    return survey(tmp_path_factory.mktemp("usual"), found)


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def drawn(made: Official) -> str:
    return "\n".join(page.extract_text() for page in read(official_pdf(made)).pages)


@pytest.mark.parametrize("name", ["kind", "province"])
def test_every_word_and_number_of_the_content_is_read_back_from_the_pdf(usual: Survey, name: str) -> None:
    made = usual.report() if name == "kind" else usual.province()
    wanted = Counter(word for text in texts(made) for word in text.replace("…", " ").split())
    told = Counter(drawn(made).replace("…", " ").split())
    blank = {piece.title for piece in made.pieces if isinstance(piece, Blank)}

    # A word that a narrow cell parts after its dash stands on two lines.
    missing = [word for word, n in (wanted - told).items() if loose(word) not in loose(drawn(made))]
    assert not missing and blank
    assert sum((wanted - told).values()) < 0.01 * sum(wanted.values())


def test_the_pdf_has_bookmarks_a_title_and_page_numbers_from_the_second_page_on(usual: Survey) -> None:
    made = usual.report()
    found = read(official_pdf(made))
    chapters = [each.title for each in found.outline if not isinstance(each, list)]

    assert chapters == [chapter.title for chapter in (*made.chapters, *made.annex)]
    assert found.metadata is not None and found.metadata.title == made.title
    assert found.trailer["/Root"]["/Lang"] == "vi-VN"
    starts = [page.extract_text().split("\n") for page in found.pages]
    assert all(str(number) in lines for number, lines in enumerate(starts[1:], start=2))
    assert "1" not in [line.strip() for line in starts[0]]


def test_the_fonts_of_the_pdf_are_embedded_and_serif_but_for_the_charts(usual: Survey) -> None:
    found = {
        font.get_object()["/BaseFont"].split("+")[-1]
        for page in read(official_pdf(usual.report())).pages
        for font in page["/Resources"]["/Font"].values()
        if "/DescendantFonts" in font.get_object() or "/FontDescriptor" in font.get_object()
    }

    assert any("LiberationSerif" in name for name in found)
    assert any("BeVietnamPro" in name for name in found)


@pytest.mark.parametrize("name", ["kind", "province"])
def test_no_heading_stands_on_the_last_line_of_a_page(usual: Survey, name: str) -> None:
    made = usual.report() if name == "kind" else usual.province()
    headings = {each.title for each in (*made.chapters, *made.annex, *made.pieces) if each.title}
    for page in read(official_pdf(made)).pages:
        lines = [line for line in page.extract_text().split("\n") if line.strip()]
        body = [line for line in lines if "Mã kiểm tra số liệu" not in line and "MÔ PHỎNG" not in line]
        assert body[-1].strip() not in headings or isinstance(_piece(made, body[-1].strip()), Blank)


def _piece(made: Official, title: str) -> object:
    """What stands under a heading; dotted lines are drawn and leave no text."""
    return next((each for each in made.pieces if each.title == title), None)


def test_the_end_block_never_stands_alone_on_its_page(usual: Survey) -> None:
    pages = [page.extract_text() for page in read(official_pdf(usual.report())).pages]
    (last,) = [page for page in pages if "GIÁM ĐỐC" in page]

    assert "Nơi nhận:" in last and "8. Đề xuất, kiến nghị" in last


def test_the_content_is_embedded_whole(usual: Survey) -> None:
    for made in (usual.report(), usual.province()):
        (inside,) = read(official_pdf(made)).attachments["hailong-report.json"]
        found = read_payload(inside).content
        assert (found.chapters, found.letterhead, found.ending, found.annex) == (
            made.chapters,
            made.letterhead,
            made.ending,
            made.annex,
        )


@pytest.mark.parametrize("draw", [official_pdf, official_html, official_docx])
def test_the_same_report_gives_the_same_bytes(usual: Survey, draw: object) -> None:
    assert callable(draw)
    assert draw(usual.report()) == draw(usual.report())


def test_a_docx_bears_no_hour_and_no_name(usual: Survey) -> None:
    data = official_docx(usual.report())
    packed = zipfile.ZipFile(io.BytesIO(data))
    told = Document(io.BytesIO(data)).core_properties

    assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert told.created == told.modified and told.created is not None and told.created.year == 2000
    assert (told.author, told.last_modified_by, told.comments) == ("", "", "")
    assert told.language == "vi-VN" and told.title == usual.report().title[:255]


def test_a_docx_has_the_headings_tables_and_described_pictures_of_the_content(usual: Survey) -> None:
    made = usual.report()
    found = Document(io.BytesIO(official_docx(made)))
    headings = [each.text for each in found.paragraphs if str(each.style.name).startswith("Heading")]  # type: ignore[union-attr]
    titles = [
        title
        for chapter in (*made.chapters, *made.annex)
        for title in (chapter.title, *(piece.title for piece in chapter.pieces if piece.title))
    ]
    grids = [piece for piece in made.pieces if isinstance(piece, Grid)]
    pictures = [piece for piece in made.pieces if isinstance(piece, Picture) and piece.chart]

    assert headings == titles
    tables = found.tables[1:-1]
    assert len(tables) == len(grids)
    for table, each in zip(tables, grids, strict=True):
        cells = [
            ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row] for row in _rows(table)
        ]
        assert cells == [list(each.heads), *([cell.text for cell in row.cells] for row in each.rows)]
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    told = [shape._inline.docPr for shape in found.inline_shapes]
    assert [(each.get("title"), each.get("descr")) for each in told] == [(p.title, p.alt) for p in pictures]
    assert len(pictures) == 2


def _rows(table: object) -> list[list[object]]:
    return [list(row.iter(qn("w:tc"))) for row in table._tbl.iter(qn("w:tr"))]  # type: ignore[attr-defined]


def test_a_table_of_a_docx_leaves_no_row_alone_on_a_page(usual: Survey) -> None:
    tables = Document(io.BytesIO(official_docx(usual.report()))).tables
    repeated = [table for table in tables if table.rows[0]._tr.findall(f".//{qn('w:tblHeader')}")]

    assert len(repeated) > 3
    for table in repeated:
        kept = [
            [bool(cell.paragraphs[0].paragraph_format.keep_with_next) for cell in row.cells]
            for row in table.rows
        ]
        assert all(map(all, (kept[0], kept[-2]))) and not any(kept[-1])


def test_a_docx_keeps_the_margins_and_the_face_of_administrative_documents(usual: Survey) -> None:
    found = Document(io.BytesIO(official_docx(usual.report())))
    page, normal = found.sections[0], found.styles["Normal"]

    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round((margin or 0) / Mm(1)) for margin in margins] == [20, 20, 30, 15]
    assert (normal.font.name, normal.font.size.pt) == ("Times New Roman", 13)  # type: ignore[attr-defined]
    assert page.different_first_page_header_footer


@pytest.mark.parametrize("units", [100, 1000])
def test_many_units_make_long_tables_and_charts_that_fit(tmp_path: Path, units: int) -> None:
    made = survey(tmp_path, many(units, each=30)).report()
    pages = [page.extract_text() for page in read(official_pdf(made)).pages]
    told = "\n".join(pages)

    assert len(grid(made, "ranks").rows) + len(_left(made)) == units
    assert len(picture(made, "funnel").chart.spots) == len(grid(made, "ranks").rows)  # type: ignore[union-attr]
    assert len(grid(made, "pairs").heads) == 4
    assert f"Xã {units}" in told and len(pages) > units / 12
    heads = [page for page in pages if "Khoảng" in page and "Xếp loại" in page]
    assert len(heads) > units / 40
    assert len(Document(io.BytesIO(official_docx(made))).tables) == len(_grids(made)) + 2


def _grids(made: Official) -> list[Grid]:
    return [piece for piece in made.pieces if isinstance(piece, Grid)]


def _left(made: Official) -> tuple[object, ...]:
    return next((each.rows for each in _grids(made) if each.code == "left-out"), ())
