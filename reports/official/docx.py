"""An official report as DOCX, to be edited before it is signed."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from reports import words
from reports.content import Grid, Picture, Prose, Sentence
from reports.official.content import Blank, Ending, Letterhead, Official, OfficialChapter
from reports.official.docx_parts import bare_table, grid_table, ruled, sealed
from reports.official.docx_setting import TEXT_WIDTH, prepared
from reports.official.foot import foot
from reports.official.raster import png
from reports.parts.faces import SERIF_BOLD, register, width
from reports.style import FIXED_SPACE

CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def official_docx(report: Official) -> bytes:
    """The report as DOCX; the same report gives the same bytes any day."""
    document = prepared(Document(), report.title, report.language, running=_running(report))
    _head(document, report.letterhead)
    *chapters, last = report.chapters
    for chapter in chapters:
        _chapter(document, chapter)
    before = len(document.paragraphs)
    _chapter(document, last)
    for paragraph in document.paragraphs[before:]:
        # The end block takes its last chapter along, so that it never stands alone on a page.
        paragraph.paragraph_format.keep_with_next = True
    _ending(document, report.ending)
    for number, chapter in enumerate(report.annex):
        _chapter(document, chapter, on_new_page=number == 0)
    target = BytesIO()
    document.save(target)
    return sealed(target.getvalue())


def _running(report: Official) -> str:
    """The foot of every page: where the figures come from."""
    name, checksum, source = foot(report)
    told = f"{checksum} · {name} · {source}"
    simulated = words.say("simulated", report.language)
    return f"{simulated} · {told}" if report.about.simulated else told


def _head(document: Any, head: Letterhead) -> None:
    table = bare_table(document, (0.39, 0.61))
    left, right = table.rows[0].cells
    _said(left.paragraphs[0], head.superior, size=12, align=CENTRE)
    ruled(_said(left.add_paragraph(), head.issuer, size=12, bold=True, align=CENTRE), 0.33)
    _said(left.add_paragraph(), head.number, align=CENTRE)
    _said(
        right.paragraphs[0],
        head.state.replace(" ", FIXED_SPACE),
        size=_fitting(head.state, 0.61),
        bold=True,
        align=CENTRE,
    )
    ruled(_said(right.add_paragraph(), head.motto, bold=True, align=CENTRE), 0.23)
    _said(right.add_paragraph(), head.place_and_day, italic=True, align=CENTRE)
    for text, bold, before in (
        (head.paper, True, 18),
        (head.subject, True, 0),
        (head.edition, False, 0),
        (head.addressee, False, 8),
    ):
        if text:
            made = _said(document.add_paragraph(), text, size=14 if bold else 13, bold=bold, align=CENTRE)
            made.paragraph_format.space_before = Pt(before)
            made.paragraph_format.space_after = Pt(4)


def _fitting(text: str, share: float) -> float:
    """The size at which a bold text fits on one line; our serif is as wide as Times New Roman."""
    register()
    room = TEXT_WIDTH.pt * share - 4
    return min(12.0, int(24 * room / width(text, SERIF_BOLD, 12)) / 2)


def _said(
    paragraph: Paragraph,
    text: str,
    *,
    size: float = 13,
    bold: bool = False,
    italic: bool = False,
    align: Any = None,
) -> Paragraph:
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    paragraph.alignment = align
    return paragraph


def _chapter(document: Any, chapter: OfficialChapter, *, on_new_page: bool = False) -> None:
    heading = document.add_heading(chapter.title, 1)
    heading.paragraph_format.page_break_before = on_new_page
    for piece in chapter.pieces:
        if piece.title:
            document.add_heading(piece.title, 2)
        DRAW[type(piece)](document, piece)


def _sentences(
    document: Any, sentences: tuple[Sentence, ...], style: str = "Body Text", *, keep: bool = False
) -> None:
    if not sentences:
        return
    paragraph = document.add_paragraph(style=style)
    paragraph.paragraph_format.keep_with_next = keep
    for number, each in enumerate(sentences):
        run = paragraph.add_run(f"{' ' if number else ''}{each.text}")
        run.bold = True if each.strong else None


def _prose(document: Any, prose: Prose) -> None:
    for sentences in prose.paragraphs:
        _sentences(document, sentences)


def _blank(document: Any, blank: Blank) -> None:
    for _ in range(blank.lines):
        line = document.add_paragraph("\t")
        line.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _grid(document: Any, grid: Grid) -> None:
    _sentences(document, grid.finding, keep=True)
    grid_table(document, grid)
    _sentences(document, grid.notes, "Caption")


def _picture(document: Any, picture: Picture) -> None:
    _sentences(document, picture.finding, keep=picture.chart is not None)
    if picture.chart:
        document.add_picture(BytesIO(png(picture.chart)), width=TEXT_WIDTH)
        document.paragraphs[-1].paragraph_format.keep_with_next = bool(picture.notes)
        told = document.inline_shapes[-1]._inline.docPr
        told.set("descr", picture.alt)
        told.set("title", picture.title)
    _sentences(document, picture.notes, "Caption")


DRAW: dict[type, Callable[[Any, Any], None]] = {
    Prose: _prose,
    Blank: _blank,
    Grid: _grid,
    Picture: _picture,
}


def _ending(document: Any, ending: Ending) -> None:
    closing = document.add_paragraph(ending.words, style="Body Text")
    closing.paragraph_format.keep_with_next = True
    table = bare_table(document, (0.5, 0.5))
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    left, right = table.rows[0].cells
    _said(left.paragraphs[0], ending.recipients_title, size=12, bold=True, italic=True)
    for each in ending.recipients:
        _said(left.add_paragraph(), each, size=11)
    _said(right.paragraphs[0], ending.signer, bold=True, align=CENTRE)
    for _ in range(4):
        right.add_paragraph()
    table.rows[0]._tr.get_or_add_trPr().append(table.rows[0]._tr.makeelement(qn("w:cantSplit"), {}))
